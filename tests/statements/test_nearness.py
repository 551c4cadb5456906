"""A sentence that names no concept speaks of the nearest one, not of all the article's."""

import pytest

from stancebook.statements.candidates import find_candidates
from stancebook.statements.nearness import about_nearest
from stancebook.statements.rules import Judgement

from .samples import article, concept, tables

TRAM = concept("Harbour Tram", "the tram")
BAN = concept("car ban", "the ban", "closing streets")
LEVY = concept("parking levy", "the levy")
CONCEPTS = [TRAM, BAN, LEVY]
SURE = Judgement(0.9, favor=0.1, against=0.8, neutral=0.1, voice="indirect")
OPENING = "The council voted on the tram, the ban and the levy. "


def kept(text, sentence, *, presence=0.9):
    """Return the concepts that remain of an actor for whom everything was found everywhere."""
    articles = article(OPENING + text)
    known = tables(articles, named=[("Redcoach", "Redcoach")])
    (found,) = find_candidates(articles, CONCEPTS, **known)
    judged = [(c, SURE) for c in found.candidates if c.actor == "Redcoach"]
    rows = about_nearest(found, judged, CONCEPTS, cut=1 - presence)
    asked = {c.concept for c, _ in judged if sentence in found.seen.units[c.unit].text}
    assert asked == {0, 1, 2}
    return {CONCEPTS[c.concept].name for c, _ in rows if sentence in found.seen.units[c.unit].text}


@pytest.mark.parametrize(
    "text, names",
    [
        pytest.param(
            "A court upheld the tram. Redcoach will appeal.", ["Harbour Tram"], id="before"
        ),
        pytest.param(
            "A court upheld the ban and the levy. Redcoach will appeal.",
            ["car ban", "parking levy"],
            id="both of the sentence before",
        ),
        pytest.param(
            "A court upheld the tram. It rained. Redcoach will appeal.",
            ["Harbour Tram"],
            id="further",
        ),
        pytest.param(
            "A court upheld the tram. Redcoach will appeal against closed streets.",
            ["car ban"],
            id="a word of another",
        ),
        pytest.param("Redcoach will appeal.", [c.name for c in CONCEPTS], id="all were named"),
    ],
)
def test_the_nearest_concepts_stay(text, names):
    assert kept(text, "Redcoach") == set(names)


def test_a_sentence_that_names_a_concept_keeps_all_that_is_found_in_it():
    assert kept("Redcoach hates the tram.", "Redcoach") == {c.name for c in CONCEPTS}


def test_a_single_concept_stays_however_far():
    articles = article(OPENING + "A court upheld the tram. Redcoach will appeal.")
    (found,) = find_candidates(
        articles, CONCEPTS, **tables(articles, named=[("Redcoach", "Redcoach")])
    )
    judged = [(c, SURE) for c in found.candidates if c.actor == "Redcoach" and c.concept == 2]
    assert about_nearest(found, judged, CONCEPTS, cut=0.5) == judged


def test_what_is_below_the_cut_decides_nothing():
    articles = article(OPENING + "A court upheld the tram. Redcoach will appeal.")
    (found,) = find_candidates(
        articles, CONCEPTS, **tables(articles, named=[("Redcoach", "Redcoach")])
    )
    unsure = Judgement(0.1, favor=0.1, against=0.8, neutral=0.1, voice="indirect")
    mine = [c for c in found.candidates if c.actor == "Redcoach"]
    judged = [(c, unsure if c.concept == 0 else SURE) for c in mine]
    rows = about_nearest(found, judged, CONCEPTS, cut=0.5)
    assert {c.concept for c, _ in rows} == {1, 2}
