"""Files, folders, globs and links: each file once, in the order of the names."""

import os

import pytest

from stancebook.articles import read_corpus
from stancebook.articles.finding import find_files
from stancebook.errors import InputError


@pytest.fixture
def tree(tmp_path):
    for name in ("b.txt", "a.txt", "sub/z.txt", "sub/deep/y.txt", "codebook.yml", ".hidden.txt"):
        path = tmp_path / "corpus" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"An article in {name}", encoding="utf-8")
    return tmp_path / "corpus"


def names(paths) -> list[str]:
    return [lead.file.name.rpartition("corpus/")[2] for lead in find_files(paths)]


def test_a_folder_is_read_to_the_bottom_without_codebooks_and_hidden_files(tree):
    assert names(tree) == ["a.txt", "b.txt", "sub/z.txt", "sub/deep/y.txt"]


def test_a_glob_names_files(tree):
    assert names(tree / "*.txt") == ["a.txt", "b.txt"]
    assert sorted(names(tree / "**" / "*.txt")) == sorted(names(tree))
    assert sorted(names(tree / "**")) == sorted(names(tree))


def test_a_list_names_each_file_once(tree):
    assert names([tree / "b.txt", tree]) == ["b.txt", "a.txt", "sub/z.txt", "sub/deep/y.txt"]


def test_a_name_with_brackets_is_a_name(tree):
    (tree / "a[1].txt").write_text("x", encoding="utf-8")
    assert names(tree / "a[1].txt") == ["a[1].txt"]


@pytest.mark.parametrize("path", ["nothing", "*.nothing", "", 7], ids=str)
def test_what_is_not_there_is_an_error(tree, path, monkeypatch):
    monkeypatch.chdir(tree)
    with pytest.raises(InputError):
        list(find_files([path]))


def test_links_out_of_the_folder_are_refused(tree):
    outside = tree.parent / "secret.txt"
    outside.write_text("A secret", encoding="utf-8")
    (tree / "c.txt").symlink_to(outside)
    (tree / "loop").symlink_to(tree)
    (tree / "out").symlink_to(tree.parent)
    (tree / "void.txt").symlink_to(tree / "gone.txt")
    articles, intake = read_corpus(tree)
    assert not articles["text"].str.contains("secret").any()
    reasons = dict(zip(intake["file"].str.rpartition("/")[2], intake["reason"], strict=True))
    assert reasons["c.txt"] == "a link that leads out of the folder: not followed"
    assert reasons["out"] == "a link that leads out of the folder: not followed"
    assert reasons["loop"] == "a link to a folder that is read at its own place"
    assert reasons["void.txt"] == "a link to nothing"
    assert (intake["status"] == "read").sum() == 4
    by_glob = read_corpus(tree / "**" / "*.txt")
    assert not by_glob.articles["text"].str.contains("secret").any()


def test_what_is_no_file_is_a_reason(tree):
    os.mkfifo(tree / "pipe.txt")
    _, intake = read_corpus(tree)
    assert "not a regular file" in intake["reason"].tolist()


def test_names_that_are_no_text_are_told_apart(tree):
    for name in (b"x\xff.txt", b"x\xfe.txt"):
        with open(os.path.join(os.fsencode(tree), name), "w") as file:  # noqa: PTH118, PTH123
            file.write(f"An article in {name!r}")
    _, intake = read_corpus(tree)
    assert intake["file"].is_unique
    assert (intake["status"] == "read").sum() == 6
