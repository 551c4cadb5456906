import json
import os
import signal
import subprocess
import sys
import types

import pytest
import stand_ins


@pytest.fixture
def write_notebook(tmp_path):
    """Write a small notebook; its first cell has the tag ``parameters`` unless told otherwise."""

    def write(*sources, name="page.ipynb", tagged=True, folder=tmp_path):
        cells = [
            {
                "cell_type": "code",
                "id": f"cell-{number}",
                "metadata": {"tags": ["parameters"]} if tagged and number == 0 else {},
                "execution_count": None,
                "outputs": [],
                "source": source,
            }
            for number, source in enumerate(sources)
        ]
        content = {
            "cells": cells,
            "metadata": {
                "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
                "language_info": {"name": "python"},
            },
            "nbformat": 4,
            "nbformat_minor": 5,
        }
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / name
        path.write_text(json.dumps(content, indent=1), encoding="utf-8")
        return path

    return write


@pytest.fixture
def inputs(tmp_path, monkeypatch):
    """Return a folder of two articles; relative paths start beside it."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text("One.", encoding="utf-8")
    (folder / "b.txt").write_text("Two.", encoding="utf-8")
    return folder


@pytest.fixture
def quick(monkeypatch):
    """Put the stand-ins in the place of the analysis and the pages."""
    import stancebook

    monkeypatch.setattr(stancebook, "analyse", stand_ins.analyse, raising=False)
    pages = types.ModuleType("stancebook.report.pages")
    pages.render_pages = stand_ins.render_pages
    pages.render_front = stand_ins.render_front
    monkeypatch.setitem(sys.modules, "stancebook.report.pages", pages)
    monkeypatch.setattr("stancebook.report.pages", pages, raising=False)
    return pages


@pytest.fixture
def start(tmp_path):
    """Start ``stancebook`` with the stand-ins as a process of its own, ended with the test."""
    started = []

    def start_process(*words, **variables):
        process = subprocess.Popen(
            [sys.executable, stand_ins.__file__, *map(str, words)],
            cwd=tmp_path,
            env={**os.environ, **variables},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # A shell's background job is started with SIGINT ignored; a terminal's is not.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        started.append(process)
        return process

    yield start_process
    for process in started:
        process.kill()
        process.communicate()
