"""Texts that need a closer look, found on a whole column at once.

Most articles of a table already stand as :mod:`stancebook.articles.normalising` would leave them:
no control character, no markup, no white space around. Here it is told which do not. A text that
needs nothing may be called odd; one that needs something is never missed.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import numpy as np

from . import limits

if TYPE_CHECKING:
    import pyarrow as pa

_TELLING = {
    0xC3: (b"\xc3\x82", b"\xc3\x83", b"\xc3\x90", b"\xc3\xa2\xe2"),
    0xEF: (b"\xef\xbf\xbe", b"\xef\xbf\xbf"),
}
"""How the marks of text that was decoded twice begin, and characters that no text should hold."""

_SPACES = ("\x85", "\xa0", "\u1680", *map(chr, range(0x2000, 0x200B)))
_SPACES += ("\u2028", "\u2029", "\u202f", "\u205f", "\u3000")
_CODES = [int.from_bytes(space.encode(), "big") for space in _SPACES]
"""White space beyond ASCII, as the number that its bytes in UTF-8 make."""


class TextColumn:
    """The texts of a part as bytes.

    Parameters
    ----------
    texts : Array
        Strings without nulls.

    Attributes
    ----------
    content : bytes
        All texts, one after the other, in UTF-8.
    places : list of int
        Where each begins, and the end.

    Examples
    --------
    >>> import pyarrow as pa
    >>> TextColumn(pa.array(["One.", " Two.", "<b>Three</b>."])).odd().tolist()
    [False, True, True]
    """

    def __init__(self, texts: pa.Array) -> None:
        content, self._places = _content(texts)
        self.content = content.tobytes()
        self._bytes = np.frombuffer(self.content, np.uint8)
        low = np.flatnonzero(self._bytes < 32)
        kinds = self._bytes[low]
        self._line_ends = self._first_lines(low[kinds == 10])
        self._control = low[(kinds != 9) & (kinds != 10)]
        self.places: list[int] = self._places.tolist()

    def _first_lines(self, breaks: np.ndarray) -> list[int]:
        """Return where the first line of each text ends; 0 where it has only one."""
        following = np.append(breaks, len(self._bytes))[np.searchsorted(breaks, self._places[:-1])]
        return np.where(following < self._places[1:], following, 0).tolist()

    def odd(self, *, exact: bool = False) -> np.ndarray:
        """Tell which texts must be looked at one by one.

        Parameters
        ----------
        exact : bool
            Texts are kept to the character: markup does not matter.

        Returns
        -------
        array of bool, shape (n_texts,)
        """
        starts, ends = self._places[:-1], self._places[1:]
        odd = (ends == starts) | (ends - starts > limits.MAX_TEXT)
        odd[np.searchsorted(self._places, self._control, side="right") - 1] = True
        for byte in (b"\x7f", *(() if exact else (b"<",))):
            self._mark_byte(odd, byte)
        for lead, sequences in _TELLING.items():
            self._mark_sequences(odd, lead, sequences)
        sound = np.flatnonzero(~odd)
        first, last = starts[sound], ends[sound] - 1
        blank = (self._bytes[first] <= 32) | (self._bytes[last] <= 32)
        blank |= self._spaces(first, ends[sound], 2) | self._spaces(first, ends[sound], 3)
        odd[sound[blank | (self._bytes[last] == ord("]"))]] = True
        return odd

    def _mark_byte(self, odd: np.ndarray, byte: bytes) -> None:
        place = self.content.find(byte)
        while place >= 0:
            row = bisect_right(self.places, place) - 1
            odd[row] = True
            place = self.content.find(byte, self.places[row + 1])

    def _mark_sequences(self, odd: np.ndarray, lead: int, sequences: tuple[bytes, ...]) -> None:
        # One byte is found ten times as fast as several.
        if lead not in self.content:
            return
        places = np.flatnonzero(self._bytes[:-1] == lead)
        seconds = [sequence[1] for sequence in sequences]
        for place in places[np.isin(self._bytes[places + 1], seconds)].tolist():
            if self.content.startswith(sequences, place):
                odd[bisect_right(self.places, place) - 1] = True

    def _spaces(self, starts: np.ndarray, ends: np.ndarray, width: int) -> np.ndarray:
        """Tell where the first or the last ``width`` bytes are white space beyond ASCII."""
        found = np.zeros(len(starts), bool)
        long = np.flatnonzero(ends - starts >= width)
        for corner in (starts[long], ends[long] - width):
            code = np.zeros(len(long), np.int64)
            for step in range(width):
                code = code << 8 | self._bytes[corner + step]
            found[long] |= np.isin(code, _CODES)
        return found

    def repeats(self, row: int, title: str) -> bool:
        r"""Tell whether the first of several lines of a text is the title again.

        Examples
        --------
        >>> import pyarrow as pa
        >>> texts = TextColumn(pa.array(["A ban", "A  ban\nIt passed."]))
        >>> texts.repeats(0, "A ban"), texts.repeats(1, "A ban")
        (False, True)
        """
        start, end = self.places[row], self._line_ends[row]
        if not title or end - start < len(title) or self.content[start] != title[0].encode()[0]:
            return False
        return " ".join(self.content[start:end].decode().split()) == title

    def text(self, row: int) -> bytes:
        """Return a text as it stands in UTF-8."""
        return self.content[self.places[row] : self.places[row + 1]]

    def beginning(self, row: int, length: int) -> str:
        """Return the first so many characters of a text."""
        start, end = self.places[row], self.places[row + 1]
        words = self.content[start : min(end, start + length)].decode("utf-8", "ignore")
        if len(words) < length and end > start + length:
            words = self.content[start : min(end, start + 4 * length)].decode("utf-8", "ignore")
        return words[:length]


def blank_rows(texts: pa.Array) -> list[int]:
    """Return the rows whose text is nothing but white space.

    Examples
    --------
    >>> import pyarrow as pa
    >>> blank_rows(pa.array(["One.", "", " ", "\u3000"]))
    [1, 2, 3]
    """
    content, places = _content(texts)
    starts, ends = places[:-1], places[1:]
    if not len(content):
        return list(range(len(texts)))
    first = content[np.minimum(starts, len(content) - 1)]
    # Only what begins with white space can be nothing else.
    blank = (ends == starts) | (first <= 32) | np.isin(first, (0xC2, 0xE1, 0xE2, 0xE3))
    return [row for row in np.flatnonzero(blank).tolist() if not texts[row].as_py().strip()]


def _content(texts: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """Return the bytes of all texts, one after the other, and where each begins and the last ends.

    Both lie where Arrow has them: nothing is copied but the places.
    """
    import pyarrow as pa

    _, offsets, content = texts.buffers()
    width = np.int64 if pa.types.is_large_string(texts.type) else np.int32
    places = np.frombuffer(offsets, width)[texts.offset :][: len(texts) + 1].astype(np.int64)
    whole = np.frombuffer(content or b"", np.uint8)
    return whole[places[0] : places[-1]], places - places[0]
