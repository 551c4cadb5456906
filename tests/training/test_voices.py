"""Sentences that take a position: what a file must hold, and what the network reads of it."""

import hashlib
import json
from pathlib import Path

import pytest

from stancebook.encoder import load_encoder
from stancebook.errors import InputError
from stancebook.statements import reading
from stancebook.tables import STANCES
from stancebook.training.stance_data import Reader
from stancebook.training.voices import (
    read_arguments,
    read_voices,
    voice_examples,
    written_arguments,
)

RECORD = {
    "concept": "bridge toll",
    "aliases": ["the toll"],
    "description": "a charge on cars",
    "favor": ["{P} said the toll would pay for the paint."],
    "against": ['{A} spoke of the toll. || "A moat with a till," the letter ran.'],
    "neutral": [],
    "absent": ["The hearing on the toll was opened by {O}."],
}
VOICES = Path(__file__).parents[2] / "notebooks" / "models" / "voices"
ARGUMENTS = VOICES.with_name("arguments")


@pytest.fixture(scope="module")
def reader():
    return Reader(load_encoder("stance").folder / "tokenizer.json")


def write(folder, *lines):
    (folder / "some.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_what_the_network_reads(tmp_path, reader):
    made = list(voice_examples(reader, write(tmp_path, json.dumps(RECORD)), rounds=1))
    by_kind = {e[8][1]: e for e in made}
    assert list(by_kind) == ["favor", "against", "absent"]
    assert by_kind["favor"][6] == STANCES.index("favor")
    assert by_kind["absent"][5:7] == (0, -1)
    assert reading.NO_MENTION in by_kind["against"][2]
    for kind in ("favor", "absent"):
        ids, place = by_kind[kind][2], by_kind[kind][4]
        assert ids[place] == reading.ACTOR
        assert reading.ACTOR_END in ids and reading.CONCEPT in ids
    assert not any("{" in e[8][2] for e in made)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("not json", id="not JSON"),
        pytest.param("[]", id="no record"),
        pytest.param(json.dumps({**RECORD, "favor": ["No slot."]}), id="no slot"),
        pytest.param(json.dumps({**RECORD, "favor": ["{A} and {P}."]}), id="two slots"),
        pytest.param(json.dumps({k: RECORD[k] for k in ("concept", "aliases")}), id="no sentences"),
    ],
)
def test_a_broken_line_is_named(tmp_path, line):
    with pytest.raises(InputError, match="line 2"):
        list(read_voices(write(tmp_path, json.dumps(RECORD), line)))


def test_arguments_have_no_actor(tmp_path, reader):
    record = {"concept": "bridge toll", "favor": ["It pays for the paint."], "against": []}
    with pytest.raises(InputError, match="line 1"):
        list(read_arguments(write(tmp_path, json.dumps(record))))
    record["neutral"] = ["Bridges are painted every tenth year."]
    made = list(written_arguments(reader, write(tmp_path, json.dumps(record))))
    assert [e[6] for e in made] == [STANCES.index("favor"), STANCES.index("neutral")]
    assert all(e[5] == -1 and reading.ARGUMENT in e[2] for e in made)


@pytest.mark.parametrize(("folder", "read"), [(VOICES, read_voices), (ARGUMENTS, read_arguments)])
def test_the_project_s_own_sentences(folder, read):
    records = list(read(folder))
    names = [record["concept"].casefold() for record in records]
    assert len(names) >= 200
    assert len(set(names)) == len(names)
    sentences = [one for record in records for kind in STANCES for one in record[kind]]
    assert len(set(sentences)) == len(sentences)


@pytest.mark.parametrize("folder", [VOICES, ARGUMENTS])
def test_the_files_are_those_of_the_card(folder):
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split() for line in lines)}
    found = {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in folder.glob("*.jsonl")}
    assert found == listed


def test_no_concept_of_the_measuring_debates_is_among_them():
    gold = VOICES.parents[2] / "tests" / "gold" / "debates"
    measured = {
        name.casefold().removeprefix("the ")
        for file in gold.glob("*.json")
        for concept in json.loads(file.read_text(encoding="utf-8"))["concepts"]
        for name in (concept["name"], *concept["aliases"])
    }
    written = [*read_voices(VOICES), *read_arguments(ARGUMENTS)]
    learned = {record["concept"].casefold().removeprefix("the ") for record in written}
    assert not measured & learned
