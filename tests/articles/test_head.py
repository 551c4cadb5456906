"""The head of plain text files as people save them: nothing invented, nothing of the text lost."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.articles import read_articles, read_corpus
from stancebook.articles.found import Refused, settled
from stancebook.articles.readers.head import read_head
from stancebook.articles.readers.plain import plain_article

TEXT = "It was late when they voted.\nThe mayor said so in the hall of Norrvik."

DATES = (
    *("7 July 2023", "Friday, 7 July 2023", "Fri 7 Jul 2023 10.15 BST", "July 7th, 2023"),
    *("2023-07-07 10:15", "2023-07-07T10:15:00Z", "07.07.2023", "Published: 7 July 2023"),
    *("First published on Friday 7 July 2023 at 10:15am", "Date: 7 July 2023", "[7 July 2023]"),
    *("Freitag, 7. Juli 2023, 10:15 Uhr", "Erschienen am 7. Juli 2023", "(7 July 2023)"),
    *("Publié le vendredi 7 juillet 2023 à 10h15", "Publicado el 7 de julio de 2023"),
    *("Opublikowano: 7 lipca 2023, godz. 10:15", "Julkaistu 7.7.2023 klo 10.15", "2023年7月7日"),
    *("7 July 2023 | 5 min read", "7 July 2023 4:05 pm GMT+1", "10:15 AM EDT, Fri July 7, 2023"),
)
OUTLETS = (
    *("The Skellen Courier", "Harbour Post", "Echo of Halden", "The Guardian", "Radio Norrvik FM"),
    *("Haldener Tagblatt", "Le Monde", "reuters.com", "Norrvik Advertiser", "Daily Moon Online"),
)
BYLINES = (
    *("By Ada Writer", "by Ada Writer", "By Ada Writer and Bo Reporter", "Von Jana Schmidt"),
    *("By ADA WRITER, Political Editor", "Ada Writer", "By J. D. Writer", "Par Anne-Marie Duval"),
)


@st.composite
def heads(draw):
    """Draw lines with outlet, date and byline, each at most once, in any order."""
    lines = [draw(st.sampled_from(DATES)), draw(st.sampled_from(OUTLETS))]
    if draw(st.booleans()):
        lines.append(draw(st.sampled_from(BYLINES)))
    if draw(st.booleans()):
        lines.append("Updated: 9 July 2023, 12:00")
    return draw(st.permutations(lines)), draw(st.lists(st.integers(0, 3), max_size=2))


@given(heads())
def test_a_head_is_read_in_any_order(head):
    lines, gaps = head
    above = list(lines)
    for gap in gaps:
        above.insert(gap, "")
    found = plain_article("\n".join(["Council votes on ban", *above, "", TEXT]))
    fields = found.fields
    assert fields["title"] == "Council votes on ban"
    assert fields["text"] == TEXT
    assert fields["source"] in lines
    assert ("author" in fields) == any(line in BYLINES for line in lines)
    assert read_articles(_frame(fields))["published"][0].isoformat()[:10] == "2023-07-07"
    assert ("9 July" in found.note) == any("Updated" in line for line in lines)


def _frame(fields):
    import pandas as pd

    return pd.DataFrame([fields])


LINES = st.one_of(
    st.sampled_from([*DATES, *OUTLETS, *BYLINES, "Politics", "Skellen Direct", "", " ", "Norrvik"]),
    st.sampled_from(
        ["Norrvik, 7 July 2023", "Updated: 9 July 2023", "https://a.example/b", "9 July"]
    ),
    st.sampled_from(
        ["The council has voted.", "Source: The Gaze", "A subtitle for all of it", "()"]
    ),
    st.text(max_size=40).filter(
        lambda words: not set(words) & set("\n\r\f\v\x1c\x1d\x1e\x85\u2028")
    ),
)


@given(st.lists(LINES, max_size=16))
def test_title_and_head_and_text_account_for_every_character(lines):
    """What is not a line of the head stands in the text, in its order and to the character."""
    found = plain_article("\n".join(lines))
    if isinstance(found, Refused):
        assert not "".join(lines).strip()
        return
    given_lines = [" ".join(line.split()) for line in lines if line.strip()]
    text = [
        " ".join(line.split()) for line in str(found.fields["text"]).split("\n") if line.strip()
    ]
    title = " ".join(str(found.fields.get("title", "")).split())
    doubtful = [" ".join(found.doubt.line.split())] if found.doubt else []
    rest = Counter(given_lines) - Counter([*text, *doubtful])
    values = [str(value) for name, value in found.fields.items() if name != "text"]
    head = [line for line in rest.elements() if line != title]
    assert len(text) + len(doubtful) + len(head) + (title in given_lines) >= len(given_lines)
    for line in head:
        said = [value for value in values if value in line or line in value]
        assert said or found.note, f"{line!r} is gone: {dict(found.fields)}"
    remaining = iter(given_lines)
    assert all(line in remaining for line in text), "the text keeps its order"
    assert text or not given_lines


@given(st.lists(LINES, max_size=16))
def test_a_doubtful_line_goes_back_where_it_stood(lines):
    found = plain_article("\n".join(lines))
    if isinstance(found, Refused) or found.doubt is None:
        return
    back = settled(found, "")
    assert back.doubt is None and "source" not in back.fields
    text = [line.strip() for line in str(back.fields["text"]).split("\n") if line.strip()]
    remaining = iter(line.strip() for line in lines)
    assert all(line in remaining for line in text)
    assert found.doubt.line in text
    assert settled(found, "source").fields["source"] == found.doubt.name


@given(st.lists(LINES, max_size=16), st.booleans())
def test_a_head_leaves_a_text(lines, titled):
    head = read_head(lines, titled=titled)
    left = [n for n, line in enumerate(lines) if line.strip() and n not in head.taken]
    assert left or not any(line.strip() for line in lines)
    assert head.doubtful not in head.taken


@pytest.mark.parametrize(
    "above, fields",
    [
        pytest.param("Politics\n7 July 2023", {"published": "7 July 2023"}, id="section"),
        pytest.param(
            "After a debate the ban passed by one vote.\nBy Ada Writer\n7 July 2023",
            {"author": "Ada Writer", "published": "7 July 2023"},
            id="subtitle",
        ),
        pytest.param(
            "7 July 2023\nBill tabled.\n9 July 2023\nBill read.\n12 July 2023\nBill passed.",
            {},
            id="chronology",
        ),
        pytest.param("Norrvik, 7 July 2023", {"published": "7 July 2023"}, id="place and date"),
        pytest.param("Norrvik\n7 July 2023", {"published": "7 July 2023"}, id="place"),
        pytest.param("7 July 2023\nBackground Notes", {"published": "7 July 2023"}, id="crosshead"),
        pytest.param("By Friday evening it had passed", {}, id="no byline"),
        pytest.param("The Skellen Courier", {}, id="no date beside it"),
        pytest.param("Friday, 7 July", {}, id="no year"),
        pytest.param("Source: 'Significant progress' but no arrest", {}, id="what a source says"),
        pytest.param("Mayor Defends Her Plan Before The Vote", {}, id="words with capitals"),
    ],
)
def test_what_is_not_told_stays_in_the_text(above, fields):
    found = settled(plain_article(f"Council votes on ban\n{above}\n\n{TEXT}"), "")
    kept = {n: v for n, v in found.fields.items() if n not in ("title", "text")}
    assert kept == fields
    left = [line for line in above.split("\n") if line not in fields.values()]
    left = [line for line in left if line != "By Ada Writer"]
    assert str(found.fields["text"]).split("\n\n")[0].split("\n")[: len(left)] == left or not left


@pytest.mark.parametrize(
    "above, fields",
    [
        pytest.param(
            "Ada Writer | The Gaze | 7 July 2023, updated 8 July 2023",
            {"author": "Ada Writer", "source": "The Gaze", "published": "7 July 2023"},
            id="all on one line",
        ),
        pytest.param(
            "By Ada Writer for The Gaze",
            {"author": "Ada Writer", "source": "The Gaze"},
            id="byline with outlet",
        ),
        pytest.param(
            "Reuters\nThe Gaze\n7 July 2023",
            {"author": "Reuters", "source": "The Gaze", "published": "7 July 2023"},
            id="agency and outlet",
        ),
        pytest.param("Source: de Volkskrant", {"source": "de Volkskrant"}, id="label"),
        pytest.param("Source: The Gaze (London)", {"source": "The Gaze (London)"}, id="place"),
        pytest.param("The Guardian", {"source": "The Guardian"}, id="known outlet"),
        pytest.param(
            "Updated: 8 July 2023", {"published": "Updated: 8 July 2023"}, id="update alone"
        ),
    ],
)
def test_a_head(above, fields):
    found = plain_article(f"Council votes on ban\n{above}\n\n{TEXT}")
    assert {n: v for n, v in found.fields.items() if n not in ("title", "text")} == fields
    assert found.fields["text"] == TEXT


def test_an_outlet_may_stand_above_the_title():
    found = plain_article(f"The Skellen Courier\n7 July 2023\nCouncil votes on ban\n\n{TEXT}")
    assert found.fields == {
        "source": "The Skellen Courier",
        "published": "7 July 2023",
        "title": "Council votes on ban",
        "text": TEXT,
    }


class TestNamesThatOnlyTheFolderTells:
    """One name line above a text may be a subtitle; many alike are the outlet."""

    def corpus(self, folder, names, *, suffix=".txt"):
        for number, name in enumerate(names):
            above = f"{name}\n" if name else ""
            text = (
                f"Council votes on item {number}\n{above}{number + 1} July 2023\n\n{TEXT} {number}"
            )
            (folder / f"{number:02}{suffix}").write_text(text)
        return read_corpus(folder)

    @pytest.mark.parametrize(
        "names, n_sources",
        [
            pytest.param(["Skellen Direct"] * 6, 6, id="one name"),
            pytest.param(["Skellen Direct", "Norrvik Live"] * 3, 6, id="two names"),
            pytest.param(["Skellen Direct"] + ["The Gaze"] * 5, 6, id="where others have outlets"),
            pytest.param(["Skellen Direct"], 1, id="a file alone"),
            pytest.param(["Norrvik Live"] + [""] * 5, 0, id="one of many"),
            pytest.param(
                ["Passed Again", "Another Wait", "No Deal", "Big Day", "Lost"], 0, id="subtitles"
            ),
            pytest.param(["Norrvik"] * 6, 0, id="a place"),
        ],
    )
    def test_outlet_or_text(self, tmp_path, names, n_sources):
        articles = self.corpus(tmp_path, names).articles
        assert (articles["source"] != "").sum() == n_sources
        for name, row in zip(names, articles.to_dict("records"), strict=True):
            assert row["source"] in (name, "")
            assert row["source"] == name or row["text"].startswith(name)

    def test_what_was_decided_is_noted(self, tmp_path):
        intake = self.corpus(tmp_path, ["Skellen Direct"] * 3).intake
        assert intake["note"].str.contains("outlet read from a line that holds only a name").all()

    def test_a_headline_in_capitals_has_subtitles_in_capitals(self, tmp_path):
        (tmp_path / "a.txt").write_text(
            f"Council Votes Against Lake Plan\nMayor Defends Vote\n7 July 2023\n\n{TEXT}"
        )
        (row,) = read_articles(tmp_path).to_dict("records")
        assert row["source"] == "" and row["text"].startswith("Mayor Defends Vote")

    def test_the_order_of_the_files_decides_nothing(self, tmp_path):
        self.corpus(tmp_path, ["Skellen Direct", "Norrvik Live", "The Gaze"] * 2)
        files = sorted(tmp_path.iterdir())
        forward, backward = read_articles(files), read_articles(files[::-1])
        assert set(forward["article_id"]) == set(backward["article_id"])

    def test_a_zip_is_read_like_the_folder(self, tmp_path):
        import zipfile

        folder = tmp_path / "corpus"
        folder.mkdir()
        articles = self.corpus(folder, ["Skellen Direct"] * 4).articles
        with zipfile.ZipFile(tmp_path / "corpus.zip", "w") as archive:
            for file in folder.iterdir():
                archive.write(file, file.name)
        packed = read_articles(tmp_path / "corpus.zip")
        assert list(packed["article_id"]) == list(articles["article_id"])

    def test_the_table_of_outlets_tells_too(self, tmp_path):
        self.corpus(tmp_path, ["Skellen Direct", "", "", "", ""])
        articles = read_articles(tmp_path, outlets={"Skellen Direct": "Skellen Direct News"})
        assert list(articles["source"]) == ["Skellen Direct News", "", "", "", ""]
