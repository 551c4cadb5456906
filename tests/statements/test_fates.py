"""What is said to have to go or to stay."""

from types import SimpleNamespace

import numpy as np
import pytest

from stancebook.codebook.aliases import alias_spans
from stancebook.statements.fates import fate_of, with_fates
from stancebook.tables import STANCES


@pytest.mark.parametrize(
    ("text", "side"),
    [
        pytest.param("Ruiz said the tram has to go.", "against", id="has to go"),
        pytest.param("The tram must go, Ruiz said.", "against", id="at the head"),
        pytest.param('"The tram had to go," said Ruiz.', "against", id="quoted"),
        pytest.param("Ruiz said that the tram should go by May.", "against", id="a date"),
        pytest.param("Ruiz insists the tram must not go.", "favor", id="must not go"),
        pytest.param("Ruiz: the tram must stay.", "favor", id="must stay"),
        pytest.param("The tram will have to stay, said Ruiz.", "favor", id="will have to stay"),
        pytest.param("The tram shouldn’t stay, said Ruiz.", "against", id="should not stay"),
        pytest.param(
            "Ruiz said the tram was the last thing the town needed.", "against", id="last"
        ),
        pytest.param("The town would be better off without the tram.", "against", id="better off"),
        pytest.param("The town would be worse off without the tram.", "favor", id="worse off"),
        pytest.param("The tram must go ahead, Ruiz said.", None, id="go ahead"),
        pytest.param("Ruiz said the tram must go to the vote.", None, id="go somewhere"),
        pytest.param("Ruiz said the tram should stay away from schools.", None, id="stay away"),
        pytest.param("The head of the tram must go, Ruiz said.", None, id="somebody else goes"),
        pytest.param("Whoever runs the tram must go, Ruiz said.", None, id="its owner goes"),
        pytest.param("If the tram has to go, buses will come.", None, id="a condition"),
        pytest.param("The tram has to be built, Ruiz said.", None, id="another duty"),
        pytest.param("The tram must go, he said; the tram must stay.", None, id="both"),
    ],
)
def test_fate_of(text, side):
    found = fate_of(text, alias_spans(text, ["tram"]))
    assert (None if found is None else STANCES[found]) == side


def asked(*actors, text="Ruiz said the tram has to go.", reported=False):
    unit = SimpleNamespace(text=text, spans=[alias_spans(text, ["tram"])])
    candidates = [
        SimpleNamespace(unit=0, concept=0, actor=name, attribution_id=said, reported=reported)
        for name, said in actors
    ]
    return SimpleNamespace(candidates=candidates, seen=SimpleNamespace(units=[unit]))


READ = np.array([[2.0, -1.0, 0.5]])


def test_only_the_side_that_is_read_the_wrong_way_round_is_turned():
    speaker = asked(("Ruiz", "1"))
    turned = with_fates(speaker, READ)
    assert turned.tolist() == [[-1.0, 2.0, 0.5]]
    assert with_fates(speaker, turned).tolist() == turned.tolist()
    assert READ.tolist() == [[2.0, -1.0, 0.5]]


@pytest.mark.parametrize(
    "article",
    [
        pytest.param(asked(("Ruiz", "")), id="whose words are not reported"),
        pytest.param(asked(("Ruiz", "1"), reported=True), id="who is spoken of"),
        pytest.param(asked(("Ruiz", "1"), text="Ruiz said the tram pays."), id="no fate"),
    ],
)
def test_others_are_left_as_they_are(article):
    assert with_fates(article, READ).tolist() == READ.tolist()


def test_of_two_who_speak_neither_is_turned():
    article = asked(("Ruiz", "1"), ("Webb", "2"))
    assert with_fates(article, READ.repeat(2, axis=0)).tolist() == READ.repeat(2, axis=0).tolist()
