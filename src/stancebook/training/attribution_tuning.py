"""Tune how readily the reader marks: one number per head, on dev articles."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from ..attributions.reader import Span, cut_windows, mark_spans
from ..encoder import Encoder
from .attribution_examples import paragraphs_of

DOUBTS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0)


def tune_doubt(
    encoder: Encoder,
    texts: Sequence[str],
    gold: Sequence[set[tuple[str, int, int]]],
    *,
    head: str,
    doubts: Sequence[float] = DOUBTS,
) -> pd.DataFrame:
    """Score a range of doubts about "outside" on texts with gold spans.

    Parameters
    ----------
    encoder : Encoder
    texts : sequence of str
    gold : sequence of sets of (kind, start, end)
        One per text.
    head : str
        ``speech``, ``holder`` or ``entity``.
    doubts : sequence of float
        Tried values, in units of logits.

    Returns
    -------
    DataFrame
        ``doubt`` and exact-span F1 in percent per kind in `gold`, and ``mean`` over the kinds.
    """
    windows = list(cut_windows((paragraphs_of(text) for text in texts), encoder.tokenizer))
    windows = [window for window in windows if len(window.words)]
    outputs = [head, "link"] if head == "speech" else [head]
    results = {
        (window.article, window.number): result
        for window, result in zip(
            windows, encoder.run((w.row() for w in windows), outputs=outputs), strict=True
        )
    }
    rows = []
    for doubt in doubts:
        found: dict[tuple[int, int], list[Span]] = {key: [] for key in results}
        mark_spans(windows, results, head, found, doubt=doubt)
        rows.append({"doubt": doubt, **_span_scores(found, gold)})
    return pd.DataFrame(rows)


def _span_scores(found: dict, gold: Sequence[set]) -> dict[str, float]:
    ours = {(key[0], s.kind, s.start, s.end) for key, spans in found.items() for s in spans}
    theirs = {(index, *span) for index, spans in enumerate(gold) for span in spans}
    scores = {}
    for kind in sorted({span[1] for span in theirs}):
        f, g = ({span for span in some if span[1] == kind} for some in (ours, theirs))
        scores[kind] = 200 * len(f & g) / max(1, len(f) + len(g))
    return {**scores, "mean": sum(scores.values()) / max(1, len(scores))}
