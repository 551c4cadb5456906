"""A report to a paper: figures in journal measures, numbers and tables for LaTeX.

Everything is drawn from the tables of the run and not from its pages; the same run and style give
the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pandas as pd

from stancebook.display.certainty import tell_threshold
from stancebook.errors import InputError
from stancebook.figures.counts import count_positions

from .latex import booktabs, number_key, numbers_tex
from .manifest import CODEBOOK, find_run, read_manifest
from .pages.front import count_periods, coverage, scope
from .pages.site import parameter, threshold

TABLES = (
    "articles",
    "passages",
    "attributions",
    "statements",
    "topics",
    "topic_weights",
    "topic_refits",
    "intake",
)


def write_figures(report: str | Path, to: str | Path, *, style: str = "single") -> list[Path]:
    """Write a report's figures, numbers and tables for a paper.

    Parameters
    ----------
    report : path
        A report or one of its runs.
    to : path
        The folder that gets them; made where it does not exist.
    style : str
        ``single`` (88 mm), ``double`` (180 mm), ``page``, or a matplotlib style file.

    Returns
    -------
    list of Path
        ``positions``, ``trends``, ``coverage``, ``topics``, ``topic_shares`` and, where the run
        compared numbers of topics, ``topic_numbers`` as ``.svg``, ``.pdf``, ``.png`` with ``.csv``
        (the data) and ``.json`` (caption and description); the tables ``concepts``, ``actors`` and
        ``outlets`` as ``.tex`` (booktabs) and ``.csv``; ``numbers.tex``.

    Raises
    ------
    InputError
        Where there is no such run or style, the run lacks its tables, or the folder cannot be made;
        then nothing is written.

    References
    ----------
    .. [1] Peng, R. (2011). Reproducible research in computational science. Science 334.
    """
    from stancebook.figures.styling import figure_style

    if not str(to).strip():
        raise InputError("--to: expected the folder where the figures go, got an empty path")
    run = read_run(report)
    folder = Path(to).expanduser()
    with figure_style(style):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as reason:
            raise InputError(f"cannot write to {folder}: {reason.strerror}") from None
        written = list(_figures(run, folder))
    written += _tables(run, folder)
    numbers = folder / "numbers.tex"
    numbers.write_text(numbers_tex(front_numbers(run)), encoding="utf-8", newline="\n")
    return [*written, numbers]


def read_run(report: str | Path) -> SimpleNamespace:
    """Read what a paper needs of a run: its tables, codebook and parameters.

    Returns
    -------
    SimpleNamespace
        The tables as attributes, ``topic_numbers`` (a list of one table, of none where the run
        compared no numbers of topics), ``codebook``, ``suggested``, ``min_confidence``, ``period``
        and ``random_state``.
    """
    from stancebook.codebook import read_codebook

    folder = find_run(report)
    manifest = read_manifest(folder)
    about = manifest.get("codebook") or {}
    book = replace(read_codebook(folder / CODEBOOK), notes=tuple(about.get("notes", ())))
    run = SimpleNamespace(codebook=book, suggested=bool(about.get("proposed")))
    for name in TABLES:
        file = folder / "tables" / f"{name}.parquet"
        if not file.is_file():
            raise InputError(f"{file}: this table of the run is missing; run the report again")
        setattr(run, name, pd.read_parquet(file))
    numbers = folder / "tables" / "topic_numbers.parquet"
    run.topic_numbers = [pd.read_parquet(numbers)] if numbers.is_file() else []
    run.min_confidence = threshold(manifest)
    run.period = str(parameter(manifest, "period") or "month")
    run.random_state = int(parameter(manifest, "random_state") or 0)
    run.names = {concept.id: concept.name for concept in run.codebook.concepts}
    return run


def _figures(run: SimpleNamespace, folder: Path) -> Iterator[Path]:
    """Draw and write each figure, and yield its files."""
    from stancebook import estimates
    from stancebook import figures as draw

    dated = int(run.articles["published"].notna().sum())
    positions = draw.count_positions(run.statements, min_confidence=run.min_confidence)
    trends = draw.count_trends(
        run.statements, run.articles, period=run.period, min_confidence=run.min_confidence
    )
    grid = draw.count_coverage(run.articles, period=run.period)
    weighed = (run.topic_weights, run.passages, run.articles)
    shares = estimates.topic_shares(
        *weighed, period=run.period, refits=run.topic_refits, random_state=run.random_state
    )
    labels = draw.topic_names(run.topics)
    n_counted = int(positions["n_statements"].sum())
    n_dated = int(trends["n_statements"].sum()) if len(trends) else 0
    n_passages = run.topic_weights["passage_id"].nunique()
    for name, figure, data, caption in (
        (
            "positions",
            draw.draw_positions(positions, run.names),
            positions,
            f"Statements by actor and concept (n = {n_counted}).",
        ),
        (
            "trends",
            draw.draw_trends(trends, run.names),
            trends,
            f"Statements in dated articles, by {run.period} (n = {n_dated}).",
        ),
        (
            "coverage",
            draw.draw_coverage(grid),
            grid,
            f"Articles by outlet and {run.period} (n = {len(run.articles)}).",
        ),
        (
            "topics",
            draw.draw_topic_terms(run.topics),
            run.topics,
            f"Topics by share of passages, with their terms (n = {n_passages}).",
        ),
        (
            "topic_shares",
            draw.draw_topic_shares(shares, labels),
            shares,
            f"Share of topics in dated articles, by {run.period}, 95 % intervals (n = {dated}).",
        ),
        _camps(run),
        *(_numbers(table) for table in run.topic_numbers),
    ):
        published = draw.publish_figure(
            figure, name=name, data=data, caption=caption, folder=folder
        )
        for kind in (*published.files, "json"):
            yield folder / f"{name}.{kind}"


def _camps(run: SimpleNamespace) -> tuple[str, object, pd.DataFrame, str]:
    """Return the figure of who takes the same sides, with its data and caption."""
    from stancebook.figures import draw_ties
    from stancebook.networks import actor_ties

    counted = run.statements["confidence"] >= run.min_confidence
    ties = actor_ties(run.statements[counted])
    n_pairs = len(ties[["actor_a", "actor_b"]].drop_duplicates())
    caption = f"Actors on the same side or on opposite sides of a concept (n = {n_pairs} pairs)."
    return "camps", draw_ties(ties), ties, caption


def _numbers(compared: pd.DataFrame) -> tuple[str, object, pd.DataFrame, str]:
    """Return the figure of the numbers of topics, with its data and caption."""
    from stancebook.figures import draw_granularity

    n_passages = compared["n_passages"].head(1).sum()
    caption = "Stability and coherence by number of topics, bars are what refits on other samples"
    caption += f" of the articles gave (n = {n_passages} passages)."
    return "topic_numbers", draw_granularity(compared), compared, caption


def _findings(run: SimpleNamespace) -> list[object]:
    from stancebook.display.findings import find_positions

    return find_positions(
        run.statements,
        run.articles,
        concepts=run.codebook.concepts,
        min_confidence=run.min_confidence,
        random_state=run.random_state,
    )


def front_numbers(run: SimpleNamespace) -> dict[str, object]:
    """Return every number that the front page states, by name.

    Returns
    -------
    dict
        ``articles``, ``stories``, ``outlets``, ``statements``, ``uncounted``, ``actors`` and so
        on; for each concept ``CONCEPT.favor``, ``.against``, ``.neutral``, ``.statements``,
        ``.uncounted``, ``.sided``, ``.stories``, ``.share``, ``.low``, ``.high`` (per cent),
        ``.unidentified`` (only where statements of unidentified speakers were made),
        how many actors take a side (``.favor-actors``), and for each actor
        ``CONCEPT.ACTOR.favor`` and so on; ``actor.NAME.statements``; for each outlet
        ``outlet.NAME.articles``, ``.stories``, ``.statements``, ``.uncounted``; ``period.NAME``,
        the articles of a month, week, ... What changed since an earlier run is left to the page.
    """
    size = scope(run, run.min_confidence)
    numbers: dict[str, object] = {
        "articles": size["n_articles"],
        "stories": size["n_stories"],
        "outlets": size["n_sources"],
        "undated": size["n_undated"],
        "rejected": size["n_rejected"],
        "duplicates": size["n_duplicate"],
        "statements": size["n_statements"],
        "uncounted": size["n_unsure"],
        "actors": size["n_actors"],
        "concepts": size["n_concepts"],
        "first": size["first"],
        "last": size["last"],
        "confidence": tell_threshold(run.min_confidence),
    }
    if size["n_unresolved"]:
        numbers["unidentified"] = size["n_unresolved"]
    for finding in _findings(run):
        numbers |= _concept_numbers(finding)
    counts = count_positions(run.statements, min_confidence=run.min_confidence)
    for row in counts.to_dict("records"):
        for name, column in (*_STANCES.items(), ("uncounted", "n_unsure")):
            key = number_key(row["concept"], row["actor"], name)
            numbers[_free(key, numbers)] = int(row[column])
    for actor, number in counts.groupby("actor")["n_statements"].sum().items():
        numbers[_free(number_key("actor", actor, "statements"), numbers)] = int(number)
    for row in coverage(run, run.min_confidence):
        name = row["source"] or "unknown outlet"
        for key, column in (
            ("articles", "n_printed"),
            ("stories", "n_stories"),
            ("statements", "n_statements"),
            ("uncounted", "n_unsure"),
        ):
            numbers[_free(number_key("outlet", name, key), numbers)] = int(row[column])
    periods = count_periods(run, run.period)
    return numbers | {number_key("period", name): number for name, number in periods.items()}


_STANCES = {"favor": "n_favor", "against": "n_against", "neutral": "n_neutral"}


def _free(key: str, numbers: dict[str, object]) -> str:
    """Return the key, or with a number behind it where another name has the same letters."""
    taken, number = key, 2
    while key in numbers:
        key, number = f"{taken}-{number}", number + 1
    return key


def _concept_numbers(finding: object) -> dict[str, object]:
    found: dict[str, object] = {name: finding.counts[column] for name, column in _STANCES.items()}
    found |= {
        "statements": finding.counts["n_statements"],
        "uncounted": finding.counts["n_unsure"],
        "sided": finding.n_sided,
        "stories": finding.n_stories,
    }
    if finding.n_unresolved:
        found["unidentified"] = finding.n_unresolved
    found |= {f"{side}-actors": len(rows) for side, rows in finding.actors.items()}
    shares = {name: getattr(finding, name) for name in ("share", "low", "high")}
    found |= {name: round(100 * share) for name, share in shares.items() if share is not None}
    return {number_key(finding.concept, name): value for name, value in found.items()}


def _tables(run: SimpleNamespace, folder: Path) -> Iterator[Path]:
    """Write the tables of a paper as LaTeX and CSV, and yield their files."""
    from stancebook.figures.publishing import safe_csv

    concepts = pd.DataFrame(
        [
            {
                "concept": finding.name,
                **{name: finding.counts[name] for name in ("n_favor", "n_against", "n_neutral")},
                "share": _percent(finding.share),
                "interval": _interval(finding.low, finding.high),
                "n_stories": finding.n_stories,
            }
            for finding in _findings(run)
        ],
        columns=["concept", "n_favor", "n_against", "n_neutral", "share", "interval", "n_stories"],
    )
    positions = count_positions(run.statements, min_confidence=run.min_confidence)
    positions = positions[positions["n_statements"] > 0]
    actors = positions[["actor", "concept", "n_favor", "n_against", "n_neutral", "n_articles"]]
    actors = actors.assign(concept=actors["concept"].map(lambda c: run.names.get(c, c))).head(30)
    outlets = pd.DataFrame(
        coverage(run, run.min_confidence),
        columns=["source", "n_printed", "n_stories", "n_statements", "n_unsure"],
    )
    for name, table, heads, caption in (
        (
            "concepts",
            concepts,
            ("Concept", "For", "Against", "Neutral", "For, %", "95 % interval", "Stories"),
            "Statements on each concept; the share is of those that take a side",
        ),
        (
            "actors",
            actors,
            ("Actor", "Concept", "For", "Against", "Neutral", "Articles"),
            "Actors with most counted statements",
        ),
        (
            "outlets",
            outlets,
            ("Outlet", "Articles", "Stories", "Statements", "Not counted"),
            "Outlets, and statements too unsure to count",
        ),
    ):
        tex = booktabs(table, caption=caption, label=f"tab:{name}", heads=heads)
        for kind, text in (("tex", tex), ("csv", safe_csv(table))):
            path = folder / f"table_{name}.{kind}"
            path.write_text(text, encoding="utf-8", errors="replace", newline="\n")
            yield path


def _percent(share: float | None) -> int | str:
    return "" if share is None else round(100 * share)


def _interval(low: float | None, high: float | None) -> str:
    return "" if low is None else f"{100 * low:.0f} to {100 * high:.0f}"
