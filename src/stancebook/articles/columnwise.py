"""Many articles at a time: whole columns where nothing is to do, single rows where something is.

What comes out is what :meth:`stancebook.articles.normalising.Normaliser.document` makes of each
row; a test compares the two on tables of every kind.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import pyarrow as pa

from ..tables import stable_id
from .cleaning import clean_text
from .columns import as_words
from .document import Document
from .found import Part
from .languages import BEGINNING, MOST_LOOKED_AT, is_plainly_english, recognise_language
from .normalising import Normaliser, holds_markup, one_line, own_id
from .oddities import TextColumn
from .tabling import ARTICLE_KINDS, Tabled, table_documents, table_lines


class _Row(NamedTuple):
    """What is known of an article but for its text and its place among others."""

    content: str
    own: str
    title: str
    source: str
    published: dt.date | None
    url: str
    author: str
    language: str
    note: str
    date_note: str


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
    texts = _with_plain_ends(part.columns["text"])
    rows: list[_Row | None]
    try:
        rows = list(_rows(normaliser, part, TextColumn(texts), day_first))
    except Exception:
        # What is strange about one row is for its own line to say. From here on articles are
        # remembered: whoever began again would find each to be its own duplicate.
        rows = [None] * len(part)
    lines: list[Document] = []
    kept: list[int] = []
    single: list[Document] = []
    order: list[int] = []
    for number, row in enumerate(rows):
        if row is None:
            finding = part.row(number)
            line = normaliser.guarded(file, position + number, finding, day_first)
            if line.article is not None:
                order.append(-1 - len(single))
                single.append(line)
        else:
            line = Document(file, position + number, "read", "", "", "", row.note, row.date_note)
            if normaliser.identify(line, row.content, row.own):
                order.append(len(kept))
                kept.append(number)
        lines.append(line)
    read = _articles(texts, rows, kept, [lines[number].article_id for number in kept])
    if single:
        both = pa.concat_tables([read, table_documents(single).read]).combine_chunks()
        read = both.take(pa.array(n if n >= 0 else len(kept) - 1 - n for n in order))
    return Tabled(read, table_lines(lines))


def _with_plain_ends(texts: pa.Array) -> pa.Array:
    """Exchange the line ends of Windows, which is all that most texts with them need."""
    import pyarrow.compute as pc

    content = texts.buffers()[2]
    if content is None or b"\r" not in content.to_pybytes():
        return texts
    return pc.replace_substring(texts, "\r\n", "\n")


def _articles(
    texts: pa.Array, rows: Sequence[_Row | None], kept: Sequence[int], ids: Sequence[str]
) -> pa.Table:
    texts = texts.cast(pa.large_string())
    if len(kept) < len(texts):
        texts = texts.take(pa.array(kept, pa.int64()))
    named = pa.array(ids, pa.large_string())
    ready = {"article_id": named, "story_id": named, "text": texts}
    return pa.table(
        {
            name: ready[name]
            if name in ready
            else pa.array([getattr(rows[number], name) for number in kept], kind)
            for name, kind in ARTICLE_KINDS.items()
        }
    )


def _rows(
    normaliser: Normaliser, part: Part, texts: TextColumn, day_first: bool | None
) -> Iterator[_Row | None]:
    """Yield what each row says; None where it must be looked at alone."""
    odd = texts.odd(exact=part.exact)
    odd[list(part.refused)] = True
    names = ("article_id", "title", "lead", "source", "published", "url", "author", "language")
    columns = zip(*map(part.column, names), strict=True)
    line, language_of = _remembered(one_line), _remembered(normaliser.language)
    dates = _Dates(normaliser, day_first)
    for number, (own, title, lead, source, published, url, author, said) in enumerate(columns):
        title, is_plain = _plain_title(title, exact=part.exact)
        if (
            odd[number]
            or not is_plain
            or (not part.exact and (as_words(lead) or texts.repeats(number, title)))
        ):
            yield None
            continue
        url = one_line(url)
        outlet, note = normaliser.outlet(line(source), url)
        language = language_of(line(said)) or _recognised(texts, number)
        date, date_note, day = dates.read(published, language)
        content = stable_id(outlet, day, title, texts.text(number))
        yield _Row(
            *(content, own_id(own), title, outlet, date, url, line(author), language),
            *(note, date_note),
        )


def _plain_title(value: object, *, exact: bool) -> tuple[str, bool]:
    """Return a title as it will stand, and whether it needs nothing more."""
    words, note = as_words(value), ""
    if not (words.isascii() and words.isprintable()):
        words, note = clean_text(words)
    if exact:
        return words, not note
    return " ".join(words.split()), not (note or holds_markup(words))


def _recognised(texts: TextColumn, number: int) -> str:
    beginning = texts.beginning(number, BEGINNING)
    if is_plainly_english(beginning):
        return "en"
    return recognise_language(texts.beginning(number, MOST_LOOKED_AT))


class _Dates:
    """Dates as the normaliser reads them, each kind of words once."""

    def __init__(self, normaliser: Normaliser, day_first: bool | None) -> None:
        self._dated, self._day_first = normaliser.dated, day_first
        self._known: dict[tuple[str, str], tuple[dt.date | None, str, str]] = {}

    def read(self, value: object, language: str) -> tuple[dt.date | None, str, str]:
        """Return a date, what is to be said of it, and the date as YYYY-MM-DD."""
        if type(value) is str and (value, language) in self._known:
            return self._known[value, language]
        date, note = self._dated(value, language, self._day_first)
        read = date, note, date.isoformat() if date else ""
        if type(value) is str:
            self._known[value, language] = read
        return read


def _remembered(function: Callable[[object], str]) -> Callable[[object], str]:
    known: dict[str, str] = {}

    def look_up(value: object) -> str:
        if type(value) is not str:
            return function(value)
        if value not in known:
            known[value] = function(value)
        return known[value]

    return look_up
