"""Texts that need a closer look, found on a whole column at once.

Most articles of a table already stand as :mod:`stancebook.articles.normalising` would leave them:
no control character, no markup, no white space around. Here it is told which do not. A text that
needs nothing may be called odd; one that needs something is never missed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from . import limits
from .languages import BEGINNING, is_plainly_english

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


_BEGINS_SPACE = np.zeros(256, bool)
_BEGINS_SPACE[[*range(33), *{space.encode()[0] for space in _SPACES}]] = True
"""Of each byte, whether white space may begin with it."""


class TextColumn:
    """The texts of a part as bytes.

    Parameters
    ----------
    texts : Array
        Strings without nulls.

    Attributes
    ----------
    texts : Array
        The texts without the line ends of Windows, which is all that most with them need.
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
        import pyarrow.compute as pc

        content, self._places = _content(texts)
        self.texts, self.content = texts, content.tobytes()
        if b"\r" in self.content:
            self.texts = pc.replace_substring(texts, "\r\n", "\n")
            content, self._places = _content(self.texts)
            self.content = content.tobytes()
        self._bytes = np.frombuffer(self.content, np.uint8)
        self.places: list[int] = self._places.tolist()

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
        odd[np.searchsorted(self._places, self._control(), side="right") - 1] = True
        for byte in (b"\x7f", *(() if exact else (b"<",))):
            self._mark_byte(odd, byte)
        for lead, sequences in _TELLING.items():
            self._mark_sequences(odd, lead, sequences)
        sound = np.flatnonzero(~odd)
        first, last = self._bytes[starts[sound]], self._bytes[ends[sound] - 1]
        odd[sound[(first <= 32) | (last <= 32) | (last == ord("]"))]] = True
        doubtful = sound[_BEGINS_SPACE[first] | (last > 127)]
        for width in (2, 3) if len(doubtful) else ():
            odd[doubtful[self._spaces(starts[doubtful], ends[doubtful], width)]] = True
        return odd

    def _control(self) -> np.ndarray:
        """Return where bytes stand that are control characters, but for tabs and line feeds."""
        # The two passes that most columns take are a fraction of the one that finds the places.
        if not len(self._bytes) or (
            self._bytes.min() > 8 and np.subtract(self._bytes, 11).min() > 31 - 11
        ):
            return np.empty(0, np.int64)
        low = np.flatnonzero(self._bytes < 32)
        kinds = self._bytes[low]
        return low[(kinds != 9) & (kinds != 10)]

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
        is_second = np.zeros(256, bool)
        is_second[[sequence[1] for sequence in sequences]] = True
        for place in places[is_second[self._bytes[places + 1]]].tolist():
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

    def repeating(self, titles: Sequence[str]) -> list[int]:
        r"""Return the texts of several lines whose first is the title again.

        Parameters
        ----------
        titles : sequence of str
            Of each text, with single spaces; texts do not begin with white space.

        Examples
        --------
        >>> import pyarrow as pa
        >>> texts = TextColumn(pa.array(["A ban", "A  ban\nIt passed."]))
        >>> texts.repeating(["A ban", "A ban"])
        [1]
        """
        found = []
        for row, (title, start) in enumerate(zip(titles, self.places[:-1], strict=True)):
            if not title or not self.content.startswith(title[0].encode(), start):
                continue
            end = self.content.find(b"\n", start, self.places[row + 1])
            if end > 0 and " ".join(self.content[start:end].decode().split()) == title:
                found.append(row)
        return found

    def is_plainly_english(self, row: int) -> bool:
        """Tell whether the beginning of a text is plain English; other English may be missed."""
        start, end = self.places[row], self.places[row + 1]
        return is_plainly_english(self.content, start, min(end, start + BEGINNING))

    def text(self, row: int) -> bytes:
        """Return a text as it stands in UTF-8."""
        return self.content[self.places[row] : self.places[row + 1]]

    def each(self) -> Iterator[bytes]:
        """Yield the texts as they stand in UTF-8."""
        return map(self.text, range(len(self.places) - 1))

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
    blank = (ends == starts) | _BEGINS_SPACE[first]
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
