"""Pages: every link resolves, every number recounts, nothing comes from elsewhere."""

import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from gold_analysis import DEBATES, gold_analysis
from hostile_debate import (
    FORMULA,
    HANDLER,
    MARKDOWN,
    PATH,
    SCRIPT,
    TEMPLATE,
    hostile_debate,
)
from written_report import MANIFEST, write_report

from stancebook.figures.addresses import statement_anchor
from stancebook.report.pages.notebook import show_output, show_prose
from stancebook.report.pages.site import content_policy

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Page(HTMLParser):
    """One page as a tree of just what the laws speak of."""

    def __init__(self, html):
        super().__init__()
        self.path, self.ids, self.links, self.numbers = [], {}, [], []
        self.resources, self.handlers, self.headings = [], [], []
        self.scripts, self.policy = 0, ""
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, pairs):
        given = dict(pairs)
        classes = (given.get("class") or "").split()
        if "st" in classes or "ar" in classes:
            for at in self.path:
                if at is not None:
                    self.ids[at]["n"] += 1
        if "id" in given:
            assert given["id"] not in self.ids, f"id {given['id']} stands twice"
            self.ids[given["id"]] = {"n": 0, **given}
        if tag not in VOID:
            self.path.append(given.get("id"))
        if "href" in given and tag == "a":
            self.links.append(given["href"])
            if "data-n" in given:
                self.numbers.append((int(given["data-n"]), given["href"]))
        self.resources += [given[k] for k in ("src", "srcset", "data", "action") if given.get(k)]
        self.resources += [given["href"]] if tag == "link" else []
        self.handlers += [name for name in given if name.startswith("on")]
        self.scripts += tag == "script"
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"]

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.path.pop()

    def handle_data(self, data):
        self.text += data


@pytest.fixture(scope="module")
def analysis():
    return gold_analysis([DEBATES / "nuclear_ban_treaty.json"])


@pytest.fixture(scope="module")
def report(analysis, tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports") / "nuclear"
    before = analysis.articles["published"].max()
    old = analysis.articles[analysis.articles["published"] < before]
    previous = SimpleNamespace(
        run="2025-11-23T0300",
        articles=old,
        statements=analysis.statements[analysis.statements["article_id"].isin(old["article_id"])],
    )
    return {
        path: Page(path.read_text(encoding="utf-8"))
        for path in write_report(folder, analysis, previous=previous)
    }


def follow(report, path, href):
    """Return the page and the element that a link leads to."""
    file, _, anchor = href.partition("#")
    target = (path.parent / file).resolve() if file else path
    return target, anchor


def test_every_link_leads_to_a_page_and_a_place(report):
    for path, page in report.items():
        for href in page.links:
            if re.match("https?:", href):
                continue
            target, anchor = follow(report, path, href)
            if anchor in ("", "main"):
                assert target.is_file() or "2025-11-23T0300" in href, f"{path.name}: {href}"
            else:
                assert anchor in report[target].ids, f"{path.name}: {href}"


def recount(report, target, anchor):
    """Count the statements or articles in a list, over all its parts."""
    element = report[target].ids[anchor]
    total = element["n"]
    if "data-next" in element:
        total += recount(report, *follow(report, target, element["data-next"]))
    return total


def test_every_number_recounts_to_its_list(report):
    checked = 0
    for path, page in report.items():
        for number, href in page.numbers:
            assert recount(report, *follow(report, path, href)) == number, f"{path.name}: {href}"
            checked += 1
    assert checked > 5


def test_long_lists_recount_over_their_parts(analysis, tmp_path, monkeypatch):
    monkeypatch.setattr("stancebook.report.pages.evidence.PART_SIZE", 7)
    pages = write_report(tmp_path, analysis)
    report = {path: Page(path.read_text(encoding="utf-8")) for path in pages}
    assert any("-part2" in path.name for path in pages)
    test_every_number_recounts_to_its_list(report)
    test_every_link_leads_to_a_page_and_a_place(report)


def test_counted_and_uncounted_statements_are_all_there(report, analysis):
    listed = next(page for path, page in report.items() if path.name == "all.html")
    counted = int((analysis.statements["confidence"] >= 0.6).sum())
    assert listed.ids["counted"]["n"] == counted
    assert listed.ids["unsure"]["n"] == len(analysis.statements) - counted > 0


def test_every_statement_has_its_place_in_its_article(report, analysis):
    by_name = {path.name: page for path, page in report.items()}
    for row in analysis.statements.itertuples():
        assert statement_anchor(row.statement_id) in by_name[f"{row.article_id}.html"].ids


def test_article_pages_hold_the_whole_text(report, analysis):
    by_name = {path.name: page for path, page in report.items()}
    for row in analysis.articles.itertuples():
        words = re.sub(r"\s+", "", by_name[f"{row.article_id}.html"].text)
        words = re.sub(r"\d", "", words)
        for paragraph in row.text.split("\n\n"):
            assert re.sub(r"\d|\s+", "", paragraph) in words


def test_no_page_asks_for_anything_from_elsewhere(report):
    for path, page in report.items():
        assert page.policy == content_policy(), path.name
        assert "default-src 'none'" in page.policy
        assert all(source.startswith("data:") for source in page.resources), path.name
        assert page.scripts == 1
        assert not page.handlers


def test_headings_make_an_outline(report):
    for path, page in report.items():
        assert page.headings[0] == 1, path.name
        assert page.headings.count(1) == 1, path.name
        steps = zip(page.headings, page.headings[1:], strict=False)
        assert all(after - before <= 1 for before, after in steps), path.name


def test_the_front_page_says_what_changed(report):
    front = next(iter(report.values()))
    assert "1 new article" in front.text
    assert "2025-11-23T0300" in front.text


def test_two_renderings_are_the_same_bytes(analysis, tmp_path):
    first = write_report(tmp_path / "a", analysis)
    second = write_report(tmp_path / "b", analysis)
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_redacted_report_holds_no_more_than_evidence(analysis, tmp_path):
    manifest = {**MANIFEST, "parameters": {"min_confidence": 0.6, "redact": True}}
    pages = write_report(tmp_path, analysis, manifest)
    texts = {path.name: Page(path.read_text(encoding="utf-8")).text for path in pages}
    for row in analysis.articles.itertuples():
        text = re.sub(r"\s+", " ", texts[f"{row.article_id}.html"])
        evidence = analysis.statements[analysis.statements["article_id"] == row.article_id]
        silent = [p for p in row.text.split("\n\n") if not any(s in p for s in evidence["text"])]
        assert not any(re.sub(r"\s+", " ", paragraph) in text for paragraph in silent)


def test_an_analysis_without_statements_still_makes_a_report(analysis, tmp_path):
    empty = SimpleNamespace(**vars(analysis))
    empty.statements = analysis.statements.iloc[:0]
    empty.attributions = analysis.attributions.iloc[:0]
    pages = write_report(tmp_path, empty)
    report = {path: Page(path.read_text(encoding="utf-8")) for path in pages}
    assert "No sentence was found" in report[pages[0]].text
    test_every_link_leads_to_a_page_and_a_place(report)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    pages = write_report(folder, gold_analysis(debates=[hostile_debate()]))
    return {path: Page(path.read_text(encoding="utf-8")) for path in pages}


def test_hostile_articles_are_shown_as_text(hostile):
    test_no_page_asks_for_anything_from_elsewhere(hostile)
    test_every_link_leads_to_a_page_and_a_place(hostile)
    test_every_number_recounts_to_its_list(hostile)
    shown = "".join(page.text for page in hostile.values())
    for attack in (SCRIPT, HANDLER, MARKDOWN, FORMULA, TEMPLATE, PATH):
        assert attack in shown


def test_only_web_addresses_become_links(hostile):
    for page in hostile.values():
        for href in page.links:
            assert not re.match("(?i)(javascript|data|file|vbscript):", href)
    assert any("https://example.org/?a=1" in page.text for page in hostile.values())


def test_no_file_leaves_the_run(hostile):
    names = [path.name for path in hostile]
    assert all(re.fullmatch(r"[a-z0-9_.-]+\.html", name) for name in names)


def test_notebook_outputs_run_nothing():
    output = SimpleNamespace(
        output_type="display_data",
        data={"text/html": "<p>a</p><script>alert(1)</script>"},
        get=lambda name, default=None: default,
    )
    assert show_output(output) == '<div class="scroll"><p>a</p></div>'


@pytest.mark.parametrize(
    "tex", [r"p = \frac{k}{n}", r"\hat{\theta} \in [0, 1]", r"\broken{", "<b>&"]
)
def test_formulas_need_no_script(tex):
    html = show_prose(f"The share is ${tex}$.")
    assert "<math" in html or "<code>" in html
    assert "<b>" not in html
