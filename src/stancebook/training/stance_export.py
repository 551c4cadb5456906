"""The trained stance network to ONNX: single rows in, integer weights, agreement measured."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import torch
from torch import nn

from ..statements import reading
from .stance_network import StanceNetwork


class Folded(nn.Module):
    """The network with the marks folded into the word vectors."""

    def __init__(self, network: StanceNetwork) -> None:
        super().__init__()
        self.network = network
        words = network.words.weight.detach().clone()
        words[1 : reading.N_MARKS] = network.marks.weight.detach()[1:]
        self.words = nn.Embedding.from_pretrained(words)

    def forward(
        self, ids: torch.Tensor, segments: torch.Tensor, place: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return presence (n, 1), side (n, 3), voice (n, 4), state (n, 384) of unpadded rows."""
        net = self.network
        n, length = ids.shape
        positions = net.positions(torch.arange(length)[None])
        x = net.norm(self.words(ids) + positions + net.segments(segments))
        for layer in net.layers:
            q, k, v = layer.qkv(x).view(n, length, 3, 12, 32).permute(2, 0, 3, 1, 4)
            weights = torch.softmax(q @ k.transpose(-1, -2) / 32**0.5, dim=-1)
            mixed = (weights @ v).transpose(1, 2).reshape(n, length, 384)
            x = layer.norm1(x + layer.out(mixed))
            x = layer.norm2(x + layer.down(nn.functional.gelu(layer.up(x))))
        actor = torch.gather(x, 1, place[:, None, None].expand(-1, 1, 384)).squeeze(1)
        state = nn.functional.gelu(net.hidden(torch.cat([x[:, 0], actor], dim=1)))
        return net.presence(state), net.side(state), net.voice(state), state


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
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    network = StanceNetwork(dropout=0.0)
    network.load_state_dict(torch.load(checkpoint))
    network.eval()
    example = (torch.ones(1, 9).long(), torch.zeros(1, 9).long(), torch.ones(1).long())
    folder.mkdir(parents=True, exist_ok=True)
    keep.parent.mkdir(parents=True, exist_ok=True)
    with torch.no_grad():
        torch.onnx.export(
            Folded(network).eval(),
            example,
            str(keep),
            input_names=["ids", "segments", "place"],
            output_names=["presence", "side", "voice", "state"],
            dynamic_axes={
                "ids": {0: "n", 1: "length"},
                "segments": {0: "n", 1: "length"},
                "place": {0: "n"},
            },
            opset_version=17,
            dynamo=False,
        )
    prepared = keep.with_suffix(".prepared.onnx")
    quant_pre_process(str(keep), str(prepared), skip_symbolic_shape=True)
    partial = folder / "model.onnx.partial"
    halfway = keep.with_suffix(".halfway.onnx")
    # 7 bits: without VNNI, 8-bit products of AVX2 saturate and differ between processors
    quantize_dynamic(
        str(prepared),
        str(halfway),
        per_channel=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gemm"],
        reduce_range=True,
    )
    quantize_dynamic(
        str(halfway), str(partial), weight_type=QuantType.QInt8, op_types_to_quantize=["Gather"]
    )
    halfway.unlink()
    partial.replace(folder / "model.onnx")
    prepared.unlink()
    shutil.copy(tokenizer, folder / "tokenizer.json")


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
