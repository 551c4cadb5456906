"""Words before an office and a name are that person's title; true actors stay actors."""

import pandas as pd
import pytest

from stancebook.actors import resolve_actors
from stancebook.actors.lexicon import load_lexicon, word_set
from stancebook.tables import ARTICLES, UNRESOLVED, make_table

HOLDER = "Helena Brandvik"
FRAMES = {
    "opens the text": "{title} {name} said the line was vital. She will vote for it.",
    "opens a sentence": "The line is late. {title} {name} opposes it.",
    "after a colon": "A minute later: {title} {name} said no.",
    "after a dateline": "CARSOVA, 14 May (Delta) - {title} {name} said no.",
    "opens a quotation": "He wrote: “{title} {name} said no.”",
}
FIELDS = ("Rivers", "Foreign", "Shadow finance", "Sports and leisure", "Water")
PLACES = ("Carsova", "Oak Valley", "Santa Marta", "Vilnius")


def mentions(*texts):
    plain = {"title": "", "source": "", "url": "", "author": "", "language": "en"}
    rows = [
        plain | {"article_id": str(n), "story_id": str(n), "published": pd.NaT, "text": text}
        for n, text in enumerate(texts)
    ]
    return resolve_actors(make_table(rows, ARTICLES)).mentions


def actors(*texts):
    return set(mentions(*texts)["actor"]) - {UNRESOLVED}


def every_field():
    """Return what ministers are for: the lexicon's fields, and some that it does not know."""
    return sorted(word.capitalize() for word in load_lexicon().domains) + list(FIELDS)


def others_than_the_holder(texts):
    """Return what else than the holder is an actor, by article, all articles in one table."""
    found = mentions(*texts)
    found = found[~found["actor"].isin((HOLDER, UNRESOLVED))]
    return {texts[int(row.article_id)]: row.actor for row in found.itertuples()}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_a_field_of_work_before_an_office_is_no_actor(frame):
    offices = sorted(word_set("heads_of_fields"))
    titles = [f"{field} {office}" for field in every_field() for office in offices]
    assert others_than_the_holder([frame.format(title=t, name=HOLDER) for t in titles]) == {}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_a_place_before_its_head_is_no_actor(frame):
    offices = ("mayor", "deputy mayor", "governor", "bishop", "resident")
    titles = [f"{place} {office}" for place in PLACES for office in offices]
    assert others_than_the_holder([frame.format(title=t, name=HOLDER) for t in titles]) == {}


def test_the_title_still_tells_who_is_meant_later():
    found = mentions("Environment minister Ana Ruiz met Bo Lind. The minister will vote for it.")
    assert found.set_index("text").loc["The minister", "actor"] == "Ana Ruiz"


@pytest.mark.parametrize("title", ["Green Party leader", "Norvik Energy chief executive"])
@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_a_body_with_a_name_of_its_own_stays_an_actor(frame, title):
    body = title.removesuffix(" leader").removesuffix(" chief executive")
    assert actors(frame.format(title=title, name=HOLDER)) == {HOLDER, body}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param(
            "The line is good, said Norvik director Jan Olsen.",
            {"Norvik", "Jan Olsen"},
            id="the capital is no sentence's",
        ),
        pytest.param(
            "Norvik director Jan Olsen opposes the ban. The firm said it would sue.",
            {"Norvik", "Jan Olsen"},
            id="a later description points to it",
        ),
        pytest.param(
            "Norvik director Jan Olsen opposes the ban. Norvik would sue, Norvik said.",
            {"Norvik", "Jan Olsen"},
            id="named elsewhere by itself",
        ),
        pytest.param(
            "The Health Ministry opposes it. Health minister Ana Ruiz said so.",
            {"Health Ministry", "Ana Ruiz"},
            id="ministry and minister",
        ),
        pytest.param(
            "Carsova voted against the tram. Carsova mayor Ana Ruiz backed it.",
            {"Carsova", "Ana Ruiz"},
            id="a place that acts elsewhere",
        ),
        pytest.param(
            "Poland's defence minister Ana Ruiz said no. Poland will vote against.",
            {"Poland", "Ana Ruiz"},
            id="a country by its genitive",
        ),
        pytest.param(
            "“No,” said TAF chairman Bo Lind. RTS spokeswoman Ana Ruiz agreed.",
            {"TAF", "Bo Lind", "RTS", "Ana Ruiz"},
            id="capital letters are a body's",
        ),
        pytest.param(
            "Neil Harcastle chairs Tower Developers Victoria. The ban, he said, is theft.",
            {"Neil Harcastle"},
            id="chairs is a verb",
        ),
        pytest.param(
            "Lena Holt and transport minister Bo Lind said no.",
            {"Lena Holt", "Bo Lind"},
            id="two people side by side",
        ),
        pytest.param(
            "Climate Action minister Ana Ruiz said no.", {"Ana Ruiz"}, id="a field of two words"
        ),
        # "Labour minister" alone is the minister for labour; the party is an actor where it acts.
        pytest.param(
            "Labour minister Ana Ruiz said no. On Monday Labour minister Bo Lind agreed.",
            {"Ana Ruiz", "Bo Lind"},
            id="Labour as a field",
        ),
        pytest.param(
            "Labour minister Ana Ruiz said no. On Monday, Labour voted against it.",
            {"Ana Ruiz", "Labour"},
            id="Labour as a party",
        ),
    ],
)
def test_true_actors_stay(text, wanted):
    assert actors(text) == wanted


def test_a_body_named_with_and_without_its_head_is_one_actor():
    found = actors(
        "Lakeshore Residential will appeal.",
        "Lakeshore Residential chief executive Ana Ruiz said no.",
    )
    assert found == {"Lakeshore Residential", "Ana Ruiz"}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Port Lorne council voted for it. The council met twice.", {"Port Lorne council"}),
        ("Environment secretary Paul Ostrander refused. The minister said no.", {"Paul Ostrander"}),
    ],
    ids=["a council of a place", "a secretary is a minister"],
)
def test_what_comes_later_points_back(text, wanted):
    found = mentions(text)
    assert set(found["actor"]) == wanted and len(found) == 2


@pytest.mark.parametrize(
    "text", ["The charity Lynx Forward said no.", "Cells Open, a group, said no."]
)
def test_a_name_that_is_called_a_body_is_no_person(text):
    plain = {"title": "", "source": "", "url": "", "author": "", "language": "en"}
    row = plain | {"article_id": "a", "story_id": "a", "published": pd.NaT, "text": text}
    types = resolve_actors(make_table([row], ARTICLES)).actors["type"]
    assert list(types) != ["person"]


ANYBODY = [*(f"{w}body" for w in ("Some", "Any", "Every", "No")), "Someone", "Anyone", "Everyone"]


@pytest.mark.parametrize("word", [*ANYBODY, "No one", "Nothing"])
def test_a_word_for_anybody_is_no_actor(word):
    found = mentions(f"Tomas Hale voted no. “{word} speaks for them,” he said. {word} opposes it.")
    assert set(found["actor"]) <= {"Tomas Hale", UNRESOLVED}
