"""The codebook: the concepts and actors that a study asks about, read, written or proposed."""

from .coverage import coverage_notes
from .model import Codebook, CodebookActor, Concept
from .reading import read_codebook
from .sharing import CodebookWarning
from .suggestion import suggest_codebook

__all__ = [
    "Codebook",
    "CodebookActor",
    "CodebookWarning",
    "Concept",
    "coverage_notes",
    "read_codebook",
    "suggest_codebook",
]
