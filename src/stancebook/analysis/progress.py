"""Progress: a bar on a terminal, plain lines in a log, or a function of the caller's."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable


class Progress:
    """Count finished pieces of work and say so.

    Parameters
    ----------
    report : callable, bool or None
        ``report(done, total)`` is called for each piece. None draws a bar on a terminal and is
        silent elsewhere, True writes plain lines elsewhere, False is silent.
    total : int
        Pieces in all.
    """

    def __init__(self, report: Callable[[int, int], object] | bool | None, total: int) -> None:
        self.total = total
        self.count = 0
        self._report = report if callable(report) else None
        self._bar = None
        self._lines = False
        self._said = time.monotonic()
        if self._report or report is False:
            return
        if sys.stderr is not None and sys.stderr.isatty():
            from tqdm import tqdm

            self._bar = tqdm(total=total, unit="batch", leave=False)
        else:
            self._lines = report is True

    def advance(self) -> None:
        """Count one more piece."""
        self.count = min(self.count + 1, self.total)
        if self._report:
            self._report(self.count, self.total)
        elif self._bar is not None:
            self._bar.update(1)
        elif self._lines and (self.count == self.total or time.monotonic() - self._said >= 10):
            self._said = time.monotonic()
            print(f"analysis: {self.count} of {self.total} batches", file=sys.stderr)  # noqa: T201

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()
