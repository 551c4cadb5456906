"""Analysis: all tables of one run of the chain, loaded when they are first looked at."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

import pandas as pd

from ..codebook import Codebook
from ..errors import CodebookError, InputError, StancebookError
from ..tables import TABLES, check_table, make_table
from .store import FolderStore, as_table, checksum, encode, read_part

MANIFEST = "analysis.json"
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
        ``n_topics`` and ``random_state`` of the run.
    versions : mapping
        Of the package and of each step: the hash of its code, word lists and weights.

    Attributes
    ----------
    intake, articles, passages, attributions, mentions, actors, statements : DataFrame
        See :data:`stancebook.tables.TABLES`.
    topics, topic_weights : DataFrame
        See :data:`stancebook.tables.TABLES`.
    """

    def __init__(
        self,
        tables: Mapping[str, Table],
        codebook: Codebook,
        *,
        suggested: bool = False,
        parameters: Mapping[str, object] | None = None,
        versions: Mapping[str, str] | None = None,
    ) -> None:
        self._tables = dict(tables)
        self.codebook = codebook
        self.suggested = suggested
        self.parameters = dict(parameters or {})
        self.versions = dict(versions or {})

    def _table(self, name: str) -> pd.DataFrame:
        table = self._tables[name]
        if callable(table):
            table = self._tables[name] = table()
        return table

    intake = cached_property(lambda self: self._table("intake"))
    articles = cached_property(lambda self: self._table("articles"))
    passages = cached_property(lambda self: self._table("passages"))
    attributions = cached_property(lambda self: self._table("attributions"))
    mentions = cached_property(lambda self: self._table("mentions"))
    actors = cached_property(lambda self: self._table("actors"))
    statements = cached_property(lambda self: self._table("statements"))
    topics = cached_property(lambda self: self._table("topics"))
    topic_weights = cached_property(lambda self: self._table("topic_weights"))

    def __repr__(self) -> str:
        concepts = ", ".join(concept.id for concept in self.codebook.concepts)
        return f"Analysis({len(self.articles)} articles; concepts: {concepts})"

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
            data = encode(getattr(self, name))
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
        "codebook": analysis.codebook.to_dict(),
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
        {name: _loader(store, name, names) for name, names in parts.items()},
        codebook,
        suggested=bool(content["suggested"]),
        parameters=content["parameters"],
        versions=content["versions"],
    )


def _loader(store: FolderStore, table: str, names: list[str]) -> Callable[[], pd.DataFrame]:
    return lambda: read_table(store, table, names)


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
}
"""What rows are sorted by; the rows of one article keep the order in which they were found."""
