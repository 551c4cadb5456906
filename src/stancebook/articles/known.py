"""Which articles were there before: ids that are unique, duplicates that are told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Identity(NamedTuple):
    """The id of an article, or of the one it repeats; ``first`` is the place of that one."""

    article_id: str
    first: str = ""
    note: str = ""


class KnownArticles:
    """Remembers a hash and a place for each article read.

    Examples
    --------
    >>> known = KnownArticles()
    >>> known.identify("c0ffee", "", "a.txt", 0)
    Identity(article_id='c0ffee', first='', note='')
    >>> known.identify("c0ffee", "", "b.txt", 0)
    Identity(article_id='c0ffee', first='a.txt, document 1', note='')
    """

    def __init__(self) -> None:
        self._files: list[str] = []
        self._places: dict[str, int] = {}
        self._own: dict[str, str] = {}
        self._own_of: dict[str, str] = {}

    def identify(self, content: str, own: str, file: str, position: int) -> Identity:
        """Return the identity of an article and remember it.

        Parameters
        ----------
        content : str
            Stable hash of the article.
        own : str
            The id that its file gives it; kept where no other article has it. Empty where none.
        file, position : str, int
            Where it stands.
        """
        note = ""
        if own:
            holder = self._own.get(own) or (own if own in self._places else None)
            if holder is None:
                self._remember(content, file, position)
                self._own[own] = content
                self._own_of.setdefault(content, own)
                return Identity(own)
            if holder == content:
                return Identity(own, self._place(content))
            note = f"its own id {own[:40]!r} belongs to another article: it got a new one"
        if content in self._places:
            return Identity(self._own_of.get(content, content), self._place(content), note)
        self._remember(content, file, position)
        return Identity(content, "", note)

    def remember(
        self, contents: Sequence[str], owns: Sequence[str], file: str, position: int
    ) -> bool:
        """Remember articles that follow each other in a file, if none of them is in doubt.

        Parameters
        ----------
        contents, owns, file, position
            As for :meth:`identify`; ``position`` is that of the first.

        Returns
        -------
        bool
            True where each is new, and its id is its own, else that of its content. False where
            one was there before, or has an id that another may have: then nothing is remembered.

        Examples
        --------
        >>> known = KnownArticles()
        >>> known.remember(["a", "b"], ["", ""], "a.txt", 0)
        True
        >>> known.remember(["b"], [""], "b.txt", 0)
        False
        """
        new, named = set(contents), set(owns)
        if len(new) < len(contents) or not new.isdisjoint(self._places):
            return False
        if named - {""}:
            if len(named) < len(owns) or "" in named:
                return False
            if not (named.isdisjoint(self._own) and named.isdisjoint(self._places)):
                return False
            pairs = zip(contents, owns, strict=True)
            if any(own in new and own != content for content, own in pairs):
                return False
            self._own.update(zip(owns, contents, strict=True))
            self._own_of.update(zip(contents, owns, strict=True))
        first = self._number(file, position)
        self._places.update(zip(contents, range(first, first + len(contents)), strict=True))
        return True

    def _remember(self, content: str, file: str, position: int) -> None:
        self._places.setdefault(content, self._number(file, position))

    def _number(self, file: str, position: int) -> int:
        """Return file and position as one number: a million places must not cost a gigabyte."""
        if not self._files or self._files[-1] != file:
            self._files.append(file)
        return (len(self._files) - 1) << 40 | position

    def _place(self, content: str) -> str:
        place = self._places[content]
        return f"{self._files[place >> 40]}, document {(place & ((1 << 40) - 1)) + 1}"
