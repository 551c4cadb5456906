"""Positions told of others, through the whole chain: how many go to those who hold them.

``tests/gold/told.json``: the sentences on the tram and the quarry served to write the rules, those
on the tax and the curfew were written before they were run. ``told`` report somebody else's
position, ``own`` the speaker's; ``neither`` is right where the actor has no statement or a neutral
one.
"""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

import stancebook as sb
from stancebook.codebook import Codebook
from stancebook.encoder import has_model
from stancebook.statements.model import min_confidence

pytestmark = pytest.mark.skipif(not has_model("stance"), reason="the stance model is not there")

GOLD = json.loads((Path(__file__).parents[1] / "gold" / "told.json").read_text(encoding="utf-8"))


def judged(subject, part):
    """Return, for each actor of each case, the stance wanted, the one found and its confidence."""
    gold = GOLD[subject]
    book = Codebook.from_dict({"concepts": [gold["concept"]], "actors": gold["actors"]})
    cases = gold[part]
    texts = [
        f"{gold['opening']}\n\n{case['text']}\n\nThe vote is due in May. Number {n} was drawn."
        for n, case in enumerate(cases)
    ]
    articles = pd.DataFrame({"text": texts, "article_id": [f"{n}" for n in range(len(texts))]})
    found = sb.analyse(articles, book).statements.sort_values("confidence")
    best = {(row.article_id, row.actor): row for row in found.itertuples(index=False)}
    rows = []
    for n, case in enumerate(cases):
        for actor, stance in case["stances"].items():
            row = best.get((str(n), actor))
            rows.append((stance, row.stance if row else "none", row.confidence if row else 0.0))
    table = pd.DataFrame(rows, columns=["wanted", "found", "confidence"])
    none = table["wanted"].eq("neither") & table["found"].isin(["none", "neutral"])
    table["right"] = none | table["wanted"].eq(table["found"])
    table["counted"] = table["confidence"] >= min_confidence()
    return table


@pytest.mark.parametrize(
    ("subject", "part", "n", "floor", "most_wrong"),
    [
        ("tram", "told", 33, 26, 2),
        ("tax", "told", 17, 16, 0),
        ("tram", "own", 15, 14, 0),
        ("tax", "own", 13, 12, 0),
        ("quarry", "told", 20, 18, 0),
        ("curfew", "told", 20, 13, 2),
        ("quarry", "own", 15, 12, 0),
        ("curfew", "own", 15, 12, 0),
    ],
)
def test_positions_go_to_those_who_hold_them(subject, part, n, floor, most_wrong):
    table = judged(subject, part)
    assert len(table) == n
    assert table["right"].sum() >= floor
    assert (table["counted"] & ~table["right"]).sum() <= most_wrong
