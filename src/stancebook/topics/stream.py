"""Topics of a stream: batch after batch, the topics keep their numbers and move with the news."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from .engines.features import Features
from .engines.nmf import NMFEngine, solve_rows, sweep
from .engines.threads import on_one_thread
from .stability import match_topics
from .vocabulary import Vocabulary, split_words

if TYPE_CHECKING:
    from .model import TopicModel


MOST_HELD = 1_000
"""Texts that are kept while a stream has begun with too few for the topics asked for."""


class StreamState:
    """What online NMF remembers of all batches: two small matrices and the words' frequencies.

    Parameters
    ----------
    engine : NMFEngine
        Fitted on the first batch.
    features : Features
        The first batch.

    References
    ----------
    .. [1] Mairal, J., Bach, F., Ponce, J. & Sapiro, G. (2010). Online learning for matrix
       factorization and sparse coding.
    """

    def __init__(self, engine: NMFEngine, features: Features):
        self.columns = np.array(engine.term_weights_.T, order="F")
        weights = _weigh(features, self.columns)
        self.cross = features.tfidf.T @ weights
        self.gram = weights.T @ weights
        self.frequency: Counter[str] = Counter()
        self.n_passages = 0
        self.held: list[str] = []

    def count(self, texts: Iterable[str], stopped: frozenset[str]) -> None:
        """Count in how many passages each word stands."""
        for text in texts:
            self.frequency.update({word for word in split_words(text) if word not in stopped})
            self.n_passages += 1

    def grow(self, vocabulary: Vocabulary) -> None:
        """Choose the terms again on all passages so far; known terms keep their weights."""
        old = {term: column for column, term in enumerate(vocabulary.terms_)}
        words = np.array(sorted(self.frequency), dtype=object)
        counts = np.array([self.frequency[word] for word in words])
        vocabulary.choose_from_frequency(words, counts, self.n_passages)
        rows = np.array([old.get(term, -1) for term in vocabulary.terms_])
        known = rows >= 0
        for name in ("columns", "cross"):
            grown = np.zeros((len(rows), self.columns.shape[1]), order="F")
            grown[known] = getattr(self, name)[rows[known]]
            setattr(self, name, grown)

    @on_one_thread
    def learn(self, features: Features, *, memory: float) -> None:
        """Move the topics by one batch; ``memory`` is the weight of all that came before."""
        weights = _weigh(features, self.columns)
        self.cross = memory * self.cross + features.tfidf.T @ weights
        self.gram = memory * self.gram + weights.T @ weights
        sweep(self.columns, self.cross, self.gram, times=5)

    def term_weights(self) -> np.ndarray:
        """Return the topics, rows sum to 1."""
        return self.columns.T / np.maximum(self.columns.sum(axis=0), 1e-12)[:, None]


def learn_batch(model: TopicModel, texts: list[str], *, memory: float) -> None:
    """Move a model by one batch; see :meth:`TopicModel.partial_fit`."""
    state = getattr(model, "stream_", None)
    if state is None or state.held:
        _begin(model, [*(state.held if state else []), *texts])
        return
    state.count(texts, model.vocabulary_.stopped())
    state.grow(model.vocabulary_)
    features = model.encode_passages(sorted(set(texts)))
    before = state.term_weights()
    if features.counts.nnz:
        state.learn(features, memory=memory)
    model.term_weights_ = model.engine_.term_weights_ = state.term_weights()
    weights = model.transform(texts)
    seen = len(texts) / state.n_passages
    share = (1 - seen) * model.topics_["share"].to_numpy() + seen * weights.mean(axis=0)
    model.refits_ = match_topics(before, model.term_weights_, n_terms=model.n_terms)
    model.refits_, model.refit_engines_ = model.refits_.assign(refit=str(state.n_passages)), []
    model.describe(features, share=share)


def _begin(model: TopicModel, texts: list[str]) -> None:
    model.fit(texts)
    features = model.encode_passages(sorted(set(texts)))
    model.stream_ = StreamState(model.engine_, features)
    model.stream_.count(texts, model.vocabulary_.stopped())
    if model.n_topics_ < model.n_topics and len(texts) < MOST_HELD:
        model.stream_.held = texts


def _weigh(features: Features, columns: np.ndarray) -> np.ndarray:
    return solve_rows(features.tfidf @ columns, columns.T @ columns)
