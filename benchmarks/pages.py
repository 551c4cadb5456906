"""The pages of a report in headless Chromium: weight, first paint, complaints and requests."""

import re
import shutil
import statistics
import tempfile
from collections import defaultdict
from pathlib import Path

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
EMPTY = "<!doctype html><html lang=en><meta charset=utf-8><title>empty</title><p>One word.</p>"
PAINT = """() => new Promise(resolve => {
  const told = () => performance.getEntriesByName("first-contentful-paint")[0];
  const wait = () => told() ? resolve(told().startTime) : setTimeout(wait, 10);
  wait();
})"""
TURNS = 3


def kind_of(page: Path) -> str:
    """Tell the kind of a page by its place and the first word of its name."""
    place = page.parent.name
    if place == "articles":
        return "list of articles" if page.stem.startswith("index") else "article"
    if place == "evidence":
        return f"evidence: {re.split('-', page.stem)[0]}"
    return "front page" if page.stem == "index" else page.stem


def measure_pages(folder: Path) -> None:
    """Print for each kind of page its number, weights and time to first paint."""
    kinds = defaultdict(list)
    for page in folder.rglob("*.html"):
        kinds[kind_of(page)].append(page)
    largest = {kind: max(pages, key=lambda p: p.stat().st_size) for kind, pages in kinds.items()}
    paints, complaints, requests = open_pages(largest)
    print(f"\n{'pages':24} {'number':>7} {'median KB':>10} {'largest KB':>11} {'first paint':>12}")
    for kind, pages in sorted(kinds.items()):
        sizes = [page.stat().st_size / 1000 for page in pages]
        told = f"{paints[kind]:.2f}" if kind in paints else "-"
        print(
            f"{kind:24} {len(pages):7,} {statistics.median(sizes):10,.0f} {max(sizes):11,.0f} "
            f"{told:>12}"
        )
    if paints:
        print("first paint of the largest of each kind, against an empty page: best of", TURNS)
        print(f"console messages: {len(complaints)}; requests beside the pages: {len(requests)}")
    for words in [*complaints, *requests][:10]:
        print(f"  {words}")


def open_pages(pages: dict[str, Path]) -> tuple[dict[str, float], list, list]:
    """Return first paints as ratios to an empty page, console messages, further requests."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        found = None
    if not found:
        print("pages are not opened: no Chromium, or no playwright")
        return {}, [], []
    complaints, requests, paints = [], [], defaultdict(list)
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        empty = Path(place) / "empty.html"
        empty.write_text(EMPTY, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS, timeout=180_000)
        for _ in range(TURNS):
            for kind, path in pages.items():
                page = browser.new_page()
                page.set_default_timeout(180_000)
                page.on("console", lambda message: complaints.append(message.text))
                page.on("pageerror", lambda error: complaints.append(str(error)))
                page.goto(empty.as_uri())
                empty_page = page.evaluate(PAINT)
                asked = []
                page.on("request", lambda request, asked=asked: asked.append(request.url))
                page.goto(path.as_uri())
                paints[kind].append((page.evaluate(PAINT), empty_page))
                requests += [url for url in asked if url != path.as_uri()]
                page.close()
        browser.close()
    reference = min(first for pairs in paints.values() for _, first in pairs)
    best = {kind: min(paint for paint, _ in pairs) for kind, pairs in paints.items()}
    return {kind: paint / reference for kind, paint in best.items()}, complaints, requests
