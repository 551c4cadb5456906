"""What pages say of statements on real news is what the card says, in the same words everywhere."""

import json
import re

import pytest
from gold_analysis import DEBATES, gold_analysis

from stancebook.display import measured
from stancebook.display.measured import (
    CARD,
    ON_NEWS,
    ON_OTHERS,
    describe_measured,
    measured_on_news,
    tell_caution,
)
from stancebook.display.telling import tell_measured, tell_positions
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


def test_what_is_said_at_length_is_on_the_card_and_on_every_page_alike() -> None:
    scores = json.loads(CARD.read_text(encoding="utf-8"))["scores"]
    told = describe_measured(min_confidence())
    for kind, measure in ((ON_NEWS, "precision"), (ON_NEWS, "recall"), (ON_OTHERS, "precision")):
        row = next(row for row in scores[kind] if row["measure"] == f"{measure}, counted")
        low, value, high = (f"{100 * row[key]:.0f}" for key in ("low", "value", "high"))
        assert re.search(rf"\b{value}\s% of (the )?{row['n']}\b", told)
        assert re.search(rf"\b{low} to {high}\s%", told)
    assert told in tell_measured(min_confidence()).text
    assert "not measured" in tell_measured(0.5).text


HAND = re.compile(
    r"\b(one|two|three|four|five|six|seven|eight|nine) (of|in) (ten|five|four|three)\b"
    r"|[Oo]f \d+ such|of (a|one) hundred|(?<!95)(?<!\d)\s%"
)
"""How a share is told by hand; an interval of 95 % is one that is computed."""


@pytest.mark.parametrize("name", ["1_corpus", "2_topics", "3_stance", "4_networks", "5_figures"])
def test_no_page_tells_by_hand_how_often_the_model_is_right(project, name) -> None:
    page = json.loads((project / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))
    prose = " ".join("".join(c["source"]) for c in page["cells"] if c["cell_type"] == "markdown")
    assert HAND.search(prose) is None


README = {
    "presence of a statement, F1": (
        "debates, complete statements, codebook names the actors",
        "presence F1",
    ),
    "side of a statement that was found, accuracy": (
        "debates, complete statements, codebook names the actors",
        "stance accuracy",
    ),
    "complete statements, micro-F1 | our debates, dev, codebook": (
        "debates, complete statements, codebook names the actors",
        "micro-F1",
    ),
    "complete statements, micro-F1 | our debates, dev, program": (
        "debates, complete statements, actors found",
        "micro-F1",
    ),
    "counted statements for or against that are right": (
        "real news, concepts that labels of the training ask about",
        "precision, counted",
    ),
    "the same | **real news**": (ON_OTHERS, "precision, counted"),
    "comments on unseen concepts, macro-F1": (
        "texts without an actor, development parts",
        "macro-F1",
    ),
    "sentences for or against propositions, accuracy": (
        "texts without an actor, development parts",
        "accuracy",
    ),
}
"""By the beginning of a row of the README's table: where its score stands on the card."""


@pytest.mark.parametrize("beginning", README)
def test_the_readme_tells_the_scores_of_the_card(project, beginning) -> None:
    scores = json.loads(CARD.read_text(encoding="utf-8"))["scores"]
    text = (project / "README.md").read_text(encoding="utf-8")
    (row,) = [line for line in text.splitlines() if line.startswith(f"| {beginning}")]
    data, score, rules = (cell.strip() for cell in row.strip("|").split("|")[1:])
    kind, measure = README[beginning]

    def on_card(kind):
        rows = [one for one in scores[kind] if one["measure"] == measure]
        return next(one for one in rows if one.get("data", "") in data.lower())

    found = on_card(kind)
    given = [float(number) for number in re.findall(r"\d?\.\d+", score)]
    told = [found[key] for key in ("value", "low", "high")][: len(given)]
    assert given == pytest.approx(told, abs=0.00501)
    if rules:
        assert float(rules) == round(on_card("debates, the first rules")["value"], 2)


def test_the_readme_tells_what_a_count_is_worth_in_the_words_of_the_card(project) -> None:
    text = " ".join((project / "README.md").read_text(encoding="utf-8").split())
    words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    assert f"counts a statement is {min_confidence()}" in text
    right = measured_on_news(min_confidence())["precision"]["value"]
    assert f"real news coded by hand it is {words[round(10 * right)]} in ten" in text


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
