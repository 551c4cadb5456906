"""Scripts without spaces to terms: Han, Kana, Thai, Lao, Khmer and Burmese."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import category

_HAN = "\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_HIRAGANA = "\u3041-\u3096\u3099-\u309f"
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_BLOCKS = ((0x0E01, 0x0E4E), (0x0E81, 0x0EDF), (0x1000, 0x109F), (0x1780, 0x17DD))
_LETTERS, _MARKS = (
    "".join(
        chr(code)
        for first, last in _BLOCKS
        for code in range(first, last + 1)
        if category(chr(code))[0] == kind
    )
    for kind in "LM"
)
_LEADING = "\u0e40-\u0e44\u0ec0-\u0ec4"
_FOLLOWING = "\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3"
_STACKED = "\u1039\u17d2"
"""What puts the next letter under the one before it."""
_GRAMMAR = "的了是这這那他她它们們着吗嗎呢吧也而"
"""Han that stand between words far more often than in them: no pair reaches over one."""

_RUN = re.compile(
    rf"(?P<han>[{_HAN}]+)|(?P<kana>[{_KATAKANA}]+)|(?P<grammar>[{_HIRAGANA}]+)"
    rf"|(?P<cluster>[{_LETTERS}{_MARKS}]+)"
)
_CLUSTER = re.compile(
    rf"[{_LEADING}]?.(?:[{_MARKS}{_FOLLOWING}]|(?<=[{_STACKED}])[{_LETTERS}])*", re.DOTALL
)
_ANY = re.compile(f"[{_HAN}{_HIRAGANA}{_KATAKANA}{_LETTERS}]")


def is_unsegmented(text: str) -> bool:
    """Say whether a text holds a script that is written without spaces.

    Examples
    --------
    >>> [is_unsegmented(text) for text in ("Brüssel", "条约", "สนธิสัญญา", "조약")]
    [False, True, True, False]
    """
    return not text.isascii() and _ANY.search(text) is not None


def split_scripts(text: str) -> Iterator[tuple[str, list[str] | None]]:
    """Yield a text piece by piece, with the terms of pieces that are written without spaces.

    Nothing is looked up, so nothing need be known of the language. Of Han every two neighbours are
    a term, the standard of retrieval in Chinese [1]_; a run of Katakana is one word and Hiragana,
    which write grammar, are none [2]_; of Thai and its relatives every two neighbouring clusters
    of a letter with the signs that cannot be parted from it [3]_.

    Parameters
    ----------
    text : str

    Yields
    ------
    piece : str
    terms : list of str, or None
        None where the piece is to be split at its spaces.

    References
    ----------
    .. [1] Nie, J.-Y., Gao, J., Zhang, J. & Zhou, M. (2000). On the use of words and n-grams for
       Chinese information retrieval. IRAL.
    .. [2] Fujii, H. & Croft, W. B. (1993). A comparison of indexing techniques for Japanese text
       retrieval. SIGIR.
    .. [3] Theeramunkong, T., Sornlertlamvanich, V., Tanhermhong, T. & Chinnan, W. (2000). Character
       cluster based Thai information retrieval. IRAL.

    Examples
    --------
    >>> list(split_scripts("NATO 批准条约"))
    [('NATO ', None), ('批准条约', ['批准', '准条', '条约'])]
    >>> [terms for _, terms in split_scripts("クラスター弾を禁止する")]
    [['クラスター'], ['弾'], [], ['禁止'], []]
    """
    at = 0
    for run in _RUN.finditer(text):
        if run.start() > at:
            yield text[at : run.start()], None
        yield run.group(), _terms(run.lastgroup, run.group())
        at = run.end()
    if at < len(text):
        yield text[at:], None


def _terms(script: str, run: str) -> list[str]:
    if script == "han":
        return [pair for part in re.split(f"[{_GRAMMAR}]", run) for pair in _pairs(part)]
    if script == "cluster":
        return _pairs(_CLUSTER.findall(run))
    return [run] if script == "kana" else []


def _pairs(units: Sequence[str]) -> list[str]:
    """Join every two neighbours; one that is alone stays."""
    if len(units) < 2:
        return list(units)
    return [one + other for one, other in zip(units, units[1:], strict=False)]


def join_terms(terms: Sequence[str]) -> str:
    """Write terms that follow each other as one phrase, what two have in common once.

    Examples
    --------
    >>> join_terms(["United", "States"]), join_terms(["批准", "准条", "条约"])
    ('United States', '批准条约')
    """
    phrase = terms[0]
    for before, term in zip(terms, terms[1:], strict=False):
        if is_unsegmented(before) and is_unsegmented(term):
            common = next(n for n in range(len(term) - 1, -1, -1) if phrase.endswith(term[:n]))
            phrase += term[common:]
        else:
            phrase += f" {term}"
    return phrase
