"""Dates of publication: read where they can be told, said where they cannot, never guessed.

Three of four dates are ISO or name their month, in one of forty languages; these are read here,
fast. ``03/04/2023`` is ambiguous on its own and stays so unless other dates of the same file decide
the order. Whatever else the words of the article's language can say is left to dateparser.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache, lru_cache
from typing import NamedTuple

from .lexicons import read_lexicon, words_of

EARLIEST = 1600

IN_FUTURE = "date lies in the future"
TOO_EARLY = f"date before {EARLIEST}"

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹०१२३४५६७८९০১২৩৪৫৬৭৮৯", "0123456789" * 4)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?![\d/.-]*\d[-/.])(?:\D|$)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{2,6}Z?|T\d{2}:?\d{2}.*)?$")
_EAST_ASIAN = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일号號]")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"(?<![\d:.])(\d{1,4})(?!\d|:\d)")
_TIME = re.compile(
    r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d+)?|(?<![\d.])\d{1,2}\.\d{2}(?![\d.])"
    r"|\d{1,2}\s?[ap]\.?m\b|\b\d{1,2}\s?h\s?(?:\d{2})?\b|(?:gmt|utc)\s?[+-]\d{1,2}\b"
    r"|[+-]\d{4}\b|\(\w+\)",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?$|\d{12,13}$")


class ReadDate(NamedTuple):
    """A date as it was read.

    ``date`` is None where it cannot be told; ``note`` says why or what is strange, else empty;
    ``orders`` holds the two readings (day first, month first) of an ambiguous date, else None.
    """

    date: dt.date | None
    note: str = ""
    orders: tuple[dt.date, dt.date] | None = None


UNKNOWN = ReadDate(None)


@lru_cache(maxsize=100_000)
def read_date(words: str, language: str = "") -> ReadDate:
    """Read one date as printed.

    Parameters
    ----------
    words : str
        A date, with or without weekday and time; the time of day is dropped and no conversion
        between time zones is made: the date stays as printed.
    language : str
        ISO 639-1 code of the article; decides month names that two languages use differently and
        allows the slow path for rare ways to write a date.

    Returns
    -------
    ReadDate
        Without a date where day, month or year is missing, impossible or ambiguous.

    Examples
    --------
    >>> read_date("Friday, July 7, 2023 10:15 PM").date
    datetime.date(2023, 7, 7)
    >>> read_date("03/04/2023").note
    'ambiguous date "03/04/2023": day or month first'
    """
    said = " ".join(words.translate(_DIGITS).split())
    if not said:
        return UNKNOWN
    if len(said) > 100:
        return ReadDate(None, f"not a date: {said[:40]!r}...")
    for way in (_iso, _epoch, _with_month_name, _numeric, _by_dateparser):
        found = way(said, language)
        if found is not None:
            return found
    return ReadDate(None, f"no full date in {_short(said)}")


def date_from_order(found: ReadDate, day_first: bool | None) -> ReadDate:
    """Decide an ambiguous date by the order that its file has shown.

    Parameters
    ----------
    found : ReadDate
        Returned as it is unless it is ambiguous.
    day_first : bool or None
        None where nothing in the file decides.

    Examples
    --------
    >>> date_from_order(read_date("03/04/2023"), True).date
    datetime.date(2023, 4, 3)
    """
    if found.orders is None or day_first is None:
        return found
    return ReadDate(found.orders[0 if day_first else 1])


@lru_cache(maxsize=100_000)
def shown_order(words: str) -> bool | None:
    """Tell whether a date in figures shows day first (True), month first (False) or neither.

    Examples
    --------
    >>> shown_order("13/04/2023"), shown_order("04/13/2023"), shown_order("03/04/2023")
    (True, False, None)
    """
    if len(words) > 100:
        return None
    match = _NUMERIC.search(words)
    if match is None or match[2] == ".":
        return None
    first, second = int(match[1]), int(match[3])
    if (first > 12) == (second > 12):
        return None
    return first > 12


@lru_cache(maxsize=100_000)
def is_in_figures(words: str) -> bool:
    """Return True for a date such as 03/04/2023, which the rest of its file may have to decide.

    Examples
    --------
    >>> is_in_figures("03/04/2023"), is_in_figures("2023-04-03"), is_in_figures("3 April 2023")
    (True, False, False)
    """
    if len(words) > 100 or words[:4].isdecimal():
        return False
    match = _NUMERIC.search(words)
    return match is not None and match[2] != "."


def is_only_date(words: str) -> bool:
    """Return True where a full date is all there is: weekday, time and filler words aside.

    Examples
    --------
    >>> is_only_date("Published on Friday, 7 July 2023"), is_only_date("The Gaze, 7 July 2023")
    (True, False)
    """
    if read_date(words).date is None and not is_in_figures(words):
        return False
    said = [word.casefold() for word in _WORD.findall(words)]
    known = _months().keys() | _weekdays()
    return all(word in known or word in _beside_dates() for word in said)


def is_update(words: str) -> bool:
    """Return True where a date is said to be that of a change ("Last updated: 8 July 2023").

    Examples
    --------
    >>> is_update("Last updated: 8 July 2023"), is_update("Published 7 July 2023")
    (True, False)
    """
    said = {word.casefold() for word in _WORD.findall(words)}
    return bool(said & words_of("updated")) and not said & words_of("published")


@cache
def _beside_dates() -> frozenset[str]:
    return words_of("published") | words_of("updated") | words_of("date")


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(name for name, _ in read_lexicon("weekdays.tsv"))


def date_warning(date: dt.date, today: dt.date) -> str:
    """Say what is strange about a date that was read: it lies ahead, or before newspapers.

    Examples
    --------
    >>> date_warning(dt.date(2031, 1, 1), dt.date(2026, 1, 1))
    'date lies in the future: 2031-01-01'
    """
    if date > today and date > today + dt.timedelta(days=1):
        return f"{IN_FUTURE}: {date.isoformat()}"
    if date.year < EARLIEST:
        return f"{TOO_EARLY}: {date.isoformat()}"
    return ""


def _short(words: str) -> str:
    return '"' + (words if len(words) <= 40 else words[:39] + "…") + '"'


def _on(year: int, month: int, day: int, said: str) -> ReadDate:
    try:
        return ReadDate(dt.date(year, month, day))
    except ValueError:
        return ReadDate(None, f"impossible date {_short(said)}")


def _iso(said: str, language: str) -> ReadDate | None:
    match = _ISO.match(said) or _COMPACT.match(said) or _EAST_ASIAN.search(said)
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups()[:3])
    if match.re is _COMPACT and not (EARLIEST <= year <= 2200 and 1 <= month <= 12):
        return None
    return _on(year, month, day, said)


def _epoch(said: str, language: str) -> ReadDate | None:
    """Seconds or milliseconds since 1970, as programs write them."""
    if _EPOCH.match(said) is None:
        return None
    seconds = float(said) / (1000 if len(said) >= 12 and "." not in said else 1)
    return ReadDate(dt.datetime.fromtimestamp(seconds, dt.UTC).date())


def _with_month_name(said: str, language: str) -> ReadDate | None:
    words = _WORD.findall(said)
    months = {month for word in words for month in _months_named(word, language)}
    if len(months) > 1 and said[0].isalpha():
        # "mar. 6 juin": the short name of a weekday may be that of a month.
        months = {month for word in words[1:] for month in _months_named(word, language)}
    if not months:
        return None
    rest = _TIME.sub(" ", said)
    numbers = [(int(number), len(number)) for number in _NUMBER.findall(rest)]
    years = [number for number, width in numbers if width == 4 and EARLIEST <= number <= 2200]
    days = [number for number, width in numbers if width <= 2]
    if not years and len(days) == 2:
        # "7 Jul 23", as mail and RSS may write it: the day stands first.
        years, days = [_full_year(days[1])], days[:1]
    if len(months) > 1 or len(set(years)) != 1 or len(days) != 1:
        missing = "month" if len(months) > 1 else "year" if len(set(years)) != 1 else "day"
        return ReadDate(None, f"cannot tell the {missing} in {_short(said)}")
    return _on(years[0], months.pop(), days[0], said)


def _full_year(two_digits: int) -> int:
    return two_digits + (2000 if two_digits < 70 else 1900)


def _months_named(word: str, language: str) -> frozenset[int]:
    named = _months().get(word.casefold())
    if named is None:
        return frozenset()
    if len(named) > 1:
        chosen = {month for month, languages in named.items() if language in languages}
        return frozenset(chosen or named)
    return frozenset(named)


@cache
def _months() -> dict[str, dict[int, frozenset[str]]]:
    named: dict[str, dict[int, frozenset[str]]] = {}
    for month, name, languages in read_lexicon("months.tsv"):
        named.setdefault(name, {})[int(month)] = frozenset(languages.split())
    return named


def _numeric(said: str, language: str) -> ReadDate | None:
    match = _NUMERIC.search(said)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    full = year if len(match[4]) == 4 else _full_year(year)
    # With points the day always stands first: no country writes month.day.year.
    if match[2] == "." or first > 12:
        return _on(full, second, first, said)
    if second > 12 or first == second:
        return _on(full, first, second, said)
    day_first, month_first = _on(full, second, first, said), _on(full, first, second, said)
    if day_first.date is None or month_first.date is None:
        return ReadDate(None, f"impossible date {_short(said)}")
    note = f"ambiguous date {_short(said)}: day or month first"
    return ReadDate(None, note, (day_first.date, month_first.date))


def _by_dateparser(said: str, language: str) -> ReadDate | None:
    """Try the words of one known language: asking all of them takes seconds and finds phantoms."""
    if not language or language == "en" or not any(character.isdigit() for character in said):
        return None
    import warnings

    import dateparser

    settings = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"]}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            moment = dateparser.parse(said, languages=[language], settings=settings)
    except Exception:
        return None
    return None if moment is None else ReadDate(moment.date())
