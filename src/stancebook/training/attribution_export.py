"""Export the trained reader: ONNX, weights as 8-bit integers, one folder that the package reads."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import torch
from torch import nn

from .attribution_network import SpeechReader

INPUTS = ("ids", "shape", "quote", "place", "mask")
OUTPUTS = ("speech", "holder", "entity", "link", "hidden")


class _Exported(nn.Module):
    """The network with its word vectors as 8-bit integers and the mean of its hidden states.

    Each word vector has a scale of its own; one scale for all of them would cost accuracy.
    """

    def __init__(self, network: SpeechReader) -> None:
        super().__init__()
        self.network = network
        words = network.word.weight.detach()
        scale = words.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("words", (words / scale).round().to(torch.int8))

    def forward(self, ids, shape, quote, place, mask):
        network = self.network
        words = self.words[ids].to(torch.float32) * self.scale[ids]
        x = network.encode_words(words, shape, quote, place, mask)
        weight = mask[:, :, None].to(x.dtype)
        mean = (x * weight).sum(1) / weight.sum(1)
        return network.speech(x), network.holder(x), network.entity(x), network.link(x), mean


def export_float(network: SpeechReader, file: Path | str) -> None:
    """Write the network as ONNX with 32-bit weights; windows and pieces are free dimensions."""
    sample = torch.ones(2, 16, dtype=torch.long)
    free = {name: {0: "windows", 1: "pieces"} for name in (*INPUTS, *OUTPUTS[:-1])}
    torch.onnx.export(
        _Exported(network.eval()),
        (sample,) * len(INPUTS),
        str(file),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes=free | {"hidden": {0: "windows"}},
        opset_version=17,
        dynamo=False,
    )


def quantise(float_file: Path | str, file: Path | str) -> None:
    """Turn the weights of a float model into 8-bit integers (activations at run time).

    Weights use 7 bits: the instruction that processors without VNNI multiply with would
    overflow otherwise. The heads are small and stay as they are.
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    nodes = onnx.load(str(float_file)).graph.node
    heads = [n.name for n in nodes if any(f"/{head}/" in n.name for head in OUTPUTS)]
    quantize_dynamic(
        str(float_file),
        str(file),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul", "Gemm"],
        nodes_to_exclude=heads,
        extra_options={"MatMulConstBOnly": True},
    )


def export_reader(network: SpeechReader, base: Path | str, folder: Path | str) -> Path:
    """Write ``model.onnx``, ``tokenizer.json`` and ``model.json`` into a folder.

    Returns
    -------
    Path
        The folder.
    """
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    as_float, packed = folder / "float.onnx.partial", folder / "model.onnx.partial"
    export_float(network, as_float)
    quantise(as_float, packed)
    as_float.unlink()
    shutil.copyfile(Path(base) / "tokenizer.json", folder / "tokenizer.json")
    settings = {
        "inputs": list(INPUTS),
        "outputs": list(OUTPUTS),
        "longest": 256,
        "link_bias": [[round(v, 6) for v in row] for row in network.link_bias.tolist()],
    }
    (folder / "model.json").write_text(json.dumps(settings, indent=1) + "\n")
    packed.replace(folder / "model.onnx")
    return folder
