"""Who acts on what is argued about and need not speak: "Wiper voted against the concession"."""

from __future__ import annotations

import re
from functools import cache

import pandas as pd

from .aliases import alias_pattern, concept_names
from .model import Codebook

_PRONOUNS = frozenset(("he", "she", "it", "they", "we", "i", "who", "which"))
_KINDS = ("vote", "sign", "veto", "sue", "oppose")
"""Kinds of ``lexicons/acts.yml`` that take a side by themselves."""

_NAME = r"(?:the )?[A-Z][\w&'’.-]*"
_VERB = re.compile(  # Wiper | , Jubilee and the Greens | have all | voted
    rf"(?:,? (?:and |or )?{_NAME})*,? "
    r"(?:(?:has|have|had|will|would|also|then|all|both|later|unanimously|narrowly|finally) )*"
    r"([a-z]+)\b"
)
_OBJECT = re.compile(r"\b(?:of|for|from|at|in|by|with|on|to|against)(?: the)? $")
"""Before a name that is no subject: "Ana Ruiz of Norton University voted"."""

_BEFORE, _REACH = 20, 200


def count_acts(mentions: pd.DataFrame, articles: pd.DataFrame, concepts: Codebook) -> pd.Series:
    """Count by actor the mentions that stand before a vote or another act on a concept.

    Parameters
    ----------
    mentions : DataFrame
        See :data:`stancebook.tables.MENTIONS`.
    articles : DataFrame
        Of these mentions.
    concepts : Codebook
        What is argued about: an act counts where its sentence names a concept, a vote always.

    Returns
    -------
    Series of int
        Only actors that act.
    """
    named = alias_pattern(tuple(n for one in concepts.concepts for n in concept_names(one)))
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    acting = [
        row.actor
        for row in mentions.itertuples(index=False)
        if not row.in_title
        and row.text.lower() not in _PRONOUNS
        and _acts(texts[row.article_id], row.start, row.end, named)
    ]
    return pd.Series(acting, dtype=object).value_counts()


def _acts(text: str, start: int, end: int, named: re.Pattern[str] | None) -> bool:
    found = _VERB.match(text, end, end + _REACH)
    if found is None or found[1] not in _act_verbs(_KINDS):
        return False
    if _OBJECT.search(text, max(0, start - _BEFORE), start):
        return False
    if found[1] in _act_verbs(("vote",)):
        return True
    first = text.rfind(". ", max(0, start - _REACH), start) + 1
    last = text.find(". ", end, end + _REACH)
    return bool(named and named.search(text, first, last if last > 0 else end + _REACH))


@cache
def _act_verbs(kinds: tuple[str, ...]) -> frozenset[str]:
    from ..actors.lexicon import load_lexicon, read_list

    lists = read_list("acts")
    wanted = {str(verb) for kind in kinds for verb in lists[kind]}
    return frozenset(form for form, verb in load_lexicon().act_verbs.items() if verb in wanted)
