"""Parameters: what a notebook declares, and the refusal of everything else, under every runner.

A notebook declares its parameters in one code cell with the tag ``parameters``, one a line::

    articles: "Path" = "seeds"      # file, folder or glob
    codebook: "Path" = None         # YAML file; proposed from the articles where there is none
    min_confidence: float = 0.9     # statements below are counted as abstentions, 0 to 1
    since: "date" = None            # first day counted, YYYY-MM-DD
    period: str = "month"           # width of a point in time

and checks them in the **first cell after it**::

    import stancebook as sb
    params = sb.notebook_parameters(globals())

From then on it reads ``params.articles``, ``params.since``: checked, of the declared type, with
paths found from the notebook's folder or the project's root. ``stancebook report`` makes the same
check before a kernel starts; inside, it holds under bare papermill, Airflow, Jupyter Scheduler and
in JupyterLab, where it also covers values that were typed in by hand.

Types: ``str int float bool date Path``, ``list[...]`` of them, ``Literal[...]``, ``Optional[...]``
or ``... | None``. In quotes, a type needs no import and ``papermill --help-notebook`` still reads
it. A default of ``None`` allows ``None``. Types are exact: the text ``0.9`` is no number and ``1``
is no text; a whole number may stand for a ``float``; a date (ISO) or a path is written as text.
"""

from __future__ import annotations

import ast
import difflib
import json
import re
from collections.abc import Mapping
from pathlib import Path

from stancebook.errors import InputError, ParameterError

from .declarations import (
    Parameter,
    ParameterValues,
    check_values,
    is_text,
    parse_parameters,
)

_MARKER = re.compile(r"^\s*#\s*Parameters\b")


def notebook_parameters(namespace: Mapping[str, object]) -> ParameterValues:
    """Check the parameters of the notebook that calls, whoever runs it.

    Parameters
    ----------
    namespace : mapping
        ``globals()`` of the notebook. The declaration is read from IPython's record of the cells
        that ran; the cells of plain assignments right behind it are what a runner injected.

    Returns
    -------
    ParameterValues
        The values in force.

    Raises
    ------
    ParameterError
        An unknown name (the nearest valid one is given), a wrong type, or no declaration.
    """
    cells = [str(cell) for cell in namespace.get("In") or ()]
    if not any(_declares(cell) for cell in cells):
        cells = [_declared_without_history(namespace)]
    place = _declaring_cell(cells)
    declared = parse_parameters(cells[place])
    injected: dict[str, object] = {}
    for cell in cells[place + 1 :]:
        names = _assigned(cell)
        if not names:
            break
        injected.update({name: namespace.get(name) for name in names})
    _refuse_unknown(injected, declared, "this notebook")
    values = {p.name: namespace.get(p.name, p.default) for p in declared}
    return check_values(declared, values)


def _declared_without_history(namespace: Mapping[str, object]) -> str:
    """Write the declaring cell again from its annotations: nbval runs cells without history."""
    annotations = namespace.get("__annotations__") or {}
    lines = [
        f"{name}: {getattr(kind, '__name__', kind)!r} = {namespace[name]!r}"
        for name, kind in annotations.items()
        if name in namespace
    ]
    return "\n".join(lines)


def _declaring_cell(cells: list[str]) -> int:
    places = [number for number, cell in enumerate(cells) if _declares(cell)]
    if not places:
        raise ParameterError(
            "no parameters cell has run: expected a cell of lines 'name: type = default  # help' "
            "before notebook_parameters(globals()); run the notebook from its top"
        )
    # Papermill marks the cell that it injects, Jupyter Scheduler does not.
    declared = {node.target.id for node in _statements(cells[places[0]]) if _is_declaration(node)}
    for cell in cells[: places[0]]:
        strays = _assigned(cell) if _MARKER.match(cell) else declared.intersection(_assigned(cell))
        if strays:
            raise ParameterError(
                f"parameters {sorted(strays)} were injected above their declaration and have no "
                "effect: give the cell that declares them the tag 'parameters'"
            )
    return places[-1]


def _is_declaration(node: ast.stmt) -> bool:
    return isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)


def _declares(cell: str) -> bool:
    body = _statements(cell)
    kinds = (ast.AnnAssign, ast.Assign, ast.Import, ast.ImportFrom)
    return any(isinstance(node, ast.AnnAssign) for node in body) and all(
        isinstance(node, kinds) or is_text(node) for node in body
    )


def _assigned(cell: str) -> list[str]:
    """Names that a cell of nothing but plain assignments sets; none for any other cell."""
    body = _statements(cell)
    if not all(isinstance(node, ast.Assign) for node in body):
        return []
    return [target.id for node in body for target in node.targets if isinstance(target, ast.Name)]


def _statements(cell: str) -> list[ast.stmt]:
    try:
        return ast.parse(cell).body
    except (SyntaxError, ValueError):
        return []


def read_parameters(notebook: str | Path) -> list[Parameter]:
    """Read what a notebook declares, without starting a kernel.

    Parameters
    ----------
    notebook : path
        An ``.ipynb`` file.

    Returns
    -------
    list of Parameter
        In the order of the cell; empty where no cell has the tag ``parameters``.

    Raises
    ------
    InputError
        The file is no notebook.
    ParameterError
        Two tagged cells, or a declaration that cannot be read; the message names the line.
    """
    path = Path(notebook)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        cells = [cell for cell in content["cells"] if cell["cell_type"] == "code"]
        tagged = [cell for cell in cells if "parameters" in cell["metadata"].get("tags", ())]
    except (OSError, ValueError, KeyError, TypeError) as reason:
        raise InputError(f"{path}: expected a notebook (.ipynb, format 4): {reason}") from None
    if len(tagged) > 1:
        raise ParameterError(f"{path.name}: {len(tagged)} cells have the tag 'parameters', not one")
    if not tagged:
        return []
    return parse_parameters("".join(tagged[0]["source"]), where=path.name)


def check_parameters(notebook: str | Path, values: Mapping[str, object]) -> ParameterValues:
    """Check values for one notebook before a kernel starts.

    Parameters
    ----------
    notebook : path
        The notebook that declares them.
    values : mapping
        Python values; what is not given keeps its default.

    Returns
    -------
    ParameterValues
        Every declared parameter with its value in force.

    Raises
    ------
    ParameterError
        As :func:`notebook_parameters`.
    """
    where = Path(notebook).name
    declared = read_parameters(notebook)
    _refuse_unknown(values, declared, where)
    return check_values(declared, values, where=where)


def nearest(name: str, valid: list[str]) -> str:
    """Return a hint at the valid name that is written most like this one.

    Examples
    --------
    >>> nearest("min_confidense", ["articles", "min_confidence"])
    "did you mean 'min_confidence'? Valid: articles, min_confidence"
    >>> nearest("colour", ["articles", "min_confidence"])
    'valid: articles, min_confidence'
    """
    if not valid:
        return "it takes no parameters"
    near = difflib.get_close_matches(name, valid, n=1, cutoff=0.6)
    if not near:
        return f"valid: {', '.join(valid)}"
    return f"did you mean {near[0]!r}? Valid: {', '.join(valid)}"


def _refuse_unknown(values: Mapping[str, object], declared: list[Parameter], where: str) -> None:
    valid = [parameter.name for parameter in declared]
    for name in values:
        if name not in valid:
            raise ParameterError(f"{where} has no parameter {name!r}; {nearest(name, valid)}")
