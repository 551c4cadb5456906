"""A run is whole or not there; what went wrong is said, and the last good report stays."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from stancebook.errors import AlreadyRunningError, CodebookError, InputError, ParameterError
from stancebook.report.fingerprints import explain_change
from stancebook.report.folders import complete_runs, report_lock
from stancebook.report.plan import plan_run
from stancebook.report.run import run_report
from stancebook.topics import record_decision

PAGE = "articles: 'Path' = 'seeds'\nmin_confidence: float = 0.9"


@pytest.fixture
def pages(write_notebook, tmp_path):
    """Return a folder of one page notebook; the test may add or replace pages."""

    def write(*sources, name="1_corpus.ipynb"):
        write_notebook(PAGE, *sources, name=name, folder=tmp_path / "notebooks")
        return tmp_path / "notebooks"

    write("print(min_confidence, articles)")
    return write


def content(folder, *, but=("run.json",)):
    """Return every file below a folder by name and hash."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in but
    }


def refuse_to_start(*args, **kwargs):
    raise AssertionError("a kernel or an analysis was started")


@pytest.fixture
def nothing_starts(monkeypatch, quick):
    import stancebook

    monkeypatch.setattr(stancebook, "analyse", refuse_to_start)


def test_a_report_is_one_front_page_and_one_folder_for_each_run(inputs, quick, pages):
    first = run_report("news", parameters={"min_confidence": 0.5})
    second = run_report("news", parameters={"min_confidence": 0.5}, keep=1)
    report = Path("reports/news")
    assert (first.status, first.exit_code, first.front_page) == ("done", 0, report / "index.html")
    # A second run on the same input gives the same bytes; the older run was removed.
    assert not first.folder.exists()
    assert complete_runs(report) == [second.folder]
    assert f"{second.folder.name}/1_corpus.html" in second.front_page.read_text()
    manifests = []
    for manifest in (first.manifest, second.manifest):
        timeless = {k: v for k, v in manifest.items() if k not in ("started", "finished", "run")}
        timeless.pop("timings")
        manifests.append(timeless)
    assert manifests[0] == manifests[1]
    outputs = {entry["path"]: entry["sha256"] for entry in second.manifest["outputs"]}
    assert outputs == content(second.folder)
    assert "0.5 news" in (second.folder / "notebooks" / "1_corpus.ipynb").read_text()
    assert not list(report.glob(".staging*"))


def test_new_decisions_about_topics_make_a_new_run(inputs, quick, pages, write_notebook, tmp_path):
    declared = f"{PAGE}\ndecisions: 'Path' = None"
    write_notebook(declared, name="1_corpus.ipynb", folder=tmp_path / "notebooks")
    file, options = Path("topics.jsonl"), {"decisions": "topics.jsonl"}
    with pytest.raises(InputError, match="topics"):
        run_report("news", parameters=options)
    record_decision(file, "drop", terms=["newsletter"])
    first = run_report("news", parameters=options)
    assert (first.folder / "decisions.jsonl").read_bytes() == file.read_bytes()
    assert run_report("news", parameters=options, if_changed=True).status == "up to date"
    record_decision(file, "rename", terms=["tax"], label="the budget")
    second = run_report("news", parameters=options, if_changed=True)
    assert (second.status, second.folder == first.folder) == ("done", False)
    assert (first.folder / "decisions.jsonl").read_bytes() != file.read_bytes()


def test_new_names_of_outlets_make_a_new_run(inputs, quick, pages):
    (Path("news") / "outlets.yml").write_text("The Gaze: [Gaze Online]\n")
    first = run_report("news")
    assert (first.folder / "outlets.yml").read_text() == "The Gaze: [Gaze Online]\n"
    assert run_report("news", if_changed=True).status == "up to date"
    Path("own.csv").write_text("alias,outlet\nGaze Online,The Day\n")
    second = run_report("news", outlets="own.csv", if_changed=True)
    assert second.manifest["outlets"]["path"] == "own.csv"
    assert (second.folder / "outlets.csv").read_bytes() == Path("own.csv").read_bytes()
    assert explain_change(first.manifest, second.manifest) == ["names of outlets"]
    for wrong in ("none.csv", "news/a.txt"):
        with pytest.raises(InputError, match="outlet"):
            run_report("news", outlets=wrong)


def test_the_manifest_says_what_went_in(inputs, quick, pages):
    manifest = run_report("news").manifest
    entry = manifest["inputs"][0]
    assert entry["path"] == "news/a.txt"
    assert entry["sha256"] == hashlib.sha256(b"One.").hexdigest()
    assert manifest["parameters"]["1_corpus"] == {"articles": "news", "min_confidence": 0.9}
    assert manifest["versions"]["pandas"] == pd.__version__
    assert manifest["notebooks"] == {"1_corpus": "done"}
    assert manifest["min_confidence"] == 0.9
    assert json.loads(next(Path("reports/news").glob("2*/run.json")).read_text()) == manifest


def test_the_run_says_where_the_proposed_codebook_is(inputs, quick, pages, capsys):
    from stancebook.report.progress import Progress

    result = run_report("news", progress=Progress())
    book = result.manifest["codebook"]
    kept = result.folder / book["file"]
    assert book["proposed"] and book["path"] is None and kept.is_file()
    assert f"proposed; edit {kept.as_posix()} and run again" in capsys.readouterr().err
    Path("own.yml").write_text("concepts: [{id: ban, name: the ban}]")
    given = run_report("news", codebook="own.yml", progress=Progress()).manifest["codebook"]
    assert (given["path"], given["file"], given["proposed"]) == ("own.yml", "codebook.yml", False)
    assert "proposed" not in capsys.readouterr().err


def test_tables_are_exact_in_parquet_and_harmless_in_csv(inputs, quick, pages):
    tables = run_report("news").folder / "tables"
    assert pd.read_parquet(tables / "articles.parquet").title.tolist() == ["=1+1", "=1+1"]
    assert pd.read_csv(tables / "articles.csv").title.tolist() == ["'=1+1", "'=1+1"]


@pytest.mark.parametrize(
    ("cell", "status", "code"),
    [
        pytest.param("1 / 0", "failed", 1, id="a cell raises"),
        pytest.param("import os; os._exit(3)", "kernel died", 5, id="the kernel dies"),
        pytest.param("while True: pass", "time limit", 4, id="a cell hangs"),
    ],
)
def test_a_failed_run_leaves_the_last_good_report(inputs, quick, pages, cell, status, code):
    report = Path("reports/news")
    report.mkdir(parents=True)
    good = report / "20240101T000000Z"
    good.mkdir()
    (good / "run.json").write_text("{}")
    (report / "index.html").write_text("the last good report")
    pages(cell)
    result = run_report("news", cell_limit=15 if status == "time limit" else None)
    assert (result.status, result.exit_code) == (status, code)
    assert result.folder.parent == report / "failed"
    assert (report / "index.html").read_text() == "the last good report"
    assert complete_runs(report) == [good]
    executed = json.loads((result.folder / "notebooks" / "1_corpus.ipynb").read_text())
    outputs = executed["cells"][-1]["outputs"]
    assert "error" in [output["output_type"] for output in outputs]
    assert json.loads((result.folder / "run.json").read_text())["status"] == status
    assert result.message.startswith("1_corpus, code cell 3")
    assert result.message.endswith("notebooks/1_corpus.ipynb")


def test_a_step_that_fails_says_which_and_where_its_traceback_is(inputs, quick, pages, monkeypatch):
    import stancebook

    def break_(*args, **kwargs):
        raise ValueError("a planted fault")

    monkeypatch.setattr(stancebook, "analyse", break_)
    result = run_report("news")
    assert (result.status, result.exit_code, result.front_page) == ("failed", 1, None)
    assert result.message.startswith("analysis: ValueError: a planted fault; see ")
    assert "a planted fault" in (result.folder / "traceback.txt").read_text()


def test_input_that_the_analysis_refuses_leaves_nothing(inputs, quick, pages, monkeypatch):
    import stancebook

    def refuse(*args, **kwargs):
        raise InputError("news: nothing to read")

    monkeypatch.setattr(stancebook, "analyse", refuse)
    with pytest.raises(InputError, match="nothing to read"):
        run_report("news")
    assert not Path("reports").exists()


def test_a_refused_run_leaves_earlier_runs_as_they_were(inputs, quick, pages, monkeypatch):
    import stancebook

    first = run_report("news")
    assert first.status == "done", first.message

    def refuse(*args, **kwargs):
        raise InputError("news: nothing to read")

    monkeypatch.setattr(stancebook, "analyse", refuse)
    with pytest.raises(InputError, match="nothing to read"):
        run_report("news")
    assert complete_runs(Path("reports/news")) == [first.folder]
    with pytest.raises(InputError, match="nothing to read"):
        run_report("news", name="other")
    assert [path.name for path in Path("reports").iterdir()] == ["news"]


@pytest.mark.parametrize("asked", [{}, {"notebooks": "news"}], ids=["here", "no notebooks"])
@pytest.mark.parametrize(
    ("more", "error", "words"),
    [
        pytest.param({"codebook": "bad.yml"}, CodebookError, "bad.yml, line 2: ", id="codebook"),
        pytest.param({"name": "../up"}, InputError, "folder name", id="name"),
        pytest.param({"parameters": {"articles": "x"}}, ParameterError, "argument", id="own"),
    ],
)
def test_what_the_user_gave_is_checked_first(
    inputs, nothing_starts, pages, asked, more, error, words
):
    Path("bad.yml").write_text("concepts:\n- names: x\n")
    with pytest.raises(error, match=words):
        run_report("news", **asked, **more)
    assert not Path("reports").exists()


@pytest.mark.parametrize(
    ("asked", "error", "words"),
    [
        pytest.param({"articles": "missing"}, InputError, "no articles at", id="no articles"),
        pytest.param({"articles": "*.csv"}, InputError, "no articles at", id="empty glob"),
        pytest.param({"articles": 3}, InputError, "got int", id="no path"),
        pytest.param({"codebook": "none.yml"}, InputError, "no codebook at", id="no codebook"),
        pytest.param({"out": "news/a.txt"}, InputError, "cannot write to", id="no folder"),
        pytest.param({"out": "/proc/none"}, InputError, "cannot write to", id="no place"),
        pytest.param({"name": "../up"}, InputError, "folder name", id="name with a path"),
        pytest.param({"name": ".hidden"}, InputError, "folder name", id="hidden name"),
        pytest.param({"only": ["2_corpus"]}, InputError, "did you mean '1_corpus'", id="no page"),
        pytest.param({"notebooks": "news"}, InputError, "no notebooks in news", id="no notebooks"),
        pytest.param(
            {"parameters": {"min_confidense": 1}},
            ParameterError,
            "did you mean 'min_confidence'",
            id="unknown parameter",
        ),
        pytest.param(
            {"parameters": {"min_confidence": "x"}}, ParameterError, "a number", id="wrong type"
        ),
        pytest.param(
            {"parameters": {"articles": "x"}}, ParameterError, "argument of the run", id="own"
        ),
    ],
)
def test_refused_before_anything_starts(inputs, nothing_starts, pages, asked, error, words):
    with pytest.raises(error) as refusal:
        run_report(**{"articles": "news", **asked})
    assert words in str(refusal.value)
    assert not Path("reports").exists()


def test_unchanged_input_costs_no_run_and_a_change_says_what(inputs, quick, pages, monkeypatch):
    import stancebook

    first = run_report("news", if_changed=True)
    with monkeypatch.context() as patched:
        patched.setattr(stancebook, "analyse", refuse_to_start)
        again = run_report("news", if_changed=True)
        assert (again.status, again.exit_code) == ("up to date", 0)
        assert again.front_page == first.front_page
        # A file that was only touched has the same content.
        (inputs / "a.txt").write_text("One.", encoding="utf-8")
        assert run_report("news", if_changed=True).status == "up to date"
    newest = run_report("news")
    assert run_report("news", if_changed=True, keep=1).status == "up to date"
    assert complete_runs(Path("reports/news")) == [newest.folder]
    said = []
    monkeypatch.setattr("stancebook.report.run.Progress.say", lambda self, line: said.append(line))
    (inputs / "a.txt").write_text("Another.", encoding="utf-8")
    (inputs / "c.txt").write_text("Three.", encoding="utf-8")
    third = run_report("news", if_changed=True, parameters={"min_confidence": 0.4})
    assert third.status == "done"
    assert "input articles: 1 new, 0 gone, 1 changed; parameters" in said[0]


def test_to_find_nothing_changed_loads_no_tables(inputs, quick, pages, tmp_path):
    (inputs / "codebook.yml").write_text("concepts:\n- {id: ban, name: the ban}\n")
    assert run_report("news").status == "done"
    ask = (
        "import sys; from stancebook.cli import main;"
        "code = main(['report', 'news', '--if-changed']);"
        "print(code, sorted({'numpy', 'pandas', 'yaml', 'jupyter_client'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert told.stdout.startswith("up to date: nothing changed"), told
    assert told.stdout.splitlines()[-1] == "0 []"


def test_a_codebook_is_tried_again_only_when_it_changed(inputs, quick, pages):
    book = inputs / "codebook.yml"
    book.write_text("concepts:\n- {id: ban, name: the ban}\n")
    assert run_report("news").status == "done"
    book.write_text("concepts:\n- {names: the ban}\n")
    with pytest.raises(CodebookError, match="codebook.yml, line 2"):
        run_report("news", if_changed=True)


def test_new_prose_is_put_around_the_outputs_that_are_there(inputs, quick, pages, monkeypatch):
    first = run_report("news")
    page = Path("notebooks/1_corpus.ipynb")
    content = json.loads(page.read_text())
    prose = {"cell_type": "markdown", "id": "new", "metadata": {}, "source": "New words."}
    content["cells"].insert(1, prose)
    page.write_text(json.dumps(content))
    with monkeypatch.context() as patched:
        patched.setattr("stancebook.report.notebooks.execute_notebook", refuse_to_start)
        second = run_report("news", if_changed=True)
    assert second.status == "done"
    assert "New words." in (second.folder / "1_corpus.html").read_text()
    cells = [
        [cell for cell in json.loads(path.read_text())["cells"] if cell["cell_type"] == "code"]
        for path in (run.folder / "notebooks" / "1_corpus.ipynb" for run in (first, second))
    ]
    assert cells[0] == cells[1]


def test_a_front_page_that_lags_behind_is_made_again(inputs, quick, pages):
    first = run_report("news")
    # As after a kill between the rename of the run and the new front page.
    (first.front_page.parent / ".shown.json").write_text('{"run": "20240101T000000Z"}')
    assert run_report("news", if_changed=True).status == "done"


def test_one_run_at_a_time(inputs, nothing_starts, pages):
    with report_lock(Path("reports/news")), pytest.raises(AlreadyRunningError) as refusal:
        run_report("news")
    assert refusal.value.exit_code == 75


def test_what_a_killed_run_left_is_removed_by_the_next(inputs, quick, pages):
    report = Path("reports/news")
    for name in (".staging-20240101T000000Z", ".trash-20230101T000000Z"):
        (report / name / "deep").mkdir(parents=True)
    run_report("news")
    assert [p.name for p in report.iterdir() if re.match(r"\.(staging|trash)", p.name)] == []


def test_names_that_need_care(tmp_path, quick, pages, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "a {b} 'c' \u202e$(x) é\n"
    folder.mkdir()
    (folder / "<script>.txt").write_text("One.", encoding="utf-8")
    result = run_report(folder.name)
    assert result.status == "done"
    assert result.folder.parent.name == "a-b-c-x-é"
    executed = json.loads((result.folder / "notebooks" / "1_corpus.ipynb").read_text())
    assert repr(folder.name) in "".join(executed["cells"][1]["source"])


def test_a_parameter_of_a_page_left_out_says_whose_it_is(inputs, nothing_starts, pages):
    page = pages("1", name="2_topics.ipynb") / "2_topics.ipynb"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("min_confidence: float = 0.9", "period: str = 'month'"))
    with pytest.raises(ParameterError, match="'period' is a parameter of 2_topics, which this"):
        run_report("news", only=["1_corpus"], parameters={"period": "week"})


@pytest.fixture
def dated(write_notebook, tmp_path):
    page = "articles: 'Path' = 'seeds'\nsince: 'date' = None\nuntil: 'date' = None"
    redact = "redact: bool = False"
    return write_notebook(f"{page}\n{redact}", "1", name="1_a.ipynb", folder=tmp_path / "notebooks")


def test_the_last_day_is_not_before_the_first(inputs, nothing_starts, dated):
    with pytest.raises(ParameterError, match="is before since"):
        run_report("news", parameters={"since": "2024-05-01", "until": "2024-04-30"})


def test_a_redacted_report_keeps_the_texts_outside(inputs, dated):
    plans = [plan_run("news", parameters={"redact": redact}) for redact in (True, False)]
    inside = [plan.folder in plan.analysis_folder.parents for plan in plans]
    assert inside == [False, True]
