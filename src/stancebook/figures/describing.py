"""Counts to words: what a figure shows, for its caption and for those who do not see it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from .publishing import printable


def count_word(number: int, noun: str) -> str:
    """Return the noun in the number that fits.

    Examples
    --------
    >>> count_word(1, "statement"), count_word(2, "story"), count_word(0, "outlet")
    ('statement', 'stories', 'outlets')
    """
    if number == 1:
        return noun
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"


def describe_positions(positions: pd.DataFrame, names: Mapping[str, str] | None = None) -> str:
    """Say for each concept how many statements and which actors are for and against.

    Parameters
    ----------
    positions : DataFrame
        See :func:`stancebook.figures.count_positions`, by actor and concept.
    names : mapping, optional
        Concept id to name.

    Returns
    -------
    str
        One sentence for each concept, most statements first.
    """
    counted = positions[positions["n_statements"] > 0]
    if counted.empty:
        return "No statement counts, so no position is shown."
    totals = counted.groupby("concept")["n_statements"].sum().sort_values(ascending=False)
    sentences = []
    for concept in totals.index[:4]:
        mine = counted[counted["concept"] == concept]
        parts = []
        for side, word in (("favor", "for"), ("against", "against")):
            actors = mine[mine["side"] == side].sort_values(f"n_{side}", ascending=False)
            if len(actors):
                led = printable(actors["actor"].iloc[0])
                parts.append(f"{len(actors)} {word}, {led} most often")
        told = "; ".join(parts) or "no actor on one side"
        sentences.append(f"{printable((names or {}).get(concept, concept))}: {told}.")
    return " ".join(sentences)


def describe_trends(trends: pd.DataFrame, names: Mapping[str, str] | None = None) -> str:
    """Say for each concept in which period most was said for it and against it.

    Parameters
    ----------
    trends : DataFrame
        See :func:`stancebook.figures.count_trends`.
    names : mapping, optional
        Concept id to name.

    Returns
    -------
    str
        Plain words, without direction marks; said also where there is nothing to show.
    """
    counted = trends[trends["n_statements"] > 0] if len(trends) else trends
    if not len(counted):
        return "No counted statement has a date, so nothing is shown over time."
    sentences = []
    totals = counted.groupby("concept")["n_statements"].sum().sort_values(ascending=False)
    for concept in totals.index[:4]:
        mine = counted[counted["concept"] == concept]
        peak = mine.loc[mine["n_statements"].idxmax()]
        sentences.append(
            f"{printable((names or {}).get(concept, concept))}: most was said in "
            f"{peak['period']}, {peak['n_favor']} for and {peak['n_against']} against."
        )
    return " ".join(sentences)


def describe_coverage(coverage: pd.DataFrame) -> str:
    """Say which outlet printed most, and how many outlets and articles there are.

    Parameters
    ----------
    coverage : DataFrame
        See :func:`stancebook.figures.count_coverage`.

    Returns
    -------
    str
        Plain words, without direction marks; said also where there is nothing to show.
    """
    if coverage.empty:
        return "There are no articles, so no coverage is shown."
    totals = coverage.groupby("source")["n_articles"].sum().sort_values(ascending=False)
    name = printable(totals.index[0]) or "an unknown outlet"
    read = f"{totals.sum()} {count_word(totals.sum(), 'article')}"
    if len(totals) == 1:
        return f"{read} from {name}."
    return f"{read} from {len(totals)} outlets; most, {totals.iloc[0]}, from {name}."


def describe_topics(topics: pd.DataFrame) -> str:
    """Say which topics are the largest, with their shares, and which of them are unstable.

    Parameters
    ----------
    topics : DataFrame
        See :data:`stancebook.tables.TOPICS`.

    Returns
    -------
    str
        Plain words, without direction marks; said also where there is nothing to show.
    """
    if topics.empty:
        return "No topic was found, so none is shown."
    unstable = set(topics.loc[topics["is_unstable"], "topic"])
    largest = topics.sort_values("share", ascending=False).head(3)
    told = [
        f"{printable(row['label'])} ({100 * row['share']:.0f}\u00a0%"
        f"{', unstable' if row['topic'] in unstable else ''})"
        for row in largest.to_dict("records")
    ]
    if len(topics) == 1:
        return f"There is one topic: {told[0]}."
    words = f"The largest of {len(topics)} topics: {', '.join(told)}."
    if unstable:
        are = "is" if len(unstable) == 1 else "are"
        words += (
            f" {len(unstable)} of the {len(topics)} {are} unstable: fitted again, fewer than half "
            "of the terms come back."
        )
    return words


def topic_names(topics: pd.DataFrame) -> dict[int, str]:
    """Return what figures call each topic: its label, marked where the topic is unstable.

    Parameters
    ----------
    topics : DataFrame
        See :data:`stancebook.tables.TOPICS`.

    Returns
    -------
    dict
        Topic number to name.
    """
    rows = zip(topics["topic"], topics["label"], topics["is_unstable"], strict=True)
    return {topic: f"(unstable) {label}" if shaky else label for topic, label, shaky in rows}


def describe_topic_shares(shares: pd.DataFrame, names: Mapping[int, str] | None = None) -> str:
    """Say for the largest topics when their share was highest.

    Parameters
    ----------
    shares : DataFrame
        See :func:`stancebook.estimates.topic_shares`.
    names : mapping, optional
        Topic number to label.

    Returns
    -------
    str
        Plain words, without direction marks; said also where there is nothing to show.
    """
    if shares.empty:
        return "No dated article has a topic, so nothing is shown over time."
    totals = shares.groupby("topic")["share"].mean().sort_values(ascending=False)
    sentences = []
    for topic in totals.index[:3]:
        mine = shares[shares["topic"] == topic]
        peak = mine.loc[mine["share"].idxmax()]
        sentences.append(
            f"{printable((names or {}).get(topic, topic))}: highest in {peak['period']} "
            f"with {100 * peak['share']:.0f}\u00a0%."
        )
    return " ".join(sentences)
