"""The network at work: articles to marked spans (speakers, cues, contents, holders, names)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from .pieces import START_ID, Paragraph, Pieces, pack_windows, split_pieces
from .tags import ENTITY_KINDS, HOLDER_KINDS, SPEECH_KINDS, read_spans, tag_rows

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
    cue_like : float
        For spans of speech, the highest probability of one of its words to be of a cue, were it
        of no content; in [0, 1].
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
    cue_like: float = 0.0


class _Window(NamedTuple):
    article: int
    number: int
    pieces: Pieces
    begin: int
    end: int

    @property
    def words(self) -> np.ndarray:
        """The pieces that begin a word, counted from the beginning of the window."""
        return np.flatnonzero(self.pieces.first[self.begin : self.end])

    def row(self) -> dict[str, np.ndarray]:
        """Return the inputs of the network: the start mark, then the pieces; where words begin."""
        stop = self.end - self.begin + 1
        inputs = {"words": self.words + 1}
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
    full = [window for window in chunk if len(window.words)]
    results = dict(
        zip(
            [(w.article, w.number) for w in full],
            encoder.run((w.row() for w in full), outputs=outputs),
            strict=True,
        )
    )
    found: dict[tuple[int, int], list[Span]] = {key: [] for key in results}
    for head in heads:
        _mark_spans(full, results, head, found)
    for window in chunk:
        spans = found.get((window.article, window.number), [])
        yield window.article, sorted(spans, key=lambda span: (span.piece, span.kind))


def _mark_spans(windows: list[_Window], results: dict, head: str, found: dict) -> None:
    """Add the spans of one head, the best path per paragraph."""
    if not windows:
        return
    words = [window.words for window in windows]
    window_of = np.repeat(np.arange(len(windows)), [len(at) for at in words])
    at = np.concatenate(words)
    read = [results[window.article, window.number] for window in windows]
    logits = np.concatenate([result[head] for result in read])
    tags = tag_rows(logits, _words_per_paragraph(windows, words), len(_HEADS[head]))
    shares = np.exp(logits - logits.max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    sure = shares[np.arange(len(tags)), tags].tolist()
    if head == "speech":
        links = np.concatenate([result["link"] for result in read])
        cue_like = _cue_like(shares).tolist()
    for first, stop, number in read_spans(tags):
        window, kind = windows[window_of[first]], _HEADS[head][number]
        span = _span(window, kind, at[first:stop], sum(sure[first:stop]) / (stop - first))
        if head == "speech":
            likely = max(cue_like[first:stop])
            span = span._replace(link=links[first].copy(), cue_like=likely)
        found[window.article, window.number].append(span)


def _words_per_paragraph(windows: list[_Window], words: list[np.ndarray]) -> np.ndarray:
    """Count the words of each paragraph of each window; a window begins one."""
    numbers = [w.pieces.paragraph[w.begin + at] for w, at in zip(windows, words, strict=True)]
    begins = [np.flatnonzero(np.diff(own, prepend=-1)) for own in numbers]
    return np.concatenate([np.diff(b, append=len(n)) for b, n in zip(begins, numbers, strict=True)])


def _cue_like(shares: np.ndarray) -> np.ndarray:
    """Return for each word how probable it is that it is of a cue, if it is of no content."""
    cue, content = (
        shares[:, 1 + 4 * kind : 5 + 4 * kind].sum(1)
        for kind in (SPEECH_KINDS.index("cue"), SPEECH_KINDS.index("content"))
    )
    return cue / np.maximum(1 - content, cue).clip(1e-9)


def _span(window: _Window, kind: str, words: np.ndarray, probability: float) -> Span:
    """Build the span of consecutive words, given as pieces of the window."""
    pieces, piece = window.pieces, window.begin + int(words[0])
    quote = pieces.quote[window.begin + words]
    quoted = np.count_nonzero((quote == 1) | (quote == 4))
    return Span(
        kind,
        int(pieces.start[piece]),
        int(pieces.end[window.begin + words[-1]]),
        bool(pieces.place[piece] == 2),
        probability,
        quoted / len(words),
        window.number,
        piece,
        int(pieces.paragraph[piece]),
        None,
    )


def whole_characters(text: str, end: int) -> int:
    """Move the end of a span behind what belongs to its last character.

    Combining marks, joiners and skin tones, and the second half of a dash of two hyphens.
    """
    attached = _ATTACHED.match(text, end)
    if text[end - 1 : end + 1] == "--":
        return end + 1
    return attached.end() if attached else end
