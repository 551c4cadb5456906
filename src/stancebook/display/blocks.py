"""Articles to marked blocks: paragraphs with their statements marked, numbered and told beside."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

import pandas as pd
from markupsafe import Markup

from .cards import Card, Reading, attribution_marks
from .marks import Mark, find_concept, mark_text

LONGEST = 300_000
"""Characters of one article that are shown beyond the paragraphs with statements."""

PIECE = 20_000
"""Characters at which a paragraph of such an article is cut into pieces."""


@dataclass
class Block:
    """One paragraph (or the title) as a page shows it: marked words and the notes beside them."""

    words: Markup
    notes: list[tuple[int, Card]] = field(default_factory=list)
    is_title: bool = False


@dataclass
class MarkedArticle:
    """One article ready to show: the title's block first, then the paragraphs.

    ``n_left_out`` counts paragraphs without statements of a giant article that are not shown.
    """

    article: dict
    blocks: list[Block]
    n_left_out: int
    n_statements: int
    n_counted: int


def mark_article(
    reading: Reading, article: dict, paragraphs: list[tuple[int, int]]
) -> MarkedArticle:
    """Mark every statement, all reported speech and every concept in one article.

    Parameters
    ----------
    reading : Reading
        The analysis; where it is redacted, only short evidence sentences are shown.
    article : dict
        One row of ``articles``.
    paragraphs : list of (start, end)
        See :func:`paragraph_spans`.
    """
    statements = reading.statements_of.get(article["article_id"], [])
    numbers = {row["statement_id"]: n for n, row in enumerate(statements, start=1)}
    cards = {row["statement_id"]: reading.card(row) for row in statements}
    blocks, n_left_out = [], 0
    if reading.redact:
        blocks = list(_redacted(reading, article, statements, numbers, cards))
    else:
        title = article["title"] or "Untitled"
        marks = _all_marks(reading, article, in_title=True)
        blocks.append(_block(title, 0, statements, marks, numbers, cards, in_title=True))
        shown, n_left_out = _choose(article["text"], paragraphs, statements)
        marks = _all_marks(reading, article, in_title=False)
        said = [row for row in statements if not row["in_title"]]
        starts = [row["start"] for row in said]
        for start, end, near in _share_out(marks, shown):
            words = article["text"][start:end]
            mine = said[bisect_left(starts, start) : bisect_left(starts, end)]
            blocks.append(_block(words, start, mine, near, numbers, cards, in_title=False))
    n_counted = sum(card.is_counted for card in cards.values())
    return MarkedArticle(article, blocks, n_left_out, len(cards), n_counted)


def paragraph_spans(passages: pd.DataFrame) -> dict[str, list[tuple[int, int]]]:
    """Return the paragraphs of each article as offsets, in order."""
    rows = passages[passages["unit"] == "paragraph"].sort_values(["article_id", "start"])
    spans: dict[str, list[tuple[int, int]]] = {}
    for article_id, start, end in zip(rows["article_id"], rows["start"], rows["end"], strict=True):
        spans.setdefault(article_id, []).append((int(start), int(end)))
    return spans


def _all_marks(reading: Reading, article: dict, *, in_title: bool) -> list[Mark]:
    """Return the marks of all statements, all reported speech and all concepts of an article."""
    marks = set()
    for row in reading.statements_of.get(article["article_id"], []):
        if row["in_title"] == in_title:
            marks |= {mark for mark in reading.marks(row) if mark.kind == "mention"}
    for row in reading.attributions_of.get(article["article_id"], []):
        if row["in_title"] == in_title:
            marks |= set(attribution_marks(row))
    text = article["title"] if in_title else article["text"]
    for pattern in reading.patterns.values():
        marks |= set(find_concept(text, pattern))
    return sorted(marks)


def _choose(
    text: str, paragraphs: list[tuple[int, int]], statements: list[dict]
) -> tuple[list[tuple[int, int]], int]:
    """Return the stretches of the text to show, and how many are left out of a giant article."""
    blocks = _with_gaps(text, paragraphs)
    if len(text) <= LONGEST:
        return blocks, 0
    spoken = sorted((row["start"], row["end"]) for row in statements if not row["in_title"])
    pieces = [piece for block in blocks for piece in _cut(*block, spoken)]
    budget, shown = LONGEST, []
    for start, end in pieces:
        holds = bisect_left(spoken, (end, 0)) > bisect_left(spoken, (start, 0))
        if holds or end - start <= budget:
            shown.append((start, end))
            budget -= end - start
    return shown, len(pieces) - len(shown)


def _cut(start: int, end: int, spoken: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield a block in pieces of about ``PIECE`` characters, never inside a statement."""
    while end - start > PIECE:
        stop = start + PIECE
        last = bisect_left(spoken, (stop, 0)) - 1
        if last >= 0 and spoken[last][1] > stop:
            stop = min(spoken[last][1], end)
        yield start, stop
        start = stop
    if start < end:
        yield start, end


def _share_out(
    marks: list[Mark], blocks: list[tuple[int, int]]
) -> Iterator[tuple[int, int, list[Mark]]]:
    """Yield each block with the marks that touch it; both come in order of their start."""
    at, near = 0, []
    for start, end in blocks:
        near = [mark for mark in near if mark.end > start]
        while at < len(marks) and marks[at].start < end:
            near += [marks[at]] if marks[at].end > start else []
            at += 1
        yield start, end, near


def _with_gaps(text: str, paragraphs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the paragraphs, and whatever words lie between them as paragraphs of their own."""
    blocks, at = [], 0
    for start, end in [*paragraphs, (len(text), len(text))]:
        if text[at:start].strip():
            blocks.append((at, start))
        if end > start:
            blocks.append((start, end))
        at = max(at, end)
    return blocks


def _block(
    words: str,
    offset: int,
    statements: list[dict],
    marks: list[Mark],
    numbers: dict[str, int],
    cards: dict[str, Card],
    *,
    in_title: bool,
) -> Block:
    """Mark one stretch of text: each sentence with statements is wrapped, numbered and linked."""
    end = offset + len(words)
    mine = [
        row for row in statements if row["in_title"] == in_title and offset <= row["start"] < end
    ]
    block = Block(Markup(), is_title=in_title)
    at = offset
    by_place: dict[tuple[int, int], list[dict]] = {}
    for row in mine:
        by_place.setdefault((row["start"], row["end"]), []).append(row)
    for (start, stop), rows in sorted(by_place.items()):
        start, stop = max(start, at), min(max(stop, at), end)
        block.words += mark_text(words[at - offset : start - offset], marks, offset=at)
        inner = mark_text(words[start - offset : stop - offset], marks, offset=start)
        block.words += _sentence(inner, rows, numbers, cards)
        block.notes += [(numbers[row["statement_id"]], cards[row["statement_id"]]) for row in rows]
        at = stop
    block.words += mark_text(words[at - offset :], marks, offset=at)
    return block


def _sentence(
    inner: Markup, rows: list[dict], numbers: dict[str, int], cards: dict[str, Card]
) -> Markup:
    """Wrap a sentence: an anchor for each statement, the sides it shows, links to its notes."""
    shown = [cards[row["statement_id"]] for row in rows]
    sides = {card.stance for card in shown if card.is_counted} or {"unsure"}
    anchors = Markup("").join(
        Markup('<span class="at" id="{}"></span>').format(card.anchor) for card in shown
    )
    links = Markup("").join(
        Markup('<a class="ref" href="#n-{0}" aria-label="statement {0}">{0}</a>').format(
            numbers[card.statement_id]
        )
        for card in shown
    )
    classes = " ".join(sorted(sides))
    return Markup('<span class="sw">{}<span class="sent {}">{}</span>{}</span>').format(
        anchors, classes, inner, links
    )


def _redacted(
    reading: Reading,
    article: dict,
    statements: list[dict],
    numbers: dict[str, int],
    cards: dict[str, Card],
) -> Iterator[Block]:
    """Yield the title and nothing of the text but short evidence sentences."""
    title = article["title"] or "Untitled"
    marks = _all_marks(reading, article, in_title=True)
    yield _block(title, 0, statements, marks, numbers, cards, in_title=True)
    by_place: dict[tuple[int, int], list[dict]] = {}
    for row in statements:
        if not row["in_title"]:
            by_place.setdefault((row["start"], row["end"]), []).append(row)
    for rows in by_place.values():
        words = cards[rows[0]["statement_id"]].words
        yield Block(
            _sentence(words, rows, numbers, cards),
            [(numbers[row["statement_id"]], cards[row["statement_id"]]) for row in rows],
        )
