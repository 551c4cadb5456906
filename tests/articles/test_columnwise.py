"""Whole columns and single rows: what comes out is the same, to the last note."""

import csv
import json
import tracemalloc

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from pyarrow import parquet

from stancebook.articles import account, found, packing, read_batches, read_corpus
from stancebook.articles.columns import map_columns
from stancebook.articles.finding import find_files
from stancebook.articles.oddities import TextColumn
from stancebook.articles.readers import blocks, delimited
from stancebook.articles.readers import parquet as parquet_reader
from stancebook.errors import InputError

TEXTS = (
    *("One.", "Two, and a half.", "Il dit « oui » à la fête.", "“Quoted” at both ends.”"),
    *("", " ", "\u2028", " One.", "One.\n", "\xa0One.\u3000", "\x85", "\x1c\x1c", "T\x00wo.\x7f"),
    *("cafÃ© crème", "Â£5", "â€œquoted", "ÐÑ", "â mon avis", "One\ufffe.", "One\uffff."),
    *("<p>One.</p><p>Two.</p>", "1 < 2", "Cut […] [+123 chars]", "[one]", "A ban\n\nIt passed."),
    *(
        "A  ban\r\nIt passed.\r\n\r\nTwo.",
        "One\rTwo",
        "One\r\n\uffff",
        "One\x0bTwo",
        '"One", he said.',
    ),
    *(
        '5" pipe',
        "=SUM(1)",
        "The vote of the house and the senate, said the man for the bill. " * 20,
    ),
    *("Die Abgeordneten stimmten am Freitag dem Gesetz über die Ausfuhr von Waffen zu. " * 3,),
)
TITLES = (
    "",
    "A ban",
    " A  ban ",
    "A\nban",
    "<b>A</b> ban",
    "Â ban",
    "A ban\x00",
    "É",
    "A\u2009ban",
)
DATES = (
    *("", "2023-01-02", "03/04/2023", "25/04/2023", "04/25/2023", "3 mars 2023", "2999-01-01"),
    *("nonsense", "1690000000", "02.03.2023", "20230102"),
)
OUTLETS = ("", "The Gaze", "theguardian.com", " Daily   Post ", "É\x00")
ADDRESSES = ("", "https://www.nytimes.com/1.html", "https://news.google.com/x", "no address")
FIELDS = {
    "headline": st.sampled_from(TITLES),
    "body": st.sampled_from(TEXTS) | st.text(max_size=20),
    "date": st.sampled_from(DATES),
    "source": st.sampled_from(OUTLETS),
    "url": st.sampled_from(ADDRESSES),
    "author": st.sampled_from(("", "A. Writer", "A.\nWriter", "B.  Writer")),
    "language": st.sampled_from(("", "", "English", "de", "?")),
    "article_id": st.sampled_from(("", "1", "2", " 3 ")),
    "lead_paragraph": st.sampled_from(("", " ", "A standfirst.", "One.")),
}
TABLES = st.sets(st.sampled_from(sorted(set(FIELDS) - {"body"}))).flatmap(
    lambda names: st.lists(
        st.fixed_dictionaries({name: FIELDS[name] for name in ("body", *sorted(names))}),
        min_size=1,
        max_size=24,
    )
)


def both(path, monkeypatch) -> list[tuple[pd.DataFrame, pd.DataFrame]]:
    """Read a file by columns and row by row."""
    read = []
    for least in (1, 10**9):
        with monkeypatch.context() as patched:
            patched.setattr(packing, "LEAST", least)
            patched.setattr(blocks, "PLAIN", least == 1)
            try:
                read.append(tuple(read_corpus(path)))
            except InputError as error:
                read.append((pd.DataFrame({"said": [str(error)]}), error.intake))
    return read


def assert_the_same(path, monkeypatch) -> pd.DataFrame:
    (articles, intake), (articles_by_row, intake_by_row) = both(path, monkeypatch)
    assert_frame_equal(intake, intake_by_row)
    assert_frame_equal(articles, articles_by_row)
    return intake


def write_csv(path, records, *, line_end: str = "\n", quote_all: bool = False) -> None:
    with path.open("w", encoding="utf-8", errors="surrogatepass", newline="") as file:
        quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
        writer = csv.DictWriter(file, records[0], lineterminator=line_end, quoting=quoting)
        writer.writeheader()
        writer.writerows(records)


@settings(max_examples=40)
@given(records=TABLES, line_end=st.sampled_from(("\n", "\r\n")), quote_all=st.booleans())
def test_csv_by_columns_is_csv_by_rows(tmp_path_factory, records, line_end, quote_all):
    path = tmp_path_factory.mktemp("table") / "a.csv"
    write_csv(path, records, line_end=line_end, quote_all=quote_all)
    with pytest.MonkeyPatch.context() as patch:
        assert_the_same(path, patch)


@settings(max_examples=25)
@given(records=TABLES)
def test_json_lines_by_columns_are_json_lines_by_rows(tmp_path_factory, records):
    path = tmp_path_factory.mktemp("lines") / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        assert_the_same(path, patch)


@settings(max_examples=25)
@given(records=TABLES)
def test_parquet_by_columns_is_parquet_by_rows(tmp_path_factory, records):
    path = tmp_path_factory.mktemp("table") / "a.parquet"
    pd.DataFrame(records).replace("", None).to_parquet(path)
    with pytest.MonkeyPatch.context() as patch:
        assert_the_same(path, patch)


@settings(max_examples=25)
@given(records=TABLES)
def test_a_frame_by_columns_is_a_frame_by_rows(records):
    with pytest.MonkeyPatch.context() as patch:
        assert_the_same(pd.DataFrame(records), patch)


ROWS = st.lists(
    st.text('a" ,;\n\r\x00é\ufeff\u2028', max_size=12) | st.sampled_from(('"a"', '"a\nb"', '""')),
    max_size=12,
)


@settings(max_examples=150)
@example(rows=['"a\n', '"', "b,c"])
@example(rows=['"a"b,c', "d,e"])
@example(rows=["", '""', " ", ",", "a,b,c"])
@given(rows=ROWS)
def test_no_damage_makes_the_two_differ(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("damaged") / "a.csv"
    path.write_text("text,author\n" + "\n".join(rows), encoding="utf-8", newline="")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "BLOCK", 7)
        assert_the_same(path, patch)


def test_the_fields_tried_are_all_there_are():
    assert set(map_columns(FIELDS)) == set(found.FIELDS)


def test_the_date_of_a_row_that_is_refused_decides_no_other(tmp_path, monkeypatch):
    lines = [f"Sentence {n}.,03/04/2023" for n in range(20)]
    (tmp_path / "a.csv").write_text("\n".join(["text,date", *lines, ",25/04/2023"]))
    intake = assert_the_same(tmp_path / "a.csv", monkeypatch)
    assert intake["date_note"].str.startswith("ambiguous").sum() == 20


@pytest.mark.parametrize("value", [0, False, 1.5, float("nan"), None, ["a"], {"name": "a"}])
def test_values_that_are_no_words_are_read_alike(tmp_path, monkeypatch, value):
    records = [dict.fromkeys(FIELDS, value) | {"body": f"Sentence {n}."} for n in range(20)]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, records)))
    assert_the_same(path, monkeypatch)


def test_a_fault_of_the_machine_makes_no_article_its_own_duplicate(monkeypatch):
    def full(*given):
        raise MemoryError

    monkeypatch.setattr(account.Account, "_articles", full)
    with pytest.raises(MemoryError):
        read_corpus(pd.DataFrame({"text": [f"Sentence {n}." for n in range(20)]}))


WORDS = pa.array([f"Sentence {n} is here." for n in range(1500)])


def cells(kind, bad):
    """Return a column with one cell that Python cannot read."""
    if kind == "bytes":
        values = [b"caf\xe9" if row == bad else b"x" for row in range(len(WORDS))]
        return pa.array(values, pa.binary()).view(pa.string())
    if kind == "list":
        return pa.ListArray.from_arrays(
            pa.array(range(len(WORDS) + 1), pa.int32()), cells("bytes", bad)
        )
    if kind == "day":
        days = [10**7 if row == bad else 19_000 for row in range(len(WORDS))]
        return pa.array(days, pa.int32()).view(pa.date32())
    return pa.array([10**9] * len(WORDS), pa.int64()).view(pa.timestamp("s", tz="No/Zone"))


@pytest.mark.parametrize(
    ("field", "kind", "note"),
    [
        pytest.param("text", "bytes", "'text' read as windows-1252", id="text no UTF-8"),
        pytest.param("author", "bytes", "'author' read as windows-1252", id="author no UTF-8"),
        pytest.param("author", "list", "'author' cannot be read", id="list no UTF-8"),
        pytest.param("date", "day", "'date' cannot be read: OverflowError", id="day too late"),
    ],
)
def test_a_bad_cell_of_parquet_costs_no_other(tmp_path, field, kind, note):
    columns = {"text": WORDS, field: cells(kind, 7)}
    if field == "text":
        columns["url"] = pa.array([f"https://a.example/{n}" for n in range(len(WORDS))])
        columns["article_id"] = pa.array([f"id {n}" for n in range(len(WORDS))])
        columns["text"] = pa.concat_arrays([WORDS[:7], columns["text"][7:8], WORDS[8:]])
    parquet.write_table(pa.table(columns), tmp_path / "a.parquet")
    articles, intake = read_corpus(tmp_path / "a.parquet")
    assert (intake["status"] == "read").all() and len(articles) == len(WORDS)
    assert intake["note"].str.startswith(note).sum() == 1
    assert intake["note"][7].startswith(note)
    expected = WORDS.to_pylist()
    expected[7] = "café" if field == "text" else expected[7]
    assert articles["text"].tolist() == expected
    assert articles["published"].isna().sum() == (
        1 if kind == "day" else len(WORDS) * (kind != "day")
    )


def test_a_time_zone_that_is_none_costs_no_date(tmp_path):
    parquet.write_table(pa.table({"text": WORDS, "date": cells("zone", 0)}), tmp_path / "a.parquet")
    articles, intake = read_corpus(tmp_path / "a.parquet")
    assert articles["published"].dt.date.astype(str).eq("2001-09-09").all()
    assert intake["note"].str.contains("'No/Zone'").all()


def test_a_row_without_text_says_what_else_is_wrong_with_it(tmp_path):
    text = pa.array([None if row == 7 else "It rained." + "!" * row for row in range(len(WORDS))])
    table = pa.table({"text": text, "author": cells("bytes", 7)})
    parquet.write_table(table, tmp_path / "a.parquet")
    (reason,) = filter(None, read_corpus(tmp_path / "a.parquet").intake["reason"])
    assert reason == "row 7: no text: 'text' is empty; 'author' read as windows-1252"


@pytest.mark.parametrize("most", [1, 7, 4096])
def test_how_many_rows_are_taken_at_once_changes_nothing(tmp_path, monkeypatch, most):
    dates = ["03/04/2023", "2023-04-05", "25/04/2023"]
    records = [{"text": f"Sentence {n % 48}.", "date": dates[n % 3]} for n in range(100)]
    pd.DataFrame(records).to_parquet(tmp_path / "a.parquet", row_group_size=30)
    monkeypatch.setattr(parquet_reader, "_MOST_ROWS", most)
    articles, intake = read_corpus(tmp_path / "a.parquet")
    assert intake["status"].tolist() == ["read"] * 48 + ["duplicate"] * 52
    assert articles["published"].notna().all()


def test_long_texts_are_taken_a_few_at_once(tmp_path, monkeypatch):
    texts = [f"Sentence {n}. " + "It went on. " * 9_000 for n in range(64)]
    options = {"use_dictionary": False, "row_group_size": 32}
    pd.DataFrame({"text": texts}).to_parquet(tmp_path / "a.parquet", **options)
    monkeypatch.setattr(parquet_reader, "_BATCH", 1_000_000)
    file = next(find_files(tmp_path / "a.parquet")).file
    parts = [len(part) for part in parquet_reader.read(file)]
    assert sum(parts) == 64 and max(parts) < 12


def test_two_columns_of_one_name_in_parquet_do_not_cost_the_file(tmp_path):
    sound = pa.array([f"Sentence {n}." for n in range(20)])
    parquet.write_table(pa.table([sound] * 3, ["text", "author", "author"]), tmp_path / "a.parquet")
    assert len(read_corpus(tmp_path).articles) == 20


def test_what_was_read_by_columns_is_not_held_to_go_on_by_rows(tmp_path, monkeypatch):
    rows = [f"Sentence {n}. {'It goes on. ' * 60},A" for n in range(20_000)]
    (tmp_path / "a.csv").write_text("\n".join(["text,author", *rows, 'A 5" pipe,A']))
    monkeypatch.setattr(blocks, "BLOCK", 50_000)
    file = next(find_files(tmp_path / "a.csv")).file
    tracemalloc.start()
    count = sum(len(part) if isinstance(part, found.Part) else 1 for part in delimited.read(file))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 20_001
    assert most < (tmp_path / "a.csv").stat().st_size / 2


def test_a_large_table_with_a_few_odd_rows_is_read_by_columns(tmp_path, monkeypatch):
    records = [
        {"body": f"Sentence {n}.\nIt goes on.", "date": f"{n % 28 + 1}/04/2023", "author": "A"}
        for n in range(3_000)
    ]
    for n, text in enumerate(TEXTS):
        records[n * 90]["body"] = text
    write_csv(tmp_path / "a.csv", records, quote_all=True)
    monkeypatch.setattr(blocks, "BLOCK", 20_000)
    intake = assert_the_same(tmp_path / "a.csv", monkeypatch)
    blank = [text for text in TEXTS if not text.strip()]
    assert intake["reason"].str.contains(r"line \d+: no text").sum() == len(blank)


def test_a_block_that_is_not_utf_8_costs_only_itself(tmp_path, monkeypatch):
    lines = [f"Sentence {n},{n}".encode() for n in range(2_000)]
    lines[700] += b" caf\xe9"
    lines[1500] = b"caf\xe9,x"
    lines[1700] += b",too,many"
    (tmp_path / "a.csv").write_bytes(b"\n".join([b"text,author", *lines]))
    monkeypatch.setattr(blocks, "BLOCK", 1_000)
    intake = assert_the_same(tmp_path / "a.csv", monkeypatch)
    assert intake["status"].value_counts().to_dict() == {"read": 1_999, "rejected": 1}


def test_columns_go_through_in_one_piece(tmp_path, monkeypatch):
    """The fast way is taken: no row of a plain table is looked at alone."""
    from stancebook.articles.normalising import Normaliser

    records = [{"body": f"Sentence {n}, and more.", "date": "2023-01-02"} for n in range(100)]
    write_csv(tmp_path / "a.csv", records)
    pd.DataFrame(records).to_json(tmp_path / "b.jsonl", orient="records", lines=True)
    pd.DataFrame(records).to_parquet(tmp_path / "c.parquet")
    monkeypatch.setattr(Normaliser, "document", None)
    articles, intake = read_corpus(tmp_path)
    assert len(articles) == 100
    assert intake["status"].value_counts().to_dict() == {"duplicate": 200, "read": 100}


@settings(max_examples=30)
@given(records=TABLES, size=st.integers(1, 9))
def test_batches_of_columns_are_the_whole(tmp_path_factory, records, size):
    path = tmp_path_factory.mktemp("batches") / "a.csv"
    write_csv(path, records)
    try:
        whole = read_corpus(path)
    except InputError:
        return
    parts = list(read_batches(path, size=size))
    assert [len(part.intake) for part in parts[:-1]] == [size] * (len(parts) - 1)
    for name in ("articles", "intake"):
        tables = [getattr(part, name) for part in parts]
        assert_frame_equal(pd.concat(tables, ignore_index=True), getattr(whole, name))


@given(st.lists(st.sampled_from(TEXTS) | st.text(max_size=8), min_size=1, max_size=8), st.data())
def test_a_text_column_gives_back_its_texts(texts, data):
    array = pa.array(texts, data.draw(st.sampled_from((pa.string(), pa.large_string()))))
    start = data.draw(st.integers(0, len(texts) - 1))
    column = TextColumn(array.slice(start))
    texts = [text.replace("\r\n", "\n") for text in texts[start:]]
    assert column.texts.to_pylist() == texts
    for row, text in enumerate(texts):
        assert column.text(row).decode() == text
        assert column.beginning(row, 5) == text[:5]
    titled = [
        row
        for row, text in enumerate(texts)
        if text[:1].strip() and "\n" in text and " ".join(text.split("\n")[0].split()) == "A ban"
    ]
    assert column.repeating(["A ban"] * len(texts)) == titled
