"""Crate: a run with its front page and inputs as an RO-Crate, a folder that other tools can read.

The run lies in it as in its report: under its name, beside the front page that opens it.

References
----------
.. [1] Soiland-Reyes, S. et al. (2022). Packaging research artefacts with RO-Crate. Data Science.
.. [2] Leo, S. et al. (2024). Recording provenance of workflow runs with RO-Crate. PLoS ONE.
"""

from __future__ import annotations

import json
import mimetypes
import shutil
from pathlib import Path

from stancebook.errors import InputError

from ..figures.describing import count_word
from .fingerprints import hash_file
from .folders import (
    FRONT_PAGE,
    SHOWN,
    complete_runs,
    flush,
    read_json,
    remove_tree,
    show_run,
)
from .manifest import MANIFEST, find_run, read_manifest
from .pages.site import parameter
from .verify import place_inside

METADATA = "ro-crate-metadata.json"
_CONTEXT = "https://w3id.org/ro/crate/1.1/context"
_SPECIFICATION = "https://w3id.org/ro/crate/1.1"
_LICENCE = "#rights-of-publishers"
_PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
_ABOUT = {
    FRONT_PAGE: "the front page: begin here",
    MANIFEST: "the manifest of the run",
    SHOWN: "which run the front page opens",
}
_FORMATS = {
    ".ipynb": "application/x-ipynb+json",
    ".parquet": "application/vnd.apache.parquet",
    ".yml": "application/yaml",
    ".jsonl": "application/jsonl",
}


def export_crate(report: str | Path, to: str | Path, *, with_inputs: bool = True) -> Path:
    """Copy a run into a new folder and describe it, and how it was made, as an RO-Crate.

    Parameters
    ----------
    report : path
        A report (its newest run) or a run.
    to : path
        A folder that does not exist yet, or is empty.
    with_inputs : bool
        Copy the input files too, so that the crate alone can be verified; never those of a
        redacted report.

    Returns
    -------
    Path
        The crate: the front page, the run under its name, ``inputs/`` and
        ``ro-crate-metadata.json``.

    Raises
    ------
    InputError
        No such run, the folder is in use, or the inputs are not what they were.
    """
    run = find_run(report)
    manifest = read_manifest(run)
    redacted = parameter(manifest, "redact")
    place = Path(to).expanduser()
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise InputError(f"{place} is in use: give --to a new folder")
    aside = place.with_name(f".{place.name}-staging")
    remove_tree(aside)
    try:
        shutil.copytree(run, aside / manifest["run"])
        show_run(aside, manifest["run"], _front_page(run, manifest))
        inputs = _copy_inputs(manifest, aside) if with_inputs and not redacted else {}
        graph = describe_crate(manifest, aside, inputs)
        text = json.dumps({"@context": _CONTEXT, "@graph": graph}, indent=1, ensure_ascii=False)
        (aside / METADATA).write_text(text + "\n", encoding="utf-8")
        flush(aside)
        if place.exists():
            place.rmdir()
        aside.rename(place)
    except OSError as reason:
        raise InputError(f"cannot write {place}: {reason.strerror or reason}") from None
    finally:
        remove_tree(aside)
    return place


def _front_page(run: Path, manifest: dict) -> str:
    """Return the page that opens a run; one that a later run has replaced is written again."""
    front = run.parent / FRONT_PAGE
    if front.is_file() and read_json(run.parent / SHOWN).get("run") == manifest["run"]:
        return front.read_text(encoding="utf-8")
    from .pages import render_front
    from .paper import read_run

    runs = complete_runs(run.parent)
    before = runs[runs.index(run) + 1 :] if run in runs else []
    return render_front(read_run(run), manifest, previous=next(iter(before), None))


def _copy_inputs(manifest: dict, crate: Path) -> dict[str, str]:
    """Copy the inputs, and return the place in the crate of each."""
    places = {}
    for entry in manifest["inputs"]:
        source = Path(entry["path"])
        if not source.is_file() or hash_file(source) != entry["sha256"]:
            raise InputError(
                f"{source} is not what it was in this run: put the articles back, or export "
                "--without-inputs"
            )
        place = crate / "inputs" / place_inside(entry["path"])
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)
        places[entry["path"]] = place.relative_to(crate).as_posix()
    return places


def describe_crate(manifest: dict, crate: Path, inputs: dict[str, str]) -> list[dict]:
    """Describe the files of a crate and the run that made them, as a graph of linked things.

    Parameters
    ----------
    manifest : dict
        The run's manifest.
    crate : Path
        Where the files lie.
    inputs : dict
        Place in the crate by path of each input that was copied.

    Returns
    -------
    list of dict
        The ``@graph``: metadata file, root, software, run, files.
    """
    names = [p.relative_to(crate).as_posix() for p in sorted(crate.rglob("*")) if p.is_file()]
    files = [_describe_file(crate, name, manifest["run"]) for name in names]
    brought = set(inputs.values())
    made = [{"@id": _address(name)} for name in names if name not in brought]
    missing = [
        {
            "@id": f"urn:sha256:{entry['sha256']}",
            "@type": "CreativeWork",  # a File would have to be in the crate
            "name": entry["path"],
            "sha256": entry["sha256"],
        }
        for entry in manifest["inputs"]
        if entry["path"] not in inputs
    ]
    taken = [{"@id": _address(name)} for name in sorted(brought)]
    taken += [{"@id": entity["@id"]} for entity in missing]
    n = len(manifest["inputs"])
    return [
        {
            "@id": METADATA,
            "@type": "CreativeWork",
            "conformsTo": {"@id": _SPECIFICATION},
            "about": {"@id": "./"},
        },
        _describe_root(manifest, files),
        {
            "@id": _LICENCE,
            "@type": "CreativeWork",
            "name": "No licence",
            "description": "The articles belong to their publishers; ask them before you pass "
            "them on.",
        },
        {"@id": _PROFILE, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"},
        {
            "@id": "#stancebook",
            "@type": "SoftwareApplication",
            "name": "stancebook",
            "softwareVersion": manifest["versions"].get("stancebook", ""),
            "softwareRequirements": [
                f"{name}=={version}" for name, version in manifest["versions"].items()
            ],
        },
        {
            "@id": f"#run-{manifest['run']}",
            "@type": "CreateAction",
            "name": f"stancebook report {manifest['articles']}",
            "description": f"Read {n} {count_word(n, 'file')} and made the report "
            f"{manifest['name']}: its pages, notebooks, tables and figures.",
            "instrument": {"@id": "#stancebook"},
            "object": _one_or_many(taken),
            "result": _one_or_many(made),
            "startTime": manifest["started"],
            "endTime": manifest["finished"],
            "actionStatus": {"@id": "http://schema.org/CompletedActionStatus"},
        },
        *files,
        *missing,
    ]


def _one_or_many(things: list[dict]) -> dict | list[dict]:
    return things[0] if len(things) == 1 else things


def _describe_root(manifest: dict, files: list[dict]) -> dict:
    counts = ", ".join(f"{n} {name}" for name, n in manifest.get("counts", {}).items())
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": f"stancebook report {manifest['name']}",
        "description": f"Who stands where, on what, and who says so: {counts}.",
        "datePublished": manifest["finished"],
        "license": {"@id": _LICENCE},
        "conformsTo": {"@id": _PROFILE},
        "mentions": {"@id": f"#run-{manifest['run']}"},
        "hasPart": [{"@id": entity["@id"]} for entity in files],
    }


def _describe_file(crate: Path, name: str, run: str) -> dict:
    path = crate / name
    kind = _FORMATS.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    about = _ABOUT.get(name.removeprefix(f"{run}/"))
    entity = {
        "@id": _address(name),
        "@type": "File",
        "name": name,
        "description": about,
        "contentSize": str(path.stat().st_size),
        "encodingFormat": kind or "application/octet-stream",
        "sha256": hash_file(path),
    }
    return {key: value for key, value in entity.items() if value is not None}


def _address(name: str) -> str:
    """Return a file's address in the crate: a relative URI."""
    from urllib.parse import quote

    return quote(name.encode("utf-8", "surrogateescape"))
