"""Topics to pages: what a topic's share is made of, passage by passage."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from ...display.cards import show_date
from ...display.marks import shorten
from ...figures.addresses import list_file
from .site import Site, write_page

EXAMPLES = 25
"""Passages shown in full; those with the largest weight."""

ARTICLES = 300
"""Articles listed; those with the largest mean weight."""


def write_topics(site: Site, folder: Path) -> list[Path]:
    """Write a page for each topic; none where the analysis has no topics.

    A page shows the terms, the passages that are most of the topic, and the articles by the mean
    weight of the topic over their passages.
    """
    analysis = site.reading.analysis
    topics, weights = analysis.topics, analysis.topic_weights
    if topics is None or not len(topics):
        return []
    passages = analysis.passages[["passage_id", "article_id", "unit", "text"]]
    placed = weights.merge(passages, on="passage_id", how="inner")
    by_topic = dict(iter(placed.groupby("topic")))
    n_passages = weights["passage_id"].nunique()
    return [
        write_page(
            folder,
            list_file("topic", topic["topic"]),
            _topic_page(site, topic, by_topic.get(topic["topic"], placed.iloc[:0]), n_passages),
        )
        for topic in topics.to_dict("records")
    ]


def _topic_page(site: Site, topic: dict, rows: pd.DataFrame, n_passages: int) -> str:
    largest = rows.sort_values(["weight", "passage_id"], ascending=[False, True])
    means = rows.groupby("article_id")["weight"].mean().reset_index()
    means = means.sort_values(["weight", "article_id"], ascending=[False, True])
    width = 240 if site.reading.redact else 600
    return site.render(
        "topic.html",
        file=list_file("topic", topic["topic"]),
        heading=topic["label"],
        topic=topic,
        n_passages=n_passages,
        n_articles=len(means),
        passages=[_passage(site, row, width) for row in largest.head(EXAMPLES).to_dict("records")],
        articles=[
            {**site.reading.articles[row["article_id"]], "weight": row["weight"]}
            for row in means.head(ARTICLES).to_dict("records")
            if row["article_id"] in site.reading.articles
        ],
    )


def _passage(site: Site, row: dict, width: int) -> dict:
    start, end = shorten(row["text"], width=width)
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
