"""What a reader hands over: articles as a file has them, and what it could not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

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
    """

    fields: Mapping[str, object] = field(default_factory=dict)
    note: str = ""
    exact: bool = False


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
class Declared:
    """How many articles the file itself says it holds (the cover page of an export)."""

    count: int


@dataclass(frozen=True, slots=True)
class Inside:
    """A finding in a file within an archive: its path there, its reader, and the finding."""

    name: str
    format: str
    finding: Found | Refused | Declared


Finding = Found | Refused | Declared | Inside
Findings = Iterator[Finding]
