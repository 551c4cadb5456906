"""Which phrases name one matter: two matters are never put under one concept on weak evidence.

A short form ("the ban") is an alias where the articles leave no other reading: those that use it
name the matter in full too, and name no other matter of that kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ..attributions.cues import cue_nouns
from .banned import banned_things
from .changes import join_changes
from .phrases import Phrase
from .words import (
    LINKS,
    alike_groups,
    general_nouns,
    lone_kinds,
    names_people,
    singular_word,
)

_FEW = 4
"""In so many articles or more, a phrase of one article alone is no concept unless it is a name."""

_SPEAKING = 4
"""A name that stands before a word of speech once in so many uses is an actor's."""

_OFTEN = 3
"""Among :data:`_FEW` articles, a phrase of no known kind needs so many uses to be a concept."""

FEWEST_DISPUTED, _VERY_MANY = 5, 15
"""Among so many articles, somebody must take a side on a concept, or decide on it; more often among
very many."""

_SHARE = 8
"""... once in so many uses."""


@dataclass(slots=True)
class Group:
    """Phrases that name one matter, the main one first; ``doubtful`` may mean another one."""

    phrases: list[Phrase]
    doubtful: list[Phrase] = field(default_factory=list)

    @property
    def leader(self) -> Phrase:
        """The phrase that names the matter best."""
        return self.phrases[0]

    @property
    def weight(self) -> float:
        """The score of its main phrase, and half of all others."""
        return self.leader.score + 0.5 * sum(phrase.score for phrase in self.phrases[1:])


def group_phrases(
    phrases: Mapping[tuple[str, ...], Phrase], n_articles: int, limit: int
) -> list[Group]:
    """Return the matters that phrases name, most prominent first.

    Parameters
    ----------
    phrases : mapping
        See :func:`stancebook.codebook.phrases.find_phrases`.
    n_articles : int
        Number of articles in which they were found.
    limit : int
        So many are wanted; more are returned.
    """
    chosen = [
        phrase
        for phrase in phrases.values()
        if _may_name(phrase) and not _is_person(phrase, phrases)
    ]
    chosen.sort(key=lambda phrase: (-phrase.score, phrase.words))
    groups: list[Group] = []
    for phrase in chosen:
        if len(phrase.words) == 1:
            continue
        owner = next((group for group in groups if _is_variant(phrase, group.leader)), None)
        if owner is not None:
            owner.phrases.append(phrase)
        elif _may_lead(phrase, n_articles) and len(groups) < 40 * limit:
            groups.append(Group([phrase]))
    held = {phrase.words for group in groups for phrase in group.phrases}
    things = [one for one in banned_things(chosen, n_articles) if one.words not in held]
    groups += [Group([thing]) for thing in things]
    for phrase in chosen:
        if len(phrase.words) == 1 and phrase not in things:
            _place_short_form(phrase, groups, chosen, n_articles)
    groups = join_changes(groups, phrases)
    return sorted(groups, key=lambda group: (-group.weight, group.leader.words))


def _place_short_form(
    phrase: Phrase, groups: list[Group], chosen: list[Phrase], n_articles: int
) -> None:
    """Give a single word to the matter that it is short for, or make it one of its own."""
    owners = [group for group in groups if _is_short(phrase, group.leader)]
    if not owners:
        if _may_lead(phrase, n_articles):
            groups.append(Group([phrase]))
        return
    same = [group for group in owners if _is_head(phrase, group.leader)] or owners
    same.sort(key=lambda group: -group.leader.score)
    owner = same[0]
    if (
        n_articles >= FEWEST_DISPUTED
        and _stands_alone(phrase, owner)
        and _may_lead(phrase, n_articles)
    ):
        kinds = [group for group in same if 3 * group.leader.count < phrase.count]
        groups[:] = [group for group in groups if group not in kinds] + [Group([phrase])]
        return
    clear = len(same) == 1 or owner.leader.score >= 2 * same[1].leader.score
    if clear and _is_meant(phrase, owner, chosen):
        owner.phrases.append(phrase)
    elif phrase.definite >= _OFTEN:
        owner.doubtful.append(phrase)


def _stands_alone(phrase: Phrase, owner: Group) -> bool:
    """Say whether a word names a matter of its own: "sanctions" beside "new sanctions"."""
    return 2 * phrase.definite < phrase.count and phrase.own >= 3 * owner.leader.count


def _is_meant(phrase: Phrase, owner: Group, chosen: Iterable[Phrase]) -> bool:
    """Say whether a single word can only mean the matter: "the lake", with a swimming lake."""
    is_head = _is_head(phrase, owner.leader)
    named = set().union(*(one.where for one in owner.phrases))
    outside = phrase.where.keys() - named
    if not is_head or not phrase.head:
        often = phrase.definite > 1 and 2 * phrase.definite >= phrase.own
        return often and not outside if not is_head else often and 4 * len(outside) <= len(named)
    others = {
        article
        for one in chosen
        if len(one.words) > 1 and _is_head(phrase, one) and not _shares_words(one, owner.leader)
        for article in one.where
    }
    return not outside & others and 2 * len(outside) <= len(phrase.where)


def _is_short(phrase: Phrase, leader: Phrase) -> bool:
    """Say whether a single word may stand for what a phrase names."""
    alike = phrase.head and phrase.head == leader.head and phrase.head in alike_groups()
    return bool(alike) or (_is_head(phrase, leader) and phrase.definite > 0)


def _shares_words(phrase: Phrase, leader: Phrase) -> bool:
    """Say whether two phrases of one head share more: "short-let ban", "ban on short-term lets"."""
    one, other = (
        {
            singular_word(part)
            for word in x.words
            if word != head_word(x.words)
            for part in word.split("-")
        }
        for x in (phrase, leader)
    )
    return not LINKS.issuperset(one & other)


def _is_head(phrase: Phrase, longer: Phrase) -> bool:
    return singular_word(phrase.words[0]) == singular_word(head_word(longer.words))


def _may_name(phrase: Phrase) -> bool:
    """Say whether a phrase may be a name of a concept: its main one, or an alias."""
    words = phrase.form.split()
    if phrase.electing and words[0][0].isupper():
        return False  # a district
    if not phrase.head and names_people(phrase.words):
        return False
    if not phrase.head and any(word[0].isupper() for word in words):
        return False  # people, bodies and places
    is_short = len(words) == 1 and (phrase.head or phrase.definite > 1)
    if 3 * phrase.own < phrase.count and not is_short:
        return False
    return bool(phrase.head) or phrase.is_noun


def _is_person(phrase: Phrase, phrases: Mapping[tuple[str, ...], Phrase]) -> bool:
    """Say whether a first name opens what only its last word makes a ward: "Sheila Ward".

    Nobody writes "the Sheila Ward", nor "the ward" for her.
    """
    from ..actors.lexicon import given_names

    parts = phrase.form.split()
    if len(parts) != 2 or not all(part[0].isupper() for part in parts) or phrase.definite:
        return False
    head = phrases.get(phrase.words[-1:])
    is_common = head is not None and head.form.islower()
    return phrase.words[0] in given_names() and not is_common


def _may_lead(phrase: Phrase, n_articles: int) -> bool:
    """Say whether a phrase stands out enough to be a concept."""
    words = phrase.form.split()
    is_name = words[0][0].isupper()
    if is_name and _SPEAKING * phrase.speaking >= phrase.count:
        return False  # a body: the party "Progressive Accord" says and decides
    if 3 * phrase.own < phrase.count:
        return False  # a piece of a longer phrase: the "tram" of a tram bill
    if not is_name and phrase.articles < 2 and n_articles >= _FEW:
        return False
    if len(words) == 1 and singular_word(phrase.words[0]) in general_nouns():
        return False
    if n_articles >= FEWEST_DISPUTED:
        return _is_disputed(phrase, n_articles)
    if len(words) == 1:
        is_often = phrase.count >= (4 if phrase.head else 6)
        is_telling = bool(phrase.head) or len(words[0]) >= 8
        return is_often and is_telling and 4 * phrase.sided >= phrase.count
    if phrase.head:
        often = phrase.sided > 0 or phrase.head == "ban" or n_articles < _FEW
        return (phrase.count > 1 and often) or (is_name and words[-1][0].isupper())
    if 2 * phrase.placed >= phrase.count:
        return False  # where something happens
    often = phrase.count >= (_OFTEN if n_articles >= _FEW else 3 - (phrase.articles > 1))
    return often and 3 * phrase.sided >= phrase.count


def _is_disputed(phrase: Phrase, n_articles: int) -> bool:
    """Say whether somebody takes a side on it or decides on it, so that it is no mere subject."""
    is_small = phrase.form[0].islower()
    if phrase.count < 2 or phrase.articles < 1 + is_small or 2 * phrase.placed >= phrase.count:
        return False
    n_governing = len(phrase.governing)
    often = _SHARE * phrase.governed >= phrase.count
    fewest = 2 if n_articles < _VERY_MANY else 3
    if phrase.head and len(phrase.words) > 1:
        is_ban = phrase.head == "ban" and is_small
        enough = phrase.governed >= (fewest - 1 if is_small else 1)
        return is_ban or n_governing >= 3 or (often and enough)
    much = n_governing >= fewest or phrase.governed >= 2 * fewest
    if len(phrase.words) > 1:
        return 2 * phrase.nominal >= phrase.count and often and much
    if phrase.head:
        is_known = phrase.head in lone_kinds() or 2 * phrase.definite >= phrase.count
        return is_known and often and much
    if 4 * phrase.nominal < 3 * phrase.count or phrase.words[0] in cue_nouns():
        return False
    return n_governing >= 3 and (often or 3 * n_governing >= n_articles)


def _is_variant(phrase: Phrase, leader: Phrase) -> bool:
    """Say whether two longer phrases name one thing, by their words and by who comes first."""
    if phrase.head != leader.head:
        return False
    short, long = sorted((phrase, leader), key=lambda one: len(one.words))
    few, many = (tuple(map(singular_word, one.words)) for one in (short, long))
    if many[-len(few) :] == few:
        return True
    alike = phrase.head in alike_groups()
    if alike and LINKS.intersection(few):  # "limit on lets", but no "cap on fares"
        if few[0] != many[0] and few[1:] == many[1:]:
            return True
    elif phrase.head and few[:-1] == many[:-1]:
        return few[-1] == many[-1] or alike
    if singular_word(head_word(few)) != singular_word(head_word(many)):
        return False
    return _shortens(short, few, long, many) or _turns_round(few, many)


def _shortens(short: Phrase, few: tuple, long: Phrase, many: tuple) -> bool:
    """Say whether one is the other without a word between: "free bus", "free school bus".

    Where both stand in an article, the longer one must come first.
    """
    words = iter(many)
    if few[0] != many[0] or not all(word in words for word in few):
        return False
    both = short.where.keys() & long.where.keys()
    return bool(both) and all(long.where[one] <= short.where[one] for one in both)


def _turns_round(few: tuple, many: tuple) -> bool:
    """Say whether one names after its head what the other names before it: "ban on shirt adverts".

    Examples
    --------
    >>> _turns_round(("shirt", "ban"), ("ban", "on", "shirt", "advert"))
    True
    """
    before, after = (few, many) if not LINKS.intersection(few) else (many, few)
    if LINKS.intersection(before) or not LINKS.intersection(after):
        return False
    return set(before[:-1]) <= set(after[1:])


def head_word(words: tuple[str, ...]) -> str:
    """Return the word that stands alone for a phrase: "treaty" for a treaty on something."""
    for place, word in enumerate(words):
        if word in LINKS and place:
            return words[place - 1]
    return words[-1]
