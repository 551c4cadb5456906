"""What a line that may name the outlet is: the files beside it tell, for they are made alike.

A name that stands alone above a text ("Skellen Direct") can be the outlet, the author or a
subtitle. Where most files of a folder have such a line, and the names come back or stand where
others have an outlet, it is the outlet. In any other case it stays in the text.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import islice

from .files import SourceFile
from .finding import find_files
from .found import Finding, Found, Inside, settled
from .readers.names import is_place_in

_SAMPLE = 40
"""Files of a folder that are asked: those whose names come first."""


class Habits:
    """The habits of the folders and archives that articles come from, looked at when asked for.

    Parameters
    ----------
    articles : path or sequence of paths
        As given to the reader: only files among them are looked at.
    is_outlet : callable
        Takes a name and says whether the tables of outlets hold it.
    """

    def __init__(self, articles: object, is_outlet: Callable[[str], bool]) -> None:
        self._articles = articles
        self._is_outlet = is_outlet
        self._known: dict[object, list[Found]] = {}

    def settle(self, findings: Iterable[Finding], file: SourceFile) -> Iterator[Finding]:
        """Yield the findings of a file with nothing left in doubt."""
        for finding in findings:
            inner = finding.finding if isinstance(finding, Inside) else finding
            if not isinstance(inner, Found) or inner.doubt is None:
                yield finding
                continue
            field = "source"
            if not self._is_outlet(inner.doubt.name):
                is_inside = isinstance(finding, Inside)
                field = told_by(self._beside(file, is_inside=is_inside), inner)
            inner = settled(inner, field)
            yield _put(finding, inner)

    def _beside(self, file: SourceFile, *, is_inside: bool) -> list[Found]:
        key = file.name if is_inside else _folder(file)
        if key not in self._known:
            files = [file] if is_inside else self._folders.get(key, [])
            found = (inner for one in files for inner in _articles_of(one))
            self._known[key] = list(islice(found, _SAMPLE))
        return self._known[key]

    @cached_property
    def _folders(self) -> dict[object, list[tuple]]:
        folders: dict[object, list[SourceFile]] = {}
        for file, reason in find_files(self._articles):
            files = folders.setdefault(_folder(file), [])
            if not reason:
                files.append(file)
            if len(files) > 4 * _SAMPLE:
                files[:] = _first(files)
        return {folder: _first(files) for folder, files in folders.items()}


def told_by(beside: list[Found], found: Found) -> str:
    """Return the field that the name in doubt belongs to; empty where the others do not tell.

    Parameters
    ----------
    beside : list of Found
        Articles of the same folder, this one among them.
    found : Found
        An article with a doubt.

    Examples
    --------
    >>> from .found import Doubt
    >>> alike = [Found({"text": "."}, doubt=Doubt("Skellen Direct", "Skellen Direct"))] * 3
    >>> told_by(alike, alike[0]), told_by([*alike[:1], *[Found({"text": "."})] * 3], alike[0])
    ('source', '')
    """
    name = found.doubt.name
    if len(beside) < 2:
        return "source" if " " in name and not _is_headline(str(found.fields.get("title"))) else ""
    if any(is_place_in(name, str(one.fields["text"]).split("\n")) for one in beside):
        return ""
    names = [one.doubt.name for one in beside if one.doubt]
    named_already = sum("source" in one.fields for one in beside)
    if 3 * (len(names) + named_already) < 2 * len(beside):
        return ""
    come_back = len(names) <= 3 or 2 * len(set(names)) <= len(names)
    return "source" if come_back or named_already >= len(names) else ""


def _is_headline(title: str) -> bool:
    """Return True where all longer words of a title begin with a capital: subtitles may too."""
    words = [word for word in title.split() if len(word) > 3]
    return len(words) > 2 and all(word[0].isupper() for word in words)


def _folder(file: SourceFile) -> tuple[str, str]:
    return str(file.path.parent), file.suffix


def _first(files: list[SourceFile]) -> list[SourceFile]:
    return heapq.nsmallest(_SAMPLE, files, key=lambda file: file.name)


def _put(outer: Finding, inner: Found) -> Finding:
    return Inside(outer.name, outer.format, inner) if isinstance(outer, Inside) else inner


def _articles_of(file: SourceFile) -> Iterator[Found]:
    from .registry import choose_reader

    try:
        for finding in islice(choose_reader(file).read(file), _SAMPLE):
            inner = finding.finding if isinstance(finding, Inside) else finding
            if isinstance(inner, Found):
                yield inner
    except Exception:
        # What cannot be read is told where it is read for its own sake.
        return
