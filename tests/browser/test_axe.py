"""Pages for everybody: axe-core finds no serious fault on any page, in light and in dark."""

import os
from pathlib import Path

import pytest
from gold_analysis import DEBATES, gold_analysis
from hostile_debate import hostile_debate
from written_report import NOTEBOOKS, write_report

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]

RUN = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  return found.violations.map(v => [v.impact, v.id, v.nodes.length,
    v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)).join(" | ")]);
}"""


@pytest.fixture(scope="module")
def axe():
    """Return axe-core's script: from ``AXE_CORE`` (its file or folder) or from node_modules."""
    given = Path(os.environ.get("AXE_CORE") or ROOT / "node_modules" / "axe-core")
    script = given / "axe.min.js" if given.is_dir() else given
    if not script.is_file():
        pytest.skip("axe-core is not here: npm install axe-core, or set AXE_CORE to its folder")
    return script.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Return the pages of one report of each kind, or of the report that REPORT_PAGES names."""
    if os.environ.get("REPORT_PAGES"):
        return sorted(Path(os.environ["REPORT_PAGES"]).rglob("*.html"))
    gold = gold_analysis([DEBATES / "nuclear_ban_treaty.json"])
    hostile = gold_analysis(debates=[hostile_debate()])
    folder = tmp_path_factory.mktemp("axe")
    return [
        *write_report(folder / "gold", gold, notebooks=NOTEBOOKS),
        *write_report(folder / "hostile", hostile),
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_serious_fault(axe, pages, browser, scheme):
    # The policy of the pages refuses axe itself: only here is it put aside.
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    faults = []
    for path in pages:
        page.goto(path.as_uri())
        page.add_script_tag(content=axe)
        faults += [
            (path.name, *fault)
            for fault in page.evaluate(RUN)
            if fault[0] in ("serious", "critical")
        ]
    context.close()
    assert faults == []
