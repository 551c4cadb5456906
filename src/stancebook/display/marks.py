"""Text to marked text: speaker, cue, content and concept shown in the words of the article.

Everything that comes from an article is untrusted. It is escaped, its control characters are
replaced one for one (so that offsets stay true), and it is isolated from the direction of the
text around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup, escape

_UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DIRECTION = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_STRANGE_IN_ADDRESS = re.compile(r"[\x00-\x20\x7f-\x9f\\\"<>^`{|}\ud800-\udfff]")


class Mark(NamedTuple):
    """A span of a text and what it shows: one of ``MARKS``."""

    start: int
    end: int
    kind: str


MARKS = ("mention", "cue", "content", "concept")
"""What can be marked, with the names that the stylesheet knows."""


def shown(text: object) -> str:
    r"""Return the text with characters that no page may hold replaced one for one.

    Examples
    --------
    >>> shown("a\x00b") == "a\ufffdb"
    True
    """
    return _UNSHOWN.sub("\ufffd", str(text))


def isolated(text: object) -> Markup:
    """Return the text escaped and isolated from the writing direction around it.

    Examples
    --------
    >>> print(isolated("<script>"))
    <bdi>&lt;script&gt;</bdi>
    """
    return Markup("<bdi>{}</bdi>").format(shown(text))


def plain(text: object) -> str:
    """Return the text without direction marks, for places that cannot isolate: page titles, alt."""
    return _DIRECTION.sub("", shown(text))


def safe_address(url: object) -> str:
    """Return the address if a browser may follow it, else an empty string.

    Only ``http`` and ``https`` with a host pass; nothing that is read as a script or as a file.

    Examples
    --------
    >>> safe_address("https://example.org/a?b=1")
    'https://example.org/a?b=1'
    >>> safe_address("javascript:alert(1)")
    ''
    """
    address = str(url).strip()
    if _STRANGE_IN_ADDRESS.search(address) or len(address) > 2000:
        return ""
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return ""
    return address if parts.scheme.lower() in ("http", "https") and host else ""


def concept_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern that finds the names as whole words in any case, longest first.

    Examples
    --------
    >>> concept_pattern(["the ban", "ban treaty"]).search("The ban treaty").group()
    'The ban treaty'
    """
    wanted = sorted({" ".join(name.split()) for name in names if name.strip()}, key=len)[::-1]
    if not wanted:
        return None
    # An article before a name belongs to it, so that a longer name wins over "the" and a shorter.
    parts = (
        r"(?:the\s+)?" * (not name.lower().startswith("the "))
        + r"\s+".join(re.escape(word) for word in name.split())
        for name in wanted
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)


def find_concept(text: str, pattern: re.Pattern[str] | None) -> list[Mark]:
    """Return a mark for every place where the text names the concept."""
    if pattern is None:
        return []
    return [Mark(*found.span(), "concept") for found in pattern.finditer(text)]


def mark_text(text: str, marks: Iterable[Mark], *, offset: int = 0) -> Markup:
    """Return the text escaped, each marked stretch in a ``span`` that carries its kinds.

    Parameters
    ----------
    text : str
        The words to show.
    marks : iterable of Mark
        May overlap, lie inside each other or reach beyond the text; what lies outside is cut.
    offset : int
        Where ``text`` begins in the text that the marks count from.

    Returns
    -------
    Markup
        Safe HTML. Without its tags it is exactly ``text`` (control characters replaced).

    Examples
    --------
    >>> print(mark_text("She said no.", [Mark(0, 3, "mention"), Mark(4, 8, "cue")]))
    <span class="mention">She</span> <span class="cue">said</span> no.
    """
    inside = [
        Mark(max(0, start - offset), min(len(text), end - offset), kind)
        for start, end, kind in marks
        if start - offset < len(text) and end - offset > 0 and end > start
    ]
    if not inside:
        return escape(shown(text))
    cuts = sorted({0, len(text), *(m.start for m in inside), *(m.end for m in inside)})
    opening: dict[int, list[str]] = {}
    closing: dict[int, list[str]] = {}
    for mark in inside:
        opening.setdefault(mark.start, []).append(mark.kind)
        closing.setdefault(mark.end, []).append(mark.kind)
    active: list[str] = []
    pieces = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        for kind in closing.get(start, ()):
            active.remove(kind)
        active += opening.get(start, ())
        piece = escape(shown(text[start:end]))
        kinds = " ".join(kind for kind in MARKS if kind in active)
        pieces.append(Markup('<span class="{}">{}</span>').format(kinds, piece) if kinds else piece)
    return Markup("").join(pieces)


def shorten(text: str, keep: Mark | None = None, *, width: int = 240) -> tuple[int, int]:
    """Return the part of a long text to show: about ``width`` characters around ``keep``.

    Returns
    -------
    tuple of int
        Half-open offsets into ``text``, moved to word borders.
    """
    if len(text) <= width:
        return 0, len(text)
    middle = (keep.start + keep.end) // 2 if keep else 0
    start = max(0, min(middle - width // 2, len(text) - width))
    end = min(len(text), start + width)
    if start > 0:
        gap = text.find(" ", start, start + 30)
        start = gap + 1 if gap >= 0 else start
    if end < len(text):
        gap = text.rfind(" ", end - 30, end)
        end = gap if gap > start else end
    return start, end
