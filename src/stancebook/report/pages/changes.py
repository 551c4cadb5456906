"""Two runs to news: what is new, what is gone, positions that moved and the words that show it.

Where the two were made with different codebooks, that comes first: they asked different things.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from ...display.cards import Card, Reading, in_order, in_reading_order
from ...display.findings import place_actors
from ...errors import CodebookError
from ...estimates.earlier import are_of_the_past
from ...tables import UNRESOLVED
from ..manifest import CODEBOOK


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
class Asked:
    """How the codebook differs from that of the previous run: names of concepts."""

    added: tuple[str, ...]
    dropped: tuple[str, ...]
    n_kept: int


@dataclass(frozen=True)
class Changes:
    """What is different since the previous run; ``is_known`` is False where there was none.

    ``articles`` and ``gone`` are rows of articles without their texts, by date; ``statements`` the
    new ones that count, in reading order. ``n_statements_gone`` and ``n_actors_gone`` counted in
    the previous run and are no more. ``asked`` is None where the codebook is the same, or that of
    the previous run is not known.
    """

    is_known: bool = False
    run: str = ""
    articles: pd.DataFrame = field(default_factory=pd.DataFrame)
    gone: pd.DataFrame = field(default_factory=pd.DataFrame)
    statements: pd.DataFrame = field(default_factory=pd.DataFrame)
    actors: list[str] = field(default_factory=list)
    moves: list[Move] = field(default_factory=list)
    n_statements_gone: int = 0
    n_actors_gone: int = 0
    asked: Asked | None = None

    @property
    def has_list(self) -> bool:
        """Whether there is anything that a list can show."""
        tables = (self.articles, self.gone, self.statements, self.actors, self.moves)
        return any(map(len, tables))

    @property
    def is_empty(self) -> bool:
        """Whether nothing that a reader would notice has changed."""
        return not (self.has_list or self.n_statements_gone or self.n_actors_gone or self.asked)


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
    run, old_articles, old_statements, old_codebook = tables
    articles, statements = reading.analysis.articles, reading.analysis.statements
    least = reading.min_confidence
    fresh = statements[~statements["statement_id"].isin(old_statements["statement_id"])]
    fresh = in_reading_order(fresh[fresh["confidence"] >= least], articles)
    lost = old_statements[~old_statements["statement_id"].isin(statements["statement_id"])]
    concepts = reading.analysis.codebook.concepts
    placed = place_actors(old_statements, old_articles, min_confidence=least, concepts=concepts)
    before = _sides(placed)
    after = _sides(reading.placed)
    actors, old_actors = ({actor for actor, _ in sides} for sides in (after, before))
    by_position = dict(iter(fresh.groupby(["actor", "concept"])))
    names = reading.concept_names
    moves = []
    for (actor, concept), side in after.items():
        was = before.get((actor, concept))
        if _has_moved(was, side):
            rows = by_position.get((actor, concept), fresh.iloc[:0])
            if _tell_only_the_past(rows, articles):
                continue
            cards = tuple(reading.cards(rows.tail(most_cards)))
            moves.append(Move(actor, concept, names.get(concept, concept), was, side, cards))
    return Changes(
        is_known=True,
        run=run,
        articles=_only(articles, ~articles["article_id"].isin(old_articles["article_id"])),
        gone=_only(old_articles, ~old_articles["article_id"].isin(articles["article_id"])),
        statements=fresh,
        actors=sorted(actors - old_actors),
        moves=sorted(moves, key=lambda move: (move.concept, move.actor)),
        n_statements_gone=int((lost["confidence"] >= least).sum()),
        n_actors_gone=len(old_actors - actors),
        asked=_compare_codebooks(old_codebook, reading.analysis.codebook),
    )


def _compare_codebooks(before: object, after: object) -> Asked | None:
    if before is None or before.fingerprint == after.fingerprint:
        return None
    old, new = ({one.id: one.name for one in book.concepts} for book in (before, after))
    added = tuple(name for key, name in new.items() if key not in old)
    dropped = tuple(name for key, name in old.items() if key not in new)
    return Asked(added, dropped, len(new) - len(added))


def _has_moved(before: str | None, after: str) -> bool:
    sided = ("favor", "against", "both")
    return before in sided and after in sided and before != after


def _tell_only_the_past(rows: pd.DataFrame, articles: pd.DataFrame) -> bool:
    """Tell whether all new statements of a position that take a side speak of an earlier time."""
    sided = rows[rows["stance"] != "neutral"]
    days = sided["article_id"].map(articles.set_index("article_id")["published"])
    return len(sided) > 0 and bool(are_of_the_past(sided, days).all())


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


def _previous_tables(
    previous: object,
) -> tuple[str, pd.DataFrame, pd.DataFrame, object] | None:
    """Return the previous run's name, articles, statements and codebook, or None without them."""
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
        return folder.name, articles, statements, _read_codebook(folder / CODEBOOK)
    if not hasattr(previous, "statements"):
        return None
    run, codebook = str(getattr(previous, "run", "")), getattr(previous, "codebook", None)
    return run, previous.articles, previous.statements, codebook


def _read_codebook(path: Path) -> object:
    """Return the codebook of a run, or None where it cannot be read any more."""
    from ...codebook import CodebookWarning, read_codebook

    try:
        with warnings.catch_warnings():  # its own run has warned
            warnings.simplefilter("ignore", CodebookWarning)
            return read_codebook(path)
    except CodebookError:
        return None
