"""XML: feeds, NewsML-G2, NITF and records, through a parser that expands no entity."""

from __future__ import annotations

import html
import io
import re
from xml.etree.ElementTree import Element, ParseError

from ...errors import InputError
from .. import limits
from ..decoding import decode
from ..files import SourceFile
from ..found import Findings
from . import feed, newsml, xmlrecords
from .elements import local

_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)(\w{2,10});")


def read(file: SourceFile) -> Findings:
    """Yield the articles of an XML file, by the kind that its root element shows."""
    data = file.read_bytes(limits.MAX_PAGE * 4)
    yield from read_tree(parse_xml(data))


def read_tree(root: Element) -> Findings:
    """Yield the articles below a root element."""
    name = local(root.tag).lower()
    if name in ("rss", "rdf", "feed", "channel"):
        yield from feed.read_tree(root)
    elif name in ("newsmessage", "newsitem", "packageitem", "nitf", "newsml", "conceptitem"):
        yield from newsml.read_tree(root)
    else:
        yield from xmlrecords.read_tree(root)


def parse_xml(data: bytes) -> Element:
    """Parse XML without expanding entities, within a depth.

    Parameters
    ----------
    data : bytes
        A whole document, encoding declared or UTF-8.

    Returns
    -------
    Element
        The root.

    Raises
    ------
    InputError
        Where it is broken, nested too deeply, or declares entities.
    """
    try:
        return _parse(data)
    except ParseError as error:
        # Feeds use HTML's names of characters (&nbsp;) without declaring them, and bad bytes.
        mended = _mended(data)
        try:
            return _parse(mended)
        except ParseError:
            raise InputError(f"no valid XML: {error}") from None


def _parse(data: bytes) -> Element:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    depth, root = 0, None
    try:
        for event, element in iterparse(io.BytesIO(data), events=("start", "end")):
            root = element if root is None else root
            depth += 1 if event == "start" else -1
            if depth > limits.MAX_DEPTH:
                raise InputError(f"XML nested deeper than {limits.MAX_DEPTH} elements")
    except DefusedXmlException as error:
        raise InputError(
            f"XML with entities of its own is not read: {type(error).__name__}"
        ) from None
    except (LookupError, ValueError) as error:
        raise InputError(f"XML in an unknown encoding: {str(error)[:80]}") from None
    if root is None:
        raise InputError("XML without an element")
    return root


def _mended(data: bytes) -> bytes:
    declared = re.match(rb"\s{0,20}<\?xml[^>]{0,100}encoding=[\"']([\w-]{1,30})", data[:200])
    text = decode(data, declared[1].decode("ascii") if declared else "").text
    text = re.sub(r"^\s{0,20}<\?xml[^>]{0,200}\?>", "", text.lstrip("\ufeff"))
    text = _ENTITY.sub(lambda match: _character(match[0]), text)
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text).encode("utf-8", "replace")


def _character(entity: str) -> str:
    """Return the character that HTML means by a name; an unknown name stays as text."""
    meant = html.unescape(entity)
    return meant if meant != entity else f"&amp;{entity[1:]}"
