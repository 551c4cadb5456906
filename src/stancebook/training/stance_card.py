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
        "use": "presence, side and voice: 612 articles to train, of which one debate in fourteen "
        "only compared recipes; 24 articles to measure, of which the debates "
        f"{', '.join(HALF)} set the numbers of model.json",
    },
    {
        "name": "real news labelled by this project (notebooks/models/news)",
        "licence": "CC BY 4.0 for the labels; the articles (security news, PolNeAR train) belong "
        "to their publishers and are not shipped",
        "use": "6,086 labels on 116 concepts to train, and some 29,000 other questions about the "
        "same articles that the teachers answer; 860 labels, and 1,183 on 37 concepts about which "
        "no label on real news was learned from (some stand in other data), to measure",
    },
    {
        "name": "patterns of this project (training/augment.yml)",
        "licence": "Apache-2.0",
        "use": "acts, negations, concessions, several speakers, sentences without a position",
    },
    {
        "name": "voices: sentences of this project (notebooks/models/voices)",
        "licence": "CC BY 4.0",
        "use": "20,156 sentences on 1,259 concepts, each with three fillings of its slot",
    },
    {
        "name": "arguments: texts of this project (notebooks/models/arguments)",
        "licence": "CC BY 4.0",
        "use": "6,074 texts without an actor on 405 claims and topics",
    },
    {
        "name": "VAST (Allaway and McKeown 2020)",
        "licence": "none stated; the comments belong to their writers and are not shipped",
        "use": "texts without an actor: the first 180 word pieces (192 in the training); half as "
        "many again with the concept of another text, which are neutral; one concept in ten only "
        "compared recipes",
    },
    {
        "name": "PERSPECTRUM (Chen et al. 2019)",
        "licence": "CC BY-SA 4.0",
        "use": "texts without an actor; one cluster in ten only compared recipes",
    },
    {
        "name": "IBM claim stance (Bar-Haim et al. 2017)",
        "licence": "CC BY-SA",
        "use": "texts without an actor",
    },
    {
        "name": "NewsMTSC (Hamborg and Donnay 2021)",
        "licence": "MIT for the annotations",
        "use": "sentiment towards a marked person or group, as a text without an actor, mostly in "
        "the first third of a run",
    },
)

LIMITS = (
    "English news. Other languages were not measured.",
    "The gold articles were written and labelled by one team and are denser in statements than "
    "real news. There eight of ten counted statements for or against are right, seven of ten on "
    "concepts that none of its labels asks about, and few of those that readers found are counted "
    "(scores, real news; a third of the labels lie in PolNeAR articles, from which the reader of "
    "speech learned): code a random sample.",
    "`confidence` is calibrated on the gold; on real news and new concepts it promises too much "
    "between 0.5 and 0.9.",
    "The side is wrong for about one statement in seven where sentence and actor are given; irony "
    "and positions that need knowledge from outside the text are where most goes wrong.",
    "Positions taken by the outlet itself are asked for only in sentences without another actor.",
    "Of two concepts in one sentence the second is often not seen, nor are a double negation and a "
    "view quoted inside a quotation; sad words are read for the stance.",
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
        How it was trained: steps, rows of a step, learning rate.
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
