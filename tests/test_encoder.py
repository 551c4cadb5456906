"""The encoder: loaded once, the same on every thread, told apart from what is not there."""

import os
import pickle

import numpy as np
import pytest

from stancebook.encoder import default_threads, has_model, load_encoder
from stancebook.errors import InputError


@pytest.fixture(scope="module")
def encoder():
    if not has_model("attribution"):
        pytest.skip("no weights in models/attribution: train them with the notebook")
    return load_encoder("attribution", threads=1)


def row(encoder, text):
    ids = encoder.tokenize([text])[0].ids
    zeros = np.zeros_like(ids)
    row = {"ids": ids, "shape": zeros, "quote": zeros, "place": zeros}
    return row | {"words": np.arange(len(ids), dtype=np.int64)}


def test_it_is_loaded_once_per_process(encoder):
    assert load_encoder("attribution", threads=1) is encoder
    assert load_encoder(encoder.folder, threads=1) is encoder


def test_a_row_holds_what_the_network_reads(encoder):
    inputs = [one.name for one in encoder.session.get_inputs()]
    assert set(inputs) == set(encoder.settings["inputs"]) == set(row(encoder, "No."))


def test_a_copy_for_another_process_carries_a_name_and_no_weights(encoder):
    assert len(pickle.dumps(encoder)) < 1000
    assert pickle.loads(pickle.dumps(encoder)).folder == encoder.folder


def test_rows_do_not_depend_on_neighbours_order_or_threads(encoder):
    rows = [row(encoder, text) for text in ("She said no.", "It rains. " * 20, "Why?")]
    one = list(encoder.run(rows, outputs=["speech", "hidden"]))
    other = list(load_encoder("attribution", threads=3).run(rows[::-1], outputs=["speech"]))
    for left, right in zip(one, other[::-1], strict=True):
        np.testing.assert_array_equal(left["speech"], right["speech"])
    assert [len(result["speech"]) for result in one] == [len(r["ids"]) for r in rows]
    assert one[0]["hidden"].shape == (384,)


def test_offsets_are_those_of_the_text(encoder):
    text = "Zoe\u0308 said\u00a0\U0001f44d \u201cno\u201d"
    tokens = encoder.tokenize([text], marks=False)[0]
    words = [text[a:b] for a, b in tokens.offsets.tolist()]
    assert {"said", "\U0001f44d", "\u201c", "no"} <= set(words)


def test_partners_are_told_apart(encoder):
    tokens = encoder.tokenize(["one two"], ["three"])[0]
    assert sorted(set(tokens.sequence.tolist())) == [-1, 0, 1]


@pytest.mark.parametrize("value", ["0", "-1", "many", ""])
def test_a_strange_number_of_threads_is_refused(monkeypatch, value):
    monkeypatch.setenv("STANCEBOOK_THREADS", value)
    with pytest.raises(InputError, match="STANCEBOOK_THREADS"):
        default_threads()


def test_threads_follow_the_environment(monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    monkeypatch.delenv("STANCEBOOK_THREADS", raising=False)
    assert default_threads() == 3
    monkeypatch.setenv("STANCEBOOK_THREADS", "5")
    assert default_threads() == 5
    monkeypatch.delenv("STANCEBOOK_THREADS")
    monkeypatch.delenv("OMP_NUM_THREADS")
    assert 1 <= default_threads() <= (os.cpu_count() or 1)


def test_a_model_that_is_not_there_is_refused_with_those_that_are(tmp_path):
    with pytest.raises(InputError, match="expected a folder with model.onnx"):
        load_encoder(tmp_path)
