"""Where a sentence speaks of a ban on the concept, and where it does not."""

import pytest

from stancebook.statements.aliases import alias_spans
from stancebook.statements.bans import ban_on


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Spain lifted the ban on drones.", ["ban on drones"], id="plain"),
        pytest.param(
            'The ban "on the acquisition and use" of drones must go.',
            ['ban "on the acquisition and use" of drones'],
            id="in quotation marks",
        ),
        pytest.param("A Moratorium on armed drones.", ["Moratorium on armed drones"], id="word"),
        pytest.param("Drones fly on; the ban on jets stays.", [], id="another thing"),
        pytest.param("Drones stay, and so does the ban on drones.", [], id="named alone too"),
        pytest.param("The ban will hurt makers of drones.", [], id="no preposition"),
        pytest.param("After the ban on jets, Ana Ruiz bought drones.", [], id="a comma between"),
        pytest.param("They urban on drones.", [], id="part of a word"),
    ],
)
def test_bans(text, expected):
    found = ban_on(text, alias_spans(text, ["drones"]))
    assert [text[start:end] for start, end in found] == expected


def test_a_long_text_takes_no_longer_than_its_length():
    text = "ban on " + "very " * 40_000 + "drones"
    assert ban_on(text, alias_spans(text, ["drones"])) == []
