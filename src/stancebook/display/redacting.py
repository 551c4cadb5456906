"""Redaction: an analysis without the texts, for corpora that may not be republished.

What is left of an article is its title, date, outlet and address, and short evidence sentences.
"""

from __future__ import annotations

from ..analysis.result import TABLE_NAMES, Analysis
from ..stories import label_agencies
from .marks import Mark, shorten

WIDTH = 240
"""Characters that are left of an evidence sentence, around the words that name the actor."""

NAMES = 80
"""Characters that are left of the words that name a speaker or an actor."""


def redact_texts(analysis: Analysis) -> Analysis:
    """Return the analysis without the articles' texts; nothing made of it can show them.

    Parameters
    ----------
    analysis : Analysis
        It is not changed.

    Returns
    -------
    Analysis
        The same rows, ids and counts. Texts of articles and passages are empty (titles stay),
        reported speech has its places and speaker but not its words, and an evidence sentence is
        no longer than ``WIDTH``, its offsets those of what is left.

    References
    ----------
    .. [1] Directive (EU) 2019/790, article 15: very short extracts of press publications.
    """
    tables = {name: getattr(analysis, name) for name in TABLE_NAMES}
    passages = tables["passages"]
    texts = passages["text"].where(passages["unit"] == "title", "")
    # Whom an article credits stands in its text: it is read before the text goes.
    tables["articles"] = label_agencies(tables["articles"]).assign(text="")
    tables["passages"] = passages.assign(text=texts)
    attributions = tables["attributions"]
    tables["attributions"] = attributions.assign(
        cue="", content="", speaker=attributions["speaker"].str[:NAMES]
    )
    tables["mentions"] = tables["mentions"].assign(text=tables["mentions"]["text"].str[:NAMES])
    statements = tables["statements"]
    rows = [_shortened(row) for row in statements.to_dict("records")]
    for column in ("text", "start", "end", "mention"):
        statements = statements.assign(**{column: [row[column] for row in rows]})
    tables["statements"] = statements.astype(tables["statements"].dtypes)
    return analysis.with_tables(tables)


def _shortened(row: dict) -> dict:
    """Return what is left of an evidence sentence: its words and where they stand."""
    at = row["start"]
    named = Mark(row["mention_start"] - at, row["mention_end"] - at, "mention")
    start, end = shorten(row["text"], named if row["mention_start"] >= 0 else None, width=WIDTH)
    return {
        "text": row["text"][start:end],
        "start": at + start,
        "end": at + end,
        "mention": row["mention"][:NAMES],
    }
