"""The whole chain: CPU time by stage and peak memory as a corpus grows; workers; resuming.

The security news are recombined: each article of a larger corpus takes its paragraphs from
articles drawn at random, so that no text repeats as a whole. Times are CPU seconds of the process,
so that another load on the machine does not move them; ratios are against the smallest corpus.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from stancebook.codebook import Codebook

CODEBOOK = {
    "concepts": [
        {"id": "nuclear_deal", "name": "nuclear deal", "aliases": ["Iran deal", "JCPOA"]},
        {"id": "chemical_weapons", "name": "chemical weapons"},
        {"id": "border_wall", "name": "border wall", "aliases": ["the wall"]},
        {"id": "sanctions", "name": "sanctions"},
    ]
}


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 500, 1500])
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args(arguments or [])
    news = read_news()
    if news is None:
        print("analysis: skipped, no data folder (set STANCEBOOK_DATA)")
        return
    rows = [fresh(measure_stages, recombine(news, size)) for size in options.sizes]
    table = pd.DataFrame(rows)
    print("CPU milliseconds per article by stage, peak memory in MB")
    print(table.round(2).to_string(index=False))
    growth = table["all"].iloc[-1] / table["all"].iloc[0]
    print(f"cost per article, {options.sizes[-1]:,} against {options.sizes[0]:,}: {growth:.2f}")
    articles = recombine(news, options.sizes[0])
    print(fresh(measure_folder, articles, options.workers))


def read_news() -> pd.DataFrame | None:
    from stancebook.training.data import data_folder

    folder = data_folder()
    if folder is None:
        return None
    columns = ["article_id", "title", "text", "source", "published"]
    news = pd.read_json(folder / "articles-security-news.jsonl.gz", lines=True)[columns]
    return news.assign(language="en")


def recombine(news: pd.DataFrame, size: int) -> pd.DataFrame:
    """Return ``size`` articles: the real ones first, then mixtures of their paragraphs."""
    if size <= len(news):
        return news.head(size)
    draw = np.random.default_rng(0)
    pool = [part for text in news["text"] for part in text.split("\n") if part.strip()]
    lengths = [text.count("\n") + 1 for text in news["text"]]
    extra = size - len(news)
    mixed = pd.DataFrame(
        {
            "article_id": [f"mixed-{number}" for number in range(extra)],
            "title": draw.choice(news["title"].to_numpy(), extra),
            "text": [
                "\n".join(pool[place] for place in draw.integers(0, len(pool), length))
                for length in draw.choice(lengths, extra)
            ],
            "source": draw.choice(news["source"].to_numpy(), extra),
            "published": draw.choice(news["published"].to_numpy(), extra),
            "language": "en",
        }
    )
    return pd.concat([news, mixed], ignore_index=True)


def measure_stages(articles: pd.DataFrame) -> dict[str, float]:
    """Run the chain in memory, batch by batch, and take the CPU time of each stage."""
    from stancebook.analysis import corpus
    from stancebook.analysis.batches import split_batches
    from stancebook.analysis.chain import STEPS, run_step
    from stancebook.articles import read_corpus
    from stancebook.stories import label_stories

    codebook = Codebook.from_dict(CODEBOOK)
    spent: dict[str, float] = {}

    def timed(name: str, function, *arguments, **options):
        begun = time.process_time()
        result = function(*arguments, **options)
        spent[name] = spent.get(name, 0.0) + time.process_time() - begun
        return result

    read = timed("read", read_corpus, articles).articles
    read = timed("stories", label_stories, read)
    batches = [{"articles": part} for part in split_batches(read)]
    for batch in batches:
        for name in ("passages", "speech", "entities"):
            batch.update(timed(name, run_step, STEPS[name], batch, codebook))
    pairs = ((batch["_mentions"], batch["_entities"]) for batch in batches)
    mentions, _ = timed("actors", corpus.merge_actors, pairs, codebook=codebook)
    for batch in batches:
        batch["mentions"] = corpus.mentions_of_batch(mentions, batch["articles"])
        batch.update(timed("statements", run_step, STEPS["statements"], batch, codebook))
    parts = (batch["passages"] for batch in batches)
    timed("topics", corpus.fit_topics, parts, n_topics=None, random_state=0)
    each = {name: 1000 * seconds / len(read) for name, seconds in spent.items()}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"articles": len(read), **each, "all": sum(each.values()), "peak_mb": peak}


def measure_folder(articles: pd.DataFrame, workers: int) -> str:
    """Compare wall times: one worker, several, resuming at 90 %, an unchanged run."""
    from stancebook import analyse

    codebook = Codebook.from_dict(CODEBOOK)
    place = Path(tempfile.mkdtemp(prefix="stancebook-bench-"))
    most = articles.head(int(len(articles) * 0.9))

    def timed(table: pd.DataFrame, folder: str, jobs: int) -> float:
        begun = time.monotonic()
        analyse(table, codebook, to=place / folder, jobs=jobs)
        return time.monotonic() - begun

    try:
        one = timed(articles, "one", 1)
        lines = [f"{len(articles)} articles into a folder, one worker: 1.00 ({one:.0f} s)"]
        lines.append(f"{workers} workers: {timed(articles, 'many', workers) / one:.2f}")
        lines.append(f"unchanged: {timed(articles, 'one', 1) / one:.2f}")
        timed(most, "most", 1)
        lines.append(f"the last 10 % added: {timed(articles, 'most', 1) / one:.2f}")
        size = sum(path.stat().st_size for path in (place / "one").rglob("*.parquet"))
        lines.append(f"storage: {size / len(articles) / 1024:.1f} KB per article")
    finally:
        shutil.rmtree(place)
    return "\n".join(lines)


def fresh(function, *arguments):
    """Call in a process of its own, so that its peak memory is its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(function, arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
