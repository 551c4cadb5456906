"""Numbers and tables to LaTeX: every number of the front page by name, tables with booktabs."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from numbers import Number

import pandas as pd

from stancebook.figures.publishing import printable
from stancebook.tables import stable_id

_LINE, _SMALL_LINE, _LONG, _GAP = 60, 82, 18, 2
"""Letters to a line, to one as small as in footnotes, to a long cell, and between two columns."""
_ESCAPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    '"': r"\textquotedbl{}",
    "|": r"\textbar{}",
    "`": r"\textasciigrave{}",
}

_PRINTED = re.compile(
    "[\x20-\x7e\xa1-\xac\xae-\u0125\u0128-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u0165"
    "\u0168-\u017e\u0218-\u021b\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030"
    "\u2039\u203a\u20ac\u2122]"
)
"""What pdfLaTeX prints with the fonts that come with it; every other letter it stops at."""

_LETTER = r"""% Letters that pdfLaTeX cannot print: the nearest one; LuaLaTeX prints them.
\providecommand{\stancebookletter}[2]{\ifdefined\Umathchar#2\else#1\fi}
"""

_HEAD = r"""% Numbers of a stancebook report. In the preamble: \input{numbers.tex}
% In the text: \stancebook{articles}. An unknown name is an error, never an empty place.
\providecommand{\stancebook}[1]{%
  \ifcsname stancebook@#1\endcsname\csname stancebook@#1\endcsname
  \else\errmessage{stancebook: no number is called #1}\fi}
"""


def escape_latex(words: object) -> str:
    r"""Return words that LaTeX prints as they are, whatever they hold.

    Characters of no script (controls, marks of direction) are left out. A letter that pdfLaTeX
    cannot print goes through ``\stancebookletter``, which every file written here defines: the
    letter itself under LuaLaTeX and XeLaTeX, else the nearest one, or a question mark.

    Examples
    --------
    >>> escape_latex("100 % & \\input{x}")
    '100 \\% \\& \\textbackslash{}input\\{x\\}'
    """
    return "".join(map(_escape_letter, printable(words)))


def _escape_letter(letter: str) -> str:
    if _PRINTED.match(letter):
        return _ESCAPES.get(letter, letter)
    parts = unicodedata.normalize("NFKD", letter)
    near = "".join(_ESCAPES.get(part, part) for part in parts if _PRINTED.match(part)) or "?"
    return rf"\stancebookletter{{{near}}}{{{letter}}}"


def number_key(*parts: object) -> str:
    """Return the name of a number: plain small letters, digits and hyphens, parts joined by dots.

    Examples
    --------
    >>> number_key("convention", "Arvydas Anušauskas", "against")
    'convention.arvydas-anusauskas.against'
    """
    return ".".join(_plain_part(part) for part in parts)


def _plain_part(part: object) -> str:
    ascii_part = unicodedata.normalize("NFKD", str(part)).encode("ascii", "ignore").decode()
    letters = (letter if letter.isalnum() else " " for letter in ascii_part.lower())
    return "-".join("".join(letters).split()) or stable_id(part)


def numbers_tex(numbers: Mapping[str, object]) -> str:
    r"""Return ``numbers.tex``: one macro for each number, used as ``\stancebook{name}``.

    Parameters
    ----------
    numbers : mapping
        Name (see :func:`number_key`) to a number or words; words are escaped.
    """
    lines = [
        rf"\expandafter\def\csname stancebook@{name}\endcsname{{{_value(value)}}}"
        for name, value in numbers.items()
    ]
    return _HEAD + _LETTER + "\n".join(lines) + "\n"


def _value(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.2f}"
    return str(value) if isinstance(value, int) else escape_latex(value)


def booktabs(table: pd.DataFrame, *, caption: str, label: str, heads: Sequence[str]) -> str:
    """Return a table as LaTeX with the rules of the booktabs package.

    Parameters
    ----------
    table : DataFrame
        Numbers stand to the right, words to the left; all are escaped. Where a row is wider than a
        line of a page, the longest words are set in several lines.
    caption, label : str
        Caption (escaped) and label.
    heads : sequence of str
        One for each column.
    """
    columns = _columns(table, heads)
    folded = [column.startswith("p") for column in columns]
    end = r" \tabularnewline" if any(folded) else r" \\"  # \raggedright takes \\ for itself
    body = [
        # An empty group first: a row that begins with [ or * would be read as a part of \\.
        "{}"
        + " & ".join(
            (r"\raggedright " if fold else "") + _value(value)
            for value, fold in zip(row, folded, strict=True)
        )
        + end
        for row in table.astype(object).itertuples(index=False)
    ]
    return "\n".join(
        [
            r"% Needs \usepackage{booktabs}",
            _LETTER.rstrip(),
            r"\begin{table}",
            r"\centering" + (r"\footnotesize\setlength{\tabcolsep}{4pt}" if any(folded) else ""),
            rf"\caption{{{escape_latex(caption)}}}",
            rf"\label{{{label}}}",
            rf"\begin{{tabular}}{{{''.join(columns)}}}",
            r"\toprule",
            " & ".join(escape_latex(head) for head in heads) + r" \\",
            r"\midrule",
            *body,
            r"\bottomrule",
            r"\end{tabular}",
            r"\end{table}",
            "",
        ]
    )


def _columns(table: pd.DataFrame, heads: Sequence[str]) -> list[str]:
    """Return how each column is set: ``r``, ``l``, or ``p`` with a part of the line's width."""
    cells = [[head, *table[name]] for head, name in zip(heads, table, strict=True)]
    widths = [max(len(str(cell)) for cell in column) + _GAP for column in cells]
    is_number = [all(map(_is_number, table[name])) for name in table.columns]
    pairs = list(zip(widths, is_number, strict=True))
    if sum(widths) <= _LINE:
        return ["r" if number else "l" for number in is_number]
    long = sum(width for width, number in pairs if not number and width > _LONG)
    free = _SMALL_LINE - sum(width for width, number in pairs if number or width <= _LONG)
    part = min(1.0, max(free, _SMALL_LINE / 4) / long) / _SMALL_LINE if long else 0.0
    return [
        "r" if number else "l" if width <= _LONG else rf"p{{{_floor(width * part)}\linewidth}}"
        for width, number in pairs
    ]


def _floor(part: float) -> str:
    return f"{math.floor(100 * (part - _GAP / _SMALL_LINE)) / 100:.2f}"


def _is_number(value: object) -> bool:
    """Tell whether a cell is a number, or empty for want of one."""
    return value == "" or (isinstance(value, Number) and not isinstance(value, bool))
