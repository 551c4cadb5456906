"""Quotations that carry on: sentences that name no speaker, given to the one who was speaking."""

from __future__ import annotations

from bisect import bisect_right

import pandas as pd

from ..tables import UNRESOLVED
from .entities import Entity
from .found import Found
from .words import Reading

_TITLE_WIDTH = 60

Place = tuple[Found, Entity | None]


def empty_mentions(
    reading: Reading, places: list[Place], attributions: pd.DataFrame | None
) -> list[Place]:
    """Return an empty mention for each sentence whose words belong to a speaker named elsewhere.

    Parameters
    ----------
    reading : Reading
        The text.
    places : list of (Found, Entity or None)
        What has been found and resolved in it.
    attributions : DataFrame or None
        Where given, contents whose speaker stands in another sentence are used too.
    """
    by_sentence: dict[int, list[Place]] = {}
    for place in places:
        by_sentence.setdefault(place[0].sentence, []).append(place)
    speakers = _by_attribution(reading, places, attributions)
    quoted = [_quotes_in(reading, index) for index in range(len(reading.sentences))]
    said: list[Entity | None] = [None] * len(reading.sentences)
    for index, (has_quote, _) in enumerate(quoted):
        if has_quote:
            said[index] = _speaker_in(reading, index, by_sentence.get(index, ()))
    empty: list[Place] = []
    for index, (has_quote, whole) in enumerate(quoted):
        entity = speakers.get(index)
        if entity is None and has_quote and whole and said[index] is None:
            entity = _carried(reading, index, said, quoted)
            if entity is None and index and not quoted[index - 1][0]:
                paragraphs = reading.paragraph_of
                if paragraphs[index - 1] == paragraphs[index]:
                    entity = _last_subject(by_sentence.get(index - 1, ()))
            said[index] = entity
        if entity is not None and (index in speakers or whole):
            start = reading.sentences[index][0]
            at = reading.at(start)
            empty.append((Found(start, start, at, at, "empty", "", index, True), entity))
    return empty


def speaker_spans(attributions: pd.DataFrame | None, *, in_title: bool) -> list[tuple[int, int]]:
    """Return the places of all speakers of a title or text, in order."""
    if attributions is None or attributions.empty:
        return []
    rows = attributions[attributions["in_title"].astype(bool) == in_title]
    return sorted({(int(s), int(e)) for spans in rows["speaker_spans"] for s, e in spans})


def mark_speakers(found: list[Found], spans: list[tuple[int, int]]) -> None:
    """Mark the places that the reader of reported speech took for speakers, in place."""
    at = 0
    for start, end in spans:
        while at < len(found) and found[at].end <= start - 400:
            at += 1
        for one in found[at:]:
            if one.start >= end:
                break
            if one.end > start and not (one.local and one.start > start):
                one.agent = one.subject = True


def left_speakers(
    reading: Reading, places: list[Place], spans: list[tuple[int, int]]
) -> list[Place]:
    """Return the speakers that no rule found: groups without a name, unresolved."""
    known = sorted((one.start, one.end) for one, _ in places if one.shape != "thing")
    left: list[Place] = []
    at = 0
    for start, end in spans:
        while at < len(known) and known[at][1] <= start:
            at += 1
        first, last = reading.at(start), reading.at(end)
        if (at < len(known) and known[at][0] < end) or last <= first:
            continue
        token = reading.tokens[first]
        name = reading.text[start:end]
        group = Found(start, end, first, last, "group", name, token.sentence, token.quoted)
        group.agent = True
        left.append((group, None))
    return left


def _quotes_in(reading: Reading, index: int) -> tuple[bool, bool]:
    """Tell whether a sentence holds quoted words, and whether it holds nothing else."""
    start, end = reading.sentences[index]
    words = [t for t in reading.between(start, end) if t.text[0].isalnum()]
    inside = sum(token.quoted for token in words)
    return inside > 0, bool(words) and inside == len(words)


def _speaker_in(reading: Reading, index: int, places: list[Place]) -> Entity | None:
    """Return the speaker that a sentence names beside its quotation."""
    start, end = reading.sentences[index]
    marks = [mark for quote in _quotes_near(reading, start, end) for mark in quote]
    best: tuple[float, int] | None = None
    chosen: Entity | None = None
    for one, entity in places:
        introduces = one.shape == "person" and _is_before_colon(reading, one)
        if one.quoted or entity is None or not (one.agent or introduces):
            continue
        gap = min((min(abs(one.start - m), abs(one.end - m)) for m in marks), default=9999)
        gap -= _TITLE_WIDTH * (entity.shape == "person")  # "said the League's chair, Ilse Korn"
        if best is None or (gap, one.start) < best:
            best, chosen = (gap, one.start), entity
    return chosen


def _is_before_colon(reading: Reading, one: Found) -> bool:
    """Tell whether a quotation follows a colon in the sentence: "Lunde at the lectern: ..."."""
    tokens = reading.tokens
    for index in range(one.last, min(one.last + 14, len(tokens) - 1)):
        if tokens[index].sentence != one.sentence:
            break
        if tokens[index].text == ":":
            return tokens[index + 1].text in '"“«„'
    return False


def _last_subject(places: list[Place]) -> Entity | None:
    """Return the person a sentence without a quotation is about, whom the next sentence quotes."""
    people = [
        (one, entity)
        for one, entity in places
        if entity is not None and entity.shape == "person" and not one.quoted
    ]
    for one, entity in people:
        if one.agent or one.subject:
            return entity
    return people[0][1] if len({entity.number for _, entity in people}) == 1 else None


def _quotes_near(reading: Reading, start: int, end: int) -> list[tuple[int, int]]:
    at = max(0, bisect_right(reading.quotes, (start, -1)) - 1)
    near = []
    for quote in reading.quotes[at:]:
        if quote[0] >= end:
            break
        if quote[1] > start:
            near.append(quote)
    return near


def _carried(
    reading: Reading, index: int, said: list[Entity | None], quoted: list[tuple[bool, bool]]
) -> Entity | None:
    """Return who goes on speaking: the speaker just before, else the one named just after."""
    paragraphs = reading.paragraph_of
    same = index > 0 and paragraphs[index - 1] == paragraphs[index]
    before = said[index - 1] if index and quoted[index - 1][0] else None
    if before is not None and (same or _opens_again(reading, index)):
        return before
    after = index + 1
    while after < len(said) and paragraphs[after] == paragraphs[index] and after - index <= 3:
        if not quoted[after][0]:
            return None
        if said[after] is not None:
            return said[after]
        after += 1
    return said[index - 1] if same else before


def _opens_again(reading: Reading, index: int) -> bool:
    """Tell whether the paragraph before left its quotation open, as carried-on quotes do."""
    end = reading.sentences[index - 1][1]
    return not reading.text[max(0, end - 2) : end].rstrip().endswith(("”", '"', "»", "’"))


def _by_attribution(
    reading: Reading, places: list[Place], attributions: pd.DataFrame | None
) -> dict[int, Entity]:
    """Return sentences that hold only content, with the speaker that the attribution names."""
    if attributions is None or attributions.empty:
        return {}
    bounds = [start for start, _ in reading.sentences]
    ordered = sorted(((one.start, one.end), number) for number, (one, _) in enumerate(places))
    starts = [span[0] for span, _ in ordered]
    found: dict[int, Entity] = {}
    rows = attributions[~attributions["in_title"].astype(bool)]
    for spans, contents in zip(rows["speaker_spans"], rows["content_spans"], strict=True):
        inside = []
        for start, end in spans:
            at = max(0, bisect_right(starts, start) - 3)
            inside += [
                places[number][1]
                for (left, right), number in ordered[at : at + 12]
                if left < end and right > start and places[number][1] is not None
            ]
        if not inside:
            continue
        entity = next((one for one in inside if one.shape == "person"), inside[0])
        named = {bisect_right(bounds, start) - 1 for start, _ in spans}
        for start, end in contents:
            first = max(0, bisect_right(bounds, start) - 1)
            for index in range(first, len(bounds)):
                if bounds[index] >= end:
                    break
                if index not in named:
                    found.setdefault(index, entity)
    return found


def speaker_mentions(
    attributions: pd.DataFrame, mentions: pd.DataFrame, *, actors: pd.DataFrame
) -> pd.DataFrame:
    """Choose the one mention that speaks for each attribution.

    Parameters
    ----------
    attributions : DataFrame
        See :data:`stancebook.tables.ATTRIBUTIONS`.
    mentions : DataFrame
        See :data:`stancebook.tables.MENTIONS`.
    actors : DataFrame
        See :data:`stancebook.tables.ACTORS`.

    Returns
    -------
    DataFrame
        ``attribution_id``, ``mention_id``, ``actor``; no row for an attribution without a speaker
        or whose speaker holds no mention. In "Ana Ruiz, a spokeswoman for the ministry" the
        person speaks, else the first actor that the words name.
    """
    people = set(actors.loc[actors["type"] == "person", "actor"])
    named = mentions[mentions["kind"] != "empty"]
    columns = ["in_title", "start", "end", "mention_id", "actor"]
    places = {
        article: list(part[columns].itertuples(index=False, name=None))
        for article, part in named.groupby("article_id", sort=False)
    }
    starts = {
        (article, title): [place for place in some if place[0] == title]
        for article, some in places.items()
        for title in (True, False)
    }
    rows = []
    wanted = ["attribution_id", "article_id", "in_title", "speaker_spans"]
    for attribution, article, in_title, spans in attributions[wanted].itertuples(index=False):
        some = starts.get((article, bool(in_title)), [])
        hits = []
        for start, end in spans:
            at = max(0, bisect_right(some, start, key=lambda place: place[1]) - 4)
            for place in some[at:]:
                if place[1] >= end:
                    break
                if place[2] > start:
                    hits.append(place)
        if hits:
            best = min(hits, key=lambda hit: (hit[4] == UNRESOLVED, hit[4] not in people, hit[1]))
            rows.append((attribution, best[3], best[4]))
    return pd.DataFrame(rows, columns=["attribution_id", "mention_id", "actor"])
