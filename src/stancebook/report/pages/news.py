"""Changes to a list: for every number of what is new, the things that it counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ...estimates.periods import label_periods
from ...figures.addresses import list_address
from .changes import Changes
from .evidence import statement_items
from .lists import Item, article_items, write_list
from .site import Site


def write_news(site: Site, folder: Path, changes: Changes) -> Iterator[Path]:
    """Write the list of what is new since the previous run; none where nothing is.

    Parameters
    ----------
    site : Site
        The report.
    folder : Path
        The run's folder.
    changes : Changes
        See :func:`stancebook.report.pages.changes.find_changes`.
    """
    if not changes.has_list:
        return iter(())
    return write_list(
        site,
        folder,
        news_items(site, changes),
        kind="new",
        name="",
        template="new.html",
        heading="New since the previous run",
        changes=changes,
    )


def news_items(site: Site, changes: Changes) -> Iterator[Item]:
    """Yield positions that moved, actors, articles and statements, then articles that are gone."""
    for move in changes.moves:
        yield Item(groups=(("moves", "Positions that moved"),), move=move)
    statements = site.reading.analysis.statements
    counted = statements[statements["confidence"] >= site.min_confidence]
    numbers = counted["actor"].value_counts()
    for actor in changes.actors:
        about = {"actor": actor, "n_statements": int(numbers[actor])}
        about["address"] = list_address("actor", actor)
        yield Item(groups=(("actors", "New actors"),), actor=about)
    articles = changes.articles.assign(
        period=label_periods(changes.articles["published"], site.period)
    )
    yield from article_items(site, articles, words="New articles")
    yield from statement_items(site, changes.statements.assign(is_counted=True))
    for row in changes.gone.to_dict("records"):
        article = {**row, "copy_of": None, "is_gone": True}
        yield Item(groups=(("gone", "Articles no longer in the corpus"),), article=article)
