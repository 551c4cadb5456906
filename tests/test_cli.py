"""The command line: what it takes, what it says, and the exit code of each way to end."""

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

import stancebook
from stancebook.cli import build_parser, main
from stancebook.errors import AlreadyRunningError, ParameterError
from stancebook.report.run import RunResult

VERBS = ("report", "analyse", "articles", "figures", "verify", "export")


@pytest.fixture
def asked(monkeypatch, tmp_path):
    """Record what the command line asks of the package; ``asked.answer`` is what it gets."""
    asked = SimpleNamespace(calls=[], answer=None)
    done = RunResult(
        "done",
        0,
        tmp_path / "run",
        tmp_path / "index.html",
        "report seeds is done",
        {"counts": {"articles": 1}, "timings": {}},
    )

    def run_report(articles, **options):
        asked.calls.append({"articles": articles, **options})
        if isinstance(asked.answer, BaseException):
            raise asked.answer
        return asked.answer or done

    monkeypatch.setattr("stancebook.report.run.run_report", run_report)
    return asked


def exit_code(*words):
    with pytest.raises(SystemExit) as end:
        main(words)
    return end.value.code


def test_a_bare_report_is_on_the_seeds(asked, capsys):
    assert main(["report"]) == 0
    assert asked.calls[0]["articles"] == "seeds"
    assert asked.calls[0]["out"] == "reports"
    out, err = capsys.readouterr()
    assert out.endswith("index.html\n")
    assert err == ""


def test_every_option_reaches_the_run(asked):
    words = (
        "report news --codebook c.yml --outlets o.yml --name n --out o "
        "--only 3_stance --only figures "
        "--set min_confidence=0.5 --set since= --jobs 2 --if-changed --keep 3 --time-limit 60 "
        "--cell-limit 5 --wait 1.5 --notebooks pages"
    )
    main(words.split())
    call = asked.calls[0]
    call.pop("progress")
    assert call == {
        "articles": "news",
        "codebook": "c.yml",
        "outlets": "o.yml",
        "name": "n",
        "out": "o",
        "notebooks": "pages",
        "only": ["3_stance", "figures"],
        "parameters": {"min_confidence": "0.5", "since": ""},
        "from_text": True,
        "jobs": 2,
        "if_changed": True,
        "keep": 3,
        "time_limit": 60.0,
        "cell_limit": 5.0,
        "wait": 1.5,
    }


@pytest.mark.parametrize(
    ("reason", "code", "status"),
    [
        pytest.param(ParameterError("no parameter 'x'"), 3, "bad parameters", id="parameters"),
        pytest.param(AlreadyRunningError("another run"), 75, "already running", id="lock"),
        pytest.param(KeyboardInterrupt(), 130, "interrupted", id="interrupt"),
    ],
)
def test_a_refusal_is_one_line_and_a_code(asked, capsys, reason, code, status):
    asked.answer = reason
    assert main(["report"]) == code
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert main(["report", "--json"]) == code
    assert json.loads(capsys.readouterr().out)["status"] == status


def test_a_failed_run_says_that_the_last_good_report_stays(asked, capsys, tmp_path):
    page = tmp_path / "index.html"
    asked.answer = RunResult("time limit", 4, tmp_path / "failed", page, "1_corpus: too long", {})
    assert main(["report"]) == 4
    assert "the last good report stays" in capsys.readouterr().err


def test_a_fault_of_our_own_shows_no_traceback_but_keeps_it(asked, capsys, monkeypatch):
    monkeypatch.delenv("STANCEBOOK_DEBUG", raising=False)
    asked.answer = ZeroDivisionError("planted")
    assert main(["report"]) == 1
    err = capsys.readouterr().err
    assert "Traceback" not in err
    place = err.strip().rpartition(" ")[2]
    with open(place, encoding="utf-8") as file:  # noqa: PTH123
        assert "ZeroDivisionError: planted" in file.read()


@pytest.mark.parametrize(
    "words",
    [
        pytest.param([], id="no verb"),
        pytest.param(["reprot"], id="unknown verb"),
        pytest.param(["report", "--colour"], id="unknown option"),
        pytest.param(["report", "--jobs", "0"], id="no jobs"),
        pytest.param(["report", "--keep", "-1"], id="negative"),
        pytest.param(["report", "--time-limit", "soon"], id="no seconds"),
        pytest.param(["analyse", "seeds"], id="missing option"),
    ],
)
def test_wrong_usage_is_two_lines_and_code_2(words, capsys):
    assert exit_code(*words) == 2
    assert capsys.readouterr().err.count("\n") == 2


@pytest.mark.parametrize(
    ("words", "meant", "helps"),
    [
        pytest.param("reprot news", "'report'", "stancebook", id="verb"),
        pytest.param("tests", "'report tests'", "stancebook", id="no verb but a folder"),
        pytest.param("report --codebok x", "'--codebook'", "stancebook report", id="option"),
        pytest.param("report --set a=1 --kep=2", "'--keep'", "stancebook report", id="with ="),
        pytest.param("analyse n --out x", "'--to'", "stancebook analyse", id="other spelling"),
        pytest.param("figures reports/n --out x", "'--to'", "stancebook figures", id="figures"),
        pytest.param("report n my.yml", "'--codebook my.yml'", "stancebook report", id="codebook"),
        pytest.param(
            "analyse n m.yaml --to x", "'--codebook m.yaml'", "stancebook analyse", id="2"
        ),
        pytest.param("articles a.txt b.txt", "glob in quotes", "stancebook articles", id="glob"),
    ],
)
def test_wrong_usage_is_told_what_was_meant_and_whose_help_says_more(
    words, meant, helps, capsys, monkeypatch
):
    monkeypatch.chdir(Path(__file__).parent.parent)
    assert exit_code(*words.split()) == 2
    said = capsys.readouterr().err
    assert meant in said
    assert said.endswith(f"\nsee '{helps} --help'\n")


def test_where_a_report_goes_is_asked_as_every_verb_asks_it(asked):
    for option in ("--to", "--out"):
        assert main(["report", "news", option, "o"]) == 0
    assert [call["out"] for call in asked.calls] == ["o", "o"]


def test_a_folder_is_no_codebook_and_the_refusal_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news.csv").write_text("text\nAna said she opposes the ban.\n")
    (tmp_path / "book").mkdir()
    for words in (["report", "news.csv"], ["analyse", "news.csv", "--to", "a"]):
        assert main([*words, "--codebook", "book"]) == 2
        assert "book: is a folder" in capsys.readouterr().err


def test_a_setting_needs_a_name_and_a_value(asked, capsys):
    assert main(["report", "--set", "min_confidence"]) == 2
    assert "expected KEY=VALUE" in capsys.readouterr().err


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_each_verb_names_its_options_and_the_exit_codes(verb, capsys):
    assert exit_code(verb, "--help") == 0
    text = capsys.readouterr().out
    assert "75 already running" in text
    for action in build_parser()._subparsers._group_actions[0].choices[verb]._actions:
        assert all(option in text for option in action.option_strings)
        assert action.help


def test_what_stands_for_the_same_thing_is_explained_alike():
    verbs = build_parser()._subparsers._group_actions[0].choices.values()
    told = {}
    for action in (action for verb in verbs for action in verb._actions):
        if not action.option_strings:
            told.setdefault(action.metavar, set()).add(action.help.partition(" (default")[0])
    assert {name: len(words) for name, words in told.items()} == dict.fromkeys(told, 1)
    assert set(told) == {"ARTICLES", "REPORT"}


def test_the_version_is_the_packages(capsys):
    assert exit_code("--version") == 0
    assert capsys.readouterr().out == f"stancebook {stancebook.__version__}\n"


def test_the_intake_audit_counts_and_gives_reasons(tmp_path, monkeypatch, capsys):
    intake = pd.DataFrame(
        {
            "file": ["a.txt", "=b\u202e.bin"],
            "position": [0, 0],
            "status": ["read", "rejected"],
            "reason": ["", "binary"],
            "article_id": ["x", ""],
        }
    )
    monkeypatch.setattr(
        "stancebook.articles.read_corpus", lambda *_, **__: SimpleNamespace(intake=intake)
    )
    monkeypatch.chdir(tmp_path)
    assert main(["articles", "news", "--to", "intake.csv"]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out == [
        "2 found, 1 read, 1 rejected, 0 duplicate",
        "rejected: =b\ufffd.bin [0]: binary",
    ]
    assert "'=b" in (tmp_path / "intake.csv").read_text(encoding="utf-8")
    assert main(["articles", "news", "--to", "intake.txt"]) == 2
    capsys.readouterr()
    (tmp_path / "file").touch()
    places = ("none/intake", "file/intake", "a" * 300)
    for name in (f"{place}.{kind}" for place in places for kind in ("csv", "parquet")):
        assert main(["articles", "news", "--to", name]) == 2
        assert f"cannot write {name}" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["intake.csv", "intake.parquet"])
def test_a_full_disk_leaves_no_half_intake(tmp_path, monkeypatch, capsys, name):
    resource = pytest.importorskip("resource", reason="needs limits of Unix")
    monkeypatch.chdir(tmp_path)
    lines = (f"Article {n} {hash(str(n))} stands here.,en" for n in range(2_000))
    (tmp_path / "news.csv").write_text("\n".join(["text,language", *lines]))
    (tmp_path / name).write_text("an earlier intake")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        code = main(["articles", "news.csv", "--to", name, "--quiet"])
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert code == 2
    assert f"cannot write {name}: " in capsys.readouterr().err
    assert (tmp_path / name).read_text() == "an earlier intake"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "news.csv"])


def test_tables_are_not_strewn_over_the_current_folder(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["analyse", "news", "--to", ""]) == 2
    assert "--to: expected the folder" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_the_command_line_takes_the_method_of_the_call(tmp_path, monkeypatch):
    from stancebook import Analysis

    asked = []
    monkeypatch.setattr(
        "stancebook.analyse",
        lambda articles, codebook, **options: asked.append(options["method"]) or Analysis,
    )
    monkeypatch.setattr(Analysis, "count", classmethod(lambda cls, name: 0))
    monkeypatch.setattr(Analysis, "codebook", SimpleNamespace(notes=()), raising=False)
    monkeypatch.setattr(Analysis, "suggested", False, raising=False)
    words = ["analyse", "news", "--to", str(tmp_path / "a"), "--quiet"]
    assert [main([*words, *more]) for more in ([], ["--method", "rules"])] == [0, 0]
    assert asked == ["model", "rules"]
    with pytest.raises(SystemExit) as ended:
        main([*words, "--method", "guess"])
    assert ended.value.code == 2


def test_a_table_of_outlets_is_taken_or_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news.csv").write_text("text,source\nAna said she opposes it.,Gaze online\n")
    (tmp_path / "outlets.csv").write_text("alias,outlet\ngaze online,The Gaze\n")
    (tmp_path / "concepts.yml").write_text("concepts:\n- id: ban\n  name: the ban\n")
    words = ["analyse", "news.csv", "--to", "a", "--codebook", "concepts.yml", "--quiet"]
    assert main([*words, "--method", "rules", "--outlets", "outlets.csv"]) == 0
    articles = pd.read_parquet(tmp_path / "a" / "articles")
    assert articles["source"].tolist() == ["The Gaze"]
    (tmp_path / "outlets.csv").write_text("one cell\n")
    for verb in (words, ["articles", "news.csv"]):
        assert main([*verb, "--outlets", "outlets.csv"]) == 2
        assert "line 1: expected alias and outlet" in capsys.readouterr().err


def test_an_analysis_says_what_its_codebook_leaves_out(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    text = "Ana Ruiz opposes the carbon tax. The carbon tax is needed, said Bo Lind of {}."
    rows = pd.DataFrame({"text": [text.format(name) for name in ("Pont", "Quai", "Rive", "Sart")]})
    rows.to_csv("news.csv")
    (tmp_path / "concepts.yml").write_text("concepts:\n- id: ban\n  name: the ban\n")
    words = ["analyse", "news.csv", "--to", "a", "--method", "rules"]
    assert main([*words, "--codebook", "concepts.yml"]) == 0
    said = capsys.readouterr().err
    assert "codebook: 'carbon tax' (in 4 of 4 articles) is no concept" in said
    assert "proposed" not in said
    assert main([*words, "--json", "--quiet"]) == 0
    out, _ = capsys.readouterr()
    assert json.loads(out)["codebook"]["proposed"] is True
    assert main(words) == 0
    assert "codebook: proposed; edit a/codebook.yml" in capsys.readouterr().err


def test_processes_end_without_a_word(tmp_path):
    text = "Ana Ruiz opposes the ban. It is needed, said Bo Lind of town {}."
    rows = pd.DataFrame({"text": [text.format(number) for number in range(20)]})
    rows.to_csv(tmp_path / "news.csv")
    (tmp_path / "concepts.yml").write_text("concepts:\n- id: ban\n  name: the ban\n")
    words = ["analyse", "news.csv", "--to", "a", "--codebook", "concepts.yml", "--quiet"]
    code = f"import sys\nfrom stancebook.cli import main\nsys.argv[1:] = {words!r}\n"
    code += "sys.argv += ['--method', 'rules', '--jobs', '2']\nsys.exit(main())"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stderr == ""


def test_help_answers_without_the_heavy_packages():
    code = (
        "import sys\nfrom stancebook.cli import main\n"
        "try:\n    main(['report', '--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'pandas', 'numpy', 'papermill', 'nbformat', 'pydantic'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
