"""CSV, TSV and their relatives: separator, quotation and encoding found out, rows streamed."""

from __future__ import annotations

import csv
import io
from itertools import chain
from mmap import ACCESS_READ, mmap

from ...errors import InputError
from .. import limits
from ..columns import column_key, known_keys, map_columns, no_text_column
from ..decoding import guess_encoding
from ..files import SourceFile, read_up_to
from ..found import Findings, Found, Refused

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
        sample = read_up_to(stream, _SAMPLE)
    encoding = guess_encoding(sample)
    dialect = _dialect(sample.decode(encoding, "replace"), file.suffix)
    refuse_huge_lines(file)
    with file.open() as stream:
        # Bytes that are no UTF-8 travel as surrogates and are decoded one field at a time.
        errors = "surrogateescape" if encoding == "utf-8" else "replace"
        marked = {"utf-8": "utf-8-sig", "utf-16-le": "utf-16", "utf-32-le": "utf-32"}
        if encoding != "utf-8" and not sample.startswith((b"\xff\xfe", b"\xfe\xff")):
            marked = {}
        lines = io.TextIOWrapper(stream, marked.get(encoding, encoding), errors, newline="")
        yield from _rows(csv.reader(chain(lines, (_END,)), **dialect))


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


def _rows(rows) -> Findings:
    header = _header(rows)
    mapped = map_columns(header)
    if "text" not in mapped:
        raise InputError(no_text_column(header))
    places = [(field, header.index(name)) for field, name in mapped.items()]
    text, lead = header.index(mapped["text"]), mapped.get("lead")
    width = len(header)
    while True:
        first = rows.line_num + 1
        try:
            row = next(rows)
        except csv.Error as error:
            yield Refused(f"line {first}: {error}")
            continue
        if row and row[-1].endswith(_END):
            if row != [_END]:
                yield _unclosed(first, rows.line_num)
            return
        if len(row) != width:
            if not any(cell.strip() for cell in row):
                continue
            if any(cell.strip() for cell in row[width:]):
                yield _too_wide(len(row), width, first)
                continue
            row = [*row, *[""] * (width - len(row))]
        if not row[text].strip() and not lead:
            yield Refused(f"line {first}: no text: {header[text]!r} is empty")
        else:
            yield Found({field: row[place] for field, place in places})


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
