"""What a tagger marked, used where the rules leave open what a name names."""

from __future__ import annotations

from bisect import bisect_right

import pandas as pd

from .found import Found


def read_labels(candidates: pd.DataFrame | None, *, in_title: bool) -> list[tuple[int, int, str]]:
    """Return the tagger's places in a title or text, in order."""
    if candidates is None or candidates.empty:
        return []
    rows = candidates[candidates["in_title"].astype(bool) == in_title]
    places = zip(rows["start"], rows["end"], rows["label"], strict=True)
    return sorted((int(start), int(end), str(label)) for start, end, label in places)


def use_labels(names: list[Found], labels: list[tuple[int, int, str]]) -> None:
    """Let the tagger's labels decide on names of no known kind, in place.

    The codebook's names, countries, and bodies known by their words stay what they are.
    """
    starts = [label[0] for label in labels]
    for one in names:
        if one.owner or one.shape not in ("unknown", "person") or not labels:
            continue
        at = bisect_right(starts, one.start)
        for start, end, label in labels[max(0, at - 2) : at + 1]:
            shared = min(end, one.end) - max(start, one.start)
            if shared < 0.5 * (one.end - one.start):
                continue
            if label == "location" and one.shape == "unknown":
                one.local = True
            elif label == "organisation":
                one.shape, one.weak = "body", False
            elif label == "person":
                one.shape, one.weak = "person", False
            elif label == "holder":
                one.weak = False
