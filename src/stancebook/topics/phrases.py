"""Terms as a reader would write them: "United States" and "NATO", not "united, states, nato"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from .unsegmented import join_terms
from .vocabulary import split_printed

_MOST_PASSAGES = 2_000
_MIN_TIMES = 2
_MIN_SHARE = 0.5
"""Two terms are one phrase where the rarer stands beside the other in this share of its uses."""


class Phrases:
    """How terms are printed, and which of them stand together.

    Parameters
    ----------
    texts : sequence of str
        At most 2,000 of them are read, evenly spaced.
    terms : iterable of str
        The terms that matter; others are not counted.

    Examples
    --------
    >>> phrases = Phrases(["The United States and NATO", "NATO. United States"],
    ...     ["united", "states", "nato"])
    >>> phrases.write(["states", "nato", "united"])
    ['United States', 'NATO']
    """

    def __init__(self, texts: Sequence[str], terms: Iterable[str]):
        wanted = set(terms)
        self._times: Counter[str] = Counter()
        self._together: Counter[tuple[str, str]] = Counter()
        self._printed: dict[str, Counter[str]] = {term: Counter() for term in wanted}
        step = max(1, -(-len(texts) // _MOST_PASSAGES))
        for text in texts[::step]:
            words = split_printed(text)
            for place, (word, printed) in enumerate(words):
                if word in wanted:
                    self._times[word] += 1
                    self._printed[word][printed] += 1
                    if place + 1 < len(words) and words[place + 1][0] in wanted:
                        self._together[word, words[place + 1][0]] += 1

    def write(self, terms: Sequence[str]) -> list[str]:
        """Return the terms in order, printed as most often; those that stand together joined."""
        following = self._follow(terms)
        followed = set(following.values())
        written = []
        for term in terms:
            if term in followed:
                continue
            phrase = [term]
            while phrase[-1] in following:
                phrase.append(following[phrase[-1]])
            place = min(terms.index(word) for word in phrase)
            written.append((place, join_terms([self._print(word) for word in phrase])))
        return [text for _, text in sorted(written)]

    def _follow(self, terms: Sequence[str]) -> Mapping[str, str]:
        """Say which term is followed by which in a phrase: no term twice, no circle."""
        following: dict[str, str] = {}
        pairs = [(n, first, then) for (first, then), n in self._together.items()]
        for times, first, then in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
            rarer = min(self._times[first], self._times[then])
            common = times >= max(_MIN_TIMES, _MIN_SHARE * rarer)
            free = first not in following and then not in following.values()
            known = first in terms and then in terms and first != then
            if common and free and known and not _reaches(following, then, first):
                following[first] = then
        return following

    def _print(self, term: str) -> str:
        printed = self._printed.get(term)
        if not printed:
            return term
        return max(sorted(printed), key=lambda form: printed[form])


def _reaches(following: Mapping[str, str], start: str, goal: str) -> bool:
    while start in following:
        start = following[start]
        if start == goal:
            return True
    return False


def write_terms(texts: Sequence[str], terms: Sequence[Sequence[str]]) -> list[list[str]]:
    """Write the terms of each topic as phrases of the texts, the best first."""
    phrases = Phrases(texts, {term for row in terms for term in row})
    return [phrases.write(row) for row in terms]
