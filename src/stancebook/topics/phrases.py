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

    What stands together two by two is no phrase of three unless the texts hold all three.

    >>> texts = ["Majority Leader Jo Lee", "Minority Leader Jo Lee", "Majority Leader Al Orr"] * 2
    >>> terms = ["majority", "leader", "jo"]
    >>> Phrases(texts, terms).write(terms), Phrases(texts[1::3], terms).write(terms)
    (['Majority Leader Jo'], ['majority', 'Leader Jo'])
    """

    def __init__(self, texts: Sequence[str], terms: Iterable[str]):
        wanted = set(terms)
        self._times: Counter[str] = Counter()
        self._together: Counter[tuple[str, str]] = Counter()
        self._three: Counter[tuple[str, str, str]] = Counter()
        self._printed: dict[str, Counter[str]] = {term: Counter() for term in wanted}
        step = max(1, -(-len(texts) // _MOST_PASSAGES))
        for text in texts[::step]:
            words = split_printed(text)
            for place, (word, printed) in enumerate(words):
                if word in wanted:
                    self._times[word] += 1
                    self._printed[word][printed] += 1
                    run = [follower for follower, _ in words[place : place + 3]]
                    if len(run) > 1 and run[1] in wanted:
                        self._together[word, run[1]] += 1
                        if len(run) > 2 and run[2] in wanted:
                            self._three[word, run[1], run[2]] += 1

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
            if not (common and free and known) or _reaches(following, then, first):
                continue
            before = next((word for word, after in following.items() if after == first), None)
            if self._holds(before, first, then) and self._holds(first, then, following.get(then)):
                following[first] = then
        return following

    def _holds(self, first: str | None, second: str, third: str | None) -> bool:
        """Say whether three terms stand together in the texts; two of them were counted before."""
        return first is None or third is None or self._three[first, second, third] >= _MIN_TIMES

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
