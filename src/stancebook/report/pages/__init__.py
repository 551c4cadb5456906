"""Pages: an analysis and its executed notebooks to a site that can be read, cited and checked.

Every page is one self-contained file: no request to anywhere, no script but one of our own that
sorts and filters tables, and everything that comes from articles escaped.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def render_pages(
    run_folder: str | Path,
    analysis: object,
    manifest: Mapping[str, object],
    previous: object = None,
    granularity: object = None,
) -> list[Path]:
    """Write every page of a run but the front page.

    Parameters
    ----------
    run_folder : str or Path
        Holds ``notebooks/`` with the executed notebooks; the pages are written beside it.
    analysis : Analysis
        What the notebooks were run on.
    manifest : mapping
        What becomes ``run.json``. Read where present: ``name``, ``run``, ``started``,
        ``parameters`` (``min_confidence``, ``redact``), ``versions``, ``models``, ``inputs``.
    previous : Path, object or None
        The run before: what is new gets a list of its own.
    granularity : Granularity, optional
        The numbers of topics that a notebook compared, see
        :func:`stancebook.analysis.granularity.measure_neighbours`.

    Returns
    -------
    list of Path
        The pages: notebooks, evidence lists, topics, articles, in that order.
    """
    from .article import write_articles
    from .changes import find_changes
    from .evidence import write_evidence
    from .news import write_news
    from .notebook import write_notebook_pages
    from .numbers import write_numbers
    from .site import open_site
    from .topics import write_topics

    folder = Path(run_folder)
    notebooks = sorted((folder / "notebooks").glob("*.ipynb"))
    site = open_site(analysis, manifest, notebooks=[path.stem for path in notebooks])
    changes = find_changes(site.reading, previous)
    has_numbers = granularity is not None and len(granularity.numbers) > 0
    return [
        *write_notebook_pages(site, notebooks, folder),
        *write_evidence(site, folder, has_news=changes.has_list, has_numbers=has_numbers),
        *write_news(site, folder, changes),
        *write_topics(site, folder),
        *(write_numbers(site, folder, *granularity) if has_numbers else ()),
        *write_articles(site, folder),
    ]


def render_front(analysis: object, manifest: Mapping[str, object], previous: object = None) -> str:
    """Return the front page, whose links lead into the run's folder beside it.

    Parameters
    ----------
    analysis : Analysis
        What the run is about.
    manifest : mapping
        See :func:`render_pages`; ``run`` names the folder, ``notebooks`` (names) the pages.
    previous : Path, object or None
        The previous run's folder, or anything with ``articles`` and ``statements``: what changed
        is told. None where this is the first run.
    """
    from .front import front_page
    from .site import open_site

    site = open_site(analysis, manifest, notebooks=_notebook_names(manifest))
    return front_page(site, previous)


def _notebook_names(manifest: Mapping[str, object]) -> list[str]:
    """Return the names of the notebooks that ran, however the manifest lists them."""
    listed = manifest.get("notebooks") or []
    names = (entry["name"] if isinstance(entry, Mapping) else entry for entry in listed)
    return sorted(Path(str(name)).stem for name in names)
