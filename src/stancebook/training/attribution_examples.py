"""Articles to training windows: pieces, tags of three heads, links, each masked where unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..attributions.pieces import Paragraph, Pieces, pack_windows, split_pieces
from ..attributions.tags import ENTITY_KINDS, SPEECH_KINDS, tag_words

UNKNOWN = -100
"""The tag of a word of which a data set says nothing; the loss leaves it out."""

HEADS = ("speech", "holder", "entity")


class Example(NamedTuple):
    """One article with its labels, one entry per piece.

    Attributes
    ----------
    pieces : Pieces
    tags : dict of ndarray
        For each of HEADS; UNKNOWN where masked.
    links : dict of ndarray, shape (n_links, 2)
        ``cue`` (cue -> speaker) and ``content`` (content -> cue): piece where each span begins;
        -1 where there is none.
    """

    pieces: Pieces
    tags: dict[str, np.ndarray]
    links: dict[str, np.ndarray]


def paragraphs_of(text: str, title: str = "") -> list[Paragraph]:
    """Cut a training text at line breaks; a first line that repeats the title is the title."""
    same = re.sub(r"\W+", "", title).lower()
    return [
        Paragraph(line.group(), line.start(), re.sub(r"\W+", "", line.group()).lower() == same)
        for line in re.finditer(r"[^\n]+", text)
    ]


def _words_in(pieces: Pieces, start: int, end: int) -> np.ndarray:
    """Return the pieces that begin a word which overlaps the characters start to end."""
    return np.flatnonzero(pieces.first & (pieces.start < end) & (pieces.end > start))


def _tag_pieces(pieces: Pieces, spans: Iterable[tuple[int, int, int]]) -> np.ndarray:
    """Tag the first pieces by character spans (start, end, kind), cut at paragraphs."""
    tags = np.full(len(pieces.ids), UNKNOWN, dtype=np.int64)
    tags[pieces.first] = 0
    for start, end, kind in sorted(spans, key=lambda span: span[0] - span[1]):
        words = _words_in(pieces, start, end)
        for paragraph in np.unique(pieces.paragraph[words]):
            at = words[pieces.paragraph[words] == paragraph]
            if (tags[at] == 0).all():
                tags[at] = tag_words(len(at), [(0, len(at), kind)])
    return tags


def _masked(pieces: Pieces) -> np.ndarray:
    return np.full(len(pieces.ids), UNKNOWN, dtype=np.int64)


def _no_links() -> dict[str, np.ndarray]:
    return {name: np.zeros((0, 2), dtype=np.int64) for name in ("cue", "content")}


def polnear_examples(articles: pd.DataFrame, tokenizer) -> list[Example]:
    """Turn PolNeAR articles into examples: the speech head and links are known."""
    examples = []
    for row in articles.itertuples():
        pieces = split_pieces(tokenizer, paragraphs_of(row.text, row.title))
        spans = {
            (start, end, SPEECH_KINDS.index(kind))
            for gold in row.attributions
            for kind in SPEECH_KINDS
            for start, end in gold[kind]
        }
        tags = {name: _masked(pieces) for name in HEADS} | {"speech": _tag_pieces(pieces, spans)}
        examples.append(Example(pieces, tags, _gold_links(pieces, row.attributions)))
    return examples


def _gold_links(pieces: Pieces, attributions: list[dict]) -> dict[str, np.ndarray]:
    cue_links, content_links = set(), set()
    for gold in attributions:
        at = {kind: [_first_word(pieces, span) for span in gold[kind]] for kind in SPEECH_KINDS}
        cue = next((piece for piece in at["cue"] if piece >= 0), -1)
        speaker = next((piece for piece in at["speaker"] if piece >= 0), -1)
        if cue >= 0:
            cue_links.add((cue, speaker))
        content_links.update((piece, cue) for piece in at["content"] if piece >= 0)
    return {
        "cue": np.array(sorted(cue_links), dtype=np.int64).reshape(-1, 2),
        "content": np.array(sorted(content_links), dtype=np.int64).reshape(-1, 2),
    }


def _first_word(pieces: Pieces, span: list[int]) -> int:
    words = _words_in(pieces, *span)
    return int(words[0]) if len(words) else -1


def debate_examples(articles: pd.DataFrame, tokenizer) -> list[Example]:
    """Turn debates into examples: holders are known; entities where an actor is declared.

    A capitalised word that is no declared actor may be a name all the same: its entity tag is
    masked.
    """
    examples = []
    for row in articles.itertuples():
        body = len(row.title) + 1
        text = f"{row.title}\n{row.text}"
        pieces = split_pieces(tokenizer, paragraphs_of(text, row.title))
        holders = set()
        for statement in row.statements:
            holders.update(_mention_span(text, statement, body))
        tags = {name: _masked(pieces) for name in HEADS}
        tags["holder"] = _tag_pieces(pieces, {(*span, 0) for span in holders})
        tags["entity"] = _declared_entities(pieces, text, row.actors)
        examples.append(Example(pieces, tags, _no_links()))
    return examples


def _mention_span(text: str, statement: dict, body: int) -> list[tuple[int, int]]:
    """Find a statement's mention in its sentence; nothing where it names none."""
    sentence, mention = statement["sentence"], statement["mention"]
    at = text.find(sentence, body)
    at = at if at >= 0 else text.find(sentence)
    inside = re.search(rf"(?<!\w){re.escape(mention)}(?!\w)", sentence) if mention else None
    if at < 0 or inside is None:
        return []
    return [(at + inside.start(), at + inside.end())]


def _declared_entities(pieces: Pieces, text: str, actors: list[dict]) -> np.ndarray:
    spans = set()
    for actor in actors:
        kind = "person" if actor["type"] == "person" else "organisation"
        for name in [actor["name"], *actor["aliases"]]:
            if name[:1].isupper() and len(name) > 1:
                spans.update(
                    (found.start(), found.end(), ENTITY_KINDS.index(kind))
                    for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
                )
    tags = _tag_pieces(pieces, spans)
    unsure = (tags == 0) & np.isin(pieces.shape, (2, 3, 4, 5))
    tags[unsure] = UNKNOWN
    return tags


def entity_examples(texts: pd.DataFrame, tokenizer) -> list[Example]:
    """Turn texts with entities (wikigold, re3d) into examples: only the entity head is known."""
    examples = []
    for row in texts.itertuples():
        pieces = split_pieces(tokenizer, paragraphs_of(row.text))
        if not len(pieces.ids):
            continue
        spans = {(e["start"], e["end"], ENTITY_KINDS.index(e["label"])) for e in row.entities}
        tags = {name: _masked(pieces) for name in HEADS}
        tags["entity"] = _tag_pieces(pieces, spans)
        examples.append(Example(pieces, tags, _no_links()))
    return examples


class Window(NamedTuple):
    """A range of pieces of one example."""

    example: Example
    begin: int
    end: int


def draw_windows(
    examples: Iterable[Example], *, size: int = 255, random: np.random.Generator | None = None
) -> list[Window]:
    """Cut examples into windows; with `random`, the first is of random size, so cuts move."""
    windows = []
    for example in examples:
        first = int(random.integers(64, size + 1)) if random is not None else None
        windows.extend(
            Window(example, *span)
            for span in pack_windows(example.pieces, size=size, first_size=first)
        )
    return windows


def pad_batch(windows: list[Window], *, width: int | None = None) -> dict[str, np.ndarray]:
    """Stack windows into one batch: inputs, tags, links.

    Returns
    -------
    dict of ndarray
        ``ids``, ``shape``, ``quote``, ``place``, ``paragraph`` of shape (n_windows, width),
        ``mask`` likewise (1 where a piece stands), ``tags_*`` likewise, and per link type
        ``cue_links``, ``content_links`` of shape (n_links, 3): window, query, answer (0, the
        start mark, where there is none or it stands in another window).
    """
    width = width or max(w.end - w.begin for w in windows) + 1
    batch = {
        name: np.zeros((len(windows), width), dtype=np.int64)
        for name in ("ids", "shape", "quote", "place", "paragraph", "mask")
    }
    batch |= {
        f"tags_{head}": np.full((len(windows), width), UNKNOWN, dtype=np.int64) for head in HEADS
    }
    links: dict[str, list] = {"cue": [], "content": []}
    for row, (example, begin, end) in enumerate(windows):
        stop = end - begin + 1
        batch["ids"][row, 0], batch["place"][row, 0] = 101, 3
        batch["mask"][row, :stop] = 1
        for name in ("ids", "shape", "quote", "place", "paragraph"):
            batch[name][row, 1:stop] = getattr(example.pieces, name)[begin:end]
        for head in HEADS:
            batch[f"tags_{head}"][row, 1:stop] = example.tags[head][begin:end]
        for name, pairs in example.links.items():
            for query, answer in pairs[(pairs[:, 0] >= begin) & (pairs[:, 0] < end)].tolist():
                here = begin <= answer < end
                links[name].append((row, query - begin + 1, answer - begin + 1 if here else 0))
    for name, rows in links.items():
        batch[f"{name}_links"] = np.array(rows, dtype=np.int64).reshape(-1, 3)
    return batch
