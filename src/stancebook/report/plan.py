"""Plan: everything about a run that can be checked before anything is written or started."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from stancebook.errors import InputError, ParameterError

from .declarations import Parameter, check_values
from .fingerprints import PACKAGE, hash_bytes, hash_file, list_inputs
from .folders import ANALYSIS, MANIFEST, check_name, read_json, report_name, shown_run
from .parameters import nearest, read_parameters

GIVEN = ("articles", "codebook", "outlets")
"""Parameters that a run sets by its own arguments."""


@dataclass(frozen=True)
class Plan:
    """A run as it was asked for, checked.

    Attributes
    ----------
    articles : str
        File, folder or glob, as given, with ``/``.
    files : list of Path
        What it names now.
    codebook : Path or None
        The codebook's file; None where one is to be proposed.
    outlets : Path or None
        The file with more aliases of outlets, if any.
    name : str
        The report's name.
    folder : Path
        ``OUT/NAME``.
    notebooks : list of Path
        What to execute, in the order of their numbers.
    values : dict of dict
        By notebook, what is injected into it.
    parameters : dict
        By notebook, every declared parameter in force, as plain values.
    settings : dict
        What the user set, by parameter.
    """

    articles: str
    files: list[Path]
    codebook: Path | None
    outlets: Path | None
    name: str
    folder: Path
    notebooks: list[Path]
    values: dict[str, dict[str, object]]
    parameters: dict[str, dict[str, object]]
    settings: dict[str, object]

    def in_force(self, name: str) -> object:
        """Return the value of a parameter in the first notebook that declares it, else None."""
        return next((own[name] for own in self.parameters.values() if name in own), None)

    @property
    def analysis_folder(self) -> Path:
        """Where the analysis is kept. It holds the texts: outside of a report that is redacted."""
        if self.in_force("redact"):
            return self.folder.parent / f".{self.name}-{ANALYSIS}"
        return self.folder / ANALYSIS

    def dates(self) -> dict[str, date | None]:
        """Return the first and the last day counted, ``since`` and ``until``; None for no limit."""
        given = {name: self.in_force(name) for name in ("since", "until")}
        return {name: day and date.fromisoformat(str(day)) for name, day in given.items()}

    def codebook_hash(self) -> str:
        """Return the SHA-256 of the codebook's file; ``proposed`` where there is none."""
        return hash_bytes(self.codebook.read_bytes()) if self.codebook else "proposed"

    def outlets_hash(self) -> str | None:
        """Return the SHA-256 of the file with more aliases of outlets; None where there is none."""
        return hash_bytes(self.outlets.read_bytes()) if self.outlets else None

    @property
    def decisions(self) -> Path | None:
        """The file of decisions about topics, the notebooks' parameter; None where none is set."""
        given = self.in_force("decisions")
        return Path(str(given)).expanduser() if given else None

    def decisions_hash(self) -> str | None:
        """Return the SHA-256 of the file of decisions; None where none is set."""
        return hash_bytes(self.decisions.read_bytes()) if self.decisions else None


def plan_run(
    articles: str | Path,
    *,
    codebook: str | Path | None = None,
    outlets: str | Path | None = None,
    name: str | None = None,
    out: str | Path = "reports",
    notebooks: str | Path | None = None,
    only: Sequence[str] = (),
    parameters: Mapping[str, object] | None = None,
    from_text: bool = False,
) -> Plan:
    """Check what is asked for, without starting or writing anything.

    Parameters
    ----------
    articles, codebook, outlets, name, out, notebooks, only, parameters
        See :func:`stancebook.report.run.run_report`.
    from_text : bool
        The parameters' values are words of a command line.

    Raises
    ------
    InputError
        No articles, codebook, outlets, decisions or notebook at the path given, decisions or
        outlets that cannot be read, or a name that is no folder name.
    ParameterError
        A parameter that no notebook declares, or a value of the wrong type.
    """
    if not isinstance(articles, (str, Path)):
        raise InputError(
            f"articles: expected a file, a folder or a glob, got {type(articles).__name__}; "
            "write a table to a .parquet file first"
        )
    files = list_inputs(articles)
    book = _find_codebook(articles, codebook)
    aliases = _find_outlets(articles, outlets)
    chosen = check_name(name) if name is not None else report_name(articles)
    folder = Path(out).expanduser() / chosen
    known = _key_shown(folder)
    if book and not _is_same(book, known.get("codebook")):
        _try_codebook(book)
    if aliases and not _is_same(aliases, known.get("outlets")):
        _try_outlets(aliases)
    for word in GIVEN:
        if word in (parameters or {}):
            raise ParameterError(f"{word!r} is an argument of the run itself, not a parameter")
    found = find_notebooks(notebooks)
    pages = _choose(found, only)
    others = [path for path in found if path not in pages]
    given = {"articles": Path(articles).as_posix()}
    given |= {"codebook": book and book.as_posix(), "outlets": aliases and aliases.as_posix()}
    values, in_force = _share_out(pages, others, given, dict(parameters or {}), from_text=from_text)
    plan = Plan(
        articles=given["articles"],
        files=files,
        codebook=book,
        outlets=aliases,
        name=chosen,
        folder=folder,
        notebooks=pages,
        values=values,
        parameters=in_force,
        settings={
            name: _plain(next(own[name] for own in values.values() if name in own))
            for name in sorted(parameters or {})
        },
    )
    if plan.decisions and not _is_same(plan.decisions, known.get("decisions")):
        _try_decisions(plan.decisions)
    if any(plan.dates().values()):
        _try_dates(plan.dates())
    return plan


def _find_codebook(articles: str | Path, codebook: str | Path | None) -> Path | None:
    """Take the codebook given, else the one that lies in the folder of articles."""
    if codebook is None:
        return _beside(articles, "codebook")
    path = Path(codebook).expanduser()
    if path.is_dir():
        raise InputError(f"{codebook}: is a folder; --codebook takes the YAML file itself")
    if not path.is_file():
        raise InputError(f"no codebook at {str(codebook)!r}: expected a YAML file")
    return path


def _find_outlets(articles: str | Path, outlets: str | Path | None) -> Path | None:
    """Take the aliases of outlets given, else those that lie in the folder of articles."""
    if outlets is None:
        return _beside(articles, "outlets")
    path = Path(outlets).expanduser()
    if not path.is_file():
        raise InputError(f"no table of outlets at {str(outlets)!r}: expected CSV, TSV or YAML")
    return path


def _beside(articles: str | Path, name: str) -> Path | None:
    beside = [Path(articles).expanduser() / f"{name}{ending}" for ending in (".yml", ".yaml")]
    return next((path for path in beside if path.is_file()), None)


# The rooms below load pandas, and an unchanged report needs none: imported where they are needed.


def _key_shown(folder: Path) -> dict[str, object]:
    """Return the key of the run that is shown: what it has read, this run need not try first."""
    shown = shown_run(folder)
    return (read_json(shown / MANIFEST).get("key") or {}) if shown else {}


def _is_same(path: Path, known: object) -> bool:
    try:
        return hash_file(path) == known
    except OSError:  # who reads it says what is wrong
        return False


def _try_codebook(path: Path) -> None:
    from stancebook.codebook import CodebookWarning, read_codebook

    with warnings.catch_warnings():  # the analysis warns
        warnings.simplefilter("ignore", CodebookWarning)
        read_codebook(path)


def _try_outlets(path: Path) -> None:
    from stancebook.articles.outlets import Outlets

    Outlets(path)


def _try_decisions(path: Path) -> None:
    from stancebook.topics import read_decisions

    read_decisions(path)


def _try_dates(dates: Mapping[str, date]) -> None:
    from stancebook.analysis.window import check_dates

    check_dates(**dates)


def find_notebooks(folder: str | Path | None = None) -> list[Path]:
    """Find the page notebooks: ``1_corpus.ipynb`` and so on.

    Parameters
    ----------
    folder : path, optional
        Where they are. Otherwise ``notebooks/`` here, else those that came with stancebook.

    Raises
    ------
    InputError
        There are none.
    """
    places = (
        [Path(folder).expanduser()]
        if folder is not None
        else [Path("notebooks"), PACKAGE / "notebooks", PACKAGE.parents[1] / "notebooks"]
    )
    for place in places:
        pages = [path for path in place.glob("[0-9]*_*.ipynb") if path.is_file()]
        if pages:
            return sorted(pages, key=lambda path: (int(path.stem.partition("_")[0]), path.stem))
    raise InputError(
        f"no notebooks in {', '.join(str(place) for place in places)}: "
        "expected files such as 1_corpus.ipynb; give their folder with --notebooks"
    )


def _choose(pages: list[Path], only: Sequence[str]) -> list[Path]:
    if isinstance(only, str):
        only = [only]
    names = [path.stem for path in pages]
    short = {name.partition("_")[2]: name for name in names} | {name: name for name in names}
    chosen = set()
    for word in only:
        stem = Path(word).name.removesuffix(".ipynb")
        if stem not in short:
            raise InputError(f"no notebook {word!r}; {nearest(stem, names)}")
        chosen.add(short[stem])
    return [path for path in pages if not chosen or path.stem in chosen]


def _share_out(
    pages: list[Path],
    others: list[Path],
    given: Mapping[str, object],
    asked: dict[str, object],
    *,
    from_text: bool,
) -> tuple[dict[str, dict[str, object]], dict[str, dict[str, object]]]:
    """Give each notebook the values that it declares; refuse what none declares."""
    declared = {path.stem: read_parameters(path) for path in pages}
    elsewhere = {path.stem: read_parameters(path) for path in others}
    valid = list(dict.fromkeys(p.name for own in declared.values() for p in own))
    for name in asked:
        owners = [page for page, own in elsewhere.items() if name in (p.name for p in own)]
        if name not in valid and owners:
            raise ParameterError(
                f"{name!r} is a parameter of {', '.join(owners)}, which this run leaves out; run "
                f"{'it' if len(owners) == 1 else 'one of them'} too, or leave the parameter out"
            )
        if name not in valid:
            known = [known for known in valid if known not in GIVEN]
            raise ParameterError(f"no notebook has a parameter {name!r}; {nearest(name, known)}")
    values: dict[str, dict[str, object]] = {}
    in_force: dict[str, dict[str, object]] = {}
    for page, own in declared.items():
        # also None for no codebook: a notebook's own default belongs to another study
        by_run = {p.name: given[p.name] for p in own if p.name in given}
        by_user = _checked(own, asked, page, from_text=from_text)
        values[page] = {**by_run, **by_user}
        checked = check_values(own, values[page], where=page)
        in_force[page] = {name: _plain(value) for name, value in checked.given_.items()}
    return values, in_force


def _checked(
    own: list[Parameter], asked: Mapping[str, object], page: str, *, from_text: bool
) -> dict[str, object]:
    mine = {p.name: asked[p.name] for p in own if p.name in asked}
    checked = check_values(own, mine, where=page, from_text=from_text)
    return {name: checked.given_[name] for name in mine}


def _plain(value: object) -> object:
    plain = value is None or isinstance(value, (bool, int, float, str, list))
    return value if plain else str(value)
