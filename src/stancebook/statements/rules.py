"""The first rules: stance by word lists with negation, kept as the baseline of the benchmarks."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .candidates import ArticleCandidates, Candidate

NEGATION_REACH = 28
"""Characters before a cue in which a negator turns it round."""

SUBJECT_REACH = 140
"""Characters after a mention within which a cue can be its act."""


class Judgement(NamedTuple):
    """What a method says about a candidate: presence and the three sides, each from 0 to 1."""

    presence: float
    favor: float
    against: float
    neutral: float
    voice: str


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    import yaml

    path = Path(__file__).parent.parent / "lexicons" / "stance.yml"
    lists = yaml.safe_load(path.read_text(encoding="utf-8"))
    patterns = {}
    for name, words in lists.items():
        ending = "" if name == "negators" else r"\w*"
        start = r"(?<!\w)" if name != "negators" else ""
        body = "|".join(re.escape(str(word)) for word in sorted(map(str, words), key=len)[::-1])
        patterns[name] = re.compile(rf"{start}(?:{body}){ending}(?!\w)", re.IGNORECASE)
    return patterns


def polarity(text: str) -> int:
    """Return cues for minus cues against, each turned round by a negator shortly before it.

    Examples
    --------
    >>> polarity("It backs the treaty."), polarity("It never backed the treaty.")
    (1, -1)
    """
    patterns = _patterns()
    total = 0
    for name, sign in (("pro", 1), ("con", -1)):
        for match in patterns[name].finditer(text):
            before = text[max(0, match.start() - NEGATION_REACH) : match.start()]
            negations = len(patterns["negators"].findall(before))
            total += -sign if negations % 2 else sign
    return total


def judge_by_rules(article: ArticleCandidates, candidate: Candidate) -> Judgement:
    """Judge a candidate by word lists.

    A position is there where the concept is named in the sentence or just before, and the actor
    either speaks it or comes shortly before a cue.
    """
    units = article.seen.units
    unit = units[candidate.unit]
    near = units[max(0, candidate.unit - 1) : candidate.unit + 1]
    named = any(u.spans[candidate.concept] for u in near)
    text = unit.text
    if candidate.mention and not candidate.attribution_id:
        text = text[candidate.mention[0] : candidate.mention[1] + SUBJECT_REACH]
    total = polarity(text)
    speaks = bool(candidate.attribution_id)
    acts = candidate.mention is not None and total != 0
    if not named or candidate.narrator or not (speaks or acts):
        return Judgement(0.0, 0.0, 0.0, 1.0, candidate.voice or "indirect")
    voice = candidate.voice or "action"
    if total == 0:
        return Judgement(0.55, 0.1, 0.1, 0.8, voice)
    strong = min(0.9, 0.55 + 0.1 * abs(total))
    rest = (1 - strong) / 2
    if total > 0:
        return Judgement(0.7, strong, rest, rest, voice)
    return Judgement(0.7, rest, strong, rest, voice)
