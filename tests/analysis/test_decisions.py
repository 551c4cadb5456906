"""Laws of an analysis after decisions: a view of what was found, kept beside it."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import stancebook as sb
from stancebook.analysis import Analysis
from stancebook.errors import InputError
from stancebook.tables import TABLES, TOPIC_REFITS, TOPIC_WEIGHTS, TOPICS, make_table
from stancebook.topics import record_decision

TERMS = {"arms": ["tank", "army"], "money": ["tax", "wage"], "mast": ["subscribe", "newsletter"]}
SHARES = [[0.5, 0.3, 0.2], [0.6, 0.4, 0.0], [0.4, 0.2, 0.4]]


@pytest.fixture
def found(codebook):
    """Three passages of three articles over three topics, and one refit."""
    cells = [(f"a{row}", topic, w) for row, own in enumerate(SHARES) for topic, w in enumerate(own)]
    weights = pd.DataFrame(cells, columns=["article_id", "topic", "weight"])
    weights = weights[weights["weight"] > 0]
    topics = pd.DataFrame(
        {"topic": range(3), "label": list(TERMS), "terms": list(TERMS.values()), "coherence": 0.1}
    ).assign(share=[0.5, 0.3, 0.2], stability=[0.9, 0.8, 0.3], is_unstable=[False, False, True])
    tables = {name: make_table([], contract) for name, contract in TABLES.items()}
    tables["topics"] = make_table(topics, TOPICS)
    tables["topic_weights"] = make_table(
        weights.rename(columns={"article_id": "passage_id"}), TOPIC_WEIGHTS
    )
    tables["topic_refits"] = make_table(weights.assign(refit=0), TOPIC_REFITS)
    return Analysis(tables, codebook, parameters={"n_topics": None, "random_state": 0})


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "decisions.jsonl"
    record_decision(file, "drop", terms=TERMS["mast"], why="boilerplate")
    record_decision(file, "rename", terms=TERMS["money"], label="the budget")
    return file


def test_every_table_shows_the_decisions_and_the_found_ones_stay(found, file):
    decided = found.decide(file)
    assert decided.topics["label"].tolist() == ["arms", "the budget"]
    assert decided.replay["status"].tolist() == ["applied", "applied"]
    for table, key in ((decided.topic_weights, "passage_id"), (decided.topic_refits, "article_id")):
        assert set(table["topic"]) == {0, 1}
        assert table.groupby(key)["weight"].sum().tolist() == pytest.approx([1, 1, 1])
    assert decided.topics["share"].tolist() == pytest.approx([1.8917 / 3, 1.1083 / 3], abs=1e-3)
    assert found.topics["label"].tolist() == list(TERMS)
    assert decided.decide([]).topics["label"].tolist() == list(TERMS)


def test_a_written_analysis_keeps_what_was_found_and_the_decisions(found, file, tmp_path):
    decided = found.decide(file)
    again = sb.read_analysis(decided.write(tmp_path / "analysis"))
    for name in ("topics", "topic_weights", "topic_refits", "replay"):
        assert_frame_equal(getattr(again, name), getattr(decided, name))
    assert_frame_equal(again.decide([]).topics, found.topics)


def test_a_part_of_the_rows_still_says_what_became_of_the_decisions(found, file):
    decided = found.decide(file)
    part = decided.with_tables({**found._tables, "topics": decided.topics.head(1)})
    assert part.topics["label"].tolist() == ["arms"]
    assert_frame_equal(part.replay, decided.replay)


def test_a_notebook_takes_the_runners_decisions_unless_it_has_its_own(
    found, file, tmp_path, monkeypatch, codebook
):
    folder = found.decide(file).write(tmp_path / "analysis")
    monkeypatch.setenv("STANCEBOOK_ANALYSIS", str(folder))
    assert "the budget" in set(sb.open_analysis("x", codebook).topics["label"])
    record_decision(file, "rename", terms=TERMS["arms"], label="weapons")
    told = sb.open_analysis("x", codebook, decisions=file).topics["label"]
    assert told.tolist() == ["weapons", "the budget"]


def test_a_file_that_is_not_there_is_refused_before_anything_is_read():
    with pytest.raises(InputError, match=r"no-such\.jsonl"):
        sb.analyse("no-such-articles", decisions="no-such.jsonl")
