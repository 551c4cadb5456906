"""Laws of decisions: appended, replayed on topics that moved, never lost."""

import datetime

import numpy as np
import pandas as pd
import pytest

from stancebook.errors import InputError
from stancebook.tables import PASSAGES, TOPICS, check_table, make_table
from stancebook.topics import (
    apply_decisions,
    fit_topics,
    move_weights,
    read_decisions,
    record_decision,
)

from .conftest import THEMES

DAY = datetime.date(2024, 5, 1)


@pytest.fixture(scope="module")
def fitted(planted):
    texts, _ = planted
    passages = pd.DataFrame({"text": texts, "unit": "paragraph", "start": 0})
    passages["passage_id"] = passages["article_id"] = [f"p{row}" for row in range(len(texts))]
    passages["end"] = passages["text"].str.len()
    return fit_topics(make_table(passages, PASSAGES), n_topics=4, n_refits=2)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "decisions.jsonl"


def replay(fitted, file):
    decided = apply_decisions(fitted.topics, fitted.topic_weights, read_decisions(file))
    check_table(decided.topics, TOPICS)
    sums = decided.topic_weights.groupby("passage_id")["weight"].sum()
    np.testing.assert_allclose(sums, 1)
    weights = decided.topic_weights
    shares = weights.groupby("topic")["weight"].sum() / weights["passage_id"].nunique()
    np.testing.assert_allclose(decided.topics["share"], shares)
    assert decided.topics["share"].is_monotonic_decreasing
    refits = move_weights(fitted.topic_refits, decided.place)
    assert set(refits["topic"]) == set(decided.topics["topic"])
    np.testing.assert_allclose(refits.groupby(["refit", "article_id"])["weight"].sum(), 1)
    return decided


def test_renaming_names_the_topic_whatever_its_number(fitted, file):
    record_decision(file, "rename", terms=THEMES["money"], label="the budget", decided=DAY)
    decided = replay(fitted, file)
    named = decided.topics.set_index("label")["terms"]["the budget"]
    assert set(named) == set(THEMES["money"])
    assert decided.replay["status"].tolist() == ["applied"]


def test_merging_adds_up_and_dropping_gives_to_the_others(fitted, file):
    record_decision(file, "merge", terms=THEMES["arms"], into=THEMES["money"], label="state")
    record_decision(file, "drop", terms=THEMES["health"], why="off the subject")
    decided = replay(fitted, file)
    assert len(decided.topics) == 2
    assert decided.topics["label"][0] == "state"
    pure = fitted.topic_weights.query("weight == 1")["passage_id"].nunique()
    assert decided.topic_weights["passage_id"].nunique() >= 200 - pure // 4 - 1


def test_decisions_are_appended_and_the_later_one_counts(fitted, file):
    for label in ("first", "second"):
        record_decision(file, "rename", terms=THEMES["arms"], label=label, decided=DAY)
    assert [decision["label"] for decision in read_decisions(file)] == ["first", "second"]
    assert read_decisions(file)[0]["decided"] == "2024-05-01"
    labels = set(replay(fitted, file).topics["label"])
    assert "second" in labels
    assert "first" not in labels


@pytest.mark.parametrize("larger", [True, False])
def test_a_merged_topic_is_found_by_the_terms_of_either_part(fitted, file, larger):
    terms = fitted.topics["terms"].tolist()
    one, other = (terms[0], terms[3]) if larger else (terms[3], terms[0])
    record_decision(file, "merge", terms=one, into=other)
    record_decision(file, "rename", terms=other, label="both")
    record_decision(file, "merge", terms=terms[1], into=one)
    decided = replay(fitted, file)
    assert decided.replay["status"].tolist() == ["applied"] * 3
    assert sorted(decided.topics["label"]) == sorted(["both", fitted.topics["label"][2]])


def test_no_two_topics_get_the_same_name(fitted, file):
    record_decision(file, "rename", terms=THEMES["money"], label="the budget")
    with pytest.raises(InputError, match="record_decision.*'merge'"):
        record_decision(file, "rename", terms=THEMES["arms"], label="The  Budget")
    with pytest.raises(InputError, match="already"):
        record_decision(file, "merge", terms=["a"], into=THEMES["arms"], label="the budget")
    assert len(read_decisions(file)) == 1
    arms = [{"action": "rename", "terms": THEMES["arms"], "label": "the Budget"}]
    decided = apply_decisions(fitted.topics, fitted.topic_weights, read_decisions(file) + arms)
    assert decided.topics["label"].is_unique
    assert "merge" in decided.replay["status"].tolist()[1]
    of_money = fitted.topics["label"][["tax" in terms for terms in fitted.topics["terms"]]].item()
    decided = apply_decisions(fitted.topics, fitted.topic_weights, [{**arms[0], "label": of_money}])
    assert decided.replay["status"].item() != "applied"


@pytest.mark.parametrize(
    "between",
    [
        pytest.param(("rename", "money", "wages"), id="called otherwise since"),
        pytest.param(("drop", "money", ""), id="dropped since"),
        pytest.param(("merge", "money", ""), id="merged since"),
    ],
)
def test_a_name_that_is_free_again_can_be_given(fitted, file, between):
    action, theme, label = between
    record_decision(file, "rename", terms=THEMES["money"], label="the budget")
    into = THEMES["health"] if action == "merge" else ()
    record_decision(file, action, terms=THEMES[theme], label=label, into=into)
    record_decision(file, "rename", terms=THEMES["arms"], label="the budget")
    record_decision(file, "rename", terms=THEMES["arms"][:6], label="the budget")
    decided = replay(fitted, file)
    assert decided.replay["status"].tolist() == ["applied"] * 4
    named = decided.topics.set_index("label")["terms"]["the budget"]
    assert set(named) == set(THEMES["arms"])


def test_terms_are_found_however_they_are_printed(fitted, file):
    printed = [term.upper() for term in THEMES["money"]]
    record_decision(file, "rename", terms=printed, label="the budget")
    assert "the budget" in set(replay(fitted, file).topics["label"])


def test_a_last_line_without_an_end_stays_a_line_of_its_own(file):
    file.write_bytes(b'{"action": "drop", "terms": ["a"]}')
    record_decision(file, "drop", terms=["b"])
    record_decision(file, "drop", terms=["c"])
    assert [decision["terms"] for decision in read_decisions(file)] == [["a"], ["b"], ["c"]]
    assert file.read_bytes().startswith(b'{"action": "drop", "terms": ["a"]}\n')


def test_a_bare_string_is_no_list_of_terms_and_a_missing_folder_is_named(file):
    for options in ({"terms": "tank"}, {"terms": ["tank"], "into": "tax"}):
        with pytest.raises(InputError, match="must list terms"):
            record_decision(file, "merge", **{"into": ["tax"], **options})
    assert not file.exists()
    with pytest.raises(InputError, match="cannot be written"):
        record_decision(file.parent / "missing" / "decisions.jsonl", "drop", terms=["a"])


def test_a_decision_on_a_topic_that_is_gone_says_so(fitted, file):
    record_decision(file, "drop", terms=["horoscope", "star"])
    decided = replay(fitted, file)
    assert decided.replay["status"].item() != "applied"
    pd.testing.assert_frame_equal(decided.topics, fitted.topics)


def test_the_last_topic_stays(fitted, file):
    for theme in THEMES.values():
        record_decision(file, "drop", terms=theme)
    decided = apply_decisions(fitted.topics, fitted.topic_weights, read_decisions(file))
    assert len(decided.topics) == 1
    assert decided.replay["status"].tolist()[:3] == ["applied"] * 3


def test_no_topics_are_fine_and_a_missing_file_is_refused(fitted, file):
    with pytest.raises(InputError, match="decisions.jsonl"):
        read_decisions(file)
    record_decision(file, "rename", terms=["a"], label="b")
    empty = apply_decisions(
        fitted.topics.iloc[:0], fitted.topic_weights.iloc[:0], read_decisions(file)
    )
    assert len(empty.topics) == 0


@pytest.mark.parametrize(
    "line, message",
    [
        pytest.param("not json", "line 2", id="no json"),
        pytest.param("[1]", "line 2", id="a list"),
        pytest.param('{"action": "praise", "terms": ["a"]}', "rename", id="unknown action"),
        pytest.param('{"action": "drop", "terms": []}', "terms", id="no terms"),
        pytest.param('{"action": "drop", "terms": [["a"]]}', "terms", id="terms of no text"),
        pytest.param('{"action": "merge", "terms": ["a"]}', "into", id="merge into nothing"),
        pytest.param('{"action": "rename", "terms": ["a"]}', "label", id="rename to nothing"),
    ],
)
def test_a_broken_line_is_named(file, line, message):
    record_decision(file, "drop", terms=["a"])
    with file.open("a", encoding="utf-8") as lines:
        lines.write(line + "\n")
    with pytest.raises(InputError, match=message):
        read_decisions(file)
