"""Non-negative matrix factorisation of TF-IDF: fast, and the same topics every time."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import scipy.sparse as sp
from scipy.sparse.linalg import LinearOperator

from .features import Features
from .threads import on_one_thread

_SWEEPS = 40
_BLOCK = 20_000
_COMMON_SHARE, _COMMON_MOST = 0.01, 5
"""Topics are sought in terms of at least this share of the passages, but so many are enough."""
_DIMENSIONS = 3
"""Dimensions of the latent space for each topic."""
_TELLING = 50
"""Terms that tell the direction of a passage; with fewer it counts less, in proportion."""


class NMFEngine:
    """Topics as non-negative factors of TF-IDF.

    Passages count by their direction in a latent space of three dimensions a topic [4]_, so that
    what a single passage has to itself makes no topic: over bootstrap samples the topics come back
    more often than those of TF-IDF itself, at equal coherence. A passage of few terms tells its
    direction less well and counts less. The topics are found by hierarchical
    alternating least squares [1]_ with repeated inner sweeps [2]_, from the non-negative double
    singular value decomposition [3]_: no random start, so the topics do not depend on a random
    state or on the order of the passages. Their terms are fitted to TF-IDF itself.

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
    .. [4] Deerwester, S., Dumais, S., Furnas, G., Landauer, T. & Harshman, R. (1990). Indexing by
       latent semantic analysis.
    """

    def __init__(self, *, random_state: int = 0, tol: float = 1e-4, max_iter: int = 200):
        self.random_state = random_state
        self.tol = tol
        self.max_iter = max_iter

    @on_one_thread
    def fit(
        self, features: Features, *, n_topics: int, sample_weight: np.ndarray | None = None
    ) -> NMFEngine:
        """Find the topics; fewer than asked for where the passages do not hold as many."""
        root = np.ones(len(features)) if sample_weight is None else np.sqrt(sample_weight)
        sought = _scale_rows(keep_common(features), root)
        values, vectors = singular_vectors(sought, _DIMENSIONS * n_topics)
        start = split_signs(sought, values[:n_topics], vectors[:n_topics])
        evidence = root * np.sqrt(np.minimum(np.diff(sought.indptr), _TELLING))
        found = factorise(
            directions(sought, vectors, evidence), start, tol=self.tol, max_iter=self.max_iter
        )
        self.n_iter_ = found.n_iter
        columns = np.zeros((features.tfidf.shape[1], len(start)), order="F")
        cross = _scale_rows(features.tfidf, root).T @ found.weights
        sweep(columns, np.asfortranarray(cross), found.weights.T @ found.weights, times=_SWEEPS)
        self.term_weights_ = to_distributions(columns.T)
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


def keep_common(features: Features) -> sp.csr_matrix:
    """Return TF-IDF over the terms that several passages use, rows of length 1 or 0."""
    vocabulary = features.vocabulary
    least = min(_COMMON_SHARE * vocabulary.n_passages_, _COMMON_MOST)
    common = features.tfidf[:, np.flatnonzero(vocabulary.n_passages_per_term_ >= least)]
    return _scale_rows(common, 1 / np.maximum(_lengths(common), 1e-12))


def _lengths(matrix: sp.csr_matrix) -> np.ndarray:
    return np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())


def _scale_rows(matrix: sp.csr_matrix, factors: np.ndarray) -> sp.csr_matrix:
    return (sp.diags_array(factors) @ matrix).tocsr()


def directions(matrix: sp.csr_matrix, vectors: np.ndarray, length: np.ndarray) -> LinearOperator:
    """Return the rows of a matrix in a latent space, each stretched to its length.

    Parameters
    ----------
    matrix : csr_matrix, shape (n_passages, n_terms)
    vectors : ndarray, shape (n_dimensions, n_terms)
        Right singular vectors.
    length : ndarray, shape (n_passages,)
        Rows that the space does not hold stay 0.

    Returns
    -------
    LinearOperator, shape (n_passages, n_terms)
        Never written out: a product costs what it costs with the two thin factors.
    """
    latent = matrix @ vectors.T
    held = np.linalg.norm(latent, axis=1)
    latent *= np.where(held > 1e-9, length / np.maximum(held, 1e-9), 0)[:, None]

    def spread(columns: np.ndarray) -> np.ndarray:
        return latent @ (vectors @ columns)

    def gather(weights: np.ndarray) -> np.ndarray:
        return vectors.T @ (latent.T @ weights)

    return LinearOperator(
        matrix.shape,
        dtype=np.float64,
        matvec=spread,
        rmatvec=gather,
        matmat=spread,
        rmatmat=gather,
    )


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


class Factors(NamedTuple):
    """What :func:`factorise` found; ``n_iter`` is ``max_iter`` where it still moved."""

    terms: np.ndarray
    weights: np.ndarray
    n_iter: int


def factorise(
    matrix: sp.csr_matrix | LinearOperator, terms: np.ndarray, *, tol: float, max_iter: int
) -> Factors:
    """Improve non-negative term weights until they stop moving.

    Parameters
    ----------
    matrix : csr_matrix or LinearOperator, shape (n_passages, n_terms)
    terms : ndarray, shape (n_topics, n_terms)
        The start; it is not changed.
    tol : float
        Stop when an iteration explains less than this share more.
    max_iter : int

    Returns
    -------
    Factors
        ``terms`` as the start, ``weights`` of shape (n_passages, n_topics).
    """
    transposed = matrix.T.tocsr() if sp.issparse(matrix) else matrix.T
    columns = np.array(terms.T, order="F")
    weights = np.zeros((matrix.shape[0], len(terms)), order="F")
    before, n_iter = 0.0, 0
    while n_iter < max_iter:
        n_iter += 1
        sweep(weights, matrix @ columns, columns.T @ columns)
        cross, gram = transposed @ weights, weights.T @ weights
        sweep(columns, cross, gram)
        explained = 2 * (cross * columns).sum() - (gram * (columns.T @ columns)).sum()
        if explained - before <= tol * explained:
            break
        before = explained
    return Factors(np.ascontiguousarray(columns.T), weights, n_iter)


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
