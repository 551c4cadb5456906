"""Progress: a bar on a terminal, plain lines in a log, silence where nobody asked."""

from __future__ import annotations

import shutil
import sys
import time
from typing import TextIO

MINUTE = 60.0


class Progress:
    """Says which step runs and how far it is.

    Parameters
    ----------
    stream : text stream, optional
        Where to write; standard error by default. Nothing is written where ``quiet``.
    quiet : bool
        Say nothing.
    """

    def __init__(self, stream: TextIO | None = None, *, quiet: bool = False) -> None:
        self.stream = stream
        self.quiet = quiet
        self.step = ""
        self._drawn = 0.0
        self._began = 0.0

    def start(self, step: str) -> None:
        """Begin a step."""
        self.step, self._began, self._drawn = step, time.monotonic(), 0.0
        if self._is_terminal():
            self._draw(step)

    def update(self, done: int, total: int | None = None) -> None:
        """Move the bar, at most ten times a second; in a log, write a line a minute."""
        moment = time.monotonic()
        if not self._is_terminal():
            if not self.quiet and moment - max(self._drawn, self._began) >= MINUTE:
                self._drawn = moment
                self.say(f"{self.step}: {done}{f' of {total}' if total else ''}")
            return
        if moment - self._drawn < 0.1 and done != total:
            return
        self._drawn = moment
        if not total:
            self._draw(f"{self.step} {done}")
            return
        filled = min(20, 20 * done // total)
        self._draw(f"{self.step} [{'#' * filled}{'.' * (20 - filled)}] {done}/{total}")

    def done(self, words: str = "") -> None:
        """End the step with one line: what it did and how many seconds it took."""
        if self.step and not self.quiet:
            seconds = time.monotonic() - self._began
            self.say(f"{self.step}: {words or 'done'} ({seconds:.1f} s)")
        self.step = ""

    def say(self, line: str) -> None:
        """Write one line."""
        if not self.quiet:
            if self._is_terminal():
                self._draw("")
            self._out().write(f"{line}\n")
            self._out().flush()

    def _draw(self, text: str) -> None:
        width = shutil.get_terminal_size().columns - 1
        self._out().write(f"\r\x1b[2K{text[:width]}")
        self._out().flush()

    def _is_terminal(self) -> bool:
        return not self.quiet and self._out().isatty()

    def _out(self) -> TextIO:
        return self.stream or sys.stderr
