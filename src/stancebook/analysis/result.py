"""Analysis: all tables of one run of the chain, loaded when they are first looked at."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from ..codebook import Codebook
from ..errors import CodebookError, InputError, StancebookError
from ..tables import TABLES, check_table, make_table
from .store import MANIFEST, FolderStore, as_table, checksum, encode, read_part

TABLE_NAMES = tuple(name for name in TABLES if name != "ties")

Table = pd.DataFrame | Callable[[], pd.DataFrame]


class Analysis:
    """The tables that the chain makes of articles.

    Each table is an attribute by its name in :data:`stancebook.tables.TABLES`, loaded or computed
    when it is first looked at. Build one with :func:`stancebook.analyse` or
    :func:`stancebook.read_analysis`.

    Parameters
    ----------
    tables : mapping
        Tables by name, or functions that give them.
    codebook : Codebook
        What the statements are about.
    suggested : bool
        True where the codebook was proposed from the articles.
    parameters : mapping
        ``n_topics`` and ``random_state`` of the run; ``method`` where it was not the models.
    versions : mapping
        Of the package and of each step: the hash of its code, word lists and weights.
    decisions : sequence of mappings
        What readers decided about topics, see :func:`stancebook.topics.read_decisions`. The tables
        are kept as they were found; the attributes show them after the decisions.
    origin : (FolderStore, list of str), optional
        Where it is kept, and the parts of its topics there.

    Attributes
    ----------
    intake, articles, passages, attributions, mentions, actors, statements : DataFrame
        See :data:`stancebook.tables.TABLES`.
    topics, topic_weights, topic_refits : DataFrame
        See :data:`stancebook.tables.TABLES`; after the decisions.
    replay : DataFrame
        What became of each decision, see :func:`stancebook.topics.apply_decisions`.
    """

    def __init__(
        self,
        tables: Mapping[str, Table],
        codebook: Codebook,
        *,
        suggested: bool = False,
        parameters: Mapping[str, object] | None = None,
        versions: Mapping[str, str] | None = None,
        decisions: Sequence[Mapping[str, object]] = (),
        origin: tuple[FolderStore, list[str]] | None = None,
    ) -> None:
        self.origin = origin
        self._tables = dict(tables)
        self.codebook = codebook
        self.suggested = suggested
        self.parameters = dict(parameters or {})
        self.versions = dict(versions or {})
        self.decisions = list(decisions)

    def _table(self, name: str) -> pd.DataFrame:
        table = self._tables[name]
        if callable(table):
            table = self._tables[name] = table()
        return table

    def count(self, name: str) -> int:
        """Return how many rows a table holds as it was found, without loading it from a folder."""
        table = self._tables[name]
        return table.count() if isinstance(table, _StoredTable) else len(self._table(name))

    intake = cached_property(lambda self: self._table("intake"))
    articles = cached_property(lambda self: self._table("articles"))
    passages = cached_property(lambda self: self._table("passages"))
    attributions = cached_property(lambda self: self._table("attributions"))
    mentions = cached_property(lambda self: self._table("mentions"))
    actors = cached_property(lambda self: self._table("actors"))
    statements = cached_property(lambda self: self._table("statements"))
    topics = cached_property(lambda self: self._decided_table("topics"))
    topic_weights = cached_property(lambda self: self._decided_table("topic_weights"))
    replay = cached_property(lambda self: self._decided.replay)

    @cached_property
    def topic_refits(self) -> pd.DataFrame:
        """What refits of the topics give to each article."""
        from ..topics import move_weights

        refits = self._table("topic_refits")
        return move_weights(refits, self._decided.place) if self.decisions else refits

    @cached_property
    def _decided(self) -> object:
        from ..topics import apply_decisions

        return apply_decisions(self._table("topics"), self._table("topic_weights"), self.decisions)

    def _decided_table(self, name: str) -> pd.DataFrame:
        return getattr(self._decided, name) if self.decisions else self._table(name)

    def with_tables(
        self,
        tables: Mapping[str, pd.DataFrame],
        *,
        parameters: Mapping[str, object] | None = None,
    ) -> Analysis:
        """Return the analysis with other tables, such as a part of their rows.

        Parameters
        ----------
        tables : mapping
            Every table by name, after the decisions, which are not replayed again.
        parameters : mapping, optional
            What the parameters are then; None keeps them.

        Returns
        -------
        Analysis
            With the codebook, versions and ``replay`` of this one.
        """
        other = Analysis(
            tables,
            self.codebook,
            suggested=self.suggested,
            parameters=self.parameters if parameters is None else parameters,
            versions=self.versions,
        )
        if self.decisions:
            other.replay = self.replay
        return other

    def decide(self, decisions: str | os.PathLike | Sequence[Mapping[str, object]]) -> Analysis:
        """Return the same analysis after other decisions about its topics; nothing is refitted.

        Parameters
        ----------
        decisions : path, or sequence of mappings
            All that count, see :func:`stancebook.topics.record_decision`.

        Returns
        -------
        Analysis
            With the tables as they were found; only the decisions differ.

        Raises
        ------
        InputError
            Names the line of the file that is no decision.
        """
        return Analysis(
            self._tables,
            self.codebook,
            suggested=self.suggested,
            parameters=self.parameters,
            versions=self.versions,
            decisions=listed_decisions(decisions),
            origin=self.origin,
        )

    def __repr__(self) -> str:
        concepts = ", ".join(concept.id for concept in self.codebook.concepts)
        count = self.count("articles")
        return f"Analysis({count} article{'s' * (count != 1)}; concepts: {concepts})"

    def write(self, folder: str | os.PathLike[str]) -> Path:
        """Write all tables and the codebook to a folder, as ``analyse(..., to=folder)`` does.

        Parameters
        ----------
        folder : path
            Created where there is none; must not hold another analysis.

        Returns
        -------
        Path
            The folder; :func:`stancebook.read_analysis` gives an equal analysis back.

        Raises
        ------
        InputError
            Where the folder holds an analysis already, or cannot be written to.
        """
        store = FolderStore(folder)
        if (store.folder / MANIFEST).exists():
            raise InputError(f"{folder}: holds an analysis already; give another folder")
        store.create()
        parts: dict[str, list[str]] = {}
        for name in TABLE_NAMES:
            data = encode(self._table(name))
            parts[name] = [f"{name}-{checksum(data)}.parquet"]
            store.write_file(store.place(name) / parts[name][0], data)
        write_manifest(store, self, parts)
        return store.folder


def write_manifest(store: FolderStore, analysis: Analysis, parts: Mapping[str, list[str]]) -> None:
    """Write the codebook, then the file that says which parts make up the analysis."""
    analysis.codebook.write(store.folder / "codebook.yml")
    content = {
        "format": 1,
        "versions": analysis.versions,
        "parameters": analysis.parameters,
        "suggested": analysis.suggested,
        "decisions": analysis.decisions,
        "codebook": analysis.codebook.to_dict(),
        "notes": list(analysis.codebook.notes),
        "parts": {name: sorted(parts[name]) for name in TABLE_NAMES},
    }
    text = json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True)
    store.write_file(store.folder / MANIFEST, text.encode("utf-8"))


def read_analysis(folder: str | os.PathLike[str]) -> Analysis:
    """Open an analysis folder; each table is read when it is first looked at.

    Parameters
    ----------
    folder : path
        Written by ``analyse(..., to=folder)`` or :meth:`Analysis.write`.

    Returns
    -------
    Analysis
        Rows in the order of their articles' ids; every file is held against its checksum.

    Raises
    ------
    InputError
        Where the folder holds no finished analysis.
    StancebookError
        From the attribute, where a file of its table is missing or damaged.

    Examples
    --------
    >>> read_analysis("no-such-folder")
    Traceback (most recent call last):
    stancebook.errors.InputError: no-such-folder: holds no finished analysis (no analysis.json); ...
    """
    store = FolderStore(folder)
    try:
        content = json.loads((store.folder / MANIFEST).read_text(encoding="utf-8"))
        codebook = Codebook.from_dict(content["codebook"])
        codebook = replace(codebook, notes=tuple(content.get("notes", codebook.notes)))
        parts = {name: [str(part) for part in content["parts"][name]] for name in TABLE_NAMES}
    except (FileNotFoundError, NotADirectoryError):
        raise InputError(
            f"{folder}: holds no finished analysis (no {MANIFEST}); "
            "run stancebook analyse ARTICLES --to FOLDER"
        ) from None
    except (OSError, ValueError, KeyError, TypeError, CodebookError) as error:
        raise InputError(
            f"{folder}/{MANIFEST}: cannot be read ({type(error).__name__}); run the analysis again"
        ) from None
    return Analysis(
        {name: _StoredTable(store, name, names) for name, names in parts.items()},
        codebook,
        suggested=bool(content["suggested"]),
        parameters=content["parameters"],
        versions=content["versions"],
        decisions=content["decisions"],
        origin=(store, parts["topics"]),
    )


def listed_decisions(
    decisions: str | os.PathLike | Sequence[Mapping[str, object]] | None,
) -> list[Mapping[str, object]]:
    """Return decisions about topics from their file, or as they are."""
    if isinstance(decisions, str | os.PathLike) and str(decisions):
        from ..topics import read_decisions

        return read_decisions(decisions)
    return list(decisions or ())


@dataclass(frozen=True)
class _StoredTable:
    """A table of a folder, read when it is called for."""

    store: FolderStore
    table: str
    names: list[str]

    def __call__(self) -> pd.DataFrame:
        return read_table(self.store, self.table, self.names)

    def count(self) -> int:
        from pyarrow.parquet import read_metadata

        place = self.store.place(self.table)
        try:
            return sum(read_metadata(place / Path(name).name).num_rows for name in self.names)
        except (OSError, ValueError):  # damaged: reading says what to do
            return len(self())


def read_table(store: FolderStore, table: str, names: list[str]) -> pd.DataFrame:
    """Read the parts of a table, each held against its checksum, as one table in its order."""
    frames = []
    for name in names:
        path = store.place(table) / Path(name).name
        if not path.is_file() or checksum(path.read_bytes()) != path.stem.rpartition("-")[2]:
            raise StancebookError(
                f"{path}: missing or damaged; run the analysis again, it redoes this part alone"
            )
        frames.append(read_part(path, table))
    return in_order(frames, table)


def table_parts(analysis: object, name: str) -> Iterator[pd.DataFrame]:
    """Yield a table part by part, as its folder holds it; whole where it is in memory.

    Parameters
    ----------
    analysis : Analysis
        As its topics were found: decisions about them are not looked at.
    name : str
        A name of :data:`stancebook.tables.TABLES`.
    """
    stored = getattr(analysis, "_tables", {}).get(name)
    if isinstance(stored, _StoredTable):
        for part in stored.names:
            yield read_table(stored.store, stored.table, [part])
    else:
        yield getattr(analysis, name)


def in_order(frames: list[pd.DataFrame], table: str) -> pd.DataFrame:
    """Put the parts of a table together, in an order that no order of parts changes."""
    frames = [frame for frame in frames if len(frame)] or frames[:1]
    if not frames:
        return make_table([], TABLES[table])
    contract = TABLES[table]
    whole = as_table(pd.concat(frames, ignore_index=True), table)
    return check_table(whole.sort_values(_ORDER[table], ignore_index=True, kind="stable"), contract)


_ORDER = dict.fromkeys(TABLE_NAMES, ["article_id"]) | {
    "intake": ["file", "position"],
    "actors": ["actor"],
    "topics": ["topic"],
    "topic_weights": ["passage_id", "topic"],
    "topic_refits": ["article_id", "refit", "topic"],
}
"""What rows are sorted by; the rows of one article keep the order in which they were found."""
