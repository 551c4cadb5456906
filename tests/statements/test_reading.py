"""What the model reads: marks in their places, within bounds, whatever the texts."""

from hypothesis import given
from hypothesis import strategies as st

from stancebook.statements import reading
from stancebook.statements.reading import Marks, Pieces, read_statement


def pieces(*words):
    """Return one piece per word; the id of a word is 200 plus its length."""
    out, at = Pieces([], []), 0
    for word in words:
        out.ids.append(200 + len(word))
        out.spans.append((at, at + len(word)))
        at += len(word) + 1
    return out


SENTENCE = pieces("Norway", "backs", "the", "treaty")


def test_marks_enclose_actor_and_concept():
    ids, segments, place = read_statement(
        pieces("treaty"), pieces("a", "pact"), SENTENCE, Marks([(0, 6)], [(17, 23)])
    )
    body = [reading.ACTOR, 206, reading.ACTOR_END, 205, 203, reading.CONCEPT, 206]
    assert ids[-9:] == [*body, reading.CONCEPT_END, reading.SEP]
    assert ids[place] == reading.ACTOR
    assert len(segments) == len(ids)


def test_without_a_mention_the_place_is_the_mark_that_says_so():
    for mode in (reading.NO_MENTION, reading.NARRATOR, reading.ARGUMENT):
        ids, _, place = read_statement(pieces("x"), pieces(), SENTENCE, Marks(), mode=mode)
        assert ids[place] == mode


@given(
    st.integers(0, 300),
    st.integers(0, 300),
    st.integers(0, 300),
    st.integers(0, 299),
    st.booleans(),
)
def test_the_length_is_bounded_and_the_place_lies_inside(n_text, n_context, n_name, at, long):
    text = pieces(*["word"] * n_text)
    ids, segments, place = read_statement(
        pieces(*["name"] * n_name),
        pieces(*["about"] * n_name),
        text,
        Marks([(5 * at, 5 * at + 4)]),
        context=pieces(*["before"] * n_context),
        title=pieces(*["title"] * n_context),
        long=long,
    )
    assert len(ids) == len(segments) <= 256
    assert 0 <= place < len(ids)
    if at < n_text:
        assert ids[place] == reading.ACTOR
