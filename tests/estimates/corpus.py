"""Articles and statements with planted shares."""

import numpy as np
import pandas as pd

from stancebook.tables import ARTICLES, STATEMENTS, make_table, stable_id


def write_articles(dates, *, sources=("Daily", "Herald"), copies=1):
    dates = pd.DatetimeIndex(np.repeat(np.asarray(dates, dtype="datetime64[ns]"), copies))
    ids = [stable_id("article", row) for row in range(len(dates))]
    return make_table(
        pd.DataFrame(
            {
                "article_id": ids,
                "title": "",
                "text": "A text.",
                "source": [sources[row % len(sources)] for row in range(len(dates))],
                "published": dates,
                "url": "",
                "author": "",
                "language": "en",
                "story_id": [ids[row - row % copies] for row in range(len(dates))],
            }
        ),
        ARTICLES,
    )


def write_statements(article_ids, stances, *, concept="ban", actor="A", confidence=0.9):
    n = len(article_ids)
    frame = pd.DataFrame({"article_id": article_ids, "stance": stances})
    frame["statement_id"] = [stable_id("statement", row) for row in range(n)]
    frame["confidence"] = confidence
    frame["actor"], frame["concept"] = actor, concept
    for column in ("passage_id", "text", "mention", "attribution_id"):
        frame[column] = ""
    frame["in_title"], frame["voice"] = False, "indirect"
    for column in ("start", "end", "mention_start", "mention_end"):
        frame[column] = 0
    for column in ("p_favor", "p_against", "p_neutral"):
        frame[column] = 1 / 3
    return make_table(frame, STATEMENTS)


def draw_corpus(n_articles=200, *, share=0.7, per_article=3, random_state=0, copies=1):
    """Every article takes one side in all its statements: clustered, as news is."""
    generator = np.random.default_rng(random_state)
    days = np.datetime64("2023-01-01") + generator.integers(0, 365, n_articles).astype("m8[D]")
    articles = write_articles(days, copies=copies)
    sides = np.where(generator.random(n_articles) < share, "favor", "against")
    ids = np.repeat(articles["article_id"].to_numpy(), per_article)
    return write_statements(ids, np.repeat(np.repeat(sides, copies), per_article)), articles
