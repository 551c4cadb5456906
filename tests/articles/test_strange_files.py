"""Files that are not what their names say: each is read right, or refused for its true reason."""

import csv
import gzip
import io
import json
import zipfile

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.articles import read_corpus
from stancebook.articles.decoding import decode
from stancebook.articles.readers.delimited import is_table
from stancebook.errors import InputError

TEXTS = [f'The council of Halden voted "no", at last,\non item {number}.' for number in range(9)]
ROWS = [{"Headline": f"Vote {n}", "Full text": text} for n, text in enumerate(TEXTS)]
LINES = "\r\n".join(map(json.dumps, ROWS))


def table(separator: str) -> str:
    written = io.StringIO()
    writer = csv.DictWriter(written, ROWS[0], delimiter=separator, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(ROWS)
    return written.getvalue()


def parquet() -> bytes:
    written = io.BytesIO()
    pd.DataFrame(ROWS).to_parquet(written)
    return written.getvalue()


def zipped() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("a.jsonl", LINES)
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("a.txt", table("\t").encode("utf-16"), id="Unicode text of Excel"),
        pytest.param("a.txt", table(",").encode(), id="CSV named TXT"),
        pytest.param("a.asc", table(";").encode("utf-8-sig"), id="with semicolons and a mark"),
        pytest.param("export", table("\t").encode(), id="no ending"),
        pytest.param("export", gzip.compress(table(",").encode()), id="packed, no ending"),
        pytest.param("a.json", LINES.encode(), id="lines named JSON"),
        pytest.param("a.json", LINES.encode("utf-16"), id="such lines in UTF-16"),
        pytest.param("a.jsonl", LINES.encode("utf-16-le"), id="lines in UTF-16 without a mark"),
        pytest.param("a.json", "".join(json.dumps(row, indent=1) for row in ROWS), id="no commas"),
        pytest.param("a.parquet.gz", gzip.compress(parquet()), id="packed Parquet"),
        pytest.param("a.zip.gz", gzip.compress(zipped()), id="packed zip"),
    ],
)
def test_what_a_file_is_decides_how_it_is_read(tmp_path, name, data):
    (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    articles, intake = read_corpus(tmp_path / name)
    assert articles["text"].tolist() == TEXTS
    assert articles["title"].tolist() == [row["Headline"] for row in ROWS]
    assert intake["reason"].eq("").all()


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("Text, date and title\n\nIt passed, as all knew.\n", id="title with commas"),
        pytest.param("Date,Content\nIt passed on Friday\n", id="next line does not fit"),
        pytest.param("The Gaze | 7 July 2023 | Ada Writer\nA | B | C\n", id="head on one line"),
        pytest.param("Title: A ban\nText: It passed.\n", id="labels"),
        pytest.param("Text\nIt passed.\n", id="one column"),
        pytest.param("Title,Text", id="one line"),
    ],
)
def test_prose_is_no_table(words):
    assert not is_table(words)


@given(st.text('a",;\t\n\r|\x00', max_size=30))
def test_anything_may_be_asked_whether_it_is_a_table(words):
    assert not is_table(words)


@pytest.mark.parametrize(
    ("content", "n_read", "reason"),
    [
        pytest.param('{"text": "One."}\n{"text": "Two"', 1, "item 1: no valid JSON", id="cut"),
        pytest.param('{"text": "One."} and more', 1, "item 1: no valid JSON", id="words behind"),
        pytest.param('{"text": "One."}\n7', 1, "item 1: expected an object", id="a number behind"),
        pytest.param("7 8 9", 0, "Extra data", id="numbers alone"),
    ],
)
def test_objects_that_follow_each_other_are_read_to_the_fault(tmp_path, content, n_read, reason):
    path = tmp_path / "a.json"
    path.write_text(content)
    try:
        intake = read_corpus(path).intake
    except InputError as error:
        intake = error.intake
    assert (intake["status"] == "read").sum() == n_read
    assert reason in intake["reason"].iloc[-1]


@pytest.mark.parametrize(
    ("start", "reason"),
    [
        pytest.param(b"\x28\xb5\x2f\xfd", "packed with zstd", id="zstd"),
        pytest.param(b"\x04\x22\x4d\x18", "packed with lz4", id="lz4"),
        pytest.param(b"FEA1", "an Arrow file", id="feather"),
        pytest.param(b"ORC", "an ORC file", id="orc"),
    ],
)
def test_a_kind_that_is_not_read_is_named(tmp_path, start, reason):
    path = tmp_path / "a.csv"
    path.write_bytes(start + bytes(range(256)) * 4)
    with pytest.raises(InputError, match=reason):
        read_corpus(path)


def test_a_member_packed_in_an_unknown_way_is_not_called_locked(tmp_path):
    data = bytearray(zipped())
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.find(mark) + place] = 97
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(InputError, match="packed in a way that is not read"):
        read_corpus(tmp_path)


@given(st.text(st.characters(min_codepoint=1, max_codepoint=127), min_size=2))
def test_english_in_utf_16_without_a_mark_keeps_its_letters(text):
    assert decode(text.encode("utf-16-le")).text == text
