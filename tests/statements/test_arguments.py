"""Texts without an actor: words shared with the concept, and the head that weighs them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.statements.arguments import (
    argument_features,
    argument_logits,
    concept_overlap,
)


@given(st.text(max_size=80), st.text(min_size=1, max_size=20))
def test_overlap_lies_between_zero_and_one(text, concept):
    share, some, phrase, is_name, of_name = concept_overlap(text, concept)
    assert 0 <= share <= 1
    assert some == float(share > 0)
    assert {phrase, is_name} <= {0.0, 1.0}
    assert of_name == share * is_name


@pytest.mark.parametrize(
    ("text", "concept", "expected"),
    [
        pytest.param("The zoo closed.", "zoo", (0.0, 0.0, 1.0), id="short word, by the phrase"),
        pytest.param(
            "A regulated bank fails.", "bank regulation", (1.0, 1.0, 0.0), id="other form"
        ),
        pytest.param("Rain fell.", "bank regulation", (0.0, 0.0, 0.0), id="another subject"),
        pytest.param("A Bank Regulation won.", "the bank regulation", (1.0, 1.0, 1.0), id="whole"),
    ],
)
def test_overlap(text, concept, expected):
    assert concept_overlap(text, concept)[:3] == expected


def test_the_head_is_linear_in_what_it_reads():
    side, presence, overlap = np.eye(2, 3), np.array([1.0, -1]), np.zeros((2, 5))
    features = argument_features(side, presence, overlap)
    assert features.shape == (2, 9)
    head = {"weights": np.eye(3, 9).tolist(), "intercept": [0.0, 0.0, 1.0]}
    assert np.allclose(argument_logits(features, head), side + [0, 0, 1])
