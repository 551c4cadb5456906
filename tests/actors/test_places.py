"""Two capitals that name a place are no person, wherever they stand."""

import pytest

from stancebook.actors import mentions_of


def kinds_of(text, title=""):
    """Return the names of one article's actors with their types."""
    row = {"article_id": "a", "title": title, "source": "", "text": text}
    return {entity[2]: entity[4] for entity in mentions_of(row).entities}


@pytest.mark.parametrize(
    "text",
    [
        "Rents in Pellam Cove doubled. Pellam Cove banned holiday lets.",
        "The council of Pellam Cove voted. Pellam Cove banned holiday lets.",
        "The town of Pellam Cove is full. Pellam Cove banned holiday lets.",
    ],
)
def test_a_place_is_no_person_wherever_it_stands(text):
    assert kinds_of(text).get("Pellam Cove", "other") != "person"


def test_a_body_of_a_place_has_the_whole_name_of_the_place():
    found = kinds_of("The council of Pellam Cove voted for the ban. It said that rents were high.")
    assert "council of Pellam Cove" in found


@pytest.mark.parametrize(
    "text",
    [
        "Trust in Ana Ruiz fell. Ana Ruiz said so herself.",
        "There was no doubt in Tirvold Essig's mind. Tirvold Essig said that he would sue.",
        "Mr Pellam Cove said he would sue. The house in Pellam Cove was sold.",
    ],
)
def test_people_stay_people(text):
    assert "person" in kinds_of(text).values()
