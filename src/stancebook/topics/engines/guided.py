"""Guided topics: the reader names seed terms, the corpus says how far it takes them up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import scipy.sparse as sp
from scipy.optimize import linear_sum_assignment

from ...errors import InputError
from ..vocabulary import split_words
from .features import Features
from .nmf import NMFEngine, singular_vectors, split_signs, sweep, to_distributions
from .threads import on_one_thread


class GuidedEngine(NMFEngine):
    """NMF that is drawn towards seed terms, and whose last step is free of them.

    The pull holds while the topics take shape. The last step fits the terms of each topic to the
    passages alone, so that a seed which the corpus does not bear out loses its place, and
    ``seeds_`` says so.

    Parameters
    ----------
    seeds : mapping of str to sequences of str
        Name of a topic to its seed terms. They are read as texts are: case does not count, and
        of a phrase every word is a term.
    pull : float
        Weight of the seeds against the passages while the topics take shape; 1 is equal weight.

    Attributes
    ----------
    seeds_ : DataFrame
        ``seed``, ``topic`` (-1: none, the corpus does not take the seed up, or there are more
        seeds than topics, with a warning), ``n_terms``, ``n_known`` (in the vocabulary),
        ``n_taken`` (among the topic's best terms), ``uptake`` (taken / terms, from 0 to 1).

    References
    ----------
    .. [1] Jagarlamudi, J., Daumé, H. & Udupa, R. (2012). Incorporating lexical priors into topic
       models.
    """

    def __init__(
        self,
        *,
        seeds: Mapping[str, Sequence[str]] | None = None,
        pull: float = 1.0,
        random_state: int = 0,
        tol: float = 1e-4,
        max_iter: int = 100,
        n_best: int = 20,
    ):
        super().__init__(random_state=random_state, tol=tol, max_iter=max_iter)
        self.seeds = seeds
        self.pull = pull
        self.n_best = n_best

    @on_one_thread
    def fit(
        self, features: Features, *, n_topics: int, sample_weight: np.ndarray | None = None
    ) -> GuidedEngine:
        """Find the topics; the seeded ones are among the ``n_topics``."""
        if not self.seeds:
            raise InputError(
                "engine 'guided' needs seeds: pass engine_options={'seeds': {'name': ['term']}}"
            )
        tfidf = features.tfidf
        if sample_weight is not None:
            tfidf = sp.diags_array(np.sqrt(sample_weight)).tocsr() @ tfidf
        wanted, known = seed_rows(self.seeds, features.vocabulary)
        present = np.flatnonzero(known.sum(axis=1) > 0)[:n_topics]
        start = split_signs(tfidf, *singular_vectors(tfidf, n_topics))
        start = _place_seeds(start, wanted[present], tfidf)
        anchors = np.zeros_like(start)
        anchors[: len(present)] = wanted[present]
        columns, weights = self._shape(tfidf, start, anchors)
        sweep(columns, tfidf.T.tocsr() @ weights, weights.T @ weights, times=20)
        kept = columns.sum(axis=0) > 0
        self.term_weights_ = to_distributions(columns.T)
        self.topic_of_seed_ = _topics_of_seeds(present, kept, len(self.seeds))
        self._describe_seeds(known)
        return self

    def _shape(
        self, tfidf: sp.csr_matrix, start: np.ndarray, anchors: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Let the topics take shape under the pull of their anchors."""
        columns = np.array(start.T, order="F")
        weights = np.zeros((tfidf.shape[0], len(start)), order="F")
        transposed = tfidf.T.tocsr()
        pulled = anchors.any(axis=1)
        for n_iter in range(1, self.max_iter + 1):
            before = columns.copy()
            sweep(weights, tfidf @ columns, columns.T @ columns)
            cross, gram = transposed @ weights, weights.T @ weights
            force = self.pull * np.diag(gram) * pulled
            length = np.linalg.norm(columns, axis=0)
            sweep(columns, cross + anchors.T * (force * length), gram + np.diag(force))
            self.n_iter_ = n_iter
            change = np.linalg.norm(columns - before) / max(np.linalg.norm(before), 1e-12)
            if change < 10 * self.tol:
                break
        return columns, weights

    def _describe_seeds(self, known: np.ndarray) -> None:
        best = np.argsort(-self.term_weights_, axis=1, kind="stable")[:, : self.n_best]
        rows = []
        for seed, (name, terms) in enumerate(split_seeds(self.seeds).items()):
            topic = self.topic_of_seed_[seed]
            taken = 0
            if topic >= 0:
                weighty = best[topic][self.term_weights_[topic, best[topic]] > 0]
                taken = int(known[seed, weighty].sum())
            if not taken:
                self.topic_of_seed_[seed] = topic = -1
            n_known, uptake = int(known[seed].sum()), taken / len(terms)
            rows.append((name, topic, len(terms), n_known, taken, uptake))
        names = ["seed", "topic", "n_terms", "n_known", "n_taken", "uptake"]
        self.seeds_ = pd.DataFrame(rows, columns=names)

    def reorder(self, order: np.ndarray) -> None:
        """Put the topics in another order."""
        self.term_weights_ = self.term_weights_[order]
        place = {int(topic): row for row, topic in enumerate(order)}
        self.topic_of_seed_ = np.array([place.get(int(t), -1) for t in self.topic_of_seed_], int)
        self.seeds_ = self.seeds_.assign(topic=self.topic_of_seed_)


def split_seeds(seeds: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the terms of each seed as the vocabulary writes them, each once.

    Raises
    ------
    InputError
        Where a seed is a bare string or has no terms.

    Examples
    --------
    >>> split_seeds({"climate": ["Climate change", "CO2", "climate"]})
    {'climate': ['climate', 'change', 'co2']}
    """
    split: dict[str, list[str]] = {}
    for name, terms in seeds.items():
        if isinstance(terms, str) or not len(terms) or not all(isinstance(t, str) for t in terms):
            raise InputError(f"seed {name!r}: expected a list of terms, got {terms!r}")
        words = [word for term in terms for word in split_words(term) or [term.lower()]]
        split[name] = list(dict.fromkeys(words))
    return split


def seed_rows(
    seeds: Mapping[str, Sequence[str]], vocabulary: object
) -> tuple[np.ndarray, np.ndarray]:
    """Return the seeds as unit rows of TF-IDF, and which terms of the vocabulary each names."""
    index = {term: column for column, term in enumerate(vocabulary.terms_)}
    known = np.zeros((len(seeds), len(index)), bool)
    for row, terms in enumerate(split_seeds(seeds).values()):
        known[row, [index[term] for term in terms if term in index]] = True
    rows = known * vocabulary.idf_
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12), known


def _place_seeds(start: np.ndarray, wanted: np.ndarray, tfidf: sp.csr_matrix) -> np.ndarray:
    """Put the seeds first, each in place of the start that is most like it."""
    if not len(wanted):
        return start
    length = np.linalg.norm(start, axis=1)
    taken = linear_sum_assignment(-(wanted @ (start / np.maximum(length, 1e-12)[:, None]).T))[1]
    near = np.asarray((tfidf.T @ (tfidf @ wanted.T)).T)
    near /= np.maximum(np.linalg.norm(near, axis=1, keepdims=True), 1e-12)
    seeded = (wanted + near) / 2 * np.maximum(length[taken], length.mean())[:, None]
    return np.vstack([seeded, np.delete(start, taken, axis=0)])


def _topics_of_seeds(present: np.ndarray, kept: np.ndarray, n_seeds: int) -> np.ndarray:
    topic = np.full(n_seeds, -1)
    number = np.cumsum(kept) - 1
    for place, seed in enumerate(present):
        if place < len(kept) and kept[place]:
            topic[seed] = number[place]
    return topic
