"""Stand-ins that make a run quick: an analysis of nothing and pages of one line.

Imported by tests, and run as a program where a test needs a process to kill: then it behaves as
``stancebook`` does, with these in place of the real analysis and pages.
"""

import os
import sys
import time
import types
from pathlib import Path

import pandas as pd

from stancebook.tables import ARTICLES, STATEMENTS, make_table


class Codebook:
    fingerprint = "f" * 16

    def write(self, path):
        Path(path).write_text("concepts: []\n", encoding="utf-8")


class Analysis:
    def __init__(self, texts):
        rows = [
            dict.fromkeys(ARTICLES.columns, "")
            | {"article_id": f"a{n}", "title": "=1+1", "text": text, "published": pd.NaT}
            for n, text in enumerate(texts)
        ]
        self.articles = make_table(rows, ARTICLES)
        self.statements = make_table([], STATEMENTS)
        self.codebook = Codebook()


def analyse(articles, codebook=None, *, to=None, n_topics=None, jobs=1, progress=None):
    folder = Path(to)
    folder.mkdir(parents=True, exist_ok=True)
    time.sleep(float(os.environ.get("STAND_IN_SECONDS", 0)))
    names = [articles] if isinstance(articles, str) else articles
    files = [
        f for n in names for f in (sorted(Path(n).iterdir()) if Path(n).is_dir() else [Path(n)])
    ]
    return Analysis([file.read_text(encoding="utf-8") for file in files])


def render_pages(run_folder, analysis, manifest, previous=None, granularity=None):
    pages = []
    for path in sorted((run_folder / "notebooks").glob("*.ipynb")):
        page = run_folder / f"{path.stem}.html"
        page.write_text(f"<!doctype html>{path.read_text(encoding='utf-8')}", encoding="utf-8")
        pages.append(page)
    return pages


def render_front(analysis, manifest, previous=None):
    links = "".join(f'<a href="{manifest["run"]}/{name}.html">' for name in manifest["notebooks"])
    return f"<!doctype html><title>{manifest['name']}</title>{links}<p>whole</p>\n"


def install():
    import stancebook

    stancebook.analyse = analyse
    pages = types.ModuleType("stancebook.report.pages")
    pages.render_pages, pages.render_front = render_pages, render_front
    sys.modules["stancebook.report.pages"] = pages


if __name__ == "__main__":
    install()
    from stancebook.cli import main

    sys.exit(main())
