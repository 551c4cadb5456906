"""Notebooks: all pages of a run, in bounded parallel kernels, from one process."""

from __future__ import annotations

import os
import shutil
import threading
import warnings
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path

from .engine import Execution, execute_notebook, load_notebook
from .kernels import REPORT_MARK, Kernels, kernel_environment
from .plan import Plan
from .progress import Progress

MEMORY = 400 * 2**20
"""Bytes that a kernel with its tables may need: no more run at a time than fit."""


def execute_all(
    plan: Plan,
    staging: Path,
    *,
    jobs: int | None = None,
    cell_limit: float | None = None,
    deadline: float | None = None,
    progress: Progress,
) -> list[Execution]:
    """Execute every notebook of the plan and write it to ``staging/notebooks``.

    Parameters
    ----------
    plan : Plan
        What to execute, with which values.
    staging : Path
        The run's folder; ``figures/`` in it is where the notebooks put figures.
    jobs : int, optional
        Kernels at a time; chosen from processors and free memory otherwise.
    cell_limit, deadline : float, optional
        See :func:`stancebook.report.engine.execute_notebook`.
    progress : Progress
        Told of every cell.

    Returns
    -------
    list of Execution
        In the order of the plan, however each ended.
    """
    # Threads share one interpreter: what they import is imported before they start.
    from .engine import register_engine

    jobs = min(jobs or kernels_at_a_time(), len(plan.notebooks))
    done = dict.fromkeys((path.stem for path in plan.notebooks), (0, 0))
    register_engine()
    (staging / "notebooks").mkdir(exist_ok=True)
    (staging / "figures").mkdir(exist_ok=True)
    with warnings.catch_warnings(), Kernels() as kernels:
        warnings.simplefilter("ignore")
        environment = kernel_environment(
            kernels.folder,
            jobs=jobs,
            STANCEBOOK_ANALYSIS=str((plan.analysis_folder).resolve()),
            STANCEBOOK_FIGURES=str((staging / "figures").resolve()),
            **{REPORT_MARK: str(plan.folder.resolve())},
        )

        def execute(path: Path) -> Execution:
            def on_cell(cell: int, cells: int) -> None:
                done[path.stem] = (cell, cells)
                known = sum(total for _, total in done.values())
                progress.update(sum(count for count, _ in done.values()), known)

            execution = execute_notebook(
                load_notebook(path, plan.values[path.stem]),
                name=path.stem,
                kernels=kernels,
                environment=environment,
                cwd=Path.cwd(),
                cell_limit=cell_limit,
                deadline=deadline,
                on_cell=on_cell,
            )
            _write(execution, staging / "notebooks" / path.name)
            return execution

        return _in_threads(execute, plan.notebooks, jobs, kernels)


def _in_threads(execute: object, paths: list[Path], jobs: int, kernels: Kernels) -> list[Execution]:
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="notebook")
    try:
        futures: list[Future] = [pool.submit(execute, path) for path in paths]
        threading.Thread(target=_warm_up, daemon=True).start()
        waiting = set(futures)
        while waiting:
            # In short steps: a signal is seen by this thread alone.
            _, waiting = wait(waiting, timeout=0.2, return_when=FIRST_COMPLETED)
        return [future.result() for future in futures]
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        kernels.stop()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def refresh_prose(plan: Plan, previous: Path, staging: Path) -> list[Execution]:
    """Put new prose around the outputs of an earlier run, whose code cells are the same.

    Parameters
    ----------
    plan : Plan
        The notebooks as they are now.
    previous : Path
        The run whose outputs and figures are taken over.
    staging : Path
        The run's folder.

    Returns
    -------
    list of Execution
        All done; empty where a code cell is not the same after all, and nothing was written.
    """
    import nbformat

    executions = []
    for path in plan.notebooks:
        page = load_notebook(path, plan.values[path.stem])
        before = nbformat.read(previous / "notebooks" / path.name, as_version=4)
        pairs = list(zip(_code(page), _code(before), strict=False))
        if len(_code(page)) != len(_code(before)) or any(a.source != b.source for a, b in pairs):
            return []
        for cell, old in pairs:
            cell.outputs, cell.execution_count = old.outputs, old.execution_count
        for cell in page.cells:
            cell.metadata["papermill"] = {"status": "completed", "exception": False}
            if not cell.metadata.tags:
                del cell.metadata["tags"]
        page.metadata = before.metadata
        executions.append(Execution(name=path.stem, notebook=page))
    for execution, path in zip(executions, plan.notebooks, strict=True):
        (staging / "notebooks").mkdir(exist_ok=True)
        _write(execution, staging / "notebooks" / path.name)
    shutil.copytree(previous / "figures", staging / "figures")
    return executions


def _code(notebook: object) -> list:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def _warm_up() -> None:
    """Import what the pages need while the kernels work."""
    try:
        import nbconvert  # noqa: F401

        from . import pages  # noqa: F401
    except Exception:
        # Whatever is wrong is raised again, in its place, when the pages are written.
        return


def _write(execution: Execution, path: Path) -> None:
    import nbformat

    text = nbformat.writes(execution.notebook, version=4)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


def kernels_at_a_time() -> int:
    """Return how many kernels the processors and the free memory allow, at least one."""
    import psutil

    affinity = getattr(os, "sched_getaffinity", None)
    processors = len(affinity(0)) if affinity else (os.cpu_count() or 1)
    return max(1, min(processors, psutil.virtual_memory().available // MEMORY))
