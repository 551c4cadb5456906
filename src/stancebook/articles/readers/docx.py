"""DOCX: paragraphs from the file's own XML, within limits; the title from its style or place."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from ...errors import InputError
from .. import limits
from ..exports.layouts import read_export
from ..files import SourceFile, check_ratio
from ..found import Findings, Found, Refused
from .plain import plain_article

_NAMESPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_TITLES = ("title", "titel", "titre", "heading1", "berschrift1", "titre1", "kop1")


class Paragraph(NamedTuple):
    """One paragraph: its words and the id of its style."""

    text: str
    style: str = ""


def read(file: SourceFile) -> Findings:
    """Yield the articles of a database export, or the one article of a document."""
    paragraphs = list(read_paragraphs(file))
    export = read_export("\n".join(item.text for item in paragraphs), wrapped=False)
    if export is not None:
        yield from export
    else:
        yield paragraphs_article(paragraphs)


def paragraphs_article(paragraphs: list[Paragraph]) -> Found | Refused:
    """Return the article that paragraphs make.

    Examples
    --------
    >>> paragraphs_article([Paragraph("A ban", "Title"), Paragraph("It passed.")]).fields
    {'title': 'A ban', 'text': 'It passed.'}
    """
    filled = [item for item in paragraphs if item.text.strip()]
    if not filled:
        return Refused("no text in the document")
    title = ""
    for place, item in enumerate(filled[:5]):
        if item.style.lower().replace(" ", "") in _TITLES and len(filled) > 1:
            title = " ".join(filled.pop(place).text.split())
            break
    return plain_article("\n\n".join(item.text.strip() for item in filled), title=title)


def read_paragraphs(file: SourceFile) -> Iterator[Paragraph]:
    """Yield the paragraphs of a document, those in tables too, deleted text left out.

    Raises
    ------
    InputError
        Where it is no DOCX, is damaged, locked, or unpacks to too much.
    """
    from defusedxml.ElementTree import iterparse

    with file.open_seekable() as stream, _part(stream, "word/document.xml") as part:
        depth = skipped = 0
        for event, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
            step = 1 if event == "start" else -1
            depth += step
            if depth > limits.MAX_DEPTH:
                raise InputError(f"nested deeper than {limits.MAX_DEPTH} elements")
            if element.tag.endswith("}Fallback"):
                # Old Word's copy of a text box that is there already.
                skipped += step
            if event == "end" and element.tag.endswith("}p") and element.tag[:-1] in _NAMESPACES:
                if not skipped:
                    yield _paragraph(element)
                element.clear()


@contextmanager
def _part(stream, name: str):
    try:
        with zipfile.ZipFile(stream) as package:
            info = package.getinfo(name)
            check_ratio(info.file_size, max(info.compress_size, 1))
            if info.file_size > limits.MAX_FILE:
                raise InputError(f"larger than {limits.MAX_FILE // limits.MEGABYTE} MB unpacked")
            with package.open(info) as part:
                yield part
    except KeyError:
        raise InputError(f"no DOCX: it has no {name}") from None
    except zipfile.BadZipFile:
        raise InputError("no DOCX, or a damaged one: it cannot be unpacked") from None
    except (RuntimeError, NotImplementedError) as error:
        raise InputError(f"the document is locked or packed strangely: {error}") from None


def _paragraph(element) -> Paragraph:
    words, style = [], ""
    for node in element.iter():
        name = node.tag.rpartition("}")[2]
        if name == "t" and node.text:
            words.append(node.text)
        elif name in ("br", "cr"):
            words.append("\n")
        elif name == "tab":
            words.append("\t")
        elif name == "noBreakHyphen":
            words.append("-")
        elif name == "pStyle":
            style = next(iter(node.attrib.values()), "")
    return Paragraph("".join(words), style)
