"""Statements to lists: for every number on any page, the statements that recount to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import pandas as pd

from ...display.cards import Card, in_reading_order, show_date
from ...display.findings import STANCE_WORDS
from ...estimates.periods import label_periods
from ...figures.addresses import group_anchor, list_file
from ...figures.counts import count_positions
from ...tables import STANCES
from .site import Site, write_page

PART_SIZE = 300
"""Statements and articles on one page of a list; about 300 KB."""


@dataclass(frozen=True)
class Item:
    """One statement or article of a list, and the groups it stands in, from wide to narrow."""

    groups: tuple[tuple[str, str], ...]
    card: Card | None = None
    article: dict | None = None


@dataclass
class Group:
    """A part of a list page: an anchor, a heading, and what stands under it."""

    anchor: str
    heading: str
    total: int
    level: int
    items: list[Item] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    next_address: str = ""


def write_evidence(site: Site, folder: Path) -> list[Path]:
    """Write every list of statements, and the index over them.

    Lists are made for all statements and for each actor, concept, outlet and month. In each of
    them the counted statements stand by concept and side, then those not counted; outlets and
    months also list their articles.

    Returns
    -------
    list of Path
        The pages written.
    """
    analysis = site.reading.analysis
    statements = in_reading_order(analysis.statements)
    dates = analysis.articles.set_index("article_id")["published"]
    sources = analysis.articles.set_index("article_id")["source"]
    statements = statements.assign(
        source=statements["article_id"].map(sources).fillna(""),
        period=label_periods(statements["article_id"].map(dates), site.period),
        published=statements["article_id"].map(dates),
        is_counted=statements["confidence"] >= site.min_confidence,
    ).sort_values("published", kind="stable", na_position="last")
    articles = analysis.articles.assign(
        period=label_periods(analysis.articles["published"], site.period)
    )
    articles = articles.drop(columns="text").sort_values(
        ["published", "source", "title"], kind="stable", na_position="last"
    )
    written = list(write_list(site, folder, kind="all", name="", rows=statements))
    for kind, column in (("actor", "actor"), ("concept", "concept")):
        for name, rows in statements.groupby(column, sort=True):
            written += write_list(site, folder, kind=kind, name=name, rows=rows)
    silent = set(site.reading.concept_names) - set(statements["concept"])
    for name in sorted(silent):
        written += write_list(site, folder, kind="concept", name=name, rows=statements.iloc[:0])
    for kind in ("source", "period"):
        by_name = dict(iter(statements.groupby(kind, sort=True)))
        for name, printed in articles.groupby(kind, sort=True):
            rows = by_name.get(name, statements.iloc[:0])
            written += write_list(site, folder, kind=kind, name=name, rows=rows, articles=printed)
    written.append(write_index(site, folder, statements, articles))
    return written


def write_list(
    site: Site,
    folder: Path,
    *,
    kind: str,
    name: str,
    rows: pd.DataFrame,
    articles: pd.DataFrame | None = None,
) -> Iterator[Path]:
    """Write one list, cut into parts of ``PART_SIZE``, and yield its pages."""
    items = [*statement_items(site, rows), *article_items(articles)]
    totals = Counter(anchor for item in items for anchor, _ in item.groups)
    parts = [items[at : at + PART_SIZE] for at in range(0, len(items), PART_SIZE)] or [[]]
    for number, part in enumerate(parts, start=1):
        following = parts[number] if number < len(parts) else []
        going_on = {anchor for item in islice(following, 1) for anchor, _ in item.groups}
        next_file = list_file(kind, name, number + 1)
        groups = nest(part, totals, going_on=going_on, next_file=next_file)
        html = site.render(
            "evidence.html",
            file=list_file(kind, name, number),
            heading=heading(site, kind, name),
            about=about(site, kind, name),
            list_kind=kind,
            list_name=name,
            groups=groups,
            counts=list_counts(rows, site.min_confidence),
            n_articles=0 if articles is None else len(articles),
            later=later_groups(parts, totals, kind=kind, name=name) if number == 1 else [],
            part=number,
            n_parts=len(parts),
        )
        yield write_page(folder, list_file(kind, name, number), html)


def statement_items(site: Site, rows: pd.DataFrame) -> Iterator[Item]:
    """Yield the statements by concept and side, those not counted last."""
    if rows.empty:
        return
    concepts = count_positions(rows, ["concept"], min_confidence=site.min_confidence)["concept"]
    names = site.reading.concept_names
    for is_counted, anchor, words in (
        (True, "counted", "Counted statements"),
        (False, "unsure", "Not counted: too unsure"),
    ):
        half = rows[rows["is_counted"] == is_counted]
        for concept in concepts:
            mine = half[half["concept"] == concept]
            outer = ((anchor, words), _concept_group(concept, names, is_counted=is_counted))
            for stance in STANCES if is_counted else (None,):
                inner = mine if stance is None else mine[mine["stance"] == stance]
                side = () if stance is None else (_stance_group(concept, stance),)
                for card in site.reading.cards(inner):
                    yield Item(groups=(*outer, *side), card=card)


def _concept_group(concept: str, names: dict, *, is_counted: bool) -> tuple[str, str]:
    anchor = group_anchor(concept) if is_counted else group_anchor(concept, "unsure")
    return anchor, names.get(concept, concept)


def _stance_group(concept: str, stance: str) -> tuple[str, str]:
    return group_anchor(concept, stance), STANCE_WORDS[stance]


def article_items(articles: pd.DataFrame | None) -> Iterator[Item]:
    """Yield the articles of an outlet or a month, by month."""
    if articles is None:
        return
    for row in articles.to_dict("records"):
        month = row["period"]
        outer = ("articles", "Articles")
        yield Item(groups=(outer, (f"m-{month or 'none'}", period_words(month))), article=row)


def nest(
    items: Iterable[Item], totals: Counter, *, going_on: set[str], next_file: str
) -> list[Group]:
    """Turn a run of items into groups within groups, as the page shows them."""
    top: list[Group] = []
    for item in items:
        level, siblings = 2, top
        for anchor, words in item.groups:
            if not siblings or siblings[-1].anchor != anchor:
                group = Group(anchor, words, totals[anchor], level)
                if anchor in going_on:
                    group.next_address = f"{Path(next_file).name}#{anchor}"
                siblings.append(group)
            group = siblings[-1]
            level, siblings = level + 1, group.groups
        group.items.append(item)
    return top


def later_groups(
    parts: list[list[Item]], totals: Counter, *, kind: str, name: str
) -> list[dict[str, object]]:
    """Return the groups that begin on a later part, so that the first part leads to all."""
    seen = {anchor for item in parts[0] for anchor, _ in item.groups}
    later = []
    for number, part in enumerate(parts[1:], start=2):
        for item in part:
            for place, (anchor, words) in enumerate(item.groups):
                if anchor not in seen:
                    seen.add(anchor)
                    outer = [words for _, words in item.groups[:place]]
                    address = f"{Path(list_file(kind, name, number)).name}#{anchor}"
                    told = " / ".join([*outer, words])
                    total = totals[anchor]
                    later.append(
                        {"anchor": anchor, "words": told, "total": total, "address": address}
                    )
    return later


def list_counts(rows: pd.DataFrame, min_confidence: float) -> dict[str, int]:
    """Return the totals at the head of a list."""
    counted = rows[rows["confidence"] >= min_confidence]
    return {
        "n_statements": len(counted),
        "n_unsure": len(rows) - len(counted),
        **{f"n_{stance}": int((counted["stance"] == stance).sum()) for stance in STANCES},
        "n_articles": counted["article_id"].nunique(),
        "n_actors": counted["actor"].nunique(),
    }


def heading(site: Site, kind: str, name: str) -> str:
    """Return the title of a list."""
    if kind == "all":
        return "All statements"
    if kind == "concept":
        return site.reading.concept_names.get(name, name)
    if kind == "period":
        return period_words(name)
    if kind == "source":
        return name or "Unknown outlet"
    return name


def period_words(name: str) -> str:
    """Return a period as words.

    Examples
    --------
    >>> period_words("2025-03"), period_words("2025-W07"), period_words("2025-03-03")
    ('March 2025', '2025-W07', '3 March 2025')
    """
    if re.fullmatch(r"\d{4}-\d\d", name):
        return show_date(pd.Timestamp(f"{name}-01")).split(" ", 1)[1]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", name):
        return show_date(pd.Timestamp(name))
    return name or "No date"


def about(site: Site, kind: str, name: str) -> dict:
    """Return what is known of the thing that a list is about: type, aliases, description."""
    analysis = site.reading.analysis
    if kind == "actor":
        rows = analysis.actors[analysis.actors["actor"] == name].to_dict("records")
        return rows[0] if rows else {}
    if kind == "concept":
        for concept in analysis.codebook.concepts:
            if concept.id == name:
                return {"aliases": list(concept.aliases), "description": concept.description}
    return {}


def write_index(site: Site, folder: Path, statements: pd.DataFrame, articles: pd.DataFrame) -> Path:
    """Write the index: every list there is, with its counts."""
    tables = {
        kind: count_positions(statements, [kind], min_confidence=site.min_confidence)
        .rename(columns={kind: "name"})
        .to_dict("records")
        for kind in ("concept", "actor", "source", "period")
    }
    for kind in ("source", "period"):
        known = {row["name"] for row in tables[kind]}
        counts = articles[kind].value_counts()
        tables[kind] += [
            {"name": name, **dict.fromkeys(_NO_COUNTS, 0)}
            for name in sorted(set(counts.index) - known)
        ]
        for row in tables[kind]:
            row["n_printed"] = int(counts.get(row["name"], 0))
    tables["period"].sort(key=lambda row: row["name"])
    html = site.render(
        "lists.html",
        file="evidence/index.html",
        heading="Evidence",
        tables=tables,
        topics=site.reading.analysis.topics.to_dict("records"),
        total=list_counts(statements, site.min_confidence),
        list_heading=lambda kind, name: heading(site, kind, name),
    )
    return write_page(folder, "evidence/index.html", html)


_NO_COUNTS = ("n_favor", "n_against", "n_neutral", "n_statements", "n_unsure", "n_articles")
