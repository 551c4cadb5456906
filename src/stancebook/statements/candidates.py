"""Who may take a position where: pairs of a concerned sentence and an actor, for each concept."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from ..attributions.turns import SELF, find_questions
from ..tables import UNRESOLVED
from .holders import find_holder
from .positions import Holder
from .relevance import Concerned, Unit, article_units, find_concerned
from .spokespeople import holds_office, is_state, speaks_for

_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]?")

Span = tuple[int, int]


@dataclass
class Candidate:
    """One question to the model: this actor, this concept, this sentence.

    Attributes
    ----------
    unit : int
        Number of the title or sentence in the article.
    concept : int
        Number of the concept in the codebook.
    actor : str
        The actor's name.
    mention : (int, int) or None
        Place of the mention in the unit's text; None where a quote carries on or the outlet speaks.
    narrator : bool
        Whether the actor is the outlet.
    attribution_id : str
        The attribution that it rests on; empty where there is none.
    voice : str
        ``direct``, ``indirect`` where an attribution says so; empty where there is none.
    speaker : (int, int) or None
        Where the speaker stands before the unit: number of the unit and place of its first letter.
    reported : bool
        Whether the mention stands inside what somebody else is reported to say.
    represented : bool
        Whether the sentence introduces another actor as speaking for this one.
    holder : Holder or None
        Who takes the position that this actor tells, where that is somebody else.
    clause : (int, int) or None
        The only words of the sentence to be read; all where there is none.
    """

    unit: int
    concept: int
    actor: str
    mention: Span | None
    narrator: bool
    attribution_id: str
    voice: str
    speaker: Span | None = None
    reported: bool = False
    represented: bool = False
    holder: Holder | None = None
    clause: Span | None = None


@dataclass
class Said:
    """An attribution as seen from one unit."""

    attribution_id: str
    voice: str
    speaker: Span | None
    content: list[Span]
    cue: str


@dataclass
class ArticleCandidates:
    """An article's units and the candidates in them."""

    article_id: str
    title: str
    source: str
    seen: Concerned
    candidates: list[Candidate]


def find_candidates(
    articles: pd.DataFrame,
    concepts: Sequence[object],
    *,
    passages: pd.DataFrame,
    attributions: pd.DataFrame,
    mentions: pd.DataFrame,
) -> Iterator[ArticleCandidates]:
    """Yield, article by article, every pair of actor and concept in every concerned sentence.

    Parameters
    ----------
    articles : DataFrame
        Table ``articles``.
    concepts : sequence of Concept
        What the codebook asks about.
    passages, attributions, mentions : DataFrame
        Tables of the contract.

    Yields
    ------
    ArticleCandidates
        In the order of ``articles``; articles without a concerned sentence are left out. The
        questions of an interview are nobody's position.
    """
    groups = {
        name: dict(tuple(table.groupby("article_id", sort=False)))
        for name, table in (("p", passages), ("a", attributions), ("m", mentions))
    }
    for article in articles.itertuples(index=False):
        rows = groups["p"].get(article.article_id)
        if rows is None:
            continue
        seen = find_concerned(article_units(rows), concepts)
        if not any(seen.concerned):
            continue
        actors = _Mentions(groups["m"].get(article.article_id), seen.units)
        said = _speech(groups["a"].get(article.article_id), seen.units)
        is_asked = find_questions(article.text, source=article.source, author=article.author)
        found = [
            candidate
            for k, units in enumerate(seen.concerned)
            for i in units
            if seen.units[i].in_title or not is_asked(seen.units[i].start)
            for candidate in _of_unit(i, k, seen.units, actors, said, article.source)
        ]
        if found:
            yield ArticleCandidates(article.article_id, article.title, article.source, seen, found)


class _Mentions:
    """The mentions of one article by unit, and the actor at a place."""

    def __init__(self, table: pd.DataFrame | None, units: Sequence[Unit]) -> None:
        self.units = units
        self.by_unit: list[list[tuple[Span, str]]] = [[] for _ in units]
        self.places: list[tuple[bool, int, int, str]] = []
        self._holders: dict[tuple[int, str, str], Holder | None] = {}
        self._speaking: dict[tuple[str, str], bool] = {}
        if table is None:
            return
        rows = table.sort_values(["in_title", "start", "end"]).itertuples(index=False)
        self.places = [(r.in_title, r.start, r.end, r.actor) for r in rows]
        for in_title in (True, False):
            inside = [(i, u) for i, u in enumerate(units) if u.in_title == in_title]
            at = 0
            for title, start, end, actor in self.places:
                if title != in_title:
                    continue
                while at < len(inside) and inside[at][1].end <= start:
                    at += 1
                if at < len(inside) and inside[at][1].start <= start:
                    i, unit = inside[at]
                    span = (start - unit.start, min(end, unit.end) - unit.start)
                    if actor != UNRESOLVED:
                        self.by_unit[i].append((span, actor))

    def last_before(self, i: int, actor: str) -> Span | None:
        """Return where one of the two units before names the actor last: unit and first letter."""
        for j in range(i - 1, max(-1, i - 3), -1):
            for span, name in reversed(self.by_unit[j]):
                if name == actor and span[0] < span[1]:
                    return j, span[0]
        return None

    def holder(self, i: int, speaker: str, said: Said | None) -> Holder | None:
        """Return who takes the position that a speaker tells in a unit, if it is another."""
        if said is None:
            return None
        asked = (i, speaker, said.attribution_id)
        if asked not in self._holders:  # the same for every concept
            self._holders[asked] = self._find_holder(i, speaker, said)
        return self._holders[asked]

    def _find_holder(self, i: int, speaker: str, said: Said) -> Holder | None:
        found = find_holder(self.units[i].text, said.content[0], said.cue, self.by_unit[i], speaker)
        if found is None or not found.actor:
            return found
        pair = (speaker, found.actor)
        if pair not in self._speaking:
            self._speaking[pair] = self._speaks_for(*pair)
        return None if self._speaking[pair] else found

    def _speaks_for(self, speaker: str, body: str) -> bool:
        """Return whether any sentence introduces one actor as speaking for another.

        Who holds an office, and every body of a state, speaks for the state.
        """
        state = is_state(body)
        if state and is_state(speaker):
            return True
        for unit, mentions in zip(self.units, self.by_unit, strict=True):
            own = [span for span, actor in mentions if actor == speaker]
            if state and any(holds_office(unit.text, span) for span in own):
                return True
            for span, actor in mentions if own else ():
                if actor == body and any(speaks_for(unit.text, one, span) for one in own):
                    return True
        return False

    def actor_at(self, start: int, end: int) -> str:
        """Return the actor of the longest resolved mention that overlaps a span of the text."""
        best, name = 0, ""
        for in_title, low, high, actor in self.places:
            overlap = min(end, high) - max(start, low)
            if not in_title and actor != UNRESOLVED and overlap > best:
                best, name = overlap, actor
        return name


def _speech(table: pd.DataFrame | None, units: Sequence[Unit]) -> list[list[Said]]:
    """Return, for each unit, the attributions whose content lies in it, in the unit's places."""
    said: list[list[Said]] = [[] for _ in units]
    if table is None:
        return said
    places = {
        in_title: [i for i, unit in enumerate(units) if unit.in_title == in_title]
        for in_title in (True, False)
    }
    ends = {key: [units[i].end for i in where] for key, where in places.items()}
    for row in table.itertuples(index=False):
        speaker = tuple(row.speaker_spans[0]) if len(row.speaker_spans) else None
        inside: dict[int, list[Span]] = {}
        for low, high in row.content_spans:
            at = bisect_right(ends[row.in_title], low)
            for i in places[row.in_title][at:]:
                unit = units[i]
                if unit.start >= high:
                    break
                span = max(low, unit.start) - unit.start, min(high, unit.end) - unit.start
                inside.setdefault(i, []).append(span)
        for i in sorted(inside):
            said[i].append(Said(row.attribution_id, row.voice, speaker, inside[i], row.cue))
    return said


def _of_unit(
    i: int, k: int, units: Sequence[Unit], actors: _Mentions, said: list[list[Said]], source: str
) -> Iterator[Candidate]:
    unit = units[i]
    quoted = [match.span() for match in _QUOTED.finditer(unit.text)]
    by_actor: dict[str, list[Span]] = {}
    for span, actor in actors.by_unit[i]:
        by_actor.setdefault(actor, []).append(span)
    for actor, all_spans in by_actor.items():
        spans = [span for span in all_spans if span[0] < span[1]]
        spoken = [(span, one) for span in spans if (one := _speech_at(unit, span, said[i]))]
        outside = [s for s in spans if not any(q[0] <= s[0] < q[1] for q in quoted)]
        if spoken:
            mention, one = spoken[0]
        elif spans:
            mention = (outside or spans)[0]
            one = _own_speech(unit, mention, actor, actors, said[i])
        else:
            mention, one = None, said[i][0] if said[i] else None
        told = (one.attribution_id, one.voice) if one else ("", "")
        speaker = None if mention else actors.last_before(i, actor)
        reported = mention is not None and one is None and _is_inside(mention[0], said[i])
        others = [span for span, other in actors.by_unit[i] if other != actor]
        represented = mention is not None and any(
            speaks_for(unit.text, other, mention) for other in others
        )
        holder = actors.holder(i, actor, one)
        yield Candidate(i, k, actor, mention, False, *told, speaker, reported, represented, holder)
    for one in said[i]:
        if not one.speaker or unit.in_title or unit.start <= one.speaker[0] < unit.end:
            continue
        actor = actors.actor_at(*one.speaker)
        if actor and actor not in by_actor:
            by_actor[actor] = []
            told = (one.attribution_id, one.voice)
            before = actors.last_before(i, actor)
            holder = actors.holder(i, actor, one)
            yield Candidate(i, k, actor, None, False, *told, before, holder=holder)
    if source and not said[i] and not by_actor and unit.spans[k]:
        yield Candidate(i, k, source, None, True, "", "")


def _is_inside(at: int, said: Sequence[Said]) -> bool:
    return any(low <= at < high for one in said for low, high in one.content)


def _own_speech(
    unit: Unit, mention: Span, actor: str, actors: _Mentions, said: Sequence[Said]
) -> Said | None:
    """Return the attribution in which a speaker names himself by "I"."""
    if unit.text[slice(*mention)].lower() not in SELF:
        return None
    for one in said:
        if one.speaker and _is_inside(mention[0], [one]) and actors.actor_at(*one.speaker) == actor:
            return one
    return None


def _speech_at(unit: Unit, span: Span, said: Sequence[Said]) -> Said | None:
    start, end = span[0] + unit.start, span[1] + unit.start
    for one in said:
        if one.speaker and one.speaker[0] < end and one.speaker[1] > start:
            return one
    return None
