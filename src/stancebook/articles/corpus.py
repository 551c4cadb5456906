"""From files to two tables: the articles, and the intake that accounts for every document found.

Read + rejected + duplicate = found, always: a reader may stop in the middle of a broken file, what
it read before stays, and what it could not read has a line with its reason.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

import pandas as pd
import pyarrow as pa

from ..errors import InputError, TableError
from ..tables import ARTICLES, INTAKE, check_table, make_table
from .document import INTAKE_EXTRA, Document
from .files import SourceFile
from .finding import Lead, find_files
from .found import Declared, Finding, Findings, Inside, Refused
from .normalising import Normaliser
from .outlets import Outlets
from .waiting import in_known_order

Paths = str | os.PathLike | Sequence[str | os.PathLike]


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
"""Documents that :func:`gather` holds as Python objects at a time."""

_INTAKE_KINDS = dict.fromkeys((*INTAKE.columns, *INTAKE_EXTRA), pa.large_string()) | dict.fromkeys(
    ("position", "declared"), pa.int64()
)
_ARTICLE_KINDS = dict.fromkeys(ARTICLES.columns, pa.large_string()) | {"published": pa.date32()}


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
        More aliases of outlets, see :class:`stancebook.articles.outlets.Outlets`.

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
    (['read', 'duplicate', 'rejected'], ['', 'the same article as <table>, 0', 'no text'])
    """
    if isinstance(articles, pd.DataFrame) and _is_articles_table(articles):
        return _corpus_of_table(articles)
    documents = iter_documents(articles, source=source, language=language, outlets=outlets)
    return gather(documents)


def read_batches(articles: Paths | pd.DataFrame, *, size: int = 512) -> Iterator[Corpus]:
    """Read articles as :func:`read_corpus` does, but never more than some at a time.

    Parameters
    ----------
    articles : path, sequence of paths, or DataFrame
        As for :func:`read_articles`.
    size : int
        Documents in a batch, at least 1.

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
    documents = iter_documents(articles)
    while batch := list(islice(documents, size)):
        yield gather(batch)


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
    documents = iter(documents)
    parts = [_arrow(list(islice(documents, _PART)))]
    while len(parts[-1][1]) == _PART:
        parts.append(_arrow(list(islice(documents, _PART))))
    read, account = (
        pa.concat_tables(tables).combine_chunks() for tables in zip(*parts, strict=True)
    )
    account = account.to_pandas()
    extra = account[list(INTAKE_EXTRA)]
    return Corpus(
        make_table(read.to_pandas(), ARTICLES),
        pd.concat([make_table(account, INTAKE), extra], axis=1),
    )


def _arrow(documents: Sequence[Document]) -> tuple[pa.Table, pa.Table]:
    """Pack documents, so that of a long file their texts stand in memory only once."""
    account = {
        name: pa.array([getattr(document, name) for document in documents], kind)
        for name, kind in _INTAKE_KINDS.items()
    }
    read = [document.article for document in documents if document.article is not None]
    columns = {
        name: pa.array([article[name] for article in read], kind)
        for name, kind in _ARTICLE_KINDS.items()
    }
    columns["published"] = columns["published"].cast(pa.timestamp("us"))
    return pa.table(columns), pa.table(account)


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
    normaliser = Normaliser(Outlets(outlets), source=source or "", language=language or "")
    counts = {"read": 0, "rejected": 0, "duplicate": 0}
    refused: list[Document] = []
    for document in _all_documents(articles, normaliser):
        counts[document.status] += 1
        if document.status == "rejected" and len(refused) < 1000:
            refused.append(document)
        yield document
    if not counts["read"]:
        raise _nothing_read(articles, counts["rejected"], refused)


def _all_documents(articles: Paths | pd.DataFrame, normaliser: Normaliser) -> Iterator[Document]:
    if isinstance(articles, pd.DataFrame):
        from .readers.frame import read_frame

        yield from _documents("<table>", "table", read_frame(articles), normaliser)
        return
    for lead in find_files(articles):
        yield from _file_documents(lead, normaliser)


def _file_documents(lead: Lead, normaliser: Normaliser) -> Iterator[Document]:
    from .registry import choose_reader

    file = lead.file
    if lead.reason:
        yield Document(file.name, 0, "rejected", lead.reason)
        return
    try:
        before = file.state()
        reader = choose_reader(file)
    except InputError as error:
        yield Document(file.name, 0, "rejected", str(error))
        return
    findings = _watched(file, reader.read(file), before)
    yield from _documents(file.name, reader.name, findings, normaliser)


def _watched(file: SourceFile, findings: Findings, before: object) -> Findings:
    """Add a refusal where the file changed while its articles were streamed."""
    yield from findings
    if file.state() != before:
        raise InputError("the file changed while it was read: articles may be missing; run again")


def _documents(
    name: str, format_name: str, findings: Findings, normaliser: Normaliser
) -> Iterator[Document]:
    """Account for all that a reader found, and for what went wrong."""
    places: dict[str, int] = {}
    declared: dict[str, int] = {}
    for finding, day_first in in_known_order(_guarded(findings)):
        where, how = name, format_name
        if isinstance(finding, Inside):
            where, how, finding = f"{name}!/{finding.name}", finding.format, finding.finding
        if isinstance(finding, Declared):
            declared[where] = finding.count
            continue
        position = places.get(where, 0)
        places[where] = position + 1
        try:
            document = normaliser.document(where, position, finding, day_first)
        except Exception as error:
            # One strange article must not take the corpus along.
            document = Document(where, position, "rejected", Refused.because_of(error).reason)
        document.format = how
        document.declared = declared.get(where, -1)
        yield document
    for where, count in declared.items():
        found = places.get(where, 0)
        if found != count:
            reason = f"the file says it holds {count} documents, {found} were found"
            yield Document(where, found, "rejected", reason, format=format_name, declared=count)
        places.setdefault(where, 0)
    if not places:
        yield Document(
            name, 0, "rejected", "nothing in it that could be an article", format=format_name
        )


def _guarded(findings: Findings) -> Iterator[Finding]:
    """Turn whatever a reader raises into a refusal: what it read before that stays."""
    try:
        yield from findings
    except InputError as error:
        yield Refused(str(error))
    except Exception as error:
        yield Refused.because_of(error)


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
