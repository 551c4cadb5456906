"""From files to two tables: the articles, and the intake that accounts for every document found.

Read + rejected + duplicate = found, always: a reader may stop in the middle of a broken file, what
it read before stays, and what it could not read has a line with its reason.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from ..errors import InputError, TableError
from ..tables import ARTICLES, INTAKE, check_table, make_table
from .document import INTAKE_EXTRA, Document
from .normalising import Normaliser
from .outlets import Outlets, outlets_beside
from .streaming import Paths, Stream, stream_documents
from .tabling import Tabled, in_tables, join_tabled


class Corpus(NamedTuple):
    """The articles and the account of what was found.

    ``articles`` keeps :data:`stancebook.tables.ARTICLES`; ``intake`` keeps
    :data:`stancebook.tables.INTAKE` and adds ``format`` (the reader), ``note`` (what was noticed
    about a document that was read), ``date_note`` (why a date is missing or strange) and
    ``declared`` (how many articles the file says it holds; -1 where it does not say).
    """

    articles: pd.DataFrame
    intake: pd.DataFrame


_PART = 512
"""Documents that are held as Python objects at a time."""


def read_articles(
    articles: Paths | pd.DataFrame,
    *,
    source: str | None = None,
    language: str | None = None,
    outlets: Mapping[str, str] | str | os.PathLike | None = None,
) -> pd.DataFrame:
    """Read articles from files of many kinds, or from a table.

    Use :func:`read_corpus` to see as well what could not be read, and why.

    Parameters
    ----------
    articles : str, path, sequence of these, or DataFrame
        A file, a folder, a glob, or a list of them; or a table with the column names of the usual
        exports, which keeps its own ``article_id`` where that is unique.
    source : str or None
        Outlet of the articles that do not name theirs.
    language : str or None
        Language of the articles that do not name theirs, as ISO 639-1; recognised where None.
    outlets : mapping, path, or None
        More aliases of outlets, see :class:`stancebook.articles.outlets.Outlets`; None takes
        ``outlets.yml`` in the folder of articles, where there is one.

    Returns
    -------
    DataFrame
        See :data:`stancebook.tables.ARTICLES`; one row per different article, in the order found.
        ``article_id`` is ``stable_id(source, date, title, text)`` with the date as YYYY-MM-DD or
        empty, so the same article has the same id on every machine.

    Raises
    ------
    InputError
        Where nothing is found or nothing of it can be read; says why.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"headline": ["Ban"], "body": ["It passed."], "date": ["2023-07-07"]})
    >>> read_articles(table, source="The Gaze")[["title", "text", "source", "published"]]
      title        text    source  published
    0   Ban  It passed.  The Gaze 2023-07-07
    """
    return read_corpus(articles, source=source, language=language, outlets=outlets).articles


def read_corpus(
    articles: Paths | pd.DataFrame,
    *,
    source: str | None = None,
    language: str | None = None,
    outlets: Mapping[str, str] | str | os.PathLike | None = None,
) -> Corpus:
    """Read articles and account for every document found.

    Parameters
    ----------
    articles, source, language, outlets
        As for :func:`read_articles`.

    Returns
    -------
    Corpus
        The tables ``articles`` and ``intake``; every document found is one line of the intake:
        read, rejected or duplicate.

    Raises
    ------
    InputError
        Where nothing is found or nothing of it can be read; its ``intake`` attribute holds the
        account.

    Examples
    --------
    >>> import pandas as pd
    >>> corpus = read_corpus(pd.DataFrame({"text": ["One.", "One.", ""]}))
    >>> corpus.intake["status"].tolist(), corpus.intake["reason"].tolist()
    (['read', 'duplicate', 'rejected'], ['', 'the same article as <table>, document 1', 'no text'])
    """
    if isinstance(articles, pd.DataFrame) and _is_articles_table(articles):
        return _corpus_of_table(articles)
    normaliser = _normaliser(articles, source, language, outlets)
    return _corpus(in_tables(_read_something(articles, normaliser), size=_PART))


def read_batches(
    articles: Paths | pd.DataFrame,
    *,
    size: int = 512,
    outlets: Mapping[str, str] | str | os.PathLike | None = None,
) -> Iterator[Corpus]:
    """Read articles as :func:`read_corpus` does, but never more than some at a time.

    Parameters
    ----------
    articles : path, sequence of paths, or DataFrame
        As for :func:`read_articles`.
    size : int
        Documents in a batch, at least 1.
    outlets : mapping, path, or None
        As for :func:`read_articles`.

    Yields
    ------
    Corpus
        In the order found; no article stands in two.

    Raises
    ------
    InputError
        As :func:`iter_documents`.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"text": ["One.", "Two.", "One."]})
    >>> [len(batch.articles) for batch in read_batches(table, size=2)]
    [2, 0]
    """
    if isinstance(articles, pd.DataFrame) and _is_articles_table(articles):
        for start in range(0, len(articles), size):
            part = _corpus_of_table(articles.iloc[start : start + size])
            yield Corpus(
                part.articles, part.intake.assign(position=part.intake["position"] + start)
            )
        return
    stream = _read_something(articles, _normaliser(articles, None, None, outlets))
    for part in in_tables(stream, size=size, exactly=True):
        yield _corpus([part])


def gather(documents: Iterable[Document]) -> Corpus:
    """Build the two tables from documents, such as one batch of :func:`iter_documents`.

    Parameters
    ----------
    documents : iterable of Document
        In any order.

    Returns
    -------
    Corpus
        Tables in the order of the documents; empty where there are none.
    """
    return _corpus(in_tables(documents, size=_PART))


def _corpus(parts: Iterable[Tabled]) -> Corpus:
    read, account = join_tabled(parts)
    extra = account[list(INTAKE_EXTRA)]
    return Corpus(
        make_table(read, ARTICLES), pd.concat([make_table(account, INTAKE), extra], axis=1)
    )


def iter_documents(
    articles: Paths | pd.DataFrame,
    *,
    source: str | None = None,
    language: str | None = None,
    outlets: Mapping[str, str] | str | os.PathLike | None = None,
) -> Iterator[Document]:
    """Yield documents one at a time, so that no corpus need fit in memory.

    Parameters
    ----------
    articles, source, language, outlets
        As for :func:`read_articles`.

    Yields
    ------
    Document
        In the order found; feed batches of them to :func:`gather`. Kept in memory is only a hash
        of each article read, to tell duplicates.

    Raises
    ------
    InputError
        At once where a path does not exist, at the end where nothing could be read.
    """
    for item in _read_something(articles, _normaliser(articles, source, language, outlets)):
        if isinstance(item, Tabled):
            yield from item.documents()
        else:
            yield item


def _normaliser(
    articles: object,
    source: str | None,
    language: str | None,
    outlets: Mapping[str, str] | str | os.PathLike | None,
) -> Normaliser:
    aliases = Outlets(outlets_beside(articles) if outlets is None else outlets)
    return Normaliser(aliases, source=source or "", language=language or "")


def _read_something(articles: Paths | pd.DataFrame, normaliser: Normaliser) -> Stream:
    """Pass the documents on; raise at the end where none of them could be read."""
    n_read, n_rejected = 0, 0
    refused: list[Document] = []
    for item in stream_documents(articles, normaliser):
        if isinstance(item, Tabled):
            n_read += len(item.read)
            lost = (
                [] if n_read else [line for line in item.documents() if line.status == "rejected"]
            )
        else:
            n_read += item.status == "read"
            lost = [item] if item.status == "rejected" else []
        n_rejected += len(lost)
        refused.extend(lost[: max(0, 1000 - len(refused))])
        yield item
    if not n_read:
        raise _nothing_read(articles, n_rejected, refused)


def _nothing_read(articles: object, rejected: int, refused: list[Document]) -> InputError:
    where = "the table" if isinstance(articles, pd.DataFrame) else _shown(articles)
    if not rejected:
        error = InputError(
            f"{where}: no article found; give a file, a folder or a glob with articles"
        )
    else:
        first = refused[0]
        plural = "s" if rejected > 1 else ""
        error = InputError(
            f"{where}: {rejected} document{plural} found, none could be read; "
            f"the first ({first.file}, {first.position}): {first.reason}"
        )
    error.intake = gather(refused).intake
    return error


def _shown(articles: object) -> str:
    paths = articles if isinstance(articles, (list, tuple)) else [articles]
    shown = ", ".join(os.fsdecode(os.fspath(path)) for path in paths[:3])
    return (shown or "articles") + (f" and {len(paths) - 3} more" if len(paths) > 3 else "")


def _is_articles_table(table: pd.DataFrame) -> bool:
    """Return True for what this package made before: nothing is left to normalise."""
    if not set(ARTICLES.columns) <= set(table.columns) or table.empty:
        return False
    try:
        check_table(table, ARTICLES)
    except TableError:
        return False
    return bool((table["text"] != "").all() and (table["article_id"] != "").all())


def _corpus_of_table(table: pd.DataFrame) -> Corpus:
    read = make_table(table, ARTICLES)
    account = {
        "file": "<table>",
        "position": range(len(read)),
        "status": "read",
        "reason": "",
        "article_id": read["article_id"],
    }
    intake = make_table(pd.DataFrame(account), INTAKE)
    return Corpus(read, intake.assign(format="table", note="", date_note="", declared=-1))
