"""Texts to sets of hashed word sequences, so that copies can be told by what they share."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

import numpy as np

_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_WORD = re.compile(rf"[{_IDEOGRAPHS}]|[^\W_{_IDEOGRAPHS}]+")
_STEP = np.uint64(0x9E3779B97F4A7C15)
_MOST_WORDS = 200_000
"""Words whose hashes are remembered: the number of different words has no bound."""


class Shingler:
    """Cut texts into overlapping sequences of words and hash each to 64 bits.

    Equal words give equal hashes on every machine; case, punctuation and white space are ignored;
    every ideograph is a word.

    Examples
    --------
    >>> shingler = Shingler()
    >>> words = shingler.hash_words("The ban, they said, will hold.")
    >>> len(words), len(shingle(words, 3))
    (6, 4)
    """

    def __init__(self) -> None:
        self._hashes: dict[str, int] = {}

    def hash_words(self, text: str) -> np.ndarray:
        """Return one hash per word, in order, shape (n_words,)."""
        return np.array([self._hash(word) for word in _WORD.findall(text.lower())], np.uint64)

    def _hash(self, word: str) -> int:
        known = self._hashes.get(word)
        if known is None:
            if len(self._hashes) >= _MOST_WORDS:
                self._hashes.clear()
            digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
            known = self._hashes[word] = int.from_bytes(digest, "big")
        return known


def shingle(words: np.ndarray, size: int) -> np.ndarray:
    """Return the distinct sequences of ``size`` words, hashed and sorted; all words where fewer.

    Parameters
    ----------
    words : ndarray of uint64, shape (n_words,)
        As :meth:`Shingler.hash_words` gives them.
    size : int
        Words in a sequence.

    Returns
    -------
    ndarray of uint64, shape (at most n_words - size + 1,)
        Empty where there is no word.
    """
    size = max(1, min(size, len(words)))
    hashes = np.zeros(max(len(words) - size + 1, 0), np.uint64)
    for place in range(size):
        hashes = _mix(hashes * _STEP + words[place : len(words) - size + 1 + place])
    return np.unique(hashes)


def _mix(hashes: np.ndarray) -> np.ndarray:
    """Spread every bit over all others (the finaliser of MurmurHash3)."""
    hashes = hashes ^ (hashes >> np.uint64(33))
    hashes = hashes * np.uint64(0xFF51AFD7ED558CCD)
    return hashes ^ (hashes >> np.uint64(33))


def sketch(shingles: Iterable[np.ndarray], *, n_permutations: int) -> np.ndarray:
    """Return the MinHash sketches of many sets, shape (n_sets, n_permutations).

    Two sketches agree in a column with the probability that is the Jaccard similarity of the sets.

    References
    ----------
    .. [1] Broder, A. (1997). On the resemblance and containment of documents.
    """
    from datasketch import MinHash

    minhash = MinHash(num_perm=n_permutations, seed=1, hashfunc=int)
    rows = []
    for hashes in shingles:
        minhash.clear()
        minhash.update_batch((hashes >> np.uint64(32)).tolist())
        rows.append(minhash.digest().astype(np.uint32))
    return np.array(rows, np.uint32).reshape(len(rows), n_permutations)
