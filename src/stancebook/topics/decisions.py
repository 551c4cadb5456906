"""What readers decided about topics, kept line by line and replayed on the next run."""

from __future__ import annotations

import datetime
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
    """
    decision = {
        "decided": (decided or datetime.date.today()).isoformat(),
        "action": action,
        "terms": [str(term) for term in terms],
        "label": label,
        "into": [str(term) for term in into],
        "why": why,
    }
    _check_decision(decision, "the decision")
    with Path(file).open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(decision, ensure_ascii=False) + "\n")


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
        if not isinstance(decision.get(name), list) or not decision[name]:
            raise InputError(f"{where}: to {decision['action']}, {name!r} must list terms")
    if decision["action"] == "rename" and not str(decision.get("label") or "").strip():
        raise InputError(f"{where}: to rename, 'label' must say the new name")
    return decision


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
        keeps the terms, the coherence and the stability of the larger part. A dropped topic's
        weight goes to the other topics of the passage, in proportion; a passage that held nothing
        else has no row left. ``replay`` has ``action``, ``terms``, ``overlap`` (with the topic it
        was matched to) and ``status``: ``applied``, or why not. ``place`` says which topic each
        of the run's has become, for :func:`move_weights`.
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
        found, overlap = _find_topics(kept, wanted)
        status = "applied"
        if min(overlap) < MIN_OVERLAP:
            status = "no topic of this run shares half of the terms"
        elif decision["action"] == "drop" and len(kept) == 1:
            status = "the last topic cannot be dropped"
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
    topics: pd.DataFrame, wanted: Sequence[Sequence[str]]
) -> tuple[list[int], list[float]]:
    """Match lists of terms to different topics, as alike as can be."""
    if len(topics) < len(wanted):
        return [-1] * len(wanted), [0.0] * len(wanted)
    overlap = np.array([[_overlap(terms, own) for own in topics["terms"]] for terms in wanted])
    rows, columns = linear_sum_assignment(-overlap)
    return topics["topic"].to_numpy()[columns].tolist(), overlap[rows, columns].tolist()


def _overlap(first: Sequence[str], second: Sequence[str]) -> float:
    return len(set(first) & set(second)) / max(min(len(first), len(second)), 1)


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
