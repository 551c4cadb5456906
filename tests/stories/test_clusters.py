"""Laws of stories: planted copies are found, nothing else is, order changes nothing."""

import numpy as np
import pandas as pd
import pytest

from stancebook.errors import InputError, TableError
from stancebook.stories import find_copies, label_stories
from stancebook.stories.clusters import candidate_pairs, compare
from stancebook.stories.shingles import Shingler, shingle, sketch
from stancebook.tables import ARTICLES, check_table

from .edits import EDITS, pairs_of, write_article, write_corpus


@pytest.fixture(scope="module")
def corpus():
    return write_corpus(160)


@pytest.fixture(scope="module")
def labelled(corpus):
    return label_stories(corpus)


def test_planted_copies_are_found_and_nothing_else_is(labelled):
    found, planted = pairs_of(labelled["story_id"]), pairs_of(labelled["planted"])
    assert len(found & planted) / len(found) >= 0.98
    assert len(found & planted) / len(planted) >= 0.98


@pytest.mark.parametrize("edit", EDITS)
def test_each_kind_of_edit_is_found_alone(corpus, edit):
    pairs = corpus[corpus["edit"].isin(["original", edit])]
    labelled = label_stories(pairs)
    found, planted = pairs_of(labelled["story_id"]), pairs_of(labelled["planted"])
    assert len(found & planted) / len(planted) >= 0.98
    assert len(found & planted) / len(found) >= 0.98


def test_the_order_of_the_articles_changes_nothing(corpus, labelled):
    shuffled = label_stories(corpus.sample(frac=1, random_state=2))
    expected = labelled.set_index("article_id")["story_id"]
    got = shuffled.set_index("article_id")["story_id"]
    pd.testing.assert_series_equal(got.sort_index(), expected.sort_index())


def test_the_table_is_returned_with_its_rows_and_the_input_left_alone(corpus, labelled):
    assert corpus["story_id"].tolist() == corpus["article_id"].tolist()
    check_table(labelled, ARTICLES)
    others = [column for column in corpus if column != "story_id"]
    pd.testing.assert_frame_equal(labelled[others], corpus[others])


def test_a_story_is_named_by_its_smallest_article(labelled):
    smallest = labelled.groupby("story_id")["article_id"].min()
    assert (smallest == smallest.index).all()


def test_labelling_again_changes_nothing(labelled):
    pd.testing.assert_frame_equal(label_stories(labelled), labelled)


def article(generator, **changes):
    table = write_corpus(1, random_state=int(generator.integers(1000)), edits={})
    return table.drop(columns=["planted", "edit"]).assign(**changes)


@pytest.mark.parametrize(
    "texts, n_stories",
    [
        pytest.param(["", "", ""], 3, id="empty texts are no copies of each other"),
        pytest.param(["Video.", "Video.", "Photo."], 2, id="short and equal"),
        pytest.param(["Rain falls in May", "Rain falls in June"], 2, id="short and not equal"),
        pytest.param(["!?", "..."], 2, id="no words"),
        pytest.param(["条約は署名された" * 5, "条約は署名された" * 5], 1, id="no spaces"),
        pytest.param(["x " * 200_000, "y " * 200_000], 2, id="huge and monotonous"),
    ],
)
def test_odd_texts(texts, n_stories):
    ids = [f"a{row}" for row in range(len(texts))]
    generator = np.random.default_rng(0)
    table = pd.concat([article(generator, text=text, title="") for text in texts])
    table = table.assign(article_id=ids, story_id=ids)
    assert label_stories(table)["story_id"].nunique() == n_stories


def test_short_articles_with_equal_words_and_other_titles_are_no_copies():
    generator = np.random.default_rng(0)
    table = pd.concat([article(generator, text="Watch.", title=title) for title in ("War", "Rain")])
    assert label_stories(table.assign(article_id=["a", "b"]))["story_id"].nunique() == 2


def test_a_digest_does_not_link_the_stories_it_holds():
    generator = np.random.default_rng(5)
    briefs = [write_article(generator, theme=row, n_sentences=6)[1] for row in range(8)]
    texts = [" ".join(brief) for brief in briefs] + [" ".join(sum(briefs, []))]
    ids = [f"a{row}" for row in range(len(texts))]
    table = pd.concat([article(generator, text=text) for text in texts])
    assert label_stories(table.assign(article_id=ids))["story_id"].nunique() == len(texts)


def test_no_article_gives_an_empty_table(corpus):
    assert len(label_stories(corpus.iloc[:0])) == 0
    assert list(find_copies(corpus.iloc[:0])) == [
        "article_a",
        "article_b",
        "jaccard",
        "containment",
    ]


def test_bad_options_and_tables_are_refused(corpus):
    with pytest.raises(InputError, match="min_containment"):
        find_copies(corpus, min_containment=0)
    with pytest.raises(TableError, match="missing columns"):
        label_stories(corpus.drop(columns="text"))


def test_many_copies_of_one_text_stay_linear():
    rows = sketch([np.arange(1, 400, dtype=np.uint64) << np.uint64(32)] * 500, n_permutations=128)
    assert len(candidate_pairs(rows)) <= 3 * 500


def test_sketches_estimate_the_similarity_of_sets():
    first = shingle(np.arange(1, 900, dtype=np.uint64), 3)
    second = shingle(np.arange(300, 1200, dtype=np.uint64), 3)
    rows = sketch([first, second], n_permutations=128)
    assert abs((rows[0] == rows[1]).mean() - compare(first, second)[0]) < 0.12


def test_shingles_ignore_case_and_punctuation():
    shingler = Shingler()
    first, second = (
        shingler.hash_words("The BAN, will hold!"),
        shingler.hash_words("the ban will hold"),
    )
    assert shingle(first, 3).tolist() == shingle(second, 3).tolist()
    assert len(shingle(first, 9)) == 1
    assert len(shingle(first[:0], 3)) == 0
