"""The ways to find topics, by name: add one by adding its class to ``ENGINES``.

An engine keeps this small contract. ``fit(features, n_topics=..., sample_weight=...)`` sets
``term_weights_``, non-negative, shape (n_topics, n_terms); ``transform(features)`` gives
non-negative weights, shape (n_passages, n_topics), each row from its own passage alone;
``reorder(order)`` puts the topics in another order.
"""

from .embedding import EmbeddingEngine
from .guided import GuidedEngine
from .lda import LDAEngine
from .nmf import NMFEngine

ENGINES = {
    "nmf": NMFEngine,
    "lda": LDAEngine,
    "embedding": EmbeddingEngine,
    "guided": GuidedEngine,
}
