"""Examples for schedulers: their commands are valid, and they were run as far as can be here."""

import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from stancebook.cli import build_parser

NOTEBOOK = Path(__file__).parent / "notebooks" / "parameters.ipynb"
NAMES = ("crontab", "stancebook.service", "workflow.yml", "airflow_dag.py")


@pytest.fixture
def examples(project):
    return project / "examples"


def commands(text):
    """Return the words after each ``stancebook`` that a text starts."""
    text = re.sub(r'"\s*\n\s*"', "", text)
    found = re.findall(
        r"(?:bin/|^|\s)stancebook ((?:report|verify|export|figures) [^\n`\"|>]*)", text, re.M
    )
    return [shlex.split(re.sub(r"=$", "=0.9", command.strip())) for command in found]


@pytest.mark.parametrize("name", [*NAMES, "../docs/schedules.md"])
def test_every_command_is_one_that_the_command_line_takes(examples, name):
    found = commands((examples / name).read_text(encoding="utf-8"))
    assert found
    for words in found:
        build_parser().parse_args(words)


def test_the_exit_codes_in_the_docs_are_those_of_the_engine(project):
    from stancebook.report.engine import EXIT_CODES

    text = (project / "docs" / "schedules.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\d, ]+) \| (.*?) \|", text, re.M)
    said = {}
    for codes, words in rows:
        names = re.findall(r"`([^`]+)`", words)
        numbers = [int(code) for code in codes.split(",")]
        said |= dict(
            zip(names, numbers * len(names) if len(numbers) == 1 else numbers, strict=True)
        )
    assert said == EXIT_CODES


def test_the_workflow_is_valid_and_pins_what_it_uses(examples):
    workflow = yaml.safe_load((examples / "workflow.yml").read_text(encoding="utf-8"))
    steps = workflow["jobs"]["report"]["steps"]
    assert all(("uses" in step) != ("run" in step) for step in steps)
    assert all("@" in step["uses"] for step in steps if "uses" in step)
    assert workflow["permissions"] == {"contents": "read"}
    script = next(step["run"] for step in steps if "env" in step)
    subprocess.run(["bash", "-n", "-c", script], check=True)


def test_systemd_takes_the_units(examples, tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed")
    for name in ("stancebook.service", "stancebook.timer"):
        text = (examples / name).read_text(encoding="utf-8")
        text = re.sub(r"^ExecStart=\S+", f"ExecStart={sys.executable}", text, flags=re.M)
        text = text.replace("User=stancebook", "User=root")
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def load_example(path):
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_job_writes_texts_as_code(examples):
    module = load_example(examples / "jupyter_scheduler.py")
    body = module.job("notebooks/3_stance.ipynb", ["articles=/srv/a b", "n_topics=7", "x=None"])
    assert body["parameters"] == {"articles": "'/srv/a b'", "n_topics": "7", "x": "None"}
    daily = module.job("a.ipynb", [], schedule="15 5 * * *")
    assert daily["schedule"] == "15 5 * * *"


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("settings", "words"),
    [
        pytest.param(["min_confidence=0.25", "since=2024-05-01"], None, id="valid"),
        pytest.param(["min_confidense=0.25"], "did you mean 'min_confidence'", id="unknown name"),
        pytest.param(["min_confidence=high"], "must be a number", id="wrong type"),
    ],
)
def test_the_check_holds_under_jupyter_scheduler(examples, tmp_path, settings, words):
    pytest.importorskip("jupyter_scheduler", reason="jupyter-scheduler is not installed")
    from jupyter_scheduler.environments import CondaEnvironmentManager
    from jupyter_scheduler.models import CreateJob
    from jupyter_scheduler.orm import create_tables
    from jupyter_scheduler.scheduler import Scheduler
    from traitlets.config import Config

    address = f"sqlite:///{tmp_path}/jobs.sqlite"
    create_tables(address)
    shutil.copy(NOTEBOOK, tmp_path / "page.ipynb")
    scheduler = Scheduler(
        root_dir=str(tmp_path),
        environments_manager=CondaEnvironmentManager(),
        db_url=address,
        config=Config({"Scheduler": {"task_runner_class": None}}),
    )
    scheduler.staging_path = str(tmp_path / "staging")
    module = load_example(examples / "jupyter_scheduler.py")
    job = scheduler.create_job(CreateJob(**module.job("page.ipynb", settings)))
    end = time.monotonic() + 900
    while (state := scheduler.get_job(job)).status not in ("COMPLETED", "FAILED"):
        assert time.monotonic() < end, "the job never ended"
        time.sleep(0.3)
    if words is None:
        assert state.status == "COMPLETED", state.status_message
        assert "(0.25, datetime.date(2024, 5, 1))" in "".join(
            path.read_text(encoding="utf-8") for path in (tmp_path / "staging").rglob("*.ipynb")
        )
    else:
        assert state.status == "FAILED"
        assert words in state.status_message


@pytest.mark.filterwarnings("ignore")
def test_airflow_reads_the_dag(examples, tmp_path, monkeypatch):
    pytest.importorskip("airflow.providers.papermill", reason="Airflow is not installed")
    module = load_example(examples / "airflow_dag.py")
    assert [task.task_id for task in module.dag.topological_sort()] == ["stance", "report"]


class Recorder:
    """Stands for Airflow's DAG and operators: keeps what they are given."""

    def __init__(self, given, **options):
        self.options = options
        given.append(self)

    def __enter__(self):
        return self

    def __exit__(self, *reason):
        pass

    def __rshift__(self, other):
        return other


@pytest.mark.filterwarnings("ignore")
def test_airflow_hands_papermill_what_its_notebook_takes(project, examples, tmp_path, monkeypatch):
    """Where Airflow is not installed too: what PapermillOperator hands on is run by papermill."""
    import papermill

    from stancebook.report.parameters import check_parameters

    given = []
    bash = "airflow.providers.standard.operators.bash"
    mill = "airflow.providers.papermill.operators.papermill"
    stand_ins = {}
    for place, name in (("airflow", "DAG"), (bash, "BashOperator"), (mill, "PapermillOperator")):
        parts = place.split(".")
        for n in range(1, len(parts) + 1):
            stand_ins.setdefault(".".join(parts[:n]), ModuleType(parts[n - 1]))
        setattr(stand_ins[place], name, partial(Recorder, given))
    for place, module in stand_ins.items():
        monkeypatch.setitem(sys.modules, place, module)
    load_example(examples / "airflow_dag.py")
    stance = next(one.options for one in given if one.options.get("task_id") == "stance")
    page = project / "notebooks" / Path(stance["input_nb"]).name
    check_parameters(page, stance["parameters"])
    papermill.execute_notebook(
        NOTEBOOK,
        tmp_path / "out.ipynb",
        parameters=stance["parameters"],
        kernel_name=stance["kernel_name"],
        progress_bar=False,
        report_mode=True,
    )
    written = (tmp_path / "out.ipynb").read_text(encoding="utf-8")
    assert "(0.9, None)" in written
    assert stance["parameters"]["articles"] in written
