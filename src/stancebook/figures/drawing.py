"""Counts to figures: who stands where, when, and who printed it; one function each.

Every function returns a matplotlib figure of its own (no global state) in the style that is set,
see :func:`stancebook.figures.figure_style`. Sides are told by colour, by place and by hatching.
Given ``link``, bars and cells carry the address of the sentences behind them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from .describing import (
    count_word,
    describe_coverage,
    describe_positions,
    describe_topic_shares,
    describe_topics,
    describe_trends,
    tell_left_out,
)
from .layout import (
    drawn_positions,
    every_period,
    largest,
    letters,
    panels,
    row_places,
    tell_drawn,
    time_axis,
    worded,
    wrapped,
)
from .styling import COLOURS, HATCHES, INK, PAPER, SOFT, STANCE_LABELS, TINTS, styled

Link = Callable[..., str]


@styled
def draw_positions(
    positions: pd.DataFrame,
    names: Mapping[str, str] | None = None,
    *,
    most_actors: int = 12,
    most_concepts: int = 4,
    link: Link | None = None,
) -> object:
    """Draw who stands where: for each actor and concept, statements against and for.

    Parameters
    ----------
    positions : DataFrame
        See :func:`stancebook.figures.count_positions`, by actor and concept.
    names : mapping, optional
        Concept id to name; ids are shown where it is missing.
    most_actors, most_concepts : int
        Those with most counted statements are drawn; no more concepts than have 35 mm each.
    link : callable, optional
        ``link(actor=..., concept=..., stance=...)`` gives the address of the evidence.

    Returns
    -------
    Figure
        One panel per concept, actors from top to bottom, against to the left, for to the right,
        neutral beyond for; widths are counts.
    """
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    sided = positions[positions["n_statements"] > 0]
    n_actors, n_concepts = sided["actor"].nunique(), sided["concept"].nunique()
    actors, concepts = drawn_positions(
        positions, most_actors=most_actors, most_concepts=most_concepts
    )
    sided = sided[sided["concept"].isin(concepts)]
    if not actors:
        return draw_nothing("No statement counts, so there is nothing to draw.")
    labels = [wrapped(actor, letters(0.36)) for actor in actors]
    places, height = row_places(labels)
    figure, axes = panels(len(concepts), rows=height)
    reach = max(sided["n_against"].max(), (sided["n_favor"] + sided["n_neutral"]).max(), 1)
    for axis, concept in zip(axes, concepts, strict=True):
        rows = sided[sided["concept"] == concept].set_index("actor")
        for place, actor in zip(places, actors, strict=True):
            if actor in rows.index:
                _diverging_bar(axis, place, rows.loc[actor], actor, concept, link)
        axis.axvline(0, color=SOFT, linewidth=0.8)
        name, width = (names or {}).get(concept, concept), letters(0.74 / len(concepts))
        axis.set_title(wrapped(name, width, lines=4))
        axis.set_xlim(-reach * 1.18, reach * 1.18)
        axis.xaxis.set_major_locator(MaxNLocator(4, integer=True, steps=[1, 2, 5, 10]))
        axis.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{abs(value):.0f}"))
        axis.grid(axis="x")
    axes[0].set_yticks(places, labels)
    axes[0].set_ylim(height, 0)
    told = tell_drawn("statements", len(actors), n_actors, "actor")
    told = tell_drawn(told, len(concepts), n_concepts, "concept")
    figure.supxlabel(wrapped(told, letters(0.95)), color=SOFT, fontsize="medium")
    _stance_legend(figure)
    drawn = sided[sided["actor"].isin(actors)]
    by_rank = actors == largest(sided, "actor", len(actors))
    left_out = tell_left_out(
        "statements" if by_rank else "statements, and the first of each concept",
        (len(actors), n_actors, "actor"),
        (len(concepts), n_concepts, "concept"),
        counted=(drawn["n_statements"].sum(), positions["n_statements"].sum()),
    )
    return worded(figure, describe_positions(drawn, names), left_out)


def _diverging_bar(
    axis: object, place: int, row: pd.Series, actor: str, concept: str, link: Link | None
) -> None:
    for stance, start, width in (
        ("against", 0, -row["n_against"]),
        ("favor", 0, row["n_favor"]),
        ("neutral", row["n_favor"], row["n_neutral"]),
    ):
        if width:
            bar = axis.barh(place, width, left=start, height=0.66, **_paint(stance))
            if link:
                bar[0].set_url(link(actor=actor, concept=concept, stance=stance))


@styled
def draw_trends(
    trends: pd.DataFrame,
    names: Mapping[str, str] | None = None,
    *,
    most_concepts: int = 4,
    link: Link | None = None,
) -> object:
    """Draw positions over time: statements for (up) and against (down) in each period.

    Parameters
    ----------
    trends : DataFrame
        See :func:`stancebook.figures.count_trends`.
    names : mapping, optional
        Concept id to name.
    most_concepts : int
        Those with most counted statements are drawn.
    link : callable, optional
        ``link(period=..., concept=..., stance=...)`` gives the address of the evidence.

    Returns
    -------
    Figure
        One panel per concept above each other, the same scales in all.
    """
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    said = trends[trends["n_statements"] > 0]
    concepts = largest(said, "concept", most_concepts)
    if not concepts:
        return draw_nothing("No counted statement has a date, so there is nothing to draw.")
    periods = every_period(trends["period"])
    figure, axes = panels(len(concepts), rows=4, down=True)
    shown = trends[trends["concept"].isin(concepts)]
    reach = max(shown["n_favor"].max(), shown["n_against"].max(), 1) * 1.15
    for axis, concept in zip(axes, concepts, strict=True):
        rows = shown[shown["concept"] == concept].set_index("period")
        for place, period in enumerate(periods):
            for stance, sign in (("favor", 1), ("against", -1)):
                count = int(rows.loc[period, f"n_{stance}"]) if period in rows.index else 0
                if count:
                    bar = axis.bar(place, sign * count, width=0.8, **_paint(stance))
                    if link:
                        bar[0].set_url(link(period=period, concept=concept, stance=stance))
        axis.axhline(0, color=SOFT, linewidth=0.8)
        axis.set_title(wrapped((names or {}).get(concept, concept), letters(0.9), lines=1))
        axis.set_ylim(-reach, reach)
        axis.yaxis.set_major_locator(MaxNLocator(4, integer=True, steps=[1, 2, 5, 10]))
        axis.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{abs(value):.0f}"))
        axis.grid(axis="y")
    time_axis(axes[-1], periods)
    n_concepts = said["concept"].nunique()
    told = tell_drawn("statements", len(concepts), n_concepts, "concept")
    figure.supylabel(told, color=SOFT, fontsize="medium")
    _stance_legend(figure, stances=("favor", "against"))
    left_out = tell_left_out(
        "statements",
        (len(concepts), n_concepts, "concept"),
        counted=(shown["n_statements"].sum(), said["n_statements"].sum()),
    )
    if n_neutral := shown["n_neutral"].sum():
        are = "is" if n_neutral == 1 else "are"
        left_out += f" {n_neutral:,} neutral {count_word(n_neutral, 'statement')} {are} not drawn."
    return worded(figure, describe_trends(shown, names), left_out.strip())


@styled
def draw_coverage(
    coverage: pd.DataFrame, *, most_sources: int = 20, link: Link | None = None
) -> object:
    """Draw who printed how much when: outlets by periods, the darker the more articles.

    Parameters
    ----------
    coverage : DataFrame
        See :func:`stancebook.figures.count_coverage`.
    most_sources : int
        Outlets with most articles are drawn.
    link : callable, optional
        ``link(source=..., period=...)`` gives the address of the articles.

    Returns
    -------
    Figure
        In the width of the style; it says so where there is nothing to draw.
    """
    from matplotlib.patches import Rectangle

    sources = largest(coverage, "source", most_sources, weight="n_articles")
    if not sources:
        return draw_nothing("There are no articles, so there is nothing to draw.")
    periods = every_period(coverage["period"])
    labels = [wrapped(source or "unknown outlet", letters(0.36)) for source in sources]
    places, height = row_places(labels)
    figure, (axis,) = panels(1, rows=height)
    most = coverage["n_articles"].max()
    for row in coverage.to_dict("records"):
        if row["source"] not in sources:
            continue
        x, y = periods.index(row["period"]), places[sources.index(row["source"])]
        share = row["n_articles"] / most
        cell = Rectangle((x - 0.48, y - 0.44), 0.96, 0.88, color=INK, alpha=0.06 + 0.28 * share)
        cell.set_linewidth(0)
        if link:
            cell.set_url(link(source=row["source"], period=row["period"]))
        axis.add_patch(cell)
        if len(periods) <= 24:
            axis.text(x, y, str(row["n_articles"]), ha="center", va="center", fontsize="small")
    axis.set_xlim(-0.6, len(periods) - 0.4)
    axis.set_ylim(height, 0)
    axis.set_yticks(places, labels)
    time_axis(axis, periods)
    axis.spines[:].set_visible(False)
    n_sources = coverage["source"].nunique()
    told = tell_drawn(
        "articles in each period", len(sources), n_sources, "outlet", those="with most articles"
    )
    figure.supxlabel(wrapped(told, letters(0.95)), color=SOFT, fontsize="medium")
    drawn = coverage[coverage["source"].isin(sources)]
    left_out = tell_left_out(
        "articles",
        (len(sources), n_sources, "outlet"),
        counted=(drawn["n_articles"].sum(), coverage["n_articles"].sum()),
    )
    return worded(figure, describe_coverage(drawn), left_out)


@styled
def draw_topic_terms(
    topics: pd.DataFrame, *, most_topics: int = 12, n_terms: int = 6, link: Link | None = None
) -> object:
    """Draw what the corpus is about: each topic's share with the terms that tell it best.

    Parameters
    ----------
    topics : DataFrame
        See :data:`stancebook.tables.TOPICS`.
    most_topics, n_terms : int
        Topics drawn, largest first, and terms written beside each.
    link : callable, optional
        ``link(topic=...)`` gives the address of the articles.

    Returns
    -------
    Figure
        In the width of the style, unstable topics as empty bars; it says so where there is nothing
        to draw.
    """
    shown = topics.sort_values(["share", "topic"], ascending=[False, True]).head(most_topics)
    if shown.empty:
        return draw_nothing("No topic was found, so there is nothing to draw.")
    labels = [wrapped(label, letters(0.33)) for label in shown["label"]]
    told = [wrapped(", ".join(terms[:n_terms]), letters(0.5)) for terms in shown["terms"]]
    places, height = row_places(labels, told)
    figure, (axis,) = panels(1, rows=height)
    widest = 100 * shown["share"].max()
    for place, words, row in zip(places, told, shown.to_dict("records"), strict=True):
        paint = _topic_paint(is_unstable=row["is_unstable"])
        bar = axis.barh(place, 100 * row["share"], height=0.62, **paint)
        if link:
            bar[0].set_url(link(topic=row["topic"]))
        axis.text(100 * row["share"] + widest * 0.03, place, words, va="center")
    if shown["is_unstable"].any():
        _topic_legend(figure)
    axis.set_yticks(places, labels)
    axis.set_ylim(height, 0)
    axis.set_xlim(0, widest * 2.6)
    axis.set_xticks([tick for tick in axis.get_xticks() if 0 <= tick <= widest * 1.05])
    words, those = "share of the passages, per cent", "with the largest shares"
    told = tell_drawn(words, len(shown), len(topics), "topic", those=those)
    axis.set_xlabel(wrapped(told, letters(0.6)))
    left_out = tell_left_out("passages", (len(shown), len(topics), "topic"))
    return worded(figure, describe_topics(shown), left_out)


def _topic_paint(*, is_unstable: bool) -> dict[str, object]:
    return {"facecolor": PAPER if is_unstable else SOFT, "edgecolor": SOFT, "linewidth": 0.8}


def _topic_legend(figure: object) -> None:
    from matplotlib.patches import Patch

    words = {False: "stable", True: "unstable: comes and goes when fitted again"}
    patches = [Patch(label=words[kind], **_topic_paint(is_unstable=kind)) for kind in words]
    figure.legend(handles=patches, loc="outside upper right", ncols=2)


@styled
def draw_topic_shares(
    shares: pd.DataFrame,
    names: Mapping[int, str] | None = None,
    *,
    most_topics: int = 6,
    link: Link | None = None,
) -> object:
    """Draw topics over time: the share of articles on each, with its interval.

    Parameters
    ----------
    shares : DataFrame
        See :func:`stancebook.estimates.topic_shares`: ``topic``, ``period``, ``share``, ``low``,
        ``high`` in [0, 1].
    names : mapping, optional
        Topic number to label, see :func:`stancebook.figures.topic_names`.
    most_topics : int
        Topics with the largest mean share are drawn.
    link : callable, optional
        ``link(topic=..., period=...)`` gives the address of the articles.

    Returns
    -------
    Figure
        In the width of the style; it says so where there is nothing to draw.
    """
    topics = largest(shares, "topic", most_topics, weight="share")
    if not topics:
        return draw_nothing("No dated article has a topic, so there is nothing to draw.")
    periods = every_period(shares["period"])
    figure, axes = panels(len(topics), rows=3, down=True)
    top = 108 * max(shares["high"].max(), shares["share"].max())
    for axis, topic in zip(axes, topics, strict=True):
        rows = shares[shares["topic"] == topic].sort_values("period")
        places = [periods.index(period) for period in rows["period"]]
        middle = 100 * rows["share"]
        axis.vlines(places, 100 * rows["low"], 100 * rows["high"], color=SOFT, linewidth=1.2)
        # Where no article is, the line ends: nothing is known between.
        line = pd.Series(middle.to_numpy(), index=places).reindex(range(len(periods)))
        axis.plot(line.index, line, linewidth=0.8, color=INK)
        points = axis.scatter(places, middle, s=16, color=INK, zorder=2.5)
        if link:
            pairs = zip(rows["period"], rows["share"], strict=True)
            points.set_urls(
                [link(topic=topic, period=p) if share > 0 else None for p, share in pairs]
            )
        axis.set_ylim(0, top)
        axis.set_title(wrapped((names or {}).get(topic, topic), letters(0.9), lines=1))
        axis.grid(axis="y")
    time_axis(axes[-1], periods)
    n_topics = shares["topic"].nunique()
    those = "with the largest shares"
    told = tell_drawn("share, per cent", len(topics), n_topics, "topic", those=those)
    figure.supylabel(told, color=SOFT, fontsize="medium")
    drawn = shares[shares["topic"].isin(topics)]
    left_out = tell_left_out("articles", (len(topics), n_topics, "topic"))
    return worded(figure, describe_topic_shares(drawn, names), left_out)


@styled
def draw_nothing(words: str) -> object:
    """Draw a figure that says why there is nothing to see."""
    figure, (axis,) = panels(1, rows=1)
    figure.stancebook_is_empty = True
    axis.set_axis_off()
    axis.text(0.5, 0.5, words, ha="center", va="center", color=SOFT, transform=axis.transAxes)
    return worded(figure, words)


def _paint(stance: str) -> dict[str, object]:
    colour = COLOURS[stance]
    if stance == "favor":
        return {"facecolor": colour, "edgecolor": colour}
    return {"facecolor": TINTS[stance], "edgecolor": colour, "hatch": HATCHES[stance]}


def _stance_legend(
    figure: object, *, stances: Sequence[str] = ("against", "favor", "neutral")
) -> None:
    from matplotlib.patches import Patch

    patches = [Patch(label=STANCE_LABELS[stance], **_paint(stance)) for stance in stances]
    figure.legend(handles=patches, loc="outside upper right", ncols=len(patches))
