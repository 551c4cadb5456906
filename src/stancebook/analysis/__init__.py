"""The whole chain: articles in, an analysis of all tables out; in memory or in a folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from .. import __version__
from ..codebook import Codebook, read_codebook, suggest_codebook
from ..codebook.suggestion import speakers_sought_in
from ..errors import InputError
from .chain import CHAIN
from .engines import check_jobs
from .progress import Progress
from .result import TABLE_NAMES, Analysis, in_order, read_analysis, write_manifest
from .run import Run
from .store import FolderStore, MemoryStore

__all__ = ["Analysis", "analyse", "open_analysis", "read_analysis"]

ENVIRONMENT = "STANCEBOOK_ANALYSIS"
"""Names the folder of an analysis that a runner has made for its notebooks."""

Articles = str | os.PathLike | Sequence[str | os.PathLike] | pd.DataFrame


def analyse(
    articles: Articles,
    codebook: Codebook | str | os.PathLike[str] | None = None,
    *,
    to: str | os.PathLike[str] | None = None,
    n_topics: int | None = None,
    random_state: int = 0,
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
        Where nothing can be read, or the folder cannot be written to.
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
    from ..articles import read_corpus
    from ..stories import label_stories

    if jobs != "dask":
        check_jobs(jobs)
    codebook = _read(codebook)
    store = MemoryStore() if to is None else FolderStore(to)
    if isinstance(store, FolderStore):
        store.create()
    found = read_corpus(articles)
    whole = label_stories(found.articles)
    run = Run(store, jobs=jobs, scheduler=scheduler, progress=Progress(progress, 0))
    run.keep_articles(whole)
    run.progress = Progress(progress, 3 * len(run.batches) + 2)
    try:
        run.run_steps(["passages", "speech"], codebook)
        suggested = codebook is None
        if suggested:
            codebook = suggest_codebook(whole, attributions=_attributions_of_sample(run, whole))
        run.run_steps(["entities"], codebook)
        run.merge_actors(codebook)
        run.run_steps(["statements"], codebook)
        run.find_topics(n_topics, random_state)
    finally:
        run.progress.close()
    parameters = {"n_topics": n_topics, "random_state": random_state}
    options = {"suggested": suggested, "parameters": parameters, "versions": _versions()}
    if isinstance(store, FolderStore):
        return _finish_folder(run, found.intake, codebook, options)
    tables = {
        name: in_order(list(run.parts(name)), name)
        for name in TABLE_NAMES
        if name not in ("intake", *run.single)
    }
    tables |= {name: store.read(name, key) for name, key in run.single.items()}
    return Analysis(tables | {"intake": found.intake}, codebook, **options)


def _attributions_of_sample(run: Run, articles: pd.DataFrame) -> pd.DataFrame:
    sought = speakers_sought_in(articles.sort_values("article_id", ignore_index=True))
    chosen = [
        part[part["article_id"].isin(sought["article_id"])] for part in run.parts("attributions")
    ]
    return in_order(chosen, "attributions")


def _finish_folder(run: Run, intake: pd.DataFrame, codebook: Codebook, options: dict) -> Analysis:
    """Write the manifest, take away what does not belong, and open the folder."""
    store = run.store
    keys = {name: [b.keys[name] for b in run.batches] for name in run.batches[0].keys}
    keys |= {name: [key] for name, key in run.single.items()}
    keys["intake"] = ["intake"]
    with store.lock("finish", wait=True):
        store.write("intake", "intake", intake)
        parts = {name: [store.find(name, key).name for key in keys[name]] for name in TABLE_NAMES}
        write_manifest(store, Analysis({}, codebook, **options), parts)
        for table in keys:
            if table == "_text":
                continue
            wanted = {store.find(table, key).name for key in keys[table]}
            for name in store.names(table):
                if name not in wanted:
                    (store.place(table) / name).unlink(missing_ok=True)
    return read_analysis(store.folder)


def open_analysis(
    articles: Articles,
    codebook: Codebook | str | os.PathLike[str] | None = None,
    *,
    n_topics: int | None = None,
    random_state: int = 0,
    **options: object,
) -> Analysis:
    """Open the analysis that a runner has made, or make it: the one call of a notebook.

    Where the environment variable ``STANCEBOOK_ANALYSIS`` names a folder whose analysis was made
    with the same codebook and parameters, it is opened; else the articles are analysed here.

    Parameters
    ----------
    articles, codebook, n_topics, random_state
        See :func:`analyse`.
    **options
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
        same = known.parameters == {"n_topics": n_topics, "random_state": random_state}
        if same and (known.suggested if codebook is None else known.codebook == codebook):
            return known
    return analyse(articles, codebook, n_topics=n_topics, random_state=random_state, **options)


def _read(codebook: object) -> Codebook | None:
    if codebook is None or codebook == "" or isinstance(codebook, Codebook):
        return codebook or None
    if isinstance(codebook, str | os.PathLike):
        return read_codebook(codebook)
    raise InputError(f"codebook: expected a Codebook or a path, got {type(codebook).__name__}")


def _versions() -> dict[str, str]:
    return {"stancebook": __version__} | {step.name: step.version for step in CHAIN}
