"""Those who act on what is argued about are proposed, though they never speak."""

import pandas as pd
import pytest

import stancebook as sb
from stancebook.codebook import suggest_codebook

TEXT = (
    "Ana Ruiz opposes the carbon tax. She said that the carbon tax was too high. {} "
    "Bo Lind said that the carbon tax would come all the same."
)


def proposed_with(sentence):
    articles = sb.read_articles(pd.DataFrame({"text": [TEXT.format(sentence)]}))
    return {actor.name for actor in suggest_codebook(articles).actors}


@pytest.mark.parametrize(
    ("sentence", "actors"),
    [
        ("The Progress Party voted against the bill.", {"Progress Party"}),
        ("The Progress Party has unanimously rejected the carbon tax.", {"Progress Party"}),
        (
            "The Progress Party, the Civic Party and the Green Party voted for the carbon tax.",
            {"Progress Party", "Civic Party", "Green Party"},
        ),
        ("The Port Guild sued over the carbon tax.", {"Port Guild"}),
        ("The Halden City Council approved the carbon tax on Monday.", {"Halden City Council"}),
    ],
)
def test_who_votes_signs_or_sues_is_proposed(sentence, actors):
    assert proposed_with(sentence) == {"Ana Ruiz", "Bo Lind", *actors}


@pytest.mark.parametrize(
    "sentence",
    [
        "The Progress Party meets in Halden.",
        "The Port Guild backs a new school.",
        "The carbon tax was rejected in Halden.",
        "Carl Moe of the Port Guild voted against the carbon tax.",
        "Members of the Progress Party rejected the carbon tax.",
        "Eva Holm voted for the carbon tax.",
    ],
)
def test_who_is_only_named_or_acts_on_other_things_is_not(sentence):
    assert proposed_with(sentence) == {"Ana Ruiz", "Bo Lind"}


def test_those_who_speak_come_first():
    articles = sb.read_articles(
        pd.DataFrame({"text": [TEXT.format("The Progress Party voted for the carbon tax.") * 2]})
    )
    assert suggest_codebook(articles).actors[-1].name == "Progress Party"
