"""A report on disk as a run leaves it, for the tests that read its pages."""

from stancebook.report.pages import render_front, render_pages

MANIFEST = {
    "name": "Nuclear arms",
    "run": "2025-11-24T0300",
    "started": "2025-11-24T03:00:00",
    "parameters": {"min_confidence": 0.6},
    "notebooks": [],
}


def write_report(folder, analysis, manifest=MANIFEST, previous=None):
    run = folder / manifest["run"]
    (run / "notebooks").mkdir(parents=True)
    pages = render_pages(run, analysis, manifest, previous)
    (folder / "index.html").write_text(render_front(analysis, manifest, previous), encoding="utf-8")
    (run / "run.json").write_text("{}")
    return [folder / "index.html", *pages]
