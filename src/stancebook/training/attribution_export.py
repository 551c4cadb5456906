"""Export the trained reader: ONNX, weights as 8-bit integers, one folder that the package reads."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import torch
from torch import nn

from .attribution_network import N_HEADS, SpeechReader
from .export_graph import (
    ByteVectors,
    ExportedLayer,
    quantise,
    quieten_layers,
    random_words,
    write_graph,
)

INPUTS = ("ids", "shape", "quote", "place", "words")
OUTPUTS = ("speech", "holder", "entity", "link", "hidden")


class _Exported(nn.Module):
    """The network as it is exported: a row at a time.

    `words` are the pieces that carry a tag; the last layer and the heads compute nothing else.
    The mean of their hidden states comes out too.
    """

    def __init__(self, network: SpeechReader) -> None:
        super().__init__()
        self.words, self.position = ByteVectors(network.word.weight), network.position.weight
        self.features = nn.ModuleList([network.shape, network.quote, network.place])
        self.norm = network.norm
        self.layers = nn.ModuleList(
            ExportedLayer(
                layer.attend,
                layer.mix,
                layer.norm_attend,
                layer.widen,
                layer.narrow,
                layer.norm,
                n_heads=N_HEADS,
            )
            for layer in network.layers
        )
        self.speech, self.holder = network.speech, network.holder
        self.entity, self.link = network.entity, network.link

    def forward(self, ids, *features_and_words):
        *features, words = features_and_words
        x = self.words(ids) + self.position[: ids.shape[1]]
        for vectors, own in zip(self.features, features, strict=True):
            x = x + vectors(own)
        x = self.norm(x)
        for layer in self.layers[:-1]:
            x = layer(x)
        x = self.layers[-1](x, words[0])
        return self.speech(x), self.holder(x), self.entity(x), self.link(x), x.mean(1)


def export_float(network: SpeechReader, file: Path | str) -> None:
    """Write the network as ONNX with 32-bit weights; the numbers of pieces and words are free."""
    exported = _Exported(network.eval()).eval()
    ids = random_words()
    place = torch.zeros_like(ids)
    place[:, 0], place[:, 1], place[:, -1] = 3, 1, 3
    plain = torch.ones_like(ids), torch.zeros_like(ids)
    every = torch.arange(ids.shape[1])[None]
    quieten_layers(exported.layers, lambda: exported(ids, *plain, place, every))
    sample = torch.ones(1, 16, dtype=torch.long)
    inputs = dict.fromkeys(INPUTS, (sample, {1: "pieces"})) | {"words": (sample, {1: "words"})}
    outputs = dict.fromkeys(OUTPUTS, {1: "words"}) | {"hidden": {}}
    write_graph(exported, file, inputs, outputs)


def export_reader(
    network: SpeechReader,
    base: Path | str,
    folder: Path | str,
    *,
    float_folder: Path | str | None = None,
) -> Path:
    """Write ``model.onnx``, ``tokenizer.json`` and ``model.json`` into a folder.

    Parameters
    ----------
    network : SpeechReader
    base : path
        Folder with the ``tokenizer.json`` of the base model.
    folder : path
        Of the model.
    float_folder : path, optional
        Where the same model with 32-bit weights goes, to compare.

    Returns
    -------
    Path
        The folder.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    as_float, packed = folder / "float.onnx.partial", folder / "model.onnx.partial"
    export_float(network, as_float)
    quantise(as_float, packed, keep=OUTPUTS)
    settings = {
        "inputs": list(INPUTS),
        "outputs": list(OUTPUTS),
        "longest": 256,
        "link_bias": [[round(v, 6) for v in row] for row in network.link_bias.tolist()],
    }
    if float_folder is not None:
        _write_folder(as_float, Path(float_folder), base, settings)
    as_float.unlink()
    _write_folder(packed, folder, base, settings)
    packed.unlink()
    return folder


def _write_folder(model: Path, folder: Path, base: Path | str, settings: dict) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = Path(base) / "tokenizer.json"
    if not (folder / "tokenizer.json").exists() or not tokenizer.samefile(
        folder / "tokenizer.json"
    ):
        shutil.copyfile(tokenizer, folder / "tokenizer.json")
    (folder / "model.json").write_text(json.dumps(settings, indent=1) + "\n")
    shutil.copyfile(model, folder / "model.onnx")
