"""Gold debates: the files are what they were, and their tables keep the contract."""

import hashlib
import json
from pathlib import Path

import pandas as pd
import pytest

from stancebook.errors import InputError
from stancebook.statements.debates import read_debates, word_place
from stancebook.tables import ARTICLES, STATEMENTS, check_table

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "gold" / "debates"
TRAIN = ROOT / "notebooks" / "models" / "debates"


@pytest.mark.parametrize("folder", [GOLD, TRAIN], ids=["development", "training"])
def test_files_are_unchanged(folder):
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = dict(reversed(line.split("  ", 1)) for line in lines)
    found = {
        str(file.relative_to(folder).as_posix()): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*.json")
    }
    assert found == listed


def test_no_training_debate_is_in_the_development_part():
    questions = [
        {json.loads(file.read_text(encoding="utf-8"))["debate"] for file in folder.glob("*.json")}
        for folder in (GOLD, TRAIN)
    ]
    assert not questions[0] & questions[1]


def test_tables_keep_the_contract_and_every_offset_is_the_evidence():
    debates = list(read_debates(GOLD))
    assert [len(debates), sum(len(d.articles) for d in debates)] == [6, 24]
    assert sum(len(d.gold) for d in debates) == 359
    for debate in debates:
        check_table(debate.articles, ARTICLES)
        check_table(debate.gold, STATEMENTS)
        articles = debate.articles.set_index("article_id")
        for row in debate.gold.itertuples():
            text = articles.loc[row.article_id, "title" if row.in_title else "text"]
            assert text[row.start : row.end] == row.text
            if row.mention:
                assert text[row.mention_start : row.mention_end] == row.mention


def test_an_article_keeps_the_id_of_its_file():
    debate = next(iter(read_debates(GOLD / "glyphosate.json")))
    raw = json.loads((GOLD / "glyphosate.json").read_text(encoding="utf-8"))
    assert debate.articles["article_id"].tolist() == [a["id"] for a in raw["articles"]]


@pytest.mark.parametrize(
    "content", ["{", "[]", '{"debate": "x"}'], ids=["broken", "list", "no articles"]
)
def test_a_file_that_is_no_debate_is_named(tmp_path, content):
    (tmp_path / "odd.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"odd\.json does not read as a debate"):
        list(read_debates(tmp_path))


def test_an_empty_folder_is_an_error(tmp_path):
    with pytest.raises(InputError, match="no debates"):
        list(read_debates(tmp_path))


@pytest.mark.parametrize(
    ("sentence", "mention", "place"),
    [
        pytest.param('"he is there," he said', "he", 15, id="outside the quotation"),
        pytest.param("There she is, he thinks.", "he", 14, id="a whole word"),
        pytest.param('"we do," they', "we", 1, id="inside where only there"),
        pytest.param("nobody", "he", -1, id="absent"),
    ],
)
def test_word_place(sentence, mention, place):
    assert word_place(sentence, mention) == place


def test_the_seed_is_coded():
    debate = next(iter(read_debates(GOLD / "seed" / "seed.json")))
    assert pd.isna(debate.articles.loc[0, "published"])
    assert len(debate.gold) == 12
