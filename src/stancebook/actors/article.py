"""One article by itself: its mentions and its entities, a pure function of the article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from ..attributions.languages import is_read
from ..attributions.turns import Turn, find_turns
from ..tables import stable_id
from .aliases import Aliases, read_aliases
from .bodies import mark_described
from .countries import load_countries
from .crowds import find_crowds, mark_crowds
from .descriptions import find_descriptions
from .entities import Entities, Entity
from .found import Found
from .fronts import mark_fronts
from .headlines import is_shouted, known_names, mark_bylines, mark_datelines, mark_headings
from .keeping import kept_places, kind_of, without_possessives
from .lexicon import given_names, load_lexicon, word_set
from .linking import Place, Walk
from .mentions import find_names
from .narrators import author_mentions, spoken_parts, with_own_words, without_labels
from .nobodies import mark_nobodies
from .offices import add_titles, mark_bodies, mark_people
from .places import mark_places
from .speakers import empty_mentions, left_speakers, mark_speakers, speaker_spans
from .subjects import mark_subjects
from .tagged import Label, join_labelled, read_labels, use_labels
from .words import Reading, read_text

MENTION_FIELDS = ("mention_id", "article_id", "in_title", "start", "end", "text", "kind", "entity")
ENTITY_FIELDS = (
    "article_id",
    "entity",
    "name",
    "shape",
    "type",
    "owner",
    "country",
    "acronym",
    "is_full",
    "home",
    "is_told",
    "forms",
)


class ArticleMentions(NamedTuple):
    """Mentions and entities of one article, or of several put one after the other.

    ``mentions`` has :data:`MENTION_FIELDS`, ``entity`` a number within the article (-1 where
    unresolved); ``entities`` has :data:`ENTITY_FIELDS`, ``forms`` a list of names as written.
    """

    mentions: list[tuple]
    entities: list[tuple]


def join_parts(parts: Iterable[ArticleMentions]) -> ArticleMentions:
    """Put the mentions and entities of several parts one after the other."""
    mentions: list[tuple] = []
    entities: list[tuple] = []
    for part in parts:
        mentions += part.mentions
        entities += part.entities
    return ArticleMentions(mentions, entities)


def mentions_by_article(
    articles: pd.DataFrame,
    attributions: pd.DataFrame | None = None,
    *,
    codebook: object | None = None,
    candidates: pd.DataFrame | None = None,
) -> Iterator[ArticleMentions]:
    """Yield the mentions of each article that is read, without looking from one to another.

    Parameters
    ----------
    articles, attributions, codebook, candidates
        See :func:`stancebook.resolve_actors`.
    """
    aliases = read_aliases(codebook)
    said = _by_article(attributions)
    marked = _by_article(candidates)
    columns = ["article_id", "title", "text", "source", "author"]
    for article in articles.loc[is_read(articles), columns].to_dict("records"):
        key = article["article_id"]
        yield mentions_of(article, said.get(key), codebook=aliases, candidates=marked.get(key))


def _by_article(table: pd.DataFrame | None) -> dict[str, pd.DataFrame]:
    return {} if table is None else dict(iter(table.groupby("article_id", sort=False)))


def mentions_of(
    article: Mapping[str, object],
    attributions: pd.DataFrame | None = None,
    *,
    codebook: object | None = None,
    candidates: pd.DataFrame | None = None,
) -> ArticleMentions:
    """Find and resolve the mentions of one article, without looking at any other.

    Parameters
    ----------
    article : mapping
        Row of :data:`stancebook.tables.ARTICLES`: ``article_id``, ``title``, ``text``, ``source``,
        ``author``.
    attributions : DataFrame, optional
        Rows of this article.
    codebook : Codebook or Aliases, optional
        Its actors' names win over every rule.
    candidates : DataFrame, optional
        Rows of this article: ``in_title``, ``start``, ``end``, ``label``, ``confidence``.

    Returns
    -------
    ArticleMentions
        Plain tuples, ready to be sent between processes and merged in any order.

    Examples
    --------
    >>> row = {"article_id": "a", "title": "", "source": "",
    ...        "text": "Senator Ana Ruiz spoke. She said the senator's vote was free."}
    >>> [(m[5], m[6], m[7]) for m in mentions_of(row).mentions]
    [('Ana Ruiz', 'name', 0), ('She', 'pronoun', 0), ('the senator', 'title', 0)]
    """
    aliases = codebook if isinstance(codebook, Aliases) else read_aliases(codebook)
    whole, source, author = (str(article.get(key) or "") for key in ("text", "source", "author"))
    entities = Entities(aliases, source)
    turns = find_turns(whole, source=source, author=author)
    text = read_text(whole, spoken=spoken_parts(turns))
    title = read_text(str(article.get("title") or ""), is_title=True, beside=text)
    spans = speaker_spans(attributions, in_title=False)
    found = _find(text, entities, read_labels(candidates, in_title=False), turns)
    mark_speakers(found, spans)
    places = without_possessives(Walk(found, text, entities).places(), text)
    headline = _find(title, entities, read_labels(candidates, in_title=True))
    mark_speakers(headline, speaker_spans(attributions, in_title=True))
    titled = without_possessives(Walk(headline, title, entities).places(), title)
    places += with_own_words(text, empty_mentions(text, places, attributions), turns)
    places += author_mentions(text, entities, author)
    places += left_speakers(text, places, spans)
    parts = [(title, True, kept_places(titled, title)), (text, False, kept_places(places, text))]
    return _as_records(str(article["article_id"]), entities, parts)


def _find(
    reading: Reading, entities: Entities, labels: list[Label], turns: Sequence[Turn] = ()
) -> list[Found]:
    """Return all places of a text in order, with subjects and titles marked."""
    shouted = is_shouted(reading)
    if shouted:
        names = known_names(reading, entities, entities.aliases)
    else:
        names = mark_datelines(reading, find_names(reading, entities.aliases))
        names = mark_bylines(reading, names)
        names = names if reading.is_title else mark_headings(reading, names)
    names = without_labels(join_labelled(reading, names, labels), turns)
    mark_people(reading, names)
    use_labels(names, labels)
    mark_nobodies(reading, names)
    mark_places(reading, names)
    mark_described(reading, names)
    mark_fronts(reading, names)
    add_titles(reading, names)
    mark_bodies(reading, names)
    mark_subjects(reading, names)
    _name(names, reading, entities)
    if shouted:
        return names
    rest = find_descriptions(reading, names, entities.aliases)
    mark_subjects(reading, rest)
    mark_crowds(reading, rest)
    rest += find_crowds(reading, names + rest)
    spokespeople = load_lexicon().spokespeople
    inside = {
        at for one in rest if one.head not in spokespeople for at in range(one.first, one.last)
    }
    outside = [
        one
        for one in names
        if not (one.shape in ("bodyword", "demonym", "unknown", "thing") and one.first in inside)
    ]
    return sorted(outside + rest, key=lambda one: (one.start, one.shape != "pronoun", -one.end))


def _name(names: list[Found], reading: Reading, entities: Entities) -> None:
    """Make the entities of a text: full names first, so that short ones find them."""
    demonyms = load_countries().demonyms
    for one in names:
        if one.shape == "thing" and one.name[:-1] in demonyms:
            entities.weigh_country(demonyms[one.name[:-1]], 1.0)
        if one.country:
            dateline = one.shape == "thing"
            weight = 3.0 if dateline else 2.0 if one.shape == "body" or one.agent else 1.0
            entities.weigh_country(one.country, weight)
        full = " " in one.name
        if one.owner:
            entity = entities.owner(one.owner)
        elif one.shape == "person" and full:
            entity = entities.person(one.name, titles=one.titles)
        elif one.shape == "body" and not one.acronym:
            entity = entities.body(one.name, country=one.country, kind=one.kind)
        else:
            continue
        if entity is not None:
            entity.forms[one.name] += 1
            entities.learn(entity, one.titles)
            _introduce_acronym(one, reading, entities, entity.number)


def _introduce_acronym(one: Found, reading: Reading, entities: Entities, number: int) -> None:
    """Bind "(PMAN)" behind a name to that name."""
    after = reading.tokens[one.last : one.last + 3]
    if len(after) == 3 and after[0].text == "(" and after[2].text == ")":
        word = after[1].text
        if len(word) > 1 and sum(c.isupper() for c in word) > len(word) / 2:
            entities.introduce_acronym(entities.all[number], word)


def _is_told(entity: Entity) -> bool:
    """Tell whether more than a first name makes a person: a title, "she", a surname alone."""
    opener = entity.name.split(" ")[0]
    opener = "" if opener.lower() in word_set("family_first") else opener
    alone = any(" " not in form for form, n in entity.forms.items() if n and form != opener)
    return entity.is_told or alone


def _has_first_name(entity: Entity) -> bool:
    return " " in entity.name and entity.name.split("-")[0].split()[0].lower() in given_names()


def _as_records(
    article_id: str, entities: Entities, parts: list[tuple[Reading, bool, list[Place]]]
) -> ArticleMentions:
    mentions: dict[tuple[bool, int, int], tuple] = {}
    used: set[int] = set()
    for reading, in_title, places in parts:
        for one, entity in places:
            place = (in_title, one.start, one.end)
            if place in mentions:
                continue
            number = -1 if entity is None else entity.number
            used.add(number)
            mentions[place] = (
                stable_id(article_id, in_title, one.start, one.end),
                article_id,
                in_title,
                one.start,
                one.end,
                reading.text[one.start : one.end],
                kind_of(one, entity),
                number,
            )
    home = entities.home
    rows = [
        (
            article_id,
            e.number,
            e.name,
            e.shape,
            "other" if e.type == "person" and not (_has_first_name(e) or _is_told(e)) else e.type,
            e.owner,
            e.country,
            e.acronym,
            e.is_full,
            home,
            e.shape == "person" and _is_told(e),
            sorted(form for form in e.forms if form),
        )
        for e in entities.all
        if e.number in used
    ]
    order = sorted(mentions, key=lambda place: (not place[0], place[1], -place[2]))
    return ArticleMentions([mentions[place] for place in order], rows)
