"""Plain text: the first line a title where it looks like one, the lines below it read as data.

Date, outlet and author are taken only from lines that say so ("Date: 7 July 2023", a line that is
nothing but a date) and from a dateline with a full date; none is guessed from the words of the
article.
"""

from __future__ import annotations

import re
from functools import cache

from ..columns import column_key, map_columns
from ..dates import is_only_date
from ..exports.layouts import read_export
from ..files import SourceFile
from ..found import Findings, Found, Refused
from ..lexicons import read_lexicon

_TITLE_LENGTH = 250
_ENDS = (".", ";", ",", ":")
_LABEL = re.compile(r"([^\W\d_][\w .-]{1,30}?)\s{0,3}[:：]\s{1,8}(\S.{0,499})")
_BYLINE = re.compile(r"(?:by|von|par|por|di|da|door|av|af)\s+([^.,;:!?]{3,80})$", re.IGNORECASE)
_DATELINE = re.compile(
    r"[^\W\d_][^\d\n(]{1,60}?,\s(?P<date>[^\n(]{6,40}?)\s?(?:\((?P<name>[^()\n]{2,60})\)\s?)?"
    r"(?<=[\s)])[-–—]{1,2}\s"
)
_LABELS = frozenset(("title", "source", "published", "url", "author", "language"))


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
    while lines and not lines[0].strip():
        lines.pop(0)
    if not lines:
        return Refused("nothing but white space")
    fields: dict[str, object] = {"title": title} if title else {}
    if not title and _looks_like_title(lines):
        fields["title"] = " ".join(lines.pop(0).split())
    lines = _take_data(lines, fields)
    if "title" not in fields and fields and _looks_like_title(lines):
        fields["title"] = " ".join(lines.pop(0).split())
    text = "\n".join(lines).strip()
    return Found({**_dateline(text), **fields, "text": text}, note)


def _dateline(text: str) -> dict[str, str]:
    """Read "HALDEN, 14 March 2024 (Daily Courier) -"; news agencies in brackets are no outlets."""
    found = _DATELINE.match(text)
    if not found or not is_only_date(found["date"]):
        return {}
    fields = {"published": found["date"].strip()}
    name = (found["name"] or "").strip()
    if name and _is_name(name) and name not in _agencies():
        fields["source"] = name
    return fields


@cache
def _agencies() -> frozenset[str]:
    return frozenset(name for row in read_lexicon("agencies.tsv") for name in row)


def _looks_like_title(lines: list[str]) -> bool:
    """Short, no full stop, followed by more, and not the first line of wrapped prose."""
    start = next((place for place, line in enumerate(lines) if line.strip()), None)
    if start is None:
        return False
    first = lines[start].strip()
    rest = [line for line in lines[start + 1 :] if line.strip()]
    if not rest or len(first) > _TITLE_LENGTH or first.endswith(_ENDS) or _data_line(first):
        return False
    if not any(character.isalpha() for character in first):
        return False
    followed = lines[start + 1].strip()
    return not followed or not _is_wrapped(first, followed, rest)


def _is_wrapped(first: str, followed: str, rest: list[str]) -> bool:
    """Return True where line breaks fall inside sentences, at a fixed width."""
    if followed[0].islower():
        return True
    even = sum(50 <= len(line) <= 90 for line in rest[:30])
    return len(first) >= 50 and len(rest) >= 4 and even >= 0.7 * min(len(rest), 30)


def _take_data(lines: list[str], fields: dict[str, object]) -> list[str]:
    """Move the data lines at the top into the fields; at most the first eight lines are asked."""
    asked = 0
    while lines and asked < 8:
        line = lines[0].strip()
        asked += 1
        if line:
            found = _data_line(line)
            if not found or any(fields.get(name) for name in found):
                break
            if not any(rest.strip() for rest in lines[1:]):
                break
            fields.update(found)
        lines = lines[1:]
    while lines and not lines[0].strip():
        lines = lines[1:]
    return lines


def _data_line(line: str) -> dict[str, str]:
    """Return what one line says about the article, empty where it is prose."""
    if len(line) > 300:
        return {}
    label = _LABEL.fullmatch(line)
    if label:
        mapped = map_columns([label[1]]) or _alias(label[1])
        field = next(iter(mapped), "")
        if field in _LABELS:
            return {field: label[2].strip()}
    if line.startswith(("http://", "https://")) and " " not in line:
        return {"url": line}
    byline = _BYLINE.fullmatch(line)
    if byline and byline[1][0].isupper() and len(byline[1].split()) <= 8:
        return {"author": byline[1].strip()}
    return _date_line(line)


def _alias(label: str) -> dict[str, str]:
    key = column_key(label)
    if key in ("updated", "lastupdated", "modified"):
        return {}
    if key in ("publishedon", "posted", "postedon", "veröffentlicht", "publié", "publicado"):
        return {"published": label}
    return {}


def _date_line(line: str) -> dict[str, str]:
    """Read "7 July 2023", "The Gaze, 7 July 2023" and "The Gaze | 7 July 2023"."""
    if len(line) > 90 or not any(character.isdigit() for character in line):
        return {}
    if line.endswith((".", "!", "?")) and not line[:-1].replace(".", "").isdigit():
        return {}
    if is_only_date(line):
        return {"published": line}
    for mark in (" | ", " – ", " — ", " - ", " · ", ", "):
        name, found, date = line.partition(mark)
        if found and is_only_date(date) and _is_name(name):
            return {"source": name.strip(), "published": date.strip()}
    return {}


def _is_name(words: str) -> bool:
    parts = words.split()
    return 0 < len(parts) <= 6 and words[:1].isupper() and not words.endswith((".", "!", "?"))
