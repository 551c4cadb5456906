"""How many labelled statements have their mention found and given to the right actor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from ..resampling import draw_counts, quantiles
from .lexicon import load_lexicon, word_set
from .names import body_key, country_words, fold, person_words


def score_actors(
    judged: pd.DataFrame, *, n_resamples: int = 1000, random_state: int = 0
) -> pd.DataFrame:
    """Count how many labelled statements have their mention found and rightly resolved.

    Parameters
    ----------
    judged : DataFrame
        From :func:`judge_mentions`; several put one after the other for several codebooks.
    n_resamples : int
        Resamples of whole articles for the intervals.
    random_state : int
        Seed of the resampling.

    Returns
    -------
    DataFrame
        ``measure`` (``found``: some mention overlaps the labelled words; ``resolved``: and has the
        right actor; ``resolved name``, ``resolved pronoun`` ...: the same by kind), ``value``,
        ``low``, ``high`` (95 % interval) in [0, 1], ``n`` statements.
    """
    measures = [("found", judged, "found"), ("resolved", judged, "resolved")]
    for kind in sorted(set(judged["kind"])):
        measures.append((f"resolved {kind}", judged[judged["kind"] == kind], "resolved"))
    ids = sorted(set(judged["article_id"]))
    drawn = draw_counts(len(ids), n_resamples, chance=np.random.default_rng(random_state))
    rows = []
    for measure, part, column in measures:
        groups = part.groupby("article_id")[column].agg(["sum", "size"]).reindex(ids, fill_value=0)
        sums = drawn @ groups.to_numpy(float)
        shares = sums[:, 0][sums[:, 1] > 0] / sums[:, 1][sums[:, 1] > 0]
        (low,), (high,) = quantiles(shares[:, None]) if len(shares) else ([0.0], [0.0])
        value = float(part[column].mean()) if len(part) else 0.0
        rows.append((measure, value, float(low), float(high), len(part)))
    return pd.DataFrame(rows, columns=["measure", "value", "low", "high", "n"])


def judge_mentions(
    found: tuple[pd.DataFrame, pd.DataFrame], gold: pd.DataFrame, *, codebook: object
) -> pd.DataFrame:
    """Say for each labelled statement whether its mention was found and rightly resolved.

    Parameters
    ----------
    found : ResolvedActors
        Actors and mentions, from :func:`stancebook.actors.resolve_actors`, with a codebook or
        without.
    gold : DataFrame
        Labelled statements, see :data:`stancebook.tables.STATEMENTS`: ``article_id``,
        ``in_title``, ``start``, ``end`` and ``text`` of the sentence, ``mention``, ``actor``.
    codebook : Codebook
        Names and aliases of the labelled actors, to tell equal names.

    Returns
    -------
    DataFrame
        ``article_id``, ``mention``, ``actor``, ``text``, ``voice``, and ``kind`` (name, short,
        pronoun, title, acronym, empty), ``found``, ``resolved`` and ``answer`` (the actors given,
        joined by ``; ``).

    Notes
    -----
    A labelled mention is found where a mention overlaps any place of its words in the sentence.
    A statement without a mention counts as found where the sentence has an ``empty`` mention.
    An actor is right where its name, or one it is also known by, equals a name of the labelled
    actor in normal form. A country and its government are one actor, and a country that only one
    of two names tells ("Treasury", "New Zealand Treasury") does not part them.
    """
    actors, mentions = found
    also = dict(zip(actors["actor"], actors["aliases"], strict=True))
    names = {actor.name: (actor.name, *(actor.aliases or ())) for actor in codebook.actors}
    places: dict[tuple[str, bool], list[tuple]] = {}
    columns = ["article_id", "in_title", "start", "end", "kind", "actor"]
    for article, in_title, *place in mentions[columns].itertuples(index=False, name=None):
        places.setdefault((article, bool(in_title)), []).append(tuple(place))
    rows = []
    for row in gold.to_dict("records"):
        near = [
            place
            for place in places.get((row["article_id"], bool(row["in_title"])), ())
            if place[0] < row["end"] and place[1] >= row["start"]
        ]
        if row["mention"]:
            spans = _occurrences(row["text"], row["mention"], row["start"])
            hits = [p for p in near if any(p[0] < e and p[1] > s for s, e in spans)]
        else:
            hits = [p for p in near if p[2] == "empty"]
        accepted = _forms(names.get(row["actor"], (row["actor"],)))
        right = any(is_same_actor(p[3], row["actor"], accepted, also.get(p[3], ())) for p in hits)
        kept = {name: row[name] for name in ("article_id", "mention", "actor", "text", "voice")}
        kind = mention_kind(row["mention"], row["actor"])
        answer = "; ".join(sorted({p[3] for p in hits}))
        rows.append(kept | {"kind": kind, "found": bool(hits), "resolved": right, "answer": answer})
    columns = ["article_id", "mention", "actor", "text", "voice", "kind", "found", "resolved"]
    return pd.DataFrame(rows, columns=[*columns, "answer"])


def _occurrences(sentence: str, words: str, offset: int) -> list[tuple[int, int]]:
    spans, at = [], sentence.find(words)
    while at >= 0:
        after = at + len(words)
        inside = (at and sentence[at - 1].isalnum() and words[0].isalnum()) or (
            after < len(sentence) and sentence[after].isalnum() and words[-1].isalnum()
        )
        if not inside:
            spans.append((offset + at, offset + after))
        at = sentence.find(words, at + 1)
    return spans


def _forms(names: Iterable[str]) -> set[str]:
    forms: set[str] = set()
    for name in names:
        forms |= {fold(name).removeprefix("the "), body_key(name), " ".join(person_words(name))}
        codes, words = country_words(name)
        forms.add(" ".join(w for w in person_words(name) if w not in load_lexicon().roles))
        governs = set(words) <= word_set("governments")
        forms.add(f"{codes[0]} government" if codes and governs else " ".join(sorted(words)))
    return forms - {""}


def is_same_actor(answer: str, actor: str, accepted: set[str], also: Sequence[str]) -> bool:
    """Tell whether an answer names the labelled actor, in normal form."""
    if _forms([answer]) & accepted:
        return True
    return bool(_forms([actor]) & _forms(also))


def mention_kind(mention: str, actor: str) -> str:
    """Return how a labelled mention names its actor.

    Examples
    --------
    >>> [mention_kind(words, "Ana Ruiz") for words in ("", "she", "Ms Ruiz", "the senator")]
    ['empty', 'pronoun', 'short', 'title']
    """
    if not mention:
        return "empty"
    if mention.lower() in {
        "he",
        "she",
        "it",
        "they",
        "we",
        "him",
        "her",
        "them",
        "his",
        "its",
        "their",
        "our",
        "who",
        "i",
    }:
        return "pronoun"
    letters = mention.replace(".", "")
    if letters.isupper() and 1 < len(letters) < 8:
        return "acronym"
    ours, theirs = set(fold(mention).split()) - {"the"}, set(fold(actor).split()) - {"the"}
    if theirs <= ours or body_key(mention) == body_key(actor):
        return "name"
    return (
        "short"
        if ours & theirs
        and any(c.isupper() for c in mention[1:] + mention[:1])
        and not (
            mention.lower().startswith(("the ", "his ", "her ", "its "))
            and not any(word[0].isupper() for word in mention.split()[1:])
        )
        else "title"
    )
