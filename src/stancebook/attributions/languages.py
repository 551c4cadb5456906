"""Which articles are read: those in English, and one warning for all others."""

from __future__ import annotations

import warnings
from collections import Counter

import pandas as pd

READ_LANGUAGES = frozenset({"en", ""})
"""Codes of the languages that are read; an article too short to tell is read."""

_ENGLISH = frozenset({"the", "and", "that", "with", "from", "said", "would", "this", "their", "of"})
_SAMPLE, _SHARE = 2000, 1 / 12
_MARKS = ".,;:!?\"'()[]“”‘’-"


class LanguageWarning(UserWarning):
    """Articles are in a language that the reader was not trained on: they are not read."""


def is_read(articles: pd.DataFrame) -> pd.Series:
    """Tell which articles are read for reported speech, actors and statements.

    Parameters
    ----------
    articles : DataFrame
        See :data:`stancebook.tables.ARTICLES`.

    Returns
    -------
    Series of bool
        True where ``language`` is English or empty, or the words are English whatever it says.

    Examples
    --------
    >>> text = ["The fee is fair, the mayor said.", "Die Maut ist fair, sagte sie."] * 2
    >>> articles = pd.DataFrame({"language": ["en", "de", "de", "en"], "text": text})
    >>> is_read(articles).tolist()
    [True, False, True, True]
    """
    read = articles["language"].isin(READ_LANGUAGES).to_numpy(dtype=bool, copy=True)
    texts = articles["text"].tolist()
    for row in (~read).nonzero()[0]:
        read[row] = _is_english(str(texts[row]))
    return pd.Series(read, index=articles.index)


def _is_english(text: str) -> bool:
    """Tell whether one in twelve of the first words is such as English texts are full of."""
    words = [word.strip(_MARKS) for word in text[:_SAMPLE].lower().split()]
    return sum(word in _ENGLISH for word in words) > _SHARE * len(words)


def count_not_read(articles: pd.DataFrame) -> Counter:
    """Count the articles that are not read, by the code of their language."""
    return Counter(articles.loc[~is_read(articles), "language"])


def warn_of_languages(not_read: Counter, total: int) -> None:
    """Warn once, with counts, of articles that are not read."""
    if not_read:
        warnings.warn(_words(not_read, total), LanguageWarning, stacklevel=3)


def _words(strange: Counter, total: int) -> str:
    number = strange.total()
    counted = ", ".join(f"{code} {n}" for code, n in sorted(strange.items()))
    are, them = ("is", "it") if number == 1 else ("are", "them")
    articles = "article" if total == 1 else "articles"
    return (
        f"{number} of {total} {articles} {are} not in English ({counted}); no positions are read "
        f"from {them}. To read {them} all the same, give {them} the language en"
    )
