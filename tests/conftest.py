"""What all tests share: where the data folder is, and the seed article."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

PROJECT = Path(__file__).resolve().parents[1]

# Deterministic, and short enough for two cores; `make fuzz` searches for longer.
settings.register_profile(
    "project",
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("project")


@pytest.fixture(scope="session")
def project() -> Path:
    """Return the folder that holds README.md, seeds and notebooks."""
    return PROJECT


@pytest.fixture(scope="session")
def data_folder() -> Path:
    """Return the folder of data sets that are not part of the project, or skip."""
    folder = Path(os.environ.get("STANCEBOOK_DATA", PROJECT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no data folder at {folder}: set STANCEBOOK_DATA to run this test")
    os.environ["STANCEBOOK_DATA"] = str(folder)  # the installed package does not know the checkout
    return folder
