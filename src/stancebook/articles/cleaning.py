"""Strings that every later step can hold: line ends, control characters, stray surrogates.

Nothing else is touched: no character is exchanged for a nicer one, no mojibake is repaired.
"""

from __future__ import annotations

import re

_CONTROL = bytes({*range(32), 127} - {9, 10})
_BAD = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c]")
_SURROGATES = re.compile(r"[\ud800-\udfff]+")
_MOJIBAKE = re.compile(r"[ÃÂ][\x80-\xbf\u2018-\u203a€™š›œžŸ]|â€[™œ\x9d“”\x93\x94˜¦¢]|Ð[°-¿µ]Ñ")
_MARKS = ("Ã", "Â", "â€", "Ð")


def clean_text(text: str) -> tuple[str, str]:
    r"""Return the text without what no table can hold, and a note of what was changed.

    Line ends become ``\n``; other control characters go; surrogates that stand for bytes of
    another encoding are decoded (see :func:`stancebook.articles.decoding.decode`), others become
    U+FFFD. Text that looks decoded twice is noted and left as it is.

    Parameters
    ----------
    text : str
        Any string, lone surrogates included.

    Returns
    -------
    text : str
        Encodes to UTF-8; holds no control character but tab and line feed.
    note : str
        Empty where nothing but line ends was changed.

    Examples
    --------
    >>> clean_text("one\r\ntwo\x00")
    ('one\ntwo', '1 control character removed')
    """
    notes = []
    try:
        encoded = text.encode()
    except UnicodeEncodeError:
        text, note = _without_surrogates(text)
        notes.append(note)
        encoded = text.encode()
    if len(encoded.translate(None, _CONTROL)) != len(encoded) or "\ufffe" in text:
        text, count = _BAD.subn("", _BREAKS.sub("\n", text))
        if count:
            notes.append(f"{count} control character{'s' * (count > 1)} removed")
    # In UTF-8 every sign of mojibake begins with the byte C3.
    if b"\xc3" in encoded and looks_decoded_twice(text):
        notes.append("looks decoded twice (mojibake): left as it is")
    return text, "; ".join(notes)


def looks_decoded_twice(text: str) -> bool:
    """Return True where UTF-8 seems to have been read as windows-1252 before it came here.

    Examples
    --------
    >>> looks_decoded_twice("cafÃ©"), looks_decoded_twice("café")
    (True, False)
    """
    return may_look_decoded_twice(text) and _MOJIBAKE.search(text) is not None


def may_look_decoded_twice(text: str) -> bool:
    """Return False where no closer look is needed: the text holds none of the telling letters."""
    return not text.isascii() and any(mark in text for mark in _MARKS)


def _without_surrogates(text: str) -> tuple[str, str]:
    from .decoding import decode

    try:
        decoded = decode(text.encode("utf-8", "surrogateescape"))
        return decoded.text, decoded.note
    except UnicodeEncodeError:
        text, count = _SURROGATES.subn("\ufffd", text)
        return text, f"{count} half character{'s' * (count > 1)} (lone surrogates) replaced"


def join_notes(*notes: str) -> str:
    """Join what is not empty, each note once.

    Examples
    --------
    >>> join_notes("a", "", "b", "a")
    'a; b'
    """
    if not any(notes):
        return ""
    return "; ".join(dict.fromkeys(note for note in notes if note))
