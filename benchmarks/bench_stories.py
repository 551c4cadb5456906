"""Stories: precision and recall on planted edits, and time and memory as the corpus grows.

    python -m benchmarks.bench_stories [--sizes 1500 10000 100000]

Articles of about 400 words; every other one is printed a second time under one kind of edit: cut,
reordered, updated, re-headlined, or with 15 % of its words changed. The reference in the same run
is datasketch's own MinHashLSH on the same sketches, which keeps its bands in hash tables.
"""

import argparse
import multiprocessing
import resource
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1]))

from stancebook.stories import label_stories
from stancebook.stories.clusters import Sketches, candidate_pairs
from stancebook.tables import ARTICLES, make_table
from tests.stories.edits import EDITS, pairs_of

N_WORDS = 20_000


def write_corpus(n_articles, *, random_state=0):
    """Write half as many articles as asked, each with one edited copy."""
    generator = np.random.default_rng(random_state)
    words = np.array([f"w{rank:x}" for rank in range(N_WORDS)])
    texts, planted = [], []
    kinds = list(EDITS.values())
    for story in range(n_articles // 2):
        ranks = generator.zipf(1.2, size=420) % N_WORDS
        ranks = np.where(generator.random(420) < 0.5, (ranks + story % 40 * 450) % N_WORDS, ranks)
        lengths = np.cumsum(generator.integers(10, 25, size=40))
        sentences = [" ".join(part) for part in np.split(words[ranks], lengths[lengths < 420])]
        edited = kinds[story % len(kinds)](generator, sentences)
        texts += [". ".join(sentences), ". ".join(edited)]
        planted += [story, story]
    ids = [f"a{row:07}" for row in range(len(texts))]
    frame = pd.DataFrame({"article_id": ids, "text": texts, "story_id": ids})
    for column in ("title", "source", "url", "author", "language"):
        frame[column] = ""
    frame["published"] = pd.Timestamp("2024-01-01")
    return make_table(frame, ARTICLES), planted


def measure(n_articles, answer):
    articles, planted = write_corpus(n_articles)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    labelled = label_stories(articles)
    row = {"articles": n_articles, "seconds": time.process_time() - started}
    row["MB"] = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    row["ms_per_article"] = 1000 * row["seconds"] / n_articles
    found, true = pairs_of(labelled["story_id"]), pairs_of(planted)
    row["precision"] = len(found & true) / max(len(found), 1)
    row["recall"] = len(found & true) / len(true)
    if n_articles <= 10_000:
        row.update(_reference(articles))
    answer.put(row)


def _reference(articles):
    """Time the search for candidates alone: ours against datasketch's index."""
    from datasketch import MinHash, MinHashLSH

    sketches = Sketches().add(articles).values()
    started = time.process_time()
    candidate_pairs(sketches)
    ours = time.process_time() - started
    started = time.process_time()
    index = MinHashLSH(num_perm=128, params=(64, 2))
    for row, values in enumerate(sketches):
        index.insert(str(row), MinHash(hashvalues=values, scheme="affine32"))
    for values in sketches:
        index.query(MinHash(hashvalues=values, scheme="affine32"))
    return {"candidates_to_datasketch": ours / (time.process_time() - started)}


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_500, 10_000])
    chosen = parser.parse_args([] if arguments is None else arguments)
    rows = []
    for size in chosen.sizes:
        context = multiprocessing.get_context("spawn")
        answer = context.Queue()
        child = context.Process(target=measure, args=(size, answer))
        child.start()
        rows.append(answer.get())
        child.join()
        print(pd.DataFrame(rows[-1:]).round(3).to_string(index=False), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
