"""Bytes to text: marks and declarations first, then UTF-8, then a guess that is said.

A file that is UTF-8 but for a few bytes stays UTF-8, with the broken bytes replaced and counted:
taking it for another encoding would damage every accented letter in it.
"""

from __future__ import annotations

import codecs
from contextlib import suppress
from typing import NamedTuple

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = [
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("iso8859_2", "iso8859_5", "iso8859_7", "iso8859_13", "iso8859_15", "koi8_r", "mac_roman"),
    *("cp932", "euc_jp", "euc_kr", "gb18030", "big5"),
]
_SAMPLE = 64 * 1024
_LATIN = ("cp1252", "cp1250", "cp1257", "cp1254", "iso8859_15", "iso8859_2", "mac_roman")
_ALPHABETS = [
    set(letters)
    for letters in (
        *("àâæçéèêëîïôœùûüÿ", "äöüß", "áéíñóúüï", "àáâãçéêíóõôúü", "àèéìîòóù", "åäöéæøü"),
        *("ąćęłńóśźż", "áäčďéěíľĺňóôŕřšťúůýž", "áéíóöőúüű", "ăâîșțşţ", "čćđšž", "äõöüšž"),
        *("ąčęėįšųūž", "āčēģīķļņšūžōŗ", "çğıöşüâîû", "áæéðíóöúþý", "àçèéíïòóúü·"),
    )
]
_PUNCTUATION = set("“”‘’–—…«»„‚€°§·•¿¡£×©®´½¼²³ªº\xa0\xad")
_NAMES = {"cp": "windows-", "iso8859_": "iso-8859-"}


class Decoded(NamedTuple):
    """Text, the encoding it was read as, and a note where that is more than UTF-8."""

    text: str
    encoding: str
    note: str


def decode(data: bytes, declared: str = "") -> Decoded:
    """Decode bytes whose encoding is not known for sure.

    Parameters
    ----------
    data : bytes
        A whole file or a whole field.
    declared : str
        The encoding that the file names itself, where it does; tried after byte-order marks and
        UTF-8, because a wrong declaration is common and text that is valid UTF-8 by accident is
        not.

    Returns
    -------
    Decoded
        Never fails: bytes that mean nothing become U+FFFD and are counted in the note.

    Examples
    --------
    >>> decode("Krašto apsaugos ministras sakė, kad šalis turėtų".encode("cp1257")).note
    'read as windows-1257'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding)
    # English in UTF-16 is UTF-8 too, every other character a zero.
    if not _wide_encoding(data[:4096]):
        with suppress(UnicodeDecodeError):
            return Decoded(data.decode("utf-8"), "utf-8", "")
    return _decode_as(data, guess_encoding(data, declared))


def _decode_as(data: bytes, encoding: str) -> Decoded:
    plain = encoding in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
    note = "" if plain else f"read as {common_name(encoding)}"
    text = data.decode(encoding, "replace")
    replaced = text.count("\ufffd") - data.count(b"\xef\xbf\xbd") * (encoding == "utf-8")
    if replaced > 0:
        broken = f"{replaced} broken character{'s' * (replaced > 1)} replaced"
        note = f"{note}; {broken}" if note else broken
    return Decoded(text, encoding, note)


def guess_encoding(data: bytes, declared: str = "") -> str:
    """Name the encoding that fits best; always one that Python knows.

    Parameters
    ----------
    data : bytes
        A sample is enough; the first 64 KB with anything but ASCII in it are looked at.
    declared : str
        Taken where the data decode under it without an error.

    Returns
    -------
    str
        ``utf-8`` for ASCII, for UTF-8 and for UTF-8 with a few broken bytes.

    Examples
    --------
    >>> guess_encoding("No mark at all".encode("utf-16-le"))
    'utf-16-le'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    sample = _telling_part(data)
    if not sample:
        return "utf-8"
    wide = _wide_encoding(data[:4096])
    if wide:
        return wide
    if _is_mostly_utf8(sample):
        return "utf-8"
    if declared and _decodes(data, declared):
        return codecs.lookup(declared).name
    return _detect(sample)


def _telling_part(data: bytes) -> bytes:
    """Cut the sample to start near the first byte that is not plain ASCII text."""
    if data.isascii() and b"\x00" not in data[:4096]:
        return b""
    if b"\x00" in data[:4096]:
        return data[:_SAMPLE]
    low, high = 0, len(data)
    while high - low > _SAMPLE // 2:
        middle = (low + high) // 2
        low, high = (middle, high) if data[low:middle].isascii() else (low, middle)
    start = data.rfind(b"\n", 0, low) + 1 if low else 0
    return data[max(start, low - 1000) : max(start, low - 1000) + _SAMPLE]


def _is_mostly_utf8(sample: bytes) -> bool:
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = len(text) - len(text.encode("ascii", "ignore")) - broken
    return broken * 10 <= sound or (broken <= 1 and sound > 0)


def _wide_encoding(head: bytes) -> str:
    """Recognise UTF-16 and UTF-32 without a mark by where their zero bytes stand."""
    if len(head) < 4 or head.count(0) < len(head) * 0.2:
        return ""
    for step, encoding, zero in (
        (4, "utf-32-le", (1, 2, 3)),
        (4, "utf-32-be", (0, 1, 2)),
        (2, "utf-16-le", (1,)),
        (2, "utf-16-be", (0,)),
    ):
        places = [head[place::step] for place in range(step)]
        zeros = [part.count(0) >= 0.6 * len(part) for part in places]
        if all(zeros[place] for place in zero) and sum(zeros) == len(zero):
            return encoding
    return ""


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(codecs.lookup(encoding).name)
    except (LookupError, UnicodeError, ValueError):
        return False
    return True


def _detect(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_CANDIDATES, threshold=0.3).best()
    if best is not None and best.encoding not in _LATIN:
        return best.encoding
    return max(_LATIN, key=lambda encoding: _spelling(sample.decode(encoding, "replace")))


def _spelling(text: str) -> float:
    """Share of the characters beyond ASCII that one European alphabet and its quotes explain."""
    strange = [character for character in text.lower() if character > "\x7f"]
    explained = max(
        sum(character in alphabet or character in _PUNCTUATION for character in strange)
        for alphabet in _ALPHABETS
    )
    return explained / max(len(strange), 1)


def common_name(encoding: str) -> str:
    """Return the name by which people know an encoding.

    Examples
    --------
    >>> common_name("cp1252"), common_name("koi8_r")
    ('windows-1252', 'koi8-r')
    """
    for prefix, name in _NAMES.items():
        if encoding.startswith(prefix) and encoding[len(prefix) :].isdigit():
            number = encoding[len(prefix) :]
            return f"{name}{number}" if not (prefix == "cp" and len(number) < 4) else encoding
    return encoding.replace("_", "-")
