"""JSON Lines: one article per line, streamed; a broken line costs that line only."""

from __future__ import annotations

import json
from collections.abc import Iterator

from .. import limits
from ..decoding import decode, guess_encoding
from ..files import SourceFile
from ..found import Findings, Refused
from . import jsonfile
from .records import Records


def read(file: SourceFile) -> Findings:
    """Yield the lines; a file that is one JSON document after all is read as such."""
    if guess_encoding(file.head).startswith(("utf-16", "utf-32")) or _is_one_document(file.head):
        yield from jsonfile.read(file)
        return
    records = Records()
    for number, line in _lines(file):
        if line is None:
            yield Refused(f"line {number}: longer than {limits.MAX_LINE // limits.MEGABYTE} MB")
        elif line.strip():
            yield _finding(line, f"line {number}", records)


def _finding(line: bytes, where: str, records: Records):
    try:
        text = line.decode(json.detect_encoding(line), "surrogatepass")
        record, note = jsonfile.decoded(text)
    except UnicodeDecodeError:
        return _finding(decode(line).text.encode(), where, records)
    except (ValueError, RecursionError) as error:
        return Refused(f"{where}: no valid JSON: {jsonfile.trouble(error)}")
    return records.finding(record, where, note)


def _lines(file: SourceFile) -> Iterator[tuple[int, bytes | None]]:
    """Yield the lines with their numbers, from 1; None stands for one that is too long."""
    number = 0
    with file.open() as stream:
        while line := stream.readline(limits.MAX_LINE + 1):
            number += 1
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if len(line) <= limits.MAX_LINE:
                yield number, line
                continue
            while line and not line.endswith(b"\n"):
                line = stream.readline(limits.MAX_LINE)
            yield number, None


def _is_one_document(head: bytes) -> bool:
    """Return True where the first line is no JSON of its own, as in a pretty-printed file."""
    first, end, rest = head.removeprefix(b"\xef\xbb\xbf").lstrip().partition(b"\n")
    if first.startswith(b"[") and (not end or not rest.strip()):
        return True
    return bool(end) and first.rstrip() in (b"[", b"{", b"[{")
