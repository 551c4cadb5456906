"""Scores are 100 for gold itself, fall with every error, and do not depend on the order."""

from types import SimpleNamespace

import pandas as pd
import pytest

from stancebook.attributions import score_attributions
from stancebook.attributions.scoring import gold_table
from stancebook.errors import TableError
from stancebook.passages import split_passages

from .conftest import make_articles

TEXT = "Ann said that it rains. Bob said that it snows.\n\nNothing else came up."
ANN = {"speaker": [[0, 3]], "cue": [[4, 8]], "content": [[9, 22]]}
BOB = {"speaker": [[24, 27]], "cue": [[28, 32]], "content": [[33, 46]]}


def table(*attributions):
    article = SimpleNamespace(article_id="a0", title="", text=TEXT, attributions=attributions)
    return gold_table([article])


def value(scores: pd.DataFrame, measure: str, where: str = "articles") -> float:
    return scores.set_index(["where", "measure"]).loc[(where, measure), "value"]


def test_gold_scores_100_everywhere():
    gold = table(ANN, BOB)
    scores = score_attributions(gold, gold, n_resamples=10)
    measures = scores[scores["measure"].isin(["speaker", "cue", "content", "pair"])]
    assert (measures["value"] == 100).all()


def test_a_wrong_speaker_costs_the_pair_and_not_the_content():
    swapped = table({**ANN, "speaker": BOB["speaker"]}, BOB)
    scores = score_attributions(swapped, table(ANN, BOB), n_resamples=10)
    assert value(scores, "content") == 100
    assert value(scores, "pair") == 50


def test_a_span_one_character_off_is_wrong():
    scores = score_attributions(
        table({**ANN, "content": [[9, 23]]}, BOB), table(ANN, BOB), n_resamples=10
    )
    assert value(scores, "content") == 50


def test_finds_outside_bearing_passages_count_in_whole_articles_only():
    extra = {"speaker": [], "cue": [[57, 61]], "content": [[49, 56]]}
    passages = split_passages(make_articles(TEXT))
    scores = score_attributions(
        table(ANN, BOB, extra), table(ANN, BOB), paragraphs=passages, n_resamples=10
    )
    assert value(scores, "content", "bearing") == 100
    assert value(scores, "content") == 80


def test_order_changes_nothing_and_the_interval_holds_the_value():
    gold, found = table(ANN, BOB), table(BOB)
    one = score_attributions(found, gold, n_resamples=50)
    other = score_attributions(found, gold[::-1].reset_index(drop=True), n_resamples=50)
    pd.testing.assert_frame_equal(one, other)
    assert (one["low"] <= one["value"]).all()
    assert (one["value"] <= one["high"]).all()


def test_no_gold_is_refused():
    with pytest.raises(TableError, match="got none"):
        score_attributions(table(ANN), table())
