"""Laws of shares of stances, differences and positions."""

import numpy as np
import pandas as pd
import pytest

from stancebook.errors import InputError
from stancebook.estimates import (
    actor_positions,
    count_abstentions,
    stance_differences,
    stance_shares,
)
from stancebook.estimates.example import example_statements
from stancebook.tables import STANCES

from .corpus import draw_corpus, write_articles, write_statements

QUICK = {"n_resamples": 200}


@pytest.fixture(scope="module")
def corpus():
    return draw_corpus(random_state=2)


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"by": []}, id="all together"),
        pytest.param({"by": ["source", "concept"]}, id="by outlet and concept"),
        pytest.param({"by": ["actor"], "period": "quarter"}, id="over time"),
        pytest.param({"by": "voice", "weighting": "weighted"}, id="one column, weighted"),
    ],
)
def test_shares_of_a_group_sum_to_one_and_recount(corpus, options):
    shares = stance_shares(*corpus, **options, **QUICK)
    groups = [column for column in shares if column in ("source", "concept", "period", "actor")]
    assert shares.groupby(groups or (lambda _: 0))["share"].sum().to_numpy() == pytest.approx(1)
    assert shares["n_stance"].sum() == len(corpus[0])
    assert shares["stance"].tolist() == list(STANCES) * (len(shares) // 3)
    assert (shares["low"] <= shares["share"] + 1e-9).all()
    assert (shares["share"] <= shares["high"] + 1e-9).all()
    assert shares[["n_statements", "n_articles", "n_stories"]].gt(0).all().all()


def test_a_planted_share_lies_in_its_interval(corpus):
    row = stance_shares(*corpus).iloc[0]
    assert row["low"] < 0.7 < row["high"]
    assert row["high"] - row["low"] < 0.15


def test_order_changes_nothing(corpus):
    statements, articles = corpus
    shuffled = stance_shares(
        statements.sample(frac=1, random_state=1), articles.sample(frac=1, random_state=2), **QUICK
    )
    pd.testing.assert_frame_equal(shuffled, stance_shares(statements, articles, **QUICK))


def test_wire_copy_does_not_narrow_the_interval():
    once, printed = draw_corpus(60), draw_corpus(60, copies=5)
    first, second = stance_shares(*once, **QUICK), stance_shares(*printed, **QUICK)
    np.testing.assert_allclose(first["share"], second["share"])
    np.testing.assert_allclose(
        first["high"] - first["low"], second["high"] - second["low"], atol=0.05
    )
    assert second["n_articles"].iloc[0] == 5 * second["n_stories"].iloc[0]


def test_weighting_counts_a_story_once():
    articles = write_articles(["2024-01-01"] * 2).assign(story_id=["s", "t"])
    copied = pd.concat(
        [articles, *[articles.iloc[:1].assign(article_id=f"c{n}") for n in range(3)]]
    )
    statements = write_statements(
        copied["article_id"].tolist(), ["favor", "against", *["favor"] * 3]
    )
    printed = stance_shares(statements, copied, **QUICK)
    weighted = stance_shares(statements, copied, weighting="weighted", **QUICK)
    assert printed["share"].tolist() == [0.8, 0.2, 0]
    assert weighted["share"].tolist() == [0.5, 0.5, 0]


def test_unsure_statements_are_left_out_and_counted():
    articles = write_articles(["2024-01-01"] * 2)
    statements = write_statements(articles["article_id"], ["favor", "against"]).assign(
        confidence=[0.9, 0.2]
    )
    assert (
        stance_shares(statements, articles, min_confidence=0.5)["n_statements"].tolist() == [1] * 3
    )
    counted = count_abstentions(statements, articles, min_confidence=0.5)
    assert counted["n_abstained"].tolist() == [0, 1]
    assert counted["share_abstained"].tolist() == [0, 1]
    assert (
        count_abstentions(statements, articles, min_confidence=0.5, by=[])["n_abstained"].sum() == 1
    )


def test_no_statement_gives_an_empty_table_with_its_columns(corpus):
    empty = corpus[0].iloc[:0]
    table = stance_shares(empty, corpus[1])
    assert len(table) == 0
    assert {"concept", "stance", "share", "low", "high", "n_stories"} <= set(table)
    assert len(stance_shares(empty, corpus[1], by=[])) == 0
    assert len(stance_shares(empty, corpus[1], period="month")) == 0
    assert len(actor_positions(empty, corpus[1])) == 0
    assert len(stance_differences(empty, corpus[1], between="source")) == 0
    assert len(count_abstentions(empty, corpus[1], min_confidence=0.5)) == 0


@pytest.mark.parametrize(
    "options, message",
    [
        pytest.param({"by": ["outlet"]}, "outlet", id="unknown column"),
        pytest.param({"by": ["period"]}, "period='month'", id="period without size"),
        pytest.param({"period": "moon"}, "'week'", id="unknown period"),
        pytest.param({"min_confidence": 2}, "0 to 1", id="confidence of two"),
        pytest.param({"weighting": "twice"}, "weighted", id="unknown weighting"),
    ],
)
def test_unusable_options_are_refused_with_a_reason(corpus, options, message):
    with pytest.raises(InputError, match=message):
        stance_shares(*corpus, **options)


def test_statements_of_unknown_articles_are_refused(corpus):
    with pytest.raises(InputError, match="one analysis"):
        stance_shares(corpus[0], corpus[1].iloc[:5])


def test_differences_are_between_groups_of_the_same_concept(corpus):
    statements, articles = corpus
    table = stance_differences(statements, articles, between="source", **QUICK)
    assert table[["group_a", "group_b"]].drop_duplicates().to_numpy().tolist() == [
        ["Daily", "Herald"]
    ]
    np.testing.assert_allclose(table["difference"], table["share_a"] - table["share_b"])
    assert (table["low"] <= table["difference"]).all()
    assert (table["difference"] <= table["high"]).all()
    swapped = stance_differences(statements, articles, between="source", baseline="Daily", **QUICK)
    assert swapped["group_b"].unique().tolist() == ["Daily"]
    np.testing.assert_allclose(swapped["difference"], -table["difference"])


def test_a_planted_difference_is_found_and_none_where_there_is_none():
    first, second = draw_corpus(150, share=0.9), draw_corpus(150, share=0.3, random_state=5)
    statements = pd.concat(
        [
            first[0].assign(voice="direct"),
            second[0].assign(
                voice="action",
                statement_id=second[0]["statement_id"] + "x",
                article_id=second[0]["article_id"] + "x",
            ),
        ]
    )
    articles = pd.concat(
        [
            first[1],
            second[1].assign(
                article_id=second[1]["article_id"] + "x", story_id=second[1]["story_id"] + "x"
            ),
        ]
    )
    planted = stance_differences(statements, articles, between="voice").query("stance == 'favor'")
    assert planted["high"].item() < -0.4
    none = stance_differences(*draw_corpus(400, random_state=7), between="source").iloc[0]
    assert none["low"] < 0 < none["high"]


def test_single_stories_show_no_spread_of_a_difference():
    table = stance_differences(*example_statements(), between="source")
    assert table[["low", "high"]].isna().all().all()


def test_an_unknown_baseline_is_refused(corpus):
    with pytest.raises(InputError, match="Daily"):
        stance_differences(*corpus, between="source", baseline="Sun")


def test_positions_run_from_against_to_favor():
    articles = write_articles(pd.date_range("2024-01-01", periods=60))
    sides = ["favor"] * 31 + ["against"] * 29
    statements = write_statements(articles["article_id"], sides)
    table = actor_positions(statements, articles)
    assert table["period"].tolist() == ["2024-01", "2024-02"]
    assert table["position"].tolist() == [1, -1]
    assert (table["low"].iloc[0] < 1) & (table["high"].iloc[0] == 1)
    neutral = write_statements(articles["article_id"], ["neutral"] * 60)
    assert actor_positions(neutral, articles, period=None)["position"].tolist() == [0]
