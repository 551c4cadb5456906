"""Lists to their index: every list there is with its counts, cut into parts that stay small."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ...figures.counts import COUNTS, count_positions
from .site import Site, write_page

FIRST = 300
"""Lists of each kind on the first page: those with most counted statements."""

FURTHER = 1000
"""Lists on one of the further pages, which go by name; about 1 MB."""

KINDS = ("concept", "actor", "source", "period")

INDEX = "evidence/index.html"


@dataclass(frozen=True)
class Part:
    """A run of lists of one kind, the page it stands on, and the names it goes from and to."""

    kind: str
    file: str
    rows: list[dict]
    words: str = ""
    next_address: str = ""


def write_index(
    site: Site,
    folder: Path,
    statements: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    heading: Callable[[str, str], str],
    **context: object,
) -> Iterator[Path]:
    """Write the index: every list there is, with its counts, and yield its pages.

    Parameters
    ----------
    site : Site
        The report.
    folder : Path
        The run's folder.
    statements, articles : DataFrame
        As in the lists, with ``source`` and ``period``.
    heading : callable
        ``heading(kind, name)`` gives the title of a list.
    **context
        What else the template shows.
    """
    tables = index_tables(statements, articles, site.min_confidence)
    parts = {kind: cut(kind, tables[kind], heading) for kind in KINDS}
    context |= {"parts": parts, "list_heading": heading}
    yield write_page(folder, INDEX, _page(site, INDEX, [parts[k][0] for k in KINDS], context))
    for kind in KINDS:
        for part in parts[kind][1:]:
            yield write_page(folder, part.file, _page(site, part.file, [part], context))


def _page(site: Site, file: str, shown: list[Part], context: dict) -> str:
    return site.render("lists.html", file=file, heading="Evidence", shown=shown, **context)


def index_tables(
    statements: pd.DataFrame, articles: pd.DataFrame, min_confidence: float
) -> dict[str, list[dict]]:
    """Return for each kind its lists with their counts; outlets and periods with articles too."""
    tables = {
        kind: count_positions(statements, [kind], min_confidence=min_confidence)
        .rename(columns={kind: "name"})
        .to_dict("records")
        for kind in KINDS
    }
    for kind in ("source", "period"):
        known = {row["name"] for row in tables[kind]}
        counts = articles[kind].value_counts()
        silent = sorted(set(counts.index) - known)
        tables[kind] += [{"name": name, **dict.fromkeys(COUNTS, 0)} for name in silent]
        stories = articles.groupby(kind)["story_id"].nunique()
        for row in tables[kind]:
            row["n_printed"] = int(counts.get(row["name"], 0))
            row["n_stories"] = int(stories.get(row["name"], 0))
    tables["period"].sort(key=lambda row: (row["name"] == "", row["name"]))
    return tables


def cut(kind: str, rows: list[dict], heading: Callable[[str, str], str]) -> list[Part]:
    """Cut the lists of one kind into parts: the first as they come, the further ones by name."""
    further = rows[FIRST:]
    if kind != "period":
        further = sorted(further, key=lambda row: (row["name"].casefold(), row["name"]))
    runs = [rows[:FIRST], *(further[at : at + FURTHER] for at in range(0, len(further), FURTHER))]
    files = [INDEX, *(f"evidence/index-{kind}-part{n}.html" for n in range(2, len(runs) + 1))]
    parts = []
    for number, (file, run) in enumerate(zip(files, runs, strict=True), start=1):
        words, next_address = "", ""
        if number > 1:
            ends = [heading(kind, row["name"]) for row in (run[0], run[-1])]
            words = " to ".join(dict.fromkeys(ends))
        if number < len(runs):
            next_address = f"{Path(files[number]).name}#list-{kind}"
        parts.append(Part(kind, file, run, words, next_address))
    return parts
