"""Speed of finding statements: the screen, the rules and the model, and what time follows.

Run ``python benchmarks/bench_statements.py``. All figures of one run are ratios to the rules, the
named reference, on the same articles of the gold debates.
"""

import time
from pathlib import Path

import pandas as pd

PROJECT = Path(__file__).parents[1]
GOLD = PROJECT / "tests" / "gold" / "debates"
FLOAT = PROJECT / "build" / "stance-float"
"""Where ``stancebook.training.stance_export`` keeps the network with 32-bit weights."""

FILLER = "Rain fell on the harbour and the boats stayed in. "
"""A sentence that concerns no concept."""


def seconds_of(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    """Print times per article and as ratios."""
    from stancebook.codebook import Codebook
    from stancebook.passages import split_passages
    from stancebook.statements import extract_statements, read_debates
    from stancebook.statements.candidates import find_candidates
    from stancebook.tables import ATTRIBUTIONS, make_table
    from stancebook.training.stance_tables import found_tables

    debate, tables, _ = next(iter(found_tables(read_debates(GOLD))))
    book = Codebook.from_dict(debate.codebook)
    long = debate.articles.assign(text=debate.articles["text"] + "\n\n" + FILLER * 300)
    long_tables = {
        "passages": split_passages(long),
        "attributions": make_table(tables["attributions"], ATTRIBUTIONS),
        "mentions": tables["mentions"],
    }

    def run(articles: pd.DataFrame, known: dict, method: str) -> float:
        def work() -> None:
            extract_statements(articles, book, **known, method=method)

        return min(seconds_of(work) for _ in range(3))

    extract_statements(debate.articles, book, **tables)  # loads the model
    candidates = sum(
        len(one.candidates) for one in find_candidates(debate.articles, book.concepts, **tables)
    )
    rules = run(debate.articles, tables, "rules")
    model = run(debate.articles, tables, "model")
    model_long = run(long, long_tables, "model")
    n = len(debate.articles)
    rows = [
        ("rules (reference)", rules / n, 1.0),
        ("model", model / n, model / rules),
        ("model, 300 more sentences that concern nothing", model_long / n, model_long / rules),
    ]
    table = pd.DataFrame(rows, columns=["method", "seconds per article", "ratio"])
    print(table.round(3).to_string(index=False))
    print(f"{candidates / n:.0f} questions per article, {candidates / model:.0f} per second")
    compare_weights()


def compare_weights() -> None:
    """Print speed and agreement of the integer weights beside those of 32 bits."""
    from stancebook.encoder import load_encoder
    from stancebook.statements import read_debates
    from stancebook.training.stance_scores import agreement, some_examples

    if not (FLOAT / "model.onnx").exists():
        print(f"32-bit weights: skipped, no {FLOAT.relative_to(PROJECT)} (see the stance notebook)")
        return
    shipped = load_encoder("stance")
    examples = some_examples(list(read_debates(GOLD)), shipped, 300)
    table = agreement({"32 bits": load_encoder(FLOAT), "integers": shipped}, examples)
    table["ratio"] = table["rows per second"] / table["rows per second"].iloc[0]
    print(table.round(3).to_string())


if __name__ == "__main__":
    main()
