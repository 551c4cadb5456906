"""A figure to files: SVG, PDF and PNG, the data behind it, its caption and its description.

The same figure gives the same bytes: no dates, fixed ids, fonts that come with matplotlib.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pandas as pd

from ..errors import InputError

FIGURES_VARIABLE = "STANCEBOOK_FIGURES"
"""Environment variable: the folder into which a run collects its figures."""

FIGURE_TYPE = "application/vnd.stancebook.figure+json"
"""Media type under which a figure hands its caption and description to the page."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*\Z")
_UNPRINTABLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_NO_DATES = {
    "svg": {"Date": None, "Creator": "stancebook"},
    "pdf": {"CreationDate": None, "ModDate": None, "Creator": "stancebook", "Producer": None},
    "png": {"Software": None},
}


@dataclass(frozen=True)
class PublishedFigure:
    """A figure with its caption and description; shows itself in JupyterLab and on pages."""

    name: str
    svg: str
    alt: str
    caption: str
    files: tuple[str, ...] = ()
    is_empty: bool = False

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict:
        drawing = base64.b64encode(self.svg.encode()).decode()
        html = (
            f'<figure style="margin:0"><img style="max-width:100%;background:#fff" '
            f'alt="{escape(self.alt)}" src="data:image/svg+xml;base64,{drawing}">'
            f"<figcaption>{escape(self.caption)}</figcaption></figure>"
        )
        about = {
            "name": self.name,
            "alt": self.alt,
            "caption": self.caption,
            "files": list(self.files),
            "is_empty": self.is_empty,
        }
        return {
            "image/svg+xml": self.svg,
            "text/html": html,
            "text/plain": self.caption,
            FIGURE_TYPE: about,
        }


def publish_figure(
    figure: object,
    *,
    name: str,
    data: pd.DataFrame,
    caption: str,
    alt: str | None = None,
    folder: str | Path | None = None,
) -> PublishedFigure:
    """Write a figure in every form and show it.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        See :mod:`stancebook.figures`.
    name : str
        File name without ending: small letters, digits, ``-`` and ``_``.
    data : DataFrame
        What is drawn; becomes ``NAME.csv`` beside the figure.
    caption : str
        What a reader needs under it; say the number of cases. Where the figure does not draw all,
        that is added to it, and to the description.
    alt : str, optional
        What the figure shows, in words: the finding, for those who do not see it; what the figure
        was drawn with where none is given.
    folder : path, optional
        Where to write; else the folder that the run has set (``STANCEBOOK_FIGURES``); nothing is
        written where there is neither.

    Returns
    -------
    PublishedFigure
        ``NAME.svg``, ``NAME.pdf``, ``NAME.png``, ``NAME.csv`` and ``NAME.json`` (caption,
        description, SHA-256 of each file) are written.

    Raises
    ------
    InputError
        Where the description or the caption is empty or the name unusable.
    """
    if not _NAME.match(name):
        raise InputError(f"name: expected small letters, digits, - and _, got {name!r}")
    alt = getattr(figure, "stancebook_alt", "") if alt is None else alt
    if len(alt.split()) < 3 or not caption.strip():
        raise InputError(f"{name}: expected a caption and a description (alt) of what it shows")
    left_out = getattr(figure, "stancebook_left_out", "")
    alt, caption = (f"{words} {left_out}".strip() for words in (alt, caption))
    svg = figure_bytes(figure, "svg").decode()
    is_empty = getattr(figure, "stancebook_is_empty", False)
    place = folder if folder is not None else os.environ.get(FIGURES_VARIABLE)
    if not place:
        return PublishedFigure(name, svg, alt, caption, is_empty=is_empty)
    files = {
        "svg": svg.encode(),
        "pdf": figure_bytes(figure, "pdf"),
        "png": figure_bytes(figure, "png"),
        "csv": safe_csv(data).encode("utf-8", "replace"),
    }
    written = _write_files(Path(place), name, alt, caption, files)
    return PublishedFigure(name, svg, alt, caption, written, is_empty)


def _write_files(
    folder: Path, name: str, alt: str, caption: str, files: dict[str, bytes]
) -> tuple[str, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    for kind, content in files.items():
        (folder / f"{name}.{kind}").write_bytes(content)
    hashes = {
        f"{name}.{kind}": hashlib.sha256(content).hexdigest() for kind, content in files.items()
    }
    about = {"name": name, "alt": alt, "caption": caption, "files": hashes}
    text = json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    return tuple(files)


def figure_bytes(figure: object, kind: str) -> bytes:
    """Return the figure as ``svg``, ``pdf`` or ``png``, the same bytes every time."""
    from .styling import style_settings

    stored = io.BytesIO()
    with style_settings(getattr(figure, "stancebook_style", "page")):
        figure.savefig(stored, format=kind, metadata=_NO_DATES[kind])
    return stored.getvalue()


_FORMULA = re.compile(r"[\s\ufeff\u200b-\u200f\ufffd]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
_UNRULY = re.compile(r"[\0\u202a-\u202e\u2066-\u2069]")


def safe_csv(table: pd.DataFrame) -> str:
    """Return a table as CSV in which no cell is taken for a formula by a spreadsheet.

    A text that begins like a formula, behind white space and invisible marks too, gets an
    apostrophe before it; a list is joined by semicolons.
    """
    copy = table.copy()
    for column in copy.columns:
        if not pd.api.types.is_numeric_dtype(copy[column]):
            copy[column] = [_no_formula(value) for value in copy[column]]
    return copy.to_csv(index=False, lineterminator="\n")


def _no_formula(value: object) -> object:
    if isinstance(value, (list, tuple)):
        value = "; ".join(map(str, value))
    return safe_text(value) if isinstance(value, str) else value


def safe_text(words: str) -> str:
    """Return a text that does nothing in a spreadsheet and to the rest of its line.

    One that begins like a formula gets an apostrophe before it; a NUL and a mark that turns the
    direction of what follows become U+FFFD, one for one.

    Examples
    --------
    >>> safe_text("=1+1"), safe_text("one\u202eowt")
    ("'=1+1", 'one\ufffdowt')
    """
    words = _UNRULY.sub("\ufffd", words)
    return f"'{words}" if _FORMULA.match(words) else words


def printable(words: object) -> str:
    """Return words without characters that no font can print and marks that turn its direction."""
    return " ".join(_UNPRINTABLE.sub("", str(words)).split())
