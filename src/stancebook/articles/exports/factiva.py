"""Factiva: field codes (HD, PD ...) or plain lines; ``Document ABC000...`` ends each article."""

from __future__ import annotations

import re

from ..dates import is_only_date
from ..found import Findings, Found, Refused
from ..languages import language_code
from .lines import filled, paragraphs_of

_END = re.compile(r"\s{0,40}Document\s+([A-Z][A-Z0-9]{3,12}0{2}[0-9a-zA-Z]{8,20})\s{0,40}$")
_CODE = re.compile(
    r"\s{0,8}(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|ART|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN|CLM|DLN)(?:\s+|$)(.{0,100000})$"
)
_WORDS = re.compile(
    r"[\d.,\s]{1,12}(?:words|mots|wörter|palabras|parole|woorden|palavras)$", re.IGNORECASE
)
_TIME = re.compile(r"\d{1,2}[:.]\d{2}(?:\s?[ap]m)?(?:\s\w{2,4})?$", re.IGNORECASE)
_RIGHTS = re.compile(r"(?:copyright|\(c\)|©|all rights reserved)", re.IGNORECASE)
_FIELDS = {"HD": "title", "BY": "author", "PD": "published", "SN": "source", "LA": "language"}


def is_export(text: str) -> bool:
    r"""Return True where articles end as Factiva's do.

    Examples
    --------
    >>> is_export("Title\n3 words\n7 July 2023\nDocument GRDN000020230707ej770001u")
    True
    """
    return any(_END.match(line) for line in text.split("\n") if "Document" in line)


def read_lines(lines: list[str], *, wrapped: bool) -> Findings:
    """Yield the articles of an export."""
    segment: list[str] = []
    for line in lines:
        if _END.match(line):
            yield _document(segment, wrapped)
            segment = []
        else:
            segment.append(line)
    rest = filled(segment)
    if any(_WORDS.match(line) for line in rest):
        yield Refused(f"the export breaks off inside a document: {rest[0][:60]!r}")


def _document(lines: list[str], wrapped: bool):
    heads = _heads(lines)
    if heads > 1:
        shown = filled(lines)[0][:60]
        return Refused(
            f"{heads} documents run into one another, from {shown!r} on: the line that ends the "
            "first is missing"
        )
    coded = sum(_CODE.match(line) is not None for line in lines)
    if coded >= 4 and any((match := _CODE.match(line)) and match[1] == "HD" for line in lines):
        return _coded(lines, wrapped)
    return _plain(lines, wrapped)


def _heads(lines: list[str]) -> int:
    """Count the heads of documents: a headline and a count of words, or such a count and a date."""
    codes = [match[1] for line in lines if (match := _CODE.match(line))]
    if "HD" in codes:
        return min(codes.count("HD"), codes.count("WC"))
    words = [line.strip() for line in lines if line.strip()]
    pairs = zip(words, words[1:], strict=False)
    return sum(_WORDS.match(line) is not None and is_only_date(below) for line, below in pairs)


def _coded(lines: list[str], wrapped: bool):
    parts: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        match = _CODE.match(line)
        if match:
            code = match[1]
            parts.setdefault(code, []).append(match[2])
        elif code:
            parts[code].append(line)
    fields: dict[str, object] = {
        field: " ".join(filled(parts[code])) for code, field in _FIELDS.items() if code in parts
    }
    body = [*parts.get("LP", []), "", *parts.get("TD", [])]
    fields["text"] = paragraphs_of(body, wrapped=wrapped)
    return Found(fields)


def _plain(lines: list[str], wrapped: bool):
    """Title, author, "n words", date, outlet, code, language, rights, then the paragraphs."""
    counted = next((place for place, line in enumerate(lines) if _WORDS.match(line.strip())), None)
    if counted is None:
        shown = " ".join(filled(lines)[:1])[:60]
        return Refused(f"a document of the export without its count of words: {shown!r}")
    head = _last_lines(lines[:counted])
    fields: dict[str, object] = {}
    if len(head) > 1 and _is_byline(head[-1], head[-2]):
        fields["author"] = head.pop().removeprefix("By ").strip()
    # A line above the headline names the section; only wrapped headlines take several lines.
    fields["title"] = " ".join(head[-3:] if wrapped else head[-1:])
    place = counted + 1
    order = ["published", "source", "code", "language"]
    while place < len(lines) and order:
        words = " ".join(lines[place].split())
        if not words or _TIME.match(words):
            place += 1
            continue
        step = order[0]
        if step == "published" and not is_only_date(words):
            break
        if step == "code" and not re.fullmatch(r"[A-Z0-9]{2,12}", words):
            if language_code(words) or _RIGHTS.search(words):
                order.pop(0)
            else:
                place += 1
            continue
        if step == "language" and not language_code(words):
            if _RIGHTS.search(words) or len(words) > 40:
                break
            place += 1
            continue
        fields[step] = words
        order.pop(0)
        place += 1
    while place < len(lines) and (not lines[place].strip() or _RIGHTS.search(lines[place][:200])):
        place += 1
    fields.pop("code", None)
    fields["text"] = paragraphs_of(lines[place:], wrapped=wrapped)
    return Found(fields)


def _last_lines(lines: list[str]) -> list[str]:
    return filled(lines)[-6:]


def _is_byline(line: str, above: str) -> bool:
    """Return True for "By A. Author", and for a short name below a longer headline."""
    if line.lower().startswith("by "):
        return True
    words = line.split()
    return len(words) <= 4 and line.istitle() and len(above.split()) > len(words)
