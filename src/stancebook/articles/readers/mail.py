"""Mail: mbox files and single messages, such as newsletters; the sender is the outlet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

from .. import limits
from ..files import SourceFile
from ..found import Findings, Found, Refused
from ..markup import plain_from_markup
from .web import page_article

_FROM = re.compile(rb"From \S{1,200} .{0,80}\d{4}")


def read(file: SourceFile) -> Findings:
    """Yield the messages of a file, streamed."""
    for data in _messages(file):
        if len(data) > limits.MAX_PAGE:
            yield Refused(f"a message larger than {limits.MAX_PAGE // limits.MEGABYTE} MB")
        else:
            yield _article(data)


def _messages(file: SourceFile) -> Iterator[bytes]:
    lines: list[bytes] = []
    size, blank = 0, True
    with file.open() as stream:
        while line := stream.readline(limits.MEGABYTE):
            if blank and _FROM.match(line):
                if lines:
                    yield b"".join(lines)
                lines, size = [], 0
            elif size <= limits.MAX_PAGE:
                lines.append(line[1:] if line.startswith(b">From ") else line)
                size += len(line)
            blank = not line.strip()
    if lines:
        yield b"".join(lines)


def _article(data: bytes):
    message = BytesParser(policy=policy.default).parsebytes(data)
    text = _body(message)
    saved = _header(message, "snapshot-content-location")
    page = message.get_body(preferencelist=("html",)) if saved else None
    if page is not None:
        # A page that a browser saved as one file (MHTML).
        return page_article(str(page.get_content()), url=saved)
    title = _header(message, "subject")
    if not text.strip():
        return Refused(f"a message without text: {title[:60]!r}")
    sender = _header(message, "from")
    name = re.sub(r"\s{0,5}<[^<>]{0,200}>", "", sender).strip(' "')
    fields = {
        "title": title,
        "text": text,
        "source": name or sender.strip("<>"),
        "published": _header(message, "date"),
        "url": _header(message, "archived-at").strip("<>"),
        "language": _header(message, "content-language"),
    }
    return Found(fields)


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "") or "").split())
    except Exception:
        # The standard parser raises on some broken headers.
        return ""


def _body(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    try:
        content = part.get_content()
    except (LookupError, UnicodeError):
        from ..decoding import decode

        content = decode(part.get_payload(decode=True) or b"").text
    if not isinstance(content, str):
        return ""
    return plain_from_markup(content) if part.get_content_subtype() == "html" else content
