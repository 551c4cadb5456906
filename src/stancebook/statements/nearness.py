"""Sentences that name no concept: of several concepts they speak of the nearest one named.

"Redcoach said it would appeal" is about the tram of the sentence before, not about every concept
of the article.
"""

from __future__ import annotations

from collections.abc import Sequence

from .candidates import ArticleCandidates, Candidate
from .relevance import content_words, words_of
from .rules import Judgement

Judged = list[tuple[Candidate, Judgement]]


def about_nearest(
    article: ArticleCandidates, judged: Judged, concepts: Sequence[object], *, cut: float
) -> Judged:
    """Leave of a sentence that names no concept what an actor says of the nearest ones.

    Parameters
    ----------
    article : ArticleCandidates
        One article.
    judged : list of (Candidate, Judgement)
        Of this article.
    concepts : sequence of Concept
        The codebook's.
    cut : float
        Presence from which a judgement is a statement; those below are left out.

    Returns
    -------
    list of (Candidate, Judgement)
        In their order. Where an actor has several concepts in a sentence that names none, those
        stay that share a telling word with it, else those that the last sentence before it
        names, else those that the next one names, else all.
    """
    units = article.seen.units
    named = [{k for k, spans in enumerate(unit.spans) if spans} for unit in units]
    present = [(c, j) for c, j in judged if j.presence >= cut]
    meant: dict[tuple[int, str], set[int]] = {}
    for candidate, _ in present:
        meant.setdefault((candidate.unit, candidate.actor), set()).add(candidate.concept)
    before, after = _last_named(named), _last_named(named[::-1])[::-1]
    words = [words_of(one) for one in concepts]
    for (i, _), found in meant.items():
        if named[i] or len(found) < 2:
            continue
        told = content_words(units[i].text)
        alike = {k for k in found if told & words[k]}
        found &= alike or before[i] & found or after[i] & found or found
    return [(c, j) for c, j in present if c.concept in meant[c.unit, c.actor]]


def _last_named(named: Sequence[set[int]]) -> list[set[int]]:
    """Return for each unit the concepts of the last one up to it that names any."""
    last: set[int] = set()
    return [last := found or last for found in named]
