"""Europresse: an HTML page with one ``article`` element per document, told by its class names."""

from __future__ import annotations

import re

from ..dates import is_only_date, read_date
from ..found import Declared, Findings, Found, Refused
from ..markup import text_of
from .lines import number_of

_COUNT = re.compile(
    r"(?:nombre de documents?|documents?|number of documents?)(?:\(s\))?\s{0,3}:\s{0,3}(\d{1,6})",
    re.IGNORECASE,
)


def is_export_page(page: str) -> bool:
    """Return True for a page with Europresse's class names.

    Examples
    --------
    >>> is_export_page('<article><span class="DocPublicationName">Le Monde</span></article>')
    True
    """
    return "DocPublicationName" in page or "docOcurrContainer" in page


def read_page(root) -> Findings:
    """Yield the documents of a parsed page and the count that its cover declares."""
    articles = root.xpath("//article") or root.xpath("//*[contains(@class, 'DocArticle')]")
    declared = _declared(root)
    if declared:
        yield Declared(declared)
    for article in articles:
        yield _document(article)
    if not articles:
        yield Refused("an Europresse page without a document")


def _declared(root) -> int:
    for element in root.xpath("//*[not(*)][contains(text(), ':')]")[:200]:
        words = " ".join(element.itertext())
        if len(words) < 80 and (match := _COUNT.search(words)):
            return number_of(match[1])
    return 0


def _document(article):
    header = _words(article, "DocHeader")
    fields: dict[str, object] = {
        "title": _words(article, "titreArticle") or _words(article, "titreArticleVisu"),
        "source": re.split(r"\s{2,}|,\s?(?:no\.|n°)", _words(article, "DocPublicationName"))[0],
        "author": _words(article, "sm-margin-bottomNews") or _words(article, "docAuthors"),
        "published": _date_in(header),
    }
    bodies = _having(article, "docOcurrContainer") or _having(article, "DocText")
    if not bodies:
        return Refused(f"a document of the export without text: {str(fields['title'])[:60]!r}")
    fields["text"] = text_of(bodies[0])
    links = article.xpath(".//a[contains(@href, '://')]/@href")
    if links and "europresse" not in links[0]:
        fields["url"] = links[0]
    return Found(fields)


def _having(element, name: str) -> list:
    return element.xpath(
        ".//*[contains(concat(' ', normalize-space(@class), ' '), $name)]", name=f" {name} "
    )


def _words(element, name: str) -> str:
    found = _having(element, name)
    return " ".join(" ".join(found[0].itertext()).split()) if found else ""


def _date_in(header: str) -> str:
    """Find the date among the parts of "International, vendredi 7 juillet 2023, p. 4"."""
    for part in re.split(r"[,;|•]\s{0,3}|\s-\s", header):
        if is_only_date(part):
            return part
    shortened = re.search(r"\d{1,2}(?:er)?\s[^\W\d]{3,12}\s\d{4}", header)
    if shortened and read_date(shortened[0]).date:
        return shortened[0]
    # "Friday, July 7, 2023": the commas belong to the date.
    english = re.search(r"[A-Z][a-z]{2,9}\s\d{1,2},\s\d{4}", header)
    return english[0] if english else ""
