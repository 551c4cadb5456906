"""What a card says of a statement holds for that sentence, and not only for its story."""

from types import SimpleNamespace

import pandas as pd
import pytest
from gold_analysis import DEBATES, gold_analysis

from stancebook.display.cards import Reading


@pytest.fixture(scope="module")
def gold():
    return gold_analysis([DEBATES / "nuclear_ban_treaty.json"])


def with_copy(gold, text=lambda text, sentence: text, title=None):
    """Return the analysis with a copy of an article, and a sentence with a statement in it."""
    row = gold.statements[~gold.statements["in_title"]].iloc[0]
    article = gold.articles[gold.articles["article_id"] == row["article_id"]]
    copy = article.assign(
        article_id="copy",
        source="Another outlet",
        text=text(article["text"].item(), row["text"]),
        title=title or article["title"],
    )
    articles = pd.concat([gold.articles, copy], ignore_index=True)
    return SimpleNamespace(**{**vars(gold), "articles": articles}), row


@pytest.mark.parametrize(
    ("change", "number"),
    [
        pytest.param(lambda text, sentence: text, 2, id="the same text"),
        pytest.param(lambda text, sentence: text.replace(sentence, "Cut."), 1, id="cut out"),
        pytest.param(lambda text, sentence: text.replace(" ", "\n "), 2, id="broken otherwise"),
    ],
)
def test_a_sentence_is_printed_in_the_articles_that_hold_it(gold, change, number):
    analysis, row = with_copy(gold, change)
    assert Reading(analysis).card(row.to_dict()).n_printed == number


def test_a_headline_is_printed_where_it_stands_above_a_copy(gold):
    row = gold.statements.iloc[0]
    title = gold.articles.set_index("article_id").loc[row["article_id"], "title"]
    headline = {**row.to_dict(), "in_title": True, "text": title, "start": 0, "end": len(title)}
    for other, number in ((None, 2), ("Another headline", 1)):
        analysis, _ = with_copy(gold, title=other)
        assert Reading(analysis).card(headline).n_printed == number
