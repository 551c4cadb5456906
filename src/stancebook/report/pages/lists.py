"""Lists to pages: what stands behind a number, in groups, cut into parts that stay small.

Every group says how much it holds (``data-total``); a group that goes on in the next part says
where (``data-next``), so that a list recounts to its number over all its parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import pandas as pd

from ...display.cards import Card
from ...figures.addresses import list_file
from ...figures.periods import period_words
from .changes import Move
from .site import Site, write_page

PART_SIZE = 300
"""Statements, articles, actors, ties or documents on one page of a list; about 300 KB."""


@dataclass(frozen=True)
class Item:
    """What a list holds one of, and the groups it stands in, from wide to narrow."""

    groups: tuple[tuple[str, str], ...]
    card: Card | None = None
    article: dict | None = None
    actor: dict | None = None
    tie: dict | None = None
    document: dict | None = None
    topic: dict | None = None
    move: Move | None = None


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
    whole: float | None = None


def write_list(
    site: Site,
    folder: Path,
    items: Iterable[Item],
    *,
    kind: str,
    name: str,
    template: str = "evidence.html",
    wholes: Mapping[str, float] | None = None,
    **context: object,
) -> Iterator[Path]:
    """Write one list, cut into parts of ``PART_SIZE``, and yield its pages.

    Parameters
    ----------
    site : Site
        The report.
    folder : Path
        The run's folder.
    items : iterable of Item
        In order; those of one group stand together.
    kind, name : str
        See :func:`stancebook.figures.addresses.list_file`.
    template : str
        How the page looks.
    wholes : mapping, optional
        By anchor, what a share of the group is a share of.
    **context
        What else the template shows.
    """
    items, wholes = list(items), wholes or {}
    totals = Counter(anchor for item in items for anchor, _ in item.groups)
    parts = [items[at : at + PART_SIZE] for at in range(0, len(items), PART_SIZE)] or [[]]
    for number, part in enumerate(parts, start=1):
        following = parts[number] if number < len(parts) else []
        going_on = {anchor for item in islice(following, 1) for anchor, _ in item.groups}
        next_file = list_file(kind, name, number + 1)
        html = site.render(
            template,
            file=list_file(kind, name, number),
            list_kind=kind,
            list_name=name,
            groups=nest(part, totals, going_on=going_on, next_file=next_file, wholes=wholes),
            later=later_groups(parts, totals, wholes, kind=kind, name=name) if number == 1 else [],
            part=number,
            n_parts=len(parts),
            **context,
        )
        yield write_page(folder, list_file(kind, name, number), html)


def nest(
    items: Iterable[Item],
    totals: Counter,
    *,
    going_on: set[str],
    next_file: str,
    wholes: Mapping[str, float],
) -> list[Group]:
    """Turn a run of items into groups within groups, as the page shows them."""
    top: list[Group] = []
    for item in items:
        level, siblings = 2, top
        for anchor, words in item.groups:
            if not siblings or siblings[-1].anchor != anchor:
                group = Group(anchor, words, totals[anchor], level, whole=wholes.get(anchor))
                if anchor in going_on:
                    group.next_address = f"{Path(next_file).name}#{anchor}"
                siblings.append(group)
            group = siblings[-1]
            level, siblings = level + 1, group.groups
        group.items.append(item)
    return top


def later_groups(
    parts: list[list[Item]],
    totals: Counter,
    wholes: Mapping[str, float],
    *,
    kind: str,
    name: str,
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
                    later.append(
                        {
                            "anchor": anchor,
                            "words": " / ".join([*outer, words]),
                            "total": totals[anchor],
                            "whole": wholes.get(anchor),
                            "address": address,
                        }
                    )
    return later


def article_items(
    site: Site, articles: pd.DataFrame | None, *, anchor: str = "articles", words: str = "Articles"
) -> Iterator[Item]:
    """Yield articles by period; each says whether the list has its story already."""
    if articles is None:
        return
    first: dict[str, dict] = {}
    for row in articles.to_dict("records"):
        month = row["period"]
        copy_of = first.setdefault(row["story_id"], row)
        yield Item(
            groups=((anchor, words), (f"m-{month or 'none'}", period_words(month))),
            article={
                **row,
                **site.credits.get(row["article_id"], {}),
                "copy_of": None if copy_of is row else copy_of,
                "is_topical": row["article_id"] in site.topical,
            },
        )
