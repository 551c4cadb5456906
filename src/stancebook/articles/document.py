"""One document found: its line of the intake, and the article it became."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

INTAKE_EXTRA = ("format", "note", "date_note", "declared")
"""Columns of the intake beyond its contract."""


@dataclass(slots=True)
class Document:
    """One document found.

    Parameters
    ----------
    file, position, status, reason, article_id
        See :data:`stancebook.tables.INTAKE`.
    format : str
        The reader's name; empty where none was found.
    note : str
        What was noticed about a document that was read ("read as windows-1252").
    date_note : str
        Why the date is missing or strange.
    declared : int
        How many documents the file says it holds; -1 where it does not say.
    article : mapping or None
        A row of :data:`stancebook.tables.ARTICLES`, ``published`` a ``datetime.date`` or None;
        None where the document was rejected or is a duplicate.
    """

    file: str
    position: int
    status: str
    reason: str = ""
    article_id: str = ""
    format: str = ""
    note: str = ""
    date_note: str = ""
    declared: int = -1
    article: Mapping[str, object] | None = None
