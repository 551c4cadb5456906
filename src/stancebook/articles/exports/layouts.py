"""The register of database layouts: which export a text is, and its articles."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from ..found import Findings


@dataclass(frozen=True)
class Layout:
    """One layout of a database export.

    Parameters
    ----------
    name : str
        As added to the note of the intake.
    module : str
        Module of this package with ``is_export(text)`` and ``read_lines(lines, *, wrapped)``.
    marks : tuple of str
        Words of which at least one stands in every such export; a cheap first question.
    """

    name: str
    module: str
    marks: tuple[str, ...]

    def load(self):
        """Import the module of the layout."""
        return import_module(f".{self.module}", __package__)


LAYOUTS: list[Layout] = [
    Layout(
        "nexis",
        "nexis",
        (
            *("End of Document", "Ende des Dokuments", "Fin du document", "Fin del documento"),
            *("Einde van ", "Fine del documento", "Fim do documento", "DOCUMENT", "DOKUMENT"),
        ),
    ),
    Layout("factiva", "factiva", ("Factiva", "Document ")),
    Layout("proquest", "proquest", ("Full text:", "ProQuest", "Publication title:")),
    Layout("ris", "ris", ("TY  - ",)),
]
"""Every layout that is read from lines, in the order in which they are asked."""


def read_export(text: str, *, wrapped: bool) -> Findings | None:
    """Return the articles of a database export, or None where the text is no export.

    Parameters
    ----------
    text : str
        All lines of the file, with the paragraphs parted by blank lines unless ``wrapped``.
    wrapped : bool
        Line breaks fall inside sentences (plain text, PDF): lines are joined to paragraphs.
    """
    for layout in LAYOUTS:
        if not any(mark in text for mark in layout.marks):
            continue
        module = layout.load()
        # Nexis puts characters without width at the ends of lines.
        lines = [line.strip("\u200b\u200c\ufeff") for line in text.split("\n")]
        if module.is_export("\n".join(lines)):
            return module.read_lines(lines, wrapped=wrapped)
    return None
