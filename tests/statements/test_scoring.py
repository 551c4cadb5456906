"""Scores of statements: laws first, then the matching rules one by one."""

import numpy as np
import pandas as pd
import pytest

from stancebook.statements import calibration_error, match_statements, score_statements

BOOK = {
    "concepts": [],
    "actors": [
        {"name": "Lithuanian Ministry of Defence", "aliases": ["the Ministry", "the MoD"]},
        {"name": "Ministry of Health", "aliases": ["the Ministry"]},
    ],
}


def table(*rows):
    columns = ["article_id", "in_title", "start", "end", "actor", "concept", "stance"]
    return pd.DataFrame([dict(zip(columns, row, strict=True)) for row in rows], columns=columns)


def value(scores, measure):
    return scores.set_index("measure").loc[measure, "value"]


GOLD = table(
    ("a", False, 0, 50, "Norway", "treaty", "favor"),
    ("a", False, 60, 90, "Chile", "treaty", "against"),
    ("b", False, 0, 20, "Norway", "bombs", "neutral"),
)


def test_gold_against_itself_is_perfect():
    scores = score_statements(GOLD, GOLD, n_resamples=50)
    assert scores["value"].tolist() == [1.0] * len(scores)
    assert (scores["low"] <= scores["value"]).all()


def test_nothing_found_scores_zero():
    scores = score_statements(GOLD.iloc[:0], GOLD, n_resamples=50)
    assert scores["value"].tolist() == [0.0] * len(scores)


def test_nothing_at_all_scores_zero_without_an_error():
    empty = GOLD.iloc[:0]
    assert score_statements(empty, empty)["value"].tolist() == [0.0] * 6


def test_order_does_not_matter():
    found = pd.concat([GOLD, table(("b", False, 0, 9, "Chile", "treaty", "favor"))])
    pd.testing.assert_frame_equal(
        score_statements(found, GOLD), score_statements(found.iloc[::-1], GOLD.iloc[::-1])
    )


def test_the_interval_holds_the_value():
    found = GOLD.assign(stance=["favor", "favor", "neutral"])
    scores = score_statements(found, GOLD, n_resamples=200)
    assert (scores["low"] <= scores["value"] + 1e-9).all()
    assert (scores["value"] <= scores["high"] + 1e-9).all()


@pytest.mark.parametrize(
    ("row", "n"),
    [
        pytest.param(("a", False, 0, 50, "norway", "treaty", "against"), 1, id="case of names"),
        pytest.param(("a", False, 49, 99, "Norway", "treaty", "favor"), 1, id="one shared letter"),
        pytest.param(("a", False, 50, 59, "Norway", "treaty", "favor"), 0, id="touching only"),
        pytest.param(("a", True, 0, 50, "Norway", "treaty", "favor"), 0, id="title is not text"),
        pytest.param(("b", False, 0, 50, "Norway", "treaty", "favor"), 0, id="other article"),
        pytest.param(("a", False, 0, 50, "Norway", "bombs", "favor"), 0, id="other concept"),
        pytest.param(("a", False, 0, 50, "Sweden", "treaty", "favor"), 0, id="other actor"),
    ],
)
def test_what_counts_as_a_match(row, n):
    assert len(match_statements(table(row), GOLD)) == n


def test_aliases_of_one_actor_are_equal_but_shared_ones_are_not():
    gold = table(("a", False, 0, 9, "Lithuanian Ministry of Defence", "treaty", "against"))
    for alias, matched in (("the MoD", 1.0), ("MOD", 1.0), ("the Ministry", 0.0)):
        found = gold.assign(actor=alias)
        assert value(score_statements(found, gold, codebook=BOOK), "presence F1") == matched


def test_a_row_matches_once_and_the_same_stance_first():
    found = pd.concat([GOLD.iloc[[0]].assign(stance="against"), GOLD.iloc[[0]]])
    scores = score_statements(found, GOLD.iloc[[0]])
    assert value(scores, "stance accuracy") == 1.0
    assert value(scores, "presence precision") == 0.5


def test_micro_f1_counts_sides_only():
    found = GOLD.assign(stance=["favor", "favor", "neutral"])
    scores = score_statements(found, GOLD)
    assert value(scores, "micro-F1") == pytest.approx(2 * 1 / (2 + 2))
    assert value(scores, "micro-F1 with neutral") == pytest.approx(2 * 2 / (3 + 3))


def test_calibration_error_of_a_calibrated_and_of_a_bragging_model():
    chance = np.random.default_rng(0)
    confidence = chance.uniform(0, 1, 20000)
    correct = chance.uniform(0, 1, 20000) < confidence
    assert calibration_error(confidence, correct) < 0.02
    assert calibration_error(np.ones(100), np.zeros(100)) == 1.0


@pytest.mark.parametrize(
    ("aliases", "matched"),
    [
        pytest.param(["the MoD"], True, id="alias of one actor"),
        pytest.param(["the MoD", "The Ministry"], True, id="a shared alias beside it"),
        pytest.param(["the Ministry"], False, id="alias that two actors share"),
        pytest.param(["the MoD", "Ministry of Health"], False, id="names of two actors"),
        pytest.param([], False, id="no alias"),
    ],
)
def test_aliases_of_found_actors_count_where_they_are_clear(aliases, matched):
    gold = table(("a", False, 0, 9, "Lithuanian Ministry of Defence", "treaty", "favor"))
    found = gold.assign(actor="Vilnius")
    actors = pd.DataFrame({"actor": ["Vilnius"], "aliases": [aliases]})
    scores = score_statements(found, gold, codebook=BOOK, actors=actors, n_resamples=0)
    assert value(scores, "micro-F1") == float(matched)


def test_an_apostrophe_is_one_however_it_is_set():
    gold = table(("a", False, 0, 9, "People's Left", "treaty", "favor"))
    found = gold.assign(actor="the People’s Left")
    assert value(score_statements(found, gold, n_resamples=0), "micro-F1") == 1.0
