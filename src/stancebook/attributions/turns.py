"""Who has the word in an interview or a transcript: its turns, told by how the text is built.

A turn is a paragraph that opens with a label and a colon ("Q:", "Interviewer:", "RUIZ:"), or, where
the labels were lost, a question that stands by itself between answers in the first person.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..passages import split_paragraphs

Span = tuple[int, int]

SELF = frozenset(("i", "me", "my", "mine", "myself"))
"""The words, in lower case, by which a speaker means nobody but himself."""

_WORD = r"(?:[^\W\d_a-z][\w.'’&-]*|(?:of|the|de|van|von|al|bin|del|da)(?= ))"
_LABEL = re.compile(rf"(?P<label>{_WORD}(?: {_WORD}){{0,4}})(?: \([^()]{{1,40}}\))?\s?:\s+(?=\S)")
_LETTER = re.compile(r"(?P<label>[QA])[.)]\s+(?=\S)")
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]?")
_SELF = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Mm]yself|[Ww]e|[Uu]s|[Oo]ur)\b")
_OWN = re.compile(r"\b(?:I|[Mm]e|[Mm]y|[Mm]yself)\b")
_ADDRESSED = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_CAPITAL = r"(?<![\w'’-])[^\W\d_a-z][\w'’-]+"
_CAPITALISED = re.compile(rf"{_CAPITAL}(?: (?:(?:bin|de|van|von|al) )?{_CAPITAL})+")
_ASKING = frozenset(
    ("q", "question", "interviewer", "moderator", "host", "presenter", "reporter")
    + ("journalist", "anchor")
)
_ANSWERING = frozenset(("a", "answer", "reply", "response", "interviewee"))
_LISTS = frozenset(
    ("for", "against", "pro", "pros", "con", "cons", "yes", "no", "before", "after", "then", "now")
    + ("note", "update", "home", "away")
)
_FEWEST, _CHANGES, _LONGEST_QUESTION, _LONGEST_REMARK = 4, 3, 70, 30


class Turn(NamedTuple):
    """What one speaker says in one go.

    Attributes
    ----------
    label : (int, int)
        The words before the colon; empty where there are none.
    kind : str
        ``question``, of the interviewer; ``answer``; ``text``, where the outlet itself answers.
    is_named : bool
        Whether the label names who speaks; otherwise it is the person interviewed, or who asks.
    parts : tuple of (int, int)
        The words said, paragraph by paragraph.
    """

    label: Span
    kind: str
    is_named: bool
    parts: tuple[Span, ...]


class _Paragraph(NamedTuple):
    start: int
    end: int
    label: Span
    key: str
    text: str


def find_turns(text: str, *, source: str = "", author: str = "") -> list[Turn]:
    r"""Find the turns of an interview or a transcript; none in other articles.

    Parameters
    ----------
    text : str
        The article.
    source, author : str
        The outlet and the byline: labels that name them are the interviewer's.

    Returns
    -------
    list of Turn
        In order of place.

    Examples
    --------
    >>> text = "Ana Ruiz runs it.\nQ: Is it good?\nA: Yes.\nQ: Will it last?\nA: I think so."
    >>> [(text[slice(*t.parts[0])], t.kind) for t in find_turns(text)]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('Is it good?', 'question'), ('Yes.', 'answer'),
     ('Will it last?', 'question'), ('I think so.', 'answer')]
    >>> find_turns("The basics: a ban.\nThe costs: none.\nThe risks: few.")
    []
    """
    if text.count("\n") < _FEWEST - 1:
        return []
    read = [_read(text, start, end) for start, end in split_paragraphs(text)]
    asking = _asking_labels(read, _own_names(source, author))
    if asking is not None:
        return _labelled(read, *asking)
    return _unlabelled(read)


def _read(text: str, start: int, end: int) -> _Paragraph:
    found = _LABEL.match(text, start, end) or _LETTER.match(text, start, end)
    if found is None:
        return _Paragraph(start, end, (start, start), "", text[start:end])
    words = text[found.end() : end]
    return _Paragraph(found.end(), end, found.span("label"), _key(found["label"]), words)


def _key(label: str) -> str:
    return " ".join(label.lower().replace(".", "").split())


def _own_names(source: str, author: str) -> frozenset[str]:
    """Return how the interviewer may be labelled: by the outlet, the byline, their initials."""
    names = set()
    for name in (source.split(" (")[0], author):
        words = [word for word in _key(name).split() if word != "by"]
        plain = [word for word in words if word != "the"]
        names |= {" ".join(words), " ".join(plain), *plain[-1:]}
        names |= {"".join(word[0] for word in some) for some in (words, plain) if len(some) > 1}
    return frozenset(names) - {""}


def _asking_labels(
    read: Sequence[_Paragraph], own: frozenset[str]
) -> tuple[frozenset[str], frozenset[str]] | None:
    """Return the labels of the turns, and those of who asks; None where there are no turns."""
    said: dict[str, list[str]] = {}
    for one in read:
        if one.key and one.key not in _LISTS:
            said.setdefault(one.key, []).append(one.text)
    general = _ASKING | _ANSWERING
    asks = {key for key in said if key in _ASKING or key in own}
    often = {key for key, texts in said.items() if len(texts) > 1}
    shares = {key: sum("?" in t for t in said[key]) / len(said[key]) for key in often}
    if not asks:
        ranked = sorted(often - _ANSWERING, key=lambda key: (-shares[key], key))
        asks = {key for key in ranked[:1] if shares[key] >= 0.5}
    if not asks:
        return None
    order = [one.key for one in read if one.key in said]
    changes = sum(a != b for a, b in zip(order, order[1:], strict=False))
    n_asked = sum(len(said[key]) for key in asks)
    talk = len(order) >= _FEWEST and changes >= _CHANGES and n_asked > 1
    alone = set(said) == asks and n_asked > 2 and (asks <= general or shares[min(asks)] >= 0.5)
    if not (talk or alone):
        return None
    keys = {key for key in said if key in often | general | asks}
    if talk:
        words = Counter(w for one in read for w in re.findall(r"\w+", one.text.lower()))
        keys |= {key for key in said if words[key.split()[-1]]}
    return frozenset(keys), frozenset(asks)


def _labelled(read: Sequence[_Paragraph], keys: frozenset[str], asks: frozenset[str]) -> list[Turn]:
    """Put the paragraphs without a label to the turn that they go on with."""
    turns: list[Turn] = []
    answers = keys - asks
    for one in read:
        kind = "question" if one.key in asks else "answer"
        if one.key in keys:
            is_named = one.key not in _ASKING | _ANSWERING
            turns.append(Turn(one.label, kind, is_named, ((one.start, one.end),)))
        elif turns and turns[-1].kind == "question" and not answers:
            turns.append(_without_label(one, "answer"))
        elif turns and _goes_on(one.text):
            turns[-1] = _longer(turns[-1], one)
    unnamed = [turn for turn in turns if turn.kind == "answer" and not turn.is_named]
    if unnamed and not any(_SELF.search(_said(turn, read)) for turn in unnamed):
        turns = [turn._replace(kind="text") if turn in unnamed else turn for turn in turns]
    return turns


def _without_label(one: _Paragraph, kind: str) -> Turn:
    start = one.label[0]
    return Turn((start, start), kind, False, ((start, one.end),))


def _longer(turn: Turn, one: _Paragraph) -> Turn:
    return turn._replace(parts=(*turn.parts, (one.label[0], one.end)))


def _said(turn: Turn, read: Sequence[_Paragraph]) -> str:
    """Return the words of a turn that stand in no quotation marks."""
    first = bisect_right(read, turn.parts[0][0], key=lambda one: one.end)
    last = bisect_right(read, turn.parts[-1][1], key=lambda one: one.end)
    return _QUOTED.sub("", " ".join(one.text for one in read[first:last]))


def _goes_on(text: str) -> bool:
    plain = _QUOTED.sub("", text)
    return bool(_SELF.search(plain) or _ADDRESSED.search(plain))


def _unlabelled(read: Sequence[_Paragraph]) -> list[Turn]:
    """Find questions that stand alone between answers in the first person."""
    asked = [_is_question(one) for one in read]
    first = next((k for k, is_asked in enumerate(asked) if is_asked), len(read))
    turns: list[Turn] = []
    for one, is_asked in zip(read[first:], asked[first:], strict=True):
        answered = bool(turns) and turns[-1].kind == "answer"
        if is_asked or (answered and _is_remark(one)):
            turns.append(_without_label(one, "question"))
        elif not answered:
            turns.append(_without_label(one, "answer"))
        elif _goes_on(one.text):
            turns[-1] = _longer(turns[-1], one)
    own = Counter(turn.kind for turn in turns if _OWN.search(_said(turn, read)))
    n_answers = sum(turn.kind == "answer" for turn in turns)
    enough = min(sum(asked), n_answers) >= _CHANGES and 2 * own["answer"] >= n_answers
    return turns if enough and first and own["question"] < own["answer"] else []


def _is_question(one: _Paragraph) -> bool:
    text = one.text.strip()
    return text.endswith("?") and len(text.split()) <= _LONGEST_QUESTION and text[0] not in "\"“'‘"


def _is_remark(one: _Paragraph) -> bool:
    """Tell whether a paragraph says something to the person interviewed."""
    short = len(one.text.split()) <= _LONGEST_REMARK and '"' not in one.text
    return short and bool(_ADDRESSED.search(one.text)) and not _SELF.search(one.text)


def find_interviewed(
    title: str, text: str, turns: Sequence[Turn], *, people: Sequence[Span] = (), author: str = ""
) -> Span | None:
    r"""Return where the text names the person who answers, None where it does not.

    Parameters
    ----------
    title, text : str
        The article.
    turns : sequence of Turn
        From :func:`find_turns`.
    people : sequence of (int, int)
        Names of people in the text, where a reader has marked them.
    author : str
        The byline, who asks; lines of the head that end no sentence name who asks, too.

    Examples
    --------
    >>> text = "Ana Ruiz spoke to us.\nQ: Is it good?\nA: Yes.\nQ: Will it last?\nA: I think so."
    >>> find_interviewed("", text, find_turns(text))
    (0, 8)
    """
    if not turns:
        return None
    stop = min(turn.label[0] for turn in turns)
    lines = [(a, b) for a, b in split_paragraphs(text[:stop]) if text[b - 1] in ".?!”\"’'"]
    spans = [span for span in people if any(a <= span[0] < b for a, b in lines)]
    spans = spans or [m.span() for line in lines for m in _CAPITALISED.finditer(text, *line)]
    own = set(_key(author).split())
    spans = [s for s in sorted(spans) if not own & set(_key(text[slice(*s)]).split())]
    full = [s for s in spans if " " in text[slice(*s)]] or spans
    titled = [s for s in full if re.search(rf"\b{re.escape(text[slice(*s)].split()[-1])}\b", title)]
    return next(iter(titled or full), None)


def speaker_of(turn: Turn, text: str, interviewed: Span | None) -> Span | None:
    """Return where the speaker of an answer is named: its label, or the person interviewed.

    Examples
    --------
    >>> text = "Ana Ruiz: No."
    >>> speaker_of(Turn((0, 8), "answer", True, ((10, 13),)), text, None)
    (0, 8)
    """
    label = text[slice(*turn.label)]
    if not turn.is_named:
        return interviewed
    if interviewed is not None and len(label) < 4 and label.isupper():
        letters = "".join(word[0] for word in text[slice(*interviewed)].split())
        if label in letters:
            return interviewed
    return turn.label


class Places:
    """Finds the turn that a place lies in.

    Examples
    --------
    >>> Places([Turn((0, 1), "question", False, ((3, 9),))]).at(4).kind
    'question'
    """

    def __init__(self, turns: Sequence[Turn]) -> None:
        self._parts = sorted(
            (turn.label[0] if k == 0 else part[0], part[1], n)
            for n, turn in enumerate(turns)
            for k, part in enumerate(turn.parts)
        )
        self._starts = [start for start, _, _ in self._parts]
        self._turns = turns

    def at(self, offset: int) -> Turn | None:
        """Return the turn whose label or words hold a character."""
        k = bisect_right(self._starts, offset) - 1
        if k < 0 or self._parts[k][1] <= offset:
            return None
        return self._turns[self._parts[k][2]]


def find_questions(text: str, *, source: str = "", author: str = "") -> Callable[[int], bool]:
    r"""Return what tells whether a character lies in a question of an interview.

    Examples
    --------
    >>> text = "Ana Ruiz runs it.\nQ: Is it good?\nA: Yes.\nQ: Will it last?\nA: I think so."
    >>> is_asked = find_questions(text)
    >>> is_asked(18), is_asked(36), is_asked(text.index("Will"))
    (True, False, True)
    """
    places = Places(find_turns(text, source=source, author=author))
    return lambda offset: (turn := places.at(offset)) is not None and turn.kind == "question"
