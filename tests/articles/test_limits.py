"""Limits that hold: what explodes, nests, hangs or changes ends in a reason."""

import errno
import gzip
import io
import os
import pickle
import zipfile
from dataclasses import asdict

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancebook.articles import files, iter_documents, limits, read_corpus
from stancebook.articles.finding import find_files
from stancebook.articles.found import Found
from stancebook.articles.registry import READERS
from stancebook.articles.waiting import in_known_order
from stancebook.errors import InputError, StancebookError

from . import generators as make
from .test_exports import BUNDLES

SOUND = "An article\nIt stands beside the bad one."


def reasons(tmp_path, name: str, data: bytes) -> list[str]:
    """Read a bad file beside a sound one; return the reasons of the rejected lines."""
    (tmp_path / name).write_bytes(data)
    (tmp_path / "sound.txt").write_text(SOUND, encoding="utf-8")
    articles, intake = read_corpus(tmp_path)
    assert "It stands beside the bad one." in articles["text"].tolist()
    return intake.loc[intake["status"] == "rejected", "reason"].tolist()


def test_a_gzip_that_explodes(tmp_path):
    bomb = gzip.compress(b"text\n" + bytes(40 * limits.MEGABYTE).replace(b"\0", b"a"))
    (reason,) = reasons(tmp_path, "a.txt.gz", bomb)
    assert "explodes" in reason


def test_a_zip_that_explodes(tmp_path):
    bomb = make.zipped({"a.txt": b"a" * (40 * limits.MEGABYTE)})
    (reason,) = reasons(tmp_path, "a.zip", bomb)
    assert "explodes" in reason


def test_a_docx_that_explodes(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "a" * (40 * limits.MEGABYTE))
    (reason,) = reasons(tmp_path, "a.docx", buffer.getvalue())
    assert "explodes" in reason


def test_archives_in_archives_end(tmp_path):
    data = make.zipped({"a.txt": b"An article."})
    for _ in range(limits.MAX_NESTING + 2):
        data = make.zipped({"in.zip": data})
    (reason,) = reasons(tmp_path, "a.zip", data)
    assert "nested deeper" in reason


@pytest.mark.parametrize(
    "entity",
    [
        '<!ENTITY a "1">' + "".join(f'<!ENTITY a{n} "&a;&a;&a;">' for n in range(9)),
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
    ],
    ids=["expanding", "external"],
)
def test_entities_are_not_expanded(tmp_path, entity):
    feed = f"<!DOCTYPE rss [{entity}]><rss><channel><item><title>&a;</title></item></channel></rss>"
    (reason,) = reasons(tmp_path, "a.xml", feed.encode())
    assert "entities" in reason


@pytest.mark.parametrize(
    "name, data",
    [
        pytest.param("a.xml", b"<rss>" + b"<a>" * 100_000, id="xml"),
        pytest.param("a.json", b'{"a":' * 100_000, id="json"),
        pytest.param("a.jsonl", b'{"a":' * 100_000 + b"\n{}", id="json lines"),
    ],
)
def test_deep_nesting_is_refused(tmp_path, name, data):
    assert "deep" in reasons(tmp_path, name, data)[0]


def test_deeply_nested_html_ends(tmp_path):
    page = b"<html><body>" + b"<div>" * 50_000 + b"Words that stand at the bottom of it all."
    (tmp_path / "a.html").write_bytes(page)
    try:
        documents = list(iter_documents(tmp_path))
    except InputError as error:
        documents = list(error.intake.itertuples())
    assert len(documents) == 1


def test_lines_without_end_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MAX_LINE", 1000)
    line = b'{"text": "' + b"a" * 5000 + b'"}\n'
    assert "line 1: longer" in reasons(tmp_path, "a.jsonl", line + b'{"text": "Short."}\n')[0]
    table = b"text\n" + b"a" * 5000 + b"\n"
    assert "line longer" in reasons(tmp_path, "a.csv", table)[0]


def test_a_text_longer_than_any_article_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MAX_TEXT", 1000)
    assert "limit 1,000" in reasons(tmp_path, "a.txt", b"word " * 500)[0]


def test_a_pickle_is_never_loaded(tmp_path):
    class Bomb:
        def __reduce__(self):
            return os.mkdir, (str(tmp_path / "run"),)

    data = pickle.dumps(Bomb())
    for name in ("a.pkl", "a.txt", "a.parquet", "a.json", "a.npy"):
        assert reasons(tmp_path, name, data)
    assert not (tmp_path / "run").exists()


def test_a_file_that_changes_while_it_is_read_is_told(tmp_path, monkeypatch):
    sizes = iter(range(10, 1000))
    monkeypatch.setattr(files.SourceFile, "state", lambda self: (next(sizes), 0, 0))
    (tmp_path / "a.txt").write_text(SOUND, encoding="utf-8")
    with pytest.raises(InputError, match="changed while it was read"):
        read_corpus(tmp_path)
    (tmp_path / "a.csv").write_bytes(make.delimited(make.make_articles(2)))
    _, intake = read_corpus(tmp_path / "a.csv")
    assert intake["status"].tolist() == ["read", "read", "rejected"]


def test_no_permission_is_a_reason(tmp_path, monkeypatch):
    sound_open = files.SourceFile._open_raw

    def refuse(self):
        if self.name.endswith("a.txt"):
            raise InputError(files._trouble(PermissionError(13, "Permission denied")))
        return sound_open(self)

    monkeypatch.setattr(files.SourceFile, "_open_raw", refuse)
    assert reasons(tmp_path, "a.txt", b"x") == ["no permission to read it"]


@pytest.mark.parametrize("count", [1, 40], ids=["row", "columns"])
def test_a_full_disk_is_not_the_fault_of_the_articles(tmp_path, monkeypatch, count):
    from py3langid import langid

    def no_space(text):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(langid, "classify", no_space)
    lines = [f"Die Abgeordneten stimmten am {n}. Tag dem Gesetz zu." for n in range(count)]
    (tmp_path / "a.csv").write_text("\n".join(["text", *lines]), encoding="utf-8")
    with pytest.raises(StancebookError, match="No space left on device; free space") as caught:
        read_corpus(tmp_path)
    assert caught.value.exit_code == 1


def test_no_formula_is_a_surprise(tmp_path):
    table = pd.DataFrame({"text": ["=cmd|' /C calc'!A0", "@SUM(1)"], "author": ["+1", "-1"]})
    table.to_csv(tmp_path / "a.csv", index=False)
    articles, _ = read_corpus(tmp_path)
    assert articles["text"].tolist() == table["text"].tolist()


def test_articles_wait_for_the_order_of_their_dates_within_a_limit(monkeypatch):
    monkeypatch.setattr(limits, "MAX_WAITING", 3)
    dates = ["03/04/2023"] * 5 + ["25/04/2023"]
    found = [Found({"published": date}) for date in dates]
    assert [first for _, first in in_known_order(iter(found))] == [None] * 5 + [True]
    assert [finding for finding, _ in in_known_order(iter(found))] == found


(ONE,) = make.make_articles(1)
SOUND_FILES = {
    **{name: (file, write(make.make_articles(3))) for name, (file, write) in make.TABLES.items()},
    **{
        name: (file, write(make.make_articles(1)[0]))
        for name, (file, write) in make.SINGLES.items()
    },
    **{name: (file, write(make.make_articles(2))) for name, (file, write) in BUNDLES.items()},
}


@pytest.mark.parametrize("name", SOUND_FILES)
@settings(max_examples=8)
@given(data=st.data())
def test_broken_bytes_end_in_lines_of_the_intake(tmp_path_factory, name, data):
    file, sound = SOUND_FILES[name]
    place = data.draw(st.integers(0, len(sound)), label="place")
    length = data.draw(st.sampled_from([0, 1, 40, len(sound)]), label="removed")
    middle = data.draw(st.binary(max_size=20), label="inserted")
    path = tmp_path_factory.mktemp("broken") / file
    path.write_bytes(sound[:place] + middle + sound[place + length :])
    try:
        lines = [asdict(document) for document in iter_documents(path)]
    except InputError as error:
        lines = error.intake.to_dict("records")
    assert lines, "a document was lost"
    places = {(line["file"], line["position"]) for line in lines}
    assert len(places) == len(lines)
    assert all(line["reason"] for line in lines if line["status"] != "read")


def test_every_reader_is_reached_by_a_test():
    reached = {file.rpartition(".")[2] for file, _ in SOUND_FILES.values()}
    for reader in READERS:
        assert reached & {suffix[1:] for suffix in reader.suffixes} or reader.name == "warc"


def test_finding_is_lazy(tmp_path):
    (tmp_path / "a.txt").write_text(SOUND, encoding="utf-8")
    assert next(find_files([tmp_path, tmp_path / "not there"])).file.name.endswith("a.txt")


def test_a_file_that_begins_with_a_long_blank_is_not_called_empty(tmp_path):
    (tmp_path / "a.txt").write_text(" \n" * 50_000 + "The council voted on Monday.")
    with pytest.raises(InputError, match="nothing but white space in its first 64 KB"):
        read_corpus(tmp_path)


def test_a_number_of_endless_digits_is_told_without_advice_on_python(tmp_path):
    (tmp_path / "a.json").write_text(f'{{"text": {"1" * 10_000}}}')
    with pytest.raises(InputError, match="no valid JSON: a number of thousands of digits"):
        read_corpus(tmp_path)
