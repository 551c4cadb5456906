"""Training examples from the program's own candidates: what it will ask is what it learns from."""

from __future__ import annotations

import random
from collections.abc import Iterator
from types import SimpleNamespace

import pandas as pd

from ..statements.candidates import find_candidates
from ..statements.debates import Debate
from ..statements.model import ArticleReader
from ..statements.scoring import actor_names, same_name
from ..tables import STANCES, VOICES


def candidate_examples(
    debate: Debate,
    encoder: object,
    *,
    passages: pd.DataFrame,
    attributions: pd.DataFrame,
    mentions: pd.DataFrame,
    chance: random.Random | None = None,
) -> Iterator[tuple]:
    """Yield an example for every candidate of a debate, labelled by its gold statements.

    Parameters
    ----------
    debate : Debate
        Articles and gold.
    encoder : Encoder
        Any that cuts word pieces as the stance model does.
    passages, attributions, mentions : DataFrame
        Tables of the debate's articles as the program finds them.
    chance : random.Random, optional
        Where given, descriptions are dropped now and then.

    Yields
    ------
    tuple
        As in :mod:`stancebook.training.stance_data`; the group is ``pos``, ``neg_same`` (the
        sentence holds a statement on the concept by somebody else), ``neg_other`` (by the same
        actor on another concept), or ``neg_quiet``.
    """
    concepts = [
        SimpleNamespace(**{**raw, "aliases": tuple(raw["aliases"])})
        for raw in debate.codebook["concepts"]
    ]
    plain = [SimpleNamespace(**{**vars(one), "description": ""}) for one in concepts]
    readers = [ArticleReader(encoder, concepts), ArticleReader(encoder, plain)]
    names = actor_names(debate.codebook)

    gold: dict[tuple, list] = {}
    for row in debate.gold.itertuples(index=False):
        gold.setdefault((row.article_id, row.in_title), []).append(row)
    tables = {"passages": passages, "attributions": attributions, "mentions": mentions}
    for article in find_candidates(debate.articles, concepts, **tables):
        for candidate in article.candidates:
            unit = article.seen.units[candidate.unit]
            here = [
                row
                for row in gold.get((article.article_id, unit.in_title), ())
                if row.start < unit.end and unit.start < row.end
            ]
            concept = concepts[candidate.concept].id
            mine = [
                row
                for row in here
                if same_name(row.actor, names) == same_name(candidate.actor, names)
            ]
            label = next((row for row in mine if row.concept == concept), None)
            group = "pos" if label else "neg_other" if mine else "neg_quiet"
            if not mine and any(row.concept == concept for row in here):
                group = "neg_same"
            reader = readers[chance is not None and chance.random() < 0.15]
            ids, segments, place = reader.read(article, candidate)
            side = STANCES.index(label.stance) if label else -1
            voice = VOICES.index(label.voice) if label else -1
            key = (debate.name, article.article_id, candidate.unit, concept, candidate.actor)
            yield ("debate", group, ids, segments, place, int(bool(label)), side, voice, key)
