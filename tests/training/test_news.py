"""Labels on real news: what they hold, how statements are scored against them."""

import hashlib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from stancebook.codebook import read_codebook
from stancebook.encoder import load_encoder
from stancebook.statements.model import min_confidence
from stancebook.tables import STANCES
from stancebook.training.data import data_folder
from stancebook.training.news import (
    NONE,
    news_examples,
    news_found,
    news_scores,
    read_labels,
)

NEWS = Path(__file__).parents[2] / "notebooks" / "models" / "news"
PLACE = ["data", "article_id", "in_title", "start", "mention_start", "mention_end", "concept"]
needs_data = pytest.mark.skipif(data_folder() is None, reason="needs the data folder")


def test_the_labels_are_those_of_the_fingerprints() -> None:
    for line in (NEWS / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, name = line.split()
        assert hashlib.sha256((NEWS / name).read_bytes()).hexdigest() == digest


def test_labels_keep_their_contract() -> None:
    labels = read_labels(NEWS)
    assert not labels.duplicated(PLACE).any()
    assert set(labels["stance"]) == {*STANCES, NONE}
    assert set(labels["part"]) == {"train", "dev", "new"}
    of = {part: rows for part, rows in labels.groupby("part")}
    assert not set(of["dev"]["article_id"]) & set(of["train"]["article_id"])
    assert not set(of["new"]["concept"]) & set(of["train"]["concept"])
    assert set(labels["concept"]) == {
        one.id for one in read_codebook(NEWS / "codebook.yml").concepts
    }
    assert (labels["weight"] >= 1).all()
    assert ((labels["mention_start"] == -1) == (labels["mention_end"] == -1)).all()
    texts = labels[["data", "article_id", "concept", "stance", "part"]]
    assert texts.map(len).max().max() < 60  # no text of an article


def found(**columns: list) -> pd.DataFrame:
    n = len(columns["stance"])
    table = {"article_id": [str(k) for k in range(n)], "weight": [1.0] * n, "confidence": [0.0] * n}
    return pd.DataFrame(table | columns)


def score(table: pd.DataFrame) -> pd.Series:
    return news_scores(table, n_resamples=20).set_index("measure")["value"]


def test_scores_weigh_each_label() -> None:
    table = found(
        stance=["favor", "against", NONE, "neutral"],
        found=["favor", "favor", "against", "neutral"],
        weight=[1.0, 2.0, 5.0, 9.0],
    )
    measured = score(table)
    assert measured["precision, all found"] == pytest.approx(1 / 8)
    assert measured["recall, all found"] == pytest.approx(1 / 3)
    assert np.isnan(measured["precision, counted"])


def test_counted_are_those_above_the_threshold() -> None:
    sure, unsure = min_confidence(), min_confidence() - 1e-6
    table = found(stance=["favor", "against"], found=["favor", "favor"], confidence=[sure, unsure])
    measured = score(table)
    assert measured["precision, counted"] == 1.0
    assert measured["recall, counted"] == 0.5


def test_labels_without_a_side_have_no_recall() -> None:
    measured = score(found(stance=["neutral", NONE], found=["favor", NONE]))
    assert measured["precision, all found"] == 0.0
    assert np.isnan(measured["recall, all found"])


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """A folder with the labels of two articles of ``dev``."""
    labels = read_labels(NEWS)
    dev = labels[labels["part"] == "dev"]
    dev[dev["article_id"].isin(dev["article_id"].unique()[:2])].to_csv(
        tmp_path / "labels.csv", index=False
    )
    (tmp_path / "codebook.yml").write_bytes((NEWS / "codebook.yml").read_bytes())
    return tmp_path


@needs_data
def test_examples_carry_their_labels_and_the_rest_is_a_pool(few: Path) -> None:
    labels = read_labels(few)
    labelled, pool = news_examples(few, "dev", load_encoder("stance"))
    assert 0.9 * len(labels) <= len(labelled) <= len(labels)
    assert {e[6] for e in labelled} <= {-1, 0, 1, 2}
    assert sum(e[6] >= 0 for e in labelled) <= (labels["stance"] != NONE).sum()
    assert all(e[5] == (e[6] >= 0) for e in labelled)
    assert pool
    assert {e[5:7] for e in pool} == {(-1, -1)}


@needs_data
def test_every_label_has_an_answer(few: Path) -> None:
    table = news_found(few, "dev")
    assert len(table) == len(read_labels(few))
    assert set(table["found"]) <= {*STANCES, NONE}
    assert ((table["found"] == NONE) == (table["confidence"] == 0)).all()
