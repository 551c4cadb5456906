"""Reported acts: votes, signatures, lawsuits, withdrawals, each with the actor who did them."""

from __future__ import annotations

import pandas as pd

from ..tables import ARTICLES, MENTIONS, check_table
from .lexicon import act_kinds, load_lexicon, word_set
from .words import Reading, Token, read_text

ACT_COLUMNS = (
    "article_id",
    "in_title",
    "mention_id",
    "actor",
    "act",
    "kind",
    "start",
    "end",
    "is_negated",
)
_REACH = 14
_BETWEEN = 24


def find_acts(articles: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """Find the acts that articles report, as candidates for statements without words.

    Parameters
    ----------
    articles : DataFrame
        See :data:`stancebook.tables.ARTICLES`.
    mentions : DataFrame
        See :data:`stancebook.tables.MENTIONS`.

    Returns
    -------
    DataFrame
        One row per mention and verb, by article and place: ``article_id``, ``in_title``,
        ``mention_id``, ``actor``, ``act`` (the verb's base form), ``kind`` (vote, sign, veto,
        withdraw, sue, money, supply, protest, propose, oppose), ``start`` and ``end`` (the verb's
        characters), ``is_negated`` ("has not signed", "refused to sign"). Only words outside
        quotations count. At most one act for each mention and verb.

    Raises
    ------
    TableError
        Where a table does not keep its contract.

    Examples
    --------
    >>> import pandas as pd
    >>> from stancebook.actors import resolve_actors
    >>> articles = pd.DataFrame([{"article_id": "a", "title": "", "source": "", "url": "",
    ...     "published": pd.NaT, "author": "", "language": "en", "story_id": "a",
    ...     "text": "Poland has not signed the treaty. The bill was vetoed by Ana Ruiz."}])
    >>> acts = find_acts(articles, resolve_actors(articles).mentions)
    >>> acts[["actor", "act", "kind", "is_negated"]].values.tolist()
    [['Poland', 'sign', 'sign', True], ['Ana Ruiz', 'veto', 'veto', False]]
    """
    check_table(articles, ARTICLES)
    check_table(mentions, MENTIONS)
    named = dict(iter(mentions[mentions["kind"] != "empty"].groupby("article_id", sort=False)))
    rows: list[tuple] = []
    columns = ["article_id", "title", "text"]
    for article_id, title, text in articles[columns].itertuples(index=False, name=None):
        table = named.get(article_id)
        if table is None:
            continue
        for in_title, words in ((True, title), (False, text)):
            part = table[table["in_title"] == in_title]
            if len(part):
                rows.extend(_acts_in(read_text(words, is_title=in_title), part))
    acts = pd.DataFrame(rows, columns=list(ACT_COLUMNS))
    order = ["article_id", "start", "mention_id"]
    return acts.sort_values(order, kind="stable", ignore_index=True)


def _acts_in(reading: Reading, mentions: pd.DataFrame) -> list[tuple]:
    columns = ["article_id", "in_title", "mention_id", "actor", "start", "end"]
    found = []
    for *front, start, end in mentions[columns].itertuples(index=False, name=None):
        first, last = reading.at(start), reading.at(end)
        if first >= len(reading.tokens) or reading.tokens[first].quoted:
            continue
        verb = _verb_after(reading.tokens, last, reading.tokens[first].sentence)
        verb = verb or _verb_before_by(reading.tokens, first)
        if verb is not None:
            act = load_lexicon().act_verbs[verb.lower]
            negated = _is_negated(reading.tokens, last, reading.at(verb.start))
            found.append((*front, act, act_kinds()[act], verb.start, verb.end, negated))
    return found


def _verb_after(tokens: list[Token], at: int, sentence: int) -> Token | None:
    """Return the act verb of a subject that ends before a token, auxiliaries between or not."""
    lexicon = load_lexicon()
    auxiliaries = word_set("auxiliaries")
    steps = 0
    while at < len(tokens) and tokens[at].sentence == sentence and steps < _REACH:
        token = tokens[at]
        if token.text == "," and steps == 0:
            closing = _closing_comma(tokens, at)
            at, steps = (closing if closing else at + 1), steps + 1
            continue
        if token.quoted:
            return None
        if token.lower in lexicon.act_verbs and not token.named:
            return token
        known = token.lower in auxiliaries or token.lower in word_set("adverbs")
        if not (known or token.lower.endswith("ly") or token.lower in word_set("calendar")):
            return None
        at, steps = at + 1, steps + 1
    return None


def _closing_comma(tokens: list[Token], at: int) -> int:
    for index in range(at + 1, min(at + _BETWEEN, len(tokens))):
        if tokens[index].sentence != tokens[at].sentence:
            break
        if tokens[index].text == ",":
            return index + 1
    return 0


def _verb_before_by(tokens: list[Token], first: int) -> Token | None:
    """Return the verb of "was vetoed by Ana Ruiz"."""
    at = first - 1
    fronts = load_lexicon()
    while at > 0 and (
        tokens[at].lower in ("the", "a", "an")
        or tokens[at].lower in fronts.roles
        or tokens[at].lower in fronts.role_modifiers
    ):
        at -= 1
    if at < 1 or tokens[at].lower != "by" or tokens[at].sentence != tokens[first].sentence:
        return None
    verb = tokens[at - 1]
    passive = verb.lower in fronts.act_verbs and not verb.lower.endswith(("ing", "s"))
    return verb if passive and not verb.quoted else None


def _is_negated(tokens: list[Token], first: int, last: int) -> bool:
    negative = word_set("negations")
    return any(token.lower in negative for token in tokens[first:last])
