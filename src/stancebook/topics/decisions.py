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
    """Tables after the decisions, and ``replay``: what became of each of them."""

    topics: pd.DataFrame
    topic_weights: pd.DataFrame
    replay: pd.DataFrame


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
    """Read the decisions in order; none where the file does not exist.

    Raises
    ------
    InputError
        Names the line that is no decision.
    """
    path = Path(file)
    if not path.exists():
        return []
    decisions = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
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
        was matched to) and ``status``: ``applied``, or why not.
    """
    topics = check_table(topics, TOPICS).copy()
    weights = check_table(topic_weights, TOPIC_WEIGHTS).copy()
    replay = []
    for decision in decisions:
        _check_decision(dict(decision), "the decision")
        wanted = [decision["terms"]]
        if decision["action"] == "merge":
            wanted.append(decision["into"])
        found, overlap = _find_topics(topics, wanted)
        status = "applied"
        if min(overlap) < MIN_OVERLAP:
            status = "no topic of this run shares half of the terms"
        elif decision["action"] == "drop" and len(topics) == 1:
            status = "the last topic cannot be dropped"
        else:
            topics, weights = _apply(topics, weights, decision, found)
        replay.append((decision["action"], list(decision["terms"]), min(overlap), status))
    topics, weights = _number_anew(topics, weights)
    names = ["action", "terms", "overlap", "status"]
    return Decided(topics, weights, pd.DataFrame(replay, columns=names))


def _find_topics(
    topics: pd.DataFrame, wanted: Sequence[Sequence[str]]
) -> tuple[list[int], list[float]]:
    """Match lists of terms to different topics, as alike as can be."""
    overlap = np.array(
        [
            [
                len(set(terms) & set(own)) / max(min(len(terms), len(own)), 1)
                for own in topics["terms"]
            ]
            for terms in wanted
        ]
    ).reshape(len(wanted), len(topics))
    if len(topics) < len(wanted):
        return [-1] * len(wanted), [0.0] * len(wanted)
    rows, columns = linear_sum_assignment(-overlap)
    return topics["topic"].to_numpy()[columns].tolist(), overlap[rows, columns].tolist()


def _overlap(first: Sequence[str], second: Sequence[str]) -> float:
    return len(set(first) & set(second)) / max(min(len(first), len(second)), 1)


def _apply(
    topics: pd.DataFrame, weights: pd.DataFrame, decision: Mapping[str, object], found: list[int]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    first = topics["topic"] == found[0]
    if decision["action"] == "rename":
        topics.loc[first, "label"] = str(decision["label"])
    elif decision["action"] == "drop":
        topics = topics[~first].copy()
        weights = weights[weights["topic"] != found[0]].copy()
        weights["weight"] /= weights.groupby("passage_id")["weight"].transform("sum")
    else:
        pair = topics[topics["topic"].isin(found)].sort_values("share", ascending=False)
        kept = pair.iloc[0].copy()
        kept["share"] = pair["share"].sum()
        kept["label"] = (
            str(decision.get("label") or "")
            or topics.loc[topics["topic"] == found[1], "label"].item()
        )
        weights["topic"] = weights["topic"].where(~weights["topic"].isin(found), kept["topic"])
        weights = weights.groupby(["passage_id", "topic"], as_index=False, sort=False)[
            "weight"
        ].sum()
        rest = topics[~topics["topic"].isin(found)]
        topics = pd.concat([rest, kept.to_frame().T], ignore_index=True)
    return topics, weights


def _number_anew(topics: pd.DataFrame, weights: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give topics numbers by falling share; shares are made to sum to 1 again."""
    n_passages = weights["passage_id"].nunique()
    total = weights.groupby("topic")["weight"].sum()
    if n_passages and not set(total.index) <= set(topics["topic"]):
        raise InputError("topic_weights: expected topics of the table topics, got others too")
    changed = len(topics) and not np.isclose(topics["share"].astype(float).sum(), 1)
    if changed:
        topics["share"] = topics["share"].astype(float) / topics["share"].astype(float).sum()
    topics = topics.sort_values("share", ascending=False, kind="stable", ignore_index=True)
    number = {topic: row for row, topic in enumerate(topics["topic"])}
    topics["topic"] = range(len(topics))
    weights["topic"] = weights["topic"].map(number)
    return make_table(topics, TOPICS), make_table(weights, TOPIC_WEIGHTS)
