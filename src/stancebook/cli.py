"""Command line: words in, one call, one line out.

Every verb is a thin layer over one function of the package; what it needs is imported when it
runs, so that ``stancebook --help`` answers at once.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import traceback
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from . import __version__
from .errors import InputError, StancebookError

_EXIT_CODES = """\
exit codes: 0 done or up to date; 1 a step failed; 2 usage or bad input; 3 parameters; 4 time limit;
5 kernel died; 75 already running; 130/143 signals"""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in two lines instead of repeating the whole usage."""

    def error(self, message: str) -> NoReturn:
        """Exit with 2."""
        self.exit(2, f"{self.prog}: {message}\nsee '{self.prog} --help'\n")


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all verbs."""
    parser = _Parser(
        prog="stancebook",
        description="Who stands where, on what, and who says so: "
        "from a folder of news articles to a report that can be audited.",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"stancebook {__version__}")
    verbs = parser.add_subparsers(title="verbs", dest="verb", metavar="VERB", required=True)
    for add in (_add_report, _add_analyse, _add_articles, _add_figures, _add_verify, _add_export):
        verb = add(verbs)
        verb.epilog = _EXIT_CODES
        verb.formatter_class = argparse.RawDescriptionHelpFormatter
        verb.add_argument("--json", action="store_true", help="print a summary as JSON at the end")
        verb.add_argument("--quiet", action="store_true", help="no progress, only the result")
    return parser


def _add_report(verbs: argparse._SubParsersAction) -> argparse.ArgumentParser:
    verb = verbs.add_parser("report", help="make a report from articles")
    verb.set_defaults(run=_report)
    _add_input(verb, default="seeds")
    verb.add_argument("--name", help="name of the report (default: from ARTICLES)")
    verb.add_argument("--out", metavar="FOLDER", default="reports", help="default: reports")
    verb.add_argument(
        "--only", metavar="NOTEBOOK", action="append", default=[], help="run only this notebook"
    )
    verb.add_argument(
        "--set",
        metavar="KEY=VALUE",
        action="append",
        default=[],
        help="set a parameter of the notebooks, such as min_confidence=0.9",
    )
    verb.add_argument("--notebooks", metavar="FOLDER", help="default: notebooks")
    verb.add_argument("--if-changed", action="store_true", help="do nothing where nothing changed")
    verb.add_argument("--keep", metavar="N", type=_positive, help="keep only the newest N runs")
    verb.add_argument(
        "--time-limit", metavar="SECONDS", type=_seconds, help="most time for the whole run"
    )
    verb.add_argument(
        "--cell-limit",
        metavar="SECONDS",
        type=_seconds,
        default=3600.0,
        help="most time for one notebook cell (default: 3600)",
    )
    verb.add_argument(
        "--wait", metavar="SECONDS", type=_seconds, default=0.0, help="wait for a run under way"
    )
    return verb


def _add_analyse(verbs: argparse._SubParsersAction) -> argparse.ArgumentParser:
    verb = verbs.add_parser(
        "analyse", help="analyse articles into a folder of tables; resumes where it stopped"
    )
    verb.set_defaults(run=_analyse)
    _add_input(verb)
    verb.add_argument("--to", metavar="FOLDER", required=True, help="where the tables go")
    _add_outlets(verb)
    verb.add_argument("--decisions", metavar="FILE", help="what you decided about topics (.jsonl)")
    verb.add_argument(
        "--method",
        choices=("model", "rules"),
        default="model",
        help="how speech is read and sides are told: by the models (default), or by the rules that "
        "they are measured against, much faster and less often right",
    )
    verb.add_argument("--scheduler", metavar="ADDRESS", help="a Dask scheduler, tcp://HOST:PORT")
    return verb


def _add_articles(verbs: argparse._SubParsersAction) -> argparse.ArgumentParser:
    verb = verbs.add_parser(
        "articles", help="audit the intake: what is found, read, rejected, and why"
    )
    verb.set_defaults(run=_articles)
    verb.add_argument("articles", metavar="ARTICLES", help="a file, a folder or a glob")
    _add_outlets(verb)
    verb.add_argument("--to", metavar="FILE", help="write the intake table (.csv or .parquet)")
    return verb


def _add_figures(verbs: argparse._SubParsersAction) -> argparse.ArgumentParser:
    verb = verbs.add_parser("figures", help="write a report's figures and tables for a paper")
    verb.set_defaults(run=_figures)
    verb.add_argument("report", metavar="REPORT", help="a report, such as reports/seeds")
    verb.add_argument("--to", metavar="FOLDER", required=True, help="where the figures go")
    verb.add_argument("--style", metavar="NAME", default="single", help="default: single")
    return verb


def _add_verify(verbs: argparse._SubParsersAction) -> argparse.ArgumentParser:
    verb = verbs.add_parser("verify", help="run a report again and compare every table and figure")
    verb.set_defaults(run=_verify)
    verb.add_argument("report", metavar="REPORT", help="a report or one of its runs")
    return verb


def _add_export(verbs: argparse._SubParsersAction) -> argparse.ArgumentParser:
    verb = verbs.add_parser("export", help="export a report as an RO-Crate")
    verb.set_defaults(run=_export)
    verb.add_argument("report", metavar="REPORT", help="a report or one of its runs")
    verb.add_argument("--to", metavar="FOLDER", required=True, help="a new folder for the crate")
    verb.add_argument(
        "--without-inputs", action="store_true", help="leave out the articles and their texts"
    )
    return verb


def _add_input(verb: argparse.ArgumentParser, *, default: str | None = None) -> None:
    verb.add_argument(
        "articles",
        metavar="ARTICLES",
        nargs="?" if default else None,
        default=default,
        help=f"a file, a folder or a glob{f' (default: {default})' if default else ''}",
    )
    verb.add_argument("--codebook", metavar="FILE", help="concepts and actors; else proposed")
    verb.add_argument("--jobs", metavar="N", type=_positive, help="work on N things at a time")


def _add_outlets(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--outlets", metavar="FILE", help="more aliases of outlets: columns alias and outlet"
    )


def _positive(text: str) -> int:
    if not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number of at least 1, got {text!r}")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds < 1e9:
        raise argparse.ArgumentTypeError(f"expected seconds, got {text!r}")
    return seconds


def _report(options: argparse.Namespace) -> tuple[int, dict[str, object], str]:
    from .report.run import run_report

    result = run_report(
        options.articles,
        codebook=options.codebook,
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


def _analyse(options: argparse.Namespace) -> tuple[int, dict[str, object], str]:
    from . import analyse, read_codebook
    from .report.signals import stopping

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
    summary = {"status": "done", "exit_code": 0, "folder": options.to, "counts": counts}
    return 0, summary, f"{words}: {Path(options.to).as_posix()}"


def _articles(options: argparse.Namespace) -> tuple[int, dict[str, object], str]:
    from .articles import read_corpus
    from .report.datasets import write_one_file

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


def _figures(options: argparse.Namespace) -> tuple[int, dict[str, object], str]:
    from .report.paper import write_figures

    files = write_figures(options.report, options.to, style=options.style)
    names = [Path(file).as_posix() for file in files]
    summary = {"status": "done", "exit_code": 0, "folder": options.to, "files": names}
    return 0, summary, f"{len(names)} files: {Path(options.to).as_posix()}"


def _verify(options: argparse.Namespace) -> tuple[int, dict[str, object], str]:
    from .report.verify import verify_report

    verdict = verify_report(options.report, progress=_progress(options))
    return verdict.exit_code, verdict.to_dict(), str(verdict)


def _export(options: argparse.Namespace) -> tuple[int, dict[str, object], str]:
    from .report.crate import export_crate

    place = export_crate(options.report, options.to, with_inputs=not options.without_inputs)
    summary = {"status": "done", "exit_code": 0, "folder": place.as_posix()}
    return 0, summary, f"RO-Crate: {place.as_posix()}"


def _progress(options: argparse.Namespace) -> object:
    from .report.progress import Progress

    return Progress(quiet=options.quiet)


def main(words: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Parameters
    ----------
    words : sequence of str, optional
        Those after the program's name; from the shell otherwise.
    """
    # Jupyter's schema checker imports this package for a check that no notebook needs, and it
    # costs more than a second at every start. Only a program of our own may leave it out.
    sys.modules.setdefault("rfc3987_syntax", None)
    options = build_parser().parse_args(words)
    warnings.showwarning = _show_warning
    try:
        code, summary, line = options.run(options)
    except StancebookError as reason:
        code, line = reason.exit_code, " ".join(str(reason).split("\n", 1))
        summary = {"status": _word(code), "exit_code": code, "message": line}
    except KeyboardInterrupt:
        code, line = 130, "interrupted"
        summary = {"status": line, "exit_code": code, "message": line}
    except Exception as reason:
        if os.environ.get("STANCEBOOK_DEBUG"):
            raise
        code, line = 1, f"unexpected {type(reason).__name__}: {reason}\n{_keep_traceback()}"
        summary = {"status": "failed", "exit_code": code, "message": line}
    except BaseException as reason:
        if not hasattr(reason, "exit_code"):
            raise
        code, line = reason.exit_code, str(reason)
        summary = {"status": reason.status, "exit_code": code, "message": line}
    if words is None:
        _end_children()
    return _say(code, summary, line, as_json=options.json)


def _show_warning(message: Warning | str, *where: object, **more: object) -> None:
    """Write a warning as one line: what is wrong, not where in the code."""
    sys.stderr.write(f"stancebook: warning: {' '.join(str(message).split())}\n")


def _word(code: int) -> str:
    from .report.engine import EXIT_CODES

    return next(word for word, known in EXIT_CODES.items() if known == code)


def _say(code: int, summary: dict[str, object], line: str, *, as_json: bool) -> int:
    try:
        if as_json:
            sys.stdout.write(json.dumps(summary, default=str) + "\n")
        elif code:
            sys.stderr.write(f"stancebook: {line}\n")
        else:
            sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except (BrokenPipeError, UnicodeEncodeError):
        # The reader went away, or its encoding is too small: the exit code still tells.
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115
    return code


def _keep_traceback() -> str:
    with tempfile.NamedTemporaryFile(
        "w", prefix="stancebook-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        traceback.print_exc(file=file)
    return f"this is a fault of stancebook; its traceback is in {file.name}"


def _end_children() -> None:
    """End what a step that was stopped left running."""
    psutil = sys.modules.get("psutil")
    if psutil is not None:
        children = psutil.Process().children(recursive=True)
        for child in children:
            try:
                child.kill()
            except psutil.Error:
                continue
        psutil.wait_procs(children, timeout=2)


if __name__ == "__main__":
    sys.exit(main())
