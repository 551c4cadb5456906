"""Positions that moved from one run to the next."""

from types import SimpleNamespace

import pandas as pd
import pytest

from stancebook.analysis import Analysis
from stancebook.codebook import Codebook
from stancebook.display.cards import Reading
from stancebook.report.pages.changes import find_changes
from stancebook.tables import ARTICLES, ATTRIBUTIONS, STATEMENTS, make_table

BOOK = Codebook.from_dict({"concepts": [{"id": "ban", "name": "the ban"}]})


def analysis_of(*told):
    """Return an analysis with an article for each stance and sentence of one actor."""
    articles, statements = [], []
    for k, (stance, text) in enumerate(told):
        articles.append(
            dict.fromkeys(ARTICLES.columns, "")
            | {"article_id": f"a{k}", "story_id": f"a{k}", "text": text}
            | {"published": pd.Timestamp(2026, 3, 1 + k)}
        )
        statements.append(
            dict.fromkeys(STATEMENTS.columns, "")
            | {name: 0.0 for name in STATEMENTS.columns if name.startswith("p_")}
            | {"statement_id": f"s{k}", "article_id": f"a{k}", "start": 0, "end": len(text)}
            | {"text": text, "actor": "Ana Ruiz", "concept": "ban", "mention_start": -1}
            | {"mention_end": -1, "stance": stance, "voice": "action", "confidence": 0.9}
            | {"in_title": False}
        )
    tables = {
        "articles": make_table(articles, ARTICLES),
        "statements": make_table(statements, STATEMENTS),
        "attributions": make_table([], ATTRIBUTIONS),
    }
    return Analysis(tables, BOOK)


@pytest.mark.parametrize(
    ("text", "n_moves"),
    [("Ana Ruiz voted against the ban.", 1), ("Ana Ruiz voted against the ban in 2012.", 0)],
)
def test_a_position_moves_by_what_is_of_its_time(text, n_moves):
    old = ("favor", "Ana Ruiz voted for the ban.")
    before, after = analysis_of(old), analysis_of(old, ("against", text))
    previous = SimpleNamespace(
        run="1", codebook=BOOK, articles=before.articles, statements=before.statements
    )
    assert len(find_changes(Reading(after, min_confidence=0.5), previous).moves) == n_moves
