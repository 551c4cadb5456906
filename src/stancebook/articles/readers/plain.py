"""Plain text: the first line a title where it looks like one, the lines below it read as data.

Date, outlet and author are taken only from lines above the text (see ``head``) and from a dateline
with a full date; none is guessed from the words of the article.
"""

from __future__ import annotations

import re

from ..cleaning import join_notes
from ..dates import is_only_date
from ..exports.layouts import read_export
from ..files import SourceFile
from ..found import Doubt, Findings, Found, Refused
from .head import agencies, data_line, read_head
from .names import NameKind, is_name, kind_of_name

_TITLE_LENGTH = 250
_ENDS = (".", ";", ",", ":")
_DATELINE = re.compile(
    r"[^\W\d_][^\d\n(]{1,60}?,\s(?P<date>[^\n(]{6,40}?)\s?(?:\((?P<name>[^()\n]{2,60})\)\s?)?"
    r"(?<=[\s)])[-–—]{1,2}\s"
)


def read(file: SourceFile) -> Findings:
    """Yield the articles of a database export, or the one article of a text file."""
    text, _, note = file.read_text()
    export = read_export(text.replace("\r\n", "\n"), wrapped=True)
    if export is not None:
        yield from export
        return
    yield plain_article(text, note=note)


def plain_article(text: str, *, title: str = "", note: str = "") -> Found | Refused:
    r"""Tell title, data and body of a plain text apart.

    Parameters
    ----------
    text : str
        The whole file.
    title : str
        The headline where the file's form has shown it; else looked for in the first line.
    note : str
        What was noticed on the way here.

    Examples
    --------
    >>> plain_article("A ban\nThe Gaze, 7 July 2023\n\nIt passed.").fields
    {'title': 'A ban', 'source': 'The Gaze', 'published': '7 July 2023', 'text': 'It passed.'}
    """
    lines = [line.rstrip() for line in re.split(r"\r\n|[\n\r\f\v]", text.lstrip("\ufeff"))]
    lines = _from_first(lines)
    if not lines:
        return Refused("nothing but white space")
    fields: dict[str, object] = {"title": title} if title else {}
    named_above = not title and _is_outlet_above(lines)
    if not title and not named_above and _looks_like_title(lines):
        fields["title"] = " ".join(lines.pop(0).split())
    head = read_head(lines, titled="title" in fields or named_above)
    fields |= head.fields
    doubtful = lines[head.doubtful].strip() if head.doubtful >= 0 else ""
    body = [line for number, line in enumerate(lines) if number not in head.taken]
    body = _from_first(body)
    if "title" not in fields and fields and _looks_like_title(body):
        fields["title"] = " ".join(body.pop(0).split())
    before = 0
    if doubtful:
        place = next(number for number, line in enumerate(body) if line.strip() == doubtful)
        before = len("\n".join(body[:place]).strip())
        del body[place]
    text = "\n".join(body).strip()
    doubt = Doubt(head.name, doubtful, before) if doubtful else None
    return Found(
        {**_dateline(text), **fields, "text": text}, join_notes(note, head.note), doubt=doubt
    )


def _from_first(lines: list[str]) -> list[str]:
    """Drop the blank lines above the first that is not."""
    first = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    return lines[first:]


def _is_outlet_above(lines: list[str]) -> bool:
    """Return True where the first line names an outlet, the next dates it and a title follows."""
    filled = [line.strip() for line in lines[:12] if line.strip()]
    kinds = (NameKind.KNOWN, NameKind.OUTLET)
    return (
        len(filled) > 3
        and kind_of_name(filled[0]) in kinds
        and "published" in data_line(filled[1])
        and _looks_like_title(filled[2:])
    )


def _dateline(text: str) -> dict[str, str]:
    """Read "HALDEN, 14 March 2024 (Daily Courier) -"; news agencies in brackets are no outlets."""
    found = _DATELINE.match(text)
    if not found or not is_only_date(found["date"]):
        return {}
    fields = {"published": found["date"].strip()}
    name = (found["name"] or "").strip()
    if name and is_name(name) and name not in agencies():
        fields["source"] = name
    return fields


def _looks_like_title(lines: list[str]) -> bool:
    """Short, no full stop, followed by more, and not the first line of wrapped prose."""
    start = next((place for place, line in enumerate(lines) if line.strip()), None)
    if start is None:
        return False
    first = lines[start].strip()
    rest = [line for line in lines[start + 1 :] if line.strip()]
    if not rest or len(first) > _TITLE_LENGTH or data_line(first):
        return False
    if not any(character.isalpha() for character in first):
        return False
    if data_line(rest[0].strip()) and len(rest) > 1:
        return True
    if first.endswith(_ENDS):
        return False
    followed = lines[start + 1].strip()
    return not followed or not _is_wrapped(first, followed, rest)


def _is_wrapped(first: str, followed: str, rest: list[str]) -> bool:
    """Return True where line breaks fall inside sentences, at a fixed width."""
    if followed[0].islower() and not kind_of_name(followed):
        return True
    even = sum(50 <= len(line) <= 90 for line in rest[:30])
    return len(first) >= 50 and len(rest) >= 4 and even >= 0.7 * min(len(rest), 30)
