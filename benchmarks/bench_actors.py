"""Actors: time per article beside reading its words alone, and growth with the text's length."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pandas as pd

from stancebook.actors import mentions_of, merge_mentions
from stancebook.actors.words import read_text
from stancebook.statements.debates import read_debates

PROJECT = Path(__file__).resolve().parents[1]


def seconds(call) -> float:
    """Return the CPU seconds of one call, so that other work on the machine counts less."""
    start = time.process_time()
    call()
    return time.process_time() - start


def load_rows(most: int = 200) -> list[dict]:
    """Return real news where the data folder is present, else the gold debates."""
    folder = Path(os.environ.get("STANCEBOOK_DATA", PROJECT.parent / "shared" / "data"))
    file = folder / "articles-security-news.jsonl.gz"
    if file.is_file():
        table = pd.read_json(file, lines=True).head(most)
        return table[["article_id", "title", "text", "source"]].fillna("").to_dict("records")
    debates = read_debates(PROJECT / "tests" / "gold" / "debates")
    return [row for debate in debates for row in debate.articles.to_dict("records")][:most]


def main() -> None:
    """Print the tables."""
    rows = load_rows()
    mentions_of(rows[0])
    words = seconds(lambda: [read_text(row["text"]) for row in rows])
    parts = []
    resolving = seconds(lambda: parts.extend(mentions_of(row) for row in rows))
    print(f"{'step':<34}{'articles/s':>12}{'x reading words':>17}")
    print(f"{'reading words and sentences':<34}{len(rows) / words:>12.1f}{1:>17.1f}")
    print(f"{'mentions_of':<34}{len(rows) / resolving:>12.1f}{resolving / words:>17.1f}")
    for times in (1, 4):
        many = [
            part._replace(
                mentions=[(f"{m[0]}{k}", f"{m[1]}{k}", *m[2:]) for m in part.mentions],
                entities=[(f"{e[0]}{k}", *e[1:]) for e in part.entities],
            )
            for k in range(times)
            for part in parts
        ]
        merging = seconds(lambda many=many: merge_mentions(many))
        name = f"merge_mentions, {len(many)} articles"
        print(f"{name:<34}{len(many) / merging:>12.1f}{merging / words / times:>17.1f}")
    text = "\n\n".join(row["text"] for row in rows)
    print(f"\n{'characters':>12}{'microseconds each':>20}")
    for size in (10_000, 20_000, 40_000, 80_000, 160_000):
        row = {"article_id": "long", "title": "", "text": text[:size], "source": ""}
        print(f"{size:>12}{1e6 * seconds(lambda row=row: mentions_of(row)) / size:>20.2f}")


if __name__ == "__main__":
    main()
