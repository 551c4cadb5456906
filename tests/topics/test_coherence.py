"""Laws of coherence, diversity and exclusivity."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.errors import InputError
from stancebook.topics import npmi_coherence, topic_diversity, topic_exclusivity

words = st.lists(st.sampled_from("abcdef"), max_size=12)


def count_by_hand(topic, texts, window):
    """Score one topic by sliding a set over the words, the slow and plain way."""
    windows = []
    for text in texts:
        size = len(text) if window is None else window
        windows += [set(text[i : i + size]) for i in range(max(len(text) - size, 0) + 1)]
    scores = []
    for first in range(len(topic)):
        for second in range(first + 1, len(topic)):
            pair = topic[first], topic[second]
            alone = [sum(word in held for held in windows) / len(windows) for word in pair]
            both = sum(pair[0] in held and pair[1] in held for held in windows) / len(windows)
            if not alone[0] * alone[1]:
                scores.append(-1.0)
            elif both == 1:
                scores.append(0.0)
            else:
                mutual = math.log((both + 1e-12) / (alone[0] * alone[1]))
                scores.append(mutual / -math.log(both + 1e-12))
    return np.clip(scores, -1, 1).mean()


@given(st.lists(words, min_size=1, max_size=6), st.sampled_from([None, 1, 2, 5, 50]))
def test_windows_are_counted_as_by_hand(texts, window):
    topics = [["a", "b", "c"], ["d", "e"], ["a", "zebra"]]
    expected = [count_by_hand(topic, texts, window) for topic in topics]
    np.testing.assert_allclose(npmi_coherence(topics, texts, window=window), expected, atol=1e-9)


def slide_as_gensim_does(text, window):
    """Yield the set of words that gensim's accumulator sees in each window."""
    seen, edge = set(), None
    for start in range(max(len(text) - window, 0) + 1):
        held = text[start : start + window]
        if start == 0:
            seen = set(held)
        else:
            seen.discard(edge)
            seen.add(held[-1])
        edge = held[0] if held else None
        yield set(seen)


@given(st.lists(words, min_size=1, max_size=6), st.sampled_from([1, 2, 3, 5, 50]))
def test_gensims_windows_are_counted_as_gensim_does(texts, window):
    topics = [["a", "b", "c"], ["d", "e"]]
    windows = [seen for text in texts for seen in slide_as_gensim_does(text, window)]
    expected = npmi_coherence(topics, [sorted(seen) for seen in windows], window=None)
    found = npmi_coherence(topics, texts, window=window, counting="gensim")
    np.testing.assert_allclose(found, expected, atol=1e-9)


@pytest.mark.parametrize("window", [0, -1])
def test_a_window_without_a_word_is_refused(window):
    with pytest.raises(InputError, match="window"):
        npmi_coherence([["a", "b"]], [["a", "b"]], window=window)


def test_an_unknown_way_of_counting_is_refused():
    with pytest.raises(InputError, match="gensim"):
        npmi_coherence([["a", "b"]], [["a"]], counting="some")


@given(st.lists(words, max_size=5), st.lists(st.lists(st.sampled_from("abcxyz"), unique=True)))
def test_coherence_is_never_undefined(texts, topics):
    scores = npmi_coherence(topics, texts)
    assert scores.shape == (len(topics),)
    assert ((scores >= -1) & (scores <= 1)).all()


def test_long_corpora_are_counted_in_blocks(monkeypatch):
    texts = [list("abcab"), list("bca"), [], list("cab") * 9] * 7
    whole = npmi_coherence([["a", "b"], ["b", "c"]], texts, window=3)
    monkeypatch.setattr("stancebook.topics.coherence._BLOCK_WORDS", 4)
    np.testing.assert_allclose(npmi_coherence([["a", "b"], ["b", "c"]], texts, window=3), whole)


@pytest.mark.parametrize(
    "topics, expected",
    [
        pytest.param([["a", "b"], ["c", "d"]], 1.0, id="nothing shared"),
        pytest.param([["a", "b"], ["a", "b"]], 0.5, id="all shared"),
        pytest.param([], 1.0, id="no topic"),
    ],
)
def test_diversity_is_the_share_of_terms_that_differ(topics, expected):
    assert topic_diversity(topics) == expected


def test_exclusivity_of_separate_topics_is_one_and_of_equal_ones_their_number():
    assert topic_exclusivity(np.eye(3), n_terms=1).tolist() == [1, 1, 1]
    np.testing.assert_allclose(topic_exclusivity(np.full((4, 5), 0.2)), 0.25)
