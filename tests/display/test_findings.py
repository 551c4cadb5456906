"""Findings in sentences: a share is told where enough statements stand behind it."""

import re

import pytest
from markupsafe import Markup

from stancebook.display.findings import FEW, PLACES, ConceptFinding
from stancebook.display.showing import show_template
from stancebook.figures.counts import COUNTS


def sentence_on(n_favor, n_against):
    """Return what is said of a concept with so many counted statements, in three stories."""
    counts = dict.fromkeys(COUNTS, 0) | {"n_favor": n_favor, "n_against": n_against}
    share = n_favor / (n_favor + n_against)
    finding = ConceptFinding(
        "ban", "the ban", "", counts, {side: [] for side in PLACES}, 0, share, 0.4, 0.9, 3
    )
    shown = show_template("show_answers.html", "", findings=[finding], n_more=0, caution="")
    return re.sub(r"\s+", " ", Markup(shown.html.rpartition("</style>")[2]).striptags())


@pytest.mark.parametrize("n_against", [0, 1, 4])
@pytest.mark.parametrize("n_favor", [1, 2, 5, 6, 30])
def test_a_share_is_told_of_many_statements_alone(n_favor, n_against):
    told = sentence_on(n_favor, n_against)
    assert ("%" in told) is ("interval" in told) is (n_favor + n_against >= FEW)


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((1, 0), "Only 1 statement takes a side."),
        ((2, 0), "2 statements take a side, both for."),
        ((0, 3), "All 3 statements that take a side are against."),
        ((3, 1), "3 of 4 statements that take a side are for."),
    ],
)
def test_a_few_statements_are_told_by_their_numbers(counts, told):
    assert told in sentence_on(*counts)
