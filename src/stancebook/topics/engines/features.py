"""What an engine sees of the passages: counts of terms, TF-IDF, and vectors where it asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import scipy.sparse as sp

from ...errors import InputError
from ..vocabulary import Vocabulary


@dataclass
class Features:
    """Passages as an engine sees them; every view is made when it is first asked for.

    Parameters
    ----------
    texts : sequence of str
    counts : csr_matrix, shape (n_passages, n_terms)
    vocabulary : Vocabulary
    embed : callable or None
        From a list of texts to an array, shape (n_texts, n_dimensions).
    """

    texts: Sequence[str]
    counts: sp.csr_matrix
    vocabulary: Vocabulary
    embed: Callable[[list[str]], np.ndarray] | None = field(default=None, repr=False)

    def __len__(self) -> int:
        return self.counts.shape[0]

    @cached_property
    def tfidf(self) -> sp.csr_matrix:
        """TF-IDF, rows of length 1, shape (n_passages, n_terms)."""
        return self.vocabulary.weigh(self.counts)

    @cached_property
    def vectors(self) -> np.ndarray:
        """Sentence vectors, shape (n_passages, n_dimensions)."""
        vectors = np.asarray(self.embed(list(self.texts)), dtype=np.float64)
        if vectors.ndim != 2 or len(vectors) != len(self.texts):
            raise InputError(
                f"embed: expected an array of shape ({len(self.texts)}, n_dimensions), one row "
                f"for each text, got shape {vectors.shape}"
            )
        if not np.isfinite(vectors).all():
            raise InputError("embed: expected finite numbers, got NaN or infinity")
        return vectors

    def take(self, rows: np.ndarray) -> Features:
        """Return some of the passages, with every view that was already made."""
        taken = Features(
            [self.texts[row] for row in rows], self.counts[rows], self.vocabulary, self.embed
        )
        for view in ("tfidf", "vectors"):
            if view in self.__dict__:
                taken.__dict__[view] = self.__dict__[view][rows]
        return taken
