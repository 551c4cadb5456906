"""Data sets for training and measuring: where they are and how each is read."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from ..errors import InputError

_PROJECT = Path(__file__).resolve().parents[3]


def data_folder() -> Path | None:
    """Return the folder of data sets that are not part of the project, None where there is none.

    It is named by the environment variable ``STANCEBOOK_DATA``, else ``../shared/data`` beside
    the project: the checkout that this package is run from, or the working folder.
    """
    if named := os.environ.get("STANCEBOOK_DATA"):
        return Path(named) if Path(named).is_dir() else None
    folders = (project.parent / "shared" / "data" for project in (_PROJECT, Path.cwd()))
    return next((folder for folder in folders if folder.is_dir()), None)


def required_folder() -> Path:
    """Return the data folder; an error says how to name it where there is none."""
    folder = data_folder()
    if folder is None:
        raise InputError("no data folder: set STANCEBOOK_DATA to the one that holds the data sets")
    return folder


def _file(name: str) -> Path:
    folder = data_folder()
    if folder is None or not (folder / name).exists():
        raise InputError(
            f"no data set {name!r}: set STANCEBOOK_DATA to the folder that holds it "
            "(see the model card for where it comes from)"
        )
    return folder / name


def read_polnear(part: str) -> pd.DataFrame:
    """Read PolNeAR, ``part`` train or dev.

    Returns
    -------
    DataFrame
        One row per article: ``article_id``, ``title``, ``text`` and ``attributions``, a list of
        dicts with ``speaker``, ``cue``, ``content``, each a list of [start, end] without white
        space at the ends. The text begins with the title.

    References
    ----------
    .. [1] Newell, E., Margolin, D., Ruths, D. (2018). An attribution relations corpus for
       political news. LREC. (Its "source" is our speaker.)
    """
    articles = pd.read_json(_file(f"attribution-polnear-{part}.jsonl.gz"), lines=True)
    articles["attributions"] = [
        [
            {
                "speaker": _trim(row.text, gold["source"]),
                "cue": _trim(row.text, gold["cue"]),
                "content": _trim(row.text, gold["content"]),
            }
            for gold in row.attributions
        ]
        for row in articles.itertuples()
    ]
    return articles


def _trim(text: str, spans: list[list[int]]) -> list[list[int]]:
    trimmed = []
    for start, end in spans:
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        if start < end:
            trimmed.append([start, end])
    return trimmed


def read_debate_articles(folder: Path | str) -> pd.DataFrame:
    """Read labelled debates: one row per article.

    Returns
    -------
    DataFrame
        ``article_id``, ``debate``, ``title``, ``text``, ``actors`` (the debate's declared
        actors, list of dicts) and ``statements`` (list of dicts, see the coding guide).
    """
    rows = []
    for file in sorted(Path(folder).glob("*.json")):
        debate = json.loads(file.read_text(encoding="utf-8"))
        for article in debate["articles"]:
            rows.append(
                {
                    "article_id": article["id"],
                    "debate": debate["debate"],
                    "title": article["title"],
                    "text": article["text"],
                    "actors": debate["actors"],
                    "statements": article["statements"],
                }
            )
    if not rows:
        raise InputError(f"no debates in {folder}: expected files *.json as the guide describes")
    return pd.DataFrame(rows)


def debates_folder(part: str) -> Path:
    """Return the folder of the debates, ``part`` train or dev."""
    return _file(f"debates/{part}")


_WIKIGOLD = {"PER": "person", "ORG": "organisation", "LOC": "location", "MISC": "other"}


def read_wikigold() -> pd.DataFrame:
    """Read wikigold: ``text`` (one sentence) and ``entities`` (start, end, label).

    References
    ----------
    .. [1] Balasuriya, D. et al. (2009). Named entity recognition in Wikipedia.
    """
    with gzip.open(_file("entities-wikigold.conll.gz"), "rt", encoding="utf-8") as lines:
        return pd.DataFrame(_wikigold_sentences(lines))


def _wikigold_sentences(lines) -> Iterator[dict]:
    words, tags = [], []
    for line in [*lines, "\n"]:
        if line.strip() and not line.startswith("-DOCSTART-"):
            word, tag = line.rsplit(maxsplit=1)
            words.append(word)
            tags.append(tag.split("-")[-1])
        elif words:
            yield _wikigold_sentence(words, tags)
            words, tags = [], []


def _wikigold_sentence(words: list[str], tags: list[str]) -> dict:
    text, entities, previous = "", [], "O"
    for word, tag in zip(words, tags, strict=True):
        attached = not text or word in {".", ",", ";", ":", "?", "!", ")", "'s", "n't", "%"}
        start = len(text) + (0 if attached or text.endswith("(") else 1)
        text = text.ljust(start) + word
        if tag != "O" and tag == previous:
            entities[-1]["end"] = len(text)
        elif tag != "O":
            entities.append({"start": start, "end": len(text), "label": _WIKIGOLD[tag]})
        previous = tag
    return {"text": text, "entities": entities}


_RE3D = {
    "Person": "person",
    "Organisation": "organisation",
    "Location": "location",
    "Nationality": "other",
    "Weapon": "other",
    "Vehicle": "other",
    "MilitaryPlatform": "other",
    "DocumentReference": "other",
}


def read_re3d() -> pd.DataFrame:
    """Read re3d: ``text`` and ``entities`` (start, end, label), names only, none inside another.

    re3d marks descriptions ("U.S. service members") as well as names; only spans that begin
    with a capital letter or "the" and a capital letter are kept, without the article.
    """
    documents = pd.read_json(_file("entities-re3d-open.jsonl.gz"), lines=True)
    return pd.DataFrame(
        {
            "text": documents["text"],
            "entities": [
                _re3d_names(text, found)
                for text, found in zip(documents["text"], documents["entities"], strict=True)
            ],
        }
    )


def _re3d_names(text: str, found: list[dict]) -> list[dict]:
    names, taken = [], set()
    for entity in sorted(found, key=lambda e: (e["start"] - e["end"], e["start"])):
        label = _RE3D.get(entity["type"])
        start, end = entity["start"], entity["end"]
        words = text[start:end]
        if words.lower().startswith("the "):
            start, words = start + 4, words[4:]
        is_name = words and words.strip() == words and words[0].isupper()
        is_name = is_name and words not in {"We", "They", "He", "She", "It", "I", "Our", "Their"}
        is_name = is_name and words.split()[-1][0].isupper() and len(words.split()) <= 8
        if label and is_name and not taken.intersection(range(start, end)):
            names.append({"start": start, "end": end, "label": label})
            taken.update(range(start, end))
    return sorted(names, key=lambda name: name["start"])
