"""Told to stop, a run ends what it started and says so; killed, it leaves a whole report."""

import json
import os
import random
import re
import signal
import time
from pathlib import Path

import psutil
import pytest

PAGE = "articles: 'Path' = 'seeds'"
PATIENCE = 900
"""Seconds after which a test gives up: far more than a machine under load takes."""
SLEEPER = (
    "import subprocess, time\n"
    "subprocess.Popen(['sleep', '987'], start_new_session=True)\n"
    "open('reached', 'w').close()\n"
    "time.sleep(3600)"
)


@pytest.fixture
def page(write_notebook, tmp_path):
    def write(*sources):
        write_notebook(PAGE, *sources, name="1_corpus.ipynb", folder=tmp_path / "notebooks")

    return write


def wait_until(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "the run never came so far"
        time.sleep(0.05)


def family(process):
    return [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]


def alive(processes):
    """Return those that do not end; one that was killed may need a moment to be gone."""
    _, left = psutil.wait_procs(processes, timeout=60)
    return [p for p in left if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.parametrize(
    ("number", "status", "code"),
    [(signal.SIGINT, "interrupted", 130), (signal.SIGTERM, "terminated", 143)],
    ids=["SIGINT", "SIGTERM"],
)
def test_a_signal_ends_the_run_and_all_that_it_started(
    inputs, page, start, tmp_path, number, status, code
):
    page("1 + 1", SLEEPER)
    process = start("report", "news")
    wait_until((tmp_path / "reached").exists)
    started = family(process)
    assert len(started) >= 3
    process.send_signal(number)
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == code
    assert alive(started) == []
    assert f"{status} during notebooks" in errors
    assert "Traceback" not in errors
    (failed,) = Path("reports/news/failed").iterdir()
    assert json.loads((failed / "run.json").read_text())["status"] == status
    cells = json.loads((failed / "notebooks" / "1_corpus.ipynb").read_text())["cells"]
    states = [cell["metadata"]["papermill"]["status"] for cell in cells]
    assert states[-2:] == ["completed", "failed"]
    assert not Path("reports/news/index.html").exists()


def test_the_time_limit_holds_in_the_analysis_too(inputs, page, start):
    page("1")
    process = start("report", "news", "--time-limit", "1", STAND_IN_SECONDS="3600")
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == 4, errors
    assert "analysis: the run took longer than its limit of 1 s" in errors


LINES = (
    r"analysis: .*",
    r"notebooks: .*",
    r"stancebook: .*; see reports/news/failed/\S+",
    r"stancebook: (analysis|notebooks): the run took longer than its limit of 8 s",
    r"stancebook: (interrupted|terminated) during notebooks",
)
"""All that a run which stops early says."""


@pytest.mark.parametrize(
    ("words", "code"),
    [
        pytest.param(["--cell-limit", "2"], 4, id="cell limit"),
        pytest.param(["--time-limit", "8"], 4, id="time limit"),
        pytest.param([signal.SIGINT], 130, id="SIGINT"),
        pytest.param([signal.SIGTERM], 143, id="SIGTERM"),
    ],
)
@pytest.mark.parametrize("cell", [SLEEPER, "open('reached', 'w')\nwhile True: pass"])
def test_who_is_stopped_says_what_happened_and_nothing_else(
    inputs, page, start, tmp_path, words, code, cell
):
    page("1 + 1", cell)
    numbers = [word for word in words if isinstance(word, signal.Signals)]
    process = start("report", "news", *(word for word in words if word not in numbers))
    for number in numbers:
        wait_until((tmp_path / "reached").exists)
        process.send_signal(number)
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == code, errors
    odd = [line for line in errors.splitlines() if not any(re.fullmatch(o, line) for o in LINES)]
    assert odd == []


@pytest.mark.slow
def test_killed_at_any_moment_the_front_page_opens_a_whole_report(inputs, page, start):
    """Three random moments; as many as the environment variable ``KILLS`` says where it is set."""
    page("1 + 1")
    began = time.monotonic()
    assert start("report", "news").wait(timeout=PATIENCE) == 0
    whole = time.monotonic() - began
    report = Path("reports/news")
    (inputs / "c.txt").write_text("Three.", encoding="utf-8")
    left, moments = [], random.Random(0)
    for _ in range(int(os.environ.get("KILLS", 3))):
        process = start("report", "news")
        time.sleep(moments.uniform(0.05, 1) * whole)
        left += family(process)[1:] if process.poll() is None else []
        process.kill()
        process.wait()
        front = (report / "index.html").read_text(encoding="utf-8")
        assert "<p>whole</p>" in front
        run = report / front.partition('<a href="')[2].partition("/")[0]
        manifest = json.loads((run / "run.json").read_text(encoding="utf-8"))
        for output in manifest["outputs"]:
            assert (run / output["path"]).stat().st_size == output["size"]
    # The next run succeeds and removes what the killed ones left, processes too.
    assert start("report", "news").wait(timeout=PATIENCE) == 0
    assert alive(left) == []
    assert [p.name for p in report.iterdir() if p.name.startswith(".staging")] == []
