"""Documents as two tables of Arrow: what was read, and the account of all that was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from ..tables import ARTICLES, INTAKE
from .document import INTAKE_EXTRA, Document

ARTICLE_KINDS = dict.fromkeys(ARTICLES.columns, pa.large_string()) | {"published": pa.date32()}
INTAKE_KINDS = dict.fromkeys((*INTAKE.columns, *INTAKE_EXTRA), pa.large_string()) | dict.fromkeys(
    ("position", "declared"), pa.int64()
)


class Tabled(NamedTuple):
    """Documents that follow each other: the articles read, and a line for every document."""

    read: pa.Table
    account: pa.Table

    def of(self, format_name: str, declared: int) -> Tabled:
        """Return the same documents as a reader's: its name, and how many its file declares."""
        account = self.account
        for name, value in (("format", format_name), ("declared", declared)):
            values = pa.repeat(pa.scalar(value, INTAKE_KINDS[name]), len(account))
            account = account.set_column(account.column_names.index(name), name, values)
        return Tabled(self.read, account)

    def cut(self, start: int, length: int) -> Tabled:
        """Return some of the documents, without copying them."""
        before = _n_read(self.account.slice(0, start))
        account = self.account.slice(start, length)
        return Tabled(self.read.slice(before, _n_read(account)), account)

    def documents(self) -> Iterator[Document]:
        """Yield the documents one by one."""
        articles = iter(self.read.to_pylist())
        for line in self.account.to_pylist():
            yield Document(**line, article=next(articles) if line["status"] == "read" else None)


def _n_read(account: pa.Table) -> int:
    import pyarrow.compute as pc

    return pc.sum(pc.equal(account["status"], "read")).as_py() or 0


def table_documents(documents: Sequence[Document]) -> Tabled:
    """Pack documents, so that of a long file their texts stand in memory only once."""
    read = [document.article for document in documents if document.article is not None]
    columns = {
        name: pa.array([article[name] for article in read], kind)
        for name, kind in ARTICLE_KINDS.items()
    }
    return Tabled(pa.table(columns), table_lines(documents))


def table_lines(documents: Sequence[Document]) -> pa.Table:
    """Return the lines of the intake alone."""
    columns = {
        name: pa.array([getattr(document, name) for document in documents], kind)
        for name, kind in INTAKE_KINDS.items()
    }
    return pa.table(columns)


def table_account(count: int, *, file: str, position: int, **columns: object) -> pa.Table:
    """Return the lines of documents that follow each other in a file.

    Parameters
    ----------
    count : int
        Lines.
    file, position : str, int
        The file, and the place of the first in it.
    **columns : sequence of str
        The other columns of the intake; format and declared count are left open.
    """
    columns |= {
        "file": pa.repeat(pa.scalar(file, INTAKE_KINDS["file"]), count),
        "position": np.arange(position, position + count),
        "format": pa.repeat(pa.scalar("", INTAKE_KINDS["format"]), count),
        "declared": pa.repeat(pa.scalar(-1, INTAKE_KINDS["declared"]), count),
    }
    return pa.table({name: pa.array(columns[name], kind) for name, kind in INTAKE_KINDS.items()})


def join_tabled(parts: Iterable[Tabled]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Put parts together as two tables of pandas."""
    parts = [*parts] or [table_documents([])]
    read, account = (pa.concat_tables(tables) for tables in zip(*parts, strict=True))
    place = read.column_names.index("published")
    dates = read["published"].cast(pa.timestamp("us"))
    return read.set_column(place, "published", dates).to_pandas(), account.to_pandas()


def in_tables(
    stream: Iterable[Document | Tabled], *, size: int, exactly: bool = False
) -> Iterator[Tabled]:
    """Gather a stream of documents into tables.

    Parameters
    ----------
    stream : iterable of Document or Tabled
        In the order found.
    size : int
        Documents that are held as Python objects at a time, at least 1.
    exactly : bool
        Every table but the last holds ``size`` documents; else about so many.

    Yields
    ------
    Tabled
        In the same order.
    """
    single: list[Document] = []
    waiting: list[Tabled] = []
    count = 0
    for item in stream:
        if isinstance(item, Tabled):
            if single:
                waiting.append(table_documents(single))
                single = []
            waiting.append(item)
            count += len(item.account)
        else:
            single.append(item)
            count += 1
        if count < size:
            continue
        if single:
            waiting.append(table_documents(single))
            single = []
        whole = _concatenated(waiting)
        waiting, start = [], 0
        if not exactly:
            yield whole
            count = 0
            continue
        while count - start >= size:
            yield whole.cut(start, size)
            start += size
        count -= start
        if count:
            waiting.append(whole.cut(start, count))
    if single:
        waiting.append(table_documents(single))
    if waiting:
        yield _concatenated(waiting)


def _concatenated(parts: Sequence[Tabled]) -> Tabled:
    if len(parts) == 1:
        return parts[0]
    read, account = (pa.concat_tables(tables) for tables in zip(*parts, strict=True))
    return Tabled(read, account)
