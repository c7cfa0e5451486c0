"""What the rest of a table decides about its columns where a header alone leaves it open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from screening.tables.certain_parties import columns_of_parties
from screening.tables.columns import Column, Layout
from screening.tables.content import LIKE_NAMES, cell_at, most_like_names, share_of_numbers
from screening.tables.dates import judged_order, told_order
from screening.tables.headers import SUBJECT_USES, fields, is_bare_name
from screening.tables.model import Cells
from screening.texts import spoken

NUMBERS = 0.9
"""Share of numbers in a column headed "Customer" or the like that makes it the customer's number, not the name."""


BESIDE_PARTIES = frozenset(
    {"contact", "bank", "first_name", "middle_name", "last_name", "bic", "lei", "tax_number", "registration_number"}
)
"""Fields that say whom to screen and are hardly ever all that a table has of a party."""

SHARES = 0.5
"""Least share of numbers in a column of owners' shares."""


def settled(layout: Layout, sample: Sequence[Cells]) -> Layout:
    """The layout with every column whose header can be read in two ways read as the table has it."""
    columns = _numbers_are_ids(layout.columns, sample)
    columns = _owners_are_no_shares(columns, sample)
    columns = _completed_parts(columns)
    columns = _somebody_named(columns, sample)
    columns = _parties_beside(columns, sample)
    columns, odd = _dates_in_order(columns, sample)
    changed = [
        spoken()("note.field", column=repr(new.header), field=new.field.name)
        for old, new in zip(layout.columns, columns, strict=True)
        if new.field is not None and new.field != old.field
    ]
    return replace(layout, columns=columns, notes=(*layout.notes, *changed, *odd))


def _somebody_named(columns: tuple[Column, ...], sample: Sequence[Cells]) -> tuple[Column, ...]:
    """Where numbers, banks and people behind a party have known headers and the party itself has none, the unknown
    column whose cells look most like names holds the names. Without one, whoever is the contact is the party, and so
    beside columns for the parts of a person's name.
    """
    known = {column.field.name for column in columns if column.field is not None and column.field.use in SUBJECT_USES}
    if not known or not known <= BESIDE_PARTIES:
        return columns
    name = fields()["name"]
    contact = next((column for column in columns if column.field is not None and column.field.name == "contact"), None)
    has_person = any(column.field is not None and column.field.use == "name_part" for column in columns)
    unknown = [] if contact is not None and has_person else [column.place for column in columns if column.field is None]
    place, likeness = most_like_names(sample, unknown)
    if likeness >= LIKE_NAMES and _has_words(place, sample):
        return tuple(column.read_as(name, "content") if column.place == place else column for column in columns)
    return tuple(column.read_as(name, "table") if column is contact else column for column in columns)


def _parties_beside(columns: tuple[Column, ...], sample: Sequence[Cells]) -> tuple[Column, ...]:
    """An unknown column of names that are certainly those of companies or persons holds further parties, where another
    column says whom to screen.
    """
    if not any(column.field is not None and column.field.use in SUBJECT_USES for column in columns):
        return columns
    unknown = columns_of_parties(sample, [column.place for column in columns if column.field is None])
    other = fields()["other_party"]
    return tuple(column.read_as(other, "content") if column.place in unknown else column for column in columns)


def _has_words(place: int, sample: Sequence[Cells]) -> bool:
    """Whether most cells of a column have more than one word, or are in a script without spaces: no states of work."""
    filled = [cell for cells in sample if (cell := cell_at(cells, place).strip())]
    return 2 * sum(len(cell.split()) > 1 or not cell.isascii() for cell in filled) > len(filled)


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
                notes.append(spoken()("note.day_or_month", column=repr(column.header)))
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
