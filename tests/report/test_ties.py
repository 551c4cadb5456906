"""The list of ties: what each counts is said in number."""

import re

from gold_analysis import DEBATES, gold_analysis

from stancebook.report.pages.site import open_site
from stancebook.report.pages.ties import write_ties


def test_one_statement_is_one_statement_to_who_hears_the_page(tmp_path):
    analysis = gold_analysis([DEBATES / "nuclear_ban_treaty.json"])
    site = open_site(analysis, {"name": "news", "run": "now"})
    pages = list(write_ties(site, tmp_path, analysis.statements))
    heard = [re.findall('aria-label="([^"]* statements?)"', page.read_text()) for page in pages]
    heard = [words for page in heard for words in page]
    assert "1 statement" in heard
    assert all(words.endswith("s") is (words.split()[0] != "1") for words in heard)
