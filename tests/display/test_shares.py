"""Counts over time and abstentions: short tables that say what they leave out."""

import re

import pandas as pd
import pytest
from gold_analysis import DEBATES, gold_analysis

from stancebook.display.shares import show_abstentions, show_counts, show_shares
from stancebook.display.showing import evidence_link
from stancebook.figures.counts import count_positions, count_trends
from stancebook.figures.drawing import draw_positions
from stancebook.figures.publishing import figure_bytes
from stancebook.figures.styling import figure_style


@pytest.fixture(scope="module")
def analysis():
    return gold_analysis([DEBATES / "nuclear_ban_treaty.json"])


def numbers(html, side):
    """Return the numbers of one side in the cells of a table."""
    found = re.findall(rf'class="n tally {side}" data-n="(\d+)"', html)
    return sum(map(int, found))


def test_every_statement_of_a_dated_article_stands_in_its_period(analysis):
    trends = count_trends(analysis.statements, analysis.articles, period="day", min_confidence=0.6)
    shown = show_counts(trends, most=len(trends))
    for side in ("favor", "against", "neutral", "unsure"):
        assert numbers(shown.html, side) == trends[f"n_{side}"].sum()
    said = trends[trends["n_statements"] + trends["n_unsure"] > 0]
    assert shown.html.count("<tr>") == 1 + said["period"].nunique()
    assert len(shown.text.splitlines()) == len(said)
    silent = trends["period"].nunique() - said["period"].nunique()
    assert f"In {silent} more periods no statement was found" in shown.html


def test_the_latest_periods_are_shown_and_the_others_counted(analysis):
    trends = count_trends(analysis.statements, analysis.articles, period="day")
    said = sorted(trends.loc[trends["n_statements"] > 0, "period"].unique())
    shown = show_counts(trends, most=1)
    assert {line.split()[0] for line in shown.text.splitlines()} == {said[-1]}
    assert f"{len(said) - 1} earlier periods are not shown" in shown.html


def test_nothing_over_time_is_said(analysis):
    undated = analysis.articles.assign(published=pd.NaT)
    assert show_counts(count_trends(analysis.statements, undated)).text == "Nothing to count."


def test_outlets_left_out_still_count_in_the_totals(analysis):
    n_counted = int((analysis.statements["confidence"] >= 0.6).sum())
    n_outlets = analysis.articles["source"].nunique()
    shown = show_abstentions(analysis, min_confidence=0.6, most=1)
    assert len(shown.text.splitlines()) == 1
    assert f"{n_counted} counted and" in shown.html
    assert re.search(rf"{n_outlets - 1} more outlets?", shown.html)


def test_concepts_left_out_are_counted(analysis):
    n_concepts = len(analysis.codebook.concepts)
    shown = show_shares(analysis, n_resamples=10, most=1)
    assert len(shown.text.splitlines()) == 1
    assert re.search(rf"{n_concepts - 1} more concepts?", shown.html)


@pytest.fixture(scope="module")
def debates():
    return gold_analysis(sorted(DEBATES.glob("*.json"))[:6])


@pytest.mark.parametrize("style", ["page", "single"])
def test_the_table_holds_what_the_figure_draws_and_no_more(debates, style):
    positions = count_positions(debates.statements, min_confidence=0.6)
    with figure_style(style):
        figure = draw_positions(positions, link=evidence_link)
        shown = show_counts(positions)
    bars = re.findall(r'href="(#stancebook[^"]+)"', figure_bytes(figure, "svg").decode())
    numbers = re.findall(r'data-n="\d+" href="([^"]+)"', shown.html)
    numbers = [link for link in numbers if not link.endswith("-unsure")]
    assert len(positions) > 30 and sorted(bars) == sorted(numbers)
    drawn = len(re.findall(r"<tr><th scope=.row.", shown.html))
    assert f"{len(positions) - drawn} more rows are in the data file" in shown.html


def test_weeks_are_told_by_their_days_and_sorted_by_their_number(analysis):
    trends = count_trends(analysis.statements, analysis.articles, period="week")
    html = show_counts(trends).html
    found = re.findall(r'data-v="(\d{4}-W\d\d)"><a href="[^"]+">([^<]+)</a>', html)
    assert len(found) == trends.loc[trends["n_statements"] > 0, "period"].nunique()
    for week, words in found:
        last = pd.Timestamp(words.partition(" to ")[2])
        assert (last.day_name(), f"{last:%G-W%V}") == ("Sunday", week)
