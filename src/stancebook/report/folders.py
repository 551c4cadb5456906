"""Folders: a run is whole or not there, and the front page always opens a whole run.

``reports/NAME/`` holds ``index.html`` (replaced last, atomically), one folder for each run,
``analysis/`` (shared by the runs), ``failed/`` and a lock. A run is written into a hidden staging
folder beside its place, flushed to disk, and renamed once.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import re
import shutil
import sys
import time
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from stancebook.errors import AlreadyRunningError, InputError

from .fingerprints import hash_bytes
from .kernels import REPORT_MARK, end_processes

FRONT_PAGE = "index.html"
MANIFEST = "run.json"
SHOWN = ".shown.json"
"""Says which run the front page opens, and the page's SHA-256; written after it."""
ANALYSIS = "analysis"
FAILED = "failed"
MOST_FAILED = 5
"""Failed runs that are kept; older ones are removed."""

_RUN = re.compile(r"\d{8}T\d{6}Z(-\d+)?")
_TRIES = 20
"""Times that a folder is made again which a refused run took away."""

_STAGING = ".staging-"
_TRASH = ".trash-"
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def report_name(articles: str | Path) -> str:
    """Name a report after its input: ``seeds`` for ``seeds/``, ``news`` for ``news/*.txt``.

    Examples
    --------
    >>> report_name("seeds/"), report_name("data/news 2024/*.txt"), report_name("a.jsonl.gz")
    ('seeds', 'news-2024', 'a')
    """
    parts = [part for part in Path(articles).expanduser().absolute().parts if part != os.sep]
    fixed = [part for part in parts if not set(part) & set("*?[")]
    last = fixed[-1] if fixed else "report"
    stem = re.sub(r"(?<!^)(\.[A-Za-z0-9]{1,8}){1,2}$", "", last)
    words = unicodedata.normalize("NFKC", stem).casefold()
    name = re.sub(r"[^\w.-]+", "-", words).strip("-._")
    while len(name.encode()) > 80:
        name = name[:-1]
    return f"report-{name}" if _RESERVED.fullmatch(name) else name or "report"


def check_name(name: str) -> str:
    """Return a report's name unchanged, or refuse one that is no plain folder name."""
    plain = name == name.strip() and not re.search(r"[\x00-\x1f/\\:*?\"<>|]", name)
    hidden = name.startswith((".", "-", "~"))
    if not name or not plain or hidden or len(name.encode()) > 120 or _RESERVED.fullmatch(name):
        raise InputError(
            f"report name {name!r} cannot be a folder name: use letters, digits, '-', '_' and '.'"
        )
    return name


def run_name(folder: Path, moment: datetime) -> str:
    """Return a free name for a run that starts now; names sort in the order of the runs.

    Where the clock stands before the newest run, it was set back, then or now: the name counts on
    from that run, or the new run would pass for an old one.

    Examples
    --------
    >>> run_name(Path("nowhere"), datetime(2024, 5, 31, 6, 0, tzinfo=UTC))
    '20240531T060000Z'
    """
    stamp = moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    places = (place for place in (folder, folder / FAILED) if place.is_dir())
    runs = (_order(run) for place in places for run in place.iterdir() if _RUN.fullmatch(run.name))
    newest, number = max(runs, default=("", 0))
    return stamp if stamp > newest else f"{newest}-{number + 1}"


def now() -> datetime:
    """Return the time, or the one that ``SOURCE_DATE_EPOCH`` sets for reproducible builds."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(fixed), UTC) if fixed.isdigit() else datetime.now(UTC)


@contextlib.contextmanager
def report_lock(folder: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Hold the one lock of a report; a killed run leaves none behind, a refused one nothing.

    Parameters
    ----------
    folder : Path
        ``reports/NAME``; created where missing.
    wait : float
        Most seconds to wait for another run.

    Raises
    ------
    AlreadyRunningError
        Another run holds it.
    InputError
        The folder cannot be written.
    """
    from filelock import Timeout

    try:
        lock, made = _take_lock(folder, wait)
        with lock:
            _remove_leftovers(folder)
            try:
                yield
            finally:
                _remove_bare(made)
    except Timeout:
        raise AlreadyRunningError(
            f"another run of {folder} is under way: wait for it, or give --wait SECONDS"
        ) from None
    except (PermissionError, FileExistsError, NotADirectoryError) as reason:
        if reason.filename and Path(reason.filename) not in (folder, folder / ".lock"):
            raise
        raise _not_writable(folder, reason) from None


def _take_lock(folder: Path, wait: float) -> tuple[contextlib.AbstractContextManager, list[Path]]:
    """Take the lock, and return the folders made for it, the report's first."""
    from filelock import FileLock

    until = time.monotonic() + wait
    for left in range(_TRIES, -1, -1):
        made = [place for place in (folder, *folder.parents) if not place.exists()]
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as reason:
            if left and isinstance(reason, FileNotFoundError):
                continue
            raise _not_writable(folder, reason) from None
        try:
            seconds = max(0.0, until - time.monotonic())
            return FileLock(folder / ".lock").acquire(timeout=seconds), made
        except FileNotFoundError as reason:
            # The run that held the lock was refused, and took the folder that it made away.
            if not left:
                raise _not_writable(folder, reason) from None
    raise AssertionError("the last try returns or raises")


def _remove_bare(made: list[Path]) -> None:
    """Remove the folders that this run made, the report's first, where it left nothing in them."""
    if not made or [entry.name for entry in made[0].iterdir()] != [".lock"]:
        return
    (made[0] / ".lock").unlink()
    for place in made:
        with contextlib.suppress(OSError):  # no longer empty: another run is at work there
            place.rmdir()


def _not_writable(folder: Path, reason: OSError) -> InputError:
    return InputError(
        f"cannot write to {folder}: {reason.strerror}; choose another place with --out"
    )


def _remove_leftovers(folder: Path) -> None:
    """Remove what a killed run left, processes too; the lock says that none is under way."""
    left = [entry for entry in folder.iterdir() if entry.name.startswith((_STAGING, _TRASH))]
    if left:
        end_processes({str(folder.resolve())}, variable=REPORT_MARK)
    for entry in left:
        remove_tree(entry)


def new_staging(folder: Path, run: str) -> Path:
    """Make the hidden folder into which a run is written."""
    staging = folder / f"{_STAGING}{run}"
    staging.mkdir()
    return staging


def publish(staging: Path, place: Path) -> None:
    """Flush a staged run to disk and rename it once to its place."""
    flush(staging)
    staging.rename(place)
    _flush_folder(place.parent)


def write_atomically(path: Path, text: str) -> None:
    """Replace a file so that a reader sees the old or the new one, whole, whatever happens."""
    aside = path.with_name(f"{_STAGING}{path.name}")
    with aside.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    _flush_folder(path.parent)


def show_run(folder: Path, run: str, page: str) -> None:
    """Replace the front page by one that opens a run, and note which and what it was."""
    write_atomically(folder / FRONT_PAGE, page)
    shown = {"run": run, "sha256": hash_bytes(page.encode())}
    write_atomically(folder / SHOWN, f"{json.dumps(shown)}\n")


def keep_failed(staging: Path, folder: Path, run: str) -> Path:
    """Move what a failed run got done to ``failed/RUN`` and drop the oldest failures."""
    failed = folder / FAILED
    failed.mkdir(exist_ok=True)
    place = failed / run
    staging.rename(place)
    for old in sorted((p for p in failed.iterdir() if p.is_dir()), reverse=True)[MOST_FAILED:]:
        remove_tree(old)
    return place


def complete_runs(folder: Path) -> list[Path]:
    """List the whole runs of a report, newest first."""
    if not folder.is_dir():
        return []
    runs = (p for p in folder.iterdir() if _RUN.fullmatch(p.name) and (p / MANIFEST).is_file())
    return sorted(runs, key=_order, reverse=True)


def _order(run: Path) -> tuple[str, int]:
    stamp, _, number = run.name.partition("-")
    return stamp, int(number or 1)


def shown_run(folder: Path) -> Path | None:
    """Return the newest whole run, provided that there is a front page to show it."""
    runs = complete_runs(folder)
    return runs[0] if runs and (folder / FRONT_PAGE).is_file() else None


def keep_runs(folder: Path, keep: int, *, always: Path) -> list[str]:
    """Remove all but the newest runs.

    Returns
    -------
    list of str
        The names removed; the run that the front page opens is never one of them.
    """
    removed = []
    for run in complete_runs(folder)[max(1, keep) :]:
        if run != always:
            # Renamed first: a run that is half removed must not look whole.
            remove_tree(run.rename(folder / f"{_TRASH}{run.name}"))
            removed.append(run.name)
    return removed


def remove_tree(path: Path) -> None:
    """Remove a file or folder; what cannot be removed stays hidden and is tried again."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()


def flush(folder: Path) -> None:
    """Make sure that everything below a folder is on disk."""
    if sys.platform == "linux":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            # One call for the whole file system is faster than one for each of 1,500 pages.
            if ctypes.CDLL(None, use_errno=True).syncfs(descriptor) == 0:
                return
        except (OSError, AttributeError):
            pass
        finally:
            os.close(descriptor)
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def read_json(path: Path) -> dict:
    """Read a JSON object; empty where the file is missing or damaged."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
