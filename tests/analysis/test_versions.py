"""A step's version covers the code, word lists and models that it uses, and nothing beside."""

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from stancebook.analysis import versions
from stancebook.analysis.chain import STEPS
from stancebook.analysis.versions import PACKAGE, files_behind, imported_files

HERE = STEPS["passages"].version
OPENED = Path(__file__).with_name("opened_files.py")


def names_behind(*modules):
    return {file.relative_to(PACKAGE).as_posix() for file in files_behind(*modules)}


def parsed_imports(file):
    """Yield the modules that a file imports from single files, as the parser of Python sees it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = file.parents[node.level - 1]
            target = base.joinpath(*node.module.split(".")) if node.module else base
            inner = [target / f"{alias.name}.py" for alias in node.names]
            yield from (one for one in (target.with_suffix(".py"), *inner) if one.is_file())


@pytest.mark.parametrize(
    "file", sorted(PACKAGE.rglob("*.py")), ids=lambda file: str(file.relative_to(PACKAGE))
)
def test_imports_are_read_as_python_reads_them(file):
    found = set(imported_files(file, file.read_text(encoding="utf-8")))
    assert set(parsed_imports(file)) <= found


def test_a_name_of_a_package_may_come_from_any_of_its_modules():
    found = set(
        imported_files(PACKAGE / "passages.py", "from .topics import TopicModel, fit_topics")
    )
    assert found == set((PACKAGE / "topics").rglob("*.py"))


def test_a_name_in_a_comment_or_beside_as_is_none_of_the_module():
    source = "from .actors import (  # noqa\n    names as words,  # stance\n    places,\n)\n"
    found = set(imported_files(PACKAGE / "passages.py", source))
    assert found == {PACKAGE / "actors" / "names.py", PACKAGE / "actors" / "places.py"}


@pytest.mark.parametrize("step", STEPS.values(), ids=lambda step: step.name)
def test_what_the_covered_code_imports_is_covered(step):
    covered = set(files_behind(*step.calls))
    code = {file for file in covered if file.suffix == ".py"}
    assert {one for file in code for one in parsed_imports(file)} <= covered


def test_the_lists_and_models_that_a_step_opens_are_covered():
    command = [sys.executable, str(OPENED)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    opened = json.loads(done.stdout.splitlines()[-1])
    assert opened.keys() == STEPS.keys()
    assert opened["passages"] and opened["speech"] and opened["topics"]
    for name, files in opened.items():
        assert set(files) <= names_behind(*STEPS[name].calls), name


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Put what passages depend on elsewhere, and give the version that it has there."""
    for file in files_behind("passages.py"):
        place = tmp_path / file.relative_to(PACKAGE)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, place)

    def version():
        forget()
        return versions.version_of("passages.py")

    def forget():
        for kept in (versions.version_of, files_behind, versions._behind, versions._file_hash):
            kept.cache_clear()

    monkeypatch.setattr(versions, "PACKAGE", tmp_path)
    yield version
    forget()


def test_a_version_is_the_same_wherever_the_package_is(installed):
    assert installed() == HERE


def test_a_change_of_code_or_of_a_list_is_another_version(installed, tmp_path):
    seen = {installed()}
    for name in ("passages.py", "tables.py", "lexicons/sentence_ends.txt"):
        with (tmp_path / name).open("a", encoding="utf-8") as file:
            file.write("\n")
        seen.add(installed())
    assert len(seen) == 4


def test_a_step_is_not_made_anew_for_data_that_it_never_reads():
    assert not {name for name in names_behind("actors/article.py") if name.startswith("models/")}
    assert not {name for name in names_behind("passages.py") if name.endswith(".yml")}
    assert "lexicons/agencies.tsv" not in names_behind("statements/extract.py")
