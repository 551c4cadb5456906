"""Counts: every statement is counted once, and order changes nothing."""

import pandas as pd
import pytest
from gold_analysis import DEBATES, gold_analysis

from stancebook.errors import InputError
from stancebook.figures.counts import (
    SIDES,
    confidence_threshold,
    count_coverage,
    count_positions,
    count_trends,
    side_of,
)


@pytest.fixture(scope="module")
def analysis():
    return gold_analysis([DEBATES / "four_day_week.json"])


@pytest.mark.parametrize("by", [["actor", "concept"], ["concept"], ["actor"], ["article_id"]])
@pytest.mark.parametrize("min_confidence", [0.0, 0.7, 1.0])
def test_every_statement_is_counted_once(analysis, by, min_confidence):
    counts = count_positions(analysis.statements, by, min_confidence=min_confidence)
    counted = analysis.statements["confidence"] >= min_confidence
    sides = counts[["n_favor", "n_against", "n_neutral"]].sum(axis=1)
    assert (sides == counts["n_statements"]).all()
    assert counts["n_statements"].sum() == counted.sum()
    assert counts["n_unsure"].sum() == (~counted).sum()
    assert set(counts["side"]) <= set(SIDES)


def test_order_does_not_matter(analysis):
    shuffled = analysis.statements.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(count_positions(shuffled), count_positions(analysis.statements))


@pytest.mark.parametrize(
    "counts, side",
    [
        ((2, 1, 0), "favor"),
        ((1, 2, 5), "against"),
        ((1, 1, 0), "both"),
        ((0, 0, 1), "neutral"),
        ((0, 0, 0), "unsure"),
    ],
)
def test_the_side_is_that_of_most_statements_that_take_one(counts, side):
    assert side_of(*counts) == side


def test_trends_hold_every_period_of_every_concept(analysis):
    trends = count_trends(analysis.statements, analysis.articles, period="quarter")
    periods = [mine["period"].tolist() for _, mine in trends.groupby("concept")]
    assert all(mine == sorted(set(mine)) == periods[0] for mine in periods)
    assert trends["n_statements"].sum() == len(analysis.statements)


def test_coverage_counts_every_article(analysis):
    undated = analysis.articles.assign(published=pd.NaT)
    for articles in (analysis.articles, undated):
        assert count_coverage(articles)["n_articles"].sum() == len(articles)


@pytest.mark.parametrize("given", [0, 0.5, 1.0])
def test_a_threshold_that_is_given_holds(given):
    assert confidence_threshold(given) == given


@pytest.mark.parametrize("given", [-0.1, 1.1])
def test_a_threshold_outside_of_probability_is_refused(given):
    with pytest.raises(InputError, match="0 to 1"):
        confidence_threshold(given)


def test_the_threshold_of_the_model_is_a_probability():
    assert 0 <= confidence_threshold() <= 1
