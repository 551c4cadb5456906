"""RIS: tagged lines, from ``TY`` to ``ER``; the text is the full text note or the abstract."""

from __future__ import annotations

import re

from ..found import Findings, Found, Refused
from .lines import filled, paragraphs_of

_TAG = re.compile(r"([A-Z][A-Z0-9])  - ?(.{0,1000000})$")
_TEXT = ("TX", "N1", "AB", "N2")
_TITLE, _SOURCE, _DATE = ("TI", "T1", "CT"), ("JF", "T2", "JO", "JA"), ("DA", "Y1", "PY")


def is_export(text: str) -> bool:
    r"""Return True where the first line with words is a type tag.

    Examples
    --------
    >>> is_export("TY  - NEWS\nTI  - A ban\nER  - \n")
    True
    """
    return text.lstrip("\ufeff \t\r\n").startswith("TY  - ") and "\nER  -" in text


def read_lines(lines: list[str], *, wrapped: bool) -> Findings:
    """Yield the records."""
    record: dict[str, list[str]] = {}
    tag = ""
    for line in lines:
        match = _TAG.match(line.lstrip("\ufeff"))
        if match is None:
            if tag:
                record[tag].append(line)
            continue
        tag = match[1]
        if tag == "TY" and record:
            yield _article(record)  # its end is missing
            record = {}
        if tag == "ER":
            yield _article(record)
            record, tag = {}, ""
        else:
            record.setdefault(tag, []).append(match[2])
    if record:
        yield Refused("the file breaks off inside a record")


def _article(record: dict[str, list[str]]):
    first = {tag: " ".join(filled(lines)) for tag, lines in record.items()}
    text_tag = next((tag for tag in _TEXT if first.get(tag)), "")
    if not text_tag:
        return Refused(f"a record without text or abstract: {_one(first, _TITLE)[:60]!r}")
    note = "abstract only, no full text" if text_tag in ("AB", "N2") else ""
    date = _one(first, _DATE).strip("/")
    fields = {
        "title": _one(first, _TITLE),
        "text": paragraphs_of(record[text_tag], wrapped=False),
        "source": _one(first, _SOURCE),
        "published": "/".join(date.split("/")[:3]),
        "url": first.get("UR", ""),
        "author": ", ".join(filled(record.get("AU", record.get("A1", [])))),
        "language": first.get("LA", ""),
    }
    return Found(fields, note)


def _one(record: dict[str, str], tags: tuple[str, ...]) -> str:
    return next((record[tag] for tag in tags if record.get(tag)), "")
