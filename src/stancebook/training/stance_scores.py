"""What the stance model scores: on the gold debates, on VAST and on PERSPECTRUM."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from ..codebook import Codebook
from ..encoder import Encoder
from ..resampling import resampled_rows
from ..statements import extract_statements, match_statements, score_statements
from ..statements.debates import Debate
from ..statements.model import network_row
from ..statements.scoring import actor_names, calibration_error, same_name
from ..tables import STANCES
from .stance_arguments import argument_logits, argument_pairs
from .stance_calibration import HALF, risk_coverage
from .stance_candidates import candidate_examples
from .stance_tables import found_tables


def run_examples(encoder: Encoder, examples: Sequence[tuple]) -> dict[str, np.ndarray]:
    """Return presence (n,), side (n, 3) and voice (n, 4) logits of examples."""
    rows = [network_row(e[2], e[3], e[4]) for e in examples]
    out = list(encoder.run(rows, outputs=["presence", "side", "voice"]))
    return {
        "presence": np.array([row["presence"] for row in out]).reshape(-1),
        "side": np.array([row["side"] for row in out]).reshape(-1, 3),
        "voice": np.array([row["voice"] for row in out]).reshape(-1, 4),
    }


def side_scores(logits: np.ndarray, truth: Sequence[int]) -> dict[str, float]:
    """Return accuracy and the mean F1 over the sides that the truth has.

    Parameters
    ----------
    logits : array of shape (n, 3)
    truth : sequence of int
        Index into the stances.
    """
    from sklearn.metrics import accuracy_score, f1_score

    truth, best = np.asarray(truth), logits.argmax(axis=1)
    known = sorted(set(truth.tolist()))
    return {
        "n": len(truth),
        "accuracy": accuracy_score(truth, best),
        "macro-F1": f1_score(truth, best, average="macro", labels=known),
    }


def argument_scores(encoder: Encoder) -> pd.DataFrame:
    """Score the side of texts without an actor on the development parts of VAST and PERSPECTRUM.

    Returns
    -------
    DataFrame
        ``data``, ``measure`` (accuracy, macro-F1, and the accuracy of always giving the commonest
        answer), ``value``, ``low`` and ``high`` (95 % interval by resampling concepts), ``n``.

    Raises
    ------
    InputError
        Where the data folder is missing.
    """
    pairs = argument_pairs("dev")
    found = argument_logits(encoder, pairs)
    sides = np.array([STANCES.index(stance) for stance in pairs["stance"]])
    chance, rows = np.random.default_rng(0), []
    for task, group in pairs.groupby("task", sort=False):
        logits, truth = found[group.index], sides[group.index]
        drawn = []
        for places in resampled_rows(group["concept"], 200, chance=chance):
            scores = side_scores(logits[places], truth[places])
            drawn.append((scores["accuracy"], scores["macro-F1"]))
        low, high = np.percentile(drawn, [2.5, 97.5], axis=0)
        for k, (name, value) in enumerate(list(side_scores(logits, truth).items())[1:]):
            rows.append((task, name, value, low[k], high[k], len(truth)))
        commonest = np.bincount(truth).max() / len(truth)
        rows.append(
            (task, "accuracy of the commonest answer", commonest, *[np.nan] * 2, len(truth))
        )
    return pd.DataFrame(rows, columns=["data", "measure", "value", "low", "high", "n"])


def find_statements(
    debates: Sequence[Debate], *, method: str = "model", with_actors: bool = True
) -> pd.DataFrame:
    """Return the statements that the whole chain finds in debates.

    An actor that the program finds itself goes by the gold's name where one of its aliases is a
    name of that actor and of no other.
    """
    tables = []
    for debate, known, actors in found_tables(debates, with_actors=with_actors):
        book = Codebook.from_dict(debate.codebook)
        found = extract_statements(debate.articles, book, **known, method=method)
        names = actor_names(debate.codebook, actors)
        tables.append(found.assign(actor=[same_name(one, names) for one in found["actor"]]))
    return pd.concat(tables, ignore_index=True)


def part_of(debates: Sequence[Debate], part: str) -> list[Debate]:
    """Return all debates, those of the calibration ``half``, or the ``other`` ones."""
    if part == "all":
        return list(debates)
    return [debate for debate in debates if (debate.name in HALF) == (part == "half")]


def statement_scores(found: pd.DataFrame, debates: Sequence[Debate]) -> pd.DataFrame:
    """Score found statements on all debates, on the calibration half and on the other half.

    Returns
    -------
    DataFrame
        As :func:`stancebook.statements.score_statements`, with a column ``debates``.
    """
    tables = []
    for part in ("all", "half", "other"):
        chosen = part_of(debates, part)
        ids = {i for debate in chosen for i in debate.articles["article_id"]}
        table = score_statements(
            found[found["article_id"].isin(ids)],
            pd.concat([debate.gold for debate in chosen]),
            codebook={"actors": [a for debate in chosen for a in debate.codebook["actors"]]},
        )
        tables.append(table.assign(debates=part))
    return pd.concat(tables, ignore_index=True)


def right_statements(found: pd.DataFrame, debates: Sequence[Debate]) -> np.ndarray:
    """Return for each found statement whether the gold has it with the same stance."""
    gold = pd.concat([debate.gold for debate in debates], ignore_index=True)
    actors = [a for debate in debates for a in debate.codebook["actors"]]
    right = np.zeros(len(found), dtype=bool)
    pairs = match_statements(found, gold, names=actor_names({"actors": actors}))
    for f, g in pairs:
        right[f] = found["stance"].iloc[f] == gold["stance"].iloc[g]
    return right


def coverage_table(found: pd.DataFrame, right: np.ndarray) -> pd.DataFrame:
    """Return the share of statements kept and the share of them that is wrong, by confidence."""
    curve = risk_coverage(found["confidence"].to_numpy(), right)
    return pd.DataFrame(curve, columns=["coverage", "risk"])


def reliability(found: pd.DataFrame, right: np.ndarray, *, n_bins: int = 5) -> pd.DataFrame:
    """Return mean confidence and share right in bins of confidence, and the error over all."""
    bins = pd.cut(found["confidence"], np.linspace(0, 1, n_bins + 1), include_lowest=True)
    table = (
        pd.DataFrame({"confidence": found["confidence"], "right": right})
        .groupby(bins, observed=True)
        .agg(confidence=("confidence", "mean"), right=("right", "mean"), n=("right", "size"))
    )
    table.attrs["error"] = calibration_error(found["confidence"].to_numpy(), right)
    return table


def agreement(encoders: dict[str, Encoder], examples: Sequence[tuple]) -> pd.DataFrame:
    """Compare two exports of the network on the same examples: time and equal answers.

    Returns
    -------
    DataFrame
        One row per export: ``megabytes``, ``rows per second``, ``same side`` (share of examples
        on which it gives the first export's side).
    """
    import time

    rows, first = [], None
    for name, encoder in encoders.items():
        start = time.perf_counter()
        best = run_examples(encoder, examples)["side"].argmax(axis=1)
        spent = time.perf_counter() - start
        first = best if first is None else first
        size = (Path(encoder.folder) / "model.onnx").stat().st_size / 1e6
        rows.append((name, size, len(examples) / spent, float((best == first).mean())))
    columns = ["weights", "megabytes", "rows per second", "same side"]
    return pd.DataFrame(rows, columns=columns).set_index("weights")


def some_examples(debates: Sequence[Debate], encoder: Encoder, n: int) -> list[tuple]:
    """Return the first ``n`` candidates of debates as examples."""
    out: list[tuple] = []
    for debate, tables, _ in found_tables(debates):
        out.extend(candidate_examples(debate, encoder, **tables))
        if len(out) >= n:
            break
    return out[:n]
