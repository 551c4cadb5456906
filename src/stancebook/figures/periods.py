"""Periods in words: ``2025-W07`` is what a table sorts by, its days are what a reader knows."""

from __future__ import annotations

import re

import pandas as pd

_FORMS = {
    "year": r"\d{4}",
    "quarter": r"\d{4}-Q\d",
    "month": r"\d{4}-\d\d",
    "week": r"\d{4}-W\d\d",
    "day": r"\d{4}-\d\d-\d\d",
}
MONTHS = (  # not those of the calendar module, which follow the locale
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def period_words(name: str) -> str:
    """Return a period as words, for a sentence or a table.

    Examples
    --------
    >>> [period_words(name) for name in ("2025-03-03", "2025-03", "2025-Q1", "2025", "")]
    ['3 March 2025', 'March 2025', 'Q1 2025', '2025', 'No date']
    >>> period_words("2024-W40"), period_words("2024-W01"), period_words("2020-W53")
    ('30 September to 6 October 2024', '1 to 7 January 2024', '28 December 2020 to 3 January 2021')
    """
    match period_kind(name):
        case "day":
            return day_words(pd.Timestamp(name))
        case "week":
            return _week_words(_monday(name))
        case "month":
            return day_words(pd.Timestamp(f"{name}-01")).split(" ", 1)[1]
        case "quarter":
            return f"{name[5:]} {name[:4]}"
    return name or "No date"


def period_label(name: str) -> str:
    """Return a period in the few letters that an axis has room for: a week is told by its Monday.

    Examples
    --------
    >>> period_label("2025-W11"), period_label("2025-03"), period_label("")
    ('10 Mar 2025', '2025-03', 'no date')
    """
    if period_kind(name) == "week":
        day, month, year = day_words(_monday(name)).split()
        return f"{day} {month[:3]} {year}"
    return name or "no date"


def period_kind(name: str) -> str:
    """Return which kind of period a name is of: day, week, ... year; empty where it is none.

    Examples
    --------
    >>> [period_kind(name) for name in ("2025-03-03", "2025-W11", "2025-Q1", "2025", "")]
    ['day', 'week', 'quarter', 'year', '']
    """
    return next((kind for kind, form in _FORMS.items() if re.fullmatch(form, name)), "")


def day_words(day: pd.Timestamp) -> str:
    """Return a day as words, the same in every locale.

    Examples
    --------
    >>> day_words(pd.Timestamp("2025-03-07"))
    '7 March 2025'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _monday(week: str) -> pd.Timestamp:
    return pd.Timestamp.fromisoformat(f"{week}-1")


def _week_words(monday: pd.Timestamp) -> str:
    """Return the days of a week, naming month and year of the first where they differ."""
    sunday = monday + pd.Timedelta(days=6)
    parts = 1 if monday.month == sunday.month else 2 if monday.year == sunday.year else 3
    return f"{' '.join(day_words(monday).split()[:parts])} to {day_words(sunday)}"
