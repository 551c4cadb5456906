"""Tables in memory: the caller's columns, kept to the character."""

from __future__ import annotations

import pandas as pd

from ...errors import InputError
from ..columns import as_words, map_columns, no_text_column
from ..found import Findings, Found, Refused


def read_frame(table: pd.DataFrame) -> Findings:
    """Yield the rows of a table.

    Title and text stay exactly as they are but for line ends and control characters, because
    offsets that the caller holds point into them.

    Raises
    ------
    InputError
        Where no column holds the text; names the columns.
    """
    mapped = map_columns(table.columns)
    if "text" not in mapped:
        raise InputError(no_text_column(table.columns))
    columns = [(field, table[name].tolist()) for field, name in mapped.items() if field != "lead"]
    repeated = _repeated(table[mapped["article_id"]]) if "article_id" in mapped else set()
    for number in range(len(table)):
        fields = {field: values[number] for field, values in columns}
        note = ""
        if as_words(fields.get("article_id")) in repeated:
            note = f"its own id {fields.pop('article_id')!r} is not unique: it got a new one"
        yield Found(fields, note, exact=True)
    if table.empty:
        yield Refused("the table has no rows")


def _repeated(ids: pd.Series) -> set[str]:
    words = pd.Series([as_words(value) for value in ids], dtype="str")
    return set(words[words.duplicated() & (words != "")])
