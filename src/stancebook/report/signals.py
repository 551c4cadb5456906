"""Signals: a run that is told to stop ends what it started and says so."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator

from stancebook.errors import TimeLimitError


class Stopped(BaseException):
    """The run was told to stop by a signal; no ordinary ``except`` swallows it.

    Attributes
    ----------
    status : str
        ``interrupted`` (SIGINT) or ``terminated`` (SIGTERM, SIGHUP).
    exit_code : int
        128 and the number of the signal: 130 or 143.
    """

    def __init__(self, number: int) -> None:
        self.status = "interrupted" if number == signal.SIGINT else "terminated"
        self.exit_code = 130 if self.status == "interrupted" else 143
        super().__init__(f"{self.status} by signal {number}")


@contextlib.contextmanager
def stopping(*, time_limit: float | None = None, grace: float = 0.0) -> Iterator[None]:
    """Turn signals, and the end of the time limit, into exceptions while the block runs.

    Parameters
    ----------
    time_limit : float, optional
        Seconds for the whole block.
    grace : float
        Seconds more before it ends: what watches the limit by itself comes first.

    Raises
    ------
    Stopped
        At SIGINT, SIGTERM or SIGHUP; more signals while it is dealt with are ignored.
    TimeLimitError
        After the time limit.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [signal.SIGINT, signal.SIGTERM]
    numbers += [signal.SIGHUP] if hasattr(signal, "SIGHUP") else []
    ignored = {number for number in numbers if signal.getsignal(number) == signal.SIG_IGN}
    before = {number: signal.getsignal(number) for number in numbers if number not in ignored}

    def stop(number: int, _frame: object) -> None:
        for known in before:
            signal.signal(known, signal.SIG_IGN)
        raise Stopped(number)

    def expire(_number: int, _frame: object) -> None:
        raise TimeLimitError(f"the run took longer than its limit of {time_limit:g} s")

    alarm = time_limit is not None and hasattr(signal, "setitimer")
    try:
        for number in before:
            signal.signal(number, stop)
        if alarm:
            before[signal.SIGALRM] = signal.signal(signal.SIGALRM, expire)
            signal.setitimer(signal.ITIMER_REAL, time_limit + grace)
        yield
    finally:
        if alarm:
            signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)
