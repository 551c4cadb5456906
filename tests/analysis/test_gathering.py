"""Articles on their way in: any order and any size of batches gives the same."""

import io

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from small_corpus import write_articles

import stancebook as sb
from stancebook.analysis.batches import split_batches
from stancebook.analysis.gathering import Gathering
from stancebook.articles import read_batches, read_corpus
from stancebook.errors import InputError
from stancebook.stories import label_stories


@pytest.fixture(scope="module")
def read():
    table = write_articles(30)
    copies = table.head(5).assign(article_id=[f"copy-{n}" for n in range(5)], published=pd.NaT)
    return sb.read_articles(pd.concat([table, copies], ignore_index=True))


def gather(parts):
    gathering = Gathering(io.BytesIO(), io.BytesIO())
    for part in parts:
        gathering.add(part)
    return gathering, gathering.settle()


def test_what_is_taken_in_comes_back_with_its_story(read):
    gathering, ids = gather([read.iloc[:7], read.iloc[7:8], read.iloc[8:]])
    expected = label_stories(read).sort_values("article_id", ignore_index=True)
    assert_frame_equal(gathering.articles(ids), expected)
    assert_frame_equal(gathering.articles([]), expected.iloc[:0])


def test_the_order_changes_neither_articles_nor_keys(read):
    one, ids = gather([read])
    other, same = gather([read.iloc[::-1].iloc[:20], read.iloc[::-1].iloc[20:]])
    assert ids == same == sorted(read["article_id"])
    assert one.keys(ids) == other.keys(ids)
    assert_frame_equal(one.articles(ids), other.articles(ids))


@pytest.mark.parametrize("column", ["title", "text", "source", "url", "author", "language"])
def test_any_word_changes_the_key(read, column):
    changed = read.assign(**{column: [*read[column][:-1], f"{read[column].iloc[-1]}."]})
    (one, ids), (other, _) = gather([read]), gather([changed])
    assert one.keys(ids)[0] != other.keys(ids)[0]
    assert one.keys(ids[:3]) == other.keys(ids[:3])


def test_batches_hold_every_article_once(read):
    ids = read["article_id"].tolist()
    batches = list(split_batches(ids, known=[ids[3:9], ids[20:22], ["gone"]]))
    assert batches[:2] == [sorted(ids[3:9]), sorted(ids[20:22])]
    assert sorted(name for batch in batches for name in batch) == sorted(ids)


def test_batches_of_files_are_the_corpus(tmp_path):
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(f"Title\n\nText of {number // 2}.", "utf-8")
    whole, parts = read_corpus(tmp_path), list(read_batches(tmp_path, size=2))
    assert [len(part.intake) for part in parts] == [2, 2, 1]
    for name in ("articles", "intake"):
        found = pd.concat([getattr(part, name) for part in parts], ignore_index=True)
        assert_frame_equal(found, getattr(whole, name))


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"n_topics": 0}, id="no topic"),
        pytest.param({"n_topics": "many"}, id="topics in words"),
        pytest.param({"random_state": -1}, id="negative random state"),
        pytest.param({"method": "luck"}, id="unknown method"),
        pytest.param({"codebook": "no-such-file.yml"}, id="no codebook"),
        pytest.param({"articles": pd.DataFrame({"text": [""]})}, id="nothing to read"),
        pytest.param({"articles": "no-such-folder"}, id="no articles"),
    ],
)
def test_a_refused_analysis_leaves_nothing(tmp_path, wrong):
    given = {"articles": write_articles(2)} | wrong
    with pytest.raises(sb.errors.StancebookError):
        sb.analyse(to=tmp_path / "new" / "folder", **given)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "kept").mkdir()
    with pytest.raises((InputError, sb.errors.StancebookError)):
        sb.analyse(to=tmp_path / "kept", **given)
    assert list((tmp_path / "kept").iterdir()) == []
