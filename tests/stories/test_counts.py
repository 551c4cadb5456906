"""Laws of counting three ways."""

import numpy as np
import pytest

from stancebook.errors import InputError
from stancebook.stories import count_articles, label_stories, weigh_articles

from .edits import write_corpus


@pytest.fixture(scope="module")
def labelled():
    return label_stories(write_corpus(30))


def test_weights_sum_to_the_number_of_stories(labelled):
    counts = count_articles(labelled, by="source")
    assert counts["n_printed"].sum() == len(labelled)
    np.testing.assert_allclose(counts["n_weighted"].sum(), labelled["story_id"].nunique())
    np.testing.assert_allclose(weigh_articles(labelled).sum(), labelled["story_id"].nunique())
    assert (counts["n_weighted"] <= counts["n_unique"] + 1e-9).all()
    assert (counts["n_unique"] <= counts["n_printed"]).all()


def test_counting_over_all_articles(labelled):
    row = count_articles(labelled, by=[]).iloc[0]
    assert row["n_printed"] == len(labelled)
    assert row["n_unique"] == labelled["story_id"].nunique()


def test_an_unknown_column_is_named(labelled):
    with pytest.raises(InputError, match="outlet"):
        count_articles(labelled, by="outlet")
