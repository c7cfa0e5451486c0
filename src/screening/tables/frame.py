"""A pandas DataFrame as a table of text. pandas is not imported here: a frame can only come from who has done so."""

from __future__ import annotations

import hashlib
import sys
from typing import TYPE_CHECKING, Any

from screening.tables.cells import value_text
from screening.tables.model import Cells, Row, Sheet, TableFile, is_blank

if TYPE_CHECKING:
    import pandas as pd
    from typing_extensions import TypeIs

_HEADER_ROW = 1


def is_frame(source: object) -> TypeIs[pd.DataFrame]:
    """Whether ``source`` is a pandas DataFrame."""
    pandas: Any = sys.modules.get("pandas")
    return pandas is not None and isinstance(source, pandas.DataFrame)


def read_frame(frame: pd.DataFrame, *, file: str = "") -> TableFile:
    """The frame as a sheet: its column labels in row 1, its rows from 2 on.

    Levels of the index that have a name are columns, too, behind all others: who made the names the index has them
    there; other indexes only number the rows. Text stays as it is (``001``, ``NA``); whole numbers lose their ``.0``,
    dates are ISO 8601, None, NaN, NaT and ``pandas.NA`` are empty. The hash is that of the text of all cells.
    """
    levels = [place for place, label in enumerate(frame.index.names) if label is not None]
    header = (*map(_label, frame.columns), *(_label(frame.index.names[place]) for place in levels))
    columns = [_column(frame.iloc[:, place]) for place in range(len(frame.columns))]
    columns += [_column(frame.index.get_level_values(place).to_series()) for place in levels]
    cells: list[Cells] = [header, *zip(*columns, strict=True)]
    rows: list[Row] = [(n, row) for n, row in enumerate(cells, start=_HEADER_ROW) if not is_blank(row)]
    return TableFile(
        file=file, sha256=_sha256(cells), sheets=(Sheet(name="", rows=rows, has_header=not is_blank(header)),)
    )


def _label(label: object) -> str:
    """A column's label; one of several levels is joined."""
    return " ".join(map(str, label)) if isinstance(label, tuple) else str(label)


def _column(series: pd.Series[Any]) -> list[str]:
    missing = series.isna().tolist()
    return ["" if gone else value_text(value) for value, gone in zip(series.tolist(), missing, strict=True)]


def _sha256(rows: list[Cells]) -> str:
    digest = hashlib.sha256()
    for row in rows:
        digest.update("\x1f".join(row).encode("utf-8", "surrogatepass") + b"\n")
    return digest.hexdigest()
