"""From data to a trained stance network: prepare the examples, train teachers and students."""

from __future__ import annotations

import hashlib
import pickle
import random
from collections.abc import Iterator
from pathlib import Path

from ..passages import split_sentences
from ..statements.debates import read_debates
from .augment import augmented_examples
from .data import required_folder
from .news import news_examples
from .stance_arguments import argument_pairs
from .stance_candidates import candidate_examples
from .stance_data import (
    Reader,
    argument_example,
    debate_examples,
    other_examples,
    proposition_clusters,
)
from .stance_tables import found_tables
from .stance_teaching import POOL
from .voices import voice_examples, written_arguments

HELD_OUT = {"debate": 14, "vast": 10, "perspectrum": 10}
"""One in so many debates, concepts and clusters of propositions is kept from every training:
recipes were compared on them."""

UNRELATED = {"vast": 0.5, "perspectrum": 0.12}
"""For each pair of a set so many are drawn whose text is about something else."""


def prepare_examples(
    train_folder: Path,
    voices_folder: Path,
    arguments_folder: Path,
    news_folder: Path,
    *,
    encoder: object,
    to: Path,
) -> None:
    """Write the examples of the training.

    Parameters
    ----------
    train_folder : Path
        Debates.
    voices_folder, arguments_folder : Path
        Files of sentences that take a position, and of texts without an actor.
    news_folder : Path
        Labels on real news; those of its part ``train`` are learned from, and the program's other
        questions about the same articles are the pool that teachers answer.
    encoder : Encoder
        Cuts word pieces; its ``tokenizer.json`` is read.
    to : Path
        Gets ``examples.pkl``: the examples of each task to learn from (``train``), and those of
        the debates and concepts that are :data:`HELD_OUT` (``held``).
    """
    reader, chance = Reader(encoder.folder / "tokenizer.json"), random.Random(0)
    debates = _debate_examples(train_folder, encoder, reader, chance)
    known = [one for one in raw_debates(train_folder) if not is_held_out("debate", one["debate"])]
    labelled, pool = news_examples(news_folder, "train", encoder)
    tasks: dict[str, list[tuple]] = {
        "debate": debates,
        "voices": list(voice_examples(reader, voices_folder, rounds=3)),
        "arguments": list(written_arguments(reader, arguments_folder)),
        "augmented": augmented_examples(reader, known, rounds=16),
        "news": labelled,
        POOL: pool,
        **other_examples(required_folder(), reader),
    }
    for row in argument_pairs("train", unrelated=UNRELATED).itertuples(index=False):
        example = argument_example(reader, row.task, row.text, row.concept, row.stance)
        tasks.setdefault(row.task, []).append(example)
    clusters = proposition_clusters(required_folder())
    parts: dict[str, dict[str, list[tuple]]] = {"train": {}, "held": {}}
    for task, examples in tasks.items():
        for example in examples:
            name = str(example[8][0])
            part = "held" if is_held_out(task, clusters.get(name, name)) else "train"
            parts[part].setdefault(task, []).append(example)
    to.mkdir(parents=True, exist_ok=True)
    (to / "examples.pkl").write_bytes(pickle.dumps(parts))


def is_held_out(task: str, name: str) -> bool:
    """Return whether a debate, a concept or a cluster of propositions is kept from the training.

    Parameters
    ----------
    task, name : str
        The name decides by its hash.
    """
    if task not in HELD_OUT:
        return False
    digest = hashlib.sha1(f"{task[0]}{name.lower()}".encode()).hexdigest()
    return int(digest, 16) % HELD_OUT[task] == 0


def _debate_examples(
    folder: Path, encoder: object, reader: Reader, chance: random.Random
) -> list[tuple]:
    own = [
        example
        for debate, tables, _ in found_tables(read_debates(folder))
        for example in candidate_examples(debate, encoder, **tables, chance=chance)
    ]
    seen = {(*e[8][1:4], e[8][4]) for e in own if e[5]}
    labelled = (
        example
        for debate in raw_debates(folder)
        for example in debate_examples(debate, reader, split_sentences, chance)
    )
    return own + [e for e in labelled if e[5] == 1 and (*e[8][1:4], e[8][4]) not in seen]


def raw_debates(folder: Path) -> Iterator[dict]:
    """Yield the debates of a folder as they stand in their files."""
    import json

    for file in sorted(folder.glob("*.json")):
        yield json.loads(file.read_text(encoding="utf-8"))


def train_network(folder: Path, base: Path, *, device: str = "cpu") -> Path:
    """Train the teachers, then students on their answers; return the students' mean weights.

    Parameters
    ----------
    folder : Path
        What :func:`prepare_examples` wrote; gets ``final.pt``.
    base : Path
        ``model.safetensors`` and ``tokenizer.json`` of all-MiniLM-L6-v2.
    device : str
        ``cpu`` or ``cuda``.

    References
    ----------
    Wortsman et al. (2022), Model soups, ICML: the mean of the weights of several runs does better
    than any of them.
    """
    import torch

    from .stance_recipes import MEAN_PARTS, STUDENTS, TEACHERS
    from .stance_teaching import mean_answers
    from .stance_train import logits_of, mean_state, train

    examples = pickle.loads((folder / "examples.pkl").read_bytes())["train"]
    labelled = {task: rows for task, rows in examples.items() if task != POOL}
    said: dict[str, list] = {task: [] for task in examples}
    for recipe in TEACHERS:
        network = train(labelled, base, recipe, device=device)
        for task, rows in examples.items():
            said[task].append(logits_of(network, rows, device))
    answers = {task: mean_answers(task, rows, said[task]) for task, rows in examples.items()}
    students = [
        train(examples, base, recipe, answers=answers, device=device) for recipe in STUDENTS
    ]
    torch.save(mean_state(students, MEAN_PARTS), folder / "final.pt")
    return folder / "final.pt"
