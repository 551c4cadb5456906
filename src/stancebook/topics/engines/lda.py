"""Latent Dirichlet allocation: the model that most published topic studies used."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from .features import Features
from .nmf import NMFEngine
from .threads import on_one_thread

_BATCH = 2_048


class LDAEngine:
    """Topics as distributions over words, by online variational inference.

    The start is the NMF of the same passages [3]_: from a random start the inference stops where
    two topics share one place about as often as not.

    Parameters
    ----------
    random_state : int
        For the order of the batches and the start of the inference in each passage.
    topic_prior, term_prior : float
        Dirichlet priors of topics in a passage and of terms in a topic; small ones make both
        concentrate.
    max_iter : int
        Passes over the passages.

    References
    ----------
    .. [1] Blei, D., Ng, A. & Jordan, M. (2003). Latent Dirichlet allocation.
    .. [2] Hoffman, M., Blei, D. & Bach, F. (2010). Online learning for latent Dirichlet allocation.
    .. [3] Roberts, M., Stewart, B. & Tingley, D. (2016). Navigating the local modes of big data
       (there: spectral starts).
    """

    def __init__(
        self,
        *,
        random_state: int = 0,
        topic_prior: float = 0.1,
        term_prior: float = 0.01,
        max_iter: int = 10,
    ):
        self.random_state = random_state
        self.topic_prior = topic_prior
        self.term_prior = term_prior
        self.max_iter = max_iter

    @on_one_thread
    def fit(
        self, features: Features, *, n_topics: int, sample_weight: np.ndarray | None = None
    ) -> LDAEngine:
        """Find the topics; a weight multiplies the counts of its passage."""
        from sklearn.decomposition import LatentDirichletAllocation

        counts = features.counts.astype(np.float64)
        if sample_weight is not None:
            counts = sp.diags_array(np.asarray(sample_weight, float)).tocsr() @ counts
        start = NMFEngine().fit(features, n_topics=n_topics, sample_weight=sample_weight)
        self._model = LatentDirichletAllocation(
            len(start.term_weights_),
            doc_topic_prior=self.topic_prior,
            topic_word_prior=self.term_prior,
            total_samples=counts.shape[0],
            random_state=self.random_state,
        )
        self._model.partial_fit(counts[:1])
        self._set_topics(self.term_prior + start.term_weights_ * counts.sum() / n_topics)
        order = np.random.default_rng(self.random_state)
        for _ in range(self.max_iter):
            rows = order.permutation(counts.shape[0])
            for first in range(0, len(rows), _BATCH):
                self._model.partial_fit(counts[rows[first : first + _BATCH]])
        components = self._model.components_
        self.term_weights_ = components / components.sum(axis=1, keepdims=True)
        return self

    def _set_topics(self, components: np.ndarray) -> None:
        from scipy.special import digamma

        total = components.sum(axis=1, keepdims=True)
        self._model.components_ = components
        self._model.exp_dirichlet_component_ = np.exp(digamma(components) - digamma(total))

    def reorder(self, order: np.ndarray) -> None:
        """Put the topics in another order."""
        self._model.components_ = self._model.components_[order]
        self._model.exp_dirichlet_component_ = self._model.exp_dirichlet_component_[order]
        self.term_weights_ = self.term_weights_[order]

    @on_one_thread
    def transform(self, features: Features) -> np.ndarray:
        """Return the expected share of each topic in each passage, the prior taken off."""
        if not len(features):
            return np.zeros((0, len(self.term_weights_)))
        shares = self._model.transform(features.counts.astype(np.float64))
        length = np.asarray(features.counts.sum(axis=1), float) + self.topic_prior * shares.shape[1]
        return np.maximum(shares * length.reshape(-1, 1) - self.topic_prior, 0)
