"""Which articles print the same text: candidates by MinHash, pairs verified exactly, clusters."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..errors import InputError
from ..tables import ARTICLES, check_table
from .shingles import Shingler, shingle, sketch

_CANDIDATE_WORDS = 4
_VERIFIED_WORDS = 3
_N_PERMUTATIONS = 128
_ROWS_PER_BAND = 2
_NEIGHBOURS = 3
_SHORT = 20
"""Texts of fewer words are copies only where title and text are equal, word for word."""

MIN_CONTAINMENT = 0.5
"""Share of the shorter text's sequences of three words that the longer one must hold. Changing
15 % of the words at random leaves 61 %; two reports on one event share below 30 %."""
MIN_LENGTH_RATIO = 0.25
"""A text shorter than this share of the other is no copy of it: digests link no two stories."""


def label_stories(
    articles: pd.DataFrame,
    *,
    min_containment: float = MIN_CONTAINMENT,
    min_length_ratio: float = MIN_LENGTH_RATIO,
) -> pd.DataFrame:
    """Give articles that print the same text the same ``story_id``.

    Wire copy, shortened, updated, reordered and re-headlined versions count as the same text, on
    any day and in any outlet. Headlines are not compared.

    Parameters
    ----------
    articles : DataFrame
        See :data:`stancebook.tables.ARTICLES`.
    min_containment, min_length_ratio : float
        From 0 to 1; see :func:`find_copies`.

    Returns
    -------
    DataFrame
        The same rows with ``story_id`` filled: the smallest ``article_id`` of the cluster. Their
        order, and the order in which they came, change nothing.

    References
    ----------
    .. [1] Broder, A. (1997). On the resemblance and containment of documents.
    .. [2] Leskovec, J., Rajaraman, A. & Ullman, J. (2020). Mining of massive datasets, chapter 3.

    Examples
    --------
    >>> import stancebook as sb
    >>> text = "The minister told parliament on Monday that the treaty would be signed in May, and "
    >>> text += "that no amendment to it would be tabled before the summer recess of the house."
    >>> articles = pd.DataFrame({"title": ["Signed in May", "Treaty soon", "Rain"], "text": [text,
    ...     text.replace("Monday", "Tuesday"), "Rain is expected in the north."]})
    >>> label_stories(sb.read_articles(articles))["story_id"].nunique()
    2
    """
    articles = check_table(articles, ARTICLES)
    pairs = find_copies(
        articles, min_containment=min_containment, min_length_ratio=min_length_ratio
    )
    ids = articles["article_id"].to_numpy()
    place = {article: row for row, article in enumerate(ids)}
    clusters = Clusters(len(ids))
    for first, second in zip(pairs["article_a"], pairs["article_b"], strict=True):
        clusters.join(place[first], place[second])
    roots = np.array([clusters.root(row) for row in range(len(ids))], dtype=int)
    story = pd.Series(ids, dtype="str").groupby(roots).transform("min")
    return articles.assign(story_id=story.to_numpy())


def find_copies(
    articles: pd.DataFrame,
    *,
    min_containment: float = MIN_CONTAINMENT,
    min_length_ratio: float = MIN_LENGTH_RATIO,
) -> pd.DataFrame:
    """Find pairs of articles that print the same text, enough of them to link every cluster.

    Candidates share two of 128 MinHash values of four-word sequences in the same band; each is
    then verified on its full sets of three-word sequences. Pairs inside a cluster that is linked
    already are not verified again. Time and memory grow with the number of articles.

    Parameters
    ----------
    articles : DataFrame
        See :data:`stancebook.tables.ARTICLES`.
    min_containment : float
        Least share of the shorter text's sequences that the longer one holds.
    min_length_ratio : float
        Least ratio of the number of sequences, shorter to longer.

    Returns
    -------
    DataFrame
        ``article_a`` < ``article_b``, ``jaccard``, ``containment``; the last two in (0, 1].
    """
    if not (0 < min_containment <= 1 and 0 < min_length_ratio <= 1):
        raise InputError(
            "min_containment and min_length_ratio: expected above 0 and at most 1, got "
            f"{min_containment} and {min_length_ratio}"
        )
    articles = check_table(articles, ARTICLES).sort_values("article_id")
    verified, sketches = _read_texts(articles)
    ids = articles["article_id"].tolist()
    clusters = Clusters(len(ids))
    rows = []
    for first, second in candidate_pairs(sketches):
        if clusters.root(first) == clusters.root(second):
            continue
        jaccard, containment, ratio = compare(verified[first], verified[second])
        if containment >= min_containment and ratio >= min_length_ratio:
            clusters.join(first, second)
            rows.append((ids[first], ids[second], jaccard, containment))
    return pd.DataFrame(rows, columns=["article_a", "article_b", "jaccard", "containment"])


def _read_texts(articles: pd.DataFrame) -> tuple[list[np.ndarray], np.ndarray]:
    """Return the sets to verify on, and the sketches to find candidates by."""
    shingler = Shingler()
    verified: list[np.ndarray] = []

    def candidate_shingles():
        for title, text in zip(articles["title"], articles["text"], strict=True):
            words = shingler.hash_words(text)
            if len(words) < _SHORT:
                words = shingler.hash_words(f"{title}\n{text}")
                verified.append(shingle(words, max(len(words), 1)))
                yield verified[-1]
            else:
                verified.append(shingle(words, _VERIFIED_WORDS))
                yield shingle(words, _CANDIDATE_WORDS)

    return verified, sketch(candidate_shingles(), n_permutations=_N_PERMUTATIONS)


def candidate_pairs(sketches: np.ndarray) -> np.ndarray:
    """Return pairs of rows that share a band, the most similar first, shape (n_pairs, 2).

    Rows are sorted within every band instead of being kept in hash tables: the same candidates in
    a small part of the memory. Large buckets are linked between neighbours, sorted by the next
    band too, so that the work stays linear where hundreds of outlets print one text.
    """
    n_rows = len(sketches)
    bands = sketches.reshape(n_rows, sketches.shape[1] // _ROWS_PER_BAND, _ROWS_PER_BAND).astype(
        np.uint64
    )
    keys = (bands[:, :, 0] << np.uint64(32)) | bands[:, :, 1]
    filled = np.flatnonzero((sketches != np.iinfo(np.uint32).max).any(axis=1))
    found = np.zeros(0, np.int64)
    for band in range(keys.shape[1]):
        own, following = keys[filled, band], keys[filled, (band + 1) % keys.shape[1]]
        order = np.lexsort((filled, following, own))
        rows, own = filled[order], own[order]
        for step in range(1, _NEIGHBOURS + 1):
            same = np.flatnonzero(own[step:] == own[:-step])
            low = np.minimum(rows[same], rows[same + step])
            high = np.maximum(rows[same], rows[same + step])
            found = np.union1d(found, low * n_rows + high)
    pairs = np.column_stack(np.divmod(found, max(n_rows, 1)))
    likeness = _agreement(sketches, pairs)
    return pairs[np.lexsort((found, -likeness))]


def _agreement(sketches: np.ndarray, pairs: np.ndarray, block: int = 100_000) -> np.ndarray:
    parts = [
        (sketches[pairs[low : low + block, 0]] == sketches[pairs[low : low + block, 1]]).sum(axis=1)
        for low in range(0, len(pairs), block)
    ]
    return np.concatenate(parts) if parts else np.zeros(0, int)


def compare(first: np.ndarray, second: np.ndarray) -> tuple[float, float, float]:
    """Return Jaccard similarity, containment of the smaller set, and the ratio of sizes.

    Examples
    --------
    >>> compare(np.array([1, 2, 3, 4]), np.array([3, 4]))
    (0.5, 1.0, 0.5)
    """
    small, large = sorted((len(first), len(second)))
    if not small:
        return 0.0, 0.0, 0.0
    shared = len(np.intersect1d(first, second, assume_unique=True))
    return shared / (small + large - shared), shared / small, small / large


class Clusters:
    """Disjoint sets of rows, joined pair by pair; the root is the smallest row."""

    def __init__(self, n_rows: int) -> None:
        self._parent = list(range(n_rows))

    def root(self, row: int) -> int:
        """Return the smallest row of the cluster."""
        parent = self._parent
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    def join(self, first: int, second: int) -> None:
        """Make one cluster of two."""
        low, high = sorted((self.root(first), self.root(second)))
        self._parent[high] = low
