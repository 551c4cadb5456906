"""Texts where capitals tell nothing: headlines in Title Case, shouted lines, datelines."""

from __future__ import annotations

from collections import Counter

from .aliases import Aliases
from .countries import load_countries
from .entities import Entities
from .found import Found
from .lexicon import word_set
from .words import Reading, Token

_SHARE = 0.75
_SHORT = 30


def is_shouted(reading: Reading) -> bool:
    """Tell whether (nearly) every longer word has a capital: Title Case or ALL CAPS.

    Examples
    --------
    >>> from stancebook.actors.words import read_text
    >>> is_shouted(read_text("Ministry Proposes To Withdraw From Treaty", is_title=True))
    True
    >>> is_shouted(read_text("Ministry proposes to withdraw from treaty", is_title=True))
    False
    """
    sample = [t for t in reading.tokens[:400] if len(t.text) > 3 and t.text[0].isalpha()]
    if len(sample) < 3:
        return False
    short = not reading.is_title and len(sample) < _SHORT
    loud = sum(token.text.isupper() if short else token.capital for token in sample)
    return loud > _SHARE * len(sample)


def known_names(reading: Reading, entities: Entities, aliases: Aliases) -> list[Found]:
    """Find only names already known: the codebook's, countries, and those of the article's text."""
    countries = load_countries()
    tokens = reading.tokens
    found: list[Found] = []
    at = 0
    while at < len(tokens):
        alias = aliases.match(tokens, at)
        thing = aliases.match(tokens, at, concepts=True)
        if thing and (not alias or thing[0] > alias[0]):
            at = thing[0]
            continue
        size, shape, code = 0, "", ""
        for take in range(min(8, len(tokens) - at), 0, -1):
            words = tokens[at : at + take]
            if not words[0].capital or not words[-1].text[-1].isalnum():
                continue
            if take > 1 and words[-1].lower in word_set("small_words"):
                continue  # "Congress For"
            form = " ".join(t.text for t in words)
            if take <= 4:
                plain = form.title() if form.isupper() and len(form) > 4 else form
                for table, name in (
                    (countries.names, "country"),
                    (countries.demonyms, "demonym"),
                    (countries.capitals, "capital"),
                ):
                    if plain in table and not size:
                        size, shape, code = take, name, table[plain]
            known = entities.known(form)
            if known and not size:
                size, shape = take, known
            if size:
                break
        if alias and alias[0] - at >= size:
            found.append(reading.found(at, alias[0], "body", owner=alias[1]))
            at = alias[0]
        elif size:
            found.append(reading.found(at, at + size, shape, country=code))
            at += size
        else:
            at += 1
    return found


def mark_datelines(reading: Reading, names: list[Found]) -> list[Found]:
    """Turn names in the dateline of a paragraph ("PARIS, Nov. 14 (Delta) -") into things, in place.

    A dateline opens with a shouted place and goes to the first dash.
    """
    tokens = reading.tokens
    dash = -1
    for one in names:
        opening = tokens[one.first]
        shouted = all(_is_upper(token) for token in tokens[one.first : one.last])
        after = tokens[one.last].text if one.last < len(tokens) else ""
        mark = after in (",", "(", "/", *_DASHES) or (after == ":" and one.shape == "capital")
        if opening.first and shouted and len(one.name) > 3 and mark:
            dash = _dash_after(tokens, one.last)
        if one.first < dash:
            one.shape, one.owner, one.local = "thing", "", True
    return names


def mark_bylines(reading: Reading, names: list[Found]) -> list[Found]:
    """Turn the names of a byline ("By Carla Stone and Jo Reed, Delta Wire") into things, in place.

    Who writes an article does not say what the article reports.
    """
    tokens = reading.tokens
    lines = {
        token.sentence
        for at, token in enumerate(tokens[:-1])
        if token.first and token.lower == "by" and tokens[at + 1].named
    }
    for one in names:
        if one.sentence in lines and one.shape in ("person", "unknown", "body"):
            start, end = reading.sentences[one.sentence]
            near = tokens[max(0, one.first - _LONGEST_BYLINE) : one.first]
            opens = any(t.first and t.lower == "by" and t.sentence == one.sentence for t in near)
            if opens and end - start <= _WIDEST_BYLINE and not _is_closed(reading, one.sentence):
                one.shape, one.owner, one.titles = "thing", "", ()
    return names


def mark_headings(reading: Reading, names: list[Found]) -> list[Found]:
    """Turn names that stand only in headings (lines in Title Case) into things, in place."""
    tokens = reading.tokens
    long, capital = Counter(), Counter()
    for token in tokens:
        if len(token.text) > 3 and token.text[0].isalpha():
            long[token.sentence] += 1
            capital[token.sentence] += token.capital
    headings = {
        s
        for s, n in long.items()
        if n > 3 and capital[s] > _SHARE * n and not _is_closed(reading, s)
    }
    outside = {one.name for one in names if one.sentence not in headings}
    for one in names:
        known = one.owner or one.name in outside or one.shape not in ("person", "unknown", "body")
        if one.sentence in headings and not known and not one.titles:
            one.shape = "thing"
    return names


def _is_closed(reading: Reading, sentence: int) -> bool:
    """Tell whether a sentence ends as sentences do and headings do not."""
    start, end = reading.sentences[sentence]
    return reading.text[start:end].rstrip("\"”’'») \n").endswith((".", "!", "?"))


_DASHES = ("-", "–", "—", "--", ":")
_LONGEST_DATELINE = 18
_LONGEST_BYLINE, _WIDEST_BYLINE = 12, 120


def _dash_after(tokens: list[Token], at: int) -> int:
    """Return the first dash within reach, else the place itself."""
    for index in range(at, min(at + _LONGEST_DATELINE, len(tokens))):
        if tokens[index].text in _DASHES:
            return index
    return at


def _is_upper(token: Token) -> bool:
    return token.text.isupper() or not token.text[0].isalpha()
