"""Articles to passages: title, paragraphs and sentences, each with its exact place in the text.

Sentence ends are found by sentencex, a rule-based splitter that Wikimedia keeps. It leaves a
quotation of several sentences whole; here the quotation marks are hidden from it, so that each
quoted sentence is one, and a few of its ends are corrected from ``lexicons/sentence_ends.txt``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pandas as pd

from .tables import ARTICLES, PASSAGES, check_table, make_table, stable_id

_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_QUOTE = re.compile(r"[\"“”„‟«»‹›‛‚`´]|(?<!\w)['‘’]|['‘’](?!\w)")
_UNREADABLE = re.compile("[\x00\ud800-\udfff]")
_CLOSERS = frozenset("\"'”’»›)]}“‘\u200e\u200f\u202c\u2069")  # the last four steer direction
_BULLET = re.compile(r"(?:[-*+•‣▪◦●–—·]|\(?\d{1,3}[.)]|\(?[a-zA-Z]\))\s")
_ALNUM = re.compile(r"[^\W_]")
_LETTERS = re.compile(r"[^\W\d_]+")
_LAST_WORD = re.compile(r"[^\s\"“”„«»()\[\]]{1,40}$")
_POSSIBLE_END = re.compile(r"\.[\"'”’)\]]{0,3}\s+[\"'“‘(\[]{0,3}(?P<letter>[^\W\d_])")
_CLOCK = re.compile(r"\b[ap]\.m\.$")
_DAY = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|(?:Jan|Febr)uary\b|March\b|April\b|May\b|June\b|July\b|August\b"
    r"|(?:Septem|Octo|Novem|Decem)ber\b"
    r"|[A-Z]{2,4}\b|(?:Eastern|Central|Mountain|Pacific|Greenwich)\b"
)
_NAMED = re.compile(r"\b[^\W\d_a-z]\w+,? \w+\.$")
_CONTRACTED = re.compile(r"['’](?:t|s|d|m|re|ll|ve)$|/\w+$|\d(?:m|bn|k|km|kg|mm|cm|g|s|h|l)$")


def split_passages(articles: pd.DataFrame) -> pd.DataFrame:
    """Split articles into titles, paragraphs and sentences.

    Parameters
    ----------
    articles : DataFrame
        See :data:`stancebook.tables.ARTICLES`.

    Returns
    -------
    DataFrame
        See :data:`stancebook.tables.PASSAGES`. By article in the order given: the title where
        there is one, then each paragraph followed by its sentences. ``text`` is always
        ``article.text[start:end]`` (``article.title[start:end]`` for titles). Sentences lie
        inside paragraphs, do not overlap, and leave out nothing but white space.

    Raises
    ------
    TableError
        Where the articles do not keep their contract.

    Examples
    --------
    >>> from stancebook.articles import read_articles
    >>> table = pd.DataFrame({"title": ["Vote"], "text": ["Dr. Ito won. “Good!”"]})
    >>> split_passages(read_articles(table))[["unit", "start", "end", "text"]].values.tolist()
    ... # doctest: +NORMALIZE_WHITESPACE
    [['title', 0, 4, 'Vote'], ['paragraph', 0, 20, 'Dr. Ito won. “Good!”'],
     ['sentence', 0, 12, 'Dr. Ito won.'], ['sentence', 13, 20, '“Good!”']]
    """
    check_table(articles, ARTICLES)
    columns = zip(
        articles["article_id"],
        articles["title"],
        articles["text"],
        articles["language"],
        strict=True,
    )
    rows = [row for article in columns for row in _article_rows(*article)]
    return make_table(pd.DataFrame(rows, columns=list(PASSAGES.columns)), PASSAGES)


def _article_rows(article_id: str, title: str, text: str, language: str) -> Iterator[tuple]:
    for start, end in [_trim(title, 0, len(title))]:
        if start < end:
            yield _row(article_id, "title", start, end, title)
    for start, end in split_paragraphs(text):
        yield _row(article_id, "paragraph", start, end, text)
        for first, last in _paragraph_sentences(text[start:end], language):
            yield _row(article_id, "sentence", start + first, start + last, text)


def _row(article_id: str, unit: str, start: int, end: int, text: str) -> tuple:
    return stable_id(article_id, unit, start, end), article_id, unit, start, end, text[start:end]


def split_paragraphs(text: str) -> list[tuple[int, int]]:
    r"""Find the paragraphs of a text.

    Every line is a paragraph, except in text that was broken into lines of one width (a fifth of
    its line breaks stand before a small letter): there, blank lines separate paragraphs, and
    where it has none, short lines that end a sentence close them.

    Parameters
    ----------
    text : str
        Any text; all common line ends are known.

    Returns
    -------
    list of (int, int)
        Half-open character offsets in order, trimmed of white space, none empty.

    Examples
    --------
    >>> split_paragraphs("One.  Two.\n\nThree.")
    [(0, 10), (12, 18)]
    >>> split_paragraphs("This line was broken\nby a mail program.")
    [(0, 39)]
    """
    lines = _lines(text)
    full = [span for span in lines if span[0] < span[1]]
    if not _is_wrapped(text, lines):
        return full
    has_blank = len(full) < len(lines)
    longest = max(end - start for start, end in full)
    paragraphs: list[tuple[int, int]] = []
    is_open = False
    for start, end in lines:
        if start == end:
            is_open = False
            continue
        if is_open:
            paragraphs[-1] = (paragraphs[-1][0], end)
        else:
            paragraphs.append((start, end))
        closes = not has_blank and end - start < 0.75 * longest and text[end - 1] in '.!?”"’'
        is_open = not closes
    return paragraphs


def _lines(text: str) -> list[tuple[int, int]]:
    """Return every inner line trimmed; an empty span (start == end) for a blank one."""
    spans = []
    begin = 0
    for found in _BREAK.finditer(text):
        spans.append(_trim(text, begin, found.start()))
        begin = found.end()
    spans.append(_trim(text, begin, len(text)))
    while spans and spans[-1][0] == spans[-1][1]:
        spans.pop()
    while spans and spans[0][0] == spans[0][1]:
        spans.pop(0)
    return spans


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    pairs = [
        (above, below)
        for above, below in zip(lines, lines[1:], strict=False)
        if above[0] < above[1] and below[0] < below[1]
    ]
    if not pairs:
        return False
    small = sum(text[below[0]].islower() for _, below in pairs)
    ended = sum(text[above[1] - 1] in '.!?:;”"' for above, _ in pairs)
    return small >= 0.2 * len(pairs) and ended < 0.8 * len(pairs)


def split_sentences(text: str, *, language: str = "en") -> list[tuple[int, int]]:
    """Find the sentences of a text.

    Closing quotation marks and brackets stay with the sentence they close; a quotation of several
    sentences gives several. A dateline ("PARIS, May 3 (AFP) -") is a sentence of its own.

    Parameters
    ----------
    text : str
        Any text, of any length; time grows with its length.
    language : str
        ISO 639-1 code; decides which abbreviations are known.

    Returns
    -------
    list of (int, int)
        Half-open character offsets in order, trimmed of white space. They do not overlap, lie
        inside the paragraphs of :func:`split_paragraphs`, and leave out nothing but white space.

    References
    ----------
    .. [1] Read, J., Dridan, R., Oepen, S., & Solberg, L. J. (2012). Sentence boundary detection:
       a long solved problem? COLING.
    .. [2] sentencex, the splitter of Wikimedia's language team:
       https://github.com/wikimedia/sentencex

    Examples
    --------
    >>> text = "“We won. Dr. No lost,” said J. R. Ito. “Good!”"
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['“We won.', 'Dr. No lost,” said J. R. Ito.', '“Good!”']
    """
    return [
        (start + first, start + last)
        for start, end in split_paragraphs(text)
        for first, last in _paragraph_sentences(text[start:end], language)
    ]


def _paragraph_sentences(text: str, language: str) -> list[tuple[int, int]]:
    """Split one trimmed paragraph."""
    hidden = _UNREADABLE.sub("\ufffd", _QUOTE.sub(" ", text))
    ends = set(_engine_ends(hidden, language)) | set(_list_starts(text))
    if language in ("en", ""):
        ends.update(_word_ends(text))
    spans: list[tuple[int, int]] = []
    begin, checked = 0, 0
    for end in sorted({_with_closers(text, end) for end in ends} | {len(text)}):
        is_word_like = _ALNUM.search(text, checked, end)
        checked = end
        if not is_word_like:  # marks alone join the next sentence, at the end the last one
            continue
        start, stop = _trim(text, begin, end)
        begin = end
        if spans and _belongs_together(text, spans[-1], (start, stop)):
            spans[-1] = (spans[-1][0], stop)
        else:
            spans.append((start, stop))
    start, stop = _trim(text, begin, len(text))
    if start < stop:
        spans[-1:] = [(spans[-1][0], stop)] if spans else [(start, stop)]
    return spans


def _engine_ends(hidden: str, language: str) -> Iterator[int]:
    import sentencex

    for boundary in sentencex.get_sentence_boundaries(language or "en", hidden):
        yield _trim(hidden, boundary["start_index"], boundary["end_index"])[1]


def _list_starts(text: str) -> Iterator[int]:
    """Yield the line breaks before items of a list."""
    for found in _BREAK.finditer(text):
        if _BULLET.match(text, found.end()):
            yield found.start()


def _word_ends(text: str) -> Iterator[int]:
    """Yield ends that the engine takes for abbreviations: "in May. She", "said no. He"."""
    words = _corrections()["word"]
    for found in _POSSIBLE_END.finditer(text):
        if not found["letter"].islower():
            word = _last_word(text[max(0, found.start() - 40) : found.start() + 1])
            if word in words or _CONTRACTED.search(word):
                yield found.start() + 1


def _with_closers(text: str, end: int) -> int:
    """Move an end behind the quotation marks and brackets that close there."""
    if end and text[end - 1] not in ".!?…。！？؟।":
        return end
    while end < len(text) and text[end] in _CLOSERS:
        end += 1
    if text[end + 1 : end + 2] == "»" and text[end : end + 1].isspace():
        end += 2
    return end


def _belongs_together(text: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Say whether two neighbours are one sentence that was cut."""
    lists = _corrections()
    head = text[max(before[0], before[1] - 60) : before[1]]
    tail = text[after[0] : min(after[1], after[0] + 120)]
    first = tail.lstrip("\"'“‘«([")
    if _BULLET.match(tail) and "\n" in text[before[1] : after[0]]:
        return False
    if head[-1] in "\"'”’»" and head.rstrip("\"'”’»")[-1:] in ("?", "!"):
        opening = first.split(None, 5)[:5]
        if any(word.strip(",.") in lists["asking"] for word in opening):
            return True
    if first[:1].islower() and not first[1:2].isupper() and first[1:2] != ".":
        return _has_capitals(text, before)
    word = _last_word(head)
    if word in lists["title"] or (word in lists["after"] and not _NAMED.search(head)):
        return first[:1].isupper()
    if word in lists["number"]:
        return first[:1].isdigit()
    return bool(_CLOCK.search(head) and _DAY.match(first))


def _has_capitals(text: str, span: tuple[int, int]) -> bool:
    """Say whether the sentence starts with a capital: text all in small letters stays cut."""
    letters = _LETTERS.search(text, span[0], span[1])
    return bool(letters) and not letters[0][0].islower()


def _last_word(head: str) -> str:
    found = _LAST_WORD.search(head)
    return found[0].rstrip(".").rpartition("-")[2] if found and head.endswith(".") else ""


@cache
def _corrections() -> dict[str, frozenset[str]]:
    path = Path(__file__).parent / "lexicons" / "sentence_ends.txt"
    lists: dict[str, set[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word, kind = line.split("\t")
            lists.setdefault(kind, set()).add(word)
    return {kind: frozenset(words) for kind, words in lists.items()}


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
