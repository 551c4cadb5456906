"""Training sentences from patterns: acts, negations, concessions, several speakers, no position.

The patterns are data (``augment.yml``); this module fills their slots with invented and public
names and with the concepts of the training debates, and marks what each label is about.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

from ..codebook.aliases import bare, longest_spans
from ..statements import reading
from ..statements.reading import Marks, Pieces, read_statement
from ..tables import STANCES, VOICES

WRITER_SHARE = 0.15
"""Of the patterns with one label, how many are read as texts without a marked actor."""

_LABEL = re.compile(
    r"(?P<who>[ABNW_])?(?P<d1>D)?(?P<sign>[+\-0x*!])(?P<d2>D)?(?::(?P<voice>[idan]))?"
)
_SIGNS = {"+": "favor", "-": "against", "0": "neutral", "x": None}
_VOICE = {"i": "indirect", "d": "direct", "a": "action", "n": "narrator"}
_KINDS = {
    "treaty": r"treaty|convention|pact|accord|agreement|protocol|membership|statute|accession",
    "bill": r"\bbill|\blaw|\bact\b|reform|code|amendment|decree",
    "tax": r"tax|levy|fee|charge|subsid|grant|duty|allowance|toll|premium",
    "weapon": r"missile|drone|mine\b|munition|jets|weapon|tank",
    "project": r"line|tunnel|dam|port|plant|mine|farm|bridge|pipeline|project|centre|reactor|base",
}


def load_patterns() -> dict:
    """Return the patterns and the words for their slots."""
    import yaml

    path = Path(__file__).with_name("augment.yml")
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def flat_patterns(data: dict) -> list[tuple[str, str, str]]:
    """Return (kind, pattern, verb source) of every pattern, the paired ones once for each side."""
    out = []
    for section, frames in (("verb", "verb_frames"), ("quote", "quote_frames")):
        out += [(section, pattern, side) for pattern in data[frames] for side in ("pro", "con")]
    out += [("act", pattern, side) for pattern in data["act_frames"] for side in ("pro", "con")]
    for section in (
        "negated",
        "idioms",
        "outcome_frames",
        "neutral",
        "absent",
        "two_concepts",
        "ban_pairs",
    ):
        out += [(section, pattern, "") for pattern in data[section]]
    return out


class Filler:
    """Fill patterns with names, verbs and concepts.

    Parameters
    ----------
    data : dict
        What :func:`load_patterns` returns.
    debates : list of dict
        The training debates, whose concepts fill slots too.
    chance : random.Random
        Draws.
    """

    def __init__(self, data: dict, debates: list[dict], chance: random.Random) -> None:
        self.data, self.chance = data, chance
        self.concepts: dict[str, list[tuple]] = {kind: [] for kind in _KINDS}
        for kind, names in data["fillers"]["concepts"].items():
            self.concepts[kind] += [(name, [name], "") for name in names for _ in range(2)]
        for debate in debates:
            for concept in debate["concepts"]:
                names = [concept["name"], *concept["aliases"]]
                kind = self._kind(names)
                short = [n for n in names if n.lower().startswith("the ")] or [names[0]]
                if kind:
                    entry = (concept["name"], short, concept.get("description", ""))
                    self.concepts[kind].append(entry)
        self.all = [c for group in self.concepts.values() for c in group]

    @staticmethod
    def _kind(names: list[str]) -> str:
        for kind, pattern in _KINDS.items():
            if re.search(pattern, names[0], re.IGNORECASE):
                return kind
        return ""

    def actor(self) -> tuple[str, str]:
        """Return a name and the pronoun for it."""
        group = self.chance.choice(("governments", "bodies", "people"))
        name = self.chance.choice(self.data["fillers"][group])
        return name, self.chance.choice(("he", "she")) if group == "people" else "it"

    def fill(self, section: str, pattern: str, side: str) -> tuple[str, dict, dict]:
        """Return labels, the filled slots and the concepts by letter."""
        chance, data = self.chance, self.data
        labels, text = pattern.split(" :: ", 1)
        kind = chance.choice(list(self.concepts)) if section == "act" else None
        if section == "ban_pairs":
            first, second = chance.choice(data["fillers"]["bans"])
            about = chance.choice(("", f"The rules that forbid {second}"))
            concepts = {"C": (first, [first], about), "D": (second, [second], "")}
        else:
            pool = self.concepts[kind] if kind else self.all
            first, second = chance.sample(pool, 1) + chance.sample(self.all, 1)
            while second[0] == first[0]:
                second = chance.choice(self.all)
            concepts = {"C": first, "D": second}
        actor, pronoun = self.actor()
        other = self.actor()[0]
        while bare(other) == bare(actor):
            other = self.actor()[0]
        slots = {"A": actor, "B": other, "a": pronoun}
        slots |= {key: chance.choice(values) for key, values in data["lists"].items()}
        slots |= {key: chance.choice(data["outcomes"][key]) for key in ("good", "bad")}
        if section == "verb":
            verb = chance.choice(data[f"{side}_verb"])
            slots |= dict(zip("VPIG", verb, strict=True))
        elif section == "act":
            past, infinitive, gerund, present = chance.choice(data["acts"][kind][side])
            slots |= {"P": past, "I": infinitive, "G": gerund, "V": present}
        elif section == "quote":
            slots["side"] = chance.choice(data["quotes"][side])
        for letter, (_, surfaces, _) in concepts.items():
            slots[letter] = chance.choice(surfaces)
        return labels, slots | {"": text}, concepts


def sign_of(mark: str, side: str) -> str | None:
    """Return the stance of a sign, which ``*`` and ``!`` take from the side of the verb."""
    if mark in "*!":
        mark = "+" if (side == "pro") == (mark == "*") else "-"
    return _SIGNS[mark]


def augmented_examples(reader, debates: list[dict], *, rounds: int, seed: int = 0) -> list[tuple]:
    """Return examples of every pattern, ``rounds`` times with different fillings.

    Parameters
    ----------
    reader : stancebook.training.stance_data.Reader
        Cuts word pieces.
    debates : list of dict
        The training debates.
    rounds : int
        Fillings of each pattern.
    seed : int
        Of the draws.
    """
    chance = random.Random(seed)
    data = load_patterns()
    filler = Filler(data, debates, chance)
    out: list[tuple] = []
    for _ in range(rounds):
        for section, pattern, side in flat_patterns(data):
            out.extend(_examples(reader, filler, section, pattern, side))
    return out


def _examples(reader, filler: Filler, section: str, pattern: str, side: str) -> Iterator[tuple]:
    labels, slots, concepts = filler.fill(section, pattern, side)
    context, _, sentence = slots.pop("").rpartition(" || ")
    tagged, named = _render(sentence, slots)
    before, named_before = _render(context, slots)
    letters = [letter for letter in "CD" if "{" + letter + "}" in context + sentence]
    for label in labels.split():
        parts = _LABEL.fullmatch(label)
        if parts is None:
            raise ValueError(f"cannot read the label {label!r} of {pattern!r}")
        who = parts["who"] or "A"
        target = "D" if parts["d1"] or parts["d2"] else "C"
        stance = sign_of(parts["sign"], side)
        if who in "AB" and who not in named:
            if who == "A" and "a" in named:
                span = named["a"]
            else:
                raise ValueError(f"{who} is not in {pattern!r}")
        elif who in "AB":
            span = named[who]
        modes = {"_": reading.NO_MENTION, "N": reading.NARRATOR, "W": reading.ARGUMENT}
        mode = modes.get(who, reading.ACTOR)
        if stance and " " not in labels and not context and filler.chance.random() < WRITER_SHARE:
            mode = reading.ARGUMENT
        order = [target] + [letter for letter in letters if letter != target]
        surfaces = [[slots[letter], concepts[letter][0]] for letter in order]
        here, earlier = longest_spans(tagged, surfaces), longest_spans(before, surfaces)
        marks = Marks(
            [span] if mode == reading.ACTOR else [], here[0], [s for g in here[1:] for s in g]
        )
        speaker = [named_before["A"]] if who == "_" and "A" in named_before else []
        context_marks = Marks(speaker, earlier[0], [s for g in earlier[1:] for s in g])
        name, _, description = concepts[target]
        ids, segments, place = read_statement(
            reader.pieces(bare(name)),
            reader.pieces(description) if filler.chance.random() < 0.7 else Pieces([], []),
            reader.pieces(tagged),
            marks,
            rivals=[reader.pieces(bare(concepts[letter][0])) for letter in order[1:]],
            context=reader.pieces(before),
            context_marks=context_marks,
            mode=mode,
        )
        side_index = STANCES.index(stance) if stance else -1
        voice = VOICES.index(_VOICE[parts["voice"] or "i"]) if stance and parts["voice"] else -1
        group = "pos" if stance else "neg_pattern"
        presence = -1 if mode == reading.ARGUMENT else int(bool(stance))
        key = (section, pattern, tagged)
        yield ("augmented", group, ids, segments, place, presence, side_index, voice, key)


def _render(pattern: str, slots: dict[str, str]) -> tuple[str, dict[str, tuple[int, int]]]:
    """Return the text and the first place of each actor in it."""
    text, named, at = "", {}, 0
    for match in re.finditer(r"\{(\w+)\}", pattern):
        text += pattern[at : match.start()]
        value = slots[match[1]]
        if not text and value:
            value = value[0].upper() + value[1:]
        if match[1] in ("A", "B", "a"):
            named.setdefault(match[1], (len(text), len(text) + len(value)))
        text += value
        at = match.end()
    text += pattern[at:]
    return text.replace(" .", ".") if text.endswith(" .") else text, named
