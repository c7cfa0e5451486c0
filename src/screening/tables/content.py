"""What the cells of a column look like: numbers, names, countries, codes, or nothing that is known."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence

from stdnum import bic, imo

from screening.check_digits import is_lei
from screening.names.countries import country_code
from screening.tables.model import Cells

NAME_LENGTH = 100
NAME_WORDS = 12
"""Letters and words that a name has at most; a cell with more is a sentence."""

NUMBER_LENGTH = 60
"""Signs that a number, an amount or a date has at most."""

ALL_BUT_SLIPS = 0.9
"""Least share of a column's cells that are what it is read as, where no header says so."""

LIKE_NAMES = 0.6
"""Least share of a column's cells that look like names, for them to be read as names where no header says so."""

LEAST_CELLS = 3
"""Filled cells by which a column can be judged."""

_NUMBER = re.compile(r"(?=.*\d)[\s\d.,:/+\-()%€$£]+(?:E\+?\d+)?", re.DOTALL)


def is_number(text: str) -> bool:
    """Whether a cell holds a number, an amount or a date."""
    return len(text) <= NUMBER_LENGTH and not text[:1].isalpha() and _NUMBER.fullmatch(text.strip()) is not None


def share_of_numbers(place: int, sample: Sequence[Cells]) -> float:
    """The share (0-1) of a column's filled cells that hold numbers."""
    filled = [cell for cells in sample if (cell := cell_at(cells, place).strip())]
    return sum(map(is_number, filled)) / len(filled) if filled else 0.0


def most_like_names(sample: Sequence[Cells], places: Iterable[int]) -> tuple[int, float]:
    """Of these columns the one whose cells look most like names, and the share of them that do; the first of equals."""
    best, best_score, best_share = 0, -1.0, 0.0
    for place in places:
        filled = [cell for cells in sample if (cell := cell_at(cells, place).strip())]
        if not filled:
            continue
        share = sum(map(looks_like_name, filled)) / len(filled)
        # Names differ from each other and are longer than codes and words of kinds.
        distinct = len(set(filled)) / len(filled)
        score = share * distinct * min(statistics.fmean(map(len, filled)), NAME_WORDS)
        if score > best_score:
            best, best_score, best_share = place, score, share
    return best, best_share


def columns_by_content(sample: Sequence[Cells], width: int) -> Mapping[int, str]:
    """The columns that hold countries, or numbers and codes with right check digits, and the fields that these are."""
    found = {}
    for place in range(width):
        filled = [cell for cells in sample if (cell := cell_at(cells, place).strip())]
        if len(filled) < LEAST_CELLS:
            continue
        for name, is_one in _CERTAIN.items():
            if sum(map(is_one, filled)) >= ALL_BUT_SLIPS * len(filled):
                found[place] = name
                break
    return found


def _is_country(cell: str) -> bool:
    return country_code(cell) is not None


_CERTAIN: Mapping[str, Callable[[str], bool]] = {
    "imo": imo.is_valid, "lei": is_lei, "bic": bic.is_valid, "country": _is_country,
}  # fmt: skip


def looks_like_name(cell: str) -> bool:
    """Whether a cell may be a name: letters above all, and no sentence, address of the web or e-mail."""
    letters = sum(map(str.isalpha, cell))
    sentence = len(cell) > NAME_LENGTH or len(cell.split()) > NAME_WORDS
    return letters > 1 and 2 * letters > len(cell) and not sentence and "@" not in cell and "://" not in cell


def cell_at(cells: Cells, place: int) -> str:
    """The cell at a place of a row; empty beyond the row's end."""
    return cells[place] if place < len(cells) else ""
