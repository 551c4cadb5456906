"""The verbs: each a thin layer over one function of the package.

What a verb needs is imported when it runs, so that ``stancebook --help`` answers at once. Each
returns the exit code, a summary for ``--json`` and the line to print.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from ..errors import InputError

Outcome = tuple[int, dict[str, object], str]


def report(options: argparse.Namespace) -> Outcome:
    """Make a report from articles."""
    from ..report.run import run_report

    result = run_report(
        options.articles,
        codebook=options.codebook,
        outlets=options.outlets,
        name=options.name,
        out=options.out,
        notebooks=options.notebooks,
        only=options.only,
        parameters=_settings(options.set),
        from_text=True,
        jobs=options.jobs,
        if_changed=options.if_changed,
        keep=options.keep,
        cell_limit=options.cell_limit or None,
        time_limit=options.time_limit or None,
        wait=options.wait,
        progress=_progress(options),
    )
    page = result.front_page and result.front_page.as_posix()
    summary = {
        "status": result.status,
        "exit_code": result.exit_code,
        "message": result.message,
        "run": result.folder.as_posix(),
        "front_page": page,
        "codebook": result.manifest.get("codebook", {}),
        "counts": result.manifest.get("counts", {}),
        "timings": result.manifest.get("timings", {}),
    }
    if result.exit_code:
        last = f"\nthe last good report stays: {page}" if page else ""
        return result.exit_code, summary, f"{result.message}{last}"
    return 0, summary, f"{result.message}: {page}"


def _settings(words: Sequence[str]) -> dict[str, str]:
    settings = {}
    for word in words:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise InputError(f"--set {word!r}: expected KEY=VALUE, such as min_confidence=0.9")
        settings[name.strip()] = value
    return settings


def analyse(options: argparse.Namespace) -> Outcome:
    """Analyse articles into a folder of tables."""
    from .. import analyse, read_codebook
    from ..report.manifest import CODEBOOK, tell_codebook
    from ..report.signals import stopping

    if not options.to.strip():
        raise InputError("--to: expected the folder where the tables go, got an empty path")
    progress = _progress(options)
    codebook = read_codebook(options.codebook) if options.codebook else None
    progress.start("analysis")
    with stopping():
        analysis = analyse(
            options.articles,
            codebook,
            to=options.to,
            decisions=options.decisions,
            method=options.method,
            outlets=options.outlets,
            jobs=options.jobs or 1,
            scheduler=options.scheduler,
            progress=progress.update,
        )
    counts = {name: analysis.count(name) for name in ("articles", "attributions", "statements")}
    words = ", ".join(
        f"{count} {name if count != 1 else name.removesuffix('s')}"
        for name, count in counts.items()
    )
    progress.done(words)
    book = {"notes": list(analysis.codebook.notes), "proposed": analysis.suggested}
    for line in tell_codebook({"codebook": {**book, "file": CODEBOOK}}, Path(options.to)):
        progress.say(line)
    summary = {"status": "done", "exit_code": 0, "folder": options.to, "counts": counts}
    summary["codebook"] = book
    return 0, summary, f"{words}: {Path(options.to).as_posix()}"


def articles(options: argparse.Namespace) -> Outcome:
    """Audit the intake: what is found, read, rejected, and why."""
    from ..articles import read_corpus
    from ..report.datasets import write_one_file

    corpus = read_corpus(options.articles, outlets=options.outlets)
    intake = corpus.intake
    counts = {"found": len(intake)}
    counts |= {
        status: int((intake["status"] == status).sum())
        for status in ("read", "rejected", "duplicate")
    }
    lines = [", ".join(f"{count} {status}" for status, count in counts.items())]
    if not options.quiet:
        for row in intake[intake["status"] != "read"].itertuples():
            lines.append(f"{row.status}: {_printable(row.file)} [{row.position}]: {row.reason}")
    if options.to:
        write_one_file(intake, options.to)
    return 0, {"status": "done", "exit_code": 0, "counts": counts}, "\n".join(lines)


def _printable(text: object) -> str:
    return "".join(char if char.isprintable() else "\ufffd" for char in str(text))


def figures(options: argparse.Namespace) -> Outcome:
    """Write a report's figures and tables for a paper."""
    from ..report.paper import write_figures

    files = write_figures(options.report, options.to, style=options.style)
    names = [Path(file).as_posix() for file in files]
    summary = {"status": "done", "exit_code": 0, "folder": options.to, "files": names}
    return 0, summary, f"{len(names)} files: {Path(options.to).as_posix()}"


def verify(options: argparse.Namespace) -> Outcome:
    """Run a report again and compare."""
    from ..report.verify import verify_report

    verdict = verify_report(options.report, progress=_progress(options))
    return verdict.exit_code, verdict.to_dict(), str(verdict)


def export(options: argparse.Namespace) -> Outcome:
    """Export a report as an RO-Crate."""
    from ..report.crate import export_crate

    place = export_crate(options.report, options.to, with_inputs=not options.without_inputs)
    summary = {"status": "done", "exit_code": 0, "folder": place.as_posix()}
    return 0, summary, f"RO-Crate: {place.as_posix()}"


def _progress(options: argparse.Namespace) -> object:
    from ..report.progress import Progress

    return Progress(quiet=options.quiet)
