"""GLOSSARY.md says what the code says: every column, label and meaning, and nothing else."""

import re

import pytest

from stancebook.tables import TABLES


@pytest.fixture(scope="module")
def glossary(project):
    return (project / "GLOSSARY.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def sections(glossary):
    """Read the tables of the page: name of a contract -> {column: (kind, meaning)}."""
    parts = re.split(r"^### `(\w+)`: one row is (.+)$", glossary, flags=re.MULTILINE)[1:]
    row = re.compile(r"^\| `(\w+)` \| (\w+) \| (.+) \|$", flags=re.MULTILINE)
    return {
        name: (one_row, {column: (kind, meaning) for column, kind, meaning in row.findall(body)})
        for name, one_row, body in zip(parts[::3], parts[1::3], parts[2::3], strict=True)
    }


@pytest.mark.parametrize("contract", TABLES.values(), ids=TABLES)
def test_every_column_is_explained_as_in_the_code(contract, sections):
    one_row, columns = sections[contract.name]
    assert one_row == contract.row
    assert columns == {name: (c.kind, c.meaning) for name, c in contract.columns.items()}


def test_no_table_is_explained_that_does_not_exist(sections):
    assert list(sections) == list(TABLES)


def test_every_label_is_explained(glossary):
    labels = glossary.split("## Labels")[1].split("## Tables")[0]
    explained = set(re.findall(r"[a-z]+", "\n".join(re.findall(r"^\| ([^|]+) \|", labels, re.M))))
    used = {
        value
        for contract in TABLES.values()
        for column in contract.columns.values()
        for value in column.values
    }
    assert used <= explained
