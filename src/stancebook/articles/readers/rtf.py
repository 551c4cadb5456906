"""RTF: a database export where it is one, else one article."""

from __future__ import annotations

import warnings

from .. import limits
from ..exports.layouts import read_export
from ..files import SourceFile
from ..found import Findings, Refused
from .plain import plain_article


def read(file: SourceFile) -> Findings:
    """Yield the articles of an RTF file."""
    from striprtf.striprtf import rtf_to_text

    data = file.read_bytes(limits.MAX_PAGE * 4)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        text = rtf_to_text(data.decode("latin-1"), encoding="cp1252", errors="replace")
    text = text.replace("\x00", "").replace("\u2028", "\n").replace("|\n", "\n")
    if not text.strip():
        yield Refused("RTF without text")
        return
    export = read_export(text, wrapped=False)
    if export is not None:
        yield from export
    else:
        yield plain_article("\n\n".join(line for line in text.split("\n") if line.strip()))
