"""Data sets for the reader: spans point at what they name, wherever the folder is."""

import pytest

from stancebook.errors import InputError
from stancebook.training import data


@pytest.mark.data
def test_polnear_spans_have_no_white_space_at_their_ends(data_folder, monkeypatch):
    monkeypatch.setenv("STANCEBOOK_DATA", str(data_folder))
    for row in data.read_polnear("dev").itertuples():
        for gold in row.attributions:
            for spans in gold.values():
                assert all(row.text[a:b] == row.text[a:b].strip() != "" for a, b in spans)


@pytest.mark.data
@pytest.mark.parametrize("read", [data.read_wikigold, data.read_re3d])
def test_names_begin_with_a_letter_or_digit_and_do_not_overlap(data_folder, monkeypatch, read):
    monkeypatch.setenv("STANCEBOOK_DATA", str(data_folder))
    for row in read().itertuples():
        ends = [0, *(entity["end"] for entity in row.entities)]
        for entity, before in zip(row.entities, ends, strict=False):
            words = row.text[entity["start"] : entity["end"]]
            assert entity["start"] >= before
            assert words == words.strip() != ""


def test_a_missing_data_set_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("STANCEBOOK_DATA", str(tmp_path))
    with pytest.raises(InputError, match="set STANCEBOOK_DATA"):
        data.read_polnear("dev")


def test_no_folder_is_none(tmp_path, monkeypatch):
    monkeypatch.setenv("STANCEBOOK_DATA", str(tmp_path / "nowhere"))
    assert data.data_folder() is None
