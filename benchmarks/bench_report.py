"""The time of a report, as a ratio to empty notebooks through papermill and nbconvert.

The reference runs as many notebooks as a report has pages, one after the other by the two tools'
own command lines; each imports what the pages import, and does nothing else. Processor time is
given beside the time on the clock, because the clock depends on what else the machine does.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
IMPORTS = "import pandas\nimport pyarrow.parquet\nimport matplotlib.pyplot\nimport stancebook"


def measure(*commands: list[str]) -> tuple[float, float]:
    """Run commands in turn; return seconds on the clock and seconds of all processors."""
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    for command in commands:
        subprocess.run(
            command, cwd=PROJECT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - began, used


def empty_notebook(path: Path) -> None:
    cell = {
        "cell_type": "code",
        "id": "imports",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": IMPORTS,
    }
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    content = {
        "cells": [cell],
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path.write_text(json.dumps(content), encoding="utf-8")


def by_the_tools(folder: Path, pages: int) -> list[list[str]]:
    commands = []
    for number in range(pages):
        source, executed = folder / f"{number}.ipynb", folder / f"{number}_out.ipynb"
        empty_notebook(source)
        papermill = [sys.executable, "-m", "papermill", str(source), str(executed)]
        commands.append([*papermill, "--no-progress-bar"])
        commands.append(
            [sys.executable, "-m", "nbconvert", "--to", "html", str(executed), "--log-level=ERROR"]
        )
    return commands


def main() -> None:
    pages = len(list((PROJECT / "notebooks").glob("[0-9]*_*.ipynb")))
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        report = [sys.executable, "-m", "stancebook.cli", "report", "seeds", "--quiet"]
        report += ["--out", str(folder / "reports")]
        rows = [
            (f"{pages} empty notebooks, papermill + nbconvert", *by_the_tools(folder, pages)),
            ("stancebook report seeds, nothing there yet", report),
            ("the same again, analysis there", report),
            ("the same with --if-changed, unchanged", [*report, "--if-changed"]),
        ]
        reference = None
        print(f"{'':48} {'seconds':>8} {'ratio':>6} {'processor':>10} {'ratio':>6}")
        for name, *commands in rows:
            clock, used = measure(*commands)
            reference = reference or (clock, used)
            ratios = clock / reference[0], used / reference[1]
            print(f"{name:48} {clock:8.2f} {ratios[0]:6.2f} {used:10.2f} {ratios[1]:6.2f}")


if __name__ == "__main__":
    main()
