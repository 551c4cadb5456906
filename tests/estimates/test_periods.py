"""Laws of periods: ISO names, in order, without gaps."""

import datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.errors import InputError
from stancebook.estimates import label_periods, list_periods
from stancebook.estimates.periods import PERIODS

days = st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 12, 31))


@given(days)
def test_weeks_are_those_of_iso_8601(day):
    year, week, _ = day.isocalendar()
    assert label_periods(pd.Series([pd.Timestamp(day)]), "week").tolist() == [f"{year}-W{week:02}"]


@pytest.mark.parametrize("period", PERIODS)
@given(first=days, length=st.integers(0, 1500))
def test_names_sort_as_time_and_the_list_has_them_all(period, first, length):
    dates = pd.Series(pd.date_range(first, periods=length + 1, freq="D"))
    names = label_periods(dates, period)
    assert names.is_monotonic_increasing
    assert list_periods(names.iloc[0], names.iloc[-1], period) == names.unique().tolist()


@pytest.mark.parametrize(
    "period, expected",
    [
        ("day", "2023-08-07"),
        ("week", "2023-W32"),
        ("month", "2023-08"),
        ("quarter", "2023-Q3"),
        ("year", "2023"),
    ],
)
def test_a_date_is_labelled_by_its_period_and_none_by_nothing(period, expected):
    dates = pd.Series(pd.to_datetime(["2023-08-07 13:00", None]))
    assert label_periods(dates, period).tolist() == [expected, ""]


def test_an_unknown_period_is_refused_with_the_known_ones():
    with pytest.raises(InputError, match="'quarter'"):
        label_periods(pd.Series(pd.to_datetime(["2023-08-07"])), "fortnight")


def test_no_date_gives_no_name():
    assert label_periods(pd.Series([], dtype="datetime64[us]"), "week").tolist() == []
