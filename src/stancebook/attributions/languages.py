"""Which language an article is in, and one warning where the reader does not know it."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterable

READ_LANGUAGES = frozenset({"en"})
_ENOUGH = 40


class LanguageWarning(UserWarning):
    """Articles are read that are in a language the reader was not trained on."""


def recognise_language(text: str) -> str:
    """Return the ISO 639-1 code of a text; empty where it is too short to tell.

    Only the first 2,000 characters are looked at.

    Examples
    --------
    >>> recognise_language("Der Minister sagte, das Gesetz werde im Herbst beraten werden.")
    'de'
    >>> recognise_language("No.")
    ''
    """
    sample = text[:2000]
    if sum(letter.isalpha() for letter in sample) < _ENOUGH:
        return ""
    import py3langid

    return str(py3langid.classify(sample.lower())[0])


def warn_of_languages(languages: Iterable[str]) -> None:
    """Warn once, with counts, of articles that are not in a language the reader knows."""
    strange = Counter(code for code in languages if code and code not in READ_LANGUAGES)
    if strange:
        counted = ", ".join(f"{code} {n}" for code, n in strange.most_common())
        number = sum(strange.values())
        are = "article is" if number == 1 else "articles are"
        warnings.warn(
            f"{number} {are} not in English ({counted}): reported speech in "
            "them is read by an English reader; check it, or leave them out",
            LanguageWarning,
            stacklevel=3,
        )
