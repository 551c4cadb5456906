"""The codebook's names as a table that is asked at every word: longest alias first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from .lexicon import load_lexicon
from .names import country_words
from .words import Token, read_words


@dataclass
class Aliases:
    """Aliases of the codebook's actors, ready to be looked up word by word.

    Parameters
    ----------
    by_first : dict
        First word in lower case to aliases ``(words, owner)``, longest first; specific names only.
    generic : dict
        Descriptions such as "minister" or "defence ministry" to their owners.
    types : dict
        Owner to its type.
    concepts : dict
        As ``by_first``, for the names of concepts, which are no actors.
    countries : dict
        Code of a country to the actor whose name or alias is the country or its government.
    roles : dict
        Owner to the words of office in its aliases.
    forms : dict
        Owner to its aliases that are names.
    """

    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    generic: dict[str, tuple[str, ...]] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    concepts: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    countries: dict[str, str] = field(default_factory=dict)
    roles: dict[str, frozenset[str]] = field(default_factory=dict)
    forms: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def match(
        self, tokens: list[Token], at: int, *, concepts: bool = False
    ) -> tuple[int, str] | None:
        """Return the end and the owner of the longest alias that starts at a token, if any."""
        table = self.concepts if concepts else self.by_first
        for words, owner in table.get(tokens[at].lower, ()):
            end = at + len(words)
            if end <= len(tokens) and all(
                _same(word, token) for word, token in zip(words, tokens[at:end], strict=True)
            ):
                return end, owner
        return None


def _same(word: str, token: Token) -> bool:
    """Compare one word: capitals in the alias must be capitals in the text."""
    return token.lower == word.lower().replace("’", "'") and (
        not word[0].isupper() or token.text[0].isupper()
    )


def read_aliases(codebook: object | None) -> Aliases:
    """Build the table from a codebook (anything with ``actors`` and ``concepts``).

    Examples
    --------
    >>> from types import SimpleNamespace as Of
    >>> actor = Of(name="Ministry of Defence", aliases=("the ministry", "MoD"), type="government")
    >>> aliases = read_aliases(Of(actors=[actor], concepts=[]))
    >>> aliases.generic
    {'ministry': ('Ministry of Defence',)}
    """
    found = Aliases()
    if codebook is None:
        return found
    lexicon = load_lexicon()
    known = lexicon.roles | lexicon.role_modifiers | lexicon.domains
    generic: dict[str, set[str]] = {}
    owners: dict[tuple[str, ...], set[str]] = {}
    named: dict[tuple[str, ...], set[str]] = {}
    for actor in codebook.actors:
        found.types[actor.name] = getattr(actor, "type", "") or ""
        aliases = tuple(actor.aliases or ())
        lowers = {word for form in aliases for word in form.lower().split()}
        found.roles[actor.name] = frozenset(lowers & known)
        found.forms[actor.name] = tuple(form for form in aliases if _is_full_form(form))
        for form in (actor.name, *aliases):
            words = without_article(tuple(token.text for token in read_words(form)))
            if not words:
                continue
            if form == actor.name:
                named.setdefault(words, set()).add(form)
            if form != actor.name and is_generic(words):
                generic.setdefault(" ".join(words).lower().replace("’", "'"), set()).add(actor.name)
            else:
                owners.setdefault(words, set()).add(actor.name)
                if form.startswith("The "):
                    owners.setdefault(("The", *words), set()).add(actor.name)
    found.generic = {form: tuple(sorted(names)) for form, names in sorted(generic.items())}
    found.countries = _countries(codebook)
    for surname, name in _surnames(codebook).items():
        owners.setdefault((surname,), {name})
    single = {words: min(names) for words, names in owners.items() if len(names) == 1}
    # A name wins over another actor's alias.
    single |= {words: min(names) for words, names in named.items() if len(names) == 1}
    found.by_first = _index(single.items())
    forms = (
        (without_article(tuple(token.text for token in read_words(form))), concept.id)
        for concept in codebook.concepts
        for form in (concept.name, *(concept.aliases or ()))
    )
    found.concepts = _index((words, owner) for words, owner in forms if words)
    return found


def _countries(codebook: object) -> dict[str, str]:
    owners: dict[str, str] = {}
    for actor in sorted(codebook.actors, key=lambda actor: actor.name):
        for form in (actor.name, *(actor.aliases or ())):
            codes, words = country_words(form)
            if len(codes) == 1 and set(words) <= {"government", "cabinet"}:
                owners.setdefault(codes[0], actor.name)
    return owners


def _surnames(codebook: object) -> dict[str, str]:
    """Return the last names that only one person of the codebook bears."""
    people = [actor for actor in codebook.actors if getattr(actor, "type", "") == "person"]
    last = [(actor.name.split()[-1], actor.name) for actor in people if " " in actor.name]
    taken = {form for actor in codebook.actors for form in (actor.name, *(actor.aliases or ()))}
    counts = Counter(surname for surname, _ in last)
    return {word: name for word, name in last if counts[word] == 1 and word not in taken}


def without_article(words: tuple[str, ...]) -> tuple[str, ...]:
    """Drop a leading "the"."""
    return words[1:] if len(words) > 1 and words[0].lower() == "the" else words


def _is_full_form(form: str) -> bool:
    words = tuple(token.text for token in read_words(form))
    return len(words) > 1 and not is_generic(without_article(words)) and words[0][0].isupper()


def _is_named(words: tuple[str, ...]) -> bool:
    return any(word[0].isupper() for word in words)


def is_generic(words: tuple[str, ...]) -> bool:
    """Tell whether an alias describes rather than names: "minister", "Foreign Minister".

    Examples
    --------
    >>> is_generic(("foreign", "minister")), is_generic(("Foreign", "Minister"))
    (True, True)
    >>> is_generic(("van", "Dalen")), is_generic(("Senate",))
    (False, False)
    """
    lexicon = load_lexicon()
    if not _is_named(words):
        return True
    lowers = [word.lower() for word in words]
    return lowers[-1] in lexicon.roles and all(
        word in lexicon.roles
        or word in lexicon.role_modifiers
        or word in ("of", "for", "'s")
        or word in lexicon.domains
        for word in lowers
    )


def _index(
    forms: Iterable[tuple[tuple[str, ...], str]],
) -> dict[str, list[tuple[tuple[str, ...], str]]]:
    table: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, owner in sorted(forms, key=lambda form: (-len(form[0]), form)):
        table.setdefault(words[0].lower().replace("’", "'"), []).append((words, owner))
    return table
