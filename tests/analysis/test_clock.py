"""A clock that jumps: content and locks that are held tell what was done, never times."""

import itertools
import os
import shutil
import time
from functools import partial

import pytest
from small_corpus import assert_same

import stancebook as sb

analyse = partial(sb.analyse, method="rules")
YEAR = 366 * 24 * 3600
JUMPS = (0, 70 * YEAR, -40 * YEAR, 5, -1, -3 * YEAR)
"""Seconds by which the clock is wrong, each time it is looked at."""


@pytest.fixture(scope="module")
def finished(articles, codebook, tmp_path_factory):
    folder = tmp_path_factory.mktemp("finished") / "analysis"
    analyse(articles, codebook, to=folder)
    return folder


def parts(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.parquet")}


def set_times(folder):
    """Give all that lies in a folder times of the far past and the far future, in turn."""
    for path, jump in zip(sorted(folder.rglob("*")), itertools.cycle(JUMPS), strict=False):
        moment = max(time.time() + jump, 1)
        os.utime(path, (moment, moment))


@pytest.mark.parametrize("lost", ["nothing", "a third"])
def test_times_of_files_decide_nothing(articles, codebook, finished, tmp_path, lost):
    folder = shutil.copytree(finished, tmp_path / "analysis")
    before = parts(folder)
    for path in sorted(folder.rglob("*.parquet"))[:: 3 if lost == "a third" else len(before) + 1]:
        path.unlink()
    set_times(folder)
    kept = {path: path.stat().st_mtime_ns for path in folder.rglob("*.parquet")}
    analyse(articles, codebook, to=folder)
    assert parts(folder) == before
    assert all(path.stat().st_mtime_ns == times for path, times in kept.items())


def test_a_clock_that_jumps_changes_nothing(articles, codebook, finished, tmp_path, monkeypatch):
    true = time.time
    jumps = itertools.cycle(JUMPS)
    monkeypatch.setattr(time, "time", lambda: true() + next(jumps))
    monkeypatch.setattr(time, "time_ns", lambda: int(time.time() * 1e9))
    folder = tmp_path / "analysis"
    analyse(articles, codebook, to=folder)
    assert parts(folder) == parts(finished)
    set_times(folder)
    assert_same(analyse(articles, codebook, to=folder), sb.read_analysis(finished))


def test_a_lock_of_any_age_holds(finished, tmp_path):
    """Also one that seems to be from long ago, or from a day that has not come."""
    from stancebook.analysis.store import FolderStore

    store = FolderStore(shutil.copytree(finished, tmp_path / "analysis"))
    with store.lock("batch-a", wait=False) as mine:
        for _ in JUMPS:
            set_times(store.folder)
            with store.lock("batch-a", wait=False) as also:
                assert mine and not also
