"""Calibration of attributions: a planted miscalibration is found and mended."""

import json

import numpy as np
import pandas as pd
import pytest

from stancebook.attributions.speech import speech_row
from stancebook.tables import ATTRIBUTIONS, make_table
from stancebook.training.attribution_calibration import (
    calibrate,
    calibration_error,
    fit_scale,
    judge_attributions,
    write_scale,
)


class Article:
    article_id, title, text = "a", "", "Ana Ruiz said that it was late. Bo Lind said no."


def row(speaker, content, *, confidence=0.5):
    spans = [[speaker], [], [content]]
    return speech_row(Article, in_title=False, spans=spans, is_direct=False, confidence=confidence)


def table(*rows):
    return make_table(list(rows), ATTRIBUTIONS)


@pytest.fixture
def judged():
    random = np.random.default_rng(3)
    sure = random.uniform(0.5, 0.99, 4000)
    truth = random.random(4000) < sure**3
    articles = [f"a{number:03}" for number in np.arange(4000) // 40]
    return pd.DataFrame({"article_id": articles, "confidence": sure, "is_right": truth})


def test_right_means_content_and_speaker_are_exact():
    gold = table(row([0, 8], [14, 30]), row([32, 39], [45, 47]))
    found = table(row([0, 8], [14, 30]), row([0, 8], [45, 47]), row([32, 39], [45, 46]))
    assert judge_attributions(found, gold)["is_right"].tolist() == [True, False, False]


def test_a_planted_miscalibration_is_mended(judged):
    measured = calibrate(judged, n_resamples=50)
    assert measured["error_before"] > 0.15
    assert measured["error_after"] < 0.05
    assert measured["low"] <= measured["high"]


def test_a_scale_applied_before_is_taken_back(judged):
    slope, intercept = 1.5, -0.7
    odds = np.log(judged["confidence"] / (1 - judged["confidence"]))
    scaled = judged.assign(confidence=1 / (1 + np.exp(-(slope * odds + intercept))))
    first, again = calibrate(judged), calibrate(scaled, applied=(slope, intercept))
    assert again["slope"] == pytest.approx(first["slope"], abs=0.01)
    assert again["error_after"] == pytest.approx(first["error_after"], abs=0.002)


def test_the_scale_keeps_the_order(judged):
    assert fit_scale(judged["confidence"], judged["is_right"])[0] > 0


def test_perfect_confidence_has_no_error():
    assert calibration_error(np.array([1.0, 1.0, 0.0]), np.array([True, True, False])) == 0


def test_the_scale_goes_into_the_settings_of_the_model(tmp_path):
    (tmp_path / "model.json").write_text('{"longest": 256}')
    write_scale(tmp_path, {"slope": 1.5, "intercept": -0.5})
    settings = json.loads((tmp_path / "model.json").read_text())
    assert settings == {"longest": 256, "confidence": [1.5, -0.5]}
