"""Fingerprints: what a run depends on, so that it is known when it must run again, and why.

Inputs are compared by size and time of change first and by content where those differ. The key of
a run has one entry for each kind of thing that it depends on; two keys say what changed.
"""

from __future__ import annotations

import glob
import hashlib
import json
import os
import platform
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

from stancebook.errors import InputError

PACKAGE = Path(__file__).resolve().parents[1]
WORDS = {
    "inputs": "input articles",
    "codebook": "codebook",
    "outlets": "names of outlets",
    "decisions": "decisions about topics",
    "parameters": "parameters",
    "code": "notebook code",
    "package": "stancebook itself",
    "environment": "installed versions",
    "prose": "notebook prose",
}
"""What each part of a key is called where it changed."""
NOT_ARTICLES = (".yml", ".yaml")
_SKIPPED = (".pyc", ".pyo")


def hash_bytes(content: bytes) -> str:
    """Return the SHA-256 of bytes as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file as 64 hexadecimal digits, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def hash_value(value: object) -> str:
    """Return a hash of plain values that does not depend on the order of keys."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=True, default=str)
    return hash_bytes(text.encode())


INPUT_TIMES = ("modified", "changed")
"""What an input's description says of times; the same content may have others elsewhere."""


def list_inputs(articles: str | Path) -> list[Path]:
    """List the files of an input, sorted: a file, a folder with all below it, or a glob.

    Hidden files and codebooks are no articles. What each file holds is read by
    :mod:`stancebook.articles`; this list costs no more than looking at the folder.

    Raises
    ------
    InputError
        Nothing is there.
    """
    path = Path(articles).expanduser()
    try:
        if path.is_file():
            return [path]
        if path.is_dir():
            return sorted(_below(path))
        found = sorted(Path(name) for name in glob.glob(str(path), recursive=True))  # noqa: PTH207
    except (OSError, ValueError) as reason:
        raise InputError(f"cannot read {str(articles)!r}: {reason}") from None
    files = [file for entry in found for file in (_below(entry) if entry.is_dir() else [entry])]
    if not files:
        raise InputError(
            f"no articles at {str(articles)!r}: expected a file, a folder or a glob such as "
            "'news/*.txt'"
        )
    return sorted(set(files))


def _below(folder: Path) -> Iterable[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            if not name.startswith(".") and not name.lower().endswith(NOT_ARTICLES):
                yield Path(place) / name


def describe_inputs(
    files: Iterable[Path], *, known: Iterable[Mapping[str, object]] = ()
) -> list[dict[str, object]]:
    """Describe input files, reading only those whose size or one of whose times is new.

    The time of the last change that the file's own programs set can be set back (``cp -p``, an
    archive unpacked), that of the file system cannot: a file is known only where both are.

    Parameters
    ----------
    files : iterable of Path
        See :func:`list_inputs`.
    known : iterable of mapping
        The ``inputs`` of an earlier run's manifest.

    Returns
    -------
    list of dict
        ``path`` (with ``/``), ``size`` in bytes, ``modified`` and ``changed`` (by the file system)
        in nanoseconds, ``sha256``; in the order of the files. A file that cannot be read has an
        empty hash: the intake says why.
    """
    before = {entry.get("path"): entry for entry in known}
    described = []
    for file in files:
        entry: dict[str, object] = {"path": file.as_posix()}
        try:
            status = file.stat()
            entry |= {"size": status.st_size, "modified": status.st_mtime_ns}
            entry["changed"] = status.st_ctime_ns
            old = before.get(entry["path"], {})
            same = all(old.get(name) == entry[name] for name in ("size", *INPUT_TIMES))
            entry["sha256"] = (same and old.get("sha256")) or hash_file(file)
        except OSError:
            entry["sha256"] = ""
        described.append(entry)
    return described


def notebook_code(path: Path) -> tuple[str, str]:
    """Return the hashes of a notebook's code cells and of all its other cells."""
    cells = json.loads(path.read_text(encoding="utf-8")).get("cells", [])
    kinds: dict[bool, list[str]] = {True: [], False: []}
    for cell in cells:
        source = "".join(cell.get("source", ""))
        kinds[cell.get("cell_type") == "code"].append(source)
    return hash_value(kinds[True]), hash_value(kinds[False])


@cache
def package_hash() -> str:
    """Return a hash of the content of stancebook's own files: the same wherever it is installed."""
    return hash_value(
        [
            (path.relative_to(PACKAGE).as_posix(), hash_file(path))
            for path in sorted(PACKAGE.rglob("*"))
            if path.is_file() and path.suffix not in _SKIPPED and not path.name.startswith(".")
        ]
    )


@cache
def versions() -> dict[str, str]:
    """Return the versions of Python, stancebook and the packages that it requires."""
    found = {"python": platform.python_version()}
    names = ["stancebook"]
    try:
        required = metadata.requires("stancebook") or []
    except metadata.PackageNotFoundError:
        required = []
    names += [line.split(";")[0] for line in required if "extra ==" not in line]
    for line in names:
        name = line.split("[")[0].split(">")[0].split("=")[0].split("<")[0].split("~")[0].strip()
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = "not installed"
    return found


def run_key(
    *,
    inputs: Iterable[Mapping[str, object]],
    codebook: str,
    parameters: Mapping[str, object],
    notebooks: Iterable[Path],
    outlets: str | None = None,
    decisions: str | None = None,
) -> dict[str, str | None]:
    """Return the key of a run: a hash for each kind of thing on which it depends."""
    pages = {path.stem: notebook_code(path) for path in notebooks}
    return {
        "inputs": hash_value([(entry["path"], entry["sha256"]) for entry in inputs]),
        "codebook": codebook,
        "outlets": outlets,
        "decisions": decisions,
        "parameters": hash_value(parameters),
        "code": hash_value({name: code for name, (code, _) in pages.items()}),
        "prose": hash_value({name: prose for name, (_, prose) in pages.items()}),
        "package": package_hash(),
        "environment": hash_value([versions(), platform.platform()]),
    }


def explain_change(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    """Say what changed from one manifest to the next.

    Parameters
    ----------
    before, after : mapping
        Each with ``key`` and ``inputs``.

    Returns
    -------
    list of str
        One reason each, such as ``'input articles: 1 new, 0 gone, 0 changed'``; empty where
        nothing changed.
    """
    old, new = before.get("key") or {}, after["key"]
    reasons = []
    for part, words in WORDS.items():
        if old.get(part) == new[part]:
            continue
        if part == "inputs" and old:
            words = f"{words}: {_changed_files(before['inputs'], after['inputs'])}"
        reasons.append(words)
    return reasons


def _changed_files(before: Iterable[Mapping], after: Iterable[Mapping]) -> str:
    old = {entry["path"]: entry["sha256"] for entry in before}
    new = {entry["path"]: entry["sha256"] for entry in after}
    changed = sum(old[path] != new[path] for path in old.keys() & new.keys())
    counts = len(new.keys() - old.keys()), len(old.keys() - new.keys()), changed
    return "{} new, {} gone, {} changed".format(*counts)
