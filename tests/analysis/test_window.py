"""A stretch of time: both days included, nothing analysed again, what is left out is counted."""

from datetime import date, timedelta

import pandas as pd
import pytest
from gold_analysis import DEBATES, gold_analysis, with_all_tables

from stancebook import select_dates
from stancebook.analysis import Analysis
from stancebook.analysis.result import TABLE_NAMES
from stancebook.analysis.window import strange_dates
from stancebook.errors import ParameterError
from stancebook.tables import TABLES, check_table


@pytest.fixture(scope="module")
def analysis():
    return with_all_tables(gold_analysis([DEBATES / "nuclear_ban_treaty.json"]))


def days(analysis):
    return sorted(analysis.articles["published"].dt.date)


def test_no_limit_is_the_analysis_itself(analysis):
    assert select_dates(analysis) is analysis


def test_both_days_are_included(analysis):
    first, last = days(analysis)[0], days(analysis)[-1]
    assert len(select_dates(analysis, since=first, until=last).articles) == len(analysis.articles)
    alone = select_dates(analysis, since=first, until=first)
    assert set(alone.articles["published"].dt.date) == {first}


def test_what_is_before_and_what_is_after_add_up(analysis):
    middle = days(analysis)[1]
    before = select_dates(analysis, until=middle - timedelta(days=1))
    after = select_dates(analysis, since=middle)
    for name in ("articles", "passages", "attributions", "statements", "topic_weights"):
        assert len(getattr(before, name)) + len(getattr(after, name)) == len(
            getattr(analysis, name)
        ), name
    assert before.parameters["n_left_out"] == len(after.articles)


def test_tables_keep_their_contracts_and_shares_add_up(analysis):
    part = select_dates(analysis, since=days(analysis)[1])
    for name in TABLE_NAMES:
        check_table(getattr(part, name), TABLES[name])
    assert part.topics["share"].sum() == pytest.approx(1)
    assert part.intake is analysis.intake


def test_articles_without_a_date_are_left_out(analysis):
    articles = analysis.articles.assign(published=None)
    articles["published"] = articles["published"].astype(analysis.articles["published"].dtype)
    articles.loc[0, "published"] = analysis.articles.loc[0, "published"]
    tables = {name: getattr(analysis, name) for name in TABLE_NAMES} | {"articles": articles}
    part = select_dates(Analysis(tables, analysis.codebook), since=date(1900, 1, 1))
    assert len(part.articles) == 1
    assert part.parameters["n_left_out"] == len(articles) - 1


@pytest.mark.parametrize("year, note", [(2191, "lies in the future"), (1001, "before 1600")])
def test_a_date_that_cannot_be_is_none(analysis, year, note):
    strange = pd.Timestamp(year, 1, 1)
    articles = analysis.articles.copy()
    articles.loc[0, "published"] = strange
    told = analysis.intake.assign(date_note="")
    told.loc[told["article_id"] == articles.loc[0, "article_id"], "date_note"] = (
        f"date {note}: {year}-01-01"
    )
    again = told[told["date_note"] != ""].assign(status="duplicate", position=99)
    told = pd.concat([told, again], ignore_index=True)
    tables = {name: getattr(analysis, name) for name in TABLE_NAMES}
    given = Analysis(tables | {"articles": articles, "intake": told}, analysis.codebook)
    assert strange_dates(given).to_dict() == {articles.loc[0, "article_id"]: f"date {note}"}
    assert strange_dates(given).size == 1
    believed = select_dates(given)
    assert given.articles.loc[0, "published"] == strange
    assert believed.articles["published"].isna().tolist() == [True, *[False] * (len(articles) - 1)]
    for name in TABLE_NAMES:
        if name != "articles":
            pd.testing.assert_frame_equal(getattr(believed, name), getattr(given, name))
    since_ever = select_dates(given, since=date(1000, 1, 1), until=date(2200, 1, 1))
    assert len(since_ever.articles) == len(articles) - 1


def test_without_articles_no_date_is_strange(analysis):
    tables = {name: getattr(analysis, name) for name in TABLE_NAMES}
    intake = analysis.intake.assign(date_note="")
    nothing = Analysis(
        tables | {"articles": analysis.articles.iloc[:0], "intake": intake}, analysis.codebook
    )
    assert strange_dates(nothing).empty


@pytest.mark.parametrize(
    "since, until, words",
    [
        pytest.param(date(2025, 2, 1), date(2025, 1, 31), "is before since", id="turned round"),
        pytest.param(date(1900, 1, 1), date(1900, 1, 2), "no article was published", id="nobody"),
    ],
)
def test_a_stretch_that_cannot_be_is_refused(analysis, since, until, words):
    with pytest.raises(ParameterError, match=words):
        select_dates(analysis, since=since, until=until)
