"""From the table of passages to the tables of topics."""

import numpy as np
import pandas as pd
import pytest

from stancebook.errors import InputError
from stancebook.tables import (
    PASSAGES,
    TOPIC_REFITS,
    TOPIC_WEIGHTS,
    TOPICS,
    check_table,
    make_table,
)
from stancebook.topics import Vocabulary, article_weights, fit_topics, split_words
from stancebook.topics.labels import label_topics
from stancebook.topics.phrases import write_terms


def passages_of(texts, unit="paragraph"):
    units = [unit] * len(texts) if isinstance(unit, str) else unit
    table = pd.DataFrame({"text": pd.Series(texts, dtype="str"), "unit": units, "start": 0})
    table["passage_id"] = [f"p{row}" for row in range(len(texts))]
    table["article_id"] = [f"a{row // 4}" for row in range(len(texts))]
    table["end"] = table["text"].str.len()
    return make_table(table, PASSAGES)


def test_tables_keep_their_contracts_and_recount(planted):
    units = (["title"] + ["paragraph"] * 3) * 50
    fitted = fit_topics(passages_of(planted[0], units), n_topics=4, n_refits=1)
    topics, weights, _, model = fitted
    check_table(topics, TOPICS)
    check_table(weights, TOPIC_WEIGHTS)
    assert weights["weight"].gt(0).all()
    np.testing.assert_allclose(weights.groupby("passage_id")["weight"].sum(), 1)
    share = weights.groupby("topic")["weight"].sum() / weights["passage_id"].nunique()
    np.testing.assert_allclose(topics["share"], share)
    assert model.n_topics_ == 4


def test_paragraphs_and_titles_get_weights_and_sentences_do_not(planted):
    units = (["title"] + ["paragraph"] * 2 + ["sentence"]) * 50
    weights = fit_topics(passages_of(planted[0], units), n_refits=0).topic_weights
    assert weights["passage_id"].nunique() == 150


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param([], id="no passage"),
        pytest.param(["the of and", "1, 2, 3"], id="only stop words"),
        pytest.param([""], id="an empty passage"),
    ],
)
def test_passages_without_terms_give_empty_tables(texts):
    *tables, model = fit_topics(passages_of(texts))
    assert [len(table) for table in tables] == [0, 0, 0]
    assert model is None


def test_one_article_bears_few_topics():
    topics = fit_topics(passages_of([f"tank army word{row}" for row in range(12)])).topics
    assert 1 <= len(topics) <= 3


def test_more_topics_than_passages_are_bounded_without_a_warning():
    topics = fit_topics(passages_of(["tank army", "tax wage"]), n_topics=12).topics
    assert len(topics) <= 2


def test_a_wrong_option_is_refused_and_not_taken_for_missing_terms():
    with pytest.raises(InputError, match="engine"):
        fit_topics(passages_of(["tank army"]), engine="magic")


@pytest.mark.parametrize(
    "text, words",
    [
        pytest.param("Anušauskas's ban", ["anušauskas", "ban"], id="letters of all kinds"),
        pytest.param("F-35, MiG-29, 2024", ["f-35", "mig-29"], id="numbers inside only"),
        pytest.param("don’t", ["don't"], id="typographic apostrophe"),
        pytest.param("a I", [], id="single letters"),
        pytest.param("ПВО и танки", ["пво", "танки"], id="another script"),
        pytest.param("टैंक शहर में", ["टैंक", "शहर", "में"], id="vowel signs"),
        pytest.param("الدَّبابات", ["الدَّبابات"], id="vowel points"),
        pytest.param("Muse\u0301e", ["muse\u0301e"], id="accents apart"),
        pytest.param("می\u200cشود", ["می\u200cشود"], id="a joiner"),
        pytest.param("\u202b<b>x</b>\u202c=1+1", [], id="marks and formulas"),
    ],
)
def test_terms_are_words_of_letters_in_small_letters(text, words):
    assert split_words(text) == words


def test_terms_are_bounded_and_rare_ones_dropped():
    texts = [f"tank army unique{row}" for row in range(40)]
    vocabulary = Vocabulary(max_share=1.0).fit(texts)
    assert vocabulary.terms_.tolist() == ["army", "tank"]
    assert len(Vocabulary(max_terms=1, max_share=1.0).fit(texts).terms_) == 1


def test_tfidf_rows_have_length_one_or_nothing():
    vocabulary = Vocabulary().fit(["tank army", "tax"])
    lengths = np.sqrt(vocabulary.transform(["tank tank tax", "nothing"]).power(2).sum(axis=1))
    np.testing.assert_allclose(np.asarray(lengths).ravel(), [1, 0])


@pytest.mark.parametrize(
    "texts, terms, written",
    [
        pytest.param(
            ["The White House said", "White House"],
            ["house", "white"],
            ["White House"],
            id="a phrase",
        ),
        pytest.param(
            ["states united"] + ["United tax", "States tax"] * 3,
            ["united", "states"],
            ["United", "States"],
            id="once is no phrase",
        ),
        pytest.param(["a b", "b a"] * 3, ["a", "b"], ["a", "b"], id="letters are no words"),
        pytest.param(["xx yy xx yy"] * 3, ["xx", "yy"], ["xx yy"], id="no circle"),
        pytest.param(
            ["prime minister of defence"] * 3,
            ["minister", "defence", "prime"],
            ["prime minister", "defence"],
            id="a word between",
        ),
        pytest.param(
            ["Orange Democratic Movement", "United Democratic Alliance"] * 3,
            ["orange", "democratic", "alliance"],
            ["Orange", "Democratic Alliance"],
            id="no body that is not there",
        ),
        pytest.param(
            ["Majority Leader Al Orr", "Minority Leader Jo Lee"] * 3,
            ["majority", "leader", "jo", "lee"],
            ["Majority", "Leader Jo Lee"],
            id="no title of another",
        ),
        pytest.param([], ["tank"], ["tank"], id="no text"),
        pytest.param(["NATO and NATO, nato"], ["nato"], ["NATO"], id="as most often printed"),
    ],
)
def test_terms_are_written_as_phrases(texts, terms, written):
    assert write_terms(texts, [terms]) == [written]


def test_labels_are_unique_and_never_empty():
    labels = label_topics([["tank"], ["tank"], [], ["tank", "tanks", "army"]])
    assert len(set(labels)) == 4
    assert all(labels)


def test_refits_weigh_the_same_articles_by_the_same_topics(planted):
    passages = passages_of(planted[0])
    _, weights, refits, _ = fit_topics(passages, n_topics=4, n_refits=2)
    check_table(refits, TOPIC_REFITS)
    assert refits["refit"].unique().tolist() == [0, 1]
    sums = refits.groupby(["refit", "article_id"])["weight"].sum()
    assert len(sums) == 2 * passages["article_id"].nunique()
    np.testing.assert_allclose(sums, 1)
    keys = ["article_id", "topic"]
    both = refits.merge(article_weights(weights, passages), on=keys, how="outer").fillna(0)
    assert (both["weight_x"] - both["weight_y"]).abs().max() < 0.1


def test_topics_that_do_not_come_back_are_marked():
    noise = [f"w{row % 7} x{row % 5} y{row % 11} z{row % 13}" for row in range(60)]
    topics = fit_topics(passages_of(noise), n_topics=6, n_refits=3).topics
    assert topics["is_unstable"].tolist() == (topics["stability"] < 0.5).tolist()
    unmeasured = fit_topics(passages_of(noise), n_topics=6, n_refits=0).topics
    assert not unmeasured["is_unstable"].any()
