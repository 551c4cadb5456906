"""Gold debates to tables: the articles, the codebook and the statements that coders labelled."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..errors import InputError
from ..tables import ARTICLES, STANCES, STATEMENTS, make_table, stable_id


class Debate(NamedTuple):
    """One policy question: its articles, its concepts and actors, its labelled statements.

    Attributes
    ----------
    name : str
        The file's name without its ending.
    question : str
        The question in words.
    codebook : dict
        ``concepts`` and ``actors`` as :meth:`stancebook.Codebook.from_dict` takes them.
    articles : DataFrame
        Table ``articles`` with the ids of the file.
    gold : DataFrame
        Table ``statements``; probabilities are 0 or 1 and confidence is 1.
    """

    name: str
    question: str
    codebook: dict
    articles: pd.DataFrame
    gold: pd.DataFrame


def read_debates(folder: str | Path) -> Iterator[Debate]:
    """Yield every debate of a folder of JSON files, in the order of their names.

    Parameters
    ----------
    folder : str or Path
        A folder of debates, or one file.

    Yields
    ------
    Debate
        See there.

    Raises
    ------
    InputError
        Where there is no such file, or one does not read as a debate.
    """
    folder = Path(folder)
    files = sorted(folder.glob("*.json")) if folder.is_dir() else [folder]
    if not files or not files[0].is_file():
        raise InputError(f"no debates in {folder}: expected a folder with one JSON file per debate")
    for file in files:
        try:
            raw = json.loads(file.read_text(encoding="utf-8"))
            yield _debate(file.stem, raw)
        except (KeyError, TypeError, json.JSONDecodeError) as error:
            raise InputError(f"{file} does not read as a debate: {error!r}") from error


def _debate(name: str, raw: dict) -> Debate:
    articles = make_table(
        [
            {
                "article_id": article["id"],
                "title": article["title"],
                "text": article["text"],
                "source": article["source"],
                "published": article["date"] or pd.NaT,
                "url": article["url"],
                "author": "",
                "language": "en",
                "story_id": article["id"],
            }
            for article in raw["articles"]
        ],
        ARTICLES,
    )
    rows = [
        _gold_row(article, statement)
        for article in raw["articles"]
        for statement in article["statements"]
    ]
    gold = make_table(pd.DataFrame(rows).drop_duplicates("statement_id"), STATEMENTS)
    book = {"concepts": raw["concepts"], "actors": raw["actors"]}
    return Debate(name, raw["debate"], book, articles, gold)


def _gold_row(article: dict, statement: dict) -> dict[str, object]:
    sentence, mention = statement["sentence"], statement["mention"]
    start = article["text"].find(sentence)
    in_title = start < 0
    if in_title:
        start = article["title"].find(sentence)
    at = word_place(sentence, mention)
    place = (start + at, start + at + len(mention)) if mention and at >= 0 else (-1, -1)
    key = (article["id"], in_title, start, statement["speaker"], statement["concept"])
    return {
        "statement_id": stable_id(*key),
        "article_id": article["id"],
        "passage_id": stable_id(article["id"], in_title, start),
        "in_title": in_title,
        "start": start,
        "end": start + len(sentence),
        "text": sentence,
        "actor": statement["speaker"],
        "mention": mention,
        "mention_start": place[0],
        "mention_end": place[1],
        "concept": statement["concept"],
        "stance": statement["stance"],
        **{f"p_{stance}": float(statement["stance"] == stance) for stance in STANCES},
        "confidence": 1.0,
        "voice": statement["voice"],
        "attribution_id": "",
    }


def word_place(sentence: str, mention: str) -> int:
    """Return where a mention begins as a whole word, outside quotation marks where it can; or -1.

    Examples
    --------
    >>> word_place('"he is there," he said', "he")
    15
    """
    import re

    found = [
        match.start() for match in re.finditer(rf"(?<!\w){re.escape(mention)}(?!\w)", sentence)
    ]
    if not found:
        return sentence.find(mention)
    quoted = [match.span() for match in re.finditer(r"[\"“][^\"”]*[\"”]?", sentence)]
    outside = [at for at in found if not any(low <= at < high for low, high in quoted)]
    return (outside or found)[0]
