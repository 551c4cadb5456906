"""What a step's version stands for: its code, all that this imports, and the data that these name.

Imports and names of data files are read from the source as text, so nothing is run or imported.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

from ..tables import stable_id

PACKAGE = Path(__file__).parents[1]
_DATA = ("lexicons/*", "models/*/*")
_IMPORT = re.compile(r"^[ \t]*from (\.+)(\w[\w.]*|) import (\([^)]*\)|.*)", re.M)
_NAMED = re.compile(r"""["'/]([\w{}]+\.(?:json|onnx|tsv|txt|yml))["']""")
"""Names of data files in quotes; braces stand for any part of a name."""


@cache
def version_of(*modules: str) -> str:
    """Hash what decides the results of modules: a change of any of it gives another version.

    Parameters
    ----------
    *modules : str
        Files of the package, such as ``passages.py``.

    Returns
    -------
    str
        16 hexadecimal digits, the same wherever the package is installed.
    """
    digest = hashlib.blake2b(digest_size=8)
    for file in files_behind(*modules):
        name = file.relative_to(PACKAGE).as_posix()
        digest.update(stable_id(name).encode() + _file_hash(file).encode())
    return digest.hexdigest()


@cache
def files_behind(*modules: str) -> tuple[Path, ...]:
    """Return modules, all modules that they import, and the word lists and models these name.

    Examples
    --------
    >>> [file.name for file in files_behind("passages.py")]
    ['errors.py', 'sentence_ends.txt', 'passages.py', 'tables.py']
    """
    found: set[Path] = set()
    waiting = [PACKAGE / module for module in modules]
    while waiting:
        file = waiting.pop()
        if file not in found:
            found.add(file)
            waiting += _behind(file) if file.suffix == ".py" else ()
    return tuple(sorted(found))


@cache
def _behind(file: Path) -> tuple[Path, ...]:
    source = file.read_text(encoding="utf-8")
    return (*imported_files(file, source), *_named_data(source))


def imported_files(file: Path, source: str) -> Iterator[Path]:
    """Yield the modules of the package that a file's source imports, inside functions too.

    A name that a package's ``__init__`` hands on may come from any of its modules: all are taken.
    """
    for dots, module, names in _IMPORT.findall(source):
        target = file.parents[len(dots) - 1].joinpath(*filter(None, module.split(".")))
        if target.with_suffix(".py").is_file():
            yield target.with_suffix(".py")
            continue
        for name in re.findall(r"(\w+)(?: as \w+)?", re.sub("#.*", "", names)):
            inner = target / f"{name}.py"
            yield from [inner] if inner.is_file() else target.rglob("*.py")


def _named_data(source: str) -> Iterator[Path]:
    names = {re.sub(r"{\w*}", "*", name) for name in _NAMED.findall(source)}
    for file in (file for pattern in _DATA for file in PACKAGE.glob(pattern)):
        if any(fnmatch(file.name, name) for name in names):
            yield file


@cache
def _file_hash(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
