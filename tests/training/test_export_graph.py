"""What is exported computes what was trained: only the rounding to integers differs."""

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

import numpy as np  # noqa: E402
import onnxruntime  # noqa: E402
from torch import nn  # noqa: E402

from stancebook.training.attribution_export import INPUTS, OUTPUTS, export_float  # noqa: E402
from stancebook.training.attribution_network import SpeechReader  # noqa: E402
from stancebook.training.export_graph import (  # noqa: E402
    ByteVectors,
    ExportedLayer,
    quantise,
    quieten_layers,
)

LOUD = 7


def loud_layer():
    """Return a layer that reads a channel ten times as loud as the others, and such a row."""
    torch.manual_seed(0)
    norms = nn.LayerNorm(24), nn.LayerNorm(24)
    linears = nn.Linear(24, 72), nn.Linear(24, 24), nn.Linear(24, 96), nn.Linear(96, 24)
    with torch.no_grad():
        norms[0].weight[LOUD] *= 20
        linears[2].bias[LOUD] += 100
    layer = ExportedLayer(
        linears[0], linears[1], norms[0], linears[2], linears[3], norms[1], n_heads=3
    )
    row = torch.randn(2, 9, 24)
    row[..., LOUD] *= 20
    return layer, row


def test_quiet_channels_change_nothing_but_the_rounding():
    layer, row = loud_layer()
    with torch.no_grad():
        before = layer(row)
        quieten_layers([layer], lambda: layer(row))
        torch.testing.assert_close(layer(row), before, rtol=1e-4, atol=1e-5)
    assert layer.attend_scale[LOUD] < 0.5
    assert layer.widen_scale[LOUD] < 0.5
    assert (layer.attend_scale <= 1).all()


def test_word_vectors_lose_less_than_half_a_step():
    vectors = torch.randn(50, 12) * torch.rand(50, 1) * 10
    ids = torch.tensor([[3, 0], [49, 3]])
    step = vectors.abs().amax(1, keepdim=True) / 127
    assert ((ByteVectors(vectors)(ids) - vectors[ids]).abs() <= 0.51 * step[ids]).all()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_exported_reader_is_the_trained_one(tmp_path):
    torch.manual_seed(0)
    network = SpeechReader().eval()
    export_float(network, tmp_path / "float.onnx")
    quantise(tmp_path / "float.onnx", tmp_path / "model.onnx", keep=OUTPUTS)
    row = np.random.default_rng(0).integers(0, 4, (len(INPUTS) - 1, 1, 30))
    words = np.array([[2, 3, 5, 17, 29]])
    with torch.no_grad():
        truth = network(*map(torch.from_numpy, row), torch.ones(1, 30))
    for name, tolerance in (("float.onnx", 0.01), ("model.onnx", 0.2)):
        session = onnxruntime.InferenceSession(str(tmp_path / name))
        assert [one.name for one in session.get_inputs()] == list(INPUTS)
        found = session.run(OUTPUTS[:4], dict(zip(INPUTS, [*row, words], strict=True)))
        for ours, pieces in zip(found, truth, strict=True):
            theirs = pieces[:, words[0]]
            assert np.abs(ours - theirs.numpy()).mean() < tolerance * theirs.numpy().std()
