"""How finely to divide: what more topics cost in stability and bring in coherence."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

import numpy as np
import pandas as pd

from ..errors import InputError
from .coherence import npmi_of_columns, topic_diversity, topic_exclusivity
from .model import TopicModel
from .stability import best_terms, draw_samples, group_of_each, refit_topics
from .vocabulary import check_texts

MEASURES = ["n_topics", "measure", "value", "low", "high"]
BEHIND = ["n_topics", "topic", "terms", "stability", "coherence", "overlaps"]


def compare_granularity(
    texts: Sequence[str],
    *,
    n_topics: Sequence[int] | int = (5, 10, 15, 20, 30),
    groups: Sequence[Hashable] | None = None,
    n_refits: int = 10,
    **options: object,
) -> pd.DataFrame:
    """Measure topic models over the number of topics; there is no one best number.

    Parameters
    ----------
    texts : sequence of str
        Texts that repeat count once, as in :class:`TopicModel`.
    n_topics : sequence of int, or int
        Numbers to try.
    groups : sequence or None
        What the bootstrap draws whole, such as the article of each text.
    n_refits : int
        Bootstrap refits behind every interval, at least 2.
    **options
        See :class:`TopicModel`, ``random_state`` among them.

    Returns
    -------
    DataFrame
        One row per number and measure: ``n_topics`` (found), ``measure`` (coherence, stability,
        exclusivity: means over topics; diversity), ``value``, ``low``, ``high``. The interval is
        the range that the middle 95 % of refits span, widened to hold ``value``: a difference
        within it says nothing.

    References
    ----------
    .. [1] Grimmer, J. & Stewart, B. (2013). Text as data (there: no best number of topics).
    """
    return measure_granularity(
        texts, n_topics=n_topics, groups=groups, n_refits=n_refits, **options
    )[0]


def measure_granularity(
    texts: Sequence[str],
    *,
    n_topics: Sequence[int] | int,
    groups: Sequence[Hashable] | None = None,
    n_refits: int,
    **options: object,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Measure as :func:`compare_granularity` does, and keep the topics behind each number.

    Parameters
    ----------
    texts, n_topics, groups, n_refits, **options
        See :func:`compare_granularity`.

    Returns
    -------
    numbers : DataFrame
        As :func:`compare_granularity` gives it.
    behind : DataFrame
        One row per number and topic: ``n_topics``, ``topic`` (its place, from 0, the most stable
        first), ``terms``, ``stability``, ``coherence``, ``overlaps`` (share of the terms that came
        back, by refit); stability and coherence of a number are the means over its rows.
    """
    if n_refits < 2:
        raise InputError(f"n_refits: expected at least 2, got {n_refits}")
    texts = check_texts(texts)
    numbers = n_topics if isinstance(n_topics, Iterable) else [n_topics]
    rows, behind, corpus = [], [], None
    for number in sorted(set(numbers)):
        model = TopicModel(number, n_refits=0, **options)
        corpus = corpus or _Corpus(model, texts, groups, n_refits)
        measured, topics = corpus.measure(model)
        rows += measured
        behind += topics
    return (
        pd.DataFrame(rows, columns=MEASURES).drop_duplicates(MEASURES[:2], ignore_index=True),
        pd.DataFrame(behind, columns=BEHIND).drop_duplicates(BEHIND[:2], ignore_index=True),
    )


class _Corpus:
    """The texts as every number of topics sees them: read once, and drawn again alike."""

    def __init__(
        self,
        model: TopicModel,
        texts: list[str],
        groups: Sequence[Hashable] | None,
        n_refits: int,
    ) -> None:
        place, self.features = model.fit_terms(texts, groups=groups)
        self.vocabulary = model.vocabulary_
        self.encoded = self.vocabulary.encode(self.features.texts)
        samples = draw_samples(
            len(self.features),
            groups=group_of_each(place, groups),
            n_refits=n_refits,
            random_state=model.random_state,
        )
        self.samples = list(samples)

    def measure(self, model: TopicModel) -> tuple[list[tuple], list[tuple]]:
        """Return the rows of one number of topics, and those of its topics."""
        model.vocabulary_ = self.vocabulary
        model.term_weights_ = model.fit_engine(self.features).term_weights_
        refits, engines = refit_topics(model, self.features, self.samples)
        fits = [model.term_weights_, *(engine.term_weights_ for engine in engines)]
        best = [_best_columns(weights, model.n_terms) for weights in fits]
        coherence = [self._coherence(columns) for columns in best]
        scores = {
            "coherence": [found.mean() for found in coherence],
            "exclusivity": [topic_exclusivity(w, n_terms=model.n_terms).mean() for w in fits],
            "diversity": [topic_diversity(columns) for columns in best],
        }
        found = len(model.term_weights_)
        stability = refits.groupby("refit")["overlap"].mean().astype(float)
        rows = [(found, "stability", *_spread(stability, stability.mean()))]
        rows += [(found, name, *_spread(pd.Series(of), of[0])) for name, of in scores.items()]
        return rows, self._topics(best[0], coherence[0], refits)

    def _coherence(self, columns: list[list[int]]) -> np.ndarray:
        return npmi_of_columns(columns, *self.encoded, n_terms=len(self.vocabulary.terms_))

    def _topics(
        self, columns: list[list[int]], coherence: np.ndarray, refits: pd.DataFrame
    ) -> list[tuple]:
        """Return the rows of the topics themselves, the most stable first."""
        overlaps = refits.groupby("topic")["overlap"].agg(list).reindex(range(len(columns)))
        rows = []
        for own, value, came_back in zip(columns, coherence, overlaps, strict=True):
            came_back = [float(part) for part in came_back] if len(refits) else []
            stability = float(np.mean(came_back)) if came_back else np.nan
            terms = self.vocabulary.terms_[own].tolist()
            rows.append((terms, stability, float(value), came_back))
        rows.sort(key=lambda row: (-np.nan_to_num(row[1]), row[0]))
        return [(len(rows), place, *row) for place, row in enumerate(rows)]


def _best_columns(term_weights: np.ndarray, n_terms: int) -> list[list[int]]:
    return [row[row >= 0].tolist() for row in best_terms(term_weights, n_terms)]


def _spread(values: pd.Series, value: float) -> tuple[float, float, float]:
    low, high = values.quantile(0.025), values.quantile(0.975)
    return float(value), float(min(low, value)), float(max(high, value))
