"""The head of a plain text: which lines between title and text are data, and of which kind.

Date, author and address are taken from lines that say so. A line that is nothing but a name is the
outlet where a table knows it or its words show it, and only within such a head; any other name is
handed on as doubtful. What is not taken stays in the text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ..columns import map_columns
from ..dates import is_only_date, is_update
from ..lexicons import read_lexicon, words_of
from .names import NameKind, authors_of, is_place_in, kind_of_name

_MOST_LINES = 10
_LABEL = re.compile(r"([^\W\d_][\w .-]{1,30}?)\s{0,3}[:：]\s{1,8}(\S.{0,499})")
_LABELS = frozenset(("title", "source", "published", "url", "author", "language"))
_BYLINE = re.compile(
    r"(?:(?:text|words|written|reported)\s)?(?:by|von|par|por|di|da|door|av|af)\s+(\S.{2,100})",
    re.IGNORECASE,
)
_MARKS = (" | ", " · ", " • ", " – ", " — ", " - ", " / ", "; ", ", ")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_DATE = 60
_READING_TIME = re.compile(r"\d{1,2}[ -]min(?:ute)?s?(?: read)?", re.IGNORECASE)


class Head(NamedTuple):
    """What stands above a text.

    ``fields`` are those of a finding; ``taken`` holds the numbers of the lines that nothing is left
    of; ``doubtful`` is the number of a line, not among them, that may name the outlet, else -1, and
    ``name`` the name.
    """

    fields: dict[str, str]
    taken: frozenset[int]
    doubtful: int = -1
    name: str = ""
    note: str = ""


NOTHING = Head({}, frozenset())


def read_head(lines: list[str], *, titled: bool) -> Head:
    """Read the lines above a text.

    Parameters
    ----------
    lines : list of str
        Without the title; blank ones may stand between.
    titled : bool
        Whether a title stands above them: only then are names that stand alone looked at, and one
        line that is neither (a subtitle, a place) may stand among them.

    Returns
    -------
    Head
        Never all that is there: a text remains.

    Examples
    --------
    >>> lines = ["The Gaze", "By Ada Writer", "7 July 2023", "", "It passed."]
    >>> head = read_head(lines, titled=True)
    >>> head.fields, sorted(head.taken)
    ({'author': 'Ada Writer', 'published': '7 July 2023', 'source': 'The Gaze'}, [0, 1, 2])
    """
    numbers = [number for number, line in enumerate(lines) if line.strip()]
    said = {number: _said(lines, number) for number in numbers[: _MOST_LINES + 3]}
    fields: dict[str, str] = {}
    taken: list[int] = []
    names: dict[int, str] = {}
    passed = False
    for place, number in enumerate(numbers[:_MOST_LINES]):
        found = said[number]
        if found:
            if any(fields.get(name, value) != value for name, value in found.items()):
                break
            fields |= found
            taken.append(number)
        elif titled and kind_of_name(lines[number].strip()):
            names[number] = lines[number].strip()
        elif not titled or passed or not any(map(said.get, numbers[place + 1 : place + 4])):
            break
        else:
            passed = True
    head = _with_names(lines, fields, taken, names)
    return NOTHING if {*head.taken, head.doubtful} >= set(numbers) else head


def _with_names(
    lines: list[str], fields: dict[str, str], taken: list[int], names: dict[int, str]
) -> Head:
    """Say what the names in a head are; those below its last line are most likely text."""
    fields, note = _with_update(fields)
    end = max(taken, default=-1)
    all_taken = set(taken)
    doubtful: dict[int, str] = {}
    # An agency is the outlet only where no other is named.
    for number in sorted(names, key=lambda number: names[number] in agencies()):
        name, kind = names[number], kind_of_name(names[number])
        if not all(map(_is_more_head, filter(str.strip, lines[end + 1 : number]))):
            continue
        if kind is NameKind.NAME:
            if number < end and "published" in fields:
                doubtful[number] = name
            continue
        if end < 0 and kind is not NameKind.KNOWN:
            continue
        field = "author" if kind is NameKind.PERSON else "source"
        if field in fields and name in agencies():
            field = "author"
        if field not in fields:
            fields[field] = name
            all_taken.add(number)
    if "beside" in fields:
        # "Norrvik, 7 July 2023": a place as likely as an outlet.
        name = fields.pop("beside")
        number = next(number for number in taken if name in lines[number])
        all_taken.discard(number)
        doubtful[number] = name
    if "source" not in fields and len(doubtful) == 1:
        ((number, name),) = doubtful.items()
        if not is_place_in(name, lines):
            return Head(fields, frozenset(all_taken), number, name, note)
    return Head(fields, frozenset(all_taken), note=note)


def _is_more_head(line: str) -> bool:
    return kind_of_name(line.strip()) not in (None, NameKind.NAME)


def _with_update(fields: dict[str, str]) -> tuple[dict[str, str], str]:
    """Take the date of an update for the date only where there is no other, and say so."""
    kept = {name: value for name, value in fields.items() if name != "updated"}
    if "updated" not in fields:
        return kept, ""
    if "published" in kept:
        return kept, f"head of the text: {fields['updated']}"
    return {**kept, "published": fields["updated"]}, "its date is that of the last update"


def _said(lines: list[str], number: int) -> dict[str, str]:
    found = data_line(lines[number].strip())
    if set(found) == {"published"} and is_only_date(found["published"]):
        # A chronology is full of dates that stand alone.
        below = [line for line in lines[number + 1 : number + 200] if len(line) < _LONGEST_DATE]
        dated = (_dates(line.strip()) for line in below if _has_digit(line))
        if sum(set(other) == {"published"} for other in dated) >= 2:
            return {}
    return found


def _has_digit(line: str) -> bool:
    return any(character.isdigit() for character in line)


def data_line(line: str) -> dict[str, str]:
    """Return what one line says about the article; empty where it is prose or a bare name.

    Examples
    --------
    >>> data_line("By Ada Writer | The Gaze | Fri 7 July 2023")
    {'author': 'Ada Writer', 'source': 'The Gaze', 'published': 'Fri 7 July 2023'}
    >>> data_line("Last updated: 8 July 2023"), data_line("The vote on 7 July 2023 was close")
    ({'updated': 'Last updated: 8 July 2023'}, {})
    """
    if len(line) > 300:
        return {}
    if len(line) > 2 and line[0] + line[-1] == "()":
        line = line[1:-1]
    label = _LABEL.fullmatch(line)
    if label:
        field = next(iter(map_columns([label[1]])), "")
        if field == "source" and not _may_be_outlet(label[2]):
            # "Source: no arrest after the bombing" is what somebody is said to have said.
            return {}
        if field in _LABELS:
            return {field: label[2].strip()}
    if line.startswith(("http://", "https://")) and " " not in line:
        return {"url": line}
    return _byline(line) or _dates(line) or _parts(line)


def _may_be_outlet(words: str) -> bool:
    if kind_of_name(words.strip()) or kind_of_name(words.partition("(")[0].strip()):
        return True
    return len(words.split()) <= 3 and words[-1] not in ".!?"


def _byline(line: str) -> dict[str, str]:
    byline = _BYLINE.fullmatch(line)
    if not byline:
        return {}
    for mark in (", ", " for "):
        words, found, name = byline[1].rpartition(mark)
        if found and kind_of_name(name) in (NameKind.KNOWN, NameKind.OUTLET):
            return {"author": authors_of(words), "source": name} if authors_of(words) else {}
    authors = authors_of(byline[1])
    return {"author": authors} if authors else {}


def _dates(line: str) -> dict[str, str]:
    """Read a line that is a date, or the date of publication and that of an update."""
    if len(line) > 120 or not _has_digit(line):
        return {}
    if is_only_date(line):
        return {"updated" if is_update(line) else "published": line}
    for word in _WORD.finditer(line):
        if word.start() and word[0].casefold() in words_of("updated"):
            first, last = line[: word.start()].rstrip(" -–—|,;·•("), line[word.start() :]
            if is_only_date(first) and is_only_date(last):
                return {"published": first, "updated": last.rstrip(")")}
    return {}


def _parts(line: str) -> dict[str, str]:
    """Read "The Gaze, 7 July 2023", "By Ada Writer | 7 July 2023 | Updated 8 July 2023"."""
    if len(line) > 160 or (line[-1] in ".!?" and not line[:-1].replace(".", "").isdigit()):
        return {}
    for mark in _MARKS:
        words = [part.strip() for part in line.split(mark)]
        if 1 < len(words) <= 6 and all(words):
            fields = _dated_parts(words, mark) or _signed_parts(words)
            if fields:
                return fields
    return {}


def _dated_parts(words: list[str], mark: str) -> dict[str, str]:
    runs = [(end - start, start, end) for start in range(len(words)) for end in range(start, 7)]
    for length, start, end in sorted(runs, key=lambda run: (-run[0], run[1])):
        if length and end <= len(words) and (fields := _dates(mark.join(words[start:end]))):
            rest = [*words[:start], *words[end:]]
            return _with_rest(fields, rest, mark) if rest else {}
    return {}


def _signed_parts(words: list[str]) -> dict[str, str]:
    fields = _byline(words[0])
    return _with_rest(fields, words[1:], "") if fields else {}


def _with_rest(fields: dict[str, str], rest: list[str], mark: str) -> dict[str, str]:
    """Add what stands beside a date or an author; nothing at all where one part is unknown."""
    found: dict[str, str] = {}
    for words in rest:
        more = _byline(words) or _dates(words) or _named(words, mark)
        if more is None:
            return {}
        if set(more) == {"published"} and "published" in fields:
            more = {"updated": words}
        if any(name in found or name in fields for name in more):
            return {}
        found |= more
    return found | fields


def _named(words: str, mark: str) -> dict[str, str] | None:
    kind = kind_of_name(words)
    if kind in (NameKind.KNOWN, NameKind.OUTLET):
        return {"source": words}
    if kind is NameKind.PERSON:
        return {"author": words}
    if kind is NameKind.NAME and mark:
        return {"beside" if mark == ", " else "source": words}
    is_more = _READING_TIME.fullmatch(words) or words.casefold() in words_of("section")
    return {} if is_more else None


@cache
def agencies() -> frozenset[str]:
    """Return the names under which news agencies are credited."""
    return frozenset(name for row in read_lexicon("agencies.tsv") for name in row)
