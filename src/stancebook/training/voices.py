"""Training sentences in which a named somebody takes a position, written for this project.

A file holds one concept per line with sentences for and against it, neutral ones, and sentences on
the concept whose actor takes no position. The actor's place is a slot: ``{A}`` any name, ``{P}`` a
person, ``{O}`` an organisation. ``CONTEXT || SENTENCE`` gives the sentence before; a slot in the
context alone belongs to a quotation that carries on.

Beside them, arguments: texts without an actor for, against or beside a claim or a topic.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..codebook.aliases import bare, longest_spans
from ..errors import InputError
from ..statements import reading
from ..statements.reading import Marks, Pieces, read_statement
from ..tables import STANCES
from .augment import load_patterns
from .stance_data import argument_example

_SLOT = re.compile(r"\{([APO])\}")
_GROUPS = {"A": ("governments", "bodies", "people"), "P": ("people",), "O": ("bodies",)}
_KINDS = (*STANCES, "absent")


def read_voices(folder: Path) -> Iterator[dict]:
    """Yield the concepts of a folder with their sentences.

    Parameters
    ----------
    folder : Path
        Holds ``*.jsonl``.

    Yields
    ------
    dict
        ``concept``, ``aliases``, ``description``, and a list of sentences for each of ``favor``,
        ``against``, ``neutral`` and ``absent``.

    Raises
    ------
    InputError
        A line is no such record, or a sentence has not exactly one slot.
    """
    for where, record in _records(folder, _KINDS, ("aliases", "description")):
        for one in (one for kind in _KINDS for one in record[kind]):
            if len(_SLOT.findall(one)) != 1:
                raise InputError(f"{where}: needs one of {{A}}, {{P}}, {{O}}: {one!r}")
        yield record


def read_arguments(folder: Path) -> Iterator[dict]:
    """Yield the claims and topics of a folder of ``*.jsonl`` with the texts on them.

    Yields
    ------
    dict
        ``concept``, and a list of texts for each of ``favor``, ``against`` and ``neutral``.

    Raises
    ------
    InputError
        A line is no such record.
    """
    for _, record in _records(folder, STANCES, ()):
        yield record


def _records(folder: Path, kinds: Sequence[str], more: Sequence[str]) -> Iterator[tuple[str, dict]]:
    for file in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            where = f"{file.name}, line {number}"
            try:
                record = json.loads(line)
                _ = [one for kind in kinds for one in record[kind]]
                _ = [record[key] for key in ("concept", *more)]
            except (ValueError, KeyError, TypeError) as error:
                raise InputError(f"{where}: not a concept with its sentences ({error})") from error
            yield where, record


def written_arguments(reader, folder: Path) -> Iterator[tuple]:
    """Yield an example for each text of :func:`read_arguments`: the writer's own stance."""
    for record in read_arguments(folder):
        for stance in STANCES:
            for text in record[stance]:
                yield argument_example(reader, "arguments", text, record["concept"], stance)


def voice_examples(reader, folder: Path, *, rounds: int = 2, seed: int = 0) -> Iterator[tuple]:
    """Yield an example for each sentence of a folder, ``rounds`` times with different names.

    Parameters
    ----------
    reader : stancebook.training.stance_data.Reader
        Cuts word pieces.
    folder : Path
        See :func:`read_voices`.
    rounds : int
    seed : int
        Of the draws.
    """
    chance = random.Random(seed)
    names = load_patterns()["fillers"]
    for record in read_voices(folder):
        for _ in range(rounds):
            for kind in _KINDS:
                for sentence in record[kind]:
                    yield _example(reader, record, kind, sentence, (chance, names))


def _example(reader, record: dict, kind: str, text: str, draws: tuple) -> tuple:
    chance, names = draws
    slot = _SLOT.search(text)[1]
    name = chance.choice(names[chance.choice(_GROUPS[slot])])
    before, _, sentence = text.rpartition(" || ")
    sentence, here = _fill(sentence, name)
    before, earlier = _fill(before, name)
    surfaces = [[record["concept"], *record["aliases"]]]
    context_marks = Marks(earlier[-1:], longest_spans(before, surfaces)[0], [])
    concept = chance.choice(record["aliases"]) if chance.random() < 0.15 else record["concept"]
    about = record["description"] if chance.random() < 0.7 else ""
    ids, segments, place = read_statement(
        reader.pieces(bare(concept)),
        reader.pieces(about) if about else Pieces([], []),
        reader.pieces(sentence),
        Marks(here, longest_spans(sentence, surfaces)[0], []),
        context=reader.pieces(before),
        context_marks=context_marks,
        mode=reading.ACTOR if here else reading.NO_MENTION,
    )
    side = STANCES.index(kind) if kind in STANCES else -1
    group = "pos" if side >= 0 else "neg_pattern"
    key = (record["concept"], kind, sentence)
    return ("voices", group, ids, segments, place, int(side >= 0), side, -1, key)


def _fill(text: str, name: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the text with the name in its slot, and where it stands; a capital begins it."""
    match = _SLOT.search(text)
    if match is None:
        return text, []
    start = match.start()
    if not re.search(r"\w", text[:start]):
        name = name[:1].upper() + name[1:]
    return text[:start] + name + text[match.end() :], [(start, start + len(name))]
