"""The page notebooks: prose first, one call per cell, parameters typed, outputs of the seed run."""

import ast
import json
import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("[0-9]_*.ipynb"))
COMMON = {
    "articles",
    "codebook",
    "decisions",
    "min_confidence",
    "n_topics",
    "neighbours",
    "outlets",
    "period",
    "since",
    "until",
    "random_state",
    "redact",
}

pytestmark = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path, kind):
    content = json.loads(path.read_text(encoding="utf-8"))
    return [cell for cell in content["cells"] if cell["cell_type"] == kind]


def source(cell):
    return "".join(cell["source"])


def test_a_page_has_more_prose_than_code(path):
    words = {
        kind: sum(len(source(cell).split()) for cell in cells(path, kind))
        for kind in ("markdown", "code")
    }
    assert words["markdown"] > 2 * words["code"]


def test_a_page_holds_no_logic(path):
    for cell in cells(path, "code"):
        tree = ast.parse(source(cell))
        banned = (ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While, ast.Try)
        assert not any(isinstance(node, banned) for node in ast.walk(tree))
        assert len(source(cell).splitlines()) <= 12


def test_a_page_asks_answers_and_says_what_not_to_conclude(path):
    prose = [source(cell) for cell in cells(path, "markdown")]
    assert prose[0].startswith("# ")
    for part in ("**Question.**", "Reads ", "writes "):
        assert part in prose[0]
    assert "**Answer.**" in prose[0] or "## Answer" in prose
    assert prose[-1].startswith("## What we may not conclude")


def test_a_sentence_follows_every_result(path):
    content = json.loads(path.read_text(encoding="utf-8"))["cells"]
    for cell, after in zip(content, content[1:], strict=False):
        if cell["cell_type"] == "code" and "parameters" not in cell["metadata"].get("tags", []):
            if "sb.notebook_parameters" in source(cell):
                continue
            assert after["cell_type"] == "markdown", source(cell)


def test_parameters_are_typed_and_explained(path):
    tagged = [c for c in cells(path, "code") if "parameters" in c["metadata"].get("tags", [])]
    assert len(tagged) == 1
    assert tagged[0] is not None and source(cells(path, "code")[0]) == source(tagged[0])
    for line in source(tagged[0]).splitlines():
        assert re.fullmatch(r'(\w+): [\w"\[\], |]+ = [^#=]+  # .{10,}', line), line
        assert line.split(":")[0] in COMMON
    assert "sb.notebook_parameters(globals())" in source(cells(path, "code")[1])


def test_every_result_of_the_seed_run_is_stored(path):
    for cell in cells(path, "code"):
        assert cell["execution_count"], source(cell)
        last = ast.parse(source(cell)).body[-1]
        assert cell["outputs"] or not isinstance(last, ast.Expr), source(cell)
        assert all(out["output_type"] != "error" for out in cell["outputs"])


def test_a_picture_cell_is_marked_and_shows_a_picture(path):
    for cell in cells(path, "code"):
        kinds = {kind for out in cell["outputs"] for kind in out.get("data", {})}
        assert ("publish_figure" in source(cell)) == ("image/svg+xml" in kinds)
        assert ("publish_figure" in source(cell)) == (
            "nbval-ignore-output" in cell["metadata"].get("tags", [])
        )


def test_nothing_of_this_machine_is_stored(path):
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"/(home|root|tmp|work|Users)/", text)
