"""Which articles print the same text: candidates by MinHash, pairs verified exactly, clusters."""

from __future__ import annotations

import io
from typing import BinaryIO

import numpy as np
import pandas as pd

from ..errors import InputError
from ..tables import ARTICLES, check_table
from .boilerplate import Pieces, split_pieces
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
    sketches = Sketches().add(articles)
    story = sketches.find_stories(
        min_containment=min_containment, min_length_ratio=min_length_ratio
    )
    return articles.assign(story_id=articles["article_id"].map(story).astype("str"))


def find_copies(
    articles: pd.DataFrame,
    *,
    min_containment: float = MIN_CONTAINMENT,
    min_length_ratio: float = MIN_LENGTH_RATIO,
) -> pd.DataFrame:
    """Find pairs of articles that print the same text, enough of them to link every cluster.

    Candidates share two of 128 MinHash values of four-word sequences in the same band; each is
    then verified on its full sets of three-word sequences, without the sentences and lines that the
    outlet prints under many articles that share nothing else (see
    :mod:`stancebook.stories.boilerplate`). Pairs inside a cluster that is linked already are not
    verified again. Time and memory grow with the number of articles.

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
    rows = Sketches().add(articles).find_copies(min_containment, min_length_ratio)
    return pd.DataFrame(rows, columns=["article_a", "article_b", "jaccard", "containment"])


class Sketches:
    """What is held of each article to tell copies: half a kilobyte, and 12 bytes a sentence.

    The words are put aside, in memory or in a file, until all articles are there: only then it is
    known what is boilerplate.

    Parameters
    ----------
    aside : binary file, optional
        Open for reading and writing; takes about 8 KB an article.

    Examples
    --------
    >>> import stancebook as sb
    >>> articles = sb.read_articles(pd.DataFrame({"article_id": ["b", "a"], "text": ["Rain.", ""],
    ...     "title": "Rain"}))
    >>> Sketches().add(articles).find_stories()
    {'b': 'b'}
    """

    def __init__(self, aside: BinaryIO | None = None) -> None:
        self._aside = io.BytesIO() if aside is None else aside
        self._shingler = Shingler()
        self._ids: list[str] = []
        self._ends: list[tuple[int, int]] = []
        self._pieces = Pieces()

    def add(self, articles: pd.DataFrame) -> Sketches:
        """Take in some articles (see :data:`stancebook.tables.ARTICLES`); returns itself."""
        articles = check_table(articles, ARTICLES)
        self._ids += articles["article_id"].tolist()
        self._aside.seek(0, io.SEEK_END)
        for text in zip(articles["title"], articles["text"], articles["source"], strict=True):
            self._put_aside(*text)
        return self

    def _put_aside(self, title: str, text: str, outlet: str) -> None:
        pieces = [self._shingler.hash_words(piece) for piece in split_pieces(text)]
        self._pieces.add(outlet, [piece.tolist() for piece in pieces])
        headline = self._shingler.hash_words(title)
        words = np.concatenate([headline, *pieces])
        start = self._ends[-1][1] if self._ends else 0
        self._ends.append((start + headline.nbytes, start + words.nbytes))
        self._aside.write(words.tobytes())

    def values(self) -> np.ndarray:
        """Return the sketches, shape (n_articles, 128), in the order in which they were added."""
        self._pieces.find_boilerplate()
        sets = (self._sketched(*self._words(row)) for row in range(len(self._ids)))
        return sketch(sets, n_permutations=_N_PERMUTATIONS)

    def _sketched(self, headline: np.ndarray, body: np.ndarray) -> np.ndarray:
        return _whole(headline, body) if len(body) < _SHORT else shingle(body, _CANDIDATE_WORDS)

    def find_copies(
        self, min_containment: float = MIN_CONTAINMENT, min_length_ratio: float = MIN_LENGTH_RATIO
    ) -> list[tuple[str, str, float, float]]:
        """Return the rows of :func:`find_copies`; any order of the articles gives the same."""
        if not (0 < min_containment <= 1 and 0 < min_length_ratio <= 1):
            raise InputError(
                "min_containment and min_length_ratio: expected above 0 and at most 1, got "
                f"{min_containment} and {min_length_ratio}"
            )
        order = sorted(range(len(self._ids)), key=self._ids.__getitem__)
        clusters = Clusters(len(order))
        rows = []
        for first, second in candidate_pairs(self.values()[order]):
            if clusters.root(first) == clusters.root(second):
                continue
            one, other = order[first], order[second]
            likeness = compare(*self._verified(one, other))
            jaccard, containment, ratio = likeness
            if containment >= min_containment and ratio >= min_length_ratio:
                clusters.join(first, second)
                rows.append((self._ids[one], self._ids[other], jaccard, containment))
        return rows

    def _verified(self, *rows: int) -> list[np.ndarray]:
        """Return the sets to compare: of whole articles where one of them is short."""
        read = [self._words(row) for row in rows]
        if min(len(body) for _, body in read) < _SHORT:
            return [_whole(*article) for article in read]
        return [shingle(body, _VERIFIED_WORDS) for _, body in read]

    def _words(self, row: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the hashed words of a headline, and of the text without boilerplate."""
        start = self._ends[row - 1][1] if row else 0
        middle, end = self._ends[row]
        self._aside.seek(start)
        words = np.frombuffer(self._aside.read(end - start), np.uint64)
        at = (middle - start) // words.itemsize
        return words[:at], self._pieces.drop(row, words[at:])

    def find_stories(
        self,
        *,
        min_containment: float = MIN_CONTAINMENT,
        min_length_ratio: float = MIN_LENGTH_RATIO,
    ) -> dict[str, str]:
        """Return each article's story: the smallest id of those that print the same text."""
        pairs = self.find_copies(min_containment, min_length_ratio)
        ids = sorted(self._ids)
        place = {article: row for row, article in enumerate(ids)}
        clusters = Clusters(len(ids))
        for first, second, *_ in pairs:
            clusters.join(place[first], place[second])
        return {article: ids[clusters.root(row)] for row, article in enumerate(ids)}


def _whole(headline: np.ndarray, body: np.ndarray) -> np.ndarray:
    words = np.concatenate([headline, body])
    return shingle(words, max(len(words), 1))


def candidate_pairs(sketches: np.ndarray) -> np.ndarray:
    """Return pairs of rows that share a band, the most similar first, shape (n_pairs, 2).

    Rows are sorted within every band instead of being kept in hash tables: the same candidates in
    a small part of the memory. Large buckets are linked between neighbours, sorted by the next
    band too, so that the work stays linear where hundreds of outlets print one text.
    """
    n_rows = len(sketches)
    filled = np.flatnonzero((sketches != np.iinfo(np.uint32).max).any(axis=1))
    found = np.zeros(0, np.int64)
    n_bands = sketches.shape[1] // _ROWS_PER_BAND
    for band in range(n_bands):
        own, following = (
            _keys(sketches, filled, band),
            _keys(sketches, filled, (band + 1) % n_bands),
        )
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


def _keys(sketches: np.ndarray, rows: np.ndarray, band: int) -> np.ndarray:
    high, low = (sketches[rows, band * _ROWS_PER_BAND + column] for column in range(2))
    return (high.astype(np.uint64) << np.uint64(32)) | low


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
