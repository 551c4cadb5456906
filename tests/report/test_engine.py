"""The engine: cell states are true, limits hold, and no process outlives its notebook."""

import time
import uuid

import psutil
import pytest

from stancebook.report.engine import EXIT_CODES, execute_notebook, load_notebook
from stancebook.report.kernels import Kernels, end_processes, kernel_environment

STUBBORN = (
    "while True:\n    try:\n        while True:\n            pass\n"
    "    except BaseException:\n        pass"
)


@pytest.fixture(scope="module")
def kernels():
    with Kernels() as running:
        yield running


@pytest.fixture
def execute(kernels, write_notebook, tmp_path):
    def run(*sources, values=(), tagged=False, **limits):
        path = write_notebook(*sources, tagged=tagged)
        return execute_notebook(
            load_notebook(path, dict(values)),
            name=path.stem,
            kernels=kernels,
            environment=kernel_environment(kernels.folder),
            cwd=tmp_path,
            **limits,
        )

    return run


def states(execution):
    return [cell.metadata.papermill.status for cell in execution.notebook.cells]


def test_every_cell_that_ran_is_completed_and_has_its_output(execute):
    done = execute("a = 20", "a + 1")
    assert (done.status, done.message, states(done)) == ("done", "", ["completed"] * 2)
    assert done.notebook.cells[1].outputs[0].data["text/plain"] == "21"
    assert len(done.cells) == 2


@pytest.mark.parametrize(
    ("cells", "status", "words"),
    [
        pytest.param(["1", "1 / 0", "2"], "failed", "ZeroDivisionError", id="raises"),
        pytest.param(["1", "raise SystemExit(3)", "2"], "failed", "SystemExit", id="exits"),
        pytest.param(["1", "import os; os._exit(7)", "2"], "kernel died", "status 7", id="dies"),
        pytest.param(
            ["1", "import os; os.kill(os.getpid(), 9)", "2"], "kernel died", "signal 9", id="killed"
        ),
        pytest.param([STUBBORN, "2"], "time limit", "limit of 1 s", id="hangs"),
        pytest.param(
            ["x: int = 1", "y = 2", "import stancebook as sb; sb.notebook_parameters(globals())"],
            "bad parameters",
            "no parameter 'y'; valid: x",
            id="parameters",
        ),
    ],
)
def test_the_cell_at_which_a_run_stopped_says_so(execute, cells, status, words):
    limit = 1 if status == "time limit" else None
    stopped = execute(*cells, cell_limit=limit)
    assert stopped.status == status
    assert words in stopped.message
    at = {"bad parameters": 2, "time limit": 0}.get(status, 1)
    assert states(stopped)[: at + 1] == ["completed"] * at + ["failed"]
    assert set(states(stopped)[at + 1 :]) <= {"pending"}
    assert "error" in [output.output_type for output in stopped.notebook.cells[at].outputs]


def test_the_deadline_of_the_run_stops_a_cell(execute):
    stopped = execute("1", "import time; time.sleep(3600)", deadline=time.monotonic() + 6)
    assert stopped.status == "time limit"
    assert "the run's time limit" in stopped.message


@pytest.mark.parametrize("ending", ["", "\nwhile True: pass"], ids=["done", "time limit"])
def test_nothing_that_a_notebook_started_outlives_it(execute, tmp_path, ending):
    seconds = str(10_000_000 + uuid.uuid4().int % 10_000_000)
    cell = (
        "import pathlib, subprocess, time\n"
        f"line = 'sleep {seconds} & exec -a {tmp_path}/mark sleep {seconds}'\n"
        "process = subprocess.Popen(['bash', '-c', line], start_new_session=True)\n"
        "words = pathlib.Path(f'/proc/{process.pid}/cmdline')\n"
        f"while words.exists() and not words.read_bytes().startswith(b'{tmp_path}/mark'):\n"
        "    time.sleep(0.05)"
    )
    execution = execute(cell + ending, cell_limit=3 if ending else None)
    assert execution.status == ("time limit" if ending else "done")
    found = psutil.process_iter(["cmdline"])
    started = [p for p in found if seconds in (p.info["cmdline"] or ())]
    _, left = psutil.wait_procs(started, timeout=60)
    assert [p for p in left if p.status() != psutil.STATUS_ZOMBIE] == []


def test_values_reach_the_notebook_exactly(execute):
    values = {
        "text": "quo\"te's {brace} \\n é \u202e 007",
        "number": 0.1,
        "words": ["no", "12:30"],
        "nothing": None,
        "truth": False,
    }
    declared = "text: str = ''\nnumber: float = 0\nwords: 'list[str]' = []\nnothing: str = None\n"
    done = execute(
        declared + "truth: bool = True",
        "assert [text, number, words, nothing, truth] == " + repr(list(values.values())),
        values=values,
        tagged=True,
    )
    assert done.message == ""


def test_an_executed_notebook_holds_no_time_and_no_random_id(execute):
    first, second = (execute("print(1)", "print(list({'b', 'a', 'c', 'd'}))") for _ in range(2))
    assert first.notebook == second.notebook


def test_a_stopped_engine_starts_nothing(write_notebook, tmp_path):
    with Kernels() as running:
        running.stop()
        execution = execute_notebook(
            load_notebook(write_notebook("1"), {}),
            name="page",
            kernels=running,
            environment=kernel_environment(running.folder),
        )
    assert execution.status != "done"
    assert states(execution) == ["pending"]


def test_ending_nothing_is_no_error():
    assert end_processes({uuid.uuid4().hex}, variable="STANCEBOOK_KERNEL") == 0


def test_every_way_to_end_has_a_word_and_a_code():
    assert {EXIT_CODES[word] for word in EXIT_CODES} == {0, 1, 2, 3, 4, 5, 75, 130, 143}
