"""The template engine of pages and displays: escapes everything that is not marked as safe."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from ..figures.addresses import article_file, list_address, list_file, statement_anchor, tie_address
from ..figures.describing import count_word
from ..figures.periods import period_words
from ..tables import UNRESOLVED
from .cards import show_date
from .certainty import tell_threshold
from .findings import STANCE_SIGNS, STANCE_WORDS, VOICE_WORDS
from .marks import isolated, plain, safe_address
from .turns import tell_turn

FOLDER = Path(__file__).parent / "templates"


@cache
def template_environment(*folders: Path) -> Environment:
    """Return a Jinja environment that escapes by default and refuses unknown names.

    Parameters
    ----------
    *folders : Path
        Where templates are looked for before the ones shared by all displays.
    """
    environment = Environment(
        loader=FileSystemLoader([*folders, FOLDER]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "iso": isolated,
        "plain": plain,
        "actor": show_actor,
        "date": show_date,
        "period": period_words,
        "thousands": lambda number: f"{int(number):,}",
        "threshold": tell_threshold,
        "percent": lambda share: f"{100 * share:.0f}\u00a0%",
        "hundredths": lambda value: f"{round(value, 2) + 0.0:.2f}",
        "noun": lambda number, noun: f"{int(number):,} {count_word(int(number), noun)}",
        "weblink": safe_address,
    }
    environment.globals |= {
        "signs": STANCE_SIGNS,
        "words": STANCE_WORDS,
        "voices": VOICE_WORDS,
        "UNRESOLVED": UNRESOLVED,
        "list_file": list_file,
        "list_address": list_address,
        "article_file": article_file,
        "statement_anchor": statement_anchor,
        "tie_address": tie_address,
        "count_word": count_word,
        "tell_turn": tell_turn,
        "here": "",
    }
    return environment


def show_actor(name: object) -> Markup:
    """Return the actor's name for a page; says so where the speaker could not be told."""
    if name == UNRESOLVED:
        return Markup("<em>speaker not identified</em>")
    return isolated(name)


def shared_style() -> str:
    """Return the stylesheet of colours and marks."""
    return (FOLDER / "marks.css").read_text(encoding="utf-8")
