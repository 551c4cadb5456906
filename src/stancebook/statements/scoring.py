"""How good are found statements: compared with the statements that coders labelled."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import pandas as pd

from ..codebook.aliases import bare
from ..resampling import draw_counts, quantiles

SIDES = ("favor", "against")

_MEASURES = (
    "presence precision",
    "presence recall",
    "presence F1",
    "stance accuracy",
    "micro-F1",
    "micro-F1 with neutral",
)


def score_statements(
    found: pd.DataFrame,
    gold: pd.DataFrame,
    *,
    codebook: object = None,
    actors: pd.DataFrame | None = None,
    n_resamples: int = 1000,
    random_state: int = 0,
) -> pd.DataFrame:
    """Compare found statements with gold ones.

    A match is the same article, an overlapping sentence, the same concept and the same actor;
    names and aliases of one actor are equal, whatever their case or apostrophes. Each row matches
    at most once.

    Parameters
    ----------
    found, gold : DataFrame
        Tables ``statements``.
    codebook : Codebook or dict, optional
        Of the gold, whose actors' aliases count as their names.
    actors : DataFrame, optional
        Table ``actors`` of the found statements, whose aliases count as names too: an actor is the
        gold's where its own name is not in the codebook and its aliases are names of one actor
        there.
    n_resamples : int
        Samples of articles drawn with replacement for the intervals; 0 for none.
    random_state : int
        Of the draws.

    Returns
    -------
    DataFrame
        One row per measure: ``measure``, ``value``, ``low`` and ``high`` (95 % interval, from 0 to
        1; NaN without resamples) and ``n`` (rows that the measure rests on). ``presence`` asks
        whether a statement is there, ``stance accuracy`` is over matches, ``micro-F1`` is over
        complete statements that favor or go against.

    Examples
    --------
    >>> import pandas as pd
    >>> row = {"article_id": "a", "in_title": False, "start": 0, "end": 9, "actor": "Norway",
    ...        "concept": "treaty", "stance": "favor"}
    >>> scores = score_statements(pd.DataFrame([row]), pd.DataFrame([row]), n_resamples=0)
    >>> scores.set_index("measure")["value"]["micro-F1"].item()
    1.0
    """
    names = actor_names(codebook, actors)
    pairs = match_statements(found, gold, names=names)
    articles = sorted(set(found["article_id"]) | set(gold["article_id"]))
    counts = _counts_by_article(found, gold, pairs, articles)
    values = _measures(counts.sum(axis=0))
    low = high = [np.nan] * len(values)
    if n_resamples and articles:
        chance = np.random.default_rng(random_state)
        drawn = draw_counts(len(articles), n_resamples, chance=chance)
        low, high = quantiles(np.array([_measures(sums) for sums in drawn @ counts]))
    total = counts.sum(axis=0)
    sizes = [total[0], total[1], total[1], total[2], total[5], total[1]]
    return pd.DataFrame(
        {
            "measure": _MEASURES,
            "value": values,
            "low": low,
            "high": high,
            "n": np.array(sizes, dtype="int64"),
        }
    )


def match_statements(
    found: pd.DataFrame, gold: pd.DataFrame, *, names: Mapping[str, str] | None = None
) -> list[tuple[int, int]]:
    """Return pairs of positions (in found, in gold) that are the same statement.

    Rows of the same stance are paired first, then those that overlap most.
    """
    names = names or {}
    waiting: dict[tuple, list[int]] = {}
    for k, row in enumerate(_rows(gold)):
        waiting.setdefault(_key(row, names), []).append(k)
    gold_rows, found_rows = _rows(gold), _rows(found)
    options = []
    for f, row in enumerate(found_rows):
        for g in waiting.get(_key(row, names), ()):
            other = gold_rows[g]
            overlap = min(row.end, other.end) - max(row.start, other.start)
            if overlap > 0:
                options.append((row.stance != other.stance, -overlap, f, g))
    used_found: set[int] = set()
    used_gold: set[int] = set()
    pairs = []
    for _, _, f, g in sorted(options):
        if f not in used_found and g not in used_gold:
            used_found.add(f)
            used_gold.add(g)
            pairs.append((f, g))
    return sorted(pairs)


def actor_names(codebook: object, actors: pd.DataFrame | None = None) -> dict[str, str]:
    """Return the canonical name, in lower case, of every name and alias in the codebook.

    An alias that two actors share stays its own name. Actors of a table join the codebook's actor
    that is the only one with one of their aliases.
    """
    if codebook is None:
        return {}
    listed = codebook["actors"] if isinstance(codebook, Mapping) else codebook.actors
    owners: dict[str, set[str]] = {}
    canonical = {}
    for actor in listed:
        name = actor["name"] if isinstance(actor, Mapping) else actor.name
        aliases = actor["aliases"] if isinstance(actor, Mapping) else actor.aliases
        canonical[_plain(name)] = _plain(name)
        for alias in aliases:
            owners.setdefault(_plain(alias), set()).add(_plain(name))
    for alias, names in owners.items():
        if len(names) == 1:
            canonical.setdefault(alias, next(iter(names)))
    if actors is not None:
        for name, aliases in zip(actors["actor"], actors["aliases"], strict=True):
            meant = {canonical[a] for a in map(_plain, aliases) if a in canonical}
            if len(meant) == 1:
                canonical.setdefault(_plain(name), next(iter(meant)))
    return canonical


def same_name(actor: str, names: Mapping[str, str]) -> str:
    """Return what an actor is compared by: the canonical name where it has one."""
    plain = _plain(actor)
    return names.get(plain, plain)


def _plain(name: str) -> str:
    return bare(name).replace("’", "'").casefold()


def _rows(table: pd.DataFrame) -> list:
    columns = ["article_id", "in_title", "start", "end", "actor", "concept", "stance"]
    return list(table[columns].itertuples(index=False))


def _key(row: tuple, names: Mapping[str, str]) -> tuple:
    return row.article_id, bool(row.in_title), row.concept, same_name(row.actor, names)


def _counts_by_article(
    found: pd.DataFrame, gold: pd.DataFrame, pairs: list, articles: list[str]
) -> np.ndarray:
    """Count per article: found, gold, matched, agreeing; found, gold and agreeing with a side."""
    place = {article: k for k, article in enumerate(articles)}
    counts = np.zeros((len(articles), 7), dtype="int64")
    found_rows, gold_rows = _rows(found), _rows(gold)
    for rows, whole, sided in ((found_rows, 0, 4), (gold_rows, 1, 5)):
        for row in rows:
            counts[place[row.article_id], whole] += 1
            counts[place[row.article_id], sided] += row.stance in SIDES
    for f, g in pairs:
        at = place[found_rows[f].article_id]
        same = found_rows[f].stance == gold_rows[g].stance
        counts[at, 2] += 1
        counts[at, 3] += same
        counts[at, 6] += same and found_rows[f].stance in SIDES
    return counts


def _measures(counts: np.ndarray) -> list[float]:
    n_found, n_gold, matched, same, found_sided, gold_sided, same_sided = map(float, counts)

    def share(part: float, whole: float) -> float:
        return part / whole if whole else 0.0

    return [
        share(matched, n_found),
        share(matched, n_gold),
        share(2 * matched, n_found + n_gold),
        share(same, matched),
        share(2 * same_sided, found_sided + gold_sided),
        share(2 * same, n_found + n_gold),
    ]


def calibration_error(confidence: np.ndarray, correct: np.ndarray, *, n_bins: int = 10) -> float:
    """Return the expected calibration error: mean gap of confidence and accuracy, by equal bins.

    Parameters
    ----------
    confidence : array of shape (n,)
        From 0 to 1.
    correct : array of shape (n,)
        0 or 1.
    n_bins : int
        Bins of equal width.

    References
    ----------
    Guo et al. (2017), On Calibration of Modern Neural Networks.

    Examples
    --------
    >>> calibration_error([0.75, 0.75, 0.75, 0.75], [1, 1, 1, 0])
    0.0
    """
    confidence, correct = np.asarray(confidence, float), np.asarray(correct, float)
    edges = np.linspace(0, 1, n_bins + 1)
    error = 0.0
    for low, high in pairwise(edges):
        inside = (confidence > low) & (confidence <= high) | ((low == 0) & (confidence == 0))
        if inside.any():
            error += inside.mean() * abs(confidence[inside].mean() - correct[inside].mean())
    return float(error)
