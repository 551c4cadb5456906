"""Capitals that name no actor, and names that the words beside them show to be bodies."""

import pandas as pd
import pytest

import stancebook as sb
from stancebook.actors import resolve_actors
from stancebook.actors.words import read_text


def actors_of(text, title=""):
    articles = sb.read_articles(pd.DataFrame({"title": [title], "text": [text]}))
    found = resolve_actors(articles)
    kinds = found.actors.set_index("actor")["type"].to_dict()
    return {actor: kinds[actor] for actor in found.mentions["actor"] if actor != "unresolved"}


@pytest.mark.parametrize(
    ("text", "junk"),
    [
        pytest.param("The Mill Ward councillor, Ana Ruiz, said no. Ruiz left.", "Mill", id="ward"),
        pytest.param("They met at St Brendan's. Bo Lind left St Brendan's.", "Brendan", id="st"),
        pytest.param("The ferry Lady Isobel sank. The Lady Isobel was old.", "Isobel", id="ship"),
        pytest.param(
            "They dammed Skellen Beck. A dam on Skellen Beck leaks.", "Skellen", id="beck"
        ),
        pytest.param("Ferry crews fear for jobs. They said no.", "Ferry", id="before its noun"),
        pytest.param("Rebels threaten to vote no. They said so.", "Rebels", id="plural"),
        pytest.param(
            "The Russia investigation goes on. He backs the Russia investigation.",
            "Russia",
            id="country",
        ),
    ],
)
def test_what_names_no_actor_is_none(text, junk):
    assert not any(junk in actor for actor in actors_of(text))


def test_a_title_knows_the_small_words_of_its_text_but_not_those_of_its_names():
    text = read_text("A bird charity will sue. The rubber industry and the Rubber Union agree.")
    title = read_text("Bird charity threatens court", is_title=True, beside=text)
    assert "bird" in title.small_words and "rubber" not in title.small_words


def test_the_buttons_of_a_web_page_are_cut_off_a_name():
    actors = actors_of("Facebook Twitter Pinterest Robert Hale in court. “No,” Hale said.")
    assert actors == {"Robert Hale": "person"}


def test_this_town_in_a_quotation_is_not_its_council():
    text = "Skarmere Town Council said no. “This town will fight,” said Bo Lind."
    articles = sb.read_articles(pd.DataFrame({"text": [text]}))
    mentions = resolve_actors(articles).mentions
    assert set(mentions["actor"][mentions["text"] == "This town"]) <= {"unresolved"}


def test_a_mill_is_not_the_inn_named_after_it():
    text = "Bo Lind of the Mill Inn said yes. They met below the old mill."
    articles = sb.read_articles(pd.DataFrame({"text": [text]}))
    assert "the old mill" not in set(resolve_actors(articles).mentions["text"])


@pytest.mark.parametrize(
    ("text", "actor", "kind"),
    [
        pytest.param(
            "Skarmere Wild Swimmers, a club with 40 members, said yes.",
            "Skarmere Wild Swimmers",
            "ngo",
            id="description",
        ),
        pytest.param(
            "Fair Trial Now, a coalition of 22 clubs, said no.",
            "Fair Trial Now",
            "ngo",
            id="coalition",
        ),
        pytest.param(
            "The opposition bloc New Norton said no.", "New Norton", "party", id="opposition bloc"
        ),
        pytest.param(
            "Duvet Roads, the agency that would build it, said yes.",
            "Duvet Roads",
            "agency",
            id="agency",
        ),
        pytest.param(
            "Bo Lind, chair of the Save Skarmere group, said no. Save Skarmere said so too.",
            "Save Skarmere",
            "ngo",
            id="noun behind",
        ),
        pytest.param(
            "“Yes,” said Bo Lind, the chief executive of Norvik. Norvik said no more.",
            "Norvik",
            "company",
            id="chief executive",
        ),
        pytest.param(
            "The National Union of Teachers and Assistants said no.",
            "National Union of Teachers and Assistants",
            "ngo",
            id="two callings",
        ),
        pytest.param(
            "The National Football League said no.", "National Football League", "ngo", id="league"
        ),
        pytest.param(
            "The Royal College of Midwives said no.",
            "Royal College of Midwives",
            "ngo",
            id="college",
        ),
    ],
)
def test_the_words_beside_a_name_tell_what_it_is(text, actor, kind):
    assert actors_of(text)[actor] == kind


@pytest.mark.parametrize(
    "text", ["“No,” said Xochitl Vrba, who runs it.", "Xochitl Vrba, 34, left."]
)
def test_who_and_an_age_tell_a_person(text):
    assert actors_of(text).get("Xochitl Vrba", "person") == "person"


def test_the_chamber_of_commerce_is_the_one_that_has_a_place():
    texts = ["The Skarmere Chamber of Commerce said no.", "The Chamber of Commerce said no again."]
    articles = sb.read_articles(pd.DataFrame({"text": texts}))
    found = resolve_actors(articles)
    assert set(found.mentions["actor"]) == {"Skarmere Chamber of Commerce"}


def test_two_chambers_of_commerce_stay_apart():
    texts = [f"The {place}Chamber of Commerce said no." for place in ("Skarmere ", "Selby ", "")]
    articles = sb.read_articles(pd.DataFrame({"text": texts}))
    assert resolve_actors(articles).mentions["actor"].nunique() == 3


def test_a_place_is_not_the_body_whose_name_it_opens():
    text = "They met in Skarmere. Skarmere Tenants Together said no. Skarmere may lose its bus."
    articles = sb.read_articles(pd.DataFrame({"text": [text]}))
    mentions = resolve_actors(articles).mentions
    assert "Skarmere" not in set(mentions["text"][mentions["actor"] == "Skarmere Tenants Together"])


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("New Dawn's leader, Bo Lind, said no. New Dawn left.", "New Dawn"),
        ("Citizens' Choice and two others voted for it.", "Citizens' Choice"),
        ("The University and College Union backs it.", "University and College Union"),
        ("The Governors' Forum said no.", "Governors' Forum"),
    ],
)
def test_a_name_is_whole_though_its_first_word_is_a_common_one(text, actor):
    assert actor in actors_of(text)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("New Norvik boss Ana Ruiz said no.", "New Norvik"),
        ("Farmers' leader Ana Ruiz said no.", "Farmers"),
        ("Five Norvik boats left. Five Norvik said no.", "Five Norvik"),
    ],
)
def test_a_common_word_before_a_name_is_no_part_of_it(text, actor):
    assert actor not in actors_of(text)
