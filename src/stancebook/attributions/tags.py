"""Tags: spans to BIOES tags and back, the best valid path at a time for many paragraphs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

SPEECH_KINDS = ("speaker", "cue", "content")
HOLDER_KINDS = ("holder",)
ENTITY_KINDS = ("person", "organisation", "location", "other")
_ROWS_AT_A_TIME = 64


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


def tag_rows(scores: np.ndarray, lengths: np.ndarray, n_kinds: int) -> np.ndarray:
    """Return the best valid tags of rows of words that follow each other.

    Parameters
    ----------
    scores : ndarray of float, shape (n_words, n_tags)
        Log-probabilities or logits of all rows, one row of words after the other.
    lengths : ndarray of int, shape (n_rows,)
        Words per row, at least 1; together `n_words`.
    n_kinds : int

    Returns
    -------
    ndarray of int, shape (n_words,)

    Notes
    -----
    Where the best tag of each word by itself makes a valid row, it is the best row; only the
    others are searched, see :func:`best_paths`.
    """
    tags = scores.argmax(1)
    stops = np.cumsum(lengths)
    starts = stops - lengths
    broken = np.flatnonzero(_is_broken(tags, starts, stops))
    broken = broken[np.argsort(lengths[broken], kind="stable")]
    for some in np.array_split(broken, len(broken) // _ROWS_AT_A_TIME + 1):
        if not len(some):
            continue
        padded = np.zeros((len(some), lengths[some[-1]], scores.shape[1]), dtype=scores.dtype)
        for index, row in enumerate(some):
            padded[index, : lengths[row]] = scores[starts[row] : stops[row]]
        paths = best_paths(padded, lengths[some])
        for path, row in zip(paths, some, strict=True):
            tags[starts[row] : stops[row]] = path[: lengths[row]]
    return tags


def _is_broken(tags: np.ndarray, starts: np.ndarray, stops: np.ndarray) -> np.ndarray:
    """Say for each row whether a span goes on that was not open, or does not go on or end."""
    kind, role = np.divmod(tags - 1, 4)
    left_open = np.where((tags > 0) & (role <= 1), kind, -1)
    goes_on = np.where((tags > 0) & ((role == 1) | (role == 2)), kind, -1)
    opened = np.append(-1, left_open[:-1])
    opened[starts] = -1
    wrong = opened != goes_on
    wrong[stops - 1] |= left_open[stops - 1] >= 0
    return np.logical_or.reduceat(wrong, starts)


def best_paths(scores: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """Return the best valid tags of each row (Viterbi over BIOES, linear in the words).

    Parameters
    ----------
    scores : ndarray of float, shape (n_rows, n_words, n_tags)
        Log-probabilities or logits.
    lengths : ndarray of int, shape (n_rows,)
        Words in use per row, at least 1.

    Returns
    -------
    ndarray of int, shape (n_rows, n_words)
        0 beyond the length.

    Notes
    -----
    A word either continues a span (its kind is fixed) or starts afresh from a closed state, so
    each step compares two numbers per tag and not all pairs of tags.
    """
    n_rows, n_words, n_tags = scores.shape
    begin, inside, close, single = (slice(1 + role, None, 4) for role in range(4))
    tags_of = np.arange(n_tags, dtype=np.int8)
    closed_tags = np.concatenate([tags_of[:1], tags_of[close], tags_of[single]])
    rows = np.arange(n_rows)
    totals = scores.transpose(1, 0, 2).astype(float)
    from_tag = np.empty((n_words, n_rows, n_tags), dtype=np.int8)
    closed, closed_from = np.zeros(n_rows), np.zeros(n_rows, dtype=np.int8)
    for word in range(n_words):
        now, came = totals[word], from_tag[word]
        came[:] = closed_from[:, None]
        if word == 0:
            now[:, inside] = now[:, close] = -np.inf
        else:
            open_begin, open_inside = totals[word - 1][:, begin], totals[word - 1][:, inside]
            open_score = np.maximum(open_begin, open_inside)
            came[:, inside] = came[:, close] = tags_of[begin] + (open_inside > open_begin)
            now[:, inside] += open_score
            now[:, close] += open_score
        for fresh in (begin, single):
            now[:, fresh] += closed[:, None]
        now[:, 0] += closed
        closed_from = closed_tags[now[:, closed_tags].argmax(1)]
        closed = now[rows, closed_from]
    tags = np.zeros((n_rows, n_words), dtype=np.int64)
    current = closed_tags[totals[lengths - 1, rows][:, closed_tags].argmax(1)]
    for word in range(n_words - 1, -1, -1):
        in_use = word < lengths
        tags[in_use, word] = current[in_use]
        current = np.where(in_use, from_tag[word, rows, current], current)
    return tags
