"""The whole chain: articles in, an analysis of all tables out; in memory or in a folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from .. import __version__
from ..codebook import Codebook, coverage_notes, read_codebook, suggest_codebook
from ..codebook.coverage import MOST_ARTICLES_COMPARED
from ..codebook.suggestion import MOST_ARTICLES, speakers_sought_in
from ..errors import InputError, StancebookError
from .chain import METHODS, STEPS, check_parameters
from .engines import check_jobs
from .progress import Progress
from .result import (
    TABLE_NAMES,
    Analysis,
    in_order,
    listed_decisions,
    read_analysis,
    write_manifest,
)
from .run import Run
from .store import FolderStore, MemoryStore

if TYPE_CHECKING:
    from ..articles import Corpus

__all__ = ["Analysis", "analyse", "open_analysis", "read_analysis"]

ENVIRONMENT = "STANCEBOOK_ANALYSIS"
"""Names the folder of an analysis that a runner has made for its notebooks."""

Articles = str | os.PathLike | Sequence[str | os.PathLike] | pd.DataFrame
Decisions = str | os.PathLike | Sequence[Mapping[str, object]] | None


def analyse(
    articles: Articles,
    codebook: Codebook | str | os.PathLike[str] | None = None,
    *,
    to: str | os.PathLike[str] | None = None,
    n_topics: int | None = None,
    random_state: int = 0,
    decisions: Decisions = None,
    method: str = "model",
    outlets: Mapping[str, str] | str | os.PathLike[str] | None = None,
    jobs: int | str = 1,
    scheduler: str | None = None,
    progress: Callable[[int, int], object] | bool | None = None,
) -> Analysis:
    """Find who stands where, on what, and who says so: run the whole chain on articles.

    Parameters
    ----------
    articles : path, sequence of paths, or DataFrame
        What :func:`stancebook.read_articles` takes; a frame keeps its own ``article_id`` where
        that is unique.
    codebook : Codebook or path, optional
        The concepts and actors asked about; without one it is proposed from the articles.
    to : path, optional
        An analysis folder. What it holds of these articles is kept, only what is new is made, and
        what is damaged is made again; interrupted at any moment, the next call goes on. Several
        processes may make the same folder together.
    n_topics : int, optional
        None takes what so many passages can bear.
    random_state : int
        For topics and their refits.
    decisions : path or sequence of mappings, optional
        What readers decided about topics: a file that :func:`stancebook.record_decision` appends
        to. Decisions are replayed on what is found, so that new ones cost nothing.
    method : {"model", "rules"}
        How speech is read and sides are told: by the shipped models, or by the simple rules that
        they are measured against: the whole chain then takes a seventh of the time, and is less
        often right.
    outlets : mapping or path, optional
        More aliases of outlets, as for :func:`stancebook.read_articles`.
    jobs : int or "dask"
        Processes; any number gives the same tables.
    scheduler : str, optional
        Address of a Dask scheduler (extra ``dask``); its workers must see the folder ``to``.
    progress : callable, bool or None
        Called with (done, total) pieces of work. None draws a bar on a terminal and is silent
        elsewhere, True writes plain lines elsewhere, False is silent.

    Returns
    -------
    Analysis
        All tables; the same for any order of the articles.

    Raises
    ------
    InputError
        Where a parameter is no good, nothing can be read, or the folder cannot be written to; a
        folder in which nothing was found yet is taken away again.
    StancebookError
        Where a worker ended by itself or the disk is full; a folder keeps what was finished.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({"text": ["Ana Ruiz said she opposes the ban."]})
    >>> codebook = Codebook.from_dict({"concepts": [{"id": "ban", "name": "the ban"}]})
    >>> analyse(articles, codebook).statements[["actor", "concept", "stance"]].values.tolist()
    [['Ana Ruiz', 'ban', 'against']]
    """
    from ..articles import read_batches

    if jobs != "dask":
        check_jobs(jobs)
    codebook = _read(codebook)
    parameters = check_parameters(n_topics, random_state, method)
    engine = {"jobs": jobs, "scheduler": scheduler, "progress": progress}
    decided = {"decisions": listed_decisions(decisions)}
    how = (read_batches(articles, outlets=outlets), codebook, parameters, method, engine)
    if to is None:
        run, codebook, options = _carry_out(MemoryStore(), *how)
        return _in_memory(run, codebook, options | decided)
    store = FolderStore(to)
    with store.at_work():
        run, codebook, options = _carry_out(store, *how)
        _finish_folder(run, codebook, options | decided)
    return read_analysis(store.folder)


def _carry_out(
    store: MemoryStore | FolderStore,
    articles: Iterable[Corpus],
    codebook: Codebook | None,
    parameters: dict,
    method: str,
    engine: dict,
) -> tuple[Run, Codebook, dict]:
    """Run every step and return the run, the codebook and what belongs to it."""
    run = Run(store, jobs=engine["jobs"], scheduler=engine["scheduler"])
    sample = run.take_in(articles, sample=MOST_ARTICLES_COMPARED if codebook else MOST_ARTICLES)
    speech, statements = METHODS[method]
    run.progress = Progress(engine["progress"], 3 * len(run.batches) + 2)
    suggested = codebook is None
    try:
        run.run_steps(["passages", speech], codebook)
        if codebook is None:
            codebook = suggest_codebook(sample, attributions=_attributions_of_sample(run, sample))
        notes = coverage_notes(sample, codebook)
        codebook = replace(codebook, notes=(*codebook.notes, *notes))
        run.run_steps(["entities"], codebook)
        run.merge_actors(codebook)
        run.run_steps([statements], codebook)
        run.find_topics(parameters["n_topics"], parameters["random_state"])
    finally:
        run.progress.close()
    options = {"suggested": suggested, "parameters": parameters, "versions": _versions(method)}
    return run, codebook, options


def _in_memory(run: Run, codebook: Codebook, options: dict) -> Analysis:
    tables = {
        name: in_order(list(run.parts(name)), name)
        for name in TABLE_NAMES
        if name not in ("intake", *run.single)
    }
    tables |= {name: run.store.read(name, run.single[name]) for name in ("actors", "topics")}
    tables["intake"] = in_order([run.store.read("intake", key) for key in run.intake], "intake")
    return Analysis(tables, codebook, **options)


def _attributions_of_sample(run: Run, articles: pd.DataFrame) -> pd.DataFrame:
    sought = speakers_sought_in(articles.sort_values("article_id", ignore_index=True))
    chosen = [
        part[part["article_id"].isin(sought["article_id"])] for part in run.parts("attributions")
    ]
    return in_order(chosen, "attributions")


def _finish_folder(run: Run, codebook: Codebook, options: dict) -> None:
    """Write the manifest; then take away what does not belong, where no other process works."""
    store = run.store
    keys = {name: [b.keys[name] for b in run.batches] for name in run.batches[0].keys}
    keys |= {name: [key] for name, key in run.single.items()} | {"intake": run.intake}
    del keys["_text"]
    with store.lock("finish", wait=True):
        parts = {name: _names_of(store, name, own) for name, own in keys.items()}
        write_manifest(store, Analysis({}, codebook, **options), parts)
        if store.is_alone():
            store.tidy(parts)


def _names_of(store: FolderStore, table: str, keys: list[str]) -> list[str]:
    known = store.keys(table)
    missing = [key for key in keys if key not in known]
    if missing:
        raise StancebookError(
            f"{store.place(table)}: {len(missing)} parts were taken away while this ran; "
            "another process analyses other articles into the same folder: give each its own"
        )
    return [known[key][0] if len(known[key]) == 1 else store.find(table, key).name for key in keys]


def open_analysis(
    articles: Articles,
    codebook: Codebook | str | os.PathLike[str] | None = None,
    *,
    n_topics: int | None = None,
    random_state: int = 0,
    decisions: Decisions = None,
    **options: object,
) -> Analysis:
    """Open the analysis that a runner has made, or make it: the one call of a notebook.

    Where the environment variable ``STANCEBOOK_ANALYSIS`` names a folder whose analysis was made
    with the same codebook and parameters, it is opened; else the articles are analysed here.

    Parameters
    ----------
    articles : path, sequence of paths, or DataFrame
        See :func:`analyse`.
    codebook : Codebook or path, optional
        See :func:`analyse`.
    n_topics : int, optional
        See :func:`analyse`.
    random_state : int
        See :func:`analyse`.
    decisions : path or sequence of mappings, optional
        See :func:`analyse`; None keeps those that the runner's analysis was made with.
    **options : object
        Further options of :func:`analyse`.

    Returns
    -------
    Analysis
        All tables.
    """
    folder = os.environ.get(ENVIRONMENT)
    codebook = _read(codebook)
    if folder and (Path(folder) / "analysis.json").exists():
        known = read_analysis(folder)
        method = options.get("method", "model")
        same = known.parameters == check_parameters(n_topics, random_state, method)
        if same and (known.suggested if codebook is None else known.codebook == codebook):
            return known if decisions is None else known.decide(decisions)
    options |= {"n_topics": n_topics, "random_state": random_state, "decisions": decisions}
    return analyse(articles, codebook, **options)


def _read(codebook: object) -> Codebook | None:
    if codebook is None or codebook == "" or isinstance(codebook, Codebook):
        return codebook or None
    if isinstance(codebook, str | os.PathLike):
        return read_codebook(codebook)
    raise InputError(f"codebook: expected a Codebook or a path, got {type(codebook).__name__}")


def _versions(method: str) -> dict[str, str]:
    used = [step for step in STEPS.values() if step.method in ("", method)]
    return {"stancebook": __version__} | {step.name: step.version for step in used}
