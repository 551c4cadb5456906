"""A codebook in memory: its concepts, its actors, and the rules they keep."""

from __future__ import annotations

import difflib
import json
import os
import re
import tempfile
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ..errors import CodebookError, StancebookError
from ..tables import ACTOR_TYPES, stable_id
from .sharing import shared_aliases

Where = Callable[[tuple], str]
"""Says where in its file a place of the codebook stands: ``("concepts", 0, "id")`` -> "line 3"."""

_CONCEPT_KEYS = ("id", "name", "aliases", "description")
_ACTOR_KEYS = ("name", "aliases", "type")
_CODEBOOK_KEYS = ("concepts", "actors")
_GUIDE = (
    "description: say in one sentence what being for the concept means (for the toll: that drivers "
    "pay to cross)",
    "aliases: other words for the same matter and no other; one that means something else turns "
    "sides round",
)


@dataclass(frozen=True)
class Concept:
    """Something on which actors can be for or against: a treaty, bill, ban, project, weapon, tax.

    Parameters
    ----------
    id : str
        Short and unique; stands in ``statements.concept``.
    name : str
        As a reader would name it.
    aliases : tuple of str
        Other words for it in the articles, short forms too ("the treaty").
    description : str
        One sentence: what being for it means.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    description: str = ""


@dataclass(frozen=True)
class CodebookActor:
    """A person or body whose names the study knows.

    Parameters
    ----------
    name : str
        The one name, unique in the codebook.
    aliases : tuple of str
        Other names in the articles.
    type : str
        One of :data:`stancebook.tables.ACTOR_TYPES`.
    """

    name: str
    aliases: tuple[str, ...] = ()
    type: str = "other"


@dataclass(frozen=True)
class Codebook:
    """What a study asks about: at least one concept, and the actors it knows by name.

    Parameters
    ----------
    concepts : tuple of Concept
        In the order of the file.
    actors : tuple of CodebookActor
        May be empty: actors are found in the articles too.
    notes : tuple of str
        What a reader should know, such as names that may mean two actors. They are no part of
        the content: codebooks that differ in them alone are equal.

    Examples
    --------
    >>> codebook = Codebook.from_dict({"concepts": [{"id": "ban", "name": "the ban"}]})
    >>> codebook.concepts[0].name
    'the ban'
    """

    concepts: tuple[Concept, ...]
    actors: tuple[CodebookActor, ...] = ()
    notes: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def from_dict(cls, content: Mapping[str, object]) -> Codebook:
        """Build a codebook from plain lists and dictionaries that mirror its YAML file.

        Parameters
        ----------
        content : mapping
            ``{"concepts": [{"id", "name", "aliases", "description"}], "actors": [{"name",
            "aliases", "type"}]}``; only ``concepts`` and a name or id of each are needed.

        Returns
        -------
        Codebook
            In the order given; repeated aliases once.

        Raises
        ------
        CodebookError
            Names the entry, what was expected and what came.
        """
        return build_codebook(content, _place_in_dict)

    def to_dict(self) -> dict[str, list[dict[str, object]]]:
        """Return plain lists and dictionaries, as :meth:`from_dict` takes them."""
        plain = json.loads(json.dumps(asdict(self)))
        return {"concepts": plain["concepts"], "actors": plain["actors"]}

    @property
    def fingerprint(self) -> str:
        """Hash of the content: 16 hexadecimal digits that change with every word."""
        return stable_id(json.dumps(self.to_dict(), sort_keys=True, ensure_ascii=False))

    def write(self, path: str | os.PathLike[str]) -> Path:
        """Write the codebook as a YAML file, whole or not at all; its notes as comments on top.

        Where a concept has no description, a comment says what to write there.

        Parameters
        ----------
        path : path
            The file; its folder is created where there is none.

        Returns
        -------
        Path
            The file written; :func:`stancebook.read_codebook` gives an equal codebook back.
        """
        import yaml

        path = Path(path)
        missing = any(not concept.description for concept in self.concepts)
        notes = (*self.notes, *(_GUIDE if missing else ()))
        text = "".join(f"# {' '.join(note.split())}\n" for note in notes)
        text += yaml.safe_dump(self.to_dict(), sort_keys=False, allow_unicode=True, width=100)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", dir=path.parent, prefix=".codebook-", delete=False
            ) as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(file.name).chmod(0o644)
            Path(file.name).replace(path)
        except OSError as error:
            raise StancebookError(
                f"cannot write {path}: {error.strerror}; choose another folder"
            ) from None
        return path


def build_codebook(content: object, where: Where) -> Codebook:
    """Check plain content and build the codebook; ``where`` tells places in messages."""
    top = _mapping(content, (), _CODEBOOK_KEYS, where)
    concepts = tuple(
        _concept(item, ("concepts", number), where)
        for number, item in enumerate(_list(top.get("concepts"), ("concepts",), where))
    )
    actors = tuple(
        _actor(item, ("actors", number), where)
        for number, item in enumerate(_list(top.get("actors"), ("actors",), where))
    )
    if not concepts:
        raise CodebookError(
            f"{where(('concepts',))}expected at least one concept under 'concepts', got none; "
            "a concept is what stances are about: {id: ban, name: the ban}"
        )
    _refuse_repeats([concept.id for concept in concepts], "concepts", "id", where)
    _refuse_repeats([actor.name for actor in actors], "actors", "name", where)
    _refuse_shared_aliases(concepts, where)
    notes = shared_aliases(actors, _list(top.get("actors"), ("actors",), where), where)
    return Codebook(concepts, actors, notes)


def _concept(item: object, place: tuple, where: Where) -> Concept:
    fields = _mapping(item, place, _CONCEPT_KEYS, where)
    name = _text(fields.get("name"), (*place, "name"), where)
    identifier = _text(fields.get("id"), (*place, "id"), where) or short_id(name)
    name = name or identifier
    if not identifier:
        raise CodebookError(f"{where(place)}a concept needs an id and a name, got {fields!r}")
    return Concept(
        id=identifier,
        name=name,
        aliases=_aliases(fields.get("aliases"), (*place, "aliases"), where, name),
        description=_text(fields.get("description"), (*place, "description"), where),
    )


def _actor(item: object, place: tuple, where: Where) -> CodebookActor:
    fields = _mapping(item, place, _ACTOR_KEYS, where)
    name = _text(fields.get("name"), (*place, "name"), where)
    if not name:
        raise CodebookError(f"{where(place)}an actor needs a name, got {fields!r}")
    kind = _text(fields.get("type"), (*place, "type"), where) or "other"
    if kind not in ACTOR_TYPES:
        raise CodebookError(
            f"{where((*place, 'type'))}unknown type {kind!r}{nearest(kind, ACTOR_TYPES)}; "
            f"known are {', '.join(ACTOR_TYPES)}"
        )
    aliases = _aliases(fields.get("aliases"), (*place, "aliases"), where, name)
    return CodebookActor(name=name, aliases=aliases, type=kind)


def _mapping(value: object, place: tuple, keys: tuple[str, ...], where: Where) -> Mapping:
    what = "a codebook" if not place else "a concept" if place[0] == "concepts" else "an actor"
    if not isinstance(value, Mapping):
        raise CodebookError(
            f"{where(place)}{what} is a mapping with the keys {', '.join(keys)}; "
            f"got {_short(value)}"
        )
    for key in value:
        if key not in keys:
            raise CodebookError(
                f"{where((*place, key))}{what} has no key {key!r}{nearest(key, keys)}; "
                f"known are {', '.join(keys)}"
            )
    return value


def _list(value: object, place: tuple, where: Where) -> list:
    if value is None:
        return []
    if not isinstance(value, list | tuple):
        raise CodebookError(f"{where(place)}{place[-1]!r} is a list; got {_short(value)}")
    return list(value)


def _text(value: object, place: tuple, where: Where) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise CodebookError(f"{where(place)}{place[-1]!r} is text; got {_short(value)}")
    return " ".join(unicodedata.normalize("NFC", value).split())


def _aliases(value: object, place: tuple, where: Where, name: str) -> tuple[str, ...]:
    if isinstance(value, str):
        raise CodebookError(
            f"{where(place)}'aliases' is a list; got the text {_short(value)}; write [{value[:30]}]"
        )
    texts = []
    for number, item in enumerate(_list(value, place, where)):
        if not isinstance(item, str):
            raise CodebookError(f"{where((*place, number))}an alias is text; got {_short(item)}")
        texts.append(_text(item, (*place, number), where))
    return tuple(dict.fromkeys(text for text in texts if text and text != name))


def _refuse_repeats(values: list[str], part: str, key: str, where: Where) -> None:
    first: dict[str, int] = {}
    for number, value in enumerate(values):
        if value in first:
            earlier = where((part, first[value], key)).strip(": ")
            raise CodebookError(
                f"{where((part, number, key))}the {key} {value!r} is used twice "
                f"(first at {earlier}); every {key} under {part!r} must be its own"
            )
        first[value] = number


def _refuse_shared_aliases(concepts: tuple[Concept, ...], where: Where) -> None:
    owner: dict[str, int] = {}
    for number, concept in enumerate(concepts):
        for word in (concept.name, *concept.aliases):
            other = owner.setdefault(word.casefold(), number)
            if other != number:
                raise CodebookError(
                    f"{where(('concepts', number))}{word!r} names two concepts, "
                    f"{concepts[other].id!r} and {concept.id!r}; an alias belongs to one"
                )


def short_id(name: str) -> str:
    """Return a plain id for a name: small ASCII letters, digits and underscores.

    Examples
    --------
    >>> short_id("Convention on Cluster Munitions")
    'convention_on_cluster_munitions'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")[:60]


def nearest(word: object, known: tuple[str, ...]) -> str:
    """Return " (did you mean 'x'?)" for the known word most like this one, or nothing."""
    close = difflib.get_close_matches(str(word).lower(), known, n=1, cutoff=0.6)
    return f" (did you mean {close[0]!r}?)" if close else ""


def _place_in_dict(place: tuple) -> str:
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return f"codebook{path}: "


def _short(value: object) -> str:
    shown = repr(value)
    return f"{type(value).__name__} {shown if len(shown) <= 60 else shown[:57] + '...'}"
