"""Labels on real news, and how the statements found there score against them.

The articles belong to their publishers and stay in the data folder. A label names its sentence by
data set, article and place, the actor by the place of the mention, and holds no text.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from ..articles import read_articles
from ..codebook import Codebook, read_codebook
from ..resampling import resampled_rows
from ..statements import extract_statements
from ..statements.candidates import find_candidates
from ..statements.model import ArticleReader, min_confidence
from ..tables import STANCES
from .data import required_folder
from .stance_tables import read_tables

NONE = "none"
"""The label of a sentence that shows no position of the actor on the concept."""


def read_labels(folder: Path | str) -> pd.DataFrame:
    """Read ``labels.csv`` of a folder.

    Parameters
    ----------
    folder : path

    Returns
    -------
    DataFrame
        ``data`` (name of the data set), ``article_id``, ``in_title``, ``start`` of the sentence,
        ``mention_start`` and ``mention_end`` within it (-1 where the actor is not mentioned
        there), ``concept`` (id in the folder's ``codebook.yml``), ``stance`` (``none`` where the
        sentence shows no position of this actor on this concept), ``part`` (train, dev, or new:
        concepts that no label of train asks about), ``weight``, how many questions of the
        program the label stands for, and ``draw`` (first, or second: drawn after the shipped
        weights were trained, where they were unsure and on more concepts).
    """
    return pd.read_csv(Path(folder) / "labels.csv", dtype={"article_id": str, "in_title": bool})


def _labelled_articles(
    folder: Path | str, part: str
) -> Iterator[tuple[pd.DataFrame, Codebook, pd.DataFrame]]:
    """Yield each article of a part with the concepts asked about in it, and its labels."""
    labels = read_labels(folder)
    labels = labels[labels["part"] == part]
    book = read_codebook(Path(folder) / "codebook.yml").to_dict()
    for name, of_data in labels.groupby("data", sort=True):
        texts = pd.read_json(required_folder() / f"{name}.jsonl.gz", lines=True)
        texts["article_id"] = texts["article_id"].astype(str)
        texts = texts.drop_duplicates("article_id").set_index("article_id", drop=False)
        for article_id, asked in of_data.groupby("article_id", sort=True):
            row = texts.loc[[article_id], ["article_id", "title", "text", "source", "published"]]
            used = set(asked["concept"])
            concepts = [one for one in book["concepts"] if one["id"] in used]
            codebook = Codebook.from_dict({"concepts": concepts, "actors": []})
            yield read_articles(row.reset_index(drop=True)), codebook, asked


def news_found(folder: Path | str, part: str) -> pd.DataFrame:
    """Return the labels of a part with what the program finds there.

    Parameters
    ----------
    folder : path
        Holds ``labels.csv`` and ``codebook.yml``.
    part : {"train", "dev", "new"}

    Returns
    -------
    DataFrame
        The columns of :func:`read_labels`, ``found`` (a stance, or ``none`` where the program has
        no statement) and ``confidence`` (0 there).
    """
    out = []
    for articles, codebook, asked in _labelled_articles(folder, part):
        tables, _ = read_tables(articles, codebook)
        rows = extract_statements(articles, codebook, **tables)
        found = {
            (row.in_title, row.start, row.mention_start, row.concept): row
            for row in rows.itertuples(index=False)
        }
        for label in asked.itertuples(index=False):
            mention = label.mention_start
            begin = label.start + mention if mention >= 0 else -1
            row = found.get((label.in_title, label.start, begin, label.concept))
            told = (row.stance, row.confidence) if row else (NONE, 0.0)
            out.append((*label, *told))
    return pd.DataFrame(out, columns=[*read_labels(folder).columns, "found", "confidence"])


def news_examples(
    folder: Path | str, part: str, encoder: object
) -> tuple[list[tuple], list[tuple]]:
    """Return training examples of what the program asks about the labelled articles.

    Parameters
    ----------
    folder : path
        Holds ``labels.csv`` and ``codebook.yml``.
    part : {"train", "dev", "new"}
    encoder : Encoder
        Any that cuts word pieces as the stance model does.

    Returns
    -------
    labelled, pool : list of tuple
        As in :mod:`stancebook.training.stance_data`; in the pool those without a label, whose
        presence and side are -1. A label that the program no longer asks for gives none.
    """
    labelled: list[tuple] = []
    pool: list[tuple] = []
    for articles, codebook, asked in _labelled_articles(folder, part):
        tables, _ = read_tables(articles, codebook)
        reader = ArticleReader(encoder, codebook.concepts)
        known = {
            (row.in_title, row.start, row.mention_start, row.concept): row.stance
            for row in asked.itertuples(index=False)
        }
        for article in find_candidates(articles, codebook.concepts, **tables):
            for candidate in article.candidates:
                unit = article.seen.units[candidate.unit]
                concept = codebook.concepts[candidate.concept].id
                begin = candidate.mention[0] if candidate.mention else -1
                stance = known.get((unit.in_title, unit.start, begin, concept))
                read = reader.read(article, candidate)
                key = (article.article_id, candidate.unit, concept)
                if stance is None:
                    pool.append(("pool", "pos", *read, -1, -1, -1, key))
                    continue
                side = STANCES.index(stance) if stance in STANCES else -1
                group = "pos" if side >= 0 else "neg_news"
                labelled.append(("news", group, *read, int(side >= 0), side, -1, key))
    return labelled, pool


def news_scores(found: pd.DataFrame, *, n_resamples: int = 1000) -> pd.DataFrame:
    """Score statements on real news against labels, each weighted by what it stands for.

    Parameters
    ----------
    found : DataFrame
        From :func:`news_found`.
    n_resamples : int
        Draws of articles for the intervals.

    Returns
    -------
    DataFrame
        ``measure`` (precision and recall of statements for or against: of all that are found, and
        of those that count, from ``min_confidence`` on; and the precision of giving every labelled
        sentence the commonest side), ``value``, ``low``, ``high`` (95 %, by resampling articles)
        and ``n``, the labels it rests on.
    """
    sided = found["stance"].isin(STANCES[:2]).to_numpy()
    told = found["found"].isin(STANCES[:2]).to_numpy()
    right = sided & (found["found"] == found["stance"]).to_numpy()
    counted = told & (found["confidence"] >= min_confidence()).to_numpy()
    weight = found["weight"].to_numpy(dtype=float)
    common = max(STANCES[:2], key=lambda side: weight[found["stance"] == side].sum())
    always = (found["stance"] == common).to_numpy()
    every = np.ones(len(found), dtype=bool)
    parts = {
        "precision, all found": (right & told, told),
        "precision, counted": (right & counted, counted),
        "recall, all found": (right & told, sided),
        "recall, counted": (right & counted, sided),
        f"precision of saying {common} of each": (always, every),
    }
    articles = found["article_id"].to_numpy()
    draws = list(resampled_rows(articles, n_resamples, chance=np.random.default_rng(0)))

    def share(hits: np.ndarray, of: np.ndarray, rows: np.ndarray) -> float:
        total = (weight * of)[rows].sum()
        return float((weight * hits)[rows].sum() / total) if total else np.nan

    rows = []
    for measure, (hits, of) in parts.items():
        drawn = [value for one in draws if np.isfinite(value := share(hits, of, one))]
        low, high = np.quantile(drawn, [0.025, 0.975]) if drawn else (np.nan, np.nan)
        rows.append((measure, share(hits, of, np.arange(len(found))), low, high, int(of.sum())))
    return pd.DataFrame(rows, columns=["measure", "value", "low", "high", "n"])
