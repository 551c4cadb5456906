"""HTML pages: the article without menus, adverts and comments; its data from its own metadata.

References
----------
.. [1] Barbaresi, A. (2021). Trafilatura: a web scraping library and command-line tool for text
   discovery and extraction. ACL demonstrations.
"""

from __future__ import annotations

import re

from .. import limits
from ..decoding import decode
from ..exports import europresse
from ..exports.layouts import read_export
from ..files import SourceFile
from ..found import Findings, Found, Refused
from ..markup import parse_markup, text_of

_CHARSET = re.compile(rb"charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_SAVED = re.compile(r"<!--\s{0,5}saved from url=\(\d{4}\)(\S{1,500})\s{0,5}-->")
_DATES = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//*[@itemprop='datePublished']/@datetime",
    "//meta[@name='dc.date.issued' or @name='DC.date.issued' or @name='dcterms.created']/@content",
    "//meta[@name='dc.date' or @name='DC.date' or @name='DC.Date']/@content",
    "//meta[@name='parsely-pub-date' or @name='sailthru.date' or @name='pubdate']/@content",
    "//meta[@name='date' or @name='publish-date' or @name='publication_date']/@content",
    "//time[@pubdate]/@datetime",
    "//article//time/@datetime",
    "//time/@datetime",
)
_LINKED = re.compile(r'"datePublished"\s{0,5}:\s{0,5}"([^"]{4,60})"')


def read(file: SourceFile) -> Findings:
    """Yield the articles of a database export, or the one article of a page."""
    data = file.read_bytes(limits.MAX_PAGE)
    declared = _CHARSET.search(data[:4096])
    page, _, note = decode(data, declared[1].decode("ascii") if declared else "")
    export = _export(page)
    if export is not None:
        yield from export
        return
    yield page_article(page, note=note)


def _export(page: str) -> Findings | None:
    """Return the articles of a database's page, None where it is a page of a newspaper."""
    if europresse.is_export_page(page):
        root = parse_markup(page)
        return None if root is None else europresse.read_page(root)
    if not any(mark in page for mark in _EXPORT_MARKS):
        return None
    root = parse_markup(page)
    return None if root is None else read_export(text_of(root), wrapped=False)


_EXPORT_MARKS = ("End of Document", "DOCUMENTS", "Factiva", "articleParagraph", "LOAD-DATE")


def page_article(page: str, *, url: str = "", note: str = "") -> Found | Refused:
    """Return the article of an HTML page.

    Parameters
    ----------
    page : str
        The whole page.
    url : str
        Its address, where known from outside; else taken from the page.
    note : str
        What was noticed on the way here.

    Returns
    -------
    Found or Refused
        The date comes only from what the page says it is (metadata, ``time`` elements), never from
        numbers in its text.
    """
    import trafilatura

    root = parse_markup(page.replace("\x00", ""))
    if root is None:
        return Refused("HTML that cannot be parsed, or nested too deeply")
    published = _published(root, page)
    extracted = trafilatura.bare_extraction(
        page.replace("\x00", ""),
        url=url or None,
        include_comments=False,
        with_metadata=True,
        favor_recall=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text = (extracted.text if extracted is not None else "") or ""
    if not text.strip():
        text = _all_words(root)
        if not text:
            return Refused("HTML without text")
        note = "; ".join(
            part for part in (note, "no article found in the page: all its text") if part
        )
    fields = {
        "title": _meta(root, "og:title") or getattr(extracted, "title", "") or _title(root),
        "text": text,
        "source": _meta(root, "og:site_name") or _site(extracted),
        "published": published,
        "url": url or getattr(extracted, "url", "") or _saved_from(page),
        "author": getattr(extracted, "author", "") or _meta(root, "author"),
        "language": root.get("lang")
        or root.get("{http://www.w3.org/XML/1998/namespace}lang")
        or "",
    }
    return Found({name: value or "" for name, value in fields.items()}, note)


def _published(root, page: str) -> str:
    linked = _LINKED.search(page)
    if linked:
        return linked[1]
    for path in _DATES:
        for value in root.xpath(path):
            if any(character.isdigit() for character in value):
                return str(value).strip()
    return ""


def _meta(root, name: str) -> str:
    values = root.xpath("//meta[@property=$name or @name=$name]/@content", name=name)
    return " ".join(str(values[0]).split()) if values else ""


def _title(root) -> str:
    for path in ("//h1", "//head/title"):
        for element in root.xpath(path)[:1]:
            words = " ".join(" ".join(element.itertext()).split())
            if words:
                return words
    return ""


def _site(extracted) -> str:
    """Return the name the page gives its site; trafilatura falls back to the bare address."""
    site = getattr(extracted, "sitename", "") or ""
    return "" if site == (getattr(extracted, "hostname", "") or "") else site


def _saved_from(page: str) -> str:
    match = _SAVED.search(page[:2000])
    return match[1] if match else ""


def _all_words(root) -> str:
    bodies = root.xpath("//body")
    return text_of(bodies[0]) if bodies else ""
