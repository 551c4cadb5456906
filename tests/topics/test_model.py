"""Laws of TopicModel: shares, determinism, independence, honest answers to poor input."""

import warnings

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GridSearchCV

from stancebook.errors import InputError
from stancebook.tables import TOPICS, check_table
from stancebook.topics import TopicModel, Vocabulary
from stancebook.topics.engines import ENGINES

from .conftest import THEMES, embed

engines = pytest.mark.parametrize("engine", sorted(ENGINES))


SEEDS = {"war": ["tank", "missile"], "sport": ["ball", "goal"]}


def small(engine="nmf", n_topics=4, **options):
    options = {"n_refits": 0, "embed": embed, **options}
    if engine == "guided":
        options.setdefault("engine_options", {"seeds": SEEDS})
    return TopicModel(n_topics, engine=engine, **options)


@engines
def test_planted_topics_are_found(planted, engine):
    texts, names = planted
    model = small(engine).fit(texts)
    found = {frozenset(terms) for terms in model.topics_["terms"]}
    assert found == {frozenset(theme) for theme in THEMES.values()}
    main = model.transform(texts).argmax(axis=1)
    assert pd.crosstab(main, names).gt(0).sum().sum() == len(THEMES)


@engines
def test_rows_sum_to_one_and_the_table_keeps_its_contract(planted, engine):
    texts, _ = planted
    model = small(engine)
    weights = model.fit_transform(texts)
    assert weights.shape == (len(texts), 4)
    assert weights.min() >= 0
    np.testing.assert_allclose(weights.sum(axis=1), 1)
    topics = check_table(model.topics_, TOPICS)
    np.testing.assert_allclose(topics["share"], weights.mean(axis=0), atol=1e-9)
    assert topics["share"].is_monotonic_decreasing
    assert topics["label"].is_unique
    assert topics["coherence"].notna().all()


@engines
def test_two_fits_are_equal(planted, engine):
    texts, _ = planted
    first, second = small(engine).fit(texts), small(engine).fit(texts)
    pd.testing.assert_frame_equal(first.topics_, second.topics_)
    np.testing.assert_array_equal(first.term_weights_, second.term_weights_)


@engines
def test_the_order_of_the_texts_changes_nothing(planted, engine):
    texts, _ = planted
    order = np.random.default_rng(1).permutation(len(texts))
    first = small(engine, n_refits=2).fit(texts)
    second = small(engine, n_refits=2).fit([texts[row] for row in order])
    pd.testing.assert_frame_equal(first.topics_, second.topics_)


@engines
def test_repeated_texts_make_no_topic_of_their_own(planted, engine):
    texts, _ = planted
    copied = texts + [texts[0]] * 300
    first, second = small(engine).fit(texts), small(engine).fit(copied)
    assert {*map(frozenset, first.topics_["terms"])} == {*map(frozenset, second.topics_["terms"])}
    assert second.topics_["share"].max() > 0.6


@engines
def test_a_prediction_does_not_depend_on_its_neighbours(planted, engine):
    texts, _ = planted
    model = small(engine).fit(texts)
    together = model.transform(texts[:9])
    alone = np.vstack([model.transform([text]) for text in texts[:9]])
    np.testing.assert_allclose(together, alone, atol=1e-9)
    np.testing.assert_allclose(model.transform(texts[8::-1]), together[::-1], atol=1e-9)


@engines
def test_unseen_text_is_uniform_and_flagged(planted, engine):
    model = small(engine).fit(planted[0])
    texts = ["Žodžių čia nėra", "", "the of and", "tank missile"]
    np.testing.assert_allclose(model.transform(texts)[:3], 0.25)
    assert model.count_known(texts).tolist() == [0, 0, 0, 2]
    assert model.transform(texts)[3].max() > 0.5


def test_fit_leaves_input_and_parameters_alone(planted):
    texts = pd.Series(planted[0])
    before = texts.copy()
    model = small()
    parameters = model.get_params()
    assert model.fit(texts) is model
    assert model.get_params() == parameters
    pd.testing.assert_series_equal(texts, before)
    assert clone(model).get_params(deep=False).keys() == parameters.keys()


def test_unfitted_model_says_so():
    with pytest.raises(NotFittedError):
        small().transform(["tank"])


def test_works_in_a_grid_search(planted):
    def stay(model, texts, y=None):
        return model.topics_["coherence"].mean()

    search = GridSearchCV(small(), {"n_topics": [2, 4]}, scoring=stay, cv=2).fit(planted[0])
    assert search.best_params_["n_topics"] in (2, 4)


@pytest.mark.parametrize(
    "texts, n_topics",
    [
        pytest.param(["Tanks and missiles."], 1, id="one passage"),
        pytest.param(["Tanks and missiles."] * 50, 1, id="all passages equal"),
        pytest.param(["tank convoys", "tax rises", "the of"], 2, id="fewer passages than topics"),
    ],
)
@engines
def test_poor_input_gives_fewer_topics_with_a_warning(texts, n_topics, engine):
    with pytest.warns(UserWarning, match="n_topics_"):
        model = small(engine, 12, n_refits=2).fit(texts)
    assert model.n_topics_ == n_topics
    np.testing.assert_allclose(model.transform(texts).sum(axis=1), 1)
    assert model.topics_["coherence"].notna().all()


@pytest.mark.parametrize(
    "texts, message",
    [
        pytest.param([], "at least one text", id="no text"),
        pytest.param("tank", "put it in a list", id="a bare string"),
        pytest.param(["tank", None], "position 1", id="a missing text"),
        pytest.param(["the of and", "1 2 3"], "stop words", id="only stop words"),
        pytest.param([""], "stop words", id="an empty text"),
    ],
)
def test_unusable_input_is_refused_with_a_reason(texts, message):
    with pytest.raises(InputError, match=message):
        small().fit(texts)


@pytest.mark.parametrize(
    "options, message",
    [
        pytest.param({"n_topics": 0}, "at least 1", id="no topics"),
        pytest.param({"n_topics": 2.5}, "whole number", id="half a topic"),
        pytest.param({"engine": "magic"}, "'nmf'", id="unknown engine"),
        pytest.param({"engine_options": {"itr": 5}}, "max_iter", id="unknown engine option"),
        pytest.param({"n_refits": -1}, "n_refits", id="refits below none"),
        pytest.param({"n_refits": 1.5}, "n_refits", id="half a refit"),
        pytest.param({"n_terms": 0}, "n_terms", id="no terms of a topic"),
    ],
)
def test_unusable_options_are_refused_with_a_reason(options, message):
    with pytest.raises(InputError, match=message):
        small(**options).fit(["tank", "tax"])


def test_another_language_mixed_in_gets_a_topic_of_its_own(planted):
    german = ["Panzer Haubitze Munition Bundeswehr " * 3 + f"Zeile{row}" for row in range(40)]
    model = small(n_topics=5).fit(planted[0] + german)
    assert model.transform(german).max(axis=1).min() > 0.9


def test_stability_is_high_where_topics_are_planted_and_low_in_noise(planted):
    generator = np.random.default_rng(0)
    words = np.array([f"w{a}{b}" for a in "abcdefghij" for b in "abcdefghij"])
    noise = [" ".join(generator.choice(words, size=12)) for _ in range(200)]
    planted_model = small(n_refits=5).fit(planted[0])
    assert planted_model.topics_["stability"].min() > 0.95
    assert small(n_refits=5).fit(noise).topics_["stability"].max() < 0.8


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=12), st.integers(1, 5))
def test_any_text_gives_shares_or_a_reason(texts, n_topics):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = TopicModel(n_topics, n_refits=1, vocabulary=Vocabulary(stop_words=()))
        try:
            weights = model.fit_transform(texts)
        except InputError:
            return
    assert np.isfinite(weights).all()
    np.testing.assert_allclose(weights.sum(axis=1), 1)
    assert model.topics_["coherence"].between(-1, 1).all()
