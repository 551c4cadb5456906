"""Findings in one line: what a page answers before it shows anything."""

from __future__ import annotations

import pandas as pd
from markupsafe import Markup

from ..analysis.window import strange_dates
from ..figures.camps import describe_ties
from ..figures.counts import count_coverage
from ..figures.describing import count_word, describe_coverage, describe_topics
from ..figures.granularity import describe_granularity
from .cards import dates_read, show_date, tell_dates, tell_languages
from .certainty import tell_threshold
from .findings import find_positions
from .marks import isolated, plain, shown
from .measured import describe_measured, tell_caution
from .showing import Shown, show_template


def _answer(words: str) -> Shown:
    words = shown(words)
    return Shown(str(Markup('<p class="sb lead">{}</p>').format(isolated(words))), plain(words))


def tell_corpus(analysis: object) -> Shown:
    """Say how much was read, from whom and from when.

    Parameters
    ----------
    analysis : Analysis
        Its ``articles`` and the notes of its ``codebook`` are read.

    Returns
    -------
    Shown
        A sentence or more: also what was not read, and what the codebook leaves unclear.
    """
    articles = analysis.articles
    dates = dates_read(analysis)
    told = describe_coverage(count_coverage(articles))
    n_stories = articles["story_id"].nunique()
    if n_stories < len(articles):
        told += f" They print {n_stories} different {count_word(n_stories, 'story')}."
    if len(dates):
        first, last = show_date(dates.min()), show_date(dates.max())
        told += f" From {first} to {last}." if first != last else f" Dated {first}."
    if n_undated := len(articles) - len(dates):
        strange = strange_dates(analysis).value_counts()
        why = "; ".join(f"{words}: {n}" for words, n in strange.items())
        number = f"{n_undated} {count_word(n_undated, 'article')}"
        who = "It" if len(articles) == 1 else number
        have = "has" if n_undated == 1 else "have"
        told += f" {who} {have} no date{f' ({why})' if why else ''}."
    notes = [f"Codebook: {note}." for note in getattr(analysis.codebook, "notes", ())]
    parts = (told, tell_languages(analysis), tell_dates(analysis), *notes)
    return _answer(" ".join(part for part in parts if part))


def tell_topics(analysis: object) -> Shown:
    """Say which topics are the largest.

    Parameters
    ----------
    analysis : Analysis
        Its ``topics`` and ``articles`` are read.

    Returns
    -------
    Shown
        One or two sentences, and what was left out.
    """
    left = tell_languages(analysis)
    return _answer(" ".join(filter(None, [describe_topics(analysis.topics), left])))


def tell_granularity(granularity: pd.DataFrame) -> Shown:
    """Say how the number of topics that was taken compares with its neighbours.

    Parameters
    ----------
    granularity : DataFrame
        From :func:`stancebook.compare_neighbours`.

    Returns
    -------
    Shown
        A sentence or more; also where nothing was compared, and why.
    """
    return _answer(describe_granularity(granularity))


def tell_positions(analysis: object, *, min_confidence: float = 0.0, most: int = 4) -> Shown:
    """Say for the concepts with most statements who is for them and who is against.

    Parameters
    ----------
    analysis : Analysis
        See :class:`stancebook.analysis.Analysis`.
    min_confidence : float
        Statements below it do not count.
    most : int
        Concepts told; how many more have counted statements is said.

    Returns
    -------
    Shown
        How far to trust it, then a paragraph for each concept.
    """
    findings = find_positions(
        analysis.statements,
        analysis.articles,
        concepts=analysis.codebook.concepts,
        min_confidence=min_confidence,
        n_resamples=0,
    )
    spoken = [finding for finding in findings if finding.counts["n_statements"]]
    if not spoken:
        return _answer("No statement is sure enough to count.")
    shown = show_template(
        "show_answers.html",
        "",
        findings=spoken[:most],
        n_more=len(spoken[most:]),
        caution=tell_caution(min_confidence),
    )
    lines = (line for line in shown.html.splitlines() if line.startswith("<p class="))
    lines = [plain(Markup(line).striptags()) for line in lines]
    return Shown(shown.html, "\n".join(lines))


def tell_measured(min_confidence: float) -> Shown:
    """Say from which confidence statements count, and how often such statements are right.

    Parameters
    ----------
    min_confidence : float
        See :func:`stancebook.confidence_threshold`.

    Returns
    -------
    Shown
        A sentence or more, from the card of the stance model.
    """
    told = f"Counted from confidence {tell_threshold(min_confidence)} on."
    unknown = "How often statements at this confidence are right in real news was not measured."
    return _answer(f"{told} {describe_measured(min_confidence) or unknown}")


def tell_ties(ties: pd.DataFrame) -> Shown:
    """Say how many pairs of actors agree and disagree, and which do most.

    Parameters
    ----------
    ties : DataFrame
        See :data:`stancebook.tables.TIES`.

    Returns
    -------
    Shown
        One or two sentences.
    """
    return _answer(describe_ties(ties))
