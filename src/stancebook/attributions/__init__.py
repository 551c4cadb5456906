"""Attributions: who is reported to say what (speaker, cue, content), direct and indirect."""

from __future__ import annotations

import pandas as pd

from .languages import LanguageWarning, is_read
from .scoring import score_attributions
from .speech import CANDIDATES, MissingModelWarning, Speech, read_speech

__all__ = [
    "CANDIDATES",
    "LanguageWarning",
    "MissingModelWarning",
    "Speech",
    "extract_attributions",
    "is_read",
    "mark_actors",
    "read_speech",
    "score_attributions",
]


def extract_attributions(articles: pd.DataFrame, *, method: str = "model") -> pd.DataFrame:
    """Extract reported speech: who is reported to say what, in whose words.

    Parameters
    ----------
    articles : DataFrame
        See :data:`stancebook.tables.ARTICLES`.
    method : str
        ``model`` or ``rules``, see :func:`read_speech`.

    Returns
    -------
    DataFrame
        See :data:`stancebook.tables.ATTRIBUTIONS`. All spans are exact: the words stand at their
        offsets in the title or text of the article.

    Raises
    ------
    TableError
        Where the articles do not keep their contract.
    InputError
        Where there is no such method.

    References
    ----------
    .. [1] Newell, E., Margolin, D., Ruths, D. (2018). An attribution relations corpus for
       political news. LREC. (Source, cue and content there; speaker, cue and content here.)

    Examples
    --------
    >>> from stancebook.articles import read_articles
    >>> articles = read_articles(pd.DataFrame({"text": ["“It is over,” said Ana Ruiz."]}))
    >>> extract_attributions(articles)[["speaker", "cue", "content"]].to_numpy().tolist()
    [['Ana Ruiz', 'said', '“It is over,”']]
    """
    return read_speech(articles, method=method).attributions


def mark_actors(articles: pd.DataFrame) -> pd.DataFrame:
    """Mark the places where an actor takes a position, and the names of people and bodies.

    Parameters
    ----------
    articles : DataFrame
        See :data:`stancebook.tables.ARTICLES`.

    Returns
    -------
    DataFrame
        See :data:`CANDIDATES`; the same place can be both a holder and a name. Empty where the
        weights are missing. :func:`read_speech` gives them together with the attributions.
    """
    return read_speech(articles).candidates
