"""A watchlist as a table: one entry a row, several names in a cell separated by ``;``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from anyascii import anyascii
from pydantic import ValidationError

from screening.entities import Entity, NameQuality, Watchlist
from screening.errors import ListError
from screening.lists.gathering import Gathering
from screening.lists.table_columns import SEPARATOR, USUAL_HEADERS, Columns, Row, read_header, unknown_column
from screening.problems import SHOWN_PROBLEMS, Loc, complaints, raise_all

_NAME_COLUMNS: Mapping[str, NameQuality] = {"aliases": "alias", "weak_aliases": "weak", "former_names": "former"}
_CODE_COLUMNS = ("imo", "bic", "lei")
_COLUMN_OF_KEY: Mapping[str, str] = {
    "countries": "country", "dates": "date_of_birth", "programmes": "programme", "references": "reference",
}  # fmt: skip
_STATUS_THAT_IS_BASIS = ("seized", "reported", "alleged")  # a table has no column for the basis
_SLUG_LENGTH = 80  # of an id made from a name: long enough to tell, short enough to type

Blame = Callable[..., ListError]
"""ListError with the file, the sheet and maybe the row filled in."""


def read_table(rows: Iterable[Row], file: str, name: str, *, sheet: str | None = None) -> Watchlist:
    """The watchlist called ``name`` in ``rows``, the first of which that is not blank being the header.

    Rows that repeat another one count once. Raises ListError with every problem: no column ``name``, a column or an
    id that stands twice, cells that cannot be read.
    """
    found = Gathering()
    filled = (row for row in rows if row.wrong or any(cell.strip() for cell in row.cells))
    header = next(filled, None)
    if header is None:
        hint = f"the first row holds the headers, {USUAL_HEADERS}"
        raise ListError("holds no rows", file=file, sheet=sheet, hint=hint, code="empty")
    columns = read_header(header, file, sheet)
    blame = partial(ListError, file=file, sheet=sheet)
    body, repeated = _distinct(found.readable(filled))
    cells = [columns.cells(row) for row in body]
    ids = _ids(body, cells)
    problems = list(_repeated_ids(body, cells, columns, blame))
    for row, own, entity_id in zip(body, cells, ids, strict=True):
        problems += _row_problems(row, columns, blame)
        read = _entity(own, entity_id, _remarks(row, columns), columns, partial(blame, row=row.number))
        if isinstance(read, Entity):
            found.take(read)
        else:
            problems += read
    if problems:
        raise_all(sorted(problems, key=lambda problem: problem.row or 0))
    found.warnings.extend(_warnings(columns, body, repeated))
    return found.watchlist(name=name)


def slug(text: str) -> str:
    """An id made from a name in any script: its letters and digits in ASCII, joined by ``-``; maybe empty."""
    return re.sub(r"[^a-z0-9]+", "-", anyascii(text).lower()).strip("-")[:_SLUG_LENGTH].strip("-")


def _distinct(rows: Iterable[Row]) -> tuple[list[Row], list[int]]:
    """The rows, those that repeat another one cell by cell left out, and the numbers of these."""
    seen: set[tuple[str, ...]] = set()
    distinct: list[Row] = []
    repeated: list[int] = []
    for row in rows:
        cells = tuple(cell.strip() for cell in row.cells)
        if cells in seen:
            repeated.append(row.number)
        else:
            distinct.append(row)
        seen.add(cells)
    return distinct, repeated


def _ids(rows: Sequence[Row], cells: Sequence[Mapping[str, str]]) -> list[str]:
    """The id of each row: its own, or one made from its name that no other row has."""
    taken = {own["id"] for own in cells if "id" in own}
    ids: list[str] = []
    for row, own in zip(rows, cells, strict=True):
        base = own.get("id") or slug(own.get("name", "")) or f"row-{row.number}"
        made, count = base, 1
        while "id" not in own and made in taken:
            count += 1
            made = f"{base}-{count}"
        taken.add(made)
        ids.append(made)
    return ids


def _repeated_ids(
    rows: Sequence[Row], cells: Sequence[Mapping[str, str]], columns: Columns, blame: Blame
) -> Iterator[ListError]:
    first: dict[str, int] = {}
    for row, own in zip(rows, cells, strict=True):
        earlier = first.setdefault(own["id"], row.number) if "id" in own else row.number
        if earlier != row.number:
            yield blame(
                f"the id stands twice, first in row {earlier}", row=row.number, column=columns.header("id"),
                entry=own["id"], hint="give all names of an entry in one row, the others under aliases",
            )  # fmt: skip


def _row_problems(row: Row, columns: Columns, blame: Blame) -> Iterator[ListError]:
    for index, what in sorted(row.wrong.items()):
        yield blame(what, row=row.number, column=columns.header_at(index))
    if any(cell.strip() for cell in row.cells[len(columns.headers) :]):
        message = f"has {len(row.cells)} cells where the header has {len(columns.headers)}"
        yield blame(message, row=row.number, hint="put quotes around a cell that holds the separator")


def _entity(
    cells: Mapping[str, str], entity_id: str, remarks: str | None, columns: Columns, blame: Blame
) -> Entity | list[ListError]:
    names, identifiers = list(_names(cells)), list(_identifiers(cells))
    status = cells.get("status", "designated").casefold()
    data: dict[str, Any] = {
        "id": entity_id,
        "type": cells.get("type"),
        "names": [name for _, name in names],
        "identifiers": [identifier for _, identifier in identifiers],
        "countries": [part.upper() if len(part) == 2 else part for part in _parts(cells, "country")],
        "dates": {"birth": _parts(cells, "date_of_birth")},
        "basis": status if status in _STATUS_THAT_IS_BASIS else "designated",
        "status": status,
        "programmes": _parts(cells, "programme"),
        "remarks": remarks,
        "references": _parts(cells, "reference"),
    }
    try:
        return Entity.model_validate(data)
    except ValidationError as error:
        origins = {"names": [column for column, _ in names], "identifiers": [column for column, _ in identifiers]}
        return [
            blame(
                complaint.message, column=columns.header(column), entry=entity_id,
                hint="write KIND=VALUE" if column == "identifiers" else complaint.hint,
            )
            for complaint in complaints(error, Entity, data)
            for column in [_column(complaint.loc, origins)]
        ]  # fmt: skip


def _names(cells: Mapping[str, str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Each name with the column that it comes from, the primary one first."""
    yield "name", {"text": cells.get("name", ""), "quality": "primary"}
    for column, quality in _NAME_COLUMNS.items():
        yield from ((column, {"text": part, "quality": quality}) for part in _parts(cells, column))


def _identifiers(cells: Mapping[str, str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    for column in _CODE_COLUMNS:
        yield from ((column, {"kind": column, "value": part}) for part in _parts(cells, column))
    for part in _parts(cells, "identifiers"):
        kind, _, value = part.partition("=")
        yield "identifiers", {"kind": kind, "value": value}


def _parts(cells: Mapping[str, str], column: str) -> list[str]:
    cell = cells.get(column)
    return [part for part in (part.strip() for part in cell.split(SEPARATOR)) if part] if cell else []


def _column(loc: Loc, origins: Mapping[str, Sequence[str]]) -> str:
    """The column that holds what is at ``loc`` in an Entity."""
    key = str(loc[0])
    if key in origins and len(loc) > 1 and isinstance(loc[1], int):
        return origins[key][loc[1]]
    return _COLUMN_OF_KEY.get(key, key)


def _remarks(row: Row, columns: Columns) -> str | None:
    found = columns.remarks(row) if columns.unknown else {}
    return f"{SEPARATOR} ".join(f"{header}: {cell}" for header, cell in found.items()) or None


def _warnings(columns: Columns, rows: Sequence[Row], repeated: Sequence[int]) -> Iterator[str]:
    if repeated:
        shown = ", ".join(map(str, repeated[:SHOWN_PROBLEMS])) + (" …" if len(repeated) > SHOWN_PROBLEMS else "")
        yield f"{len(repeated)} rows repeat an earlier row and count once: {shown}"
    used = {header for row in rows for header in columns.remarks(row)} if columns.unknown else set()
    yield from (unknown_column(columns.headers[i]) for i in columns.unknown if columns.headers[i] in used)
