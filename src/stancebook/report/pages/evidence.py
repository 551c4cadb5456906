"""Statements to lists: for every number on any page, the statements that recount to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from ...display.cards import in_order, in_reading_order
from ...display.copies import count_agencies
from ...display.findings import STANCE_WORDS
from ...estimates.periods import label_periods
from ...figures.addresses import group_anchor, list_address
from ...figures.counts import count_positions
from ...figures.periods import period_words
from ...tables import STANCES, UNRESOLVED
from .index import write_index
from .intake import write_intake
from .lists import Item, article_items, write_list
from .site import Site
from .ties import write_ties


def write_evidence(
    site: Site, folder: Path, *, has_news: bool = False, has_numbers: bool = False
) -> list[Path]:
    """Write every list of statements, and the index over them.

    Lists are made for all statements and for each actor, concept, outlet, month and credited
    agency. In each of them the counted statements stand by concept and side, then those not
    counted; outlets, months and agencies also list their articles. With ``has_news``, the index
    leads to what is new; with ``has_numbers``, to the numbers of topics.

    Returns
    -------
    list of Path
        The pages written.
    """
    analysis = site.reading.analysis
    statements = in_reading_order(analysis.statements, analysis.articles)
    dates = analysis.articles.set_index("article_id")["published"]
    sources = analysis.articles.set_index("article_id")["source"]
    statements = statements.assign(
        source=statements["article_id"].map(sources).fillna(""),
        period=label_periods(statements["article_id"].map(dates), site.period),
        is_counted=statements["confidence"] >= site.min_confidence,
    )
    articles = analysis.articles.assign(
        period=label_periods(analysis.articles["published"], site.period)
    )
    for name in ("agencies", "agency_part"):
        articles[name] = [site.credits[key][name] for key in articles["article_id"]]
    articles = in_order(articles.drop(columns="text"))
    written = list(write_statements(site, folder, statements, kind="all"))
    for kind in ("actor", "concept"):
        for name, rows in statements.groupby(kind, sort=True):
            written += write_statements(site, folder, rows, kind=kind, name=name)
    silent = set(site.reading.concept_names) - set(statements["concept"])
    for name in sorted(silent):
        written += write_statements(site, folder, statements.iloc[:0], kind="concept", name=name)
    for kind in ("source", "period"):
        by_name = dict(iter(statements.groupby(kind, sort=True)))
        for name, printed in articles.groupby(kind, sort=True):
            rows = by_name.get(name, statements.iloc[:0])
            written += write_statements(site, folder, rows, kind=kind, name=name, articles=printed)
    agencies = count_agencies(articles)
    for name in agencies["agency"]:
        printed = articles[[name in credited for credited in articles["agencies"]]]
        rows = statements[statements["article_id"].isin(printed["article_id"])]
        written += write_statements(site, folder, rows, kind="agency", name=name, articles=printed)
    written += write_ties(site, folder, statements[statements["is_counted"]])
    written += write_intake(site, folder)
    written += write_index(
        site,
        folder,
        statements,
        articles,
        heading=lambda kind, name: heading(site, kind, name),
        topics=analysis.topics.to_dict("records"),
        agencies=agencies.to_dict("records"),
        total=list_counts(statements, site.min_confidence),
        has_news=has_news,
        has_numbers=has_numbers,
        has_intake=getattr(analysis, "intake", None) is not None,
    )
    return written


def write_statements(
    site: Site,
    folder: Path,
    rows: pd.DataFrame,
    *,
    kind: str,
    name: str = "",
    articles: pd.DataFrame | None = None,
) -> Iterator[Path]:
    """Write the list of some statements, and of articles where they are given."""
    actors = actor_items(site, name) if kind == "concept" else ()
    wholes = {"unsure": len(rows), "articles": 1}
    for concept, mine in rows[rows["is_counted"]].groupby("concept"):
        sided = int((mine["stance"] != "neutral").sum())
        wholes |= {group_anchor(concept, side): sided for side in ("favor", "against")}
    return write_list(
        site,
        folder,
        [*actors, *statement_items(site, rows), *article_items(site, articles)],
        kind=kind,
        name=name,
        wholes=wholes,
        heading=heading(site, kind, name),
        about=about(site, kind, name),
        counts=list_counts(rows, site.min_confidence),
        sides=list_sides(site, rows),
        n_articles=0 if articles is None else len(articles),
    )


def actor_items(site: Site, concept: str) -> Iterator[Item]:
    """Yield the actors of a concept's counted statements by where they stand."""
    placed = [row for row in site.reading.placed.get(concept, ()) if row["n_statements"]]
    for side in ("favor", "against", "changed", "both", "neutral"):
        groups = (("actors", "Actors"), (f"list-{side}", STANCE_WORDS[side]))
        for row in placed:
            if row["side"] == side and row["actor"] != UNRESOLVED:
                address = list_address("actor", row["actor"], concept)
                yield Item(groups=groups, actor={**row, "address": address})


def statement_items(site: Site, rows: pd.DataFrame) -> Iterator[Item]:
    """Yield the statements by concept and side, those not counted last."""
    if rows.empty:
        return
    concepts = count_positions(rows, ["concept"], min_confidence=site.min_confidence)["concept"]
    names = site.reading.concept_names
    for is_counted, anchor, words in (
        (True, "counted", "Counted statements"),
        (False, "unsure", "Not counted: too unsure"),
    ):
        half = rows[rows["is_counted"] == is_counted]
        for concept in concepts:
            mine = half[half["concept"] == concept]
            outer = ((anchor, words), _concept_group(concept, names, is_counted=is_counted))
            for stance in STANCES if is_counted else (None,):
                inner = mine if stance is None else mine[mine["stance"] == stance]
                side = () if stance is None else (_stance_group(concept, stance),)
                for card in site.reading.cards(inner):
                    yield Item(groups=(*outer, *side), card=card)


def _concept_group(concept: str, names: dict, *, is_counted: bool) -> tuple[str, str]:
    anchor = group_anchor(concept) if is_counted else group_anchor(concept, "unsure")
    return anchor, names.get(concept, concept)


def _stance_group(concept: str, stance: str) -> tuple[str, str]:
    return group_anchor(concept, stance), STANCE_WORDS[stance]


def list_counts(rows: pd.DataFrame, min_confidence: float) -> dict[str, int]:
    """Return the totals at the head of a list."""
    counted = rows[rows["confidence"] >= min_confidence]
    return {
        "n_statements": len(counted),
        "n_unsure": len(rows) - len(counted),
        **{f"n_{stance}": int((counted["stance"] == stance).sum()) for stance in STANCES},
        "n_articles": counted["article_id"].nunique(),
        "n_actors": counted["actor"].nunique(),
    }


def list_sides(site: Site, rows: pd.DataFrame) -> list[dict]:
    """Return the counts of for and against concept by concept: sides of two do not add up."""
    table = count_positions(rows, ["concept"], min_confidence=site.min_confidence)
    names = site.reading.concept_names
    return [
        {**row, "name": names.get(row["concept"], row["concept"])}
        for row in table[table["n_statements"] > 0].to_dict("records")
    ]


def heading(site: Site, kind: str, name: str) -> str:
    """Return the title of a list."""
    if kind == "all":
        return "All statements"
    if kind == "concept":
        return site.reading.concept_names.get(name, name)
    if kind == "period":
        return period_words(name)
    if kind == "source":
        return name or "Unknown outlet"
    return name


def about(site: Site, kind: str, name: str) -> dict:
    """Return what is known of the thing that a list is about: type, aliases, description."""
    analysis = site.reading.analysis
    if kind == "actor":
        rows = analysis.actors[analysis.actors["actor"] == name].to_dict("records")
        return rows[0] if rows else {}
    if kind == "concept":
        for concept in analysis.codebook.concepts:
            if concept.id == name:
                return {"aliases": list(concept.aliases), "description": concept.description}
    return {}
