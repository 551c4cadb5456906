"""Rows of a delimited table: found by searching where they are plain, by Python's reader elsewhere.

Searching for the next quotation mark or separator is several times faster than looking at every
character. From the first row on that is not plain (a mark after a closed quotation, a line that
ends in a lone carriage return, the last line), Python's own reader takes the rest.
"""

from __future__ import annotations

import csv
import io
from itertools import chain

SEPARATORS = (",", "\t", ";", "|")
END = "\ue000end of the file\ue000"
"""A line put after the last: a quotation that is never closed swallows it."""

_BLOCK = 256 * 1024
_LONGEST = 16 * _BLOCK


class Rows:
    r"""The rows of a stream, as ``csv.reader`` gives them, and after them one of :data:`END`.

    Parameters
    ----------
    stream : text stream
        Opened with ``newline=""``.
    dialect : dict
        Parameters of ``csv.reader``.
    fast : bool
        Read in blocks. Not for streams that may break off: the last block would be lost.

    Examples
    --------
    >>> rows = Rows(io.StringIO('a,"b\nc"\n1,2\n', newline=""), {"delimiter": ","}, fast=True)
    >>> next(rows), next(rows), rows.first, next(rows)[0] == END
    (['a', 'b\nc'], ['1', '2'], 3, True)
    """

    def __init__(self, stream: io.TextIOBase, dialect: dict, *, fast: bool) -> None:
        self._stream, self._dialect = stream, dialect
        self._separator = dialect["delimiter"]
        self._reader = None
        self._text, self._start, self._at = "", 0, 0
        self._lines, self._counted = 0, 0
        if not fast or len(dialect) > 1 or self._separator not in SEPARATORS:
            self._hand_over()

    def __iter__(self) -> Rows:
        return self

    def __next__(self) -> list[str]:
        if self._reader is None:
            row = self._plain_row()
            while row is None and self._refill():
                row = self._plain_row()
            if row is not None:
                return row
            self._hand_over()
        self._counted = self._reader.line_num
        return next(self._reader)

    @property
    def first(self) -> int:
        """Number of the line in which the last row begins, from 1."""
        if self._reader is not None:
            return self._lines + self._counted + 1
        self._count(self._start)
        return self._lines + 1

    @property
    def last(self) -> int:
        """Number of the line in which the last row ends."""
        if self._reader is not None:
            return self._lines + self._reader.line_num
        return self.first + _lines(self._text, self._start, self._at) - 1

    def _plain_row(self) -> list[str] | None:
        """Return the next row where it is plain and whole in the block."""
        text, at, separator = self._text, self._at, self._separator
        row: list[str] = []
        line_end = -1
        while True:
            if text.startswith('"', at):
                end = text.find('"', at + 1)
                doubled = False
                while text.startswith('""', end) and end > 0:
                    doubled = True
                    end = text.find('"', end + 2)
                after = text[end + 1 : end + 2]
                if end < 0 or not after:
                    return None
                cell = text[at + 1 : end]
                row.append(cell.replace('""', '"') if doubled else cell)
                if after == separator:
                    at = end + 2
                    continue
                if after != "\n" and text[end + 1 : end + 3] != "\r\n":
                    return None
                at = end + (2 if after == "\n" else 3)
                break
            if line_end < at:
                line_end = text.find("\n", at)
                if line_end < 0:
                    return None
            end = text.find(separator, at, line_end)
            if end < 0:
                cell = text[at:line_end].removesuffix("\r")
                at = line_end + 1
            else:
                cell = text[at:end]
                at = end + 1
            if "\r" in cell:
                return None
            row.append(cell)
            if end < 0:
                break
        self._start, self._at = self._at, at
        return row if len(row) > 1 or row[0] or text[self._start] == '"' else []

    def _refill(self) -> bool:
        """Read another block; False where there is none, or where the row is no plain one."""
        if len(self._text) - self._at >= _LONGEST:
            return False
        block = self._stream.read(_BLOCK)
        self._count(self._at)
        self._text, self._start, self._at = self._text[self._at :] + block, 0, 0
        self._counted = 0
        return bool(block)

    def _count(self, until: int) -> None:
        self._lines += _lines(self._text, self._counted, until)
        self._counted = until

    def _hand_over(self) -> None:
        self._count(self._at)
        rest = self._text[self._at :]
        if rest and not rest.endswith("\n"):
            rest += self._stream.readline()
        self._text = ""
        lines = chain(io.StringIO(rest, newline=""), self._stream, (END,))
        self._reader = csv.reader(lines, **self._dialect)


def _lines(text: str, start: int, end: int) -> int:
    returns = text.count("\r", start, end)
    if returns:
        returns -= text.count("\r\n", start, end)
    return text.count("\n", start, end) + returns
