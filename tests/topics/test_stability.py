"""Laws of matching, refits and granularity."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.exceptions import NotFittedError

from stancebook.errors import InputError
from stancebook.topics import TopicModel, compare_granularity, match_topics, measure_stability

from .conftest import write_texts

NOISE = [f"w{a}{b}" for a in "abcdefgh" for b in "abcdefgh"]


@given(st.integers(1, 6), st.integers(0, 99))
def test_a_permutation_of_topics_is_matched_in_full(n_topics, state):
    generator = np.random.default_rng(state)
    weights = generator.dirichlet(np.full(30, 0.1), size=n_topics)
    order = generator.permutation(n_topics)
    matched = match_topics(weights, weights[order])
    assert order[matched["match"]].tolist() == list(range(n_topics))
    np.testing.assert_allclose(matched["overlap"], 1)
    np.testing.assert_allclose(matched["cosine"], 1)


def test_a_topic_without_a_match_scores_zero():
    matched = match_topics(np.eye(3), np.eye(3)[:1], n_terms=1)
    assert matched["match"].tolist() == [0, -1, -1]
    assert matched["overlap"].tolist() == [1, 0, 0]


@pytest.fixture(scope="module")
def fitted(planted):
    return TopicModel(4, n_refits=0).fit(planted[0])


@pytest.mark.parametrize(
    "how, n_refits", [("bootstrap", 3), ("random_state", 3), ("leave_one_out", 5)]
)
def test_planted_topics_come_back(fitted, planted, how, n_refits):
    groups = [row % 5 for row in range(200)]
    table = measure_stability(fitted, planted[0], how=how, groups=groups, n_refits=3)
    assert table.groupby("refit").size().tolist() == [4] * n_refits
    assert table["overlap"].mean() > 0.95
    assert table["how"].unique().tolist() == [how]


def test_a_topic_that_one_source_made_alone_is_unstable_without_it():
    texts, _ = write_texts(160)
    own = [f"horoscope star sign moon luck row{row}" for row in range(40)]
    sources = (["a"] * 4 + ["b"] * 4) * 20 + ["c"] * 40
    model = TopicModel(5, n_refits=0).fit(texts + own)
    table = measure_stability(model, texts + own, how="leave_one_out", groups=sources)
    alone = next(n for n, terms in enumerate(model.topics_["terms"]) if "horoscope" in terms)
    overlap = table.set_index(["refit", "topic"])["overlap"]
    assert overlap["c", alone] < 0.3
    assert min(overlap["a", alone], overlap["b", alone]) >= 0.5


@pytest.mark.parametrize(
    "options, message",
    [
        pytest.param({"how": "hope"}, "bootstrap", id="unknown way"),
        pytest.param({"how": "leave_one_out"}, "groups", id="no groups"),
        pytest.param({"how": "leave_one_out", "groups": ["a"] * 200}, "two", id="one group"),
        pytest.param({"groups": ["a", "b"]}, "200 values", id="too few groups"),
    ],
)
def test_unusable_options_are_refused(fitted, planted, options, message):
    with pytest.raises(InputError, match=message):
        measure_stability(fitted, planted[0], **options)


@pytest.mark.parametrize("how", ["bootstrap", "random_state", "leave_one_out"])
def test_copies_of_a_text_count_once_in_refits_too(fitted, planted, how):
    texts = planted[0]
    outlets = ["a", "b", "c", "d", "e"] * 40
    copies = [text for text in texts[:3] for _ in range(100)]
    once = measure_stability(fitted, texts, how=how, groups=outlets, n_refits=3)
    again = measure_stability(
        fitted, texts + copies, how=how, groups=outlets + [*"abc"] * 100, n_refits=3
    )
    if how == "leave_one_out":  # these three texts now stand in three outlets
        assert again["overlap"].min() > 0.9
    else:
        pd.testing.assert_frame_equal(again, once)


def test_a_text_that_two_outlets_print_stays_when_one_is_left_out(planted):
    texts = planted[0] + ["parliament treaty ballot senate cabinet"] * 2
    model = TopicModel(5, n_refits=0).fit(texts)
    outlets = ["a"] * 200 + ["b", "c"]
    left = measure_stability(model, texts, how="leave_one_out", groups=outlets)
    assert left.query("refit in ['b', 'c']")["overlap"].min() == 1


def test_a_model_that_is_not_fitted_and_a_bare_string_are_refused(fitted):
    with pytest.raises(NotFittedError):
        measure_stability(TopicModel(2), ["tank"])
    with pytest.raises(InputError, match="put it in a list"):
        measure_stability(fitted, "tank")


@given(st.integers(0, 30))
@settings(max_examples=6, deadline=None)
def test_an_interval_of_granularity_holds_its_value_and_copies_change_nothing(state):
    texts = write_texts(60, random_state=state)[0]
    table = compare_granularity(texts, n_topics=3, n_refits=2)
    assert (table["low"] <= table["value"]).all()
    assert (table["value"] <= table["high"]).all()
    copied = compare_granularity(texts + texts[:1] * 50, n_topics=[3], n_refits=2)
    pd.testing.assert_frame_equal(copied, table)


def test_granularity_shows_the_planted_number(planted):
    table = compare_granularity(planted[0], n_topics=[2, 4, 8], n_refits=4)
    assert table["n_topics"].unique().tolist() == [2, 4, 8]
    assert set(table["measure"]) == {"stability", "coherence", "exclusivity", "diversity"}
    assert table["value"].notna().all()
    assert (table["low"] <= table["high"]).all()
    stability = table.query("measure == 'stability'").set_index("n_topics")["value"]
    assert stability[4] > stability[8]


def test_granularity_needs_two_refits(planted):
    with pytest.raises(InputError, match="at least 2"):
        compare_granularity(planted[0], n_refits=1)


def test_one_article_is_not_stable_because_it_is_one(planted):
    noise = [" ".join(np.random.default_rng(row).permutation(NOISE)[:9]) for row in range(40)]
    model = TopicModel(6, n_refits=4).fit(noise, groups=["the article"] * 40)
    assert model.topics_["stability"].max() < 0.95
