"""Dates: read where they can be told, said where they cannot."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.articles.dates import date_from_order, date_warning, read_date, shown_order

DAY = dt.date(2023, 7, 9)


@pytest.mark.parametrize(
    "words",
    [
        "2023-07-09",
        "2023-07-09T22:15:00+02:00",
        "2023/07/09",
        "20230709",
        "July 9, 2023",
        "Sunday, July 9, 2023 10:15 PM EDT",
        "9 July 2023",
        "9th of July, 2023",
        "Sun, 09 Jul 2023 10:00:00 GMT",
        "09-JUL-23",
        "09.07.2023",
        "le 9 juillet 2023",
        "dim. 9 juil. 2023",
        "9. Juli 2023, 06.00 Uhr",
        "9 de julio de 2023",
        "9 de julho de 2023",
        "9 lipca 2023",
        "9 июля 2023 г.",
        "9 Temmuz 2023",
        "2023 m. liepos 9 d.",
        "2023. gada 9. jūlijs",
        "9. juuli 2023",
        "9. heinäkuuta 2023",
        "9 Ιουλίου 2023",
        "٩ يوليو ٢٠٢٣",
        "2023年7月9日",
        "2023년 7월 9일",
        "1688896800",
        "1688896800000",
    ],
)
def test_a_full_date_is_read(words):
    assert read_date(words).date == DAY


@pytest.mark.parametrize(
    "words, note",
    [
        ("07/09/2023", "day or month first"),
        ("07-09-23", "day or month first"),
        ("July 2023", "cannot tell the day"),
        ("9 July", "cannot tell the year"),
        ("9 July 2023 - 8 August 2023", "cannot tell the month"),
        ("2023", "no full date"),
        ("yesterday", "no full date"),
        ("2023-02-30", "impossible"),
        ("31/11/2023", "impossible"),
        ("45114", "no full date"),
        ("x" * 500, "not a date"),
    ],
)
def test_what_cannot_be_told_is_said(words, note):
    found = read_date(words)
    assert found.date is None
    assert note in found.note


def test_a_month_name_of_two_languages_needs_the_language():
    assert read_date("9 listopada 2023").date is None
    assert read_date("9 listopada 2023", "pl").date == dt.date(2023, 11, 9)
    assert read_date("9 listopada 2023", "hr").date == dt.date(2023, 10, 9)


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2100, 1, 1)))
def test_orders_are_what_they_say(date):
    written = f"{date:%d/%m/%Y}"
    found = read_date(written)
    if date.day > 12 or date.day == date.month:
        assert found.date == date
    else:
        assert found.date is None
        assert date_from_order(found, True).date == date
        assert date_from_order(found, None).date is None
    assert shown_order(written) == (True if date.day > 12 else None)


@given(st.text(max_size=120))
def test_any_words_give_a_date_or_a_note(words):
    found = read_date(words)
    assert (found.date is not None) != bool(found.note or not words.strip())


def test_dates_ahead_and_before_newspapers_are_flagged():
    assert "future" in date_warning(dt.date(2023, 7, 12), DAY)
    assert date_warning(DAY, DAY) == ""
    assert "before 1600" in date_warning(dt.date(1580, 1, 1), DAY)
