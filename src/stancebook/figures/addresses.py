"""Where everything stands in a report: one stable address for each list, article and statement.

An address depends on the name of the thing alone, so a link that is cited today opens the same
list in every later run of the same report.
"""

from __future__ import annotations

import re
import unicodedata

from ..tables import stable_id

_SAFE_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}\Z")


SINGLE = ("all", "intake", "new", "ties", "topic_numbers")
"""Kinds of lists of which there is one: all statements, all documents, what is new, all ties, all
numbers of topics that were compared."""

GROUPS = ("counted", "unsure", "articles", "actors", "moves", "gone")
GROUPS += ("found", "read", "duplicate", "rejected")
"""Groups of a list that are not one concept."""


def slug(name: object) -> str:
    """Return a short file name for any name: plain letters and a hash that keeps names apart.

    Examples
    --------
    >>> slug("Arvydas Anušauskas")
    'arvydas-anusauskas-b78302'
    """
    ascii_name = unicodedata.normalize("NFKD", str(name)).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_name.lower()).strip("-")[:40].strip("-")
    return f"{words}-{stable_id(name)[:6]}" if words else stable_id(name)[:12]


def statement_anchor(statement_id: object) -> str:
    """Return the fragment of a statement on its article's page."""
    return f"s-{_safe_id(statement_id)}"


def article_file(article_id: object) -> str:
    """Return the article's page, seen from the run's folder."""
    return f"articles/{_safe_id(article_id)}.html"


def list_file(kind: str, name: object, part: int = 1) -> str:
    """Return the page of an evidence list, seen from the run's folder.

    Parameters
    ----------
    kind : str
        ``actor``, ``concept``, ``source``, ``agency``, ``period``, ``topic``, or one of ``SINGLE``.
    name : object
        Which one; empty for those of ``SINGLE``.
    part : int
        Long lists are cut into parts, from 1.
    """
    stem = kind if kind in SINGLE else f"{kind}-{slug(name)}"
    return f"evidence/{stem}.html" if part == 1 else f"evidence/{stem}-part{part}.html"


def group_anchor(*parts: object) -> str:
    """Return the fragment of a group in a list, such as one concept or one concept and side.

    Examples
    --------
    >>> group_anchor("ban", "favor")
    'c-ban-d36094-favor'
    """
    concept, *rest = parts
    return "-".join(["c", slug(concept), *map(str, rest)])


def list_address(kind: str, name: object, *parts: object) -> str:
    """Return the address of a list or of one group in it, seen from the run's folder."""
    if not parts:
        return f"{list_file(kind, name)}#counted"
    if len(parts) == 1 and parts[0] in GROUPS:
        return f"{list_file(kind, name)}#{parts[0]}"
    if parts[0] == "m":
        return f"{list_file(kind, name)}#m-{parts[1] or 'none'}"
    if parts[0] == "k":
        return f"{list_file(kind, name)}#{number_anchor(parts[1])}"
    if parts[0] == "note":
        return f"{list_file(kind, name)}#{note_anchor(parts[1])}"
    return f"{list_file(kind, name)}#{group_anchor(*parts)}"


def note_anchor(words: object) -> str:
    """Return the fragment of what was noticed in documents, or why they were rejected."""
    return f"n-{slug(words)}"


def number_anchor(n_topics: object) -> str:
    """Return the fragment of one number of topics in the list of those that were compared."""
    return f"k-{n_topics}"


def tie_anchor(actor_a: object, actor_b: object, *networks: str) -> str:
    """Return the fragment of two actors in the list of ties, whichever is named first.

    Examples
    --------
    >>> tie_anchor("B", "A") == tie_anchor("A", "B")
    True
    """
    pair = sorted((str(actor_a), str(actor_b)))
    return "-".join(["t", stable_id(*pair)[:12], *networks])


def tie_address(actor_a: object, actor_b: object, *networks: str) -> str:
    """Return where the ties of two actors stand, seen from the run's folder."""
    return f"{list_file('ties', '')}#{tie_anchor(actor_a, actor_b, *networks)}"


def _safe_id(identifier: object) -> str:
    """Keep an id that is safe as a file name on every system; turn any other into a slug."""
    text = str(identifier)
    return text if _SAFE_ID.match(text) else slug(text)
