"""Names of a package that are loaded from its modules when they are first used."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


def load_when_used(
    package: str, module_of: Mapping[str, str]
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Return a package's ``__getattr__`` and ``__dir__``: importing it imports no module yet.

    Parameters
    ----------
    package : str
        Its ``__name__``.
    module_of : mapping of str to str
        Public name to the module in the package that has it.

    Examples
    --------
    >>> load, names = load_when_used("stancebook.topics", {"split_words": "vocabulary"})
    >>> load("split_words")("A ban")
    ['ban']
    """

    def load(name: str) -> object:
        if name not in module_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(f".{module_of[name]}", package), name)
        setattr(sys.modules[package], name, value)
        return value

    def names() -> list[str]:
        return sorted({*vars(sys.modules[package]), *module_of})

    return load, names
