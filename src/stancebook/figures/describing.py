"""Counts to words: what a figure shows, for its caption and for those who do not see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from .periods import period_kind, period_words
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


def join_words(words: Sequence[str], *, most: int = 3) -> str:
    """Join names as a sentence does, and count what is left out.

    Examples
    --------
    >>> join_words(["Lithuania", "Latvia", "Poland"])
    'Lithuania, Latvia and Poland'
    >>> join_words(list("abcde")), join_words(list("abcd"))
    ('a, b, c and 2 others', 'a, b, c and 1 other')
    """
    words = [printable(word) for word in words]
    left = len(words) - most
    if left > 0:
        words = [*words[:most], f"{left} {count_word(left, 'other')}"]
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def tell_left_out(
    what: str,
    *parts: tuple[int, int, str],
    counted: tuple[int, int] | tuple[int, int, str] | None = None,
    verb: str = "Drawn",
) -> str:
    """Say in a sentence how much a figure or a table holds of all there is; empty where all.

    Parameters
    ----------
    what : str
        Of what those that are drawn have most.
    *parts : (int, int, str)
        How many are drawn, of how many, of what.
    counted : (int, int) or (int, int, str), optional
        How much of ``what`` is drawn, of how much; or how much of something else.
    verb : str
        ``Drawn`` of a figure, ``Shown`` of a table.

    Examples
    --------
    >>> tell_left_out("statements", (12, 40, "actor"), (2, 4, "concept"), counted=(57, 83))
    'Drawn are 12 of 40 actors and 2 of 4 concepts, those with most statements (57 of 83).'
    >>> tell_left_out("ties", (20, 22, "tied actor"), counted=(174, 177, "pair"))
    'Drawn are 20 of 22 tied actors, those with most ties (174 of 177 pairs).'
    >>> tell_left_out("articles", (3, 3, "outlet"))
    ''
    """
    told = [f"{n:,} of {of:,} {count_word(of, noun)}" for n, of, noun in parts if n < of]
    if not told:
        return ""
    part = ""
    if counted:
        noun = f" {count_word(counted[1], counted[2])}" if len(counted) > 2 else ""
        part = f" ({counted[0]:,} of {counted[1]:,}{noun})"
    return f"{verb} are {' and '.join(told)}, those with most {what}{part}."


def leaders(values: pd.Series) -> list:
    """Return the labels of the largest value, more than one where it is tied."""
    return list(values.index[values == values.max()])


def describe_positions(positions: pd.DataFrame, names: Mapping[str, str] | None = None) -> str:
    """Say for each concept how many actors have more statements for, or against, and who most.

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
        for side, words in (("favor", "for than against"), ("against", "against than for")):
            counts = mine[mine["side"] == side].set_index("actor")[f"n_{side}"]
            if len(counts):
                have = "actor has" if len(counts) == 1 else "actors have"
                told = f"{len(counts)} {have} more statements {words}"
                parts.append(f"{told}, most ({counts.max()}) {join_words(leaders(counts))}")
        told = "; ".join(parts) or "no actor has more statements on one side"
        sentences.append(f"{printable((names or {}).get(concept, concept))}: {told}.")
    return " ".join(sentences)


def describe_trends(trends: pd.DataFrame, names: Mapping[str, str] | None = None) -> str:
    """Say for each concept in which period most statements took a side, and which.

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
        mine = counted[counted["concept"] == concept].set_index("period")
        sided = mine["n_favor"] + mine["n_against"]
        most = int(sided.max())
        peaks = mine.loc[leaders(sided)]
        each = " each" if len(peaks) > 1 else ""
        said = f"{most} {count_word(most, 'statement')}"
        told = f"most statements took a side {tell_periods(peaks.index)}, {said}{each}"
        if len(peaks) == 1:
            told += f", {peaks['n_favor'].iloc[0]} for and {peaks['n_against'].iloc[0]} against"
        told = told if most else "no statement takes a side"
        sentences.append(f"{printable((names or {}).get(concept, concept))}: {told}.")
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
    totals = coverage.groupby("source")["n_articles"].sum()
    first = [printable(name) or "an unknown outlet" for name in leaders(totals)]
    read = f"{totals.sum()} {count_word(totals.sum(), 'article')}"
    if len(totals) == 1:
        return f"{read} from {first[0]}."
    if len(first) == len(totals):
        return f"{read} from {len(totals)} outlets, {totals.max()} from each."
    each = " each" if len(first) > 1 else ""
    return (
        f"{read} from {len(totals)} outlets; most, {totals.max()}{each}, from {join_words(first)}."
    )


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
        f"“{printable(row['label'])}” ({100 * row['share']:.0f}\u00a0%"
        f"{', unstable' if row['topic'] in unstable else ''})"
        for row in largest.to_dict("records")
    ]
    if len(topics) == 1:
        return f"There is one topic: {told[0]}."
    words = f"The largest of {len(topics)} topics: {'; '.join(told)}."
    if unstable:
        are = "is" if len(unstable) == 1 else "are"
        number = f"{len(unstable)} of the {len(topics)}"
        number = f"All {len(topics)}" if len(unstable) == len(topics) else number
        words += f" {number} {are} unstable: fitted again, fewer than half of the terms come back."
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
    return {topic: f"{label} (unstable)" if shaky else label for topic, label, shaky in rows}


def tell_periods(names: Sequence[str]) -> str:
    """Say when: periods as words with the preposition that they take.

    Examples
    --------
    >>> tell_periods(["2025-03"]), tell_periods(["2025-03-03"])
    ('in March 2025', 'on 3 March 2025')
    >>> tell_periods(["2025-W11", "2025-W13"])
    'in the weeks of 10 to 16 March 2025 and 24 to 30 March 2025'
    """
    kind = period_kind(names[0])
    weeks = f"in the {count_word(len(names), 'week')} of"
    when = {"day": "on", "week": weeks}.get(kind, "in")
    return f"{when} {join_words([period_words(name) for name in names])}"


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
        known = mine.set_index("period")["share"].dropna()
        share = f"{100 * known.max():.0f}\u00a0%"
        told = f"highest {tell_periods(leaders(known))} with {share}"
        if len(known) == 1:
            told = f"{share} {tell_periods(known.index)}"
        sentences.append(f"{printable((names or {}).get(topic, topic))}: {told}.")
    return " ".join(sentences)
