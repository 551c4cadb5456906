"""Topics in JupyterLab: what they are called, how large and how stable they are, month by month."""

from __future__ import annotations

import pandas as pd

from ..topics.examples import find_examples
from .marks import plain, shorten
from .showing import Shown, show_template


def show_topics(analysis: object, *, n_terms: int = 8, n_passages: int = 1) -> Shown:
    """Show the topics: share, stability, terms, and passages that show each in its own terms.

    Parameters
    ----------
    analysis : Analysis
        See :class:`stancebook.analysis.Analysis`.
    n_terms, n_passages : int
        Terms and exemplary passages shown for each topic.

    Returns
    -------
    Shown
        Shows itself in JupyterLab and on pages; its text says the same in short.
    """
    topics = analysis.topics.sort_values(["share", "topic"], ascending=[False, True])
    topics = topics.to_dict("records")
    passages = analysis.passages.set_index("passage_id")
    found = find_examples(
        analysis.topics, analysis.topic_weights, analysis.passages, most=n_passages
    )
    examples = {
        topic: [_quote(passages.loc[key, "text"]) for key in keys] for topic, keys in found.items()
    }
    text = "\n".join(
        f"{row['topic']}  {100 * row['share']:.0f} %  {plain(row['label'])}: "
        f"{plain(', '.join(row['terms'][:n_terms]))}"
        f"{' (unstable)' if row['is_unstable'] else ''}"
        for row in topics
    )
    return show_template(
        "show_topics.html",
        text or "No topic was found.",
        topics=topics,
        n_unstable=sum(row["is_unstable"] for row in topics),
        examples=examples,
        n_terms=n_terms,
    )


def _quote(text: str) -> str:
    """Return a passage, cut at a word where it is long; nothing of a redacted one."""
    _, end = shorten(text, width=280)
    return f"{text[:end]} …" if end < len(text) else text


def show_topic_shares(shares: pd.DataFrame, topics: pd.DataFrame, *, most: int = 12) -> Shown:
    """Show how much of the articles of each period each topic takes; each share opens them.

    Parameters
    ----------
    shares : DataFrame
        From :func:`stancebook.topic_shares`, by period.
    topics : DataFrame
        See :data:`stancebook.tables.TOPICS`.
    most : int
        Rows shown, the latest periods first; how many are left out is said.

    Returns
    -------
    Shown
        Shows itself in JupyterLab and on pages; its text says the same in short.
    """
    about = topics.set_index("topic").to_dict("index")
    known = shares[shares["n_articles"] > 0]
    known = known.sort_values(["period", "share", "topic"], ascending=[False, False, True])
    rows = [{**about[row["topic"]], **row} for row in known.head(most).to_dict("records")]
    text = "\n".join(
        f"{row['period']}  {100 * row['share']:.0f} % ({100 * row['low']:.0f} to "
        f"{100 * row['high']:.0f})  {plain(row['label'])}, {row['n_articles']} articles"
        for row in rows
    )
    return show_template(
        "show_topic_shares.html",
        text or "No dated article has a topic.",
        rows=rows,
        n_left_out=max(0, len(known) - most),
    )


def show_decisions(analysis: object) -> Shown:
    """Show what became of each decision about topics when it was replayed.

    Parameters
    ----------
    analysis : Analysis
        Its ``replay`` is shown, see :func:`stancebook.topics.apply_decisions`.

    Returns
    -------
    Shown
        Shows itself in JupyterLab and on pages; its text says the same in short.
    """
    rows = analysis.replay.to_dict("records")
    text = "\n".join(
        f"{row['action']} {plain(', '.join(row['terms']))}: {row['status']}" for row in rows
    )
    return show_template("show_decisions.html", text or "Nothing was decided.", rows=rows)
