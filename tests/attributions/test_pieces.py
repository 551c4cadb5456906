"""Word pieces keep exact places in the text and say what an uncased vocabulary forgets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.attributions.pieces import (
    QUOTE_STATES,
    SHAPES,
    Paragraph,
    pack_windows,
    quote_states,
    split_pieces,
)


def words_of(tokenizer, text: str):
    pieces = split_pieces(tokenizer, [Paragraph(text, 0, False)])
    return [(int(s), int(e)) for s, e in zip(pieces.start, pieces.end, strict=True)], pieces


@pytest.mark.parametrize(
    "text, word",
    [
        pytest.param("\U0001f600 Anna said", "Anna", id="emoji before"),
        pytest.param("Zoe\u0308 said", "said", id="combining mark before"),
        pytest.param("the\u00a0minister\u00a0said", "minister", id="non-breaking space"),
        pytest.param("a\r\n\tminister", "minister", id="tab and CRLF"),
        pytest.param("\u200fminister\u200e said", "minister", id="right-to-left marks"),
        pytest.param("[SEP] [CLS] minister", "minister", id="names of special tokens"),
        pytest.param("İstanbul minister", "minister", id="letter that grows in lower case"),
        pytest.param("ﬁnal minister", "minister", id="ligature"),
        pytest.param("\x00\x07minister", "minister", id="control characters"),
    ],
)
def test_offsets_point_at_the_word(tokenizer, text, word):
    spans, _ = words_of(tokenizer, text)
    assert word in {text[a:b] for a, b in spans}


@given(st.text(max_size=80))
def test_words_are_in_order_and_inside_any_text(tokenizer, text):
    clean = "".join(c for c in text if not "\ud800" <= c <= "\udfff")
    spans, pieces = words_of(tokenizer, clean)
    starts = [a for (a, b), first in zip(spans, pieces.first, strict=True) if first]
    assert starts == sorted(starts)
    assert all(0 <= a <= b <= len(clean) for a, b in spans)


@pytest.mark.parametrize(
    "word, shape",
    [
        ("the", "lower"),
        ("Anna", "title"),
        ("NATO", "upper"),
        ("I", "letter"),
        ("McCain", "mixed"),
        ("2016", "digit"),
        (",", "mark"),
        ("5g", "other"),
    ],
)
def test_a_piece_tells_how_its_word_is_written(tokenizer, word, shape):
    _, pieces = words_of(tokenizer, word)
    assert SHAPES[pieces.shape[0]] == shape


@pytest.mark.parametrize(
    "words, states",
    [
        pytest.param('a " b " c', "oi", id="straight"),
        pytest.param("a “ b ” c", "oi", id="curly"),
        pytest.param("a „ b “ c", "oi", id="low"),
        pytest.param("a « b » c", "oi", id="angles"),
        pytest.param("a ” b ” c", "oi", id="same mark on both sides"),
        pytest.param("a ‘ b ’ c", "oi", id="single"),
    ],
)
def test_quoted_words_are_inside(words, states):
    split = words.split()
    starts = [words.index(word) for word in split]
    found = [QUOTE_STATES[state] for state in quote_states(split, words, starts)]
    assert found == ["outside", "opening", "inside", "closing", "outside"]


def test_a_quotation_that_never_closes_is_carried_on():
    found = quote_states(["a", "“", "b", "c"], "a “ b c", [0, 2, 4, 6])
    assert [QUOTE_STATES[state] for state in found] == ["outside", "opening", "carried", "carried"]


@pytest.mark.parametrize("longest", [20, 254])
def test_windows_hold_every_piece_once_and_none_is_too_long(tokenizer, longest):
    text = "The minister said that it was late. " * 100 + "x" * 99
    paragraphs = [Paragraph(text, 0, False), Paragraph("Short.", len(text), False)] * 3
    pieces = split_pieces(tokenizer, paragraphs, longest=longest)
    windows = pack_windows(pieces, size=longest + 1)
    assert [a for a, _ in windows] == [0, *(b for _, b in windows[:-1])]
    assert windows[-1][1] == len(pieces.ids)
    assert max(b - a for a, b in windows) <= longest + 1


def test_long_paragraphs_are_cut_after_sentences(tokenizer):
    text = "The minister said that it was late. " * 100
    pieces = split_pieces(tokenizer, [Paragraph(text, 0, False)], longest=100)
    last = [i - 1 for i in (pieces.place == 3).nonzero()[0]]
    assert {text[pieces.start[i] : pieces.end[i]] for i in last} == {"."}
