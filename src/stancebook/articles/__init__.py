"""Files of every kind to articles, and an intake that accounts for every document found."""

from .corpus import Corpus, gather, iter_documents, read_articles, read_batches, read_corpus
from .document import Document

__all__ = [
    "Corpus",
    "Document",
    "gather",
    "iter_documents",
    "read_articles",
    "read_batches",
    "read_corpus",
]
