"""Shares and abstentions in JupyterLab: each number with its n, its interval and its evidence."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ..figures.counts import count_positions
from .findings import find_positions
from .marks import plain
from .showing import Shown, show_template


def show_shares(
    analysis: object,
    *,
    min_confidence: float = 0.0,
    n_resamples: int = 1000,
    random_state: int = 0,
) -> Shown:
    """Show for each concept how the statements divide, with the interval of the share for it.

    Parameters
    ----------
    analysis : Analysis
        See :class:`stancebook.analysis.Analysis`.
    min_confidence : float
        Statements below it do not count.
    n_resamples, random_state : int
        See :func:`stancebook.estimates.stance_shares`.

    Returns
    -------
    Shown
        Shows itself in JupyterLab and on pages; its text says the same in short.
    """
    findings = find_positions(
        analysis.statements,
        analysis.articles,
        concepts=analysis.codebook.concepts,
        min_confidence=min_confidence,
        n_resamples=n_resamples,
        random_state=random_state,
    )
    lines = []
    for finding in findings:
        counts = finding.counts
        line = (
            f"{plain(finding.name)}: {counts['n_favor']} for, {counts['n_against']} against, "
            f"{counts['n_neutral']} neutral"
        )
        if finding.share is not None:
            line += f"; {100 * finding.share:.0f} % of those with a side are for"
        if finding.low is not None:
            line += f" ({100 * finding.low:.0f} to {100 * finding.high:.0f} %)"
        lines.append(line)
    return show_template("show_shares.html", "\n".join(lines), findings=findings)


def show_abstentions(analysis: object, *, min_confidence: float = 0.0) -> Shown:
    """Show for each outlet how many statements count and how many are too unsure to count.

    Parameters
    ----------
    analysis : Analysis
        See :class:`stancebook.analysis.Analysis`.
    min_confidence : float
        Statements below it are abstentions.

    Returns
    -------
    Shown
        Shows itself in JupyterLab and on pages; its text says the same in short.
    """
    sources = analysis.articles.set_index("article_id")["source"]
    statements = analysis.statements.assign(
        source=analysis.statements["article_id"].map(sources).fillna("")
    )
    counts = count_positions(statements, ["source"], min_confidence=min_confidence)
    rows = counts.to_dict("records")
    text = "\n".join(
        f"{plain(row['source']) or 'unknown outlet'}: {row['n_statements']} counted, "
        f"{row['n_unsure']} not counted"
        for row in rows
    )
    return show_template("show_abstentions.html", text or "No statement.", rows=rows)


def show_counts(
    counts: pd.DataFrame, names: Mapping[str, str] | None = None, *, most: int = 12
) -> Shown:
    """Show a table of counts so that each number opens the statements that it counts.

    Parameters
    ----------
    counts : DataFrame
        From :func:`stancebook.figures.count_positions` or ``count_trends``: with ``concept``, and
        ``actor`` or ``period``.
    names : mapping, optional
        Concept id to name.
    most : int
        Rows shown; how many are left out is said.

    Returns
    -------
    Shown
        Shows itself in JupyterLab and on pages; its text says the same in short.
    """
    kind = "actor" if "actor" in counts else "period"
    rows = [
        {
            **row,
            "name": row[kind],
            "concept_name": (names or {}).get(row["concept"], row["concept"]),
        }
        for row in counts.head(most).to_dict("records")
    ]
    text = "\n".join(
        f"{plain(row['name'])} on {plain(row['concept_name'])}: {row['n_favor']} for, "
        f"{row['n_against']} against, {row['n_neutral']} neutral, {row['n_unsure']} not counted"
        for row in rows
    )
    return show_template(
        "show_counts.html",
        text or "Nothing to count.",
        rows=rows,
        kind=kind,
        n_left_out=max(0, len(counts) - most),
    )
