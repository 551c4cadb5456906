"""A text as words, sentences and quotations: what the finders of mentions look at."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from .found import Found
from .lexicon import given_names, word_set

# A dotted acronym; a word with inner marks; a possessive ending; any other single character.
_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"
    r"|['’]s\b"
    r"|[^\W_](?:[\w]|[&.](?=\w)|[-‐‑](?=\w)|['’](?!s\b)(?=\w))*"
    r"|[^\w\s]"
)
_OPENING, _CLOSING = "“«„", "”»"
_MAX_WORD = 60
_ARABIC = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az|ul)[-‐‑][A-Z]")


@dataclass(slots=True)
class Token:
    """One word or mark with its place in the text and in its sentence.

    ``first`` says that a capital may come from the place alone (start of a sentence, after a colon
    or an opening mark); ``named`` that the capital says that the word is part of a name.
    """

    text: str
    lower: str
    start: int
    end: int
    sentence: int
    first: bool
    quoted: bool
    capital: bool
    named: bool = False


@dataclass
class Reading:
    """One text read once: tokens in order, sentence and paragraph bounds, quotations.

    Parameters
    ----------
    text : str
        The text itself; every offset points into it.
    is_title : bool
        A headline: capitals mean less there.
    """

    text: str
    is_title: bool
    tokens: list[Token]
    sentences: list[tuple[int, int]]
    paragraph_of: list[int]
    quotes: list[tuple[int, int]]
    starts: list[int] = field(repr=False)
    beside: Reading | None = None

    @cached_property
    def small_words(self) -> frozenset[str]:
        """The words that the text, or the one beside it, writes small: capitals tell nothing."""
        small = frozenset(token.lower for token in self.tokens if token.text[0].islower())
        if self.beside is None:
            return small
        return small | (self.beside.small_words - {w.lower() for w in self.beside.inside_words})

    @cached_property
    def inside_words(self) -> frozenset[str]:
        """The words that have a capital inside sentences, here or in the text beside."""
        inside = frozenset(t.text for t in self.tokens if t.named and not t.first)
        return inside | self.beside.inside_words if self.beside else inside

    def at(self, offset: int) -> int:
        """Return the index of the first token that starts at or after an offset."""
        return bisect_right(self.starts, offset - 1)

    def between(self, start: int, end: int) -> list[Token]:
        """Return the tokens that start within ``[start, end)``."""
        return self.tokens[self.at(start) : self.at(end)]

    def found(self, first: int, last: int, shape: str, **more: object) -> Found:
        """Return the place of the tokens ``[first, last)``, where an actor may be named."""
        head, start, end = self.tokens[first], self.tokens[first].start, self.tokens[last - 1].end
        name = self.text[start:end]
        return Found(start, end, first, last, shape, name, head.sentence, head.quoted, **more)


def read_text(
    text: str,
    *,
    is_title: bool = False,
    beside: Reading | None = None,
    spoken: Sequence[tuple[int, int]] = (),
) -> Reading:
    """Cut a text into tokens, once, in time linear in its length.

    ``beside`` is the text that a title belongs to: it tells what a capital of the title tells.
    ``spoken`` are words that stand in no quotation marks and are quoted all the same.

    Examples
    --------
    >>> reading = read_text('Vilnius said: "We left." He agreed.')
    >>> [token.text for token in reading.tokens if token.quoted]
    ['We', 'left', '.', '"']
    >>> reading.tokens[0].first, reading.tokens[0].capital
    (True, True)
    """
    from ..passages import split_paragraphs, split_sentences

    sentences = [(0, len(text))] if is_title and text.strip() else split_sentences(text)
    quotes = _with_spoken(find_quotes(text), spoken)
    paragraphs = [start for start, _ in split_paragraphs(text)]
    paragraph_of = [max(0, bisect_right(paragraphs, start) - 1) for start, _ in sentences]
    tokens = _tokens(text, [start for start, _ in sentences], quotes)
    return Reading(
        text, is_title, tokens, sentences, paragraph_of, quotes, [t.start for t in tokens], beside
    )


def _with_spoken(
    quotes: list[tuple[int, int]], spoken: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Put words that are spoken in the place of the quotations inside them."""
    if not spoken:
        return quotes
    starts = [start for start, _ in spoken]
    apart = [
        quote
        for quote in quotes
        if not (at := bisect_right(starts, quote[0])) or spoken[at - 1][1] <= quote[0]
    ]
    return sorted([*apart, *spoken])


def _tokens(text: str, bounds: list[int], quotes: list[tuple[int, int]]) -> list[Token]:
    calendar, common = word_set("calendar"), word_set("function_words")
    tokens: list[Token] = []
    quote, last_sentence, is_start = 0, -1, True
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word = match.group()
        while quote < len(quotes) and quotes[quote][1] <= start:
            quote += 1
        sentence = max(0, bisect_right(bounds, start) - 1)
        if sentence != last_sentence:
            last_sentence, is_start = sentence, True
        is_word = word[0].isalnum()
        lower = word.lower().replace("’", "'")
        upper = word[0].isupper() or word[0].istitle() or _ARABIC.match(word) is not None
        capital = is_word and upper and len(word) <= _MAX_WORD
        dated = lower in calendar and (
            len(word) > 3 or lower == "may" or _is_dated(text, start, end)
        )
        dated = dated and not (lower in word_set("plain_surnames") and _is_surname(tokens))
        named = capital and not dated and not (lower in common and is_start)
        tokens.append(
            Token(
                word,
                lower,
                start,
                end,
                sentence,
                first=is_start and is_word,
                quoted=quote < len(quotes) and quotes[quote][0] < start,
                capital=capital,
                named=named and not (len(word) == 1 and lower in ("i", "a")) and lower != "i'm",
            )
        )
        if is_word:
            is_start = False
        elif word in ':"“«„•;':
            is_start = True
    _name_openers(tokens)
    return tokens


def _name_openers(tokens: list[Token]) -> None:
    """Mark the nouns that open a sentence and a name, in place: "Hope Fisheries", "Peace Now"."""
    nouns, given = word_set("opening_nouns"), given_names()
    for one, after in zip(tokens, tokens[1:], strict=False):
        opens = one.first and one.capital and not one.named and one.lower in nouns
        joined = after.capital and after.sentence == one.sentence and not after.first
        if opens and joined and after.lower not in given and _is_plain(after):
            one.named = True


def _is_plain(token: Token) -> bool:
    return token.named or token.lower in ("now", "not", "first")


def _is_surname(tokens: list[Token]) -> bool:
    """Tell whether a known first name stands before the next word: "Theresa | May"."""
    before = tokens[-1] if tokens else None
    return before is not None and before.named and before.lower in given_names()


def _is_dated(text: str, start: int, end: int) -> bool:
    """Tell whether a short form of a month or day stands beside a figure: "14 Mar", "Sat."."""
    before, after = text[max(0, start - 3) : start], text[end : end + 2]
    return any(c.isdigit() for c in before + after) or after.startswith((".", ","))


def read_words(text: str) -> list[Token]:
    """Cut a short text, such as an alias, into tokens without looking for sentences."""
    return [
        Token(m.group(), m.group().lower().replace("’", "'"), *m.span(), 0, False, False, False)
        for m in _TOKEN.finditer(text)
    ]


def find_quotes(text: str) -> list[tuple[int, int]]:
    """Return the quotations of a text, marks included, in order and without overlap.

    A quotation ends at its closing mark, or at the end of its paragraph where none comes.
    Single marks count where they cannot be apostrophes.

    Examples
    --------
    >>> find_quotes('a "b" c')
    [(2, 5)]
    >>> find_quotes("It’s ‘so’, she said")
    [(5, 9)]
    """
    spans: list[tuple[int, int]] = []
    opened, mark = -1, ""
    for match in re.finditer(r"[\"“”„«»‘’']|\n\s*\n", text):
        char, at = match.group(), match.start()
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        if char[0] == "\n":
            if opened >= 0 and mark not in "'‘":
                spans.append((opened, at))
            opened = -1
        elif opened < 0:
            single = char in "'‘" and not before.isalnum() and not after.isspace()
            if char in _OPENING or (char == '"') or (single and _closes(text, at)):
                opened, mark = at, char
        elif _ends(char, mark, before, after):
            spans.append((opened, at + 1))
            opened = -1
        elif char in _OPENING and mark in _OPENING:
            spans.append((opened, at))
            opened, mark = at, char
    if opened >= 0:
        spans.append((opened, len(text)))
    return spans


def _ends(char: str, mark: str, before: str, after: str) -> bool:
    if mark == '"':
        return char == '"'
    if mark in _OPENING:
        return char in _CLOSING or (mark == "„" and char == "“") or char == '"'
    return char in "'’" and not after.isalnum() and not before.isspace()


def _closes(text: str, at: int) -> bool:
    """Tell whether a single opening mark has its closing mark within a sentence's reach."""
    window = text[at + 1 : at + 600].split("\n\n", 1)[0]
    return re.search(r"[^\s]['’](?!\w)", window) is not None
