"""Codebooks: what is written is read back, and every mistake is told with its place."""

from dataclasses import replace

import pytest
import yaml

from stancebook.codebook import (
    Codebook,
    CodebookActor,
    CodebookWarning,
    Concept,
    read_codebook,
)
from stancebook.errors import CodebookError, StancebookError

SMALL = {
    "concepts": [
        {"id": "ban", "name": "the ban", "aliases": ["prohibition"], "description": "A ban."},
        {"id": "tax", "name": "Carbon Tax"},
    ],
    "actors": [{"name": "Ana Ruiz", "aliases": ["Ruiz"], "type": "person"}, {"name": "NO"}],
}


def test_plain_content_comes_back():
    codebook = Codebook.from_dict(SMALL)
    assert codebook.concepts[0] == Concept("ban", "the ban", ("prohibition",), "A ban.")
    assert codebook.actors == (
        CodebookActor("Ana Ruiz", ("Ruiz",), "person"),
        CodebookActor("NO", (), "other"),
    )
    assert Codebook.from_dict(codebook.to_dict()) == codebook


def test_what_is_written_is_read_back(tmp_path):
    names = ["NO", "2030", "yes", "a: b", "- x", "<script>", "Žižek’s “ban”", "null", "=1+1", "#x"]
    content = {
        "concepts": [{"id": "c", "name": name} | {"id": f"c{i}"} for i, name in enumerate(names)]
    }
    codebook = Codebook.from_dict(content)
    assert read_codebook(codebook.write(tmp_path / "new" / "codebook.yml")) == codebook
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["codebook.yml"]


def test_the_fingerprint_changes_with_every_word():
    changed = {**SMALL, "concepts": [{**SMALL["concepts"][0], "description": "Another."}]}
    assert Codebook.from_dict(SMALL).fingerprint == Codebook.from_dict(SMALL).fingerprint
    assert Codebook.from_dict(SMALL).fingerprint != Codebook.from_dict(changed).fingerprint


def test_names_and_ids_stand_in_for_each_other():
    codebook = Codebook.from_dict({"concepts": [{"name": "High Seas Treaty"}, {"id": "tax"}]})
    assert codebook.concepts == (
        Concept("high_seas_treaty", "High Seas Treaty"),
        Concept("tax", "tax"),
    )


def test_the_input_stays_as_it_was():
    before = repr(SMALL)
    Codebook.from_dict(SMALL)
    assert repr(SMALL) == before


def test_a_file_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StancebookError, match="cannot write"):
        Codebook.from_dict(SMALL).write(tmp_path / "file" / "codebook.yml")


WRONG = [
    ("no concepts", "actors: []", "line 1: expected at least one concept"),
    ("empty file", "", "line 1: expected at least one concept"),
    ("unknown key", "concept:\n- id: a", "line 1: a codebook has no key 'concept'.*'concepts'"),
    ("unknown key deep", "concepts:\n- id: a\n  alias: [b]", "line 3: .*did you mean 'aliases'"),
    ("repeated id", "concepts:\n- id: a\n- id: b\n- id: a", "line 4: the id 'a' is used twice"),
    (
        "repeated actor",
        "concepts: [{id: a}]\nactors:\n- name: B\n- name: B",
        "line 4: the name 'B'",
    ),
    (
        "shared alias",
        "concepts:\n- id: a\n  aliases: [the Ban]\n- id: b\n  name: the ban",
        "line 4: 'the ban' names two concepts, 'a' and 'b'",
    ),
    ("no name", "concepts:\n- description: x", "line 2: a concept needs an id and a name"),
    (
        "unknown type",
        "concepts: [{id: a}]\nactors:\n- {name: B, type: partie}",
        "line 3: .*'party'",
    ),
    ("alias as text", "concepts:\n- id: a\n  aliases: b", "line 3: 'aliases' is a list"),
    ("alias as list", "concepts:\n- id: a\n  aliases: [[b]]", "line 3: an alias is text"),
    ("concepts as text", "concepts: ban", "line 1: 'concepts' is a list; got str 'ban'"),
    ("concept as text", "concepts:\n- ban", "line 2: a concept is a mapping"),
    ("top as list", "- ban", "line 1: a codebook is a mapping"),
    ("key twice", "concepts: [{id: a}]\nconcepts: [{id: b}]", "line 2: the key 'concepts' stands"),
    ("no YAML", "concepts:\n- id: 'a", "line 2: not YAML"),
    ("open quote", "concepts:\n- id: 'a\n- id: b\n", "line 4: not YAML.*begins in line 2"),
    ("tab", "concepts:\n\t- id: a", "line 2: not YAML"),
    ("python tag", "concepts: !!python/object/apply:os.system [ls]", "line 1: the tag .*not used"),
    ("anchor bomb", "concepts: &a [x]\nactors: *a", "line 2: not YAML: anchors are not used"),
    ("deep", "concepts: " + "[" * 900, "nested too deeply|not YAML"),
    ("two documents", "concepts: [{id: a}]\n---\nactors: []", "not YAML"),
    ("not UTF-8", b"concepts:\n- id: caf\xe9", "line 2: not UTF-8"),
    ("binary", b"\x00\x01\x02", "not YAML"),
]


@pytest.mark.parametrize(
    "content, message", [pytest.param(text, words, id=name) for name, text, words in WRONG]
)
def test_every_mistake_names_file_and_line(tmp_path, content, message):
    path = tmp_path / "codebook.yml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CodebookError, match=message) as refused:
        read_codebook(path)
    assert str(refused.value).startswith(str(path))
    assert refused.value.exit_code == 2


@pytest.mark.parametrize("content", [None, [], "x", {"concepts": [{"id": 5}]}, {"concepts": {}}])
def test_wrong_plain_content_is_refused(content):
    with pytest.raises(CodebookError):
        Codebook.from_dict(content)


def test_a_folder_and_a_missing_file_are_refused(tmp_path):
    with pytest.raises(CodebookError, match="is a folder"):
        read_codebook(tmp_path)
    with pytest.raises(CodebookError, match="no such file"):
        read_codebook(tmp_path / "none.yml")


def test_plain_yaml_reads_the_file_too(tmp_path):
    path = Codebook.from_dict(SMALL).write(tmp_path / "codebook.yml")
    assert yaml.safe_load(path.read_text()) == Codebook.from_dict(SMALL).to_dict()


SHARED = """concepts:
- id: ban
actors:
- name: Ana Ruiz
  aliases:
  - A. Ruiz
  - A. Ruiz
  - Ruiz
  - the minister
- name: Bo Ruiz
  aliases: [RUIZ, the minister, Ana Ruiz]
"""


def test_an_alias_of_two_actors_is_told_with_its_line(tmp_path):
    path = tmp_path / "codebook.yml"
    path.write_text(SHARED)
    with pytest.warns(CodebookWarning) as told:
        codebook = read_codebook(path)
    words = [str(one.message) for one in told]
    assert words == list(codebook.notes)
    assert len(words) == 2, "descriptions may be shared"
    assert "line 11: 'RUIZ' is an alias of two actors, 'Ana Ruiz' and 'Bo Ruiz'" in words[0]
    assert "line 11: 'Ana Ruiz' is the name of an actor and an alias of 'Bo Ruiz'" in words[1]


def test_the_line_is_that_of_the_second_naming(tmp_path):
    path = tmp_path / "codebook.yml"
    path.write_text(SHARED.replace("[RUIZ, the minister, Ana Ruiz]", "[B., Ruiz]"))
    with pytest.warns(CodebookWarning, match="line 11: 'Ruiz' is an alias of two actors"):
        read_codebook(path)


def test_notes_are_no_content_and_are_written_as_comments(tmp_path):
    codebook = Codebook.from_dict(SMALL)
    noted = replace(codebook, notes=("'Ruiz' may mean two.\nTwo lines.",))
    assert noted == codebook and noted.fingerprint == codebook.fingerprint
    path = noted.write(tmp_path / "codebook.yml")
    assert path.read_text().startswith("# 'Ruiz' may mean two. Two lines.\n")
    assert read_codebook(path) == codebook


@pytest.mark.parametrize("description", ["", "Drivers pay to cross."])
def test_the_file_says_what_to_write_where_a_description_is_missing(tmp_path, description):
    concept = {"id": "toll", "name": "the toll", "description": description}
    file = Codebook.from_dict({"concepts": [concept]}).write(tmp_path / "codebook.yml")
    assert ("# description: say in one sentence" in file.read_text()) == (not description)
