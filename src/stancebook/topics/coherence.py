"""How well the terms of a topic belong together, and how far topics differ from each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import scipy.sparse as sp

from ..errors import InputError

_EPSILON = 1e-12
_BLOCK_WORDS = 500_000


def npmi_coherence(
    topics: Sequence[Sequence[str]],
    texts: Sequence[Sequence[str]],
    *,
    window: int | None = 10,
    counting: str = "every",
) -> np.ndarray:
    """Score topics by the normalised pointwise mutual information of their terms.

    Parameters
    ----------
    topics : sequence of sequences of str
        Terms of each topic, such as the best ten.
    texts : sequence of sequences of str
        The corpus, in words.
    window : int or None
        Terms occur together where they stand within so many words; None: within a text.
    counting : str
        ``every`` occurrence counts. ``gensim`` gives the numbers of that package, which loses a
        term that repeats within a window as soon as its first occurrence leaves.

    Returns
    -------
    ndarray of float, shape (n_topics,)
        Mean over the pairs of terms, from -1 (never together: close to -1, by how frequent they
        are) to 1 (never apart). A pair with a term that the corpus lacks counts -1, a pair in
        every window 0; a topic of one term, or none, scores 0. Never NaN.

    References
    ----------
    .. [1] Bouma, G. (2009). Normalized (pointwise) mutual information in collocation extraction.
    .. [2] Röder, M., Both, A. & Hinneburg, A. (2015). Exploring the space of topic coherence
       measures (there: C_NPMI).

    Examples
    --------
    >>> texts = [["ban", "treaty"], ["ban", "treaty"], ["tax"], ["tax", "ban"]]
    >>> npmi_coherence([["ban", "treaty"], ["treaty", "tax"]], texts, window=None).round(2).tolist()
    [0.42, -0.95]
    """
    terms = sorted({term for topic in topics for term in topic})
    index = {term: column for column, term in enumerate(terms)}
    lengths = [len(text) for text in texts]
    starts = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).astype(np.int64)
    ids = np.fromiter(
        (index.get(word, -1) for text in texts for word in text), np.int32, count=int(starts[-1])
    )
    columns = [[index[term] for term in topic] for topic in topics]
    return npmi_of_columns(
        columns, ids, starts, n_terms=len(terms), window=window, counting=counting
    )


def npmi_of_columns(
    topics: Sequence[Sequence[int]],
    ids: np.ndarray,
    starts: np.ndarray,
    *,
    n_terms: int,
    window: int | None = 10,
    counting: str = "every",
) -> np.ndarray:
    """Score topics given as columns, on words encoded by ``Vocabulary.encode``."""
    if counting not in ("every", "gensim"):
        raise InputError(f"counting: expected 'every' or 'gensim', got {counting!r}")
    if window is not None and window < 1:
        raise InputError(f"window: expected at least 1 word, or None, got {window}")
    wanted = np.unique([column for topic in topics for column in topic]).astype(np.int64)
    place = np.full(n_terms + 1, -1, dtype=np.int64)
    place[wanted] = np.arange(len(wanted))
    together, n_windows = _count_windows(
        place[ids], starts, len(wanted), window=window, loses_repeats=counting == "gensim"
    )
    return np.array([_topic_npmi(place[list(topic)], together, n_windows) for topic in topics])


def _count_windows(
    ids: np.ndarray, starts: np.ndarray, n_terms: int, *, window: int | None, loses_repeats: bool
) -> tuple[np.ndarray, int]:
    """Count the windows that hold each pair of terms (the diagonal: each term)."""
    together = np.zeros((n_terms, n_terms))
    n_windows = 0
    for first, last in _blocks(starts):
        rows, columns, n_rows = _occurrences(
            ids, starts[first : last + 1], window, loses_repeats=loses_repeats
        )
        held = sp.csr_matrix(
            (np.ones(len(rows), np.float64), (rows, columns)), shape=(n_rows, n_terms)
        )
        held.sum_duplicates()
        held.data[:] = 1
        together += (held.T @ held).toarray()
        n_windows += n_rows
    return together, n_windows


def _blocks(starts: np.ndarray) -> Iterator[tuple[int, int]]:
    first, n_texts = 0, len(starts) - 1
    while first < n_texts:
        last = int(np.searchsorted(starts, starts[first] + _BLOCK_WORDS, side="right")) - 1
        last = min(max(last, first + 1), n_texts)
        yield first, last
        first = last


def _occurrences(
    ids: np.ndarray, starts: np.ndarray, window: int | None, *, loses_repeats: bool
) -> tuple[np.ndarray, np.ndarray, int]:
    """Return (window, term) pairs; a text shorter than the window is one window."""
    lengths = np.diff(starts)
    text = np.repeat(np.arange(len(lengths)), lengths)
    words = ids[starts[0] : starts[-1]]
    known = np.flatnonzero(words >= 0)
    text, columns = text[known], words[known]
    if window is None:
        return text, columns, len(lengths)
    n_windows = np.maximum(lengths - window, 0) + 1
    before = np.concatenate([[0], np.cumsum(n_windows)])
    position = known - (starts[text] - starts[0])
    low = np.maximum(position - window + 1, 0)
    high = np.minimum(position, n_windows[text] - 1)
    if loses_repeats:
        # Seen from the window in which a word enters: its first occurrence there ends the count.
        size = int(starts[-1] - starts[0]) + 1
        occurrences = np.sort(columns.astype(np.int64) * size + known)
        enters = columns.astype(np.int64) * size + known - position + low
        earliest = occurrences[np.searchsorted(occurrences, enters)] - columns * size
        high = np.minimum(high, position - (known - earliest))
    span = high - low + 1
    offset = np.arange(int(span.sum())) - np.repeat(np.cumsum(span) - span, span)
    rows = np.repeat(before[text] + low, span) + offset
    return rows, np.repeat(columns, span), int(before[-1])


def _topic_npmi(columns: np.ndarray, together: np.ndarray, n_windows: int) -> float:
    if len(columns) < 2 or n_windows == 0:
        return 0.0
    first, second = np.triu_indices(len(columns), k=1)
    first, second = columns[first], columns[second]
    alone = np.diag(together) / n_windows
    both = together[first, second] / n_windows
    expected = alone[first] * alone[second]
    score = np.full(len(both), -1.0)
    seen = expected > 0
    everywhere = both >= 1
    some = seen & ~everywhere
    score[some] = np.log((both[some] + _EPSILON) / expected[some]) / -np.log(both[some] + _EPSILON)
    score[seen & everywhere] = 0.0
    return float(np.clip(score, -1, 1).mean())


def topic_diversity(topics: Sequence[Sequence[str]]) -> float:
    """Return the share of terms that stand in one topic only, from 0 to 1.

    References
    ----------
    .. [1] Dieng, A., Ruiz, F. & Blei, D. (2020). Topic modeling in embedding spaces (there: the
       share of different terms among all listed terms).

    Examples
    --------
    >>> topic_diversity([["ban", "treaty"], ["ban", "tax"]])
    0.75
    """
    terms = [term for topic in topics for term in topic]
    return len(set(terms)) / len(terms) if terms else 1.0


def topic_exclusivity(term_weights: np.ndarray, *, n_terms: int = 10) -> np.ndarray:
    """Return how far the best terms of each topic belong to it alone, from 1 / n_topics to 1.

    Parameters
    ----------
    term_weights : ndarray, shape (n_topics, n_terms)
        Rows sum to 1.

    References
    ----------
    .. [1] Bischof, J. & Airoldi, E. (2012). Summarizing topical content with word frequency and
       exclusivity.

    Examples
    --------
    >>> topic_exclusivity(np.array([[1.0, 0.0], [0.5, 0.5]]), n_terms=1).round(2).tolist()
    [0.67, 0.33]
    """
    best = np.argsort(-term_weights, axis=1, kind="stable")[:, :n_terms]
    total = np.maximum(term_weights.sum(axis=0), _EPSILON)
    return np.take_along_axis(term_weights / total, best, axis=1).mean(axis=1)
