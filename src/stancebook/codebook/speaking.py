"""Who speaks or acts in the articles, as the actors of a proposed codebook.

Each name goes with one actor.
"""

from __future__ import annotations

import re
import warnings
from collections import defaultdict
from collections.abc import Iterable

import pandas as pd

from ..tables import ACTOR_TYPES, UNRESOLVED
from .acting import count_acts
from .model import Codebook, CodebookActor

_MOST_ALIASES = 8
_DEPENDS = re.compile(r"\b(?:at|by|in|near|where|which|who|whose|with)\b")
_BELONGS = re.compile(r"\b(?:for|from|of)\b")
_TEACHES = re.compile(r"\b(?:University|College)\b")  # its professors speak for themselves
_THROUGH = 2
_FAR_MORE = 4
_SMALL = re.compile(r"\b[a-z]+\b")
_WHERE = r"\b(?:in|near|outside|across|around|throughout|through|at|people of|mayor of) ({})\b"


def propose_actors(
    articles: pd.DataFrame, attributions: pd.DataFrame | None, *, concepts: Codebook, limit: int
) -> tuple[tuple[CodebookActor, ...], tuple[str, ...]]:
    """Return those who speak most, then those who only act, with the names that mean them alone.

    Parameters
    ----------
    articles : DataFrame
        In which speakers are sought.
    attributions : DataFrame, optional
        Of these articles and perhaps more; None: found by rules.
    concepts : Codebook
        What is argued about: its names are no actors.
    limit : int
        At most so many.

    Returns
    -------
    tuple of CodebookActor
        Most speaking first, then by acts on a concept; a person must speak.
    tuple of str
        A note for each name that may mean several and is an alias of none.
    """
    from ..actors import resolve_actors
    from ..actors.lexicon import word_set
    from ..attributions import extract_attributions

    if attributions is None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            said = extract_attributions(articles, method="rules")
    else:
        said = attributions[attributions["article_id"].isin(articles["article_id"])]
    said = said.reset_index(drop=True)
    found = resolve_actors(articles, said, codebook=concepts)
    kinds = found.actors.set_index("actor")["type"]
    speaking = _speaking(found.mentions, said, articles, kinds)
    acting = count_acts(found.mentions, articles, concepts)
    everyone = found.actors[found.actors["actor"] != UNRESOLVED].assign(
        n_speaking=lambda table: table["actor"].map(speaking).fillna(0).astype(int),
        n_acting=lambda table: table["actor"].map(acting).fillna(0).astype(int),
    )
    texts = articles["title"] + "\n" + articles["text"]
    names = without_places(names_of(everyone), texts)
    meant = meant_by(everyone, names)
    fewest = 2 if len(articles) > 20 else 1
    acts = (everyone["n_acting"] >= 1) & ~everyone["type"].isin(["person", "other"])
    known = everyone[((everyone["n_speaking"] >= 1) | acts) & (everyone["n_mentions"] >= fewest)]
    known = known[known["type"].isin(ACTOR_TYPES) & ~known["actor"].isin(meant)]
    known = known[~known["actor"].str.lower().isin(word_set("bare"))]
    order = ["n_speaking", "n_acting", "n_mentions", "actor"]
    chosen = known.sort_values(order, ascending=[False, False, False, True]).head(limit)
    surnames = own_surnames(everyone, names, texts=texts)
    actors = tuple(
        CodebookActor(row.actor, _own_names(row.actor, names[row.actor], meant, surnames), row.type)
        for row in chosen.itertuples()
    )
    notes = (
        f"{name!r} may mean {' or '.join(sorted(owners))}: it is an alias of neither"
        for name, owners in sorted(meant.items())
        if len(owners) > 1 and owners & set(chosen["actor"])
    )
    return actors, tuple(notes)


def _speaking(
    mentions: pd.DataFrame, said: pd.DataFrame, articles: pd.DataFrame, kinds: pd.Series
) -> pd.Series:
    """Count by actor the mentions that are the speaker, not only named in a speaker's words.

    "Ana Ruiz, who has two children at Norton Academy" is Ana Ruiz; "the leader of the Civic List,
    Bo Lind" is Bo Lind. A body of a known kind speaks through its people: "Bo Lind of the Civic
    List" is both.
    """
    spans = said[["attribution_id", "article_id", "in_title", "speaker_spans"]]
    spans = spans.explode("speaker_spans").dropna()
    spans = spans.assign(
        first=[span[0] for span in spans["speaker_spans"]],
        last=[span[1] for span in spans["speaker_spans"]],
    )
    pairs = mentions.merge(spans, on=["article_id", "in_title"])
    inside = (pairs["start"] >= pairs["first"]) & (pairs["end"] <= pairs["last"])
    pairs = pairs[inside]
    if pairs.empty:
        return pd.Series(dtype=int)
    texts = {(row.article_id, False): row.text for row in articles.itertuples()}
    texts |= {(row.article_id, True): row.title for row in articles.itertuples()}
    rank = [
        _rank(
            texts[row.article_id, row.in_title][row.first : row.start],
            "other" if _TEACHES.search(row.actor) else kinds.get(row.actor, ""),
        )
        for row in pairs.itertuples()
    ]
    pairs = pairs.assign(rank=rank)
    best = pairs.groupby("attribution_id")["rank"].transform("min")
    speaks = (pairs["rank"] == best) | (pairs["rank"] == _THROUGH)
    return pairs[speaks].drop_duplicates("mention_id")["actor"].value_counts()


def _rank(before: str, kind: str) -> int:
    """Return how far back an actor stands among a speaker's words, by those before the name.

    Examples
    --------
    >>> _rank("", "person"), _rank("the leader of the Civic List, ", "person")
    (0, 1)
    >>> _rank("the leader of the ", "party"), _rank("Ana Ruiz, who lives in ", "other")
    (2, 3)
    """
    if not (_DEPENDS.search(before) or _BELONGS.search(before)):
        return 0
    if kind == "person":
        return 1
    return 3 if kind in ("other", "") or _DEPENDS.search(before) else _THROUGH


def names_of(everyone: pd.DataFrame) -> dict[str, list[str]]:
    """Return the aliases of each actor that are names, and no other's for sure.

    Descriptions such as "the minister" mean many people.
    """
    sure = set(everyone["actor"][_is_sure(everyone)])
    return {
        row.actor: [a for a in row.aliases if a[:1].isupper() and a not in sure]
        for row in everyone.itertuples()
    }


def without_places(names: dict[str, list[str]], texts: Iterable[str]) -> dict[str, list[str]]:
    """Leave out the aliases of bodies that are places, or a piece from the middle of their names.

    "Norton" is no alias of the Norton Walkers where something happens "in Norton"; nor is
    "Ambulance" one of the Moors Ambulance Trust.

    Parameters
    ----------
    names : dict
        From :func:`names_of`.
    texts : iterable of str
        The articles.
    """
    names = {
        actor: [a for a in aliases if not _is_middle(a, actor)] for actor, aliases in names.items()
    }
    shorter = {
        alias
        for actor, aliases in names.items()
        for alias in aliases
        if " " in actor and not alias.isupper()
    }
    if not shorter:
        return names
    placed = re.compile(_WHERE.format("|".join(sorted(map(re.escape, shorter), reverse=True))))
    places = {place for text in texts for place in placed.findall(text)}
    return {actor: [a for a in aliases if a not in places] for actor, aliases in names.items()}


def _is_middle(alias: str, actor: str) -> bool:
    return f" {alias} " in actor


def _is_sure(everyone: pd.DataFrame) -> pd.Series:
    """Tell whose name means nobody else: full names, and bodies of a known kind.

    "Jordan" the state is not short for Michael Jordan, and "Hamas" not for "Hamas police".
    """
    return everyone["actor"].str.contains(" ") | ~everyone["type"].isin(["person", "other"])


def meant_by(everyone: pd.DataFrame, names: dict[str, list[str]]) -> dict[str, set[str]]:
    """Return the actors that a name may mean, for each that is not sure to be one's own.

    These are the aliases of several actors, and single words that end a person's full name.
    """
    owners: dict[str, set[str]] = defaultdict(set)
    for actor, aliases in names.items():
        for alias in aliases:
            owners[alias].add(actor)
    shared = {alias: actors - {alias} for alias, actors in owners.items() if len(actors) > 1}
    people = everyone.loc[everyone["type"] == "person", "actor"]
    full: dict[str, set[str]] = defaultdict(set)
    for person in people[people.str.contains(" ")]:
        full[person.split()[-1]].add(person)
    counts = dict(zip(everyone["actor"], everyone.get("n_mentions", ()), strict=False))
    for alias, bearers in full.items():
        if len(bearers) > 1 and alias in owners and not _is_main(owners[alias], bearers, counts):
            shared[alias] = bearers
    lone = [actor for actor in everyone["actor"][~_is_sure(everyone)] if actor in full]
    return shared | {actor: full[actor] | shared.get(actor, set()) for actor in lone}


def _is_main(owners: set[str], bearers: set[str], counts: dict[str, int]) -> bool:
    """Tell whether a surname's one owner is named far more often than all others who bear it."""
    other = max((counts.get(one, 0) for one in bearers - owners), default=0)
    return len(owners) == 1 and counts.get(*owners, 0) >= _FAR_MORE * other


def own_surnames(
    everyone: pd.DataFrame, names: dict[str, list[str]], *, texts: Iterable[str] = ()
) -> dict[str, str]:
    """Return the surnames that one person alone bears, and no other name of the corpus is.

    A word that the texts write small too is one only where they use it alone for the person.

    Parameters
    ----------
    everyone : DataFrame
        All actors of the corpus, with ``actor`` and ``type``.
    names : dict
        From :func:`names_of`.
    texts : iterable of str
        The articles.
    """
    small = {word for text in texts for word in _SMALL.findall(text)}
    people = everyone.loc[everyone["type"] == "person", "actor"]
    bearing: dict[str, set[str]] = defaultdict(set)
    for person in people[people.str.contains(" ")]:
        bearing[person.split()[-1]].add(person)
    taken: dict[str, set[str]] = defaultdict(set)
    for actor, aliases in names.items():
        for form in (actor, *aliases):
            taken[form].add(actor)
    return {
        next(iter(owners)): surname
        for surname, owners in bearing.items()
        if len(owners) == 1
        and taken[surname] <= owners
        and (taken[surname] or surname.lower() not in small)
    }


def _own_names(
    actor: str, aliases: list[str], meant: dict[str, set[str]], surnames: dict[str, str]
) -> tuple[str, ...]:
    """Return the aliases that mean this actor alone, its bare surname among them."""
    own = [alias for alias in aliases if alias != actor and len(meant.get(alias, ())) < 2]
    own += [surnames[actor]] if actor in surnames else []
    own += [name for name, owners in meant.items() if owners == {actor}]
    return tuple(dict.fromkeys(own))[:_MOST_ALIASES]
