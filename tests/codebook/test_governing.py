"""What stands around a phrase tells a matter that people take sides on from what is only named."""

import pandas as pd
import pytest

import stancebook as sb
from stancebook.codebook import suggest_codebook
from stancebook.codebook.changes import join_changes
from stancebook.codebook.governing import is_governed, is_nominal, is_piece
from stancebook.codebook.grouping import Group
from stancebook.codebook.phrases import Phrase, find_phrases
from stancebook.codebook.repeats import without_repeats


def _at(text, phrase):
    words, parts = text.split(), phrase.split()
    start = next(i for i in range(len(words)) if words[i : i + len(parts)] == parts)
    return words, start, start + len(parts)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("Ruiz opposes the canal", "", id="object"),
        pytest.param("Ruiz voted for a costly new canal", "", id="linked"),
        pytest.param("critics of the canal met", "", id="noun"),
        pytest.param("they want to end support for the use of the canal", "", id="chain"),
        pytest.param("the canal has not yet been approved", "", id="passive"),
        pytest.param("canal opponents met", "", id="behind"),
        pytest.param("the controversial canal", "", id="disputed"),
        pytest.param("to build the canal", "works", id="built"),
        pytest.param("they marched against the canal", "", id="against"),
    ],
)
def test_what_is_taken_a_side_on_is_governed(text, kind):
    assert is_governed(*_at(text, "canal"), kind)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Ruiz walked along the canal", id="place"),
        pytest.param("Ruiz, who opposes tolls, saw the canal", id="other-object"),
        pytest.param("after a contested canal", id="attributive"),
        pytest.param("they build the canal", id="built-of-no-kind"),
        pytest.param("the canal is long", id="predicate"),
        pytest.param("they agreed to canal", id="verb-behind-to"),
    ],
)
def test_what_is_only_named_is_not_governed(text):
    assert not is_governed(*_at(text.replace(",", " ,"), "canal"))


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("the levy would hurt", "levy", True),
        ("the presidential race", "presidential", False),
        ("it is possible that", "possible", False),
        ("of the mainstream parties", "mainstream", False),
        ("a toll on lorries", "toll", True),
    ],
)
def test_an_adjective_is_no_noun(text, word, expected):
    assert is_nominal(*_at(text, word)) is expected


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("under the Foreign Agents Registration Act", "Registration Act", True),
        ("under the Foreign Agents Registration Act", "Foreign Agents Registration Act", False),
        ("at the Centre for European Reform", "European Reform", True),
        ("the Legal Defence and Educational Fund", "Educational Fund", True),
        ("at Jean de Gaulle Airport", "Gaulle Airport", True),
        ("by Ruiz's Clean Power Plan", "Clean Power Plan", False),
        ("Critics of the Paris Agreement", "Paris Agreement", False),
        ("of the Fair Trial Now group", "Fair Trial", True),
    ],
)
def test_a_piece_of_a_name_is_told_from_the_name(text, phrase, expected):
    assert is_piece(*_at(text, phrase)) is expected


def test_an_initial_ends_no_name():
    found = find_phrases(["She spoke at the John F. Ruiz Memorial Library. Nobody came."])
    assert not [words for words in found if words[-1] == "library"]


FOOTER = "By signing up you agree to our Privacy Policy and receive email newsletters from us."
PEOPLE = ["Ana Ruiz", "Bo Lind", "Cy Ek", "Di Moe", "Ed Nye", "Flo Orr", "Gus Poe"]
PLACES = ["Aldermoor", "Brackwater", "Corvale", "Dunmere", "Elmsby", "Fenwick", "Garth"]
RALLIES = [
    "{0} opened the presidential campaign in {1} on Monday with working-class voters. The election "
    "is a test of strength, aides said. “The mainstream parties have failed,” {0} told a crowd. "
    "A second-place finish in {1} would be a success. Record turnout was likely to help.",
    "Congressional aides followed {0} to {1}, where presidential hopes are high. {0} called the "
    "election a choice. The potential gains of a second-place finish are possible, and possible "
    "only with record turnout. The director of the Hill Policy Project watched from the side.",
]
TAX = "{0} opposes the landing fee. “I will vote against the landing fee,” {0} said in {1}."


def _names(texts):
    proposed = suggest_codebook(sb.read_articles(pd.DataFrame({"text": texts})))
    return [concept.name for concept in proposed.concepts]


def _campaign():
    pairs = list(zip(PEOPLE, PLACES, strict=True))
    return [RALLIES[i % 2].format(*pair) + f"\n{FOOTER}" for i, pair in enumerate(pairs)]


def test_among_many_articles_only_what_somebody_takes_a_side_on_is_proposed():
    texts = _campaign()
    for place in (0, 3, 5):
        texts[place] += "\n" + TAX.format(PEOPLE[place], PLACES[place])
    assert _names(texts) == ["landing fee"]


def test_what_all_pages_carry_is_no_concept():
    names = " ".join(_names(_campaign())).lower()
    assert "policy" not in names and "newsletter" not in names


def test_a_sentence_of_several_articles_is_read_once():
    texts = [
        f"{who} met the mayor of {where}. {FOOTER}"
        for who, where in zip(PEOPLE, PLACES, strict=True)
    ]
    texts = [
        f"{text} {text.split('.')[0]} again on {n} May, at length." for n, text in enumerate(texts)
    ]
    assert [FOOTER in text for text in without_repeats(texts)] == [True] + [False] * 6


def test_versions_of_one_story_and_short_sentences_stay():
    versions = [f"{RALLIES[0]} Page {n}." for n in range(6)]
    assert without_repeats(versions) == versions
    short = [f"He said no. So it is in {place}, too." for place in PLACES]
    assert without_repeats(short) == short


def test_a_word_that_stands_alone_most_often_is_no_short_form():
    kinds = ["new", "Western", "tough"]
    texts = [
        f"{who} called for sanctions against {where}. Sanctions work, {who} said. {where} fears "
        f"sanctions. “Lift sanctions,” its mayor said. {kinds[i % 3].capitalize()} sanctions hurt."
        for i, (who, where) in enumerate(zip(PEOPLE, PLACES, strict=True))
    ]
    assert _names(texts)[0] == "sanctions"


def test_articles_in_which_nobody_takes_a_side_still_get_a_proposal_that_says_so():
    text = "{0} spoke of the Harbour Plan in {1}. The weather was fine. {0} then went home to {1}."
    texts = [text.format(*pair) for pair in zip(PEOPLE[:2], PLACES[:2], strict=True)]
    texts += [f"{who} had lunch in {where}." for who, where in zip(PEOPLE, PLACES, strict=True)]
    proposed = suggest_codebook(sb.read_articles(pd.DataFrame({"text": texts})))
    assert [concept.name for concept in proposed.concepts] == ["Harbour Plan"]
    assert "nobody is seen to take a side" in proposed.notes[0]


def test_what_is_to_be_closed_is_no_concept_beside_its_closure():
    words = [("closure", "of", "the", "milking", "shed"), ("milking", "shed"), ("milking", "fee")]
    closure, _, fee = groups = [Group([Phrase(one)]) for one in words]
    assert join_changes(groups, {}) == [closure, fee]
