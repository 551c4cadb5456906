"""A corpus with planted topics: every text uses the words of one theme, one text of two."""

import zlib

import numpy as np
import pytest

from stancebook.topics import split_words

_WORDS = {
    "arms": "tank missile army troops artillery drone soldier rocket weapon convoy",
    "money": "tax wage budget deficit pension income inflation bank loan debt",
    "health": "hospital nurse vaccine doctor patient clinic virus surgery medicine ward",
    "climate": "carbon emission solar climate forest warming coal turbine glacier drought",
}
THEMES = {name: words.split() for name, words in _WORDS.items()}


def write_texts(n_texts: int, *, random_state: int = 0) -> tuple[list[str], list[str]]:
    generator = np.random.default_rng(random_state)
    names = [list(THEMES)[row % len(THEMES)] for row in range(n_texts)]
    texts = [
        " ".join(generator.choice(THEMES[name], size=12)) + f" and row{row}."
        for row, name in enumerate(names)
    ]
    return texts, names


def embed(texts: list[str]) -> np.ndarray:
    """Stand in for a sentence encoder: words hashed to 64 dimensions."""
    vectors = np.zeros((len(texts), 64))
    for row, text in enumerate(texts):
        for word in split_words(text):
            vectors[row, zlib.crc32(word.encode()) % 64] += 1
    return vectors


@pytest.fixture(scope="session")
def planted():
    return write_texts(200)
