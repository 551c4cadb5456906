"""The time of a report, as a ratio to empty notebooks through papermill and nbconvert; its pages.

The reference runs as many notebooks as a report has pages, one after the other by the two tools'
own command lines; each imports what the pages import, and does nothing else. Processor time is
given beside the time on the clock, because the clock depends on what else the machine does.

``python -m benchmarks.bench_report --articles 1500`` takes real articles too; ``--pages FOLDER``
weighs the pages of a report that is there, and opens one of each kind in headless Chromium: the
time to its first paint is a ratio to that of an empty page.
"""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from stancebook.codebook import Codebook

from .bench_analysis import CODEBOOK, PROJECT, measure, read_news, write_corpus
from .pages import measure_pages

IMPORTS = "import pandas\nimport pyarrow.parquet\nimport matplotlib.pyplot\nimport stancebook"


def empty_notebook(path: Path) -> None:
    cell = {
        "cell_type": "code",
        "id": "imports",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": IMPORTS,
    }
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    content = {
        "cells": [cell],
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path.write_text(json.dumps(content), encoding="utf-8")


def by_the_tools(folder: Path, pages: int) -> list[list[str]]:
    commands = []
    for number in range(pages):
        source, executed = folder / f"{number}.ipynb", folder / f"{number}_out.ipynb"
        empty_notebook(source)
        papermill = [sys.executable, "-m", "papermill", str(source), str(executed)]
        commands.append([*papermill, "--no-progress-bar"])
        commands.append(
            [sys.executable, "-m", "nbconvert", "--to", "html", str(executed), "--log-level=ERROR"]
        )
    return commands


def by_the_report(folder: Path, n_articles: int) -> list[tuple]:
    """Return the rows of a report on real articles: all but the last, the last added, unchanged."""
    news = read_news()
    if news is None or not n_articles:
        return []
    file, book = folder / "news.jsonl", folder / "codebook.yml"
    write_corpus(news, n_articles, paragraphs=0, file=file)
    Codebook.from_dict(CODEBOOK).write(book)
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    report = [sys.executable, "-m", "stancebook.cli", "report", str(file), "--quiet"]
    report += ["--codebook", str(book), "--out", str(folder / "reports"), "--jobs", "1"]
    analyse = [sys.executable, "-m", "stancebook.cli", "analyse", str(file), "--quiet"]
    analyse += ["--codebook", str(book), "--to", str(folder / "reports/news/analysis")]

    def leave_one_out() -> None:
        file.write_text("".join(lines[:-1]), encoding="utf-8")

    def add_it() -> None:
        file.write_text("".join(lines), encoding="utf-8")

    many = f"{n_articles - 1:,} articles"
    return [
        (f"{many}: analysis alone", leave_one_out, analyse),
        (f"{many}: report, analysis there", None, report),
        (f"{many}: --if-changed, unchanged", None, [*report, "--if-changed"]),
        (f"{many}: one article added", add_it, [*report, "--if-changed"]),
    ]


def by_the_seed(folder: Path) -> list[tuple]:
    """Return the rows of a report on the seed article."""
    report = [sys.executable, "-m", "stancebook.cli", "report", "seeds", "--quiet"]
    report += ["--out", str(folder / "reports")]
    return [
        ("stancebook report seeds, nothing there yet", None, report),
        ("the same again, analysis there", None, report),
        ("the same with --if-changed, unchanged", None, [*report, "--if-changed"]),
    ]


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=0, help="real articles; 0 for the seed")
    parser.add_argument("--pages", type=Path, metavar="FOLDER", help="weigh and open these instead")
    given = parser.parse_args(arguments or [])
    if given.pages:
        measure_pages(given.pages)
        return
    pages = len(list((PROJECT / "notebooks").glob("[0-9]*_*.ipynb")))
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        rows = [
            (f"{pages} empty notebooks, papermill + nbconvert", None, *by_the_tools(folder, pages)),
            *(by_the_report(folder, given.articles) or by_the_seed(folder)),
        ]
        reference = None
        print(f"{'':48} {'seconds':>8} {'ratio':>6} {'processor':>10} {'ratio':>6}")
        for name, prepare, *commands in rows:
            if prepare:
                prepare()
            clock, used = measure(*commands)
            reference = reference or (clock, used)
            ratios = clock / reference[0], used / reference[1]
            print(
                f"{name:48} {clock:8.2f} {ratios[0]:6.2f} {used:10.2f} {ratios[1]:6.2f}", flush=True
            )
        measure_pages(folder / "reports")


if __name__ == "__main__":
    main(sys.argv[1:])
