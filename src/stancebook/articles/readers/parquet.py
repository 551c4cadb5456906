"""Parquet: only the columns that hold our fields, a batch at a time."""

from __future__ import annotations

from ...errors import InputError
from ..columns import map_columns, no_text_column
from ..files import SourceFile
from ..found import Findings
from .records import Records

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
                for record in batch.to_pylist():
                    yield records.finding(record, f"row {number}")
                    number += 1
    except pa.ArrowException as error:
        raise InputError(f"damaged Parquet file: {str(error)[:150]}") from None
