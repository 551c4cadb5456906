"""Laws of word intrusion."""

import pandas as pd
import pytest

from stancebook.errors import InputError
from stancebook.topics import TopicModel, intrusion_sheet, score_intrusion

from .conftest import THEMES


@pytest.fixture(scope="module")
def model(planted):
    return TopicModel(4, n_refits=0).fit(planted[0])


def test_every_item_hides_one_foreign_word(model):
    sheet, key = intrusion_sheet(model)
    assert sheet["item"].tolist() == key["item"].tolist() == [1, 2, 3, 4]
    for words, intruder in zip(sheet["words"], key["intruder"], strict=True):
        own = next(set(theme) for theme in THEMES.values() if len(set(theme) & set(words)) > 1)
        assert set(words) - own == {intruder}
    assert "intruder" not in sheet


def test_the_same_state_gives_the_same_sheet(model):
    first, second = intrusion_sheet(model), intrusion_sheet(model)
    pd.testing.assert_frame_equal(first.sheet, second.sheet)
    other = intrusion_sheet(model, random_state=1)
    assert other.sheet["words"].tolist() != first.sheet["words"].tolist()


def test_a_perfect_reader_scores_one_and_an_empty_sheet_is_no_answer(model):
    sheet, key = intrusion_sheet(model)
    perfect = score_intrusion(sheet.assign(answer=key["intruder"].str.upper() + " "), key)
    assert perfect["precision"].tolist() == [1] * 4
    empty = score_intrusion(sheet, key)
    assert empty["n_answers"].tolist() == [0] * 4
    assert empty["precision"].isna().all()


def test_a_sheet_scores_the_same_when_it_comes_back_as_text(model):
    sheet, key = intrusion_sheet(model)
    filled = sheet.assign(answer=key["intruder"].str.upper() + " ", item=sheet["item"].astype(str))
    empty = pd.DataFrame({"item": [None, ""], "answer": [None, " "]})
    scored = score_intrusion(pd.concat([filled, empty]), key)
    assert scored["precision"].tolist() == [1] * 4
    with pytest.raises(InputError, match="key lacks: .*99"):
        score_intrusion(pd.DataFrame({"item": [1, 99], "answer": "tax"}), key)


def test_one_topic_has_no_intruder():
    model = TopicModel(1, n_refits=0).fit(["tank army", "tank troops"])
    assert len(intrusion_sheet(model).sheet) == 0


def test_wrong_tables_are_refused(model):
    sheet, key = intrusion_sheet(model)
    with pytest.raises(InputError, match="answer"):
        score_intrusion(sheet.drop(columns="answer"), key)
    with pytest.raises(InputError, match="n_words"):
        intrusion_sheet(model, n_words=1)
