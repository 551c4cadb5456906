"""The screen: which sentences concern which concept, and that it costs little."""

from types import SimpleNamespace

import pytest

from stancebook.statements.relevance import Unit, content_words, find_concerned

TREATY = SimpleNamespace(
    id="treaty",
    name="Treaty on Orbital Debris",
    aliases=("the treaty", "debris pact"),
    description="Agreement that obliges states to remove dead satellites from orbit.",
)
TAX = SimpleNamespace(id="tax", name="sugar tax", aliases=("levy on sweets",), description="")


def units(*texts, title=True):
    out, at = [], 0
    for k, text in enumerate(texts):
        out.append(Unit(f"p{k}", title and k == 0, at, at + len(text), text))
        at += len(text) + 1
    return out


def concerned(texts, concept=TREATY):
    return find_concerned(units(*texts), [concept]).concerned[0]


FILLER = ["Rain fell on the harbour."] * 30


@pytest.mark.parametrize(
    ("texts", "which"),
    [
        pytest.param(["News", "The Treaty binds."], {1}, id="name"),
        pytest.param(["News", "Two debris pacts bind."], {1}, id="alias in the plural"),
        pytest.param(["Treaty signed", "Oslo is against it."], {0, 1}, id="reference after title"),
        pytest.param(
            ["News", *FILLER[:9], "The treaty binds.", "She likes it."], {10, 11}, id="next"
        ),
        pytest.param(["News", *FILLER, "The treaty binds."], {31}, id="late"),
    ],
)
def test_what_is_concerned(texts, which):
    assert which <= set(concerned(texts))


def test_an_article_about_something_else_is_not_read():
    assert concerned(["Weather", *FILLER]) == []


def test_one_mention_does_not_open_a_long_article():
    texts = ["News", *FILLER, "The treaty binds.", *FILLER]
    assert len(concerned(texts)) < 12


@pytest.mark.parametrize(
    "said",
    [
        "Correction: An earlier version of this article said that Ruiz opposed the treaty.",
        "A previous version of the headline called Ruiz a foe of the treaty.",
        "This report incorrectly stated that Ruiz opposed the treaty.",
    ],
)
def test_what_a_correction_takes_back_is_not_read(said):
    texts = ["Treaty signed", "Oslo is against it.", said, "She backs the treaty."]
    assert concerned(texts) == [0, 1, 3]


def test_an_earlier_version_of_the_matter_is_read():
    assert concerned(["Treaty signed", "Ruiz opposed an earlier version of the treaty."]) == [0, 1]


def test_time_follows_the_concerned_sentences():
    few = concerned(["News", *FILLER * 3, "The sugar tax is law.", *FILLER * 3], TAX)
    assert 0 < len(few) < 15


def test_content_words_leave_out_the_common_ones():
    assert content_words("the new rules about people") == {"rules"}


def test_words_inside_another_concepts_name_speak_of_that_one():
    lamp = SimpleNamespace(id="lamp", name="mercury lamps", aliases=(), description="")
    pact = SimpleNamespace(id="pact", name="Pact on Mercury Lamps", aliases=(), description="")
    texts = ["Oslo leaves the Pact on Mercury Lamps", "Mercury lamps are cheap, Oslo says."]
    marked = units(*texts)
    assert find_concerned(marked, [lamp, pact]).concerned == [[1], [0, 1]]
    assert marked[0].spans == [[], [(16, 37)]]
