"""Articles in another language: kept, counted and said; nothing is read from them."""

import pandas as pd
import pytest

import stancebook as sb
from stancebook.analysis.run import Run
from stancebook.attributions import LanguageWarning
from stancebook.codebook import Codebook
from stancebook.display.cards import tell_languages
from stancebook.errors import InputError

GERMAN = (
    "Der Umweltminister Karl Weber sagte, die Maut werde im Herbst im Landtag beraten. "
    "„Wir lehnen die Maut ab“, erklärte die Sprecherin der Grünen, Anna Vogel, am Montag."
)
ENGLISH = (
    "Ana Ruiz said that she opposes the toll. The toll, she said, is a tax on the poor and on "
    "the villages that have no train."
)
CODEBOOK = Codebook.from_dict(
    {"concepts": [{"id": "toll", "name": "the toll", "aliases": ["Maut"]}]}
)


def analyse(*texts, codebook=CODEBOOK):
    return sb.analyse(pd.DataFrame({"text": texts}), codebook, method="rules", progress=False)


def test_nothing_is_read_from_another_language_and_one_warning_says_so():
    with pytest.warns(LanguageWarning, match=r"1 of 2 articles is not in English \(de 1\)") as told:
        found = analyse(GERMAN, ENGLISH)
    assert len([one for one in told if one.category is LanguageWarning]) == 1
    german = found.articles.loc[found.articles["language"] == "de", "article_id"].item()
    for table in (found.attributions, found.mentions, found.statements):
        assert len(table) and german not in set(table["article_id"])
    assert german in set(found.passages["article_id"])
    assert set(found.actors["actor"]) == {"Ana Ruiz"}
    told = tell_languages(found)
    assert told == (
        "1 of 2 articles is not in English; no positions were read from it, and the topics leave "
        "it out."
    )
    assert told in sb.tell_corpus(found).text and told in sb.tell_topics(found).text


def test_topics_are_those_of_the_articles_that_are_read(tmp_path):
    more = "The toll was debated. The toll is a tax, the villages say. The trains are late."
    with pytest.warns(LanguageWarning):
        found = analyse(GERMAN, ENGLISH, more)
    german = found.articles.loc[found.articles["language"] == "de", "article_id"].item()
    placed = found.topic_weights.merge(found.passages, on="passage_id")
    assert len(placed) and german not in set(placed["article_id"])
    assert german not in set(found.topic_refits["article_id"])
    alone = analyse(ENGLISH, more)
    pd.testing.assert_frame_equal(found.topics, alone.topics)


def test_topics_of_a_corpus_in_another_language_alone_are_its_own():
    with pytest.warns(LanguageWarning):
        found = analyse(GERMAN, GERMAN.replace("Maut", "Brücke"), GERMAN.replace("Weber", "Kunz"))
    assert len(found.topics) and len(set(found.topic_weights["passage_id"])) > 1


def test_a_corpus_in_another_language_alone_ends_in_a_report_of_it():
    with pytest.warns(LanguageWarning, match="2 of 2 articles are not in English"):
        found = analyse(GERMAN, GERMAN + " Das Gesetz ist schlecht, sagte sie.")
    assert found.statements.empty and found.mentions.empty
    assert tell_languages(found).startswith("None of the 2 articles is in English")


def test_no_codebook_is_proposed_where_nothing_is_read():
    with (
        pytest.warns(LanguageWarning),
        pytest.raises(InputError, match=r"no article is in English \(de\)"),
    ):
        analyse(GERMAN, codebook=None)


def test_redacting_does_not_make_an_article_foreign():
    articles = pd.DataFrame({"text": [ENGLISH], "language": ["de"]})
    found = sb.analyse(articles, CODEBOOK, method="rules", progress=False)
    assert len(found.statements)
    assert tell_languages(sb.redact_texts(found)) == tell_languages(found) == ""


def test_nothing_is_said_where_all_is_read():
    assert tell_languages(analyse(ENGLISH)) == ""


def test_topics_ask_once_in_which_language_the_articles_are(monkeypatch):
    asked = []
    found = Run.find_topics

    def find_topics(self, *arguments):
        parts = self.parts
        self.parts = lambda table: asked.append(table) or parts(table)
        found(self, *arguments)
        del self.parts

    monkeypatch.setattr(Run, "find_topics", find_topics)
    with pytest.warns(LanguageWarning):
        analyse(GERMAN, ENGLISH)
    assert asked.count("articles") == 1
