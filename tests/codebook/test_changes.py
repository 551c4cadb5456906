"""Proposed concepts: whole noun phrases, no bare general nouns, and what happens to a place."""

import pandas as pd
import pytest

import stancebook as sb
from stancebook.codebook import suggest_codebook

pytestmark = pytest.mark.filterwarnings("ignore:the weights")


def concepts_of(*texts):
    proposed = suggest_codebook(sb.read_articles(pd.DataFrame({"text": texts})))
    return {concept.name: set(concept.aliases) for concept in proposed.concepts}


CHANGED = [
    "The {name} could {verb} in the spring. Ana Ruiz opposes the {noun} of the {head}. "
    "The {noun} is wrong, she said. She defends the {head}.",
    "Bo Lind backs the {noun}. He rejects the Friends of {name}, who love the {head}. “The {noun} "
    "is right,” he said.",
    "Ana Ruiz, of {name}, will vote against the {noun}. Nobody supports the {noun}.",
    "The carbon tax is fair, said Cy Ek. He backs the carbon tax.",
]


@pytest.mark.parametrize(
    ("name", "noun", "verb"),
    [
        pytest.param("Quayside Library", "closure", "close", id="library"),
        pytest.param("Elm Lane Stadium", "sale", "be sold", id="stadium"),
        pytest.param("Norton Airport", "extension", "grow", id="airport"),
        pytest.param("Harbour Lido", "demolition", "go", id="word of no list"),
    ],
)
def test_what_happens_to_an_institution_is_the_concept_and_not_the_institution(name, noun, verb):
    words = {"name": name, "noun": noun, "verb": verb, "head": name.split()[-1].lower()}
    concepts = concepts_of(*(text.format(**words) for text in CHANGED))
    matter = f"{noun} of {name}"
    assert f"the {noun}" in concepts[matter]
    assert set(concepts) == {matter}
    assert f"the {words['head']}" not in set().union(*concepts.values())


def test_a_place_argued_about_in_itself_stays_a_concept():
    text = "Ana Ruiz backs the Norton Bridge. Bo Lind opposes the Norton Bridge. Day {}."
    closure = "The closure of the bridge for repairs is wrong, said Cy Ek, who opposes the closure."
    concepts = concepts_of(*map(text.format, "ABCDE"), f"{closure} He rejects the closure.")
    assert "Norton Bridge" in concepts


@pytest.mark.parametrize(
    "noun", ["plan", "proposal", "measure", "scheme", "limit", "project", "decision", "idea"]
)
def test_a_bare_general_noun_is_no_concept(noun):
    text = f"Ana Ruiz opposes the {noun}. Bo Lind backs the {noun}. He defends the {noun}."
    tax = "The carbon tax is fair, said Cy Ek. He backs the carbon tax."
    assert set(concepts_of(*(f"{text} Day {day}. {tax}" for day in "ABCD"))) == {"carbon tax"}


@pytest.mark.parametrize(
    "matter",
    [
        "cap on holiday lets",
        "ban on phone use",
        "ban on cold calls",
        "ban on plastic carrier bag sales",
    ],
)
def test_no_concept_is_cut_inside_a_noun_phrase(matter):
    text = f"Ana Ruiz opposes a {matter}. Bo Lind would vote for the {matter} in May."
    names = concepts_of(*(f"{text} Day {day}." for day in "ABCD"))
    forms = set(names).union(*names.values())
    assert matter in names
    assert not [form for form in forms if matter.startswith(f"{form} ") and " on" in form]


def test_two_matters_that_one_kind_of_policy_is_on_are_two_concepts():
    text = "Ana Ruiz backs a cap on rents. She voted for the cap on rents. Bo Lind opposes a cap on"
    concepts = concepts_of(*(f"{text} fares. He rejects the cap on fares. {d}." for d in "ABCD"))
    assert {"cap on rents", "cap on fares"} <= set(concepts)


def test_two_words_for_one_limit_are_one_concept():
    text = "Ana Ruiz backs a cap on rents. She voted for the cap on rents. Bo Lind opposes a limit"
    concepts = concepts_of(*(f"{text} on rents. He rejects it. {d}." for d in "ABCD"))
    assert concepts["cap on rents"] >= {"limit on rents"} or "limit on rents" in concepts
    assert len(concepts) == 1
