"""A proposal is never empty where the articles plainly have a subject."""

import pandas as pd
import pytest

import stancebook as sb
from stancebook.codebook import suggest_codebook
from stancebook.codebook.coverage import coverage_notes
from stancebook.codebook.model import Codebook

PLAIN = [
    "The {0} has divided the valley since spring. Ana Ruiz walked along the {0} on Monday and "
    "said that it had cost her two fields. Her neighbours look at the {0} with other eyes.",
    "Bo Lind came to the town hall to defend the {0}. He lives an hour away. On the way home he "
    "passed the {0} and a closed bakery.",
    "Nobody has counted what the {0} will cost. The bakery reopened on Friday, and Ana Ruiz "
    "bought bread for those who had come to see the {0}.",
]


def proposed_from(texts):
    return suggest_codebook(sb.read_articles(pd.DataFrame({"text": texts})))


@pytest.mark.parametrize("thing", ["fence", "wing", "waiver", "cull", "ring road", "drilling"])
def test_what_all_articles_keep_naming_is_proposed(thing):
    proposed = proposed_from([text.format(thing) for text in PLAIN])
    assert thing in {concept.name.removeprefix("the ") for concept in proposed.concepts}


def test_the_proposal_says_that_nothing_stands_out():
    proposed = proposed_from([text.format("waiver") for text in PLAIN])
    assert any("no phrase stands out" in note for note in proposed.notes)


def test_the_longer_name_that_the_articles_share_is_the_name():
    texts = [text.format("wing").replace("the wing", "the private wing", 1) for text in PLAIN]
    first = proposed_from(texts).concepts[0]
    assert (first.name, first.aliases) == ("private wing", ("the wing",))


@pytest.mark.parametrize("word", ["mayor", "residents", "council", "ministry"])
def test_people_and_bodies_are_no_matter_however_often_they_are_named(word):
    texts = [f"{text.format('cull')} He met the {word}. She met the {word}." for text in PLAIN]
    assert {concept.name for concept in proposed_from(texts).concepts} == {"cull"}


def test_a_codebook_is_not_told_to_hold_what_is_only_often_named():
    articles = sb.read_articles(pd.DataFrame({"text": [text.format("cull") for text in PLAIN]}))
    book = Codebook.from_dict({"concepts": [{"id": "bread", "name": "bread"}]})
    assert not any("'cull'" in note for note in coverage_notes(articles, book))


@pytest.mark.parametrize("matter", ["electronic tagging", "fur farming", "offshore drilling"])
def test_a_matter_that_ends_like_a_verb_is_a_concept(matter):
    texts = [
        f"Ana Ruiz opposes {matter}. She said that {matter} should end.",
        f"The council backed {matter}. Bo Lind spoke against {matter} on Friday.",
    ]
    assert matter in {concept.name for concept in proposed_from(texts).concepts}
