"""Text to word pieces: ids, what an uncased vocabulary forgets, and exact character offsets."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

SEPARATOR_ID, START_ID = 102, 101
QUOTE_ID = 1000
"""All double quotation marks are read as this one; ``quote`` says which way they face."""

SHAPES = ("mark", "lower", "title", "upper", "letter", "mixed", "digit", "other")
QUOTE_STATES = ("outside", "inside", "opening", "closing", "carried")
PLACES = ("text", "first", "title", "separator")

_OPENING = frozenset('"“„«‟〝❝')
_CLOSING = frozenset('"”»〞❞')
_MARKS = _OPENING | _CLOSING
_SENTENCE_ENDS = frozenset(".!?…。！？")


class Pieces(NamedTuple):
    """Word pieces of one article, flat; a separator follows every paragraph.

    Attributes
    ----------
    ids, shape, quote, place : ndarray of int, shape (n_pieces,)
        What the network reads; the last three index SHAPES, QUOTE_STATES and PLACES.
    first : ndarray of bool
        The piece begins a word; only such pieces carry a tag.
    start, end : ndarray of int
        Character offsets of the *word* that the piece belongs to, half-open.
    paragraph : ndarray of int
        Index of the paragraph, for a separator that of the paragraph before it.
    """

    ids: np.ndarray
    shape: np.ndarray
    quote: np.ndarray
    place: np.ndarray
    first: np.ndarray
    start: np.ndarray
    end: np.ndarray
    paragraph: np.ndarray


class Paragraph(NamedTuple):
    """One paragraph to read: its words, where they start in the article, and whether a title."""

    text: str
    start: int
    is_title: bool


@lru_cache(maxsize=100_000)
def _shape(word: str) -> int:
    if word.isalpha():
        if word.islower():
            return 1
        if word.isupper():
            return 4 if len(word) == 1 else 3
        return 2 if word[0].isupper() and word[1:].islower() else 5
    if word.isdigit():
        return 6
    return 0 if not any(letter.isalnum() for letter in word) else 7


def quote_states(words: Sequence[str], text: str, starts: Sequence[int]) -> list[int]:
    """Say for each word of a paragraph whether it stands in double quotation marks.

    A mark that never closes is read as carried on to the end of the paragraph, as newspapers
    print a quotation that runs over several paragraphs. A single turned comma that opens (‘) and
    is closed by a raised comma before a non-letter counts as a quotation mark too.

    Returns
    -------
    list of int
        Indices of QUOTE_STATES, one per word.

    Examples
    --------
    >>> text = 'He said "no" .'
    >>> words = ["He", "said", '"', "no", '"', "."]
    >>> quote_states(words, text, [0, 3, 8, 9, 11, 13])
    [0, 0, 2, 1, 3, 0]
    """
    states = [0] * len(words)
    opened, opener = -1, ""
    for index, word in enumerate(words):
        if len(word) != 1 or (word not in _MARKS and word not in "‘’"):
            if opened >= 0:
                states[index] = 1
            continue
        if opened < 0:
            if word in _MARKS or word == "‘":
                opened, opener = index, word
                states[index] = 2
        elif _closes(word, opener, text, starts[index]):
            states[index] = 3
            opened = -1
        else:
            states[index] = 1
    if opened >= 0:
        states[opened + 1 :] = [4] * (len(words) - opened - 1)
    return states


def _closes(word: str, opener: str, text: str, at: int) -> bool:
    if opener == "‘":
        return word == "’" and not text[at + 1 : at + 2].isalnum()
    return word in _CLOSING or (word == "“" and opener == "„") or (word == "«" and opener == "»")


def split_pieces(tokenizer, paragraphs: Sequence[Paragraph], *, longest: int = 254) -> Pieces:
    """Cut paragraphs into word pieces.

    Parameters
    ----------
    tokenizer : tokenizers.Tokenizer
        Without truncation and padding.
    paragraphs : sequence of Paragraph
    longest : int
        Paragraphs with more pieces are cut, after the end of a sentence where there is one.

    Returns
    -------
    Pieces
    """
    encodings = tokenizer.encode_batch([p.text for p in paragraphs], add_special_tokens=False)
    parts = [
        part
        for paragraph, encoding in zip(paragraphs, encodings, strict=True)
        if len(encoding)
        for part in _paragraph_parts(paragraph, encoding, longest)
    ]
    if not parts:
        return Pieces(*(np.zeros(0, dtype=bool if i == 4 else np.int64) for i in range(8)))
    number = np.repeat(np.arange(len(parts)), [len(part[0]) for part in parts])
    return Pieces(*(np.concatenate(column) for column in zip(*parts, strict=True)), number)


def _paragraph_parts(paragraph: Paragraph, encoding, longest: int) -> list[tuple]:
    """Return the columns of Pieces but the last, one tuple per chunk, each with its separator."""
    text = paragraph.text
    word_ids = np.asarray(encoding.word_ids, dtype=np.int64)
    offsets = np.asarray(encoding.offsets, dtype=np.int64)
    first = np.diff(word_ids, prepend=-1) != 0
    first_at = np.flatnonzero(first)
    last_at = np.append(first_at[1:], len(first)) - 1
    starts, ends = offsets[first_at, 0], offsets[last_at, 1]
    words = [text[a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]
    word_of = np.cumsum(first) - 1
    ids = np.asarray(encoding.ids, dtype=np.int64)
    ids[_is_mark(words)[word_of]] = QUOTE_ID
    place = np.full(len(ids), 2 if paragraph.is_title else 0)
    place[0] = place[0] or 1
    columns = (
        ids,
        np.fromiter(map(_shape, words), np.int64, len(words))[word_of],
        np.asarray(quote_states(words, text, starts.tolist()), dtype=np.int64)[word_of],
        place,
        first,
        starts[word_of] + paragraph.start,
        ends[word_of] + paragraph.start,
    )
    separator = (SEPARATOR_ID, 0, 0, 3, False)
    return [
        (
            *(np.append(c[a:b], v) for c, v in zip(columns[:5], separator, strict=True)),
            *(np.append(c[a:b], columns[6][b - 1]) for c in columns[5:]),
        )
        for a, b in _chunks(words, last_at + 1, longest)
    ]


def _is_mark(words: Sequence[str]) -> np.ndarray:
    return np.fromiter((word in _MARKS for word in words), bool, len(words))


def _chunks(words: Sequence[str], stops: np.ndarray, longest: int) -> list[tuple[int, int]]:
    """Cut a paragraph of more than `longest` pieces after sentence ends, else between words."""
    n_pieces = int(stops[-1])
    if n_pieces <= longest:
        return [(0, n_pieces)]
    chunks, begin, previous, last_end = [], 0, 0, 0
    for word, stop in zip(words, stops.tolist(), strict=True):
        while stop - begin > longest:
            cut = next((c for c in (last_end, previous) if c > begin), begin + longest)
            chunks.append((begin, cut))
            begin = cut
        if word in _SENTENCE_ENDS:
            last_end = stop
        previous = stop
    return [*chunks, (begin, n_pieces)]


def pack_windows(pieces: Pieces, *, size: int = 255, first_size: int | None = None):
    """Pack consecutive paragraphs into windows of at most `size` pieces.

    Returns
    -------
    list of (int, int)
        Half-open ranges of pieces; together they are all pieces, each once.
    """
    if not len(pieces.ids):
        return []
    ends = np.flatnonzero(pieces.place == 3) + 1
    windows, begin, previous, limit = [], 0, 0, first_size or size
    for stop in ends.tolist():
        if stop - begin > limit and previous > begin:
            windows.append((begin, previous))
            begin, limit = previous, size
        previous = stop
    windows.append((begin, previous))
    return windows
