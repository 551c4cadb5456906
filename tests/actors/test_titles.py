"""Titles before a name are no part of it, and never somebody by themselves."""

import pandas as pd
import pytest

import stancebook as sb
from stancebook.actors import resolve_actors
from stancebook.actors.names import person_words
from stancebook.codebook import Codebook

TITLES = {
    "callings": ["Eng.", "Engr.", "Arch.", "Barr.", "Adv.", "Er.", "Atty.", "Asst. Govt. Pleader"],
    "faiths": ["Rev.", "Revd.", "Fr.", "Rev. Sr.", "Bro.", "Alh.", "Maulana", "Swami"],
    "countries": [
        "Smt.",
        "Shri",
        "Mwl.",
        "Dkt.",
        "Tun",
        "Datuk",
        "Dato'",
        "Dato’",
        "Tan Sri",
        "Puan",
    ],
    "houses": ["Hon.", "Hon'ble", "Sen.", "Rep.", "Gov.", "Datuk Seri", "Rt. Hon.", "Com."],
}
EACH = [pytest.param(title, id=title) for titles in TITLES.values() for title in titles]


@pytest.mark.parametrize("title", EACH)
def test_a_title_is_no_actor_and_no_part_of_one(title):
    text = (
        f"{title} Marta Ruiz opposes the dam. It is dear, {title} Ruiz said. So said {title} Lind."
    )
    actors = resolve_actors(sb.read_articles(pd.DataFrame({"text": [text]})), None).actors
    assert set(actors["actor"]) == {"Marta Ruiz", "Lind"}
    assert actors.set_index("actor")["type"]["Marta Ruiz"] == "person"


@pytest.mark.parametrize("title", [one for one in EACH if "Pleader" not in one.id])
def test_a_codebook_may_write_a_title_before_a_name(title):
    assert person_words(f"{title.rpartition('. ')[2]} Marta Ruiz") == ("marta", "ruiz")


@pytest.mark.parametrize("name", ["Roseanne Barr", "Eng Tan", "Sri Lanka"])
def test_a_word_that_is_a_title_before_a_full_stop_may_be_a_name_without(name):
    articles = sb.read_articles(pd.DataFrame({"text": [f"{name} said that the dam was dear."]}))
    assert set(resolve_actors(articles, None).actors["actor"]) == {name}


@pytest.mark.parametrize(
    "title",
    ["Leeds Central MP", "Green MP", "Leeds MP", "Former Leeds MP", "Hal Bay MEP", "Fine Gael TD"],
)
@pytest.mark.parametrize("known", [False, True])
def test_a_seat_and_its_place_or_party_are_no_part_of_a_name(title, known):
    text = f"They met on a rainy day. {title} Jane Carter spoke. Carter won. The {title} left."
    entry = {"name": "Jane Carter", "aliases": ["Carter"], "type": "person"}
    concept = {"id": "tram", "name": "tram"}
    book = Codebook.from_dict({"concepts": [concept], "actors": [entry]}) if known else None
    articles = sb.read_articles(pd.DataFrame({"title": [""], "text": [text]}))
    found = resolve_actors(articles, codebook=book)
    assert set(found.mentions["actor"]) - {"unresolved"} == {"Jane Carter"}
    assert found.actors["actor"].tolist() == ["Jane Carter"]


def test_a_seat_alone_in_a_headline_is_who_has_it():
    for title in ("Leeds MP", "Green MP"):
        text = f"They met on a rainy day. {title} Jane Carter spoke. Carter won."
        articles = sb.read_articles(pd.DataFrame({"title": [f"{title} speaks"], "text": [text]}))
        found = resolve_actors(articles)
        assert found.actors["actor"].tolist() == ["Jane Carter"]


def test_a_seat_behind_a_name_names_nobody_else():
    text = "They met on a rainy day. Jane Carter MP spoke. Tom Webb MP left. Carter won."
    articles = sb.read_articles(pd.DataFrame({"title": [""], "text": [text]}))
    found = resolve_actors(articles)
    assert set(found.actors["actor"]) == {"Jane Carter", "Tom Webb"}
