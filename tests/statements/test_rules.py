"""The first rules: word lists with negation."""

import pytest

from stancebook.statements.rules import polarity


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        pytest.param("Norway backs the treaty.", 1, id="for"),
        pytest.param("Norway opposes the treaty.", -1, id="against"),
        pytest.param("Norway does not support the treaty.", -1, id="negation"),
        pytest.param("Norway never opposed the treaty.", 1, id="negation of against"),
        pytest.param("Norway has a coast.", 0, id="nothing"),
        pytest.param("Norway stopped funding the mine.", -1, id="an end"),
    ],
)
def test_polarity_counts_cues_and_turns_them_by_negation(text, sign):
    assert (polarity(text) > 0) - (polarity(text) < 0) == sign
