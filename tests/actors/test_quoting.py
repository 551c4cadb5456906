"""Who speaks a quotation, and whom pronouns in and around it mean."""

from types import SimpleNamespace

import pytest

from stancebook.actors import mentions_of


def told_of(text, *people):
    """Return (words, actor) of one article's mentions, with people in the codebook."""
    actors = [SimpleNamespace(name=name, aliases=(), type="person") for name in people]
    book = SimpleNamespace(actors=actors, concepts=())
    found = mentions_of({"article_id": "a", "title": "", "source": "", "text": text}, codebook=book)
    names = {entity[1]: entity[2] for entity in found.entities}
    return [(mention[5], names.get(mention[7])) for mention in found.mentions]


def test_a_first_name_tells_as_much_of_people_in_the_codebook():
    people = ("Bettina Roux", "Emmet Saar")
    text = (
        "Bettina Roux said the ban was theft. Roux urged the council to throw it out.\n\n"
        "Emmet Saar addressed the march as well. He said that the ban was too blunt."
    )
    assert ("He", "Emmet Saar") in told_of(text, *people)
    assert told_of(text, *people) == told_of(text)


def test_who_says_what_the_mayor_did_is_not_the_mayor():
    text = (
        "Bettina Roux told the crowd that the mayor had never asked the owners. "
        '"She has decided over our heads," she said.'
    )
    told = told_of(text, "Bettina Roux")
    assert ("she", "Bettina Roux") in told
    assert not [name for words, name in told if words in ("the mayor", "She") and name]


@pytest.mark.parametrize("said", ["said", "said that", "has also said that"])
@pytest.mark.parametrize("body", ["Norrvind Ltd", "the Ferry Company", "Lanjut"])
def test_it_is_who_says_what_it_opens(body, said):
    text = f"The Port Guild met. The guild voted to strike after {body} {said} it would sue."
    meant = [name for words, name in told_of(text) if words == "it"]
    assert meant == [body.removeprefix("the ")]


MINISTER = """Hours later the youth chief Zulkifli Omar said it was dead. He accused City Hall.

The ministry shrugged off the attack. {title} Norliza said others had proposed the toll in 2018. \
"They were for it before they were against it," she said. The minister added that she remained \
convinced that it would work."""


@pytest.mark.parametrize("title", ["Datuk Seri", "Tan Sri", "Dr", "Minister"])
def test_a_pronoun_is_not_whom_the_article_calls_by_the_other(title):
    told = told_of(MINISTER.format(title=title))
    assert ("He", "Zulkifli Omar") in told
    assert {name for words, name in told if words == "she"} == {"Norliza"}
