"""Pages of a large report: none passes 2 MB, however many actors, outlets and days there are."""

from types import SimpleNamespace

import pandas as pd
import pytest

from stancebook.analysis.result import TABLE_NAMES
from stancebook.report.pages import evidence, render_front
from stancebook.report.pages.changes import find_changes
from stancebook.report.pages.news import write_news
from stancebook.report.pages.site import open_site
from stancebook.tables import ARTICLES, STATEMENTS, TABLES, make_table

LIMIT = 2_000_000
"""Bytes of one page."""

N_ACTORS = 5000
MANIFEST = {
    "name": "Large",
    "run": "2026-01-01T0300",
    "parameters": {"min_confidence": 0.5, "period": "day"},
}


def large_analysis(n_actors, *, turned=False):
    """Return actors of whom each speaks once, in an outlet of its own, one in three days.

    Most are neutral, so that there are few ties; ``turned`` gives the others the other side.
    """
    articles, statements = [], []
    for n in range(n_actors):
        key = f"a{n}-{turned}"
        name = f"Association of the Municipalities of Region {n}"
        text = f"{name} spoke of the ban once more before the vote."
        side = ("favor", "against")[(n + turned) % 2] if n % 20 == 0 else "neutral"
        articles.append(
            {"article_id": key, "story_id": key, "title": f"The vote, day {n}"}
            | {"text": text, "source": f"Outlet of Region {n}", "author": "", "url": ""}
            | {
                "language": "en",
                "published": pd.Timestamp("2000-01-01") + pd.Timedelta(n // 3, "D"),
            }
        )
        statements.append(
            {"statement_id": f"s-{key}", "article_id": key, "passage_id": f"p-{key}"}
            | {"in_title": False, "start": 0, "end": len(text), "text": text, "actor": name}
            | {"mention": name, "mention_start": 0, "mention_end": len(name), "concept": "ban"}
            | {"stance": side, "p_favor": 0.1, "p_against": 0.1, "p_neutral": 0.8}
            | {"confidence": 0.9, "voice": "indirect", "attribution_id": ""}
        )
    tables = {name: make_table([], TABLES[name]) for name in TABLE_NAMES}
    tables |= {
        "articles": make_table(articles, ARTICLES),
        "statements": make_table(statements, STATEMENTS),
    }
    concept = SimpleNamespace(id="ban", name="the ban", aliases=(), description="")
    return SimpleNamespace(**tables, codebook=SimpleNamespace(concepts=(concept,), actors=()))


@pytest.fixture(scope="module")
def analysis():
    return large_analysis(N_ACTORS)


@pytest.fixture(scope="module")
def pages(analysis, tmp_path_factory):
    """Write every list but those of one actor, outlet or day each: they hold what it said."""
    folder = tmp_path_factory.mktemp("large")
    write = evidence.write_statements

    def long_ones(*args, kind, **kwargs):
        return write(*args, kind=kind, **kwargs) if kind in ("all", "concept") else ()

    site = open_site(analysis, MANIFEST)
    previous = large_analysis(N_ACTORS, turned=True)
    changes = find_changes(site.reading, previous)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(evidence, "write_statements", long_ones)
        written = [*evidence.write_evidence(site, folder), *write_news(site, folder, changes)]
    front = folder / "front.html"
    front.write_text(render_front(analysis, MANIFEST, previous), encoding="utf-8")
    return {path.name: path.read_text(encoding="utf-8") for path in [*written, front]}


def test_no_page_passes_the_limit(pages):
    sizes = {name: len(html.encode()) for name, html in pages.items()}
    assert {name: size for name, size in sizes.items() if size > LIMIT} == {}
    assert {"index.html", "all.html", "ties.html", "new.html", "front.html"} <= set(sizes)
