"""A corpus with planted topics: every text uses the words of one theme, one text of two."""

import numpy as np
import pytest

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


@pytest.fixture(scope="session")
def planted():
    return write_texts(200)
