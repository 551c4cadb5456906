"""Two runs to news: new articles, new actors, positions that moved and the words that show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from ...display.cards import Card, Reading, in_reading_order
from ...figures.counts import count_positions
from ...tables import UNRESOLVED


@dataclass(frozen=True)
class Move:
    """An actor whose side on a concept is not what it was, and the statements that are new."""

    actor: str
    concept: str
    before: str
    after: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Changes:
    """What is different since the previous run; ``is_known`` is False where there was none."""

    is_known: bool = False
    run: str = ""
    new_articles: list[dict] = field(default_factory=list)
    n_gone: int = 0
    n_new_statements: int = 0
    new_actors: list[str] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing that a reader would notice has changed."""
        return not (self.new_articles or self.n_gone or self.n_new_statements or self.moves)


def find_changes(reading: Reading, previous: object, *, most_cards: int = 3) -> Changes:
    """Compare the run with the one before it.

    Parameters
    ----------
    reading : Reading
        The run as it is now.
    previous : Path, object or None
        The folder of the previous run (its ``tables/`` are read), or anything that has
        ``articles`` and ``statements``; None where this is the first run.
    most_cards : int
        Statements shown for one position that moved.
    """
    tables = _previous_tables(previous)
    if tables is None:
        return Changes()
    run, old_articles, old_statements = tables
    now = reading.analysis
    known = set(old_articles["article_id"])
    fresh = now.articles[~now.articles["article_id"].isin(known)]
    new_rows = now.statements[~now.statements["statement_id"].isin(old_statements["statement_id"])]
    before = _sides(old_statements, reading.min_confidence)
    after = _sides(now.statements, reading.min_confidence)
    sided = ("favor", "against", "both")
    moves = []
    for (actor, concept), side in after.items():
        was = before.get((actor, concept))
        if was in sided and side in sided and was != side:
            rows = new_rows[(new_rows["actor"] == actor) & (new_rows["concept"] == concept)]
            rows = rows[rows["confidence"] >= reading.min_confidence]
            cards = tuple(reading.cards(in_reading_order(rows).tail(most_cards)))
            moves.append(Move(actor, concept, was, side, cards))
    spoke = {actor for actor, _ in before}
    return Changes(
        is_known=True,
        run=run,
        new_articles=fresh.drop(columns="text").sort_values("published").to_dict("records"),
        n_gone=len(known - set(now.articles["article_id"])),
        n_new_statements=int((new_rows["confidence"] >= reading.min_confidence).sum()),
        new_actors=sorted({actor for actor, _ in after} - spoke),
        moves=sorted(moves, key=lambda move: (move.concept, move.actor)),
    )


def _sides(statements: pd.DataFrame, min_confidence: float) -> dict[tuple[str, str], str]:
    """Return the side of every actor on every concept that some counted statement supports."""
    table = count_positions(statements, min_confidence=min_confidence)
    table = table[(table["n_statements"] > 0) & (table["actor"] != UNRESOLVED)]
    return dict(zip(zip(table["actor"], table["concept"], strict=True), table["side"], strict=True))


def _previous_tables(previous: object) -> tuple[str, pd.DataFrame, pd.DataFrame] | None:
    """Return the previous run's name, articles and statements, or None where there are none."""
    if previous is None:
        return None
    if isinstance(previous, Mapping):
        previous = previous.get("folder")
    if isinstance(previous, (str, Path)):
        folder = Path(previous)
        files = [folder / "tables" / f"{name}.parquet" for name in ("articles", "statements")]
        if not all(file.is_file() for file in files):
            return None
        articles, statements = (pd.read_parquet(file) for file in files)
        return folder.name, articles, statements
    if not hasattr(previous, "statements"):
        return None
    return str(getattr(previous, "run", "")), previous.articles, previous.statements
