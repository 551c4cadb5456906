"""Laws of the correction by a hand-coded sample."""

import numpy as np
import pandas as pd
import pytest

from stancebook.errors import InputError
from stancebook.estimates import corrected_shares, stance_shares
from stancebook.estimates.example import example_statements

from .corpus import draw_corpus


def misread(statements, *, random_state=0):
    """Return statements as a biased machine reads them, and what they truly are."""
    generator = np.random.default_rng(random_state)
    truth = statements["stance"].where(generator.random(len(statements)) > 0.1, "none")
    wrong = (truth == "against") & (generator.random(len(statements)) < 0.4)
    read = truth.where(truth != "none", "neutral").where(~wrong, "favor")
    return statements.assign(stance=read), truth


def draw_sample(statements, truth, n_coded, *, random_state=0):
    rows = np.random.default_rng(random_state).choice(len(statements), n_coded, replace=False)
    coded = pd.DataFrame({"statement_id": statements["statement_id"], "stance": truth})
    return coded.iloc[np.sort(rows)]


@pytest.fixture(scope="module")
def corpus():
    statements, articles = draw_corpus(600, share=0.5, per_article=1)
    read, truth = misread(statements)
    return read, articles, truth


def test_coding_everything_gives_the_truth(corpus):
    read, articles, truth = corpus
    table = corrected_shares(read, articles, draw_sample(read, truth, len(read)), by=[])
    real = truth[truth != "none"]
    expected = [(real == stance).mean() for stance in table["stance"]]
    np.testing.assert_allclose(table["share"], expected)
    naive = stance_shares(read, articles, by=[], n_resamples=2)
    np.testing.assert_allclose(table["share_naive"], naive["share"])


@pytest.mark.slow
def test_intervals_hold_the_truth_where_the_machine_does_not(corpus):
    read, articles, truth = corpus
    real = (truth[truth != "none"] == "favor").mean()
    held, naive = [], []
    for state in range(60):
        coded = draw_sample(read, truth, 150, random_state=state)
        row = corrected_shares(read, articles, coded, by=[], n_resamples=300).iloc[0]
        held.append(row["low"] <= real <= row["high"])
        naive.append(row["share_naive"])
    assert np.mean(held) >= 0.9
    assert np.mean(naive) > real + 0.05


def test_a_perfect_machine_is_not_corrected(corpus):
    statements, articles = draw_corpus(300, per_article=1)
    coded = draw_sample(statements, statements["stance"], 40)
    table = corrected_shares(statements, articles, coded)
    np.testing.assert_allclose(table["share"], table["share_naive"])
    assert table["n_coded"].tolist() == [40] * 3


def test_unequal_chances_are_weighed(corpus):
    read, articles, truth = corpus
    generator = np.random.default_rng(9)
    chance = np.where(read["stance"] == "favor", 0.8, 0.2)
    drawn = generator.random(len(read)) < chance
    coded = pd.DataFrame({"statement_id": read["statement_id"], "stance": truth})[drawn]
    weighed = corrected_shares(read, articles, coded.assign(p_sampled=chance[drawn]), by=[])
    real = (truth[truth != "none"] == "favor").mean()
    assert weighed["low"].iloc[0] < real < weighed["high"].iloc[0]


def test_groups_with_fewer_than_two_codes_are_unknown(corpus):
    read, articles, truth = corpus
    sources = articles.set_index("article_id")["source"].reindex(read["article_id"]).to_numpy()
    coded = draw_sample(read, truth, len(read))[sources == "Daily"]
    table = corrected_shares(read, articles, coded, by=["source"], n_resamples=50)
    assert table.query("source == 'Daily'")["share"].notna().all()
    assert table.query("source == 'Herald'")[["share", "low", "high"]].isna().all().all()


@pytest.mark.parametrize(
    "change, message",
    [
        pytest.param({"stance": "maybe"}, "none", id="unknown stance"),
        pytest.param({"statement_id": "zzz"}, "not in the table", id="another analysis"),
        pytest.param({"p_sampled": 0.0}, "p_sampled", id="no chance"),
    ],
)
def test_unusable_samples_are_refused(change, message):
    statements, articles = example_statements()
    coded = pd.DataFrame({"statement_id": ["s"], "stance": ["favor"]}).assign(**change)
    with pytest.raises(InputError, match=message):
        corrected_shares(statements, articles, coded)


def test_one_code_per_statement_is_asked_for():
    statements, articles = example_statements()
    coded = pd.DataFrame({"statement_id": ["s", "s"], "stance": ["favor", "against"]})
    with pytest.raises(InputError, match="once"):
        corrected_shares(statements, articles, coded)
    with pytest.raises(InputError, match="missing columns"):
        corrected_shares(statements, articles, coded.drop(columns="stance"))
    assert len(corrected_shares(statements.iloc[:0], articles, coded.iloc[:0])) == 0
