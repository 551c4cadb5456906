"""The intake as it is shown: what was left out, and what was noticed in what was read."""

from types import SimpleNamespace

import pandas as pd

import stancebook as sb
from stancebook.articles import read_corpus
from stancebook.display.intake import count_notes, show_intake


def test_what_was_noticed_is_counted_without_the_words_of_one_article():
    dates = ["03/04/2023", "05/06/2023", "2023-07-07", "2191-01-01"]
    table = pd.DataFrame({"text": ["One\x00.", "Two.", "Three.", "Four."], "date": dates})
    intake = read_corpus(table).intake
    assert count_notes(intake) == [
        ("ambiguous date: day or month first", 2),
        ("1 control character removed", 1),
        ("date lies in the future", 1),
    ]
    shown = show_intake(SimpleNamespace(intake=intake)).html
    assert "What was noticed" in shown and "ambiguous date: day or month first" in shown


def test_an_intake_without_notes_shows_none():
    intake = read_corpus(pd.DataFrame({"text": ["One."]})).intake
    for table in (intake, intake.drop(columns=["note", "date_note"])):
        assert count_notes(table) == []
        assert "noticed" not in show_intake(SimpleNamespace(intake=table)).html


def test_what_is_left_out_is_named_by_its_place_among_all_of_its_file():
    found = {
        "file": ["a.csv", "a.csv", "b.txt"],
        "position": [0, 1, 0],
        "reason": ["no text", "", ""],
    }
    intake = pd.DataFrame(found | {"status": ["rejected", "read", "duplicate"]})
    shown = show_intake(SimpleNamespace(intake=intake)).html
    assert "a.csv, document 1" in shown and "b.txt, document" not in shown


def test_what_was_noticed_stays_in_a_folder(tmp_path):
    table = pd.DataFrame({"text": ["Ana Ruiz opposes the ban."], "date": ["03/04/2023"]})
    codebook = sb.Codebook.from_dict({"concepts": [{"id": "ban", "name": "the ban"}]})
    sb.analyse(table, codebook, to=tmp_path / "folder", method="rules")
    intake = sb.read_analysis(tmp_path / "folder").intake
    assert count_notes(intake) == [("ambiguous date: day or month first", 1)]
    assert list(intake["declared"]) == [-1] and list(intake["format"]) == ["table"]
