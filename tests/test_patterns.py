"""Regular expressions: none takes longer than its string is long, however hostile the string."""

import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("hostile_patterns.py")
MOST_SECONDS = 300
"""Of processor time: a pattern that never ends must end the test."""


def limit() -> None:
    resource = pytest.importorskip("resource")
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))


run = partial(subprocess.run, capture_output=True, text=True, check=False, preexec_fn=limit)


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits on processor time")
def test_no_pattern_takes_longer_than_its_string_is_long():
    done = run([sys.executable, str(SCRIPT)])
    *slow, count = done.stdout.splitlines() or [done.stderr]
    assert done.returncode == 0 and slow == []
    assert int(count.split()[0]) > 100


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits on processor time")
@pytest.mark.parametrize("pattern", ["(a+)+b", r"\s+$", r"(?:\w+,? ?)+!", "(?:a|ab|b)*c", "<.*>"])
def test_a_pattern_that_does_is_found(pattern):
    done = run([sys.executable, str(SCRIPT), pattern])
    assert len(done.stdout.splitlines()) == 2, done.stderr
