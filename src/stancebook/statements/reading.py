"""What the stance model reads: one concept, a little context, one sentence with its marks.

The first segment holds the concept: its name and the beginning of its description, then the names
of other concepts that the text names too. The second holds the context, a separator, and the
sentence. The actor's mention, the concept's aliases and the other concepts' aliases are enclosed in
marks, which are the vocabulary's unused entries; other marks say that no mention stands in the
sentence, that the outlet itself speaks, or that the text is an argument without an actor.

References
----------
Zhou and Chen (2022), An Improved Baseline for Sentence-level Relation Extraction, call such marks
*entity markers*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

PAD, CLS, SEP = 0, 101, 102
ACTOR, ACTOR_END = 1, 2
CONCEPT, CONCEPT_END = 3, 4
OTHER, OTHER_END = 5, 6
NO_MENTION, NARRATOR, ARGUMENT = 7, 8, 9
SENTENCE, RIVALS, TITLE = 10, 11, 12
N_MARKS = 16
"""The ids below this one are marks; they are the only word vectors that training moves."""

NAME_PIECES, DESCRIPTION_PIECES, RIVAL_PIECES = 10, 12, 8
TITLE_PIECES, SENTENCE_PIECES = 12, 64
CONTEXT_PIECES, FAR_PIECES = 14, 30
"""Context before a sentence that names the concept, and before one that does not."""
LONG_PIECES = 180


@dataclass(frozen=True)
class Pieces:
    """A text as word pieces: their ids and the half-open character span of each."""

    ids: list[int]
    spans: list[tuple[int, int]]


@dataclass
class Marks:
    """Where the actor, the concept and other concepts stand in one text, as character spans."""

    actor: list[tuple[int, int]] = field(default_factory=list)
    concept: list[tuple[int, int]] = field(default_factory=list)
    other: list[tuple[int, int]] = field(default_factory=list)


def mark_pieces(pieces: Pieces, marks: Marks, keep: tuple[int, int]) -> tuple[list[int], int]:
    """Return the ids of the pieces in the window ``keep`` with their marks, and the actor's place.

    Returns
    -------
    ids : list of int
        Pieces and marks in order.
    place : int
        Position of the first mark that opens the actor, -1 where there is none.
    """
    opens: dict[int, list[int]] = {}
    closes: dict[int, list[int]] = {}
    groups = (
        (marks.other, OTHER, OTHER_END),
        (marks.concept, CONCEPT, CONCEPT_END),
        (marks.actor, ACTOR, ACTOR_END),
    )
    for spans, opening, closing in groups:
        for start, end in spans:
            inside = [
                k for k in range(*keep) if pieces.spans[k][0] < end and pieces.spans[k][1] > start
            ]
            if inside:
                opens.setdefault(inside[0], []).insert(0, opening)
                closes.setdefault(inside[-1], []).append(closing)
    ids: list[int] = []
    place = -1
    for k in range(*keep):
        for mark in opens.get(k, ()):
            if mark == ACTOR and place < 0:
                place = len(ids)
            ids.append(mark)
        ids.append(pieces.ids[k])
        ids.extend(closes.get(k, ()))
    return ids, place


def window(pieces: Pieces, spans: Sequence[tuple[int, int]], size: int) -> tuple[int, int]:
    """Return the range of at most ``size`` pieces that holds the first of the spans best."""
    n = len(pieces.ids)
    if n <= size:
        return 0, n
    first = 0
    if spans:
        at = min(
            (k for k in range(n) if pieces.spans[k][1] > spans[0][0]),
            default=0,
        )
        first = min(max(0, at - size // 2), n - size)
        if at < size * 3 // 4:
            first = 0
    return first, first + size


def read_statement(
    name: Pieces,
    description: Pieces,
    sentence: Pieces,
    marks: Marks,
    *,
    rivals: Sequence[Pieces] = (),
    context: Pieces | None = None,
    context_marks: Marks | None = None,
    title: Pieces | None = None,
    mode: int = ACTOR,
    long: bool = False,
) -> tuple[list[int], list[int], int]:
    """Return ids, segment numbers and the place that stands for the actor.

    Parameters
    ----------
    name, description : Pieces
        The concept.
    sentence, marks : Pieces, Marks
        The sentence and where actor and concepts stand in it.
    rivals : sequence of Pieces
        Names of the other concepts that the text names.
    context, context_marks : Pieces, Marks
        The sentence before, or the one that holds the speaker.
    title : Pieces or None
        The article's title, where neither sentence nor context names the concept.
    mode : int
        ``ACTOR`` where a mention is marked, else ``NO_MENTION``, ``NARRATOR`` or ``ARGUMENT``.
    long : bool
        Whether the sentence is a longer text of which up to 180 pieces are read.

    Returns
    -------
    ids, segments : list of int
        What the network reads, of equal length.
    place : int
        Position of the mark that stands for the actor.
    """
    first = [CLS, *name.ids[:NAME_PIECES], 1024, *description.ids[:DESCRIPTION_PIECES]]
    if rivals:
        first.append(RIVALS)
        for rival in rivals[:2]:
            first.extend(rival.ids[:RIVAL_PIECES])
    first.append(SEP)
    second: list[int] = []
    if title is not None and title.ids:
        second += [TITLE, *title.ids[:TITLE_PIECES]]
    if context is not None and context.ids:
        context_marks = context_marks or Marks()
        n = len(context.ids)
        keep = (max(0, n - (CONTEXT_PIECES if marks.concept else FAR_PIECES)), n)
        second += mark_pieces(context, context_marks, keep)[0]
    second.append(SENTENCE)
    size = LONG_PIECES if long else SENTENCE_PIECES
    if mode != ACTOR:
        second.append(mode)
    body, place = mark_pieces(sentence, marks, window(sentence, marks.actor, size))
    if mode != ACTOR or place < 0:
        place = len(second) - 1
    else:
        place += len(second)
    second += [*body, SEP]
    return first + second, [0] * len(first) + [1] * len(second), len(first) + place
