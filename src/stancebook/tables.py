"""The contract of every table: its key, its columns, their types and their value rules.

One row is one thing. Keys are stable hashes of content, so the same article gets the same ids on
every machine. Offsets are characters, half-open, into ``articles.text`` (into ``articles.title``
where ``in_title``): ``text[start:end]`` is always exactly the evidence.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from .errors import TableError

STANCES = ("favor", "against", "neutral")
VOICES = ("direct", "indirect", "action", "narrator")
UNITS = ("title", "paragraph", "sentence")
ACTOR_TYPES = (
    *("person", "government", "party", "company"),
    *("ngo", "agency", "international", "other"),
)
MENTION_KINDS = ("name", "short", "acronym", "title", "pronoun", "metonym", "empty")
INTAKE_STATUSES = ("read", "rejected", "duplicate")
NETWORKS = ("congruence", "conflict")

UNRESOLVED = "unresolved"
"""The actor of a mention that could not be resolved: said and counted, never guessed."""


@dataclass(frozen=True)
class Column:
    """One column of a contract.

    Parameters
    ----------
    kind : str
        One of ``text``, ``integer``, ``number``, ``truth``, ``date``, ``list``.
    meaning : str
        What a value says, in one line, with its unit and range.
    values : tuple of str
        The only values allowed; empty where any is.
    low, high : float or None
        Inclusive range of numbers.
    """

    kind: str
    meaning: str
    values: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Table:
    """The contract of one table: what one row is, its key, and its columns in order."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: Mapping[str, Column]


def _text(meaning: str, *values: str) -> Column:
    return Column("text", meaning, values)


def _offset(meaning: str) -> Column:
    return Column("integer", meaning, low=-1)


def _share(meaning: str) -> Column:
    return Column("number", meaning, low=0.0, high=1.0)


def _count(meaning: str) -> Column:
    return Column("integer", meaning, low=0)


_IN_TITLE = Column("truth", "the offsets point into the article's title instead of its text")
_ARTICLE = _text("the article, see articles.article_id")
_SPANS = "list of [start, end]; several where discontinuous, empty where none"

INTAKE = Table(
    "intake",
    "one document found",
    ("file", "position"),
    {
        "file": _text("path as found, with / between folders"),
        "position": Column("integer", "place in the file, from 0", low=0),
        "status": _text("what became of the document", *INTAKE_STATUSES),
        "reason": _text("why it was rejected, or what it duplicates; empty where read"),
        "article_id": _text("the article it became or duplicates; empty where rejected"),
    },
)

ARTICLES = Table(
    "articles",
    "one published text",
    ("article_id",),
    {
        "article_id": _text("stable hash of source, date, title and text, or the caller's own"),
        "title": _text("headline; empty where there is none"),
        "text": _text("body as published; line ends are \\n"),
        "source": _text("the outlet; empty where unknown, never guessed"),
        "published": Column("date", "date of publication; NaT where unknown, never guessed"),
        "url": _text("address; empty where unknown"),
        "author": _text("byline; empty where unknown"),
        "language": _text("ISO 639-1 code; empty where too short to tell"),
        "story_id": _text("story cluster; equal for articles that print the same text"),
    },
)

PASSAGES = Table(
    "passages",
    "one span",
    ("passage_id",),
    {
        "passage_id": _text("stable hash of article, unit and offsets"),
        "article_id": _ARTICLE,
        "unit": _text("size of the span", *UNITS),
        "start": _offset("first character (in the title where unit is title)"),
        "end": _offset("character after the last"),
        "text": _text("the words, exactly as they stand in the article"),
    },
)

ATTRIBUTIONS = Table(
    "attributions",
    "one piece of reported speech",
    ("attribution_id",),
    {
        "attribution_id": _text("stable hash of article and spans"),
        "article_id": _ARTICLE,
        "in_title": _IN_TITLE,
        "speaker": _text("the words that name who speaks; empty where none"),
        "cue": _text("the words that attribute"),
        "content": _text("the words attributed; parts joined by ' ... '"),
        "speaker_spans": Column("list", _SPANS),
        "cue_spans": Column("list", _SPANS),
        "content_spans": Column("list", _SPANS),
        "voice": _text("direct where quoted words carry the content", "direct", "indirect"),
        "parent_id": _text("the attribution whose content holds this one; empty at top level"),
        "confidence": _share("how sure the reader is of the whole attribution"),
    },
)

MENTIONS = Table(
    "mentions",
    "one place where an actor is named",
    ("mention_id",),
    {
        "mention_id": _text("stable hash of article and offsets"),
        "article_id": _ARTICLE,
        "in_title": _IN_TITLE,
        "start": _offset("first character"),
        "end": _offset("character after the last"),
        "text": _text("the words as printed"),
        "kind": _text("how the actor is named", *MENTION_KINDS),
        "actor": _text(f"the actor, see actors.actor; {UNRESOLVED!r} where it cannot be told"),
    },
)

ACTORS = Table(
    "actors",
    "one person or body",
    ("actor",),
    {
        "actor": _text("the one name, unique"),
        "type": _text("what kind of actor", *ACTOR_TYPES),
        "aliases": Column("list", "other names in use, list of str"),
        "in_codebook": Column("truth", "the codebook names this actor"),
        "n_mentions": _count("mentions resolved to this actor"),
        "n_articles": _count("articles that mention this actor"),
    },
)

STATEMENTS = Table(
    "statements",
    "one actor's stance on one concept, shown by one sentence",
    ("statement_id",),
    {
        "statement_id": _text("stable hash of sentence, actor mention and concept"),
        "article_id": _ARTICLE,
        "passage_id": _text("the sentence or title, see passages.passage_id"),
        "in_title": _IN_TITLE,
        "start": _offset("first character of the sentence"),
        "end": _offset("character after the sentence"),
        "text": _text("the sentence, exactly as it stands"),
        "actor": _text(f"the actor, see actors.actor; {UNRESOLVED!r} where it cannot be told"),
        "mention": _text("the words that name the actor; empty where a quote carries on"),
        "mention_start": _offset("first character; -1 where the mention is empty"),
        "mention_end": _offset("character after the mention; -1 where it is empty"),
        "concept": _text("id of the concept in the codebook"),
        "stance": _text("side towards the concept as named", *STANCES),
        "p_favor": _share("calibrated probability of favor; the three sum to 1"),
        "p_against": _share("calibrated probability of against"),
        "p_neutral": _share("calibrated probability of neutral"),
        "confidence": _share("probability that the whole statement stands: presence and side"),
        "voice": _text("how it reaches the reader", *VOICES),
        "attribution_id": _text("the attribution it rests on; empty for acts and the narrator"),
    },
)

TOPICS = Table(
    "topics",
    "one topic",
    ("topic",),
    {
        "topic": Column("integer", "number, from 0, in order of falling share", low=0),
        "label": _text("short name, from terms or from the reader's decisions"),
        "terms": Column("list", "the terms that tell it best, best first, list of str"),
        "share": _share("mean weight over the passages"),
        "coherence": Column("number", "NPMI of its terms in the corpus", low=-1.0, high=1.0),
        "stability": _share("mean similarity to its match in refits"),
        "is_unstable": Column("truth", "fewer than half of its best terms come back in refits"),
    },
)

TOPIC_WEIGHTS = Table(
    "topic_weights",
    "one passage's share of one topic",
    ("passage_id", "topic"),
    {
        "passage_id": _text("the passage, see passages.passage_id"),
        "topic": Column("integer", "the topic, see topics.topic", low=0),
        "weight": _share("share of the passage; sums to 1 over the topics of a passage"),
    },
)

TOPIC_REFITS = Table(
    "topic_refits",
    "one article's share of one topic in one refit",
    ("article_id", "refit", "topic"),
    {
        "article_id": _ARTICLE,
        "refit": Column("integer", "number of the refit, from 0", low=0),
        "topic": Column("integer", "the topic that the refit's is matched to", low=0),
        "weight": _share("share of the article; sums to 1 over the topics of a refit"),
    },
)

TIES = Table(
    "ties",
    "one pair of actors",
    ("actor_a", "actor_b", "network"),
    {
        "actor_a": _text("first name in alphabetical order"),
        "actor_b": _text("second name in alphabetical order"),
        "network": _text("same side or opposite sides", *NETWORKS),
        "weight": Column("number", "concepts on which the tie rests", low=0.0),
    },
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        *(INTAKE, ARTICLES, PASSAGES, ATTRIBUTIONS, MENTIONS, ACTORS, STATEMENTS),
        *(TOPICS, TOPIC_WEIGHTS, TOPIC_REFITS, TIES),
    )
}
"""Every contract by name, in the order in which a text flows."""

_PLAIN_TEXT = pd.StringDtype(na_value=np.nan)
_DTYPES = {"text": "str", "integer": "int64", "number": "float64", "truth": "bool"}


def stable_id(*parts: object) -> str:
    """Return 16 hexadecimal digits that depend on the parts alone; bytes stand for text in UTF-8.

    Examples
    --------
    >>> stable_id("a", 1) == stable_id("a", 1) != stable_id("a1")
    True
    """
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        encoded = part if type(part) is bytes else str(part).encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    return digest.hexdigest()


def make_table(
    rows: Iterable[Mapping[str, object]] | pd.DataFrame, contract: Table
) -> pd.DataFrame:
    """Build a table that keeps the contract from records or from another frame.

    Parameters
    ----------
    rows : iterable of mappings, or DataFrame
        Extra fields are dropped; a missing field is an error.
    contract : Table
        What to build.

    Returns
    -------
    DataFrame
        Columns of the contract in its order, a fresh ``RangeIndex``, the contract's types.

    Raises
    ------
    TableError
        Where a column is missing or a value breaks its rule.
    """
    frame = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame.from_records(list(rows))
    if frame.empty and not len(frame.columns):
        frame = pd.DataFrame({name: [] for name in contract.columns})
    missing = [name for name in contract.columns if name not in frame]
    if missing:
        raise TableError(f"{contract.name}: missing columns {missing}; it has {list(frame)}")
    data = {name: _typed(frame[name], column).array for name, column in contract.columns.items()}
    return check_table(pd.DataFrame(data), contract)


def _typed(values: pd.Series, column: Column) -> pd.Series:
    if column.kind == "date":
        return pd.to_datetime(values).astype("datetime64[us]")
    if column.kind == "list":
        return pd.Series([_plain(value) for value in values], index=values.index, dtype=object)
    if column.kind == "text":
        # Most tables already are what they should be; to find out is a hundred times faster.
        is_plain = values.dtype == _PLAIN_TEXT and not values.hasnans
        return values if is_plain else values.fillna("").astype("str")
    return values.astype(_DTYPES[column.kind])


def _plain(value: object) -> object:
    """Turn arrays, as Parquet gives them back, into plain lists at every level."""
    if isinstance(value, (list, tuple, np.ndarray)):
        return [_plain(item) for item in value]
    return value.item() if isinstance(value, np.generic) else value


def check_table(table: pd.DataFrame, contract: Table) -> pd.DataFrame:
    """Return the table unchanged if it keeps the contract.

    Parameters
    ----------
    table : DataFrame
        More columns than the contract names are allowed.
    contract : Table
        What it must keep: columns present, types, value rules, unique key.

    Returns
    -------
    DataFrame
        The very table that was given.

    Raises
    ------
    TableError
        Names the table, the column, what was expected and what came.
    """
    if not isinstance(table, pd.DataFrame):
        raise TableError(f"{contract.name}: expected a DataFrame, got {type(table).__name__}")
    missing = [column for column in contract.columns if column not in table]
    if missing:
        raise TableError(f"{contract.name}: missing columns {missing}; it has {list(table)}")
    for name, column in contract.columns.items():
        _check_column(table[name], column, f"{contract.name}.{name}")
    repeated = table.duplicated(list(contract.key))
    if repeated.any():
        example = table.loc[repeated, list(contract.key)].iloc[0].tolist()
        raise TableError(
            f"{contract.name}: the key {list(contract.key)} must be unique; "
            f"{int(repeated.sum())} rows repeat one, such as {example}"
        )
    return table


_KIND_CHECKS = {
    "text": pd.api.types.is_string_dtype,
    "integer": pd.api.types.is_integer_dtype,
    "number": pd.api.types.is_numeric_dtype,
    "truth": pd.api.types.is_bool_dtype,
    "date": pd.api.types.is_datetime64_any_dtype,
    "list": pd.api.types.is_object_dtype,
}


def _check_column(values: pd.Series, column: Column, where: str) -> None:
    if len(values) and not _KIND_CHECKS[column.kind](values):
        raise TableError(f"{where}: expected {column.kind}, got dtype {values.dtype}")
    if column.values:
        strange = sorted(set(values.unique()) - set(column.values), key=str)
        if strange:
            raise TableError(f"{where}: expected one of {list(column.values)}, got {strange[:3]}")
    if column.kind in ("number", "integer") and len(values):
        low = -np.inf if column.low is None else column.low
        high = np.inf if column.high is None else column.high
        outside = values[(values < low - 1e-9) | (values > high + 1e-9)]
        if len(outside):
            raise TableError(f"{where}: expected {low} to {high}, got {outside.iloc[0]}")
