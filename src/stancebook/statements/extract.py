"""Statements: who is for or against what, shown by which sentence, and how sure that is."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator

import pandas as pd

from ..encoder import has_model
from ..errors import InputError
from ..tables import (
    ARTICLES,
    ATTRIBUTIONS,
    MENTIONS,
    PASSAGES,
    STANCES,
    STATEMENTS,
    check_table,
    make_table,
    stable_id,
)
from .candidates import ArticleCandidates, Candidate, find_candidates
from .nearness import about_nearest
from .rules import Judgement, judge_by_rules

RULES_CUT = 0.5
METHODS = ("model", "rules")


def extract_statements(
    articles: pd.DataFrame,
    codebook: object,
    *,
    passages: pd.DataFrame,
    attributions: pd.DataFrame,
    mentions: pd.DataFrame,
    method: str = "model",
) -> pd.DataFrame:
    """Find every actor's stance on every concept of the codebook, sentence by sentence.

    Parameters
    ----------
    articles : DataFrame
        Table ``articles``.
    codebook : Codebook
        ``concepts``: each with ``id``, ``name``, ``aliases`` and ``description``.
    passages, attributions, mentions : DataFrame
        Tables of the contract.
    method : {"model", "rules"}
        The shipped network, or word lists with negation (the baseline). The model gives way to
        the rules, with a warning, only where its weights are missing.

    Returns
    -------
    DataFrame
        Table ``statements``, in the order of the articles and of the text; one row per sentence,
        actor and concept whose presence is more likely than not by the model's card. Where
        ``confidence`` is below the card's ``min_confidence`` a row is an abstention.

    Raises
    ------
    TableError
        Where a table breaks its contract.
    InputError
        Where there is no such method.
    """
    if method not in METHODS:
        raise InputError(f"method: expected one of {list(METHODS)}, got {method!r}")
    for table, contract in (
        (articles, ARTICLES),
        (passages, PASSAGES),
        (attributions, ATTRIBUTIONS),
        (mentions, MENTIONS),
    ):
        check_table(table, contract)
    concepts = list(codebook.concepts)
    found = find_candidates(
        articles, concepts, passages=passages, attributions=attributions, mentions=mentions
    )
    if method == "model" and not has_model("stance"):
        warnings.warn(
            "the weights of the stance model are missing; statements are found by word lists",
            stacklevel=2,
        )
        method = "rules"
    if method == "rules":
        judged, cut, sure = _by_rules(found), RULES_CUT, float
    else:
        from .model import confidence_of, judge_by_model, presence_cut

        judged, cut, sure = judge_by_model(found, concepts), presence_cut(), confidence_of
    rows = [row for article, pairs in judged for row in _rows(article, pairs, concepts, cut, sure)]
    return make_table(rows, STATEMENTS)


def _by_rules(
    found: Iterable[ArticleCandidates],
) -> Iterator[tuple[ArticleCandidates, list[tuple[Candidate, Judgement]]]]:
    for article in found:
        yield article, [(c, judge_by_rules(article, c)) for c in article.candidates]


def _rows(
    article: ArticleCandidates,
    judged: list[tuple[Candidate, Judgement]],
    concepts: list,
    cut: float,
    sure: Callable[[float], float],
) -> Iterator[dict[str, object]]:
    seen: set[tuple] = set()
    order: Callable = lambda pair: (pair[0].unit, -pair[1].presence)  # noqa: E731
    for candidate, judgement in sorted(
        about_nearest(article, judged, concepts, cut=cut), key=order
    ):
        key = (candidate.unit, candidate.actor, candidate.concept)
        if key in seen:
            continue
        seen.add(key)
        unit = article.seen.units[candidate.unit]
        sides = {"favor": judgement.favor, "against": judgement.against}
        sides["neutral"] = judgement.neutral
        stance = max(STANCES, key=sides.__getitem__)
        low, high = candidate.mention or (0, 0)
        place = (unit.start + low, unit.start + high) if candidate.mention else (-1, -1)
        concept = concepts[candidate.concept].id
        yield {
            "statement_id": stable_id(unit.passage_id, candidate.actor, *place, concept),
            "article_id": article.article_id,
            "passage_id": unit.passage_id,
            "in_title": unit.in_title,
            "start": unit.start,
            "end": unit.end,
            "text": unit.text,
            "actor": candidate.actor,
            "mention": unit.text[low:high],
            "mention_start": place[0],
            "mention_end": place[1],
            "concept": concept,
            "stance": stance,
            **{f"p_{name}": value for name, value in sides.items()},
            "confidence": sure(judgement.presence * sides[stance]),
            "voice": "narrator" if candidate.narrator else judgement.voice,
            "attribution_id": candidate.attribution_id,
        }
