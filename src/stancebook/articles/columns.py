"""Columns of strangers' tables and keys of their JSON, mapped to our fields by a word list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from .lexicons import read_lexicon


def map_columns(names: Iterable[object]) -> dict[str, str]:
    """Find out which column holds which field.

    Parameters
    ----------
    names : iterable
        The column names of one table, as they stand there.

    Returns
    -------
    dict of str to str
        Field to column; a column serves one field, and of several the one that stands first in
        ``lexicons/columns.tsv`` is taken.

    Examples
    --------
    >>> map_columns(["Headline", "Full Text", "Publication Date", "word_count"])
    {'title': 'Headline', 'text': 'Full Text', 'published': 'Publication Date'}
    """
    present: dict[str, str] = {}
    for name in names:
        present.setdefault(column_key(str(name)), name)
    mapped: dict[str, str] = {}
    for field, key in _known():
        if field not in mapped and key in present and present[key] not in mapped.values():
            mapped[field] = present[key]
    return mapped


def column_key(name: str) -> str:
    """Reduce a column name to what counts: its letters and figures, without case.

    Examples
    --------
    >>> column_key("Publication_Date") == column_key("publicationDate")
    True
    """
    return "".join(character for character in name.casefold() if character.isalnum())


@cache
def _known() -> tuple[tuple[str, str], ...]:
    return tuple((field, column_key(name)) for field, name, _ in read_lexicon("columns.tsv"))


@cache
def known_keys() -> frozenset[str]:
    """Return every name in the word list, reduced by :func:`column_key`."""
    return frozenset(key for _, key in _known())


def no_text_column(names: Iterable[object]) -> str:
    """Say that no column holds the text, which columns there are, and what to do.

    Examples
    --------
    >>> no_text_column(["a", "b"])
    "no column holds the text; the columns are 'a', 'b'; rename one to 'text'"
    """
    shown = [repr(str(name)[:40]) for name in names]
    more = f" and {len(shown) - 30} more" if len(shown) > 30 else ""
    listed = ", ".join(shown[:30]) or "none"
    return f"no column holds the text; the columns are {listed}{more}; rename one to 'text'"


def flatten(record: Mapping[str, object], *, depth: int = 3) -> dict[str, object]:
    """Write nested objects as one level with keys such as ``source.name``.

    Parameters
    ----------
    record : mapping
        As JSON gives it.
    depth : int
        Levels to open; deeper ones are dropped.

    Examples
    --------
    >>> flatten({"headline": {"main": "Yes", "kicker": None}, "tags": ["a", "b"]})
    {'headline.main': 'Yes', 'headline.kicker': None, 'tags': ['a', 'b']}
    """
    flat: dict[str, object] = {}
    for key, value in record.items():
        if not isinstance(value, Mapping):
            flat[str(key)] = value
        elif depth > 1:
            inner = flatten(value, depth=depth - 1)
            if str(key) in ("_source", "document"):
                # Search engines and databases wrap the whole record in one more object.
                flat.update(inner)
            flat.update({f"{key}.{name}": item for name, item in inner.items()})
    return flat


def as_words(value: object) -> str:
    """Turn a value from a table or from JSON into text; lists are joined.

    Examples
    --------
    >>> as_words(["A. Author", {"name": "B. Writer"}]), as_words(None), as_words(float("nan"))
    ('A. Author, B. Writer', '', '')
    """
    if isinstance(value, str):
        return value
    if value is None or value != value:
        return ""
    if isinstance(value, Mapping):
        return as_words(value.get("name") or value.get("value") or value.get("original"))
    if isinstance(value, (list, tuple)):
        return ", ".join(words for item in value[:100] if (words := as_words(item)))
    return str(value)
