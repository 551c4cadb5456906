"""Command line: words in, one call, one line out."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import traceback
import warnings
from collections.abc import Sequence

from ..errors import StancebookError
from .parser import build_parser

__all__ = ["build_parser", "main"]


def main(words: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Parameters
    ----------
    words : sequence of str, optional
        Those after the program's name; from the shell otherwise.
    """
    # Jupyter's schema checker imports this package for a check that no notebook needs, and it
    # costs more than a second at every start. Only a program of our own may leave it out.
    sys.modules.setdefault("rfc3987_syntax", None)
    options = build_parser().parse_args(words)
    warnings.showwarning = _show_warning
    try:
        code, summary, line = options.run(options)
    except StancebookError as reason:
        code, line = reason.exit_code, " ".join(str(reason).split("\n", 1))
        summary = {"status": _word(code), "exit_code": code, "message": line}
    except KeyboardInterrupt:
        code, line = 130, "interrupted"
        summary = {"status": line, "exit_code": code, "message": line}
    except Exception as reason:
        if os.environ.get("STANCEBOOK_DEBUG"):
            raise
        code, line = 1, f"unexpected {type(reason).__name__}: {reason}\n{_keep_traceback()}"
        summary = {"status": "failed", "exit_code": code, "message": line}
    except BaseException as reason:
        if not hasattr(reason, "exit_code"):
            raise
        code, line = reason.exit_code, str(reason)
        summary = {"status": reason.status, "exit_code": code, "message": line}
    if words is None:
        _end_children()
    return _say(code, summary, line, as_json=options.json)


def _show_warning(message: Warning | str, *where: object, **more: object) -> None:
    """Write a warning as one line: what is wrong, not where in the code."""
    sys.stderr.write(f"stancebook: warning: {' '.join(str(message).split())}\n")


def _word(code: int) -> str:
    from ..report.engine import EXIT_CODES

    return next(word for word, known in EXIT_CODES.items() if known == code)


def _say(code: int, summary: dict[str, object], line: str, *, as_json: bool) -> int:
    try:
        if as_json:
            sys.stdout.write(json.dumps(summary, default=str) + "\n")
        elif code:
            sys.stderr.write(f"stancebook: {line}\n")
        else:
            sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except (BrokenPipeError, UnicodeEncodeError):
        # The reader went away, or its encoding is too small: the exit code still tells.
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115
    return code


def _keep_traceback() -> str:
    with tempfile.NamedTemporaryFile(
        "w", prefix="stancebook-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        traceback.print_exc(file=file)
    return f"this is a fault of stancebook; its traceback is in {file.name}"


def _end_children() -> None:
    """End what a step that was stopped left running.

    What tracks the locks of worker processes ends with this program; ended before, it would be
    started anew at the end, and complain of every lock that it does not know.
    """
    psutil = sys.modules.get("psutil")
    if psutil is not None:
        ended = []
        for child in psutil.Process().children(recursive=True):
            try:
                if not any("resource_tracker" in word for word in child.cmdline()):
                    child.kill()
                    ended.append(child)
            except psutil.Error:
                continue
        psutil.wait_procs(ended, timeout=2)
