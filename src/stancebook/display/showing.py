"""Analyses in JupyterLab: articles, statements, positions and topics with the marks of the report.

Each function returns something that shows itself; its plain text is a short table or sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from ..errors import InputError
from ..figures.addresses import list_address, tie_address
from ..figures.counts import count_positions
from ..figures.describing import count_word, tell_left_out
from ..tables import UNRESOLVED
from .blocks import mark_article, paragraph_spans
from .cards import Reading, in_order, in_reading_order, show_date, surest_first
from .marks import plain
from .templates import shared_style, template_environment

LINK = "#stancebook:"
"""Stands before addresses of the report; on a report page it leads to the evidence."""


@dataclass(frozen=True)
class Shown:
    """HTML for a notebook, with a plain text beside it."""

    html: str
    text: str

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict:
        return {"text/html": self.html, "text/plain": self.text}

    def __repr__(self) -> str:
        return self.text


def show_template(template: str, text: str, **context: object) -> Shown:
    """Return a template filled in, with the style and the marks of a report."""
    environment = template_environment()
    body = environment.get_template(template).render(here=LINK, **context)
    html = Markup(
        '<style class="stancebook">{}</style><div class="sb mathjax_ignore tex2jax_ignore">{}</div>'
    ).format(Markup(shared_style()), Markup(body))
    return Shown(str(html), text)


def show_articles(analysis: object, *, most: int = 50) -> Shown:
    """Show the articles as a table: title, outlet, date, story.

    Parameters
    ----------
    analysis : Analysis
        See :class:`stancebook.analysis.Analysis`.
    most : int
        Rows shown; how many are left out is said.

    Returns
    -------
    Shown
        Shows itself in JupyterLab and on pages; its text says the same in short.
    """
    articles = in_order(analysis.articles)
    number = f"{len(articles):,} {count_word(len(articles), 'article')}"
    text = "\n".join(
        [
            number,
            *(
                f"{show_date(row['published'])}  {plain(row['source']) or 'unknown outlet'}: "
                f"{plain(row['title']) or 'Untitled'}"
                for row in articles.head(most).to_dict("records")
            ),
        ]
    )
    return show_template(
        "show_articles.html",
        text,
        articles=articles.head(most).to_dict("records"),
        n_articles=len(articles),
    )


def show_article(analysis: object, article_id: str, *, min_confidence: float = 0.0) -> Shown:
    """Show one article with its statements marked in the text and told beside it.

    Parameters
    ----------
    analysis : Analysis
        See :class:`stancebook.analysis.Analysis`.
    article_id : str
        Which article, see ``analysis.articles``.
    min_confidence : float
        Statements below it are marked as not counted.

    Returns
    -------
    Shown
        Shows itself in JupyterLab and on pages; its text says the same in short.

    Raises
    ------
    InputError
        Where there is no such article.
    """
    reading = Reading(analysis, min_confidence=min_confidence)
    if article_id not in reading.articles:
        raise InputError(
            f"article_id: no article {article_id!r}; see analysis.articles['article_id']"
        )
    spans = paragraph_spans(analysis.passages[analysis.passages["article_id"] == article_id])
    marked = mark_article(reading, reading.articles[article_id], spans.get(article_id, []))
    text = (
        f"{plain(marked.article['title']) or 'Untitled'}: {marked.n_counted} counted "
        f"{count_word(marked.n_counted, 'statement')}"
    )
    return show_template("show_article.html", text, marked=marked, article=marked.article)


def show_statements(
    analysis: object,
    *,
    actor: str | None = None,
    concept: str | None = None,
    stance: str | None = None,
    source: str | None = None,
    min_confidence: float = 0.0,
    most: int = 20,
) -> Shown:
    """Show statements, each as its sentence with speaker, cue, content and concept marked.

    Parameters
    ----------
    analysis : Analysis
        See :class:`stancebook.analysis.Analysis`.
    actor, concept, stance, source : str, optional
        Only those of this actor, concept id, stance or outlet.
    min_confidence : float
        Statements below it are shown as not counted.
    most : int
        Statements shown, the surest, by the date of their articles; how many are left out is said.

    Returns
    -------
    Shown
        Shows itself in JupyterLab and on pages; its text says the same in short.
    """
    rows = analysis.statements
    for column, wanted in (("actor", actor), ("concept", concept), ("stance", stance)):
        if wanted is not None:
            rows = rows[rows[column] == wanted]
    if source is not None:
        printed = analysis.articles.loc[analysis.articles["source"] == source, "article_id"]
        rows = rows[rows["article_id"].isin(printed)]
    reading = Reading(analysis, min_confidence=min_confidence)
    n_counted = int((rows["confidence"] >= min_confidence).sum())
    surest = surest_first(rows, analysis.articles).head(most)
    cards = list(reading.cards(in_reading_order(surest, analysis.articles)))
    text = "\n".join(
        f"[{card.stance}] {plain(card.actor)} on {plain(card.concept_name)}: "
        f"{Markup(card.words).striptags()}"
        for card in cards
    )
    return show_template(
        "show_statements.html",
        text or "No statement.",
        cards=cards,
        n_counted=n_counted,
        n_unsure=len(rows) - n_counted,
        n_left_out=len(rows) - len(cards),
    )


def show_positions(
    analysis: object,
    *,
    min_confidence: float = 0.0,
    most_actors: int = 30,
    most_concepts: int = 8,
    most_sentences: int = 3,
) -> Shown:
    """Show who stands where: actors by concepts, and under the table the sentences.

    Parameters
    ----------
    analysis : Analysis
        See :class:`stancebook.analysis.Analysis`.
    min_confidence : float
        Statements below it are not counted; they stand behind a question mark.
    most_actors, most_concepts : int
        Those with most counted statements are shown.
    most_sentences : int
        Sentences that can be opened for each actor, the surest first; 0 for none.

    Returns
    -------
    Shown
        Shows itself in JupyterLab and on pages; its text says the same in short.
    """
    reading = Reading(analysis, min_confidence=min_confidence)
    every = position_rows(analysis.statements, min_confidence=min_confidence)
    rows = every[:most_actors]
    totals = count_positions(analysis.statements, ["concept"], min_confidence=min_confidence)
    concepts = [
        {"id": concept, "name": reading.concept_names.get(concept, concept)}
        for concept in totals["concept"].head(most_concepts)
    ]
    surest = surest_first(analysis.statements, analysis.articles)
    surest = surest[surest["confidence"] >= min_confidence]
    sentences = {
        row["name"]: list(
            reading.cards(surest[surest["actor"] == row["name"]].head(most_sentences))
        )
        for row in rows
        if most_sentences
    }
    left_out = tell_left_out(
        "statements",
        (len(rows), len(every), "actor"),
        (len(concepts), len(totals), "concept"),
        verb="Shown",
    )
    lines = [*(_position_line(row, concepts) for row in rows), left_out]
    return show_template(
        "show_positions.html",
        "\n".join(filter(None, lines)) or "No statement.",
        rows=rows,
        concepts=concepts,
        sentences=sentences,
        left_out=left_out,
    )


def _position_line(row: dict, concepts: list[dict]) -> str:
    cells = [
        f"{concept['name']} {cell['n_favor']} for, {cell['n_against']} against, "
        f"{cell['n_neutral']} neutral"
        for concept in concepts
        if (cell := row["cells"].get(concept["id"])) and cell["n_statements"]
    ]
    return f"{plain(row['name'])}: {'; '.join(cells) or 'nothing counted'}"


def position_rows(statements: pd.DataFrame, *, min_confidence: float = 0.0) -> list[dict]:
    """Return the rows of the matrix of positions, most counted statements first.

    Returns
    -------
    list of dict
        ``name`` (the actor), ``n_statements`` and ``cells``: concept id to its counts. Unresolved
        speakers come last.
    """
    cells: dict[str, dict] = {}
    for row in count_positions(statements, min_confidence=min_confidence).to_dict("records"):
        cells.setdefault(row["actor"], {})[row["concept"]] = row
    totals = count_positions(statements, ["actor"], min_confidence=min_confidence)
    rows = [
        {"name": row["actor"], "n_statements": row["n_statements"], "cells": cells[row["actor"]]}
        for row in totals.to_dict("records")
    ]
    return sorted(rows, key=lambda row: row["name"] == UNRESOLVED)


def evidence_link(**what: object) -> str:
    """Return the address of the evidence behind a bar, a point or a cell of a figure.

    Parameters
    ----------
    **what
        ``actor`` or ``period`` with ``concept`` and ``stance``; ``source`` with ``period``;
        ``topic``, also with ``period``; ``actor_a`` and ``actor_b``; ``n_topics``.

    Returns
    -------
    str
        Leads into the run on a report page; does nothing in JupyterLab.

    Examples
    --------
    >>> evidence_link(source="The Gaze", period="2025-03")
    '#stancebook:evidence/source-the-gaze-5fd5dd.html#m-2025-03'
    """
    if "actor_a" in what:
        return LINK + tie_address(what["actor_a"], what["actor_b"])
    if "n_topics" in what:
        return LINK + list_address("topic_numbers", "", "k", what["n_topics"])
    for kind in ("source", "topic"):
        if kind in what:
            parts = ("m", what["period"]) if "period" in what else ("articles",)
            return LINK + list_address(kind, what[kind], *parts)
    kind = "actor" if "actor" in what else "period"
    return LINK + list_address(kind, what[kind], what["concept"], what["stance"])
