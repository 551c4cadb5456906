"""Client: the part of the engine that sits on papermill's and nbclient's classes.

Imported only when a notebook is executed, because its bases are slow to import.
"""

from __future__ import annotations

import time
from pathlib import Path

from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat.v4 import new_output
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, NotebookExecutionManager

from .engine import Execution, StopError
from .kernels import ARGUMENTS

START_LIMIT = 300
"""Seconds in which a kernel must answer."""


class HonestStates(NotebookExecutionManager):
    """Papermill's record of a run, without its closing "completed" for cells that never ran."""

    def notebook_complete(self, **kwargs: object) -> None:
        """Leave every cell in the state it reached."""
        self.end_time = self.now()


class ReportClient(PapermillNotebookClient):
    """Runs the cells in turn and stops at the first that fails, for whatever reason."""

    def __init__(self, states: HonestStates, options: dict[str, object]) -> None:
        super().__init__(
            states,
            km=options["manager"],
            timeout_func=self._limit,
            startup_timeout=START_LIMIT,
            iopub_timeout=START_LIMIT,
            record_timing=False,
            coalesce_streams=True,
            extra_arguments=list(ARGUMENTS),
            kernel_name="python3",
            log=_silent(),
        )
        self.owns_km = True
        self.options = options
        self.execution: Execution = options["execution"]

    def _limit(self, cell: object) -> float | None:
        limits = [self.options["cell_limit"]]
        if self.options["deadline"] is not None:
            # Zero would mean "no limit" to nbclient.
            limits.append(max(0.05, self.options["deadline"] - time.monotonic()))
        return min((limit for limit in limits if limit), default=None)

    def papermill_execute_cells(self) -> None:
        """Execute every cell; name the one that stops the run and why."""
        code = [cell for cell in self.nb.cells if cell.cell_type == "code"]
        for index, cell in enumerate(self.nb.cells):
            began = time.monotonic()
            self.nb_man.cell_start(cell, index)
            try:
                self.execute_cell(cell, index)
            except Exception as reason:
                self._stop(index, reason)
            self.nb_man.cell_complete(self.nb.cells[index], cell_index=index)
            if cell.cell_type == "code":
                self.execution.cells.append(round(time.monotonic() - began, 4))
                if self.options["on_cell"]:
                    self.options["on_cell"](len(self.execution.cells), len(code))

    def _stop(self, index: int, reason: Exception) -> None:
        cell = self.nb.cells[index]
        self.nb_man.cell_exception(cell, cell_index=index, exception=reason)
        status, words = self._explain(reason)
        where = f"{self.execution.name}, code cell {len(self.execution.cells) + 1}"
        self.execution.status, self.execution.message = status, f"{where}: {words}"
        if not any(output.output_type == "error" for output in cell.outputs):
            cell.outputs.append(
                new_output("error", ename=status, evalue=words, traceback=[f"{status}: {words}"])
            )
        # Nothing that hangs is asked to leave politely.
        self.options["kernels"].end(self.km.mark)
        raise StopError(words) from reason

    def _explain(self, reason: Exception) -> tuple[str, str]:
        if self.options["kernels"].stopped.is_set():
            return "interrupted", "the run was told to stop"
        if isinstance(reason, CellExecutionError):
            status = "bad parameters" if reason.ename == "ParameterError" else "failed"
            return status, _first_line(f"{reason.ename}: {reason.evalue}")
        if isinstance(reason, CellTimeoutError):
            limit, deadline = self.options["cell_limit"], self.options["deadline"]
            whole = deadline is not None and time.monotonic() >= deadline - 0.01
            words = "the run's time limit" if whole else f"the limit of {limit:g} s for a cell"
            return "time limit", f"stopped at {words}"
        if isinstance(reason, DeadKernelError):
            return "kernel died", f"the kernel ended by itself{self._last_words()}"
        return "failed", _first_line(f"{type(reason).__name__}: {reason}")

    def _last_words(self) -> str:
        process = getattr(getattr(self.km, "provisioner", None), "process", None)
        code = process.poll() if process is not None else None
        if code is None:
            return ""
        return f" (signal {-code}, out of memory?)" if code == -9 else f" (exit status {code})"


class ReportEngine(NBClientEngine):
    """Papermill's engine ``stancebook``: honest states, limits, a kernel that leaves nothing."""

    @classmethod
    def execute_notebook(
        cls, nb: object, kernel_name: str, output_path: Path | None = None, **options: object
    ) -> object:
        """Execute the cells; the execution handed in keeps the notebook whatever happens."""
        execution: Execution = options["execution"]
        states = HonestStates(nb, output_path=None, progress_bar=False, autosave_cell_every=0)
        execution.notebook = nb
        states.notebook_start()
        client = ReportClient(states, options)
        try:
            client.execute()
        except StopError:
            raise
        except Exception as reason:
            # The kernel never answered, or ended between two cells.
            execution.status = "kernel died"
            execution.message = f"{execution.name}: no kernel: {_first_line(str(reason))}"
            raise StopError(execution.message) from reason
        return nb


def _first_line(text: str, *, most: int = 300) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def _silent() -> object:
    import logging

    log = logging.getLogger("stancebook.kernels")
    log.setLevel(logging.CRITICAL + 1)
    return log
