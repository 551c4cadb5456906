"""XML of databases, ProQuest among them: repeated elements whose children have usual names."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from ...errors import InputError
from ..columns import map_columns, no_text_column
from ..found import Findings, Found
from .elements import below, local, paragraphs_below, words_of

_PROQUEST = {
    "RecordTitle": "title",
    "NumericPubDate": "published",
    "AlphaPubDate": "published",
    "NumericDate": "published",
    "PubTitle": "source",
    "PublicationTitle": "source",
    "RawLang": "language",
    "URLDocView": "url",
    "OriginalForm": "author",
    "FullText": "text",
    "HiddenText": "text",
}


_PUBLICATIONS = frozenset(("Publication", "PubFrosting", "PublicationInfo"))


def read_tree(root: Element) -> Findings:
    """Yield the records below a root: the outermost elements that hold a text of their own.

    Raises
    ------
    InputError
        Where no element is known as a text; names the elements there are.
    """
    records = _records(root)
    if not records:
        names = dict.fromkeys(local(node.tag) for node in root.iter())
        raise InputError("XML: " + no_text_column(list(names)[:200]).replace("column", "element"))
    for fields in records:
        yield Found(fields)


def _records(root: Element) -> list[dict[str, object]]:
    """Return the fields of each record: of the highest level that holds several texts."""
    whole = _fields(root)
    if not whole.get("text"):
        return []
    level = [root]
    for _ in range(4):
        level = [child for node in level for child in node]
        texts = [fields for node in level if (fields := _fields(node)).get("text")]
        if len(texts) > 1:
            return texts
    return [whole]


def _fields(record: Element) -> dict[str, object]:
    values: dict[str, Element] = {}
    for node in record.iter():
        name = local(node.tag)
        if node is not record and name not in values and words_of(node):
            values[name] = node
    mapped = map_columns(values)
    for name, field in _PROQUEST.items():
        if name in values and (field not in mapped or field in ("title", "text", "published")):
            mapped[field] = name
    fields: dict[str, object] = {
        field: words_of(values[name]) for field, name in mapped.items() if name in values
    }
    for holder in _PUBLICATIONS & values.keys():
        fields["source"] = words_of(next(below(values[holder], ("Title", "PubTitle")), None))
    if "text" in mapped and mapped["text"] in values:
        holder = values[mapped["text"]]
        fields["text"] = paragraphs_below(next(below(holder, ("Text",)), holder))
    return fields
