"""The language of a text: short English ones full of names are not taken for another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.articles.languages import is_plainly_english, recognise_language

ENGLISH = [
    "Shadow chancellor Mel Stride said no. Deputy mayor Ana Ruiz agreed.",
    "Leaders fell in Tunisia, Libya and Egypt.",
    "Confirmed participants include Australia, Japan, Cambodia, Malaysia, Vietnam.",
]
OTHER = {
    "de": "Die Maut ist ungerecht, sagte die Bürgermeisterin am Montag im Stadtrat.",
    "fr": "Le péage est injuste, a déclaré la maire lundi devant le conseil municipal.",
    "pcm": "Di presido don tok say dem no go gree make dey close di road wey dem build for Lagos.",
    "bcl": "An mga tawo sa Naga nagsabi na dai sinda minaoyon kan bagong buhis sa tubig.",
}


@pytest.mark.parametrize("text", ENGLISH)
def test_short_english_is_english(text):
    assert recognise_language(text) == "en"


@pytest.mark.parametrize(("code", "text"), OTHER.items())
def test_another_language_is_told(code, text):
    assert recognise_language(text) == code


@given(
    st.lists(st.sampled_from([b"the", b"of", b"and", b"said", b"x"]), max_size=30).map(b" ".join),
    st.integers(0, 40),
    st.integers(0, 160),
    st.integers(1, 2),
)
def test_plain_english_is_a_count_of_words(words, start, end, times):
    part = words[start:end]
    company = sum(part.count(word) for word in (b" of ", b" and ", b" said "))
    expected = part.count(b" the ") >= 2 * times and company >= 4 * times
    assert is_plainly_english(words, start, max(start, end), times) == expected
