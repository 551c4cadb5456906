"""JSON: a list of articles, an object that holds one, or one article."""

from __future__ import annotations

import codecs
import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ...errors import InputError
from .. import limits
from ..columns import flatten, map_columns
from ..decoding import guess_encoding
from ..files import SourceFile
from ..found import Findings, Refused
from .records import Records

_CHUNK = 4 * limits.MEGABYTE
_BETWEEN = re.compile(r"[ \t\r\n,]*")


def read(file: SourceFile) -> Findings:
    """Yield the articles of a JSON file; a list at the top is streamed."""
    head = file.head.decode(guess_encoding(file.head), "replace")
    records = Records()
    if head.lstrip("\ufeff \t\r\n").startswith("["):
        for number, item in enumerate(_streamed(file)):
            if isinstance(item, Refused):
                yield item
            else:
                yield records.finding(item.content, f"item {number}", item.note)
        return
    text = file.read_text().text
    try:
        (content, note), end = _scanned(text, _SPACE.match(text).end())
        rest = _SPACE.match(text, end).end()
        if rest < len(text) and not isinstance(content, dict):
            raise json.JSONDecodeError("Extra data", text, rest)
    except (ValueError, RecursionError) as error:
        raise InputError(f"no valid JSON: {trouble(error)}") from None
    if rest < len(text):
        yield from _one_after_another(text, records)
        return
    items = _articles_in(content)
    for number, item in enumerate(items):
        yield records.finding(item, f"item {number}" if len(items) > 1 else "", note)


def _one_after_another(text: str, records: Records) -> Findings:
    """Yield articles whose objects follow each other, each on a line or on several."""
    place, number = _SPACE.match(text).end(), 0
    while place < len(text):
        try:
            (content, note), place = _scanned(text, place)
        except (ValueError, RecursionError) as error:
            yield Refused(f"item {number}: no valid JSON: {trouble(error)}; the rest is not read")
            return
        yield records.finding(content, f"item {number}", note)
        place, number = _SPACE.match(text, place).end(), number + 1


class Value(NamedTuple):
    """A value of JSON, and what is to be said of it."""

    content: object
    note: str = ""


class _Repeated(Exception):
    """An object has two values of one name."""


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Repeated(Counter(name for name, _ in pairs).most_common(1)[0][0])
    return found


_SCAN = json.JSONDecoder(object_pairs_hook=_unique).raw_decode
_SCAN_ALL = json.JSONDecoder().raw_decode
_SPACE = re.compile(r"[ \t\r\n]*")


def _scanned(text: str, place: int) -> tuple[Value, int]:
    """Return the value that begins at a place, and where it ends."""
    try:
        content, end = _SCAN(text, place)
        return Value(content), end
    except _Repeated as error:
        content, end = _SCAN_ALL(text, place)
        return Value(content, f"the key {str(error)[:40]!r} stands twice: the last is taken"), end


def decoded(text: str) -> Value:
    """Decode JSON as ``json.loads`` does; a key that stands twice in one object is noted.

    Examples
    --------
    >>> decoded('{"a": 1, "a": 2}')
    Value(content={'a': 2}, note="the key 'a' stands twice: the last is taken")
    """
    value, end = _scanned(text, _SPACE.match(text).end())
    if (end := _SPACE.match(text, end).end()) < len(text):
        raise json.JSONDecodeError("Extra data", text, end)
    return value


def trouble(error: Exception) -> str:
    """Say in a few words what is wrong with JSON."""
    if isinstance(error, RecursionError):
        return "nested too deeply"
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at line {error.lineno}, column {error.colno}"
    if "digits" in str(error):
        return "a number of thousands of digits"
    return str(error)[:100]


def _articles_in(content: object) -> list:
    """Return the longest list of objects with a text; the content itself where there is none."""
    best: list = []
    level = [content]
    for _ in range(4):
        below: list = []
        for node in level:
            for value in node.values() if isinstance(node, dict) else ():
                if isinstance(value, list) and _has_texts(value) and len(value) > len(best):
                    best = value
                elif isinstance(value, dict):
                    below.append(value)
        level = below[:1000]
    if isinstance(content, dict) and "text" in map_columns(flatten(content)) and len(best) < 2:
        return [content]
    by_id = _by_id(content)
    return best or by_id or [content]


def _has_texts(items: list) -> bool:
    objects = [item for item in items[:20] if isinstance(item, dict)]
    return any("text" in map_columns(flatten(item)) for item in objects)


def _by_id(content: object) -> list:
    """Articles as the values of one object, their ids as its keys."""
    if isinstance(content, dict) and content and _has_texts(list(content.values())):
        return list(content.values())
    return []


def _streamed(file: SourceFile) -> Iterator[Value | Refused]:
    """Decode the items of a top-level list one by one; a broken item ends the list."""
    parts = _text_parts(file)
    buffer, place = next(parts, "").lstrip("\ufeff \t\r\n")[1:], 0
    ended = False
    while True:
        place = _BETWEEN.match(buffer, place).end()
        if buffer.startswith("]", place):
            return
        if place < len(buffer) and (ended or len(buffer) - place > 1024):
            try:
                item, end = _scanned(buffer, place)
            except RecursionError:
                yield Refused("nested too deeply: the rest of the list is not read")
                return
            except ValueError as error:
                problem: Exception | None = error
            else:
                problem = None
                # A number or word at the very end of the buffer may go on in the next part.
                if end < len(buffer) or ended:
                    yield item
                    place = end
                    continue
        else:
            problem = None
        # Dropped only here: to cut the buffer after every item would copy it each time.
        buffer, place = buffer[place:], 0
        if ended:
            what = _trouble_in(buffer) if problem else "it ends before the list is closed"
            yield Refused(f"no valid JSON: {what}; the rest of the list is not read")
            return
        if len(buffer) > limits.MAX_LINE:
            yield Refused("an item is too long or broken: the rest of the list is not read")
            return
        more = next(parts, None)
        ended = more is None
        buffer += more or ""


def _trouble_in(item: str) -> str:
    """Say what is wrong with an item, counted from where it begins."""
    try:
        _SCAN_ALL(item)
    except ValueError as error:
        return trouble(error)
    return "it ends too early"


def _text_parts(file: SourceFile) -> Iterator[str]:
    encoding = guess_encoding(file.head)
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    with file.open() as stream:
        while data := stream.read(_CHUNK):
            yield decoder.decode(data)
    yield decoder.decode(b"", final=True)
