"""Verify: run a report again from its manifest, and say what came out the same.

The executed notebooks of the run, its inputs, codebook and settings go through the whole chain in
a folder aside. Every table and figure is then *identical* (the same bytes), *equal* (numbers within
the tolerance, all else the same) or *different*, and where.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from stancebook.errors import InputError, StancebookError

from .fingerprints import describe_inputs, explain_change, hash_file, list_inputs
from .folders import FRONT_PAGE, MANIFEST, SHOWN, read_json
from .manifest import CODEBOOK, find_run, kept_file, read_manifest, seal
from .progress import Progress
from .run import run_report

TOLERANCE = 1e-6
"""Relative difference between two numbers up to which they are equal."""
_OF_CRATE = ("inputs", "ro-crate-metadata.json")
"""What a crate of an earlier version holds in the folder of the run."""
_FIGURE_ENDINGS = (".csv", ".json", ".svg", ".png", ".pdf")


@dataclass(frozen=True)
class Finding:
    """One table or figure: what it is, how it compares, and where it differs."""

    kind: str
    name: str
    verdict: str
    where: str = ""


@dataclass
class Verdict:
    """What became of a verification.

    Attributes
    ----------
    run : Path
        The run that was verified.
    findings : list of Finding
        Tables, then figures, by name; ``verdict`` is identical, equal, different, missing or new.
    changes : list of str
        What differs between then and now, such as installed versions.
    damaged : list of str
        Files of the run that are not as it left them: altered, gone, or not of this run; also the
        manifest itself, and the front page where it shows this run.
    """

    run: Path
    findings: list[Finding] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """Return 0 where every table and figure is identical or equal, and no file was altered."""
        good = all(finding.verdict in ("identical", "equal") for finding in self.findings)
        return 0 if good and not self.damaged else 1

    def to_dict(self) -> dict[str, object]:
        """Return plain values for a summary."""
        return {
            "status": "verified" if self.exit_code == 0 else "different",
            "exit_code": self.exit_code,
            "run": self.run.as_posix(),
            "tolerance": TOLERANCE,
            "findings": [vars(finding) for finding in self.findings],
            "changes": self.changes,
            "damaged": self.damaged,
        }

    def __str__(self) -> str:
        """Return one line for each table and figure, and a closing one."""
        lines = [f"not as the run left it: {name}" for name in self.damaged]
        lines += [f"changed since the run: {change}" for change in self.changes]
        for finding in self.findings:
            where = f": {finding.where}" if finding.where else ""
            lines.append(f"{finding.kind} {finding.name}: {finding.verdict}{where}")
        words = "verified" if self.exit_code == 0 else "not the same"
        lines.append(f"{self.run.as_posix()}: {words} (tolerance {TOLERANCE:g})")
        return "\n".join(lines)


def verify_report(report: str | Path, *, progress: Progress | None = None) -> Verdict:
    """Execute a run again from its manifest and compare every table and figure.

    Parameters
    ----------
    report : path
        A report (its newest run), a run, or an exported crate.
    progress : Progress, optional
        Says how far it is.

    Returns
    -------
    Verdict
        Also where things differ; ``exit_code`` 0 or 1.

    Raises
    ------
    InputError
        No such report, or its inputs are no longer there or no longer the same.
    StancebookError
        The run cannot be carried out again; the message says why.
    """
    run = find_run(report)
    manifest = read_manifest(run)
    articles = _find_inputs(run, manifest)
    with tempfile.TemporaryDirectory(prefix="stancebook-verify-") as place:
        result = run_report(
            articles,
            codebook=_codebook(run, manifest),
            outlets=kept_file("outlets", run, manifest),
            name=manifest["name"],
            out=place,
            notebooks=run / "notebooks",
            parameters=_settings(run, manifest),
            progress=progress,
        )
        if result.exit_code:
            raise StancebookError(f"the run cannot be repeated: {result.message}")
        verdict = Verdict(run, damaged=_damaged(run, manifest))
        now = {**result.manifest, "inputs": manifest["inputs"]}
        now["key"] = {**now["key"], **{k: manifest["key"][k] for k in ("inputs", "code", "prose")}}
        now["key"]["codebook"] = manifest["key"]["codebook"]
        now["key"]["parameters"] = manifest["key"]["parameters"]
        verdict.changes = explain_change(manifest, now)
        verdict.findings += _compare_tables(run / "tables", result.folder / "tables")
        verdict.findings += _compare_figures(run / "figures", result.folder / "figures")
    return verdict


def _find_inputs(run: Path, manifest: dict) -> str:
    """Find the articles of a run: where they were, else in the crate; refuse others."""
    wanted = [entry["sha256"] for entry in manifest["inputs"]]
    inside = Path("inputs") / place_inside(manifest["articles"])
    # in the crate the run lies beside its inputs; around them in those of earlier versions
    places = [manifest["articles"], str(run.parent / inside), str(run / inside)]
    found = False
    for place in places:
        try:
            files = list_inputs(place)
        except InputError:
            continue
        found = True
        if [entry["sha256"] for entry in describe_inputs(files)] == wanted:
            return place
    state = "are no longer the same" if found else "are no longer there"
    raise InputError(
        f"the articles of this run ({manifest['articles']}) {state}: verify needs the files as "
        "they were; 'stancebook export' keeps them with the report"
    )


def place_inside(articles: str) -> str:
    """Return a path without root and without steps upwards, for a place inside a folder."""
    parts = Path(articles).expanduser().parts
    return Path(*[p for p in parts if p not in ("..", "/") and ":" not in p] or ["."]).as_posix()


def _codebook(run: Path, manifest: dict) -> Path | None:
    """Return the codebook as it was; None where the run proposed it, so that it does so again."""
    book = manifest.get("codebook") or {}
    if book.get("proposed", True):
        return None
    path = Path(book["path"])
    same = path.is_file() and hash_file(path) == book["sha256"]
    return path if same else run / CODEBOOK


def _settings(run: Path, manifest: dict) -> dict[str, object]:
    """Return the settings, with the decisions as they were: the run keeps a copy of them."""
    settings = dict(manifest.get("settings") or {})
    if decided := kept_file("decisions", run, manifest):
        settings["decisions"] = decided.as_posix()
    return settings


def _damaged(run: Path, manifest: dict) -> list[str]:
    made = {entry["path"]: entry["sha256"] for entry in manifest.get("outputs", [])}
    # absent in runs of earlier versions
    if manifest.get("seal") not in (None, seal(manifest)):
        made[MANIFEST] = "other"
    damaged = {name for name, known in made.items() if not _is(run / name, known)}
    here = {path.relative_to(run) for path in run.rglob("*") if path.is_file()}
    of_run = {path for path in here if path.parts[0] not in _OF_CRATE and path.name[0] != "."}
    damaged |= {path.as_posix() for path in of_run} - {MANIFEST, *made}
    shown = read_json(run.parent / SHOWN)
    if shown.get("run") == run.name and not _is(run.parent / FRONT_PAGE, shown.get("sha256")):
        damaged.add(f"../{FRONT_PAGE}")
    return sorted(damaged)


def _is(path: Path, known: str | None) -> bool:
    return known is None or (path.is_file() and hash_file(path) == known)


def _compare_tables(before: Path, after: Path) -> Iterator[Finding]:
    for name in _stems(before, after, ".parquet"):
        old, new = before / f"{name}.parquet", after / f"{name}.parquet"
        yield _compare(
            "table", name, [(old, new)], lambda old, new: compare_tables(*_read(old, new))
        )


def _compare_figures(before: Path, after: Path) -> Iterator[Finding]:
    for name in _stems(before, after, *_FIGURE_ENDINGS):
        pairs = [(before / f"{name}{end}", after / f"{name}{end}") for end in _FIGURE_ENDINGS]
        pairs = [pair for pair in pairs if pair[0].exists() or pair[1].exists()]
        yield _compare("figure", name, pairs, _compare_figure)


def _compare(kind: str, name: str, pairs: list[tuple[Path, Path]], compare: object) -> Finding:
    lost = [old.name for old, new in pairs if not new.exists()]
    fresh = [new.name for old, new in pairs if not old.exists()]
    if lost or fresh:
        return Finding(kind, name, "missing" if lost else "new", ", ".join(lost or fresh))
    different = [(old, new) for old, new in pairs if hash_file(old) != hash_file(new)]
    if not different:
        return Finding(kind, name, "identical")
    try:
        where = next((words for old, new in different if (words := compare(old, new))), "")
    except (OSError, ValueError) as reason:  # no longer a table
        where = f"cannot be read: {_short(reason)}"
    if where:
        return Finding(kind, name, "different", where)
    names = ", ".join(old.name for old, _ in different)
    return Finding(kind, name, "equal", f"not the same bytes: {names}")


def _compare_figure(old: Path, new: Path) -> str:
    """Compare the data behind a figure; a picture of the same data is the same figure."""
    if old.suffix == ".csv":
        return compare_tables(pd.read_csv(old), pd.read_csv(new))
    data = old.with_suffix(".csv"), new.with_suffix(".csv")
    if all(path.is_file() for path in data):
        return ""
    return f"{old.name} has no data beside it to compare"


def _read(old: Path, new: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    return pd.read_parquet(old), pd.read_parquet(new)


def _stems(before: Path, after: Path, *endings: str) -> list[str]:
    found = {
        path.stem
        for folder in (before, after)
        if folder.is_dir()
        for path in folder.iterdir()
        if path.suffix in endings
    }
    return sorted(found)


def compare_tables(before: pd.DataFrame, after: pd.DataFrame) -> str:
    """Say where two tables differ by more than the tolerance; empty where they do not.

    Examples
    --------
    >>> compare_tables(pd.DataFrame({"n": [1.0, 2.0]}), pd.DataFrame({"n": [1.0, 2.1]}))
    'column n, 1 of 2 rows, first row 1: 2.0, now 2.1'
    """
    if list(before.columns) != list(after.columns):
        return f"columns {list(before.columns)}, now {list(after.columns)}"
    if len(before) != len(after):
        return f"{len(before)} rows, now {len(after)}"
    for name in before.columns:
        old, new = before[name], after[name]
        unequal = ~_equal(old, new)
        if unequal.any():
            row = int(unequal.to_numpy().argmax())
            return (
                f"column {name}, {int(unequal.sum())} of {len(before)} rows, "
                f"first row {row}: {_short(old.iloc[row])}, now {_short(new.iloc[row])}"
            )
    return ""


def _equal(old: pd.Series, new: pd.Series) -> pd.Series:
    is_number = pd.api.types.is_numeric_dtype
    if is_number(old) and is_number(new):
        a, b = old.astype("float64"), new.astype("float64")
        close = (a - b).abs() <= TOLERANCE * pd.concat([a.abs(), b.abs()], axis=1).max(axis=1)
        return close | (a == b) | (a.isna() & b.isna())
    if old.dtype == object or new.dtype == object:
        return pd.Series(
            [_text(a) == _text(b) for a, b in zip(old, new, strict=True)], index=old.index
        )
    return (old == new) | (old.isna() & new.isna())


def _text(value: object) -> str:
    return repr(value.tolist() if hasattr(value, "tolist") else value)


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"
