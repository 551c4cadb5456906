"""Non-negative matrix factorisation of TF-IDF: fast, and the same topics every time."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from .features import Features
from .threads import on_one_thread

_SWEEPS = 40
_BLOCK = 20_000


class NMFEngine:
    """Topics as non-negative factors of TF-IDF.

    Hierarchical alternating least squares [1]_ with repeated inner sweeps [2]_, from the
    non-negative double singular value decomposition [3]_: no random start, so the topics do not
    depend on a random state or on the order of the passages.

    Parameters
    ----------
    tol : float
        Stop when an iteration improves the squared error by less than this share of the first.
    max_iter : int

    References
    ----------
    .. [1] Cichocki, A. & Phan, A. (2009). Fast local algorithms for large scale nonnegative
       matrix and tensor factorizations.
    .. [2] Gillis, N. & Glineur, F. (2012). Accelerated multiplicative updates and hierarchical
       ALS algorithms for nonnegative matrix factorization.
    .. [3] Boutsidis, C. & Gallopoulos, E. (2008). SVD based initialization: a head start for
       nonnegative matrix factorization.
    """

    needs_vectors = False

    def __init__(self, *, random_state: int = 0, tol: float = 1e-4, max_iter: int = 200):
        self.random_state = random_state
        self.tol = tol
        self.max_iter = max_iter

    @on_one_thread
    def fit(
        self, features: Features, *, n_topics: int, sample_weight: np.ndarray | None = None
    ) -> NMFEngine:
        """Find the topics; fewer than asked for where the passages do not hold as many."""
        tfidf = features.tfidf
        if sample_weight is not None:
            tfidf = sp.diags_array(np.sqrt(sample_weight)).tocsr() @ tfidf
        start = split_signs(tfidf, *singular_vectors(tfidf, n_topics))
        terms, self.n_iter_ = factorise(tfidf, start, tol=self.tol, max_iter=self.max_iter)
        self.term_weights_ = to_distributions(terms)
        return self

    def reorder(self, order: np.ndarray) -> None:
        """Put the topics in another order."""
        self.term_weights_ = self.term_weights_[order]

    @on_one_thread
    def transform(self, features: Features) -> np.ndarray:
        """Return how much TF-IDF mass of each passage each topic explains."""
        tfidf, terms = features.tfidf, self.term_weights_
        blocks = [
            solve_rows(tfidf[first : first + _BLOCK] @ terms.T, terms @ terms.T)
            for first in range(0, tfidf.shape[0], _BLOCK)
        ]
        return np.vstack(blocks) if blocks else np.zeros((0, len(terms)))


def to_distributions(terms: np.ndarray) -> np.ndarray:
    """Divide each topic's term weights by their sum; topics without any weight are left out."""
    mass = terms.sum(axis=1)
    return terms[mass > 0] / mass[mass > 0, None]


def singular_vectors(matrix: sp.csr_matrix, rank: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the leading singular values and right singular vectors, shape (rank, n_columns).

    Fewer than ``rank`` where the matrix has fewer that are not 0.
    """
    smaller = min(matrix.shape)
    if smaller <= max(2 * rank, 50):
        _, values, vectors = np.linalg.svd(matrix.toarray(), full_matrices=False)
    else:
        values, vectors = _lanczos(matrix, rank)
    kept = values > 1e-9 * max(values.max(initial=0), 1e-300)
    return values[kept][:rank], vectors[kept][:rank]


def _lanczos(matrix: sp.csr_matrix, rank: int) -> tuple[np.ndarray, np.ndarray]:
    from scipy.sparse.linalg import ArpackError, svds
    from sklearn.utils.extmath import randomized_svd

    try:
        start = np.ones(min(matrix.shape))
        _, values, vectors = svds(matrix, k=rank, v0=start, tol=1e-8, return_singular_vectors="vh")
    except ArpackError:
        _, values, vectors = randomized_svd(matrix, rank, n_iter=10, random_state=0)
    order = np.argsort(-values, kind="stable")
    return values[order], vectors[order]


def split_signs(matrix: sp.csr_matrix, values: np.ndarray, vectors: np.ndarray) -> np.ndarray:
    """Make a non-negative start: of each pair of singular vectors the signs that weigh more."""
    left = matrix @ vectors.T / values
    start = np.abs(vectors)
    for topic in range(1, len(values)):
        halves = [
            (np.maximum(sign * left[:, topic], 0), np.maximum(sign * vectors[topic], 0))
            for sign in (1, -1)
        ]
        sizes = [np.linalg.norm(rows) * np.linalg.norm(columns) for rows, columns in halves]
        columns = halves[int(sizes[1] > sizes[0])][1]
        start[topic] = columns * np.sqrt(max(sizes)) / max(np.linalg.norm(columns), 1e-12)
    return np.sqrt(values)[:, None] * start


def factorise(
    matrix: sp.csr_matrix, terms: np.ndarray, *, tol: float, max_iter: int
) -> tuple[np.ndarray, int]:
    """Improve non-negative term weights, shape (n_topics, n_terms), until they stop moving.

    Returns
    -------
    terms : ndarray, shape (n_topics, n_terms)
    n_iter : int
        ``max_iter`` where they still moved.
    """
    transposed = matrix.T.tocsr()
    squared = float(matrix.multiply(matrix).sum())
    columns = np.array(terms.T, order="F")
    weights = np.zeros((matrix.shape[0], len(terms)), order="F")
    first = previous = squared
    n_iter = 0
    while n_iter < max_iter:
        n_iter += 1
        sweep(weights, matrix @ columns, columns.T @ columns)
        cross, gram = transposed @ weights, weights.T @ weights
        sweep(columns, cross, gram)
        error = squared - 2 * (cross * columns).sum() + (gram * (columns.T @ columns)).sum()
        if previous - error <= tol * (first - error):
            break
        previous = error
    return np.ascontiguousarray(columns.T), n_iter


def sweep(factor: np.ndarray, cross: np.ndarray, gram: np.ndarray, *, times: int = 2) -> None:
    """Improve one factor in place, topic by topic, the other held fixed."""
    topics = [topic for topic in range(len(gram)) if gram[topic, topic] > 0]
    for _ in range(times):
        for topic in topics:
            step = (cross[:, topic] - factor @ gram[:, topic]) / gram[topic, topic]
            np.maximum(factor[:, topic] + step, 0, out=factor[:, topic])


def solve_rows(cross: np.ndarray, gram: np.ndarray) -> np.ndarray:
    """Solve non-negative least squares for every row alone, by a fixed number of sweeps."""
    factor = np.zeros(cross.shape, order="F")
    sweep(factor, np.asfortranarray(cross), gram, times=_SWEEPS)
    return factor
