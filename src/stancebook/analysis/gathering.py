"""Articles on their way in: read once, put aside on disk, told apart, cut into batches.

Memory holds the id, the hash and the sketch of each article, less than a kilobyte whatever its
length; its text lies aside until its batch is written.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Sequence
from typing import BinaryIO

import numpy as np
import pandas as pd

from ..stories import Sketches
from ..tables import ARTICLES, make_table, stable_id

_FIELDS = tuple(name for name in ARTICLES.columns if name not in ("article_id", "story_id"))
_DATE = _FIELDS.index("published")


class Gathering:
    """Takes articles in, part by part, then gives any of them back by id.

    Parameters
    ----------
    texts, sets : binary files
        Open for reading and writing: for the articles, and for what copies are verified on.

    Examples
    --------
    >>> import io
    >>> import stancebook as sb
    >>> table = pd.DataFrame({"article_id": ["b", "a"], "text": ["Yes.", "No."]})
    >>> gathering = Gathering(io.BytesIO(), io.BytesIO())
    >>> gathering.add(sb.read_articles(table))
    >>> gathering.settle()
    ['a', 'b']
    >>> gathering.articles(["a"])[["article_id", "text", "story_id"]].to_numpy().tolist()
    [['a', 'No.', 'a']]
    """

    def __init__(self, texts: BinaryIO, sets: BinaryIO) -> None:
        self._texts = texts
        self._sketches = Sketches(sets)
        self._rows: dict[str, int] = {}
        self._ends = array("Q", [0])
        self._hashes = array("Q")
        self._stories: dict[str, str] = {}

    def add(self, articles: pd.DataFrame) -> None:
        """Take some articles in (see :data:`stancebook.tables.ARTICLES`)."""
        self._sketches.add(articles)
        dates = articles["published"].to_numpy("datetime64[us]").view("int64").tolist()
        values = [articles[name].tolist() for name in _FIELDS]
        values[_DATE] = dates
        for name, *fields in zip(articles["article_id"], *values, strict=True):
            data = json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass")
            self._texts.write(data)
            self._rows[name] = len(self._hashes)
            self._ends.append(self._ends[-1] + len(data))
            digest = hashlib.blake2b(data, digest_size=8).digest()
            self._hashes.append(int.from_bytes(digest, "big"))

    def settle(self) -> list[str]:
        """Find the stories, once all articles are in, and return all ids in order."""
        self._stories = self._sketches.find_stories()
        del self._sketches
        return sorted(self._rows)

    def keys(self, ids: Sequence[str]) -> tuple[str, str]:
        """Return a key that changes with any word of these articles, and one with stories too."""
        words = stable_id(
            *(part for name in ids for part in (name, self._hashes[self._rows[name]]))
        )
        return words, stable_id(words, *(self._stories[name] for name in ids))

    def articles(self, ids: Sequence[str]) -> pd.DataFrame:
        """Return these articles, with their stories."""
        frame = pd.DataFrame([self._read(self._rows[name]) for name in ids], columns=list(_FIELDS))
        dates = np.array(frame["published"], dtype="int64").view("datetime64[us]")
        stories = [self._stories[name] for name in ids]
        known = {"article_id": list(ids), "published": dates, "story_id": stories}
        return make_table(frame.assign(**known), ARTICLES)

    def _read(self, row: int) -> list:
        self._texts.seek(self._ends[row])
        return json.loads(self._texts.read(self._ends[row + 1] - self._ends[row]))
