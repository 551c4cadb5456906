"""What simple methods score on the same gold: majority, word lists, sentiment, TF-IDF."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from ..stance import StanceClassifier
from ..statements.debates import Debate
from ..statements.rules import polarity
from ..tables import STANCES


def gold_pairs(debates: Sequence[Debate]) -> pd.DataFrame:
    """Return the gold statements that have a mention as pairs for the classifier.

    Returns
    -------
    DataFrame
        ``text``, ``concept``, ``description``, ``mention_start``, ``mention_end``, ``context``
        (the sentences before, as far as 400 characters), ``stance`` and ``debate``.
    """
    rows = []
    for debate in debates:
        concepts = {concept["id"]: concept for concept in debate.codebook["concepts"]}
        texts = debate.articles.set_index("article_id")["text"]
        for row in debate.gold[debate.gold["mention"] != ""].itertuples():
            before = "" if row.in_title else texts[row.article_id][: row.start]
            rows.append(
                {
                    "text": row.text,
                    "concept": concepts[row.concept]["name"],
                    "description": concepts[row.concept].get("description", ""),
                    "mention_start": row.mention_start - row.start,
                    "mention_end": row.mention_end - row.start,
                    "context": before[-400:].strip(),
                    "stance": row.stance,
                    "debate": debate.name,
                }
            )
    return pd.DataFrame(rows)


def compare_sides(train: pd.DataFrame, dev: pd.DataFrame) -> pd.DataFrame:
    """Score methods on the side of a statement whose sentence and actor are given.

    Parameters
    ----------
    train, dev : DataFrame
        From :func:`gold_pairs`; only TF-IDF learns from ``train``.

    Returns
    -------
    DataFrame
        ``method``, ``accuracy`` and ``macro-F1`` over favor, against and neutral.
    """
    from sklearn.metrics import accuracy_score, f1_score

    answers = {
        "majority": np.repeat(train["stance"].mode()[0], len(dev)),
        "word lists with negation (the first rules)": _by_sign(dev["text"].map(polarity)),
        "TF-IDF and logistic regression": _by_words(train, dev),
        "this model": StanceClassifier().predict(dev),
    }
    optional = {
        "sentiment of the sentence (VADER)": _by_sentiment(dev["text"]),
        "similarity to a sentence for, against, or only on it (all-MiniLM-L6-v2)": _by_similarity(
            dev
        ),
    }
    answers |= {name: found for name, found in optional.items() if found is not None}
    rows = [
        (
            name,
            accuracy_score(dev["stance"], found),
            f1_score(dev["stance"], found, average="macro", labels=list(STANCES)),
        )
        for name, found in answers.items()
    ]
    table = pd.DataFrame(rows, columns=["method", "accuracy", "macro-F1"])
    return table.sort_values("macro-F1").set_index("method")


def _by_sign(signs: pd.Series) -> np.ndarray:
    return np.select([signs > 0, signs < 0], ["favor", "against"], "neutral")


def _by_sentiment(texts: pd.Series) -> np.ndarray | None:
    """Return the sign of VADER's compound score; None where the package is not installed."""
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError:
        return None
    scores = texts.map(SentimentIntensityAnalyzer().polarity_scores)
    compound = scores.map(lambda score: score["compound"])
    return _by_sign(compound.where(compound.abs() >= 0.05, 0.0))


def _by_similarity(dev: pd.DataFrame) -> np.ndarray | None:
    """Return the side whose sentence is nearest; None without torch or the base model.

    References
    ----------
    Yin, Hay, Roth (2019), Benchmarking Zero-shot Text Classification, EMNLP: labels as sentences.
    """
    try:
        from .base_vectors import sentence_vectors
    except ImportError:
        return None
    asked = {
        "favor": "{} is right and should be supported.",
        "against": "{} is wrong and should be opposed.",
        "neutral": "This is about {}.",
    }
    texts = sentence_vectors(dev["text"].tolist())
    scores = [
        (texts * sentence_vectors([asked[side].format(c) for c in dev["concept"]])).sum(axis=1)
        for side in STANCES
    ]
    return np.array(STANCES)[np.argmax(scores, axis=0)]


def _by_words(train: pd.DataFrame, dev: pd.DataFrame) -> np.ndarray:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
        LogisticRegression(C=10.0, max_iter=2000),
    )
    return model.fit(train["text"], train["stance"]).predict(dev["text"])


def learning_curve(
    pairs: pd.DataFrame, *, sizes: Sequence[int] = (0, 24, 48, 96), random_state: int = 0
) -> pd.DataFrame:
    """Score the classifier before and after ``fit`` on so many own pairs, over three draws.

    Parameters
    ----------
    pairs : DataFrame
        ``text``, ``concept`` and ``stance``; half of them is never learned from.

    Returns
    -------
    DataFrame
        ``n`` labels, mean ``macro-F1`` and its ``lowest`` and ``highest`` over the draws.
    """
    from sklearn.metrics import f1_score

    chance = np.random.default_rng(random_state)
    model = StanceClassifier()
    order = chance.permutation(len(pairs))
    test, pool = pairs.iloc[order[::2]], pairs.iloc[order[1::2]]
    rows = []
    for size in sizes:
        scores = []
        for _ in range(3 if size else 1):
            if size:
                chosen = pool.iloc[chance.permutation(len(pool))[:size]]
                model = StanceClassifier().fit(chosen.drop(columns="stance"), chosen["stance"])
            found = model.predict(test.drop(columns="stance"))
            scores.append(f1_score(test["stance"], found, average="macro"))
        rows.append((size, np.mean(scores), min(scores), max(scores)))
    return pd.DataFrame(rows, columns=["n", "macro-F1", "lowest", "highest"]).set_index("n")
