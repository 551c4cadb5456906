"""Train the stance network: one mixed run on the clock, auxiliary data first, debates throughout.

Run with a folder that holds the prepared examples; see ``notebooks/models/stance.ipynb``.
"""

from __future__ import annotations

import json
import pickle
import random
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F

from .stance_network import StanceNetwork


def say(*words: object) -> None:
    """Write one line of the training log."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


TOKENS = 1200
"""Word pieces of one step."""


def pad(examples: list[tuple]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return ids, segments, both (n, longest), and places (n,)."""
    longest = max(len(e[2]) for e in examples)
    ids = torch.zeros(len(examples), longest, dtype=torch.long)
    segments = torch.zeros(len(examples), longest, dtype=torch.long)
    for k, e in enumerate(examples):
        ids[k, : len(e[2])] = torch.tensor(e[2])
        segments[k, : len(e[3])] = torch.tensor(e[3])
    return ids, segments, torch.tensor([e[4] for e in examples])


def batches(examples: list[tuple], chance: random.Random, tokens: int = TOKENS) -> list[list]:
    """Return shuffled batches of about equal length and at most ``tokens`` pieces."""
    order = sorted(examples, key=lambda e: len(e[2]) + chance.random() * 8)
    out, now = [], []
    for e in order:
        if now and len(e[2]) * (len(now) + 1) > tokens:
            out.append(now)
            now = []
        now.append(e)
    if now:
        out.append(now)
    chance.shuffle(out)
    return out


def loss_of(network: StanceNetwork, examples: list[tuple]) -> torch.Tensor:
    """Return the mean loss: presence on all debate pairs, side and voice where they are known."""
    presence, side, voice = network(*pad(examples))
    want = torch.tensor([e[5] for e in examples])
    sides = torch.tensor([e[6] for e in examples])
    voices = torch.tensor([e[7] for e in examples])
    loss = presence.new_zeros(())
    if (want >= 0).any():
        known = want >= 0
        loss = loss + F.binary_cross_entropy_with_logits(presence[known], want[known].float())
    if (sides >= 0).any():
        share = (sides >= 0).float().mean()
        weight = torch.tensor([1.0, 1.0, 1.2])
        loss = loss + 1.4 * (0.5 + share) * F.cross_entropy(
            side, sides, ignore_index=-1, weight=weight, label_smoothing=0.02
        )
    if (voices >= 0).any():
        loss = loss + 0.15 * F.cross_entropy(voice, voices, ignore_index=-1)
    return loss


def predict(network: StanceNetwork, examples: list[tuple]) -> list[tuple]:
    """Return (presence logit, side logits, voice logits) of each example, in order."""
    network.eval()
    out: list = [None] * len(examples)
    order = sorted(range(len(examples)), key=lambda k: len(examples[k][2]))
    with torch.no_grad():
        for at in range(0, len(order), 16):
            chosen = order[at : at + 16]
            presence, side, voice = network(*pad([examples[k] for k in chosen]))
            for row, k in enumerate(chosen):
                out[k] = (presence[row].item(), side[row].tolist(), voice[row].tolist())
    network.train()
    return out


def macro_f1(truth: list[int], found: list[int], labels: tuple[int, ...] = (0, 1, 2)) -> float:
    """Return the mean F1 over the labels."""
    scores = []
    for label in labels:
        hit = sum(t == f == label for t, f in zip(truth, found, strict=True))
        total = sum(t == label for t in truth) + sum(f == label for f in found)
        scores.append(2 * hit / total if total else 0.0)
    return sum(scores) / len(scores)


def measure(network: StanceNetwork, examples: list[tuple]) -> dict[str, float]:
    """Return side macro-F1 and accuracy, and the best presence F1, on examples of one task."""
    found = predict(network, examples)
    sided = [
        (e[6], max(range(3), key=p[1].__getitem__))
        for e, p in zip(examples, found, strict=True)
        if e[6] >= 0
    ]
    truth, best = [list(x) for x in zip(*sided, strict=True)]
    out = {
        "n": len(examples),
        "macro_f1": macro_f1(truth, best),
        "accuracy": sum(t == f for t, f in sided) / len(sided),
        "two_way": sum(
            (p[1][0] > p[1][1]) == (e[6] == 0)
            for e, p in zip(examples, found, strict=True)
            if e[6] in (0, 1)
        )
        / max(1, sum(e[6] in (0, 1) for e in examples)),
    }
    ranked = sorted(
        ((p[0], e[5]) for e, p in zip(examples, found, strict=True) if e[5] >= 0), reverse=True
    )
    total, hits, best_f1 = sum(r[1] for r in ranked), 0, 0.0
    for k, (_, yes) in enumerate(ranked, 1):
        hits += yes
        best_f1 = max(best_f1, 2 * hits / (k + total)) if total else 0.0
    out["presence_f1"] = best_f1
    return {key: round(value, 4) for key, value in out.items()}


class Mixture:
    """Draw batches of each task in the shares that the plan gives for the time that has passed."""

    def __init__(
        self, data: dict, augmented: Path, chance: random.Random, shares: dict | None = None
    ) -> None:
        self.fixed = shares
        self.data, self.augmented, self.chance = data, augmented, chance
        self.queues: dict[str, list] = {}
        self.stamp = 0.0
        self.examples = {
            "debate": data["train"],
            **{
                task: [e for e in data["aux_train"] if e[0] == task]
                for task in ("vast", "perspectrum", "ibm")
            },
            "augmented": [],
        }

    def shares(self, passed: float) -> dict[str, float]:
        """Return the share of steps of each task."""
        if self.fixed:
            return self.fixed
        first = {"debate": 0.27, "augmented": 0.44, "perspectrum": 0.2, "vast": 0.07, "ibm": 0.02}
        later = {"debate": 0.74, "augmented": 0.11, "perspectrum": 0.1, "vast": 0.05, "ibm": 0.0}
        blend = min(1.0, max(0.0, (passed - 0.12) / 0.15))
        return {task: first[task] * (1 - blend) + later[task] * blend for task in first}

    def draw(self, passed: float) -> list[tuple]:
        """Return the next batch."""
        if self.augmented.exists() and self.augmented.stat().st_mtime > self.stamp:
            self.stamp = self.augmented.stat().st_mtime
            self.examples["augmented"] = pickle.loads(self.augmented.read_bytes())
            self.queues.pop("augmented", None)
        shares = self.shares(passed)
        task = self.chance.choices(list(shares), list(shares.values()))[0]
        if not self.queues.get(task):
            self.queues[task] = batches(self._epoch(task), self.chance)
        return self.queues[task].pop()

    def _epoch(self, task: str) -> list[tuple]:
        examples = self.examples[task]
        if task == "vast":
            return self.chance.sample([_cut(e, 64) for e in examples], 4000)
        if task != "debate":
            return list(examples)
        keep = {"pos": 1.0, "neg_actor": 0.5, "neg_carry": 0.6, "neg_narrator": 0.08}
        keep |= {"neg_concept": 0.2, "neg_quiet": 0.2, "neg_pronoun": 0.06, "neg_group": 0.1}
        if any(e[1] == "neg_other" for e in examples):  # the program's own candidates
            keep = {"pos": 1.0, "neg_same": 0.55, "neg_other": 0.55, "neg_quiet": 0.35}
        return [e for e in examples if self.chance.random() < keep[e[1]]]


def _cut(e: tuple, size: int) -> tuple:
    return (*e[:2], e[2][:size], e[3][:size], *e[4:]) if len(e[2]) > size else e


def train(
    folder: Path,
    base: Path,
    *,
    minutes: float,
    rate: float = 2e-4,
    seed: int = 0,
    begin: Path | None = None,
    shares: dict[str, float] | None = None,
) -> None:
    """Train for so many minutes, measure on the way, save checkpoints into the folder."""
    from safetensors.torch import load_file

    torch.manual_seed(seed)
    chance = random.Random(seed)
    data = pickle.loads((folder / "data.pkl").read_bytes())
    vocabulary = json.loads((base / "tokenizer.json").read_text())["model"]["vocab"]
    network = StanceNetwork()
    network.load_base(load_file(base / "model.safetensors"), vocabulary)
    if begin is not None:
        network.load_state_dict(torch.load(begin))
    plain = [p for p in network.parameters() if p.requires_grad and p.ndim == 1]
    heavy = [p for p in network.parameters() if p.requires_grad and p.ndim > 1]
    optimizer = torch.optim.AdamW(
        [{"params": heavy, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}],
        lr=rate,
        betas=(0.9, 0.98),
        foreach=True,
    )
    mixture = Mixture(data, folder / "augmented.pkl", chance, shares)
    dev = [e for e in data["dev"] if e[1] == "pos"]
    dev += chance.sample([e for e in data["dev"] if e[1] != "pos"], 240)
    side_dev = {
        task: chance.sample([e for e in data["aux_dev"] if e[0] == task], 300)
        for task in ("vast", "perspectrum")
    }
    start, marks, step, seen, running = time.time(), [0.1, 0.22, 0.4, 0.6, 0.8, 2], 0, 0, 0.0
    network.train()
    while (passed := (time.time() - start) / (60 * minutes)) < 1:
        factor = min(1.0, step / 40, (1 - passed) / 0.97)
        for group in optimizer.param_groups:
            group["lr"] = rate * factor
        batch = mixture.draw(passed)
        loss = loss_of(network, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*heavy, *plain], 1.0)
        optimizer.step()
        optimizer.zero_grad()
        step, seen = step + 1, seen + sum(len(e[2]) for e in batch)
        running = loss.item() if not running else 0.98 * running + 0.02 * loss.item()
        if step % 50 == 0:
            speed = seen / (time.time() - start)
            say(f"{passed:.3f} step {step} loss {running:.3f} {speed:.0f}/s")
        if passed > marks[0]:
            marks.pop(0)
            torch.save(network.state_dict(), folder / "checkpoint.pt")
            say(passed, "debates", measure(network, dev))
            if len(marks) in (4, 2):
                for task, examples in side_dev.items():
                    say(task, measure(network, examples))
    torch.save(network.state_dict(), folder / "final.pt")
    say("final debates", measure(network, data["dev"]))
    for task in side_dev:
        part = [e for e in data["aux_dev"] if e[0] == task]
        say("final", task, measure(network, part))
