"""Names that are whole and no more: counts, letters behind, towns, unions, spokespeople."""

import pandas as pd
import pytest

import stancebook as sb
from stancebook.actors import resolve_actors
from stancebook.attributions import extract_attributions

pytestmark = pytest.mark.filterwarnings("ignore:the weights")


def read(*texts):
    articles = sb.read_articles(pd.DataFrame({"text": texts}))
    found = resolve_actors(articles, extract_attributions(articles, method="rules"))
    return dict(zip(found.actors["actor"], found.actors["type"], strict=True)), found.mentions


@pytest.mark.parametrize("number", ["Five", "Eleven", "Twenty"])
@pytest.mark.parametrize("party", ["Conservatives", "Greens"])
def test_a_number_and_a_plural_is_no_name(number, party):
    actors, _ = read(f"{number} {party} and all independents voted against the cap.")
    assert not any(number in actor for actor in actors)


@pytest.mark.parametrize("letters", ["MP", "MSP", "QC", "OBE", "PhD"])
def test_letters_behind_a_name_are_no_part_of_it(letters):
    actors, mentions = read("Jenny Carlyon said no.", f"Jenny Carlyon {letters} urged ministers.")
    assert "Jenny Carlyon" in actors and not any(letters in actor for actor in actors)
    assert (mentions["actor"] == "Jenny Carlyon").sum() == 2


def test_an_mp_of_a_place_is_no_person_of_that_name():
    actors, _ = read("The West Norton MP said no.")
    assert "West Norton" not in actors


def test_two_common_words_with_capitals_are_one_name():
    text = "The harbour is full and homes are dear.\n\n{} Homes was delighted. “Good,” it said."
    actors, _ = read(text.format("Harbour"))
    assert "Harbour Homes" in actors and "Homes" not in actors


@pytest.mark.parametrize(
    ("noun", "kind"), [("union", "ngo"), ("charity", "ngo"), ("platform", "company")]
)
def test_a_noun_in_small_letters_tells_the_type(noun, kind):
    actors, _ = read(f"The {noun} Velmar criticised the closure. Velmar said it was wrong.")
    assert actors["Velmar"] == kind


@pytest.mark.parametrize("people", ["shopkeepers", "Conservatives", "residents"])
def test_a_town_is_none_of_its_people_nor_a_body_that_is_named_after_it(people):
    text = f"The Norwick Hosts Association said no.\n\nNorwick's {people} backed the cap."
    _, mentions = read(text)
    assert (mentions["actor"] == "Norwick Hosts Association").sum() == 1


def test_a_spokesperson_of_the_company_speaks_for_the_company_named_before():
    text = (
        "Owners in Norwick say no.\n\nVelmar, the booking platform, wrote to the council. "
        "A spokesperson for the company said the cap would cost Norwick trade."
    )
    _, mentions = read(text)
    spoken = mentions[mentions["text"].isin(["A spokesperson", "the company"])]
    assert set(spoken["actor"]) == {"Velmar"}
    assert not any("Norwick" in actor for actor in mentions["actor"])


def test_what_a_spokesperson_speaks_of_is_not_who_speaks():
    text = (
        "Velmar Ltd wrote a letter. “The Norwick Council is picking a fight,” a spokesperson said."
    )
    _, mentions = read(text)
    assert set(mentions.loc[mentions["text"] == "a spokesperson", "actor"]) == {"Velmar Ltd"}


def test_a_list_of_parties_is_no_description_of_the_next_one():
    _, mentions = read("Labour, the Liberal Democrats and seven Greens supported the measure.")
    assert not ((mentions["text"] == "Labour") & (mentions["actor"] == "Liberal Democrats")).any()
