"""The language of a text: short English ones full of names are not taken for another."""

import pytest

from stancebook.articles.languages import recognise_language

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
