"""The head for texts without an actor: linear, fitted on arguments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from ..encoder import Encoder
from ..statements.arguments import argument_features, concept_overlap
from ..statements.model import network_row
from ..tables import STANCES
from .data import required_folder
from .stance_data import Reader, argument_example, argument_texts

_ORDER = ["task", "text", "concept", "stance"]


UNRELATED = {"vast": 0.35, "perspectrum": 0.1}
"""For each pair of a set so many are drawn whose text is about something else."""


def argument_pairs(
    part: str,
    *,
    most: int | None = None,
    unrelated: Mapping[str, float] | None = None,
    random_state: int = 0,
) -> pd.DataFrame:
    """Return pairs of a text and a concept.

    Parameters
    ----------
    part : {"train", "dev"}
    most : int, optional
        Of each set, drawn at random; all where none is given.
    unrelated : mapping, optional
        By set, for each pair so many with the concept of another text, which are neutral: in the
        training part of VAST every concept is one that the text is about, in use it may not be.
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
    for task, group in pairs.groupby("task", sort=False):
        drawn = group if most is None else group.iloc[chance.permutation(len(group))[:most]]
        count = int((unrelated or {}).get(task, 0) * len(drawn))
        others = drawn.iloc[chance.permutation(len(drawn))[:count]]
        foreign = group["concept"].iloc[chance.integers(0, len(group), count)].to_numpy()
        tables += [drawn, others.assign(concept=foreign, stance="neutral")]
    return pd.concat(tables, ignore_index=True)


def argument_table(encoder: Encoder, pairs: pd.DataFrame) -> np.ndarray:
    """Run the network on arguments and return what the head reads, shape (n, 9).

    Parameters
    ----------
    encoder : Encoder
    pairs : DataFrame
        From :func:`argument_pairs`.
    """
    reader = Reader(encoder.folder / "tokenizer.json")
    examples = [argument_example(reader, *row) for row in pairs[_ORDER].to_numpy()]
    rows = [network_row(e[2], e[3], e[4]) for e in examples]
    out = list(encoder.run(rows, outputs=["side", "presence"]))
    side = np.array([row["side"] for row in out]).reshape(-1, 3)
    return argument_features(
        side / encoder.settings["side_temperature"],
        np.array([row["presence"] for row in out]).reshape(-1),
        np.array([concept_overlap(*row) for row in pairs[["text", "concept"]].to_numpy()]),
    )


def fit_argument_head(features: np.ndarray, stances: Sequence[str]) -> dict[str, list]:
    """Fit the head: a logistic regression.

    Cross-validation over the concepts of the training parts gave nothing to a head that also reads
    the network's last layer.

    Parameters
    ----------
    features : ndarray of shape (n, 9)
    stances : sequence of str

    Returns
    -------
    dict
        ``weights``, three lists, and ``intercept``, for ``model.json``.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(features)
    sides = [STANCES.index(stance) for stance in stances]
    fitted = LogisticRegression(C=0.1, max_iter=500).fit(scaler.transform(features), sides)
    weights = fitted.coef_ / scaler.scale_
    intercept = fitted.intercept_ - weights @ scaler.mean_
    return {
        "weights": [[round(float(w), 4) for w in row] for row in weights],
        "intercept": [round(float(b), 4) for b in intercept],
    }
