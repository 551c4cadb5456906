"""What pages carry round their text is read once: "Sign up for our newsletter"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_BORDER = re.compile(r"(?<=[.!?…])\s+|\n+")
_FEWEST_WORDS = 5

FEWEST_ARTICLES = 5
"""Among fewer articles, what two of them print alike is as likely to be a quotation."""


def without_repeats(texts: Sequence[str]) -> list[str]:
    """Return texts without the sentences that stand in others before them.

    An article of which most stands in others is a version of their story and stays whole.

    Parameters
    ----------
    texts : sequence of str
        One text per article.

    Returns
    -------
    list of str
        As many, in the same order.

    Examples
    --------
    >>> footer = "Sign up for our newsletter."
    >>> texts = [f"Day {day} of the talks ends without a deal. {footer}" for day in range(5)]
    >>> [footer in text for text in without_repeats(texts)]
    [True, False, False, False, False]
    """
    if len(texts) < FEWEST_ARTICLES:
        return list(texts)
    pieces = [[piece for piece in _BORDER.split(text) if piece] for text in texts]
    holders = Counter(key for own in pieces for key in {piece.casefold() for piece in own})
    seen: set[str] = set()
    kept = []
    for text, own in zip(texts, pieces, strict=True):
        repeated = [
            piece
            for piece in own
            if holders[piece.casefold()] > 1 and len(piece.split()) >= _FEWEST_WORDS
        ]
        old = {piece.casefold() for piece in repeated} & seen
        seen.update(piece.casefold() for piece in repeated)
        is_version = 2 * sum(map(len, repeated)) > sum(map(len, own))
        if old and not is_version:
            text = "\n".join(piece for piece in own if piece.casefold() not in old)
        kept.append(text)
    return kept
