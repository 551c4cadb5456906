"""A report on disk as a run leaves it, for the tests that read its pages."""

import ast
from pathlib import Path

import nbformat
import pytest

import stancebook
from stancebook.analysis.granularity import measure_neighbours
from stancebook.report.pages import render_front, render_pages

NOTEBOOKS = sorted((Path(__file__).resolve().parents[1] / "notebooks").glob("[0-9]_*.ipynb"))

MANIFEST = {
    "name": "Nuclear arms",
    "run": "2025-11-24T0300",
    "started": "2025-11-24T03:00:00",
    "parameters": {"min_confidence": 0.6},
    "notebooks": [],
}


def write_report(folder, analysis, manifest=MANIFEST, previous=None, *, notebooks=(), of=None):
    run = folder / manifest["run"]
    (run / "notebooks").mkdir(parents=True)
    manifest = {**manifest, "notebooks": [path.stem for path in notebooks]}
    for path in notebooks:
        nbformat.write(run_page(path, of or analysis, run, manifest), run / "notebooks" / path.name)
    asked = {name: manifest["parameters"].get(name) for name in ("n_topics", "neighbours")}
    compares = any(path.stem == "2_topics" for path in notebooks)
    numbers = measure_neighbours(of or analysis, **asked) if compares else None
    pages = render_pages(run, analysis, manifest, previous, numbers)
    (folder / "index.html").write_text(render_front(analysis, manifest, previous), encoding="utf-8")
    (run / "run.json").write_text("{}")
    return [folder / "index.html", *pages]


def run_page(path, analysis, run, manifest):
    """Execute a page notebook in this process, on an analysis that is there already."""
    page = nbformat.read(path, as_version=4)
    names = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("STANCEBOOK_FIGURES", str(run / "figures"))
        patch.setattr(stancebook, "open_analysis", lambda *_, **__: analysis, raising=False)
        for cell in page.cells:
            if cell.cell_type == "code":
                cell.outputs = _outputs(cell.source, names)
                if "parameters" in cell.metadata.get("tags", ()):
                    given = manifest["parameters"]
                    names.update({name: given[name] for name in given if name in names})
    return page


def _outputs(source, names):
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    if last is None:
        return []
    value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    if hasattr(value, "_repr_mimebundle_"):
        data = value._repr_mimebundle_()
    else:
        data = {"text/plain": repr(value)}
        if hasattr(value, "_repr_html_"):
            data["text/html"] = value._repr_html_()
    return [nbformat.v4.new_output("execute_result", data, execution_count=1)]
