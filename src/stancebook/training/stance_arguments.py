"""The head for texts without an actor: linear, on the trained network, fitted on arguments."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..encoder import Encoder
from ..statements.arguments import argument_features, concept_overlap
from ..statements.model import network_row
from .data import required_folder
from .stance_data import Reader, argument_example, argument_texts

_ORDER = ["task", "text", "concept", "stance"]


def argument_pairs(
    part: str, *, most: int | None = None, unrelated: float = 0.0, random_state: int = 0
) -> pd.DataFrame:
    """Return pairs of a text and a concept.

    Parameters
    ----------
    part : {"train", "dev"}
    most : int, optional
        Of each set, drawn at random; all where none is given.
    unrelated : float
        For each pair so many with the concept of another text, which are neutral: in the training
        part of VAST every concept is one that the text is about, in use it may not be.
    random_state : int
        Of the draws.

    Returns
    -------
    DataFrame
        ``text``, ``concept``, ``stance``, ``task``.
    """
    chance = np.random.default_rng(random_state)
    columns = ["text", "concept", "stance", "task"]
    pairs = pd.DataFrame(argument_texts(required_folder(), part), columns=columns)
    tables = []
    for _, group in pairs.groupby("task", sort=False):
        drawn = group if most is None else group.iloc[chance.permutation(len(group))[:most]]
        count = int(unrelated * len(drawn))
        others = drawn.iloc[chance.permutation(len(drawn))[:count]]
        foreign = group["concept"].iloc[chance.integers(0, len(group), count)].to_numpy()
        tables += [drawn, others.assign(concept=foreign, stance="neutral")]
    return pd.concat(tables, ignore_index=True)


def argument_table(encoder: Encoder, pairs: pd.DataFrame) -> np.ndarray:
    """Run the network on arguments and return what the head reads, shape (n, 393).

    Parameters
    ----------
    encoder : Encoder
    pairs : DataFrame
        From :func:`argument_pairs`.
    """
    reader = Reader(encoder.folder / "tokenizer.json")
    examples = [argument_example(reader, *row) for row in pairs[_ORDER].to_numpy()]
    rows = [network_row(e[2], e[3], e[4]) for e in examples]
    out = list(encoder.run(rows, outputs=["side", "presence", "state"]))
    side = np.array([row["side"] for row in out]).reshape(-1, 3)
    return argument_features(
        side / encoder.settings["side_temperature"],
        np.array([row["presence"] for row in out]).reshape(-1),
        np.array([row["state"] for row in out]).reshape(len(out), -1),
        np.array([concept_overlap(*row) for row in pairs[["text", "concept"]].to_numpy()]),
    )


def fit_argument_head(
    features: np.ndarray,
    sides: Sequence[int],
    concepts: Sequence[str],
    *,
    strengths: Sequence[float] = (0.0001, 0.001, 0.01),
) -> dict[str, list]:
    """Fit the head; cross-validation over concepts chooses the strength of its regularisation.

    Parameters
    ----------
    features : ndarray of shape (n, 393)
    sides : sequence of int
    concepts : sequence of str
        No concept is in two folds.
    strengths : sequence of float
        Inverse strengths tried.

    Returns
    -------
    dict
        ``weights``, three lists, and ``intercept``, for ``model.json``.
    """
    from sklearn.linear_model import LogisticRegressionCV
    from sklearn.model_selection import GroupKFold
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(features)
    folds = list(GroupKFold(3).split(features, sides, concepts))
    options = {"cv": folds, "max_iter": 500, "scoring": "f1_macro"}
    fitted = LogisticRegressionCV(Cs=list(strengths), **options).fit(
        scaler.transform(features), sides
    )
    weights = fitted.coef_ / scaler.scale_
    intercept = fitted.intercept_ - weights @ scaler.mean_
    return {
        "weights": [[round(float(w), 5) for w in row] for row in weights],
        "intercept": [round(float(b), 5) for b in intercept],
    }
