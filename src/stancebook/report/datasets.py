"""Datasets: every table of an analysis as Parquet (exact) and CSV (safe to open anywhere).

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@`` as a formula, and articles
come from strangers: in the CSV files such a text begins with an apostrophe. Parquet holds it as it
is.
"""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pandas as pd

from stancebook.errors import InputError
from stancebook.figures.publishing import safe_text
from stancebook.tables import TABLES


def write_tables(analysis: object, folder: Path) -> dict[str, int]:
    """Write every table that the analysis holds.

    Parameters
    ----------
    analysis : Analysis
        Its tables are attributes by the names of :data:`stancebook.tables.TABLES`.
    folder : Path
        Gets ``NAME.parquet`` and ``NAME.csv``.

    Returns
    -------
    dict
        Rows by table.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows = {}
    for name in TABLES:
        table = getattr(analysis, name, None)
        if isinstance(table, pd.DataFrame):
            write_table(table, folder / name)
            rows[name] = len(table)
    return rows


def write_numbers(plan: object, analysis: object, folder: Path) -> object:
    """Write the numbers of topics that a notebook compared, ``topic_numbers``.

    Parameters
    ----------
    plan : Plan
        Its notebooks' parameters say whether one compares them, and which.
    analysis : Analysis
        Whole; its folder has the answer since the notebook asked for it.
    folder : Path
        Gets ``topic_numbers.parquet`` and ``topic_numbers.csv``.

    Returns
    -------
    Granularity or None
        See :func:`stancebook.analysis.granularity.measure_neighbours`; None where no notebook
        compares numbers.
    """
    if not any("neighbours" in own for own in plan.parameters.values()):
        return None
    from stancebook.analysis.granularity import measure_neighbours

    asked = ("n_topics", "neighbours", "random_state")
    measured = measure_neighbours(analysis, **{name: plan.in_force(name) for name in asked})
    write_table(measured.numbers, folder / "topic_numbers")
    return measured


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Write one table as ``path.parquet`` and ``path.csv``."""
    table.to_parquet(path.with_name(f"{path.name}.parquet"), index=False)
    safe = safe_for_spreadsheets(table)
    safe.to_csv(
        path.with_name(f"{path.name}.csv"), index=False, lineterminator="\n", encoding="utf-8"
    )


def write_one_file(table: pd.DataFrame, to: str) -> None:
    """Write one table as CSV or Parquet: the whole of it, or nothing.

    Parameters
    ----------
    table : DataFrame
        Any table.
    to : str
        A name that ends in ``.csv`` or ``.parquet``.

    Raises
    ------
    InputError
        Where it ends otherwise, or the file cannot be written; a file that stood there stays.
    """
    if not to.endswith((".csv", ".parquet")):
        raise InputError(f"--to {to!r}: expected a name that ends in .csv or .parquet")
    aside = Path(f"{to}.aside")
    try:
        if to.endswith(".parquet"):
            table.to_parquet(aside, index=False)
        else:
            safe_for_spreadsheets(table).to_csv(aside, index=False, lineterminator="\n")
        aside.replace(to)
    except OSError as error:
        with contextlib.suppress(OSError):  # no folder, no such name: there is nothing to remove
            aside.unlink()
        reason = error.strerror or " ".join(str(error).split())
        raise InputError(
            f"cannot write {to}: {reason}; give a file in a folder that stands"
        ) from None


def safe_for_spreadsheets(table: pd.DataFrame) -> pd.DataFrame:
    """Return a copy in which no text is a formula, no list a Python expression.

    Parameters
    ----------
    table : DataFrame
        Any table; numbers, dates and truth values stay as they are.

    Returns
    -------
    DataFrame
        Texts that a spreadsheet would run begin with ``'``; lists are JSON; a NUL and marks that
        turn the direction of what follows are U+FFFD.

    Examples
    --------
    >>> safe_for_spreadsheets(pd.DataFrame({"text": ["=1+1", "plain"], "n": [-1, 2]}))
        text  n
    0  '=1+1 -1
    1  plain  2
    """
    safe = table.copy()
    for name in safe:
        values = safe[name]
        if pd.api.types.is_string_dtype(values) or values.dtype == object:
            texts = [_as_text(value) for value in values]
            safe[name] = pd.Series(
                [None if text is None else safe_text(text) for text in texts],
                index=safe.index,
                dtype="str",
            )
    return safe.rename(columns=lambda name: f"'{name}" if str(name)[:1] in "=+-@" else name)


def _as_text(value: object) -> str | None:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if value is None or value is pd.NA or (isinstance(value, float) and value != value):
        return None
    return json.dumps(value, ensure_ascii=False, default=str)
