"""Topics as clusters of sentence vectors, told by the terms that set each cluster apart."""

from __future__ import annotations

import numpy as np

from .features import Features
from .nmf import singular_vectors
from .threads import on_one_thread

_DIMENSIONS = 100


class EmbeddingEngine:
    """Spherical k-means of sentence vectors, soft shares, class-based term weights.

    No passage is left out: one between two clusters gets a share of both. Without vectors of
    another kind the passages are placed by latent semantic analysis of the corpus [3]_.

    Parameters
    ----------
    random_state : int
        The clustering starts at random.
    sharpness : float
        How fast the share falls with the distance from the centre, in units of the mean squared
        distance of passages from their own.
    n_starts : int
        Random starts; the best is kept.

    References
    ----------
    .. [1] Grootendorst, M. (2022). BERTopic: neural topic modeling with a class-based TF-IDF
       procedure.
    .. [2] Dhillon, I. & Modha, D. (2001). Concept decompositions for large sparse text data using
       clustering.
    .. [3] Deerwester, S., Dumais, S., Furnas, G., Landauer, T. & Harshman, R. (1990). Indexing by
       latent semantic analysis.
    """

    def __init__(self, *, random_state: int = 0, sharpness: float = 10.0, n_starts: int = 5):
        self.random_state = random_state
        self.sharpness = sharpness
        self.n_starts = n_starts

    @on_one_thread
    def fit(
        self, features: Features, *, n_topics: int, sample_weight: np.ndarray | None = None
    ) -> EmbeddingEngine:
        """Find the clusters among the passages that hold a term."""
        from sklearn.cluster import KMeans

        known = np.flatnonzero(np.diff(features.counts.indptr) > 0)
        own = features.embed is None
        self.space_ = singular_vectors(features.tfidf, _DIMENSIONS)[1] if own else None
        vectors = unit_rows(self._place(features)[known])
        weight = None if sample_weight is None else np.asarray(sample_weight, float)[known]
        n_distinct = len(np.unique(vectors.round(9), axis=0))
        clusters = KMeans(
            min(n_topics, n_distinct), n_init=self.n_starts, random_state=self.random_state
        ).fit(vectors, sample_weight=weight)
        counts = features.counts[known].astype(np.float64)
        member = np.eye(clusters.n_clusters)[clusters.labels_]
        if weight is not None:
            member *= weight[:, None]
        self.centres_ = unit_rows(member.T @ vectors)
        distance = 2 - 2 * (vectors * self.centres_[clusters.labels_]).sum(axis=1)
        self.width_ = max(float(np.average(distance, weights=weight)), 1e-9)
        self.term_weights_ = class_term_weights(np.asarray((counts.T @ member).T))
        return self

    def _place(self, features: Features) -> np.ndarray:
        return features.vectors if self.space_ is None else features.tfidf @ self.space_.T

    def reorder(self, order: np.ndarray) -> None:
        """Put the topics in another order."""
        self.centres_ = self.centres_[order]
        self.term_weights_ = self.term_weights_[order]

    @on_one_thread
    def transform(self, features: Features) -> np.ndarray:
        """Return the closeness of each passage to each centre, the closest near 1."""
        if not len(features):
            return np.zeros((0, len(self.centres_)))
        vectors = unit_rows(self._place(features))
        # einsum and not BLAS: a row's last digits must not depend on the rows beside it.
        likeness = np.einsum("id,td->it", vectors, self.centres_)
        power = self.sharpness * likeness / self.width_
        return np.exp(power - power.max(axis=1, keepdims=True))


def unit_rows(vectors: np.ndarray) -> np.ndarray:
    """Divide each row by its length; rows of zeros stay."""
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)


def class_term_weights(counts: np.ndarray) -> np.ndarray:
    """Weigh terms by how far they set a class apart (class-based TF-IDF), rows sum to 1.

    Parameters
    ----------
    counts : ndarray, shape (n_classes, n_terms)
    """
    size = np.maximum(counts.sum(axis=1, keepdims=True), 1e-12)
    total = np.maximum(counts.sum(axis=0), 1e-12)
    weights = counts / size * np.log1p(counts.sum() / len(counts) / total)
    return weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-12)
