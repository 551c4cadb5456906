"""The codebook: the concepts and actors that a study asks about, read, written or proposed."""

from .model import Codebook, CodebookActor, Concept
from .reading import read_codebook
from .sharing import CodebookWarning
from .suggestion import suggest_codebook

__all__ = [
    "Codebook",
    "CodebookActor",
    "CodebookWarning",
    "Concept",
    "read_codebook",
    "suggest_codebook",
]
