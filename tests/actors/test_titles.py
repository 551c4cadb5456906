"""Titles before a name are no part of it, and never somebody by themselves."""

import pandas as pd
import pytest

import stancebook as sb
from stancebook.actors import resolve_actors
from stancebook.actors.names import person_words

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
