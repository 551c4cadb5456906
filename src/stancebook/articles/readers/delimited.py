"""CSV, TSV and their relatives: separator, quotation and encoding found out, rows streamed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from ...errors import InputError
from .. import limits
from ..columns import column_key, known_keys, no_text_column
from ..decoding import guess_encoding
from ..files import SourceFile, read_up_to
from ..found import Findings, Refused
from .records import Records

_SEPARATORS = (",", "\t", ";", "|")
_SAMPLE = 256 * 1024


def read(file: SourceFile) -> Findings:
    """Yield the rows of a delimited table, streamed.

    A row with more fields than the header is refused, because a separator inside its text would
    otherwise cut the article; so is text after a quotation mark that is never closed.
    """
    csv.field_size_limit(max(csv.field_size_limit(), limits.MAX_LINE))
    with file.open() as stream:
        sample = read_up_to(stream, _SAMPLE)
    encoding = guess_encoding(sample)
    with file.open() as stream:
        # Bytes that are no UTF-8 travel as surrogates and are decoded one field at a time.
        errors = "surrogateescape" if encoding == "utf-8" else "replace"
        lines = io.TextIOWrapper(stream, encoding=encoding, errors=errors, newline="")
        yield from _rows(_Lines(lines), _dialect(sample.decode(encoding, "replace"), file.suffix))


class _Lines:
    """Lines of one record at a time, so that its quotation can be checked at the end."""

    def __init__(self, lines: io.TextIOWrapper) -> None:
        self._lines = lines
        self.record: list[str] = []
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        while line := self._lines.readline(limits.MAX_LINE):
            self.number += 1
            self.record.append(line)
            yield line.lstrip("\ufeff") if self.number == 1 else line


def _rows(lines: _Lines, dialect: dict) -> Findings:
    rows = csv.reader(iter(lines), **dialect)
    header = _header(rows, lines, dialect)
    records = Records()
    if "text" not in records.mapping(header):
        raise InputError(no_text_column(header))
    width = len(header)
    while True:
        lines.record.clear()
        first = lines.number + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Refused(f"line {first}: {error}")
            continue
        if len(lines.record) > 1 and _is_open(lines.record, dialect):
            yield Refused(
                f"line {first}: a quotation mark is opened and never closed; the last "
                f"{len(lines.record)} lines of the file are one field"
            )
        elif len(row) == width:
            yield records.finding(dict(zip(header, row, strict=True)), f"line {first}")
        elif any(cell.strip() for cell in row):
            yield _uneven(header, row, records, first)


def _header(rows: Iterator[list[str]], lines: _Lines, dialect: dict) -> tuple[str, ...]:
    try:
        for row in rows:
            names = [cell.strip() for cell in row]
            if len(names) <= 2 and names[:1] == ["sep="] or not any(names):
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


def _uneven(header: tuple[str, ...], row: list[str], records: Records, line: int):
    if len(row) > len(header):
        if any(cell.strip() for cell in row[len(header) :]):
            return Refused(
                f"line {line}: {len(row)} fields where the header has {len(header)}; a field with "
                "the separator in it needs quotation marks"
            )
        row = row[: len(header)]
    record = dict(zip(header, [*row, *[""] * (len(header) - len(row))], strict=True))
    return records.finding(record, f"line {line}")


def _is_open(record: list[str], dialect: dict) -> bool:
    """Return True where the lines end inside a quotation."""
    try:
        for _ in csv.reader(iter(record), **dialect, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end of data" in str(error)
    return False


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
