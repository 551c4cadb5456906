"""What a reader hands over: articles as a file has them, and what it could not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from .cleaning import join_notes

if TYPE_CHECKING:
    import pyarrow as pa

FIELDS = (
    "article_id",
    "title",
    "lead",
    "text",
    "source",
    "published",
    "url",
    "author",
    "language",
)
"""Fields that a reader may fill; ``lead`` is put before ``text``."""


class Doubt(NamedTuple):
    """A line that may name the outlet; only the files beside it can tell.

    ``name`` is the name in it, ``before`` how many characters of the text stand above it.
    """

    name: str
    line: str
    before: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """One article as its file has it.

    Parameters
    ----------
    fields : mapping of str to object
        Keys from :data:`FIELDS`; values as found (a date may still be words). Absent or empty
        where the file does not say: a reader never invents.
    note : str
        What a careful reader of the intake should know ("read as windows-1252"); else empty.
    exact : bool
        Keep title and text to the character (offsets of the caller point into them).
    doubt : Doubt or None
        A line left out of the text that may name the outlet.
    """

    fields: Mapping[str, object] = field(default_factory=dict)
    note: str = ""
    exact: bool = False
    doubt: Doubt | None = field(default=None, repr=False)


def settled(found: Found, field: str) -> Found:
    """Return an article without its doubt.

    Parameters
    ----------
    found : Found
        Returned as it is where it has none.
    field : str
        What the name in the line is: ``source`` or ``author``; empty where that is not known,
        then the line goes back to where it stood in the text.

    Examples
    --------
    >>> found = Found({"text": "It passed."}, doubt=Doubt("Halden Direct", "Halden Direct"))
    >>> settled(found, "source").fields["source"], settled(found, "").fields["text"].split()
    ('Halden Direct', ['Halden', 'Direct', 'It', 'passed.'])
    """
    if found.doubt is None:
        return found
    name, line, before = found.doubt
    if field:
        fields = {**found.fields, field: name}
        what = "outlet" if field == "source" else "author"
        note = f"{what} read from a line that holds only a name: {line!r}"
    else:
        text = str(found.fields["text"])
        gap = "\n\n" if "\n\n" in text else "\n"
        parts = (text[:before], line, text[before:].lstrip("\n"))
        fields = {**found.fields, "text": gap.join(part for part in parts if part)}
        note = f"a line that may name the outlet stays in the text: {line!r}"
    return Found(fields, join_notes(found.note, note), found.exact)


@dataclass(frozen=True, slots=True)
class Refused:
    """One document that cannot be an article, and why, with its place in the file."""

    reason: str

    @classmethod
    def because_of(cls, error: Exception) -> Refused:
        """Return the refusal that an unexpected exception becomes: third parties raise anything.

        Examples
        --------
        >>> Refused.because_of(KeyError("a"))
        Refused(reason="cannot be read: KeyError: 'a'")
        """
        words = " ".join(str(error).split())[:200].encode("utf-8", "backslashreplace").decode()
        return cls(f"cannot be read: {type(error).__name__}{': ' if words else ''}{words}")


@dataclass(frozen=True, slots=True)
class Part:
    """Articles that stand one after the other in a file, as columns.

    Parameters
    ----------
    columns : mapping of str to array or sequence
        Keys from :data:`FIELDS`, ``text`` among them; one value for each article. Arrays hold
        strings and no nulls; ``text`` is always one.
    exact : bool
        As for :class:`Found`.
    refused : mapping of int to str
        Rows that cannot be an article, with the reason.

    Examples
    --------
    >>> import pyarrow as pa
    >>> part = Part({"text": pa.array(["One.", ""])}, refused={1: "line 3: no text"})
    >>> list(part.rows())
    [Found(fields={'text': 'One.'}, note='', exact=False), Refused(reason='line 3: no text')]
    """

    columns: Mapping[str, pa.Array | Sequence[object]]
    exact: bool = False
    refused: Mapping[int, str] = field(default_factory=dict)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.columns["text"])

    def column(self, name: str) -> Sequence[object]:
        """Return a column's values; empty words where there is no such column."""
        values = self.columns.get(name)
        if values is None:
            return [""] * len(self)
        return values.to_pylist() if hasattr(values, "to_pylist") else values

    def row(self, number: int) -> Found | Refused:
        """Return one row, as a reader of rows would have found it."""
        if number in self.refused:
            return Refused(self.refused[number])
        values = {name: column[number] for name, column in self.columns.items()}
        plain = {n: v.as_py() if hasattr(v, "as_py") else v for n, v in values.items()}
        return Found(plain, exact=self.exact)

    def rows(self) -> Iterator[Found | Refused]:
        """Yield all rows."""
        return map(self.row, range(len(self)))


@dataclass(frozen=True, slots=True)
class Declared:
    """How many articles the file itself says it holds (the cover page of an export)."""

    count: int


@dataclass(frozen=True, slots=True)
class Inside:
    """A finding in a file within an archive: its path there, its reader, and the finding."""

    name: str
    format: str
    finding: Found | Refused | Declared | Part


Finding = Found | Refused | Declared | Part | Inside
Findings = Iterator[Finding]
