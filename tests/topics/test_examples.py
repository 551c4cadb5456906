"""The passages that show a topic speak of it in its own words."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from stancebook.topics.examples import find_examples
from stancebook.topics.vocabulary import split_words

TERMS = ("toll", "bridge", "phone ban", "lake")
TEXTS = st.lists(st.sampled_from(["toll", "bridge", "phone", "ban", "x-ray", "the"]), max_size=6)


@given(st.lists(st.tuples(TEXTS, st.floats(0, 1)), max_size=12), st.integers(1, 4))
def test_every_example_holds_a_term_and_none_stands_twice(rows, most):
    ids = [f"p{number:02}" for number in range(len(rows))]
    texts = [" ".join(words) for words, _ in rows]
    passages = pd.DataFrame({"passage_id": ids, "text": texts}, dtype=object)
    weights = pd.DataFrame({"passage_id": ids, "topic": 0, "weight": [w for _, w in rows]})
    topics = pd.DataFrame({"topic": [0, 1], "terms": [list(TERMS), ["lake"]]})
    found = find_examples(topics, weights, passages, most=most)
    assert found[1] == []
    shown = [texts[ids.index(one)] for one in found[0]]
    assert len(shown) == len(set(shown)) <= most
    held = [{term for term in TERMS if f" {term} " in f" {text} "} for text in shown]
    assert all(held)
    could = {text for text, (_, w) in zip(texts, rows, strict=True) if w > 0 and _holds(text)}
    assert len(shown) == min(most, len(could))


@given(st.lists(st.tuples(st.floats(0.01, 1), st.floats(0.01, 1)), min_size=1, max_size=8))
def test_an_example_is_of_no_other_topic_unless_all_are(rows):
    ids = [f"p{number}" for number in range(len(rows))]
    passages = pd.DataFrame({"passage_id": ids, "text": [f"toll lake {i}" for i in ids]})
    weights = pd.DataFrame(
        [(i, topic, both[topic]) for i, both in zip(ids, rows, strict=True) for topic in (0, 1)],
        columns=["passage_id", "topic", "weight"],
    )
    topics = pd.DataFrame({"topic": [0, 1], "terms": [["toll"], ["lake"]]})
    found = find_examples(topics, weights, passages, most=9)
    for topic in (0, 1):
        own = {i for i, both in zip(ids, rows, strict=True) if both[topic] == max(both)}
        assert set(found[topic]) == (own or set(ids))


def _holds(text):
    words = f" {' '.join(split_words(text))} "
    return any(f" {term} " in words for term in TERMS)
