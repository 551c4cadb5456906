"""Two runs to news: new articles, new actors, positions that moved and the words that show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from ...display.cards import Card, Reading, in_order, in_reading_order
from ...display.findings import place_actors
from ...tables import UNRESOLVED


@dataclass(frozen=True)
class Move:
    """An actor whose side on a concept is not what it was, and the statements that are new."""

    actor: str
    concept: str
    concept_name: str
    before: str
    after: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Changes:
    """What is different since the previous run; ``is_known`` is False where there was none.

    ``articles`` and ``gone`` are rows of articles without their texts, by date; ``statements`` the
    new ones that count, in reading order.
    """

    is_known: bool = False
    run: str = ""
    articles: pd.DataFrame = field(default_factory=pd.DataFrame)
    gone: pd.DataFrame = field(default_factory=pd.DataFrame)
    statements: pd.DataFrame = field(default_factory=pd.DataFrame)
    actors: list[str] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing that a reader would notice has changed."""
        tables = (self.articles, self.gone, self.statements, self.actors, self.moves)
        return not any(map(len, tables))


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
    articles, statements = reading.analysis.articles, reading.analysis.statements
    least = reading.min_confidence
    fresh = statements[~statements["statement_id"].isin(old_statements["statement_id"])]
    fresh = in_reading_order(fresh[fresh["confidence"] >= least], articles)
    before = _sides(place_actors(old_statements, old_articles, min_confidence=least))
    after = _sides(reading.placed)
    by_position = dict(iter(fresh.groupby(["actor", "concept"])))
    names = reading.concept_names
    moves = []
    for (actor, concept), side in after.items():
        was = before.get((actor, concept))
        if _has_moved(was, side):
            rows = by_position.get((actor, concept), fresh.iloc[:0]).tail(most_cards)
            cards = tuple(reading.cards(rows))
            moves.append(Move(actor, concept, names.get(concept, concept), was, side, cards))
    return Changes(
        is_known=True,
        run=run,
        articles=_only(articles, ~articles["article_id"].isin(old_articles["article_id"])),
        gone=_only(old_articles, ~old_articles["article_id"].isin(articles["article_id"])),
        statements=fresh,
        actors=sorted({actor for actor, _ in after} - {actor for actor, _ in before}),
        moves=sorted(moves, key=lambda move: (move.concept, move.actor)),
    )


def _has_moved(before: str | None, after: str) -> bool:
    sided = ("favor", "against", "both")
    return before in sided and after in sided and before != after


def _only(articles: pd.DataFrame, chosen: pd.Series) -> pd.DataFrame:
    """Return the chosen articles without their texts, by date."""
    return in_order(articles[chosen].drop(columns="text"))


def _sides(placed: Mapping[str, list[dict]]) -> dict[tuple[str, str], str]:
    """Return the side of every actor on every concept: the latest one where it changed."""
    return {
        (row["actor"], row["concept"]): row["turn"].after if row["turn"] else row["side"]
        for rows in placed.values()
        for row in rows
        if row["n_statements"] and row["actor"] != UNRESOLVED
    }


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
