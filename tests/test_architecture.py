"""The house reads like its plan: imports point one way, files stay small, import costs little."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import stancebook

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "stancebook"
FILES = sorted(PACKAGE.rglob("*.py"))
SERVE_ALL = ("tables", "errors", "loading", "resampling", "encoder")
ORDER = (
    *SERVE_ALL,
    "articles",
    "stories",
    "passages",
    "attributions",
    "actors",
    "codebook",
    "statements",
    "stance",
    "topics",
    "estimates",
    "networks",
    "figures",
    "analysis",
    "display",
    "report",
    "cli",
    "training",
)
"""The rooms in the order in which a text flows: a room imports only from those before it."""
NOT_AT_IMPORT = ("sklearn", "scipy", "matplotlib", "onnxruntime", "tokenizers", "trafilatura")
NOT_AT_IMPORT += ("dateparser", "papermill", "nbconvert", "nbformat", "pydantic", "torch")
MOST_LINES = 400


def room_of(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def rooms_imported(file: Path) -> set[str]:
    """Name the rooms that a file imports from, inside functions too."""
    here = ("stancebook", *file.relative_to(PACKAGE).with_suffix("").parts)
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            base = here[: -node.level] if node.level else ()
            parts = (*base, *(node.module or "").split(".")) if node.module else base
            names = [parts] if len(parts) > 1 else [(*parts, alias.name) for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [tuple(alias.name.split(".")) for alias in node.names]
        else:
            continue
        found |= {name[1] for name in names if name[0] == "stancebook" and len(name) > 1}
    return found & set(ORDER)


def name_of(file: Path) -> str:
    return str(file.relative_to(PACKAGE))


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_imports_point_one_way(file):
    room = room_of(file)
    if room in ("__init__", "__main__"):
        return
    assert room in ORDER, f"{room} has no place in the order of rooms"
    allowed = {room, *SERVE_ALL, *ORDER[: ORDER.index(room)]}
    assert rooms_imported(file) <= allowed


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_file_tells_one_step(file):
    text = file.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MOST_LINES
    assert ast.get_docstring(ast.parse(text)), "the first line says which step the file tells"


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_functions_stay_readable(file):
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        positional = [arg.arg for arg in node.args.args if arg.arg not in ("self", "cls")]
        most = 6 if node.name.startswith("_") else 5
        assert len(positional) <= most, f"{node.name} takes {positional}"
        body = node.end_lineno - node.body[0].lineno + 1
        has_docstring = isinstance(node.body[0], ast.Expr)
        start = node.body[1].lineno if has_docstring and len(node.body) > 1 else node.lineno
        assert min(body, node.end_lineno - start + 1) <= 60, f"{node.name} is too long"


def test_importing_the_package_imports_nothing_heavy():
    code = f"import sys, stancebook; print([n for n in {NOT_AT_IMPORT!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", stancebook.__all__)
def test_every_public_name_is_there_and_documented(name):
    assert getattr(stancebook, name).__doc__


def test_no_room_but_the_encoder_runs_neural_models():
    for file in FILES:
        if room_of(file) not in ("encoder", "training"):
            assert "import onnxruntime" not in file.read_text(encoding="utf-8"), file


def test_no_committed_text_names_an_index_or_a_machine():
    root = PACKAGE.parents[1]
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    needles = [
        "/work" + "/shared",
        "/work" + "/main",
        "/opt" + "/dev",
        "pypi" + ".org",
        "deb." + "debian",
    ]
    for name in filter(None, listed.stdout.decode().split("\0")):
        file = root / name
        if file.suffix in {".onnx", ".png", ".parquet", ".gz", ".docx"} or not file.is_file():
            continue
        text = file.read_text(encoding="utf-8", errors="replace")
        assert not [needle for needle in needles if needle in text], name
