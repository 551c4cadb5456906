"""Stories: the same text printed more than once, found, kept and counted."""

from .agencies import label_agencies
from .clusters import Sketches, find_copies, label_stories
from .counts import count_articles, weigh_articles

__all__ = [
    "Sketches",
    "count_articles",
    "find_copies",
    "label_agencies",
    "label_stories",
    "weigh_articles",
]
