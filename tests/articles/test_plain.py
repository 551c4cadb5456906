"""Plain text and Markdown: a title where it looks like one, data only where the text says so."""

import pytest

from stancebook.articles import read_articles
from stancebook.articles.readers.markdown import markdown_article
from stancebook.articles.readers.plain import plain_article


@pytest.mark.parametrize(
    "text, fields",
    [
        pytest.param("Word", {"text": "Word"}, id="one word is text"),
        pytest.param(
            "HALDEN, 14 March 2024 (Daily Courier) - It passed.",
            {"source": "Daily Courier", "published": "14 March 2024"}
            | {"text": "HALDEN, 14 March 2024 (Daily Courier) - It passed."},
            id="dateline with an outlet",
        ),
        pytest.param(
            "A ban\nPARIS, May 3, 2024 (AFP) — It passed.",
            {"title": "A ban", "published": "May 3, 2024"}
            | {"text": "PARIS, May 3, 2024 (AFP) — It passed."},
            id="dateline with an agency",
        ),
        pytest.param(
            "PARIS, May 3 (AFP) - It passed.",
            {"text": "PARIS, May 3 (AFP) - It passed."},
            id="dateline without a year",
        ),
        pytest.param(
            "In Paris, 3 May 2024 was a - cold day.",
            {"text": "In Paris, 3 May 2024 was a - cold day."},
            id="no dateline",
        ),
        pytest.param("A ban\nIt passed.", {"title": "A ban", "text": "It passed."}, id="title"),
        pytest.param("It passed.\nThen more.", {"text": "It passed.\nThen more."}, id="no title"),
        pytest.param(
            "The ministry said on Monday that\nit would not vote.",
            {"text": "The ministry said on Monday that\nit would not vote."},
            id="wrapped prose",
        ),
        pytest.param(
            "Will it pass?\n\nIt will.", {"title": "Will it pass?", "text": "It will."}, id="asked"
        ),
        pytest.param(
            "A ban\nSource: The Gaze\nDate: 7 July 2023\n\nIt passed.",
            {"title": "A ban", "source": "The Gaze", "published": "7 July 2023"}
            | {"text": "It passed."},
            id="labels",
        ),
        pytest.param(
            "Title: A ban\nBy Ada Writer\nPublished: 2023-07-07\nIt passed.",
            {"title": "A ban", "author": "Ada Writer", "published": "2023-07-07"}
            | {"text": "It passed."},
            id="labelled title",
        ),
        pytest.param(
            "A ban\n7 July 2023\nIt passed.",
            {"title": "A ban", "published": "7 July 2023", "text": "It passed."},
            id="date line",
        ),
        pytest.param(
            "A ban\nVILNIUS, July 7 (Reuters) - It passed in 2023.",
            {"title": "A ban", "text": "VILNIUS, July 7 (Reuters) - It passed in 2023."},
            id="a dateline stays",
        ),
        pytest.param(
            "A ban\nThe vote on 7 July 2023 was close\nIt passed.",
            {"title": "A ban", "text": "The vote on 7 July 2023 was close\nIt passed."},
            id="a date in prose stays",
        ),
        pytest.param(
            "A ban\nMayor: it passed.", {"title": "A ban", "text": "Mayor: it passed."}, id="colon"
        ),
    ],
)
def test_plain_text(text, fields):
    assert dict(plain_article(text).fields) == fields


def test_the_seed_article(project):
    (row,) = read_articles(project / "seeds").to_dict("records")
    seed = next((project / "seeds").glob("*.txt")).read_text(encoding="utf-8")
    assert row["title"] == seed.split("\n")[0]
    assert row["text"] == seed.partition("\n")[2].strip()
    assert row["source"] == row["author"] == row["url"] == ""
    assert row["published"] != row["published"], "the text names no date of its own"
    assert row["language"] == "en"


@pytest.mark.parametrize(
    "text, fields",
    [
        pytest.param(
            "# A ban\n\nIt **passed**.", {"title": "A ban", "text": "It passed."}, id="h1"
        ),
        pytest.param("A ban\n=====\nIt passed.", {"title": "A ban", "text": "It passed."}, id="="),
        pytest.param(
            "---\ntitle: A ban\ndate: 2023-07-07\nsource: The Gaze\n---\nIt [passed](http://x.y).",
            {"title": "A ban", "text": "It passed.", "published": "2023-07-07"}
            | {"source": "The Gaze"},
            id="yaml",
        ),
        pytest.param(
            '+++\ntitle = "A ban"\n+++\n> It passed.\n\n---\n\n* One',
            {"title": "A ban", "text": "It passed.\n\n* One"},
            id="toml",
        ),
        pytest.param(
            "# A ban\n\nsnake_case_word and 2 * 3 * 4 stay",
            {"title": "A ban", "text": "snake_case_word and 2 * 3 * 4 stay"},
            id="no marks",
        ),
    ],
)
def test_markdown(text, fields):
    assert dict(markdown_article(text).fields) == fields


def test_front_matter_cannot_explode():
    bomb = "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(9))
    found = markdown_article(f"---\n{bomb}title: T\n---\n# A ban\n\nIt passed.")
    assert found.fields["title"] == "A ban"
    assert "aliases" in found.note
