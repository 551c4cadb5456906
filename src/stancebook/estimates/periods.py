"""Dates to named periods: day, week, month, quarter, year, written as in ISO 8601."""

from __future__ import annotations

import pandas as pd

from ..errors import InputError

PERIODS = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q", "year": "Y"}
"""Names of periods, and what pandas calls them; weeks run from Monday to Sunday."""


def label_periods(dates: pd.Series, period: str = "month") -> pd.Series:
    """Name the period of every date.

    Parameters
    ----------
    dates : Series of datetime64
    period : str
        One of :data:`PERIODS`.

    Returns
    -------
    Series of str
        Such as ``2023-02-14``, ``2023-W07``, ``2023-02``, ``2023-Q1``, ``2023``; empty where the
        date is missing. Alphabetical order is order in time.

    Examples
    --------
    >>> dates = pd.Series(pd.to_datetime(["2023-02-14", "2021-01-03", None]))
    >>> [label_periods(dates, name).tolist() for name in ("week", "quarter")]
    [['2023-W07', '2020-W53', ''], ['2023-Q1', '2021-Q1', '']]
    """
    dates = pd.to_datetime(dates)
    return _name(dates.dt.to_period(_frequency(period)), period).where(dates.notna(), "")


def list_periods(first: str, last: str, period: str = "month") -> list[str]:
    """List every period from the first to the last, both included.

    Examples
    --------
    >>> list_periods("2022-12", "2023-02", "month")
    ['2022-12', '2023-01', '2023-02']
    >>> list_periods("2020-W52", "2021-W01", "week")
    ['2020-W52', '2020-W53', '2021-W01']
    """
    frequency = _frequency(period)
    start, end = (pd.Period(_first_day(name), freq=frequency) for name in (first, last))
    return _name(pd.Series(pd.period_range(start, end, freq=frequency)), period).tolist()


def _frequency(period: str) -> str:
    if period not in PERIODS:
        raise InputError(f"period: expected one of {list(PERIODS)}, got {period!r}")
    return PERIODS[period]


def _name(periods: pd.Series, period: str) -> pd.Series:
    if period == "week":
        # The Thursday of a week says to which year it belongs.
        monday = periods.dt.start_time
        year = (monday + pd.Timedelta(days=3)).dt.year
        week = monday.dt.isocalendar().week
        return _digits(year, 4) + "-W" + _digits(week, 2)
    if period == "quarter":
        return _digits(periods.dt.year, 4) + "-Q" + _digits(periods.dt.quarter, 1)
    return periods.astype("str").fillna("")


def _digits(numbers: pd.Series, width: int) -> pd.Series:
    return numbers.astype("Int64").astype("str").fillna("").str.zfill(width)


def _first_day(name: str) -> pd.Timestamp:
    if "W" in name:
        return pd.Timestamp.fromisocalendar(int(name[:4]), int(name[6:]), 1)
    if "Q" in name:
        return pd.Timestamp(year=int(name[:4]), month=3 * int(name[6:]) - 2, day=1)
    return pd.Timestamp(name)
