"""Pages in a real browser: they open from disk, ask for nothing, run nothing, and lead on."""

import pytest
from gold_analysis import DEBATES, gold_analysis
from hostile_debate import hostile_debate
from written_report import write_report

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CONTRAST = """() => {
  const luminance = rgb => {
    const [r, g, b] = rgb.map(v => v / 255).map(
      v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const pixel = (colours) => {
    canvas.clearRect(0, 0, 1, 1);
    colours.forEach(c => { canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1); });
    return Array.from(canvas.getImageData(0, 0, 1, 1).data).slice(0, 3);
  };
  const poor = [];
  for (const element of document.querySelectorAll("main *, header *, footer *")) {
    const own = Array.from(element.childNodes).some(n => n.nodeType === 3 && n.data.trim());
    if (!own || !element.checkVisibility()) continue;
    const behind = [];
    for (let up = element; up; up = up.parentElement) {
      behind.unshift(getComputedStyle(up).backgroundColor);
    }
    const back = pixel(["white", ...behind]);
    const front = pixel([`rgb(${back})`, getComputedStyle(element).color]);
    const [a, b] = [luminance(back), luminance(front)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) poor.push(`${element.className} ${element.textContent.trim().slice(0, 30)}`
      + ` ${ratio.toFixed(2)}`);
  }
  return poor.slice(0, 10);
}"""


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("browser")
    return write_report(folder, gold_analysis([DEBATES / "nuclear_ban_treaty.json"]))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("browser-hostile")
    return write_report(folder, gold_analysis(debates=[hostile_debate()]))


def one_of_each(pages):
    """Return a page of every kind: the front page, a list, an article, the indexes, a topic."""
    kinds = {}
    for path in pages:
        kinds.setdefault((path.parent.name, path.name.split("-")[0]), path)
    return list(kinds.values())[:12]


def test_pages_ask_for_nothing_and_complain_of_nothing(report, visit):
    for path in one_of_each(report):
        page = visit(path)
        assert page.complaints == [], path.name
        assert page.requests == [path.as_uri()], path.name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_what_is_behind_them(report, visit, scheme):
    for path in one_of_each(report)[:5]:
        page = visit(path, color_scheme=scheme)
        assert page.evaluate(CONTRAST) == [], path.name


def test_a_number_leads_to_its_sentences_and_on_to_the_article(report, visit):
    page = visit(report[0])
    number = page.locator(".butterfly a.n").first
    count = int(number.get_attribute("data-n"))
    number.click()
    page.wait_for_url("**/evidence/actor-*")
    anchor = page.url.split("#")[1]
    assert page.locator(f"#{anchor} li.st").count() == count
    page.locator(f"#{anchor} li.st a.open").first.click()
    page.wait_for_url("**/articles/*")
    assert page.locator(".at:target").count() == 1
    assert page.locator(".sw:has(:target) .sent").first.is_visible()
    assert page.complaints == []


def test_tables_sort_and_filter(report, visit):
    page = visit(report[0])
    names = page.locator("table.matrix tbody th")
    before = names.all_inner_texts()
    page.locator("table.matrix thead th").first.locator("button.sort").click()
    assert names.all_inner_texts() == sorted(before, key=str.casefold)
    assert page.locator("table.matrix thead th").first.get_attribute("aria-sort") == "ascending"
    page.locator("label.find input").first.fill(before[0][:6])
    assert 1 <= page.locator("table.matrix tbody tr:visible").count() < len(before)


def test_sides_can_be_hidden_without_a_script(report, visit):
    path = next(path for path in report if path.name == "all.html")
    page = visit(path, java_script_enabled=False)
    assert page.locator("li.st.favor:visible").count() > 0
    page.locator("#f-favor").uncheck()
    assert page.locator("li.st.favor:visible").count() == 0


def test_the_first_key_skips_to_the_content(report, visit):
    page = visit(report[0])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_is_wider_than_the_screen(report, hostile, visit, width):
    for path in [*one_of_each(report)[:6], *one_of_each(hostile)[:6]]:
        page = visit(path, viewport={"width": width, "height": 800})
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, path.name


def test_hostile_articles_run_nothing(hostile, visit):
    for path in hostile:
        page = visit(path)
        assert page.complaints == [], path.name
        assert page.requests == [path.as_uri()], path.name
        assert page.evaluate("window.hacked === undefined")
        assert page.locator("main").is_visible()
