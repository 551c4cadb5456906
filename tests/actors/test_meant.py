"""Nobody is meant by the noun of a body that is none, by the name of a law, or by a mere place."""

import pandas as pd
import pytest

import stancebook as sb
from stancebook.actors import resolve_actors


def mentions_in(text):
    return resolve_actors(sb.read_articles(pd.DataFrame({"text": [text]}))).mentions


@pytest.mark.parametrize("noun", ["party", "federation", "bank", "group", "company", "council"])
def test_the_noun_of_a_body_never_means_a_person(noun):
    text = f"Julius Korir backs the toll. According to Korir, the {noun} opposes the toll."
    mentions = mentions_in(text)
    assert not mentions[mentions["text"] == f"the {noun}"]["actor"].eq("Julius Korir").any()


def test_the_party_is_one_that_the_text_named_and_not_who_speaks_of_it():
    text = "Bo Lind of the Mill Party left. Julius Korir spoke. According to Korir, the party lost."
    mentions = mentions_in(text).set_index("text")["actor"]
    assert mentions["the party"] == "Mill Party"


@pytest.mark.parametrize("name", ["Water Services", "Harbour Authority", "Police Service"])
@pytest.mark.parametrize(
    "law", ["(Concession) Bill", "(Emergency Powers) Act", "(Fees) Regulations"]
)
def test_what_a_bracket_makes_the_name_of_a_law_is_no_body(name, law):
    text = f"Ana Ruiz said that the {name} {law} was bad."
    assert not mentions_in(text)["text"].str.contains(name).any()


def test_a_body_with_its_acronym_behind_it_stays_one():
    text = "The Harbour Authority (HA) said no. Ana Ruiz agreed."
    assert "Harbour Authority" in set(mentions_in(text)["actor"])


@pytest.mark.parametrize("noun", ["operator", "developer", "supplier", "contractor"])
def test_whom_nobody_has_chosen_is_no_company_of_the_text(noun):
    text = f"The county seeks a private {noun}. It will take a year. Halden Power came to see."
    text += f" It left. Ana Ruiz said that the bill allows the {noun} to fit meters."
    assert f"the {noun}" not in set(mentions_in(text).query("actor != 'unresolved'")["text"])


def test_who_is_named_next_is_who_was_spoken_of():
    text = (
        "A developer wants turbines. Halden Power said they were quiet. The developer said no more."
    )
    assert "The developer" in set(mentions_in(text).query("actor == 'Halden Power'")["text"])


def test_a_capital_that_has_something_is_a_place_where_the_text_places_things():
    text = (
        "Ana Ruiz points to Kampala, where water is dear. “I want taps,” she said, as Kampala has."
    )
    assert set(mentions_in(text)["actor"]) == {"Ana Ruiz"}
    assert "Uganda" in set(mentions_in(f"{text} Kampala rejected the plan.")["actor"])
    assert "it" not in set(mentions_in(f"{text} She bought it, and it is good.")["text"])


def test_the_dead_say_no_more():
    text = "Lind was glad. He has opposed a bridge that the late Cy Ek, his rival, had proposed. He"
    mentions = mentions_in(f"{text} says that it was wrong. He supports the ferry, he said.")
    assert "Cy Ek" not in set(mentions[mentions["text"].str.lower() == "he"]["actor"])


def test_the_court_that_acts_is_meant_and_not_the_one_that_somebody_will_go_to():
    text = (
        "The High Court suspended the toll. Bo Lind said that he would go to the Supreme Court. The"
    )
    mentions = mentions_in(f"{text} court rejected a request by Ana Ruiz.").set_index("text")[
        "actor"
    ]
    assert mentions["The court"] == "High Court"
