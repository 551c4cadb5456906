"""Ways to break a file: what disks, networks, editors and malice do to bytes."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

TOKENS: tuple[bytes, ...] = (
    *(b'"', b"'", b"\\", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n\n\n", b"\t", b"\x1b"),
    *(b"<", b">", b"</", b"<!--", b"]]>", b"<![CDATA[", b"&", b"&nbsp;", b"&#0;", b"<script>"),
    *(b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;", b"{", b"}", b"[", b"]", b"{\\rtf1", b"\\u-1?"),
    *(
        b"\\ud800",
        b"99999999999999999999",
        b"-1",
        b"NaN",
        b"1e999",
        b"null",
        b"%PDF-",
        b"PK\x03\x04",
    ),
    *(
        b"Documents (99999999)",
        b"1 of 999999 DOCUMENTS",
        b"End of Document",
        b"Body\n",
        b"ER  - \n",
    ),
    *(b"03/04/2023", b"31/31/2023", b"2023-99-99", b"Document AAAA0000000000000000000000\n"),
    *(
        "\u202e".encode(),
        "\u2028".encode(),
        "é".encode("latin-1"),
        "日本".encode("cp932"),
        b"From ",
    ),
)


def mutate(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    """Break a file in one to six places.

    Parameters
    ----------
    data : bytes
        A sound file.
    random : Random
        Decides everything: the same state breaks alike.
    others : sequence of bytes
        Sound files to splice parts from.

    Returns
    -------
    bytes
        At most eight times as long.
    """
    for _ in range(random.randint(1, 6)):
        data = random.choice(_WAYS)(data, random, others)[: 1 << 20]
    return data


def _place(data: bytes, random: Random) -> int:
    return random.randrange(len(data) + 1)


def _flip(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    if not data:
        return data
    place = random.randrange(len(data))
    return data[:place] + bytes([data[place] ^ (1 << random.randrange(8))]) + data[place + 1 :]


def _cut(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    return data[: _place(data, random)]


def _drop(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    start = _place(data, random)
    return data[:start] + data[start + random.randint(1, 200) :]


def _insert(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    place = _place(data, random)
    return data[:place] + random.choice(TOKENS) * random.choice((1, 1, 1, 50)) + data[place:]


def _repeat(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    start = _place(data, random)
    part = data[start : start + random.randint(1, 400)]
    return data[:start] + part * random.choice((2, 3, 300)) + data[start:]


def _splice(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    other = random.choice(others)
    return data[: _place(data, random)] + other[_place(other, random) :]


def _noise(data: bytes, random: Random, others: Sequence[bytes]) -> bytes:
    place = _place(data, random)
    return data[:place] + random.randbytes(random.randint(1, 64)) + data[place:]


_WAYS = (_flip, _flip, _cut, _drop, _insert, _insert, _repeat, _splice, _noise)
"""Every way to break a file; those that stand twice are taken twice as often."""
