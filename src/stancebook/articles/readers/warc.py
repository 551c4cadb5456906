"""WARC and WACZ: the pages of a web archive, one article per HTML response.

References
----------
.. [1] ISO 28500:2017, WARC file format. Read with warcio, of the Webrecorder project.
"""

from __future__ import annotations

import io
import zipfile
from contextlib import redirect_stderr

from ...errors import InputError
from .. import limits
from ..cleaning import join_notes
from ..decoding import decode
from ..files import SourceFile, check_ratio, read_up_to
from ..found import Findings, Inside, Refused
from .web import page_article


def read(file: SourceFile) -> Findings:
    """Yield the pages of a web archive; what is no page (pictures, redirects) is passed over."""
    if file.head.startswith(b"PK"):
        yield from _wacz(file)
        return
    with file.open() as stream:
        yield from _records(stream)


def _wacz(file: SourceFile) -> Findings:
    with file.open_seekable() as stream, zipfile.ZipFile(stream) as package:
        names = sorted(name for name in package.namelist() if ".warc" in name.lower())
        if not names:
            raise InputError("a WACZ without a WARC in it")
        for name in names:
            info = package.getinfo(name)
            check_ratio(info.file_size, max(info.compress_size, 1))
            with package.open(info) as member:
                data = io.BytesIO(read_up_to(member, limits.MAX_FILE))
            for finding in _records(data):
                yield Inside(name, "warc", finding)


def _records(stream) -> Findings:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    records = ArchiveIterator(stream)
    try:
        while True:
            # The library writes what it notices to the terminal; here it becomes a note.
            with redirect_stderr(io.StringIO()) as noticed:
                record = next(records, None)
                if record is None:
                    return
                if record.rec_type not in ("response", "resource") or not _is_page(record):
                    continue
                url = record.rec_headers.get_header("WARC-Target-URI") or ""
                data = record.content_stream().read(limits.MAX_PAGE + 1)
            damage = "a damaged record stands before it" if noticed.getvalue() else ""
            if len(data) > limits.MAX_PAGE:
                yield Refused(
                    f"{url[:100]}: a page larger than {limits.MAX_PAGE // limits.MEGABYTE} MB"
                )
            elif data.strip():
                page = decode(data, _charset(record))
                yield page_article(page.text, url=url, note=join_notes(page.note, damage))
            else:
                yield Refused(f"{url[:100]}: an empty page")
    except ArchiveLoadFailed as error:
        raise InputError(f"a damaged WARC: {str(error)[:100]}") from None


def _is_page(record) -> bool:
    headers = record.http_headers
    if headers is not None and not (headers.get_statuscode() or "200").startswith("2"):
        return False
    kind = (headers if headers is not None else record.rec_headers).get_header("Content-Type") or ""
    return "html" in kind.lower()


def _charset(record) -> str:
    headers = record.http_headers
    kind = (headers.get_header("Content-Type") or "") if headers is not None else ""
    return kind.partition("charset=")[2].strip(" \"';") if "charset=" in kind else ""
