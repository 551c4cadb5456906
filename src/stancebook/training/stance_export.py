"""The trained stance network to ONNX: single rows in, integer weights, agreement measured."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import torch
from torch import nn

from ..statements import reading
from .export_graph import (
    ByteVectors,
    ExportedLayer,
    quantise,
    quieten_layers,
    random_words,
    write_graph,
)
from .stance_network import HEADS, StanceNetwork

_KEPT = ("hidden", "presence", "side", "voice")
"""Heads read one piece of a row and cost nothing; they stay as they are."""


class Folded(nn.Module):
    """The network as it is exported, with the marks folded into the word vectors."""

    def __init__(self, network: StanceNetwork) -> None:
        super().__init__()
        words = network.words.weight.detach().clone()
        words[1 : reading.N_MARKS] = network.marks.weight.detach()[1:]
        self.words = ByteVectors(words)
        self.positions = ByteVectors(network.positions.weight)
        self.segments, self.norm = network.segments, network.norm
        self.layers = nn.ModuleList(
            ExportedLayer(
                layer.qkv,
                layer.out,
                layer.norm1,
                layer.up,
                layer.down,
                layer.norm2,
                n_heads=HEADS,
            )
            for layer in network.layers
        )
        self.hidden, self.presence = network.hidden, network.presence
        self.side, self.voice = network.side, network.voice

    def forward(
        self, ids: torch.Tensor, segments: torch.Tensor, place: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return presence (n, 1), side (n, 3), voice (n, 4), state (n, 384) of unpadded rows."""
        positions = self.positions(torch.arange(ids.shape[1])[None])
        x = self.norm(self.words(ids) + positions + self.segments(segments))
        for layer in self.layers:
            x = layer(x)
        actor = torch.gather(x, 1, place[:, None, None].expand(-1, 1, x.shape[2])).squeeze(1)
        state = nn.functional.gelu(self.hidden(torch.cat([x[:, 0], actor], dim=1)))
        return self.presence(state), self.side(state), self.voice(state), state


def export(checkpoint: Path, tokenizer: Path, folder: Path, *, keep: Path) -> None:
    """Write ``model.onnx`` (8 bits) and ``tokenizer.json`` into a folder, the original to ``keep``.

    Parameters
    ----------
    checkpoint : Path
        State of a :class:`StanceNetwork`.
    tokenizer : Path
        The base's ``tokenizer.json``.
    folder : Path
        Where the model goes.
    keep : Path
        Where the network with 32-bit weights goes, for the comparison.
    """
    network = StanceNetwork(dropout=0.0)
    network.load_state_dict(torch.load(checkpoint))
    folder.mkdir(parents=True, exist_ok=True)
    keep.parent.mkdir(parents=True, exist_ok=True)
    write_float(network, keep)
    partial = folder / "model.onnx.partial"
    quantise(keep, partial, keep=_KEPT)
    partial.replace(folder / "model.onnx")
    shutil.copy(tokenizer, folder / "tokenizer.json")


def write_float(network: StanceNetwork, file: Path) -> None:
    """Write the network as ONNX with 32-bit weights, ready to be turned into integers."""
    folded = Folded(network.eval()).eval()
    ids = random_words()
    segments = torch.zeros_like(ids)
    segments[:, ids.shape[1] // 2 :] = 1
    places = torch.ones(len(ids), dtype=torch.long)
    quieten_layers(folded.layers, lambda: folded(ids, segments, places))
    rows, pieces = {0: "rows"}, {0: "rows", 1: "pieces"}
    inputs = {
        "ids": (ids[:1], pieces),
        "segments": (segments[:1], pieces),
        "place": (places[:1], rows),
    }
    outputs = dict.fromkeys(("presence", "side", "voice", "state"), rows)
    write_graph(folded, file, inputs, outputs)


def run_rows(model: Path, examples: list[tuple]) -> list[dict[str, np.ndarray]]:
    """Return the outputs of an exported network for training examples, one row at a time."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(model), options)
    names = ["presence", "side", "voice"]
    return [
        dict(
            zip(
                names,
                session.run(
                    names,
                    {
                        "ids": np.array([e[2]], dtype=np.int64),
                        "segments": np.array([e[3]], dtype=np.int64),
                        "place": np.array([e[4]], dtype=np.int64),
                    },
                ),
                strict=True,
            )
        )
        for e in examples
    ]
