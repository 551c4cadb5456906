"""Training examples of the stance model: what it reads, and what it should answer.

An example is a tuple ``(task, group, ids, segments, place, presence, side, voice, key)``: ``side``
is an index into ``tables.STANCES`` and ``voice`` one into ``tables.VOICES``, -1 where unknown.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..codebook.aliases import alias_spans, longest_spans
from ..statements import reading
from ..statements.reading import Marks, Pieces, read_statement
from ..tables import STANCES, VOICES

GROUPS = re.compile(
    r"\b(?:critics|opponents|supporters|residents|campaigners|officials|analysts|experts|"
    r"observers|protesters|voters|diplomats|economists|scientists|farmers|workers|"
    r"a (?:diplomat|spokes\w+|resident|lawyer|analyst|source)|some \w+|many \w+)\b",
    re.IGNORECASE,
)
PRONOUNS = re.compile(r"\b(?:he|she|they|it)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“][^\"”]*[\"”]?")


class Reader:
    """Cut texts into word pieces once and build what the network reads."""

    def __init__(self, tokenizer_file: str | Path) -> None:
        from tokenizers import Tokenizer

        self.tokenizer = Tokenizer.from_file(str(tokenizer_file))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self._known: dict[str, Pieces] = {}

    def pieces(self, text: str) -> Pieces:
        """Return a text as word pieces."""
        if text not in self._known:
            encoded = self.tokenizer.encode(text, add_special_tokens=False)
            self._known[text] = Pieces(encoded.ids, encoded.offsets)
        return self._known[text]


def text_before(sentences: list[str], k: int) -> str:
    """Return the two sentences before sentence ``k``; the title, number 0, is not among them."""
    return " ".join(sentences[max(1, k - 2) : k])


def mention_span(sentence: str, mention: str) -> tuple[int, int] | None:
    """Return where a mention stands as a whole word, outside quotation marks if it can."""
    found = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(mention)}(?!\w)", sentence)]
    if not found:
        at = sentence.find(mention)
        return (at, at + len(mention)) if at >= 0 else None
    quoted = [m.span() for m in _QUOTED.finditer(sentence)]
    outside = [s for s in found if not any(q[0] <= s[0] and s[1] <= q[1] for q in quoted)]
    return (outside or found)[0]


def read_lines(path: Path) -> Iterator[dict]:
    """Yield the records of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


class Asked(NamedTuple):
    """One question about a sentence, with its answer."""

    group: str
    mode: int
    span: tuple[int, int] | None
    speaker: str
    presence: int
    side: int
    voice: int


class SentenceOfDebate:
    """One sentence of a debate with its labels, its actors and the sentences before it."""

    def __init__(self, debate: dict, article: dict, sentences: list[str], k: int) -> None:
        self.concepts, self.k = debate["concepts"], k
        self.actors = [actor["name"] for actor in debate["actors"]]
        self.actor_names = [[a["name"], *a["aliases"]] for a in debate["actors"]]
        names = [[c["name"], *c["aliases"]] for c in self.concepts]
        self.text, self.title = sentences[k], article["title"]
        self.before = text_before(sentences, k)
        self.spans = longest_spans(self.text, names)
        self.earlier = longest_spans(self.before, names)
        self.found = longest_spans(self.text, self.actor_names)
        self.labels = [
            label
            for label in article["statements"]
            if label["sentence"] == self.text
            or (label["sentence"] in self.text and label["sentence"] not in sentences)
        ]

    def asked(self, concept: str, chance: random.Random) -> Iterator[Asked]:
        """Yield what is labelled on a concept, and others who are not."""
        here = [label for label in self.labels if label["concept"] == concept]
        taken: list[tuple[int, int]] = []
        said = {label["speaker"] for label in here}
        for one in (*map(self._positive, here), *self._other_concept(concept, said)):
            if one.mode == reading.ACTOR and (one.span is None or one.span in taken):
                continue
            if one.span:
                taken.append(one.span)
            yield one
        group = "neg_actor" if here else "neg_quiet"
        for a, actor in enumerate(self.actors):
            if actor not in said and self.found[a] and not _overlaps(self.found[a][0], taken):
                taken.append(self.found[a][0])
                yield Asked(group, reading.ACTOR, taken[-1], actor, 0, -1, -1)
        yield from self._nobody(taken, chance)

    def _positive(self, label: dict) -> Asked:
        mode = reading.ACTOR if label["mention"] else reading.NO_MENTION
        mode = reading.NARRATOR if label["voice"] == "narrator" else mode
        span = mention_span(self.text, label["mention"]) if mode == reading.ACTOR else None
        side, voice = STANCES.index(label["stance"]), VOICES.index(label["voice"])
        return Asked("pos", mode, span, label["speaker"], 1, side, voice)

    def _other_concept(self, concept: str, said: set[str]) -> Iterator[Asked]:
        for label in self.labels:
            speaker = label["speaker"]
            if label["concept"] == concept or speaker in said or label["voice"] == "narrator":
                continue
            said.add(speaker)
            span = mention_span(self.text, label["mention"]) if label["mention"] else None
            mode = reading.ACTOR if span else reading.NO_MENTION
            yield Asked("neg_concept", mode, span, speaker, 0, -1, -1)

    def _nobody(self, taken: list, chance: random.Random) -> Iterator[Asked]:
        for pattern, group in ((PRONOUNS, "neg_pronoun"), (GROUPS, "neg_group")):
            spans = [match.span() for match in pattern.finditer(self.text)]
            free = [span for span in spans if not _overlaps(span, taken)]
            if free and not (group == "neg_pronoun" and self.labels):
                yield Asked(group, reading.ACTOR, free[0], "", 0, -1, -1)
        if not self.labels and self.k > 1 and chance.random() < 0.1:
            yield Asked("neg_narrator", reading.NARRATOR, None, "", 0, -1, -1)

    def marks(self, c: int, one: Asked) -> tuple[Marks, Marks]:
        """Return the marks in the sentence and in the text before it."""
        actor = []
        if one.mode == reading.NO_MENTION and one.speaker in self.actors:
            names = self.actor_names[self.actors.index(one.speaker)]
            actor = alias_spans(self.before, names)[-1:]
        here = Marks([one.span] if one.span else [], self.spans[c], _others(self.spans, c))
        return here, Marks(actor, self.earlier[c], _others(self.earlier, c))


def debate_examples(debate: dict, reader: Reader, split, chance: random.Random) -> list[tuple]:
    """Return the examples that the labels of one debate give, and others beside them.

    Parameters
    ----------
    debate : dict
        A debate as in the files.
    reader : Reader
        Cuts word pieces.
    split : callable
        Text to half-open sentence spans.
    chance : random.Random
        Drops descriptions and swaps names now and then.
    """
    out: list[tuple] = []
    for article in debate["articles"]:
        text = article["text"]
        sentences = [article["title"], *(text[start:end] for start, end in split(text))]
        for k in range(len(sentences)):
            sentence = SentenceOfDebate(debate, article, sentences, k)
            for c, concept in enumerate(debate["concepts"]):
                for one in sentence.asked(concept["id"], chance):
                    read = _read(reader, sentence, c, one, chance)
                    answer = (one.presence, one.side, one.voice)
                    key = (debate["debate"], article["id"], k, concept["id"], one.speaker)
                    out.append(("debate", one.group, *read, *answer, key))
    return out


def _overlaps(span: tuple[int, int], taken: list) -> bool:
    return any(low < span[1] and span[0] < high for low, high in taken)


def _others(spans: list, c: int) -> list:
    return [s for k, group in enumerate(spans) if k != c for s in group if s not in spans[c]]


def _read(
    reader: Reader, sentence: SentenceOfDebate, c: int, one: Asked, chance: random.Random
) -> tuple[list[int], list[int], int]:
    concept = sentence.concepts[c]
    name, description = concept["name"], concept.get("description", "")
    if chance.random() < 0.15:
        description = ""
    if chance.random() < 0.15:
        proper = [a for a in concept["aliases"] if not a.lower().startswith(("the ", "this "))]
        name = chance.choice([name, *proper])
    marks, context_marks = sentence.marks(c, one)
    rivals = [
        reader.pieces(other["name"])
        for k, other in enumerate(sentence.concepts)
        if k != c and (sentence.spans[k] or sentence.earlier[k])
    ]
    named = marks.concept or context_marks.concept
    return read_statement(
        reader.pieces(name),
        reader.pieces(description),
        reader.pieces(sentence.text),
        marks,
        rivals=rivals,
        context=reader.pieces(sentence.before),
        context_marks=context_marks,
        title=None if named or not sentence.k else reader.pieces(sentence.title),
        mode=one.mode,
    )


def argument_example(reader: Reader, task: str, text: str, concept: str, stance: str) -> tuple:
    """Return an example of a text without an actor: the writer's stance on a concept."""
    spans = alias_spans(text, [concept])
    ids, segments, place = read_statement(
        reader.pieces(concept),
        Pieces([], []),
        reader.pieces(text),
        Marks([], spans[:2], []),
        mode=reading.ARGUMENT,
        long=True,
    )
    return (task, "pos", ids, segments, place, -1, STANCES.index(stance), -1, (concept,))


def sentiment_example(reader: Reader, row: dict) -> tuple:
    """Return an example of NewsMTSC: the writer's sentiment towards a person or a group."""
    ids, segments, place = read_statement(
        reader.pieces(row["mention"]),
        Pieces([], []),
        reader.pieces(row["sentence"]),
        Marks([], [(row["start"], row["end"])], []),
        mode=reading.ARGUMENT,
        long=True,
    )
    side = STANCES.index({1: "favor", 0: "neutral", -1: "against"}[row["polarity"]])
    return ("newsmtsc", "pos", ids, segments, place, -1, side, -1, (row["mention"],))


def argument_texts(folder: Path, part: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield text, concept, stance and set of VAST, then of PERSPECTRUM."""
    for row in read_lines(folder / f"stance-vast-{part}.jsonl.gz"):
        yield row["text"], row["concept"], row["stance"], "vast"
    for row in read_lines(folder / f"stance-perspectrum-{part}.jsonl.gz"):
        yield row["text"], row["proposition"], row["stance"], "perspectrum"


def other_examples(folder: Path, reader: Reader) -> dict[str, list[tuple]]:
    """Return the training examples of the IBM claims and of NewsMTSC, by task."""
    claims = read_lines(folder / "stance-ibm-claims-train.jsonl.gz")
    rows = read_lines(folder / "target-sentiment-newsmtsc-train.jsonl.gz")
    return {
        "ibm": [
            argument_example(reader, "ibm", row["text"], row["proposition"], row["stance"])
            for row in claims
        ],
        "newsmtsc": [sentiment_example(reader, row) for row in rows],
    }


def proposition_clusters(folder: Path) -> dict[str, str]:
    """Return the cluster of paraphrases of each proposition of PERSPECTRUM's training part."""
    rows = read_lines(folder / "stance-perspectrum-train.jsonl.gz")
    return {row["proposition"]: row["cluster"].split("-")[0] for row in rows}
