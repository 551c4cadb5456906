"""What a tagger marked, used where the rules leave open what a name names."""

from __future__ import annotations

from bisect import bisect_right

import pandas as pd

from .found import Found
from .names import fold

_SURE = 0.5

Label = tuple[int, int, str, float]


def read_labels(candidates: pd.DataFrame | None, *, in_title: bool) -> list[Label]:
    """Return the tagger's places in a title or text, in order."""
    if candidates is None or candidates.empty:
        return []
    rows = candidates[candidates["in_title"].astype(bool) == in_title]
    sure = rows["confidence"] if "confidence" in rows else [1.0] * len(rows)
    places = zip(rows["start"], rows["end"], rows["label"], sure, strict=True)
    return sorted((int(start), int(end), str(label), float(p)) for start, end, label, p in places)


def use_labels(names: list[Found], labels: list[Label]) -> None:
    """Let the tagger's labels decide on names of no known kind, in place.

    The codebook's names, countries, and bodies known by their words stay what they are, and so
    does the surname of a person named in full where the tagger doubts that it is a body.
    """
    starts = [label[0] for label in labels]
    full = [one.name for one in names if one.shape == "person" and " " in one.name]
    surnames = {fold(name.split()[-1]) for name in full if name.split()}
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
            elif label == "organisation" and sure < _SURE and fold(one.name) in surnames:
                continue
            elif label == "organisation":
                one.shape, one.weak = "body", False
            elif label == "person":
                one.shape, one.weak = "person", False
            elif label == "holder":
                one.weak = False
