"""Parquet: only the columns that hold our fields, a batch at a time, a bad cell by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ...errors import InputError
from .. import limits
from ..columns import as_words, map_columns, no_text_column
from ..decoding import decode
from ..files import SourceFile
from ..found import Findings, Found, Part, Refused
from ..oddities import blank_rows
from .records import Records

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

_BATCH = 8 * limits.MEGABYTE
"""Bytes of a batch, about; what is done once for each batch costs as much as some ten rows."""

_MOST_ROWS = 4096


def read(file: SourceFile) -> Findings:
    """Yield the rows of a Parquet table, streamed."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with file.open_seekable() as stream, pq.ParquetFile(stream) as table:
            names = table.schema_arrow.names
            mapped = map_columns(names)
            nested = any(pa.types.is_struct(field.type) for field in table.schema_arrow)
            if "text" not in mapped and not nested:
                raise InputError(no_text_column(names))
            records = Records()
            wanted = list(mapped.values()) if not nested else names
            number = 0
            for batch in table.iter_batches(batch_size=_rows_at_once(table), columns=wanted):
                part = None if nested else _part(batch, mapped, number)
                if part is not None:
                    yield part
                else:
                    yield from _rows(batch, number, records)
                number += len(batch)
    except pa.ArrowException as error:
        raise InputError(f"damaged Parquet file: {str(error)[:150]}") from None


def _rows_at_once(table: pq.ParquetFile) -> int:
    """Return how many rows make a batch: few where they are long."""
    groups = [table.metadata.row_group(n) for n in range(table.num_row_groups)]
    longest = max((group.total_byte_size / max(group.num_rows, 1) for group in groups), default=1)
    return int(min(max(_BATCH / max(longest, 1), 1), _MOST_ROWS))


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


def _part(batch: pa.RecordBatch, mapped: Mapping[str, str], first: int) -> Part | None:
    """Return a batch as columns; None where its rows must be looked at one by one."""
    if not _is_sound(batch) or not _holds_words(batch[mapped["text"]]):
        return None
    try:
        columns = {
            field: column.fill_null("") if _holds_words(column) else column.to_pylist()
            for field, column in ((field, batch[name]) for field, name in mapped.items())
        }
    except Exception:  # a date that Python has no number for, a time zone that is none
        return None
    lead = Part(columns).column("lead")
    empty = [row for row in blank_rows(columns["text"]) if not as_words(lead[row]).strip()]
    reason = f"no text: {mapped['text']!r} is empty"
    return Part(columns, refused={row: f"row {first + row}: {reason}" for row in empty})


def _rows(batch: pa.RecordBatch, first: int, records: Records) -> Iterator[Found | Refused]:
    try:
        rows = batch.to_pylist()
    except Exception:
        yield from (_row(batch, row, first + row, records) for row in range(len(batch)))
        return
    for place, record in enumerate(rows, first):
        yield records.finding(record, f"row {place}")


def _row(batch: pa.RecordBatch, row: int, place: int, records: Records) -> Found | Refused:
    """Read a row cell by cell, and say of each that is bad what became of it."""
    record, notes = {}, []
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        record[name], note = _cell(column, row)
        if note:
            notes.append(f"{name!r} {note}")
    finding = records.finding(record, f"row {place}")
    if isinstance(finding, Refused):
        return Refused("; ".join([finding.reason, *notes]))
    return Found(finding.fields, "; ".join(notes))


def _cell(column: pa.Array, row: int) -> tuple[object, str]:
    import pyarrow as pa

    cell = column[row]
    try:
        return cell.as_py(), ""
    except Exception as error:
        why = f"cannot be read: {type(error).__name__}"
    try:
        if _holds_words(column):
            text, encoding, note = decode(column.slice(row, 1).cast(pa.binary())[0].as_py())
            return text, note or f"read as {encoding}"
        if pa.types.is_timestamp(column.type) and column.type.tz:
            plain = cell.cast(pa.timestamp(column.type.unit)).as_py()
            return plain, f"in a time zone that is none, {column.type.tz[:40]!r}: read as UTC"
    except Exception:
        pass
    return None, why
