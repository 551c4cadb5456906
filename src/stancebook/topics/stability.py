"""Would we find the same topics again? Refits, matched topic by topic."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment
from sklearn.utils.validation import check_is_fitted

from ..errors import InputError
from .engines.features import Features
from .vocabulary import check_texts

if TYPE_CHECKING:
    from .model import TopicModel

REFITS = ("bootstrap", "random_state", "leave_one_out")
MAX_PASSAGES = 20_000
"""A bootstrap sample holds at most so many passages, so that refits stay affordable."""
MIN_STABILITY = 0.5
"""Below it a topic is unstable: fewer than half of its best terms come back."""
MIN_GROUPS = 10
"""With fewer groups the bootstrap draws passages: one article drawn again is the same article."""


def best_terms(term_weights: np.ndarray, n_terms: int = 10) -> np.ndarray:
    """Return the columns of the best terms, best first; -1 past the last with any weight.

    Returns
    -------
    ndarray of int, shape (n_topics, min(n_terms, all terms))
    """
    best = np.argsort(-term_weights, axis=1, kind="stable")[:, :n_terms]
    return np.where(np.take_along_axis(term_weights, best, axis=1) > 0, best, -1)


def match_topics(first: np.ndarray, second: np.ndarray, *, n_terms: int = 10) -> pd.DataFrame:
    """Match the topics of two fits on the same terms, one to one, as alike as can be.

    Parameters
    ----------
    first, second : ndarray, shape (n_topics, n_terms)
        Term weights; the numbers of topics may differ.

    Returns
    -------
    DataFrame
        One row per topic of ``first``: ``topic``, ``match`` (-1 where the other has too few
        topics), ``overlap`` (share of the best terms in common), ``cosine`` (of the term
        weights). Both from 0 to 1, 0 without a match.

    References
    ----------
    .. [1] Greene, D., O'Callaghan, D. & Cunningham, P. (2014). How many topics? Stability analysis
       for topic models.

    Examples
    --------
    >>> weights = np.array([[0.9, 0.1, 0.0], [0.0, 0.2, 0.8]])
    >>> match_topics(weights, weights[::-1], n_terms=2)["match"].tolist()
    [1, 0]
    """
    cosine = _unit(first) @ _unit(second).T
    overlap = _overlap(best_terms(first, n_terms), best_terms(second, n_terms))
    rows, columns = linear_sum_assignment(-(overlap + 1e-3 * cosine))
    match = np.full(len(first), -1)
    match[rows] = columns
    found = match >= 0
    return pd.DataFrame(
        {
            "topic": np.arange(len(first)),
            "match": match,
            "overlap": np.where(found, overlap[np.arange(len(first)), match], 0.0),
            "cosine": np.where(found, cosine[np.arange(len(first)), match], 0.0).clip(0, 1),
        }
    )


def _unit(weights: np.ndarray) -> np.ndarray:
    return weights / np.maximum(np.linalg.norm(weights, axis=1, keepdims=True), 1e-12)


def _overlap(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    shared = np.zeros((len(first), len(second)))
    for row, terms in enumerate(first):
        held = np.isin(second, terms[terms >= 0]).sum(axis=1)
        size = np.maximum((terms >= 0).sum(), (second >= 0).sum(axis=1))
        shared[row] = held / np.maximum(size, 1)
    return shared


def draw_samples(
    n_passages: int,
    *,
    how: str = "bootstrap",
    groups: Sequence[Hashable] | None = None,
    n_refits: int,
    random_state: int,
) -> Iterator[tuple[str, np.ndarray, int]]:
    """Yield (name, rows, random state) of each refit.

    ``how`` is ``bootstrap`` (groups drawn with replacement; passages where there are few or none),
    ``random_state`` (the same passages, another state) or ``leave_one_out`` (without one group).
    """
    if how == "bootstrap" and groups is not None and len(set(groups)) < MIN_GROUPS:
        groups = None
    generator = np.random.default_rng(random_state)
    codes, names = pd.factorize(
        np.arange(n_passages) if groups is None else pd.Series(list(groups))
    )
    if how == "random_state":
        for refit in range(n_refits):
            yield str(refit), np.arange(n_passages), random_state + 1 + refit
    elif how == "leave_one_out":
        for code, name in enumerate(names):
            yield str(name), np.flatnonzero(codes != code), random_state
    else:
        order = np.argsort(codes, kind="stable")
        edges = np.searchsorted(codes[order], np.arange(len(names) + 1))
        n_drawn = max(1, round(len(names) * min(1.0, MAX_PASSAGES / n_passages)))
        for refit in range(n_refits):
            drawn = generator.integers(len(names), size=n_drawn)
            rows = np.concatenate([order[edges[group] : edges[group + 1]] for group in drawn])
            yield str(refit), np.sort(rows), random_state


class Refits(NamedTuple):
    """What came of refits: ``table``, one row per refit and topic, and the fitted ``engines``."""

    table: pd.DataFrame
    engines: list[object]


def measure_stability(
    model: TopicModel,
    texts: Sequence[str],
    *,
    how: str = "bootstrap",
    groups: Sequence[Hashable] | None = None,
    n_refits: int = 10,
    random_state: int = 0,
) -> pd.DataFrame:
    """Refit a fitted model in one of three ways and match every topic to its like.

    Parameters
    ----------
    model : TopicModel
        Fitted on ``texts``.
    texts : sequence of str
        Texts that repeat count once, as when the model was fitted.
    how : str
        ``bootstrap``, ``random_state``, or ``leave_one_out`` (without one group, such as an
        outlet, at a time).
    groups : sequence or None
        What is drawn or left out whole, such as the article or the outlet of each text.
    n_refits : int
        Refits; with ``leave_one_out`` there are as many as groups.
    random_state : int

    Returns
    -------
    DataFrame
        One row per refit and topic: ``how``, ``refit`` (its number, or the group left out),
        ``topic``, ``match``, ``overlap`` (share of the best terms that came back), ``cosine``.

    References
    ----------
    .. [1] Greene, D., O'Callaghan, D. & Cunningham, P. (2014). How many topics? Stability analysis
       for topic models.
    .. [2] Roberts, M., Stewart, B. & Tingley, D. (2016). Navigating the local modes of big data.
    """
    if how not in REFITS:
        raise InputError(f"how: expected one of {list(REFITS)}, got {how!r}")
    if how == "leave_one_out" and (groups is None or len(set(groups)) < 2):
        raise InputError("leave_one_out: expected groups with at least two values, such as outlets")
    check_is_fitted(model, "topics_")
    texts = check_texts(texts)
    check_groups(groups, texts)
    place, distinct = pd.factorize(np.array(texts, dtype=object), sort=True)
    if how == "leave_one_out":
        # A text that several outlets print stays until the last of them is left out.
        drawn = draw_samples(len(texts), how=how, groups=groups, n_refits=0, random_state=0)
        samples = ((name, np.unique(place[rows]), random_state) for name, rows, _ in drawn)
    else:
        samples = draw_samples(
            len(distinct),
            how=how,
            groups=group_of_each(place, groups),
            n_refits=n_refits,
            random_state=random_state,
        )
    features = model.encode_passages(distinct.tolist())
    return refit_topics(model, features, samples).table.assign(how=how)


def check_groups(groups: Sequence[Hashable] | None, texts: Sequence[str]) -> None:
    """Refuse groups that are not one for each text."""
    if groups is not None and len(groups) != len(texts):
        raise InputError(f"groups: expected {len(texts)} values, got {len(groups)}")


def group_of_each(place: np.ndarray, groups: Sequence[Hashable] | None) -> list | None:
    """Return the group of each distinct text; the first in order where it stands in several."""
    if groups is None:
        return None
    return pd.Series(list(groups)).groupby(place).min().tolist()


def refit_topics(
    model: TopicModel, features: Features, samples: Iterable[tuple[str, np.ndarray, int]]
) -> Refits:
    """Fit a model's topics again on samples, and match every topic to its like.

    Parameters
    ----------
    model : TopicModel
        Its topics are those whose stability is asked.
    features : Features
    samples : iterable of (name, rows, random state)
        As :func:`draw_samples` gives them. Samples without a single term are passed over.

    Returns
    -------
    Refits
        ``table`` has ``refit``, ``topic``, ``match``, ``overlap``, ``cosine``; ``engines`` are in
        the order of the refits.
    """
    tables, engines = [], []
    for name, rows, state in samples:
        distinct, times = np.unique(rows, return_counts=True)
        if not features.counts[distinct].nnz:
            continue
        engine = model.make_engine(state).fit(
            features.take(distinct), n_topics=len(model.term_weights_), sample_weight=times
        )
        matched = match_topics(model.term_weights_, engine.term_weights_, n_terms=model.n_terms)
        tables.append(matched.assign(refit=name))
        engines.append(engine)
    columns = ["refit", "topic", "match", "overlap", "cosine"]
    table = (
        pd.concat(tables, ignore_index=True)[columns]
        if tables
        else pd.DataFrame([], columns=columns)
    )
    return Refits(table, engines)
