"""The documentation is true: docstrings match signatures, README commands print what it says."""

import importlib
import inspect
import os
import pkgutil
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from numpydoc.validate import validate

import stancebook

# Form (GL, SS), parameters (PR) and returns (RT) that must hold for every public name.
# A group of parameters may say "as in" another function, so types and order (PR03, PR04) are left.
CODES = {"GL06", "GL07", "GL08", "SS02", "SS03", "SS05", "PR01", "PR02", "RT01", "RT03", "YD01"}
FOR_CLASSES_TOO = CODES - {"RT01", "RT03"}


def public_names() -> list[str]:
    return [f"stancebook.{name}" for name in stancebook.__all__]


def module_functions() -> list[str]:
    """Name every function without underscore in every module that imports without torch."""
    found = []
    for module in pkgutil.walk_packages(stancebook.__path__, "stancebook."):
        if ".training" in module.name:
            continue
        loaded = importlib.import_module(module.name)
        for name, value in inspect.getmembers(loaded, inspect.isfunction):
            if not name.startswith("_") and value.__module__ == module.name:
                found.append(f"{module.name}.{name}")
    return found


def complaints(name: str, codes: set[str]) -> list[str]:
    return [f"{code}: {text}" for code, text in validate(name)["errors"] if code in codes]


@pytest.mark.parametrize("name", public_names())
def test_public_docstrings_promise_what_the_signature_says(name):
    value = getattr(stancebook, name.removeprefix("stancebook."))
    dotted = f"{value.__module__}.{value.__qualname__}"
    assert not complaints(dotted, FOR_CLASSES_TOO if inspect.isclass(value) else CODES)


@pytest.mark.parametrize("name", module_functions())
def test_no_docstring_names_a_parameter_that_is_not_there(name):
    assert not complaints(name, {"PR02", "GL08"})


CONSOLE = re.compile(r"^```console\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"^```python\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)
VARIES = [
    (r"\b\d+(\.\d+)? ?(s|ms|min)\b", "<time>"),
    (r"\d{4}-?\d{2}-?\d{2}T\d{2}[:-]?\d{2}[:-]?\d{2}Z?(-\w+)?", "<run>"),
    (r"\d{8}-\d{6}\S*", "<run>"),
]


def steady(text: str) -> str:
    """Replace what differs between two runs: times and the names of run folders."""
    for pattern, word in VARIES:
        text = re.sub(pattern, word, text)
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


@pytest.fixture(scope="module")
def readme() -> str:
    return (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def workplace(tmp_path_factory, project) -> Path:
    """Copy what a reader of the README has: seeds and notebooks, no reports."""
    place = tmp_path_factory.mktemp("readme")
    for name in ("seeds", "notebooks"):
        shutil.copytree(project / name, place / name, ignore=shutil.ignore_patterns("models"))
    return place


def steps_of(block: str) -> list[tuple[str, str]]:
    """Split a console block into commands and the output that it shows for each."""
    parts = re.split(r"^\$ (.+)$", block, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


@pytest.mark.slow
def test_commands_of_the_readme_print_what_it_shows(readme, workplace):
    steps = [step for block in CONSOLE.findall(readme) for step in steps_of(block)]
    runnable = [(command, shown) for command, shown in steps if command.startswith("stancebook ")]
    assert len(runnable) >= 3
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    for command, shown in runnable:
        done = subprocess.run(
            shlex.split(command),
            cwd=workplace,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert steady(done.stdout) == steady(shown), command


@pytest.mark.slow
def test_python_of_the_readme_runs(readme, workplace, monkeypatch):
    monkeypatch.chdir(workplace)
    blocks = PYTHON.findall(readme)
    assert blocks
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})


def test_links_of_the_documents_lead_somewhere(project):
    documents = [*project.glob("*.md"), *project.glob("docs/*.md")]
    assert len(documents) >= 4
    for document in documents:
        text = document.read_text(encoding="utf-8")
        for link in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
            if not re.match(r"https?:", link):
                assert (document.parent / link).exists(), f"{document.name} links to {link}"
