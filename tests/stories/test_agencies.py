"""Credits of news agencies, in the forms in which they are printed."""

import pytest

from stancebook.stories import label_agencies
from stancebook.stories.agencies import find_credits

from .edits import write_corpus

BODY = "The house voted on Monday."


@pytest.mark.parametrize(
    "text, author, expected",
    [
        pytest.param(
            f"WASHINGTON (AP) — {BODY}", "", (["Associated Press"], "copy"), id="dateline"
        ),
        pytest.param(f"VILNIUS, July 4 (Reuters) - {BODY}", "", (["Reuters"], "copy"), id="dated"),
        pytest.param(f"(Reuters) {BODY}", "", (["Reuters"], "copy"), id="bracket alone"),
        pytest.param(
            f"A caption. (AP Photo/J. Roe)\n\nKYIV (AP) — {BODY}",
            "",
            (["Associated Press"], "copy"),
            id="after a photo credit",
        ),
        pytest.param(f"AFP - {BODY}", "", (["Agence France-Presse"], "copy"), id="name and dash"),
        pytest.param(
            f"By Jane Roe, Associated Press\n{BODY}",
            "",
            (["Associated Press"], "copy"),
            id="byline in the text",
        ),
        pytest.param(f"{BODY}\n(dpa)", "", (["dpa"], "copy"), id="at the end"),
        pytest.param(BODY, "Jane Roe, Reuters", (["Reuters"], "copy"), id="author"),
        pytest.param(
            BODY, "By The Associated Press", (["Associated Press"], "copy"), id="by agency"
        ),
        pytest.param(
            f"{BODY}\nThe Associated Press contributed to this report.",
            "",
            (["Associated Press"], "part"),
            id="contributed",
        ),
        pytest.param(f"{BODY}\nWith Reuters", "", (["Reuters"], "part"), id="with"),
        pytest.param(
            f"{BODY}\nwith reporting from AFP and Reuters.",
            "",
            (["Agence France-Presse", "Reuters"], "part"),
            id="with reporting from two",
        ),
        pytest.param(
            f"{BODY} The Associated Press, AFP and Reuters contributed to this report.",
            "",
            (["Associated Press", "Agence France-Presse", "Reuters"], "part"),
            id="three contributed",
        ),
        pytest.param(
            f"KYIV (AFP/Reuters) - {BODY}",
            "",
            (["Agence France-Presse", "Reuters"], "copy"),
            id="dateline of two",
        ),
        pytest.param(
            BODY, "Reuters and AP", (["Reuters", "Associated Press"], "copy"), id="byline of two"
        ),
        pytest.param(f"{BODY * 4} (dpa)", "", (["dpa"], "copy"), id="after the last sentence"),
        pytest.param(f"{BODY}\n/dpa/", "", (["dpa"], "copy"), id="between slashes"),
        pytest.param(
            f"{BODY}\n(dpa/AFP)", "", (["dpa", "Agence France-Presse"], "copy"), id="two at the end"
        ),
        pytest.param(
            f"{BODY} (Reuters, AFP)",
            "",
            (["Reuters", "Agence France-Presse"], "copy"),
            id="two after the last sentence",
        ),
        pytest.param(f"{BODY}\nAP", "", (["Associated Press"], "copy"), id="alone at the end"),
        pytest.param(
            f"{BODY}\nCopyright 2024 The Associated Press. All rights reserved.",
            "",
            (["Associated Press"], "copy"),
            id="copyright",
        ),
        pytest.param(f"{BODY}\nmit dpa-Material", "", (["dpa"], "part"), id="material"),
        pytest.param(
            f"{BODY} With Reuters.", "", (["Reuters"], "part"), id="with, on the same line"
        ),
        pytest.param(
            f"{BODY}\nJane Roe in Kyiv with Reuters", "", (["Reuters"], "part"), id="staff with"
        ),
        pytest.param(
            f"ACCRA (with Reuters) - {BODY}", "", (["Reuters"], "part"), id="dateline with"
        ),
        pytest.param(
            f"ACCRA, May 4 (Staff with AFP, AP) — {BODY}",
            "",
            (["Agence France-Presse", "Associated Press"], "part"),
            id="dateline with two",
        ),
        pytest.param(f"ACCRA, with Reuters – {BODY}", "", (["Reuters"], "part"), id="with, dash"),
        pytest.param(
            f"By Jane Roe with Reuters\n{BODY}", "", (["Reuters"], "part"), id="byline with"
        ),
        pytest.param(
            BODY, "Jane Roe, with AFP", (["Agence France-Presse"], "part"), id="author with"
        ),
        pytest.param(BODY, "Jane Roe mit dpa", (["dpa"], "part"), id="author mit"),
        pytest.param(f"ACCRA (met with Reuters staff) {BODY}", "", ([], ""), id="in brackets"),
        pytest.param(
            f"KUALA LUMPUR (Nusantara News Agency) - {BODY}",
            "",
            (["Nusantara News Agency"], "copy"),
            id="unlisted, dateline",
        ),
        pytest.param(
            f"{BODY}\n- Nusantara News Agency",
            "",
            (["Nusantara News Agency"], "copy"),
            id="unlisted, last line",
        ),
        pytest.param(
            BODY, "Ahlul Press Agency", (["Ahlul Press Agency"], "copy"), id="unlisted, author"
        ),
        pytest.param(
            f"{BODY}\nXinhua News Agency", "", (["Xinhua"], "copy"), id="listed, its full name"
        ),
        pytest.param(f"{BODY} He told Nusantara News Agency.", "", ([], ""), id="told, unlisted"),
        pytest.param(f"{BODY} He met with Reuters.", "", ([], ""), id="met with, at the end"),
        pytest.param("The deal came with Reuters.", "", ([], ""), id="came with"),
        pytest.param(f"{BODY} A photo (Jane Roe/AP)", "", ([], ""), id="photo at the end"),
        pytest.param(f"{BODY * 4} Shares of the house (AP)", "", ([], ""), id="an abbreviation"),
        pytest.param(f"{BODY} A clerk told Reuters so.", "", ([], ""), id="told is no credit"),
        pytest.param(f"{BODY} (Jane Roe/Reuters)\n{BODY}", "", ([], ""), id="photo is no credit"),
        pytest.param("Workers met with AP officials on Monday.", "", ([], ""), id="met with"),
        pytest.param("", "", ([], ""), id="empty"),
    ],
)
def test_credit(text, author, expected):
    assert find_credits(text, author=author) == expected


def test_labels_stand_beside_the_articles():
    articles = write_corpus(3)
    articles["author"] = ["Reuters", *[""] * (len(articles) - 1)]
    labelled = label_agencies(articles)
    assert labelled["agency"].tolist()[:2] == ["Reuters", ""]
    assert labelled["agencies"].tolist()[:2] == [["Reuters"], []]
    assert len(label_agencies(articles.iloc[:0])) == 0


def test_huge_text_is_read_at_its_ends_only():
    assert find_credits("(" * 500_000) == ([], "")
