"""Kernels: one interpreter for each notebook, in this environment, with nothing left behind.

A kernel is started from the running Python (no installed kernelspec is needed), talks over local
sockets in a folder of its own (no port, no race), and starts from settings that make the same
notebook give the same bytes. Every process below it carries a mark in its environment by which it
is found and ended, even after its parent is gone.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
import threading
import uuid
from collections.abc import Iterable, Mapping
from pathlib import Path

KERNEL_MARK = "STANCEBOOK_KERNEL"
"""Environment variable that every process below one kernel carries."""
REPORT_MARK = "STANCEBOOK_REPORT"
"""Environment variable that names the report for which a process works."""

ARGUMENTS = (
    # a kernel that is told to stop while it waits would write an error into a good run's log
    "--IPKernelApp.log_level=50",
    "--HistoryManager.hist_file=:memory:",
    "--HistoryManager.enabled=False",
    "--InlineBackend.figure_formats=svg",
    "--InlineBackend.print_figure_kwargs={'bbox_inches':None}",
)
SETTLED = {
    "PYTHONHASHSEED": "0",
    "SOURCE_DATE_EPOCH": "1577836800",
    "TZ": "UTC",
    "TQDM_DISABLE": "1",
    "JUPYTER_PLATFORM_DIRS": "1",
    "MATPLOTLIBRC": str(Path(__file__).with_name("matplotlibrc")),
}
"""Environment in which two runs on the same input give the same bytes."""
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def kernel_environment(folder: str | Path, *, jobs: int = 1, **extra: str) -> dict[str, str]:
    """Return the environment of a kernel: the caller's, settled for reproducible output.

    Parameters
    ----------
    folder : path
        A private folder, for IPython's files: a user's start-up scripts have no say in a report.
    jobs : int
        Kernels that run at a time; each gets its part of the processors.
    **extra : str
        More variables.
    """
    threads = str(max(1, (os.cpu_count() or 1) // max(1, jobs)))
    limits = {name: os.environ.get(name, threads) for name in _THREADS}
    return {**os.environ, **SETTLED, **limits, "IPYTHONDIR": str(folder), **extra}


class Kernels:
    """The kernels that run now, and the end of all of them.

    Use as a context manager: leaving it ends what still runs and removes the sockets' folder.
    """

    def __init__(self) -> None:
        self.stopped = threading.Event()
        self._marks: set[str] = set()
        self._lock = threading.Lock()
        # The path of a socket must stay within about 100 characters: the system's own folder
        # for temporary files can be deep, so a short one comes first.
        base = "/tmp" if os.access("/tmp", os.W_OK) else None
        self.folder = Path(tempfile.mkdtemp(prefix="sb-", dir=base))

    def __enter__(self) -> Kernels:
        """Return itself."""
        return self

    def __exit__(self, *reason: object) -> None:
        """End every kernel."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def stop(self) -> None:
        """End every kernel and all that they started; no new one starts after this."""
        self.stopped.set()
        with self._lock:
            marks = set(self._marks)
        end_processes(marks, variable=KERNEL_MARK)

    def manager(self, *, environment: Mapping[str, str], cwd: str | Path) -> object:
        """Return a kernel manager for one notebook; the kernel starts when it is first used."""
        mark = uuid.uuid4().hex
        with self._lock:
            self._marks.add(mark)
        folder = self.folder / mark[:8]
        folder.mkdir()
        variables = {**environment, KERNEL_MARK: mark, "IPYTHONDIR": str(folder)}
        return _manager_class()(self, mark, folder, {"env": variables, "cwd": str(cwd)})

    def end(self, mark: str) -> None:
        """End one kernel and all that it started."""
        end_processes({mark}, variable=KERNEL_MARK)
        with self._lock:
            self._marks.discard(mark)
        shutil.rmtree(self.folder / mark[:8], ignore_errors=True)


def end_processes(values: Iterable[str], *, variable: str, grace: float = 2.0) -> int:
    """End every process of this user whose environment marks it, and all its descendants.

    Parameters
    ----------
    values : iterable of str
        Values of the variable to look for.
    variable : str
        Name of the environment variable.
    grace : float
        Seconds between the request to end (SIGTERM) and the end (SIGKILL).

    Returns
    -------
    int
        How many processes there were.
    """
    import psutil

    wanted = {str(value) for value in values}
    total = 0
    # A process can start another while it is being ended: look again until there is none.
    for _ in range(5):
        found = _marked(wanted, variable) if wanted else []
        if not found:
            break
        total += len(found)
        for process in found:
            with contextlib.suppress(psutil.Error):
                process.terminate()
        _, alive = psutil.wait_procs(found, timeout=grace)
        for process in alive:
            with contextlib.suppress(psutil.Error):
                process.kill()
        psutil.wait_procs(alive, timeout=grace)
    return total


def _marked(values: set[str], variable: str) -> list:
    import psutil

    found = {}
    for process in psutil.process_iter(["pid"]):
        with contextlib.suppress(psutil.Error, OSError):
            if process.pid == os.getpid() or process.status() == psutil.STATUS_ZOMBIE:
                continue
            if process.environ().get(variable) in values:
                found[process.pid] = process
                found.update({child.pid: child for child in process.children(recursive=True)})
    found.pop(os.getpid(), None)
    return [p for p in found.values() if _alive(p)]


def _alive(process: object) -> bool:
    import psutil

    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.Error:
        return False


def _manager_class() -> type:
    """Build the manager's class when it is first needed: its base is slow to import."""
    if "class" not in _CACHE:
        from jupyter_client.kernelspec import KernelSpec
        from jupyter_client.manager import AsyncKernelManager

        class ReportKernelManager(AsyncKernelManager):
            """A kernel of this Python over local sockets, known to :class:`Kernels`."""

            def __init__(
                self, kernels: Kernels, mark: str, folder: Path, options: dict[str, object]
            ) -> None:
                transport = "tcp" if sys.platform == "win32" else "ipc"
                file = str(folder / "k.json")
                super().__init__(transport=transport, connection_file=file, kernel_name="python3")
                self.shutdown_wait_time = 3.0
                self.kernels, self.mark, self.options = kernels, mark, options

            @property
            def kernel_spec(self) -> KernelSpec:
                """Start the running Python, whatever kernels are installed."""
                module = ["-m", "ipykernel_launcher", "-f", "{connection_file}"]
                return KernelSpec(
                    argv=[sys.executable, *module], display_name="Python 3", language="python"
                )

            async def _async_start_kernel(self, **options: object) -> None:
                if self.kernels.stopped.is_set():
                    raise RuntimeError("stopped")
                await super()._async_start_kernel(**{**options, **self.options})
                if self.kernels.stopped.is_set():
                    self.kernels.end(self.mark)

            start_kernel = _async_start_kernel

        _CACHE["class"] = ReportKernelManager
    return _CACHE["class"]


_CACHE: dict[str, type] = {}
