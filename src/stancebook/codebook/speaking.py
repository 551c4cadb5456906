"""Who speaks in the articles, as the actors of a proposed codebook: each name with one actor."""

from __future__ import annotations

import warnings
from collections import defaultdict

import pandas as pd

from ..tables import ACTOR_TYPES, UNRESOLVED
from .model import Codebook, CodebookActor

_MOST_ALIASES = 8


def propose_actors(
    articles: pd.DataFrame, attributions: pd.DataFrame | None, *, concepts: Codebook, limit: int
) -> tuple[tuple[CodebookActor, ...], tuple[str, ...]]:
    """Return those who speak most, with the names that mean them alone.

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
        Most speaking first.
    tuple of str
        A note for each name that may mean several and is an alias of none.
    """
    from ..actors import resolve_actors
    from ..attributions import extract_attributions

    if attributions is None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            said = extract_attributions(articles, method="rules")
    else:
        said = attributions[attributions["article_id"].isin(articles["article_id"])]
    said = said.reset_index(drop=True)
    found = resolve_actors(articles, said, codebook=concepts)
    speaking = _speaking(found.mentions, said)
    everyone = found.actors[found.actors["actor"] != UNRESOLVED].assign(
        n_speaking=lambda table: table["actor"].map(speaking).fillna(0).astype(int)
    )
    names = names_of(everyone)
    meant = meant_by(everyone, names)
    fewest = 2 if len(articles) > 20 else 1
    known = everyone[(everyone["n_speaking"] >= 1) & (everyone["n_mentions"] >= fewest)]
    known = known[known["type"].isin(ACTOR_TYPES) & ~known["actor"].isin(meant)]
    order = ["n_speaking", "n_mentions", "actor"]
    chosen = known.sort_values(order, ascending=[False, False, True]).head(limit)
    actors = tuple(
        CodebookActor(row.actor, _own_names(row.actor, names[row.actor], meant), row.type)
        for row in chosen.itertuples()
    )
    notes = (
        f"{name!r} may mean {' or '.join(sorted(owners))}: it is an alias of neither"
        for name, owners in sorted(meant.items())
        if len(owners) > 1 and owners & set(chosen["actor"])
    )
    return actors, tuple(notes)


def _speaking(mentions: pd.DataFrame, said: pd.DataFrame) -> pd.Series:
    """Count by actor the mentions that stand inside a speaker's words."""
    spans = said[["article_id", "in_title", "speaker_spans"]].explode("speaker_spans").dropna()
    spans = spans.assign(
        first=[span[0] for span in spans["speaker_spans"]],
        last=[span[1] for span in spans["speaker_spans"]],
    )
    pairs = mentions.merge(spans, on=["article_id", "in_title"])
    inside = (pairs["start"] >= pairs["first"]) & (pairs["end"] <= pairs["last"])
    return pairs[inside].drop_duplicates("mention_id")["actor"].value_counts()


def names_of(everyone: pd.DataFrame) -> dict[str, list[str]]:
    """Return the aliases of each actor that are names, and no other's for sure.

    Descriptions such as "the minister" mean many people.
    """
    sure = set(everyone["actor"][_is_sure(everyone)])
    return {
        row.actor: [a for a in row.aliases if a[:1].isupper() and a not in sure]
        for row in everyone.itertuples()
    }


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
    lone = [actor for actor in everyone["actor"][~_is_sure(everyone)] if actor in full]
    return shared | {actor: full[actor] | shared.get(actor, set()) for actor in lone}


def _own_names(actor: str, aliases: list[str], meant: dict[str, set[str]]) -> tuple[str, ...]:
    """Return the aliases that mean this actor alone, its bare surname among them."""
    own = [alias for alias in aliases if alias != actor and len(meant.get(alias, ())) < 2]
    own += [name for name, owners in meant.items() if owners == {actor}]
    return tuple(dict.fromkeys(own))[:_MOST_ALIASES]
