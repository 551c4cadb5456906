"""The card of the stance model: what it was trained on, what it scores, what it cannot do."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from .attribution_card import BASE, file_hashes, store_card
from .stance_calibration import HALF, PRECISION

DATA = (
    {
        "name": "stancebook debates (written for this project, invented people and outlets)",
        "licence": "CC BY 4.0",
        "use": "presence, side and voice: 612 articles to train; 24 to measure, of which the "
        f"debates {', '.join(HALF)} set the numbers of model.json",
    },
    {
        "name": "patterns of this project (training/augment.yml)",
        "licence": "Apache-2.0",
        "use": "acts, negations, concessions, several speakers, sentences without a position",
    },
    {
        "name": "voices: sentences of this project (notebooks/models/voices)",
        "licence": "CC BY 4.0",
        "use": "13,852 sentences on 919 concepts, in the last parts of the training; one concept "
        "of the measuring debates (live facial recognition) stood among them for a quarter of one",
    },
    {
        "name": "arguments: texts of this project (notebooks/models/arguments)",
        "licence": "CC BY 4.0",
        "use": "6,074 texts without an actor on 405 claims and topics, in the last part; two "
        "topics that VAST's development part has too (fast food, organic food) stood among them "
        "for a tenth of it",
    },
    {
        "name": "VAST (Allaway and McKeown 2020)",
        "licence": "none stated; the comments belong to their writers and are not shipped",
        "use": "texts without an actor: the first 64 to 90 word pieces",
    },
    {
        "name": "PERSPECTRUM (Chen et al. 2019)",
        "licence": "CC BY-SA 4.0",
        "use": "texts without an actor",
    },
    {
        "name": "IBM claim stance (Bar-Haim et al. 2017)",
        "licence": "CC BY-SA",
        "use": "texts without an actor",
    },
    {
        "name": "NewsMTSC (Hamborg and Donnay 2021)",
        "licence": "MIT for the annotations",
        "use": "sentiment towards a marked person or group, as a text without an actor, in the "
        "first third of the third part",
    },
)

LIMITS = (
    "English news. Other languages were not measured.",
    "The gold articles were written and labelled by one team and are denser in statements than "
    "real news. There about six of ten counted statements for or against are right (scores, real "
    "news; a third of the labels lie in PolNeAR articles, from which the reader of speech "
    "learned), and few of those that a reader would find are counted: code a random sample.",
    "`confidence` is calibrated on the gold; on real news it promises too much.",
    "The side is wrong for about one statement in six where sentence and actor are given; irony "
    "and positions that need knowledge from outside the text are where most goes wrong.",
    "Positions taken by the outlet itself are asked for only in sentences without another actor.",
    "Of several speakers in one sentence the last one's side is sometimes read for all.",
    "As a classifier of arguments without an actor it is weaker than large models (see the scores "
    "on VAST and PERSPECTRUM); plug one in where texts are comments rather than news.",
    "VAST states no licence and its texts belong to their writers: the weights are shipped, the "
    "texts are not, and whoever passes the weights on should know it.",
)


def write_card(folder: Path | str, *, training: dict, scores: dict[str, pd.DataFrame]) -> dict:
    """Write ``card.json`` beside the weights.

    Parameters
    ----------
    folder : path
        Of the model.
    training : dict
        How it was trained: minutes, learning rate.
    scores : dict of DataFrame
        What was measured, by its description.

    Returns
    -------
    dict
        The card.
    """
    card = {
        "name": "stance",
        "task": "whether an actor is reported to take a position on a concept in a sentence, "
        "which side, and in which voice",
        "licence": "Apache-2.0",
        "base": BASE,
        "data": list(DATA),
        "training": training,
        "files": file_hashes(folder),
        "scores": {
            name: json.loads(table.round(3).to_json(orient="records"))
            for name, table in scores.items()
        },
        "min_confidence": f"the lowest confidence from which at least {PRECISION:.0%} of the "
        "statements found on the calibration half were right, by one standard error",
        "limits": list(LIMITS),
    }
    return store_card(folder, card)
