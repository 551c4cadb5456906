"""What an outlet prints under many articles that share nothing else: no part of a story.

Articles without an outlet count as one outlet's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

MANY = 5
"""Articles of one outlet that must hold a piece, and share no other, before it is boilerplate."""
OWN_SHARE = 1 / 3
"""Share of an article's words that it must have to itself to tell that what it shares is none of
its own: versions of one story share most of theirs."""

_FEWEST_WORDS = 5
_BORDER = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])|\n+")


def split_pieces(text: str) -> list[str]:
    r"""Split a text into sentences and lines, as far as punctuation tells.

    Examples
    --------
    >>> split_pieces("The ban holds. They said so!\nSign up for our newsletter")
    ['The ban holds.', 'They said so!', 'Sign up for our newsletter']
    """
    return [piece for piece in _BORDER.split(text) if piece]


class Pieces:
    """The pieces of articles by outlet, and which of them are boilerplate.

    Examples
    --------
    >>> pieces = Pieces()
    >>> for own in range(6):
    ...     pieces.add("The Gaze", [[own, *range(100, 110)], [1, 2, 3, 4, 5]])
    >>> pieces.find_boilerplate()
    >>> pieces.drop(0, np.arange(16)).tolist()
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    """

    def __init__(self) -> None:
        self._keys: list[np.ndarray] = []
        self._lengths: list[np.ndarray] = []
        self._outlets: dict[str, list[int]] = defaultdict(list)
        self._boilerplate: dict[int, set[int]] = {}

    def add(self, outlet: str, pieces: Sequence[Sequence[int]]) -> None:
        """Take in an article as pieces of hashed words."""
        self._outlets[outlet].append(len(self._keys))
        self._keys.append(np.array([hash(tuple(piece)) for piece in pieces], np.int64))
        self._lengths.append(np.array([len(piece) for piece in pieces], np.uint32))

    def find_boilerplate(self) -> None:
        """Find the pieces of every outlet that many otherwise different articles share."""
        self._boilerplate = {}
        for rows in self._outlets.values():
            frequent = self._frequent(rows)
            holders: dict[int, list[int]] = defaultdict(list)
            # In an order of their own: who counts as different hangs on who was looked at before.
            for row in sorted(rows, key=self._content) if len(frequent) else ():
                for key in np.intersect1d(self._long(row), frequent, assume_unique=True).tolist():
                    holders[key].append(row)
            own: dict[int, set[int]] = {}
            for key, held in holders.items():
                if _many_differ(self._own(row, frequent, own) for row in held):
                    for row in held:
                        self._boilerplate.setdefault(row, set()).add(key)

    def _content(self, row: int) -> bytes:
        return self._keys[row].tobytes()

    def _long(self, row: int) -> np.ndarray:
        return np.unique(self._keys[row][self._lengths[row] >= _FEWEST_WORDS])

    def _frequent(self, rows: list[int]) -> np.ndarray:
        """Return what at least ``MANY`` articles of an outlet hold, sorted."""
        if len(rows) < MANY:
            return np.zeros(0, np.int64)
        keys, counts = np.unique(
            np.concatenate([self._long(row) for row in rows]), return_counts=True
        )
        return keys[counts >= MANY]

    def _own(self, row: int, frequent: np.ndarray, known: dict[int, set[int]]) -> set[int]:
        """Return the pieces that few articles of the outlet hold; none where they are too few."""
        if row not in known:
            keys, lengths = self._keys[row], self._lengths[row]
            rare = (lengths >= _FEWEST_WORDS) & ~np.isin(keys, frequent)
            enough = lengths[rare].sum() >= OWN_SHARE * lengths.sum()
            known[row] = set(keys[rare].tolist()) if enough else set()
        return known[row]

    def drop(self, row: int, words: np.ndarray) -> np.ndarray:
        """Return the words of an article, in the order of its pieces, without boilerplate."""
        found = self._boilerplate.get(row)
        if not found:
            return words
        kept = [
            key not in found or length < _FEWEST_WORDS
            for key, length in zip(self._keys[row].tolist(), self._lengths[row], strict=True)
        ]
        return words[np.repeat(kept, self._lengths[row])]


def _many_differ(owned: Iterable[set[int]]) -> bool:
    """Say whether many of the sets share nothing with the others."""
    seen: set[int] = set()
    n_different = 0
    for own in owned:
        if own and seen.isdisjoint(own):
            n_different += 1
            if n_different >= MANY:
                return True
        seen |= own
    return False
