"""From files to documents, as they come: every file by its reader, every document accounted for."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

import pandas as pd

from ..errors import InputError
from .columnwise import table_part
from .document import Document
from .files import SourceFile
from .finding import Lead, find_files
from .found import Declared, Finding, Findings, Inside, Part, Refused
from .habits import Habits
from .normalising import Normaliser
from .packing import packed
from .tabling import Tabled
from .waiting import in_known_order

Paths = str | os.PathLike | Sequence[str | os.PathLike]
Stream = Iterator[Document | Tabled]


def stream_documents(articles: Paths | pd.DataFrame, normaliser: Normaliser) -> Stream:
    """Yield every document found, many at a time where a file holds many.

    Parameters
    ----------
    articles : path, sequence of paths, or DataFrame
        As for :func:`stancebook.articles.read_articles`.
    normaliser : Normaliser
        Turns what the readers find into documents.

    Yields
    ------
    Document or Tabled
        In the order found.
    """
    if isinstance(articles, pd.DataFrame):
        from .readers.frame import read_frame

        yield from _documents("<table>", "table", read_frame(articles), normaliser)
        return
    habits = Habits(articles, normaliser.knows_outlet)
    for lead in find_files(articles):
        yield from _file_documents(lead, normaliser, habits)


def _file_documents(lead: Lead, normaliser: Normaliser, habits: Habits) -> Stream:
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
    findings = _watched(file, habits.settle(reader.read(file), file), before)
    yield from _documents(file.name, reader.name, findings, normaliser)


def _watched(file: SourceFile, findings: Findings, before: object) -> Findings:
    """Add a refusal where the file changed while its articles were streamed."""
    yield from findings
    if file.state() != before:
        raise InputError("the file changed while it was read: articles may be missing; run again")


def _documents(name: str, format_name: str, findings: Findings, normaliser: Normaliser) -> Stream:
    """Account for all that a reader found, and for what went wrong."""
    places: dict[str, int] = {}
    declared: dict[str, int] = {}
    for finding, day_first in in_known_order(packed(_guarded(findings))):
        where, how = name, format_name
        if isinstance(finding, Inside):
            where, how, finding = f"{name}!/{finding.name}", finding.format, finding.finding
        if isinstance(finding, Declared):
            declared[where] = finding.count
            continue
        position = places.get(where, 0)
        says = declared.get(where, -1)
        if isinstance(finding, Part):
            places[where] = position + len(finding)
            part = table_part(normaliser, finding, where, position, day_first=day_first)
            yield part.of(how, says)
        else:
            places[where] = position + 1
            document = normaliser.guarded(where, position, finding, day_first)
            document.format, document.declared = how, says
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
