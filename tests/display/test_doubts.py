"""Both sides of one actor, and the statements nearest to the threshold."""

import re

import pandas as pd
import pytest

from stancebook.analysis import Analysis
from stancebook.codebook import Codebook
from stancebook.display.doubts import show_closest_calls, show_disagreements
from stancebook.display.showing import show_statements
from stancebook.tables import ARTICLES, ATTRIBUTIONS, STATEMENTS, UNRESOLVED, make_table

BOOK = Codebook.from_dict({"concepts": [{"id": "ban", "name": "the <ban>"}]})


def analysis(*rows):
    """Return an analysis of (actor, stance, confidence, day, its words if any) on one concept."""
    articles, statements = [], []
    for k, (actor, stance, confidence, day, *words) in enumerate(rows):
        text = words[0] if words else f"Sentence {k} of <b>{actor}</b> on the <ban>."
        articles.append(
            {"article_id": f"a{k}", "story_id": f"a{k}", "title": "T", "text": text}
            | {"source": "The Gaze", "published": pd.Timestamp(day)}
        )
        statements.append(
            {"statement_id": f"s{k}", "article_id": f"a{k}", "passage_id": f"p{k}", "start": 0}
            | {"end": len(text), "text": text, "actor": actor, "concept": "ban", "mention": ""}
            | {"mention_start": -1, "mention_end": -1, "stance": stance, "voice": "direct"}
            | {"confidence": confidence, "in_title": False, "attribution_id": ""}
        )
    tables = {
        "articles": _filled(articles, ARTICLES),
        "statements": _filled(statements, STATEMENTS),
        "attributions": make_table([], ATTRIBUTIONS),
    }
    return Analysis(tables, BOOK)


def _filled(rows, contract):
    blank = {name: "" for name in contract.columns}
    numbers = {name: 0.0 for name in contract.columns if name.startswith("p_")}
    return make_table([blank | numbers | row for row in rows], contract)


BOTH = (
    ("Norway", "against", 0.9, "2024-05-02"),
    ("Norway", "favor", 0.95, "2024-01-02"),
    ("Chile", "favor", 0.9, "2024-01-03"),
    ("Chile", "against", 0.3, "2024-01-04"),
    (UNRESOLVED, "favor", 0.9, "2024-01-05"),
    (UNRESOLVED, "against", 0.9, "2024-01-06"),
)


def test_only_counted_sides_of_known_actors_disagree():
    shown = show_disagreements(analysis(*BOTH), min_confidence=0.5)
    assert shown.text == (
        "Norway on the <ban>: 1 for, 1 against; "
        "changed sides: first for, then against, between 2 January 2024 and 2 May 2024"
    )
    assert "Chile" not in shown.html and UNRESOLVED not in shown.html


def test_a_position_of_an_earlier_time_is_told_as_such():
    now, before = "Norway backs the <ban>.", "Norway opposed the <ban> in 2012."
    rows = (
        ("Norway", "favor", 0.95, "2024-01-02", now),
        ("Norway", "against", 0.9, "2024-05-02", before),
    )
    shown = show_disagreements(analysis(*rows), min_confidence=0.5)
    assert shown.text == (
        "Norway on the <ban>: 1 for, 1 against; "
        "no change of side is told: against at an earlier time"
    )


def test_a_lower_threshold_finds_more():
    assert len(show_disagreements(analysis(*BOTH), min_confidence=0.2).text.splitlines()) == 2


def test_sentences_stand_in_the_order_of_time():
    html = show_disagreements(analysis(*BOTH), min_confidence=0.5).html
    assert html.index("Sentence 1") < html.index("Sentence 0")


def test_nothing_is_said_to_be_nothing():
    for rows in ((), BOTH[:1]):
        shown = show_disagreements(analysis(*rows), min_confidence=0.5)
        assert shown.text == "No actor is counted on both sides of a concept."
    assert show_closest_calls(analysis()).text == "No statement."


@pytest.mark.parametrize(("least", "first"), [(0.3, "Chile"), (1.0, "Norway")])
def test_the_nearest_to_the_threshold_comes_first(least, first):
    lines = show_closest_calls(analysis(*BOTH), min_confidence=least).text.splitlines()
    assert len(lines) == len(BOTH)
    assert f"] {first} on" in lines[0]


def test_text_is_shown_as_text():
    for show in (show_disagreements, show_closest_calls):
        html = show(analysis(*BOTH), min_confidence=0.5).html
        assert "<b>Norway" not in html and "<ban>" not in html
        assert "&lt;b&gt;Norway" in html


def test_the_surest_sentences_stand_by_the_dates_of_their_articles():
    days = pd.date_range("2024-01-01", periods=12)[::-1]
    rows = [("Norway", "favor", 0.9 + number / 1000, day) for number, day in enumerate(days)]
    html = show_statements(analysis(*rows), most=6).html
    assert re.findall(r"Sentence (\d+)", html) == ["11", "10", "9", "8", "7", "6"]


def test_a_sentence_that_copies_repeat_is_shown_once():
    corpus = analysis(*[("Norway", "favor", 0.9, f"2024-01-0{day}") for day in range(1, 6)])
    corpus.articles["story_id"] = "wire"
    corpus.statements["text"] = "Norway is for it."
    html = show_statements(corpus, most=3).html
    assert html.count('class="words"') == 1
    assert "1 January 2024" in html and "5 counted statements; the 1 surest" in html
