"""Periods in words: ``2025-W07`` is what a table sorts by, its days are what a reader knows."""

from __future__ import annotations

import re

import pandas as pd

from .cards import show_date


def period_words(name: str) -> str:
    """Return a period as words.

    Examples
    --------
    >>> period_words("2025-03"), period_words("2025-W07"), period_words("2025-03-03")
    ('March 2025', '10 to 16 February 2025', '3 March 2025')
    >>> period_words("2024-W40"), period_words("2024-W01"), period_words("2020-W53")
    ('30 September to 6 October 2024', '1 to 7 January 2024', '28 December 2020 to 3 January 2021')
    """
    if re.fullmatch(r"\d{4}-W\d\d", name):
        return _week_words(pd.Timestamp.fromisoformat(f"{name}-1"))
    if re.fullmatch(r"\d{4}-\d\d", name):
        return show_date(pd.Timestamp(f"{name}-01")).split(" ", 1)[1]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", name):
        return show_date(pd.Timestamp(name))
    return name or "No date"


def _week_words(monday: pd.Timestamp) -> str:
    """Return the days of a week, naming month and year of the first where they differ."""
    sunday = monday + pd.Timedelta(days=6)
    parts = 1 if monday.month == sunday.month else 2 if monday.year == sunday.year else 3
    return f"{' '.join(show_date(monday).split()[:parts])} to {show_date(sunday)}"
