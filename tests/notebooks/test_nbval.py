"""The page notebooks show what they showed: nbval runs them on the seeds and compares."""

import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((PROJECT / "notebooks").glob("[0-9]_*.ipynb"))


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_seed_run_gives_what_is_stored(path):
    """Text and tables must be equal; pictures are run and not compared (their data is tested)."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "default"),
            *("--nbval", "--nbval-current-env", "--nbval-cell-timeout=3600"),
            "--nbval-kernel-startup-timeout=900",
            f"--nbval-sanitize-with={Path(__file__).with_name('sanitise.cfg')}",
            str(path),
        ],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-6000:]
