"""What a codebook leaves out is said, and nothing where it leaves nothing out."""

import pandas as pd
import pytest

import stancebook as sb
from stancebook.codebook import Codebook, coverage_notes

TEXT = (
    "Ana Ruiz opposes the Harbour Tram. The tram is a folly, she said of {0}. Bo Lind of {0} "
    "backed the Harbour Tram and wants the tram built. He rejects the toll."
)


@pytest.fixture(scope="module")
def articles():
    return sb.read_articles(pd.DataFrame({"text": [TEXT.format(x) for x in "PQRST"]}))


def book(*names):
    return Codebook.from_dict({"concepts": [{"name": name} for name in names]})


def test_the_main_matter_that_is_no_concept_is_named(articles):
    (first, *_) = coverage_notes(articles, book("the toll"))
    assert first.startswith("'Harbour Tram' (in 5 of 5 articles) is no concept")


@pytest.mark.parametrize("name", ["Harbour Tram", "harbour tram", "the tram"])
def test_a_matter_is_known_by_any_form_of_its_name(articles, name):
    assert coverage_notes(articles, book(name)) == ()


@pytest.mark.parametrize(
    ("words", "name"),
    [("levies", "levy"), ("A.I.", "A.I."), ("trams", "tram"), ("buses", "bus")],
)
def test_plurals_and_names_that_end_in_a_dot_name_a_concept(words, name):
    texts = [f"Ana Ruiz of {x} rejects more {words} today." for x in "PQRST"]
    articles = sb.read_articles(pd.DataFrame({"text": texts}))
    assert not [note for note in coverage_notes(articles, book(name)) if "name no concept" in note]


def test_articles_that_name_no_concept_are_counted(articles):
    assert "5 of 5 articles name no concept" in coverage_notes(articles, book("glyphosate"))[-1]


def test_a_proposal_leaves_out_nothing_that_it_would_propose(articles):
    assert coverage_notes(articles, sb.suggest_codebook(articles)) == ()


def test_the_analysis_keeps_the_notes_and_the_page_of_the_corpus_tells_them(articles, tmp_path):
    from stancebook.display import tell_corpus

    sb.analyse(articles, book("the toll"), to=tmp_path / "a", method="rules")
    analysis = sb.read_analysis(tmp_path / "a")
    assert "'Harbour Tram' (in 5 of 5 articles) is no concept" in tell_corpus(analysis).text


def test_few_articles_tell_nothing(articles):
    assert coverage_notes(articles.head(2), book("glyphosate")) == ()
