"""Sentence vectors by the shipped encoder: the mean of its hidden states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

MODEL = "attribution"
MAX_PIECES = 128


def sentence_vectors(texts: Sequence[str]) -> np.ndarray:
    """Return one vector per text, shape (n_texts, n_dimensions).

    Of a long text the first 128 word pieces are read. The encoder was trained to find speakers,
    cues and contents in news; for vectors trained on likeness pass ``TopicModel(embed=...)``.

    Raises
    ------
    InputError
        Where the weights are missing.
    """
    from ...encoder import load_encoder

    encoder = load_encoder(MODEL)
    outputs = encoder.run(_rows(texts, encoder.tokenizer), outputs=["hidden"])
    return np.array([output["hidden"] for output in outputs], np.float64)


def _rows(texts: Sequence[str], tokenizer: object) -> Iterator[dict[str, np.ndarray]]:
    """Yield the inputs of the network for each text, the start mark first."""
    from ...attributions.pieces import START_ID, Paragraph, split_pieces

    starts = {"ids": START_ID, "shape": 0, "quote": 0, "place": 3}
    for text in texts:
        clean = text.encode("utf-8", "replace").decode("utf-8")
        pieces = split_pieces(tokenizer, [Paragraph(clean, 0, False)])
        row = {
            name: np.concatenate([[start], getattr(pieces, name)[:MAX_PIECES]]).astype(np.int64)
            for name, start in starts.items()
        }
        yield {**row, "words": np.arange(len(row["ids"]))}
