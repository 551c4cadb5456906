"""JSON: what stands twice in an object is noted, everything else is as Python reads it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.articles import read_corpus
from stancebook.articles.readers.jsonfile import decoded, trouble

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(VALUES, st.sampled_from(("", " ", "\n\t")), st.sampled_from(("", " \r\n", "x", "{}", "]")))
def test_values_and_faults_are_those_of_python(value, before, after):
    text = before + json.dumps(value) + after
    try:
        expected = repr(json.loads(text))
    except ValueError as error:
        with pytest.raises(ValueError, match="line") as caught:
            decoded(text)
        assert trouble(caught.value) == trouble(error)
    else:
        found = decoded(text)
        assert repr(found.content) == expected and not found.note


@pytest.mark.parametrize(
    "record",
    [
        pytest.param('{"text": "One.", "text": "Two.", "title": "A"}', id="top"),
        pytest.param('{"text": "Two.", "source": {"text": "a", "text": "b"}}', id="nested"),
    ],
)
@pytest.mark.parametrize(
    ("name", "written"),
    [
        pytest.param("a.jsonl", '{other}\n{record}\n{other}"\n', id="lines"),
        pytest.param("a.json", "[{other}, {record}]", id="list"),
        pytest.param("a.json", "{record}", id="one"),
        pytest.param("a.json", '{{"articles": [{record}]}}', id="in an object"),
    ],
)
def test_a_key_that_stands_twice_is_noted(tmp_path, name, written, record):
    content = written.format(record=record, other='{"text": "Another."}')
    (tmp_path / name).write_text(content, encoding="utf-8")
    articles, intake = read_corpus(tmp_path)
    row = articles["text"].tolist().index("Two.")
    notes = intake.loc[intake["status"] == "read", "note"].tolist()
    assert notes.pop(row) == "the key 'text' stands twice: the last is taken"
    assert not any(notes)
