"""Aliases to spans: any usual form of the words, and the longest where two overlap."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.codebook.aliases import alias_spans, longest_spans


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        pytest.param("The Treaty holds.", "the treaty", ["Treaty"], id="determiner and case"),
        pytest.param("two treaties", "treaty", ["treaties"], id="plural in -ies"),
        pytest.param("both bans", "the ban", ["bans"], id="plural in -s"),
        pytest.param("banned at last", "the ban", [], id="no part of a word"),
        pytest.param("let us and the US go", "US", ["US"], id="an acronym keeps its case"),
        pytest.param(
            "cluster\n munitions", "cluster munitions", ["cluster\n munitions"], id="break"
        ),
        pytest.param("Growers’ Chamber", "Growers' Chamber", ["Growers’ Chamber"], id="apostrophe"),
        pytest.param("C++ (2.0)", "C++ (2.0)", ["C++ (2.0)"], id="signs are literal"),
        pytest.param("anything", "...", [], id="no letter"),
        pytest.param(
            "das Überwachungsgesetz", "überwachungsgesetz", ["Überwachungsgesetz"], id="ü"
        ),
    ],
)
def test_alias_spans(text, name, found):
    assert [text[a:b] for a, b in alias_spans(text, [name])] == found


def test_the_longer_name_stands():
    text = "a glyphosate ban on glyphosate"
    spans = longest_spans(text, [["glyphosate"], ["glyphosate ban", "the ban"]])
    assert [[text[a:b] for a, b in group] for group in spans] == [
        ["glyphosate"],
        ["glyphosate ban"],
    ]


def test_a_shared_name_is_given_to_both():
    assert longest_spans("the bill", [["the bill"], ["the bill"]]) == [[(4, 8)], [(4, 8)]]


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=8), max_size=4))
def test_spans_lie_in_the_text_in_order(text, names):
    spans = alias_spans(text, names)
    assert spans == sorted(spans)
    assert all(0 <= a < b <= len(text) for a, b in spans)
