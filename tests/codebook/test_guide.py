"""The guide to the codebook says what the code does."""

import doctest
import re
from pathlib import Path

import pandas as pd
import pytest

import stancebook as sb
from stancebook.actors import resolve_actors
from stancebook.codebook import Concept
from stancebook.codebook.aliases import alias_spans
from stancebook.codebook.counting import count_names
from stancebook.statements.reading import DESCRIPTION_PIECES
from stancebook.statements.relevance import AFTER, BEFORE, LEAD, article_units, find_concerned

GUIDE = (Path(__file__).parents[2] / "docs" / "codebook.md").read_text(encoding="utf-8")


def test_every_example_of_the_guide_runs():
    blocks = re.findall(r"^```python\n(.*?)^```$", GUIDE, flags=re.MULTILINE | re.DOTALL)
    assert len(blocks) == 4
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, "codebook.md", None, 0)
    failed, tried = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test)
    assert (failed, tried > 10) == (0, True)


def concerned(sentences, concept, title=""):
    """Return which sentences of an article are asked about; the title has number 0."""
    articles = sb.read_articles(pd.DataFrame({"title": [title], "text": [" ".join(sentences)]}))
    units = article_units(sb.split_passages(articles))
    assert len(units) == len(sentences) + bool(title)
    return find_concerned(units, [concept]).concerned[0]


FILL = "Rain fell on Norton for days on end."
TOLL = Concept("toll", "bridge toll", ("the levy",), "Drivers pay at the barrier by night.")


def test_the_guide_tells_the_sentences_near_a_name():
    at = 20
    sentences = [FILL] * at + ["The levy is due."] + [FILL] * 20
    assert concerned(sentences, TOLL) == list(range(at - BEFORE, at + AFTER + 1))
    assert (BEFORE, AFTER, LEAD) == (2, 6, 4)
    assert "two sentences before and the six after" in GUIDE and "first four sentences" in GUIDE


@pytest.mark.parametrize(
    ("alike", "n_asked"),
    [
        (["A bridge is grey."], 0),
        (["A bridge is grey.", "Those bridges are old."], 2),
        (["Drivers stop at barriers.", "The barrier keeps drivers out."], 2),
        (["Drivers sing.", "The barrier is red."], 0),
    ],
    ids=["one word once", "one word twice", "two of the description", "one of the description"],
)
def test_the_guide_tells_the_sentences_alike(alike, n_asked):
    assert len(concerned([FILL] * 9 + alike + [FILL] * 9, TOLL)) == n_asked


def test_the_guide_tells_when_a_whole_article_is_asked_about():
    body = [FILL] * 8
    assert len(concerned(body, TOLL, title="Council debates bridge toll")) == 9
    assert len(concerned([FILL] * 60, TOLL, title="Council debates bridge toll")) < 10


def test_the_guide_tells_how_much_of_a_description_is_read():
    assert "first dozen" in GUIDE and DESCRIPTION_PIECES == 12


def test_names_are_counted_where_they_are_found():
    texts = ["The levy stays. A bridge toll is no levy.", "No toll. Levies and bridge tolls."]
    passages = sb.split_passages(sb.read_articles(pd.DataFrame({"text": texts})))
    toll, levy = Concept("toll", "toll", ("road",)), Concept("long", "bridge toll", ("the levy",))
    counts = count_names(passages, [toll, levy])
    told = counts.set_index("name")[["n_sentences", "n_articles"]].T.to_dict("list")
    assert told == {"toll": [1, 1], "road": [0, 0], "bridge toll": [2, 2], "the levy": [3, 2]}
    shuffled = count_names(passages.sample(frac=1, random_state=0), [toll, levy])
    assert shuffled.equals(counts)
    sentences = passages[passages["unit"] == "sentence"]["text"]
    alone = sum(bool(alias_spans(text, ["the levy"])) for text in sentences)
    assert alone == told["the levy"][0]


@pytest.mark.parametrize("aliases", [[], ["Defence Minister"]])
def test_an_office_among_the_aliases_finds_its_holder(aliases):
    content = {
        "concepts": [{"name": "ban"}],
        "actors": [{"name": "Ana Ruiz", "aliases": aliases, "type": "person"}],
    }
    articles = sb.read_articles(pd.DataFrame({"text": ["The defence minister opposed the ban."]}))
    found = resolve_actors(articles, codebook=sb.Codebook.from_dict(content)).mentions
    told = dict(zip(found["text"].str.lower(), found["actor"], strict=True))
    assert (told.get("the defence minister") == "Ana Ruiz") is bool(aliases)
