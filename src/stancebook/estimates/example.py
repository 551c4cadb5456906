"""A corpus of two articles and three statements, for examples and first tries."""

from __future__ import annotations

import pandas as pd

from ..tables import ARTICLES, STATEMENTS, make_table


def example_statements() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return three statements on a ban in two articles, for examples and first tries.

    Examples
    --------
    >>> statements, articles = example_statements()
    >>> len(statements), len(articles)
    (3, 2)
    """
    articles = pd.DataFrame(
        {
            "article_id": ["a", "b"],
            "title": "Ban",
            "text": ["A is for the ban.", "B is for the ban. B is against the ban."],
            "source": ["Daily", "Herald"],
            "published": pd.to_datetime(["2024-01-05", "2024-02-06"]),
            "story_id": ["a", "b"],
            **dict.fromkeys(("url", "author", "language"), ""),
        }
    )
    statements = pd.DataFrame(
        {
            "statement_id": ["s", "t", "u"],
            "article_id": ["a", "b", "b"],
            "passage_id": ["p", "q", "r"],
            "in_title": False,
            "start": [0, 0, 18],
            "end": [17, 17, 39],
            "text": ["A is for the ban.", "B is for the ban.", "B is against the ban."],
            "actor": ["A", "B", "B"],
            "mention": ["A", "B", "B"],
            "mention_start": [0, 0, 18],
            "mention_end": [1, 1, 19],
            "concept": "ban",
            "stance": ["favor", "favor", "against"],
            "p_favor": [0.8, 0.8, 0.1],
            "p_against": [0.1, 0.1, 0.8],
            "p_neutral": 0.1,
            "confidence": [0.9, 0.8, 0.7],
            "voice": "narrator",
            "attribution_id": "",
        }
    )
    return make_table(statements, STATEMENTS), make_table(articles, ARTICLES)
