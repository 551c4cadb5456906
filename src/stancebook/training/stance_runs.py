"""From data to a trained stance network: prepare the examples, train in two parts, export."""

from __future__ import annotations

import pickle
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from ..actors import resolve_actors
from ..attributions import extract_attributions
from ..codebook import Codebook
from ..passages import split_passages, split_sentences
from ..statements.debates import Debate, read_debates
from .augment import augmented_examples
from .data import data_folder
from .stance_candidates import candidate_examples
from .stance_data import Reader, auxiliary_examples, debate_examples

MIXED, OWN = "mixed", "own"
"""The two parts of a run: mixed data first, then the program's own candidates."""

OWN_SHARES = {"debate": 0.74, "augmented": 0.09, "perspectrum": 0.1, "vast": 0.07, "ibm": 0.0}


def found_tables(
    debates: Iterable[Debate], *, with_actors: bool = True
) -> Iterator[tuple[Debate, dict[str, pd.DataFrame]]]:
    """Yield each debate with the tables that the program finds in its articles.

    Parameters
    ----------
    debates : iterable of Debate
    with_actors : bool
        Whether the codebook names the debate's actors; the concepts it always names.
    """
    for debate in debates:
        book = dict(debate.codebook)
        if not with_actors:
            book["actors"] = []
        said = extract_attributions(debate.articles)
        resolved = resolve_actors(debate.articles, said, codebook=Codebook.from_dict(book))
        yield (
            debate,
            {
                "passages": split_passages(debate.articles),
                "attributions": said,
                "mentions": resolved.mentions,
            },
        )


def prepare_examples(
    train_folder: Path, dev_folder: Path, encoder: object, to: Path, *, rounds: int = 16
) -> None:
    """Write the examples of both parts of the training.

    Parameters
    ----------
    train_folder, dev_folder : Path
        Folders of debates.
    encoder : Encoder
        Cuts word pieces; its ``tokenizer.json`` is read.
    to : Path
        Gets ``mixed/`` and ``own/``, each with ``data.pkl`` and ``augmented.pkl``.
    rounds : int
        Fillings of each pattern.
    """
    reader, chance = Reader(encoder.folder / "tokenizer.json"), random.Random(0)
    raw = {"train": list(raw_debates(train_folder)), "dev": list(raw_debates(dev_folder))}
    folder = data_folder()
    aux = {f"aux_{part}": auxiliary_examples(folder, reader, part) for part in ("train", "dev")}
    labelled = {
        part: [
            example
            for debate in debates
            for example in debate_examples(debate, reader, split_sentences, chance)
        ]
        for part, debates in raw.items()
    }
    own = {
        part: [
            example
            for debate, tables in found_tables(read_debates(where))
            for example in candidate_examples(
                debate, encoder, **tables, chance=chance if part == "train" else None
            )
        ]
        for part, where in (("train", train_folder), ("dev", dev_folder))
    }
    seen = {(e[8][1], e[8][2], e[8][3], e[8][4]) for e in own["train"] if e[5]}
    own["train"] += [
        e
        for e in labelled["train"]
        if e[5] == 1 and (e[8][1], e[8][2], e[8][3], e[8][4]) not in seen
    ]
    patterns = augmented_examples(reader, raw["train"], rounds=rounds)
    for name, examples in ((MIXED, labelled), (OWN, own)):
        (to / name).mkdir(parents=True, exist_ok=True)
        (to / name / "data.pkl").write_bytes(pickle.dumps({**examples, **aux}))
        (to / name / "augmented.pkl").write_bytes(pickle.dumps(patterns))


def raw_debates(folder: Path) -> Iterator[dict]:
    """Yield the debates of a folder as they stand in their files."""
    import json

    for file in sorted(folder.glob("*.json")):
        yield json.loads(file.read_text(encoding="utf-8"))


def train_network(folder: Path, base: Path, *, minutes: float) -> Path:
    """Train both parts, a quarter of the time on the second; return the trained state.

    Parameters
    ----------
    folder : Path
        What :func:`prepare_examples` wrote.
    base : Path
        ``model.safetensors`` and ``tokenizer.json`` of all-MiniLM-L6-v2.
    minutes : float
        Time on the clock of one core.
    """
    from .stance_train import train

    train(folder / MIXED, base, minutes=0.75 * minutes)
    begin = folder / MIXED / "final.pt"
    own = {"minutes": 0.25 * minutes, "rate": 9e-5, "seed": 3, "shares": OWN_SHARES}
    train(folder / OWN, base, begin=begin, **own)
    return folder / OWN / "final.pt"
