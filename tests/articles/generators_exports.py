"""Exports of news databases, made from our own articles after the public descriptions of each.

No real export was at hand. What is known of the variants is written here as options: with or
without a cover page, bundled or single, in another language, wrapped lines, missing dates.
"""

from __future__ import annotations

import datetime as dt
import gzip
import textwrap
from email.message import EmailMessage
from xml.sax.saxutils import escape

from .generators import docx

_GERMAN = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August")


def long_date(day: dt.date) -> str:
    """Write a date as Nexis does: March 14, 2023 Tuesday."""
    return f"{day:%B} {day.day}, {day.year} {day:%A}"


def nexis_paragraphs(articles: list[dict], *, cover: bool = True, declared: int | None = None):
    """Return a Nexis Uni bundle as (text, style): cover page, documents, end marks."""
    rows: list[tuple[str, str]] = []
    if cover:
        count = len(articles) if declared is None else declared
        rows += [
            ("User Name: A. Researcher", ""),
            ("Date and Time: Friday, July 7, 2023 1:00 PM", ""),
        ]
        rows += [("Job Number: 12345", ""), (f"Documents ({count:,})", "")]
        for number, item in enumerate(articles, 1):
            rows += [(f"{number}. {item['title']}", ""), ("Client/Matter: -None-", "")]
        rows += [("Search Terms: council", ""), ("Search Type: Terms and Connectors", "")]
    for item in articles:
        words = len(item["text"].split())
        rows += [(item["title"], "Heading 1"), (item["source"], ""), (long_date(item["date"]), "")]
        rows += [
            ("Copyright 2023 The Publisher All Rights Reserved", ""),
            ("Section: NEWS; Pg. 3", ""),
        ]
        rows += [(f"Length: {words} words", ""), (f"Byline: By {item['author']}", ""), ("Body", "")]
        rows += [("", ""), *((part, "") for part in item["text"].split("\n\n"))]
        rows += [("Graphic", ""), ("The council. Photo: Somebody", ""), ("Classification", "")]
        rows += [("Language: ENGLISH", ""), ("Publication-Type: Newspaper", "")]
        rows += [("Subject: COUNCILS (90%); VOTES (70%)", "")]
        rows += [(f"Load-Date: {long_date(item['date'] + dt.timedelta(days=1))}", "")]
        rows += [("End of Document", ""), ("", "")]
    return rows


def nexis_docx(articles: list[dict], **options) -> bytes:
    """Write a Nexis Uni bundle as DOCX."""
    return docx(nexis_paragraphs(articles, **options))


def rtf(lines: list[str]) -> bytes:
    """Write lines as RTF, characters beyond ASCII as RTF does."""
    out = ["{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Times New Roman;}}\\pard\\plain "]
    for line in lines:
        for character in line:
            if character in "\\{}":
                out.append("\\" + character)
            elif character > "\x7f":
                code = ord(character)
                out.append(f"\\u{code if code < 32768 else code - 65536}?")
            else:
                out.append(character)
        out.append("\\par\n")
    return ("".join(out) + "}").encode("ascii")


def nexis_rtf(articles: list[dict], **options) -> bytes:
    """Write a Nexis Uni bundle as RTF."""
    return rtf([text for text, _ in nexis_paragraphs(articles, **options)])


def nexis_html(articles: list[dict], **options) -> bytes:
    """Write a Nexis Uni bundle as HTML."""
    rows = "".join(f"<p>{escape(text)}</p>\n" for text, _ in nexis_paragraphs(articles, **options))
    return (
        f"<!DOCTYPE html><html><head><title>Nexis</title></head><body>{rows}</body></html>".encode()
    )


def nexis_older_text(articles: list[dict], *, language: str = "en", missing: int = 0) -> bytes:
    """Write the older Lexis layout: centred counter, outlet and date, labels in capitals."""
    of, documents, length = {
        "en": ("of", "DOCUMENTS", "LENGTH"),
        "de": ("von", "DOKUMENTEN", "LÄNGE"),
    }[language]
    out = []
    total = len(articles) + missing
    for number, item in enumerate(articles, 1):
        day = item["date"]
        date = (
            long_date(day)
            if language == "en"
            else f"{day.day}. {_GERMAN[day.month - 1]} {day.year}"
        )
        head = [f"{number} {of} {total} {documents}", "", item["source"], "", date, "Late Edition"]
        out += [line.center(74).rstrip() for line in head] + ["", item["title"], ""]
        out += [f"BYLINE: By {item['author']}", "", "SECTION: NEWS; Pg. 3", ""]
        out += [f"{length}: {len(item['text'].split())} words", ""]
        for part in item["text"].split("\n\n"):
            out += [*textwrap.wrap(part, 70), ""]
        out += [f"URL: {item['url']}", "", "LANGUAGE: ENGLISH", "", f"LOAD-DATE: {date}", ""]
        out += [
            "PUBLICATION-TYPE: Newspaper",
            "",
            "Copyright 2023 The Publisher".center(74),
            "",
            "",
        ]
    return "\n".join(out).encode()


def factiva_lines(articles: list[dict], *, coded: bool) -> list[str]:
    """Return Factiva articles, with field codes or without."""
    out = []
    for number, item in enumerate(articles):
        words = f"{len(item['text'].split())} words"
        date = f"{item['date'].day} {item['date']:%B %Y}"
        parts = item["text"].split("\n\n")
        mark = f"CRRIER0020230314ej{number:07d}"
        if coded:
            out += ["SE  News", f"HD  {item['title']}", f"BY  {item['author']}", f"WC  {words}"]
            out += [f"PD  {date}", f"SN  {item['source']}", "SC  CRRIER", "LA  English"]
            out += ["CY  Copyright 2023", f"LP  {parts[0]}", "", f"TD  {parts[1]}"]
            out += ["", f"AN  Document {mark}", f"Document {mark}", ""]
        else:
            out += [item["title"], f"By {item['author']}", words, date, "10:15", item["source"]]
            out += ["CRRIER", "3", "English", "Copyright 2023. The Publisher."]
            out += ["", *parts, "", f"Document {mark}", ""]
    return out


def factiva_rtf(articles: list[dict], *, coded: bool = False) -> bytes:
    """Write Factiva articles as RTF."""
    return rtf(factiva_lines(articles, coded=coded))


def factiva_html(articles: list[dict]) -> bytes:
    """Write Factiva articles as HTML, headline and data in divs, text in article paragraphs."""
    out = []
    for number, item in enumerate(articles):
        date = f"{item['date'].day} {item['date']:%B %Y}"
        data = [f"{len(item['text'].split())} words", date, item["source"], "CRRIER", "English"]
        rows = "".join(f"<div>{escape(line)}</div>" for line in [*data, "Copyright 2023"])
        text = "".join(
            f'<p class="articleParagraph enarticleParagraph">{escape(part)}</p>'
            for part in item["text"].split("\n\n")
        )
        out.append(
            f'<div class="article enArticle"><div id="hd"><span class="enHeadline">'
            f'{escape(item["title"])}</span></div><div class="author">By {item["author"]}</div>'
            f"{rows}{text}<p>Document CRRIER0020230314ej{number:07d}</p></div>"
        )
    return f"<html><head><title>Factiva</title></head><body>{''.join(out)}</body></html>".encode()


def factiva_coded_html(articles: list[dict]) -> bytes:
    """Write Factiva articles as HTML tables of field codes."""
    out = []
    for number, item in enumerate(articles):
        parts = item["text"].split("\n\n")
        rows = {
            "HD": item["title"],
            "BY": item["author"],
            "WC": "40 words",
            "PD": f"{item['date'].day} {item['date']:%B %Y}",
            "SN": item["source"],
            "LA": "English",
            "LP": parts[0],
            "TD": parts[1],
        }
        cells = "".join(
            f"<tr><td><b>{code}</b></td><td>{escape(words)}</td></tr>"
            for code, words in rows.items()
        )
        out.append(f"<table>{cells}</table><p>Document CRRIER0020230314ej{number:07d}</p>")
    return f"<html><title>Factiva</title><body>{''.join(out)}</body></html>".encode()


def proquest_text(articles: list[dict], *, declared: int | None = None) -> bytes:
    """Write a ProQuest text export."""
    rule = "_" * 60
    count = len(articles) if declared is None else declared
    out = []
    for number, item in enumerate(articles, 1):
        date = f"{item['date']:%b} {item['date'].day}, {item['date'].year}"
        out += [rule, "", f"Document {number} of {count}", "", f"Title: {item['title']}", ""]
        out += [f"Author: {item['author']}", "", "Abstract: A vote.", "", "Full text:"]
        out += [item["text"], "", "Subject: Councils; Votes", "", f"Title: {item['title']}", ""]
        out += [f"Publication title: {item['source']}", "", "Pages: 3", ""]
        out += [f"Publication date: {date}", "", "Publisher: The Publisher", ""]
        out += ["Language of publication: English", "", "ProQuest document ID: 123", ""]
        out += [f"Document URL: {item['url']}", "", "Copyright: The Publisher", ""]
        out += ["Last updated: 2023-11-25", "", "Database: News", ""]
    return "\n".join([*out, rule, "", "Contact us at: http://www.example.org"]).encode()


def proquest_xml(articles: list[dict]) -> bytes:
    """Write ProQuest records as XML."""
    out = []
    for item in articles:
        text = "".join(f"<p>{escape(part)}</p>" for part in item["text"].split("\n\n"))
        out.append(
            f"<Record><RecordID>1</RecordID><RecordTitle>{escape(item['title'])}</RecordTitle>"
            f"<Publication><Title>{escape(item['source'])}</Title></Publication>"
            f"<NumericPubDate>{item['date']:%Y%m%d}</NumericPubDate>"
            f"<Contributor><OriginalForm>{escape(item['author'])}</OriginalForm></Contributor>"
            f"<URLDocView>{item['url']}</URLDocView><LanguageCode>ENG</LanguageCode>"
            f"<FullText>{text}</FullText></Record>"
        )
    return f"<?xml version='1.0' encoding='UTF-8'?><Records>{''.join(out)}</Records>".encode()


def ris(articles: list[dict]) -> bytes:
    """Write RIS records with the full text as a note."""
    out = []
    for item in articles:
        out += ["TY  - NEWS", f"TI  - {item['title']}", f"AU  - {item['author']}"]
        out += [f"T2  - {item['source']}", f"DA  - {item['date']:%Y/%m/%d}", f"UR  - {item['url']}"]
        out += [f"N1  - {item['text']}", "ER  - ", ""]
    return "\n".join(out).encode()


def europresse_html(articles: list[dict], *, declared: int | None = None) -> bytes:
    """Write a Europresse page."""
    count = len(articles) if declared is None else declared
    months = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août")
    out = [f"<div><p>Nombre de documents : {count}</p></div>"]
    for item in articles:
        day = f"mardi {item['date'].day} {months[item['date'].month - 1]} {item['date'].year}"
        text = "".join(f"<p>{escape(part)}</p>" for part in item["text"].split("\n\n"))
        out.append(
            f'<article><header><div class="rdp__DocPublicationName">'
            f'<span class="DocPublicationName">{escape(item["source"])}</span></div>'
            f'<span class="DocHeader">International, {day}, p. 4</span>'
            f'<div class="titreArticle"><p class="titreArticleVisu rdp__articletitle">'
            f"{escape(item['title'])}</p></div>"
            f'<p class="sm-margin-bottomNews">{escape(item["author"])}</p></header>'
            f'<section><div class="docOcurrContainer">{text}</div></section>'
            f'<a href="{item["url"]}">lien</a><footer>© 2023</footer></article>'
        )
    return f"<!DOCTYPE html><html><body>{''.join(out)}</body></html>".encode()


def rss(articles: list[dict]) -> bytes:
    """Write an RSS feed with full text."""
    out = []
    for item in articles:
        html = "".join(f"<p>{escape(part)}</p>" for part in item["text"].split("\n\n"))
        out.append(
            f"<item><title>{escape(item['title'])}</title><link>{item['url']}</link>"
            f"<pubDate>{item['date']:%a, %d %b %Y} 08:00:00 +0000</pubDate>"
            f"<dc:creator>{escape(item['author'])}</dc:creator><description>A vote.</description>"
            f"<source url='http://x.example'>{escape(item['source'])}</source>"
            f"<content:encoded><![CDATA[{html}]]></content:encoded></item>"
        )
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Feed</title>'
        f"<language>en-gb</language>{''.join(out)}</channel></rss>"
    ).encode()


def atom(articles: list[dict]) -> bytes:
    """Write an Atom feed whose entries carry XHTML."""
    out = []
    for item in articles:
        html = "".join(f"<p>{escape(part)}</p>" for part in item["text"].split("\n\n"))
        out.append(
            f"<entry><title>{escape(item['title'])}</title><link href='{item['url']}'/>"
            f"<published>{item['date']}T08:00:00Z</published>"
            f"<author><name>{escape(item['author'])}</name></author>"
            f"<source><title>{escape(item['source'])}</title></source><content type='xhtml'>"
            f"<div xmlns='http://www.w3.org/1999/xhtml'>{html}</div></content></entry>"
        )
    return (
        "<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom'>"
        f"<title>Feed</title>{''.join(out)}</feed>"
    ).encode()


def nitf(item: dict) -> bytes:
    """Write one article as NITF."""
    text = "".join(f"<p>{escape(part)}</p>" for part in item["text"].split("\n\n"))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<!DOCTYPE nitf SYSTEM "http://www.nitf.org/IPTC/NITF/3.6/specification/dtd/nitf-3-6.dtd">'
        f"<nitf><head><title>{escape(item['title'])}</title>"
        f'<pubdata date.publication="{item["date"]:%Y%m%d}T080000" name="{escape(item["source"])}" '
        f'ex-ref="{item["url"]}"/></head><body><body.head><hedline><hl1>{escape(item["title"])}</hl1>'
        f"</hedline><byline>{escape(item['author'])}</byline></body.head>"
        f"<body.content>{text}</body.content></body></nitf>"
    ).encode()


def newsml_g2(articles: list[dict]) -> bytes:
    """Write a NewsML-G2 message with XHTML bodies."""
    out = []
    for item in articles:
        text = "".join(f"<p>{escape(part)}</p>" for part in item["text"].split("\n\n"))
        out.append(
            '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="tag:1" version="1">'
            f"<itemMeta><provider><name>{escape(item['source'])}</name></provider>"
            f"<versionCreated>{item['date']}T09:00:00Z</versionCreated></itemMeta><contentMeta>"
            f"<contentCreated>{item['date']}T08:00:00Z</contentCreated>"
            f"<by>{escape(item['author'])}</by><language tag='en'/>"
            f"<headline>{escape(item['title'])}</headline></contentMeta><contentSet>"
            '<inlineXML contenttype="application/xhtml+xml">'
            f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{text}</body>'
            "</html></inlineXML></contentSet></newsItem>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><newsMessage '
        'xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2023-03-20T00:00:00Z</sent>'
        f"</header><itemSet>{''.join(out)}</itemSet></newsMessage>"
    ).encode()


def mbox(articles: list[dict]) -> bytes:
    """Write newsletters as an mbox file."""
    out = []
    for item in articles:
        message = EmailMessage()
        message["Subject"] = item["title"]
        message["From"] = f"{item['source']} <news@example.org>"
        message["Date"] = f"{item['date']:%a, %d %b %Y} 08:00:00 +0000"
        message.set_content(item["text"])
        out.append(b"From news@example.org Tue Mar 14 08:00:00 2023\n" + message.as_bytes() + b"\n")
    return b"".join(out)


def warc(pages: dict[str, bytes], *, packed: bool = True) -> bytes:
    """Write pages as a WARC file, each record packed by itself as the standard has it."""
    out = []
    for url, page in pages.items():
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        lines = [
            "WARC/1.0",
            "WARC-Type: response",
            f"WARC-Target-URI: {url}",
            "WARC-Date: 2023-03-20T00:00:00Z",
            "WARC-Record-ID: <urn:uuid:0a1b2c3d-0000-4000-8000-000000000000>",
            "Content-Type: application/http; msgtype=response",
            f"Content-Length: {len(head) + len(page)}",
        ]
        record = "\r\n".join(lines).encode() + b"\r\n\r\n" + head + page + b"\r\n\r\n"
        out.append(gzip.compress(record) if packed else record)
    return b"".join(out)


def pdf(lines: list[str], *, per_page: int = 50) -> bytes:
    """Write lines as a PDF with text: a page of lines each, the simplest valid file."""
    pages = [lines[start : start + per_page] for start in range(0, len(lines), per_page)] or [[]]
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    font = 3
    objects.append(
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    )
    kids = []
    for page in pages:
        content = ["BT /F1 10 Tf 12 TL 40 780 Td"]
        for line in page:
            safe = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            content.append(f"({safe}) Tj T*")
        stream = "\n".join([*content, "ET"])
        length = len(stream.encode("cp1252"))
        objects.append(f"<< /Length {length} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            f"/Resources << /Font << /F1 {font} 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    return out + (
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF".encode()
    )


def nexis_pdf(articles: list[dict]) -> bytes:
    """Write a Nexis Uni bundle as PDF: wrapped lines, the title again at the head of pages."""
    lines: list[str] = []
    for text, _ in nexis_paragraphs(articles):
        lines += textwrap.wrap(text, 90) or [""]
        if len(text) > 60:
            lines.append("")
    return pdf(lines)
