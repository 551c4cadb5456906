"""Tables to the front page: what the corpus says, who stands where, how sure, where to check."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ...analysis.window import strange_dates
from ...codebook.coverage import count_naming
from ...display.cards import dates_read, show_date, tell_dates, tell_languages
from ...display.certainty import tell_threshold
from ...display.findings import ConceptFinding, find_positions
from ...display.measured import describe_measured, tell_caution
from ...display.showing import position_rows
from ...estimates.periods import label_periods, list_periods
from ...figures.counts import COUNTS, count_positions
from ...figures.describing import count_word
from ...figures.periods import period_words
from ...tables import UNRESOLVED
from .changes import find_changes
from .site import Site

LEDE = 4
"""Concepts told in a sentence at the top."""

OPEN = 6
"""Concepts shown with their actors; further ones are folded."""

BLOCKS = 30
"""Concepts shown with their actors, open or folded; the others are in the index of evidence."""

ROWS = {"favor": 6, "against": 6, "changed": 4, "both": 3, "neutral": 3}
"""Actors shown for one concept on each side; the others are a link."""

MATRIX = 40
"""Actors in the matrix; the others are in the index of evidence."""

COLUMNS = 12
"""Concepts in the matrix; how many are left out is said."""

MOVES = 10
"""Positions that moved shown with their sentences; the others are a link."""

PERIODS = 400
"""Columns of the articles over time, the latest; the others are in the index of evidence."""

MOST_DAYS = 70
"""Dates that lie within so many days make few months: that weeks can be set is said."""

NOTES = 4
"""Notes on the codebook shown; the page of the corpus has all."""

NEW_ARTICLES = 8
"""New articles shown, the latest first; the others are a link."""


def front_context(site: Site, previous: object) -> dict:
    """Return all that the template of the front page shows."""
    reading = site.reading
    analysis = reading.analysis
    findings = find_positions(
        analysis.statements,
        analysis.articles,
        concepts=analysis.codebook.concepts,
        min_confidence=reading.min_confidence,
        random_state=site.random_state,
    )
    spoken = [finding for finding in findings if finding.counts["n_statements"]]
    unsure = [f for f in findings if f.counts["n_unsure"] and f not in spoken]
    blocks = [(finding, butterfly_rows(finding)) for finding in spoken[:BLOCKS]]
    changes = find_changes(reading, previous)
    return {
        "findings": findings,
        "lede": spoken[:LEDE],
        "unsure": unsure[:LEDE],
        "untold": untold(findings, told=[*spoken[:LEDE], *unsure[:LEDE]]),
        "blocks": blocks,
        "widest": max((row["widest"] for _, rows in blocks for row in rows), default=1),
        "has_neutral": any(row["n_neutral"] for _, rows in blocks for row in rows),
        "n_open": OPEN,
        "n_more_concepts": len(spoken[BLOCKS:]),
        "concepts": matrix_concepts(findings)[:COLUMNS],
        "n_more_columns": len(matrix_concepts(findings)[COLUMNS:]),
        **matrix(analysis.statements, reading.min_confidence),
        "scope": scope(analysis, reading.min_confidence),
        "measured": describe_measured(reading.min_confidence),
        "caution": tell_caution(reading.min_confidence),
        "coverage": coverage(analysis, reading.min_confidence),
        **timeline(analysis, site.period),
        "finer": finer_weeks(analysis, site.period),
        "changes": changes,
        "n_moves": MOVES,
        "new_articles": changes.articles.tail(NEW_ARTICLES)[::-1].to_dict("records"),
        "provenance": provenance(site),
        "codebook_notes": getattr(analysis.codebook, "notes", ())[:NOTES],
        "is_suggested": site.is_suggested,
    }


def scope(analysis: object, min_confidence: float) -> dict:
    """Return the size of what was read and found."""
    articles, statements = analysis.articles, analysis.statements
    counted = statements[statements["confidence"] >= min_confidence]
    dates = dates_read(analysis)
    intake = getattr(analysis, "intake", None)
    statuses = {} if intake is None else intake["status"].value_counts().to_dict()
    return {
        "n_articles": len(articles),
        "n_sources": articles["source"].replace("", pd.NA).nunique(),
        "n_stories": articles["story_id"].nunique(),
        "n_undated": len(articles) - len(dates),
        "strange": strange_dates(analysis).value_counts().to_dict(),
        "first": show_date(dates.min()) if len(dates) else "",
        "last": show_date(dates.max()) if len(dates) else "",
        "n_statements": len(counted),
        "n_unsure": len(statements) - len(counted),
        "n_actors": counted.loc[counted["actor"] != UNRESOLVED, "actor"].nunique(),
        "n_unresolved": int((counted["actor"] == UNRESOLVED).sum()),
        "n_concepts": counted["concept"].nunique(),
        "n_asked": len(analysis.codebook.concepts),
        "n_naming": None if len(counted) else count_naming(articles, analysis.codebook.concepts),
        "dates": tell_dates(analysis),
        "languages": tell_languages(analysis),
        "n_rejected": int(statuses.get("rejected", 0)),
        "n_duplicate": int(statuses.get("duplicate", 0)),
    }


def untold(
    findings: list[ConceptFinding], *, told: list[ConceptFinding]
) -> dict[str, list[ConceptFinding]]:
    """Return the concepts on which nothing is said at the top, by how much was found on them."""
    rest: dict[str, list[ConceptFinding]] = {"counted": [], "unsure": [], "nothing": []}
    for finding in findings:
        if finding not in told:
            counts = finding.counts
            kind = "unsure" if counts["n_unsure"] else "nothing"
            rest["counted" if counts["n_statements"] else kind].append(finding)
    return rest


def butterfly_rows(finding: ConceptFinding) -> list[dict]:
    """Return the actors on one concept: longest bars first, of each side as many as have room.

    Of equal bars the leading side's stands first; who is neutral stands last.
    """
    first = "against" if finding.leading == "against" else "favor"
    second = "favor" if first == "against" else "against"
    sides = (first, "changed", "both", second, "neutral")
    rows = [row for side in sides for row in finding.actors[side][: ROWS[side]]]
    rows = [{**row, "widest": max(row["n_favor"], row["n_against"], 1)} for row in rows]
    return sorted(rows, key=lambda row: (row["side"] == "neutral", -row["widest"]))


def matrix(statements: pd.DataFrame, min_confidence: float) -> dict:
    """Return the matrix's rows: actors with counted statements, or all where none counts."""
    rows = position_rows(statements, min_confidence=min_confidence)
    counted = [row for row in rows if row["n_statements"]] or rows
    return {"matrix": counted[:MATRIX], "n_more": len(rows) - len(counted[:MATRIX])}


def matrix_concepts(findings: list[ConceptFinding]) -> list[dict]:
    """Return the concepts of the matrix's columns, those with statements, most first."""
    return [
        {"id": finding.concept, "name": finding.name}
        for finding in findings
        if finding.counts["n_statements"] or finding.counts["n_unsure"]
    ]


def coverage(analysis: object, min_confidence: float) -> list[dict]:
    """Return for each outlet its articles, stories, dates and statements, most articles first."""
    articles = analysis.articles
    sources = articles.set_index("article_id")["source"]
    statements = analysis.statements.assign(
        source=analysis.statements["article_id"].map(sources).fillna("")
    )
    counts = count_positions(statements, ["source"], min_confidence=min_confidence)
    by_source = counts.set_index("source").to_dict("index")
    rows = []
    for source, mine in articles.groupby("source", sort=True):
        dates = mine["published"].dropna()
        rows.append(
            {
                "source": source,
                "n_printed": len(mine),
                "n_stories": mine["story_id"].nunique(),
                "first": show_date(dates.min()) if len(dates) else "no date",
                "last": show_date(dates.max()) if len(dates) else "no date",
                **by_source.get(source, dict.fromkeys(COUNTS, 0)),
            }
        )
    return sorted(rows, key=lambda row: (-row["n_printed"], row["source"]))


def count_periods(analysis: object, period: str) -> dict[str, int]:
    """Return the number of articles of each period, in order of time; empty where no date.

    Periods without articles stand between the others while there are few; where there are many,
    because one date is far from all others, they are left out.
    """
    labels = label_periods(analysis.articles["published"].dropna(), period)
    counts = {str(name): int(n) for name, n in labels.value_counts().sort_index().items()}
    if not counts:
        return {}
    periods = list_periods(min(counts), max(counts), period)
    return {name: counts.get(name, 0) for name in periods} if len(periods) <= PERIODS else counts


def finer_weeks(analysis: object, period: str) -> int:
    """Return how many weeks all dates lie within; 0 where that is long, or the period is a week."""
    dates = dates_read(analysis)
    days = (dates.max() - dates.min()).days + 1 if len(dates) else 0
    return -(-days // 7) if period != "week" and 7 < days <= MOST_DAYS else 0


def timeline(analysis: object, period: str) -> dict:
    """Return the number of articles in each of the latest periods; none where no date."""
    counts = count_periods(analysis, period)
    rows = [
        {"period": name, "words": period_words(name), "n_articles": number}
        for name, number in list(counts.items())[-PERIODS:]
    ]
    return {"timeline": rows, "n_more_periods": len(counts) - len(rows)}


def provenance(site: Site) -> list[tuple[str, str]]:
    """Return what stands at the foot: where the numbers come from."""
    manifest, analysis = site.manifest, site.reading.analysis
    facts = [("Run", f"{site.run}{f', started {site.started} UTC' if site.started else ''}")]
    inputs = manifest.get("inputs")
    if isinstance(inputs, (list, tuple)) and inputs:
        files = f"{len(inputs)} {count_word(len(inputs), 'file')}"
        facts.append(("Input", f"{files}; hashes in run.json"))
    fingerprint = getattr(analysis.codebook, "fingerprint", "")
    fingerprint = fingerprint() if callable(fingerprint) else fingerprint
    book = analysis.codebook
    named = ", ".join(
        f"{len(rows)} {count_word(len(rows), noun)}"
        for rows, noun in ((book.concepts, "concept"), (book.actors, "actor"))
    )
    origin = "proposed by the machine" if site.is_suggested else "given"
    facts.append(("Codebook", f"{origin}: {named}; fingerprint {fingerprint}"))
    facts.append(("Counted from", f"confidence {tell_threshold(site.min_confidence)}"))
    facts += [(f"Model: {name}", words) for name, words in _models(manifest)]
    parameters = manifest.get("parameters") or {}
    given = {k: v for k, v in parameters.items() if not isinstance(v, Mapping) and v is not None}
    if given:
        facts.append(("Parameters", ", ".join(f"{k} = {v}" for k, v in sorted(given.items()))))
    versions = manifest.get("versions")
    if isinstance(versions, Mapping):
        named = [f"{k} {versions[k]}" for k in ("stancebook", "python") if k in versions]
        facts.append(("Versions", f"{', '.join(named)}; all {len(versions)} in run.json"))
    return facts


def _models(manifest: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return each model that was used with what tells it apart: version, licence, hash."""
    told = []
    for model in manifest.get("models") or ():
        card = model.get("card") or {}
        words = [f"{key} {card[key]}" for key in ("version", "licence", "license") if card.get(key)]
        hashes = [value for name, value in (model.get("files") or {}).items() if ".onnx" in name]
        words += [f"sha256 {value[:16]}…" for value in hashes[:1]]
        told.append((str(model.get("name", "")), "; ".join(words) or "no card"))
    return told


def front_page(site: Site, previous: object = None) -> str:
    """Return the front page."""
    context = front_context(site, previous)
    return site.render("front.html", file="", heading=site.name, **context)
