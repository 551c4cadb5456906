"""Pages in a real browser: they open from disk, ask for nothing, run nothing, and lead on."""

import pandas as pd
import pytest
from gold_analysis import DEBATES, gold_analysis
from hostile_debate import hostile_debate
from written_report import MANIFEST, write_report

from stancebook import show_positions
from stancebook.report.pages import render_front
from stancebook.report.pages.front import PERIODS

A4 = 672
"""Width in pixels of what is printed on A4 between margins of 16 mm."""

pytestmark = [pytest.mark.browser, pytest.mark.slow]


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


NARROW = """() => [...document.querySelectorAll("table.plain td")].filter(cell =>
  cell.innerText.length >= 10 && cell.getBoundingClientRect().width < 90
).map(cell => cell.innerText)"""
"""The words of cells that are squeezed to a letter or two a line."""


def test_no_cell_is_squeezed_on_a_phone(report, visit):
    for path in one_of_each(report):
        page = visit(path, viewport={"width": 360, "height": 800})
        assert page.evaluate(NARROW) == [], path.name


FOCUSED = """() => {
  const box = document.activeElement.getBoundingClientRect();
  return document.activeElement === document.body ? null
    : box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
}"""
"""Whether what has the focus is on the screen; nothing once the last element is passed."""


def test_who_walks_by_the_keyboard_always_sees_where(report, visit):
    """However fast: a page that glides to the focus comes too late."""
    for path in one_of_each(report)[:4]:
        page = visit(path, viewport={"width": 360, "height": 640})
        for _ in range(60):
            page.keyboard.press("Tab")
            seen = page.evaluate(FOCUSED)
            if seen is None:
                break
            assert seen, path.name


def test_the_chart_over_time_is_as_wide_as_its_scale(report, visit):
    page = visit(report[0], viewport={"width": 1280, "height": 900})
    ends = [page.locator(name).bounding_box() for name in (".months", ".months-scale")]
    assert ends[0]["width"] == ends[1]["width"] >= 300


@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_is_wider_than_the_screen(report, hostile, visit, width):
    for path in [*one_of_each(report)[:6], *one_of_each(hostile)[:6]]:
        page = visit(path, viewport={"width": width, "height": 800})
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, path.name


@pytest.mark.parametrize("width", [360, 1280])
def test_years_of_days_fit_the_screen(visit, tmp_path, width):
    analysis = gold_analysis([DEBATES / "nuclear_ban_treaty.json"])
    last = pd.Timestamp("2024-01-01") + pd.Timedelta(days=PERIODS - 1)
    days = pd.date_range("2024-01-01", last, periods=len(analysis.articles)).floor("D")
    analysis.articles = analysis.articles.assign(published=days)
    manifest = {**MANIFEST, "parameters": {"min_confidence": 0.6, "period": "day"}}
    front = tmp_path / "index.html"
    front.write_text(render_front(analysis, manifest), encoding="utf-8")
    page = visit(front, viewport={"width": width, "height": 800})
    assert page.locator(".months li").count() == PERIODS
    root = page.locator("html")
    assert root.evaluate("e => e.scrollWidth <= e.clientWidth")


@pytest.fixture(scope="module")
def front_of_many_concepts(tmp_path_factory):
    analysis = gold_analysis(sorted(DEBATES.glob("*.json"))[:8])
    front = tmp_path_factory.mktemp("browser-many") / "index.html"
    front.write_text(render_front(analysis, MANIFEST), encoding="utf-8")
    return front


def test_a_wide_table_keeps_its_names_and_its_caption_in_sight(front_of_many_concepts, visit):
    page = visit(front_of_many_concepts, viewport={"width": 360, "height": 800})
    frame = page.locator(".wide:has(> .matrix)")
    assert frame.evaluate("e => e.scrollWidth > 2 * e.clientWidth"), "no wide table"
    caption = frame.locator("caption").bounding_box()
    assert caption["x"] + caption["width"] <= 360
    frame.evaluate("e => { e.scrollLeft = e.scrollWidth }")
    for name in frame.locator("tr > th:first-child").all()[:5]:
        assert name.bounding_box()["x"] == frame.bounding_box()["x"]


def test_nothing_is_cut_on_paper(report, front_of_many_concepts, visit):
    for path in [front_of_many_concepts, *one_of_each(report)]:
        page = visit(path, viewport={"width": A4, "height": 1000})
        page.emulate_media(media="print")
        cut = page.evaluate(
            """() => Array.from(document.querySelectorAll("table, figure, pre"))
                .map(e => [e.className, e.getBoundingClientRect().right])
                .filter(found => found[1] > document.body.clientWidth + 1)"""
        )
        assert cut == [], path.name


def test_paper_says_where_an_article_was_published(report, visit):
    page = visit(next(path for path in report if path.parent.name == "articles"))
    link = page.locator(".article-head .scope a")
    page.emulate_media(media="print")
    printed = link.evaluate("e => getComputedStyle(e, '::after').content")
    assert link.get_attribute("href").removeprefix("https://") in printed or "attr(href)" in printed


def test_what_leads_nowhere_in_a_notebook_looks_like_no_link(report, visit, tmp_path):
    shown = show_positions(gold_analysis([DEBATES / "nuclear_ban_treaty.json"]))
    page = tmp_path / "lab.html"
    lab = "<style>.jp-RenderedHTMLCommon a:link { color: rgb(1, 2, 3) }</style>"
    page.write_text(
        f'{lab}<body data-jp-theme-light="true"><div class="jp-RenderedHTMLCommon">'
        f"{shown.html}</div></body>",
        encoding="utf-8",
    )
    name = visit(page).locator(".matrix tbody th a").first
    assert name.get_attribute("href").startswith("#stancebook:")
    style = {
        key: name.evaluate(f"e => getComputedStyle(e)[{key!r}]")
        for key in ("pointerEvents", "textDecorationLine", "color")
    }
    assert style["pointerEvents"] == style["textDecorationLine"] == "none"
    assert style["color"] != "rgb(1, 2, 3)"


def test_hostile_articles_run_nothing(hostile, visit):
    for path in hostile:
        page = visit(path)
        assert page.complaints == [], path.name
        assert page.requests == [path.as_uri()], path.name
        assert page.evaluate("window.hacked === undefined")
        assert page.locator("main").is_visible()


def test_every_page_can_be_gone_to_on_a_phone_without_scrolling_sideways(report, hostile, visit):
    for path in (report[0], hostile[0]):
        page = visit(path, viewport={"width": 360, "height": 800})
        assert page.locator(".top nav").evaluate("e => e.scrollWidth <= e.clientWidth")
        for link in page.locator(".top nav a").all():
            box = link.bounding_box()
            assert box["x"] >= 0 and box["x"] + box["width"] <= 360
            assert box["height"] >= 24, "too low for a finger"
