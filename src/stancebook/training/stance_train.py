"""Train the stance network: mixed batches, auxiliary data first, debates throughout.

Run with a folder that holds the prepared examples; see ``notebooks/models/stance.ipynb``.
"""

from __future__ import annotations

import json
import pickle
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import torch
import torch.nn.functional as F

from .stance_mixture import Mixture, Shares
from .stance_network import StanceNetwork


def say(*words: object) -> None:
    """Write one line of the training log."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def pad(examples: list[tuple]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Return ids, segments, both (n, longest), and places (n,)."""
    longest = max(len(e[2]) for e in examples)
    ids = torch.zeros(len(examples), longest, dtype=torch.long)
    segments = torch.zeros(len(examples), longest, dtype=torch.long)
    for k, e in enumerate(examples):
        ids[k, : len(e[2])] = torch.tensor(e[2])
        segments[k, : len(e[3])] = torch.tensor(e[3])
    return ids, segments, torch.tensor([e[4] for e in examples])


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


def train(
    folder: Path,
    base: Path,
    *,
    steps: int,
    shares: Shares,
    rate: float = 2e-4,
    seed: int = 0,
    begin: Path | None = None,
) -> None:
    """Train for so many steps, measure on the way, save checkpoints into the folder.

    Parameters
    ----------
    folder : Path
        Holds ``data.pkl`` and the written examples; gets ``checkpoint.pt`` and ``final.pt``.
    base : Path
        Holds ``model.safetensors`` and ``tokenizer.json`` of all-MiniLM-L6-v2.
    steps : int
        Batches of 1,200 word pieces.
    shares : Shares
        Which task a batch is drawn from.
    rate : float
        Highest learning rate; it rises over 40 steps and falls in a line to zero.
    seed : int
    begin : Path, optional
        State to go on from, instead of the base's weights.
    """
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
    written = [folder / f"{name}.pkl" for name in ("augmented", "voices", "arguments")]
    mixture = Mixture(data, written, shares, chance)
    dev = [e for e in data["dev"] if e[1] == "pos"]
    dev += chance.sample([e for e in data["dev"] if e[1] != "pos"], 200)
    aux_dev = {
        task: chance.sample([e for e in data["aux_dev"] if e[0] == task], 300)
        for task in ("vast", "perspectrum")
    }
    start, seen, running = time.time(), 0, 0.0
    network.train()
    for step in range(1, steps + 1):
        passed = step / steps
        for group in optimizer.param_groups:
            group["lr"] = rate * min(step / 40, (1 - passed) / 0.97, 1.0)
        batch = mixture.draw(passed)
        loss = loss_of(network, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*heavy, *plain], 1.0)
        optimizer.step()
        optimizer.zero_grad()
        seen += sum(len(e[2]) for e in batch)
        running = loss.item() if not running else 0.98 * running + 0.02 * loss.item()
        if step % 50 == 0:
            speed = seen / (time.time() - start)
            say(f"{passed:.3f} step {step} loss {running:.3f} {speed:.0f}/s")
        if step % max(1, steps // 5) == 0 and step < steps:
            torch.save(network.state_dict(), folder / "checkpoint.pt")
            for task, examples in {"debates": dev, **aux_dev}.items():
                say(f"{passed:.2f}", task, measure(network, examples))
    torch.save(network.state_dict(), folder / "final.pt")
    say("final debates", measure(network, data["dev"]))
    for task in aux_dev:
        part = [e for e in data["aux_dev"] if e[0] == task]
        say("final", task, measure(network, part))


def average_states(files: Sequence[Path], to: Path) -> None:
    """Write the mean of the weights of several states."""
    states = [torch.load(file) for file in files]
    torch.save({name: sum(s[name] for s in states) / len(states) for name in states[0]}, to)
