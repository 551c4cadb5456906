"""The version of a step: a change of any code that it runs makes its parts anew."""

import ast

import pytest

from stancebook.analysis.chain import CHAIN, PACKAGE

NO_MATTER = {"errors.py"}
"""Messages decide no table; the package's own ``__init__`` files only hand names on."""


def files_of(rooms):
    for room in rooms:
        place = PACKAGE / room
        yield from [place] if place.is_file() else place.rglob("*.py")


def imported(file):
    """Yield the files of the package that a file imports, inside functions too."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom) or not node.level:
            continue
        base = file.parents[node.level - 1]
        target = base.joinpath(*node.module.split(".")) if node.module else base
        inner = [target / f"{alias.name}.py" for alias in node.names]
        yield from (one for one in (target.with_suffix(".py"), *inner) if one.is_file())


@pytest.mark.parametrize("step", CHAIN, ids=lambda step: step.name)
def test_the_version_of_a_step_covers_all_code_that_it_imports(step):
    covered = {file for file in files_of(step.rooms) if file.suffix == ".py"}
    needed = {one for file in covered for one in imported(file)}
    outside = {file.relative_to(PACKAGE).as_posix() for file in needed - covered}
    assert outside <= NO_MATTER
