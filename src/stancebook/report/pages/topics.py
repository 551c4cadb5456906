"""Topics to pages: what a topic's share is made of, article by article."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from ...display.cards import show_date
from ...display.marks import shorten
from ...estimates.periods import label_periods
from ...topics.examples import find_examples
from ...topics.rollup import article_weights
from .lists import article_items, write_list
from .site import Site

EXAMPLES = 25
"""Passages shown in full, see :func:`find_examples`; none of a redacted corpus."""


def write_topics(site: Site, folder: Path) -> list[Path]:
    """Write a page for each topic; none where the analysis has no topics.

    A page shows the terms, passages of the topic that hold them, and the articles by period, each
    with the share that the topic has in it and with its passages' weights added up: the
    shares of a period and of the corpus recount from them.
    """
    analysis = site.reading.analysis
    topics, weights = analysis.topics, analysis.topic_weights
    if topics is None or not len(topics):
        return []
    passages = analysis.passages[["passage_id", "article_id", "unit", "text"]]
    placed = weights.merge(passages, on="passage_id", how="inner")
    articles = _articles_by_topic(site, placed)
    n_passages = weights["passage_id"].nunique()
    per_article = placed.groupby("article_id")["passage_id"].nunique()
    periods = articles.drop_duplicates("article_id")["period"].value_counts()
    chosen = find_examples(topics, weights, passages, most=EXAMPLES)
    by_passages = dict(iter(placed.groupby("topic")))
    by_articles = dict(iter(articles.groupby("topic")))
    written = []
    for topic in topics.to_dict("records"):
        mine = by_articles.get(topic["topic"], articles.iloc[:0])
        mine = mine.assign(n_passages=mine["article_id"].map(per_article))
        written += write_list(
            site,
            folder,
            article_items(site, mine, words="Articles by their share of this topic"),
            kind="topic",
            name=topic["topic"],
            template="topic.html",
            wholes={"articles": n_passages}
            | {f"m-{period or 'none'}": int(n) for period, n in periods.items()},
            heading=topic["label"],
            topic=topic,
            n_passages=n_passages,
            n_articles=len(per_article),
            n_with=len(mine),
            passages=_examples(site, by_passages.get(topic["topic"]), chosen[topic["topic"]]),
        )
    return written


def _articles_by_topic(site: Site, placed: pd.DataFrame) -> pd.DataFrame:
    """Return one row per article and topic: the article, its share, its passages' weights added."""
    analysis = site.reading.analysis
    added = placed.groupby(["article_id", "topic"], as_index=False)["weight"].sum()
    shares = article_weights(analysis.topic_weights, analysis.passages)
    added = added.merge(shares.rename(columns={"weight": "share"}), on=["article_id", "topic"])
    articles = analysis.articles.drop(columns="text").assign(
        period=label_periods(analysis.articles["published"], site.period)
    )
    table = added[added["weight"] > 0].merge(articles, on="article_id")
    return table.sort_values(
        ["period", "share", "article_id"], ascending=[False, False, True], kind="stable"
    )


def _examples(site: Site, rows: pd.DataFrame | None, chosen: list[str]) -> list[dict]:
    """Return the chosen passages of a topic; none of a redacted corpus."""
    if site.reading.redact or not chosen:
        return []
    placed = rows.set_index("passage_id").loc[chosen]
    return [_passage(site, row) for row in placed.to_dict("records")]


def _passage(site: Site, row: dict) -> dict:
    start, end = shorten(row["text"], width=600)
    article = site.reading.articles.get(row["article_id"], {})
    return {
        "words": row["text"][start:end],
        "is_cut": end < len(row["text"]),
        "weight": row["weight"],
        "article_id": row["article_id"],
        "title": article.get("title") or "Untitled",
        "source": article.get("source") or "unknown outlet",
        "date": show_date(article.get("published")),
    }
