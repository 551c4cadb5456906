"""Folders and files of a report: names, tables safe to open, progress that fits its place."""

import io
import os
from datetime import UTC, datetime
from types import SimpleNamespace

import filelock
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancebook.errors import InputError
from stancebook.figures.publishing import safe_csv
from stancebook.report.datasets import safe_for_spreadsheets, write_table
from stancebook.report.fingerprints import describe_inputs, list_inputs, package_hash
from stancebook.report.folders import (
    FAILED,
    check_name,
    complete_runs,
    keep_runs,
    report_lock,
    report_name,
    run_name,
    write_atomically,
)
from stancebook.report.progress import Progress


@pytest.mark.parametrize(
    ("articles", "name"),
    [
        ("seeds", "seeds"),
        ("seeds/", "seeds"),
        ("News 2024/*.txt", "news-2024"),
        ("a/b/export.csv", "export"),
        ("export.jsonl.gz", "export"),
        ("/", "report"),
        ("**/*", None),
        ("x" * 300, "x" * 80),
        ("con.txt", "report-con"),
        ("...", "report"),
        ("\u202e<script>.csv", "script"),
    ],
)
def test_a_report_is_named_after_its_input(articles, name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = report_name(articles)
    assert found == (name or report_name(tmp_path))


@given(st.text(min_size=1))
def test_every_name_made_is_a_name_allowed(articles):
    try:
        name = report_name(articles)
    except (ValueError, RuntimeError):
        return
    assert check_name(name) == name


def test_keep_never_removes_the_run_that_is_shown(tmp_path):
    for name in (
        "20240101T000000Z",
        "20240102T000000Z",
        "20240102T000000Z-2",
        "20240102T000000Z-10",
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "run.json").write_text("{}")
    newest = complete_runs(tmp_path)
    assert [run.name for run in newest][0] == "20240102T000000Z-10"
    removed = keep_runs(tmp_path, 1, always=tmp_path / "20240101T000000Z")
    assert removed == ["20240102T000000Z-2", "20240102T000000Z"]
    assert {p.name for p in tmp_path.iterdir()} == {"20240101T000000Z", "20240102T000000Z-10"}


def test_who_waits_for_a_run_that_is_refused_gets_its_turn(tmp_path, monkeypatch):
    """The refused run takes the folder that it made away while another waits for its lock."""
    folder, take, tries = tmp_path / "reports" / "news", filelock.FileLock.acquire, []

    def refused_meanwhile(lock, *given, **options):
        tries.append(lock)
        if len(tries) == 1:
            folder.rmdir()
        return take(lock, *given, **options)

    monkeypatch.setattr(filelock.FileLock, "acquire", refused_meanwhile)
    with report_lock(folder):
        assert (folder / ".lock").exists()
    assert not folder.exists(), "it left nothing in it either"


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path):
    path = tmp_path / "index.html"
    write_atomically(path, "old")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(path, "new \ud800")
    assert path.read_text() == "old"


@given(st.text(alphabet=st.sampled_from("=+-@\t\r\n \ufeff\u200b\u202e\u2066＝a1"), max_size=6))
def test_no_text_of_a_csv_is_a_formula_or_turns_its_line(text):
    safe = safe_for_spreadsheets(pd.DataFrame({"text": [text]}))["text"][0]
    assert safe_csv(pd.DataFrame({"text": [text]})) == pd.DataFrame({"text": [safe]}).to_csv(
        index=False, lineterminator="\n"
    )
    bare = safe.lstrip("\t\r\n \ufeff\u200b\ufffd")
    assert not bare or bare[0] not in "=+-@＝"
    plain = text.replace("\u202e", "\ufffd").replace("\u2066", "\ufffd")
    assert safe in (plain, f"'{plain}")


def test_numbers_dates_and_lists_keep_their_meaning_in_a_csv(tmp_path):
    table = pd.DataFrame(
        {
            "n": [-1, 2],
            "share": [-0.5, 1.0],
            "day": pd.to_datetime(["2024-05-31", None]),
            "terms": [["=a", "b"], []],
            "@name": ["x\0y", None],
        }
    )
    write_table(table, tmp_path / "t")
    assert (tmp_path / "t.csv").read_text(encoding="utf-8").splitlines() == [
        "n,share,day,terms,'@name",
        '-1,-0.5,2024-05-31,"[""=a"", ""b""]",x\ufffdy',
        "2,1.0,,[],",
    ]


def test_inputs_are_listed_in_order_without_hidden_files_and_codebooks(tmp_path):
    for name in ("b.txt", "a/c.txt", ".hidden", "codebook.yml", "a/.git/x"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    assert [p.name for p in list_inputs(tmp_path)] == ["c.txt", "b.txt"]
    assert [p.name for p in list_inputs(tmp_path / "*.txt")] == ["b.txt"]
    with pytest.raises(InputError, match="no articles"):
        list_inputs(tmp_path / "*.csv")


def test_only_what_changed_is_read_again(tmp_path, monkeypatch):
    for name in ("a", "b"):
        (tmp_path / name).write_text(name)
    known = describe_inputs(list_inputs(tmp_path))
    (tmp_path / "b").write_text("other")
    read = []
    monkeypatch.setattr(
        "stancebook.report.fingerprints.hash_file", lambda path: read.append(path.name) or "new"
    )
    after = describe_inputs(list_inputs(tmp_path), known=known)
    assert read == ["b"]
    assert [entry["sha256"] for entry in after] == [known[0]["sha256"], "new"]


def test_a_time_set_back_hides_no_change(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("They are for it.")
    moment = path.stat().st_mtime_ns
    known = describe_inputs([path])
    path.write_text("They left it so.")
    os.utime(path, ns=(moment, moment))
    assert describe_inputs([path], known=known)[0]["sha256"] != known[0]["sha256"]


def test_a_clock_set_back_makes_no_new_run_an_old_one(tmp_path):
    moments = [datetime(year, 5, 31, tzinfo=UTC) for year in (2024, 2099, 1971, 2025, 2099, 2100)]
    names = []
    for number, moment in enumerate(moments):
        names.append(run_name(tmp_path, moment))
        place = tmp_path / (FAILED if number == 2 else "") / names[-1]
        place.mkdir(parents=True)
        (place / "run.json").write_text("{}")
    assert len(set(names)) == len(names)
    done = [name for number, name in enumerate(names) if number != 2]
    assert [path.name for path in complete_runs(tmp_path)] == done[::-1]
    keep_runs(tmp_path, 2, always=tmp_path / names[-1])
    assert [path.name for path in complete_runs(tmp_path)] == names[:-3:-1]


def test_stancebook_installed_again_is_the_same(tmp_path, monkeypatch):
    def hash_of(folder):
        monkeypatch.setattr("stancebook.report.fingerprints.PACKAGE", folder)
        package_hash.cache_clear()
        return package_hash()

    try:
        for name, end in (("one", b"0"), ("two", b"0"), ("other", b"1")):
            (tmp_path / name).mkdir()
            (tmp_path / name / "model.onnx").write_bytes(b"w" * 1_500_000 + end)
            os.utime(tmp_path / name / "model.onnx", ns=(0, len(name) * 10**15))
        assert hash_of(tmp_path / "one") == hash_of(tmp_path / "two")
        assert hash_of(tmp_path / "one") != hash_of(tmp_path / "other")
    finally:
        package_hash.cache_clear()


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_log_gets_one_line_a_step_and_a_terminal_a_bar():
    log, terminal = io.StringIO(), Terminal()
    for stream in (log, terminal):
        progress = Progress(stream)
        progress.start("analysis")
        for done in range(1, 101):
            progress.update(done, 100)
        progress.done("100 articles")
    assert log.getvalue().startswith("analysis: 100 articles (")
    assert log.getvalue().count("\n") == 1
    assert "[####################] 100/100" in terminal.getvalue()
    assert terminal.getvalue().endswith(" s)\n")
    silent = io.StringIO()
    Progress(silent, quiet=True).say("nothing")
    assert silent.getvalue() == ""


def test_a_log_hears_of_a_long_step_once_a_minute(monkeypatch):
    clock = iter(range(0, 10_000, 10))  # of the module alone: other threads have theirs
    ticking = SimpleNamespace(monotonic=lambda: next(clock))
    monkeypatch.setattr("stancebook.report.progress.time", ticking)
    log, silent = io.StringIO(), io.StringIO()
    for progress in (Progress(log), Progress(silent, quiet=True)):
        progress.start("analysis")
        for done in range(1, 20):
            progress.update(done, 100)
    assert log.getvalue().splitlines() == [f"analysis: {n} of 100" for n in (6, 12, 18)]
    assert silent.getvalue() == ""
