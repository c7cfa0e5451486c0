"""Tables in web pages, as many systems write them and call them .xls."""

from __future__ import annotations

import pytest

from screening.errors import InputError
from screening.tables.limits import LIMITS
from screening.tables.registry import read_table


def rows(html: str) -> list[list[tuple[int, tuple[str, ...]]]]:
    return [list(sheet.rows) for sheet in read_table(html.encode()).sheets]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("<td>001</td>", "001"),
        ("<th> Acme &amp; Sons\n  Ltd </th>", "Acme & Sons Ltd"),
        ("<td>a<br>b<br/>c</td>", "a\nb\nc"),
        ("<td><p>a</p><p>b</p></td>", "a\nb"),
        ("<td><div><div>a</div></div> <b>b</b></td>", "a\nb"),
        ("<td><a href='http://x'>Wise <i>Honest</i></a></td>", "Wise Honest"),
        ("<td>a&nbsp;b</td>", "a\N{NO-BREAK SPACE}b"),
        ("<td>&#48148;</td>", "바"),
        ("<td><script>alert('x')</script>a<style>td {}</style></td>", "a"),
        ("<td><!-- no -->a</td>", "a"),
        ('<td x:num="1">1</td>', "1"),
        ("<td>a<![if !supportEmptyParas]>b<![endif]></td>", "ab"),
    ],
)
def test_a_cell(cell: str, expected: str) -> None:
    assert rows(f"<html><body><table><tr>{cell}</tr></table></body></html>") == [[(1, (expected,))]]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("<tr><td>a<td>b<tr><td>c", [(1, ("a", "b")), (2, ("c",))]),  # nothing closed
        ("<thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody>", [(1, ("a",)), (2, ("b",))]),
        ("<tr><td colspan=2>a</td><td>b</td></tr>", [(1, ("a", "", "b"))]),
        (
            "<tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr><tr><td>d",
            [(1, ("a", "b")), (2, ("", "c")), (3, ("d",))],
        ),
        ("<tr><td rowspan=2 colspan=2>a</td></tr><tr><td>c</td></tr>", [(1, ("a",)), (2, ("", "", "c"))]),
        ("<tr></tr><tr><td></td><td>b</td></tr>", [(2, ("", "b"))]),
        ("<td>a</td>", [(1, ("a",))]),
        ("<tr><td colspan=x>a</td><td>b</td></tr>", [(1, ("a", "b"))]),
    ],
)
def test_rows_and_merged_cells(table: str, expected: list[tuple[int, tuple[str, ...]]]) -> None:
    assert rows(f"<table>{table}</table>") == [expected]


def test_each_table_is_a_sheet_and_so_is_one_inside_of_a_cell() -> None:
    page = (
        "<html><table><tr><td>menu<table><tr><td>Name</td></tr></table>more</td></tr></table><table></table>"
        "<table><tr><td>x"
    )
    found = read_table(page.encode()).sheets
    assert [(s.name, s.rows) for s in found] == [
        ("table 1", [(1, ("menumore",))]), ("table 2", [(1, ("Name",))]), ("table 4", [(1, ("x",))]),
    ]  # fmt: skip
    assert [s.name for s in read_table(page.encode(), sheets=["table 2"]).sheets] == ["table 2"]


def test_the_name_of_the_only_table_is_empty() -> None:
    assert read_table(b"<table></table><table><tr><td>x</table>").sheets[0].name == ""


def test_hidden_rows_are_read_and_said() -> None:
    sheet = read_table(b'<table><tr style="display: none"><td>x</td></tr></table>').sheets[0]
    assert (sheet.rows, sheet.notes) == ([(1, ("x",))], ("1 hidden row was read like the others",))


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="windows-1251">', "cp1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=gb2312">', "gbk"),
        ("<meta charset=iso-8859-1>", "utf-8"),  # a claim that is wrong about the bytes is no claim
        ("<meta charset=utf-8>", "utf-8"),
        ("<meta charset=zlib>", "utf-8"),
        ("", "utf-8"),
        ("", "utf-16"),
    ],
)
def test_encodings(head: str, encoding: str) -> None:
    name = "银行" if encoding == "gbk" else "Банк"
    if "8859" in head:
        name = "Bank “x”"  # curly quotes are control characters there, and letters of Windows
        encoding = "cp1252"
    page = f"<html><head>{head}</head><table><tr><td>{name}</td></tr></table></html>"
    assert read_table(page.encode(encoding)).sheets[0].rows == [(1, (name,))]


def test_a_head_that_is_not_closed_hides_nothing() -> None:
    assert rows("<html><head><meta><body><table><tr><td>a</td></tr></table>") == [[(1, ("a",))]]


def test_spans_without_end_cost_nothing() -> None:
    page = "<table>" + "<tr><td colspan=99999 rowspan=99999>x</td>" * 50
    with pytest.raises(InputError) as caught:
        read_table(page.encode(), limits=LIMITS)
    assert caught.value.code == "too_large"


def test_what_the_parser_does_not_know_is_one_sentence() -> None:
    with pytest.raises(InputError) as caught:
        read_table(b"<html><table><tr><td>a<![" + b"x" * 300 + b"]>", file_name="f.xls")
    assert caught.value.code == "corrupt"
