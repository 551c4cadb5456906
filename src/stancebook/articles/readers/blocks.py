"""Plain tables in blocks: cut where a row ends for certain, and turned into columns at once.

A block is taken only where its quotation marks leave no doubt: each that opens stands at the
beginning of a field, each that closes at its end. Then the number of marks before a line break
tells whether it ends a row, and every reader of CSV finds the same fields.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

import numpy as np

from .. import limits
from ..found import Part
from ..oddities import blank_rows

BLOCK = 4 * limits.MEGABYTE
"""Bytes read at a time."""

PLAIN = True
"""False reads every table row by row; what comes out is the same."""

_LONGEST = 8 * limits.MEGABYTE
"""Bytes within which a row must end; where none does, the rows are read one by one."""

_STEP = limits.MEGABYTE // 4
"""Bytes that Arrow takes at a time."""

_QUOTE, _FEED, _RETURN = b'"'[0], b"\n"[0], b"\r"[0]


class TableColumns(NamedTuple):
    """What the header of a table says: its names, and the place of each of our fields."""

    header: tuple[str, ...]
    places: tuple[tuple[str, int], ...]

    @property
    def has_lead(self) -> bool:
        """Whether a row without a text may have a lead."""
        return any(field == "lead" for field, _ in self.places)

    def no_text(self, line: int) -> str:
        """Say that the row on a line has no text."""
        return f"line {line}: no text: {self.header[dict(self.places)['text']]!r} is empty"


class Block(NamedTuple):
    """Whole rows of a table, and where they begin in it.

    Parameters
    ----------
    content : bytes or None
        None stands for the rest of the file, which must be read row by row.
    offset, line : int
        Bytes and lines before it.
    """

    content: bytes | None
    offset: int
    line: int


def plain_blocks(stream: BinaryIO, first: Block, *, delimiter: str) -> Iterator[Block]:
    """Cut a table in UTF-8 into blocks of whole rows.

    Parameters
    ----------
    stream : binary file
        Stands where the first row begins.
    first : Block
        That place.
    delimiter : str
        Between fields.

    Yields
    ------
    Block
        In order, to the end or to the place from where on nothing is certain.
    """
    waiting, offset, line = b"", first.offset, first.line
    if not PLAIN:
        yield Block(None, offset, line)
        return
    while True:
        try:
            data = stream.read(BLOCK)
        except Exception:
            # Damage: whoever reads row by row keeps what stands before it, and says so.
            yield Block(None, offset, line)
            return
        content = waiting + data
        if not content:
            return
        end = _plain_end(content, delimiter, is_last=not data)
        if end < 0 or (not end and (not data or len(content) > _LONGEST)):
            yield Block(None, offset, line)
            return
        if end:
            yield Block(content[:end], offset, line)
            feeds = np.count_nonzero(np.frombuffer(content, np.uint8, end) == _FEED)
            offset, line = offset + end, line + feeds
        waiting = content[end:]
        if not data:
            return


def _plain_end(content: bytes, delimiter: str, *, is_last: bool) -> int:
    """Return where the last whole row ends: 0 where none does, -1 where it cannot be told."""
    marks = np.flatnonzero(np.frombuffer(content, np.uint8) == _QUOTE)
    end = len(content)
    if not is_last or len(marks) % 2:
        end = content.rfind(b"\n") + 1
        while end and np.searchsorted(marks, end) % 2:
            end = content.rfind(b"\n", 0, end - 1) + 1
    if is_last and end < len(content):
        return -1
    return end if _is_plain(content[:end], marks[: np.searchsorted(marks, end)], delimiter) else -1


def _is_plain(content: bytes, marks: np.ndarray, delimiter: str) -> bool:
    """Tell whether the quotation marks of whole rows leave no doubt."""
    if b"\r" in content and content.count(b"\r") != content.count(b"\r\n"):
        return False
    if not len(marks):
        return True
    data = np.frombuffer(content, np.uint8)
    opening, closing = marks[::2], marks[1::2]
    between = np.zeros(256, bool)
    between[[ord(delimiter), _FEED, _RETURN]] = True
    doubled = closing[:-1] + 1 == opening[1:]
    opens = between[data[np.maximum(opening, 1) - 1]] | (opening == 0)
    opens[1:] |= doubled
    closes = between[data[np.minimum(closing + 1, len(data) - 1)]]
    closes |= closing + 1 == len(data)
    closes[:-1] |= doubled
    return bool(opens.all() and closes.all())


def part_of(block: Block, table: TableColumns, *, delimiter: str) -> Part | None:
    """Turn a block into columns.

    Parameters
    ----------
    block : Block
        Whole rows.
    table : TableColumns
        What the header says.
    delimiter : str
        Between fields.

    Returns
    -------
    Part or None
        None where a row has more or fewer fields than the header, or bytes are no UTF-8.
    """
    import pyarrow as pa
    from pyarrow import csv

    if block.content.startswith(codecs.BOM_UTF8):
        return None  # within a table it is a character, which Arrow would drop
    names = [str(number) for number in range(len(table.header))]
    used = sorted({names[place] for _, place in table.places})
    convert = csv.ConvertOptions(
        column_types=dict.fromkeys(used, pa.string()), include_columns=used
    )
    # Small steps are faster by a third; a row longer than one of them takes the whole block.
    for step in (_STEP, len(block.content) + 1):
        try:
            found = csv.read_csv(
                pa.BufferReader(block.content),
                read_options=csv.ReadOptions(
                    use_threads=False, block_size=step, column_names=names
                ),
                parse_options=csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
                convert_options=convert,
            )
            break
        except pa.ArrowInvalid:
            continue
    else:
        return None
    columns = {field: found[names[place]].combine_chunks() for field, place in table.places}
    empty = [] if table.has_lead else blank_rows(columns["text"])
    if not empty:
        return Part(columns)
    lines = _row_lines(block)
    if len(lines) != len(found):
        return None
    return Part(columns, refused={row: table.no_text(lines[row]) for row in empty})


def _row_lines(block: Block) -> list[int]:
    """Return the number of the line on which each row begins."""
    data = np.frombuffer(block.content, np.uint8)
    feeds = np.flatnonzero(data == _FEED)
    inside = np.searchsorted(np.flatnonzero(data == _QUOTE), feeds) % 2 == 1
    starts = np.append(0, feeds[~inside] + 1)
    starts = starts[starts < len(data)]
    after = data[np.minimum(starts + 1, len(data) - 1)]
    is_empty = (data[starts] == _FEED) | ((data[starts] == _RETURN) & (after == _FEED))
    return (np.searchsorted(feeds, starts[~is_empty]) + block.line + 1).tolist()
