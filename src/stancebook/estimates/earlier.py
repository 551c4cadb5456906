"""Positions of an earlier time: "opposed the toll as an MP in 2012", in an article of today."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd

from ..actors.lexicon import read_list


def are_of_the_past(statements: pd.DataFrame, days: Sequence[object]) -> np.ndarray:
    """Tell of each statement whether its sentence dates the position to an earlier time.

    Parameters
    ----------
    statements : DataFrame
        With ``text`` and ``actor``, and ``mention`` where it is known.
    days : sequence of datetime
        When the article of each statement was published; without a day nothing is past.

    Returns
    -------
    ndarray of bool
        One for each row.
    """
    mentions = statements["mention"] if "mention" in statements else [""] * len(statements)
    rows = zip(statements["text"], days, statements["actor"], mentions, strict=True)
    told = [
        not pd.isna(day) and is_of_the_past(text, year=day.year, names=names)
        for text, day, *names in rows
    ]
    return np.array(told, dtype=bool)


def is_of_the_past(text: str, *, year: int, names: Sequence[str] = ()) -> bool:
    """Tell whether a sentence dates the position that it reports to an earlier time.

    Parameters
    ----------
    text : str
        The sentence.
    year : int
        The year of its article: only years before it are past.
    names : sequence of str
        How the sentence names who holds the position; "had opposed" is theirs, not another's.

    Returns
    -------
    bool
        True where a past year, an age ("ten years ago"), "once", "used to", "former critic",
        "then-mayor", "initially" or a pluperfect of its holder ("had opposed") dates it, and
        nothing in the sentence tells the present too ("now", "today", "opposes"). A year that
        dates a thing ("the ban adopted in 2012") or an office does not date the position.

    Examples
    --------
    >>> is_of_the_past("Ana Ruiz opposed the toll as an MP in 2012.", year=2026)
    True
    >>> is_of_the_past("Ana Ruiz opposed the toll that was adopted in 2012.", year=2026)
    False
    >>> is_of_the_past("Ana Ruiz, once an opponent, now backs the toll.", year=2026)
    False
    """
    if re.search(_any("present"), re.sub(_any("not_present"), "", text)):
        return False
    holders = {
        ",",
        *_entries("subjects"),
        *(name.split()[-1].lower() for name in names if name.split()),
    }
    if _told_in_words().search(text) or any(
        found["holder"].lower() in holders for found in _pluperfect().finditer(text)
    ):
        return True
    return any(
        _is_before(found, year) and not _dates_a_thing(text[: found.start()])
        for found in _told_in_time().finditer(text)
    )


def _is_before(found: re.Match[str], year: int) -> bool:
    return found["year"] is None or int(found["year"]) < year


def _dates_a_thing(before: str) -> bool:
    """Tell whether the words before a date are of a thing, or of an office."""
    clause = re.split(r"[,;:(–—]", before)[-1]
    made = rf"{_any('made')}(?:\s+by\s+.*|\s+\w+)?\s*$"
    return bool(re.search(made, clause) or re.search(_any("became"), clause))


@cache
def _entries(name: str) -> tuple[str, ...]:
    """Return a list of ``lexicons/past.yml``, the longest entries first."""
    return tuple(sorted(read_list("past")[name], key=lambda entry: (-len(entry), entry)))


@cache
def _any(name: str) -> str:
    """Return a pattern for any entry of a list, in any case."""
    words = "|".join(r"\s+".join(map(re.escape, entry.split())) for entry in _entries(name))
    return rf"(?i:(?<![\w-])(?:{words})(?![\w-]))"


def _not_behind(name: str) -> str:
    """Return a pattern for a place that stands behind no entry of a list."""
    return "".join(rf"(?<!\b{word}\s)" for word in _entries(name))


@cache
def _told_in_words() -> re.Pattern[str]:
    """Return what dates a position without a time."""
    ways = (
        rf"{_not_behind('not_once')}\bonce\s+(?!{_any('once_not')})(?=[a-z])|\bOnce\s+an?\b",
        rf"{_not_behind('to_be')}\b[Uu]sed\s+to\s+(?=[a-z])",
        rf"\b(?i:former|one-?time)\s+(?:\w+\s+){{0,2}}{_any('sided')}",
        r"\b[Tt]hen-\w|\b[Tt]he\s+then\s+\w|,\s+then\s+an?\b",
        r"\bwhen\s+(?:he|she|they|it)\s+(?:was|were)\s+(?:still\s+)?(?:an?|in|young)\b",
        _any("phrases"),
    )
    return re.compile("|".join(ways))


@cache
def _told_in_time() -> re.Pattern[str]:
    """Return what dates a position by a year, or by how long ago it was."""
    month = rf"{_any('months')}\s+(?:\d{{1,2}},?\s+)?"
    part = r"(?:early|late|mid)[-\s]|the\s+\w+\s+of\s+"
    event = rf"the\s+(?=\d{{4}}\s+{_any('events')})"
    when = rf"(?:{_any('within')}\s+(?:{part})?(?:{month}|{event})?|{month})"
    ago = (
        rf"{_any('ages')}\s+(?:ago|earlier|before)\b|\b[Ll]ast\s+(?:year|decade|century)\b(?!['’]s)"
    )
    return re.compile(rf"{when}(?P<year>1[89]\d\d|20\d\d)\b|{ago}")


@cache
def _pluperfect() -> re.Pattern[str]:
    """Return "had opposed" and its like behind a word, or behind the comma of an apposition."""
    between = rf"(?:\s+(?:\w+ly|{_any('adverbs')}))*"
    done = rf"(?:been{between}\s+{_any('been')}|{_any('held')})"
    return re.compile(rf"(?P<holder>\w+|,){between}\s+had{between}\s+{done}")
