"""RSS, RDF and Atom feeds with full text."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, tostring

from ..found import Findings, Found, Refused
from ..markup import plain_from_markup
from .elements import below, first, local, words_of

_TEXTS = ("encoded", "content", "description", "summary")


def read_tree(root: Element) -> Findings:
    """Yield the entries of a feed; an entry with a summary only says so in its note."""
    channel = first(root, "channel")
    outlet = words_of(first(root if channel is None else channel, "title"))
    language = words_of(first(root if channel is None else channel, "language"))
    language = language or root.get("{http://www.w3.org/XML/1998/namespace}lang", "")
    for entry in below(root, ("item", "entry")):
        yield _entry(entry, outlet, language)


def _entry(entry: Element, outlet: str, language: str):
    name, text = next(
        ((name, text) for name in _TEXTS if (text := _text(first(entry, name)))), ("", "")
    )
    title = plain_from_markup(words_of(first(entry, "title")))
    if not text:
        return Refused(f"an entry without text: {title[:60]!r}")
    source = first(entry, "source")
    inner = first(source, "title") if source is not None else None
    fields = {
        "title": title,
        "text": text,
        "source": words_of(inner if inner is not None else source) or outlet,
        "published": _one(entry, ("pubDate", "published", "date", "issued", "created")),
        "url": _link(entry),
        "author": ", ".join(_authors(entry)),
        "language": language,
    }
    return Found(fields, "summary only, no full text" if name in ("description", "summary") else "")


def _text(element: Element | None) -> str:
    if element is None:
        return ""
    if len(element):
        markup = "".join(tostring(child, encoding="unicode") for child in element)
        return plain_from_markup((element.text or "") + _without_prefixes(markup))
    return plain_from_markup(element.text or "")


def _without_prefixes(markup: str) -> str:
    return re.sub(r"(</?)\w{1,20}:", r"\1", markup)


def _one(entry: Element, names: tuple[str, ...]) -> str:
    return next((words for name in names if (words := words_of(first(entry, name)))), "")


def _link(entry: Element) -> str:
    for link in entry:
        if local(link.tag) == "link":
            if link.get("href") and link.get("rel", "alternate") == "alternate":
                return link.get("href", "")
            if (link.text or "").strip():
                return (link.text or "").strip()
    guid = words_of(first(entry, "guid"))
    return guid if guid.startswith("http") else ""


def _authors(entry: Element) -> list[str]:
    found = []
    for child in entry:
        if local(child.tag) in ("creator", "author"):
            name = first(child, "name")
            found.append(words_of(name if name is not None else child))
    return [name for name in dict.fromkeys(found) if name]
