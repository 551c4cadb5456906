"""Shares and abstentions in JupyterLab: each number with its n, its interval and its evidence."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ..figures.counts import count_positions
from ..figures.layout import drawn_positions
from .findings import find_positions
from .marks import plain
from .showing import Shown, show_template

COLUMNS = 12
"""Concepts that are columns of a table over time: those with most counted statements."""


def show_shares(
    analysis: object,
    *,
    min_confidence: float = 0.0,
    n_resamples: int = 1000,
    random_state: int = 0,
    most: int = 50,
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
    most : int
        Concepts shown, those with most counted statements; how many are left out is said.

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
    shown, lines = findings[:most], []
    for finding in shown:
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
    return show_template(
        "show_shares.html",
        "\n".join(lines),
        findings=shown,
        n_left_out=len(findings) - len(shown),
    )


def show_abstentions(analysis: object, *, min_confidence: float = 0.0, most: int = 50) -> Shown:
    """Show for each outlet how many statements count and how many are too unsure to count.

    Parameters
    ----------
    analysis : Analysis
        See :class:`stancebook.analysis.Analysis`.
    min_confidence : float
        Statements below it are abstentions.
    most : int
        Outlets shown, those with most counted statements; how many are left out is said.

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
    rows = counts.head(most).to_dict("records")
    text = "\n".join(
        f"{plain(row['source']) or 'unknown outlet'}: {row['n_statements']} counted, "
        f"{row['n_unsure']} not counted"
        for row in rows
    )
    return show_template(
        "show_abstentions.html",
        text or "No statement.",
        rows=rows,
        total=counts[["n_statements", "n_unsure"]].sum().to_dict(),
        n_left_out=len(counts) - len(rows),
    )


def show_counts(
    counts: pd.DataFrame, names: Mapping[str, str] | None = None, *, most: int | None = None
) -> Shown:
    """Show a table of counts so that each number opens the statements that it counts.

    Counts by actor are rows of actor and concept, those that :func:`stancebook.draw_positions`
    draws. Counts by period are one row for each period in
    which something was said, and one column for each concept.

    Parameters
    ----------
    counts : DataFrame
        From :func:`stancebook.figures.count_positions` or ``count_trends``: with ``concept``, and
        ``actor`` or ``period``.
    names : mapping, optional
        Concept id to name.
    most : int, optional
        How much is shown, and what is left out is said: the 12 actors with most statements, the
        latest 60 periods unless told otherwise.

    Returns
    -------
    Shown
        Shows itself in JupyterLab and on pages; its text says the same in short.
    """
    names = names or {}
    if "actor" in counts:
        return _show_actors(counts, names, 12 if most is None else most)
    return _show_periods(counts, names, 60 if most is None else most)


def _show_actors(counts: pd.DataFrame, names: Mapping[str, str], most: int) -> Shown:
    actors, concepts = drawn_positions(counts, most_actors=most)
    counted = counts[(counts["n_statements"] > 0) & counts["concept"].isin(concepts)]
    rows = [
        {**row, "concept_name": names.get(row["concept"], row["concept"])}
        for actor in actors
        for row in counted[counted["actor"] == actor].to_dict("records")
    ]
    text = "\n".join(
        f"{plain(row['actor'])} on {plain(row['concept_name'])}: {_tally(row)}" for row in rows
    )
    return show_template(
        "show_counts.html",
        text or "Nothing to count.",
        rows=rows,
        n_left_out=len(counts) - len(rows),
    )


def _show_periods(counts: pd.DataFrame, names: Mapping[str, str], most: int) -> Shown:
    said = counts[counts["n_statements"] + counts["n_unsure"] > 0]
    totals = said.groupby("concept")["n_statements"].sum().sort_values(ascending=False)
    concepts = [{"id": one, "name": names.get(one, one)} for one in totals.index[:COLUMNS]]
    periods = [
        {
            "name": period,
            "cells": {row["concept"]: row for row in mine.to_dict("records")},
            "n_statements": int(mine["n_statements"].sum()),
        }
        for period, mine in said.groupby("period", sort=True)
    ]
    rows = periods[max(0, len(periods) - most) :]
    text = "\n".join(
        f"{row['name']} on {plain(concept['name'])}: {_tally(row['cells'][concept['id']])}"
        for row in rows
        for concept in concepts
        if concept["id"] in row["cells"]
    )
    return show_template(
        "show_periods.html",
        text or "Nothing to count.",
        rows=rows,
        concepts=concepts,
        n_silent=int(counts["period"].nunique()) - len(periods) if len(counts) else 0,
        n_earlier=len(periods) - len(rows),
        n_concepts=len(totals),
    )


def _tally(row: Mapping[str, int]) -> str:
    return (
        f"{row['n_favor']} for, {row['n_against']} against, {row['n_neutral']} neutral, "
        f"{row['n_unsure']} not counted"
    )
