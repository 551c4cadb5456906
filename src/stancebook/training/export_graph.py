"""What both exports share: layers that ONNX Runtime runs fast, and weights as 8-bit integers.

A row runs by itself at run time, so nothing here knows of padding or of a mask.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

DOMAIN = "com.microsoft"
"""Operators of ONNX Runtime beyond ONNX: attention and gelu in one step each."""
_LOUD, _QUIET = 2.0, 0.2


class _Attend(torch.autograd.Function):
    """Attention of all pieces to all, one operator in the graph."""

    @staticmethod
    def forward(ctx, query, key, value, n_heads: int) -> torch.Tensor:
        cut = (t.unflatten(2, (n_heads, -1)).transpose(1, 2) for t in (query, key, value))
        return F.scaled_dot_product_attention(*cut).transpose(1, 2).flatten(2)

    @staticmethod
    def symbolic(g, query, key, value, n_heads: int):
        operator = f"{DOMAIN}::MultiHeadAttention"
        return g.op(operator, query, key, value, num_heads_i=n_heads).setType(query.type())


class _Gelu(torch.autograd.Function):
    """Gelu by the hyperbolic tangent: at most 0.0005 off, in half of the time."""

    @staticmethod
    def forward(ctx, x) -> torch.Tensor:
        return F.gelu(x, approximate="tanh")

    @staticmethod
    def symbolic(g, x):
        return g.op(f"{DOMAIN}::FastGelu", x).setType(x.type())


class ByteVectors(nn.Module):
    """Word vectors as 8-bit integers.

    Each vector has a scale of its own; one scale for all of them would cost accuracy.
    """

    def __init__(self, vectors: torch.Tensor) -> None:
        super().__init__()
        scale = vectors.detach().abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("vectors", (vectors.detach() / scale).round().to(torch.int8))

    def forward(self, ids: torch.Tensor) -> torch.Tensor:
        """Return the vectors of ids, any shape, along a new last axis."""
        return self.vectors[ids].to(torch.float32) * self.scale[ids]


class ExportedLayer(nn.Module):
    """One encoder layer in BERT's order, as it is exported.

    Parameters
    ----------
    attend : Linear
        Queries, keys and values in one matrix, width to three widths.
    mix, widen, narrow : Linear
        After the attention, and into and out of the inner layer.
    norm_attend, norm : LayerNorm
    n_heads : int
    """

    def __init__(self, attend, mix, norm_attend, widen, narrow, norm, *, n_heads: int) -> None:
        super().__init__()
        self.n_heads = n_heads
        self.query, self.key, self.value = _thirds(attend)
        self.mix, self.widen, self.narrow = map(copy.deepcopy, (mix, widen, narrow))
        self.norm_attend, self.norm = norm_attend, norm
        # Added after the scale of the rows has been put back
        self.narrow_bias, self.narrow.bias = self.narrow.bias, None
        for name, linear in (("attend", attend), ("widen", widen)):
            self.register_buffer(f"{name}_scale", torch.ones(linear.in_features))

    def forward(self, x: torch.Tensor, wanted: torch.Tensor | None = None) -> torch.Tensor:
        """Map (n_rows, n_pieces, width) to the same shape, or to the `wanted` pieces of it."""
        scaled = x * self.attend_scale
        key, value = self.key(scaled), self.value(scaled)
        if wanted is not None:
            x, scaled = x[:, wanted], scaled[:, wanted]
        x = self.norm_attend(
            x + self.mix(_Attend.apply(self.query(scaled), key, value, self.n_heads))
        )
        inner = _Gelu.apply(self.widen(x * self.widen_scale))
        # Pieces differ most here: each is brought to the same range before it is rounded
        loudest = inner.amax(2, keepdim=True).clamp_min(_QUIET)
        return self.norm(x + (self.narrow(inner / loudest) * loudest + self.narrow_bias))

    @torch.no_grad()
    def quieten(self, loudness: dict[nn.Module, torch.Tensor]) -> None:
        """Make loud channels of what the matrices read quieter, and their weights larger."""
        for readers, scale in (
            ((self.query, self.key, self.value), self.attend_scale),
            ((self.widen,), self.widen_scale),
        ):
            factor = _factors(loudness[readers[0]])
            scale /= factor
            for linear in readers:
                linear.weight *= factor
        factor = _factors(loudness[self.mix])
        self.mix.weight *= factor
        self.value.weight /= factor[:, None]
        self.value.bias /= factor


def _thirds(joined: nn.Linear) -> list[nn.Linear]:
    parts = []
    for weight, bias in zip(joined.weight.chunk(3), joined.bias.chunk(3), strict=True):
        part = nn.Linear(weight.shape[1], weight.shape[0])
        part.load_state_dict({"weight": weight, "bias": bias})
        parts.append(part)
    return parts


def _factors(loudness: torch.Tensor) -> torch.Tensor:
    return (loudness / (_LOUD * loudness.median())).clamp_min(1.0)


def quieten_layers(layers: Iterable[ExportedLayer], run: Callable[[], object]) -> None:
    """Spread the few loud channels of a network, so that 8 bits are enough for the others.

    What a matrix reads is rounded to 256 steps from its lowest to its highest value. A few
    channels are ten times as loud as the rest and take the steps from them. Dividing a channel
    and multiplying its weights by the same factor changes nothing but the rounding [1]_.

    Parameters
    ----------
    layers : iterable of ExportedLayer
        Changed in place; what they compute stays the same.
    run : callable
        Runs the network on some rows, to see which channels are loud.

    References
    ----------
    .. [1] Xiao, G. et al. (2023). SmoothQuant: accurate and efficient post-training quantization
       for large language models. ICML. (Here only channels above twice the median are changed.)
    """
    layers, loudness, hooks = list(layers), {}, []

    def listen(linear, inputs) -> None:
        loudest = inputs[0].detach().abs().flatten(0, -2).amax(0)
        loudness[linear] = torch.maximum(loudest, loudness.get(linear, torch.zeros(())))

    for layer in layers:
        for linear in (layer.query, layer.mix, layer.widen):
            hooks.append(linear.register_forward_pre_hook(listen))
    with torch.no_grad():
        run()
    for hook in hooks:
        hook.remove()
    for layer in layers:
        layer.quieten(loudness)


def random_words(*, n_rows: int = 16, length: int = 64, n_words: int = 30522) -> torch.Tensor:
    """Return rows of random word ids between the two marks, shape (n_rows, length).

    Loud channels belong to the network and not to the text, so no data are needed to find them.
    """
    drawn = torch.Generator().manual_seed(0)
    ids = torch.randint(1000, n_words, (n_rows, length), generator=drawn)
    ids[:, 0], ids[:, -1] = 101, 102
    return ids


def write_graph(network: nn.Module, file: Path | str, inputs: dict, outputs: dict) -> None:
    """Write a network as ONNX with 32-bit weights.

    Parameters
    ----------
    network : Module
    file : path
    inputs : dict of str to (Tensor, dict)
        Name to a sample and the names of its free dimensions.
    outputs : dict of str to dict
        Name to the names of its free dimensions.
    """
    with torch.no_grad():
        torch.onnx.export(
            network.eval(),
            tuple(sample for sample, _ in inputs.values()),
            str(file),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes={name: free for name, (_, free) in inputs.items()} | outputs,
            opset_version=17,
            custom_opsets={DOMAIN: 1},
            dynamo=False,
        )


def quantise(float_file: Path | str, file: Path | str, *, keep: Sequence[str] = ()) -> None:
    """Turn the weights of a float model into 8-bit integers (activations at run time).

    Weights use 7 bits: the instruction that processors without VNNI multiply with would
    overflow otherwise, and processors would differ.

    Parameters
    ----------
    float_file, file : path
    keep : sequence of str
        Modules of the network that stay as they are.
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    nodes = onnx.load(str(float_file)).graph.node
    quantize_dynamic(
        str(float_file),
        str(file),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul", "Gemm"],
        nodes_to_exclude=[n.name for n in nodes if any(f"/{name}/" in n.name for name in keep)],
        extra_options={"MatMulConstBOnly": True},
    )
