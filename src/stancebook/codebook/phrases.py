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

from ..attributions.cues import cue_verbs
from .governing import follows_modal, is_governed, is_nominal, is_piece
from .things import mark_things
from .words import LINKS, head_group, is_content, policy_heads, stop_words, words_of

_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*|\d[\d.,]*|[^\w\s]")
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
_LONGEST, _LONGEST_NAME = 4, 7
_MOST_TOKENS = 400
_NEAR = 6


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
    nominal : int
        Uses as a noun, see :func:`stancebook.codebook.governing.is_nominal`.
    governing : Counter
        By article, uses in which somebody takes a side on it or decides on it.
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
    nominal: int = 0
    governing: Counter = field(default_factory=Counter)
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
        self.placed += not words_of("placing").isdisjoint(near)
        self.electing += _elects(sentence, end, before)
        self.ending += end == len(sentence) or not is_content(sentence[end].lower())
        is_noun = is_nominal(sentence, start, end)
        self.nominal += is_noun
        if (is_noun or self.head) and is_governed(sentence, start, end, self.head):
            self.governing[article] += 1
        self.forms[" ".join(sentence[start:end])] += 1
        acronym = _acronym_after(sentence, start, end)
        if acronym:
            self.acronyms[acronym] += 1

    @property
    def articles(self) -> int:
        """Number of articles that name it."""
        return len(self.where)

    @property
    def governed(self) -> int:
        """Number of uses in which somebody takes a side on it or decides on it."""
        return self.governing.total()

    @property
    def head(self) -> str:
        """The group of policies that its head belongs to, or nothing."""
        return self.thing or head_group(self.words)

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
        return kind * length * spread * (0.15 + (self.sided + 2 * self.governed) / 2 / self.count)

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
        if count >= max(2, fewest) or (count >= fewest and head_group(words))
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
        if token == "." and sentence and _is_initial(sentence[-1]):
            continue
        if token in ".!?;:\n" or len(sentence) >= _MOST_TOKENS:
            if sentence:
                yield sentence
            sentence = []
        else:
            sentence.append(token)
    if sentence:
        yield sentence


def _is_initial(word: str) -> bool:
    """Say whether a full stop behind a word ends no sentence: "John F. Kennedy", "U.N."."""
    return word.isupper() and (len(word) == 1 or "." in word) and word != "I"


def _candidates(sentence: list[str]) -> Iterable[tuple[tuple[str, ...], int, int]]:
    """Yield (words, first token, token after the last) of every candidate."""
    for words, begin, end in _runs(sentence):
        if not is_piece(sentence, begin, end) and not follows_modal(sentence, begin):
            yield words, begin, end


def _runs(sentence: list[str]) -> Iterable[tuple[tuple[str, ...], int, int]]:
    small = [token.lower().replace("’", "'") for token in sentence]
    content = [is_content(word) for word in small]
    for end in range(1, len(small) + 1):
        last = small[end - 1]
        if not content[end - 1] or last in words_of("never") or not last[0].isalpha():
            continue
        begin = end - 1
        longest = _LONGEST_NAME if sentence[begin][0].isupper() else _LONGEST
        while begin >= 0 and content[begin] and end - begin <= longest:
            is_start = not _is_place_name(sentence, begin)
            if _may_open(sentence, begin, end) and (is_start or end - begin > 1):
                yield tuple(small[begin:end]), begin, end
            begin -= 1
        if last in policy_heads():
            begin += 1
            while begin < end - 1 and not _may_open(sentence, begin, end):
                begin += 1
            yield from _with_complement(sentence, small, content, begin, end)


def _may_open(sentence: list[str], begin: int, end: int) -> bool:
    """Say whether a word may open a phrase: "court" where a policy ends it, "minister" never.

    In a name in capitals of what a policy ends, any word may: "Foreign Agents Registration Act".
    """
    first = sentence[begin].lower()
    if first not in words_of("never"):
        return True
    if end - begin == 1 or sentence[end - 1].lower() not in policy_heads():
        return False
    is_name = end - begin > 2 and sentence[begin][0].isupper() and sentence[end - 1][0].isupper()
    return is_name or first in words_of("fields")


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
        if after == place or (not is_name and small[after - 1] in words_of("never")):
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
    return small[at] in words_of("late_nouns") and not small[at - 1].endswith("s")


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
    return any(word.startswith(cue) and len(word) <= len(cue) + 5 for cue in words_of("cues"))


def _elects(sentence: list[str], end: int, before: list[str]) -> bool:
    """Say whether a name is where somebody is elected: "the Mill Ward councillor"."""
    after = {word.lower() for word in sentence[end : end + 1]}
    elected = words_of("elected")
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
    words = [word.lower() for word in sentence[start:end] if word.lower() not in stop_words()]
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
