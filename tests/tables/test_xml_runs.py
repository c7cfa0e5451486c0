"""The short way through plain rows and the parser's own way tell the same, whatever stands in the XML."""

from __future__ import annotations

import dataclasses
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import InputError
from screening.tables.registry import read_table
from screening.tables.xlsx import _SheetReader
from screening.tables.xml_runs import RunFeed, unescaped

from .workbooks import NAMESPACE, archive, raw_parts

SHARED = (
    "<si><t>first</t></si>", "<si><t>plain</t></si>", '<si><t xml:space="preserve"> a </t></si>', "<si><t/></si>",
    "<si><t>R&amp;D &lt;x&gt; &#228;</t></si>", "<si><r><t>ri</t></r><r><t>ch</t></r></si>", "<si> <t>odd</t></si>",
    "<si><t>two\r\nlines</t></si>", "<si><t>_x000D_</t></si>", "<si><t>a &quot;b&apos;</t></si>",
)  # fmt: skip
CELLS = st.sampled_from(
    [
        '<c r="{c}" t="s"><v>{n}</v></c>', '<c r="{c}"><v>{n}.50</v></c>', '<c r="{c}" s="1"><v>4500{n}</v></c>',
        '<c r="{c}" s="0"/>', '<c r="{c}" s="0"></c>', '<c r="{c}" t="str"><v>x{n}</v></c>', '<c r="{c}"><v/></c>',
        '<c r="{c}" t="inlineStr"><is><t xml:space="preserve"> i{n} </t></is></c>', '<c><v>{n}</v></c>',
        '<c r="{c}" t="inlineStr"><is><t>A &amp; B &lt;</t></is></c>', '<c r="{c}" t="b"><v>1</v></c>',
        '<c r="{c}" t="str"><v>&#65;&amp;</v></c>', '<c r="{c}"><f>1+1</f><v>{n}</v></c>', '<c r="{c}"><f>1+1</f></c>',
        '<c r="{c}" t="e"><v>#N/A</v></c>', '<c s="1" r="{c}"><v>{n}</v></c>', "<c r='{c}'><v>{n}</v></c>",
        '<c r="{c}" t="s"><v>99</v></c>', '<c r="{c}" t="str"><v><![CDATA[a<b]]></v></c>',
        '<c r="{c}" t="str"><v>a<!-- <v> --></v></c>', '<c r="{c}"><v>{n}</v></c> ', '<c r="{c}" t="s"><v>x</v></c>',
        '<c r="{c}" t="str"><v>]]></v></c>', '<c r="{c}" t="str"><v>a\rb\n</v></c>', '<c r="{c}"><v> {n} </v></c>',
        '<c r="{c}" t="str"><v>&other;</v></c>', '<c r="{c}" t="str"><v>\x07</v></c>', '<c r="{c}"><v>1</v></d>',
        '<c r="{c}" t="str"><v>é北😀</v></c>', '<c r="{c}" t="d"><v>2024-05-06T00:00:00</v></c>',
        '<c r="{c}" t="n"><v>0.30000000000000004</v></c>', '<c r="XFE1"><v>1</v></c>', '<c r="{c}" s="1"><v>x</v></c>',
        '<o:c xmlns:o="urn:o" r="{c}"><v>1</v></o:c>', '<c r="{c}" x:y="1"><v>1</v></c>',
    ]
)  # fmt: skip
TAGS = st.sampled_from(
    ['<row r="{r}">', '<row r="{r}" spans="1:8">', '<row r="{r}" hidden="1">', '<row r="{r}" hidden="0">', "<row>",
     '<row r="{r}" xmlns="urn:other">', "<row r='{r}'>", '<row r="0{r}">', '<row hidden="1" r="{r}">',
     '<row r="{r}"/><row>',
     '<row r="{r}" a=">">', '<row r="{r}" q:a="1">', '<row r="{r}" a="1" a="1">', '<row r="{r}" a=\'"\'>']
)  # fmt: skip
BETWEEN = st.sampled_from(
    ["", "", "", "", "\n", "  ", '<row r="77"/>', "<!-- <row r='5'></row> -->", "<!-- ", "-->", "<?x <row></row>?>",
     "</sheetData><sheetData>", '</sheetData><x xmlns="urn:other">', "</x>", "text", "<![CDATA[</row>]]>",
     "<!-- </row> -->",
     f'<row r="3" xmlns="{NAMESPACE}"/>', "</row>", "<a>", "</a>"]
)  # fmt: skip
# Mostly what programs write, so that whole documents of it come up often.
PLAIN_CELLS = st.sampled_from(
    ['<c r="{c}" t="s"><v>{n}</v></c>', '<c r="{c}"><v>{n}</v></c>', '<c r="{c}" s="1"><v>{n}</v></c>']
)


@st.composite
def rows(draw: st.DrawFn) -> str:
    odd = draw(st.booleans())
    xml = []
    for place in range(draw(st.integers(1, 8))):
        tag = draw(TAGS if odd and draw(st.booleans()) else st.just('<row r="{r}">'))
        row = place + 1 if draw(st.integers(0, 9)) else draw(st.integers(1, 8))
        cells = draw(st.lists(CELLS if odd else PLAIN_CELLS, max_size=4))
        letters = draw(st.permutations("ABCD")) if odd and not draw(st.integers(0, 4)) else "ABCD"
        filled = "".join(
            cell.format(c=f"{letter}{row}", n=draw(st.integers(0, 9)))
            for letter, cell in zip(letters, cells, strict=False)
        )
        xml.append(f"{tag.format(r=row)}{filled}</row>{draw(BETWEEN) if odd else ''}")
    return "".join(xml)


def outcome(data: bytes) -> Any:
    try:
        return dataclasses.asdict(read_table(data, file_name="f.xlsx"))
    except InputError as error:
        return (error.code, str(error).split(": line ")[0])  # where expat stands depends on what it was given


def book(sheet: str, shared: str = "".join(SHARED)) -> bytes:
    return archive(raw_parts(sheet, shared=shared, formats=["0", "yyyy-mm-dd"]))


def the_parsers_own_way(data: bytes) -> Any:
    with patch.object(RunFeed, "_read", lambda feed, chunk: feed._events.push(chunk)):
        return outcome(data)


@given(rows())
def test_rows(sheet: str) -> None:
    data = book(sheet)
    assert outcome(data) == the_parsers_own_way(data)


@given(st.lists(st.sampled_from([*SHARED, "<!-- </si> -->", "<rPh><t>x</t></rPh>", "<si><t>]]></t></si>"]), max_size=9))
def test_shared_texts(shared: list[str]) -> None:
    sheet = "".join(f'<row r="{n + 1}"><c r="A{n + 1}" t="s"><v>{n}</v></c></row>' for n in range(len(shared)))
    data = book(sheet, "".join(shared))
    assert outcome(data) == the_parsers_own_way(data)


def taken(sheet: str) -> list[bool]:
    said: list[bool] = []
    take = _SheetReader.take

    def listening(reader: _SheetReader, row: str) -> bool:
        said.append(take(reader, row))
        return said[-1]

    with patch.object(_SheetReader, "take", listening):
        outcome(book(sheet))
    return said


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (['<row r="{r}">'] * 4, [False, True, True]),  # nobody is asked about the first: the parser must see one
        (['<row r="{r}" spans="1:2">', '<row r="{r}" ht="9">', '<row r="{r}" ht="9">'], [False, True]),
        (["<row>", "<row>", "<row>"], [False, False]),
    ],
)
def test_plain_rows_are_taken(tags: list[str], expected: list[bool]) -> None:
    rows = (
        f'{tag.format(r=n)}<c r="A{n}" t="s"><v>1</v></c><c r="C{n}"><v>5</v></c></row>'
        for n, tag in enumerate(tags, 1)
    )
    assert taken("".join(rows)) == expected


def test_after_a_comment_the_rows_are_still_taken_and_after_another_level_no_more() -> None:
    row = '<row r="{}"><c r="A{}"><v>1</v></c></row>'
    some = "".join(row.format(n, n) for n in (1, 2, 3))
    assert taken(some + "<!-- x -->" + row.format(4, 4) + row.format(5, 5)) == [False, True, False, True]
    assert taken(some + "</sheetData><sheetData>" + row.format(4, 4) + row.format(5, 5)) == [False, True, False]


def test_a_part_in_another_encoding_is_left_to_the_parser() -> None:
    head = '<?xml version="1.0" encoding="iso-8859-1"?>'
    parts = raw_parts("".join(f'<row r="{n}"><c r="A{n}" t="str"><v>Ã¤</v></c></row>' for n in (1, 2, 3)), head=head)
    sheet = "xl/worksheets/sheet1.xml"
    data = archive({**parts, sheet: str(parts[sheet]).encode("latin-1")})
    assert read_table(data).sheets[0].rows == [(n, ("Ã¤",)) for n in (1, 2, 3)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", "a"),
        ("a&amp;lt;&lt;", "a&lt;<"),
        ("&quot;&apos;&gt;", "\"'>"),
        ("&#65;", None),
        ("&", None),
        ("&nbsp;", None),
    ],
)
def test_unescaped(text: str, expected: str | None) -> None:
    assert unescaped(text) == expected
