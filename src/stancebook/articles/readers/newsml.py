"""NewsML-G2 and NITF: the agencies' XML.

References
----------
.. [1] IPTC: NewsML-G2 Specification; NITF 3.6 documentation.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from ..found import Findings, Found, Refused
from .elements import below, first, local, paragraphs_below, words_of

_NO_TEXT = ("packageItem", "conceptItem", "knowledgeItem", "catalogItem", "planningItem")


def read_tree(root: Element) -> Findings:
    """Yield the news items of a message; pictures and packages are refused."""
    if local(root.tag) == "nitf":
        yield _nitf(root, {})
        return
    items = [root] if local(root.tag) == "newsItem" else list(below(root, ("newsItem", "NewsItem")))
    for item in items:
        yield _news_item(item)
    for other in below(root, _NO_TEXT):
        yield Refused(f"a {local(other.tag)} of the message, which holds no text of its own")


def _news_item(item: Element):
    meta = first(item, "contentMeta")
    fields: dict[str, object] = {
        "title": _one(meta, ("headline",)) or _one(item, ("HeadLine",)),
        "source": _provider(item),
        "published": _one(meta, ("contentCreated", "contentModified"))
        or _one(first(item, "itemMeta"), ("firstCreated", "versionCreated"))
        or _one(item, ("DateLineDate", "FirstCreated")),
        "author": _one(meta, ("by",)) or _one(item, ("ByLine",)),
        "language": _language(item, meta),
    }
    nitf = next(below(item, ("nitf",)), None)
    if nitf is not None:
        return _nitf(nitf, fields)
    for name in ("inlineXML", "inlineData", "DataContent"):
        for holder in below(item, (name,)):
            body = next(below(holder, ("body",)), holder)
            text = paragraphs_below(body)
            if text:
                return Found({**fields, "text": text})
    return Refused(f"a news item without text: {str(fields['title'])[:60]!r}")


def _one(element: Element | None, names: tuple[str, ...]) -> str:
    if element is None:
        return ""
    for name in names:
        for found in below(element, (name,)):
            if words := words_of(found):
                return words
    return ""


def _provider(item: Element) -> str:
    for name in ("provider", "infoSource", "Provider"):
        for found in below(item, (name,)):
            party = next(below(found, ("Party",)), None)
            said = party.get("FormalName", "") if party is not None else ""
            words = _one(found, ("name",)) or said or found.get("literal", "") or words_of(found)
            if words:
                return words
    return ""


def _language(item: Element, meta: Element | None) -> str:
    for found in below(meta if meta is not None else item, ("language", "Language")):
        if tag := found.get("tag") or found.get("FormalName"):
            return tag
    return item.get("{http://www.w3.org/XML/1998/namespace}lang", "")


def _nitf(root: Element, outer: dict[str, object]):
    body = next(below(root, ("body.content",)), None)
    if body is None:
        return Refused("NITF without a body")
    fields = {
        "title": _one(root, ("hl1",)) or _one(first(root, "head"), ("title",)),
        "source": _publication(root),
        "published": _nitf_date(root),
        "author": _one(root, ("byline",)),
        "url": next((doc.get("ex-ref", "") for doc in below(root, ("pubdata",))), ""),
    }
    merged = {name: outer.get(name) or value for name, value in fields.items()}
    return Found({**outer, **merged, "text": paragraphs_below(body)})


def _publication(root: Element) -> str:
    for data in below(root, ("pubdata",)):
        if data.get("name"):
            return data.get("name", "")
    return _one(root, ("distributor",))


def _nitf_date(root: Element) -> str:
    for name, attribute in (
        ("pubdata", "date.publication"),
        ("date.issue", "norm"),
        ("date.release", "norm"),
        ("story.date", "norm"),
    ):
        for found in below(root, (name,)):
            if found.get(attribute):
                return str(found.get(attribute))
    return _one(root, ("story.date",))
