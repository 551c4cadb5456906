"""Lines of an export: labels, paragraphs, what belongs together."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PAGE = re.compile(
    r"\s{0,80}(?:page|seite|pagina|página)\s\d{1,5}(?:\s(?:of|von|de|sur|di|van)\s\d{1,5})?\s{0,80}$",
    re.IGNORECASE,
)


def paragraphs_of(lines: Iterable[str], *, wrapped: bool) -> str:
    r"""Lay out the body of an article.

    Parameters
    ----------
    lines : iterable of str
        Its lines.
    wrapped : bool
        Join lines up to the next blank one; else each line is a paragraph.

    Returns
    -------
    str
        Paragraphs parted by one blank line.

    Examples
    --------
    >>> paragraphs_of(["One", "two.", "", "Three."], wrapped=True)
    'One two.\n\nThree.'
    """
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        words = " ".join(line.split())
        if _PAGE.match(line):
            continue
        if not words or not wrapped:
            paragraphs.append([])
        if words:
            paragraphs[-1].append(words)
    return "\n\n".join(" ".join(part) for part in paragraphs if part)


def label_of(line: str, labels: dict[str, str]) -> tuple[str, str]:
    """Return the field and the words of a labelled line, two empty strings where it has none.

    Examples
    --------
    >>> label_of("LENGTH: 1,234 words", {"length": "length"})
    ('length', '1,234 words')
    """
    name, found, words = line.strip().partition(":")
    if not found or len(name) > 40:
        return "", ""
    field = labels.get(name.strip().casefold(), "")
    return (field, words.strip()) if field else ("", "")


def filled(lines: Iterable[str]) -> list[str]:
    """Return the lines with words in them, single spaces, page numbers left out."""
    return [" ".join(line.split()) for line in lines if line.strip() and not _PAGE.match(line)]


def number_of(words: str) -> int:
    """Return a count as printed, with points or commas.

    Examples
    --------
    >>> number_of("1,234"), number_of("1.234")
    (1234, 1234)
    """
    digits = "".join(
        character for character in words if character.isascii() and character.isdigit()
    )
    return int(digits[:9] or 0)
