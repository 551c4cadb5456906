"""Break files at random and hold the readers to their promise; exit code 1 where one fails.

The promise: whatever the bytes, a reader ends within seconds, raises nothing but InputError, and
accounts for at least one document. An exception that comes out of our own code is a failure too,
although users would only see a rejected line.
"""

# ruff: noqa: T201 - a program for the terminal

from __future__ import annotations

import argparse
import hashlib
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random

from stancebook.articles import iter_documents
from stancebook.articles.found import Refused
from stancebook.articles.languages import recognise_language
from stancebook.errors import InputError

from .mutations import mutate
from .targets import Target, targets

SLOWEST = 20
"""Seconds of this process's own time after which an input of a megabyte counts as a hang."""


class Hang(BaseException):
    """Raised by the alarm clock; no reader catches it."""


def _ring(signum: int, frame: object) -> None:
    raise Hang


class Watch:
    """Stands where exceptions become rejected lines, and keeps those of our own code."""

    def __init__(self) -> None:
        self.ours: list[str] = []

    def because_of(self, error: Exception) -> Refused:
        """Refuse as the package does, and note exceptions whose last frame is our code."""
        frames = traceback.extract_tb(error.__traceback__)
        if frames and "stancebook" in Path(frames[-1].filename).parts:
            self.ours.append("".join(traceback.format_exception(error)[-3:]))
        return Refused(f"cannot be read: {type(error).__name__}")


def try_one(target: Target, data: bytes, folder: Path, watch: Watch) -> str:
    """Read one broken file; returns what became of it, raises AssertionError where it fails."""
    path = folder / target.file
    path.write_bytes(data)
    watch.ours.clear()
    signal.setitimer(signal.ITIMER_VIRTUAL, SLOWEST)
    try:
        documents = list(iter_documents(path))
    except InputError as error:
        assert len(error.intake), "nothing accounted for"
        return "refused"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        assert not watch.ours, watch.ours[0]
    assert documents, "nothing accounted for"
    places = [(document.file, document.position) for document in documents]
    assert len(set(places)) == len(places), "two lines of the intake share a place"
    return "read"


def attack(target: Target, seconds: float, random: Random, seeds: list[bytes]) -> Counter:
    """Break one target for so many seconds; keeps inputs that fail in a folder and names it."""
    counts: Counter = Counter()
    watch = Watch()
    Refused.because_of = watch.because_of
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end or not counts:
            data = target.pack(mutate(target.seed, random, seeds))
            try:
                counts[try_one(target, data, Path(folder), watch)] += 1
            except (Exception, Hang) as error:
                counts["FAILED"] += 1
                kept = Path(tempfile.gettempdir()) / "stancebook-fuzz"
                kept.mkdir(exist_ok=True)
                name = hashlib.blake2b(data, digest_size=6).hexdigest()
                place = kept / f"{name}-{target.file}"
                place.write_bytes(data)
                print(f"{target.name}: {type(error).__name__}: {error}\n  input: {place}")
    return counts


def main() -> int:
    """Attack every target for its part of the time."""
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=60, help="time for all targets together")
    parser.add_argument("--only", help="name of one target")
    parser.add_argument("--random-state", type=int, default=0, help="the same breaks alike")
    options = parser.parse_args()
    chosen = [item for item in targets() if options.only in (None, item.name)]
    if not chosen:
        print(f"no target {options.only!r}; there are {[item.name for item in targets()]}")
        return 2
    signal.signal(signal.SIGVTALRM, _ring)
    recognise_language("Loads the model of languages, slowly, zonder haast en langzaam " * 2)
    seeds = [item.seed for item in chosen]
    failed = 0
    for target in chosen:
        random = Random(f"{options.random_state} {target.name}")
        counts = attack(target, options.seconds / len(chosen), random, seeds)
        failed += counts["FAILED"]
        print(f"{target.name:15} " + ", ".join(f"{n} {what}" for what, n in counts.items()))
    print(f"{failed} failed" if failed else "no reader failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
