"""Parquet files, through pyarrow (the extra ``parquet``): every cell of the one table as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from screening.errors import InputError
from screening.tables.cells import value_text
from screening.tables.grid import Budget
from screening.tables.limits import Limits
from screening.tables.model import Row, Sheet, TableFile, chosen, is_blank

_BATCH = 10_000  # rows that are there as values at the same time


def read_parquet(data: bytes, *, file: str, sha256: str, wanted: Sequence[str], limits: Limits) -> TableFile:
    """The table of a Parquet file: its column names in row 1, its rows from 2 on.

    Values are those of a DataFrame: text stays as it is, whole numbers lose their ``.0``, dates are ISO 8601. Raises
    InputError: ``unsupported`` without the extra, ``corrupt``, ``too_large``, ``no_sheet``.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415  # an extra
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError as error:
        raise InputError(
            "this is a Parquet file, and what reads it is not installed", file=file, code="unsupported",
            hint="pip install 'screening[parquet]', or save the table as .csv",
        ) from error  # fmt: skip
    budget = Budget(limits, file)
    try:
        source = pq.ParquetFile(BytesIO(data))
        header = tuple(source.schema_arrow.names)
        rows: list[Row] = []
        for number, cells in enumerate(_cells(source, header), start=1):
            budget.spend(cells, "", number)
            if not is_blank(cells):
                rows.append((number, cells))
    except (pa.ArrowException, OSError, ValueError) as error:
        reason = str(error).strip().partition("\n")[0] or type(error).__name__
        raise InputError(
            f"the Parquet file is damaged: {reason}", file=file, code="corrupt", hint="ask for it again"
        ) from error
    sheet = Sheet(name="", rows=rows, has_header=not is_blank(header))
    return TableFile(file=file, sha256=sha256, sheets=chosen((sheet,), wanted, file))


def _cells(source: Any, header: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield header
    if not header:
        return
    for batch in source.iter_batches(batch_size=_BATCH):
        columns = [list(map(_text, column.to_pylist())) for column in batch.columns]
        yield from zip(*columns, strict=True)


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value_text(value)
