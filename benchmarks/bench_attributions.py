"""Speed of reading reported speech: against a 125M RoBERTa, textacy, and the length of a text.

Run ``python -m benchmarks attributions``. The references run where their packages are installed:
``STANCEBOOK_TORCH_PYTHON`` and ``STANCEBOOK_TEXTACY_PYTHON`` name interpreters that have torch and
transformers, or textacy and a spaCy pipeline. Ratios are of processor time, which other work on
the machine hardly touches; sentences a second are by the clock.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pandas as pd

SHARE = 4
"""RoBERTa reads every fourth sentence; its time is scaled up."""
TOKENS, ROWS = 40, 96
"""Length and number of the sentences that the bare networks read."""

GOLD = Path(__file__).parents[1] / "tests" / "gold" / "debates"

ROBERTA = """
import json, sys, time
import torch
from transformers import RobertaConfig, RobertaForTokenClassification
lengths = json.load(sys.stdin)
torch.set_num_threads(int(sys.argv[1]))
config = RobertaConfig(num_labels=13, max_position_embeddings=514, vocab_size=50265)
model = RobertaForTokenClassification(config).eval()
batches = [lengths[i:i + 16] for i in range(0, len(lengths), 16)]
with torch.inference_mode():
    model(input_ids=torch.full((2, 32), 5))
    start = time.perf_counter(), time.process_time()
    for batch in batches:
        ids = torch.full((len(batch), max(batch)), 1)
        for row, length in enumerate(batch):
            ids[row, :length] = 5
        model(input_ids=ids, attention_mask=(ids != 1).long()).logits.argmax(-1)
    print(time.perf_counter() - start[0], time.process_time() - start[1])
"""

TEXTACY = """
import json, sys, time
import spacy
from textacy.extract import direct_quotations
texts = json.load(sys.stdin)
nlp = spacy.load(next(iter(spacy.util.get_installed_models())))
nlp(texts[0])
start = time.perf_counter(), time.process_time()
for text in texts:
    try:
        list(direct_quotations(nlp(text)))
    except ValueError:
        pass  # it refuses texts with an odd number of quotation marks, once they are parsed
print(time.perf_counter() - start[0], time.process_time() - start[1])
"""


class Spent(NamedTuple):
    """Seconds by the clock and of the processor."""

    clock: float
    processor: float


def spent_by(work: Callable[[], object]) -> Spent:
    start = time.perf_counter(), time.process_time()
    work()
    return Spent(time.perf_counter() - start[0], time.process_time() - start[1])


def spent_elsewhere(script: str, variable: str, data: object, *arguments: str) -> Spent | None:
    """Run a reference in the interpreter that has its packages; None where none has."""
    done = subprocess.run(
        [os.environ.get(variable, sys.executable), "-c", script, *arguments],
        input=json.dumps(data),
        capture_output=True,
        text=True,
        check=False,
    )
    return Spent(*map(float, done.stdout.split())) if done.returncode == 0 else None


def roberta_spent(lengths: list[int], threads: int, *, share: int = 1) -> Spent | None:
    """Time a RoBERTa of 125M parameters with random weights; tokenising is not counted."""
    some = sorted(lengths[::share])
    spent = spent_elsewhere(ROBERTA, "STANCEBOOK_TORCH_PYTHON", some, str(threads))
    scale = len(lengths) / len(some)
    return Spent(spent.clock * scale, spent.processor * scale) if spent else None


def read_gold() -> pd.DataFrame:
    from stancebook.tables import ARTICLES, make_table

    rows = []
    for file in sorted(GOLD.rglob("*.json")):
        for article in json.loads(file.read_text(encoding="utf-8")).get("articles", []):
            rows.append({**article, "article_id": article["id"]})
    frame = pd.DataFrame(rows).assign(author="", language="en", published=pd.NaT)
    frame["story_id"] = frame["article_id"]
    return make_table(frame, ARTICLES)


def print_table(times: dict[str, Spent | None], n_sentences: int, reference: str) -> None:
    base = times[reference]
    for name, spent in times.items():
        if spent is None:
            print(f"{name:26} skipped: its packages are not installed", flush=True)
            continue
        ratio = f"{base.processor / spent.processor:8.1f} x" if base else ""
        speed = n_sentences / spent.clock
        print(f"{name:26} {speed:10.1f} {spent.processor:12.2f} {ratio}", flush=True)


def print_speeds() -> None:
    import stancebook as sb
    from stancebook.attributions import read_speech
    from stancebook.encoder import default_threads, load_encoder

    articles = read_gold()
    passages = sb.split_passages(articles)
    sentences = passages.loc[passages["unit"] == "sentence", "text"].tolist()
    lengths = [len(tokens.ids) for tokens in load_encoder("attribution").tokenize(sentences)]
    read_speech(articles.head(1))
    texts = articles["text"].tolist()
    reference = "RoBERTa 125M, PyTorch"
    times = {
        "rules, whole step": spent_by(lambda: read_speech(articles, method="rules")),
        "model, whole step": spent_by(lambda: read_speech(articles)),
        reference: roberta_spent(lengths, default_threads(), share=SHARE),
        "textacy, direct only": spent_elsewhere(TEXTACY, "STANCEBOOK_TEXTACY_PYTHON", texts),
    }
    print(f"{len(sentences)} sentences, {default_threads()} threads; times faster than {reference}")
    print(f"{'':26} {'sentences/s':>10} {'processor s':>12} {'faster':>9}")
    print_table(times, len(sentences), reference)


def print_forty() -> None:
    """Time the bare networks on sentences of 40 tokens."""
    import numpy as np

    from stancebook.encoder import default_threads, load_encoder

    encoder = load_encoder("attribution")
    row = {name: np.full(TOKENS, 1, dtype=np.int64) for name in encoder.settings["inputs"]}
    row |= {"ids": np.arange(2000, 2000 + TOKENS), "words": np.arange(TOKENS)}
    outputs = ["speech", "holder", "entity", "link"]
    list(encoder.run([row], outputs=outputs))
    reference = "RoBERTa 125M, PyTorch"
    times = {
        "model, network alone": spent_by(lambda: list(encoder.run([row] * ROWS, outputs=outputs))),
        reference: roberta_spent([TOKENS] * ROWS, default_threads()),
    }
    print(f"\nsentences of {TOKENS} tokens, networks alone")
    print_table(times, ROWS, reference)


def print_growth() -> None:
    from stancebook.attributions import read_speech

    article = read_gold().head(1)
    sentence = "The minister said that the ban came too late, and “nobody agreed” with her. "
    print("\ncharacters in one paragraph   processor s   seconds per 1,000 characters")
    for size in (1_000, 10_000, 100_000):
        text = (sentence * (size // len(sentence) + 1))[:size]
        one = article.assign(text=text)
        seconds = spent_by(lambda one=one: read_speech(one)).processor
        print(f"{size:27,} {seconds:13.2f} {1000 * seconds / size:30.4f}", flush=True)


def main() -> None:
    print_speeds()
    print_forty()
    print_growth()


if __name__ == "__main__":
    main()
