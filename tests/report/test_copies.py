"""Copies and agencies on the corpus page: every count opens the articles behind it."""

import re

import pandas as pd
import pytest
import test_pages as laws
from gold_analysis import DEBATES, gold_analysis, with_all_tables
from written_report import MANIFEST, NOTEBOOKS, write_report

from stancebook import redact_texts, show_copies

AP, BOTH = "Jane Roe, Associated Press", "AFP/Reuters"


@pytest.fixture(scope="module")
def credited():
    """Return an analysis of four articles, three of which print one story from an agency."""
    analysis = gold_analysis([DEBATES / "nuclear_ban_treaty.json"])
    articles = analysis.articles.sort_values("article_id", ignore_index=True)
    copies = articles.index < 3
    articles["story_id"] = articles["story_id"].where(~copies, articles["story_id"][0])
    articles["author"] = pd.Series([AP, AP, BOTH, ""], dtype="str")
    analysis.articles = articles.assign(source=["A Post", "A Post", "B <b>News", ""])
    return analysis


@pytest.fixture(scope="module", params=[False, True], ids=["texts", "redacted"])
def report(request, credited, tmp_path_factory):
    analysis = redact_texts(with_all_tables(credited)) if request.param else credited
    folder = tmp_path_factory.mktemp("reports") / "copies"
    manifest = {**MANIFEST, "parameters": {"min_confidence": 0.6, "redact": request.param}}
    pages = write_report(folder, analysis, manifest, notebooks=NOTEBOOKS[:1])
    return {path: laws.Page(path.read_text(encoding="utf-8")) for path in pages}


def test_every_count_of_copies_and_agencies_opens_its_articles(report):
    laws.test_every_link_leads_to_a_page_and_a_place(report)
    laws.test_every_number_recounts_to_its_list(report)
    laws.test_every_share_recounts_to_its_list(report)
    laws.test_every_cell_with_a_number_opens_a_list(report)
    (corpus,) = [page for path, page in report.items() if path.name == "1_corpus.html"]
    sides = {number.get("data-side") for number, _ in corpus.numbers}
    assert "copy" in sides
    assert {share["data-of"] for share, _ in corpus.shares} == {"p"}
    lists = {path.name for path in report if path.name.startswith("agency-")}
    names = ["agence-france-presse", "associated-press", "reuters"]
    assert sorted(re.sub(r"agency-|-\w{6}\.html", "", name) for name in lists) == names


def test_the_three_ways_are_told(credited):
    lines = show_copies(credited).text.splitlines()
    assert lines[:3] == [
        "A Post: 2 printed, 1 story, 0.67 weighted; 2 from an agency, 0 with one's help",
        "unknown outlet: 1 printed, 1 story, 1.00 weighted; 0 from an agency, 0 with one's help",
        "B <b>News: 1 printed, 1 story, 0.33 weighted; 1 from an agency, 0 with one's help",
    ]
    assert lines[3:] == [
        "Associated Press: 2 articles",
        "Agence France-Presse: 1 article",
        "Reuters: 1 article",
    ]
    assert "<b>News" not in show_copies(credited).html


def test_one_article_without_an_agency_is_said(credited):
    credited = gold_analysis([DEBATES / "nuclear_ban_treaty.json"])
    credited.articles = credited.articles.head(1)
    shown = show_copies(credited)
    assert len(shown.text.splitlines()) == 1
    assert "No article credits an agency of the list" in shown.html
