"""The number of topics beside its neighbours: measured once, and not at any price."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from small_corpus import write_articles

import stancebook as sb
from stancebook.analysis import granularity
from stancebook.analysis.corpus import sample_articles, sample_parts
from stancebook.analysis.granularity import compare_neighbours, measure_neighbours
from stancebook.errors import InputError

THEMES = ["tank army drone rocket convoy", "tax wage budget loan debt", "nurse ward virus clinic"]


def passages_of(n_articles, *, per_article=4, state=0):
    """Return what the comparison reads of an analysis: passages of a theme for each article."""
    generator = np.random.default_rng(state)
    rows = [
        {
            "passage_id": f"p{article}-{place}",
            "article_id": f"a{article}",
            "unit": "paragraph",
            "start": 0,
            "end": 1,
            "text": " ".join(generator.choice(THEMES[article % 3].split(), size=9)) + f" x{place}",
        }
        for article in range(n_articles)
        for place in range(per_article)
    ]
    passages = pd.DataFrame(rows)
    return SimpleNamespace(
        passages=passages, topic_weights=passages[["passage_id"]].assign(topic=0, weight=1.0)
    )


@pytest.fixture
def never_again(monkeypatch):
    """Return a switch after which nothing can be fitted."""

    def refuse(*_, **__):
        raise AssertionError("fitted again")

    return lambda: monkeypatch.setattr("stancebook.topics.measure_granularity", refuse)


def test_the_number_taken_stands_among_its_neighbours():
    table = compare_neighbours(passages_of(15), n_topics=4)
    assert table["n_topics"].unique().tolist() == [2, 3, 4, 6, 8]
    assert table.loc[table["is_taken"], "n_topics"].unique().tolist() == [4]
    assert table["n_passages"].unique().tolist() == [60]
    assert table["n_articles"].unique().tolist() == [15]
    assert {"stability", "coherence"} <= set(table["measure"])


def test_a_dial_sets_the_neighbours():
    table = compare_neighbours(passages_of(12), n_topics=3, neighbours=[5, 2])
    assert table["n_topics"].unique().tolist() == [2, 3, 5]


def test_passages_in_which_no_topic_was_sought_are_not_read():
    analysis = passages_of(15)
    left = analysis.passages["article_id"] == "a14"
    analysis.topic_weights = analysis.topic_weights[~left]
    assert compare_neighbours(analysis)["n_articles"].unique().tolist() == [14]


def test_decisions_about_topics_change_nothing():
    whole = passages_of(15)
    left = whole.topic_weights.iloc[4:]  # a dropped topic leaves the passages of one article bare
    decided = SimpleNamespace(
        passages=whole.passages,
        topic_weights=left,
        decisions=[{"action": "drop"}],
        decide=lambda decisions: whole if not decisions else None,
    )
    pd.testing.assert_frame_equal(compare_neighbours(decided), compare_neighbours(whole))


@pytest.mark.parametrize(
    "analysis, options",
    [
        pytest.param(passages_of(9), {}, id="nine articles"),
        pytest.param(passages_of(1, per_article=60), {}, id="one long article"),
        pytest.param(passages_of(15), {"neighbours": []}, id="switched off"),
    ],
)
def test_what_cannot_be_compared_costs_nothing(analysis, options, never_again):
    never_again()
    assert compare_neighbours(analysis, **options).empty


def test_passages_without_a_term_are_not_compared():
    analysis = passages_of(12)
    analysis.passages = analysis.passages.assign(text="1 2 3")
    assert compare_neighbours(analysis).empty


def test_a_number_that_is_none_is_refused():
    with pytest.raises(InputError, match="from 1"):
        compare_neighbours(passages_of(12), neighbours=[0, 4])


def test_of_a_large_corpus_whole_articles_are_read(monkeypatch):
    monkeypatch.setattr(granularity, "MOST_COMPARED", 40)
    table = compare_neighbours(passages_of(30), n_topics=3, neighbours=[2])
    assert table["n_articles"].unique().tolist() == [10]
    assert table["n_passages"].unique().tolist() == [40]


def test_more_topics_than_passages_bear_are_said_to_be_fewer():
    table = compare_neighbours(passages_of(10, per_article=1), n_topics=3, neighbours=[400])
    assert table["n_topics"].max() <= 20


def test_what_stands_behind_a_number_averages_to_it():
    numbers, behind = measure_neighbours(passages_of(15), n_topics=4)
    assert behind.groupby("n_topics").size().to_dict() == {n: n for n in (2, 3, 4, 6, 8)}
    for measure in ("stability", "coherence"):
        told = numbers[numbers["measure"] == measure].set_index("n_topics")["value"]
        own = behind.groupby("n_topics")[measure].mean()
        pd.testing.assert_series_equal(own, told, check_names=False, rtol=1e-12)
    for row in behind.itertuples():
        assert len(row.overlaps) == 5
        assert np.mean(row.overlaps) == pytest.approx(row.stability)
        assert 0 < len(row.terms) == len(set(row.terms)) <= 10


@pytest.mark.parametrize("most", [1, 25, 60, 1000])
@pytest.mark.parametrize("n_parts", [1, 4, 30])
def test_a_sample_of_parts_is_that_of_the_whole(most, n_parts):
    whole = passages_of(30).passages
    ids = np.array_split(whole["article_id"].unique()[::-1], n_parts)
    parts = (whole[whole["article_id"].isin(own)] for own in ids)
    sampled = sample_parts(parts, most=most)
    pd.testing.assert_frame_equal(sampled, sample_articles(whole, most=most))


@pytest.fixture(scope="module")
def folder(tmp_path_factory, codebook):
    place = tmp_path_factory.mktemp("analysis")
    sb.analyse(write_articles(14), codebook, to=place, method="rules", n_topics=2)
    return place


def test_a_folder_keeps_the_answer(folder, never_again):
    first = compare_neighbours(sb.read_analysis(folder), n_topics=2, n_refits=2)
    never_again()
    again = compare_neighbours(sb.read_analysis(folder).decide([]), n_topics=2, n_refits=2)
    pd.testing.assert_frame_equal(again, first)


def test_of_a_folder_no_more_is_held_than_is_read(tmp_path, codebook, monkeypatch):
    """Parts by parts, and with the same answer as when all of it is there."""
    articles = write_articles(40)
    held = []
    original = granularity.sample_parts

    def counted(parts, *, most):
        return original((held.append(len(part)) or part for part in parts), most=most)

    monkeypatch.setattr(granularity, "MOST_COMPARED", 30)
    monkeypatch.setattr(granularity, "sample_parts", counted)
    asked = {"n_topics": 2, "neighbours": [3], "n_refits": 2}
    memory = sb.analyse(articles, codebook, method="rules", n_topics=2)
    whole = measure_neighbours(memory, **asked)
    assert len(held) == 1
    kept = sb.analyse(articles, codebook, to=tmp_path, method="rules", n_topics=2)
    for found, expected in zip(measure_neighbours(kept, **asked), whole, strict=True):
        pd.testing.assert_frame_equal(found, expected)
    assert len(held) > 2
    assert not {"passages", "topic_weights"} & set(vars(kept))


def test_what_was_kept_goes_with_the_articles(folder, codebook):
    compare_neighbours(sb.read_analysis(folder), n_topics=2, n_refits=2)
    compare_neighbours(sb.read_analysis(folder), n_topics=2, n_refits=2, neighbours=[3])
    kept = lambda: sorted(path.name for path in folder.rglob("granularity*/*.parquet"))  # noqa: E731
    before = kept()
    assert len(before) >= 4
    sb.analyse(write_articles(15), codebook, to=folder, method="rules", n_topics=2)
    grown = compare_neighbours(sb.read_analysis(folder), n_topics=2, n_refits=2)
    assert grown["n_articles"].unique().tolist() == [15]
    assert len(kept()) == 2
    assert not set(kept()) & set(before)


def test_a_folder_gives_what_memory_gives(folder, codebook):
    kept = compare_neighbours(sb.read_analysis(folder), n_topics=2, n_refits=2)
    articles = write_articles(len(sb.read_analysis(folder).articles))
    memory = sb.analyse(articles, codebook, method="rules", n_topics=2)
    pd.testing.assert_frame_equal(compare_neighbours(memory, n_topics=2, n_refits=2), kept)
