"""Score a network on examples while it trains: exact spans per head, links on gold spans."""

from __future__ import annotations

import numpy as np
import torch

from ..attributions.tags import ENTITY_KINDS, HOLDER_KINDS, SPEECH_KINDS, read_spans, tag_rows
from .attribution_examples import Example, Window, draw_windows, pad_batch
from .attribution_network import SpeechReader, link_scores

_KINDS = {"speech": SPEECH_KINDS, "holder": HOLDER_KINDS, "entity": ENTITY_KINDS}
_SETS = {
    "polnear": ("speech",),
    "debates": ("holder", "entity"),
    "wikigold": ("entity",),
    "re3d": ("entity",),
}


def score_examples(network: SpeechReader, examples: dict[str, list[Example]]) -> dict[str, float]:
    """Return F1 by data set and kind, on whole articles and on paragraphs that bear gold spans.

    Returns
    -------
    dict of str to float
        Such as ``polnear.content`` (whole articles), ``polnear.content.bearing`` and
        ``polnear.link.cue`` (share of gold cues whose gold speaker is chosen), in percent.
    """
    scores = {}
    for name, heads in _SETS.items():
        counts, links = _count(network, examples[name], heads)
        for key, (found, gold, right) in counts.items():
            scores[f"{name}.{key}"] = round(200 * right / max(1, found + gold), 2)
        for key, (right, total) in links.items():
            if total:
                scores[f"{name}.link.{key}"] = round(100 * right / total, 2)
    return scores


def _count(network, examples, heads):
    counts: dict[str, np.ndarray] = {}
    links = {"cue": np.zeros(2), "content": np.zeros(2)}
    windows = sorted(draw_windows(examples), key=lambda w: w.end - w.begin)
    network.eval()
    with torch.inference_mode():
        for begin in range(0, len(windows), 8):
            chosen = windows[begin : begin + 8]
            batch = pad_batch(chosen)
            tensors = {name: torch.from_numpy(values) for name, values in batch.items()}
            inputs = (tensors[name] for name in ("ids", "shape", "quote", "place", "mask"))
            *logits, link = network(*inputs)
            for head, values in zip(_KINDS, logits, strict=True):
                if head in heads:
                    _count_spans(chosen, batch, head, values.numpy(), counts)
            _count_links(network, link, tensors, links)
    return counts, links


def _count_spans(chosen: list[Window], batch, head: str, logits: np.ndarray, counts) -> None:
    rows, golds = [], []
    for row, (example, begin, end) in enumerate(chosen):
        pieces = example.pieces
        for paragraph in np.unique(pieces.paragraph[begin:end]):
            at = np.flatnonzero(
                pieces.first[begin:end] & (pieces.paragraph[begin:end] == paragraph)
            )
            if len(at):
                rows.append(logits[row, at + 1])
                golds.append(batch[f"tags_{head}"][row, at + 1])
    lengths = np.array([len(row) for row in rows])
    tags = tag_rows(np.concatenate(rows), lengths, len(_KINDS[head]))
    for path, gold in zip(np.split(tags, np.cumsum(lengths)[:-1]), golds, strict=True):
        known = np.where(gold < 0, 0, gold)
        truth = set(read_spans(known))
        found = {s for s in read_spans(path) if (gold[s[0] : s[1]] >= 0).all()}
        for kind, label in enumerate(_KINDS[head]):
            f, g = ({s for s in some if s[2] == kind} for some in (found, truth))
            numbers = np.array([len(f), len(g), len(f & g)])
            counts[label] = counts.get(label, 0) + numbers
            if truth:
                counts[f"{label}.bearing"] = counts.get(f"{label}.bearing", 0) + numbers


def _count_links(network, link, tensors, links) -> None:
    for which, (name, begins) in enumerate({"cue": (1, 4), "content": (5, 8)}.items()):
        pairs = tensors[f"{name}_links"]
        if not len(pairs):
            continue
        tags = tensors["tags_speech"]
        candidates = (tags == begins[0]) | (tags == begins[1])
        candidates[:, 0] = True
        scores = link_scores(link, network.link_bias, tensors["paragraph"], which)
        row, query, answer = pairs.unbind(1)
        chosen = scores[row, query].masked_fill(~candidates[row], -1e4).argmax(1)
        links[name] += np.array([int((chosen == answer).sum()), len(answer)])
