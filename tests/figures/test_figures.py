"""Figures: the same bytes every time, words for those who do not see them, nothing that runs."""

import json
import re

import numpy as np
import pandas as pd
import pytest
from gold_analysis import DEBATES, gold_analysis

from stancebook import figures
from stancebook.errors import InputError
from stancebook.estimates import label_periods, topic_shares
from stancebook.figures.camps import order_camps
from stancebook.figures.counts import side_of
from stancebook.figures.publishing import figure_bytes, safe_csv
from stancebook.figures.styling import style_names, style_settings
from stancebook.networks import actor_ties
from stancebook.report.pages.notebook import inline_drawing

HOSTILE = '<script>alert(1)</script> $\\frac{1}{0$ & "x" \u202eabc\x00'


@pytest.fixture(scope="module")
def analysis():
    return gold_analysis([DEBATES / "four_day_week.json"])


@pytest.fixture(scope="module")
def drawn(analysis):
    """Return every kind of figure with its data and its description."""
    positions = figures.count_positions(analysis.statements)
    trends = figures.count_trends(analysis.statements, analysis.articles)
    coverage = figures.count_coverage(analysis.articles)
    shares = topic_shares(
        analysis.topic_weights, analysis.passages, analysis.articles, n_resamples=20
    )
    ties = actor_ties(analysis.statements)
    return {
        "positions": (figures.draw_positions, figures.describe_positions, positions),
        "trends": (figures.draw_trends, figures.describe_trends, trends),
        "coverage": (figures.draw_coverage, figures.describe_coverage, coverage),
        "ties": (figures.draw_ties, figures.describe_ties, ties),
        "topics": (figures.draw_topic_terms, figures.describe_topics, analysis.topics),
        "topic_shares": (figures.draw_topic_shares, figures.describe_topic_shares, shares),
    }


@pytest.mark.parametrize("name", style_names())
def test_an_axis_of_weeks_tells_their_first_days(name):
    weeks = label_periods(pd.Series(pd.date_range("2024-12-02", periods=9, freq="7D")), "week")
    shares = pd.DataFrame({"period": weeks, "topic": 0, "share": 0.2, "low": 0.1, "high": 0.3})
    with figures.figure_style(name):
        axis = figures.draw_topic_shares(shares).axes[-1]
    labels = [label.get_text() for label in axis.get_xticklabels()]
    assert labels[0] == "2 Dec 2024"
    assert all(re.fullmatch(r"\d{1,2} [A-Z][a-z]{2} 202[45]", label) for label in labels)
    assert "week" in axis.get_xlabel()


KINDS = ["positions", "trends", "coverage", "ties", "topics", "topic_shares"]


@pytest.mark.parametrize("kind", KINDS)
def test_two_drawings_are_the_same_bytes(drawn, kind):
    draw, _, table = drawn[kind]
    for form in ("svg", "pdf", "png"):
        assert figure_bytes(draw(table), form) == figure_bytes(draw(table), form)


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_table_is_said_and_not_an_error(drawn, kind):
    draw, describe, table = drawn[kind]
    empty = table.iloc[:0]
    assert len(describe(empty).split()) > 3
    assert b"nothing to draw" in figure_bytes(draw(empty), "svg")


@pytest.mark.parametrize("kind", KINDS)
def test_drawing_changes_neither_table_nor_settings(drawn, kind):
    import matplotlib as mpl

    draw, _, table = drawn[kind]
    before, settings = table.copy(deep=True), dict(mpl.rcParams)
    draw(table)
    pd.testing.assert_frame_equal(table, before)
    assert dict(mpl.rcParams) == settings


def test_hostile_names_are_drawn_as_text(analysis):
    statements = analysis.statements.assign(actor=HOSTILE)
    positions = figures.count_positions(statements)
    figure = figures.draw_positions(positions, {c: HOSTILE for c in positions["concept"]})
    svg = figure_bytes(figure, "svg").decode()
    assert "<script" not in svg
    assert "\u202e" not in svg
    assert figure_bytes(figure, "pdf").startswith(b"%PDF")


def test_bars_carry_the_address_of_their_evidence(analysis):
    positions = figures.count_positions(analysis.statements)
    link = "https://example.org/{actor}".format
    svg = figure_bytes(figures.draw_positions(positions, link=link), "svg").decode()
    assert svg.count("https://example.org/") >= positions["n_statements"].gt(0).sum() / 3


@pytest.mark.parametrize("style, width", [("single", 88), ("double", 180)])
def test_styles_have_the_width_of_a_column_in_mm(analysis, style, width):
    with figures.figure_style(style):
        figure = figures.draw_coverage(figures.count_coverage(analysis.articles))
    assert figure.get_figwidth() * 25.4 == pytest.approx(width, abs=0.1)


@pytest.mark.parametrize("kind", ["trends", "coverage", "topic_shares"])
def test_a_gap_in_time_is_seen_as_a_gap(drawn, kind):
    draw, _, table = drawn[kind]
    months = sorted(set(table["period"]))[:2]
    early = table[table["period"].isin(months)]
    late = early.assign(period=[f"{int(name[:4]) + 9}{name[4:]}" for name in early["period"]])
    figure = draw(pd.concat([early, late], ignore_index=True))
    left, right = figure.axes[0].get_xlim()
    assert right - left > 9 * 12


@pytest.mark.parametrize("style", style_names())
def test_what_is_not_drawn_is_said_on_the_figure(style):
    names = [f"Actor {n}" for n in range(40)]
    counts = {f"n_{side}": 1 for side in ("favor", "against", "neutral")} | {"n_statements": 3}
    positions = pd.DataFrame({"actor": names, "concept": "ban", "side": "both", **counts})
    coverage = pd.DataFrame({"source": names, "period": "2025-01", "n_articles": 1})
    with figures.figure_style(style):
        drawn = [figures.draw_positions(positions), figures.draw_coverage(coverage)]
        few = figures.draw_positions(positions.head(3))
    told = [" ".join(figure.get_supxlabel().split()) for figure in [*drawn, few]]
    assert told == [
        "statements; 12 of 40 actors, those with most statements",
        "articles in each period; 20 of 40 outlets, those with most articles",
        "statements",
    ]


@pytest.fixture(scope="module")
def many():
    """Return every kind of figure with more to draw than there is room for, and all its names."""
    actors, concepts, topics = ([f"{kind}{n:02}" for n in range(40)] for kind in "ACT")
    rng = np.random.default_rng(0)
    grid = pd.MultiIndex.from_product([actors, concepts], names=["actor", "concept"]).to_frame()
    counts = rng.integers(0, 4, (len(grid), 3))
    columns = ["n_favor", "n_against", "n_neutral"]
    positions = grid.reset_index(drop=True).join(pd.DataFrame(counts, columns=columns))
    positions["n_statements"] = counts.sum(axis=1)
    positions["side"] = [side_of(*row) for row in counts]
    periods = [f"2025-{month:02}" for month in range(1, 10)]
    trends = positions.groupby("concept")[[*columns, "n_statements"]].sum().reset_index()
    trends = trends.merge(pd.DataFrame({"period": periods}), how="cross")
    coverage = pd.MultiIndex.from_product([actors, periods], names=["source", "period"])
    coverage = coverage.to_frame(index=False)
    coverage["n_articles"] = 1 + coverage.index % 7
    pairs = [(a, b) for n, a in enumerate(actors) for b in actors[n + 1 :]]
    ties = pd.DataFrame(pairs, columns=["actor_a", "actor_b"])
    # The pair with most concepts is tied to nobody else, and so not among those with most ties.
    ties["weight"] = np.where(ties.index == len(ties) - 1, 9.0, rng.integers(1, 3, len(ties)))
    is_last = ties["actor_b"].isin(actors[-2:]) | ties["actor_a"].isin(actors[-2:])
    ties = ties[~is_last | (ties["weight"] == 9)].assign(network="congruence", n_fewest=3)
    share = rng.random(40) / 40
    told = pd.DataFrame({"topic": range(40), "label": topics, "share": share})
    told = told.assign(terms=[["a", "b"]] * 40, is_unstable=rng.random(40) < 0.5)
    shares = told[["topic", "share"]].merge(pd.DataFrame({"period": periods}), how="cross")
    shares = shares.assign(low=shares["share"], high=shares["share"])
    return {
        "positions": (figures.draw_positions, positions, {}),
        "trends": (figures.draw_trends, trends, {}),
        "coverage": (figures.draw_coverage, coverage, {}),
        "ties": (figures.draw_ties, ties, {}),
        "topics": (figures.draw_topic_terms, told, {}),
        "topic_shares": (figures.draw_topic_shares, shares, {"names": dict(enumerate(topics))}),
    }


@pytest.mark.parametrize("style", style_names())
@pytest.mark.parametrize("kind", KINDS)
def test_every_name_that_is_told_is_drawn_and_what_is_not_drawn_is_counted(many, kind, style):
    from matplotlib.text import Text

    draw, table, given = many[kind]
    with figures.figure_style(style):
        figure = draw(table, **given)
    published = figures.publish_figure(figure, name=kind, data=table, caption="What it is; n = 9.")
    names = set(re.findall(r"\b[ACT]\d\d\b", published.alt))
    seen = {
        name for text in figure.findobj(Text) for name in re.findall(r"[ACT]\d\d", text.get_text())
    }
    assert names <= seen
    assert names
    everything = set(re.findall(r"\b[ACT]\d\d\b", table.to_csv())) or set(given["names"].values())
    assert seen < everything
    for words in (published.alt, published.caption):
        counts = re.findall(r"(\d+) of (\d+) (?:tied )?(actor|concept|outlet|topic)s", words)
        kinds = {"actor": "A", "concept": "C", "outlet": "A", "topic": "T"}
        for n, of, noun in counts:
            assert int(n) == sum(name.startswith(kinds[noun]) for name in seen)
            assert int(of) == sum(name.startswith(kinds[noun]) for name in everything)
        assert counts


@pytest.mark.parametrize("kind", KINDS)
def test_a_figure_that_draws_all_speaks_of_nothing_else(drawn, kind):
    draw, describe, table = drawn[kind]
    table = table.assign(n_neutral=0) if kind == "trends" else table
    few = set(list(table.get("actor", []))[:9])
    table = table[table["actor"].isin(few)] if few else table
    whole = draw(table)
    assert whole.stancebook_left_out == ""
    assert whole.stancebook_alt == describe(table)


@pytest.mark.parametrize("style", style_names())
@pytest.mark.parametrize("kind", ["positions", "trends"])
def test_stripes_are_seen_in_an_svg_and_on_a_page(drawn, kind, style):
    draw, _, table = drawn[kind]
    with figures.figure_style(style):
        svg = figure_bytes(draw(table), "svg").decode()
    for drawing in (svg, inline_drawing(svg, kind)):
        stripes = re.findall("<pattern.*?</pattern>", drawing, re.S)
        assert stripes
        for stripe in stripes:
            ground, lines = re.search('fill="(.*?)".*stroke: (.*?);', stripe, re.S).groups()
            assert ground != lines
        uses = re.findall(r'style="fill: url\(#[^)]*h[^)]*\);([^"]*)"', drawing)
        assert uses and not [style for style in uses if "opacity" in style]
    assert "#" not in re.search('fill="(.*?)"', stripes[0])[1]


def test_an_unknown_style_is_refused_with_those_there_are():
    with pytest.raises(InputError, match="double"), figures.figure_style("nature"):
        pass
    assert style_names() == ["double", "page", "single"]


def test_a_figure_is_published_in_every_form(analysis, tmp_path):
    coverage = figures.count_coverage(analysis.articles)
    published = figures.publish_figure(
        figures.draw_coverage(coverage),
        name="coverage",
        data=coverage,
        alt=figures.describe_coverage(coverage),
        caption="Articles by outlet; n = 4.",
        folder=tmp_path,
    )
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == [f"coverage.{kind}" for kind in ("csv", "json", "pdf", "png", "svg")]
    about = json.loads((tmp_path / "coverage.json").read_text())
    assert set(about["files"]) == {f"coverage.{kind}" for kind in published.files}
    back = pd.read_csv(tmp_path / "coverage.csv")
    assert back["n_articles"].sum() == len(analysis.articles)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"alt": ""}, id="no description"),
        pytest.param({"caption": " "}, id="no caption"),
        pytest.param({"name": "../up"}, id="a path as a name"),
    ],
)
def test_a_figure_without_words_is_refused(analysis, change):
    coverage = figures.count_coverage(analysis.articles)
    words = {"name": "a", "alt": "what is seen here", "caption": "n = 1"} | change
    with pytest.raises(InputError):
        figures.publish_figure(figures.draw_coverage(coverage), data=coverage, **words)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\t=1", "\u200b=HYPERLINK(1)"])
def test_no_cell_of_a_data_file_is_a_formula(cell):
    row = safe_csv(pd.DataFrame({"a": [cell]})).splitlines()[1]
    assert row.strip('"').startswith("'")


def test_camps_stand_together():
    camps = [["a", "d", "e"], ["b", "c", "f"]]
    rows = []
    for n, first in enumerate("abcdef"):
        for second in "abcdef"[n + 1 :]:
            same = any(first in camp and second in camp for camp in camps)
            network = "congruence" if same else "conflict"
            rows.append({"actor_a": first, "actor_b": second, "network": network, "weight": 1.0})
    order = order_camps(pd.DataFrame(rows))
    assert sorted([sorted(order[:3]), sorted(order[3:])]) == camps


LONG = "association of the municipalities of the northern region"


@pytest.mark.parametrize("style", style_names())
@pytest.mark.parametrize("kind", ["positions", "coverage", "topics"])
def test_labels_of_two_lines_do_not_touch(kind, style):
    names = [f"{n} {LONG}" for n in range(12)]
    counts = {f"n_{side}": 1 for side in ("favor", "against", "neutral")}
    words = [f"{n} independence referendum" for n in range(6)]
    draw, table = {
        "positions": (
            figures.draw_positions,
            {"actor": names, "concept": "ban", "side": "both", **counts},
        ),
        "coverage": (figures.draw_coverage, {"source": names, "period": "2025-01"}),
        "topics": (figures.draw_topic_terms, {"topic": range(12), "label": names}),
    }[kind]
    table |= {"terms": [words] * 12, "share": 1 / 12, "is_unstable": [True, False] * 6}
    table = pd.DataFrame(table | {"n_statements": 3, "n_articles": 1})
    with figures.figure_style(style), style_settings(style):
        figure = draw(table)
        figure.draw_without_rendering()
        axis = figure.axes[0]
        columns = [axis.get_yticklabels(), axis.texts if kind == "topics" else []]
        for column in columns:
            boxes = [words.get_window_extent() for words in column]
            assert all(b.y1 < a.y0 for a, b in zip(boxes, boxes[1:], strict=False))
            assert not column or any("\n" in words.get_text() for words in column)
