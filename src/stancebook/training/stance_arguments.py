"""Texts without an actor, from VAST and PERSPECTRUM, and what the network says of them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ..encoder import Encoder
from ..statements.model import network_row
from .data import required_folder
from .stance_data import Reader, argument_example, argument_texts

_ORDER = ["task", "text", "concept", "stance"]


def argument_pairs(
    part: str,
    *,
    unrelated: Mapping[str, float] | None = None,
    random_state: int = 0,
) -> pd.DataFrame:
    """Return pairs of a text and a concept.

    Parameters
    ----------
    part : {"train", "dev"}
    unrelated : mapping, optional
        By set, for each pair so many with the concept of another text, which are neutral: in the
        training part of VAST every concept is one that the text is about, in use it may not be.
        A concept on which the same text has a label is left out.
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
        count = int((unrelated or {}).get(task, 0) * len(group))
        others = group.iloc[chance.permutation(len(group))[:count]]
        foreign = group["concept"].iloc[chance.integers(0, len(group), count)].to_numpy()
        others = others.assign(concept=foreign, stance="neutral")
        told = set(zip(group["text"], group["concept"].str.lower(), strict=True))
        asked = zip(others["text"], others["concept"].str.lower(), strict=True)
        tables += [group, others[[pair not in told for pair in asked]]]
    return pd.concat(tables, ignore_index=True)


def argument_logits(encoder: Encoder, pairs: pd.DataFrame) -> np.ndarray:
    """Run the network on arguments and return the logits of their side, shape (n, 3).

    Parameters
    ----------
    encoder : Encoder
    pairs : DataFrame
        From :func:`argument_pairs`.
    """
    reader = Reader(encoder.folder / "tokenizer.json")
    examples = [argument_example(reader, *row) for row in pairs[_ORDER].to_numpy()]
    rows = [network_row(e[2], e[3], e[4]) for e in examples]
    return np.array([row["side"] for row in encoder.run(rows, outputs=["side"])]).reshape(-1, 3)
