"""One target per parser: a sound file to break, and how it is packed after it was broken."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from tests.articles import generators as make
from tests.articles import generators_exports as export


@dataclass(frozen=True)
class Target:
    """A parser to attack.

    Parameters
    ----------
    name : str
        As reported.
    file : str
        File name, which decides the reader.
    seed : bytes
        What is broken.
    pack : callable
        Puts the broken bytes into their container, so that the parser behind it is reached.
    """

    name: str
    file: str
    seed: bytes
    pack: Callable[[bytes], bytes] = bytes


def _in_docx(document: bytes) -> bytes:
    """Put a broken main part into a sound Word package."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(make.docx([("x", "")]))) as sound,
        zipfile.ZipFile(buffer, "w") as broken,
    ):
        for name in sound.namelist():
            broken.writestr(name, document if name == "word/document.xml" else sound.read(name))
    return buffer.getvalue()


def _main_part(package: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return archive.read("word/document.xml")


_HEAD = """Council votes to keep the ferry
{name}
By Ada Writer, Political Editor | Friday, 7 July 2023, 10:15
Updated: 8 July 2023
URL: https://gaze.example/1

It was late on Friday when they voted. "We keep it," Ana Ruiz said.

The ferry runs again from Monday.
"""
"""The head of a plain text; a line that holds nothing but a name leaves the outlet in doubt."""


def _beside_others(head: bytes) -> bytes:
    """Put a broken text into an archive of sound ones, whose habits tell what its lines are."""
    others = {f"{n}.txt": _HEAD.format(name="Skellen Direct").encode() for n in range(3)}
    return make.zipped({"a.txt": head} | others)


def targets() -> list[Target]:
    """Return every target; each reader and each layout has one at least."""
    items = make.make_articles(3)
    (one,) = make.make_articles(1)
    pages = {item["url"]: make.html_page(item) for item in items}
    return [
        Target("text", "a.txt", make.plain(one)),
        Target("text head", "a.txt", _HEAD.format(name="The Skellen Courier").encode()),
        Target(
            "text in doubt", "a.zip", _HEAD.format(name="Skellen Direct").encode(), _beside_others
        ),
        Target("markdown", "a.md", make.markdown(one)),
        Target("html", "a.html", make.html_page(one)),
        Target("csv", "a.csv", make.delimited(items)),
        Target("csv.gz", "a.csv.gz", make.delimited(items), gzip.compress),
        Target("gzip", "a.txt.gz", gzip.compress(make.plain(one))),
        Target("jsonl", "a.jsonl", make.json_lines(items)),
        Target("json list", "a.json", make.json_list(items)),
        Target("json object", "a.json", make.json_object(items)),
        Target("parquet", "a.parquet", make.parquet(items)),
        Target("docx", "a.docx", make.docx_article(one)),
        Target("docx part", "a.docx", _main_part(make.docx_article(one)), _in_docx),
        Target("nexis docx", "a.docx", _main_part(export.nexis_docx(items)), _in_docx),
        Target("nexis older", "a.txt", export.nexis_older_text(items)),
        Target("nexis rtf", "a.rtf", export.nexis_rtf(items)),
        Target("nexis pdf", "a.pdf", export.nexis_pdf(items)),
        Target("factiva rtf", "a.rtf", export.factiva_rtf(items)),
        Target("factiva codes", "a.rtf", export.factiva_rtf(items, coded=True)),
        Target("factiva html", "a.html", export.factiva_html(items)),
        Target("proquest text", "a.txt", export.proquest_text(items)),
        Target("proquest xml", "a.xml", export.proquest_xml(items)),
        Target("ris", "a.ris", export.ris(items)),
        Target("europresse", "a.html", export.europresse_html(items)),
        Target("rss", "a.xml", export.rss(items)),
        Target("atom", "a.xml", export.atom(items)),
        Target("nitf", "a.xml", export.nitf(one)),
        Target("newsml", "a.xml", export.newsml_g2(items)),
        Target("mbox", "a.mbox", export.mbox(items)),
        Target("warc", "a.warc", export.warc(pages, packed=False)),
        Target("warc.gz", "a.warc.gz", export.warc(pages)),
        Target("zip", "a.zip", make.zipped({"a.txt": make.plain(one), "b.csv": b"text\nOne.\n"})),
    ]
