"""What a tagger marked, used where the rules leave open what a name names."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

import pandas as pd

from .found import Found
from .lexicon import load_lexicon, word_set
from .names import fold
from .words import Reading, Token

_SURE, _VERY_SURE = 0.5, 0.8

Label = tuple[int, int, str, float]


def read_labels(candidates: pd.DataFrame | None, *, in_title: bool) -> list[Label]:
    """Return the tagger's places in a title or text, in order."""
    if candidates is None or candidates.empty:
        return []
    rows = candidates[candidates["in_title"].astype(bool) == in_title]
    sure = rows["confidence"] if "confidence" in rows else [1.0] * len(rows)
    places = zip(rows["start"], rows["end"], rows["label"], sure, strict=True)
    return sorted((int(start), int(end), str(label), float(p)) for start, end, label, p in places)


def join_labelled(reading: Reading, names: list[Found], labels: list[Label]) -> list[Found]:
    """Return the names with those made one that the tagger marked as one body: "Roots and Sierra".

    Only small words may join them, and no country, title or name of the codebook is swallowed.
    """
    joined: list[Found] = []
    rest = sorted(names, key=lambda one: one.first)
    at = 0
    for start, end, label, sure in labels:
        if label != "organisation" or sure < _SURE:
            continue
        first, last = reading.at(start), reading.at(end)
        while first < last and reading.tokens[first].lower in ("the", "a", "an"):
            first += 1
            start = reading.tokens[first].start if first < last else end
        if last - first < 2 or not _is_one_name(reading.tokens[first:last]):
            continue
        while at < len(rest) and rest[at].last <= first:
            joined.append(rest[at])
            at += 1
        inside = []
        while at + len(inside) < len(rest) and rest[at + len(inside)].first < last:
            inside.append(rest[at + len(inside)])
        whole = len(inside) == 1 and (inside[0].first, inside[0].last) == (first, last)
        if not inside or whole or not all(_may_join(one, first, last) for one in inside):
            continue
        one = replace(inside[0], start=start, end=end, first=first, last=last, shape="body")
        one.name, one.weak, one.acronym, one.head = reading.text[start:end], False, False, ""
        one.titles = ()
        joined.append(one)
        at += len(inside)
    return joined + rest[at:]


def _is_one_name(tokens: list[Token]) -> bool:
    small = word_set("small_words") | word_set("joiners") | word_set("particles") | {"to", "with"}
    last = tokens[-1]
    closed = last.named and last.lower not in small
    ends = tokens[0].named and (closed or last.lower in load_lexicon().body_types)
    return ends and all(token.named or token.lower in small for token in tokens[1:-1])


def _may_join(one: Found, first: int, last: int) -> bool:
    within = first <= one.first and one.last <= last
    open_shape = one.shape in ("unknown", "body", "bodyword", "thing", "person")
    return within and open_shape and not one.owner and not one.titles


def _needed(one: Found, surnames: set[str]) -> float:
    """Return how sure the tagger must be to make a body of a name that may be something else."""
    if one.titles:
        return 1.0
    return _VERY_SURE if one.local or fold(one.name) in surnames else _SURE


def use_labels(names: list[Found], labels: list[Label]) -> None:
    """Let the tagger's labels decide on names of no known kind, in place.

    The codebook's names, countries, and bodies known by their words stay what they are. So do
    places ("from Halden") and the surnames of people named in full, unless the tagger is very
    sure that they are bodies, and people with a title.
    """
    starts = [label[0] for label in labels]
    full = [one.name for one in names if one.shape == "person" and " " in one.name]
    surnames = {fold(word) for name in full for word in name.split()}
    for one in names:
        if one.owner or one.shape not in ("unknown", "person") or not labels:
            continue
        at = bisect_right(starts, one.start)
        for start, end, label, sure in labels[max(0, at - 2) : at + 1]:
            shared = min(end, one.end) - max(start, one.start)
            if shared < 0.5 * (one.end - one.start):
                continue
            if label == "location" and one.shape == "unknown":
                one.local = True
            elif label == "organisation":
                if sure < _needed(one, surnames):
                    continue
                one.shape, one.weak = "body", False
            elif label == "person":
                one.shape, one.weak, one.is_sure = "person", False, sure >= _SURE
            elif label == "holder":
                one.weak = False
