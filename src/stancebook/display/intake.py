"""The intake to words: what was found, what became of it, and what was noticed in what was read."""

from __future__ import annotations

import re

import pandas as pd

from ..figures.describing import count_word
from .showing import Shown, show_template

_OF_ONE = re.compile(r""":?\s?"[^"]*"|:?\s?'[^']*'|: [\d-]+$""")
"""The words in a note or a reason that speak of one document alone."""


def show_intake(analysis: object, *, most: int = 30) -> Shown:
    """Show what was found and what became of it; every rejection with its reason.

    Parameters
    ----------
    analysis : Analysis
        Its ``intake`` is read.
    most : int
        Rejected documents and duplicates listed; how many are left out is said.

    Returns
    -------
    Shown
        Shows itself in JupyterLab and on pages; its text says the same in short.
    """
    intake = analysis.intake.assign(place=name_places(analysis.intake))
    counts = {
        status: int((intake["status"] == status).sum())
        for status in ("read", "duplicate", "rejected")
    }
    left = intake[intake["status"] != "read"]
    text = (
        f"{len(intake)} {count_word(len(intake), 'document')} found: {counts['read']} read, "
        f"{counts['duplicate']} duplicate, {counts['rejected']} rejected"
    )
    return show_template(
        "show_intake.html",
        text,
        counts=counts,
        n_found=len(intake),
        rows=left.head(most).to_dict("records"),
        n_left_out=max(0, len(left) - most),
        noticed=count_notes(intake),
    )


def general_words(words: str) -> str:
    """Return a note or a reason without the words of the one document.

    Examples
    --------
    >>> general_words("date lies in the future: 2031-01-01"), general_words("no text")
    ('date lies in the future', 'no text')
    >>> general_words("outlet read from a line that holds only a name: 'The Courier'")
    'outlet read from a line that holds only a name'
    """
    return _OF_ONE.sub("", words)


def name_places(intake: pd.DataFrame) -> list[str]:
    """Name each document by its file, and its place there where the file holds several.

    Examples
    --------
    >>> name_places(pd.DataFrame({"file": ["a.csv", "a.csv", "b.txt"], "position": [0, 1, 0]}))
    ['a.csv, document 1', 'a.csv, document 2', 'b.txt']
    """
    several = intake["file"].duplicated(keep=False) | (intake["position"] > 0)
    rows = zip(intake["file"], intake["position"], several, strict=True)
    return [f"{file}, document {position + 1}" if many else file for file, position, many in rows]


def list_notes(intake: pd.DataFrame) -> pd.Series:
    """List what was noticed in articles that were read: a strange date, markup, an encoding.

    Parameters
    ----------
    intake : DataFrame
        With ``note`` and ``date_note`` where articles were read from files.

    Returns
    -------
    Series of str
        What was noticed, without the words of the one document; by the index of the intake, which
        stands more than once where more was noticed.
    """
    read = intake[intake["status"] == "read"]
    told = [read[name].str.split("; ").explode() for name in ("note", "date_note") if name in read]
    if not told:
        return pd.Series(dtype=str)
    notes = pd.concat(told).dropna()
    notes = notes[notes != ""].map(general_words).rename("note")
    return notes[~notes.reset_index().duplicated().to_numpy()]


def count_notes(intake: pd.DataFrame) -> list[tuple[str, int]]:
    """Count what was noticed in articles that were read.

    Parameters
    ----------
    intake : DataFrame
        As for :func:`list_notes`.

    Returns
    -------
    list of (str, int)
        What was noticed and in how many articles; most first.
    """
    counts = list_notes(intake).value_counts()
    return sorted(((note, int(n)) for note, n in counts.items()), key=lambda one: (-one[1], one[0]))
