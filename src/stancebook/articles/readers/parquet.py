"""Parquet: only the columns that hold our fields, a batch at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ...errors import InputError
from ..columns import as_words, map_columns, no_text_column
from ..files import SourceFile
from ..found import Findings, Part
from ..oddities import blank_rows
from .records import Records

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH = 1024


def read(file: SourceFile) -> Findings:
    """Yield the rows of a Parquet table, streamed."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    source = str(file.path) if file.path is not None else pa.BufferReader(file.read_bytes())
    try:
        with pq.ParquetFile(source) as table:
            names = table.schema_arrow.names
            mapped = map_columns(names)
            nested = any(pa.types.is_struct(field.type) for field in table.schema_arrow)
            if "text" not in mapped and not nested:
                raise InputError(no_text_column(names))
            records = Records()
            wanted = list(mapped.values()) if not nested else names
            number = 0
            for batch in table.iter_batches(batch_size=_BATCH, columns=wanted):
                if not nested and _is_sound(batch) and _holds_words(batch[mapped["text"]]):
                    yield _part(batch, mapped, number)
                else:
                    for place, record in enumerate(batch.to_pylist(), number):
                        yield records.finding(record, f"row {place}")
                number += len(batch)
    except pa.ArrowException as error:
        raise InputError(f"damaged Parquet file: {str(error)[:150]}") from None


def _is_sound(batch: pa.RecordBatch) -> bool:
    """Tell whether each name stands for one column and all bytes are what they claim to be."""
    import pyarrow as pa

    if len(set(batch.schema.names)) < batch.num_columns:
        return False
    try:
        batch.validate(full=True)
    except pa.ArrowInvalid:
        return False  # strings that are no UTF-8: Arrow writes and reads them unseen
    return True


def _holds_words(column: pa.Array) -> bool:
    import pyarrow as pa

    return pa.types.is_string(column.type) or pa.types.is_large_string(column.type)


def _part(batch: pa.RecordBatch, mapped: Mapping[str, str], first: int) -> Part:
    columns = {
        field: column.fill_null("") if _holds_words(column) else column.to_pylist()
        for field, column in ((field, batch[name]) for field, name in mapped.items())
    }
    lead = Part(columns).column("lead")
    empty = [row for row in blank_rows(columns["text"]) if not as_words(lead[row]).strip()]
    reason = f"no text: {mapped['text']!r} is empty"
    return Part(columns, refused={row: f"row {first + row}: {reason}" for row in empty})
