"""Packed files that are cut or damaged: what can be read whole is read, and the damage is told."""

import gzip
import json
import lzma
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancebook.articles import read_corpus
from stancebook.errors import InputError

TEXTS = [f"Sentence {number**5} of {number} is here, said {number * 77}." for number in range(60)]
ROWS = [{"title": f"Title {number}", "text": text} for number, text in enumerate(TEXTS)]
FILES = {
    "csv": "title,text\n" + "".join(f'{row["title"]},"{row["text"]}"\n' for row in ROWS),
    "jsonl": "".join(json.dumps(row) + "\n" for row in ROWS),
    "json": json.dumps(ROWS),
}
PACKERS = {"gz": gzip.compress, "xz": lzma.compress}


@cache
def packed(kind: str, packer: str) -> bytes:
    return PACKERS[packer](FILES[kind].encode())


def read(path) -> tuple[list[str], list[str]]:
    try:
        articles, intake = read_corpus(path)
    except InputError as error:
        return [], error.intake["reason"].tolist()
    return articles["text"].tolist(), intake.loc[intake["status"] != "read", "reason"].tolist()


@pytest.mark.parametrize("packer", PACKERS)
@pytest.mark.parametrize("kind", FILES)
def test_half_of_a_small_file_gives_half_of_its_rows(tmp_path, kind, packer):
    path = tmp_path / f"a.{kind}.{packer}"
    data = packed(kind, packer)
    path.write_bytes(data[: len(data) * 2 // 3])
    texts, reasons = read(path)
    assert 15 < len(texts) < 60 and texts == TEXTS[: len(texts)]
    assert len(reasons) == 1 and reasons[0].startswith("damaged or unreadable")


@settings(max_examples=60)
@given(st.sampled_from(sorted(FILES)), st.sampled_from(sorted(PACKERS)), st.floats(0.01, 0.999))
def test_wherever_it_is_cut_the_first_rows_are_read(tmp_path_factory, kind, packer, share):
    path = tmp_path_factory.mktemp("cut") / f"a.{kind}.{packer}"
    data = packed(kind, packer)
    path.write_bytes(data[: int(len(data) * share)])
    texts, reasons = read(path)
    assert texts == TEXTS[: len(texts)] and len(reasons) == 1


@settings(max_examples=60)
@given(st.sampled_from(sorted(FILES)), st.sampled_from(sorted(PACKERS)), st.data())
def test_a_changed_byte_is_told(tmp_path_factory, kind, packer, data):
    path = tmp_path_factory.mktemp("changed") / f"a.{kind}.{packer}"
    content = bytearray(packed(kind, packer))
    place = data.draw(st.integers(len(content) // 4, len(content) * 3 // 4))
    content[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content)
    _, reasons = read(path)
    assert reasons
