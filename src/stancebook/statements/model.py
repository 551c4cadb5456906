"""The stance model at work: candidates to judgements, with calibrated probabilities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import numpy as np

from ..encoder import Encoder, load_encoder
from ..tables import STANCES, VOICES
from . import reading
from .bans import ban_on, banned_things, with_banned_things
from .candidates import ArticleCandidates, Candidate
from .fates import with_fates
from .reading import Marks, Pieces, read_statement
from .rules import Judgement
from .structure import STRUCTURE, structure
from .told import TURNED, with_holders, without_others

MODEL = "stance"

Judged = tuple[ArticleCandidates, list[tuple[Candidate, Judgement]]]


@cache
def settings() -> dict:
    """Return the numbers of the model's card that the program uses (``model.json``)."""
    return load_encoder(MODEL).settings


def presence_cut() -> float:
    """Return the presence probability from which a statement enters the table."""
    return float(settings()["presence_cut"])


def min_confidence() -> float:
    """Return the lowest confidence at which nine of ten statements of the gold were right."""
    return float(settings()["min_confidence"])


def confidence_of(share: float) -> float:
    """Return the probability that a statement found with this presence times side stands.

    Presence and side are each calibrated; what is kept above the cut, with an actor's sides drawn
    together and bans turned, is right a little more often than their product says where that is
    high, and less where it is low. Two numbers of the card set that right (Platt 1999).

    Parameters
    ----------
    share : float
        From 0 to 1.

    Returns
    -------
    float
        From 0 to 1, in the same order.
    """
    numbers = settings()
    odds = log_odds(share) * numbers["confidence_slope"] + numbers["confidence_shift"]
    return float(1 / (1 + np.exp(-odds)))


def log_odds(share: float | np.ndarray) -> float | np.ndarray:
    """Return the log odds of shares from 0 to 1, both ends a millionth away."""
    share = np.clip(share, 1e-6, 1 - 1e-6)
    return np.log(share / (1 - share))


def judge_by_model(
    found: Iterable[ArticleCandidates], concepts: Sequence[object]
) -> Iterator[Judged]:
    """Judge all candidates, article by article.

    Parameters
    ----------
    found : iterable of ArticleCandidates
        From :func:`stancebook.statements.candidates.find_candidates`.
    concepts : sequence of Concept
        The same as there.

    Yields
    ------
    (ArticleCandidates, list of (Candidate, Judgement))
    """
    encoder = load_encoder(MODEL)
    numbers = settings()
    reader = ArticleReader(encoder, concepts)
    things = banned_things(concepts)
    for article in found:
        n = len(article.candidates)
        asked, told = with_holders(article)
        bans = _bans(asked)
        rows = [
            network_row(*reader.read(article, candidate, bans=own))
            for candidate, own in zip(asked.candidates, bans, strict=True)
        ]
        logits = list(encoder.run(rows))
        side = np.array([row["side"] for row in logits]).reshape(-1, 3)
        turned = np.array([bool(own) for own in bans])
        side[turned] = side[turned][:, TURNED]  # against the ban is for the thing
        side = with_fates(asked, side)
        presence = np.array([row["presence"] for row in logits]).reshape(-1)
        voice = np.array([row["voice"] for row in logits]).reshape(-1, len(VOICES))
        shares = calibrated(presence, side, numbers, structure(asked))
        shares = without_others(asked, shares, told)
        shares, voice = (shares[0][:n], shares[1][:n]), voice[:n]
        together = consistent(article, shares, numbers["consistency"])
        softness = numbers["consistency_temperature"]
        shares = (shares[0], softmax(np.log(together) / softness))
        judged = [
            (candidate, _judgement(*one, candidate))
            for candidate, *one in zip(article.candidates, *shares, voice, strict=True)
        ]
        yield article, with_banned_things(judged, things, presence_cut())


def _bans(article: ArticleCandidates) -> list[list[tuple[int, int]]]:
    """Return for each candidate where its sentence speaks of a ban on its concept.

    That does not depend on the actor, and is looked for once for all actors of a sentence.
    """
    asked = [(candidate.unit, candidate.concept) for candidate in article.candidates]
    units = article.seen.units
    found = {(i, k): ban_on(units[i].text, units[i].spans[k]) for i, k in dict.fromkeys(asked)}
    return [found[one] for one in asked]


def network_row(ids: list[int], segments: list[int], place: int) -> dict[str, np.ndarray]:
    """Return one row of the network's inputs."""
    return {
        "ids": np.asarray(ids, dtype=np.int64),
        "segments": np.asarray(segments, dtype=np.int64),
        "place": np.asarray(place, dtype=np.int64),
    }


def softmax(logits: np.ndarray) -> np.ndarray:
    """Return shares that sum to 1 along the last axis."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)


def calibrated(
    presence: np.ndarray, side: np.ndarray, numbers: dict, known: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return probabilities of presence and of the sides by the card's numbers.

    Parameters
    ----------
    presence : array of shape (n,)
        Logits.
    side : array of shape (n, 3)
        Logits.
    numbers : dict
        ``presence_slope``, ``presence_shift``, ``side_temperature`` and the weights of
        :data:`~stancebook.statements.structure.STRUCTURE`.
    known : array of shape (n, 7)
        From :func:`~stancebook.statements.structure.structure`.

    Returns
    -------
    (ndarray of shape (n,), ndarray of shape (n, 3))
    """
    weights = np.array([numbers[f"presence_{name}"] for name in STRUCTURE])
    odds = numbers["presence_slope"] * presence + numbers["presence_shift"] + known @ weights
    odds = np.clip(odds, -30, 30)
    return 1 / (1 + np.exp(-odds)), softmax(side / numbers["side_temperature"])


def consistent(
    article: ArticleCandidates, shares: tuple[np.ndarray, np.ndarray], strength: float
) -> np.ndarray:
    """Draw an actor's sides on a concept within one article a little towards one another.

    Each row is multiplied by the geometric mean of the actor's other rows, weighted by their
    presence, to the power ``strength``; 0 leaves the rows as they are.

    Parameters
    ----------
    article : ArticleCandidates
        Whose candidates are the rows.
    shares : (ndarray of shape (n,), ndarray of shape (n, 3))
        Presence and sides.
    strength : float
        From 0 to 1.

    Returns
    -------
    ndarray of shape (n, 3)
        Rows sum to 1.
    """
    presence, side = shares
    logs = np.log(np.clip(side, 1e-6, 1.0))
    groups: dict[tuple[str, int], list[int]] = {}
    for k, candidate in enumerate(article.candidates):
        groups.setdefault((candidate.actor, candidate.concept), []).append(k)
    out = logs.copy()
    for rows in groups.values():
        for k in rows:
            others = [j for j in rows if j != k]
            weight = presence[others]
            if weight.sum() > 0.05:
                mean = (weight[:, None] * logs[others]).sum(axis=0) / max(1.0, weight.sum())
                out[k] = logs[k] + strength * mean
    return softmax(out)


def _judgement(
    presence: float, side: np.ndarray, voice: np.ndarray, candidate: Candidate
) -> Judgement:
    told = VOICES[int(np.argmax(voice[:3]))]
    sides = dict(zip(STANCES, side.tolist(), strict=True))
    return Judgement(float(presence), voice=candidate.narrator and "narrator" or told, **sides)


class ArticleReader:
    """Build what the network reads for candidates; texts are cut into pieces once.

    Parameters
    ----------
    encoder : Encoder
        Cuts word pieces.
    concepts : sequence of Concept
        The codebook's.
    """

    def __init__(self, encoder: Encoder, concepts: Sequence[object]) -> None:
        self.encoder = encoder
        described = [getattr(concept, "description", "") or "" for concept in concepts]
        self.names = self.cut([concept.name for concept in concepts])
        self.ban_names = self.cut([f"ban on {concept.name}" for concept in concepts])
        self.descriptions = self.cut(described)
        self._article: ArticleCandidates | None = None
        self._pieces: dict[int, Pieces] = {}

    def cut(self, texts: Sequence[str]) -> list[Pieces]:
        """Return texts as word pieces."""
        return [
            Pieces(tokens.ids.tolist(), [tuple(span) for span in tokens.offsets.tolist()])
            for tokens in self.encoder.tokenize(list(texts), marks=False)
        ]

    def read(
        self,
        article: ArticleCandidates,
        candidate: Candidate,
        *,
        bans: Sequence[tuple[int, int]] = (),
    ) -> tuple[list[int], list[int], int]:
        """Return ids, segments and the actor's place for one candidate.

        Parameters
        ----------
        article : ArticleCandidates
        candidate : Candidate
            One of the article's.
        bans : sequence of (int, int)
            Where given, the question is about the ban on the concept, which stands there.
        """
        if article is not self._article:
            self._article, self._pieces = article, {}
        units, k = article.seen.units, candidate.concept
        unit = units[candidate.unit]
        sentence = self._unit(candidate.unit, candidate.clause)
        marks = Marks(
            [candidate.mention] if candidate.mention else [],
            list(bans) or unit.spans[k],
            _others(unit.spans, k),
        )
        context, context_marks = self._context(candidate)
        rivals = [
            self.names[j]
            for j in range(len(self.names))
            if j != k and any(u.spans[j] for u in self._near(candidate))
        ]
        named = marks.concept or context_marks.concept
        title = self._unit(0) if units[0].in_title and candidate.unit and not named else None
        mode = reading.ACTOR
        if candidate.mention is None:
            mode = reading.NARRATOR if candidate.narrator else reading.NO_MENTION
        return read_statement(
            self.ban_names[k] if bans else self.names[k],
            Pieces([], []) if bans else self.descriptions[k],
            sentence,
            marks,
            rivals=rivals,
            context=context,
            context_marks=context_marks,
            title=title,
            mode=mode,
        )

    def _unit(self, i: int, clause: tuple[int, int] | None = None) -> Pieces:
        if i not in self._pieces:
            self._pieces[i] = self.cut([self._article.seen.units[i].text])[0]
        pieces = self._pieces[i]
        if clause is None:
            return pieces
        inside = [k for k, (a, b) in enumerate(pieces.spans) if clause[0] <= a and b <= clause[1]]
        return Pieces([pieces.ids[k] for k in inside], [pieces.spans[k] for k in inside])

    def _before(self, candidate: Candidate) -> list[int]:
        units = self._article.seen.units
        first = max(0, candidate.unit - 2)
        return [i for i in range(first, candidate.unit) if not units[i].in_title]

    def _near(self, candidate: Candidate) -> list:
        units = self._article.seen.units
        return [units[i] for i in [*self._before(candidate), candidate.unit]]

    def _context(self, candidate: Candidate) -> tuple[Pieces, Marks]:
        """Return the two sentences before, joined, and the marks in them."""
        units = self._article.seen.units
        pieces, marks, shift = Pieces([], []), Marks(), 0
        for i in self._before(candidate):
            unit, one = units[i], self._unit(i)
            pieces.ids.extend(one.ids)
            pieces.spans.extend((low + shift, high + shift) for low, high in one.spans)
            own = unit.spans[candidate.concept]
            marks.concept += [(a + shift, b + shift) for a, b in own]
            others = _others(unit.spans, candidate.concept)
            marks.other += [(a + shift, b + shift) for a, b in others]
            if candidate.speaker and candidate.speaker[0] == i:
                at = candidate.speaker[1] + shift
                marks.actor.append((at, at + 1))
            shift += len(unit.text) + 1
        return pieces, marks


def _others(spans: list, k: int) -> list:
    return [s for j, group in enumerate(spans) if j != k for s in group if s not in spans[k]]
