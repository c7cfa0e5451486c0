"""Tables that are turned: a form with a label on each line, or fields in the first column and a party in each other."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from screening.tables.headers import SUBJECT_USES, Field, header_key, recognise
from screening.tables.model import Cells, Row

SHARE = 0.5
"""Least share of a form's labels that are known, and of a sheet's rows that have labels."""

PROSE = 6
"""Words of half of a form's values, beyond which it is no form: a sheet that explains each label in a sentence."""

LONGEST_LABEL = 60
"""Letters that a label has at most."""

MOST_ROWS = 2_000
"""Filled rows of a sheet up to which it may be a form; beyond that it is a table."""

COLONS = ":："
"""What stands behind a label."""

Line = tuple[str, dict[int, str]]
"""A label, and the values right of it by their column."""

Labelled = tuple[int, list[Line]]
"""A row's number and its labels."""


@dataclass(frozen=True, slots=True)
class Form:
    """What stood under labels, turned into a table: its header, and a row for each party (numbered as its first).

    ``left_out`` are the numbers of lines without a label: titles and signatures.
    """

    header: Cells
    rows: tuple[Row, ...]
    left_out: tuple[int, ...] = ()


def whole_form(rows: Sequence[Row], given: Mapping[str, Field]) -> Form | None:
    """The form that a sheet is; None where it is a table with a header row, or something else."""
    if not 2 <= len(rows) <= MOST_ROWS:
        return None
    labelled = _labelled(rows, given)
    down = {name for _, found in labelled if (name := _name(found[0][0], given))}
    headers = [(number, across) for number, cells in rows if (across := _across(cells, given)) > 1]
    if len(down) < 2 or len(labelled) < SHARE * len(rows):
        return None
    if headers and (headers[0][0] <= labelled[0][0] or len(down) <= max(across for _, across in headers)):
        return None
    labels = {number for number, _ in labelled}
    if headers and any(number > headers[0][0] and number not in labels for number, _ in rows):
        return None  # a table below a form, of its directors for example
    values = [len(value.split()) for _, found in labelled for _, cells in found for value in cells.values()]
    if statistics.median(values or [0]) > PROSE:
        return None
    if sum(_name(label, given) != "" for _, found in labelled for label, _ in found) < SHARE * len(labelled):
        return None
    lines = [(number, list(_lines(cells, given)) or _unknown(cells)) for number, cells in rows]
    form = _turned([line for line in lines if line[1]], given)
    return form and replace(form, left_out=tuple(number for number, found in lines if not found))


def _unknown(cells: Cells) -> list[Line]:
    """A line whose first cell is taken for a label, since the others of the form begin with one."""
    filled = {place: cell for place, cell in enumerate(cells) if cell.strip()}
    if len(filled) < 2:
        return []
    first, *others = filled
    return [(filled[first].strip(), {place: filled[place] for place in others})]


def form_above(rows: Sequence[Row], given: Mapping[str, Field]) -> Form | None:
    """The party that lines above a table name (``Customer: Acme``); None where they are titles and parameters."""
    labelled = _labelled(rows, given)
    form = _turned(labelled, given)
    numbers = {number for number, _ in labelled}
    return form and replace(form, left_out=tuple(number for number, _ in rows if number not in numbers))


def _labelled(rows: Sequence[Row], given: Mapping[str, Field]) -> list[Labelled]:
    """The rows that have labels, with these."""
    return [(number, found) for number, cells in rows if (found := list(_lines(cells, given)))]


def _across(cells: Cells, given: Mapping[str, Field]) -> int:
    """How many known headers stand beside each other: labels of a form have their values between them."""
    known = [_field(cell.strip(), given) is not None for cell in cells if cell.strip()]
    return sum(known) if any(one and other for one, other in pairwise(known)) else 0


def _name(label: str, given: Mapping[str, Field]) -> str:
    field = _field(label, given)
    return field.name if field is not None else ""


def _lines(cells: Cells, given: Mapping[str, Field]) -> Iterator[Line]:
    """The labels of a row with their values: ``Name: Acme`` in one cell, or in a cell each."""
    label = ""
    values: dict[int, str] = {}
    for place, cell in enumerate(cells):
        text = cell.strip()
        if not text:
            continue
        own, rest = _split(text, given)
        if own and (not label or values):  # a label behind a label is its value ("Type" | "Company")
            if label:
                yield label, values
            label, values = own, {place: rest} if rest else {}
        elif label:
            values[place] = cell
        else:
            return
    if label and values:
        yield label, values


def _split(text: str, given: Mapping[str, Field]) -> tuple[str, str]:
    """The label of a cell and what stands behind its colon; no label where the cell is something else."""
    if len(text) <= LONGEST_LABEL and text[-1] in COLONS:
        return text.rstrip(COLONS + " "), ""
    if _field(text, given) is not None:
        return text, ""
    place = min((text.find(colon) for colon in COLONS if colon in text), default=-1)
    if 0 < place <= LONGEST_LABEL and _field(text[:place], given) is not None:
        return text[:place].strip(), text[place + 1 :].strip()
    return "", ""


def _field(label: str, given: Mapping[str, Field]) -> Field | None:
    """The field that a label certainly means."""
    if (key := header_key(label)) in given:
        return given[key]
    found = recognise(label, near=False)
    return found.field if found is not None and found.how == "exact" else None


def _blocks(labelled: Sequence[Labelled]) -> Iterator[list[Labelled]]:
    """One form after the other: the next begins where the first label comes again."""
    block: list[Labelled] = []
    for number, found in labelled:
        if block and found[0][0] == block[0][1][0][0]:
            yield block
            block = []
        block.append((number, found))
    if block:
        yield block


def _turned(labelled: Sequence[Labelled], given: Mapping[str, Field]) -> Form | None:
    parties = [party for block in _blocks(labelled) for party in _parties(block, given)]
    header = tuple(dict.fromkeys(label for _, cells in parties for label in cells))
    subjects = (field for label in header if (field := _field(label, given)) is not None)
    if not parties or not any(field.use in SUBJECT_USES for field in subjects):
        return None
    rows = tuple((number, tuple(cells.get(label, "") for label in header)) for number, cells in parties)
    return Form(header, rows)


def _parties(block: Sequence[Labelled], given: Mapping[str, Field]) -> Iterator[tuple[int, dict[str, str]]]:
    """The parties of a form: one, or one for each column where the row that names them fills several."""
    several = [
        values
        for _, found in block
        for label, values in found
        if len(found) == 1 and (field := _field(label, given)) is not None and field.use in SUBJECT_USES
    ]
    places = max(several, key=len, default={})
    if len(places) < 2:
        yield block[0][0], _cells(block, None)
        return
    everywhere = dict.fromkeys(place for _, found in block for _, values in found for place in values)
    for place in sorted(everywhere):
        yield block[0][0], _cells(block, place)


def _cells(block: Sequence[Labelled], place: int | None) -> dict[str, str]:
    """The values by label: those of one column, or all of a line together. The second "Director" is "Director 2"."""
    cells: dict[str, str] = {}
    used: Counter[str] = Counter()
    for _, found in block:
        for label, values in found:
            text = " ".join(values.values()) if place is None else values.get(place, "")
            used[label] += 1
            cells[label if used[label] == 1 else f"{label} {used[label]}"] = text
    return cells
