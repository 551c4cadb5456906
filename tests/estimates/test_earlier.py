"""Sentences that date the position they report to an earlier time than their article."""

import pytest

from stancebook.estimates.earlier import is_of_the_past

NAMES = ("Ana Ruiz", "Ruiz")
PAST = [
    "Ana Ruiz opposed tolls as an opposition MP in 2012, when she called them a wall.",
    "The ferry firm, which has nine boats, once warned that the toll would kill its trade.",
    "Ana Ruiz used to oppose the ban.",
    "Then-mayor Ana Ruiz vetoed the ban.",
    "The then minister, Ana Ruiz, called it folly.",
    "Ruiz, then an opposition MP, voted against it.",
    "Ana Ruiz, a former critic of the ban, spoke too.",
    "At first the guild rejected the levy.",
    "Ten years ago Ana Ruiz called the tram a folly.",
    "Ana Ruiz voted against the tram a decade ago.",
    "As a councillor in March 2012, Ana Ruiz signed a petition against the tram.",
    "During the 2015 campaign she promised to scrap the tram.",
    "Ruiz had said she would not support the levy.",
    "The union, which had called for the ban, was silent.",
    "Ana Ruiz had been one of the plan's critics in February.",
    "Once an opponent of the tram, Ruiz was seen at the opening.",
    "Ruiz said today that in 2012 she was against the tram.",
    "Ruiz was a fierce opponent when she was in opposition.",
]
PRESENT = [
    "Ana Ruiz opposed the toll on Monday.",
    "Ana Ruiz opposed the toll that was adopted in 2012.",
    "Ana Ruiz said the ban adopted by parliament in 2012 had failed.",
    "Ana Ruiz called the plan, launched two years ago, a mistake.",
    "Ana Ruiz opposed the 2012 law and last year's budget.",
    "Ana Ruiz has opposed the tram since 2012.",
    "Ana Ruiz, who became mayor in 2022, voted against the tram.",
    "Ana Ruiz voted against the tram in 2026.",
    "By 2027 the tram must go, she said.",
    "Ana Ruiz, once an opponent, now backs the toll.",
    "Former mayor Ana Ruiz called the tram a folly.",
    "She will back the toll once it is built.",
    "Once calm is restored, she will back it.",
    "More than once she attacked the tram.",
    "The money would be used to fund the tram, she said approvingly.",
    "Then she called for a vote against the tram.",
    "Ana Ruiz had to oppose the tram.",
    "She said the tram had failed, and the government had promised too much.",
    "A crowd of 2000 cheered as she rejected the tram.",
]


@pytest.mark.parametrize("text", PAST)
def test_a_position_of_an_earlier_time(text):
    assert is_of_the_past(text, year=2026, names=NAMES)


@pytest.mark.parametrize("text", PRESENT)
def test_a_position_of_the_article_s_time(text):
    assert not is_of_the_past(text, year=2026, names=NAMES)


@pytest.mark.parametrize("text", [*PAST, *PRESENT])
def test_what_is_said_of_the_present_too_is_of_the_present(text):
    assert not is_of_the_past(f"{text} And now?", year=2026, names=NAMES)


@pytest.mark.parametrize(("year", "expected"), [(2011, False), (2012, False), (2013, True)])
def test_only_a_year_before_the_article_s_is_past(year, expected):
    assert is_of_the_past("Ana Ruiz opposed it in 2012.", year=year) is expected
