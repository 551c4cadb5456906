"""PDF with text: a database export where it is one, else one article; scans are refused."""

from __future__ import annotations

import io
import logging
import re

from ...errors import InputError
from .. import limits
from ..cleaning import join_notes
from ..exports.layouts import read_export
from ..exports.lines import paragraphs_of
from ..files import SourceFile
from ..found import Findings, Found
from .plain import plain_article

_MOST_PAGES = 20_000
_HYPHEN = re.compile(r"(?<=[^\W\d_])-\n(?=[a-zß-ÿ])")


def read(file: SourceFile) -> Findings:
    """Yield the articles of a PDF."""
    text = "\n".join(_pages(file))
    if not text.strip():
        raise InputError("a PDF without text, such as a scan: run text recognition (OCR) first")
    text = "\n".join(_with_breaks(_HYPHEN.sub("", text)))
    export = read_export(text, wrapped=True)
    if export is not None:
        yield from export
        return
    found = plain_article(text)
    if isinstance(found, Found):
        body = paragraphs_of(str(found.fields["text"]).split("\n"), wrapped=True)
        note = join_notes(found.note, "paragraphs of a PDF are made out by layout")
        doubt = found.doubt and found.doubt._replace(before=0)
        found = Found({**found.fields, "text": body}, note, doubt=doubt)
    yield found


def _pages(file: SourceFile) -> list[str]:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(file.read_bytes(limits.MAX_PAGE * 4)))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("a PDF that is locked by a password: unlock it first")
        if len(reader.pages) > _MOST_PAGES:
            raise InputError(f"a PDF of more than {_MOST_PAGES:,} pages: split it")
        return [(page.extract_text() or "").strip() for page in reader.pages]
    except PyPdfError as error:
        raise InputError(f"a damaged PDF: {str(error)[:120]}") from None


def _with_breaks(text: str) -> list[str]:
    """Put a blank line after lines that end a sentence well before the margin."""
    lines = text.split("\n")
    lengths = sorted(len(line) for line in lines)
    width = lengths[int(0.9 * (len(lengths) - 1))]
    laid: list[str] = []
    for line in lines:
        laid.append(line)
        if line.rstrip().endswith((".", "!", "?", "”", '"', "»")) and len(line) < 0.8 * width:
            laid.append("")
    return laid
