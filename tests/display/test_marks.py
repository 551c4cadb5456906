"""Marks: what is shown is the text, exactly, and never anything else."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.display.marks import (
    MARKS,
    Mark,
    concept_pattern,
    find_concept,
    isolated,
    mark_text,
    plain,
    safe_address,
    shorten,
    shown,
)

texts = st.text(max_size=60) | st.sampled_from(
    ["<script>alert(1)</script>", "a & b < c", "&amp;", "\u202eabc", "x" * 10_000, "$x$ `y` =1+1"]
)
marks = st.lists(
    st.builds(Mark, st.integers(-5, 70), st.integers(-5, 70), st.sampled_from(MARKS)),
    max_size=8,
)


@given(texts, marks)
def test_marked_text_without_its_tags_is_the_text(text, spans):
    html = str(mark_text(text, spans))
    assert unescape(re.sub(r"</?span[^>]*>", "", html)) == unescape(shown(text)) or (
        re.sub(r"</?span[^>]*>", "", html)
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#34;", '"')
        .replace("&#39;", "'")
        .replace("&amp;", "&")
        == shown(text)
    )


@given(texts, marks)
def test_no_tag_but_ours_comes_out(text, spans):
    html = str(mark_text(text, spans))
    for tag in re.findall(r"<[^>]*>", html):
        assert re.fullmatch(r'</span>|<span class="[a-z ]+">', tag)


@given(st.text(max_size=40), marks, st.integers(0, 20))
def test_a_stretch_shows_what_the_whole_shows_there(text, spans, offset):
    moved = [Mark(m.start + offset, m.end + offset, m.kind) for m in spans]
    assert mark_text(text, moved, offset=offset) == mark_text(text, spans)


@given(st.text(max_size=400), st.integers(31, 120))
def test_a_shortened_text_is_a_part_of_the_text(text, width):
    start, end = shorten(text, width=width)
    assert 0 <= start <= end <= len(text)
    assert end - start <= width


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("javascript:alert(1)", id="script"),
        pytest.param("JaVaScRiPt:alert(1)", id="script in odd case"),
        pytest.param("java\nscript:alert(1)", id="script with a line break"),
        pytest.param(" data:text/html,<script>1</script>", id="data"),
        pytest.param("file:///etc/passwd", id="file"),
        pytest.param("//example.org/a", id="no scheme"),
        pytest.param("https://", id="no host"),
        pytest.param('https://example.org/"onmouseover="alert(1)', id="quote"),
        pytest.param("https://example.org/\x00", id="control"),
        pytest.param("http://[broken", id="unreadable"),
        pytest.param("https://example.org/" + "a" * 3000, id="endless"),
    ],
)
def test_an_address_that_is_not_plain_web_is_no_link(address):
    assert safe_address(address) == ""


@pytest.mark.parametrize("address", ["https://example.org/a?b=1&c=ü", "http://example.org:80/"])
def test_a_web_address_stays_as_it_is(address):
    assert safe_address(address) == address


@pytest.mark.parametrize(
    "names, text, found",
    [
        pytest.param(["the ban"], "The ban, banned", ["The ban"], id="whole words, any case"),
        pytest.param(["ban", "ban treaty"], "ban treaty", ["ban treaty"], id="longest first"),
        pytest.param(["ban treaty"], "ban\n treaty", ["ban\n treaty"], id="over a line end"),
        pytest.param(["C++ (law)"], "of C++ (law).", ["C++ (law)"], id="special letters"),
        pytest.param(["the ban", "ban treaty"], "the ban treaty", ["the ban treaty"], id="article"),
        pytest.param(["", " "], "anything", [], id="no name"),
    ],
)
def test_concepts_are_found(names, text, found):
    spans = find_concept(text, concept_pattern(names))
    assert [text[span.start : span.end] for span in spans] == found


def test_direction_marks_do_not_leave_their_place():
    assert str(isolated("\u202eabc")) == "<bdi>\u202eabc</bdi>"
    assert plain("\u202eabc\u2066") == "abc"
    assert shown("a\ud800b\x00") == "a\ufffdb\ufffd"
