"""Who acts in a sentence: names before a verb of speech or act, after "said" or "according to"."""

from __future__ import annotations

from .found import Found
from .lexicon import Lexicon, load_lexicon, word_set
from .words import Reading

_LONGEST_TITLE = 12
_OF_SHAPES = ("person", "unknown")


def mark_subjects(reading: Reading, found: list[Found]) -> None:
    """Set ``subject`` and ``agent`` on each place found (in this room's own objects).

    ``subject`` says that the words stand where a subject stands; ``agent`` that they speak or act.
    """
    lexicon = load_lexicon()
    placed = [one for one in found if one.local or _is_where(reading, one)]
    places = {one.name for one in placed if one.shape in ("unknown", "capital")}
    for one in found:
        if one.is_front:
            continue
        before, start = _before(reading, one)
        verb, far = _verb_after(reading, one, lexicon)
        clean = start <= 12 or not before[:1].isalpha()
        # A verb after a comma may belong to another subject: an appositive needs a clean start.
        one.subject = bool(verb) and before not in word_set("prepositions") and (clean or not far)
        one.subject = one.subject or _has_clause(reading, one)
        one.agent = one.subject and not (one.name in places and _is_idle(reading, verb, one))
        one.subject = one.agent if one.shape == "capital" else one.subject
        one.subject = one.subject or (one.shape == "person" and before in ("is", "was"))
        if _is_inverted(reading, one, lexicon) or before in ("by", "according to"):
            one.agent = True
            one.subject = one.subject or before not in ("by",)


def _is_idle(reading: Reading, verb: str, one: Found) -> bool:
    """Tell whether a name is or has something ("Halden has 30,000 people") and does nothing."""
    idle = word_set("idle_verbs") | word_set("auxiliaries") | {"lies", "stands", "sits"}
    if verb not in idle:
        return False
    active = load_lexicon().verbs - idle
    after = [token.lower for token in reading.tokens[one.last : one.last + 7]]
    return not any(word in active or word in word_set("sides") for word in after)


def _is_where(reading: Reading, one: Found) -> bool:
    """Tell whether something is told of what happens there: "Kampala, where rents fell"."""
    after = [token.lower for token in reading.tokens[one.last : one.last + 2]]
    return "where" in after[:1] or after == [",", "where"]


def _has_clause(reading: Reading, one: Found) -> bool:
    """Tell whether "who", or "which" and an act, follows: the name is what the text is about."""
    after = [token.lower for token in reading.tokens[one.last : one.last + 6]]
    if not after or after[0] not in (",", "who", "which"):
        return False
    if one.shape == "person":
        return "who" in after[:2]
    acts = load_lexicon().act_verbs
    named = one.shape in ("body", "unknown") and "which" in after[:2]
    return named and any(word in acts for word in after[2:])


def _before(reading: Reading, one: Found) -> tuple[str, int]:
    """Return the word before, titles left out, and how far into its sentence it stands."""
    tokens = reading.tokens
    lexicon = load_lexicon()
    at = one.first - 1
    while (
        at >= 0
        and tokens[at].sentence == one.sentence
        and (
            tokens[at].lower in ("the", "a", "an", "its", "his", "her", "their")
            or tokens[at].lower in lexicon.roles
            or tokens[at].lower in lexicon.role_modifiers
            or tokens[at].lower in lexicon.domains
            or tokens[at].lower.strip(".") in lexicon.titles
        )
    ):
        at -= 1
    if at < 0 or tokens[at].sentence != one.sentence:
        return "", 0
    start = at
    while start >= 0 and tokens[start].sentence == one.sentence and at - start < 40:
        start -= 1
    word = tokens[at].lower
    if word in ("of", "from", "at") and at and tokens[at - 1].lower in lexicon.groups:
        return tokens[at - 2].lower if at > 1 else "", at - start
    if word == "to" and at and tokens[at - 1].lower == "according":
        return "according to", at - start
    return word, at - start


def _verb_after(reading: Reading, one: Found, lexicon: Lexicon) -> tuple[str, bool]:
    """Return the verb that follows, and whether an appositive or a clause stands between."""
    tokens = reading.tokens
    at, far = one.last, False
    for _ in range(3):
        at = _skip_adverbs(reading, at, one.sentence)
        if at >= len(tokens) or tokens[at].sentence != one.sentence:
            return "", far
        token = tokens[at]
        if token.text == "(":
            at = _past(reading, at, ")", 8)
        elif token.text in (",", "–", "—", "-"):
            if _is_verb(reading, at + 1, lexicon):
                return tokens[at + 1].lower, True
            closing = _past(reading, at, token.text, 22)
            if closing == at:
                return "", far
            at, far = closing, True
        elif token.lower in ("of", "from") and at == one.last and one.shape in _OF_SHAPES:
            closing = _past_phrase(reading, at, lexicon)
            if closing == at:
                return "", far
            at, far = closing, True
        elif token.lower in ("and", "or"):
            return _verb_of_several(reading, at, lexicon), True
        else:
            break
    if at >= len(tokens):
        return "", far
    return (tokens[at].lower if _is_told(reading, one, at, lexicon, far=far) else ""), far


def _is_told(reading: Reading, one: Found, at: int, lexicon: Lexicon, *, far: bool) -> bool:
    """Tell whether the word at a place is the verb of a name, by list or by ending."""
    token, beside = reading.tokens[at], one.last == at
    word = token.lower
    ends_in_s = len(word) > 3 and word.endswith("s")
    if reading.is_title and beside and (word == "to" or ends_in_s or word in lexicon.verbs):
        return True
    if token.capital:
        return False
    if word in lexicon.verbs and not word.endswith("ing"):
        return True
    if far:
        return False
    if len(word) > 4 and word.endswith("ed"):
        return True
    return beside and ends_in_s and word[0].isalpha() and one.shape in ("person", "pronoun")


def _past_phrase(reading: Reading, at: int, lexicon: Lexicon) -> int:
    """Return where the verb or comma after "of the Tenants' League" stands, the place if none."""
    tokens = reading.tokens
    for index in range(at + 1, min(at + 9, len(tokens))):
        token = tokens[index]
        if token.sentence != tokens[at].sentence:
            break
        if token.text == "," or _is_verb(reading, index, lexicon):
            return index
    return at


def _is_verb(reading: Reading, at: int, lexicon: Lexicon) -> bool:
    if at >= len(reading.tokens):
        return False
    token = reading.tokens[at]
    word = token.lower
    known = word in lexicon.verbs and not word.endswith("ing")
    return not token.capital and (known or (len(word) > 4 and word.endswith("ed")))


def _verb_of_several(reading: Reading, at: int, lexicon: Lexicon) -> str:
    """Return the verb after "X and 14 other developers", empty where none comes near."""
    for index in range(at + 1, min(at + 7, len(reading.tokens))):
        token = reading.tokens[index]
        if token.sentence != reading.tokens[at].sentence or token.text in ",;:.":
            break
        if _is_verb(reading, index, lexicon):
            return token.lower if index > at + 1 else ""
    return ""


def _skip_adverbs(reading: Reading, at: int, sentence: int) -> int:
    tokens = reading.tokens
    steps = 0
    while at < len(tokens) and tokens[at].sentence == sentence and steps < 6:
        word = tokens[at].lower
        if (
            word in word_set("adverbs")
            or (word.endswith("ly") and len(word) > 4)
            or word in word_set("calendar")
        ):
            at += 1
        elif (
            word in ("on", "in")
            and at + 1 < len(tokens)
            and tokens[at + 1].lower in word_set("calendar")
        ):
            at += 2
        else:
            break
        steps += 1
    return at


def _past(reading: Reading, at: int, mark: str, limit: int) -> int:
    """Return the token after the next such mark, or the same place where none comes in reach."""
    tokens = reading.tokens
    for index in range(at + 1, min(at + limit, len(tokens))):
        if tokens[index].sentence != tokens[at].sentence:
            break
        if tokens[index].text == mark:
            return index + 1
    return at


def _is_inverted(reading: Reading, one: Found, lexicon: Lexicon) -> bool:
    """Tell whether a verb of speech stands before: '..., said the minister'."""
    tokens = reading.tokens
    at, titled = one.first - 1, False
    while at >= 0 and one.first - at < _LONGEST_TITLE and tokens[at].sentence == one.sentence:
        word = tokens[at].lower
        known = word in lexicon.roles or word in lexicon.role_modifiers or word in lexicon.domains
        titled = titled or word in lexicon.roles
        named = tokens[at].named or word in ("'s", "of") or word in lexicon.body_types
        bodies = one.shape == "person" and titled and named
        fronted = word in ("the", "a", "an", "its", "their", "his", "her")
        comma = word == "," and at == one.first - 1 and one.shape == "person"
        if not (known or fronted or bodies or comma or word.strip(".") in lexicon.titles):
            break
        at -= 1
    if at < 1 or tokens[at].sentence != one.sentence:
        return False
    verb, before = tokens[at], tokens[at - 1]
    return (
        verb.lower in lexicon.speech_verbs
        and not verb.quoted
        and (before.text in ",\"”’'»?!–—" or before.quoted)
    )
