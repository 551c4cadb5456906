"""The front page tells its reader what to know before any count: what was asked, and since when."""

import re
from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest
from gold_analysis import DEBATES, gold_analysis
from markupsafe import Markup

import stancebook as sb
from stancebook.codebook import Codebook
from stancebook.display import show_positions, tell_corpus
from stancebook.report.pages import render_front

MANIFEST = {"name": "news", "run": "20260101T000000Z", "parameters": {"period": "month"}}


def words_of(analysis, previous=None, **manifest):
    page = render_front(analysis, MANIFEST | manifest, previous)
    words = Markup(re.sub("(?s)<(style|script).*?</\\1>", "", page)).striptags()
    return re.sub("[\u2066-\u2069]", "", words)


def changed(analysis, **parts):
    return SimpleNamespace(**{**vars(analysis), **parts})


@pytest.fixture(scope="module")
def analysis():
    return gold_analysis([DEBATES / "nuclear_ban_treaty.json"])


@pytest.fixture(scope="module")
def codebook(analysis):
    """Return a codebook of the concepts of the analysis that can be read and compared."""
    concepts = [{"id": one.id, "name": one.name} for one in analysis.codebook.concepts]
    return Codebook.from_dict({"concepts": concepts})


def exchanged(analysis, codebook):
    """Return a run whose codebook had one concept more, on which one actor spoke."""
    other = Codebook.from_dict({"concepts": [{"id": "old", "name": "the old matter"}]})
    one = analysis.statements.head(1)
    old = one.assign(statement_id="old", concept="old", actor="Someone Gone", confidence=1.0)
    return changed(
        analysis,
        run="before",
        codebook=replace(codebook, concepts=(*codebook.concepts[1:], *other.concepts)),
        statements=pd.concat([analysis.statements, old], ignore_index=True),
    )


def test_an_exchanged_codebook_is_told_before_what_differs_by_it(analysis, codebook):
    now = changed(analysis, codebook=codebook)
    words = words_of(now, exchanged(analysis, codebook))
    told = words[words.index("What changed") :]
    assert f"new: {codebook.concepts[0].name}; gone: the old matter" in told
    assert told.index("The codebook is not that") < told.index("Since the previous run")
    assert "0 new counted statements and 1 that is gone, 0 new actors and 1 that is gone" in told


def test_a_codebook_with_other_words_is_another_one(analysis, codebook):
    first, *others = codebook.concepts
    named = replace(codebook, concepts=(replace(first, aliases=("another word",)), *others))
    words = words_of(changed(analysis, codebook=named), changed(analysis, codebook=codebook))
    assert "the same concepts, with other words" in words


def test_the_same_codebook_is_not_spoken_of(analysis, codebook):
    now = changed(analysis, codebook=codebook)
    assert "The codebook is not" not in words_of(now, now)
    assert "Nothing changed" in words_of(now, now)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("parking levy", "1 concept of the codebook, named in no article"),
        ("the treaty", "1 concept of the codebook, named in "),
    ],
)
def test_where_nothing_was_found_the_page_says_what_was_asked(analysis, name, told):
    book = Codebook.from_dict({"concepts": [{"name": name}]})
    words = words_of(changed(analysis, codebook=book, statements=analysis.statements[:0]))
    assert f"0 counted statements; {told}" in words
    assert "on 0 concepts" not in words


@pytest.mark.parametrize("end", ["", ".", "!"])
def test_a_description_ends_before_the_count(analysis, codebook, end):
    concepts = tuple(replace(one, description=f"that it is so{end}") for one in codebook.concepts)
    words = words_of(changed(analysis, codebook=replace(codebook, concepts=concepts)))
    assert re.search(rf"that it is so{re.escape(end or '.')} \d+ counted", words)


def test_concepts_left_out_of_the_matrix_are_counted(analysis, codebook):
    rows = [analysis.statements.assign(concept=f"c{n}", confidence=1.0) for n in range(22)]
    rows = [
        table.assign(statement_id=table["statement_id"] + f"{n}") for n, table in enumerate(rows)
    ]
    concepts = [{"id": f"c{n}", "name": f"matter {n}"} for n in range(22)]
    many = changed(
        analysis,
        codebook=Codebook.from_dict({"concepts": concepts}),
        statements=pd.concat(rows, ignore_index=True),
    )
    assert "Shown are the 12 concepts with most statements; 10 more concepts" in words_of(many)
    assert "Every actor" not in words_of(many)
    told = show_positions(many)
    n_actors = many.statements["actor"].nunique()
    for words in (told.text, told.html):
        assert "Shown are 8 of 22 concepts, those with most statements." in words
    some = show_positions(many, most_actors=3).text
    assert f"Shown are 3 of {n_actors} actors and 8 of 22 concepts" in some
    few = changed(analysis, codebook=codebook)
    assert "Shown are" not in show_positions(few).text + words_of(few)
    all_counted = words_of(few, parameters={"min_confidence": 0.0})
    assert "Every actor on every concept" in all_counted


@pytest.mark.parametrize(
    ("days", "period", "is_told"),
    [(28, "month", True), (28, "week", False), (400, "month", False), (0, "month", False)],
)
def test_a_finer_period_is_offered_where_all_dates_lie_close(analysis, days, period, is_told):
    articles = analysis.articles.copy()
    start = pd.Timestamp("2026-03-02")
    steps = [
        start + pd.Timedelta(days=days * n / (len(articles) - 1)) for n in range(len(articles))
    ]
    articles["published"] = pd.Series(steps, index=articles.index).astype(
        articles["published"].dtype
    )
    words = words_of(changed(analysis, articles=articles), parameters={"period": period})
    assert ("--set period=week" in words) is is_told


def test_a_date_that_lies_ahead_is_no_end_of_the_corpus():
    texts = [f"Ana Ruiz of {name} opposes the ban." for name in ("Pont", "Quai", "Rive")]
    dates = ["2024-03-01", "2024-03-09", "2191-01-01"]
    corpus = sb.read_corpus(pd.DataFrame({"text": texts, "published": dates}))
    found = SimpleNamespace(
        articles=corpus.articles.assign(story_id=corpus.articles["article_id"]),
        intake=corpus.intake,
        codebook=Codebook.from_dict({"concepts": [{"name": "ban"}]}),
        statements=pd.DataFrame({"article_id": []}),
        parameters={},
    )
    told = tell_corpus(found).text
    assert (
        "From 1 March 2024 to 9 March 2024. 1 article has no date (date lies in the future: 1)."
        in told
    )


def bars(page):
    """Return the number and the width of every bar of the front page."""
    found = re.findall(r'<a class="n bar \w+" data-n="(\d+)".*?style="width:([\d.]+)%"', page)
    return [(int(number), float(width)) for number, width in found]


def test_all_bars_are_on_one_scale():
    analysis = gold_analysis(sorted(DEBATES.glob("*.json"))[:6])
    page = render_front(analysis, MANIFEST)
    drawn = bars(page)
    tables = re.findall(r'<table class="butterfly".*?</table>', page, flags=re.DOTALL)
    widest = max(number for number, _ in drawn)
    assert len(tables) > 3 and widest > 3
    assert all(abs(width - 78 * number / widest) < 0.06 for number, width in drawn)
    # Tables of one layout, or the same share of a column would not be the same width.
    assert len({table.count('<th scope="col"') for table in tables}) == 1


def test_every_concept_is_told_of_at_the_top():
    analysis = gold_analysis(sorted(DEBATES.glob("*.json"))[:3])
    concepts = analysis.codebook.concepts
    more = [replace_name(concepts[0], "nobody's matter"), *concepts]
    asked = changed(analysis, codebook=SimpleNamespace(**{**book(analysis), "concepts": more}))
    words = words_of(asked, parameters={"min_confidence": 0.9})
    top = words[: words.index("Who stands where", words.index("counted statement"))]
    spoken = analysis.statements.loc[analysis.statements["confidence"] >= 0.9, "concept"].unique()
    assert 4 < len(spoken) <= 10
    for concept in concepts:
        if concept.id in spoken:
            assert concept.name in top
    assert "No statement was found on nobody's matter." in top.replace("’", "'")


def book(analysis):
    return {"fingerprint": "f", "notes": (), "actors": (), **vars(analysis.codebook)}


def replace_name(concept, name):
    return SimpleNamespace(**{**as_dict(concept), "id": "nobody", "name": name})


def as_dict(concept):
    return {name: getattr(concept, name) for name in ("id", "name", "aliases", "description")}


def test_the_limits_speak_of_authors_who_argue_in_their_own_name(analysis):
    words = words_of(analysis)
    assert "own voice is hardly ever counted" in words[words.index("must not conclude") :]
