"""Run every benchmark in this folder, or those named: ``python -m benchmarks topics``."""

import importlib
import sys
from pathlib import Path


def main(names: list[str]) -> None:
    """Run the benchmarks named, all where none is named."""
    folder = Path(__file__).parent
    found = sorted(file.stem.removeprefix("bench_") for file in folder.glob("bench_*.py"))
    unknown = sorted(set(names) - set(found))
    if unknown:
        sys.exit(f"no benchmark {unknown}; there are {found}")
    for name in names or found:
        print(f"\n== {name}", flush=True)
        importlib.import_module(f"benchmarks.bench_{name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
