"""From data to a trained stance network: prepare the examples, train in two parts, export."""

from __future__ import annotations

import pickle
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

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
from .stance_mixture import Shares
from .voices import voice_examples, written_arguments

MIXED, OWN = "mixed", "own"
"""Folders of examples: made from the labels, and from the program's own candidates."""


class Part(NamedTuple):
    """One part of the training: the examples it draws on, its length and its learning rate.

    It begins where the part before it ended, and is run once for each seed. It ends with the mean
    of the weights of its runs and, where ``mean_with`` numbers an earlier part (from 1), of that
    one's.
    """

    folder: str
    steps: int
    rate: float
    seeds: tuple[int, ...]
    shares: Shares
    mean_with: int | None = None


_LATER = {"debate": 0.74, "augmented": 0.1, "perspectrum": 0.1, "vast": 0.06}
_VOICED = {"debate": 0.55, "voices": 0.33, "augmented": 0.06, "perspectrum": 0.06}
_WRITTEN = {
    "debate": 0.38,
    "voices": 0.38,
    "arguments": 0.1,
    "perspectrum": 0.05,
    "vast": 0.05,
    "augmented": 0.04,
}
_LAST = {
    "debate": 0.5,
    "voices": 0.32,
    "perspectrum": 0.08,
    "arguments": 0.05,
    "augmented": 0.05,
}
PARTS = (
    Part(
        MIXED,
        1300,
        2e-4,
        (0,),
        Shares(
            {"debate": 0.27, "augmented": 0.44, "perspectrum": 0.2, "vast": 0.07, "ibm": 0.02},
            _LATER,
            (0.12, 0.27),
        ),
    ),
    Part(OWN, 700, 9e-5, (3,), Shares(_LATER, _LATER, (0, 1))),
    Part(
        OWN,
        2400,
        1.8e-4,
        (5,),
        Shares(
            {
                "debate": 0.2,
                "voices": 0.15,
                "augmented": 0.07,
                "perspectrum": 0.22,
                "vast": 0.2,
                "newsmtsc": 0.14,
                "ibm": 0.02,
            },
            {"debate": 0.46, "voices": 0.3, "augmented": 0.06, "perspectrum": 0.1, "vast": 0.08},
            (0.2, 0.35),
        ),
        mean_with=2,
    ),
    Part(OWN, 850, 1e-4, (9, 21), Shares(_VOICED, _VOICED, (0, 1)), mean_with=3),
    Part(OWN, 1500, 1.3e-4, (31,), Shares(_WRITTEN, _WRITTEN, (0, 1)), mean_with=4),
    Part(OWN, 500, 7e-5, (41,), Shares(_LAST, _LAST, (0, 1)), mean_with=4),
)
"""How the shipped weights were trained: labels first, then the program's own questions, then long
on argument and sentiment data that gives way to both, then on both alone, then on all that was
written for the project, and at last mostly on the program's own questions again."""


def found_tables(
    debates: Iterable[Debate], *, with_actors: bool = True
) -> Iterator[tuple[Debate, dict[str, pd.DataFrame], pd.DataFrame]]:
    """Yield each debate with the tables that the program finds in its articles, and its actors.

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
        tables, actors = read_tables(debate.articles, Codebook.from_dict(book))
        yield debate, tables, actors


def read_tables(
    articles: pd.DataFrame, codebook: Codebook
) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Return the tables in which statements are sought in articles, by name, and the actors."""
    said = extract_attributions(articles)
    resolved = resolve_actors(articles, said, codebook=codebook)
    tables = {
        "passages": split_passages(articles),
        "attributions": said,
        "mentions": resolved.mentions,
    }
    return tables, resolved.actors


def prepare_examples(
    train_folder: Path,
    dev_folder: Path,
    voices_folder: Path,
    arguments_folder: Path,
    *,
    encoder: object,
    to: Path,
    rounds: int = 16,
) -> None:
    """Write the examples of both parts of the training.

    Parameters
    ----------
    train_folder, dev_folder : Path
        Folders of debates.
    voices_folder, arguments_folder : Path
        Files of sentences that take a position, and of texts without an actor.
    encoder : Encoder
        Cuts word pieces; its ``tokenizer.json`` is read.
    to : Path
        Gets ``mixed/`` and ``own/``, each with ``data.pkl`` and what was written for the project:
        ``augmented.pkl``, ``voices.pkl`` and ``arguments.pkl``.
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
            for debate, tables, _ in found_tables(read_debates(where))
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
    written = {
        "augmented": augmented_examples(reader, raw["train"], rounds=rounds),
        "voices": list(voice_examples(reader, voices_folder)),
        "arguments": list(written_arguments(reader, arguments_folder)),
    }
    for name, examples in ((MIXED, labelled), (OWN, own)):
        (to / name).mkdir(parents=True, exist_ok=True)
        (to / name / "data.pkl").write_bytes(pickle.dumps({**examples, **aux}))
        for task, made in written.items():
            (to / name / f"{task}.pkl").write_bytes(pickle.dumps(made))


def raw_debates(folder: Path) -> Iterator[dict]:
    """Yield the debates of a folder as they stand in their files."""
    import json

    for file in sorted(folder.glob("*.json")):
        yield json.loads(file.read_text(encoding="utf-8"))


def train_network(folder: Path, base: Path, *, parts: Sequence[Part] = PARTS) -> Path:
    """Train part after part, each from where the one before it ended; return the trained state.

    Parameters
    ----------
    folder : Path
        What :func:`prepare_examples` wrote.
    base : Path
        ``model.safetensors`` and ``tokenizer.json`` of all-MiniLM-L6-v2.
    parts : sequence of Part

    References
    ----------
    Wortsman et al. (2022), Robust fine-tuning of zero-shot models, CVPR: the mean of the weights
    before and after a training does better on new data than either. Wortsman et al. (2022), Model
    soups, ICML: so does the mean of several runs.
    """
    from .stance_train import average_states, train

    states: list[Path] = []
    for number, part in enumerate(parts, 1):
        ends = [states[part.mean_with - 1]] if part.mean_with else []
        for seed in part.seeds:
            begin = states[-1] if states else None
            options = {"steps": part.steps, "rate": part.rate, "seed": seed, "begin": begin}
            train(folder / part.folder, base, shares=part.shares, **options)
            ends.append(folder / f"part-{number}-{seed}.pt")
            (folder / part.folder / "final.pt").replace(ends[-1])
        states.append(folder / f"part-{number}.pt")
        average_states(ends, states[-1])
    return states[-1]
