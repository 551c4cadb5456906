"""Dates of many articles at a time: a column of ISO dates at once, other words each once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from .normalising import Normaliser


class ColumnDates(NamedTuple):
    """Of each row its date, what is to be said of it, and the date as YYYY-MM-DD or empty."""

    dates: Sequence[dt.date | None] | pa.Array
    notes: Sequence[str]
    days: Sequence[str]


def column_dates(
    normaliser: Normaliser,
    values: Sequence[object],
    languages: Sequence[str],
    *,
    day_first: bool | None,
) -> ColumnDates:
    """Read dates as :meth:`stancebook.articles.normalising.Normaliser.dated` does.

    Parameters
    ----------
    normaliser : Normaliser
        Reads what is not ISO and knows today.
    values, languages : sequence
        As printed, and the language, of each row.
    day_first : bool or None
        The order of day and month that the file has shown.

    Returns
    -------
    ColumnDates
        In the order of the rows.
    """
    return _all_iso(normaliser, values) or _one_by_one(normaliser, values, languages, day_first)


def _all_iso(normaliser: Normaliser, values: Sequence[object]) -> ColumnDates | None:
    """Return dates that begin as 2023-04-03, with or without a time; None where any does not."""
    if not all(type(value) is str and len(value) <= 100 and value.isascii() for value in values):
        return None
    if not {value[10:11] for value in values} <= {"", " ", "T"}:
        return None
    days = [value[:10] for value in values]
    try:
        dates = pa.array([day or None for day in days], pa.string()).cast(pa.date32())
    except pa.ArrowInvalid:
        return None
    known = dates.drop_null()
    for date in pc.min_max(known).as_py().values() if len(known) else ():
        if normaliser.warning(date):
            return None
    return ColumnDates(dates, [""] * len(days), days)


def _one_by_one(
    normaliser: Normaliser,
    values: Sequence[object],
    languages: Sequence[str],
    day_first: bool | None,
) -> ColumnDates:
    known: dict[tuple[str, str], tuple[dt.date | None, str, str]] = {}
    read = []
    for value, language in zip(values, languages, strict=True):
        found = known.get((value, language)) if type(value) is str else None
        if found is None:
            date, note = normaliser.dated(value, language, day_first)
            found = date, note, date.isoformat() if date else ""
            if type(value) is str:
                known[value, language] = found
        read.append(found)
    return ColumnDates(*([one[place] for one in read] for place in range(3)))
