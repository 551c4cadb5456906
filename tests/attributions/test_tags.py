"""Tags and spans are two ways to write the same; the best path is valid and is the best."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.attributions.tags import best_paths, read_spans, tag_rows, tag_words


@st.composite
def disjoint_spans(draw):
    cuts = sorted(draw(st.sets(st.integers(0, 20), min_size=2, max_size=10)))
    pairs = list(itertools.pairwise(cuts))
    return [(a, b, draw(st.integers(0, 2))) for a, b in pairs if draw(st.booleans())]


@given(disjoint_spans())
def test_spans_survive_tagging(spans):
    assert read_spans(tag_words(20, spans)) == spans


def is_valid(tags) -> bool:
    open_kind = None
    for tag in tags:
        kind, role = divmod(tag - 1, 4)
        continues = tag > 0 and role in (1, 2)
        if continues != (open_kind is not None) or (continues and kind != open_kind):
            return False
        open_kind = kind if tag > 0 and role in (0, 1) else None
    return open_kind is None


@pytest.mark.parametrize("random_state", range(8))
def test_best_path_is_the_best_of_all_valid_ones(random_state):
    scores = np.random.default_rng(random_state).normal(size=(1, 4, 9))
    paths = [path for path in itertools.product(range(9), repeat=4) if is_valid(path)]
    best = max(paths, key=lambda path: sum(scores[0, i, tag] for i, tag in enumerate(path)))
    assert tuple(best_paths(scores, np.array([4]))[0]) == best


def test_a_path_does_not_depend_on_its_neighbours():
    scores = np.random.default_rng(0).normal(size=(6, 15, 13))
    lengths = np.array([15, 1, 7, 3, 15, 9])
    together = best_paths(scores, lengths)
    for row, length in enumerate(lengths):
        alone = best_paths(scores[row : row + 1, :length], lengths[row : row + 1])
        assert together[row, :length].tolist() == alone[0].tolist()
        assert is_valid(alone[0])
        assert not together[row, length:].any()


@given(st.lists(st.integers(1, 12), min_size=1, max_size=90), st.integers(0, 99))
def test_rows_that_are_valid_by_themselves_are_not_searched_for_another_answer(lengths, seed):
    random = np.random.default_rng(seed)
    scores = random.normal(size=(sum(lengths), 9))
    scores[:, 0] += 2 * random.random(len(scores))
    found = tag_rows(scores, np.array(lengths), 2)
    for row, own in zip(
        np.split(scores, np.cumsum(lengths)[:-1]),
        np.split(found, np.cumsum(lengths)[:-1]),
        strict=True,
    ):
        assert own.tolist() == best_paths(row[None], np.array([len(row)]))[0].tolist()
