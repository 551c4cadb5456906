"""The network at work: articles to marked spans (speakers, cues, contents, holders, names)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .pieces import START_ID, Paragraph, Pieces, pack_windows, split_pieces
from .tags import ENTITY_KINDS, HOLDER_KINDS, SPEECH_KINDS, best_paths, read_spans

if TYPE_CHECKING:
    from ..encoder import Encoder

MODEL = "attribution"
_HEADS = {"speech": SPEECH_KINDS, "holder": HOLDER_KINDS, "entity": ENTITY_KINDS}
_WINDOWS_AT_A_TIME = 64
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_SEQUEL = "\u0300-\u036f\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff"
_ATTACHED = re.compile(f"[{_SEQUEL}]+")


class Span(NamedTuple):
    """Words of one article that the network marked.

    Attributes
    ----------
    kind : str
        One of SPEECH_KINDS, HOLDER_KINDS, ENTITY_KINDS.
    start, end : int
        Characters in the article's text, or title where ``in_title``.
    probability : float
        Mean probability of the tags, in [0, 1].
    quoted : float
        Share of the words that stand in quotation marks.
    window, piece, paragraph : int
        Where the span begins; links run inside a window only.
    link : ndarray or None
        The link vector of its first word, for spans of speech.
    """

    kind: str
    start: int
    end: int
    in_title: bool
    probability: float
    quoted: float
    window: int
    piece: int
    paragraph: int
    link: np.ndarray | None


class _Window(NamedTuple):
    article: int
    number: int
    pieces: Pieces
    begin: int
    end: int

    def row(self) -> dict[str, np.ndarray]:
        """Return the inputs of the network: the start mark, then the pieces."""
        stop = self.end - self.begin + 1
        inputs = {}
        for name, value in (("ids", START_ID), ("shape", 0), ("quote", 0), ("place", 3)):
            inputs[name] = np.empty(stop, dtype=np.int64)
            inputs[name][0] = value
            inputs[name][1:] = getattr(self.pieces, name)[self.begin : self.end]
        return inputs


def title_and_paragraphs(title: str, text: str) -> list[Paragraph]:
    """Cut an article into what is read: its title, then its paragraphs."""
    from ..passages import split_paragraphs

    read = [Paragraph(title, 0, True)] if title.strip() else []
    return read + [Paragraph(text[a:b], a, False) for a, b in split_paragraphs(text)]


def read_spans_of(
    articles: Iterable[Sequence[Paragraph]],
    encoder: Encoder,
    *,
    heads: Sequence[str] = ("speech", "holder", "entity"),
) -> Iterator[list[Span]]:
    """Mark the spans of each article.

    Parameters
    ----------
    articles : iterable of sequences of Paragraph
    encoder : Encoder
    heads : sequence of str
        Which heads to run.

    Yields
    ------
    list of Span
        One list per article, in order of place.

    Notes
    -----
    Time and memory are linear in the text: windows are read a few dozen at a time, and of each
    only the spans stay.
    """
    windows = cut_windows(articles, encoder.tokenizer)
    ready: list[Span] = []
    current, any_read = 0, False
    while chunk := list(islice(windows, _WINDOWS_AT_A_TIME)):
        any_read = True
        for article, spans in _read_windows(chunk, encoder, heads):
            while current < article:
                yield ready
                current, ready = current + 1, []
            ready.extend(spans)
    if any_read:
        yield ready


def cut_windows(articles: Iterable[Sequence[Paragraph]], tokenizer) -> Iterator[_Window]:
    """Yield the windows of each article, at least one (which may be empty)."""
    for number, paragraphs in enumerate(articles):
        clean = [p._replace(text=_LONE_SURROGATE.sub("\ufffd", p.text)) for p in paragraphs]
        pieces = split_pieces(tokenizer, clean)
        spans = pack_windows(pieces) or [(0, 0)]
        for count, (begin, end) in enumerate(spans):
            yield _Window(number, count, pieces, begin, end)


def _read_windows(
    chunk: list[_Window], encoder: Encoder, heads: Sequence[str]
) -> Iterator[tuple[int, list[Span]]]:
    outputs = [*heads, "link"] if "speech" in heads else list(heads)
    full = [window for window in chunk if window.end > window.begin]
    results = dict(
        zip(
            [(w.article, w.number) for w in full],
            encoder.run((w.row() for w in full), outputs=outputs),
            strict=True,
        )
    )
    found: dict[tuple[int, int], list[Span]] = {key: [] for key in results}
    doubt = encoder.settings.get("doubt", {})
    for head in heads:
        mark_spans(full, results, head, found, doubt=doubt.get(head, 0.0))
    for window in chunk:
        spans = found.get((window.article, window.number), [])
        yield window.article, sorted(spans, key=lambda span: (span.piece, span.kind))


def mark_spans(
    windows: list[_Window], results: dict, head: str, found: dict, *, doubt: float = 0.0
) -> None:
    """Add the spans of one head, the best path per paragraph.

    `doubt` is taken off the score of "outside", so that more spans are found.
    """
    kinds = _HEADS[head]
    rows, places = [], []
    for window in windows:
        pieces = window.pieces
        logits = results[window.article, window.number][head]
        words = np.flatnonzero(pieces.first[window.begin : window.end])
        paragraph = pieces.paragraph[window.begin + words]
        cuts = np.flatnonzero(np.diff(paragraph)) + 1
        for at in np.split(words, cuts):
            if len(at):
                rows.append(logits[at + 1])
                places.append((window, at))
    if not rows:
        return
    lengths = np.array([len(row) for row in rows])
    order = np.argsort(lengths, kind="stable")
    for some in np.array_split(order, max(1, len(order) // 64)):
        if not len(some):
            continue
        padded = np.zeros((len(some), lengths[some].max(), rows[0].shape[1]), dtype=np.float32)
        for index, row in enumerate(some):
            padded[index, : lengths[row]] = rows[row]
        padded[:, :, 0] -= doubt
        paths = best_paths(padded, lengths[some], len(kinds))
        for path, logits, row in zip(paths, padded, some, strict=True):
            window, at = places[row]
            path = path[: len(at)]
            if path.any():
                key = window.article, window.number
                link = results[key]["link"] if head == "speech" else None
                sure = _sureness(logits[: len(at)], path)
                for first, stop, kind in read_spans(path):
                    at_words, kept = at[first:stop], sure[first:stop]
                    found[key].append(_span(window, kinds[kind], at_words, kept, link))


def _sureness(logits: np.ndarray, path: np.ndarray) -> np.ndarray:
    """Return the probability of the tag of each word."""
    weights = np.exp(logits - logits.max(1, keepdims=True))
    return weights[np.arange(len(path)), path] / weights.sum(1)


def _span(window: _Window, kind: str, words: np.ndarray, sure: np.ndarray, link) -> Span:
    """Build the span of consecutive words, given as pieces of the window."""
    pieces, piece = window.pieces, window.begin + int(words[0])
    quote = pieces.quote[window.begin + words]
    quoted = np.count_nonzero((quote == 1) | (quote == 4))
    return Span(
        kind,
        int(pieces.start[piece]),
        int(pieces.end[window.begin + words[-1]]),
        bool(pieces.place[piece] == 2),
        float(sure.sum() / len(words)),
        quoted / len(words),
        window.number,
        piece,
        int(pieces.paragraph[piece]),
        None if link is None else link[int(words[0]) + 1].copy(),
    )


def whole_characters(text: str, end: int) -> int:
    """Move the end of a span behind what belongs to its last character.

    Combining marks, joiners and skin tones, and the second half of a dash of two hyphens.
    """
    attached = _ATTACHED.match(text, end)
    if text[end - 1 : end + 1] == "--":
        return end + 1
    return attached.end() if attached else end
