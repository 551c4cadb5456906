"""Names that may mean two: aliases that stand under more than one actor of a codebook."""

from __future__ import annotations

from collections.abc import Callable, Sequence


class CodebookWarning(UserWarning):
    """A codebook says something that cannot be kept, such as one alias for two actors."""


def shared_aliases(
    actors: Sequence[object], raw: Sequence[object], where: Callable[[tuple], str]
) -> tuple[str, ...]:
    """Say which names stand under two actors, and what they are then taken for.

    Descriptions ("the minister") may be shared: the article tells who is meant.

    Parameters
    ----------
    actors : sequence of CodebookActor
        Of one codebook.
    raw : sequence
        The same as they were written, to find the place of an alias.
    where : callable
        Says where a place stands.

    Returns
    -------
    tuple of str
        One note for each name, in the order of the codebook.
    """
    named = {actor.name.casefold(): actor.name for actor in actors}
    first: dict[str, str] = {}
    notes: dict[str, str] = {}
    for number, actor in enumerate(actors):
        for alias in actor.aliases:
            word = alias.casefold()
            other = named.get(word) or first.setdefault(word, actor.name)
            if other == actor.name or word in notes or _describes(alias):
                continue
            place = ("actors", number, "aliases", _place(raw[number], alias))
            told = (
                f"the name of an actor and an alias of {actor.name!r}; it is taken for {other!r}"
                if word in named
                else f"an alias of two actors, {other!r} and {actor.name!r}; by itself it tells "
                "neither, keep it with one"
            )
            notes[word] = f"{where(place)}{alias!r} is {told}"
    return tuple(notes.values())


def _describes(alias: str) -> bool:
    from ..actors.aliases import is_generic, without_article
    from ..actors.words import read_words

    words = without_article(tuple(token.text for token in read_words(alias)))
    return not words or is_generic(words)


def _place(raw: object, alias: str) -> int:
    """Return the place of an alias in the list as it was written."""
    written = [" ".join(str(item).split()) for item in raw.get("aliases") or ()]
    return written.index(alias) if alias in written else 0
