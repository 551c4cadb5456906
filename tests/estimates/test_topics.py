"""Laws of shares of topics over time."""

import numpy as np
import pandas as pd
import pytest

from stancebook.errors import InputError
from stancebook.estimates import coverage_grid, topic_shares
from stancebook.tables import PASSAGES, TOPIC_WEIGHTS, make_table
from stancebook.topics import article_weights

from .corpus import write_articles


def write_topics(articles, *, n_topics=3, random_state=0, n_passages=4):
    generator = np.random.default_rng(random_state)
    ids = np.repeat(articles["article_id"].to_numpy(), n_passages)
    passages = pd.DataFrame({"article_id": ids, "unit": "paragraph", "text": "x"})
    passages["passage_id"] = [f"p{row}" for row in range(len(ids))]
    passages["start"] = 0
    passages["end"] = generator.integers(20, 300, len(ids))
    weights = generator.dirichlet(np.arange(1, n_topics + 1), size=len(ids))
    rows, topics = np.indices(weights.shape)
    table = pd.DataFrame({"topic": topics.ravel(), "weight": weights.ravel()})
    table["passage_id"] = passages["passage_id"].to_numpy()[rows.ravel()]
    return make_table(table, TOPIC_WEIGHTS), make_table(passages, PASSAGES)


@pytest.fixture(scope="module")
def corpus():
    articles = write_articles(pd.date_range("2024-01-01", "2024-06-30", periods=300))
    return (*write_topics(articles), articles)


def test_rolled_up_weights_sum_to_one_and_splitting_a_passage_changes_nothing(corpus):
    weights, passages, articles = corpus
    rolled = article_weights(weights, passages)
    assert rolled.groupby("article_id")["weight"].sum().to_numpy() == pytest.approx(1)
    middle = (passages["start"] + passages["end"]) // 2
    first = passages.assign(end=middle)
    second = passages.assign(start=middle, passage_id=passages["passage_id"] + "b")
    doubled = pd.concat([weights, weights.assign(passage_id=weights["passage_id"] + "b")])
    again = article_weights(doubled, pd.concat([first, second]))
    pd.testing.assert_frame_equal(again, rolled)


def test_shares_of_a_period_sum_to_one(corpus):
    shares = topic_shares(*corpus, n_resamples=100)
    assert shares.groupby("period")["share"].sum().to_numpy() == pytest.approx(1)
    assert shares["period"].nunique() == 6
    assert (shares["low"] <= shares["share"]).all()
    assert (shares["share"] <= shares["high"]).all()
    assert shares["n_articles"].gt(0).all()


def test_a_corpus_that_grows_fourfold_with_constant_shares_is_flat():
    dates = np.repeat(pd.date_range("2024-01-15", periods=8, freq="MS"), 10 * np.repeat([1, 4], 4))
    articles = write_articles(dates)
    weights, passages = write_topics(articles, n_passages=1)
    flat = weights.assign(weight=weights["topic"].map({0: 0.2, 1: 0.3, 2: 0.5}))
    shares = topic_shares(flat, passages, articles, n_resamples=50)
    assert shares["n_articles"].max() == 4 * shares["n_articles"].min()
    np.testing.assert_allclose(shares["share"], np.tile([0.2, 0.3, 0.5], 8))


def test_the_mean_over_articles_is_not_the_mean_over_passages():
    articles = write_articles(["2024-01-01", "2024-01-02"])
    weights, passages = write_topics(articles, n_passages=1)
    passages = passages.assign(end=[10, 10_000])
    pure = weights.assign(weight=[1, 0, 0, 0, 1, 0])
    assert topic_shares(pure, passages, articles)["share"].tolist() == [0.5, 0.5, 0]


def test_gaps_are_rows_of_no_articles_and_not_zeros(corpus):
    weights, passages, articles = corpus
    holed = articles[articles["published"].dt.month != 3]
    shares = topic_shares(weights, passages, holed, n_resamples=50)
    gap = shares[shares["period"] == "2024-03"]
    assert gap["n_articles"].tolist() == [0, 0, 0]
    assert gap[["share", "low", "high"]].isna().all().all()
    assert shares["period"].is_monotonic_increasing


def test_groups_and_all_time_together(corpus):
    shares = topic_shares(*corpus, by=["source"], period=None, n_resamples=50)
    assert shares.groupby("source")["share"].sum().tolist() == pytest.approx([1, 1])
    whole = topic_shares(*corpus, period=None, n_resamples=50)
    assert whole["n_articles"].unique().tolist() == [300]
    split = topic_shares(*corpus, by=["source"], period="quarter", n_resamples=50)
    assert list(split)[:3] == ["source", "period", "topic"]


def test_undated_articles_are_left_out_of_time_and_counted_in_the_grid(corpus):
    weights, passages, articles = corpus
    undated = articles.assign(published=articles["published"].where(articles.index >= 10))
    shares = topic_shares(weights, passages, undated, n_resamples=50)
    assert shares.query("topic == 0")["n_articles"].sum() == 290
    grid = coverage_grid(undated)
    assert grid["n_articles"].sum() == 300
    assert grid.query("period == ''")["n_articles"].sum() == 10


def test_no_topics_and_no_articles_give_an_empty_table(corpus):
    weights, passages, articles = corpus
    for table in (
        topic_shares(weights.iloc[:0], passages, articles),
        topic_shares(weights, passages, articles.iloc[:0]),
        coverage_grid(articles.iloc[:0]),
    ):
        assert len(table) == 0
    undated = articles.assign(published=pd.NaT)
    assert len(topic_shares(weights, passages, undated)) == 0
    assert coverage_grid(undated)["n_articles"].sum() == 300


def test_unknown_columns_are_refused(corpus):
    with pytest.raises(InputError, match="outlet"):
        topic_shares(*corpus, by=["outlet"])
    with pytest.raises(InputError, match="outlet"):
        coverage_grid(corpus[2], by="outlet")


def test_refits_widen_the_interval_and_leave_the_share(corpus):
    weights, passages, articles = corpus
    alone = topic_shares(*corpus, n_resamples=100)
    refit = article_weights(weights, passages).assign(refit=0)
    same = topic_shares(*corpus, refits=refit, n_resamples=200)
    moved = refit.assign(topic=refit["topic"].map({0: 1, 1: 0, 2: 2}))
    wider = topic_shares(*corpus, refits=moved, n_resamples=200)
    for table in (same, wider):
        np.testing.assert_allclose(table["share"], alone["share"])
    unsure = wider["topic"].isin([0, 1])
    width = (wider["high"] - wider["low"])[unsure].mean()
    assert width > 1.5 * (same["high"] - same["low"])[unsure].mean()
