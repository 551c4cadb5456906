"""ProQuest as text: labelled fields, documents parted by a rule of underscores."""

from __future__ import annotations

import re

from ..found import Declared, Findings, Found, Refused
from .lines import filled, number_of, paragraphs_of

_RULE = re.compile(r"\s{0,10}_{20,200}\s{0,10}$")
_NUMBER = re.compile(r"\s{0,10}Document\s(\d{1,6})\sof\s(\d{1,6})\s{0,10}$", re.IGNORECASE)
_LABEL = re.compile(r"([A-Z][A-Za-z /&()-]{1,45}):(?:\s(.{0,100000})|\s{0,5})$")
_FIELDS = {
    "title": "title",
    "author": "author",
    "publication title": "source",
    "publication date": "published",
    "language of publication": "language",
    "document url": "url",
    "full text": "text",
    "full text translation": "",
    "abstract": "abstract",
    "publication info": "info",
}
_OTHERS = frozenset(
    str.split(
        "subject location people company/organization classification pages section publisher links "
        "database copyright credit identifier/keyword issn place publication_year "
        "country_of_publication publication_subject source_type document_type "
        "proquest_document_id last_updated publication_type dateline volume issue "
        "business_indexing_term first_page startpage number_of_pages column "
        "proquest_document_link document_feature supplement edition company_/_organization "
        "correction_date publication_date_original contact_us terms_and_conditions"
    )
)


def is_export(text: str) -> bool:
    r"""Return True where the labels of ProQuest stand at the beginning of lines.

    Examples
    --------
    >>> is_export("Title: A ban\nPublication title: The Gaze\nFull text: It passed.\n")
    True
    """
    return re.search(r"^Full text:", text, re.MULTILINE) is not None and (
        re.search(r"^(?:Publication (?:title|info)|ProQuest document ID):", text, re.M) is not None
    )


def read_lines(lines: list[str], *, wrapped: bool) -> Findings:
    """Yield the documents of an export."""
    declared = max(
        (number_of(found[2]) for line in lines if (found := _NUMBER.match(line))), default=0
    )
    if declared:
        yield Declared(declared)
    segment: list[str] = []
    for line in [*lines, "_" * 20]:
        if not _NUMBER.match(line) and not _RULE.match(line):
            segment.append(line)
            continue
        parts = _parts(segment)
        if "title" in parts or "text" in parts:
            yield _document(parts, wrapped)
        segment = []


def _parts(lines: list[str]) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {}
    field = ""
    for line in lines:
        match = _LABEL.match(line)
        name = match[1].strip().lower() if match else ""
        if match and (name in _FIELDS or name.replace(" ", "_") in _OTHERS):
            # The title is printed twice, above the text and below it.
            field = _FIELDS.get(name, "") if _FIELDS.get(name) not in parts else ""
            if field:
                parts[field] = [match[2] or ""]
        elif field:
            parts[field].append(line)
    return parts


def _document(parts: dict[str, list[str]], wrapped: bool):
    fields: dict[str, object] = {
        name: " ".join(filled(parts[name]))
        for name in ("title", "author", "source", "published", "language", "url")
        if name in parts
    }
    if "text" not in parts:
        shown = str(fields.get("title", ""))[:60]
        return Refused(f"no full text in the export: {shown!r}")
    if "published" not in fields and "info" in parts:
        # "The Guardian (London) ; London [London]. 07 July 2023."
        info = " ".join(filled(parts["info"]))
        dates = re.findall(
            r"\d{1,2}\s[A-Z][a-z]{2,9}\s\d{4}|[A-Z][a-z]{2,9}\s\d{1,2},\s\d{4}", info
        )
        fields["published"] = dates[0] if dates else ""
        fields.setdefault("source", info.partition(";")[0].strip())
    blank = any(not line.strip() for line in parts["text"][1:-1])
    fields["text"] = paragraphs_of(parts["text"], wrapped=wrapped and blank)
    return Found(fields)
