"""Speed of reading: tables against pandas alone, Nexis bundles in articles a second.

Run ``python -m benchmarks articles``. Each figure is the best of several turns in processor
time, which other programs on the machine do not change; ours and the reference in the same run.
"""

import json
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from random import Random

import pandas as pd
import pyarrow as pa

sys.path.insert(0, str(Path(__file__).parents[1]))

from stancebook.articles import gather, iter_documents, read_articles
from stancebook.articles.dates import read_date
from stancebook.articles.languages import recognise_language
from stancebook.articles.oddities import TextColumn
from stancebook.tables import ARTICLES, make_table, stable_id
from tests.articles.generators import make_articles
from tests.articles.generators_exports import nexis_docx, nexis_older_text, proquest_text

COUNT = 10_000
GOLD = Path(__file__).parents[1] / "tests" / "gold" / "debates"


def articles_like_news(count: int) -> list[dict]:
    """Return articles of about 3,000 characters: paragraphs of our debates, drawn anew."""
    debates = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.json"))]
    texts = [item["text"] for debate in debates for item in debate["articles"]]
    paragraphs = [part for text in texts for part in text.split("\n\n") if part.strip()]
    random = Random(0)
    items = make_articles(count)
    for number, item in enumerate(items):
        item["date"] = items[number % 1000]["date"]
        parts = [f"{item['title']} of the day."]
        while sum(map(len, parts)) < 3000:
            parts.append(random.choice(paragraphs).replace("\n", " "))
        item["text"] = "\n\n".join(parts)
    return items


def best_of(turns: int, task: Callable[[], object]) -> float:
    """Return the shortest time of several turns, in seconds."""
    times = []
    for _ in range(turns):
        start = time.process_time()
        task()
        times.append(time.process_time() - start)
    return min(times)


def tables(folder: Path) -> list[tuple[str, float, float]]:
    """Return name, our time and pandas' time for each kind of table."""
    frame = pd.DataFrame(articles_like_news(COUNT)).rename(columns={"date": "published"})
    frame["published"] = frame["published"].astype(str)
    kinds = {
        "CSV": ("a.csv", lambda path: frame.to_csv(path, index=False), pd.read_csv),
        "TSV": ("a.tsv", lambda path: frame.to_csv(path, index=False, sep="\t"), pd.read_table),
        "JSON Lines": (
            "a.jsonl",
            lambda path: frame.to_json(path, orient="records", lines=True),
            lambda path: pd.read_json(path, lines=True),
        ),
        "JSON": ("a.json", lambda path: frame.to_json(path, orient="records"), pd.read_json),
        "Parquet": ("a.parquet", frame.to_parquet, pd.read_parquet),
    }
    measured = []
    for kind, (name, write, read) in kinds.items():
        write(path := folder / name)
        # In turn, so that other work on the machine slows both sides alike.
        turns = [
            (best_of(1, lambda: read_articles(path)), best_of(1, lambda: read(path)))  # noqa: B023
            for _ in range(5)
        ]
        measured.append((kind, *map(min, zip(*turns, strict=True))))
    return measured


def floor(folder: Path) -> list[tuple[str, float]]:
    """Return what reading costs that pandas does not do, part by part."""
    frame = pd.read_parquet(folder / "a.parquet")
    texts = frame["text"].tolist()
    encoded = [text.encode() for text in texts]
    articles = read_articles(frame)
    parts = {
        "ids (BLAKE2 of every text)": lambda: [stable_id("", "", "", text) for text in encoded],
        "language": lambda: [recognise_language(text) for text in texts],
        "what needs a closer look": lambda: TextColumn(pa.array(frame["text"])).odd(),
        "dates": lambda: [read_date.__wrapped__(words) for words in frame["published"]],
        "tables and their contract": lambda: make_table(articles, ARTICLES),
    }
    return [(name, best_of(5, task)) for name, task in parts.items()]


def exports(folder: Path) -> list[tuple[str, float]]:
    """Return name and articles a second for database exports of 500 articles."""
    items = articles_like_news(500)
    found = []
    for name, file, write in (
        ("Nexis DOCX", "a.docx", nexis_docx),
        ("Lexis text", "a.txt", nexis_older_text),
        ("ProQuest text", "b.txt", proquest_text),
    ):
        path = folder / file
        path.write_bytes(write(items))
        found.append((name, len(items) / best_of(3, lambda path=path: read_articles(path))))
    return found


def peak(path: Path, batch: int) -> float:
    """Return the peak memory of streaming a file in batches, in megabytes."""
    tracemalloc.start()
    waiting = []
    for document in iter_documents(path):
        waiting.append(document)
        if len(waiting) == batch:
            gather(waiting)
            waiting = []
    high = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return high / 1e6


def main() -> None:
    """Print the figures."""
    read_articles(
        pd.DataFrame({"text": ["The first of the day, so that nothing is loaded in it."]})
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"{COUNT:,} articles of 3,000 characters")
        for what, ours, theirs in tables(folder):
            print(
                f"{what:14} {COUNT / ours:8,.0f} articles/s; pandas alone {COUNT / theirs:8,.0f}; "
                f"time {ours / theirs:.2f} times pandas (aim: at most 2)"
            )
        for what, seconds in floor(folder):
            print(f"  of it {what:28} {seconds / COUNT * 1e6:5.1f} microseconds an article")
        for what, speed in exports(folder):
            print(f"{what:14} {speed:8,.0f} articles/s on one core (aim for DOCX: at least 100)")
        for lines in (1_000, COUNT):
            path = folder / f"{lines}.jsonl"
            with (folder / "a.jsonl").open() as whole:
                path.write_text("".join(next(whole) for _ in range(lines)))
            print(f"streaming {lines:6,} articles in batches of 500: peak {peak(path, 500):.0f} MB")


if __name__ == "__main__":
    main()
