"""Numbers of topics to a list: for each number compared, the topics that its points average."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from ...figures.addresses import number_anchor
from ...figures.describing import count_word
from ...topics.stability import MIN_STABILITY
from .lists import Item, write_list
from .site import Site

KIND = "topic_numbers"


def write_numbers(
    site: Site, folder: Path, numbers: pd.DataFrame, behind: pd.DataFrame
) -> Iterator[Path]:
    """Write the list of the topics behind each number of topics that was compared.

    Parameters
    ----------
    site : Site
        The report.
    folder : Path
        The run's folder.
    numbers, behind : DataFrame
        See :func:`stancebook.analysis.granularity.measure_neighbours`.
    """
    counts = behind["n_topics"].value_counts()
    return write_list(
        site,
        folder,
        number_items(behind),
        kind=KIND,
        name="",
        template="topic_numbers.html",
        wholes={number_anchor(number): int(count) for number, count in counts.items()},
        heading="How many topics",
        rows=number_rows(numbers),
        n_passages=int(numbers["n_passages"].iloc[0]),
    )


def number_items(behind: pd.DataFrame) -> Iterator[Item]:
    """Yield the topics of each number, the most stable first."""
    for row in behind.to_dict("records"):
        number = row["n_topics"]
        group = (number_anchor(number), f"{number} {count_word(number, 'topic')}")
        told = {"overlaps": list(row["overlaps"]), "is_unstable": row["stability"] < MIN_STABILITY}
        yield Item(groups=(group,), topic={**row, **told})


def number_rows(numbers: pd.DataFrame) -> list[dict]:
    """Return for each number its stability and coherence with their intervals."""
    rows = []
    for number, measured in numbers.groupby("n_topics"):
        values = measured.set_index("measure")[["value", "low", "high"]].to_dict("index")
        is_taken = bool(measured["is_taken"].any())
        rows.append({"n_topics": int(number), "is_taken": is_taken, **values})
    return rows
