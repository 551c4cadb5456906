"""Pages of a large report: none passes 2 MB, however much was said by however many."""

import re
from types import SimpleNamespace

import pandas as pd
import pytest

from stancebook.analysis.result import TABLE_NAMES
from stancebook.report.pages import evidence, render_front
from stancebook.report.pages.changes import find_changes
from stancebook.report.pages.front import BLOCKS, PERIODS, timeline
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
        side = ("favor", "against")[(n + turned) % 2] if n % 20 == 0 else "neutral"
        articles.append(article(key, n, day=n // 3))
        statements.append(statement(f"s-{key}", key, actor_name(n), "ban", side))
    return analysis_of(articles, statements, {"ban": "the ban"})


def dense_analysis(n_actors, n_concepts):
    """Return actors who all speak on all concepts, on every side, one article each."""
    sides = ("favor", "against", "neutral", "favor")
    articles = [article(f"a{n}", n, day=n) for n in range(n_actors)]
    statements = [
        statement(
            f"s{n}-{c}", f"a{n}", actor_name(n), f"c{c}", sides[(n + c) % 4], (n + c) % 10 / 10
        )
        for n in range(n_actors)
        for c in range(n_concepts)
    ]
    names = {f"c{c}": f"the law on the municipal budget of year {c}" for c in range(n_concepts)}
    return analysis_of(articles, statements, names)


def actor_name(n):
    return f"Association of the Municipalities of Region {n}"


def article(key, n, *, day):
    return {
        "article_id": key,
        "story_id": key,
        "title": f"The vote, day {n}",
        "text": f"{actor_name(n)} spoke of the ban once more before the vote.",
        "source": f"Outlet of Region {n}",
        "author": "",
        "url": "",
        "language": "en",
        "published": pd.Timestamp("2000-01-01") + pd.Timedelta(day, "D"),
    }


def statement(key, article_id, actor, concept, side, confidence=0.9):
    text = f"{actor} spoke of the ban once more before the vote."
    return {
        "statement_id": key,
        "article_id": article_id,
        "passage_id": f"p-{article_id}",
        "in_title": False,
        "start": 0,
        "end": len(text),
        "text": text,
        "actor": actor,
        "mention": actor,
        "mention_start": 0,
        "mention_end": len(actor),
        "concept": concept,
        "stance": side,
        "p_favor": 0.1,
        "p_against": 0.1,
        "p_neutral": 0.8,
        "confidence": confidence,
        "voice": "indirect",
        "attribution_id": "",
    }


def analysis_of(articles, statements, names):
    tables = {name: make_table([], TABLES[name]) for name in TABLE_NAMES}
    tables |= {
        "articles": make_table(articles, ARTICLES),
        "statements": make_table(statements, STATEMENTS),
    }
    concepts = tuple(
        SimpleNamespace(id=key, name=name, aliases=(), description=f"What is said of {name}.")
        for key, name in names.items()
    )
    book = SimpleNamespace(concepts=concepts, actors=(), fingerprint="f" * 16)
    return SimpleNamespace(**tables, codebook=book)


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


def test_the_front_page_of_many_actors_on_many_concepts_stays_small():
    front = render_front(dense_analysis(300, 300), MANIFEST)
    assert len(front.encode()) < LIMIT
    assert f"{300 - BLOCKS} more concepts" in front, "what is left out is said, and where it is"
    assert front.count('class="concept-block"') == BLOCKS


def test_the_sentence_names_first_who_said_most_on_its_side():
    said = {"Ash": (5, 4), "Birch": (6, 0)} | dict.fromkeys(["Cedar", "Elm", "Fir", "Gum"], (1, 1))
    statements = [
        statement(f"{actor}-{side}-{n}", "a", actor, "ban", side)
        for actor, counts in said.items()
        for side, number in zip(("favor", "against"), counts, strict=True)
        for n in range(number)
    ]
    front = render_front(
        analysis_of([article("a", 0, day=0)], statements, {"ban": "the ban"}), MANIFEST
    )
    words = " ".join(re.sub("<[^>]+>|[\u2066-\u2069]", "", front.partition("In short")[2]).split())
    assert (
        "Birch (6) and Ash (5, and 4 against) are ▲ for; 4 actors stand as often for as against: "
        "Cedar (1 each), Elm (1 each), Fir (1 each) and 1 other." in words
    )


def test_the_front_page_shows_the_latest_of_many_days():
    days = pd.DataFrame({"published": pd.date_range("2000-01-01", periods=5000)})
    shown = timeline(SimpleNamespace(articles=days), "day")
    assert shown["n_more_periods"] == 5000 - PERIODS
    assert [row["n_articles"] for row in shown["timeline"]] == [1] * PERIODS
    assert shown["timeline"][-1]["period"] == "2013-09-08"


def test_a_date_far_from_all_others_hides_none():
    dates = [*pd.date_range("2023-01-01", periods=100), pd.Timestamp("2099-01-01")]
    shown = timeline(SimpleNamespace(articles=pd.DataFrame({"published": dates})), "day")
    assert sum(row["n_articles"] for row in shown["timeline"]) == 101
    assert shown["n_more_periods"] == 0


def test_a_period_without_articles_is_shown_among_few():
    dates = pd.DataFrame({"published": pd.to_datetime(["2023-01-01", "2023-01-03"])})
    shown = timeline(SimpleNamespace(articles=dates), "day")
    assert [row["n_articles"] for row in shown["timeline"]] == [1, 0, 1]


def test_no_date_gives_no_timeline():
    none = pd.DataFrame({"published": pd.to_datetime([None, None])})
    assert timeline(SimpleNamespace(articles=none), "day")["timeline"] == []
