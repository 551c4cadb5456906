"""Runs of the training: a finished one is read, a missing one is trained; no torch to read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..errors import InputError
from .attribution_schedule import SCHEDULE


class Run(NamedTuple):
    """What a training left behind.

    Attributes
    ----------
    folder : Path
        Holds ``last.pt``, ``log.jsonl``, ``epochs.json``.
    log : DataFrame
        Every twentieth step: ``step``, ``seconds``, ``pieces`` and the losses of that batch.
    epochs : DataFrame
        Scores on dev after each part of the schedule, in percent, see
        :func:`stancebook.training.attribution_evaluation.score_examples`.
    """

    folder: Path
    log: pd.DataFrame
    epochs: pd.DataFrame

    @property
    def curve(self) -> pd.DataFrame:
        """The losses, each the mean of ten logged batches, by the pieces read so far."""
        losses = ["speech", "holder", "entity", "cue_link", "content_link"]
        return self.log.set_index("pieces")[losses].rolling(10, min_periods=3).mean()


def read_run(folder: Path | str) -> Run:
    """Read a finished run.

    Parameters
    ----------
    folder : path
        Where :func:`stancebook.training.attribution.train_reader` wrote.

    Returns
    -------
    Run

    Raises
    ------
    InputError
        Where there is no finished run.
    """
    folder = Path(folder)
    if not (folder / "epochs.json").exists():
        raise InputError(f"no finished training in {folder}: expected epochs.json and log.jsonl")
    epochs = json.loads((folder / "epochs.json").read_text(encoding="utf-8"))
    log = pd.read_json(folder / "log.jsonl", lines=True)
    return Run(folder, log, pd.DataFrame(epochs))


def open_run(
    folder: Path | str, *, base: Path | str = "", share: float = 1.0, random_state: int = 0
) -> Run:
    """Read a finished run, or train one where there is none.

    Parameters
    ----------
    folder : path
        Of the run.
    base : path
        Folder of all-MiniLM-L6-v2, needed to train.
    share : float
        Share of the steps of the shipped schedule, in (0, 1]: 0.01 for a trial, see
        :data:`stancebook.training.attribution_schedule.SCHEDULE`.
    random_state : int
        Fixes the order of the training data.

    Returns
    -------
    Run
    """
    if not (Path(folder) / "epochs.json").exists():
        from .attribution import train_reader

        schedule = [part.scaled(share) for part in SCHEDULE]
        train_reader(base, folder, schedule=schedule, random_state=random_state)
    return read_run(folder)


def export_run(
    run: Run,
    folder: Path | str,
    *,
    base: Path | str = "",
    float_folder: Path | str | None = None,
) -> Path:
    """Export the weights of a run where they are newer than the model in a folder.

    Parameters
    ----------
    run : Run
        A finished run.
    folder : path
        Of the model: ``model.onnx``, ``tokenizer.json``, ``model.json``.
    base : path
        Folder of all-MiniLM-L6-v2, for its tokenizer.
    float_folder : path, optional
        Where the model with 32-bit weights goes, to compare.

    Returns
    -------
    Path
        The folder.
    """
    model, weights = Path(folder) / "model.onnx", run.folder / "last.pt"
    if weights.exists() and (not model.exists() or newer(weights, model)):
        import torch

        from .attribution_export import export_reader
        from .attribution_network import SpeechReader

        network = SpeechReader()
        network.load_state_dict(torch.load(weights))
        export_reader(network, base, folder, float_folder=float_folder)
    return Path(folder)


def newer(one: Path, other: Path) -> bool:
    """Say whether a file was written after another."""
    return one.stat().st_mtime > other.stat().st_mtime
