"""No row lost, no cell changed: any table, written by another library in any format, comes back cell for cell."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from io import StringIO

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.tables.counterparties import read_counterparties
from screening.tables.headers import recognise
from screening.tables.mojibake import repaired

from .written import WRITERS, as_html, as_mhtml

HEADER = ["Name", "Country", "Notes", "own"]
# Without what no spreadsheet can hold (zero bytes, lone surrogates, control characters), and without words that are
# headers themselves: a row of them may be the labels of a form.
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=10).filter(
    lambda text: recognise(text.strip()) is None
)
TRICKY = st.sampled_from(
    ["001", "NA", "NO", "nan", "=1+1", "+1", "@x", " x ", 'a "b" c', '"', "'", "a,b;c\td|e", "two\nlines", "é",
     "北朝鮮", "8.90549E+06", "1/2", "TRUE", "#REF!", "_x0041_", "<b>&amp;</b>", "\u202eabc", "😀", "0", "-"]
)  # fmt: skip
ROW = st.lists(st.one_of(TRICKY, TEXT), min_size=4, max_size=4)
TABLES = st.lists(ROW, max_size=5)


def as_csv(rows: Sequence[Sequence[str]], delimiter: str, encoding: str) -> bytes:
    stream = StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode(encoding)


def expected(table: Sequence[Sequence[str]]) -> list[tuple[int, dict[str, str]]]:
    """Row number and cells of every row but the blank ones at the end, which are no rows of a table."""
    filled = [place for place, row in enumerate(table) if any(cell.strip() for cell in row)]
    if not filled:
        return []
    return [
        (place + 2, dict(zip(HEADER, table[place] if place in filled else [""] * 4, strict=True)))
        for place in range(filled[-1] + 1)
    ]


def check(data: bytes | pd.DataFrame, table: Sequence[Sequence[str]]) -> None:
    file = read_counterparties(data)
    assert [(c.row, dict(c.input)) for c in file.counterparties] == expected(table)


@given(TABLES, st.sampled_from([",", ";", "\t", "|"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_csv(table: list[list[str]], delimiter: str, encoding: str) -> None:
    check(as_csv([HEADER, *table], delimiter, encoding), table)


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=40)
@given(table=TABLES)
def test_every_format(name: str, table: list[list[str]]) -> None:
    check(WRITERS[name]([HEADER, *table]), table)


def on_a_page(text: str) -> str:
    """A page shows white space as one space, and none around a line."""
    return "\n".join(re.sub("[ \t]+", " ", line).strip(" ") for line in text.split("\n")).strip("\n")


@given(TABLES, st.sampled_from([as_html, as_mhtml]))
def test_web_page(table: list[list[str]], write: Callable[[Sequence[Sequence[str]]], bytes]) -> None:
    check(write([HEADER, *table]), [[on_a_page(cell) for cell in row] for row in table])


@given(TABLES)
def test_frame(table: list[list[str]]) -> None:
    check(pd.DataFrame(table, columns=HEADER, dtype=object), table)


@given(st.lists(st.text(st.characters(categories=["L"]), min_size=2, max_size=8), min_size=1, max_size=5))
def test_a_single_column_without_a_header(names: list[str]) -> None:
    file = read_counterparties("\n".join(f"{name} Trading" for name in names).encode())
    expected = [(n, repaired(f"{x} Trading") or f"{x} Trading") for n, x in enumerate(names, start=1)]
    assert [(c.row, c.name) for c in file.counterparties] == expected
