"""Small articles with hand-made attributions and mentions, for the tests of this folder."""

from types import SimpleNamespace

import pandas as pd

from stancebook.passages import split_passages
from stancebook.tables import ARTICLES, ATTRIBUTIONS, MENTIONS, make_table, stable_id


def concept(name, *aliases, description="", id_=None):
    """Return a concept as a codebook holds it."""
    return SimpleNamespace(
        id=id_ or name.lower().replace(" ", "_"),
        name=name,
        aliases=aliases,
        description=description,
    )


def codebook(*concepts):
    """Return a stand-in for a codebook."""
    return SimpleNamespace(concepts=concepts, actors=())


def article(text, *, title="", source="The Post", id_="a"):
    """Return a table of one article."""
    row = {"article_id": id_, "title": title, "text": text, "source": source, "story_id": id_}
    row |= {"published": pd.NaT, "url": "", "author": "", "language": "en"}
    return make_table([row], ARTICLES)


def mentions(articles, *pairs, in_title=False):
    """Return mentions of ``(words, actor)`` at their first place after the one before."""
    rows = []
    for words, actor in pairs:
        text = articles.loc[0, "title" if in_title else "text"]
        at = text.index(words)
        rows.append(
            {
                "mention_id": stable_id(at, words, actor),
                "article_id": articles.loc[0, "article_id"],
                "in_title": in_title,
                "start": at,
                "end": at + len(words),
                "text": words,
                "kind": "name",
                "actor": actor,
            }
        )
    return make_table(rows, MENTIONS)


def attributions(articles, *triples):
    """Return attributions of ``(speaker, cue, content)`` in the text."""
    text, rows = articles.loc[0, "text"], []
    for speaker, cue, content in triples:
        spans = [
            [[text.index(w), text.index(w) + len(w)]] if w else [] for w in (speaker, cue, content)
        ]
        rows.append(
            {
                "attribution_id": stable_id(speaker, cue, content),
                "article_id": articles.loc[0, "article_id"],
                "in_title": False,
                "speaker": speaker,
                "cue": cue,
                "content": content,
                "speaker_spans": spans[0],
                "cue_spans": spans[1],
                "content_spans": spans[2],
                "voice": "direct" if '"' in content else "indirect",
                "parent_id": "",
                "confidence": 1.0,
            }
        )
    return make_table(rows, ATTRIBUTIONS)


def tables(articles, *, spoken=(), named=()):
    """Return the keyword arguments of ``extract_statements`` for one article."""
    return {
        "passages": split_passages(articles),
        "attributions": attributions(articles, *spoken),
        "mentions": mentions(articles, *named),
    }
