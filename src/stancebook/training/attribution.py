"""Train the reader of reported speech: data, steps, an evaluation after each part."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch

from .attribution_evaluation import score_examples
from .attribution_examples import (
    Example,
    Window,
    debate_examples,
    draw_windows,
    entity_examples,
    pad_batch,
    polnear_examples,
)
from .attribution_network import SpeechReader, batch_loss, load_base
from .attribution_schedule import SCHEDULE, Part
from .data import debates_folder, read_debate_articles, read_polnear, read_re3d, read_wikigold

LOSS_WEIGHTS = {"speech": 1.0, "holder": 1.0, "entity": 0.5, "cue_link": 0.1, "content_link": 0.1}

SHARES = {"polnear": 1.0, "debates": 0.75, "wikigold": 0.6, "re3d": 0.6}
"""How much of each data set one pass reads, drawn anew each time."""


def training_tokenizer(base: Path | str):
    """Return the tokenizer of the base model without truncation and padding."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(Path(base) / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.encode_special_tokens = True
    return tokenizer


def read_examples(tokenizer, *, part: str = "train") -> dict[str, list[Example]]:
    """Read all data sets of `part` (train or dev) as examples, by data set."""
    examples = {
        "polnear": polnear_examples(read_polnear(part), tokenizer),
        "debates": debate_examples(read_debate_articles(debates_folder(part)), tokenizer),
    }
    entities = [
        ("wikigold", entity_examples(_paragraphs(read_wikigold(), 6), tokenizer)),
        ("re3d", entity_examples(read_re3d(), tokenizer)),
    ]
    for name, found in entities:  # no split of their own: every tenth is for dev
        keep = [index % 10 == 0 for index in range(len(found))]
        examples[name] = [e for e, dev in zip(found, keep, strict=True) if dev == (part == "dev")]
    return examples


def _paragraphs(sentences, n_sentences: int):
    """Join runs of sentences into longer texts, as the reader will see them."""
    import pandas as pd

    rows = []
    for begin in range(0, len(sentences), n_sentences):
        text, entities = "", []
        for row in sentences.iloc[begin : begin + n_sentences].itertuples():
            shift = len(text)
            entities += [
                {**e, "start": e["start"] + shift, "end": e["end"] + shift} for e in row.entities
            ]
            text += row.text + " "
        rows.append({"text": text, "entities": entities})
    return pd.DataFrame(rows)


def batches(windows: list[Window], random: np.random.Generator, *, n_pieces: int = 1024):
    """Yield shuffled batches of windows of like length, at most about `n_pieces` each.

    Yields
    ------
    list of Window
    """
    order = random.permutation(len(windows))
    pool = max(1, min(128, len(windows)))
    ready = []
    for begin in range(0, len(order), pool):
        some = sorted(order[begin : begin + pool], key=lambda i: windows[i].begin - windows[i].end)
        batch, width = [], 0
        for index in some:
            length = windows[index].end - windows[index].begin + 1
            width = max(width, length)
            if batch and width * (len(batch) + 1) > n_pieces:
                ready.append(batch)
                batch, width = [], length
            batch.append(windows[index])
        ready.append(batch)
    for index in random.permutation(len(ready)):
        yield ready[index]


def disturb(batch: dict[str, np.ndarray], random: np.random.Generator, *, share: float = 0.05):
    """Read some windows as ALL CAPS or all lower case, so that shapes are not trusted blindly."""
    chosen = random.random(len(batch["shape"])) < share
    upper = random.random(len(batch["shape"])) < 0.5
    words = np.isin(batch["shape"], (1, 2, 3, 4, 5))
    batch["shape"] = np.where(
        words & chosen[:, None], np.where(upper, 3, 1)[:, None], batch["shape"]
    )
    return batch


def to_torch(batch: dict[str, np.ndarray]) -> dict[str, torch.Tensor]:
    """Return the batch as tensors."""
    return {name: torch.from_numpy(np.ascontiguousarray(values)) for name, values in batch.items()}


def train_reader(
    base: Path | str,
    folder: Path | str,
    *,
    schedule: Sequence[Part] = SCHEDULE,
    learning_rate: float = 2e-4,
    random_state: int = 0,
    on_part: Callable[[SpeechReader, dict], None] | None = None,
) -> list[dict]:
    """Train through the parts of a schedule; a finished run in `folder` is taken as it is.

    Parameters
    ----------
    base : path
        Folder of all-MiniLM-L6-v2 (``model.safetensors``, ``tokenizer.json``).
    folder : path
        Where ``part-N.pt``, ``last.pt``, ``log.jsonl`` and ``epochs.json`` are written. A part
        that is there already is not trained again.
    schedule : sequence of Part
        Steps and learning rates, see :data:`~stancebook.training.attribution_schedule.SCHEDULE`.
        Each part begins with a fresh optimiser and reads the data anew.
    learning_rate : float
        Highest learning rate of the encoder; that of the heads is four times as high.
    random_state : int
        Fixes the order of the data and the dropout; each part adds its number, from 0.
    on_part : callable, optional
        Called with the network and the scores after each part.

    Returns
    -------
    list of dict
        Scores on dev per part: ``epoch`` (its number, from 1), ``step``, ``pieces`` (both over all
        parts so far), ``seconds`` and the measures.
    """
    folder = Path(folder)
    if (folder / "epochs.json").exists():
        return json.loads((folder / "epochs.json").read_text())
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = training_tokenizer(base)
    train, dev = read_examples(tokenizer), read_examples(tokenizer, part="dev")
    network = SpeechReader()
    load_base(network, Path(base) / "model.safetensors")
    done = json.loads(_read(folder / "so-far.json") or "[]")
    with (folder / "log.jsonl").open("a" if done else "w") as log:
        for number, part in enumerate(schedule):
            weights = folder / f"part-{number + 1}.pt"
            if number < len(done) and weights.exists():
                network.load_state_dict(torch.load(weights))
                continue
            before = done[number - 1] if number else {"step": 0, "pieces": 0, "seconds": 0.0}
            torch.manual_seed(random_state + number)
            drawn = _draw_batches(train, np.random.default_rng(random_state + number))
            reached = _train_part(network, drawn, part, learning_rate, before, log)
            scores = {"epoch": number + 1, **reached, **score_examples(network, dev)}
            done = [*done[:number], {name: float(value) for name, value in scores.items()}]
            torch.save(network.state_dict(), weights)
            (folder / "so-far.json").write_text(json.dumps(done, indent=1))
            if on_part is not None:
                on_part(network, scores)
    torch.save(network.state_dict(), folder / "last.pt")
    (folder / "epochs.json").write_text(json.dumps(done, indent=1))
    return done


def _read(file: Path) -> str:
    return file.read_text() if file.exists() else ""


def _draw_batches(train: dict[str, list[Example]], random: np.random.Generator):
    """Yield batches without end: pass after pass over shares of the data drawn anew."""
    while True:
        windows = draw_windows(_draw_examples(train, random), random=random)
        for chosen in batches(windows, random):
            yield to_torch(disturb(pad_batch(chosen), random))


def _train_part(network, drawn, part: Part, learning_rate: float, before: dict, log) -> dict:
    """Train one part; return ``step``, ``pieces`` and ``seconds`` with those before it."""
    optimiser = _optimiser(network, learning_rate)
    start, pieces = time.monotonic() - before["seconds"], int(before["pieces"])
    step = int(before["step"])
    for own, batch in zip(range(part.steps), drawn, strict=False):
        losses = _step(network, optimiser, batch, learning_rate * part.factor(own))
        step, pieces = step + 1, pieces + int(batch["mask"].sum())
        if step % 20 == 0 or own + 1 == part.steps:
            line = {"step": step, "seconds": time.monotonic() - start, "pieces": pieces, **losses}
            log.write(json.dumps(line) + "\n")
            log.flush()
    return {"step": step, "pieces": pieces, "seconds": time.monotonic() - start}


def _draw_examples(train: dict[str, list[Example]], random: np.random.Generator) -> list[Example]:
    return [
        example
        for name, examples in train.items()
        for example in examples
        if random.random() < SHARES[name]
    ]


def _optimiser(network: SpeechReader, learning_rate: float) -> torch.optim.Optimizer:
    network.word.weight.requires_grad_(False)
    fresh = ("shape.", "quote.", "place.", "speech.", "holder.", "entity.", "link")
    named = [(n, p) for n, p in network.named_parameters() if p.requires_grad]
    is_fresh = [n.startswith(fresh) for n, _ in named]
    groups = [
        {"params": [p for (_, p), new in zip(named, is_fresh, strict=True) if new], "scale": 4.0},
        {
            "params": [p for (_, p), new in zip(named, is_fresh, strict=True) if not new],
            "scale": 1.0,
        },
    ]
    return torch.optim.AdamW(
        groups, lr=learning_rate, weight_decay=0.01, betas=(0.9, 0.98), fused=True
    )


def _step(network, optimiser, batch, learning_rate: float) -> dict[str, float]:
    for group in optimiser.param_groups:
        group["lr"] = learning_rate * group["scale"]
    network.train()
    inputs = (batch[name] for name in ("ids", "shape", "quote", "place", "mask"))
    losses = batch_loss(network, network(*inputs), batch)
    total = sum(LOSS_WEIGHTS[name] * loss for name, loss in losses.items())
    optimiser.zero_grad(set_to_none=True)
    total.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()
    return {name: round(float(loss.detach()), 4) for name, loss in losses.items()}
