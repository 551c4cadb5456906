"""Tags: spans to BIOES tags and back, the best valid path at a time for many paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

SPEECH_KINDS = ("speaker", "cue", "content")
HOLDER_KINDS = ("holder",)
ENTITY_KINDS = ("person", "organisation", "location", "other")


def count_tags(kinds: Sequence[str]) -> int:
    """Return how many tags a head with these kinds has: four per kind and one for outside."""
    return 4 * len(kinds) + 1


def tag_words(n_words: int, spans: Sequence[tuple[int, int, int]]) -> np.ndarray:
    """Tag words by spans (first word, word after the last, kind).

    Examples
    --------
    >>> tag_words(5, [(0, 1, 0), (2, 5, 1)]).tolist()
    [4, 0, 5, 6, 7]
    """
    tags = np.zeros(n_words, dtype=np.int64)
    for begin, end, kind in spans:
        base = 1 + 4 * kind
        if end - begin == 1:
            tags[begin] = base + 3
        else:
            tags[begin:end] = base + 1
            tags[begin], tags[end - 1] = base, base + 2
    return tags


def read_spans(tags: np.ndarray) -> list[tuple[int, int, int]]:
    """Read the spans (first word, word after the last, kind) of a valid row of tags."""
    spans, begin = [], 0
    for index in np.flatnonzero(tags).tolist():
        kind, role = divmod(int(tags[index]) - 1, 4)
        if role in (0, 3):
            begin = index
        if role in (2, 3):
            spans.append((begin, index + 1, kind))
    return spans


def best_paths(scores: np.ndarray, lengths: np.ndarray, n_kinds: int) -> np.ndarray:
    """Return the best valid tags of each row (Viterbi over BIOES, linear in the words).

    Parameters
    ----------
    scores : ndarray of float, shape (n_rows, n_words, n_tags)
        Log-probabilities or logits.
    lengths : ndarray of int, shape (n_rows,)
        Words in use per row, at least 1.
    n_kinds : int

    Returns
    -------
    ndarray of int, shape (n_rows, n_words)
        0 beyond the length.

    Notes
    -----
    A word either continues a span (its kind is fixed) or starts afresh from a closed state, so
    each step compares two numbers per tag and not all pairs of tags.
    """
    n_rows, n_words, _ = scores.shape
    kinds = np.arange(n_kinds)
    begin, inside, close, single = (1 + role + 4 * kinds for role in range(4))
    closed_tags = np.concatenate([[0], close, single])
    from_tag = np.zeros((n_words, n_rows, 4 * n_kinds + 1), dtype=np.int8)
    closed = np.zeros(n_rows)
    closed_from = np.zeros(n_rows, dtype=np.int8)
    best = None
    last = np.zeros((n_rows, 4 * n_kinds + 1))
    for word in range(n_words):
        now = scores[:, word].astype(float, copy=True)
        from_tag[word] = closed_from[:, None]
        if word == 0:
            now[:, inside] = -np.inf
            now[:, close] = -np.inf
            now[:, np.concatenate([[0], begin, single])] += closed[:, None]
        else:
            open_begin, open_inside = best[:, begin], best[:, inside]
            continues = open_inside > open_begin
            open_score = np.where(continues, open_inside, open_begin)
            open_tag = np.where(continues, inside, begin).astype(np.int8)
            now[:, inside] += open_score
            now[:, close] += open_score
            from_tag[word][:, inside] = open_tag
            from_tag[word][:, close] = open_tag
            now[:, np.concatenate([[0], begin, single])] += closed[:, None]
        best = now
        ends_here = lengths == word + 1
        if ends_here.any():
            last[ends_here] = best[ends_here]
        closed_at = best[:, closed_tags].argmax(1)
        closed_from = closed_tags[closed_at].astype(np.int8)
        closed = best[np.arange(n_rows), closed_from]
    tags = np.zeros((n_rows, n_words), dtype=np.int64)
    current = closed_tags[last[:, closed_tags].argmax(1)]
    for word in range(n_words - 1, -1, -1):
        in_use = word < lengths
        tags[in_use, word] = current[in_use]
        current = np.where(in_use, from_tag[word, np.arange(n_rows), current], current)
    return tags
