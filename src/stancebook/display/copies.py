"""Copies in JupyterLab: articles by outlet counted three ways, and the agencies they credit."""

from __future__ import annotations

import pandas as pd

from ..figures.describing import count_word
from ..stories import count_articles, label_agencies
from .marks import plain
from .showing import Shown, show_template


def show_copies(analysis: object, *, most: int = 50) -> Shown:
    """Show how much each outlet printed, how much of it is its own, and whom it credits.

    Parameters
    ----------
    analysis : Analysis
        Its ``articles`` are read, with their stories.
    most : int
        Outlets shown, those with most articles; how many are left out is said.

    Returns
    -------
    Shown
        Shows itself in JupyterLab and on pages; its text says the same in short.
    """
    articles = label_agencies(analysis.articles)
    outlets = count_outlets(articles)
    agencies = count_agencies(articles)
    shown = outlets.head(most).to_dict("records")
    lines = [
        f"{plain(row['source']) or 'unknown outlet'}: {row['n_printed']} printed, "
        f"{row['n_unique']} {count_word(row['n_unique'], 'story')}, "
        f"{row['n_weighted']:.2f} weighted; {row['n_copy']} from an agency, "
        f"{row['n_part']} with one's help"
        for row in shown
    ]
    lines += [
        f"{row['agency']}: {row['n_printed']} {count_word(row['n_printed'], 'article')}"
        for row in agencies.to_dict("records")
    ]
    return show_template(
        "show_copies.html",
        "\n".join(lines) or "No article.",
        outlets=shown,
        agencies=agencies.to_dict("records"),
        n_left_out=len(outlets) - len(shown),
        n_articles=len(articles),
        n_stories=articles["story_id"].nunique(),
    )


def count_outlets(articles: pd.DataFrame) -> pd.DataFrame:
    """Count the articles of each outlet three ways, and those that credit an agency.

    Parameters
    ----------
    articles : DataFrame
        As :func:`stancebook.label_agencies` returns them.

    Returns
    -------
    DataFrame
        What :func:`stancebook.count_articles` gives, with ``n_copy`` and ``n_part``, the articles
        with that ``agency_part``; most articles first.
    """
    counts = count_articles(articles, by="source").set_index("source")
    for part in ("copy", "part"):
        credited = articles.loc[articles["agency_part"] == part, "source"].value_counts()
        counts[f"n_{part}"] = credited.reindex(counts.index, fill_value=0).astype(int)
    counts = counts.reset_index()
    return counts.sort_values(["n_printed", "source"], ascending=[False, True], ignore_index=True)


def count_agencies(articles: pd.DataFrame) -> pd.DataFrame:
    """Count the articles that credit each agency.

    Parameters
    ----------
    articles : DataFrame
        As :func:`stancebook.label_agencies` returns them; one may credit several agencies.

    Returns
    -------
    DataFrame
        ``agency``, ``n_printed``, ``n_unique`` (stories), ``n_copy`` and ``n_part``; most articles
        first. Empty where no agency is credited.
    """
    credited = articles.explode("agencies").dropna(subset="agencies")
    credited = credited.assign(
        is_copy=credited["agency_part"] == "copy", is_part=credited["agency_part"] == "part"
    )
    counts = credited.groupby("agencies", as_index=False).agg(
        n_printed=("article_id", "size"),
        n_unique=("story_id", "nunique"),
        n_copy=("is_copy", "sum"),
        n_part=("is_part", "sum"),
    )
    counts = counts.rename(columns={"agencies": "agency"})
    return counts.sort_values(["n_printed", "agency"], ascending=[False, True], ignore_index=True)
