"""The rules find what their word lists and patterns say, and nothing outside the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.attributions.rules import _touching, read_by_rules


@pytest.mark.parametrize(
    "text, speaker, cue, content",
    [
        pytest.param(
            "Ann Lee said that the bill is dead.",
            "Ann Lee",
            "said that",
            "the bill is dead",
            id="that",
        ),
        pytest.param(
            "“The bill is dead,” Ann Lee said.",
            "Ann Lee",
            "said",
            "“The bill is dead,”",
            id="quote, speaker, cue",
        ),
        pytest.param(
            '"The bill is dead," said Ann Lee.',
            "Ann Lee",
            "said",
            '"The bill is dead,"',
            id="quote, cue, speaker",
        ),
        pytest.param(
            "The bill is dead, the minister said.",
            "the minister",
            "said",
            "The bill is dead",
            id="at the end",
        ),
        pytest.param(
            "According to Ann Lee, the bill is dead.",
            "Ann Lee",
            "According to",
            "the bill is dead",
            id="according to",
        ),
        pytest.param(
            "She added that nobody wanted it.", "She", "added that", "nobody wanted it", id="she"
        ),
        pytest.param(
            "The plan was criticised by Ann Lee.",
            "Ann Lee",
            "criticised by",
            "The plan",
            id="passive",
        ),
        pytest.param(
            "Few shared Lee’s claim that it works.", "Lee", "claim", "it works", id="noun"
        ),
    ],
)
def test_rules_find_speaker_cue_and_content(text, speaker, cue, content):
    found = read_by_rules(text)
    assert len(found) == 1
    words = [" ... ".join(text[a:b] for a, b in part) for part in found[0][:3]]
    assert words == [speaker, cue, content]


def test_a_quotation_carried_on_has_no_cue():
    found = read_by_rules("“The bill is dead,” Ann Lee said. “Nobody wanted it anyway, I fear.”")
    assert [len(speech.cue) for speech in found] == [1, 0]


@pytest.mark.parametrize("text", ["", "12 34", "The sun rose over the harbour at six."])
def test_nothing_where_nothing_is_reported(text):
    assert read_by_rules(text) == []


@given(st.text(alphabet='abcA “”"\n.,saidthe', max_size=200))
def test_spans_lie_in_any_text(text):
    for speech in read_by_rules(text):
        for part in speech[:3]:
            assert all(0 <= a < b <= len(text) for a, b in part)


@given(st.lists(st.integers(0, 60), unique=True), st.integers(0, 60), st.integers(1, 20))
def test_only_the_quotations_that_touch_a_sentence_are_looked_at(marks, start, length):
    marks = sorted(marks)
    quotes = list(zip(marks[::2], marks[1::2], strict=False))
    touching = [quote for quote in quotes if quote[0] < start + length and quote[1] > start]
    assert _touching(quotes, start, start + length) == touching
