"""Passages: offsets give the text, sentences lie in paragraphs, nothing but white space is left."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from stancebook.errors import TableError
from stancebook.passages import split_paragraphs, split_passages, split_sentences
from stancebook.tables import ARTICLES, PASSAGES, check_table, make_table


def make_articles(*texts, title="A title", language="en"):
    rows = [
        {
            "article_id": f"a{number}",
            "title": title,
            "text": text,
            "source": "",
            "published": None,
            "url": "",
            "author": "",
            "language": language,
            "story_id": f"a{number}",
        }
        for number, text in enumerate(texts)
    ]
    return make_table(rows, ARTICLES)


def sentences(text, **options):
    return [text[start:end] for start, end in split_sentences(text, **options)]


pieces = st.sampled_from(
    ["Dr. ", "He left. ", "“No!” ", '"', "'", "’", "…", "\n", "\n\n", " ", "U.S. ", "3.5", "(", ")"]
    + ["- ", "1. ", "אבג ", "😀", "e\u0301", "\u200f", "\u00a0", "?", "!", ".", "no", "May", "\r\n"]
)
texts = st.one_of(st.text(max_size=200), st.lists(pieces, max_size=40).map("".join))


@given(texts)
def test_sentences_do_not_overlap_and_leave_out_only_white_space(text):
    end_before = 0
    for start, end in split_sentences(text):
        assert end_before <= start < end <= len(text)
        assert text[start:end].strip() == text[start:end]
        assert not text[end_before:start].strip()
        end_before = end
    assert not text[end_before:].strip()


@given(texts)
def test_sentences_lie_in_paragraphs(text):
    paragraphs = split_paragraphs(text)
    assert paragraphs == sorted(paragraphs)
    for start, end in split_sentences(text):
        assert any(first <= start and end <= last for first, last in paragraphs)


@given(st.lists(texts, min_size=1, max_size=4))
def test_an_article_is_split_without_regard_to_its_neighbours(bodies):
    together = split_passages(make_articles(*bodies))
    alone = split_passages(make_articles(*bodies).iloc[[-1]])
    last = together[together["article_id"] == f"a{len(bodies) - 1}"].reset_index(drop=True)
    assert_frame_equal(last, alone)


def test_offsets_give_the_text():
    articles = make_articles("One. Two.\n\nThree “four.” Five", "", title=" Spaced title ")
    passages = check_table(split_passages(articles), PASSAGES)
    place = articles.set_index("article_id")
    for row in passages.itertuples():
        whole = place.loc[row.article_id, "title" if row.unit == "title" else "text"]
        assert whole[row.start : row.end] == row.text
    assert passages["unit"].tolist()[:4] == ["title", "paragraph", "sentence", "sentence"]
    assert (passages["unit"] == "title").sum() == 2


def test_the_input_stays_as_it_was():
    articles = make_articles("One. Two.")
    before = articles.copy(deep=True)
    split_passages(articles)
    assert_frame_equal(articles, before)


def test_no_articles_give_no_passages():
    assert split_passages(make_articles()).empty


def test_a_frame_without_the_columns_is_refused():
    with pytest.raises(TableError, match="missing columns"):
        split_passages(pd.DataFrame({"text": ["One."]}))


CASES = [
    ("plain", ["One.", "Two?", "Three!"]),
    ("titles", ["Dr. Ito met Sen. Warren, Gov. Newsom and Ms. Lee.", "Mr. Fox stayed."]),
    ("two titles", ["Lt. Col. Vindman and Gen. Mark Milley met Prof. Xu.", "All agreed."]),
    ("rarer titles", ["Coun. Hallam met Amb. Ruiz and Engr. Musa.", "They agreed."]),
    ("titles of callings", ["Eng. Ana Ruiz, Barr. Bo Lind and Er. Cy Ek met Mwl. Di Fo.", "So."]),
    ("titles of faiths", ["Rev. Sr. Ana Ruiz met Alh. Bo Lind and Most Revd. Cy Ek.", "So."]),
    ("titles of countries", ["Smt. Ana Ruiz met Dkt. Bo Lind and Hj. Cy Ek.", "So."]),
    ("titles of helpers", ["Asst. Govt. Pleader Ana Ruiz met Addl. Judge Bo Lind.", "So."]),
    ("father of that name", ["He met Bo Lind Sr.", "The vote was late."]),
    ("avenue", ["He lives on Kirov Av.", "The lawyer, Av. Ana Ruiz, met him."]),
    ("country", ["He left the U.S.", "The U.S. Army stayed in the U.K.", "It rained."]),
    ("number", ["No. 10 was quiet on Jan. 5.", "Art. 5 was not."]),
    ("month at the end", ["They met in May.", "Beijing agreed."]),
    ("no at the end", ["The party voted no.", "Daniel stayed."]),
    ("contraction at the end", ["They say they don't.", "Obama does."]),
    ("unit at the end", ["The limit fell to 30 km/h.", "Vilnius followed."]),
    ("sum at the end", ["It costs $5m.", "Finland pays."]),
    ("initials", ["J. K. Rowling and John F. Kennedy wrote.", "C. S. Lewis too."]),
    ("decimals", ["It rose 3.5 percent to $1.2 billion.", "Then it fell by .4 points."]),
    ("firms", ["Acme Inc. said so.", "Acme Corp. and Bolt Ltd. did not."]),
    ("clock", ["It was 1:20 a.m. Thursday at 5 p.m. Eastern time.", "The talks went on."]),
    ("latin", ["Some, e.g. Poland, i.e. a neighbour, vs. others, etc.", "Then more."]),
    ("ellipses", ["Well... I do not know.", "He said ... nothing.", "We waited…"]),
    ("address", ["Visit www.example.org/a.html or LRT.lt now.", "Write to a.b@example.org."]),
    ("quote stays whole", ['"It is better," Minister Karras told reporters.', "She left."]),
    ("closing quote", ["“We won.”", "“They lost.”", "Then it rained."]),
    ("quote of two sentences", ["“We won.", "They lost,” he said.", "Rain fell."]),
    ("straight quotes", ['"We won.', 'They lost," he said.', '"Rain fell."']),
    ("quote in a quote", ["\"She said, 'Never again.'", 'I loved her," he says.']),
    ("quoted question", ["“Who pays?” asked Ruiz.", "“Shame!” roared the crowd."]),
    ("question, then a name", ["“Who pays?” Senator Ruiz asked.", "Nobody knew."]),
    ("cry in mid-sentence", ['A lone "Shame!" did not stop them.', "They voted."]),
    ("guillemets", ["« Nous avons gagné. »", "Il part."]),
    ("single quotes", ["‘We won.", "They lost,’ he said.", "It’s late."]),
    ("brackets", ["He left (see p. 4).", "[Editor's note: done.]"]),
    ("footnotes", ["It rained.[1]", "It stopped.[2][3]"]),
    ("dateline", ["PARIS, May 3 (AFP) - The senate voted.", "It was late."]),
    ("capitals", ["THE SENATE VOTED.", "THE HOUSE DID NOT."]),
    ("small letters", ["i went home.", "then i slept."]),
    ("no punctuation", ["nothing here ends a sentence and nobody minds"]),
    ("emoji", ["We won 😀.", "They lost 😢!", "👍🏽 Fine."]),
    ("arabic", ["مرحبا بالعالم.", "كيف حالك؟", "أنا بخير."]),
    ("hebrew marks", ["\u200fשלום לכולם.\u200f", "מה נשמע?"]),
]


@pytest.mark.parametrize("expected", [pytest.param(case, id=name) for name, case in CASES])
def test_sentences(expected):
    assert sentences(" ".join(expected)) == expected


def test_the_language_decides_the_abbreviations():
    text = "Das ist z.B. gut. Am 3. Mai auch."
    assert sentences(text, language="de") == ["Das ist z.B. gut.", "Am 3. Mai auch."]


def test_items_of_a_list_are_sentences():
    assert sentences("Asked for:\n- a ban\n- Two taxes. Both high.\n2) a vote") == [
        "Asked for:",
        "- a ban",
        "- Two taxes.",
        "Both high.",
        "2) a vote",
    ]


PARAGRAPHS = [
    ("blank lines", "One.\n\nTwo.\n \nThree.", ["One.", "Two.", "Three."]),
    ("single breaks", "One.\nTwo.\nThree.", ["One.", "Two.", "Three."]),
    ("windows", "One.\r\n\r\nTwo.\r\nThree.", ["One.", "Two.", "Three."]),
    ("separators", "One.\u2028Two.\x85Three.\x0cFour.", ["One.", "Two.", "Three.", "Four."]),
    ("wrapped", "The house\nvoted for it.\n\nThe end.", ["The house\nvoted for it.", "The end."]),
    (
        "wrapped without blank lines",
        "The whole house voted late at\nnight for it.\n"
        "The other house, which had met\nbefore, did not.",
        [
            "The whole house voted late at\nnight for it.",
            "The other house, which had met\nbefore, did not.",
        ],
    ),
    ("only white space", " \n\t\n\u00a0", []),
    ("empty", "", []),
]


@pytest.mark.parametrize(
    "text, expected", [pytest.param(text, case, id=name) for name, text, case in PARAGRAPHS]
)
def test_paragraphs(text, expected):
    assert [text[start:end] for start, end in split_paragraphs(text)] == expected


@pytest.mark.parametrize(
    "unit",
    ["a", "word ", "He left. ", '"No. ', "Mr. ", "... ", "(", "\n", "?! ", "’ ", "1.", "\ud800"],
)
def test_a_line_of_a_hundred_thousand_characters_is_split(unit):
    text = unit * (100_000 // len(unit))
    spans = split_sentences(text)
    assert sum(not character.isspace() for character in text) == sum(
        not character.isspace() for start, end in spans for character in text[start:end]
    )
