"""The whole chain: time by stage and peak memory as a corpus grows; workers; resuming.

    python -m benchmarks.bench_analysis growth    # 100 and 1,500 real articles: cost per article
    python -m benchmarks.bench_analysis memory    # 250, 1,000, 4,000 articles: peak memory
    python -m benchmarks.bench_analysis scale     # 1,000, 10,000, 100,000 articles, cheap stages
    python -m benchmarks.bench_analysis models    # the shipped models on 100 real articles
    python -m benchmarks.bench_analysis workers   # two workers, unchanged, the last 10 %, killed

The articles are real security news; where more are asked for than there are, their paragraphs are
drawn anew, so that no text repeats as a whole. Each corpus is analysed from a file into a folder,
in a process of its own. Times are processor seconds, so that another load on the machine does not
move them much; ``workers`` gives times by the clock beside them. ``again`` is a second run over the
finished folder, as a share of the first. A run is killed once nine in ten of the parts of an
undisturbed one are written; what the two runs cost together is what counts.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from stancebook.codebook import Codebook

PROJECT = Path(__file__).resolve().parents[1]
CODEBOOK = {
    "concepts": [
        {"id": "nuclear_deal", "name": "nuclear deal", "aliases": ["Iran deal", "JCPOA"]},
        {"id": "chemical_weapons", "name": "chemical weapons"},
        {"id": "border_wall", "name": "border wall", "aliases": ["the wall"]},
        {"id": "sanctions", "name": "sanctions"},
    ]
}
STAGES = ("read", "passages", "speech", "entities", "actors", "statements", "topics")
PARTS = {
    "growth": {"sizes": [100, 1_500], "paragraphs": 0, "method": "rules"},
    "memory": {"sizes": [250, 1_000, 4_000], "paragraphs": 2, "method": "rules"},
    "scale": {"sizes": [1_000, 10_000, 100_000], "paragraphs": 2, "until": "passages"},
    "models": {"sizes": [100], "paragraphs": 0, "method": "model"},
    "workers": {"sizes": [400], "paragraphs": 2, "method": "rules"},
}
"""What each part measures; 0 paragraphs are real articles, whole."""


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", default=[*PARTS], help=f"of {', '.join(PARTS)}")
    parser.add_argument("--sizes", type=int, nargs="+", help="articles, instead of the part's own")
    parser.add_argument("--paragraphs", type=int, help="of each article; 0 for real ones")
    parser.add_argument("--until", choices=STAGES, help="the last stage measured")
    parser.add_argument("--method", choices=["rules", "model"])
    given = {
        name: value for name, value in vars(parser.parse_args(arguments or [])).items() if value
    }
    news = read_news()
    if news is None:
        print("analysis: skipped, no data folder (set STANCEBOOK_DATA)")
        return
    for part in given.pop("parts"):
        measure_part(part, news, **PARTS[part] | given)


def measure_part(
    part: str,
    news: pd.DataFrame,
    *,
    sizes: list[int],
    paragraphs: int,
    method: str = "rules",
    until: str = "topics",
) -> None:
    """Print the table of one part."""
    kind = f"{paragraphs} paragraphs each" if paragraphs else "whole real articles"
    print(f"-- {part}: {kind}, method {method!r}", flush=True)
    rows = []
    with tempfile.TemporaryDirectory(prefix="stancebook-bench-") as place:
        for size in sizes:
            file = Path(place) / f"{size}.jsonl"
            write_corpus(news, size, paragraphs=paragraphs, file=file)
            if part == "workers":
                print(measure_workers(file, Path(place), method))
                continue
            rows.append(fresh(measure_stages, file, Path(place) / f"{size}", method, until))
            print(pd.DataFrame(rows[-1:]).round(2).to_string(index=False), flush=True)
            shutil.rmtree(Path(place) / f"{size}")
            file.unlink()
    if len(rows) > 1:
        for what in ("all_ms", "peak_mb"):
            ratio = rows[-1][what] / rows[0][what]
            print(f"{what}, {sizes[-1]:,} against {sizes[0]:,} articles: {ratio:.2f}")


def read_news() -> pd.DataFrame | None:
    from stancebook.training.data import data_folder

    folder = data_folder()
    if folder is None:
        return None
    columns = ["article_id", "title", "text", "source", "published"]
    news = pd.read_json(folder / "articles-security-news.jsonl.gz", lines=True)[columns]
    return news.assign(language="en", published=news["published"].astype(str))


def write_corpus(news: pd.DataFrame, size: int, *, paragraphs: int, file: Path) -> None:
    """Write articles as JSON Lines: real ones, or paragraphs of theirs drawn at random."""
    draw = np.random.default_rng(0)
    pool = [part for text in news["text"] for part in text.split("\n") if part.strip()]
    lengths = [text.count("\n") + 1 for text in news["text"]]
    known = news.head(0 if paragraphs else size).to_dict("records")
    with file.open("w", encoding="utf-8") as lines:
        for number in range(size):
            if number < len(known):
                article = known[number]
            else:
                article = news.iloc[int(draw.integers(len(news)))].to_dict()
                length = paragraphs or int(draw.choice(lengths))
                article["article_id"] = f"mixed-{number}"
                article["text"] = "\n".join(pool[at] for at in draw.integers(0, len(pool), length))
            lines.write(json.dumps(article) + "\n")


def measure_stages(file: Path, folder: Path, method: str, until: str) -> dict[str, float]:
    """Analyse a file into a folder stage by stage: ms per article each, peak memory after it."""
    from stancebook.analysis.store import FolderStore

    FolderStore(folder).create()
    before = peak_memory()
    row = run_stages(file, folder, method, until)
    row |= {"per_second": 1000 / row["all_ms"], "start_mb": before, "peak_mb": peak_memory()}
    row["again"] = run_stages(file, folder, method, until)["all_ms"] / row["all_ms"]
    size = sum(path.stat().st_size for path in folder.rglob("*.parquet"))
    return row | {"kb_each": size / row["articles"] / 1024}


def run_stages(file: Path, folder: Path, method: str, until: str) -> dict[str, float]:
    """Go through the stages once; what the folder holds already is not made again."""
    from stancebook.analysis.chain import METHODS
    from stancebook.analysis.run import Run
    from stancebook.analysis.store import FolderStore
    from stancebook.articles import read_batches

    codebook = Codebook.from_dict(CODEBOOK)
    run = Run(FolderStore(folder), jobs=1, scheduler=None)
    speech, statements = METHODS[method]
    tasks = {
        "read": lambda: run.take_in(read_batches(file)),
        "passages": lambda: run.run_steps(["passages"], codebook),
        "speech": lambda: run.run_steps([speech], codebook),
        "entities": lambda: run.run_steps(["entities"], codebook),
        "actors": lambda: run.merge_actors(codebook),
        "statements": lambda: run.run_steps([statements], codebook),
        "topics": lambda: run.find_topics(None, 0),
    }
    row: dict[str, float] = {}
    for name in STAGES[: STAGES.index(until) + 1]:
        begun = time.process_time()
        tasks[name]()
        row[f"{name}_ms"] = time.process_time() - begun
        row[f"{name}_mb"] = peak_memory()
    size = sum(batch.size for batch in run.batches)
    row |= {name: 1000 * row[name] / size for name in row if name.endswith("_ms")}
    row["all_ms"] = sum(value for name, value in row.items() if name.endswith("_ms"))
    return {"articles": size} | row


def peak_memory() -> float:
    """Return the most memory this process has held so far, in megabytes."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage tells is inherited from the process that started this one
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_workers(file: Path, place: Path, method: str) -> str:
    """Compare one worker, two, an unchanged run, the last tenth added, a run killed at 90 %."""
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    book, most = place / "codebook.yml", place / "most.jsonl"
    Codebook.from_dict(CODEBOOK).write(book)
    most.write_text("".join(lines[: int(len(lines) * 0.9)]), encoding="utf-8")

    def command(articles: Path, folder: str, jobs: int = 1) -> list[str]:
        start = [sys.executable, "-m", "stancebook.cli", "analyse", str(articles), "--quiet"]
        start += ["--codebook", str(book), "--to", str(place / folder), "--method", method]
        return [*start, "--jobs", str(jobs)]

    def timed(articles: Path, folder: str, *, jobs: int = 1) -> np.ndarray:
        return np.array(measure(command(articles, folder, jobs)))

    one = timed(file, "one")
    parts = parts_of(place / "one")
    size = sum(path.stat().st_size for path in parts)
    rows = {"one worker": one, "unchanged": timed(file, "one")}
    rows["two workers"] = timed(file, "two", jobs=2)
    timed(most, "most")
    rows["the last 10 % added"] = timed(file, "most")
    n_parts = round(0.9 * len(parts))
    killed = measure_killed(command(file, "killed"), place / "killed", n_parts)
    rows["killed at 90 % of its parts"] = np.array(killed)
    rows["gone on"] = timed(file, "killed")
    rows["killed and gone on"] = np.array(killed) + rows["gone on"]
    table = pd.DataFrame(rows, index=["clock", "processor"]).T
    table[["of clock", "of processor"]] = table[["clock", "processor"]] / one
    said = f"{len(lines):,} articles, {size / len(lines) / 1024:.1f} KB each in the folder; seconds"
    return f"{said}\n{table.round(2).to_string()}"


def measure(*commands: list[str]) -> tuple[float, float]:
    """Run commands in turn; return seconds on the clock and seconds of all processors."""
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    for command in commands:
        done = subprocess.run(
            command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        if done.returncode:
            sys.exit(f"exit code {done.returncode} of {command}:\n{done.stderr}")
    return time.monotonic() - began, used_since(before)


def measure_killed(command: list[str], folder: Path, n_parts: int) -> tuple[float, float]:
    """Run a command and kill it once its folder holds so many parts; return as ``measure``."""
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL) as running:
        while running.poll() is None and len(parts_of(folder)) < n_parts:
            time.sleep(0.02)
        running.kill()
    if running.returncode != -signal.SIGKILL:
        sys.exit(f"exit code {running.returncode} of {command}, which was to be killed")
    return time.monotonic() - began, used_since(before)


def parts_of(folder: Path) -> list[Path]:
    return list(folder.rglob("*.parquet"))


def used_since(before: resource.struct_rusage) -> float:
    """Return the processor seconds of all ended commands since then."""
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def fresh(function, *arguments):
    """Call in a process of its own, so that its peak memory is its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(function, arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
