"""From the seed article to a report that holds together, is repeated, and is verified."""

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

from stancebook.report.manifest import TIMES

pytestmark = pytest.mark.slow


def stancebook(*words, cwd):
    done = subprocess.run(
        [sys.executable, "-m", "stancebook.cli", *map(str, words), "--json"],
        cwd=cwd,
        env={**os.environ, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, json.loads(done.stdout.splitlines()[-1]), done.stderr


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("reports")


@pytest.fixture(scope="module")
def run(project, place):
    """Return the folder of one run of the main job on the seeds."""
    code, summary, log = stancebook("report", "seeds", "--out", place, cwd=project)
    assert code == 0, log
    return Path(summary["run"])


def test_the_report_has_its_parts(run, project):
    pages = sorted(path.stem for path in (project / "notebooks").glob("[0-9]*_*.ipynb"))
    assert sorted(path.stem for path in run.glob("*.html") if path.stem[0].isdigit()) == pages
    manifest = json.loads((run / "run.json").read_text(encoding="utf-8"))
    assert manifest["notebooks"] == dict.fromkeys(pages, "done")
    assert manifest["counts"]["articles"] == 1
    assert manifest["counts"]["statements"] > 0
    for name in manifest["counts"]:
        assert (run / "tables" / f"{name}.csv").is_file()
        assert (run / "tables" / f"{name}.parquet").is_file()
    assert (run / "tables" / "topic_numbers.parquet").is_file()
    for output in manifest["outputs"]:
        content = (run / output["path"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == output["sha256"]


def follow_links(pages, within):
    """Follow every link of the pages, each to its anchor, and return how many there are."""
    texts = {page.resolve(): page.read_text(encoding="utf-8") for page in pages}
    links = 0
    for page, text in texts.items():
        for link in re.findall(r'href="([^"]+)"', text):
            if re.match(r"(https?|mailto|data):", link):
                continue
            target, _, anchor = unquote(link.replace("&amp;", "&")).partition("#")
            there = (page.parent / target).resolve() if target else page
            assert there.exists(), f"{page.name}: {link}"
            assert there.is_relative_to(within.resolve()), f"{page.name}: {link}"
            if anchor and there in texts:
                assert f'id="{anchor}"' in texts[there], f"{page.name}: {link}"
            links += 1
    return links


def test_every_link_of_every_page_leads_somewhere(run):
    report = run.parent
    assert follow_links([report / "index.html", *run.rglob("*.html")], report) > 20


def test_a_second_run_gives_the_same_bytes(run, project, place):
    code, summary, log = stancebook("report", "seeds", "--out", place, cwd=project)
    assert code == 0, log
    again = Path(summary["run"])
    files = {p.relative_to(run) for p in run.rglob("*") if p.is_file()}
    assert files == {p.relative_to(again) for p in again.rglob("*") if p.is_file()}
    differ = [f.as_posix() for f in files if (run / f).read_bytes() != (again / f).read_bytes()]
    assert differ == ["run.json"]
    first, second = (json.loads((r / "run.json").read_text("utf-8")) for r in (run, again))
    assert {k for k in first if first[k] != second[k]} <= {"run", *TIMES}


def test_an_unchanged_input_is_up_to_date(run, project, place):
    code, summary, _ = stancebook("report", "seeds", "--out", place, "--if-changed", cwd=project)
    assert (code, summary["status"]) == (0, "up to date")


def test_running_it_again_from_the_manifest_finds_every_table_and_figure_identical(run, project):
    code, verdict, log = stancebook("verify", run, cwd=project)
    assert code == 0, log
    assert {finding["verdict"] for finding in verdict["findings"]} == {"identical"}
    assert verdict["damaged"] == verdict["changes"] == []


def test_a_crate_of_the_newest_run_or_an_older_one_works_from_its_own_folder(run, place, project):
    stancebook("report", "seeds", "--out", place, "--set", "redact=true", cwd=project)
    for which, has_inputs in ((run, True), (run.parent, False)):
        crate = place / f"crate-of-{which.name}"
        code, _, log = stancebook("export", which, "--to", crate, cwd=project)
        assert code == 0, log
        pages = [page for page in crate.rglob("*.html") if "inputs" not in page.parts]
        assert crate / "index.html" in pages
        assert follow_links(pages, crate) > 20
        assert (crate / "inputs").exists() == has_inputs
        described = json.loads((crate / "ro-crate-metadata.json").read_text("utf-8"))["@graph"]
        assert "index.html" in {entity["@id"] for entity in described}
    shown = (run.parent / "index.html").read_bytes()
    assert (place / f"crate-of-{run.parent.name}" / "index.html").read_bytes() == shown
    assert b"first run of this report" in (place / f"crate-of-{run.name}/index.html").read_bytes()
