"""The tables in which statements are sought, as the program finds them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pandas as pd

from ..actors import resolve_actors
from ..attributions import extract_attributions
from ..codebook import Codebook
from ..passages import split_passages
from ..statements.debates import Debate


def found_tables(
    debates: Iterable[Debate], *, with_actors: bool = True
) -> Iterator[tuple[Debate, dict[str, pd.DataFrame], pd.DataFrame]]:
    """Yield each debate with the tables that the program finds in its articles, and its actors.

    Parameters
    ----------
    debates : iterable of Debate
    with_actors : bool
        Whether the codebook names the debate's actors; the concepts it always names.
    """
    for debate in debates:
        book = dict(debate.codebook)
        if not with_actors:
            book["actors"] = []
        tables, actors = read_tables(debate.articles, Codebook.from_dict(book))
        yield debate, tables, actors


def read_tables(
    articles: pd.DataFrame, codebook: Codebook
) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
    """Return the tables in which statements are sought in articles, by name, and the actors."""
    said = extract_attributions(articles)
    resolved = resolve_actors(articles, said, codebook=codebook)
    tables = {
        "passages": split_passages(articles),
        "attributions": said,
        "mentions": resolved.mentions,
    }
    return tables, resolved.actors
