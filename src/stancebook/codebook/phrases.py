"""Phrases that name what people argue about: treaties, bills, bans, projects, weapons.

Candidates are noun phrases found without a tagger: runs of content words that end in the head of a
policy ("carbon tax", "Convention on Cluster Munitions"), or that come back next to words of taking
sides ("glyphosate"). Their score is the C-value of Frantzi et al. (2000) times how often a word of
taking sides stands by; nothing is learnt and nothing is drawn at random.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ..attributions.cues import cue_verbs
from .things import mark_things

_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*|\d[\d.,]*|[^\w\s]")
LINKS = frozenset({"of", "on", "for", "against"})
"""What may stand between the head of a phrase and what it is about: "ban on battery cages"."""

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
_LONGEST = 4
_MOST_TOKENS = 400
_NEAR = 6
_LEXICONS = Path(__file__).parents[1] / "lexicons"


@dataclass(slots=True)
class Phrase:
    """One candidate and what the articles tell of it.

    Parameters
    ----------
    words : tuple of str
        In small letters.

    Attributes
    ----------
    sided, definite, speaking, placed, electing, ending : int
        Uses next to a word of taking sides, after "the" or "this", before a word of speech, after
        "in the" or "near", beside those who are elected ("the councillor for Mill Ward"), and
        before no other word that tells something: "the fence is", not "the private wing".
    where : dict
        The articles that name it, by number, and the sentence of each that does so first.
    thing : str
        The head that the articles show to name a thing, see :mod:`stancebook.codebook.things`.
    """

    words: tuple[str, ...]
    count: int = 0
    sided: int = 0
    definite: int = 0
    nested: int = 0
    speaking: int = 0
    placed: int = 0
    electing: int = 0
    ending: int = 0
    where: dict[int, int] = field(default_factory=dict)
    thing: str = ""
    forms: Counter = field(default_factory=Counter)
    acronyms: Counter = field(default_factory=Counter)

    def note(self, sentence: list[str], start: int, end: int, *, article: int, place: int) -> None:
        """Count one more use, in the sentence of this number of this article."""
        self.count += 1
        self.where.setdefault(article, place)
        self.sided += _takes_sides(sentence, start, end)
        self.definite += start > 0 and sentence[start - 1].lower() in _DEFINITE
        self.speaking += end < len(sentence) and sentence[end].lower() in cue_verbs()
        before = [word.lower() for word in sentence[max(0, start - 2) : start]]
        near = before if before[-1:] == ["the"] else before[-1:]
        self.placed += not _words("placing").isdisjoint(near)
        self.electing += _elects(sentence, end, before)
        self.ending += end == len(sentence) or not _is_content(sentence[end].lower())
        self.forms[" ".join(sentence[start:end])] += 1
        acronym = _acronym_after(sentence, start, end)
        if acronym:
            self.acronyms[acronym] += 1

    @property
    def articles(self) -> int:
        """Number of articles that name it."""
        return len(self.where)

    @property
    def head(self) -> str:
        """The group of policies that its head belongs to, or nothing."""
        return self.thing or _head_group(self.words)

    @property
    def is_noun(self) -> bool:
        """Whether its last word is a noun, by its ending and how it is used.

        "The wing", "the drilling" and "commercial whaling" are; "calling", "voted", "newly" not.
        """
        last = self.words[-1]
        if last.endswith("ing"):
            return len(self.words) > 1 or self.definite > 1
        if last.endswith(("eed", "ly")):
            return 2 * self.definite >= self.count
        return not last.endswith("ed")

    @property
    def form(self) -> str:
        """How it is written most often."""
        return min(self.forms, key=lambda form: (-self.forms[form], form))

    @property
    def score(self) -> float:
        """C-value, more for names and policies, times the share of uses next to taking sides."""
        own = self.own
        if own <= 0:
            return 0.0
        length = 1.0 + 0.5 * min(len(self.words) - 1, 3)
        is_name = self.head and len(self.words) > 1 and _is_name(self.form)
        kind = 2.5 if is_name else 1.6 if self.head else 0.7
        if len(self.words) == 1:
            kind *= 0.5
        spread = min(own, 3.0 * self.articles) ** 0.9
        return kind * length * spread * (0.15 + self.sided / self.count)

    @property
    def own(self) -> int:
        """Uses outside the longer phrase in which it stands most often."""
        return self.count - self.nested


def find_phrases(texts: Sequence[str]) -> dict[tuple[str, ...], Phrase]:
    """Count the candidate phrases of texts, one text per article.

    Parameters
    ----------
    texts : sequence of str
        Read twice: once to count, once to look at what comes back or names a policy.

    Returns
    -------
    dict
        Phrases by their words.
    """
    counts: Counter[tuple[str, ...]] = Counter()
    for text in texts:
        for sentence in _sentences(text):
            counts.update(words for words, _, _ in _candidates(sentence))
    fewest = 1 if len(texts) <= 20 else 2 if len(texts) <= 200 else 3
    phrases = {
        words: Phrase(words)
        for words, count in counts.items()
        if count >= max(2, fewest) or (count >= fewest and _head_group(words))
    }
    for article, text in enumerate(texts):
        for place, sentence in enumerate(_sentences(text)):
            for words, start, end in _candidates(sentence):
                if words in phrases:
                    phrases[words].note(sentence, start, end, article=article, place=place)
    _count_nesting(phrases)
    mark_things(phrases)
    return phrases


def _sentences(text: str) -> Iterable[list[str]]:
    """Yield the words and marks between full stops; long ones in pieces."""
    sentence: list[str] = []
    for token in _TOKEN.findall(text):
        if token in ".!?;:\n" or len(sentence) >= _MOST_TOKENS:
            if sentence:
                yield sentence
            sentence = []
        else:
            sentence.append(token)
    if sentence:
        yield sentence


def _candidates(sentence: list[str]) -> Iterable[tuple[tuple[str, ...], int, int]]:
    """Yield (words, first token, token after the last) of every candidate."""
    small = [token.lower().replace("’", "'") for token in sentence]
    content = [_is_content(word) for word in small]
    for end in range(1, len(small) + 1):
        last = small[end - 1]
        if not content[end - 1] or last in _words("never") or not last[0].isalpha():
            continue
        if _is_fragment(sentence, end):
            continue
        begin = end - 1
        while begin >= 0 and content[begin] and end - begin <= _LONGEST:
            is_start = not _is_place_name(sentence, begin)
            if _may_open(small, begin, end) and (is_start or end - begin > 1):
                yield tuple(small[begin:end]), begin, end
            begin -= 1
        if last in _heads():
            yield from _with_complement(sentence, small, content, begin + 1, end)


def _may_open(small: list[str], begin: int, end: int) -> bool:
    """Say whether a word may open a phrase: "court" where a policy ends it, "minister" never."""
    if small[begin] not in _words("never"):
        return True
    return small[begin] in _words("fields") and end - begin > 1 and small[end - 1] in _heads()


def _is_fragment(sentence: list[str], end: int) -> bool:
    """Say whether a name goes on: the "Fair Trial" of "Fair Trial Now"."""
    after = sentence[end] if end < len(sentence) else ""
    return end > 1 and sentence[end - 1][0].isupper() and after[:1].isupper()


def _with_complement(
    sentence: list[str], small: list[str], content: list[bool], start: int, end: int
) -> Iterable[tuple[tuple[str, ...], int, int]]:
    """Yield "Treaty on the Prohibition of Nuclear Weapons", "ban on battery cages"."""
    is_name = sentence[end - 1][0].isupper() and end - 1 > 0
    stop = end
    for _ in range(3):
        place = stop
        if place >= len(small) or small[place] not in (LINKS | {"and"} if stop > end else LINKS):
            break
        place += 1
        while place < len(small) and small[place] in ("the", "a", "an"):
            place += 1
        after = place
        while after < len(small) and after - place < _LONGEST:
            if is_name and not sentence[after][0].isupper():
                break
            if not (content[after] or _ends_noun_phrase(small, after)):
                break
            after += 1
        if after == place or (not is_name and small[after - 1] in _words("never")):
            break
        stop = after
        if not is_name:
            break
    if stop > end:
        begin = start
        while is_name and begin < end - 1 and not sentence[begin][0].isupper():
            begin += 1
        yield tuple(small[begin:stop]), begin, stop


def _ends_noun_phrase(small: list[str], at: int) -> bool:
    """Say whether a common word is a noun here: the "lets" of "a cap on holiday lets"."""
    return small[at] in _words("late_nouns") and not small[at - 1].endswith("s")


def _is_content(word: str) -> bool:
    return len(word) > 2 and word[0].isalpha() and word not in _stop_words() and "'" not in word


def _is_place_name(sentence: list[str], place: int) -> bool:
    """Say whether a lone capitalised word stands in mid-sentence: a name, no concept."""
    return place > 0 and sentence[place][0].isupper()


def _is_name(form: str) -> bool:
    words = form.split()
    return sum(word[0].isupper() for word in words) * 2 > len(words)


def _takes_sides(sentence: list[str], start: int, end: int) -> bool:
    near = sentence[max(0, start - _NEAR) : start] + sentence[end : end + 3]
    return any(_is_cue(word.lower()) for word in near)


@cache
def _is_cue(word: str) -> bool:
    return any(word.startswith(cue) and len(word) <= len(cue) + 5 for cue in _words("cues"))


def _elects(sentence: list[str], end: int, before: list[str]) -> bool:
    """Say whether a name is where somebody is elected: "the Mill Ward councillor"."""
    after = {word.lower() for word in sentence[end : end + 1]}
    elected = _words("elected")
    chosen = len(before) == 2 and before[0] in elected and before[1] in ("for", "of")
    return chosen or not elected.isdisjoint(after)


def _acronym_after(sentence: list[str], start: int, end: int) -> str:
    """Return "TPNW" after "Treaty on the Prohibition of Nuclear Weapons (": initials must fit."""
    found = sentence[end : end + 3]
    if len(found) < 3 or found[0] != "(" or found[2] != ")":
        return ""
    acronym = found[1]
    if not (2 <= len(acronym) <= 8 and acronym.isupper() and acronym.isalpha()):
        return ""
    letters = iter(acronym.lower())
    words = [word.lower() for word in sentence[start:end] if word.lower() not in _stop_words()]
    fits = words[0][0] == acronym[0].lower() and all(word[0] in letters for word in words)
    return acronym if fits else ""


def _count_nesting(phrases: dict[tuple[str, ...], Phrase]) -> None:
    """Note in how many longer phrases each one stands, and how often."""
    containers: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for words, phrase in phrases.items():
        if phrase.count < 2 and not phrase.head:
            continue
        inner = {
            words[start:end]
            for start in range(len(words))
            for end in range(start + 1, len(words) + 1)
            if end - start < len(words)
        }
        for part in inner & phrases.keys():
            containers[part].append(phrase.count)
    for words, counts in containers.items():
        phrases[words].nested = max(counts)


@cache
def _lexicon() -> dict:
    import yaml

    return yaml.safe_load((_LEXICONS / "policies.yml").read_text(encoding="utf-8"))


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(str(word) for word in _lexicon()[kind])


@cache
def alike_groups() -> frozenset[str]:
    """Return the groups of heads of which one may stand for another: "treaty", "convention"."""
    return _words("alike")


@cache
def general_nouns() -> frozenset[str]:
    """Return the nouns that by themselves name no matter: "plan", "measure"."""
    return _words("general")


def names_people(words: tuple[str, ...]) -> bool:
    """Say whether a phrase ends in an office, a role or a group: "county governor", "landlords".

    Examples
    --------
    >>> names_people(("private", "operators")), names_people(("private", "beach"))
    (True, False)
    """
    from ..actors.lexicon import load_lexicon
    from ..actors.names import singular

    known = load_lexicon()
    forms = {words[-1], singular(words[-1])}
    return any(not forms.isdisjoint(kind) for kind in (known.roles, known.groups, _words("agents")))


def singular_word(word: str) -> str:
    """Return a word without the "s" of the plural.

    Examples
    --------
    >>> singular_word("quotas"), singular_word("press")
    ('quota', 'press')
    """
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


@cache
def happenings() -> frozenset[str]:
    """Return the nouns of what happens to an institution: "closure", "sale"."""
    return _words("happening")


@cache
def site_kinds() -> frozenset[str]:
    """Return the groups of heads that are places or buildings."""
    return _words("sites")


@cache
def _heads() -> dict[str, str]:
    return {str(word): group for group, words in _lexicon()["heads"].items() for word in words}


def _head_group(words: tuple[str, ...]) -> str:
    """Return the group of the head: the last word, or the one before "on", "of", "for"."""
    heads = _heads()
    for place, word in enumerate(words[1:], start=1):
        if word in LINKS and words[place - 1] in heads:
            return heads[words[place - 1]]
    return heads.get(words[-1], "")


@cache
def _stop_words() -> frozenset[str]:
    text = (_LEXICONS / "stop_words.txt").read_text(encoding="utf-8")
    english = text.split("[en]", 1)[-1].split("\n[", 1)[0]
    return frozenset(word for word in english.split() if not word.startswith("#"))
