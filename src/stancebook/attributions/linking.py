"""Spans to attributions: each content finds its cue, each cue its speaker, also over sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .reader import Span

_WIDTH = 64
_CLIP = 1e-4


class Attribution(NamedTuple):
    """One piece of reported speech, as spans of an article."""

    speakers: tuple[Span, ...]
    cue: Span | None
    contents: tuple[Span, ...]
    confidence: float

    @property
    def in_title(self) -> bool:
        """Say whether it stands in the title."""
        return (self.cue or self.contents[0]).in_title

    @property
    def is_direct(self) -> bool:
        """Say whether most of the words of the content are quoted."""
        length = sum(span.end - span.start for span in self.contents)
        return sum(s.quoted * (s.end - s.start) for s in self.contents) >= 0.5 * max(1, length)


def link_spans(
    spans: Sequence[Span], bias: np.ndarray, scale: Sequence[float] = (1.0, 0.0)
) -> list[Attribution]:
    """Link the spans of one article.

    Parameters
    ----------
    spans : sequence of Span
        Speakers, cues and contents with link vectors, in order of place.
    bias : ndarray, shape (2, 4)
        Per link type the weights of distance before, distance after, another paragraph, none.
    scale : sequence of float
        Slope and intercept on the log-odds of the confidence, fitted so that it is the share of
        attributions that are right.

    Returns
    -------
    list of Attribution
        In order of place. Contents without a cue in reach that carry on a quotation belong to
        the attribution before them; others stand alone without speaker and cue.
    """
    parts: dict[tuple[int, bool], dict[str, list[Span]]] = {}
    for span in spans:
        kinds = parts.setdefault((span.window, span.in_title), {})
        kinds.setdefault(span.kind, []).append(span)
    found: list[Attribution] = []
    for key in sorted(parts, key=lambda k: (k[0], not k[1])):
        found.extend(_link_window(parts[key], bias))
    return [one._replace(confidence=_scaled(one.confidence, scale)) for one in found]


def _scaled(confidence: float, scale: Sequence[float]) -> float:
    """Move a confidence by slope and intercept on its log-odds.

    Examples
    --------
    >>> round(_scaled(0.8, (1.0, 0.0)), 3), round(_scaled(0.5, (2.0, 1.0)), 3)
    (0.8, 0.731)
    """
    sure = min(1 - _CLIP, max(_CLIP, confidence))
    return float(1 / (1 + np.exp(-(scale[0] * np.log(sure / (1 - sure)) + scale[1]))))


def _link_window(kinds: dict[str, list[Span]], bias: np.ndarray) -> list[Attribution]:
    cues = kinds.get("cue", [])
    speakers, contents = kinds.get("speaker", []), kinds.get("content", [])
    to_cue, sure_cue = _answers(contents, cues, bias, 1)
    to_speaker, sure_speaker = _answers(cues, speakers, bias, 0)
    found = []
    for index, cue in enumerate(cues):
        own = [c for c, answer in zip(contents, to_cue, strict=True) if answer == index]
        if not own:
            continue
        speaker = (speakers[to_speaker[index]],) if to_speaker[index] >= 0 else ()
        sure = [sure_speaker[index], cue.probability, *(span.probability for span in speaker)]
        sure += [sure_cue[i] for i, answer in enumerate(to_cue) if answer == index]
        sure += [span.probability for span in own]
        found.append(Attribution(speaker, cue, tuple(own), float(np.prod(sure) ** (1 / len(sure)))))
    for index, answer in enumerate(to_cue):
        if answer < 0:
            alone = contents[index]
            found.append(Attribution((), None, (alone,), alone.probability * sure_cue[index]))
    return sorted(found, key=lambda a: (a.contents[0].piece, a.cue is None))


def _answers(
    queries: Sequence[Span], candidates: Sequence[Span], bias: np.ndarray, which: int
) -> tuple[list[int], list[float]]:
    """Return the best candidate of each query (-1 for none) and its probability."""
    if not queries:
        return [], []
    if not candidates:
        return [-1] * len(queries), [1.0] * len(queries)
    side = slice(2 * which * _WIDTH, (2 * which + 1) * _WIDTH)
    other = slice((2 * which + 1) * _WIDTH, (2 * which + 2) * _WIDTH)
    query = np.stack([span.link[side] for span in queries])
    key = np.stack([span.link[other] for span in candidates])
    scores = query @ key.T / np.sqrt(_WIDTH)
    at = np.array([[span.piece, span.paragraph] for span in queries])
    to = np.array([[span.piece, span.paragraph] for span in candidates])
    distance = to[None, :, 0] - at[:, None, 0]
    scores += np.where(distance < 0, bias[which, 0], bias[which, 1]) * np.log1p(np.abs(distance))
    scores += bias[which, 2] * (at[:, None, 1] != to[None, :, 1])
    scores = np.hstack([np.full((len(queries), 1), bias[which, 3]), scores])
    weights = np.exp(scores - scores.max(1, keepdims=True))
    weights /= weights.sum(1, keepdims=True)
    best = weights.argmax(1)
    return (best - 1).tolist(), weights[np.arange(len(best)), best].tolist()
