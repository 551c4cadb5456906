"""Engines: the batches run in one process, in several or on Dask; the results are equal."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator

from ..errors import InputError, StancebookError

ONE_THREAD = {
    name: "1"
    for name in (
        "STANCEBOOK_THREADS",
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "MKL_NUM_THREADS",
        "NUMEXPR_NUM_THREADS",
        "VECLIB_MAXIMUM_THREADS",
        "TOKENIZERS_PARALLELISM",
    )
}
"""What keeps ONNX Runtime and BLAS of each worker on one thread: N workers use N cores."""

ANSWER_LIMIT = 60
"""Seconds in which a Dask scheduler must answer."""


def run_batches(
    task: Callable[..., object],
    batches: Iterable[tuple],
    *,
    jobs: int | str = 1,
    scheduler: str | None = None,
) -> Iterator[object]:
    """Run a task on every batch and yield the results as they come, in any order.

    Parameters
    ----------
    task : callable
        A function of a module (it travels by name).
    batches : iterable of tuples
        The arguments of each call.
    jobs : int or "dask"
        Processes; 1 runs here. ``"dask"`` starts a Dask cluster on this machine.
    scheduler : str, optional
        Address of a Dask scheduler, such as ``tcp://10.0.0.1:8786``.

    Raises
    ------
    InputError
        Where the engine is unknown or its extra is missing.
    StancebookError
        Where a worker ended by itself.
    """
    if scheduler or jobs == "dask":
        yield from _run_on_dask(task, batches, scheduler)
    elif check_jobs(jobs) == 1:
        for batch in batches:
            yield task(*batch)
    else:
        yield from _run_in_processes(task, batches, jobs)


def check_jobs(jobs: object) -> int:
    """Return the number of processes.

    Raises
    ------
    InputError
        Where it is no whole number from 1.
    """
    if isinstance(jobs, bool) or not isinstance(jobs, int) or jobs < 1:
        raise InputError(f"jobs: expected a number from 1 or 'dask', got {jobs!r}")
    return jobs


def _run_in_processes(
    task: Callable[..., object], batches: Iterable[tuple], jobs: int
) -> Iterator[object]:
    from joblib import Parallel, delayed, parallel_config
    from joblib.externals.loky.process_executor import TerminatedWorkerError

    guard = delayed(_watched)
    try:
        with parallel_config(backend="loky", n_jobs=jobs, inner_max_num_threads=1):
            workers = Parallel(return_as="generator_unordered", batch_size=1, pre_dispatch=2 * jobs)
        yield from workers(guard(os.getpid(), task, batch) for batch in batches)
    except TerminatedWorkerError as error:
        raise StancebookError(
            "a worker process ended by itself, most likely for want of memory; "
            "what was finished is kept: run again with fewer --jobs"
        ) from error


def _watched(parent: int, task: Callable[..., object], batch: tuple) -> object:
    """Run the task in a worker that ends with its parent and keeps to one thread."""
    os.environ.update(ONE_THREAD)
    _watch(parent)
    return task(*batch)


_watching: set[int] = set()


def _watch(parent: int) -> None:
    if parent in _watching:
        return
    _watching.add(parent)

    def end_with_parent() -> None:
        while True:
            try:
                os.kill(parent, 0)
            except ProcessLookupError:
                os._exit(1)
            except PermissionError:
                pass
            time.sleep(0.5)

    if os.name == "posix":
        threading.Thread(target=end_with_parent, daemon=True, name="watch-parent").start()


def _run_on_dask(
    task: Callable[..., object], batches: Iterable[tuple], scheduler: str | None
) -> Iterator[object]:
    try:
        from distributed import Client, LocalCluster, as_completed
    except ImportError:
        raise InputError(
            "a Dask cluster needs the extra 'dask': pip install 'stancebook[dask]'"
        ) from None
    cluster = None if scheduler else LocalCluster(threads_per_worker=1, dashboard_address=None)
    try:
        client = Client(scheduler or cluster, timeout=ANSWER_LIMIT)
    except (OSError, ValueError) as error:  # the second: no address of the form tcp://HOST:PORT
        if not scheduler:
            raise
        raise InputError(f"no Dask scheduler at {scheduler}: {error}") from None
    try:
        futures = [client.submit(_on_one_thread, task, batch, pure=False) for batch in batches]
        for future in as_completed(futures):
            yield future.result()
    finally:
        client.close()
        if cluster is not None:
            cluster.close()


def _on_one_thread(task: Callable[..., object], batch: tuple) -> object:
    os.environ.update(ONE_THREAD)
    return task(*batch)
