"""Gold debates as an analysis: what a perfect reader would hand to the pages.

The statements are those that people labelled; their confidence, the attributions and the topics
are stand-ins that depend on the text alone, so that every test sees the same.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import SimpleNamespace

import pandas as pd

from stancebook.analysis import Analysis
from stancebook.analysis.result import TABLE_NAMES
from stancebook.tables import (
    ACTORS,
    ARTICLES,
    ATTRIBUTIONS,
    INTAKE,
    MENTIONS,
    PASSAGES,
    STATEMENTS,
    TABLES,
    TOPIC_REFITS,
    TOPIC_WEIGHTS,
    TOPICS,
    make_table,
    stable_id,
)
from stancebook.topics import article_weights

_HERE = Path(__file__).resolve().parent
DEBATES = _HERE / "gold" / "debates"
"""Where the gold debates lie."""

_CUE = re.compile(r"\b(said|says|told|believes|argued|insisted|according to|warned)\b", re.I)


def gold_analysis(files: list[Path] | None = None, *, debates: list[dict] | None = None):
    """Return an object with the tables of an analysis, made from gold debates."""
    debates = debates or [json.loads(Path(file).read_text(encoding="utf-8")) for file in files]
    articles, passages, statements, attributions, mentions = [], [], [], [], []
    for debate in debates:
        for article in debate["articles"]:
            article_id = stable_id(debate["debate"], article["id"])
            articles.append(_article_row(article, article_id))
            passages += _passage_rows(article, article_id)
            for label in article["statements"]:
                row, attribution = _statement_row(article, article_id, label)
                statements.append(row)
                attributions += attribution
    statements = list({row["statement_id"]: row for row in statements}.values())
    attributions = list({row["attribution_id"]: row for row in attributions}.values())
    passages = make_table(list({row["passage_id"]: row for row in passages}.values()), PASSAGES)
    articles = make_table(articles, ARTICLES)
    concepts = [concept for debate in debates for concept in debate["concepts"]]
    actors = [actor for debate in debates for actor in debate["actors"]]
    topics, weights = _topics(concepts, passages)
    return SimpleNamespace(
        intake=_intake(articles),
        articles=articles,
        passages=passages,
        attributions=make_table(attributions, ATTRIBUTIONS),
        mentions=make_table(mentions, MENTIONS),
        actors=make_table(_actor_rows(actors, statements), ACTORS),
        statements=make_table(statements, STATEMENTS),
        topics=topics,
        topic_weights=weights,
        topic_refits=make_table(article_weights(weights, passages).assign(refit=0), TOPIC_REFITS),
        codebook=SimpleNamespace(
            concepts=tuple(
                SimpleNamespace(
                    id=concept["id"],
                    name=concept["name"],
                    aliases=tuple(concept["aliases"]),
                    description=concept.get("description", ""),
                )
                for concept in concepts
            ),
            actors=tuple(
                SimpleNamespace(
                    name=actor["name"], aliases=tuple(actor["aliases"]), type=actor["type"]
                )
                for actor in actors
            ),
            fingerprint="0123456789abcdef",
        ),
        suggested=False,
        replay=pd.DataFrame(
            [("rename", ["treaty", "<b>vote</b>"], 0.5, "applied")],
            columns=["action", "terms", "overlap", "status"],
        ),
        versions={"stancebook": "0"},
    )


def _article_row(article: dict, article_id: str) -> dict:
    return {
        "article_id": article_id,
        "title": article["title"],
        "text": article["text"],
        "source": article["source"],
        "published": article["date"] or None,
        "url": article["url"],
        "author": article.get("author", ""),
        "language": "en",
        "story_id": article_id,
    }


def _intake(articles: pd.DataFrame) -> pd.DataFrame:
    """Return an account with a rejected document, a duplicate, and what was noticed in two."""
    ids = articles["article_id"].tolist()
    rows = [("gold.json", n, "read", "", key) for n, key in enumerate(ids)]
    rows += [
        ("gold.json", len(ids), "duplicate", "the same article as gold.json, document 1", ids[0]),
        ("notes/<b>empty</b>.txt", 0, "rejected", "no text", ""),
    ]
    intake = make_table(pd.DataFrame(rows, columns=list(INTAKE.columns)), INTAKE)
    note = ["markup removed", "markup removed; <i>odd</i>"]
    return intake.assign(note=[*note[: len(ids)], *[""] * (len(rows) - len(note[: len(ids)]))])


def _passage_rows(article: dict, article_id: str) -> list[dict]:
    def row(unit, start, end, text):
        key = stable_id(article_id, unit, start, end)
        base = {"passage_id": key, "article_id": article_id, "unit": unit}
        return {**base, "start": start, "end": end, "text": text[start:end]}

    rows = [row("title", 0, len(article["title"]), article["title"])] if article["title"] else []
    text = article["text"]
    for paragraph in re.finditer(r"\S(?:.|\n(?!\n))*", text):
        rows.append(row("paragraph", *paragraph.span(), text))
    for label in article["statements"]:
        start = text.find(label["sentence"])
        if start >= 0:
            rows.append(row("sentence", start, start + len(label["sentence"]), text))
    return rows


def _statement_row(article: dict, article_id: str, label: dict) -> tuple[dict, list[dict]]:
    start = article["text"].find(label["sentence"])
    in_title = start < 0
    start = 0 if in_title else start
    sentence, mention = label["sentence"], label["mention"]
    at = start + sentence.index(mention) if mention else -1
    key = stable_id(article_id, sentence, label["speaker"], label["concept"])
    confidence = 0.5 + int(key[:4], 16) / 0x1FFFF
    side = {stance: 0.05 for stance in ("favor", "against", "neutral")}
    side[label["stance"]] = 0.9
    attribution = []
    cue = _CUE.search(sentence)
    if cue and label["voice"] in ("direct", "indirect"):
        before = cue.start() > len(sentence) / 2
        content = (0, cue.start()) if before else (cue.end(), len(sentence))
        spans = [[start + content[0], start + content[1]]]
        attribution.append(
            {
                "attribution_id": stable_id(article_id, start, *cue.span()),
                "article_id": article_id,
                "in_title": in_title,
                "speaker": mention,
                "cue": cue.group(),
                "content": sentence[slice(*content)],
                "speaker_spans": [[at, at + len(mention)]] if mention else [],
                "cue_spans": [[start + cue.start(), start + cue.end()]],
                "content_spans": spans,
                "voice": label["voice"],
                "parent_id": "",
                "confidence": 0.9,
            }
        )
    row = {
        "statement_id": key,
        "article_id": article_id,
        "passage_id": stable_id(
            article_id, "title" if in_title else "sentence", start, start + len(sentence)
        ),
        "in_title": in_title,
        "start": start,
        "end": start + len(sentence),
        "text": sentence,
        "actor": label["speaker"],
        "mention": mention,
        "mention_start": at,
        "mention_end": at + len(mention) if mention else -1,
        "concept": label["concept"],
        "stance": label["stance"],
        "p_favor": side["favor"],
        "p_against": side["against"],
        "p_neutral": side["neutral"],
        "confidence": confidence,
        "voice": label["voice"],
        "attribution_id": attribution[0]["attribution_id"] if attribution else "",
    }
    return row, attribution


def _actor_rows(actors: list[dict], statements: list[dict]) -> list[dict]:
    known = {actor["name"]: actor for actor in actors}
    return [
        {
            "actor": name,
            "type": known.get(name, {}).get("type", "other"),
            "aliases": list(known.get(name, {}).get("aliases", [])),
            "in_codebook": name in known,
            "n_mentions": sum(row["actor"] == name for row in statements),
            "n_articles": len({r["article_id"] for r in statements if r["actor"] == name}),
        }
        for name in sorted({*known, *(row["actor"] for row in statements)})
    ]


def _topics(concepts: list[dict], passages: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    count = max(2, len(concepts))
    rows = [
        {
            "topic": n,
            "label": (concepts[n]["name"] if n < len(concepts) else "other"),
            "terms": ["treaty", "vote", "minister", "ban"][: 2 + n % 3],
            "share": 1 / count,
            "coherence": 0.1,
            "stability": 0.8,
            "is_unstable": False,
        }
        for n in range(count)
    ]
    paragraphs = passages[passages["unit"] == "paragraph"]
    weights = []
    for key in paragraphs["passage_id"]:
        raw = [1 + int(stable_id(key, n)[:2], 16) for n in range(count)]
        weights += [
            {"passage_id": key, "topic": n, "weight": value / sum(raw)}
            for n, value in enumerate(raw)
        ]
    table = make_table(weights, TOPIC_WEIGHTS)
    added = table.groupby("topic")["weight"].sum() / len(paragraphs)
    rows = [{**row, "share": added[row["topic"]]} for row in rows]
    return make_table(rows, TOPICS), table


def with_all_tables(gold) -> Analysis:
    """Return the hand-made analysis as a real one; tables that nobody labelled are empty."""
    tables = {name: make_table([], TABLES[name]) for name in TABLE_NAMES}
    tables |= {name: getattr(gold, name) for name in TABLE_NAMES if hasattr(gold, name)}
    return Analysis(tables, gold.codebook)
