"""Files of every format that is read, made from the same few articles.

The layouts of database exports follow the public descriptions of these formats; no real export was
at hand. Each generator takes articles (dicts with title, text, source, date, author, url) and
returns the bytes of a file.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import json
import zipfile
from xml.sax.saxutils import escape

FIRST_DAY = dt.date(2023, 3, 14)


def make_articles(count: int) -> list[dict]:
    """Return so many different articles, of two paragraphs each, one a day."""
    return [
        {
            "title": f"Council votes on item {number}",
            "text": (
                f"The council of Norrvik voted on item {number} on Monday, and the mayor said that "
                "she was content with the result.\n\n"
                f"Critics called the plan “a mistake”; they will ask for vote number {number + 1}, "
                "which costs 3,5 € per head."
            ),
            "source": ("The Norrvik Courier", "Harbour Post")[number % 2],
            "date": FIRST_DAY + dt.timedelta(days=number),
            "author": ("Ada Writer", "Bo Reporter")[number % 2],
            "url": f"https://news.example/{number}",
        }
        for number in range(count)
    ]


def delimited(articles: list[dict], *, separator: str = ",", encoding: str = "utf-8") -> bytes:
    """Write a table with the column names of a usual export."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=separator)
    writer.writerow(["Headline", "Publication Date", "Publisher", "Full Text", "Byline", "Link"])
    for item in articles:
        row = ("title", "date", "source", "text", "author", "url")
        writer.writerow([item[name] for name in row])
    return buffer.getvalue().encode(encoding)


def _record(item: dict) -> dict:
    return {
        "headline": item["title"],
        "body": item["text"],
        "source": {"id": None, "name": item["source"]},
        "publishedAt": f"{item['date']}T10:00:00Z",
        "authors": [item["author"]],
        "url": item["url"],
    }


def json_lines(articles: list[dict]) -> bytes:
    """Write one object per line, with the keys of a news API."""
    return "".join(json.dumps(_record(item)) + "\n" for item in articles).encode()


def json_list(articles: list[dict]) -> bytes:
    """Write one list of objects."""
    return json.dumps([_record(item) for item in articles], indent=1).encode()


def json_object(articles: list[dict]) -> bytes:
    """Write an object that holds the list, as an API answers."""
    answer = {"status": "ok", "response": {"docs": [_record(item) for item in articles]}}
    return json.dumps(answer).encode()


def parquet(articles: list[dict]) -> bytes:
    """Write a Parquet table."""
    import pandas as pd

    buffer = io.BytesIO()
    pd.DataFrame(articles).rename(columns={"text": "content"}).to_parquet(buffer)
    return buffer.getvalue()


def plain(item: dict) -> bytes:
    """Write a title line, a line with outlet and date, and the text."""
    head = f"{item['title']}\n{item['source']}, {item['date']:%d %B %Y}\nBy {item['author']}"
    return f"{head}\n{item['url']}\n\n{item['text']}\n".encode()


def markdown(item: dict) -> bytes:
    """Write front matter, a heading and the text."""
    head = {"date": str(item["date"]), "outlet": item["source"], "author": item["author"]}
    lines = "".join(f"{name}: {json.dumps(value)}\n" for name, value in head.items())
    return f"---\n{lines}url: {item['url']}\n---\n\n# {item['title']}\n\n{item['text']}\n".encode()


def html_page(item: dict, *, encoding: str = "utf-8") -> bytes:
    """Write a page with metadata, a menu and an article."""
    paragraphs = "".join(f"<p>{escape(part)}</p>" for part in item["text"].split("\n\n"))
    page = f"""<!DOCTYPE html><html lang="en"><head><meta charset="{encoding}">
<title>{escape(item["title"])} | {escape(item["source"])}</title>
<meta property="og:title" content="{escape(item["title"])}">
<meta property="og:site_name" content="{escape(item["source"])}">
<meta property="article:published_time" content="{item["date"]}T08:00:00+02:00">
<meta name="author" content="{escape(item["author"])}">
<link rel="canonical" href="{item["url"]}">
<script>var secret = "do not read";</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>{escape(item["title"])}</h1>{paragraphs}</article>
<footer>All rights reserved</footer></body></html>"""
    return page.encode(encoding, "xmlcharrefreplace")


def docx(paragraphs: list[tuple[str, str]]) -> bytes:
    """Write paragraphs with their styles as a Word document."""
    import docx as python_docx

    document = python_docx.Document()
    for text, style in paragraphs:
        document.add_paragraph(text, style=style or None)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def docx_article(item: dict) -> bytes:
    """Write one article as a Word document: title, outlet and date, paragraphs."""
    head = [(item["title"], "Title"), (f"{item['source']}, {item['date']:%d %B %Y}", "")]
    return docx([*head, *((part, "") for part in item["text"].split("\n\n"))])


def zipped(files: dict[str, bytes]) -> bytes:
    """Pack files into a zip archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


TABLES = {
    "csv": ("a.csv", delimited),
    "tsv": ("a.tsv", lambda articles: delimited(articles, separator="\t")),
    "semicolons": ("a.csv", lambda articles: delimited(articles, separator=";")),
    "utf-16": ("a.csv", lambda articles: delimited(articles, encoding="utf-16")),
    "windows-1252": ("a.csv", lambda articles: delimited(articles, encoding="cp1252")),
    "byte-order mark": ("a.csv", lambda articles: delimited(articles, encoding="utf-8-sig")),
    "csv.gz": ("a.csv.gz", lambda articles: gzip.compress(delimited(articles))),
    "jsonl": ("a.jsonl", json_lines),
    "json list": ("a.json", json_list),
    "json object": ("a.json", json_object),
    "parquet": ("a.parquet", parquet),
}
"""Formats that hold many articles: file name and generator."""

SINGLES = {
    "text": ("a.txt", plain),
    "markdown": ("a.md", markdown),
    "html": ("a.html", html_page),
    "html in windows-1252": ("a.htm", lambda item: html_page(item, encoding="windows-1252")),
    "docx": ("a.docx", docx_article),
}
"""Formats that hold one article."""
