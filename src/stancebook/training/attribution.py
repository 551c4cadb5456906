"""Train the reader of reported speech: data, schedule by the clock, an evaluation per epoch."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
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
    pool = len(windows) if len(windows) < 128 else 128
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
    minutes: float = 85.0,
    learning_rate: float = 2e-4,
    start: Path | str | None = None,
    random_state: int = 0,
    on_epoch: Callable[[SpeechReader, dict], None] | None = None,
) -> list[dict]:
    """Train for a number of minutes; a finished run in `folder` is taken as it is.

    Parameters
    ----------
    base : path
        Folder of all-MiniLM-L6-v2 (``model.safetensors``, ``tokenizer.json``).
    folder : path
        Where ``epoch-N.pt``, ``last.pt``, ``log.jsonl`` and ``epochs.json`` are written.
    minutes : float
        Time for the steps, evaluations left out. The learning rate warms up over 4 % of it and
        falls to zero along a cosine at its end, whatever the speed of the machine.
    learning_rate : float
        Highest learning rate of the encoder; that of the heads is four times as high.
    start : path, optional
        Weights to go on from, such as the ``so-far.pt`` of a longer run that was cut short, in
        place of those of the base.
    random_state : int
        Fixes the order of the data and the dropout.
    on_epoch : callable, optional
        Called with the network and the scores after every pass over the data.

    Returns
    -------
    list of dict
        Scores per pass: ``epoch``, ``step``, ``minutes``, ``pieces`` and the measures.
    """
    folder = Path(folder)
    if (folder / "epochs.json").exists():
        return json.loads((folder / "epochs.json").read_text())
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(random_state)
    random = np.random.default_rng(random_state)
    tokenizer = training_tokenizer(base)
    train, dev = read_examples(tokenizer), read_examples(tokenizer, part="dev")
    network = SpeechReader()
    load_base(network, Path(base) / "model.safetensors")
    if start is not None:
        network.load_state_dict(torch.load(start))
    optimiser = _optimiser(network, learning_rate)
    clock = _Clock(minutes * 60)
    epochs, step, pieces = [], 0, 0
    with (folder / "log.jsonl").open("w") as log:
        while clock.share < 1:
            windows = draw_windows(_draw_examples(train, random), random=random)
            for chosen in batches(windows, random):
                batch = to_torch(disturb(pad_batch(chosen), random))
                losses = _step(network, optimiser, batch, clock.schedule * learning_rate)
                step, pieces = step + 1, pieces + int(batch["mask"].sum())
                if step % 20 == 0:
                    line = {"step": step, "seconds": clock.seconds, "pieces": pieces, **losses}
                    log.write(json.dumps(line) + "\n")
                    log.flush()
                if step % 300 == 0:
                    torch.save(network.state_dict(), folder / "so-far.pt")
                if clock.share >= 1:
                    break
            clock.pause()
            scores = {"epoch": len(epochs) + 1, "step": step, "pieces": pieces}
            scores |= {"minutes": clock.seconds / 60, **score_examples(network, dev)}
            epochs.append(scores)
            torch.save(network.state_dict(), folder / f"epoch-{len(epochs)}.pt")
            (folder / "so-far.json").write_text(json.dumps(epochs, indent=1))
            if on_epoch is not None:
                on_epoch(network, scores)
            clock.go_on()
    torch.save(network.state_dict(), folder / "last.pt")
    (folder / "epochs.json").write_text(json.dumps(epochs, indent=1))
    return epochs


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


class _Clock:
    """The time spent on steps against the time there is."""

    def __init__(self, limit: float) -> None:
        self._limit, self._spent, self._since = limit, 0.0, time.monotonic()

    @property
    def seconds(self) -> float:
        return self._spent + (time.monotonic() - self._since if self._since is not None else 0.0)

    @property
    def share(self) -> float:
        return min(1.0, self.seconds / self._limit)

    @property
    def schedule(self) -> float:
        """Factor of the learning rate: linear warm-up, cosine to zero."""
        return min(self.share / 0.04, 0.5 * (1 + np.cos(np.pi * self.share)))

    def pause(self) -> None:
        self._spent, self._since = self.seconds, None

    def go_on(self) -> None:
        self._since = time.monotonic()
