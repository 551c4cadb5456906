"""Declarations: the lines ``name: type = default  # help`` of a notebook, and values held to them.

Nothing here is evaluated: a line is read with :mod:`ast`, a type comes from a closed list.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from stancebook.errors import ParameterError

HOME_VARIABLE = "STANCEBOOK_HOME"
"""Names the folder from which relative paths are found where a runner moves the notebook."""

_PLAIN = {"str": str, "int": int, "float": float, "bool": bool, "date": date, "Path": Path}
_WORDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "True or False",
    "date": "a date such as 2024-05-31",
    "Path": "a path",
}
_RANGES = {
    "min_confidence": (0, 1),
    "n_topics": (1, 1_000),
    "neighbours": (1, 1_000),
    "random_state": (0, 2**32 - 1),
}
"""What the numbers with these names may be, in every notebook that declares them."""

_CHOICES = {"period": ("day", "week", "month", "quarter", "year")}
"""What the texts with these names may be; a type ``Literal[...]`` takes the place of it.

The periods are those of :mod:`stancebook.estimates.periods`, which loads pandas.
"""

_PROJECT_MARKS = ("pyproject.toml", ".git", "notebooks")


@dataclass(frozen=True)
class Parameter:
    """One declared parameter: its name, type as written, default and help."""

    name: str
    type: str
    default: object
    help: str


class ParameterValues(SimpleNamespace):
    """Checked parameters, read as attributes: ``params.articles``.

    ``given_`` holds the values as they were declared or handed in, before paths were found.
    """

    def __repr__(self) -> str:
        """Return one line ``name = value`` for each parameter, as given."""
        return "\n".join(f"{name} = {value!r}" for name, value in self.given_.items())

    def to_dict(self) -> dict[str, object]:
        """Return the values in force by name."""
        return {name: getattr(self, name) for name in self.given_}


def parse_parameters(source: str, *, where: str = "parameters cell") -> list[Parameter]:
    """Read the lines ``name: type = default  # help`` of one cell.

    Raises
    ------
    ParameterError
        Names the line, what was expected, and what stands there.

    Examples
    --------
    >>> parse_parameters("n_topics: int = 12  # how many topics")
    [Parameter(name='n_topics', type='int', default=12, help='how many topics')]
    """
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError) as reason:
        raise ParameterError(f"{where}: no valid Python: {reason}") from None
    lines = source.splitlines()
    declared: list[Parameter] = []
    for node in body:
        if isinstance(node, (ast.Import, ast.ImportFrom)) or is_text(node):
            continue
        line = lines[node.lineno - 1].strip()
        if not (isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)):
            raise ParameterError(f"{where}: expected 'name: type = default  # help', got {line!r}")
        if any(node.target.id == known.name for known in declared):
            raise ParameterError(f"{where}: {node.target.id!r} is declared twice")
        declared.append(_parameter(node, _comment(lines[node.end_lineno - 1]), f"{where}: {line}"))
    check_values(declared, {}, where=f"{where} (default)")
    return declared


def is_text(node: ast.stmt) -> bool:
    """Tell whether a statement is a lone constant, such as a docstring."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _parameter(node: ast.AnnAssign, comment: str, where: str) -> Parameter:
    annotation = node.annotation
    if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
        written = annotation.value
    else:
        written = ast.unparse(annotation)
    if node.value is None:
        raise ParameterError(f"{where}: a default is missing (None where there is none)")
    try:
        value = node.value
        if isinstance(value, ast.Call) and ast.unparse(value.func) == "Path" and len(value.args):
            value = value.args[0]
        default = ast.literal_eval(value)
    except ValueError:
        raise ParameterError(f"{where}: the default must be a plain value") from None
    _type(written, where)
    return Parameter(node.target.id, written, default, comment)


def _comment(line: str) -> str:
    """Return the comment that ends a line, blind to ``#`` inside quotes.

    Examples
    --------
    >>> _comment("a: str = '#1'  # a number sign")
    'a number sign'
    """
    unquoted = re.sub(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'", lambda m: "_" * len(m[0]), line)
    at = unquoted.find("#")
    return line[at + 1 :].strip() if at >= 0 else ""


def check_values(
    declared: list[Parameter],
    values: Mapping[str, object],
    *,
    where: str = "parameter",
    from_text: bool = False,
) -> ParameterValues:
    """Validate values against their declarations.

    Parameters
    ----------
    declared : list of Parameter
        The valid names with types and defaults.
    values : mapping
        Values by name; what is missing takes its default.
    where : str
        What the error names first.
    from_text : bool
        Read each given value as text from a command line (``0.9``, ``true``, ``a,b``).

    Returns
    -------
    ParameterValues
        In the order of the declarations.

    Raises
    ------
    ParameterError
        Names the parameter, the type expected, and the value that came.
    """
    checked: dict[str, object] = {}
    given: dict[str, object] = {}
    for parameter in declared:
        value = values.get(parameter.name, parameter.default)
        kind = _type(parameter.type, where, or_none=parameter.default is None)
        if from_text and parameter.name in values:
            value = _from_text(str(value), parameter, kind)
        try:
            checked[parameter.name] = _validator(kind).validate_python(value)
            _check_value(parameter, checked[parameter.name])
        except ValueError:  # pydantic's own error is one
            raise ParameterError(
                f"{where}: {parameter.name} must be {_in_words(parameter)}, "
                f"got {value!r} ({type(value).__name__})"
            ) from None
        given[parameter.name] = value
    return ParameterValues(**checked, given_=given)


def _in_words(parameter: Parameter) -> str:
    words = _WORDS.get(parameter.type, parameter.type)
    if parameter.name in _RANGES:
        words += " from {} to {}".format(*_RANGES[parameter.name])
    if _choices(parameter):
        words = f"one of {', '.join(_choices(parameter))}"
    return f"{words} or None" if parameter.default is None else words


def _choices(parameter: Parameter) -> tuple[str, ...]:
    return () if "Literal" in parameter.type else _CHOICES.get(parameter.name, ())


def _check_value(parameter: Parameter, value: object) -> None:
    """Raise ValueError where a value of the right type is none of those that its name allows."""
    low, high = _RANGES.get(parameter.name, (None, None))
    for one in value if isinstance(value, list) else [value]:
        if low is not None and isinstance(one, int | float) and not low <= one <= high:
            raise ValueError(parameter.name)
        if _choices(parameter) and isinstance(one, str) and one not in _choices(parameter):
            raise ValueError(parameter.name)


@cache
def _validator(kind: object) -> object:
    import pydantic

    return pydantic.TypeAdapter(kind, config=pydantic.ConfigDict(strict=True, allow_inf_nan=False))


def _type(written: str, where: str, *, or_none: bool = False) -> object:
    """Turn a written type into one that pydantic checks, from a closed list and without eval."""
    try:
        kind = _typed(ast.parse(written.strip(), mode="eval").body)
        return kind | None if or_none else kind
    except (SyntaxError, ValueError, KeyError, TypeError):
        raise ParameterError(
            f"{where}: unknown type {written!r}; expected {' '.join(_PLAIN)}, list[...], "
            "Literal[...], Optional[...] or ... | None"
        ) from None


def _typed(node: ast.expr) -> object:
    from typing import Annotated, Literal, Optional

    from pydantic import BeforeValidator

    if isinstance(node, ast.Constant) and node.value is None:
        return None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitOr):
        return Optional[_typed(node.left)] if _is_none(node.right) else _refuse(node)  # noqa: UP045
    if isinstance(node, ast.Subscript):
        outer = ast.unparse(node.value).rpartition(".")[2]
        if outer == "Literal":
            choices = ast.literal_eval(node.slice)
            return Literal[choices]
        return {"list": list, "List": list, "Optional": Optional}[outer][_typed(node.slice)]
    plain = _PLAIN[ast.unparse(node).rpartition(".")[2]]
    if plain is date:
        return Annotated[date, BeforeValidator(_date)]
    return Annotated[Path, BeforeValidator(_path)] if plain is Path else plain


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _refuse(node: ast.expr) -> None:
    raise ValueError(ast.unparse(node))


def _date(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return date.fromisoformat(value)
    return None if isinstance(value, datetime) else value


def _path(value: object) -> object:
    if not isinstance(value, (str, Path)) or not str(value) or "\0" in str(value):
        raise ValueError("no path")
    return find_path(value)


def find_path(value: str | Path) -> Path:
    """Find a relative path from here, else from the folders above, up to the project's root.

    JupyterLab starts a notebook in its own folder, papermill in the caller's, and Jupyter
    Scheduler in a copy elsewhere: the last needs the variable ``STANCEBOOK_HOME``.

    Returns
    -------
    Path
        Where the first part exists; unchanged where it exists nowhere. ``~`` is expanded.
    """
    path = Path(value).expanduser()
    if path.is_absolute():
        return path
    here = Path.cwd()
    homes = [Path()]
    for folder in (here, *here.parents):
        homes.append(Path(os.path.relpath(folder, here)))
        if any((folder / mark).exists() for mark in _PROJECT_MARKS):
            break
    if os.environ.get(HOME_VARIABLE):
        homes.append(Path(os.environ[HOME_VARIABLE]))
    fixed = path.parts[: next((n for n, p in enumerate(path.parts) if set(p) & set("*?[")), None)]
    found = (home / path for home in homes if home.joinpath(*fixed or [path.name]).exists())
    return next(found, path)


def _from_text(text: str, parameter: Parameter, kind: object) -> object:
    """Read the text of a command line as the declared type; refuse what does not read as one."""
    written = parameter.type.replace(" ", "")
    if text in ("", "none", "None") and _accepts_none(kind):
        return None
    inner = re.sub(r"^Optional\[(.*)\]$", r"\1", written).removesuffix("|None")
    if inner.startswith(("list[", "List[")):
        item = Parameter(parameter.name, inner[5:-1], "", "")
        text = text.removeprefix("[").removesuffix("]")
        return [_from_text(part.strip(), item, str) for part in text.split(",") if part.strip()]
    if inner in ("int", "float"):
        try:
            return int(text) if inner == "int" else float(text)
        except ValueError:
            return text
    if inner == "bool":
        return {"true": True, "yes": True, "false": False, "no": False}.get(text.lower(), text)
    return text


def _accepts_none(kind: object) -> bool:
    return type(None) in getattr(kind, "__args__", ())
