"""Which examples the stance network sees when: batches of each task in shares that move."""

from __future__ import annotations

import pickle
import random
from pathlib import Path
from typing import NamedTuple

TOKENS = 1200
"""Word pieces of one step."""


def batches(examples: list[tuple], chance: random.Random, tokens: int = TOKENS) -> list[list]:
    """Return shuffled batches of about equal length and at most ``tokens`` pieces."""
    order = sorted(examples, key=lambda e: len(e[2]) + chance.random() * 8)
    out, now, longest = [], [], 0
    for e in order:
        longest = max(longest, len(e[2]))
        if now and longest * (len(now) + 1) > tokens:
            out.append(now)
            now, longest = [], len(e[2])
        now.append(e)
    if now:
        out.append(now)
    chance.shuffle(out)
    return out


class Shares(NamedTuple):
    """The share of steps of each task: at first, later, and the part of the run that turns."""

    first: dict[str, float]
    later: dict[str, float]
    turn: tuple[float, float]

    def at(self, passed: float) -> dict[str, float]:
        """Return the shares when so much of the run has passed, from 0 to 1."""
        low, high = self.turn
        blend = min(1.0, max(0.0, (passed - low) / (high - low)))
        tasks = self.first | self.later
        return {
            task: self.first.get(task, 0) * (1 - blend) + self.later.get(task, 0) * blend
            for task in tasks
        }


class Mixture:
    """Draw batches of each task in the shares of the plan.

    Parameters
    ----------
    data : dict
        Examples: ``train`` of the debates, ``aux_train`` of other tasks.
    written : list of Path
        Files of examples written for this project, pickled, each a task named by its stem; a file
        that is written while the training runs is read at the next step.
    shares : Shares
    chance : random.Random
    """

    def __init__(
        self, data: dict, written: list[Path], shares: Shares, chance: random.Random
    ) -> None:
        self.shares, self.written, self.chance = shares, written, chance
        self.queues: dict[str, list] = {}
        self.stamps: dict[str, float] = {}
        self.examples: dict[str, list] = {"debate": data["train"]}
        for example in data["aux_train"]:
            self.examples.setdefault(example[0], []).append(example)

    def draw(self, passed: float) -> list[tuple]:
        """Return the next batch."""
        for file in self.written:
            if file.exists() and file.stat().st_mtime > self.stamps.get(file.stem, 0):
                self.stamps[file.stem] = file.stat().st_mtime
                self.examples[file.stem] = pickle.loads(file.read_bytes())
                self.queues.pop(file.stem, None)
        shares = {t: s for t, s in self.shares.at(passed).items() if s and self.examples.get(t)}
        task = self.chance.choices(list(shares), list(shares.values()))[0]
        if not self.queues.get(task):
            self.queues[task] = batches(self._epoch(task), self.chance)
        return self.queues[task].pop()

    def _epoch(self, task: str) -> list[tuple]:
        examples = self.examples[task]
        if task == "vast":
            return self.chance.sample([_cut(e, 72) for e in examples], 4000)
        if task != "debate":
            return list(examples)
        keep = {"pos": 1.0, "neg_actor": 0.5, "neg_carry": 0.6, "neg_narrator": 0.08}
        keep |= {"neg_concept": 0.2, "neg_quiet": 0.2, "neg_pronoun": 0.06, "neg_group": 0.1}
        if any(e[1] == "neg_other" for e in examples):  # the program's own candidates
            keep = {"pos": 1.0, "neg_same": 0.55, "neg_other": 0.55, "neg_quiet": 0.35}
        return [e for e in examples if self.chance.random() < keep[e[1]]]


def _cut(e: tuple, size: int) -> tuple:
    return (*e[:2], e[2][:size], e[3][:size], *e[4:]) if len(e[2]) > size else e
