"""The chain as data: which step reads which tables, writes which, and what its version is.

Steps with scope ``article`` are pure and take any batch of articles; steps with scope ``corpus``
look across articles. Tables with a name that starts with ``_`` are working tables.
"""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from numbers import Integral
from pathlib import Path

import pandas as pd

from ..errors import InputError
from ..tables import stable_id

Frames = Mapping[str, pd.DataFrame]
"""Tables of one batch by name."""

PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True)
class Step:
    """One step of the chain.

    Parameters
    ----------
    name : str
        What it finds.
    function : callable or None
        From the tables it reads and the codebook to the tables it writes, in that order; None
        where the step looks across articles (see :mod:`.corpus`).
    reads, writes : tuple of str
        Names of tables.
    rooms : tuple of str
        Files and folders of the package that decide what it gives: its version is their hash.
    uses_codebook : bool
        Its result changes with the codebook.
    method : str
        The method of :func:`stancebook.analyse` that takes this step; empty where each does.
    """

    name: str
    function: Callable[..., tuple[pd.DataFrame, ...]] | None
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    rooms: tuple[str, ...]
    uses_codebook: bool = False
    method: str = ""

    @property
    def version(self) -> str:
        """Hash of the code, word lists and weights behind the step."""
        return version_of(*self.rooms)


def _split(tables: Frames, codebook: object) -> tuple[pd.DataFrame, ...]:
    from ..passages import split_passages

    return (split_passages(tables["articles"]),)


def _read_speech(method: str, tables: Frames, codebook: object) -> tuple[pd.DataFrame, ...]:
    from ..attributions import LanguageWarning, read_speech

    with warnings.catch_warnings():  # the run warns once, not for every batch
        warnings.simplefilter("ignore", LanguageWarning)
        return tuple(read_speech(tables["articles"], method=method))


def _find_entities(tables: Frames, codebook: object) -> tuple[pd.DataFrame, ...]:
    """Resolve mentions within each article; :mod:`.corpus` joins them across articles."""
    from ..actors import mentions_of
    from ..actors.aliases import read_aliases
    from ..actors.article import ENTITY_FIELDS, MENTION_FIELDS
    from ..attributions import is_read

    aliases = read_aliases(codebook)
    said = dict(iter(tables["attributions"].groupby("article_id", sort=False)))
    marked = dict(iter(tables["_candidates"].groupby("article_id", sort=False)))
    mentions: list[tuple] = []
    entities: list[tuple] = []
    columns = ["article_id", "title", "text", "source"]
    articles = tables["articles"]
    for article in articles.loc[is_read(articles), columns].to_dict("records"):
        key = article["article_id"]
        found = mentions_of(article, said.get(key), codebook=aliases, candidates=marked.get(key))
        mentions.extend(found.mentions)
        entities.extend(found.entities)
    return (
        pd.DataFrame(mentions, columns=list(MENTION_FIELDS)),
        pd.DataFrame(entities, columns=list(ENTITY_FIELDS)),
    )


def _extract_statements(method: str, tables: Frames, codebook: object) -> tuple[pd.DataFrame, ...]:
    from ..attributions import is_read
    from ..statements import extract_statements

    articles = tables["articles"]
    articles = articles[is_read(articles)]
    parts = {name: tables[name] for name in ("attributions", "mentions")}
    passages = tables["passages"]
    parts["passages"] = passages[passages["article_id"].isin(articles["article_id"])]
    return (extract_statements(articles, codebook, method=method, **parts),)


_SERVE_ALL = ("tables.py",)
_MODEL = ("encoder.py", "models")
_OF_STATEMENTS = (
    *("attributions/languages.py", "codebook/aliases.py"),
    *("actors/countries.py", "actors/lexicon.py", "actors/names.py"),
)

METHODS = {"model": ("speech", "statements"), "rules": ("speech_rules", "statements_rules")}
"""By method, the steps that read speech and that tell sides."""


def _by_each_method(name: str, function: Callable, *rest: tuple, **options: bool) -> Iterator[Step]:
    for method, names in METHODS.items():
        own = next(own for own in names if own.startswith(name))
        yield Step(own, partial(function, method), *rest, **options, method=method)


CHAIN: tuple[Step, ...] = (
    Step("stories", None, ("articles",), ("articles",), (*_SERVE_ALL, "stories")),
    Step("passages", _split, ("articles",), ("passages",), (*_SERVE_ALL, "passages.py")),
    *_by_each_method(
        "speech",
        _read_speech,
        ("articles",),
        ("attributions", "_candidates"),
        (*_SERVE_ALL, "attributions", "passages.py", *_MODEL),
    ),
    Step(
        "entities",
        _find_entities,
        ("articles", "attributions", "_candidates"),
        ("_mentions", "_entities"),
        (*_SERVE_ALL, "actors", "attributions/languages.py", "passages.py", "lexicons"),
        uses_codebook=True,
    ),
    Step(
        "actors",
        None,
        ("_mentions", "_entities"),
        ("mentions", "actors"),
        (*_SERVE_ALL, "actors", "passages.py", "lexicons"),
        uses_codebook=True,
    ),
    *_by_each_method(
        "statements",
        _extract_statements,
        ("articles", "passages", "attributions", "mentions"),
        ("statements",),
        (*_SERVE_ALL, "statements", "stance.py", *_OF_STATEMENTS, "lexicons", *_MODEL),
        uses_codebook=True,
    ),
    Step(
        "topics",
        None,
        ("articles", "passages"),
        ("topics", "topic_weights", "topic_refits"),
        (
            *_SERVE_ALL,
            "topics",
            "attributions/languages.py",
            "attributions/pieces.py",
            "encoder.py",
        ),
    ),
)
"""Every step, in the order in which a text flows."""

STEPS = {step.name: step for step in CHAIN}


def check_parameters(
    n_topics: object, random_state: object, method: object = "model"
) -> dict[str, object]:
    """Return the parameters by which two analyses of the same articles differ.

    Raises
    ------
    InputError
        Names the parameter, what was expected and what came.

    Examples
    --------
    >>> check_parameters(12, 0)
    {'n_topics': 12, 'random_state': 0}
    """
    if n_topics is not None and not _is_whole(n_topics, 1):
        raise InputError(f"n_topics: expected None or a whole number from 1, got {n_topics!r}")
    if not _is_whole(random_state, 0):
        raise InputError(f"random_state: expected a whole number from 0, got {random_state!r}")
    if method not in METHODS:
        raise InputError(f"method: expected one of {list(METHODS)}, got {method!r}")
    parameters = {"n_topics": n_topics, "random_state": random_state}
    return parameters if method == "model" else parameters | {"method": method}


def _is_whole(value: object, low: int) -> bool:
    return isinstance(value, Integral) and not isinstance(value, bool) and value >= low


def run_step(step: Step, tables: Frames, codebook: object) -> dict[str, pd.DataFrame]:
    """Run one step on one batch and return what it writes, by table."""
    return dict(zip(step.writes, step.function(tables, codebook), strict=True))


def part_key(step: Step, table: str, reads: tuple[str, ...], codebook: object) -> str:
    """Return the key of one part: what was read, by what version, with which codebook."""
    fingerprint = codebook.fingerprint if step.uses_codebook else ""
    return stable_id(step.name, table, step.version, fingerprint, *reads)


@cache
def version_of(*rooms: str) -> str:
    """Hash the named files and folders of the package: a change of any gives another version."""
    digest = hashlib.blake2b(digest_size=8)
    for file in sorted(set(_files_of(rooms))):
        name = file.relative_to(PACKAGE).as_posix()
        digest.update(stable_id(name).encode() + _file_hash(file).encode())
    return digest.hexdigest()


def _files_of(rooms: tuple[str, ...]) -> list[Path]:
    kinds = {".py", ".txt", ".tsv", ".csv", ".yml", ".json", ".onnx"}
    files: list[Path] = []
    for room in rooms:
        place = PACKAGE / room
        files += [place] if place.is_file() else sorted(place.rglob("*"))
    return [file for file in files if file.suffix in kinds and file.is_file()]


@cache
def _file_hash(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
