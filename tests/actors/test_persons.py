"""A first name is not enough: what is said of a name tells whether it is a person's or a body's."""

import pandas as pd
import pytest

import stancebook as sb
from stancebook.actors import resolve_actors
from stancebook.actors.lexicon import read_list


def actors_of(*texts):
    articles = sb.read_articles(pd.DataFrame({"title": [""] * len(texts), "text": texts}))
    return resolve_actors(articles).actors.set_index("actor")["type"].to_dict()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Bo Lind owns shares in Lucky Seven, the biggest bookmaker.", id="apposition"),
        pytest.param("Lucky Seven said no.", id="number"),
        pytest.param("“No,” said Bo Lind, founder of Kelby Mums Matter.", id="founder"),
        pytest.param("Faith Matters said no.", id="verb"),
        pytest.param("Grace Foods said that it would close.", id="plural"),
        pytest.param("Silver Darling, which employs 90 people, said no.", id="which"),
        pytest.param("Mercy Calling say that the cut is wrong.", id="verb in the plural"),
        pytest.param("Ruby Sky has dropped its appeal.", id="its"),
        pytest.param("Hope Not Hate said no.", id="small word"),
    ],
)
def test_a_body_whose_first_word_is_a_first_name_is_no_person(text):
    assert "person" not in {kind for actor, kind in actors_of(text).items() if actor != "Bo Lind"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Penny Banks, a farmer, said no.", id="office"),
        pytest.param("Sheila Ward, 54, lost her ward.", id="age"),
        pytest.param("Jon Hope, the owner, said no.", id="small word"),
        pytest.param("The minister, Theresa May, said no.", id="month"),
        pytest.param("Max Fishers said no. He left.", id="he"),
        pytest.param("Rosa Firms said no. “I will go,” Ms Firms said.", id="Ms"),
        pytest.param("Tom Field leads the field. Field said that it was united.", id="surname"),
        pytest.param("Lucrecia Cáceres Monti said no.", id="three names"),
    ],
)
def test_a_person_with_a_common_word_for_a_surname_stays_one(text):
    assert list(actors_of(text).values()) == ["person"]


def test_one_article_that_says_what_a_name_is_tells_it_for_all():
    texts = [
        "Silver Darling said no.",
        "Silver Darling, which employs 90, left. The company is old.",
    ]
    for some in (texts, texts[::-1]):
        assert actors_of(*some) == {"Silver Darling": "company"}


def test_a_person_who_is_told_is_not_the_body_that_an_article_took_the_name_for():
    texts = ["Ms Ruby Lind, a doctor, said no. Lind left.", "He leads the Ruby Lind group."]
    assert actors_of(*texts)["Ruby Lind"] == "person"


@pytest.mark.parametrize(
    ("text", "alias"),
    [
        pytest.param("Kelby Mums Matter said it opposed the carbon tax.", "Matter", id="body"),
        pytest.param("Anna Field said she opposed a carbon tax on the field.", "Field", id="small"),
    ],
)
def test_no_surname_is_an_alias_that_may_mean_something_else(text, alias):
    articles = sb.read_articles(pd.DataFrame({"text": [text + " The carbon tax is new."]}))
    book = sb.suggest_codebook(articles)
    assert book.actors and not any(alias in actor.aliases for actor in book.actors)


def test_every_listed_word_is_a_word():
    words = read_list("roles_words")
    assert [word for listed in words.values() for word in listed if not isinstance(word, str)] == []
