"""Speakers in other sentences: who is found right is counted by where the gold speaker stands."""

import pandas as pd

from stancebook.attributions.speech import speech_row
from stancebook.tables import ARTICLES, ATTRIBUTIONS, make_table
from stancebook.training.attribution_scores import score_far_speakers

TEXT = "Ana Ruiz came late. She said no. It is over, it is done. So Bo Lind said."


def spans(*words):
    return [[[TEXT.index(word), TEXT.index(word) + len(word)]] if word else [] for word in words]


def table(article, *attributions):
    rows = [
        speech_row(article, in_title=False, spans=spans(*words), is_direct=False)
        for words in attributions
    ]
    return make_table(rows, ATTRIBUTIONS)


def test_speakers_are_counted_by_the_sentence_that_names_them():
    row = dict.fromkeys(ARTICLES.columns, "") | {"article_id": "a", "text": TEXT}
    articles = make_table([row | {"published": pd.NaT}], ARTICLES)
    article = next(articles.itertuples())
    gold = table(
        article,
        ("She", "said", "no"),
        ("Ana Ruiz", "", "It is over"),
        ("Bo Lind", "said", "it is done"),
    )
    found = table(article, ("She", "said", "no"), ("Ana Ruiz", "", "It is over, it is done"))
    scores = score_far_speakers(found, gold, articles=articles).set_index("sentence")
    assert scores["n_gold"].to_dict() == {"same": 1, "before": 1, "after": 1}
    assert scores["n_found"].to_dict() == {"same": 1, "before": 1, "after": 1}
    assert scores["share_right"].to_dict() == {"same": 1.0, "before": 1.0, "after": 0.0}
    nothing = score_far_speakers(found.head(0), gold, articles=articles)
    assert nothing["n_found"].sum() == 0
