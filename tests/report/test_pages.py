"""Pages: every link resolves, every number recounts, nothing comes from elsewhere."""

import html
import json
import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pandas as pd
import pytest
from gold_analysis import DEBATES, gold_analysis, with_all_tables
from hostile_debate import (
    FORMULA,
    HANDLER,
    MARKDOWN,
    PATH,
    SCRIPT,
    TEMPLATE,
    hostile_debate,
)
from written_report import MANIFEST, NOTEBOOKS, write_report

from stancebook import redact_texts, select_dates, split_sentences
from stancebook.analysis.result import TABLE_NAMES
from stancebook.display.measured import tell_caution
from stancebook.figures.addresses import statement_anchor
from stancebook.figures.counts import confidence_threshold
from stancebook.report.datasets import write_tables
from stancebook.report.pages.evidence import list_sides
from stancebook.report.pages.notebook import show_output, show_prose
from stancebook.report.pages.site import content_policy

ITEMS = {"st", "ar", "it"}
"""Classes of what a list holds: statements, articles, anything else that is counted."""

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Page(HTMLParser):
    """One page as a tree of just what the laws speak of."""

    def __init__(self, html):
        super().__init__()
        self.cells = []
        self.path, self.ids, self.links, self.numbers = [], {}, [], []
        self.shares, self.bare = [], []
        self.resources, self.handlers, self.headings = [], [], []
        self.scripts, self.policy = 0, ""
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, pairs):
        given = dict(pairs)
        classes = (given.get("class") or "").split()
        if ITEMS & set(classes):
            for at in self.path:
                if at is not None:
                    self.ids[at]["items"].append({**given, "classes": classes})
        if "id" in given:
            assert given["id"] not in self.ids, f"id {given['id']} stands twice"
            self.ids[given["id"]] = {"items": [], **given}
        if tag not in VOID:
            self.path.append(given.get("id"))
            self.cells.append(tag == "td" and "num" in classes)
        href = given.get("href") or given.get("xlink:href")
        if href and tag == "a":
            self.links.append(href)
            if "data-n" in given:
                self.numbers.append((given, href))
            if "data-share" in given:
                self.shares.append((given, href))
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
            self.cells.pop()

    def handle_data(self, data):
        self.text += data
        if self.cells and self.cells[-1] and re.search("[1-9]", data):
            self.bare.append(data.strip())


@pytest.fixture(scope="module")
def analysis():
    return gold_analysis([DEBATES / "nuclear_ban_treaty.json"])


@pytest.fixture(scope="module")
def previous(analysis):
    """Return a run without the latest articles, with one since gone and an actor turned round."""
    before = analysis.articles["published"].max()
    old = analysis.articles[analysis.articles["published"] < before]
    rows = analysis.statements[analysis.statements["article_id"].isin(old["article_id"])].copy()
    counted = rows[rows["confidence"] >= 0.6]
    turned = rows["actor"] == counted.loc[counted["stance"] == "favor", "actor"].iloc[0]
    other = {"favor": "against", "against": "favor", "neutral": "neutral"}
    rows.loc[turned, "stance"] = rows.loc[turned, "stance"].map(other)
    gone = old.head(1).assign(article_id="gone", title="An article <b>withdrawn</b>")
    articles = pd.concat([old, gone], ignore_index=True)
    return SimpleNamespace(run="2025-11-23T0300", articles=articles, statements=rows)


@pytest.fixture(scope="module")
def report(analysis, previous, tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports") / "nuclear"
    return {
        path: Page(path.read_text(encoding="utf-8"))
        for path in write_report(folder, analysis, previous=previous, notebooks=NOTEBOOKS)
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
                assert target.is_file(), f"{path.name}: {href}"
            else:
                assert anchor in report[target].ids, f"{path.name}: {href}"


def items_of(report, target, anchor):
    """Return what a list holds, over all its parts."""
    element = report[target].ids[anchor]
    items = element["items"]
    if "data-next" in element:
        items = items + items_of(report, *follow(report, target, element["data-next"]))
    return items


def recount(number, items):
    """Count what a number says that it counts: items, or their distinct articles or stories."""
    sides = set(number.get("data-side", "").split())
    items = [item for item in items if not sides or sides & set(item["classes"])]
    by = number.get("data-by")
    return len({item[f"data-{by}"] for item in items}) if by else len(items)


def test_sides_on_different_concepts_are_not_added_up():
    statements = pd.DataFrame(
        [("cap", "favor"), ("closure", "against"), ("closure", "against")],
        columns=["concept", "stance"],
    ).assign(article_id="a", confidence=0.9)
    site = SimpleNamespace(
        min_confidence=0.5, reading=SimpleNamespace(concept_names={"cap": "cap on lets"})
    )
    sides = [
        (row["name"], row["n_favor"], row["n_against"]) for row in list_sides(site, statements)
    ]
    assert sides == [("closure", 0, 2), ("cap on lets", 1, 0)]


def test_every_number_recounts_to_its_list(report):
    checked = 0
    for path, page in report.items():
        for number, href in page.numbers:
            items = items_of(report, *follow(report, path, href))
            assert recount(number, items) == int(number["data-n"]), f"{path.name}: {href}"
            checked += 1
    assert checked > 5


def test_every_share_recounts_to_its_list(report):
    for path, page in report.items():
        for share, href in page.shares:
            target, anchor = follow(report, path, href)
            whole = float(report[target].ids[anchor]["data-whole"])
            of = f"data-{share['data-of']}"
            parts = [float(item.get(of, 1)) for item in items_of(report, target, anchor)]
            given = float(share["data-share"])
            assert sum(parts) / whole == pytest.approx(given, abs=1e-9), f"{path.name}: {href}"


def test_every_cell_with_a_number_opens_a_list(report):
    """What is no count may stand alone: stability, overlap, the place of a document in a file."""
    for path, page in report.items():
        assert [text for text in page.bare if not re.fullmatch(r"0\.\d\d", text)] == [], path.name


def test_every_kind_of_number_was_walked(report):
    kinds = {n.get("data-by", "n") for page in report.values() for n, _ in page.numbers}
    shares = {share["data-of"] for page in report.values() for share, _ in page.shares}
    assert kinds == {"n", "d", "y"}
    assert shares == {"1", "w", "a", "p"}


def test_every_bar_and_point_of_a_figure_opens_its_list(report):
    drawn = {path.name: page for path, page in report.items() if path.stem[:1].isdigit()}
    for name, kinds in {
        "1_corpus.html": {"source"},
        "2_topics.html": {"topic"},
        "4_networks.html": {"ties"},
        "5_figures.html": {"actor", "period", "source", "topic"},
    }.items():
        found = {re.split("[/.-]", href)[1] for href in drawn[name].links if "evidence/" in href}
        assert kinds <= found, name


@pytest.fixture(scope="module")
def uneven(tmp_path_factory):
    """Return a report in which an article has no topics, and a period nothing of one topic."""
    analysis = gold_analysis([DEBATES / "nuclear_ban_treaty.json"])
    articles = analysis.articles.sort_values("published")["article_id"].tolist()
    where = analysis.passages.set_index("passage_id")["article_id"]
    weights = analysis.topic_weights
    of = weights["passage_id"].map(where)
    months = analysis.articles.set_index("article_id")["published"].dt.strftime("%Y-%m")
    bare = next(a for a in articles[1:] if (months == months[a]).sum() > 1)
    alone = next(a for a in articles if (months == months[a]).sum() == 1)
    weights = weights.assign(
        weight=weights["weight"].where((of != alone) | (weights["topic"] > 0), 0)
    )
    weights = weights[of != bare].reset_index(drop=True)
    share = weights.groupby("topic")["weight"].sum() / weights["passage_id"].nunique()
    analysis.topic_weights = weights
    analysis.topics = analysis.topics.assign(share=analysis.topics["topic"].map(share))
    folder = tmp_path_factory.mktemp("reports") / "uneven"
    pages = write_report(folder, analysis, notebooks=[NOTEBOOKS[1]])
    return {path: Page(path.read_text(encoding="utf-8")) for path in pages}


def test_what_has_no_topics_is_counted_and_linked_where_it_is(uneven):
    test_every_link_leads_to_a_page_and_a_place(uneven)
    test_every_number_recounts_to_its_list(uneven)
    test_every_share_recounts_to_its_list(uneven)
    assert sum("no topics" in page.text for page in uneven.values()) >= 1
    (topics,) = [page for path, page in uneven.items() if path.name == "2_topics.html"]
    assert any(number.get("data-side") == "topical" for number, _ in topics.numbers)


@pytest.fixture(scope="module")
def compared(tmp_path_factory):
    """Return the page of topics and its lists where numbers of topics were compared."""
    analysis = with_all_tables(gold_analysis(sorted(DEBATES.glob("*.json"))[:3]))
    folder = tmp_path_factory.mktemp("reports") / "compared"
    given = {**MANIFEST, "parameters": {"n_topics": 3, "neighbours": [1, 2, 5]}}
    pages = write_report(folder, analysis, given, notebooks=[NOTEBOOKS[1]])
    return {path: Page(path.read_text(encoding="utf-8")) for path in pages}


def test_numbers_of_topics_are_counted_and_linked_as_all_others(compared):
    test_every_link_leads_to_a_page_and_a_place(compared)
    test_every_number_recounts_to_its_list(compared)
    test_every_share_recounts_to_its_list(compared)
    test_every_cell_with_a_number_opens_a_list(compared)
    test_headings_make_an_outline(compared)


def test_every_point_of_a_number_of_topics_opens_its_topics(compared):
    """The value drawn is the mean over the topics of the list that the point opens."""
    path, page = next((p, page) for p, page in compared.items() if p.name == "2_topics.html")
    opened = [href for href in page.links if "evidence/topic_numbers.html#k-" in href]
    drawn = pd.read_csv(path.parent / "figures" / "topic_numbers.csv")
    assert len(opened) == 2 * drawn["n_topics"].nunique() == 8
    for href in set(opened):
        items = items_of(compared, *follow(compared, path, href))
        number = int(href.rpartition("-")[2])
        assert len(items) == number
        rows = drawn[drawn["n_topics"] == number].set_index("measure")["value"]
        for measure in ("stability", "coherence"):
            own = [float(item[f"data-{measure}"]) for item in items]
            assert sum(own) / len(own) == pytest.approx(rows[measure], abs=1e-9)


def test_every_number_of_the_intake_opens_its_documents(report, analysis):
    corpus = next(page for path, page in report.items() if path.name == "1_corpus.html")
    told = {
        href.partition("#")[2]: int(number["data-n"])
        for number, href in corpus.numbers
        if "intake.html" in href
    }
    notes = {anchor: told.pop(anchor) for anchor in list(told) if anchor.startswith("n-")}
    assert sorted(notes.values()) == [1, 2]
    n_read = len(analysis.articles)
    assert told == {"found": n_read + 2, "read": n_read, "duplicate": 1, "rejected": 1}
    assert {
        anchor
        for _, href in next(iter(report.values())).numbers
        if "intake" in href
        for anchor in [href.partition("#")[2]]
    } == {"duplicate", "rejected"}


@pytest.fixture(scope="module")
def ahead(tmp_path_factory):
    """Return the folder and the pages of a report in which the last article is dated ahead."""
    whole = with_all_tables(gold_analysis([DEBATES / "nuclear_ban_treaty.json"]))
    articles = whole.articles.copy()
    last = articles["published"].idxmax()
    articles.loc[last, "published"] = pd.Timestamp("2191-01-01")
    is_last = whole.intake["article_id"] == articles.loc[last, "article_id"]
    dated = pd.Series("date lies in the future: 2191-01-01", is_last.index).where(is_last, "")
    tables = {"articles": articles, "intake": whole.intake.assign(date_note=dated)}
    given = whole.with_tables({**{name: getattr(whole, name) for name in TABLE_NAMES}, **tables})
    folder = tmp_path_factory.mktemp("ahead")
    pages = write_report(folder, select_dates(given), notebooks=NOTEBOOKS, of=given)
    write_tables(select_dates(given), folder / MANIFEST["run"] / "tables")
    return folder, {path: Page(path.read_text(encoding="utf-8")) for path in pages}


def test_a_date_that_lies_ahead_is_said_and_stands_nowhere_else(ahead):
    """On no axis, in no range and list by time, in no data file: whoever shows it."""
    folder, _ = ahead
    said = {
        path.relative_to(folder).as_posix().removeprefix(f"{MANIFEST['run']}/"): words_of(path)
        for path in folder.rglob("*")
        if path.suffix in {".html", ".ipynb", ".svg", ".csv", ".json"}
    }
    note = "date lies in the future: 2191-01-01"
    assert {"evidence/intake.html", "tables/intake.csv"} <= {
        name for name, words in said.items() if note in words
    }
    left = {
        name: re.findall("2191-01|y 2191", words.replace(note, "")) for name, words in said.items()
    }
    assert [name for name, found in left.items() if found] == []
    for name in ("index.html", "1_corpus.html"):
        assert "date lies in the future" in said[name]


def test_what_is_dated_ahead_recounts(ahead):
    _, report = ahead
    test_every_link_leads_to_a_page_and_a_place(report)
    test_every_number_recounts_to_its_list(report)


def test_what_has_no_date_stands_behind_all_that_has_one(ahead):
    _, report = ahead
    index = next(
        page for path, page in report.items() if path.parts[-2:] == ("evidence", "index.html")
    )
    by_month = index.text[index.text.index("By month") : index.text.index("By pair of actors")]
    assert by_month.count("No date") == 1
    months = [match.end() for match in re.finditer(r"[A-Z][a-z]+ 20\d\d", by_month)]
    assert months
    assert by_month.index("No date") > max(months)


def test_a_week_is_told_by_its_days(tmp_path):
    """Wherever people read: on pages, in figures and in what is said of figures."""
    analysis = with_all_tables(gold_analysis([DEBATES / "nuclear_ban_treaty.json"]))
    given = {**MANIFEST, "parameters": {"min_confidence": 0.6, "period": "week"}}
    pages = write_report(tmp_path, analysis, given, notebooks=NOTEBOOKS)
    run = tmp_path / MANIFEST["run"]
    said = {path.name: Page(path.read_text(encoding="utf-8")).text for path in pages}
    drawn = {p.name: p.read_text(encoding="utf-8") for p in (run / "figures").glob("*.svg")}
    said |= {name: re.sub('href="[^"]*"', "", svg) for name, svg in drawn.items()}
    said |= {p.name: json.loads(p.read_text())["alt"] for p in (run / "figures").glob("*.json")}
    assert {"coverage.svg", "topic_shares.svg"} <= set(said)
    assert [name for name, words in said.items() if re.search(r"\d{4}-W\d\d", words)] == []
    assert "in the week of" in said["trends.json"]


def test_every_number_of_what_changed_opens_its_list(report):
    front = next(iter(report.values()))
    lists = {href.partition("#")[2] for _, href in front.numbers if "evidence/new.html" in href}
    assert lists == {"articles", "counted", "actors", "moves", "gone"}


def test_long_lists_recount_over_their_parts(analysis, previous, tmp_path, monkeypatch):
    monkeypatch.setattr("stancebook.report.pages.lists.PART_SIZE", 7)
    monkeypatch.setattr("stancebook.report.pages.index.FIRST", 3)
    monkeypatch.setattr("stancebook.report.pages.index.FURTHER", 2)
    pages = write_report(tmp_path, analysis, previous=previous, notebooks=NOTEBOOKS)
    report = {path: Page(path.read_text(encoding="utf-8")) for path in pages}
    names = {path.name for path in pages}
    assert {"all-part2.html", "index-actor-part3.html", "new-part2.html"} <= names
    test_every_number_recounts_to_its_list(report)
    test_every_share_recounts_to_its_list(report)
    test_every_link_leads_to_a_page_and_a_place(report)


def test_counted_and_uncounted_statements_are_all_there(report, analysis):
    listed = next(page for path, page in report.items() if path.name == "all.html")
    counted = int((analysis.statements["confidence"] >= 0.6).sum())
    assert len(listed.ids["counted"]["items"]) == counted
    assert len(listed.ids["unsure"]["items"]) == len(analysis.statements) - counted > 0


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


def test_nothing_stands_to_be_pressed_within_what_folds(report):
    folds = {
        path.name: re.findall("<summary>.*?</summary>", path.read_text(encoding="utf-8"))
        for path in report
    }
    assert any("for," in fold for fold in folds["3_stance.html"])
    within = [
        fold for found in folds.values() for fold in found if re.search("<(a|button)\\b", fold)
    ]
    assert within == [], "screen readers do not announce a link within a summary"


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


@pytest.fixture(scope="module")
def turned(analysis, tmp_path_factory):
    """Return a report in which one actor changes sides and another is on both on one day."""
    statements = analysis.statements.merge(
        analysis.articles[["article_id", "published"]], on="article_id"
    )
    sided = statements[(statements["confidence"] >= 0.6) & (statements["stance"] != "neutral")]
    days = sided.groupby(["actor", "concept"])["published"].agg(["nunique", "size"])
    actor, concept = days.index[(days["nunique"] > 1)][0]
    mine = (statements["actor"] == actor) & (statements["concept"] == concept)
    late = statements["published"] == statements.loc[mine, "published"].max()
    statements.loc[mine, ["stance", "confidence"]] = ["against", 0.95]
    statements.loc[mine & late, "stance"] = "favor"
    other = statements[~mine].groupby(["actor", "concept"])["published"].transform("size") > 1
    both = statements.loc[other[other].index].groupby(["actor", "concept"]).head(2).head(2)
    statements.loc[both.index, "confidence"] = 0.95
    statements.loc[both.index, "stance"] = ["favor", "against"]
    statements.loc[both.index, "article_id"] = both["article_id"].iloc[0]
    changed = SimpleNamespace(**vars(analysis))
    changed.statements = statements.drop(columns="published")
    folder = tmp_path_factory.mktemp("turned")
    pages = write_report(folder, changed, notebooks=NOTEBOOKS[2:3])
    return {path: Page(path.read_text(encoding="utf-8")) for path in pages}


def test_a_change_of_side_is_told_with_its_days_and_sentences(turned):
    front, text = next((path, page.text) for path, page in turned.items())
    day = r"\d+ \w+ 20\d\d"
    assert re.search(rf"first against, then for, between {day} and {day}\) ↻ changed sides", text)
    html_of = front.read_text(encoding="utf-8")
    days = re.findall(r'between <a href="([^"]*)">[^<]*</a> and <a href="([^"]*)"', html_of)
    for href in (href for pair in days for href in pair):
        target, anchor = follow(turned, front, href)
        assert anchor in turned[target].ids
    stance = next(page.text for path, page in turned.items() if path.name == "3_stance.html")
    assert "; changed sides: first against, then for, between" in stance
    assert "no change of side in the order of time" in stance


def test_who_changed_sides_is_on_neither_side_on_any_page(turned):
    by_side = {}
    for path in turned:
        if path.name.startswith("concept-"):
            page = path.read_text("utf-8")
            for side, names in re.findall(
                r'<section class="group" id="list-(\w+)".*?<ul class="names">(.*?)</ul>', page, re.S
            ):
                found = re.findall(r"<bdi>(.*?)</bdi></a>", names)
                by_side.setdefault(path.name, {})[side] = set(found)
    assert any("changed" in sides for sides in by_side.values())
    for sides in by_side.values():
        everyone = [name for names in sides.values() for name in names]
        assert len(everyone) == len(set(everyone))


def test_the_stance_page_answers_as_the_front_page_does(report, turned):
    """Word for word but for the share and its interval: what the one says, the other says too."""
    for pages in (report, turned):
        front = next(iter(pages)).read_text("utf-8")
        stance = next(path for path in pages if path.name == "3_stance.html").read_text("utf-8")
        told = re.findall(r'<li>(<a [^>]*><b>.*?)<span class="sure">', front, re.S)
        again = re.findall(r'<p class="lead">(<a [^>]*><b>.*?)<span class="sure">', stance, re.S)
        assert told and again
        words = [[re.sub("<[^>]*>", "", one) for one in some] for some in (told, again)]
        assert words[1] == words[0][: len(words[1])]


def test_the_lists_of_actors_count_each_side_by_itself(turned):
    """What stands behind a name under a side is links alone, and each recounts to its side."""
    test_every_number_recounts_to_its_list(turned)
    rows = [
        row
        for path in turned
        if path.name.startswith("concept-")
        for row in re.findall(r'<li class="it"><a [^>]*>.*?</a>(.*?)</li>', path.read_text("utf-8"))
    ]
    assert any("against</span>" in row and "for</span>" in row for row in rows)
    assert not [row for row in rows if re.search(r"\d", re.sub("<a .*?</a>|<[^>]*>", "", row))]


def test_the_front_page_guesses_nothing_and_says_how_much_is_not_counted(report, analysis):
    front = next(page for page in report.values())
    assert "erhaps" not in front.text
    assert re.search(r"\d+ more statements? (is|are) too unsure to count", front.text)


def test_two_renderings_are_the_same_bytes(analysis, tmp_path):
    first = write_report(tmp_path / "a", analysis)
    second = write_report(tmp_path / "b", analysis)
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def words_of(path):
    """Return all that a file says, without markup, in one line."""
    if path.suffix == ".parquet":
        text = pd.read_parquet(path).to_csv()
    elif path.suffix in (".html", ".svg"):
        text = html.unescape(re.sub("<[^>]*>", "", path.read_text(encoding="utf-8")))
    elif path.suffix == ".ipynb":
        text = html.unescape(re.sub("<[^>]*>", "", str(json.loads(path.read_text("utf-8")))))
    else:
        text = path.read_text(encoding="utf-8", errors="replace")
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("redact", [True, False], ids=["redacted", "whole"])
def test_a_redacted_report_holds_no_more_than_evidence(analysis, tmp_path, redact):
    whole = with_all_tables(analysis)
    manifest = {**MANIFEST, "parameters": {"min_confidence": 0.6, "redact": redact}}
    shown = redact_texts(whole) if redact else whole
    write_report(tmp_path, shown, manifest, notebooks=NOTEBOOKS, of=whole)
    write_tables(shown, tmp_path / manifest["run"] / "tables")
    files = [path for path in tmp_path.rglob("*") if path.suffix not in ("", ".png", ".pdf")]
    said = {path: words_of(path) for path in files if path.is_file()}
    evidence = " ".join(whole.statements["text"])
    texts = whole.articles["text"]
    sentences = [text[start:end] for text in texts for start, end in split_sentences(text)]
    silent = [text[:60] for text in sentences if text not in evidence and len(text) > 30]
    leaks = {path.name for path, words in said.items() for text in silent if text in words}
    assert silent
    assert len(said) > 60
    assert not leaks if redact else {"2_topics.html", "articles.csv", "articles.parquet"} <= leaks
    longest = max(whole.statements["text"], key=len)
    assert any(longest in words for words in said.values()) == (not redact or len(longest) <= 240)


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


def test_headings_have_a_place_and_no_empty_link():
    assert show_prose("## Who & what").strip() == '<h2 id="Who-&amp;-what">Who &amp; what</h2>'


@pytest.mark.parametrize("threshold", [0.6, None], ids=["another", "the model's"])
def test_the_headline_says_how_far_to_trust_it(analysis, tmp_path, threshold):
    manifest = {**MANIFEST, "parameters": {"min_confidence": threshold}}
    front = write_report(tmp_path, analysis, manifest)[0].read_text("utf-8")
    words = tell_caution(confidence_threshold(threshold))
    assert 0 < front.index(words) < front.index('<ul class="answer">')
    assert ("readers found" in front) == (threshold is None)
    assert " of 100 " not in front


def test_what_is_counted_twice_or_not_at_all_is_said(report):
    """A body and its spokesperson, a report of another's view, and speakers without a name."""
    front = next(iter(report.values())).text
    stance = next(page.text for path, page in report.items() if path.name == "3_stance.html")
    networks = next(page.text for path, page in report.items() if path.name == "4_networks.html")
    assert "two actors" in front and "two actors" in stance and "two actors" in networks
    for text in (front, stance):
        assert "leaves A neutral" in text
        assert re.search("can be counted as A['’]s", text)
        assert re.search("[Ss]peakers without a name", text)


@pytest.mark.parametrize("random_state", [0, 3])
def test_the_front_page_has_the_intervals_of_the_stance_page(analysis, tmp_path, random_state):
    manifest = {**MANIFEST, "parameters": {"min_confidence": 0.6, "random_state": random_state}}
    pages = write_report(tmp_path, analysis, manifest, notebooks=NOTEBOOKS[2:3])
    front, stance = (Page(path.read_text("utf-8")).text for path in pages[:2])
    told = re.findall(r"interval (\d+) to (\d+)\s%, [^)]*stor", front)
    given = {tuple(map(int, ends)) for ends in re.findall(r"\b(\d+) to (\d+)\s%", stance)}
    assert told
    for low, high in (map(int, ends) for ends in told):
        assert {(low, high), (100 - high, 100 - low)} & given
