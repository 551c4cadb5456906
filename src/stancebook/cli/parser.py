"""The parser: which verbs and options there are, and which values they take."""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from .. import __version__
from . import verbs

_EXIT_CODES = """\
exit codes: 0 done or up to date; 1 a step failed; 2 usage or bad input; 3 parameters; 4 time limit;
5 kernel died; 75 already running; 130/143 signals"""

_OTHER_WORDS = {"--out": "--to", "--output": "--to", "--config": "--codebook"}
"""What other programs call an option of ours."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in two lines instead of repeating the whole usage.

    Options are written in full: shortened, ``--out`` would be ``--outlets`` to a verb that says
    ``--to``.
    """

    def __init__(self, **options: object) -> None:
        super().__init__(**options, allow_abbrev=False)

    def error(self, message: str) -> NoReturn:
        """Exit with 2."""
        message = " ".join(message.split())
        self.exit(2, f"{self.prog}: {message}\nsee '{self.prog} --help'\n")

    def parse_known_args(
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Refuse what is unknown here, where it is known which verb is meant."""
        words = list(sys.argv[1:] if args is None else args)
        if self._subparsers:
            self._check_verb(words)
        else:
            self._check_options(words)
        options, rest = super().parse_known_args(words, namespace)
        if rest:
            self.error(f"{rest[0]!r} is one too many{self._meant(rest[0])}")
        return options, rest

    def _check_verb(self, words: Sequence[str]) -> None:
        verbs = self._subparsers._group_actions[0].choices
        word = next((word for word in words if not word.startswith("-")), None)
        if word is None or word in verbs:
            return
        near = _nearest(word, verbs)
        if near is None and Path(word).exists():
            near = f"report {word}"
        meant = f": did you mean {near!r}?" if near else "."
        self.error(f"no verb {word!r}{meant} The verbs are {', '.join(verbs)}")

    def _check_options(self, words: Sequence[str]) -> None:
        known = [option for option in self._option_string_actions if option.startswith("--")]
        for word in words:
            if word == "--":
                return
            name = word.partition("=")[0]
            if name.startswith("--") and name not in known:
                near = _OTHER_WORDS.get(name)
                near = near if near in known else _nearest(name, known)
                self.error(f"no option {name!r}{f': did you mean {near!r}?' if near else ''}")

    def _meant(self, word: str) -> str:
        """Say what a word more than the verb takes was meant to be."""
        if "--codebook" in self._option_string_actions and word.endswith((".yml", ".yaml")):
            return f": did you mean '--codebook {word}'?"
        takes = [action.metavar for action in self._actions if not action.option_strings]
        if takes == ["ARTICLES"]:
            return ": ARTICLES is one file, one folder or one glob in quotes"
        return ""


def _nearest(word: str, known: Sequence[str]) -> str | None:
    """Return the known word most like this one, or None."""
    return next(iter(difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.6)), None)


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
    into = parser.add_subparsers(title="verbs", dest="verb", metavar="VERB", required=True)
    for add in (_add_report, _add_analyse, _add_articles, _add_figures, _add_verify, _add_export):
        verb = add(into)
        verb.epilog = _EXIT_CODES
        verb.formatter_class = argparse.RawDescriptionHelpFormatter
        verb.add_argument("--json", action="store_true", help="print a summary as JSON at the end")
        verb.add_argument("--quiet", action="store_true", help="no progress, only the result")
    return parser


def _add_report(into: argparse._SubParsersAction) -> argparse.ArgumentParser:
    verb = into.add_parser("report", help="make a report from articles")
    verb.set_defaults(run=verbs.report)
    _add_input(verb, default="seeds")
    _add_outlets(verb)
    verb.add_argument("--name", help="name of the report (default: from ARTICLES)")
    verb.add_argument("--out", "--to", metavar="FOLDER", default="reports", help="default: reports")
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


def _add_analyse(into: argparse._SubParsersAction) -> argparse.ArgumentParser:
    verb = into.add_parser(
        "analyse", help="analyse articles into a folder of tables; resumes where it stopped"
    )
    verb.set_defaults(run=verbs.analyse)
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


def _add_articles(into: argparse._SubParsersAction) -> argparse.ArgumentParser:
    verb = into.add_parser(
        "articles", help="audit the intake: what is found, read, rejected, and why"
    )
    verb.set_defaults(run=verbs.articles)
    verb.add_argument("articles", metavar="ARTICLES", help="a file, a folder or a glob")
    _add_outlets(verb)
    verb.add_argument("--to", metavar="FILE", help="write the intake table (.csv or .parquet)")
    return verb


def _add_figures(into: argparse._SubParsersAction) -> argparse.ArgumentParser:
    verb = into.add_parser("figures", help="write a report's figures and tables for a paper")
    verb.set_defaults(run=verbs.figures)
    _add_finished(verb)
    verb.add_argument("--to", metavar="FOLDER", required=True, help="where the figures go")
    verb.add_argument("--style", metavar="NAME", default="single", help="default: single")
    return verb


def _add_verify(into: argparse._SubParsersAction) -> argparse.ArgumentParser:
    verb = into.add_parser("verify", help="run a report again and compare every table and figure")
    verb.set_defaults(run=verbs.verify)
    _add_finished(verb)
    return verb


def _add_export(into: argparse._SubParsersAction) -> argparse.ArgumentParser:
    verb = into.add_parser("export", help="export a report as an RO-Crate")
    verb.set_defaults(run=verbs.export)
    _add_finished(verb)
    verb.add_argument("--to", metavar="FOLDER", required=True, help="a new folder for the crate")
    verb.add_argument(
        "--without-inputs", action="store_true", help="leave out the files of articles"
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


def _add_finished(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "report", metavar="REPORT", help="a report such as reports/seeds, or one of its runs"
    )


def _add_outlets(verb: argparse.ArgumentParser) -> None:
    verb.add_argument(
        "--outlets",
        metavar="FILE",
        help="more aliases of outlets (default: outlets.yml in the folder of ARTICLES)",
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
