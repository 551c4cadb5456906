"""Nexis Uni and Lexis: the newer layout ("End of Document") and the older ("1 of 500 DOCUMENTS").

Newer: title, outlet and date stand above labelled lines; ``Body`` opens the text; a closing part
(Classification, Load-Date) ends it. A cover page declares ``Documents (500)``. Older: a counter
line opens each document; outlet, date and title follow, then labels in capitals, then the text.
"""

from __future__ import annotations

import re

from ..dates import is_only_date
from ..found import Declared, Findings, Found, Refused
from .lines import filled, label_of, number_of, paragraphs_of

_END = re.compile(
    r"\s{0,80}(?:End of Document|Ende des Dokuments|Fin du document|Fin del documento|"
    r"Einde van (?:het )?document|Fine del documento|Fim do documento)\s{0,80}$",
    re.IGNORECASE,
)
_COUNTER = re.compile(
    r"\s{0,80}(?:DOCUMENT\s|DOKUMENT\s)?(\d{1,6})\s(?:of|von|de|di|van)\s(\d{1,6})"
    r"(?:\s(?:DOCUMENTS?|DOKUMENTEN?|DOCUMENTOS?|DOCUMENTI|DOCUMENTEN))?\s{0,80}$",
    re.IGNORECASE,
)
_DECLARED = re.compile(
    r"\s{0,40}(?:documents?|dokumente?|documentos?|documenten|documenti)\s{0,3}\((\d[\d.,]{0,9})\)\s{0,40}$",
    re.IGNORECASE,
)
_BODY = frozenset(
    (
        "body",
        "text",
        "body text",
        "hauptteil",
        "corps",
        "corps du texte",
        "cuerpo",
        "tekst",
        "corpo",
    )
)
_TAIL = re.compile(
    # A paragraph "Note: ..." is text; only a heading alone, or the date of loading, ends it.
    r"(?:classification|graphic|notes|correction|klassifizierung|klassifikation|classificación|"
    r"clasificación|classificatie|classificazione|grafik|graphique)$|"
    r"(?:load-date|ladedatum|date de chargement|laaddatum|fecha de carga):.{0,300}$",
    re.IGNORECASE,
)
_LABELS = {
    **dict.fromkeys(("byline", "autor", "auteur", "author", "von"), "author"),
    **dict.fromkeys(("headline", "title", "titel", "titre"), "title"),
    **dict.fromkeys(("language", "sprache", "langue", "idioma", "taal"), "language"),
    **dict.fromkeys(("length", "länge", "longueur", "lengte", "longitud", "lunghezza"), "length"),
    **dict.fromkeys(
        ("section", "rubrik", "ressort", "sección", "sectie", "dateline", "highlight"), "head"
    ),
    **dict.fromkeys(("series", "edition", "distribution", "page", "department", "kicker"), "head"),
    **dict.fromkeys(("url", "link to article"), "url"),
    **dict.fromkeys(
        ("publication-type", "publication type", "zeitungstyp", "journal code"), "tail"
    ),
    **dict.fromkeys(
        ("load-date", "subject", "graphic", "company", "organization", "person"), "tail"
    ),
    **dict.fromkeys(
        ("industry", "geographic", "city", "state", "country", "document-type"), "tail"
    ),
    **dict.fromkeys(("acc-no", "isbn", "issn", "correction-date", "notes", "ticker"), "tail"),
}
_COPYRIGHT = re.compile(r"(?:copyright|©|\(c\)|all rights reserved|alle rechte)", re.IGNORECASE)


def is_export(text: str) -> bool:
    r"""Return True for either layout.

    Examples
    --------
    >>> is_export("Title\nLength: 3 words\nBody\nText.\nEnd of Document")
    True
    """
    lines = text.split("\n")
    if any(_END.match(line) for line in lines):
        plain = {line.strip().casefold() for line in lines if len(line) < 40}
        return bool(plain & _BODY) or "Load-Date:" in text or "Length:" in text
    counters = sum(_counter(line) is not None for line in lines)
    return (
        counters > 0
        and re.search(r"^\s{0,20}(?:LENGTH|LOAD-DATE|LÄNGE|LONGUEUR|LENGTE):", text, re.M)
        is not None
    )


def _counter(line: str) -> re.Match | None:
    if len(line) > 120 or not any(word in line.upper() for word in ("DOCUMENT", "DOKUMENT")):
        return None
    return _COUNTER.match(line)


def read_lines(lines: list[str], *, wrapped: bool) -> Findings:
    """Yield the documents of an export and the count that its cover declares."""
    if any(_END.match(line) for line in lines):
        yield from _newer(lines, wrapped)
    else:
        yield from _older(lines, wrapped)


def _newer(lines: list[str], wrapped: bool) -> Findings:
    segment: list[str] = []
    first = True
    for line in [*lines, None]:
        if line is not None and not _END.match(line):
            segment.append(line)
            continue
        if line is None and not _holds_document(segment):
            return
        if first:
            declared = next((found for item in segment if (found := _DECLARED.match(item))), None)
            if declared:
                yield Declared(number_of(declared[1]))
        note = "the export breaks off inside this document" if line is None else ""
        yield _newer_document(segment, wrapped=wrapped, has_cover=first, note=note)
        segment, first = [], False


def _holds_document(segment: list[str]) -> bool:
    return any(line.strip().casefold() in _BODY for line in segment)


def _newer_document(segment: list[str], *, wrapped: bool, has_cover: bool, note: str):
    body = next(
        (place for place, line in enumerate(segment) if line.strip().casefold() in _BODY), None
    )
    if body is None:
        shown = " ".join(filled(segment)[:1])[:60]
        return Refused(f"a document of the export without a body: {shown!r}")
    fields = _newer_head(segment[:body], has_cover)
    end = next(
        (place for place in range(body + 1, len(segment)) if _TAIL.match(segment[place].strip())),
        len(segment),
    )
    for line in segment[end:]:
        field, words = label_of(line, _LABELS)
        if field in ("language", "url") and words:
            fields.setdefault(field, words.split(";")[0])
    # A PDF repeats the title at the head of each page.
    lines = [line for line in segment[body + 1 : end] if line.strip() != fields.get("title")]
    fields["text"] = paragraphs_of(lines, wrapped=wrapped)
    return Found(fields, note)


def _newer_head(lines: list[str], has_cover: bool) -> dict[str, object]:
    """Find title, outlet and date above the first labelled line of the document."""
    head = filled(lines)
    fields: dict[str, object] = {}
    labelled = len(head)
    for place in range(len(head) - 1, -1, -1):
        field, words = label_of(head[place], _LABELS)
        if field:
            labelled = place
            if field in ("author", "title", "language", "url") and words:
                fields[field] = words
        elif is_only_date(head[place]):
            break
    dated = next(
        (place for place in range(labelled - 1, -1, -1) if is_only_date(head[place])), None
    )
    if dated is None:
        top = [line for line in head[:labelled] if not _COPYRIGHT.match(line)]
        dated = len(top)
        head = top
    else:
        fields["published"] = head[dated]
    if dated >= 1:
        fields["source"] = head[dated - 1]
    titles = head[: dated - 1] if dated > 1 else []
    if titles and "title" not in fields:
        # On the cover page other lines stand above the first title.
        fields["title"] = titles[-1] if has_cover else " ".join(titles[-4:])
    if str(fields.get("author", "")).lower().startswith("by "):
        fields["author"] = str(fields["author"])[3:]
    return fields


def _older(lines: list[str], wrapped: bool) -> Findings:
    starts = [place for place, line in enumerate(lines) if _counter(line) is not None]
    total = max(number_of(_counter(lines[place])[2]) for place in starts)
    yield Declared(total)
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield _older_document(lines[start + 1 : end], wrapped)


def _older_document(lines: list[str], wrapped: bool):
    fields: dict[str, object] = {}
    body_from, tail_from = 0, len(lines)
    in_tail = False
    for place, line in enumerate(lines):
        field, words = label_of(line, _LABELS)
        if not field or not line.strip()[: len(line.strip()) - len(words)].isupper():
            continue
        if field in ("author", "title", "url", "language") and words:
            fields.setdefault(field, _continued(lines, place, words))
        if field in ("tail", "language", "url"):
            if not in_tail and body_from:
                tail_from, in_tail = place, True
        elif not in_tail:
            body_from = place + 1
    head = filled(lines[: _first_label(lines)])
    head = [line for line in head if not _COPYRIGHT.match(line)]
    dated = next((place for place, line in enumerate(head[:8]) if is_only_date(line)), None)
    if head:
        fields["source"] = head[dated - 1 if dated else 0]
    if dated is not None:
        fields["published"] = head[dated]
    titles = head[(dated + 1 if dated is not None else 1) :]
    if "title" not in fields and titles:
        fields["title"] = titles[-1] if len(titles) > 1 and wrapped is False else _last_block(lines)
    body = lines[_after_blank(lines, body_from) : tail_from]
    body = [line for line in body if not (_COPYRIGHT.match(line.strip()) and len(line) < 120)]
    fields["text"] = paragraphs_of(body, wrapped=wrapped)
    if str(fields.get("author", "")).lower().startswith("by "):
        fields["author"] = str(fields["author"])[3:]
    return Found(fields)


def _first_label(lines: list[str]) -> int:
    for place, line in enumerate(lines):
        field, words = label_of(line, _LABELS)
        if field and line.strip()[: len(line.strip()) - len(words)].isupper():
            return place
    return min(len(lines), 12)


def _last_block(lines: list[str]) -> str:
    """Return the last block of lines above the labels: a long title takes several lines."""
    block: list[str] = []
    for line in reversed(lines[: _first_label(lines)]):
        if line.strip():
            block.insert(0, " ".join(line.split()))
        elif block:
            break
    return " ".join(block)


def _continued(lines: list[str], place: int, words: str) -> str:
    """Join a labelled line with the wrapped lines below it."""
    parts = [words]
    for line in lines[place + 1 : place + 6]:
        if not line.strip() or label_of(line, _LABELS)[0]:
            break
        parts.append(" ".join(line.split()))
    return " ".join(parts)


def _after_blank(lines: list[str], start: int) -> int:
    """Skip the wrapped rest of the last label: the text starts after a blank line."""
    for place in range(start, min(start + 6, len(lines))):
        if not lines[place].strip():
            return place
    return start
