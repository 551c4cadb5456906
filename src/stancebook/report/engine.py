"""Engine: one notebook through papermill, with cell states that are true whatever happens.

Papermill calls every cell "completed" after a time limit, a dead kernel or an interrupt; here the
cell at which a run stopped is "failed" with its reason as output, and the cells behind it stay
"pending". Times are returned and not written, so that the same run gives the same bytes.
"""

from __future__ import annotations

import contextlib
import logging
import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .kernels import Kernels

EXIT_CODES = {
    "done": 0,
    "up to date": 0,
    "failed": 1,
    "bad input": 2,
    "bad parameters": 3,
    "time limit": 4,
    "kernel died": 5,
    "already running": 75,
    "interrupted": 130,
    "terminated": 143,
}
"""The word for how a run ended, as it stands in ``run.json``, and its exit code."""

ENGINE = "stancebook"
INJECTED = "injected-parameters"


@dataclass
class Execution:
    """What became of one notebook.

    Attributes
    ----------
    name : str
        The notebook's name without its ending.
    status : str
        A word of :data:`EXIT_CODES`.
    message : str
        What happened where, in one line; empty where it is done.
    notebook : NotebookNode
        The executed cells, as far as they came.
    seconds : float
        From the start of the kernel to its end.
    cells : list of float
        Seconds of each code cell that ran.
    """

    name: str
    status: str = "done"
    message: str = ""
    notebook: object = None
    seconds: float = 0.0
    cells: list[float] = field(default_factory=list)


def load_notebook(path: str | Path, values: Mapping[str, object]) -> object:
    """Read a notebook and put a cell with these values behind its ``parameters`` cell.

    The cell holds exact literals and a fixed id; papermill's own guesses and braces play no part.

    Returns
    -------
    NotebookNode
        Format 4.5; every cell has an id that depends on its place alone where it had none.
    """
    import nbformat

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        notebook = nbformat.read(path, as_version=4)
    for number, cell in enumerate(notebook.cells):
        cell.setdefault("id", f"cell-{number}")
        cell.metadata.setdefault("tags", [])
    notebook.nbformat_minor = max(5, notebook.nbformat_minor)
    notebook.cells = [cell for cell in notebook.cells if INJECTED not in cell.metadata.tags]
    places = [n for n, cell in enumerate(notebook.cells) if "parameters" in cell.metadata.tags]
    if values and places:
        lines = [f"{name} = {_literal(value)}" for name, value in values.items()]
        cell = nbformat.v4.new_code_cell("\n".join(["# Parameters", *lines]), id=INJECTED)
        cell.metadata["tags"] = [INJECTED]
        notebook.cells.insert(places[0] + 1, cell)
    return notebook


def _literal(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_literal(item) for item in value) + "]"
    plain = value is None or isinstance(value, (bool, int, float, str))
    return repr(value) if plain else repr(str(value))


def execute_notebook(
    notebook: object,
    *,
    name: str,
    kernels: Kernels,
    environment: Mapping[str, str],
    cwd: str | Path = ".",
    cell_limit: float | None = None,
    deadline: float | None = None,
    on_cell: Callable[[int, int], None] | None = None,
) -> Execution:
    """Execute a notebook in a kernel of its own and say what became of it.

    Parameters
    ----------
    notebook : NotebookNode
        See :func:`load_notebook`; it is not changed.
    name : str
        For messages.
    kernels : Kernels
        Starts and ends the kernel; once it is stopped, so is the notebook.
    environment : mapping
        See :func:`stancebook.report.kernels.kernel_environment`.
    cwd : path
        The kernel's working folder.
    cell_limit, deadline : float, optional
        Most seconds for one cell; the moment on ``time.monotonic()`` at which the run must end.
    on_cell : callable, optional
        Told the number of cells done and of all, after each.

    Returns
    -------
    Execution
        Nothing that goes wrong inside the notebook is raised.
    """
    import papermill

    register_engine()
    execution = Execution(name=name)
    began = time.monotonic()
    options = {
        "execution": execution,
        "kernels": kernels,
        "manager": kernels.manager(environment=environment, cwd=cwd),
        "cell_limit": cell_limit,
        "deadline": deadline,
        "on_cell": on_cell,
    }
    try:
        with contextlib.suppress(StopError):
            papermill.execute_notebook(
                notebook,
                None,
                engine_name=ENGINE,
                kernel_name="python3",
                language="python",
                progress_bar=False,
                request_save_on_cell_execute=False,
                **options,
            )
    finally:
        kernels.end(options["manager"].mark)
        _close_loop()
    execution.seconds = time.monotonic() - began
    _settle(execution)
    return execution


def _close_loop(*, patience: float = 2.0) -> None:
    """Close the event loop that Jupyter opened for this thread and would leave open.

    A notebook that stopped early leaves tasks that still wait for its kernel; each must end first,
    or asyncio complains of it on the standard error of the run.
    """
    import asyncio

    from jupyter_core.utils import ensure_event_loop

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        loop = ensure_event_loop()
        if waiting := asyncio.all_tasks(loop):
            for task in waiting:
                task.cancel()
            loop.run_until_complete(asyncio.wait(waiting, timeout=patience))
        loop.close()
        asyncio.set_event_loop(None)


class StopError(Exception):
    """The notebook stopped early; the execution says why."""


def _settle(execution: Execution) -> None:
    """Keep the cells' states and drop what differs from run to run."""
    notebook = execution.notebook
    notebook.metadata.pop("papermill", None)
    notebook.metadata["kernelspec"] = {
        "display_name": "Python 3",
        "language": "python",
        "name": "python3",
    }
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        state = cell.metadata.pop("papermill", {})
        cell.metadata["papermill"] = {
            "status": state.get("status"),
            "exception": state.get("exception"),
        }
        if not cell.metadata.get("tags", True):
            del cell.metadata["tags"]


def register_engine() -> None:
    """Make the engine known to papermill under the name ``stancebook``."""
    from papermill.engines import papermill_engines

    logging.getLogger("papermill").setLevel(logging.CRITICAL)
    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    if ENGINE not in papermill_engines._engines:
        from .client import ReportEngine

        papermill_engines.register(ENGINE, ReportEngine)
