"""Many articles at a time: whole columns where nothing is to do, single rows where something is.

What comes out is what :meth:`stancebook.articles.normalising.Normaliser.document` makes of each
row; a test compares the two on tables of every kind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ..tables import stable_id
from .account import Account, Columns
from .cleaning import clean_text, may_look_decoded_twice
from .columndates import column_dates
from .columns import as_words
from .found import Part
from .languages import MOST_LOOKED_AT, recognise_language
from .normalising import Normaliser, holds_markup, is_one_line, one_line, own_id
from .oddities import TextColumn
from .tabling import Tabled

Values = Sequence[object]


def table_part(
    normaliser: Normaliser, part: Part, file: str, position: int, *, day_first: bool | None
) -> Tabled:
    """Turn a part of a file into articles and lines of the intake.

    Parameters
    ----------
    normaliser : Normaliser
        For the rows that need it; remembers the articles.
    part : Part
        From a reader.
    file, position : str, int
        The file as shown in the intake, and the place of the part's first row in it.
    day_first : bool or None
        The order of day and month that the file has shown.

    Returns
    -------
    Tabled
        Of all rows, in their order.
    """
    texts = TextColumn(part.columns["text"])
    try:
        columns, alone = _columns(normaliser, part, texts, day_first)
    except Exception:
        # What is strange about one row is for its own line to say. From here on articles are
        # remembered: whoever began again would find each to be its own duplicate.
        columns, alone = Columns.empty(len(part)), list(range(len(part)))
    account = Account(normaliser, columns, file, position)
    begin = 0
    for number in alone:
        account.remember(begin, number)
        finding = part.row(number)
        account.put(number, normaliser.guarded(file, position + number, finding, day_first))
        begin = number + 1
    account.remember(begin, len(part))
    return account.tabled(texts.texts)


def _columns(
    normaliser: Normaliser, part: Part, texts: TextColumn, day_first: bool | None
) -> tuple[Columns, list[int]]:
    """Return what the columns say, and the rows that must be looked at alone."""
    odd = texts.odd(exact=part.exact)
    odd[list(part.refused)] = True
    titles, is_plain = _titles(part.column("title"), exact=part.exact)
    odd[~np.array(is_plain, bool)] = True
    if not part.exact:
        odd[texts.repeating(titles)] = True
        if "lead" in part.columns:
            odd[[as_words(lead) != "" for lead in part.column("lead")]] = True
    urls = [one_line(url) for url in part.column("url")]
    named = _outlets(normaliser, _mapped(one_line, part.column("source")), urls)
    sources, notes = ([pair[place] for pair in named] for place in (0, 1))
    said = _mapped(lambda words: normaliser.language(one_line(words)), part.column("language"))
    languages = [
        language or ("" if is_odd else _recognised(texts, number))
        for number, (language, is_odd) in enumerate(zip(said, odd.tolist(), strict=True))
    ]
    dated = column_dates(normaliser, part.column("published"), languages, day_first=day_first)
    columns = Columns(
        own=[own_id(own) for own in part.column("article_id")],
        content=list(map(stable_id, sources, dated.days, titles, texts.each())),
        title=titles,
        source=sources,
        published=dated.dates,
        url=urls,
        author=_mapped(one_line, part.column("author")),
        language=languages,
        note=notes,
        date_note=dated.notes,
    )
    return columns, np.flatnonzero(odd).tolist()


def _titles(values: Values, *, exact: bool) -> tuple[list[str], list[bool]]:
    """Return titles as they will stand, and whether each needs nothing more."""
    titles, is_plain = [], []
    for value in values:
        words, note = value if type(value) is str else as_words(value), ""
        if not words.isprintable() or may_look_decoded_twice(words):
            words, note = clean_text(words)
        if not exact:
            note = note or holds_markup(words)
            words = words if is_one_line(words) else " ".join(words.split())
        titles.append(words)
        is_plain.append(not note)
    return titles, is_plain


def _mapped(function: Callable[[object], str], values: Values) -> list[str]:
    """Apply a function to each value, and to the same words only once."""
    known = {value: function(value) for value in {v for v in values if type(v) is str}}
    return [known[value] if type(value) is str else function(value) for value in values]


def _outlets(
    normaliser: Normaliser, printed: Sequence[str], urls: Sequence[str]
) -> list[tuple[str, str]]:
    """Return the outlet of each row, and what is to be said of it."""
    known = {name: normaliser.outlet(name, "") for name in set(printed) if name}
    return [
        known[name] if name else normaliser.outlet("", url)
        for name, url in zip(printed, urls, strict=True)
    ]


def _recognised(texts: TextColumn, number: int) -> str:
    if texts.is_plainly_english(number):
        return "en"
    return recognise_language(texts.beginning(number, MOST_LOOKED_AT))
