"""Pages for everybody: axe-core finds no serious fault on any kind of page, in light and in dark.

``npm ci`` installs axe-core. Without it the tests are skipped, but in CI (``CI`` is set) they fail.
"""

import os
import re
from pathlib import Path

import pytest
from gold_analysis import DEBATES, gold_analysis
from hostile_debate import hostile_debate
from written_report import MANIFEST, NOTEBOOKS, write_report

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HERE = Path(__file__).resolve().parent
CONTRAST = (HERE / "contrast.js").read_text(encoding="utf-8").partition("\n")[2]
RUN = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  return found.violations.map(v => [v.impact, v.id, v.nodes.length,
    v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(" | ")]);
}"""


@pytest.fixture(scope="module")
def axe():
    """Return axe-core's script: from ``AXE_CORE`` (its file or folder) or from node_modules."""
    given = Path(os.environ.get("AXE_CORE") or HERE.parents[1] / "node_modules" / "axe-core")
    script = given / "axe.min.js" if given.is_dir() else given
    if not script.is_file():
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        missing("axe-core is not here: npm ci in the project's folder, or AXE_CORE=its folder")
    return script.read_text(encoding="utf-8")


def one_of_each(pages):
    """Return one page of every kind, the largest: kinds are told apart by folder and first word."""
    kinds = {}
    for path in sorted(pages, key=lambda path: path.stat().st_size):
        place = path.parent.name if path.parent.name in ("articles", "evidence") else ""
        word = "" if place == "articles" and path.stem != "index" else path.stem
        kinds[place, re.split(r"-(?=.*\d|.*-)", word)[0]] = path
    return kinds


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Return a page of every kind: of a report with news, of a redacted and of a hostile one.

    ``REPORT_PAGES`` names another report to look at, one page of each kind too.
    """
    if os.environ.get("REPORT_PAGES"):
        return list(one_of_each(Path(os.environ["REPORT_PAGES"]).rglob("*.html")).values())
    gold = gold_analysis([DEBATES / "nuclear_ban_treaty.json"])
    before = gold_analysis([DEBATES / "nuclear_ban_treaty.json"])
    before.articles, before.statements = before.articles[1:], before.statements[5:]
    redacted = {**MANIFEST, "parameters": {"min_confidence": 0.6, "redact": True}}
    folder = tmp_path_factory.mktemp("axe")
    written = [
        write_report(folder / "gold", gold, previous=before, notebooks=NOTEBOOKS),
        write_report(folder / "redacted", gold, redacted),
        write_report(folder / "hostile", gold_analysis(debates=[hostile_debate()])),
    ]
    return [path for pages in written for path in one_of_each(pages).values()]


def test_there_is_a_page_of_every_kind(pages):
    names = {path.name for path in pages}
    kinds = {path.stem.split("-")[0] for path in pages if path.parent.name == "evidence"}
    assert {path.with_suffix(".html").name for path in NOTEBOOKS} <= names
    assert {"actor", "all", "concept", "index", "new", "period", "source", "ties"} <= kinds
    assert {path.parent.name for path in pages} >= {"articles", "evidence"}


def test_no_page_is_wider_than_a_phone(pages, browser):
    page = browser.new_page(viewport={"width": 360, "height": 800})
    wide = []
    for path in pages:
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
        root = "document.documentElement"
        if page.evaluate(f"{root}.scrollWidth - {root}.clientWidth") > 0:
            wide.append(path.name)
    page.close()
    assert wide == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_fault_and_all_words_stand_out(axe, pages, browser, scheme):
    # The policy of the pages refuses axe itself: only here is it put aside.
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(600_000)
    faults = []
    for path in pages:
        page.goto(path.as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true; })")
        faults += [(path.name, "contrast", words) for words in page.evaluate(CONTRAST)]
        page.add_script_tag(content=axe)
        found = page.evaluate(RUN)
        faults += [(path.name, *fault) for fault in found if fault[0] in ("serious", "critical")]
    context.close()
    assert faults == []
