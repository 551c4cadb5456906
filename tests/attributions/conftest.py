"""Articles in the form of the contract, and the trained reader where its weights are."""

import pandas as pd
import pytest

from stancebook.encoder import has_model
from stancebook.tables import ARTICLES, make_table


def make_articles(*texts: str, titles=(), languages=()) -> pd.DataFrame:
    rows = [
        {
            "article_id": f"a{index}",
            "title": titles[index] if titles else "",
            "text": text,
            "source": "",
            "published": pd.NaT,
            "url": "",
            "author": "",
            "language": languages[index] if languages else "en",
            "story_id": f"a{index}",
        }
        for index, text in enumerate(texts)
    ]
    return make_table(rows, ARTICLES)


@pytest.fixture(scope="session")
def weights() -> None:
    if not has_model("attribution"):
        pytest.skip("no weights in models/attribution: train them with the notebook")


@pytest.fixture(scope="session")
def tokenizer(weights):
    from stancebook.encoder import load_encoder

    return load_encoder("attribution").tokenizer
