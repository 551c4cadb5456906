"""Decisions about topics as they are shown."""

from types import SimpleNamespace

import pandas as pd

from stancebook.display.themes import show_decisions

COLUMNS = ["action", "terms", "overlap", "status"]


def test_every_decision_is_told_with_what_became_of_it():
    rows = [
        ("rename", ["budget", "<b>tax</b>"], 1.0, "applied"),
        ("drop", ["weather"], 0.25, "no topic of this run shares half of the terms"),
    ]
    shown = show_decisions(SimpleNamespace(replay=pd.DataFrame(rows, columns=COLUMNS)))
    assert shown.text.splitlines() == [
        "rename budget, <b>tax</b>: applied",
        "drop weather: no topic of this run shares half of the terms",
    ]
    assert "&lt;b&gt;tax" in shown.html and "<b>tax" not in shown.html
    assert "1.00" in shown.html and "0.25" in shown.html


def test_no_decision_makes_no_table():
    shown = show_decisions(SimpleNamespace(replay=pd.DataFrame([], columns=COLUMNS)))
    assert shown.text == "Nothing was decided."
    assert "<table" not in shown.html
