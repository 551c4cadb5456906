"""What the front page says of statements on real news is what the card says."""

import json
from pathlib import Path

import pytest

import stancebook
from stancebook.report.pages.measured import ON_NEWS, precision_on_news
from stancebook.statements.model import min_confidence

CARD = Path(stancebook.__file__).parent / "models" / "stance" / "card.json"


def test_the_card_is_quoted() -> None:
    scores = json.loads(CARD.read_text(encoding="utf-8"))["scores"][ON_NEWS]
    told = precision_on_news(min_confidence())
    assert told in scores
    assert 0 <= told["low"] <= told["value"] <= told["high"] <= 1
    assert told["n"] >= 50


@pytest.mark.parametrize("threshold", [0.0, 0.5, 1.0])
def test_another_threshold_has_no_such_figure(threshold: float) -> None:
    assert precision_on_news(threshold) is None


def test_a_card_without_the_score_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stancebook.report.pages.measured.read_json", lambda path: {})
    assert precision_on_news(min_confidence()) is None
