"""Texts to terms: which words a topic model sees, and how often each passage uses them."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from unicodedata import category

import numpy as np
import scipy.sparse as sp
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from ..errors import InputError
from .unsegmented import is_unsegmented, split_scripts


class NoTermsError(InputError):
    """Texts that hold nothing a topic could be made of."""


def _compile_word() -> re.Pattern[str]:
    r"""Return the pattern of a word; the marks that scripts write on letters are no ``\w``."""
    marks = "".join(chr(code) for code in range(0x300, 0x1200) if category(chr(code))[0] == "M")
    marks += "".join(chr(code) for code in range(0x1700, 0x1D00) if category(chr(code))[0] == "M")
    joiners = "\u200c\u200d"
    return re.compile(rf"[^\W\d_](?:[^\W_]++|[{marks}]|['\-{joiners}](?=[^\W_]))*+")


_WORD = _compile_word()
_FEW_PASSAGES = 20
"""Below this many passages no term is dropped for standing in too many of them."""


@cache
def stop_words(languages: tuple[str, ...] = ()) -> frozenset[str]:
    """Read the stop words of some languages, of all listed ones by default.

    Parameters
    ----------
    languages : tuple of str
        ISO 639-1 codes; empty for all in ``lexicons/stop_words.txt``.

    Examples
    --------
    >>> "the" in stop_words(("en",)), "the" in stop_words(("de",))
    (True, False)
    """
    text = resources.files("stancebook").joinpath("lexicons/stop_words.txt").read_text("utf-8")
    words: set[str] = set()
    language = ""
    for line in text.splitlines():
        if line.startswith("["):
            language = line.strip("[]")
        elif not line.startswith("#") and (not languages or language in languages):
            words.update(line.split())
    return frozenset(words)


def split_words(text: str) -> list[str]:
    """Split a text into lower-case words: letters first, hyphens and apostrophes kept inside.

    Numbers, single letters and the possessive 's are left out. Scripts without spaces are cut as
    :func:`stancebook.topics.unsegmented.split_scripts` says.

    Examples
    --------
    >>> split_words("The U.S. Navy's counter-terrorism F-35s, don't they?")
    ['the', 'navy', 'counter-terrorism', 'f-35s', "don't", 'they']
    >>> split_words("The 条约 of NATO")
    ['the', '条约', 'of', 'nato']
    """
    words = [_strip(word) for word in _find_words(text.lower())]
    return [word for word in words if len(word) > 1]


def _strip(word: str) -> str:
    return word[:-2] if word.endswith("'s") else word


def _find_words(text: str) -> list[str]:
    text = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    if not is_unsegmented(text):
        return _WORD.findall(text)
    words = []
    for piece, terms in split_scripts(text):
        words += _WORD.findall(piece) if terms is None else terms
    return words


def split_printed(text: str) -> list[tuple[str, str]]:
    """Split a text as :func:`split_words`, each word beside the form in which it is printed.

    Examples
    --------
    >>> split_printed("NATO's ban")
    [('nato', 'NATO'), ('ban', 'ban')]
    """
    printed = [word[:-2] if word.lower().endswith("'s") else word for word in _find_words(text)]
    return [(word.lower(), word) for word in printed if len(word) > 1]


def check_texts(texts: Iterable[str]) -> list[str]:
    """Return the texts as a list, or say which one is not a text."""
    if isinstance(texts, (str, bytes)) or not isinstance(texts, Iterable):
        raise InputError(
            f"expected a list or Series of texts, got one {type(texts).__name__}; put it in a list"
        )
    listed = list(texts)
    for position, text in enumerate(listed):
        if not isinstance(text, str):
            raise InputError(
                f"expected texts, got {type(text).__name__} at position {position}; "
                "drop missing texts or fill them with ''"
            )
    return listed


class Vocabulary(TransformerMixin, BaseEstimator):
    """Choose the terms of a corpus and weigh them by TF-IDF.

    Parameters
    ----------
    min_passages : int or None
        A term stands in at least so many passages; None grows it with the corpus: 1 below 30
        passages, 2 below 1,000, 3 below 10,000, 5 above.
    max_share : float
        A term stands in at most this share of the passages (from 20 passages on).
    max_terms : int
        Keep the most frequent; ties by alphabet.
    stop_words : sequence of str or None
        Words left out; None takes the lists of ``lexicons/stop_words.txt``.

    Attributes
    ----------
    terms_ : ndarray of str, shape (n_terms,)
        In alphabetical order, so that the order of the texts changes nothing.
    n_passages_per_term_ : ndarray of int, shape (n_terms,)
    n_passages_ : int
    idf_ : ndarray of float, shape (n_terms,)
        ``ln((1 + n) / (1 + n_term)) + 1``.

    Examples
    --------
    >>> Vocabulary().fit(["Ban the bombs", "The bombs fell"]).terms_.tolist()
    ['ban', 'bombs', 'fell']
    """

    def __init__(
        self,
        *,
        min_passages: int | None = None,
        max_share: float = 0.5,
        max_terms: int = 20_000,
        stop_words: Sequence[str] | None = None,
    ):
        self.min_passages = min_passages
        self.max_share = max_share
        self.max_terms = max_terms
        self.stop_words = stop_words

    def fit(self, texts: Iterable[str], y: object = None) -> Vocabulary:
        """Choose the terms.

        Raises
        ------
        NoTermsError
            An InputError, where nothing is left, as in texts of stop words only.
        """
        self.fit_count(texts)
        return self

    def fit_count(self, texts: Iterable[str]) -> sp.csr_matrix:
        """Fit, and return the counts of the same texts in one pass over them."""
        texts = check_texts(texts)
        index: dict[str, int] = {}
        ids, starts = _encode(texts, self.stopped(), index, grow=True)
        counts = _count(ids, starts, len(index))
        return self.choose_terms(counts, np.array(list(index), dtype=object))

    def choose_terms(self, counts: sp.csr_matrix, words: np.ndarray) -> sp.csr_matrix:
        """Fit on counts over all words; returns the columns that were kept, in order."""
        frequency = np.bincount(counts.indices, minlength=len(words))
        total = np.asarray(counts.sum(axis=0)).ravel()
        return counts[:, self._choose(words, frequency, total, counts.shape[0])]

    def choose_from_frequency(
        self, words: np.ndarray, frequency: np.ndarray, n_passages: int
    ) -> np.ndarray:
        """Fit on the number of passages that hold each word; returns the places of the kept."""
        return self._choose(words, frequency, frequency, n_passages)

    def _choose(
        self, words: np.ndarray, frequency: np.ndarray, total: np.ndarray, n_passages: int
    ) -> np.ndarray:
        kept = np.flatnonzero(self._is_kept(frequency, n_passages))
        if not len(kept):
            raise NoTermsError(
                f"no terms left in {n_passages} passages: they hold only stop words, numbers or "
                "single letters; give longer texts, or pass Vocabulary(stop_words=[...])"
            )
        order = np.lexsort((words[kept].astype(str), -total[kept]))[: self.max_terms]
        kept = kept[order]
        kept = kept[np.argsort(words[kept].astype(str))]
        self.terms_ = words[kept]
        self.n_passages_per_term_ = frequency[kept]
        self.n_passages_ = n_passages
        self.idf_ = np.log((1 + n_passages) / (1 + self.n_passages_per_term_)) + 1
        self._index = {term: column for column, term in enumerate(self.terms_)}
        return kept

    def _is_kept(self, frequency: np.ndarray, n_passages: int) -> np.ndarray:
        low = self.min_passages
        if low is None:
            low = 1 + sum(n_passages >= bound for bound in (30, 1_000)) + 2 * (n_passages >= 10_000)
        high = self.max_share * n_passages if n_passages >= _FEW_PASSAGES else n_passages
        kept = (frequency >= low) & (frequency <= high)
        if not kept.any() and self.min_passages is None:
            kept = frequency >= 1
        return kept

    def stopped(self) -> frozenset[str]:
        """Return the words left out."""
        return stop_words() if self.stop_words is None else frozenset(self.stop_words)

    def encode(self, texts: Iterable[str]) -> tuple[np.ndarray, np.ndarray]:
        """Return each text's words without stop words, as columns of ``terms_``.

        Returns
        -------
        ids : ndarray of int32, shape (n_words,)
            -1 where a word is no term.
        starts : ndarray of int64, shape (n_texts + 1,)
            Text ``i`` is ``ids[starts[i]:starts[i + 1]]``.
        """
        check_is_fitted(self, "terms_")
        return _encode(check_texts(texts), self.stopped(), self._index, grow=False)

    def count(self, texts: Iterable[str]) -> sp.csr_matrix:
        """Return how often each text uses each term, shape (n_texts, n_terms)."""
        return _count(*self.encode(texts), len(self.terms_))

    def weigh(self, counts: sp.csr_matrix) -> sp.csr_matrix:
        """Return TF-IDF with logarithmic counts, rows of length 1 (all 0 where no term is)."""
        weighted = counts.astype(np.float64)
        weighted.data = (1 + np.log(weighted.data)) * self.idf_[weighted.indices]
        length = np.sqrt(np.asarray(weighted.multiply(weighted).sum(axis=1)).ravel())
        weighted.data /= np.repeat(length, np.diff(weighted.indptr))
        return weighted

    def transform(self, texts: Iterable[str]) -> sp.csr_matrix:
        """Return the TF-IDF of the texts, shape (n_texts, n_terms)."""
        return self.weigh(self.count(texts))


_LEFT_OUT = -2


class _Places(dict):
    """The place of every word as found in a text, worked out once: -1 where it is no term."""

    def __init__(self, stopped: frozenset[str], index: dict[str, int], *, grow: bool) -> None:
        super().__init__()
        self._stopped, self._index, self._grow = stopped, index, grow

    def __missing__(self, found: str) -> int:
        word = _strip(found)
        if len(word) < 2 or word in self._stopped:
            place = _LEFT_OUT
        elif self._grow:
            place = self._index.setdefault(word, len(self._index))
        else:
            place = self._index.get(word, -1)
        self[found] = place
        return place


def _encode(
    texts: Sequence[str], stopped: frozenset[str], index: dict[str, int], *, grow: bool
) -> tuple[np.ndarray, np.ndarray]:
    ids, starts, place_of = array("i"), array("q", [0]), _Places(stopped, index, grow=grow)
    for text in texts:
        places = [place_of[word] for word in _find_words(text.lower())]
        ids.extend([place for place in places if place != _LEFT_OUT])
        starts.append(len(ids))
    return np.frombuffer(ids, dtype=np.int32) if ids else np.zeros(0, np.int32), np.array(starts)


def _count(ids: np.ndarray, starts: np.ndarray, n_terms: int) -> sp.csr_matrix:
    known = ids >= 0
    ends = np.concatenate([[0], np.cumsum(known)])[starts]
    counts = sp.csr_matrix(
        (np.ones(int(known.sum()), np.int32), ids[known], ends), shape=(len(starts) - 1, n_terms)
    )
    counts.sum_duplicates()
    return counts
