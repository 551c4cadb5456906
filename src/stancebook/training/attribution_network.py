"""The network that reads reported speech: a small encoder with features, tag heads and links."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn
from torch.nn import functional as F

from ..attributions.pieces import PLACES, QUOTE_STATES, SHAPES
from ..attributions.tags import ENTITY_KINDS, HOLDER_KINDS, SPEECH_KINDS, count_tags

WIDTH, N_HEADS, N_LAYERS, INNER, LINK = 384, 12, 6, 1536, 64


class Layer(nn.Module):
    """One encoder layer in BERT's order: attention, norm, inner layer, norm."""

    def __init__(self) -> None:
        super().__init__()
        self.attend = nn.Linear(WIDTH, 3 * WIDTH)
        self.mix = nn.Linear(WIDTH, WIDTH)
        self.norm_attend = nn.LayerNorm(WIDTH, eps=1e-12)
        self.widen = nn.Linear(WIDTH, INNER)
        self.narrow = nn.Linear(INNER, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
        """Map (n_windows, n_pieces, WIDTH) to the same shape; `bias` hides the padding."""
        n, t, _ = x.shape
        q, k, v = self.attend(x).view(n, t, 3, N_HEADS, WIDTH // N_HEADS).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        x = self.norm_attend(x + self.mix(mixed.transpose(1, 2).reshape(n, t, WIDTH)))
        return self.norm(x + self.narrow(F.gelu(self.widen(x))))


class SpeechReader(nn.Module):
    """Encoder with heads for speech, holders and entities, and vectors for links.

    Parameters
    ----------
    dropout : float
        On the last hidden states only: dropout inside costs a third of the speed on a CPU.
    """

    def __init__(self, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(30522, WIDTH)
        self.position = nn.Embedding(512, WIDTH)
        self.shape = nn.Embedding(len(SHAPES), WIDTH)
        self.quote = nn.Embedding(len(QUOTE_STATES), WIDTH)
        self.place = nn.Embedding(len(PLACES), WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(N_LAYERS))
        self.dropout = nn.Dropout(dropout)
        self.speech = nn.Linear(WIDTH, count_tags(SPEECH_KINDS))
        self.holder = nn.Linear(WIDTH, count_tags(HOLDER_KINDS))
        self.entity = nn.Linear(WIDTH, count_tags(ENTITY_KINDS))
        self.link = nn.Linear(WIDTH, 4 * LINK)
        # Per link type (cue -> speaker, content -> cue): weight of the logarithm of the distance
        # to a candidate before and after, of another paragraph, and the score of "none".
        self.link_bias = nn.Parameter(torch.tensor([[-0.5, -0.5, -1.0, 0.0]] * 2))
        for feature in (self.shape, self.quote, self.place):
            nn.init.normal_(feature.weight, std=0.01)

    def encode(self, ids, shape, quote, place, mask) -> torch.Tensor:
        """Return hidden states, shape (n_windows, n_pieces, WIDTH)."""
        return self.encode_words(self.word(ids), shape, quote, place, mask)

    def encode_words(self, words, shape, quote, place, mask) -> torch.Tensor:
        """Return hidden states from the vectors of the words."""
        x = words + self.position.weight[: words.shape[1]]
        x = self.norm(x + self.shape(shape) + self.quote(quote) + self.place(place))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def forward(self, ids, shape, quote, place, mask):
        """Return logits of the three heads and the link vectors, all per piece."""
        x = self.dropout(self.encode(ids, shape, quote, place, mask))
        return self.speech(x), self.holder(x), self.entity(x), self.link(x)


def load_base(network: SpeechReader, file: Path | str) -> None:
    """Fill the encoder with the weights of all-MiniLM-L6-v2 (``model.safetensors``)."""
    from safetensors.torch import load_file

    base = load_file(file)
    prefix = "bert." if any(name.startswith("bert.") for name in base) else ""
    get = lambda name: base[f"{prefix}{name}"]  # noqa: E731
    own = network.state_dict()
    own["word.weight"] = get("embeddings.word_embeddings.weight")
    own["position.weight"] = (
        get("embeddings.position_embeddings.weight")
        + get("embeddings.token_type_embeddings.weight")[0]
    )
    for kind in ("weight", "bias"):
        own[f"norm.{kind}"] = get(f"embeddings.LayerNorm.{kind}")
        for index in range(N_LAYERS):
            theirs, ours = f"encoder.layer.{index}", f"layers.{index}"
            own[f"{ours}.attend.{kind}"] = torch.cat(
                [
                    get(f"{theirs}.attention.self.{part}.{kind}")
                    for part in ("query", "key", "value")
                ]
            )
            for our, their in (
                ("mix", "attention.output.dense"),
                ("norm_attend", "attention.output.LayerNorm"),
                ("widen", "intermediate.dense"),
                ("narrow", "output.dense"),
                ("norm", "output.LayerNorm"),
            ):
                own[f"{ours}.{our}.{kind}"] = get(f"{theirs}.{their}.{kind}")
    network.load_state_dict(own)


def link_scores(
    link: torch.Tensor, bias: torch.Tensor, paragraph: torch.Tensor, which: int
) -> torch.Tensor:
    """Score every piece as the answer of every other, shape (n_windows, n_pieces, n_pieces).

    `which` is 0 for cue -> speaker, 1 for content -> cue; column 0 is the score of "none".
    """
    n_pieces = link.shape[1]
    query, key = (
        link[..., LINK * (2 * which + side) : LINK * (2 * which + side + 1)] for side in (0, 1)
    )
    scores = query @ key.transpose(1, 2) / LINK**0.5
    places = torch.arange(n_pieces)
    distance = places[None, :] - places[:, None]
    far = torch.log1p(distance.abs().float())
    scores = scores + torch.where(distance < 0, bias[which, 0], bias[which, 1]) * far
    scores = scores + bias[which, 2] * (paragraph[:, :, None] != paragraph[:, None, :])
    none = (scores[..., :1] * 0) + bias[which, 3]
    return torch.cat([none, scores[..., 1:]], dim=2)


def batch_loss(network: SpeechReader, outputs, batch: dict[str, torch.Tensor]) -> dict:
    """Return the loss of each head and link type; zero where the batch knows nothing."""
    speech, holder, entity, link = outputs
    losses = {}
    for name, logits in (("speech", speech), ("holder", holder), ("entity", entity)):
        tags = batch[f"tags_{name}"]
        total = F.cross_entropy(
            logits.flatten(0, 1), tags.flatten(), ignore_index=-100, reduction="sum"
        )
        losses[name] = total / batch["mask"].sum()
    answers = {"cue": (1, 4), "content": (5, 8)}  # tags that begin a speaker, a cue
    for which, (name, begins) in enumerate(answers.items()):
        pairs = batch[f"{name}_links"]
        if not len(pairs):
            losses[f"{name}_link"] = link.sum() * 0
            continue
        tags = batch["tags_speech"]
        candidates = (tags == begins[0]) | (tags == begins[1])
        candidates[:, 0] = True
        scores = link_scores(link, network.link_bias, batch["paragraph"], which)
        row, query, answer = pairs.unbind(1)
        chosen = scores[row, query].masked_fill(~candidates[row], -1e4)
        losses[f"{name}_link"] = F.cross_entropy(chosen, answer)
    return losses
