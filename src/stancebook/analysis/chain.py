"""The chain as data: which step reads which tables, writes which, and what its version is.

Steps with scope ``article`` are pure and take any batch of articles; steps with scope ``corpus``
look across articles. Tables with a name that starts with ``_`` are working tables.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from numbers import Integral

import pandas as pd

from ..errors import InputError
from ..tables import stable_id
from .versions import version_of

Frames = Mapping[str, pd.DataFrame]
"""Tables of one batch by name."""


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
    calls : tuple of str
        Modules of the package that it calls: its version covers these, all that they import, and
        the word lists and models that those name.
    uses_codebook : bool
        Its result changes with the codebook.
    method : str
        The method of :func:`stancebook.analyse` that takes this step; empty where each does.
    """

    name: str
    function: Callable[..., tuple[pd.DataFrame, ...]] | None
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    calls: tuple[str, ...]
    uses_codebook: bool = False
    method: str = ""

    @property
    def version(self) -> str:
        """Hash of the code, word lists and weights behind the step."""
        return version_of(*self.calls)


def _split(tables: Frames, codebook: object) -> tuple[pd.DataFrame, ...]:
    from ..passages import split_passages

    return (split_passages(tables["articles"]),)


def _read_speech(method: str, tables: Frames, codebook: object) -> tuple[pd.DataFrame, ...]:
    from ..attributions.languages import LanguageWarning
    from ..attributions.speech import read_speech

    with warnings.catch_warnings():  # the run warns once, not for every batch
        warnings.simplefilter("ignore", LanguageWarning)
        return tuple(read_speech(tables["articles"], method=method))


def _find_entities(tables: Frames, codebook: object) -> tuple[pd.DataFrame, ...]:
    """Resolve mentions within each article; :mod:`.run` joins them across articles."""
    from ..actors.article import ENTITY_FIELDS, MENTION_FIELDS, join_parts, mentions_by_article

    said = {"attributions": tables["attributions"], "candidates": tables["_candidates"]}
    found = join_parts(mentions_by_article(tables["articles"], **said, codebook=codebook))
    return (
        pd.DataFrame(found.mentions, columns=list(MENTION_FIELDS)),
        pd.DataFrame(found.entities, columns=list(ENTITY_FIELDS)),
    )


def _extract_statements(method: str, tables: Frames, codebook: object) -> tuple[pd.DataFrame, ...]:
    from ..attributions.languages import is_read
    from ..statements.extract import extract_statements

    articles = tables["articles"]
    articles = articles[is_read(articles)]
    parts = {name: tables[name] for name in ("attributions", "mentions")}
    passages = tables["passages"]
    parts["passages"] = passages[passages["article_id"].isin(articles["article_id"])]
    return (extract_statements(articles, codebook, method=method, **parts),)


METHODS = {"model": ("speech", "statements"), "rules": ("speech_rules", "statements_rules")}
"""By method, the steps that read speech and that tell sides."""


def _by_each_method(name: str, function: Callable, *rest: tuple, **options: bool) -> Iterator[Step]:
    for method, names in METHODS.items():
        own = next(own for own in names if own.startswith(name))
        yield Step(own, partial(function, method), *rest, **options, method=method)


CHAIN: tuple[Step, ...] = (
    Step("stories", None, ("articles",), ("articles",), ("analysis/gathering.py",)),
    Step("passages", _split, ("articles",), ("passages",), ("passages.py",)),
    *_by_each_method(
        "speech",
        _read_speech,
        ("articles",),
        ("attributions", "_candidates"),
        ("attributions/speech.py",),
    ),
    Step(
        "entities",
        _find_entities,
        ("articles", "attributions", "_candidates"),
        ("_mentions", "_entities"),
        ("actors/article.py",),
        uses_codebook=True,
    ),
    Step(
        "actors",
        None,
        ("_mentions", "_entities"),
        ("mentions", "actors"),
        ("actors/merge.py",),
        uses_codebook=True,
    ),
    *_by_each_method(
        "statements",
        _extract_statements,
        ("articles", "passages", "attributions", "mentions"),
        ("statements",),
        ("statements/extract.py", "attributions/languages.py"),
        uses_codebook=True,
    ),
    Step(
        "topics",
        None,
        ("articles", "passages"),
        ("topics", "topic_weights", "topic_refits"),
        ("analysis/corpus.py", "attributions/languages.py"),
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
