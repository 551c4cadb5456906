"""Topics in words: a short label from the best terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def label_topics(
    terms: Sequence[Sequence[str]], *, n_words: int = 3, names: Mapping[int, str] | None = None
) -> list[str]:
    """Name every topic by its best terms, more of them where two topics would share a name.

    Parameters
    ----------
    terms : sequence of sequences of str
        Terms of each topic, best first. A term that only bends another one (bomb, bombs) is
        passed over.
    n_words : int
        Terms in a label.
    names : mapping of int to str or None
        Labels given by hand, such as those of seeds.

    Returns
    -------
    list of str
        Unique, none empty.

    Examples
    --------
    >>> label_topics([["bomb", "bombs", "ban"], ["tax"], []], n_words=2)
    ['bomb, ban', 'tax', 'topic 2']
    """
    distinct = [_drop_inflections(row) for row in terms]
    named = names or {}
    labels = [named.get(topic, ", ".join(row[:n_words])) for topic, row in enumerate(distinct)]
    for topic, label in enumerate(labels):
        if not label or labels.count(label) > 1:
            longer = ", ".join(distinct[topic])
            unique = longer and longer not in labels[:topic]
            labels[topic] = longer if unique else f"{label} topic {topic}".strip()
    return labels


def _drop_inflections(terms: Sequence[str]) -> list[str]:
    kept: list[str] = []
    for term in terms:
        stems = {term, term + "s", term + "es", term.removesuffix("s"), term.removesuffix("es")}
        if not stems & set(kept):
            kept.append(term)
    return kept
