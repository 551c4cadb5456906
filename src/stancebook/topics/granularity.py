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
    if n_refits < 2:
        raise InputError(f"n_refits: expected at least 2, got {n_refits}")
    texts = check_texts(texts)
    numbers = n_topics if isinstance(n_topics, Iterable) else [n_topics]
    rows, corpus = [], None
    for number in sorted(set(numbers)):
        model = TopicModel(number, n_refits=0, **options)
        corpus = corpus or _Corpus(model, texts, groups, n_refits)
        rows += corpus.measure(model)
    table = pd.DataFrame(rows, columns=["n_topics", "measure", "value", "low", "high"])
    return table.drop_duplicates(["n_topics", "measure"], ignore_index=True)


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

    def measure(self, model: TopicModel) -> list[tuple]:
        """Return the rows of one number of topics."""
        model.vocabulary_ = self.vocabulary
        model.term_weights_ = model.fit_engine(self.features).term_weights_
        refits, engines = refit_topics(model, self.features, self.samples)
        fits = [model.term_weights_, *(engine.term_weights_ for engine in engines)]
        scores = pd.DataFrame([self._scores(weights, model.n_terms) for weights in fits])
        found = len(model.term_weights_)
        stability = refits.groupby("refit")["overlap"].mean().astype(float)
        rows = [(found, "stability", *_spread(stability, stability.mean()))]
        return rows + [(found, name, *_spread(scores[name], scores[name][0])) for name in scores]

    def _scores(self, term_weights: np.ndarray, n_terms: int) -> dict[str, float]:
        best = best_terms(term_weights, n_terms)
        columns = [row[row >= 0].tolist() for row in best]
        coherence = npmi_of_columns(columns, *self.encoded, n_terms=len(self.vocabulary.terms_))
        return {
            "coherence": float(coherence.mean()),
            "exclusivity": float(topic_exclusivity(term_weights, n_terms=n_terms).mean()),
            "diversity": topic_diversity(columns),
        }


def _spread(values: pd.Series, value: float) -> tuple[float, float, float]:
    low, high = values.quantile(0.025), values.quantile(0.975)
    return float(value), float(min(low, value)), float(max(high, value))
