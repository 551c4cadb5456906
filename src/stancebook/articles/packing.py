"""Articles found one by one, put together so that their columns can be looked at as a whole."""

from __future__ import annotations

from collections.abc import Iterator

from .found import Finding, Findings, Found, Part

_MOST = 512
"""Articles in a part."""

_MOST_CHARACTERS = 4_000_000
"""Characters in a part, so that a file of books is not held in memory at once."""

LEAST = 8
"""Fewer articles are not worth a part."""


def packed(findings: Findings) -> Findings:
    """Put articles that follow each other and have the same fields into parts.

    Parameters
    ----------
    findings : iterator of Finding
        Of one file; what cannot be put into a part passes as it is.

    Yields
    ------
    Finding
        The same articles in the same order.

    Examples
    --------
    >>> [len(part) for part in packed(Found({"text": "One."}) for _ in range(600))]
    [512, 88]
    """
    waiting: list[Found] = []
    kind: tuple[object, ...] = ()
    characters = 0
    try:
        for finding in findings:
            if type(finding) is not Found or finding.note:
                yield from _part(waiting)
                waiting = []
                yield finding
                continue
            fields = finding.fields
            if (found := (finding.exact, *fields)) != kind or characters > _MOST_CHARACTERS:
                yield from _part(waiting)
                waiting, kind, characters = [], found, 0
            waiting.append(finding)
            text = fields.get("text")
            characters += len(text) if type(text) is str else 0
            if len(waiting) == _MOST:
                yield from _part(waiting)
                waiting, characters = [], 0
    except Exception:
        # What was found before the fault stays.
        yield from _part(waiting)
        raise
    yield from _part(waiting)


def _part(found: list[Found]) -> Iterator[Finding]:
    import pyarrow as pa

    texts = [finding.fields.get("text") for finding in found]
    if len(found) < LEAST or not all(type(text) is str for text in texts):
        return iter(found)
    try:
        columns: dict[str, object] = {"text": pa.array(texts, pa.large_string())}
    except UnicodeEncodeError:
        return iter(found)
    for name in found[0].fields:
        if name != "text":
            columns[name] = [finding.fields[name] for finding in found]
    return iter((Part(columns, found[0].exact),))
