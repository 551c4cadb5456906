"""One report as a site: its settings, its pages in order, and how a page is written."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from markupsafe import Markup

from ...display.cards import Reading
from ...display.templates import shared_style, template_environment
from ...figures.counts import confidence_threshold
from ...stories import label_agencies, weigh_articles

TEMPLATES = Path(__file__).parent / "templates"

LABELS = {
    "1_corpus": "Corpus",
    "2_topics": "Topics",
    "3_stance": "Stance",
    "4_networks": "Networks",
    "5_figures": "Figures",
}
"""Short names of the notebooks' pages; any other notebook goes by its file name."""


@dataclass(frozen=True)
class Page:
    """One entry of the navigation: the file seen from the run's folder, and its short name."""

    file: str
    label: str


@dataclass(frozen=True)
class Site:
    """What every page of a report needs to know.

    Parameters
    ----------
    name, run, started, version : str
        The report, the folder of this run, when it began, the version of stancebook.
    reading : Reading
        The analysis, prepared for showing.
    manifest : mapping
        See ``run.json``.
    pages : tuple of Page
        The navigation.
    period : str
        Time is told in weeks, months, quarters or years.
    random_state : int
        Of the resamples behind intervals, so that every page has the same.
    """

    name: str
    run: str
    started: str
    version: str
    reading: Reading
    manifest: Mapping[str, object]
    pages: tuple[Page, ...]
    period: str = "month"
    random_state: int = 0

    @property
    def min_confidence(self) -> float:
        """Statements below it do not count."""
        return self.reading.min_confidence

    @property
    def is_suggested(self) -> bool:
        """Whether the machine proposed the codebook, because none was given."""
        return bool(getattr(self.reading.analysis, "suggested", False))

    @cached_property
    def topical(self) -> frozenset[str]:
        """Articles in which topics were sought: those of which passages are read."""
        analysis = self.reading.analysis
        if analysis.topic_weights is None:
            return frozenset()
        passages = analysis.passages.set_index("passage_id")["article_id"]
        return frozenset(analysis.topic_weights["passage_id"].map(passages).dropna())

    @cached_property
    def credits(self) -> dict[str, dict]:
        """By article: ``agencies``, ``agency_part``, and the ``part`` that it has of its story."""
        articles = label_agencies(self.reading.analysis.articles)
        told = articles[["article_id", "agencies", "agency_part"]].assign(
            part=weigh_articles(articles)
        )
        return told.set_index("article_id").to_dict("index")

    def render(self, template: str, *, file: str, **context: object) -> str:
        """Return one page.

        Parameters
        ----------
        template : str
            Name of the template; it decides what else ``context`` must hold.
        file : str
            The page, seen from the run's folder; ``""`` for the front page beside that folder.
        **context
            ``heading`` and what the template shows.
        """
        here = "../" * file.count("/") if file else f"{self.run}/"
        front = f"../{here}index.html" if file else "index.html"
        environment = template_environment(TEMPLATES)
        return environment.get_template(template).render(
            site=self,
            file=file,
            here=here,
            front=front,
            kind=template.removesuffix(".html"),
            style=page_style(),
            script=page_script(),
            policy=content_policy(),
            **context,
        )


def open_site(
    analysis: object,
    manifest: Mapping[str, object],
    *,
    notebooks: Sequence[str] = (),
) -> Site:
    """Prepare an analysis and its manifest for writing pages.

    Parameters
    ----------
    analysis : Analysis
        See :class:`stancebook.analysis.Analysis`.
    manifest : mapping
        ``name``, ``run``, ``started``, ``parameters``, ``versions``, ...; what is missing is not
        shown.
    notebooks : sequence of str
        Stems of the notebooks that have a page, in order.
    """
    from ... import __version__

    reading = Reading(
        analysis,
        min_confidence=threshold(manifest),
        redact=bool(parameter(manifest, "redact", False)),
    )
    pages = [Page(f"{stem}.html", LABELS.get(stem, stem.replace("_", " "))) for stem in notebooks]
    pages += [Page("evidence/index.html", "Evidence"), Page("articles/index.html", "Articles")]
    return Site(
        name=str(manifest.get("name") or "Report"),
        run=str(manifest.get("run") or "."),
        started=str(manifest.get("started") or "")[:16].replace("T", " "),
        version=__version__,
        reading=reading,
        manifest=manifest,
        pages=tuple(pages),
        period=str(parameter(manifest, "period", "month")),
        random_state=int(parameter(manifest, "random_state", 0)),
    )


def parameter(manifest: Mapping[str, object], name: str, default: object = None) -> object:
    """Return a parameter of the run, given for all notebooks or for one of them."""
    parameters = manifest.get("parameters") or {}
    if name in parameters and not isinstance(parameters[name], Mapping):
        return parameters[name]
    for of_notebook in parameters.values():
        if isinstance(of_notebook, Mapping) and of_notebook.get(name) is not None:
            return of_notebook[name]
    return default


def threshold(manifest: Mapping[str, object]) -> float:
    """Return the confidence from which statements count in a run.

    Where no value was set it is the one that the manifest recorded, that of the run's own model:
    a later version of stancebook may ship a model with another.
    """
    given = parameter(manifest, "min_confidence")
    return confidence_threshold(manifest.get("min_confidence") if given is None else given)


@cache
def page_style() -> Markup:
    """Return the stylesheet of every page."""
    page = (TEMPLATES / "page.css").read_text(encoding="utf-8")
    return Markup(shared_style() + page)


@cache
def page_script() -> Markup:
    """Return the one script of every page: it sorts and filters tables; pages work without it."""
    return Markup((TEMPLATES / "page.js").read_text(encoding="utf-8"))


@cache
def content_policy() -> str:
    """Return the Content-Security-Policy: nothing from anywhere, our script by its hash."""
    digest = base64.b64encode(hashlib.sha256(page_script().encode()).digest()).decode()
    return (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def write_page(folder: Path, file: str, html: str) -> Path:
    """Write one page under the folder and return its path."""
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(html, encoding="utf-8", errors="replace", newline="\n")
    return path
