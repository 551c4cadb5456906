"""What readers decided about topics, kept line by line and replayed on the next run."""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from ..errors import InputError
from ..tables import TOPIC_WEIGHTS, TOPICS, check_table, make_table

ACTIONS = ("rename", "merge", "drop")
MIN_OVERLAP = 0.5
"""A decision is replayed on the topic that shares at least this part of its terms."""


class Decided(NamedTuple):
    """Tables after the decisions; what became of each decision, and of each topic."""

    topics: pd.DataFrame
    topic_weights: pd.DataFrame
    replay: pd.DataFrame
    place: dict[int, int]


def record_decision(
    file: str | Path,
    action: str,
    *,
    terms: Sequence[str],
    label: str = "",
    into: Sequence[str] = (),
    why: str = "",
    decided: datetime.date | None = None,
) -> None:
    """Append one decision to a file of JSON lines; earlier lines are never changed.

    Parameters
    ----------
    file : path
        Made where it does not exist.
    action : str
        ``rename``, ``merge`` or ``drop``.
    terms : sequence of str
        Terms of the topic, as ``topics`` lists them: numbers change from run to run, terms tell.
    label : str
        The new name; needed to rename, optional to merge.
    into : sequence of str
        To merge: the terms of the topic that takes the other in.
    why : str
        A reason, for whoever reads the file later.
    decided : date or None
        None takes today.

    Raises
    ------
    InputError
        What is no decision, a name that the file gives to another topic, or a file that cannot be
        written.
    """
    decision = {
        "decided": (decided or datetime.date.today()).isoformat(),
        "action": action,
        "terms": _list_terms(terms),
        "label": label,
        "into": _list_terms(into),
        "why": why,
    }
    _check_decision(decision, "the decision")
    if Path(file).is_file():
        _check_name(decision, read_decisions(file))
    line = json.dumps(decision, ensure_ascii=False) + "\n"
    try:
        with Path(file).open("ab+") as lines:
            lines.seek(max(lines.seek(0, io.SEEK_END) - 1, 0))
            ends_in_line = lines.read(1) not in (b"", b"\n")
            lines.write((b"\n" if ends_in_line else b"") + line.encode())
    except OSError as error:
        raise InputError(f"{file}: the decision cannot be written ({error.strerror})") from None


def _list_terms(terms: Sequence[str]) -> object:
    return terms if isinstance(terms, str) else [str(term) for term in terms]


def read_decisions(file: str | Path) -> list[dict]:
    """Read the decisions in order.

    Parameters
    ----------
    file : path
        Lines as :func:`record_decision` writes them, or written by hand; empty ones are passed
        over.

    Returns
    -------
    list of dict
        Each with ``action``, ``terms`` and what else :func:`record_decision` writes.

    Raises
    ------
    InputError
        There is no such file, or it names the line that is no decision.
    """
    path = Path(file)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path}: decisions about topics cannot be read ({type(error).__name__}); expected a "
            "file of JSON lines, as stancebook.record_decision writes it"
        ) from None
    decisions = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            where = f"{path.name}, line {number}"
            try:
                decision = json.loads(line)
            except ValueError as error:
                raise InputError(f"{where}: expected one JSON object, got {line[:40]!r}") from error
            decisions.append(_check_decision(decision, where))
    return decisions


def _check_decision(decision: object, where: str) -> dict:
    if not isinstance(decision, dict) or decision.get("action") not in ACTIONS:
        raise InputError(f"{where}: expected an action out of {list(ACTIONS)}, got {decision!r}")
    for name in ("terms", *(["into"] if decision["action"] == "merge" else [])):
        terms = decision.get(name)
        if not isinstance(terms, list) or not terms or not all(isinstance(t, str) for t in terms):
            raise InputError(f"{where}: to {decision['action']}, {name!r} must list terms")
    if decision["action"] == "rename" and not str(decision.get("label") or "").strip():
        raise InputError(f"{where}: to rename, 'label' must say the new name")
    return decision


def _check_name(decision: Mapping[str, object], earlier: Sequence[Mapping[str, object]]) -> None:
    """Refuse to call a topic as an earlier decision calls another."""
    named: list[tuple[list[str], str]] = []
    for line in [*earlier, decision]:
        terms = line["into"] if line["action"] == "merge" else line["terms"]
        label = _new_name(line)
        gone = [line["terms"], terms] if label else [line["terms"]]
        named = [one for one in named if all(_overlap(one[0], g) < MIN_OVERLAP for g in gone)]
        if line is decision:
            same = [other for other, name in named if label and _same_name(name, label)]
            if same:
                raise InputError(_two_alike(label, terms, same[0]))
        elif label:
            named.append((terms, label))


def _new_name(decision: Mapping[str, object]) -> str:
    return "" if decision["action"] == "drop" else str(decision.get("label") or "")


def _same_name(first: str, second: str) -> bool:
    return first.casefold().split() == second.casefold().split()


def _two_alike(label: str, terms: Sequence[str], others: Sequence[str]) -> str:
    return (
        f"another topic ({', '.join(others[:3])}) is called {label!r} already: give another name, "
        f"or make one of them: record_decision(file, 'merge', terms={list(terms[:5])}, "
        f"into={list(others[:5])}, label={label!r})"
    )


def apply_decisions(
    topics: pd.DataFrame, topic_weights: pd.DataFrame, decisions: Sequence[Mapping[str, object]]
) -> Decided:
    """Replay decisions, in order, on the topics of a run.

    Parameters
    ----------
    topics, topic_weights : DataFrame
        See :data:`stancebook.tables.TOPICS` and ``TOPIC_WEIGHTS``.
    decisions : sequence of mappings
        As :func:`read_decisions` gives them.

    Returns
    -------
    Decided
        Topics are numbered anew in order of falling share. A merged topic adds up the weights and
        keeps the terms, the coherence and the stability of the larger part; later decisions find
        it by the terms of either. No two topics get the same name: the decision is not applied.
        A dropped topic's weight goes to the other topics of the passage, in proportion; a passage
        that held nothing else has no row left. ``replay`` has ``action``, ``terms``, ``overlap``
        (with the topic it was matched to) and ``status``: ``applied``, or why not. ``place`` says
        which topic each of the run's has become, for :func:`move_weights`.
    """
    kept = check_table(topics, TOPICS).copy()
    weights = check_table(topic_weights, TOPIC_WEIGHTS)
    if not set(weights["topic"]) <= set(topics["topic"]):
        raise InputError("topic_weights: expected topics of the table topics, got others too")
    place = {topic: topic for topic in topics["topic"]}
    replay = []
    for decision in decisions:
        _check_decision(dict(decision), "the decision")
        wanted = [decision["terms"]]
        if decision["action"] == "merge":
            wanted.append(decision["into"])
        found, overlap = _find_topics(topics, place, wanted)
        status = "applied"
        if min(overlap) < MIN_OVERLAP:
            status = "no topic of this run shares half of the terms"
        elif decision["action"] == "drop" and len(kept) == 1:
            status = "the last topic cannot be dropped"
        elif same := _named_alike(kept, decision, found):
            status = _two_alike(_new_name(decision), wanted[-1], same)
        else:
            kept = _apply(kept, place, decision, found)
        replay.append((decision["action"], list(decision["terms"]), min(overlap), status))
    moved = move_weights(weights, place)
    if set(place.values()) != set(place) and len(moved):
        total = moved.groupby("topic")["weight"].sum() / moved["passage_id"].nunique()
        kept["share"] = kept["topic"].map(total).fillna(0.0)
    kept = kept.sort_values("share", ascending=False, kind="stable", ignore_index=True)
    number = {topic: row for row, topic in enumerate(kept["topic"])}
    kept["topic"] = range(len(kept))
    return Decided(
        make_table(kept, TOPICS),
        make_table(moved.assign(topic=moved["topic"].map(number)), TOPIC_WEIGHTS),
        pd.DataFrame(replay, columns=["action", "terms", "overlap", "status"]),
        {topic: number[to] for topic, to in place.items() if to >= 0},
    )


def move_weights(weights: pd.DataFrame, place: Mapping[int, int]) -> pd.DataFrame:
    """Give weights to the topics that became of theirs, as :func:`apply_decisions` says.

    Parameters
    ----------
    weights : DataFrame
        The table ``topic_weights`` or ``topic_refits``, or a part of it.
    place : mapping of int to int
        New topic of each old one; the weight of topics that it lacks, or that become -1, goes to
        the others of the passage, or of the article in a refit, in proportion.

    Returns
    -------
    DataFrame
        The same columns; sums of 1 stay sums of 1.

    Examples
    --------
    >>> weights = pd.DataFrame({"passage_id": "p", "topic": [0, 1, 2], "weight": [0.2, 0.3, 0.5]})
    >>> move_weights(weights, {0: 0, 1: 0})["weight"].tolist()
    [1.0]
    """
    whole = [column for column in weights if column not in ("topic", "weight")]
    moved = weights.assign(topic=weights["topic"].map(place).fillna(-1).astype(int))
    left = moved[moved["topic"] >= 0]
    if len(set(place.values())) < len(place):
        left = left.groupby([*whole, "topic"], as_index=False, sort=False)["weight"].sum()
    if len(left) and (moved["topic"] < 0).any():
        sums = left.groupby(whole, sort=False)["weight"].transform("sum")
        left = left.assign(weight=left["weight"] / sums)
    return left[list(weights)].reset_index(drop=True)


def _find_topics(
    topics: pd.DataFrame, place: Mapping[int, int], wanted: Sequence[Sequence[str]]
) -> tuple[list[int], list[float]]:
    """Match lists of terms to different topics, as alike as can be.

    A topic that took others in is as like as the most like of its parts, so that what a decision
    names does not hang on which part was the larger one in this run.
    """
    kept = sorted(set(place.values()) - {-1})
    if len(kept) < len(wanted):
        return [-1] * len(wanted), [0.0] * len(wanted)
    overlap = np.zeros((len(wanted), len(kept)))
    for topic, own in zip(topics["topic"], topics["terms"], strict=True):
        if place[topic] >= 0:
            column = kept.index(place[topic])
            likeness = [_overlap(terms, own) for terms in wanted]
            overlap[:, column] = np.maximum(overlap[:, column], likeness)
    rows, columns = linear_sum_assignment(-overlap)
    return [kept[column] for column in columns], overlap[rows, columns].tolist()


def _overlap(first: Sequence[str], second: Sequence[str]) -> float:
    one, other = ({term.casefold() for term in terms} for terms in (first, second))
    return len(one & other) / max(min(len(one), len(other)), 1)


def _named_alike(
    topics: pd.DataFrame, decision: Mapping[str, object], found: list[int]
) -> list[str]:
    """Return the terms of another topic that has the name that a decision gives; else none."""
    label = _new_name(decision)
    others = topics[~topics["topic"].isin(found)] if label else topics[:0]
    same = [_same_name(name, label) for name in others["label"]]
    return next(iter(others["terms"][same]), [])


def _apply(
    topics: pd.DataFrame,
    place: dict[int, int],
    decision: Mapping[str, object],
    found: list[int],
) -> pd.DataFrame:
    """Return the topics after one decision, and note in ``place`` what became of them."""
    if decision["action"] == "rename":
        label = topics["label"].mask(topics["topic"] == found[0], str(decision["label"]))
        return topics.assign(label=label)
    if decision["action"] == "drop":
        gone, kept = found[0], -1
    else:
        shares = topics.set_index("topic")["share"]
        gone, kept = sorted(found, key=lambda topic: (shares[topic], -topic))
        label = decision.get("label") or topics.set_index("topic")["label"][found[1]]
        topics = topics.assign(
            label=topics["label"].mask(topics["topic"] == kept, str(label)),
            share=topics["share"].mask(topics["topic"] == kept, shares[found].sum()),
        )
    for topic, became in place.items():
        if became == gone:
            place[topic] = kept
    return topics[topics["topic"] != gone]
