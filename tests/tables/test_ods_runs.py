"""The short way through plain rows of OpenDocument and the parser's own way tell the same, over odd XML too."""

from __future__ import annotations

import dataclasses
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import InputError
from screening.tables.ods_cells import PlainCells
from screening.tables.registry import read_table
from screening.tables.xml_runs import RunFeed

from .test_ods import MIMETYPE, SPACES, cell, content
from .workbooks import archive

STRING = 'office:value-type="string"'


def text(inner: str, attributes: str = STRING) -> str:
    return cell(attributes, f"<text:p>{inner}</text:p>")


def value(kind: str, name: str, told: str, shown: str = "<text:p>shown</text:p>") -> str:
    return cell(f'office:value-type="{kind}" office:{name}="{told}"', shown)


def repeated(times: int, rest: str) -> str:
    return cell(f'table:number-columns-repeated="{times}"{rest}', "")


PLAIN = text("x{n}")
NUMBER = value("float", "value", "{n}.50")
CELLS = st.sampled_from(
    [
        PLAIN, NUMBER, "<table:table-cell/>", "<table:table-cell></table:table-cell>", "<table:covered-table-cell/>",
        repeated(3, ""), repeated(0, ' office:value-type="float" office:value="1"'),
        repeated(99_999, ' office:value-type="float" office:value="1"'),
        text("a", f'table:number-columns-repeated="2" {STRING}'), text("s", f'table:style-name="c" {STRING}'),
        text("l", f'{STRING} table:style-name="c"'), value("float", "value", '{n}" table:style-name="c'),
        text("t", f'table:style-name="c" {STRING} table:style-name="c"'),
        value("date", "date-value", "1970-01-0{n}T00:00:00"), value("time", "time-value", "PT0{n}H"),
        value("boolean", "boolean-value", "true"), value("float", "date-value", "{n}"), value("odd", "value", "1"),
        value("float", "value", "&#49;"), value("float", "value", "\x07"), value("float", "value", "7", ""),
        text("c", f'{STRING} calcext:value-type="string"'), text("A &amp; B &lt;"), text("&#65;"), text("&other;"),
        text("a  b\n c"), text('a<text:s text:c="2"/>b'), text("a</text:p><text:p>b"), cell(STRING, "loose"),
        cell('table:formula="of:=1"', ""), text("q", "office:value-type='string'"), "<text:p>none</text:p>", "text",
        cell("", "<office:annotation><text:p>note</text:p></office:annotation>"), "<!-- </table:table-row> -->",
        text("o", f'xmlns:office="urn:other" {STRING}'),
        cell("", f"<table:table><table:table-row>{PLAIN}</table:table-row></table:table>"),
    ]
)  # fmt: skip
TAGS = st.sampled_from(
    ['<table:table-row table:style-name="r">', '<table:table-row table:number-rows-repeated="2">',
     '<table:table-row table:visibility="collapse">', '<table:table-row xmlns:text="urn:other">',
     '<table:table-row/><table:table-row>', "<table:table-row a='b'>", '<table:table-row q:a="1">']
)  # fmt: skip
BETWEEN = st.sampled_from(
    ["", "", "", '</table:table><table:table table:name="T">', "<!-- </table:table-row> -->", "<!-- ",
     "<table:table-header-rows>", "</table:table-header-rows>", '</table:table><table:table xmlns:office="urn:other">',
     '<table:shapes><table:table>', "</table:table></table:shapes>", "text", "</table:table>"]
)  # fmt: skip
SPACE = st.sampled_from([SPACES, SPACES, SPACES + ' xmlns:calcext="urn:calc"', SPACES.replace("text:1.0", "other:1.0")])


@st.composite
def documents(draw: st.DrawFn) -> str:
    odd = draw(st.booleans())
    rows = []
    for _ in range(draw(st.integers(1, 8))):
        tag = draw(TAGS) if odd and draw(st.booleans()) else "<table:table-row>"
        cells = draw(st.lists(CELLS if odd else st.sampled_from([PLAIN, NUMBER]), max_size=3))
        filled = "".join(cell.replace("{n}", str(draw(st.integers(0, 9)))) for cell in cells)
        rows.append(f"{tag}{filled}</table:table-row>{draw(BETWEEN) if odd else ''}")
    return (
        f"<office:document-content {draw(SPACE)}><office:body><office:spreadsheet><table:table table:name='S'>"
        f"{''.join(rows)}</table:table></office:spreadsheet></office:body></office:document-content>"
    )


def packed(document: str) -> bytes:
    return archive({"mimetype": MIMETYPE, "content.xml": document})


def outcome(data: bytes) -> Any:
    try:
        return dataclasses.asdict(read_table(data, file_name="f.ods"))
    except InputError as error:
        return (error.code, str(error).split(": line ")[0])  # where expat stands depends on what it was given


@given(documents())
def test_rows(document: str) -> None:
    data = packed(document)
    read = outcome(data)
    with patch.object(RunFeed, "_read", lambda feed, chunk: feed._events.push(chunk)):
        assert read == outcome(data)


EXCELS = text("x{n}", f'{STRING} table:style-name="ce1"'), value("float", "value", '{n}.50" table:style-name="ce1')


@pytest.mark.parametrize(("tables", "taken"), [(1, 3), (2, 6)])
@pytest.mark.parametrize("cells", [(PLAIN, NUMBER), EXCELS])
def test_plain_rows_of_every_sheet_are_taken(cells: tuple[str, str], tables: int, taken: int) -> None:
    rows = f"<table:table-row>{''.join(cells)}</table:table-row>" * 5
    said = []
    row = PlainCells.row

    def listening(plain: PlainCells, xml: str) -> Any:
        said.append(row(plain, xml))
        return said[-1]

    sheets = "".join(f'<table:table table:name="{n}">{rows}</table:table>' for n in range(tables))
    with patch.object(PlainCells, "row", listening):
        outcome(packed(content(sheets)))
    assert [[text for _, text in cells or ()] for cells in said] == [["x{n}", "{n}.50"]] * taken


def test_an_attribute_that_stands_twice_is_left_to_the_parser() -> None:
    twice = text("t", f'table:style-name="c" {STRING} table:style-name="c"')
    assert PlainCells({"office", "table", "text"}).row(twice) is None
    row = "<table:table-row>{}</table:table-row>"
    document = content(f'<table:table table:name="S">{row.format(EXCELS[0]) * 3}{row.format(twice)}</table:table>')
    assert outcome(packed(document))[0] == "corrupt"


def test_cells_that_stand_often_are_read_once_and_many_different_ones_take_no_more_memory() -> None:
    plain = PlainCells({"office", "table", "text"})
    row = text("Acme") + repeated(2, "") + text("a" * 1_000)
    with patch("screening.tables.ods_cells._CELLS_KEPT", 3):
        for n in range(10):
            assert plain.row(row + text(f"x{n}")) == [(1, "Acme"), (2, ""), (1, "a" * 1_000), (1, f"x{n}")]
            assert len(plain._read) <= 3
            assert max(map(len, plain._read)) < 500
    with patch.object(PlainCells, "_cell", side_effect=AssertionError):
        assert plain.row(text("x9")) == [(1, "x9")]


def test_a_prefix_that_is_declared_later_counts_from_then_on() -> None:
    known: set[str | None] = {"office", "table", "text"}
    plain = PlainCells(known)
    told_again = text("c", f'{STRING} calcext:value-type="string"')
    assert plain.row(told_again) is None
    known.add("calcext")
    assert plain.row(told_again) == [(1, "c")]
