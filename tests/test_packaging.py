"""One environment, told in three files that agree: pyproject.toml, environment.yml, the lock."""

import re
import tomllib

import pytest
import yaml

NAME = re.compile(r"^[A-Za-z0-9._-]+")


@pytest.fixture(scope="module")
def pyproject(project):
    return tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def wanted(pyproject):
    return {NAME.match(line)[0].lower(): line for line in pyproject["dependencies"]}


def test_conda_users_get_the_same_environment(project, pyproject):
    conda = yaml.safe_load((project / "environment.yml").read_text(encoding="utf-8"))
    plain = [line for line in conda["dependencies"] if isinstance(line, str)]
    through_pip = next(d["pip"] for d in conda["dependencies"] if isinstance(d, dict))
    listed = {
        line for line in [*plain, *through_pip] if not re.match(r"(python|pip)\b[>=<]*", line)
    }
    listed |= {line for line in plain if line.startswith("python-docx")}
    test_tools = pyproject["optional-dependencies"]["test"]
    expected = {*pyproject["dependencies"], *test_tools}
    assert listed - {"."} == expected
    assert "." in through_pip, "the package itself is installed from the folder"


def test_the_lock_holds_every_dependency_with_a_hash(project, wanted):
    text = (project / "requirements.lock").read_text(encoding="utf-8")
    pinned = dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", text, flags=re.MULTILINE))
    assert not set(wanted) - set(pinned)
    entries = re.findall(r"^[a-z0-9._-]+==.*(?:\n    --hash=.*)+", text, flags=re.MULTILINE)
    assert len(entries) == len(re.findall(r"^[a-z0-9._-]+==", text, flags=re.MULTILINE))


def test_the_lock_names_no_index(project):
    text = (project / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text


def test_the_core_stays_free_of_torch(project, wanted):
    assert "torch" not in wanted
    assert "\ntorch==" not in (project / "requirements.lock").read_text(encoding="utf-8")


def test_the_version_is_said_once_and_the_same(pyproject, project):
    import stancebook

    citation = yaml.safe_load((project / "CITATION.cff").read_text(encoding="utf-8"))
    changelog = (project / "CHANGELOG.md").read_text(encoding="utf-8")
    assert pyproject["version"] == stancebook.__version__ == citation["version"]
    assert f"## {pyproject['version']}" in changelog
