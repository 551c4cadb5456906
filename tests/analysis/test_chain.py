"""Steps as data: each names the modules that it calls, for its version is made of them."""

import inspect

import pytest

from stancebook.analysis import chain
from stancebook.analysis.chain import CHAIN
from stancebook.analysis.versions import PACKAGE, files_behind, imported_files


@pytest.mark.parametrize(
    "step", [step for step in CHAIN if step.function], ids=lambda step: step.name
)
def test_a_step_names_all_modules_that_its_function_imports(step):
    source = inspect.getsource(getattr(step.function, "func", step.function))
    called = set(imported_files(PACKAGE / "analysis" / "chain.py", source))
    assert called
    assert called <= set(files_behind(*step.calls))


def test_a_change_of_any_step_would_be_seen_under_its_own_name():
    assert len({step.name for step in CHAIN}) == len(CHAIN)
    assert all((PACKAGE / module).is_file() for step in CHAIN for module in step.calls)
    assert set(chain.STEPS) == {step.name for step in CHAIN}
