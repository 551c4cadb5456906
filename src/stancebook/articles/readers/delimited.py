"""CSV, TSV and their relatives: separator, quotation and encoding found out, rows streamed."""

from __future__ import annotations

import codecs
import csv
import io
from itertools import chain, islice
from mmap import ACCESS_READ, mmap
from typing import BinaryIO

from ...errors import InputError
from .. import limits
from ..columns import column_key, known_keys, map_columns, no_text_column
from ..decoding import guess_encoding
from ..files import SourceFile
from ..found import Findings, Found, Refused
from .blocks import Block, TableColumns, part_of, plain_blocks

_SEPARATORS = (",", "\t", ";", "|")
_SAMPLE = 256 * 1024


_END = "\ue000end of the file\ue000"
"""A line put after the last: a quotation that is never closed swallows it."""


def read(file: SourceFile) -> Findings:
    """Yield the rows of a delimited table, streamed.

    A row with more fields than the header is refused, because a separator inside its text would
    otherwise cut the article; so is text after a quotation mark that is never closed.
    """
    csv.field_size_limit(max(csv.field_size_limit(), limits.MAX_LINE))
    with file.open() as stream:
        sample = stream.read(_SAMPLE)
    encoding = guess_encoding(sample)
    dialect = _dialect(sample.decode(encoding, "replace"), file.suffix)
    refuse_huge_lines(file)
    start = _plain_start(sample, dialect) if encoding == "utf-8" else None
    if start is not None:
        yield from _by_blocks(file, *start, dialect)
        return
    with file.open() as stream:
        # Bytes that are no UTF-8 travel as surrogates and are decoded one field at a time.
        errors = "surrogateescape" if encoding == "utf-8" else "replace"
        marked = {"utf-8": "utf-8-sig", "utf-16-le": "utf-16", "utf-32-le": "utf-32"}
        if encoding != "utf-8" and not sample.startswith((b"\xff\xfe", b"\xfe\xff")):
            marked = {}
        lines = io.TextIOWrapper(stream, marked.get(encoding, encoding), errors, newline="")
        rows = csv.reader(chain(lines, (_END,)), **dialect)
        yield from _rows(rows, _table(_header(rows)))


def is_table(beginning: str) -> bool:
    r"""Tell whether the first line names columns, that of the text among them, and the next fits.

    Examples
    --------
    >>> is_table("Title\tFull text\nA ban\tIt passed."), is_table("A ban, in full\nIt passed, yes.")
    (True, False)
    """
    sample = beginning.lstrip("\ufeff \r\n")[:_SAMPLE]
    for delimiter in _SEPARATORS:
        try:
            first, second = islice(csv.reader(io.StringIO(sample), delimiter=delimiter), 2)
        except (csv.Error, ValueError):
            continue
        names = [name.strip() for name in first]
        mapped = map_columns(names) if all(0 < len(name) <= 40 for name in names) else {}
        if "text" in mapped and len(mapped) > 1 and len(first) == len(second):
            return True
    return False


def _plain_start(sample: bytes, dialect: dict) -> tuple[TableColumns, Block] | None:
    """Return what the header says and where the rows begin; None where it takes a closer look."""
    mark = len(codecs.BOM_UTF8) if sample.startswith(codecs.BOM_UTF8) else 0
    if dialect.keys() != {"delimiter"} or dialect["delimiter"] not in _SEPARATORS:
        return None
    try:
        text = sample[mark : sample.rfind(b"\n") + 1].decode()
        lines = io.StringIO(text, newline="")
        rows = csv.reader(lines, **dialect)
        header = _header(rows)
    except (UnicodeDecodeError, InputError):
        return None
    before = text[: lines.tell()]
    if before.count("\n") != rows.line_num:
        return None
    return _table(header), Block(b"", mark + len(before.encode()), rows.line_num)


def _by_blocks(file: SourceFile, table: TableColumns, first: Block, dialect: dict) -> Findings:
    """Yield blocks of rows as parts, and rows alone where a block is not plain."""
    with file.open() as stream:
        _skip(stream, first.offset)
        for block in plain_blocks(stream, first, delimiter=dialect["delimiter"]):
            if block.content is None:
                break
            part = part_of(block, table, delimiter=dialect["delimiter"])
            if part is None:
                yield from _rows_of(io.BytesIO(block.content), table, block.line, dialect)
            elif len(part):
                yield part
        else:
            return
    with file.open() as stream:
        _skip(stream, block.offset)
        yield from _rows_of(stream, table, block.line, dialect)


def _skip(stream: BinaryIO, count: int) -> None:
    """Pass over bytes, gigabytes perhaps, without holding them."""
    while count > 0 and (data := stream.read(min(count, limits.MEGABYTE))):
        count -= len(data)


def _rows_of(stream: BinaryIO, table: TableColumns, before: int, dialect: dict) -> Findings:
    lines = io.TextIOWrapper(stream, "utf-8", "surrogateescape", newline="")
    try:
        yield from _rows(csv.reader(chain(lines, (_END,)), **dialect), table, before)
    finally:
        lines.detach()  # closing the stream is left to whoever opened it


def refuse_huge_lines(file: SourceFile) -> None:
    """Raise InputError where a line of a file on disk is longer than any article.

    A line is held in memory as a whole, so this must be known before it is read. Packed files
    are held by the limits on what they may unpack to.
    """
    if file.path is None or file.path.stat().st_size <= limits.MAX_LINE:
        return
    with file.path.open("rb") as stream, mmap(stream.fileno(), 0, access=ACCESS_READ) as content:
        for start in range(0, len(content) - limits.MAX_LINE, limits.MAX_LINE):
            end = start + limits.MAX_LINE
            if content.find(b"\n", start, end) < 0 and content.find(b"\r", start, end) < 0:
                raise InputError(f"a line longer than {limits.MAX_LINE // limits.MEGABYTE} MB")


def _table(header: tuple[str, ...]) -> TableColumns:
    mapped = map_columns(header)
    if "text" not in mapped:
        raise InputError(no_text_column(header))
    return TableColumns(header, tuple((f, header.index(name)) for f, name in mapped.items()))


def _rows(rows, table: TableColumns, before: int = 0) -> Findings:
    """Yield rows; ``before`` is the number of lines before the first that ``rows`` was given."""
    width, text = len(table.header), dict(table.places)["text"]
    while True:
        first = before + rows.line_num + 1
        try:
            row = next(rows)
        except csv.Error as error:
            yield Refused(f"line {first}: {error}")
            continue
        if row and row[-1].endswith(_END):
            if row != [_END]:
                yield _unclosed(first, before + rows.line_num)
            return
        if len(row) != width:
            if not any(cell.strip() for cell in row):
                continue
            if any(cell.strip() for cell in row[width:]):
                yield _too_wide(len(row), width, first)
                continue
            row = [*row, *[""] * (width - len(row))]
        if not row[text].strip() and not table.has_lead:
            yield Refused(table.no_text(first))
        else:
            yield Found({field: row[place] for field, place in table.places})


def _unclosed(first: int, last: int) -> Refused:
    return Refused(
        f"line {first}: a quotation mark is opened and never closed; the last {last - first} "
        "lines of the file are one field"
    )


def _too_wide(found: int, width: int, line: int) -> Refused:
    return Refused(
        f"line {line}: {found} fields where the header has {width}; a field with the separator in "
        "it needs quotation marks"
    )


def _header(rows) -> tuple[str, ...]:
    try:
        for row in rows:
            names = [cell.strip() for cell in row]
            if row and row[-1].endswith(_END):
                break
            if (len(names) <= 2 and names[:1] == ["sep="]) or not any(names):
                continue
            return _unique(names)
    except csv.Error as error:
        raise InputError(f"the header cannot be read: {error}") from None
    raise InputError("no header: the first line must name the columns")


def _unique(names: list[str]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    unique = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        unique.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return tuple(unique)


def _dialect(sample: str, suffix: str) -> dict:
    if sample.lstrip("\ufeff").startswith("sep=") and len(sample) > 5:
        return {"delimiter": sample.lstrip("\ufeff")[4]}
    ranked = ("\t", *_SEPARATORS) if suffix in (".tsv", ".tab") else _SEPARATORS
    best = max(ranked, key=lambda separator: _fit(sample, separator))
    dialect: dict = {"delimiter": best}
    if '\\"' in sample and sample.count('\\"') > sample.count('""'):
        dialect |= {"escapechar": "\\", "doublequote": True}
    return dialect


def _fit(sample: str, separator: str) -> tuple[int, int]:
    """Known columns in the header, then columns: the separator that finds most is the one."""
    try:
        header = next(csv.reader(io.StringIO(sample.lstrip("\ufeff\r\n")), delimiter=separator), [])
    except csv.Error:
        return (0, 0)
    return sum(column_key(name) in known_keys() for name in header), min(len(header), 500)
