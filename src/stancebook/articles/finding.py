"""From what the user names to files: one file, a folder, a glob, or a list of these.

The order is that of the names, not of the file system, so every machine reads alike. Links that
lead out of a folder are not followed; hidden files, folders and codebooks are no documents.
"""

from __future__ import annotations

import glob as globbing
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ..errors import InputError
from .files import SourceFile

NOT_DOCUMENTS = (".yml", ".yaml")
"""Suffixes of codebooks and settings, passed over in folders and globs."""

_SKIPPED_NAMES = ("thumbs.db", "desktop.ini", "__macosx", "__pycache__")


class Lead(NamedTuple):
    """A file to read, or, where ``reason`` is not empty, why it will not be."""

    file: SourceFile
    reason: str = ""


def find_files(paths: str | os.PathLike | Sequence[str | os.PathLike]) -> Iterator[Lead]:
    """Yield every file that the paths name, each once, in the order of the paths.

    Parameters
    ----------
    paths : str, path, or sequence of these
        Files, folders (searched to the bottom) and globs (``**`` for any folders).

    Yields
    ------
    Lead
        Files of a folder in the order of their names.

    Raises
    ------
    InputError
        Where a path does not exist or a glob matches nothing.
    """
    single = isinstance(paths, (str, os.PathLike))
    seen: set[str] = set()
    for path in [paths] if single else list(paths):
        if not isinstance(path, (str, os.PathLike)):
            raise InputError(f"articles: expected a path, got {type(path).__name__}")
        for lead in _files_of(os.fsdecode(os.fspath(path))):
            place = os.path.abspath(lead.file.path)  # noqa: PTH100 - links must not be resolved
            if place not in seen:
                seen.add(place)
                yield lead


def _files_of(path: str) -> Iterator[Lead]:
    if not path.strip() or "\x00" in path:
        raise InputError("articles: expected a file, a folder or a glob, got an empty path")
    if os.path.lexists(path):
        yield from _named(path)
        return
    if not globbing.has_magic(path):
        raise InputError(
            f"{path}: no such file or folder in {Path.cwd()}; check the path, start from the "
            "folder that holds it (papermill: --cwd FOLDER), or set STANCEBOOK_HOME to that folder"
        )
    matches = _matches(path)
    if not matches:
        raise InputError(
            f"{path}: no file matches this pattern; quote it so that the shell keeps it"
        )
    home = os.path.realpath(_fixed_part(path))
    for match in matches:
        if not _lies_in(os.path.realpath(match), home):
            yield Lead(_source(match), "a link that leads out of the folder: not followed")
        elif not Path(match).is_dir():
            yield from _named(match)
        elif "**" not in path:
            # "corpus/*" names whole folders, "corpus/**" the files below already.
            yield from _folder(match)


def _matches(pattern: str) -> list[str]:
    """Return what a glob names, in order; ``**`` follows no links to folders."""
    fixed = _fixed_part(pattern)
    rest = str(Path(pattern)).removeprefix(f"{fixed}{os.sep}").lstrip(os.sep)
    try:
        found = Path(fixed).glob(f"{rest}{os.sep}*" if rest.endswith("**") else rest)
        names = {str(match) for match in found}
    except (ValueError, NotImplementedError, OSError) as error:
        raise InputError(f"{pattern}: no valid pattern: {error}") from None
    above = len(Path(fixed).parts)
    return sorted(
        (name for name in names if not any(map(is_passed_over, Path(name).parts[above:]))),
        key=_order,
    )


def _named(path: str) -> Iterator[Lead]:
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116
    except OSError as error:
        reason = (
            "no permission to read it"
            if isinstance(error, PermissionError)
            else str(error.strerror)
        )
        yield Lead(_source(path), reason)
        return
    if stat.S_ISDIR(mode):
        yield from _folder(path)
    elif stat.S_ISREG(mode):
        yield Lead(_source(path))
    else:
        yield Lead(_source(path), "not a regular file")


def _folder(root: str) -> Iterator[Lead]:
    home = os.path.realpath(root)
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda entry: _order(entry.name), reverse=True)
        except OSError as error:
            reason = (
                "no permission to read this folder"
                if isinstance(error, PermissionError)
                else str(error.strerror)
            )
            yield Lead(_source(folder), reason)
            continue
        # A stack: the entry that stands first in the alphabet is taken last.
        here: list[Lead | str] = []
        for entry in reversed(found):
            if is_passed_over(entry.name):
                continue
            here.append(_entry(entry, home))
        folders_later = []
        for item in here:
            if isinstance(item, str):
                folders_later.append(item)
            else:
                yield item
        waiting.extend(reversed(folders_later))


def _entry(entry: os.DirEntry, home: str) -> Lead | str:
    source = _source(entry.path)
    try:
        if entry.is_symlink():
            target = os.path.realpath(entry.path)
            if not _lies_in(target, home):
                return Lead(source, "a link that leads out of the folder: not followed")
            if not Path(target).exists():
                return Lead(source, "a link to nothing")
            if Path(target).is_dir():
                return Lead(source, "a link to a folder that is read at its own place")
        if entry.is_dir(follow_symlinks=False):
            return entry.path
        if not entry.is_file():
            return Lead(source, "not a regular file")
    except OSError as error:
        return Lead(source, f"cannot be looked at: {error.strerror}")
    return Lead(source)


def _fixed_part(pattern: str) -> str:
    """Return the folder above the first part of a glob that has a wild card."""
    parts = Path(pattern).parts
    wild = next(place for place, part in enumerate(parts) if globbing.has_magic(part))
    return str(Path(*parts[:wild]))


def _lies_in(target: str, home: str) -> bool:
    return target == home or target.startswith(home.rstrip(os.sep) + os.sep)


def is_passed_over(path: str) -> bool:
    """Return True for hidden files, codebooks and what systems leave in folders.

    Examples
    --------
    >>> is_passed_over("corpus/.DS_Store"), is_passed_over("codebook.yml"), is_passed_over("a.txt")
    (True, True, False)
    """
    name = os.path.basename(path.rstrip("/" + os.sep)).lower()  # noqa: PTH119
    if name.endswith(NOT_DOCUMENTS) or name in _SKIPPED_NAMES:
        return True
    return name.startswith((".", "~$")) and name not in (".", "..")


def _order(name: str) -> tuple[str, ...]:
    return tuple(name.replace(os.sep, "/").split("/"))


def _source(path: str) -> SourceFile:
    shown = (
        path.replace(os.sep, "/")
        .encode("utf-8", "surrogateescape")
        .decode("utf-8", "backslashreplace")
    )
    return SourceFile(shown.removeprefix("./") or shown, Path(path))
