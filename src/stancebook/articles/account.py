"""The lines and the articles of a part of a file: columns, and the rows that differ from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from .document import Document
from .normalising import Normaliser
from .tabling import ARTICLE_KINDS, Tabled, table_account

Values = Sequence[object] | pa.Array


class Columns(NamedTuple):
    """What is known of the articles of a part but for their texts and their place among others.

    ``own`` are the ids that the file gives, ``content`` those of the contents; the others are
    columns of the articles and of their lines in the intake.
    """

    own: Sequence[str]
    content: Sequence[str]
    title: Values
    source: Values
    published: Values
    url: Values
    author: Values
    language: Values
    note: list[str]
    date_note: list[str]

    @classmethod
    def empty(cls, count: int) -> Columns:
        """Return columns for rows that will all be put one by one."""
        columns = {name: [""] * count for name in cls._fields}
        return cls(**columns | {"published": [None] * count})


class Account:
    """The lines of a part; those of most articles say only that they were read.

    Parameters
    ----------
    normaliser : Normaliser
        Remembers the articles.
    columns : Columns
        Of all rows.
    file, position : str, int
        Where the part stands.
    """

    def __init__(self, normaliser: Normaliser, columns: Columns, file: str, position: int) -> None:
        self._normaliser, self._columns = normaliser, columns
        self._file, self._position = file, position
        pairs = zip(columns.own, columns.content, strict=True)
        self._ids = [own or content for own, content in pairs]
        self._others: dict[int, Document] = {}

    def remember(self, start: int, end: int) -> None:
        """Give the articles of rows their ids: of all at once where all are new."""
        owns, contents = self._columns.own[start:end], self._columns.content[start:end]
        first = self._position + start
        if self._normaliser.remember(contents, owns, self._file, first):
            return
        for number, (content, own) in enumerate(zip(contents, owns, strict=True), start):
            line = Document(self._file, self._position + number, "read")
            line.note, line.date_note = self._columns.note[number], self._columns.date_note[number]
            self._normaliser.identify(line, content, own)
            self.put(number, line)

    def put(self, number: int, line: Document) -> None:
        """Set the line of a row, with its article where that is not as the columns have it."""
        self._others[number] = line
        self._ids[number] = line.article_id

    def tabled(self, texts: pa.Array) -> Tabled:
        """Return the articles read and a line for every row.

        Parameters
        ----------
        texts : Array
            Of all rows, as they will stand.
        """
        values = {"status": ["read"] * len(texts), "reason": [""] * len(texts)}
        values |= {"note": self._columns.note, "date_note": self._columns.date_note}
        for number, line in self._others.items():
            for name, column in values.items():
                column[number] = getattr(line, name)
        account = table_account(
            len(texts), file=self._file, position=self._position, article_id=self._ids, **values
        )
        return Tabled(self._articles(texts), account)

    def _articles(self, texts: pa.Array) -> pa.Table:
        put = {n: line.article for n, line in self._others.items() if line.article is not None}
        lost = [n for n, line in self._others.items() if line.status != "read"]
        order = np.arange(len(texts))
        order[list(put)] = len(texts) + np.arange(len(put))
        kept = pa.array(np.delete(order, lost))
        columns = self._columns._asdict() | {"text": texts}
        columns |= {"article_id": self._ids, "story_id": self._ids}
        read = {}
        for name, kind in ARTICLE_KINDS.items():
            column = _array(columns[name], kind)
            if put:
                others = pa.array([article[name] for article in put.values()], kind)
                column = pa.concat_arrays([column, others])
            read[name] = column.take(kept) if put or lost else column
        return pa.table(read)


def _array(values: Values, kind: pa.DataType) -> pa.Array:
    return values.cast(kind) if isinstance(values, pa.Array) else pa.array(values, kind)
