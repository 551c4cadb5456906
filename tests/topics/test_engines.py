"""What each engine promises beyond the common contract."""

import numpy as np
import pytest

from stancebook.errors import InputError
from stancebook.topics import TopicModel
from stancebook.topics.engines.embedding import class_term_weights
from stancebook.topics.engines.nmf import (
    directions,
    factorise,
    singular_vectors,
    solve_rows,
    split_signs,
)
from stancebook.topics.engines.vectors import sentence_vectors

from .conftest import THEMES, embed, write_texts


def test_nmf_solves_rows_as_scipy_does():
    from scipy.optimize import nnls

    generator = np.random.default_rng(0)
    terms, passages = generator.random((4, 30)), generator.random((25, 30))
    solved = solve_rows(passages @ terms.T, terms @ terms.T)
    expected = np.array([nnls(terms.T, row)[0] for row in passages])
    np.testing.assert_allclose(solved, expected, atol=1e-3)


def test_nmf_fits_no_worse_than_scikit_learn():
    import scipy.sparse as sp
    from sklearn.decomposition import NMF

    matrix = sp.random_array((300, 80), density=0.1, rng=np.random.default_rng(0)).tocsr()
    start = split_signs(matrix, *singular_vectors(matrix, 6))
    terms = factorise(matrix, start, tol=1e-5, max_iter=300).terms
    weights = solve_rows(matrix @ terms.T, terms @ terms.T)
    plain = NMF(6, init="nndsvd", tol=1e-4, max_iter=2000).fit(matrix)
    assert np.linalg.norm(matrix - weights @ terms) <= plain.reconstruction_err_ * 1.01


def test_nmf_does_not_change_its_start():
    import scipy.sparse as sp

    matrix = sp.random_array((50, 20), density=0.2, rng=np.random.default_rng(0)).tocsr()
    start = split_signs(matrix, *singular_vectors(matrix, 3))
    before = start.copy()
    factorise(matrix, start, tol=1e-4, max_iter=10)
    np.testing.assert_array_equal(start, before)


def test_large_matrices_are_decomposed_as_small_ones_are():
    import scipy.sparse as sp

    matrix = sp.random_array((400, 90), density=0.1, rng=np.random.default_rng(1)).tocsr()
    values, vectors = singular_vectors(matrix, 5)
    expected = np.linalg.svd(matrix.toarray(), compute_uv=False)[:5]
    np.testing.assert_allclose(values, expected, rtol=1e-6)
    assert vectors.shape == (5, 90)


def test_directions_are_unit_rows_of_the_latent_space_stretched_to_a_length():
    import scipy.sparse as sp

    generator = np.random.default_rng(2)
    matrix = sp.random_array((30, 12), density=0.4, rng=generator).tolil()
    matrix[7] = 0
    matrix, length = matrix.tocsr(), generator.random(30) + 0.1
    _, vectors = singular_vectors(matrix, 4)
    latent = matrix.toarray() @ vectors.T
    held = np.linalg.norm(latent, axis=1, keepdims=True)
    expected = length[:, None] * latent / np.maximum(held, 1e-12) @ vectors
    found = directions(matrix, vectors, length)
    np.testing.assert_allclose(found @ np.eye(12), expected, atol=1e-9)
    np.testing.assert_allclose(found.T @ np.eye(30), expected.T, atol=1e-9)
    np.testing.assert_allclose(found @ np.ones(12), expected.sum(axis=1), atol=1e-9)


def test_what_a_few_passages_have_to_themselves_makes_no_topic():
    texts, _ = write_texts(400)
    own = [" ".join(f"own{row}x{n}" for n in range(40) for _ in range(3)) for row in range(3)]
    odd = [f"{texts[row]} {own[row]}" for row in range(3)] * 2
    found = TopicModel(4, n_refits=0).fit(texts + [f"{text} {n}" for n, text in enumerate(odd)])
    assert {frozenset(terms) for terms in found.topics_["terms"]} == {
        frozenset(theme) for theme in THEMES.values()
    }


def guided(seeds, n_topics=4):
    options = {"seeds": seeds}
    return TopicModel(n_topics, engine="guided", n_refits=0, engine_options=options)


def test_seeds_name_their_topics_and_say_how_far_they_were_taken_up(planted):
    seeds = {"war": ["tank", "missile", "zebra", "lion"], "sport": ["ball", "goal"]}
    model = guided(seeds).fit(planted[0])
    told = model.seeds_.set_index("seed")
    assert told.loc["war", ["n_terms", "n_known", "n_taken"]].tolist() == [4, 2, 2]
    assert told.loc["war", "uptake"] == 0.5
    assert set(model.topics_["terms"][told.loc["war", "topic"]]) == set(THEMES["arms"])
    assert model.topics_["label"][told.loc["war", "topic"]] == "war"
    assert told.loc["sport", "topic"] == -1
    assert "sport" not in set(model.topics_["label"])


def test_seeds_are_read_as_texts_are(planted):
    model = guided({"War": ["Tank", "MISSILE launch", "tank"]}).fit(planted[0])
    told = model.seeds_.iloc[0]
    assert told[["n_terms", "n_known", "n_taken"]].tolist() == [3, 2, 2]
    assert set(model.topics_["terms"][told["topic"]]) == set(THEMES["arms"])


def test_more_seeds_than_topics_are_said_to_be_too_many(planted):
    with pytest.warns(UserWarning, match="4 seeds .* 2 topics"):
        model = guided({name: words[:3] for name, words in THEMES.items()}, 2).fit(planted[0])
    assert (model.seeds_["topic"] >= 0).sum() == 2


@pytest.mark.parametrize(
    "embed, message",
    [
        pytest.param(lambda texts: np.ones((3, 2)), "one row for each text", id="too few rows"),
        pytest.param(lambda texts: np.ones(len(texts)), "n_dimensions", id="one number each"),
        pytest.param(lambda texts: np.full((len(texts), 2), np.nan), "finite", id="NaN"),
    ],
)
def test_vectors_of_another_shape_are_refused(planted, embed, message):
    with pytest.raises(InputError, match=message):
        TopicModel(4, engine="embedding", embed=embed).fit(planted[0])


def test_seeds_draw_a_topic_that_is_too_small_to_be_found_without():
    texts, _ = write_texts(200)
    rare = ["ball goal referee league", "goal league ball stadium", "stadium referee ball goal"]
    free = TopicModel(4, n_refits=0).fit(texts + rare)
    drawn = guided({"sport": ["ball", "goal"]}, 5).fit(texts + rare)
    assert not any("ball" in terms[:4] for terms in free.topics_["terms"])
    assert any("ball" in terms[:4] for terms in drawn.topics_["terms"])


@pytest.mark.parametrize(
    "seeds, message",
    [
        pytest.param(None, "needs seeds", id="none"),
        pytest.param({"war": "tank"}, "list of terms", id="a bare string"),
        pytest.param({"war": []}, "list of terms", id="no terms"),
        pytest.param({"war": [1]}, "list of terms", id="a number"),
    ],
)
def test_unusable_seeds_are_refused(planted, seeds, message):
    with pytest.raises(InputError, match=message):
        guided(seeds).fit(planted[0])


def test_embedding_topics_need_no_common_words():
    def two_languages(texts):
        return np.array([[1.0, 0.0] if "tank" in t or "panzer" in t else [0.0, 1.0] for t in texts])

    texts = [f"tank army x{row}" for row in range(9)] + [f"panzer heer y{row}" for row in range(9)]
    texts += [f"tax wage z{row}" for row in range(9)]
    model = TopicModel(2, engine="embedding", n_refits=0, embed=two_languages).fit(texts)
    assert {"tank", "panzer"} <= set(model.topics_["terms"][0])


def test_without_vectors_the_passages_are_placed_by_what_the_corpus_shares(planted):
    model = TopicModel(4, engine="embedding", n_refits=1).fit(planted[0])
    assert {frozenset(terms) for terms in model.topics_["terms"]} == {
        frozenset(theme) for theme in THEMES.values()
    }
    assert model.topics_["stability"].min() > 0.9
    with pytest.raises(InputError, match="encoder"):
        TopicModel(2, engine="embedding", embed="magic").fit(planted[0])


def test_between_two_centres_an_embedding_share_is_soft(planted):
    model = TopicModel(4, engine="embedding", n_refits=0, embed=embed).fit(planted[0])
    shares = model.transform([" ".join(THEMES["arms"] + THEMES["money"])])[0]
    assert np.sort(shares)[-2] > 0.2


def test_class_term_weights_prefer_what_sets_a_class_apart():
    weights = class_term_weights(np.array([[5.0, 5.0, 0.0], [0.0, 5.0, 5.0]]))
    np.testing.assert_allclose(weights.sum(axis=1), 1)
    assert weights[0, 0] > weights[0, 1] > weights[0, 2]


def test_the_shipped_encoder_gives_vectors():
    from stancebook.encoder import has_model

    if not has_model("attribution"):
        pytest.skip("the weights of the encoder are not there")
    texts = ["The minister said no.", "", "\ud800 broken", "word " * 4000]
    vectors = sentence_vectors(texts)
    assert vectors.shape[0] == 4
    assert np.isfinite(vectors).all()
    np.testing.assert_allclose(sentence_vectors(texts[:1])[0], vectors[0], atol=1e-6)


def test_a_stream_moves_the_topics_and_keeps_their_numbers():
    texts, _ = write_texts(240)
    model = TopicModel(4, n_refits=0)
    first = model.partial_fit(texts[:80]).topics_["terms"].map(frozenset).tolist()
    model.partial_fit(texts[80:160]).partial_fit(texts[160:])
    assert model.topics_["terms"].map(frozenset).tolist() == first
    assert model.topics_["share"].sum() == pytest.approx(1)
    assert model.topics_["stability"].min() > 0.9


@pytest.mark.filterwarnings("ignore:.*n_topics_")
def test_a_stream_that_begins_with_a_few_texts_comes_to_all_its_topics():
    texts, _ = write_texts(160)
    model = TopicModel(4, n_refits=0)
    for text in texts[:6]:
        model.partial_fit([text])
    assert model.n_topics_ == 4
    assert model.topics_["share"].sum() == pytest.approx(1)
    model.partial_fit(texts[6:80]).partial_fit(texts[80:])
    assert model.stream_.n_passages == 160
    assert not model.stream_.held


@pytest.mark.filterwarnings("ignore:.*n_topics_")
def test_a_stream_of_one_text_holds_no_more_and_more_of_it(monkeypatch):
    monkeypatch.setattr("stancebook.topics.stream.MOST_HELD", 5)
    model = TopicModel(4, n_refits=0)
    for _ in range(9):
        model.partial_fit(["tanks and missiles"])
    assert model.n_topics_ == 1
    assert model.stream_.n_passages == 9
    assert not model.stream_.held


def test_a_stream_learns_new_words():
    texts, _ = write_texts(120)
    model = TopicModel(4, n_refits=0).partial_fit(texts)
    news = [text + " howitzer" for text in texts if "tank" in text or "army" in text]
    model.partial_fit(news, memory=0.5)
    assert model.count_known(["howitzer"]).tolist() == [1]
    assert model.transform(["howitzer"]).max() > 0.5


def test_a_stream_refuses_what_it_cannot_learn(planted):
    with pytest.raises(InputError, match="'nmf'"):
        TopicModel(4, engine="lda").partial_fit(planted[0])
    with pytest.raises(InputError, match="memory"):
        TopicModel(4).partial_fit(planted[0], memory=0)
    with pytest.raises(InputError, match="at least one text"):
        TopicModel(4).partial_fit([])


def test_fitting_again_forgets_the_stream(planted):
    model = TopicModel(4, n_refits=0).partial_fit(planted[0][:100]).fit(planted[0])
    assert not hasattr(model, "stream_")
