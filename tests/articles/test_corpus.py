"""Articles and intake: the same from every format, and nothing lost."""

import gzip

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from stancebook.articles import (
    gather,
    iter_documents,
    read_articles,
    read_batches,
    read_corpus,
)
from stancebook.errors import InputError
from stancebook.tables import ARTICLES, INTAKE, check_table, stable_id

from .generators import SINGLES, TABLES, delimited, json_lines, make_articles, plain

ARTICLE_COUNT = 7


def expected(item: dict) -> dict:
    return {
        "title": item["title"],
        "text": item["text"],
        "source": item["source"],
        "published": pd.Timestamp(item["date"]),
        "author": item["author"],
        "url": item["url"],
    }


@pytest.mark.parametrize("name, make", TABLES.values(), ids=TABLES)
def test_every_table_gives_the_same_articles(tmp_path, name, make):
    items = make_articles(ARTICLE_COUNT)
    (tmp_path / name).write_bytes(make(items))
    corpus = read_corpus(tmp_path)
    assert [expected(item) for item in items] == corpus.articles[list(expected(items[0]))].to_dict(
        "records"
    )
    assert corpus.intake["status"].tolist() == ["read"] * ARTICLE_COUNT
    assert corpus.intake["position"].tolist() == list(range(ARTICLE_COUNT))


@pytest.mark.parametrize("name, make", SINGLES.values(), ids=SINGLES)
def test_every_single_file_gives_the_same_article(tmp_path, name, make):
    (item,) = make_articles(1)
    (tmp_path / name).write_bytes(make(item))
    (found,) = read_articles(tmp_path).to_dict("records")
    said = expected(item)
    if name.endswith("docx"):
        said.pop("author"), said.pop("url")
    paragraphs = [part for part in found["text"].split("\n") if part]
    assert paragraphs == said.pop("text").split("\n\n")
    assert {field: found[field] for field in said} == said


def test_tables_keep_their_contracts_and_ids_can_be_recounted(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(json_lines(make_articles(3)))
    articles, intake = read_corpus(tmp_path)
    check_table(articles, ARTICLES)
    check_table(intake, INTAKE)
    for row in articles.itertuples():
        date = row.published.date().isoformat()
        assert row.article_id == stable_id(row.source, date, row.title, row.text)
    assert (articles["story_id"] == articles["article_id"]).all()
    assert (articles["language"] == "en").all()


def test_the_order_of_the_files_changes_no_id(tmp_path):
    items = make_articles(4)
    for number, item in enumerate(items):
        (tmp_path / f"{number}.txt").write_bytes(plain(item))
    files = sorted(tmp_path.iterdir())
    forward, backward = read_articles(files), read_articles(files[::-1])
    assert_frame_equal(
        forward.sort_values("article_id", ignore_index=True),
        backward.sort_values("article_id", ignore_index=True),
    )


def test_a_table_read_again_is_the_same(tmp_path):
    (tmp_path / "a.csv").write_bytes(delimited(make_articles(5)))
    once = read_articles(tmp_path)
    before = once.copy(deep=True)
    assert_frame_equal(read_articles(once), once)
    assert_frame_equal(once, before)
    once.to_parquet(tmp_path / "b.parquet")
    assert_frame_equal(read_articles(tmp_path / "b.parquet"), once)


def test_batches_gather_to_the_whole(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(json_lines(make_articles(9)))
    whole = read_corpus(tmp_path)
    documents = list(iter_documents(tmp_path))
    parts = [gather(documents[start : start + 4]) for start in range(0, 9, 4)]
    assert_frame_equal(pd.concat([part.articles for part in parts], ignore_index=True), whole[0])
    assert_frame_equal(pd.concat([part.intake for part in parts], ignore_index=True), whole[1])
    empty = gather([])
    assert empty.articles.empty and list(empty.intake) == list(whole.intake)


rows = st.lists(
    st.fixed_dictionaries(
        {
            "headline": st.sampled_from(["", "A", "B"]),
            "body": st.sampled_from(["", " ", "One.", "Two.", "Three\x00."]),
            "date": st.sampled_from(["", "2023-01-02", "03/04/2023", "nonsense"]),
        }
    ),
    min_size=1,
    max_size=12,
)


@given(rows)
def test_read_and_rejected_and_duplicate_is_found(tmp_path_factory, records):
    path = tmp_path_factory.mktemp("corpus") / "a.csv"
    pd.DataFrame(records).to_csv(path, index=False)
    different = {
        (row["headline"], row["body"].strip(), row["date"] == "2023-01-02")
        for row in records
        if row["body"].strip()
    }
    try:
        articles, intake = read_corpus(path)
    except InputError as error:
        articles, intake = [], error.intake
    counts = intake["status"].value_counts()
    found = len(records)
    assert len(intake) == found == counts.sum()
    assert len(articles) == counts.get("read", 0) == len(different)
    assert counts.get("rejected", 0) == sum(not row["body"].strip() for row in records)


def test_a_repeated_article_is_told_with_its_first_place(tmp_path):
    items = make_articles(2)
    (tmp_path / "a.csv").write_bytes(delimited([items[0], items[1], items[0]]))
    (tmp_path / "b.csv").write_bytes(delimited([items[1]]))
    articles, intake = read_corpus(tmp_path)
    assert intake["status"].tolist() == ["read", "read", "duplicate", "duplicate"]
    assert (
        intake["reason"].iloc[2] == f"the same article as {tmp_path.as_posix()}/a.csv, document 1"
    )
    assert intake["article_id"].tolist() == [*articles["article_id"], *articles["article_id"]]


class TestFrame:
    def test_own_ids_stay_where_they_are_unique(self):
        frame = pd.DataFrame({"article_id": ["x", "y"], "text": ["One.", "One."]})
        assert read_articles(frame)["article_id"].tolist() == ["x", "y"]

    def test_ids_that_repeat_are_not_kept(self):
        frame = pd.DataFrame({"article_id": ["x", "x", "z"], "text": ["One.", "Two.", "Three."]})
        articles, intake = read_corpus(frame)
        assert articles["article_id"].tolist()[2] == "z"
        assert "x" not in articles["article_id"].tolist()
        assert articles["article_id"].is_unique
        assert intake["note"].str.contains("not unique").tolist() == [True, True, False]

    def test_text_is_kept_to_the_character(self):
        text = "  A ban\n\n<b>It</b> passed. "
        frame = pd.DataFrame({"title": ["A ban"], "text": [text]})
        assert read_articles(frame)["text"].tolist() == [text]

    def test_the_input_is_not_changed(self):
        frame = pd.DataFrame({"Body": ["One.", None], "Date": ["2023-01-02", pd.NaT]})
        before = frame.copy(deep=True)
        read_articles(frame)
        assert_frame_equal(frame, before)

    def test_missing_values_are_empty(self):
        frame = pd.DataFrame(
            {"text": ["One.", None], "author": [None, "A"], "published": [pd.NaT, pd.NaT]}
        )
        articles, intake = read_corpus(frame)
        assert articles["author"].tolist() == [""]
        assert articles["published"].isna().all()
        assert intake["reason"].tolist() == ["", "no text"]

    def test_without_a_text_column_the_error_names_the_columns(self):
        with pytest.raises(InputError, match="'headline', 'wordcount'"):
            read_articles(pd.DataFrame({"headline": ["A"], "wordcount": [3]}))

    def test_an_empty_table_is_refused(self):
        with pytest.raises(InputError, match="no rows"):
            read_articles(pd.DataFrame({"text": []}))


def test_source_and_language_fill_only_what_is_missing(tmp_path):
    frame = pd.DataFrame({"text": ["One.", "Two."], "outlet": ["", "Harbour Post"]})
    articles = read_articles(frame, source="The Gaze", language="English")
    assert articles["source"].tolist() == ["The Gaze", "Harbour Post"]
    assert articles["language"].tolist() == ["en", "en"]


def test_outlets_get_one_name_and_the_table_can_be_extended(tmp_path):
    own = tmp_path / "outlets.csv"
    own.write_text("alias,outlet\ncourier online,The Courier\n", encoding="utf-8")
    frame = pd.DataFrame(
        {
            "text": ["1.", "2.", "3.", "4."],
            "source": ["theguardian.com", "Courier Online", "", ""],
            "url": ["", "", "https://www.nytimes.com/2023/1.html", "https://news.google.com/x"],
        }
    )
    articles, intake = read_corpus(frame, outlets=own)
    assert articles["source"].tolist() == ["The Guardian", "The Courier", "The New York Times", ""]
    assert intake["note"].tolist() == ["", "", "outlet taken from the address", ""]


class TestOutletsOfTheUser:
    """Names of outlets: a table, a mapping, or outlets.yml beside the articles."""

    def sources(self, folder, **options):
        (folder / "a.csv").write_text("text,source\nOne.,Courier Online\nTwo.,The Courier\n")
        return read_articles(folder, **options)["source"].tolist()

    def test_the_file_beside_the_articles_is_taken(self, tmp_path):
        assert self.sources(tmp_path) == ["Courier Online", "The Courier"]
        (tmp_path / "outlets.yml").write_text(
            "Halden Courier: [courier online, courier]\nHarbour Post:\n", encoding="utf-8"
        )
        assert self.sources(tmp_path) == ["Halden Courier"] * 2
        assert {len(part.articles) for part in read_batches(tmp_path)} == {2}
        assert self.sources(tmp_path, outlets={"courier online": "Mine"})[0] == "Mine"

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            pytest.param("- The Gaze\n", "expected lines such as", id="list"),
            pytest.param("The Gaze: {a: b}\n", "'The Gaze'", id="mapping"),
            pytest.param("The Gaze: [20, 21]\n", "in quotation marks", id="numbers"),
            pytest.param("The Gaze: [\n", "no valid YAML", id="broken"),
            pytest.param("a: &a [*a]\n", "outlets.yml", id="in itself"),
        ],
    )
    def test_what_is_no_table_is_refused(self, tmp_path, text, reason):
        (tmp_path / "outlets.yml").write_text(text)
        with pytest.raises(InputError, match=reason):
            self.sources(tmp_path)


def test_the_file_decides_between_day_and_month_first(tmp_path):
    undecided = pd.DataFrame({"text": ["1.", "2."], "date": ["03/04/2023", "05/06/2023"]})
    articles, intake = read_corpus(undecided)
    assert articles["published"].isna().all()
    assert intake["date_note"].str.contains("day or month first").all()
    british = pd.DataFrame({"text": ["1.", "2."], "date": ["03/04/2023", "25/06/2023"]})
    assert read_articles(british)["published"].dt.month.tolist() == [4, 6]
    american = pd.DataFrame({"text": ["1.", "2."], "date": ["03/04/2023", "06/25/2023"]})
    assert read_articles(american)["published"].dt.month.tolist() == [3, 6]


def test_strange_dates_are_flagged(tmp_path):
    frame = pd.DataFrame(
        {"text": ["1.", "2.", "3."], "date": ["2999-01-01", "2023-02-30", "last week"]}
    )
    articles, intake = read_corpus(frame)
    assert articles["published"].notna().tolist() == [True, False, False]
    notes = intake["date_note"].tolist()
    assert "future" in notes[0] and "impossible" in notes[1] and "no full date" in notes[2]


class TestBadInput:
    @pytest.mark.parametrize(
        "name, data, reason",
        [
            pytest.param("a.txt", b"", "empty file", id="empty"),
            pytest.param("a.txt", b" \n\t\n", "white space", id="white space"),
            pytest.param("a.txt", bytes(range(256)) * 40, "binary", id="binary as text"),
            pytest.param("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(500), "PNG", id="picture as table"),
            pytest.param("a.pkl", b"\x80\x04\x95abc", "run code", id="pickle"),
            pytest.param("a.xlsx", b"PK\x03\x04abc", "CSV", id="spreadsheet"),
            pytest.param("a.html", b"<html><body><script>1</script></body>", "text", id="html"),
            pytest.param("a.csv", b"title,words\nA,3\n", "'title', 'words'", id="no text column"),
            pytest.param("a.csv", b"title,text\n", "nothing in it", id="header only"),
            pytest.param("a.json", b'{"text": "One', "no valid JSON", id="cut json"),
            pytest.param("a.json", b"[" * 100_000, "nested too deeply", id="deep json"),
            pytest.param("a.docx", b"PK\x03\x04 no zip", "DOCX", id="broken docx"),
            pytest.param("a.parquet", b"PAR1 no parquet", "Parquet", id="broken parquet"),
            pytest.param("a.csv.gz", gzip.compress(b"text\nOne.\n")[:12], "damaged", id="cut gz"),
            pytest.param("a.yml", b"concepts: []", "codebook", id="codebook by name"),
        ],
    )
    def test_a_file_that_is_no_article_is_refused_with_its_reason(
        self, tmp_path, name, data, reason
    ):
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(InputError, match=reason) as caught:
            read_articles(path)
        assert caught.value.exit_code == 2
        assert caught.value.intake["status"].tolist() == ["rejected"]

    def test_nothing_there(self, tmp_path):
        for path in (tmp_path, tmp_path / "no.txt", tmp_path / "*.txt", ""):
            with pytest.raises(InputError):
                read_articles(path)

    def test_one_bad_file_does_not_take_the_good_ones_along(self, tmp_path):
        (tmp_path / "a.txt").write_bytes(b"")
        (tmp_path / "b.txt").write_text("Word", encoding="utf-8")
        articles, intake = read_corpus(tmp_path)
        assert articles["text"].tolist() == ["Word"]
        assert intake["status"].tolist() == ["rejected", "read"]

    def test_five_megabytes_are_an_article(self, tmp_path):
        text = "One sentence stands here.\n" * 200_000
        (tmp_path / "a.txt").write_text(text, encoding="utf-8")
        assert len(read_articles(tmp_path)["text"].iloc[0]) == len(text.strip())

    def test_rows_that_cannot_be_read_say_where(self, tmp_path):
        lines = ["text,date", "One.,2023-01-01", "Two, three.,2023-01-02,x", ",2023-01-03", '"Four']
        (tmp_path / "a.csv").write_text("\n".join([*lines, "Five.", "Six."]), encoding="utf-8")
        _, intake = read_corpus(tmp_path)
        assert intake["status"].tolist() == ["read", "rejected", "rejected", "rejected"]
        reasons = intake["reason"].tolist()
        assert reasons[1].startswith("line 3: 4 fields where the header has 2")
        assert reasons[2] == "line 4: no text: 'text' is empty"
        assert reasons[3].startswith("line 5: a quotation mark is opened and never closed")

    def test_broken_lines_cost_only_themselves(self, tmp_path):
        lines = ['{"text": "One."}', '{"text": ', '["x"]', '{"text": "\\ud800Two."}', '{"a": 1}']
        (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
        articles, intake = read_corpus(tmp_path)
        assert articles["text"].tolist() == ["One.", "\ufffdTwo."]
        assert intake["status"].tolist() == ["read", "rejected", "rejected", "read", "rejected"]
        assert intake["reason"].iloc[1].startswith("line 2: no valid JSON")
        assert intake["reason"].iloc[4].startswith("line 5: no column holds the text")

    def test_half_a_character_in_a_date_is_quoted_as_one_that_was_replaced(self, tmp_path):
        (tmp_path / "a.jsonl").write_text('{"text": "One.", "date": "2023\\ud800"}')
        _, intake = read_corpus(tmp_path)
        assert intake["date_note"].tolist() == ['no full date in "2023\ufffd"']

    def test_a_cut_list_keeps_what_stands_before_the_cut(self, tmp_path):
        (tmp_path / "a.json").write_text('[{"text": "One."}, {"text": "Tw', encoding="utf-8")
        articles, intake = read_corpus(tmp_path)
        assert articles["text"].tolist() == ["One."]
        assert intake["status"].tolist() == ["read", "rejected"]
