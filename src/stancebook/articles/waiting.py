"""Day or month first: articles wait until their file has shown which.

``03/04/2023`` cannot be told alone. Where another date of the same file has a part above 12 the
whole file is read that way; where none does, or some say this and some that, nothing is decided.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from . import limits
from .dates import is_in_figures, shown_order
from .found import Finding, Found, Inside, Part


def in_known_order(findings: Iterable[Finding]) -> Iterator[tuple[Finding, bool | None]]:
    """Pair each finding with the order of day and month in its file.

    Parameters
    ----------
    findings : iterable of Finding
        Of one file.

    Yields
    ------
    finding : Finding
        All of them, in their order; held back only from the first date in figures on until the
        order is shown, at most :data:`stancebook.articles.limits.MAX_WAITING` articles.
    day_first : bool or None
        None where the order is not (or not yet) shown, or contradicts itself so far.

    Examples
    --------
    >>> dates = ["03/04/2023", "25/04/2023"]
    >>> [first for _, first in in_known_order(Found({"published": date}) for date in dates)]
    [True, True]
    """
    shown: set[bool] = set()
    waiting: deque[Finding] = deque()
    member, given_up = "", False
    for finding in findings:
        if isinstance(finding, Inside) and finding.name != member:
            # Each file in an archive has an order of its own.
            yield from _released(waiting, shown)
            shown, member, given_up = set(), finding.name, False
        inner = finding.finding if isinstance(finding, Inside) else finding
        if isinstance(inner, Part):
            orders = _orders(inner, shown)
            settled = not orders or (len(orders) == 1 and None not in orders)
            if settled and not waiting and (shown or not given_up):
                shown |= orders
                yield finding, next(iter(shown)) if len(shown) == 1 else None
                continue
        for row in _rows(finding):
            words = _date_words(row)
            if words is None and not waiting:
                yield row, next(iter(shown)) if len(shown) == 1 else None
                continue
            if words is not None and (order := shown_order(words)) is not None:
                shown.add(order)
            waiting.append(row)
            if not shown and not given_up:
                if len(waiting) < limits.MAX_WAITING:
                    continue
                given_up = True
            yield from _released(waiting, shown)
    yield from _released(waiting, shown)


def _orders(part: Part, shown: set[bool]) -> set[bool | None]:
    """Return the orders that dates in figures of a part and of its file show.

    Empty where the part has no such dates; None stands for dates that no order is shown for, and
    for a part so long that its first articles could not wait for its last.
    """
    dates = enumerate(part.column("published"))
    words = {value for row, value in dates if type(value) is str and row not in part.refused}
    figures = [value for value in words if is_in_figures(value)]
    if not figures:
        return set()
    if len(part) >= limits.MAX_WAITING:
        return {None}
    found = {order for value in figures if (order := shown_order(value)) is not None} | shown
    return found or {None}


def _rows(finding: Finding) -> Iterator[Finding]:
    """Open a part."""
    if isinstance(finding, Part):
        yield from finding.rows()
    elif isinstance(finding, Inside) and isinstance(finding.finding, Part):
        for row in finding.finding.rows():
            yield Inside(finding.name, finding.format, row)
    else:
        yield finding


def _released(waiting: deque[Finding], shown: set[bool]) -> Iterator[tuple[Finding, bool | None]]:
    day_first = next(iter(shown)) if len(shown) == 1 else None
    while waiting:
        yield waiting.popleft(), day_first


def _date_words(finding: Finding) -> str | None:
    """Return the date of an article where it is written in figures with strokes."""
    if isinstance(finding, Inside):
        finding = finding.finding
    if not isinstance(finding, Found):
        return None
    words = finding.fields.get("published")
    return words if isinstance(words, str) and is_in_figures(words) else None
