"""Reported speech: spans are exact, neighbours do not matter, hostile text does no harm."""

import warnings

import pandas as pd
import pytest

import stancebook as sb
from stancebook.attributions import (
    CANDIDATES,
    LanguageWarning,
    is_read,
    mark_actors,
    read_speech,
)
from stancebook.encoder import Encoder
from stancebook.errors import InputError, TableError
from stancebook.tables import ATTRIBUTIONS, check_table

from .conftest import make_articles

TEXT = (
    "The ban came too late, the defence minister, Eva Brandt, told reporters on Monday.\n\n"
    "“We should have signed it ten years ago,” she said. “I regret that we did not.”\n\n"
    "According to Oxfam, 300 people were hurt. The union called the law “a disgrace”."
)


def check_spans(articles: pd.DataFrame, found: pd.DataFrame) -> None:
    check_table(found, ATTRIBUTIONS)
    texts = articles.set_index("article_id")
    for row in found.itertuples():
        text = texts.loc[row.article_id, "title" if row.in_title else "text"]
        for words, spans in (
            (row.speaker, row.speaker_spans),
            (row.cue, row.cue_spans),
            (row.content, row.content_spans),
        ):
            assert " ... ".join(text[a:b] for a, b in spans) == words
            assert all(text[a:b] == text[a:b].strip() for a, b in spans)


@pytest.fixture(params=["model", "rules"])
def method(request):
    if request.param == "model":
        request.getfixturevalue("weights")
    return request.param


def test_spans_are_the_words(method):
    articles = make_articles(TEXT, titles=["Eva Brandt says ban came too late"])
    found = sb.extract_attributions(articles, method=method)
    assert len(found) >= 3
    check_spans(articles, found)


def test_an_article_does_not_depend_on_its_neighbours(method):
    other = "Nothing was said. " * 40
    alone = sb.extract_attributions(make_articles(TEXT), method=method)
    among = sb.extract_attributions(make_articles(TEXT, other, TEXT * 3), method=method)
    among = among[among["article_id"] == "a0"].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone, among)


def test_the_input_is_not_changed(method):
    articles = make_articles(TEXT)
    before = articles.copy(deep=True)
    sb.extract_attributions(articles, method=method)
    pd.testing.assert_frame_equal(articles, before)


HOSTILE = {
    "empty": "",
    "white space": " \n\n\t ",
    "digits": "12345 67890 " * 50,
    "all caps": TEXT.upper(),
    "no punctuation": "the minister said it was late and nobody agreed " * 60,
    "unbalanced": '“He said “no “never " she ” said « it',
    "right to left": "\u202b قال الوزير إن الحظر جاء متأخرا \u202c said\u200f the minister",
    "emoji and marks": (
        "\U0001f468\u200d\U0001f469 Zoe\u0308 said \U0001f44d\U0001f3fd that e\u0301te\u0301 came"
    ),
    "CRLF and tabs": "Ann Lee said:\r\n\t“It is late.”\r\n\r\nBob agreed.",
    "non-breaking spaces": "Ann\u00a0Lee\u00a0said\u00a0that it\u00a0is late.",
    "control characters": "\x00Ann said\x07 that \x1bit is late.\ufffe",
    "one word": "x" * 5000,
    "special tokens": "[CLS] Ann said [SEP] that [MASK] it is late. [PAD]",
    "script": "<script>alert('he said no')</script>",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_does_no_harm(method, text):
    articles = make_articles(text, titles=[text[:60]])
    check_spans(articles, sb.extract_attributions(articles, method=method))


def test_a_very_long_paragraph_is_read(method):
    articles = make_articles("The minister said that the ban came too late. " * 450)
    found = sb.extract_attributions(articles, method=method)
    check_spans(articles, found)
    assert len(found) > 300


@pytest.mark.parametrize(
    "text, speaker, content",
    [
        ("The ban is wrong, Eva Brandt said.", "Eva Brandt", "The ban is wrong"),
        ("Eva Brandt said the ban is wrong.", "Eva Brandt", "the ban is wrong"),
        ("“The ban is wrong,” said the minister.", "the minister", "“The ban is wrong,”"),
        ("According to Oxfam, the ban is wrong.", "Oxfam", "the ban is wrong"),
    ],
    ids=["after", "before", "direct", "according to"],
)
def test_the_model_reads_plain_cases(weights, text, speaker, content):
    found = sb.extract_attributions(make_articles(text))
    assert found["speaker"].tolist() == [speaker]
    assert found["content"].str.strip("“”,.").tolist() == [content.strip("“”,.")]


def test_voice_follows_the_quotation_marks(weights):
    found = sb.extract_attributions(
        make_articles("“The ban is wrong,” Eva Brandt said.\n\nEva Brandt said the ban is wrong.")
    )
    assert found["voice"].tolist() == ["direct", "indirect"]


def test_a_report_within_a_report_names_its_parent(weights):
    found = sb.extract_attributions(
        make_articles("Eva Brandt said that the unions believe the ban is wrong for workers.")
    )
    inner = found[found["parent_id"] != ""]
    assert set(inner["parent_id"]) <= set(found["attribution_id"])
    assert "the unions" in inner["speaker"].tolist()


def test_reports_within_reports_stay_with_their_articles(weights):
    nested = "Eva Brandt said that the unions believe the ban is wrong for workers."
    texts = [nested if number % 3 else f"No. {number}. {TEXT}" for number in range(20)]
    found = sb.extract_attributions(make_articles(*texts))
    inner = found[found["parent_id"] != ""].merge(
        found, left_on="parent_id", right_on="attribution_id", suffixes=("", "_outer")
    )
    assert (inner["article_id"] == inner["article_id_outer"]).all()
    assert set(inner["article_id"]) >= {f"a{number}" for number in range(20) if number % 3}
    check_spans(make_articles(*texts), found)


def test_a_content_without_a_likely_cue_is_read_once(weights, monkeypatch):
    runs = []
    run = Encoder.run

    def counted(encoder, rows, *, outputs=None):
        rows = list(rows)
        runs.append(len(rows))
        return run(encoder, rows, outputs=outputs)

    monkeypatch.setattr(Encoder, "run", counted)
    plain = "Eva Brandt said that the United States will send ten new ships to the far port."
    sb.extract_attributions(make_articles(plain))
    assert runs == [1]
    sb.extract_attributions(make_articles("Eva Brandt said that the unions believe it is wrong."))
    assert runs == [1, 1, 1]


def test_candidates_keep_their_contract_and_point_at_their_words(weights):
    articles = make_articles(TEXT, titles=["Eva Brandt says ban came too late"])
    found = check_table(mark_actors(articles), CANDIDATES)
    for row in found.itertuples():
        text = articles.loc[0, "title" if row.in_title else "text"]
        assert text[row.start : row.end] == row.text
    assert "Eva Brandt" in found.loc[found["label"] == "person", "text"].tolist()


GERMAN = "Der Minister sagte, das Gesetz werde im Herbst im Parlament beraten werden."


@pytest.mark.parametrize("method", ["model", "rules"])
def test_other_languages_are_left_out_with_one_warning(method):
    articles = make_articles(GERMAN, GERMAN, TEXT, languages=["de", "de", "en"])
    told = r"2 of 3 articles are not in English \(de 2\); no positions are read from them"
    with pytest.warns(LanguageWarning, match=told) as caught:
        found = read_speech(articles, method=method)
    assert len(caught) == 1
    assert set(found.attributions["article_id"]) == {articles["article_id"].iloc[2]}
    assert set(found.candidates["article_id"]) <= {articles["article_id"].iloc[2]}


def test_who_insists_is_read():
    articles = make_articles(GERMAN, TEXT, languages=["en", ""])
    assert is_read(articles).all()


def test_english_words_are_read_whatever_their_code_says():
    assert is_read(make_articles(TEXT, GERMAN, languages=["nl", "nl"])).tolist() == [True, False]


def test_english_is_read_without_a_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read_speech(make_articles(TEXT, languages=[""]), method="rules")


def test_an_unknown_method_is_refused():
    with pytest.raises(InputError, match="'model', 'rules'"):
        sb.extract_attributions(make_articles(TEXT), method="magic")


def test_a_frame_that_is_no_table_of_articles_is_refused():
    with pytest.raises(TableError, match="missing columns"):
        sb.extract_attributions(pd.DataFrame({"text": ["x"]}))


def test_missing_weights_are_said_and_the_rules_read(monkeypatch):
    monkeypatch.setattr("stancebook.encoder.has_model", lambda name: False)
    with pytest.warns(UserWarning, match="weights"):
        found = sb.extract_attributions(make_articles(TEXT))
    assert len(found) > 0
