"""Kill ``analyse`` with two processes at random moments; the folder must come out the same.

``python -m benchmarks.faults --kills 100``: after the last complete run the folder must hold the
very files of an undisturbed run. Exit code 1 where it does not. Articles are read by the rules:
what is killed is the writing, not the models. About three seconds a kill on two idle cores.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parents[1] / "tests" / "analysis"
RUN = """
import sys, warnings
warnings.simplefilter("ignore")
sys.path.insert(0, sys.argv[1])
from small_corpus import write_articles
import stancebook as sb
codebook = sb.Codebook.from_dict({"concepts": [{"id": "ban", "name": "the ban"}]})
sb.analyse(write_articles(int(sys.argv[3])), codebook, to=sys.argv[2], jobs=2, method="rules")
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--articles", type=int, default=60)
    options = parser.parse_args()
    moments = random.Random(0)
    with tempfile.TemporaryDirectory(prefix="stancebook-faults-") as place:
        whole, killed = Path(place) / "whole", Path(place) / "killed"
        begun = time.monotonic()
        if start(whole, options.articles).wait():
            raise SystemExit("the undisturbed run failed")
        length = time.monotonic() - begun
        for number in range(options.kills):
            run = start(killed, options.articles)
            time.sleep(moments.uniform(0.05, 1.0) * length)
            is_ended = run.poll() is not None
            if is_ended:
                if content(whole) != content(killed):
                    raise SystemExit("\n".join(differing(whole, killed)))
                shutil.rmtree(killed)  # so that the next kill finds something to disturb
            else:
                os.killpg(run.pid, signal.SIGKILL)
                run.wait()
            print(f"kill {number + 1}: {'had ended' if is_ended else 'killed'}", flush=True)
        if start(killed, options.articles).wait():
            raise SystemExit("the last run failed")
        same = content(whole) == content(killed)
        if not same:
            print("\n".join(differing(whole, killed)))
        print(f"{options.kills} kills: the folders are {'equal' if same else 'DIFFERENT'}")
    return 0 if same else 1


def start(folder: Path, count: int) -> subprocess.Popen:
    command = [sys.executable, "-c", RUN, str(HERE), str(folder), str(count)]
    return subprocess.Popen(command, start_new_session=True)


def content(folder: Path) -> dict[str, bytes]:
    files = [*folder.rglob("*.parquet"), *folder.glob("analysis.json"), *folder.glob("*.yml")]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def differing(whole: Path, killed: Path) -> list[str]:
    """Name the files that only one folder holds, or that differ."""
    first, second = content(whole), content(killed)
    return sorted(name for name in {*first, *second} if first.get(name) != second.get(name))


if __name__ == "__main__":
    sys.exit(main())
