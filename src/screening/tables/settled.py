"""What the rest of a table decides about its columns where a header alone leaves it open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from screening.tables.columns import Column, Layout
from screening.tables.content import cell_at, share_of_numbers
from screening.tables.dates import judged_order, told_order
from screening.tables.headers import fields, is_bare_name
from screening.tables.model import Cells

NUMBERS = 0.9
"""Share of numbers in a column headed "Customer" or the like that makes it the customer's number, not the name."""


SHARES = 0.5
"""Least share of numbers in a column of owners' shares."""


def settled(layout: Layout, sample: Sequence[Cells]) -> Layout:
    """The layout with every column whose header can be read in two ways read as the table has it."""
    columns = _numbers_are_ids(layout.columns, sample)
    columns = _owners_are_no_shares(columns, sample)
    columns = _completed_parts(columns)
    columns, odd = _dates_in_order(columns, sample)
    changed = [
        f"column {new.header!r} was read as {new.field.name}"
        for old, new in zip(layout.columns, columns, strict=True)
        if new.field is not None and new.field != old.field
    ]
    return replace(layout, columns=columns, notes=(*layout.notes, *changed, *odd))


def _numbers_are_ids(columns: tuple[Column, ...], sample: Sequence[Cells]) -> tuple[Column, ...]:
    """A column headed "Customer" that holds numbers, beside one with names, is the customer's number."""
    names = [column for column in columns if column.field is not None and column.field.name == "name"]
    numbers = {column.place for column in names if share_of_numbers(column.place, sample) >= NUMBERS}
    if not numbers or len(numbers) == len(names):
        return columns
    identity = fields()["id"]
    return tuple(column.read_as(identity, "table") if column.place in numbers else column for column in columns)


def _owners_are_no_shares(columns: tuple[Column, ...], sample: Sequence[Cells]) -> tuple[Column, ...]:
    """A column headed "Ownership" or "Shareholding" that holds words tells who the owners are."""
    owner = fields()["owner"]
    words = {
        column.place
        for column in columns
        if column.field is not None
        and column.field.name == "ownership_share"
        and any(cell_at(cells, column.place).strip() for cells in sample)
        and share_of_numbers(column.place, sample) < SHARES
    }
    return tuple(column.read_as(owner, "table") if column.place in words else column for column in columns)


def _dates_in_order(columns: tuple[Column, ...], sample: Sequence[Cells]) -> tuple[tuple[Column, ...], tuple[str, ...]]:
    """Columns of dates of birth with the day or the month first, where one of the dates tells; and what is open."""
    notes = []
    ordered = []
    for column in columns:
        read = column
        if column.field is not None and column.field.name == "date_of_birth":
            order = told_order(column.header) or judged_order(cell_at(cells, column.place) for cells in sample)
            if order in ("day_first", "month_first"):
                read = column.read_as(fields()[f"date_of_birth_{order}"], "table")
            elif order == "open":
                notes.append(
                    f"column {column.header!r} does not tell whether the day or the month comes first: both are tried"
                )
        ordered.append(read)
    return tuple(ordered), tuple(notes)


def _completed_parts(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """A bare "Name" beside a first-name column is the last name, beside a last-name column the first name."""
    present = {column.field.name for column in columns if column.field is not None}
    bare = next((c for c in columns if c.field is not None and c.field.name == "name" and is_bare_name(c.header)), None)
    halves = {"first_name": "last_name", "last_name": "first_name"}
    half = present & halves.keys()
    if bare is None or len(half) != 1:
        return columns
    completed = fields()[halves[half.pop()]]
    return tuple(column.read_as(completed, "table") if column is bare else column for column in columns)
