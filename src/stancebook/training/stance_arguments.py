"""The head for texts without an actor: linear, on the trained network, fitted on arguments."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..encoder import Encoder
from ..statements.arguments import argument_features, concept_overlap
from ..statements.model import network_row
from .data import required_folder
from .stance_data import Reader, argument_texts, auxiliary_examples

TASKS = ("vast", "perspectrum")


def argument_table(
    encoder: Encoder, part: str, *, most: int | None = None, random_state: int = 0
) -> tuple[np.ndarray, np.ndarray, list[str], list[str]]:
    """Run the network on arguments.

    Parameters
    ----------
    encoder : Encoder
    part : {"train", "dev"}
    most : int, optional
        Of each set, drawn at random; all where none is given.
    random_state : int
        Of the draw.

    Returns
    -------
    features : ndarray of shape (n, 391)
    sides : ndarray of int, shape (n,)
        Index into the stances.
    tasks : list of str
        Which set each row is of.
    concepts : list of str
        What each is about.
    """
    folder, chance = required_folder(), np.random.default_rng(random_state)
    reader = Reader(encoder.folder / "tokenizer.json")
    examples = [e for e in auxiliary_examples(folder, reader, part) if e[0] in TASKS]
    texts = list(argument_texts(folder, part))
    rows = np.arange(len(examples))
    if most is not None:
        of_task = [rows[[e[0] == task for e in examples]] for task in TASKS]
        rows = np.concatenate([chance.permutation(one)[:most] for one in of_task])
    chosen = [examples[k] for k in rows]
    out = list(
        encoder.run(
            [network_row(e[2], e[3], e[4]) for e in chosen], outputs=["side", "presence", "state"]
        )
    )
    overlap = np.array([concept_overlap(texts[k][0], texts[k][1]) for k in rows])
    features = argument_features(
        np.array([row["side"] for row in out]).reshape(-1, 3)
        / encoder.settings["side_temperature"],
        np.array([row["presence"] for row in out]).reshape(-1),
        np.array([row["state"] for row in out]).reshape(len(out), -1),
        overlap,
    )
    sides = np.array([e[6] for e in chosen])
    return features, sides, [e[0] for e in chosen], [e[8][0] for e in chosen]


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
    features : ndarray of shape (n, 391)
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
    options = {"cv": folds, "max_iter": 500, "class_weight": "balanced", "scoring": "f1_macro"}
    fitted = LogisticRegressionCV(Cs=list(strengths), **options).fit(
        scaler.transform(features), sides
    )
    weights = fitted.coef_ / scaler.scale_
    intercept = fitted.intercept_ - weights @ scaler.mean_
    return {
        "weights": [[round(float(w), 5) for w in row] for row in weights],
        "intercept": [round(float(b), 5) for b in intercept],
    }
