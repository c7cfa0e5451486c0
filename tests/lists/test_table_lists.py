"""Watchlists in CSV and XLSX: columns, ids, hostile cells, and what is said of what cannot be read."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Sequence

import pytest
from openpyxl import Workbook

from screening.entities import Identifier, Name, Watchlist
from screening.errors import ListError
from screening.lists import xlsx_list
from screening.lists.registry import read_watchlist


def csv(*lines: str) -> Watchlist:
    return read_watchlist("\n".join(lines).encode())


def workbook(*rows: Sequence[object], title: str = "List") -> Workbook:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return book


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(data: bytes, part: str, old: str, new: str) -> bytes:
    """The workbook with a text in one of its parts replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            target.writestr(name, content)
    return stream.getvalue()


def refused(data: bytes) -> ListError:
    with pytest.raises(ListError) as caught:
        read_watchlist(data)
    return caught.value


def test_every_column_of_a_table_is_read() -> None:
    (entity,) = csv(
        "id,name,type,aliases,weak_aliases,former_names,country,date_of_birth,imo,bic,lei,identifiers,programme,status,"
        "reference",
        "a,Wise Honest,Ship, Chi Hye ;지혜;,WH,Old Name,kp;KH,1989;1990-01-02,IMO 8905490,KDBKKPPY,X;Y,"
        "mmsi=445120000; Passport=A=1,DPRK;IRAN,Seized,https://example.org;OFAC 1",
    ).entities
    assert entity.type == "Vessel"
    assert entity.names == (
        Name(text="Wise Honest", quality="primary"),
        Name(text="Chi Hye", quality="alias"),
        Name(text="지혜", quality="alias"),
        Name(text="WH", quality="weak"),
        Name(text="Old Name", quality="former"),
    )
    assert entity.countries == ("KP", "KH")
    assert entity.dates.birth == ("1989", "1990-01-02")
    assert [(i.kind, i.value) for i in entity.identifiers] == [
        ("imo", "IMO 8905490"), ("bic", "KDBKKPPY"), ("lei", "X"), ("lei", "Y"), ("mmsi", "445120000"),
        ("passport", "A=1"),
    ]  # fmt: skip
    assert entity.programmes == ("DPRK", "IRAN")
    assert (entity.status, entity.basis) == ("seized", "seized")
    assert entity.references == ("https://example.org", "OFAC 1")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_separator_and_the_line_ends_are_found(separator: str, newline: str) -> None:
    text = newline.join(["", separator.join(["id", "Name", "Weak Aliases"]), separator.join(["a", '"B;C, D"', ""]), ""])
    (entity,) = read_watchlist(text.encode()).entities
    assert entity.name == "B;C, D"


@pytest.mark.parametrize("header", ["name,alias", "NAME,Aliases", '"name"," aliases "', "Name,ALIASES,,"])
def test_headers_are_found_in_any_case_and_spacing(header: str) -> None:
    (entity,) = csv(header, "A,B").entities
    assert [name.text for name in entity.names] == ["A", "B"]


def test_an_id_is_made_from_the_name_where_none_is_given() -> None:
    watchlist = csv(
        "id,name", ",Korea Daesong Bank", ",Korea Daesong Bank.", ",조선대성은행", "korea-daesong-bank-2,X", ",—"
    )
    assert [entity.id for entity in watchlist.entities] == [
        "korea-daesong-bank", "korea-daesong-bank-3", "joseondaeseongeunhaeng", "korea-daesong-bank-2", "row-6",
    ]  # fmt: skip


def test_an_id_needs_no_column_and_a_type_neither() -> None:
    (entity,) = csv("name", "Room 39").entities
    assert (entity.id, entity.type) == ("room-39", "LegalEntity")


def test_unknown_columns_are_remarks_and_a_warning() -> None:
    watchlist = csv("name,Desk,alais,Empty", "A,Seoul,B,", "C,,,")
    assert [entity.remarks for entity in watchlist.entities] == ["Desk: Seoul; alais: B", None]
    assert watchlist.warnings == (
        "column 'Desk' is not known and is kept as a remark",
        "column 'alais' is not known and is kept as a remark (did you mean 'aliases'?)",
    )


def test_rows_that_repeat_another_count_once() -> None:
    watchlist = csv("id,name", "a,A", "b,B", "a, A ", "a,A")
    assert [entity.id for entity in watchlist.entities] == ["a", "b"]
    assert watchlist.warnings == ("2 rows repeat an earlier row and count once: 4, 5",)


def test_cells_that_could_be_formulas_or_markup_are_text() -> None:
    hostile = ["=1+1", '=HYPERLINK("http://x")', "@SUM(A1)", "+1", "-1", "<script>alert(1)</script>", "\u202egnp.exe"]
    watchlist = csv("name", *(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in hostile))
    assert [entity.name for entity in watchlist.entities] == hostile


@pytest.mark.parametrize("word", ["001", "NA", "NO", "null", "TRUE", "1e5", "nan"])
def test_every_cell_of_a_csv_is_text(word: str) -> None:
    (entity,) = csv("id,name,aliases", f"{word},{word},{word}").entities
    assert (entity.id, entity.name, entity.names[1].text) == (word, word, word)


def test_a_name_may_be_a_million_characters_long() -> None:
    (entity,) = csv("id,name", f"a,{'x' * 1_000_000}").entities
    assert len(entity.name) == 1_000_000


BAD_CSV = [
    ("id,nam\na,A", "is no watchlist in a format known here"),
    ("id,name,alias,aliases\na,A", "row 1: the column 'aliases' stands twice: 'alias' and 'aliases'"),
    ("id,name\na,", "row 2, column 'name', entry 'a': must not be empty"),
    ("id,name,Type\n\na,A,Shp", "row 3, column 'Type', entry 'a': unknown type 'Shp': use Person"),
    ("name,status\nA,sunken", "row 2, column 'status', entry 'a': 'sunken' is not one of"),
    ("name,status\nA,sunken", "(did you mean 'sunk'?)"),
    ("name,date_of_birth\nA,12/05/1960", "'12/05/1960' is not a date: write 2017, 2017-04 or 2017-04-23"),
    ("name,identifiers\nA,445120000", "column 'identifiers', entry 'a': must not be empty (write KIND=VALUE)"),
    ("id,name\na,Cecoex, S.A.", "row 2: has 3 cells where the header has 2 (put quotes around a cell that holds"),
    ("id,name\na,A\nb,B\na,C", "row 4, column 'id', entry 'a': the id stands twice, first in row 2 (give all names"),
    ('id,name\na,"A\nb,B', "row 2: not valid CSV: unexpected end of data"),
    ('id,name\na,A\nb,"B"x', "row 3: not valid CSV: "),
    ("id,name\na,A\nb,\0", "line 3: holds a NUL character: it is UTF-16 text, or damaged (save it as UTF-8; in Excel"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), BAD_CSV, ids=[said[:50] for _, said in BAD_CSV])
def test_what_is_wrong_in_a_csv_is_said_with_row_and_column(text: str, said: str) -> None:
    assert said in str(refused(text.encode()))


def test_all_errors_of_a_table_are_told_at_once() -> None:
    error = refused(b"id,name,type\n" + b"".join(b"e%d,A,Shp\n" % number for number in range(12)) + b"e0,B,Ship\n")
    assert len(error.problems) == 13
    assert str(error).splitlines()[0] == "watchlist: 13 errors"
    assert str(error).splitlines()[-1] == "  and 3 more"
    assert error.problems[-1].row == 14


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp1252", "euc-kr"])
def test_other_encodings_of_a_csv_are_refused_with_advice(encoding: str) -> None:
    name = "Müller" if encoding == "cp1252" else "조선"
    error = refused(f"id,name\na,{name}\n".encode(encoding))
    assert error.code == "encoding"
    assert "save it as UTF-8; in Excel: Save As, type 'CSV UTF-8'" in str(error)


def test_a_byte_order_mark_is_no_part_of_the_header() -> None:
    assert read_watchlist("name\nA".encode("utf-8-sig")).entities[0].name == "A"


def test_a_workbook_is_read_as_a_person_reads_it() -> None:
    book = workbook(
        (),
        ("id", "name", "type", "imo", "date_of_birth", "aliases", "checked"),
        (1, "A", "Person", 8905490.0, datetime.datetime(1970, 2, 3), "B;C", True),  # noqa: DTZ001  # as Excel has it
        ("002", "D", None, None, 1970, None, datetime.datetime(2026, 1, 2, 3, 4)),  # noqa: DTZ001
    )
    one, two = read_watchlist(saved(book)).entities
    assert (one.id, one.identifiers) == ("1", (Identifier(kind="imo", value="8905490"),))
    assert (one.dates.birth, two.dates.birth) == (("1970-02-03",), ("1970",))
    assert (one.remarks, two.remarks) == ("checked: TRUE", "checked: 2026-01-02 03:04:00")
    assert two.id == "002"


def test_the_first_sheet_with_a_column_name_is_the_list() -> None:
    book = workbook(["Read me first"], title="Help")
    book.create_sheet("Blank")
    for title in ("Entries", "More"):
        book.create_sheet(title).append(["name"])
    book["Entries"].append(["A"])
    watchlist = read_watchlist(saved(book))
    assert [entity.name for entity in watchlist.entities] == ["A"]
    assert watchlist.warnings == (
        "the sheet 'Help' was not read: the list is in 'Entries'",
        "the sheet 'More' was not read: the list is in 'Entries'",
    )


def test_formulas_and_error_values_are_refused_cell_by_cell() -> None:
    error = refused(saved(workbook(["name", "aliases"], ["A", "=B1"], ["#N/A", "B"])))
    assert [(p.sheet, p.row, p.column, p.message) for p in error.problems] == [
        (
            "List", 2, "aliases",
            "holds a formula without a stored result: open and save the file in a spreadsheet program",
        ),
        ("List", 3, "name", "holds the error value #N/A"),
    ]  # fmt: skip


def test_the_stored_result_of_a_formula_is_the_value_of_its_cell() -> None:
    data = saved(workbook(["name"], ["=A3"], ["Zemblan Harbour Bank"]))
    stored = with_part(data, "xl/worksheets/sheet1.xml", "<v />", "<v>7</v>")
    assert [entity.name for entity in read_watchlist(stored).entities] == ["7", "Zemblan Harbour Bank"]


def test_rows_out_of_order_are_all_read() -> None:
    data = saved(workbook(["name"], ["A"], ["B"]))
    mixed = with_part(data, "xl/worksheets/sheet1.xml", '<row r="2"', '<row r="9"')
    assert {entity.name for entity in read_watchlist(mixed).entities} == {"A", "B"}


@pytest.mark.parametrize("cell", ["XFD1048576", "XFD2", "A1048576"])
def test_a_stray_cell_far_away_is_refused_at_once(cell: str) -> None:
    book = workbook(["name"], ["A"])
    sheet = book["List"]
    sheet[cell] = "x"
    error = refused(saved(book))
    assert error.code == "too_large"
    assert "sheet 'List'" in str(error)
    assert "delete stray cells" in str(error)


def test_the_declared_dimension_is_not_trusted() -> None:
    data = saved(workbook(["name"], ["A"], ["B"]))
    for declared in ("A1:XFD1048576", "A1", "A1:A2"):
        lying = with_part(data, "xl/worksheets/sheet1.xml", 'ref="A1:A3"', f'ref="{declared}"')
        assert [entity.name for entity in read_watchlist(lying).entities] == ["A", "B"]


def test_a_workbook_of_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_list, "MAX_CELLS", 20)
    assert refused(saved(workbook(["name", "x"], *(["A", "B"] for _ in range(10))))).code == "too_large"


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_list, "MAX_BYTES", 3000)
    assert refused(saved(workbook(["name"], ["A"]))).code == "too_large"


def test_entities_in_the_xml_are_refused() -> None:
    data = saved(workbook(["name"], ["A"]))
    declaration = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet'
    assert refused(with_part(data, "xl/worksheets/sheet1.xml", "<worksheet", declaration)).code == "corrupt"


def test_a_cut_off_workbook_is_refused() -> None:
    data = saved(workbook(["name"], ["A"]))
    for length in range(4, len(data), 97):
        assert refused(data[:length]).code == "corrupt"


def test_other_archives_and_old_workbooks_are_refused_with_advice() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("list.csv", "id,name\n")
    with pytest.raises(ListError) as caught:
        xlsx_list.read(stream.getvalue(), "watchlist", "w")
    assert str(caught.value) == "watchlist: is a zip archive and no Excel workbook (unpack it first)"
    old = refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    assert old.hint == "save it as .xlsx without a password"


def test_a_workbook_without_a_name_column_says_so() -> None:
    error = refused(saved(workbook(["id", "Names"], ["a", "A"])))
    assert str(error) == "watchlist, sheet 'List', row 1: no column 'name' (is it 'Names'? then call it 'name')"


def test_an_empty_workbook_says_what_the_first_row_should_hold() -> None:
    hint = "the first row holds the headers, id,name,type,aliases,weak_aliases"
    assert str(refused(saved(workbook()))) == f"watchlist, sheet 'List': holds no rows ({hint})"
