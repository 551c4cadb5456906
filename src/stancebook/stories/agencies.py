"""Which agency an article credits: "(AP)" after the dateline, a byline, "with Reuters"."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

import pandas as pd

from ..tables import ARTICLES, check_table

_HEAD, _TAIL = 2_000, 400
"""Characters at either end of a text in which a credit is looked for: captions come first."""

_CREDITS = (
    (
        "part",
        r"^[^\n]{0,80}?[(\[]\s*(?:[A-Z][^)\]\n]{0,40}\s)?WITH (?:[^)\]\n]{0,40}\s)?THE NAME"
        r"[^)\]\n]{0,40}[)\]]\s*[-–—:]",
    ),
    ("part", r"\A[^\n]{0,60}?[,–—-]\s*WITH (?:[^.\n]{0,40}\s)?THE NAME\s*[-–—:]"),
    (
        "part",
        r"\A\s*(?:By|Von|Par|Por)\s[^\n]{0,60}?\sWITH (?:[^.\n]{0,40}\s)?THE NAME\s*(?:$|[-–—])",
    ),
    ("copy", r"^[^\n]{0,80}?[(\[]\s*NAME(?:\s*[/,;][^)\]\n]{0,40})?\s*[)\]]\s*[-–—]"),
    ("copy", r"\A[^\n]{0,80}?[(\[]\s*NAME\s*[)\]]"),
    ("copy", r"\A\s*NAME\s*(?:[-–—/]{1,2}|\n)"),
    ("copy", r"\A\s*(?:By|Von|Par|Por)\s+(?:[^\n]{0,60}?[\s,|/(])?THE NAME\)?\s*(?:$|[-–—])"),
    ("copy", r"(?:^|[.!?…\"'”’»“])\s*[(\[/]NAME(?:\s*[/,;][^)\]\n]{0,40})?[)\]/]\s*\Z"),
    ("copy", r"^\s*(?:[-–—]{1,2}\s*|(?:Source|Quelle|Fuente):\s*)?NAME\s*\Z"),
    ("copy", r"^\s*(?:©|Copyright)(?:\s*©|\s+by|\s+\d{4}){0,3}\s+THE NAME\b[^\n]{0,80}\Z"),
    (
        "part",
        r"(?:^|[.!?…,;:|/(\[\"”’»“–—-])\s*(?:(?:[A-Z][^\s.]*|and|in|of|und)\s+){0,6}"
        r"WITH (?:[^.\n]{0,40}\s)?THE NAME"
        r"(?:-(?:[Mm]aterial|Agenturmaterial))?[.)\]]*\s*\Z",
    ),
    ("part", r"NAME[^.\n]{0,60}\s(?:contributed|reported)\s+(?:to\s+this|additional)\b"),
    (
        "part",
        r"\b(?:[Mm]aterial|[Rr]eporting|[Ii]nformation)\s+(?:from|by)\s+"
        r"(?:[^.\n]{0,60}\s)?THE NAME",
    ),
)
"""What is credited, and how it is written; the first that fits counts."""
_HELPED = r"\bWITH (?:.{0,40}\s)?THE NAME\W*\Z"
"""What an author's line says where an agency helped."""
_ANY_AGENCY = r"(?:[A-Z][\w'’-]*[ ]){1,4}(?:News|Press) Agency"
"""An agency that the list does not name, by what it is called: "Nusantara News Agency"."""
_WORDS = {"THE ": r"(?:[Tt]he\s+)?", "WITH ": r"(?:[Ww]ith|[Mm]it|[Aa]vec|[Cc]on)\s+"}


@cache
def _agencies() -> tuple[tuple[str, str], ...]:
    text = resources.files("stancebook").joinpath("lexicons/agencies.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple((alias, agency) for alias, agency in rows[1:])


@cache
def _name() -> re.Pattern[str]:
    aliases = sorted((alias for alias, _ in _agencies()), key=len, reverse=True)
    names = "|".join(re.escape(alias) for alias in aliases)
    return re.compile(rf"(?<!\w)(?P<name>{names}|{_ANY_AGENCY})(?!\w)")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((part, _written(form)) for part, form in _CREDITS)


@cache
def _written(form: str) -> re.Pattern[str]:
    for word, pattern in {**_WORDS, "NAME": _name().pattern}.items():
        form = form.replace(word, pattern)
    return re.compile(form, re.M)


def label_agencies(articles: pd.DataFrame) -> pd.DataFrame:
    """Add the news agencies that an article credits, and for how much of it.

    Only credits are read, never mere mentions ("told Reuters" is no credit).

    Parameters
    ----------
    articles : DataFrame
        See :data:`stancebook.tables.ARTICLES`. The byline and both ends of the text are read;
        articles that are labelled already stay as they are.

    Returns
    -------
    DataFrame
        The same rows with ``agency`` (one name per agency; the first where several are credited,
        empty where none is), ``agencies`` (all of them, a list in the order of the credit) and
        ``agency_part``: ``copy`` (a dateline or byline: the agency's own text), ``part`` ("with
        Reuters", "contributed to this report"), or empty.

    Examples
    --------
    >>> import stancebook as sb
    >>> texts = ["WASHINGTON (AP) - The Senate voted.", "The vote is off, a clerk told Reuters."]
    >>> labelled = label_agencies(sb.read_articles(pd.DataFrame({"text": texts})))
    >>> labelled[["agency", "agency_part"]].to_numpy().tolist()
    [['Associated Press', 'copy'], ['', '']]
    """
    articles = check_table(articles, ARTICLES)
    if {"agency", "agencies", "agency_part"} <= set(articles):
        return articles.copy()
    credits = [
        find_credits(text, author=author)
        for text, author in zip(articles["text"], articles["author"], strict=True)
    ]
    names, parts = zip(*credits, strict=True) if credits else ((), ())
    first = [every[0] if every else "" for every in names]
    return articles.assign(
        agency=pd.Series(first, index=articles.index, dtype="str"),
        agencies=pd.Series(names, index=articles.index, dtype=object),
        agency_part=pd.Series(parts, index=articles.index, dtype="str"),
    )


def find_credits(text: str, *, author: str = "") -> tuple[list[str], str]:
    r"""Return the credited agencies, in order, and ``copy`` or ``part``; empty where none is.

    Examples
    --------
    >>> find_credits("By Jane Roe, Associated Press\nThe Senate voted.")
    (['Associated Press'], 'copy')
    >>> find_credits("The Senate voted. AFP and Reuters contributed to this report.")
    (['Agence France-Presse', 'Reuters'], 'part')
    >>> find_credits("The Senate voted.\n- Nusantara News Agency")
    (['Nusantara News Agency'], 'copy')
    """
    if helped := _written(_HELPED).search(author):
        return _credited(helped[0]), "part"
    parts = [author.strip(), *_byline_parts(author)]
    byline = [_agency(part) for part in parts if _name().fullmatch(part)]
    if byline:
        return list(dict.fromkeys(byline)), "copy"
    ends = text if len(text) <= _HEAD + _TAIL else text[:_HEAD] + "\n" + text[-_TAIL:]
    for part, pattern in _patterns():
        found = pattern.search(ends)
        if found:
            start = found.start("name") if part == "copy" else found.start()
            return _credited(ends[start : found.end()]), part
    return [], ""


def _credited(words: str) -> list[str]:
    return list(dict.fromkeys(map(_agency, _name().findall(words))))


def _agency(name: str) -> str:
    """Return the one name of an agency: that of the list, else as it is printed."""
    names = dict(_agencies())
    short = re.sub(r" (?:News|Press) Agency$", "", name)
    return names.get(name) or names.get(short) or name


def _byline_parts(author: str) -> list[str]:
    parts = re.split(r"[,;/|()&]|\s[-–—]\s|\s(?:of|for|and|und|et|y)\s", author)
    return [re.sub(r"^(?:By|by|[Tt]he)\s+", "", part.strip()) for part in parts]
