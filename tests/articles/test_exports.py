"""Exports of databases: each layout gives back the articles it was made from, and their count."""

import pandas as pd
import pytest

from stancebook.articles import read_corpus

from . import generators as make
from . import generators_exports as export

COUNT = 6

BUNDLES = {
    "nexis docx": ("a.docx", export.nexis_docx),
    "nexis docx without cover": ("a.docx", lambda items: export.nexis_docx(items, cover=False)),
    "nexis rtf": ("a.rtf", export.nexis_rtf),
    "nexis rtf called doc": ("a.doc", export.nexis_rtf),
    "nexis html": ("a.html", export.nexis_html),
    "nexis pdf": ("a.pdf", export.nexis_pdf),
    "nexis older text": ("a.txt", export.nexis_older_text),
    "nexis older text in German": ("a.txt", lambda i: export.nexis_older_text(i, language="de")),
    "factiva rtf": ("a.rtf", export.factiva_rtf),
    "factiva rtf with codes": ("a.rtf", lambda items: export.factiva_rtf(items, coded=True)),
    "factiva html": ("a.html", export.factiva_html),
    "factiva html with codes": ("a.html", export.factiva_coded_html),
    "proquest text": ("a.txt", export.proquest_text),
    "proquest xml": ("a.xml", export.proquest_xml),
    "ris": ("a.ris", export.ris),
    "europresse": ("a.html", export.europresse_html),
    "rss": ("a.xml", export.rss),
    "atom": ("a.atom", export.atom),
    "newsml": ("a.xml", export.newsml_g2),
    "nitf in zip": (
        "a.zip",
        lambda i: make.zipped({f"{n}.xml": export.nitf(item) for n, item in enumerate(i)}),
    ),
    "mbox": ("a.mbox", export.mbox),
    "warc": (
        "a.warc.gz",
        lambda items: export.warc({item["url"]: make.html_page(item) for item in items}),
    ),
    "warc, not packed": (
        "a.warc",
        lambda i: export.warc({item["url"]: make.html_page(item) for item in i}, packed=False),
    ),
    "wacz": (
        "a.wacz",
        lambda items: make.zipped(
            {
                "archive/data.warc.gz": export.warc(
                    {item["url"]: make.html_page(item) for item in items}
                )
            }
        ),
    ),
}
NO_URL = ("nexis docx", "nexis rtf", "nexis html", "nexis pdf", "factiva", "mbox", "newsml")


@pytest.mark.parametrize("name", BUNDLES)
def test_an_export_gives_back_its_articles(tmp_path, name):
    items = make.make_articles(COUNT)
    file, write = BUNDLES[name]
    (tmp_path / file).write_bytes(write(items))
    articles, intake = read_corpus(tmp_path)
    assert intake["status"].tolist() == ["read"] * COUNT, intake["reason"].tolist()
    for item, row in zip(items, articles.to_dict("records"), strict=True):
        assert row["title"] == item["title"]
        assert [part for part in row["text"].split("\n") if part] == item["text"].split("\n\n")
        assert row["source"] == item["source"]
        assert row["published"] == pd.Timestamp(item["date"])
        assert row["language"] == "en"
        if name != "mbox":
            assert row["author"] == item["author"]
        if not name.startswith(NO_URL):
            assert row["url"] == item["url"]


@pytest.mark.parametrize(
    "file, write",
    [
        pytest.param("a.docx", lambda i: export.nexis_docx(i, declared=COUNT + 2), id="nexis"),
        pytest.param("a.txt", lambda i: export.nexis_older_text(i, missing=2), id="older nexis"),
        pytest.param("a.txt", lambda i: export.proquest_text(i, declared=COUNT + 2), id="proquest"),
        pytest.param(
            "a.html", lambda i: export.europresse_html(i, declared=COUNT + 2), id="europ."
        ),
    ],
)
def test_the_declared_count_is_held_against_what_was_found(tmp_path, file, write):
    (tmp_path / file).write_bytes(write(make.make_articles(COUNT)))
    articles, intake = read_corpus(tmp_path)
    assert len(articles) == COUNT
    assert intake["status"].tolist() == ["read"] * COUNT + ["rejected"]
    assert (intake["declared"] == COUNT + 2).all()
    assert intake["reason"].iloc[-1] == (
        f"the file says it holds {COUNT + 2} documents, {COUNT} were found"
    )


def test_a_document_without_body_or_date_is_told(tmp_path):
    items = make.make_articles(3)
    rows = export.nexis_paragraphs(items)
    bodies = [place for place, (text, _) in enumerate(rows) if text == "Body"]
    rows[bodies[1]] = ("", "")
    dates = [place for place, (text, _) in enumerate(rows) if text.startswith("March 16")]
    rows[dates[0]] = ("March 2023", "")
    (tmp_path / "a.docx").write_bytes(make.docx(rows))
    articles, intake = read_corpus(tmp_path)
    assert intake["status"].tolist() == ["read", "rejected", "read"]
    assert "without a body" in intake["reason"].iloc[1]
    assert articles["published"].isna().tolist() == [False, True]


def test_an_archive_names_the_files_in_it(tmp_path):
    items = make.make_articles(3)
    inner = make.zipped(
        {"b.txt": make.plain(items[1]), "bad.png": b"\x89PNG\r\n\x1a\n" + bytes(99)}
    )
    files = {
        "a.txt": make.plain(items[0]),
        "in.zip": inner,
        "c/c.csv": make.delimited(items[2:] * 2),
    }
    (tmp_path / "a.zip").write_bytes(make.zipped(files))
    articles, intake = read_corpus(tmp_path)
    assert len(articles) == 3
    table = dict(zip(intake["file"].str.partition("a.zip!/")[2], intake["status"], strict=False))
    assert table["in.zip!/b.txt"] == "read" and table["in.zip!/bad.png"] == "rejected"
    assert (intake["status"] == "duplicate").sum() == 1


def test_a_tar_is_read_like_a_zip(tmp_path):
    import io
    import tarfile

    items = make.make_articles(2)
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for number, item in enumerate(items):
            data = make.plain(item)
            info = tarfile.TarInfo(f"{number}.txt")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        for name in ("\udcff.txt", "\udcfe.txt"):
            info = tarfile.TarInfo(name)
            info.size = len(b"Words")
            archive.addfile(info, io.BytesIO(b"Words"))
    (tmp_path / "a.tar.gz").write_bytes(buffer.getvalue())
    articles, intake = read_corpus(tmp_path)
    assert articles["title"].tolist() == [*(item["title"] for item in items), ""]
    assert "not followed" in intake["reason"].iloc[2]
    assert intake["status"].tolist() == ["read", "read", "rejected", "read", "duplicate"]


def test_a_title_of_half_characters_is_no_catastrophe(tmp_path):
    lines = ['{"headline": "\\ud800", "article_id": "\\udfff", "text": "One."}', '{"\\ud800": 1}']
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    articles, intake = read_corpus(tmp_path)
    assert articles["title"].tolist() == ["\ufffd"]
    assert intake["status"].tolist() == ["read", "rejected"]


def test_an_older_export_may_name_its_rights_first(tmp_path):
    items = make.make_articles(3)
    text = export.nexis_older_text(items).decode()
    for item in items:
        text = text.replace(
            item["source"].center(74).rstrip(),
            "Copyright 2004 The Publisher\n" + item["source"].center(74).rstrip(),
        )
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    articles, _ = read_corpus(tmp_path)
    assert articles["source"].tolist() == [item["source"] for item in items]


def test_a_note_inside_an_article_does_not_end_it(tmp_path):
    (item,) = make.make_articles(1)
    item["text"] += "\n\nNote: the vote was secret.\n\nThe mayor left."
    (tmp_path / "a.docx").write_bytes(export.nexis_docx([item]))
    articles, _ = read_corpus(tmp_path)
    assert articles["text"].tolist() == [item["text"]]


def test_marks_without_width_hide_nothing(tmp_path):
    items = make.make_articles(2)
    rows = [(f"{text}\u200c", style) for text, style in export.nexis_paragraphs(items, declared=2)]
    (tmp_path / "a.docx").write_bytes(make.docx(rows))
    articles, intake = read_corpus(tmp_path)
    assert articles["title"].tolist() == [item["title"] for item in items]
    assert (intake["declared"] == 2).all()


def test_summaries_are_said_to_be_summaries(tmp_path):
    feed = "<rss><channel><title>F</title><item><title>A</title><description>B c.</description>"
    (tmp_path / "a.rss").write_text(feed + "</item></channel></rss>", encoding="utf-8")
    _, intake = read_corpus(tmp_path)
    assert intake["note"].tolist() == ["summary only, no full text"]


def test_a_plain_pdf_is_an_article(tmp_path):
    (item,) = make.make_articles(1)
    lines = [item["title"], f"{item['source']}, {item['date']}", "", *item["text"].split("\n")]
    (tmp_path / "a.pdf").write_bytes(export.pdf(lines))
    articles, _ = read_corpus(tmp_path)
    assert articles["title"].tolist() == [item["title"]]
    assert articles["published"].tolist() == [pd.Timestamp(item["date"])]


def without_an_end(lines: list[str], mark: str) -> list[str]:
    """Return an export that lacks the line that ends its second document."""
    ends = [place for place, line in enumerate(lines) if line.startswith(mark)]
    return lines[: ends[1]] + lines[ends[1] + 1 :]


@pytest.mark.parametrize("coded", [True, False])
def test_documents_of_factiva_without_an_end_between_are_told(tmp_path, coded):
    lines = export.factiva_lines(make.make_articles(COUNT), coded=coded)
    (tmp_path / "a.rtf").write_bytes(export.rtf(without_an_end(lines, "Document ")))
    intake = read_corpus(tmp_path).intake
    assert intake["status"].value_counts().to_dict() == {"read": COUNT - 2, "rejected": 1}
    assert intake["reason"].str.startswith("2 documents run into one another").sum() == 1


def test_a_record_of_ris_without_an_end_is_a_record(tmp_path):
    lines = export.ris(make.make_articles(COUNT)).decode().split("\n")
    (tmp_path / "a.ris").write_text("\n".join(without_an_end(lines, "ER  -")))
    assert len(read_corpus(tmp_path).articles) == COUNT
