"""The stance network: a small cross-encoder with a head for presence, one for side, one for voice.

Torch is needed here and nowhere at run time: the trained network is exported to ONNX.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import nn

from ..statements import reading

WIDTH, HEADS, LAYERS = 384, 12, 6

MARK_WORDS = {
    reading.ACTOR: "speaker",
    reading.ACTOR_END: "said",
    reading.CONCEPT: "topic",
    reading.CONCEPT_END: "topic",
    reading.OTHER: "other",
    reading.OTHER_END: "other",
    reading.NO_MENTION: "previous",
    reading.NARRATOR: "newspaper",
    reading.ARGUMENT: "argument",
    reading.SENTENCE: "sentence",
    reading.RIVALS: "also",
    reading.TITLE: "title",
}
"""The word whose vector each mark begins with."""


class Layer(nn.Module):
    """One transformer layer as in BERT, with queries, keys and values in one matrix."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, 4 * WIDTH)
        self.down = nn.Linear(4 * WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return the next layer's states, shape (n, length, 384)."""
        n, length, _ = x.shape
        q, k, v = self.qkv(x).view(n, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.drop(self.out(mixed.transpose(1, 2).reshape(n, length, WIDTH))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class StanceNetwork(nn.Module):
    """Ids to logits: presence (n,), side (n, 3) and voice (n, 4).

    The heads read the first position and the place of the actor. Word vectors stay as they were,
    apart from those of the marks.
    """

    def __init__(self, n_words: int = 30522, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(n_words, WIDTH)
        self.words.weight.requires_grad_(False)
        self.marks = nn.Embedding(reading.N_MARKS, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.segments = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.hidden = nn.Linear(2 * WIDTH, WIDTH)
        self.presence = nn.Linear(WIDTH, 1)
        self.side = nn.Linear(WIDTH, 3)
        self.voice = nn.Linear(WIDTH, 4)
        self.drop = nn.Dropout(dropout)

    def load_base(self, weights: dict[str, torch.Tensor], vocabulary: dict[str, int]) -> None:
        """Take the weights of all-MiniLM-L6-v2 and give each mark the vector of a word."""
        state = {}
        emb = "embeddings."
        state["words.weight"] = weights[emb + "word_embeddings.weight"]
        state["positions.weight"] = weights[emb + "position_embeddings.weight"]
        state["segments.weight"] = weights[emb + "token_type_embeddings.weight"]
        for end in ("weight", "bias"):
            state[f"norm.{end}"] = weights[f"{emb}LayerNorm.{end}"]
            for k in range(LAYERS):
                base = f"encoder.layer.{k}."
                state[f"layers.{k}.qkv.{end}"] = torch.cat(
                    [weights[f"{base}attention.self.{w}.{end}"] for w in ("query", "key", "value")]
                )
                for ours, theirs in (
                    ("out", "attention.output.dense"),
                    ("norm1", "attention.output.LayerNorm"),
                    ("up", "intermediate.dense"),
                    ("down", "output.dense"),
                    ("norm2", "output.LayerNorm"),
                ):
                    state[f"layers.{k}.{ours}.{end}"] = weights[f"{base}{theirs}.{end}"]
        missing = self.load_state_dict(state, strict=False)
        assert not missing.unexpected_keys, missing.unexpected_keys
        with torch.no_grad():
            self.marks.weight.copy_(self.words.weight[: reading.N_MARKS])
            for mark, word in MARK_WORDS.items():
                noise = 0.01 * torch.randn(WIDTH)
                self.marks.weight[mark] = self.words.weight[vocabulary[word]] + noise

    def forward(
        self, ids: torch.Tensor, segments: torch.Tensor, places: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Return presence, side and voice logits of ids, segments (n, length), places (n,)."""
        x = self.states(ids, segments)
        actor = x[torch.arange(len(ids), device=ids.device), places]
        state = self.drop(F.gelu(self.hidden(torch.cat([x[:, 0], actor], dim=1))))
        return self.presence(state).squeeze(1), self.side(state), self.voice(state)

    def states(self, ids: torch.Tensor, segments: torch.Tensor) -> torch.Tensor:
        """Return the last layer's states, shape (n, length, 384)."""
        mask = (ids != reading.PAD)[:, None, None, :]
        is_mark = (ids < reading.N_MARKS) & (ids > reading.PAD)
        marks = self.marks(ids.clamp(max=reading.N_MARKS - 1))
        x = torch.where(is_mark[..., None], marks, self.words(ids))
        x = x + self.positions.weight[: ids.shape[1]] + self.segments(segments)
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x
