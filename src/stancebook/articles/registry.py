"""The register of readers: which module reads which file.

A reader is a function ``read(file) -> iterator of findings`` in a module that is imported only when
such a file turns up. To add one, write the module and append a line to :data:`READERS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from ..errors import InputError
from .decoding import guess_encoding
from .files import HEAD, SourceFile
from .found import Findings


@dataclass(frozen=True)
class Reader:
    """One reader and how its files are recognised.

    Parameters
    ----------
    name : str
        Format as shown in the intake.
    module : str
        Module in ``stancebook.articles.readers``; its function ``read`` does the work.
    suffixes : tuple of str
        Lower case, with the point.
    sniff : callable or None
        Takes the first 64 KB and says whether this is surely such a file, whatever its name.
    """

    name: str
    module: str
    suffixes: tuple[str, ...] = ()
    sniff: Callable[[bytes], bool] | None = None

    def read(self, file: SourceFile) -> Findings:
        """Import the reader's module and read the file with it."""
        module = import_module(f".readers.{self.module}", __package__)
        return module.read(file)


def _starts(*magics: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(magics)


_PAGE = re.compile(
    rb"\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,20})?(?:<!--.{0,500}?-->\s{0,20})?<(?:!doctype\s+html|html[\s>])",
    re.I | re.S,
)


def _is_page(head: bytes) -> bool:
    return _PAGE.match(head[:1500].removeprefix(b"\xef\xbb\xbf")) is not None


def _is_word(head: bytes) -> bool:
    return head.startswith(b"PK") and b"word/" in head and b"[Content_Types].xml" in head


def _is_xml(head: bytes) -> bool:
    start = head[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith((b"<?xml", b"<rss", b"<feed", b"<nitf", b"<newsMessage", b"<newsItem"))


def _is_mailbox(head: bytes) -> bool:
    return re.match(rb"From \S{1,200} [^\n]{0,80}\d{4}\r?\n[\w-]{1,60}:", head) is not None


def _is_tar(head: bytes) -> bool:
    return head[257:262] == b"ustar"


READERS: list[Reader] = [
    Reader("parquet", "parquet", (".parquet", ".pq"), _starts(b"PAR1")),
    Reader("pdf", "pdf", (".pdf",), lambda head: b"%PDF-" in head[:1024]),
    Reader("rtf", "rtf", (".rtf",), _starts(b"{\\rtf")),
    Reader("warc", "warc", (".warc", ".wacz"), _starts(b"WARC/")),
    Reader("docx", "docx", (".docx", ".docm"), _is_word),
    Reader("html", "web", (".html", ".htm", ".xhtml"), _is_page),
    Reader("xml", "xmlfile", (".xml", ".rss", ".atom", ".rdf", ".nitf"), _is_xml),
    Reader("mail", "mail", (".mbox", ".mbx", ".eml", ".mht", ".mhtml"), _is_mailbox),
    Reader("archive", "archive", (".zip", ".tar", ".tgz", ".tbz2", ".txz"), _is_tar),
    Reader("csv", "delimited", (".csv", ".tsv", ".tab", ".psv")),
    Reader("jsonl", "jsonlines", (".jsonl", ".ndjson", ".jsonlines")),
    Reader("json", "jsonfile", (".json",)),
    Reader("markdown", "markdown", (".md", ".markdown", ".mdown")),
    Reader("text", "plain", (".txt", ".text", ".asc")),
    Reader("text", "plain", (".ris",)),
]
"""Every reader; content that speaks for itself decides first, in this order, then the suffix."""

REFUSED_SUFFIXES: dict[str, str] = {
    **dict.fromkeys(
        (".xls", ".xlsx", ".xlsm", ".ods", ".numbers"), "a spreadsheet: save it as CSV UTF-8"
    ),
    **dict.fromkeys(
        (".doc", ".odt", ".pages", ".wpd"), "an old or rare text format: save it as DOCX"
    ),
    **dict.fromkeys(
        (".pkl", ".pickle", ".joblib", ".rds", ".rdata", ".npy", ".npz"),
        "a program's own format, which could run code when read: write it as CSV or Parquet",
    ),
    **dict.fromkeys(
        (".yml", ".yaml", ".toml", ".ini", ".cfg", ".lock"),
        "settings or a codebook, not an article",
    ),
    **dict.fromkeys(
        (".py", ".r", ".js", ".css", ".sh", ".ipynb", ".sql", ".bat", ".java", ".c", ".h"),
        "a program, not an article",
    ),
    **dict.fromkeys(
        (".epub", ".mobi", ".azw3"), "an e-book: export its text as HTML or plain text"
    ),
    **dict.fromkeys(
        (".7z", ".rar"), "an archive of a kind that is not read: unpack it or pack it as zip"
    ),
}
"""Suffixes that are refused, with the way out."""

_MAGICS: list[tuple[bytes, str]] = [
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "sound, video or a picture"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "an SQLite database: export the table as CSV"),
    (b"\xd0\xcf\x11\xe0", "an old Office file: save it as DOCX or CSV"),
    (
        b"\x80\x04\x95",
        "a Python pickle, which could run code when read: write it as CSV or Parquet",
    ),
    (b"7z\xbc\xaf", "a 7z archive: unpack it or pack it as zip"),
    (b"Rar!", "a RAR archive: unpack it or pack it as zip"),
    (b"ARROW1", "an Arrow file: write it as Parquet"),
    (b"FEA1", "an Arrow file: write it as Parquet"),
    (b"ORC", "an ORC file: write it as Parquet"),
    (b"Obj\x01", "an Avro file: write it as Parquet or JSON"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd: unpack it or pack it with gzip"),
    (b"\x04\x22\x4d\x18", "packed with lz4: unpack it or pack it with gzip"),
    (b"\x1f\x9d", "packed with compress: unpack it or pack it with gzip"),
    (b"ID3", "sound"),
    (b"OggS", "sound"),
]


def choose_reader(file: SourceFile) -> Reader:
    """Choose the reader of a file.

    Raises
    ------
    InputError
        Where the file is empty, binary, or of a kind that is not read; says what to do.
    """
    head = file.head
    if not head:
        raise InputError("empty file")
    for reader in READERS:
        if reader.sniff is not None and reader.sniff(head):
            return reader
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        is_blank = head.strip(b" \t\r\n") == b""
        what = "nothing but white space" if is_blank else "binary file: nothing but zeros"
        raise InputError(what if len(head) < HEAD else f"{what} in its first {HEAD // 1024} KB")
    suffix = file.suffix
    if suffix in REFUSED_SUFFIXES:
        raise InputError(f"{suffix}: {REFUSED_SUFFIXES[suffix]}")
    for reader in READERS:
        if suffix in reader.suffixes:
            if reader.module not in _BINARY_MODULES:
                refuse_binary(head)
            return _text_or_table(head) if suffix in _ANY_TEXT else reader
    if head.startswith(b"PK\x03\x04"):
        return _named("archive")
    refuse_binary(head)
    return _by_first_character(head)


_BINARY_MODULES = ("docx", "parquet", "pdf", "warc", "archive", "mail")


_STRANGE = bytes({*range(32)} - {*b"\t\n\v\f\r\x1a\x1b\x1c\x1d\x1e\x1f"})
"""Control bytes that text does not have: a few are damage, many are another kind of file."""


def refuse_binary(head: bytes) -> None:
    """Raise InputError where the beginning of a file is no text in any encoding."""
    for magic, what in _MAGICS:
        if head.startswith(magic) and not (
            magic.isascii() and head[:64].decode("latin-1").isprintable() and len(magic) < 4
        ):
            raise InputError(f"binary file: {what}")
    encoding = guess_encoding(head)
    if encoding.startswith(("utf-16", "utf-32")):
        return
    strange = len(head) - len(head.translate(None, _STRANGE))
    if strange > 3 and strange > len(head) * 0.02:
        raise InputError("binary file: no text that could be an article")


def _by_first_character(head: bytes) -> Reader:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    name = {b"{": "jsonl", b"[": "json"}.get(start)
    return _named(name) if name else _text_or_table(head)


_ANY_TEXT = (".txt", ".text", ".asc")
"""Suffixes that spreadsheets and databases give to their tables too."""


def _text_or_table(head: bytes) -> Reader:
    from .readers.delimited import is_table

    return _named("csv" if is_table(head.decode(guess_encoding(head), "replace")) else "text")


def _named(name: str) -> Reader:
    return next(reader for reader in READERS if reader.name == name)
