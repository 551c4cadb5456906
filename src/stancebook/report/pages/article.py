"""Articles to pages: the whole text, every statement marked where it stands and told beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ...display.blocks import mark_article, paragraph_spans
from ...display.cards import in_order
from ...figures.addresses import article_file
from ...topics.rollup import article_weights
from .site import Site, write_page


def write_articles(site: Site, folder: Path, *, paragraphs: dict | None = None) -> list[Path]:
    """Write a page for each article and the index over them.

    Returns
    -------
    list of Path
        The pages written.
    """
    reading = site.reading
    spans = paragraphs if paragraphs is not None else paragraph_spans(reading.analysis.passages)
    topics = article_topics(reading.analysis)
    written = [
        write_page(
            folder,
            article_file(article_id),
            article_page(site, article, spans.get(article_id, []), topics.get(article_id, [])),
        )
        for article_id, article in reading.articles.items()
    ]
    return [*written, *write_article_index(site, folder)]


def article_page(
    site: Site, article: dict, paragraphs: list[tuple[int, int]], topics: list[dict]
) -> str:
    """Return the page of one article."""
    marked = mark_article(site.reading, article, paragraphs)
    return site.render(
        "article.html",
        file=article_file(article["article_id"]),
        heading=article["title"] or "Untitled",
        article=article,
        date_note=site.reading.date_notes.get(article["article_id"], ""),
        is_read=article["article_id"] in site.reading.read,
        marked=marked,
        topics=topics,
        copies=[
            site.reading.articles[other]
            for other in site.reading.copies[article["story_id"]]
            if other != article["article_id"]
        ],
    )


def article_topics(analysis: object, *, most: int = 3) -> dict[str, list[dict]]:
    """Return the main topics of each article: label and share of the article."""
    weights = getattr(analysis, "topic_weights", None)
    topics = getattr(analysis, "topics", None)
    if weights is None or topics is None or not len(weights) or not len(topics):
        return {}
    labels = topics.set_index("topic")["label"].to_dict()
    shares = article_weights(weights, analysis.passages).sort_values(
        ["article_id", "weight", "topic"], ascending=[True, False, True]
    )
    found: dict[str, list[dict]] = {}
    for row in shares[shares["weight"] >= 0.05].to_dict("records"):
        mine = found.setdefault(row["article_id"], [])
        if len(mine) < most:
            mine.append({**row, "label": labels.get(row["topic"], str(row["topic"]))})
    return found


INDEX_PART = 1000


def write_article_index(site: Site, folder: Path) -> Iterator[Path]:
    """Write the list of all articles, newest last, in parts."""
    counts: dict[str, int] = {
        article_id: sum(site.reading.is_counted(row) for row in rows)
        for article_id, rows in site.reading.statements_of.items()
    }
    ids = in_order(site.reading.analysis.articles)["article_id"]
    rows = [site.reading.articles[article_id] for article_id in ids]
    first: dict[str, dict] = {}
    rows = [{**row, "copy_of": first.setdefault(row["story_id"], row)} for row in rows]
    parts = [rows[at : at + INDEX_PART] for at in range(0, len(rows), INDEX_PART)] or [[]]
    for number, part in enumerate(parts, start=1):
        html = site.render(
            "articles.html",
            file=index_file(number),
            heading="Articles",
            articles=part,
            counts=counts,
            n_articles=len(rows),
            n_stories=len(first),
            part=number,
            n_parts=len(parts),
            index_file=index_file,
        )
        yield write_page(folder, index_file(number), html)


def index_file(part: int) -> str:
    """Return the file of one part of the list of articles."""
    return "articles/index.html" if part == 1 else f"articles/index-part{part}.html"
