"""Analysis folders: whatever happens on the way, the tables at the end are the same."""

import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from functools import partial
from pathlib import Path

import pandas as pd
import pytest
from small_corpus import assert_same, write_articles

import stancebook as sb
from stancebook.analysis import chain
from stancebook.analysis.result import TABLE_NAMES
from stancebook.errors import InputError, StancebookError

analyse = partial(sb.analyse, method="rules")
"""What an article says is not asked here, so that the models need not be waited for."""


@pytest.fixture(scope="module")
def whole(articles, codebook):
    return analyse(articles, codebook)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "analysis"


@pytest.fixture(scope="module")
def finished(articles, codebook, tmp_path_factory):
    """A finished folder; tests work on copies of it."""
    folder = tmp_path_factory.mktemp("finished") / "analysis"
    analyse(articles, codebook, to=folder)
    return folder


@pytest.fixture
def copied(finished, folder):
    return Path(shutil.copytree(finished, folder))


def parts(folder):
    return {path.relative_to(folder): path.stat().st_mtime_ns for path in folder.rglob("*.parquet")}


def test_a_folder_holds_the_tables_of_memory(finished, whole):
    assert_same(sb.read_analysis(finished), whole)
    assert len(list((finished / "passages").iterdir())) == 3


def test_the_order_of_the_articles_changes_nothing(articles, codebook, folder, finished):
    analyse(articles.sample(frac=1, random_state=3), codebook, to=folder)
    assert {path for path in parts(folder) if path.parts[0] != "intake"} == {
        path for path in parts(finished) if path.parts[0] != "intake"
    }


def test_an_unchanged_run_writes_no_part(articles, codebook, copied):
    before = parts(copied)
    analyse(articles, codebook, to=copied)
    assert parts(copied) == before


def test_only_what_is_new_is_read(articles, codebook, folder, monkeypatch, whole):
    analyse(articles.iloc[:24], codebook, to=folder)
    known = set(parts(folder))
    read = []
    step = chain.STEPS["speech_rules"].function

    def count(tables, codebook):
        read.extend(tables["articles"]["article_id"])
        return step(tables, codebook)

    monkeypatch.setitem(
        chain.STEPS, "speech_rules", _with_function(chain.STEPS["speech_rules"], count)
    )
    assert_same(analyse(articles, codebook, to=folder), whole)
    assert len(read) == len(set(read)) < 30
    assert {path for path in known if path.parts[0] == "passages"} & set(parts(folder))


def _with_function(step, function):
    from dataclasses import replace

    return replace(step, function=function)


def test_articles_that_are_gone_leave_no_rows(articles, codebook, copied):
    fewer = analyse(articles.iloc[5:], codebook, to=copied)
    assert_same(fewer, analyse(articles.iloc[5:], codebook))
    assert len(pd.read_parquet(copied / "articles")) == len(articles) - 5


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_other_tools_read_the_tables_as_they_are(finished, whole, name):
    assert len(pd.read_parquet(finished / name)) == len(getattr(whole, name))
    assert sb.read_analysis(finished).count(name) == whole.count(name) == len(getattr(whole, name))


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_duckdb_reads_the_tables_as_they_are(finished, whole, name):
    import duckdb

    table = getattr(whole, name)
    found = duckdb.connect().execute(f"select * from '{finished / name}/*.parquet'")
    assert sorted(column[0] for column in found.description) == sorted(table.columns)
    assert len(found.fetchall()) == len(table)


@pytest.mark.parametrize("name", TABLE_NAMES)
def test_polars_reads_the_tables_as_they_are(finished, whole, name):
    polars = pytest.importorskip(
        "polars", reason="needs polars, too large (175 MB) for the extra test"
    )
    table = getattr(whole, name)
    found = polars.read_parquet(finished / name)
    assert found.shape == table.shape
    assert sorted(found.columns) == sorted(table.columns)


DAMAGES = [
    ("articles", "cut"),
    ("passages", "flipped"),
    ("attributions", "emptied"),
    ("statements", "removed"),
    ("topics", "flipped"),
    ("mentions", "cut"),
]


@pytest.mark.parametrize("table, damage", DAMAGES)
def test_a_damaged_file_is_found_and_made_again(articles, codebook, copied, whole, table, damage):
    path = sorted((copied / table).iterdir())[0]
    data = path.read_bytes()
    if damage == "removed":
        path.unlink()
    else:
        middle = len(data) // 2
        flipped = data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
        path.write_bytes({"cut": data[:middle], "flipped": flipped, "emptied": b""}[damage])
    with pytest.raises(StancebookError, match="missing or damaged; run the analysis again"):
        getattr(sb.read_analysis(copied), table)
    assert_same(analyse(articles, codebook, to=copied), whole)
    assert path.read_bytes() == data


def test_another_codebook_makes_other_statements_and_keeps_the_speech(articles, codebook, copied):
    speech = {path: time for path, time in parts(copied).items() if path.parts[0] == "attributions"}
    other = sb.Codebook.from_dict({"concepts": [{"id": "senate", "name": "parliament"}]})
    changed = analyse(articles, other, to=copied)
    assert set(changed.statements["concept"]) <= {"senate"}
    assert speech.items() <= parts(copied).items()


def test_two_processes_give_the_same(articles, codebook, folder, whole):
    assert_same(analyse(articles, codebook, to=folder, jobs=2), whole)
    assert_same(analyse(articles, codebook, jobs=2), whole)


RUN = textwrap.dedent("""
    import sys, warnings
    warnings.simplefilter("ignore")
    sys.path.insert(0, sys.argv[1])
    from small_corpus import write_articles
    import stancebook as sb
    codebook = sb.Codebook.from_dict({"concepts": [{"id": "ban", "name": "the ban"}]})
    method = {"jobs": int(sys.argv[3]), "method": "rules"}
    sb.analyse(write_articles(40), codebook, to=sys.argv[2], **method)
""")


def start(folder, jobs=1):
    here = str(Path(__file__).parent)
    command = [sys.executable, "-c", RUN, here, str(folder), str(jobs)]
    return subprocess.Popen(command, start_new_session=True, stderr=subprocess.PIPE)


def finish(run):
    _, errors = run.communicate()
    assert run.returncode == 0, errors.decode()


@pytest.mark.slow
def test_a_run_killed_at_any_moment_loses_nothing(folder, whole):
    begun = time.monotonic()
    finish(start(folder / "whole", 2))
    length = time.monotonic() - begun
    for moment in (0.3, 0.5, 0.6, 0.7, 0.8, 0.9):
        run = start(folder / "killed", 2)
        time.sleep(moment * length)
        os.killpg(run.pid, signal.SIGKILL)
        run.communicate()
        for path in (folder / "killed").rglob("*.parquet"):
            pd.read_parquet(path)
    finish(start(folder / "killed", 2))
    assert_same(sb.read_analysis(folder / "killed"), whole)
    names = [
        sorted(str(path.relative_to(folder / name)) for path in (folder / name).rglob("*.parquet"))
        for name in ("killed", "whole")
    ]
    assert names[0] == names[1]


def test_two_runs_at_a_time_make_one_folder(folder, whole):
    runs = [start(folder), start(folder)]
    for run in runs:
        finish(run)
    assert_same(sb.read_analysis(folder), whole)


def test_a_full_disk_is_told_and_leaves_no_half_file(articles, codebook, folder, whole):
    limited = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (6_000, 6_000))\n"
    limited += "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
    command = [sys.executable, "-c", limited + RUN, str(Path(__file__).parent), str(folder), "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "StancebookError: cannot write" in done.stderr and "run again" in done.stderr
    for path in folder.rglob("*.parquet"):
        pd.read_parquet(path)
    assert_same(analyse(articles, codebook, to=folder), whole)


def test_a_place_that_cannot_be_written_to_is_refused(articles, codebook, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="cannot write to"):
        analyse(articles, codebook, to=tmp_path / "file" / "analysis")


@pytest.fixture
def ordinary_user():
    """Root may write anywhere, nobody may not."""
    user = os.geteuid()
    os.seteuid(user or 65534)
    yield
    os.seteuid(user)


def test_a_read_only_folder_is_refused(articles, codebook, folder, ordinary_user):
    with pytest.raises(InputError, match="cannot write to"):
        analyse(articles, codebook, to="/proc/analysis")
    with pytest.raises(InputError, match="cannot write to"):
        analyse(articles, codebook, to="/usr/analysis")


def test_a_folder_that_may_not_be_written_to_any_more_is_told(articles, codebook, copied, request):
    before = parts(copied)
    for path in (copied, *(path for path in copied.rglob("*") if path.is_dir())):
        path.chmod(0o500)
    request.getfixturevalue("ordinary_user")
    with pytest.raises(InputError, match="cannot write to"):
        analyse(articles, codebook, to=copied)
    os.seteuid(os.getuid())
    assert parts(copied) == before
    for path in (copied, *(path for path in copied.rglob("*") if path.is_dir())):
        path.chmod(0o700)


def test_an_unfinished_folder_is_no_analysis(folder):
    with pytest.raises(InputError, match="holds no finished analysis"):
        sb.read_analysis(folder)


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"codebook": {}}', "\x00"])
def test_a_broken_manifest_is_told(folder, content):
    folder.mkdir()
    (folder / "analysis.json").write_text(content)
    with pytest.raises(InputError, match="run the analysis again"):
        sb.read_analysis(folder)


def test_an_analysis_in_memory_can_be_kept(folder, whole):
    whole.write(folder)
    assert_same(sb.read_analysis(folder), whole)
    with pytest.raises(InputError, match="holds an analysis already"):
        whole.write(folder)


def test_a_notebook_opens_what_the_runner_made(articles, codebook, finished, monkeypatch):
    monkeypatch.setenv("STANCEBOOK_ANALYSIS", str(finished))
    few = write_articles(2)
    assert len(sb.open_analysis(few, codebook, method="rules").articles) == len(articles)
    assert len(sb.open_analysis(few, codebook, method="rules", n_topics=2).articles) == 2


@pytest.mark.parametrize("jobs", [0, -1, 1.5, "many", True])
def test_a_strange_number_of_jobs_is_refused(articles, jobs):
    with pytest.raises(InputError, match="jobs: expected"):
        analyse(articles, jobs=jobs)
