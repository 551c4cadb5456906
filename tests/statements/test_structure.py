"""What is known of a question beside what the network reads."""

import numpy as np
import pytest

from stancebook.statements.candidates import find_candidates
from stancebook.statements.structure import STRUCTURE, structure

from .samples import article, concept, tables

TRAM = concept("Harbour Tram", "the tram")
FILL = "Redcoach met in a hall. "


def known(text, *, title="", spoken=()):
    """Return what is known of Redcoach on the tram, one row for each sentence that is asked."""
    first, *others = text.split("Redcoach")
    words = [f"Redcoach{chr(ord('A') + k)}" for k in range(len(others))]
    text = first + "".join(word + rest for word, rest in zip(words, others, strict=True))
    articles = article(text, title=title)
    named = [(word, "Redcoach") for word in words]
    (found,) = find_candidates(articles, [TRAM], **tables(articles, named=named, spoken=spoken))
    rows = structure(found)
    chosen = [k for k, c in enumerate(found.candidates) if c.actor == "Redcoach"]
    assert rows.shape == (len(found.candidates), len(STRUCTURE))
    return [dict(zip(STRUCTURE, row, strict=True)) for row in rows[chosen]]


def test_all_numbers_are_shares() -> None:
    rows = known("Redcoach likes the tram. " + FILL * 20, title="The tram")
    values = np.array([list(row.values()) for row in rows])
    assert ((values >= 0) & (values <= 1)).all()


def test_a_concept_is_near_where_it_is_named_and_further_with_every_sentence() -> None:
    rows = known("Redcoach likes the tram. " + FILL * 6)
    assert [row["named"] for row in rows] == [1] + [0] * (len(rows) - 1)
    distances = [row["distance"] for row in rows]
    assert distances[0] == 0
    assert distances == sorted(set(distances)) and len(distances) > 3


@pytest.mark.parametrize(("title", "titled"), [("The tram is late", 1), ("A hall", 0), ("", 0)])
def test_the_title_names_it_or_not(title: str, titled: int) -> None:
    rows = known("Redcoach likes the tram. " + FILL, title=title)
    assert {row["titled"] for row in rows} == {titled}


def test_a_title_is_not_a_sentence_before() -> None:
    rows = known(FILL + "Redcoach likes the tram.", title="The tram")
    assert rows[0]["distance"] == 1.0


def test_a_telling_word_makes_a_sentence_alike() -> None:
    likes, met, harbour = known(
        "Redcoach likes the tram. Redcoach met in a hall. Redcoach saw the harbour."
    )
    assert (likes["alike"], met["alike"], harbour["alike"]) == (1, 0, 1)
