"""A report can be run again from its manifest, also from a crate on another machine."""

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from stancebook.errors import InputError
from stancebook.report.crate import export_crate
from stancebook.report.manifest import find_run, read_manifest
from stancebook.report.run import run_report
from stancebook.report.verify import (
    TOLERANCE,
    _compare_figures,
    _damaged,
    compare_tables,
    verify_report,
)
from stancebook.topics import record_decision

DRAW = (
    "import os, pathlib\n"
    "place = pathlib.Path(os.environ['STANCEBOOK_FIGURES'])\n"
    "_ = (place / 'shares.csv').write_text(f'x\\n{width}\\n')\n"
    "_ = (place / 'shares.svg').write_text('<svg/>')"
)


@pytest.fixture
def report(inputs, quick, write_notebook, tmp_path):
    write_notebook(
        "articles: 'Path' = 'seeds'\nwidth: float = 1.0",
        DRAW,
        name="5_figures.ipynb",
        folder=tmp_path / "notebooks",
    )
    return run_report("news", parameters={"width": 2.5}).folder


def test_a_run_is_repeated_with_its_settings_and_found_identical(report, tmp_path):
    # The notebooks of today are not those of the run: the executed ones are repeated.
    shutil.rmtree(tmp_path / "notebooks")
    verdict = verify_report("reports/news")
    assert verdict.exit_code == 0, str(verdict)
    assert [(f.kind, f.name, f.verdict) for f in verdict.findings] == [
        ("table", "articles", "identical"),
        ("table", "statements", "identical"),
        ("figure", "shares", "identical"),
    ]
    assert verdict.changes == verdict.damaged == []


def test_decisions_are_repeated_as_they_were(inputs, quick, write_notebook, tmp_path):
    page = "articles: 'Path' = 'seeds'\ndecisions: 'Path' = None"
    show = "_ = (place / 'shares.csv').write_text(f'x\\n{len(open(decisions).read())}\\n')"
    draw = DRAW.replace(DRAW.splitlines()[2], show)
    write_notebook(page, draw, name="5_figures.ipynb", folder=tmp_path / "notebooks")
    decided = tmp_path / "decided.jsonl"
    record_decision(decided, "rename", terms=["treaty", "vote"], label="The ban")
    run = run_report("news", parameters={"decisions": str(decided)}).folder
    for state in ("the same", "changed", "gone"):
        if state == "changed":
            record_decision(decided, "rename", terms=["wall"], label="The wall")
        if state == "gone":
            decided.unlink()
        verdict = verify_report(run)
        assert verdict.exit_code == 0, f"{state}: {verdict}"
        assert verdict.changes == [], state


def test_names_of_outlets_are_repeated_as_they_were(inputs, quick, write_notebook, tmp_path):
    page = "articles: 'Path' = 'seeds'"
    write_notebook(page, name="1_corpus.ipynb", folder=tmp_path / "notebooks")
    own = tmp_path / "own.csv"
    own.write_text("alias,outlet\nGaze Online,The Gaze\n")
    run = run_report("news", outlets=own).folder
    for state in ("the same", "changed", "gone"):
        if state == "changed":
            own.write_text("alias,outlet\nGaze Online,The Day\n")
        if state == "gone":
            own.unlink()
        assert verify_report(run).changes == [], state


def test_a_difference_is_named_with_its_place(report):
    table = report / "tables" / "articles.parquet"
    pd.read_parquet(table).assign(title=["=1+1", "other"]).to_parquet(table, index=False)
    verdict = verify_report(report)
    assert verdict.exit_code == 1
    assert verdict.findings[0].verdict == "different"
    assert "column title, 1 of 2 rows, first row 1: other, now =1+1" in str(verdict)
    assert verdict.damaged == ["tables/articles.parquet"]


def alter(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_whatever_was_touched_is_named(report):
    alter(report / "run.json", '"width": 2.5', '"width": 2.75')
    alter(report.parent / "index.html", "<p>", "<p>not ")
    alter(_page(report), "", "x")
    (report / "tables" / "articles.csv").unlink()
    (report / "articles").mkdir(exist_ok=True)
    (report / "articles" / "another.html").write_text("")
    (report / "articles" / ".seen-by-a-file-browser").write_text("")
    verdict = verify_report(report)
    assert verdict.exit_code == 1
    assert verdict.damaged == sorted(
        [
            "../index.html",
            "run.json",
            "tables/articles.csv",
            "articles/another.html",
            _page(report).name,
        ]
    )


def _page(report):
    return next(report.glob("*.html"))


@pytest.mark.parametrize(
    "key", ["settings", "parameters", "min_confidence", "key", "counts", "seal"]
)
def test_a_manifest_that_says_otherwise_is_named(report, key):
    manifest = json.loads((report / "run.json").read_text())
    manifest[key] = {**manifest[key], "extra": 1} if isinstance(manifest[key], dict) else "other"
    (report / "run.json").write_text(json.dumps(manifest))
    assert _damaged(report, read_manifest(report)) == ["run.json"]


def test_a_manifest_written_again_in_another_way_says_the_same(report):
    manifest = json.loads((report / "run.json").read_text())
    (report / "run.json").write_text(json.dumps(dict(reversed(manifest.items())), indent=8))
    assert _damaged(report, read_manifest(report)) == []


@pytest.mark.parametrize("content", [b"", b"rubbish", b"\x00" * 4000], ids=["empty", "text", "nil"])
def test_a_table_that_is_none_any_more_is_different(report, content):
    (report / "tables" / "articles.parquet").write_bytes(content)
    (report / "figures" / "shares.csv").write_bytes(content)
    verdict = verify_report(report)
    found = {f.name: f for f in verdict.findings}
    assert found["articles"].verdict == found["shares"].verdict == "different"
    assert "cannot be read" in found["articles"].where
    assert verdict.damaged == ["figures/shares.csv", "tables/articles.parquet"]


@pytest.mark.parametrize("change", ["changed", "gone"])
def test_other_inputs_are_refused(report, inputs, change):
    if change == "gone":
        shutil.rmtree(inputs)
    else:
        (inputs / "a.txt").write_text("Other.", encoding="utf-8")
    with pytest.raises(InputError, match="no longer the same" if change == "changed" else "there"):
        verify_report("reports/news")
    with pytest.raises(InputError, match="not what it was"):
        export_crate("reports/news", "crate")
    assert not Path("crate").exists()


def test_a_crate_describes_every_file_and_can_be_verified_alone(report, tmp_path, monkeypatch):
    crate = export_crate("reports/news", "out/crate")
    described = json.loads((crate / "ro-crate-metadata.json").read_text())["@graph"]
    graph = {entity["@id"]: entity for entity in described}
    names = {p.relative_to(crate).as_posix() for p in crate.rglob("*") if p.is_file()}
    parts = {part["@id"] for part in graph["./"]["hasPart"]}
    assert parts == names - {"ro-crate-metadata.json"}
    assert all(graph[part]["sha256"] for part in parts)
    # RO-Crate 1.1 recommends rights that are a thing of the graph.
    assert graph[graph["./"]["license"]["@id"]]["@type"] == "CreativeWork"
    (action,) = (e for e in graph.values() if e["@type"] == "CreateAction")
    assert {o["@id"] for o in action["object"]} == {"inputs/news/a.txt", "inputs/news/b.txt"}
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.move(crate, elsewhere / "crate")
    monkeypatch.chdir(elsewhere)
    assert verify_report("crate").exit_code == 0
    # The front page goes with the run, and is held to what it was.
    front = Path("crate/index.html")
    assert f'href="{report.name}/5_figures.html"' in front.read_text(encoding="utf-8")
    alter(front, "<p>", "<p>not ")
    assert verify_report("crate").damaged == ["../index.html"]


def test_a_crate_of_an_earlier_version_is_verified_too(report, inputs):
    """It held the run's files around the inputs, and no front page."""
    flat = Path("flat/of/old")
    shutil.copytree(report, flat)
    shutil.copytree(inputs, flat / "inputs" / "news")
    shutil.rmtree(inputs)
    assert verify_report(flat).exit_code == 0


def test_a_crate_of_one_article_names_it_alone(report, inputs):
    (inputs / "b.txt").unlink()
    crate = export_crate(run_report("news").folder, "crate")
    graph = json.loads((crate / "ro-crate-metadata.json").read_text())["@graph"]
    (action,) = (e for e in graph if e["@type"] == "CreateAction")
    assert action["object"] == {"@id": "inputs/news/a.txt"}
    assert action["description"].startswith("Read 1 file and made")


def test_a_crate_without_inputs_names_them_by_their_hash(report):
    crate = export_crate(report, "crate", with_inputs=False)
    graph = json.loads((crate / "ro-crate-metadata.json").read_text())["@graph"]
    (action,) = (e for e in graph if e["@type"] == "CreateAction")
    assert all(o["@id"].startswith("urn:sha256:") for o in action["object"])
    assert not (crate / "inputs").exists()
    (root,) = (e for e in graph if e["@id"] == "./")
    parts = {part["@id"] for part in root["hasPart"]}
    assert {e["@id"] for e in graph if e["@type"] == "File"} == parts
    with pytest.raises(InputError, match="in use"):
        export_crate(report, "crate")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        pytest.param([1.0, None], [1.0 + TOLERANCE / 10, None], "", id="within the tolerance"),
        pytest.param([0.0, 1.0], [1e-12, 1.0], "1 of 2 rows", id="zero has no tolerance"),
        pytest.param([1.0], [1.1], "first row 0: 1.0, now 1.1", id="number"),
        pytest.param(["a"], ["b"], "a, now b", id="text"),
        pytest.param([["a"], []], [["a"], ["b"]], "row 1: [], now ['b']", id="list"),
        pytest.param([1, 2], [1], "2 rows, now 1", id="rows"),
    ],
)
def test_tables_are_compared_value_by_value(before, after, words):
    found = compare_tables(pd.DataFrame({"x": before}), pd.DataFrame({"x": after}))
    assert words in found
    assert bool(found) == bool(words)


def test_tables_with_other_columns_differ():
    assert "columns ['x'], now ['y']" in compare_tables(
        pd.DataFrame({"x": [1]}), pd.DataFrame({"y": [1]})
    )


def test_a_figure_is_its_data(tmp_path):
    for folder, number, picture in (("old", 1.0, "<svg/>"), ("new", 1.0 + 1e-9, "<svg />")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.csv").write_text(f"x\n{number!r}\n")
        (tmp_path / folder / "a.svg").write_text(picture)
        (tmp_path / folder / "b.svg").write_text(picture)
    (tmp_path / "old" / "c.svg").write_text("")
    (tmp_path / "new" / "d.svg").write_text("")
    found = {f.name: f.verdict for f in _compare_figures(tmp_path / "old", tmp_path / "new")}
    assert found == {"a": "equal", "b": "different", "c": "missing", "d": "new"}


def test_what_is_no_report_is_refused(tmp_path):
    with pytest.raises(InputError, match="no report at"):
        find_run(tmp_path)
    (tmp_path / "run.json").write_text("{")
    with pytest.raises(InputError, match="is damaged"):
        read_manifest(tmp_path)
    (tmp_path / "run.json").write_text('{"format": 99}')
    with pytest.raises(InputError, match="newer stancebook"):
        read_manifest(tmp_path)
