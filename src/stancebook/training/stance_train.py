"""Train a stance network: mixed batches, answers held steady under dropout, teachers if there are.

Torch is needed here and nowhere at run time. One H100 makes a step in about 15 ms; two cores need
some seconds for one, so there a full run takes most of a day.
"""

from __future__ import annotations

import json
import math
import random
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F

from .stance_mixture import LONG, ROWS, Mixture
from .stance_network import StanceNetwork
from .stance_recipes import Recipe
from .stance_teaching import Answers

PIECES, LONG_PIECES = 136, (216, 144, 144)
"""The most pieces of a row; of long texts in one step of three, the next and the third."""


class Batch(NamedTuple):
    """Tensors of n examples: ids and segments (n, longest), the others (n,)."""

    ids: torch.Tensor
    segments: torch.Tensor
    places: torch.Tensor
    presence: torch.Tensor
    side: torch.Tensor
    voice: torch.Tensor


def pad(examples: Sequence[tuple], device: str = "cpu", longest: int = 512) -> Batch:
    """Return examples as tensors, cut after ``longest`` pieces."""
    width = min(longest, max(len(e[2]) for e in examples))
    grids = []
    for part in (2, 3):
        grid = np.zeros((len(examples), width), dtype=np.int64)
        for k, e in enumerate(examples):
            row = e[part][:width]
            grid[k, : len(row)] = row
        grids.append(torch.from_numpy(grid).to(device))
    numbers = torch.tensor([(min(e[4], width - 1), *e[5:8]) for e in examples], device=device)
    return Batch(*grids, *numbers.T)


def loss_of(
    logits: tuple[torch.Tensor, torch.Tensor, torch.Tensor],
    batch: Batch,
    answers: Answers | None = None,
    taught: float = 0.0,
) -> torch.Tensor:
    """Return the mean loss of presence, side and voice where each is known.

    Of presence and side, ``taught`` of the loss is by the teachers' answers, where there are any.
    """
    presence, side, voice = logits
    known, sided, voiced = batch.presence >= 0, batch.side >= 0, batch.voice >= 0
    weight = side.new_tensor([1.0, 1.0, 1.2])
    at_presence = known * F.binary_cross_entropy_with_logits(
        presence, batch.presence.clamp(min=0).float(), reduction="none"
    )
    at_side = sided * F.cross_entropy(
        side, batch.side.clamp(min=0), weight=weight, label_smoothing=0.02, reduction="none"
    )
    at_voice = voiced * F.cross_entropy(voice, batch.voice.clamp(min=0), reduction="none")
    if answers is not None:
        told = Answers(*(torch.from_numpy(part).to(side) for part in answers))
        soft = F.binary_cross_entropy_with_logits(presence, told.presence, reduction="none")
        at_presence = (1 - taught) * at_presence + taught * told.presence_weight * soft
        soft = -(told.side * F.log_softmax(side, dim=-1)).sum(dim=1)
        at_side = (1 - taught) * at_side + taught * told.side_weight * soft
    return (at_presence + 1.4 * at_side + 0.15 * at_voice).mean()


def divergence(
    one: tuple[torch.Tensor, ...], other: tuple[torch.Tensor, ...], batch: Batch
) -> torch.Tensor:
    """Return the symmetric divergence of two passes over a batch, where answers are known.

    References
    ----------
    Liang et al. (2021), R-Drop: Regularized Dropout for Neural Networks, NeurIPS.
    """
    logs = [F.log_softmax(side, dim=-1) for side in (one[1], other[1])]
    sides = 0.5 * ((logs[0].exp() - logs[1].exp()) * (logs[0] - logs[1])).sum(dim=1)
    gap = torch.sigmoid(one[0]) - torch.sigmoid(other[0])
    present = 0.5 * gap * (one[0] - other[0])
    return ((batch.side >= 0) * sides + (batch.presence >= 0) * present).mean()


def train(
    examples: Mapping[str, list[tuple]],
    base: Path,
    recipe: Recipe,
    *,
    answers: Mapping[str, Answers] | None = None,
    device: str = "cpu",
) -> StanceNetwork:
    """Train a network by a recipe.

    Parameters
    ----------
    examples : mapping of str to list of tuple
        By task, see :mod:`stancebook.training.stance_data`.
    base : Path
        Holds ``model.safetensors`` and ``tokenizer.json`` of all-MiniLM-L6-v2.
    recipe : Recipe
    answers : mapping of str to Answers, optional
        Of the teachers, to the examples of each task.
    device : str
        ``cpu`` or ``cuda``; on the latter the network runs in bfloat16.
    """
    from safetensors.torch import load_file

    torch.manual_seed(recipe.seed)
    vocabulary = json.loads((base / "tokenizer.json").read_text())["model"]["vocab"]
    network = StanceNetwork(dropout=recipe.dropout)
    network.load_base(load_file(base / "model.safetensors"), vocabulary)
    network.to(device).train()
    moving = [p for p in network.parameters() if p.requires_grad]
    groups = [
        {"params": [p for p in moving if (p.ndim > 1) == heavy], "weight_decay": 0.01 * heavy}
        for heavy in (True, False)
    ]
    optimizer = torch.optim.AdamW(groups, lr=recipe.rate, betas=(0.9, 0.98))
    mixture = Mixture(examples, recipe.shares, random.Random(recipe.seed))
    fast = torch.autocast(device, torch.bfloat16, enabled=device != "cpu")
    for step in range(1, recipe.steps + 1):
        passed = step / recipe.steps
        rise = min(step / max(100, recipe.steps / 20), 1.0)
        for group in optimizer.param_groups:
            group["lr"] = recipe.rate * rise * 0.5 * (1 + math.cos(math.pi * passed))
        drawn = mixture.draw(passed, rows=ROWS)
        longest = LONG_PIECES[step % 3] if drawn[0][0] == LONG else PIECES
        batch = pad([examples[task][k] for task, k in drawn], device, longest)
        told = _answers_to(drawn, answers) if answers is not None else None
        passes = []
        with fast:
            for _ in range(1 + bool(recipe.steadiness)):
                passes.append(network(batch.ids, batch.segments, batch.places))
        passes = [tuple(part.float() for part in one) for one in passes]
        losses = [loss_of(one, batch, told, recipe.taught) for one in passes]
        loss = sum(losses) / len(losses)
        if recipe.steadiness:
            loss = loss + recipe.steadiness * divergence(*passes, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(moving, 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        if step % max(1, recipe.steps // 10) == 0:
            sys.stdout.write(f"{recipe.name} step {step} loss {loss.item():.3f}\n")
            sys.stdout.flush()
    return network


def _answers_to(drawn: list[tuple[str, int]], answers: Mapping[str, Answers]) -> Answers:
    rows = [answers[task].rows([k]) for task, k in drawn]
    return Answers(*(np.concatenate(parts) for parts in zip(*rows, strict=True)))


def logits_of(
    network: StanceNetwork, examples: Sequence[tuple], device: str = "cpu"
) -> tuple[np.ndarray, np.ndarray]:
    """Return presence (n,) and side (n, 3) logits of examples, in order."""
    presence, side = np.zeros(len(examples)), np.zeros((len(examples), 3))
    order = sorted(range(len(examples)), key=lambda k: len(examples[k][2]))
    network.eval()
    with torch.no_grad():
        for at in range(0, len(order), 256):
            chosen = order[at : at + 256]
            batch = pad([examples[k] for k in chosen], device)
            found = network(batch.ids, batch.segments, batch.places)
            presence[chosen] = found[0].float().cpu().numpy()
            side[chosen] = found[1].float().cpu().numpy()
    network.train()
    return presence, side


def mean_state(
    networks: Sequence[StanceNetwork], parts: Sequence[float]
) -> dict[str, torch.Tensor]:
    """Return the weighted mean of networks; only their encoders began from the same weights."""
    states = [network.state_dict() for network in networks]
    return {
        name: sum(part * s[name].cpu() for part, s in zip(parts, states, strict=True))
        for name in states[0]
    }
