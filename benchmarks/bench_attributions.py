"""Speed of reading reported speech: against a 125M RoBERTa, textacy, and the length of a text.

Run ``python benchmarks/bench_attributions.py``. The references run where their packages are
installed; ``STANCEBOOK_TORCH_PYTHON`` names another interpreter that has torch and transformers.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd

SHARE = 4
"""RoBERTa reads every fourth sentence; its time is scaled up."""

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
    start = time.perf_counter()
    for batch in batches:
        ids = torch.full((len(batch), max(batch)), 1)
        for row, length in enumerate(batch):
            ids[row, :length] = 5
        model(input_ids=ids, attention_mask=(ids != 1).long()).logits.argmax(-1)
    print(time.perf_counter() - start)
"""


def read_gold() -> pd.DataFrame:
    from stancebook.tables import ARTICLES, make_table

    rows = []
    for file in sorted(GOLD.rglob("*.json")):
        for article in json.loads(file.read_text(encoding="utf-8")).get("articles", []):
            rows.append({**article, "article_id": article["id"]})
    frame = pd.DataFrame(rows).assign(author="", language="en", published=pd.NaT)
    frame["story_id"] = frame["article_id"]
    return make_table(frame, ARTICLES)


def seconds_of(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def roberta_seconds(sentences: list[str], threads: int) -> float | None:
    """Time a RoBERTa of 125M parameters with random weights; tokenising is not counted."""
    from stancebook.encoder import load_encoder

    some = sentences[::SHARE]
    lengths = sorted(len(tokens.ids) for tokens in load_encoder("attribution").tokenize(some))
    python = os.environ.get("STANCEBOOK_TORCH_PYTHON", sys.executable)
    done = subprocess.run(
        [python, "-c", ROBERTA, str(threads)],
        input=json.dumps(lengths),
        capture_output=True,
        text=True,
        check=False,
    )
    return SHARE * float(done.stdout) if done.returncode == 0 else None


def textacy_seconds(texts: list[str]) -> float | None:
    """Time textacy's direct quotations, which need a spaCy model with a parser."""
    try:
        import spacy
        from textacy.extract import direct_quotations

        nlp = spacy.load("en_core_web_sm")
    except (ImportError, OSError):
        return None
    return seconds_of(lambda: [list(direct_quotations(nlp(text))) for text in texts])


def print_speeds() -> None:
    import stancebook as sb
    from stancebook.attributions import read_speech
    from stancebook.encoder import default_threads

    articles = read_gold()
    passages = sb.split_passages(articles)
    sentences = passages.loc[passages["unit"] == "sentence", "text"].tolist()
    read_speech(articles.head(1))
    times = {
        "rules": seconds_of(lambda: read_speech(articles, method="rules")),
        "model, whole step": seconds_of(lambda: read_speech(articles)),
        "RoBERTa 125M, PyTorch": roberta_seconds(sentences, default_threads()),
        "textacy, direct only": textacy_seconds(articles["text"].tolist()),
    }
    print(f"{len(sentences)} sentences, {default_threads()} threads")
    reference = times["RoBERTa 125M, PyTorch"]
    for name, seconds in times.items():
        if seconds is None:
            print(f"{name:24} skipped: not installed", flush=True)
            continue
        ratio = f"{reference / seconds:6.1f} x RoBERTa" if reference else ""
        print(f"{name:24} {len(sentences) / seconds:8.1f} sentences a second {ratio}", flush=True)


def print_growth() -> None:
    from stancebook.attributions import read_speech

    article = read_gold().head(1)
    sentence = "The minister said that the ban came too late, and “nobody agreed” with her. "
    print("\ncharacters in one paragraph   seconds   seconds per 1,000 characters")
    for size in (1_000, 10_000, 100_000, 300_000):
        text = (sentence * (size // len(sentence) + 1))[:size]
        one = article.assign(text=text)
        seconds = seconds_of(lambda one=one: read_speech(one))
        print(f"{size:27,} {seconds:9.2f} {1000 * seconds / size:30.4f}")


def main() -> None:
    print_speeds()
    print_growth()


if __name__ == "__main__":
    main()
