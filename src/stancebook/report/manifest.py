"""Manifest: ``run.json``, from which any number of a report can be traced and made again.

It holds what went in (files with hashes, codebook, parameters, random state), what worked on it
(versions, model cards, hashes of code), what came out (files with hashes, counts), how it ended
and how long each part took. Times stand under ``started``, ``finished``, ``timings`` and in each
input's ``modified`` and ``changed``; all else is the same in two runs on the same input, and sealed
by one hash.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from stancebook.errors import InputError

from .fingerprints import INPUT_TIMES, PACKAGE, hash_bytes, hash_file, hash_value
from .folders import FRONT_PAGE, MANIFEST, complete_runs, read_json, write_atomically

FORMAT = 1
CODEBOOK = "codebook.yml"
"""Every run keeps the codebook that it used, given or proposed, under this name."""

KEPT = {"outlets": "", "decisions": ".jsonl"}
"""Files of the user that a run keeps beside the codebook, and their endings; else their own."""

TIMES = ("started", "finished", "timings")


def timestamp(moment: datetime) -> str:
    """Return a time as ISO 8601 in UTC, to the second."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def model_cards() -> list[dict[str, object]]:
    """Describe the shipped models: name, files with hashes, and their cards as they stand.

    Returns
    -------
    list of dict
        ``name``, ``files`` (name to SHA-256), ``card`` (a mapping, empty where there is none).
    """
    cards = []
    for folder in sorted(p for p in (PACKAGE / "models").glob("*") if p.is_dir()):
        files = [p for p in sorted(folder.rglob("*")) if p.is_file() and p.suffix != ".pyc"]
        card = read_json(folder / "card.json") if (folder / "card.json").is_file() else {}
        hashes = {p.relative_to(folder).as_posix(): hash_file(p) for p in files}
        if hashes:
            cards.append({"name": folder.name, "files": hashes, "card": card})
    return cards


def keep_file(what: str, path: Path, run: Path) -> dict[str, str]:
    """Copy a file of the user into a run and describe it: ``path``, ``sha256``, ``file``."""
    content = path.read_bytes()
    name = f"{what}{KEPT[what] or path.suffix or '.csv'}"
    (run / name).write_bytes(content)
    return {"path": path.as_posix(), "sha256": hash_bytes(content), "file": name}


def kept_file(what: str, run: Path, manifest: Mapping[str, object]) -> Path | None:
    """Return the file of the user as a run had it, where it was or in the run; None for none."""
    known = manifest.get(what)
    if not known:
        return None
    path = Path(known["path"])
    same = path.is_file() and hash_file(path) == known["sha256"]
    return path if same else run / known.get("file", f"{what}.jsonl")


def describe_codebook(plan: object, codebook: object) -> dict[str, object]:
    """Describe the codebook of a run: where it came from, and the file of the run that keeps it.

    Parameters
    ----------
    plan : Plan
        Its ``codebook`` is a path, or None where the codebook was proposed.
    codebook : Codebook
        The one that was used.

    Returns
    -------
    dict
        ``path`` and ``sha256`` of the file that was given, None where none was; ``file`` in the
        run's folder; ``fingerprint``, ``proposed``, ``notes``.
    """
    return {
        "path": plan.codebook and plan.codebook.as_posix(),
        "sha256": plan.codebook_hash(),
        "file": CODEBOOK,
        "fingerprint": codebook.fingerprint,
        "proposed": plan.codebook is None,
        "notes": list(getattr(codebook, "notes", ())),
    }


def tell_codebook(manifest: Mapping[str, object], run: Path) -> list[str]:
    """Return the lines that a run ends with: where a proposed codebook is, what codebooks miss."""
    book = manifest.get("codebook") or {}
    lines = [f"codebook: {note}" for note in book.get("notes", ())]
    if book.get("proposed"):
        path = (run / book["file"]).as_posix()
        lines.append(f"codebook: proposed; edit {path} and run again with --codebook")
    return lines


def describe_outputs(run: Path) -> list[dict[str, object]]:
    """Describe every file of a run but the manifest: ``path``, ``size`` in bytes, ``sha256``."""
    described = []
    for path in sorted(run.rglob("*")):
        name = path.relative_to(run).as_posix()
        if path.is_file() and name != MANIFEST:
            content = path.read_bytes()
            described.append({"path": name, "size": len(content), "sha256": hash_bytes(content)})
    return described


def seal(manifest: Mapping[str, object]) -> str:
    """Return the SHA-256 of all that a manifest says but its times and the run's name.

    It stands in the manifest as ``seal``: a manifest that was changed by hand no longer fits it,
    and two runs that did the same have the same one.
    """
    plain = json.loads(_as_text(manifest))
    said = {k: v for k, v in plain.items() if k not in (*TIMES, "run", "seal")}
    said["inputs"] = [
        {name: value for name, value in entry.items() if name not in INPUT_TIMES}
        for entry in plain["inputs"]
    ]
    return hash_value(said)


def _as_text(manifest: Mapping[str, object]) -> str:
    text = json.dumps(manifest, indent=1, ensure_ascii=False, default=str)
    return text.encode("utf-8", "replace").decode() + "\n"


def write_manifest(folder: Path, manifest: Mapping[str, object]) -> Path:
    """Write ``run.json`` whole or not at all."""
    path = folder / MANIFEST
    write_atomically(path, _as_text(manifest))
    return path


def find_run(report: str | Path) -> Path:
    """Find the run that a path means: a run's folder, a report's folder or its front page.

    Returns
    -------
    Path
        The run's folder; the newest whole run of a report.

    Raises
    ------
    InputError
        There is no run at this path.
    """
    folder = Path(report).expanduser()
    if folder.name in (FRONT_PAGE, MANIFEST):
        folder = folder.parent
    if (folder / MANIFEST).is_file():
        return folder
    runs = complete_runs(folder)
    if runs:
        return runs[0]
    raise InputError(
        f"no report at {str(report)!r}: expected a folder such as reports/seeds, as "
        "'stancebook report' writes it"
    )


def read_manifest(report: str | Path) -> dict:
    """Read the manifest of a run, or of a report's newest run.

    Raises
    ------
    InputError
        There is none, it is damaged, or a newer stancebook wrote it.
    """
    path = find_run(report) / MANIFEST
    manifest = read_json(path)
    if not manifest:
        raise InputError(f"{path} is damaged: expected a JSON object; run the report again")
    if manifest.get("format", 0) > FORMAT:
        raise InputError(f"{path} was written by a newer stancebook: update to read it")
    return manifest
