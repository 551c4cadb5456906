"""Word lists of this room: small tables with a header line, read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def read_lexicon(name: str) -> tuple[tuple[str, ...], ...]:
    """Read a table from ``stancebook/lexicons``: tab-separated, ``#`` comments, header skipped.

    Parameters
    ----------
    name : str
        File name, such as ``columns.tsv``.

    Returns
    -------
    tuple of tuple of str
        One tuple per line, in file order, as wide as the header.

    Examples
    --------
    >>> read_lexicon("outlets.tsv")[0]
    ('nytimes.com', 'The New York Times')
    """
    text = (files("stancebook") / "lexicons" / name).read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("#")]
    width = lines[0].count("\t") + 1
    rows = []
    for line in lines[1:]:
        cells = [cell.strip() for cell in line.split("\t")]
        rows.append(tuple((cells + [""] * width)[:width]))
    return tuple(rows)


@cache
def words_of(kind: str) -> frozenset[str]:
    """Return the words of one kind from ``head_words.tsv``.

    Parameters
    ----------
    kind : str
        As the first column has it, such as ``section``.

    Examples
    --------
    >>> "politics" in words_of("section"), "politics" in words_of("outlet")
    (True, False)
    """
    lines = (words for known, words in read_lexicon("head_words.tsv") if known == kind)
    return frozenset(word for words in lines for word in words.split())
