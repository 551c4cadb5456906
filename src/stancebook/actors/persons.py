"""What more than a first name tells that a name is a person's, and what speaks against it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence, Set

from .found import Found
from .lexicon import given_names, load_lexicon, word_set
from .names import singular
from .nobodies import is_base
from .offices import titles_beside
from .titles import country_at
from .words import Reading, Token

_REACH = 5
_PERSONAL = frozenset(("he", "she", "his", "her", "him", "himself", "herself"))
_KIN = frozenset(("wife", "husband", "son", "daughter", "mother", "father", "brother", "sister"))


def may_be_person(
    tokens: Sequence[Token], at: int, end: int, *, surnames: Set[str] = frozenset()
) -> bool:
    """Tell whether the form of a capitalised sequence allows that it is a person's name.

    Parameters
    ----------
    tokens : sequence of Token
        The text.
    at, end : int
        The sequence, half-open.
    surnames : set of str
        Words that stand behind a known first name in the text.
    """
    lexicon, known = load_lexicon(), given_names()
    words = tokens[at:end]
    lowers = [token.lower for token in words]
    before = tokens[at - 1].lower if at else ""
    return (
        end - at <= 5
        and before not in ("the", "this", "that", "a", "an")
        and not country_at(tokens, at)
        and lowers[0] not in word_set("adjectives")
        and (lowers[0] not in word_set("peoples") or lowers[0] in known)
        and not any(token.text.isupper() and len(token.text) > 2 for token in words)
        and not lexicon.things.intersection(lowers[1:])
        and lowers[-1] not in lexicon.media
        and not any(token.text[0].isdigit() for token in words)
        and not any(_is_small(token, surnames) for token in words[1:] if token.capital)
        and not {"&", "of", "for", "on", "and", "to", "against"}.intersection(lowers)
    )


def _is_small(token: Token, surnames: Set[str]) -> bool:
    """Tell whether a word is a small one, and no last name behind a first name ("Jon Hope")."""
    surname = token.lower in word_set("plain_surnames") and token.text in surnames
    return token.lower in word_set("function_words") and not surname


def tells_person(
    reading: Reading,
    one: Found,
    *,
    people: Sequence[Found] = (),
    titled: Set[str] = frozenset(),
) -> bool:
    """Tell whether the words beside a name say that it is a person's.

    They do by a title or an office that no body holds, by "who" or an age behind the name, by a
    surname with a title elsewhere ("Mr Lind"), and by "he" or "she" where no other person is named
    in between.

    Parameters
    ----------
    reading : Reading
        The text.
    one : Found
        A name in it.
    people : sequence of Found
        Those names of the text that may be people's, in order.
    titled : set of str
        Those of them that stand behind a title somewhere.

    Examples
    --------
    >>> from stancebook.actors.aliases import Aliases
    >>> from stancebook.actors.mentions import find_names
    >>> from stancebook.actors.words import read_text
    >>> reading = read_text("Joy Rivers, 34, left. Lucky Seven won. Sue Banks left. She sang.")
    >>> names = find_names(reading, Aliases())
    >>> [(one.name, tells_person(reading, one, people=names)) for one in names]
    [('Joy Rivers', True), ('Lucky Seven', False), ('Sue Banks', True)]
    """
    if is_who(reading, one):
        return True
    roles = load_lexicon().roles - word_set("offices_of_bodies")
    if one.titles or roles.intersection(titles_beside(reading, one)):
        return True
    return one.name.split()[-1] in titled or _is_personal(reading, one, people)


def is_who(reading: Reading, one: Found) -> bool:
    """Tell whether "who" or an age follows: "Ana Ruiz, 34,"."""
    after = [token.lower for token in reading.tokens[one.last : one.last + 3]]
    aged = len(after) == 3 and after[0] == after[2] == "," and after[1].isdigit()
    kin = len(after) == 3 and after[:2] == [",", "whose"] and after[2] in _KIN
    return after[:1] == ["who"] or after[:2] == [",", "who"] or kin or (aged and len(after[1]) == 2)


def _is_personal(reading: Reading, one: Found, people: Sequence[Found]) -> bool:
    """Tell whether "he" or "she" follows, in this sentence or to open the next, and means it."""
    tokens = reading.tokens
    after = bisect_left(people, one.last, key=lambda other: other.first)
    nearest = people[after].first if after < len(people) else len(tokens)
    for at in range(one.last, min(nearest, one.last + 40, len(tokens))):
        token = tokens[at]
        if token.sentence > one.sentence + 1 or token.quoted != one.quoted:
            break
        if token.lower in _PERSONAL and (token.sentence == one.sentence or token.first):
            near = people[max(0, after - _REACH) : after]
            return all(p.name == one.name or p.sentence != one.sentence for p in near)
    return False


def is_doubted(reading: Reading, one: Found) -> bool:
    """Tell whether the words of a name are hardly a person's though a first name opens it.

    So are names that end in a number, an adverb or a plural ("Lucky Seven", "Faith Matters",
    "Grace Foods"), and longer names that hold a plural or a common word ("Kelby Mums Matter").

    Examples
    --------
    >>> from stancebook.actors.aliases import Aliases
    >>> from stancebook.actors.mentions import find_names
    >>> from stancebook.actors.words import read_text
    >>> reading = read_text("Hope Voices met Kelby Mums Matter and Joy Rivers.")
    >>> [is_doubted(reading, one) for one in find_names(reading, Aliases())]
    [True, True, False]
    """
    first, *rest = (token.lower for token in reading.tokens[one.first : one.last])
    if not rest:
        return False
    last = rest[-1]
    if last in word_set("figures") or last in word_set("closing_words"):
        return True
    if is_common_plural(last, reading):
        return True
    known, small = given_names(), reading.small_words
    middle = [word for word in rest[:-1] if word not in known and word not in word_set("particles")]
    many = any(is_common_plural(word, reading) or word in small for word in middle)
    return many or (len(rest) > 1 and last in small and last not in known)


def is_common_plural(word: str, reading: Reading) -> bool:
    """Tell whether a word is the plural of a noun that the text or the word lists know."""
    if not _is_plural(word):
        return False
    lexicon, one = load_lexicon(), singular(word)
    listed = lexicon.groups | lexicon.roles | lexicon.domains | frozenset(lexicon.body_types)
    return bool({word, one} & (listed | reading.small_words))


def _is_plural(word: str) -> bool:
    return singular(word) != word and word not in word_set("plural_surnames")


def tells_body(reading: Reading, one: Found) -> bool:
    """Tell whether a sentence that a name opens takes it for a body.

    So does a verb in the plural ("Mums Matter say"), a clause with "which", and "its" behind the
    verb ("has dropped its plans").

    Examples
    --------
    >>> from stancebook.actors.aliases import Aliases
    >>> from stancebook.actors.mentions import find_names
    >>> from stancebook.actors.words import read_text
    >>> texts = "Mo Lo say no.", "Mo Lo, which won, left.", "Mo Lo dropped its ban.", "Mo Lo is."
    >>> readings = [read_text(text) for text in texts]
    >>> [tells_body(reading, find_names(reading, Aliases())[0]) for reading in readings]
    [True, True, True, False]
    """
    tokens = reading.tokens
    if reading.is_title or not tokens[one.first].first:
        return False
    after = [t for t in tokens[one.last : one.last + _REACH] if t.sentence == one.sentence]
    words = [token.lower for token in after]
    if words[:2] == [",", "which"] or words[:1] == ["which"]:
        return True
    return _is_said_of_many(after) or _owns(words)


def _is_said_of_many(after: Sequence[Token]) -> bool:
    if not after or not after[0].text.islower():
        return False
    verb = after[0].lower
    return verb in ("are", "have", "were", "do", "say") or is_base(verb, load_lexicon().verbs)


def _owns(words: list[str]) -> bool:
    """Tell whether "its" comes directly behind the verb: "has dropped its plans"."""
    known = load_lexicon().verbs
    skipped = word_set("auxiliaries") | word_set("adverbs")
    at = next((k for k, word in enumerate(words) if word not in skipped), len(words))
    verb = words[at] if at < len(words) else ""
    is_verb = verb in known or verb.endswith(("ed", "ing")) or (at == 0 and verb.endswith("s"))
    return is_verb and words[at + 1 : at + 2] == ["its"]
