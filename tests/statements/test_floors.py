"""Floors that the shipped methods must not fall below on the development gold.

Each floor stands beside what the best trivial answer scores on the same data.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

from stancebook.actors import resolve_actors
from stancebook.attributions import extract_attributions
from stancebook.codebook import Codebook
from stancebook.encoder import has_model
from stancebook.passages import split_passages
from stancebook.stance import StanceClassifier
from stancebook.statements import extract_statements, read_debates, score_statements

GOLD = Path(__file__).parents[1] / "gold" / "debates"

pytestmark = pytest.mark.skipif(
    not (has_model("stance") and has_model("attribution")), reason="a shipped model is not there"
)


@pytest.fixture(scope="module")
def debates():
    """Every debate with the tables that the program finds itself, with the codebook's actors."""
    out = []
    for debate in read_debates(GOLD):
        book = Codebook.from_dict(debate.codebook)
        said = extract_attributions(debate.articles)
        resolved = resolve_actors(debate.articles, said, codebook=book)
        known = {
            "passages": split_passages(debate.articles),
            "attributions": said,
            "mentions": resolved.mentions,
        }
        out.append((debate, book, known))
    return out


def scores(debates, method):
    found, gold, actors = [], [], []
    for debate, book, known in debates:
        found.append(extract_statements(debate.articles, book, **known, method=method))
        gold.append(debate.gold)
        actors += debate.codebook["actors"]
    table = score_statements(
        pd.concat(found), pd.concat(gold), codebook={"actors": actors}, n_resamples=0
    )
    return table.set_index("measure")["value"]


MODEL_FLOOR = {"micro-F1": 0.74, "presence F1": 0.85, "stance accuracy": 0.86}
RULES_FLOOR = {"micro-F1": 0.2}


@pytest.fixture(scope="module")
def by_rules(debates):
    return scores(debates, "rules")


def test_the_model_keeps_its_floors_and_is_twice_as_good_as_the_rules(debates, by_rules):
    found = scores(debates, "model")
    assert {m: found[m] >= floor for m, floor in MODEL_FLOOR.items()} == dict.fromkeys(
        MODEL_FLOOR, True
    ), found.round(3).to_dict()
    assert found["micro-F1"] >= 2 * by_rules["micro-F1"]


def test_the_rules_keep_their_floor(by_rules):
    assert by_rules["micro-F1"] >= RULES_FLOOR["micro-F1"], by_rules.round(3).to_dict()


SIDE_FLOOR = 0.8


def test_the_side_given_sentence_and_mention_beats_the_majority_by_far(debates):
    rows = []
    for debate, _, known in debates:
        concepts = {c["id"]: c for c in debate.codebook["concepts"]}
        sentences = known["passages"].query("unit == 'sentence'")
        for row in debate.gold[debate.gold["mention"] != ""].itertuples():
            before = sentences[
                (sentences["article_id"] == row.article_id) & (sentences["end"] <= row.start)
            ]
            concept = concepts[row.concept]
            rows.append(
                {
                    "text": row.text,
                    "concept": concept["name"],
                    "description": concept["description"],
                    "mention_start": row.mention_start - row.start,
                    "mention_end": row.mention_end - row.start,
                    "context": "" if row.in_title else " ".join(before["text"].tail(2)),
                    "stance": row.stance,
                }
            )
    table = pd.DataFrame(rows)
    right = (StanceClassifier().predict(table) == table["stance"]).mean()
    majority = Counter(table["stance"]).most_common(1)[0][1] / len(table)
    assert right >= SIDE_FLOOR, right
    assert right > 1.5 * majority
