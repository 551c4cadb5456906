"""What pages say of statements on real news is what the card says, in the same words everywhere."""

import json

import pytest
from gold_analysis import DEBATES, gold_analysis

from stancebook.display import measured
from stancebook.display.measured import CARD, ON_NEWS, measured_on_news, tell_caution
from stancebook.display.telling import tell_positions
from stancebook.statements.model import min_confidence


def test_the_card_is_quoted() -> None:
    scores = json.loads(CARD.read_text(encoding="utf-8"))["scores"][ON_NEWS]
    told = measured_on_news(min_confidence())
    assert set(told) == {"precision", "recall"}
    for row in told.values():
        assert row in scores
        assert 0 <= row["low"] <= row["value"] <= row["high"] <= 1
        assert row["n"] >= 50
    assert f"{100 * told['precision']['value']:.0f} %" in tell_caution(min_confidence())


@pytest.mark.parametrize("threshold", [0.0, 0.5, 1.0])
def test_another_threshold_has_no_such_figure(threshold: float) -> None:
    assert measured_on_news(threshold) == {}
    assert not set("0123456789%") & set(tell_caution(threshold))


def test_no_card_or_one_without_the_score_tells_nothing(monkeypatch, tmp_path) -> None:
    for file in (tmp_path / "none.json", tmp_path / "card.json"):
        monkeypatch.setattr(measured, "CARD", file)
        assert measured_on_news(min_confidence()) == {}
        (tmp_path / "card.json").write_text("{}")


def test_the_answer_of_a_notebook_begins_with_it() -> None:
    analysis = gold_analysis([DEBATES / "glyphosate.json"])
    for threshold in (0.6, min_confidence()):
        text = tell_positions(analysis, min_confidence=threshold).text
        assert text.startswith(tell_caution(threshold))
