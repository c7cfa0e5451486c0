"""Files from people who wish us ill: each is read or refused with one InputError, and costs little."""

from __future__ import annotations

import gzip
import struct
import tracemalloc
import zipfile
from contextlib import suppress
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import InputError
from screening.tables.counterparties import read_counterparties
from screening.tables.limits import LIMITS, Limits
from screening.tables.registry import read_table

from .test_ods import content
from .workbooks import archive, raw_parts, raw_workbook, workbook

GOOD = workbook({"S": [["Name", "IMO"], ["Wise Honest", "8905490"], ["Pong Su", ""]]})
TINY = replace(LIMITS, cells=100, characters=1_000, unpacked_bytes=100_000, members=20)
SHEET = '<sheet name="S" sheetId="1" r:id="r1"/>'
MEMORY = 64 * 1024 * 1024

LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE z [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10))
    + "]>"
)


def refused(data: bytes, limits: Limits = LIMITS) -> InputError:
    with pytest.raises(InputError) as caught:
        read_counterparties(data, file_name="f.xlsx", limits=limits)
    return caught.value


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"]
)
def test_entity_bombs(part: str) -> None:
    parts = raw_parts("<row><c><v>1</v></c></row>", shared="<si><t>x</t></si>")
    error = refused(archive({**parts, part: LAUGHS + str(parts[part]).replace("</", "&j;</", 1)}))
    assert error.code == "corrupt"
    assert "declares a document type" in error.message


def test_external_entities_are_not_fetched() -> None:
    head = '<!DOCTYPE z [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    assert refused(raw_workbook('<row><c t="str"><v>&a;</v></c></row>', head=head)).code == "corrupt"


@pytest.mark.parametrize("encoding", ["UTF-9", "idna", "cp1252"])
def test_odd_encodings_of_xml(encoding: str) -> None:
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    assert f"its XML is in the encoding '{encoding}'" in refused(raw_workbook("", head=head)).message


def test_deep_xml() -> None:
    assert "nested more than" in refused(raw_workbook("<a>" * 5_000 + "</a>" * 5_000)).message


def test_one_cell_in_the_last_corner_costs_nothing() -> None:
    data = raw_workbook(
        '<row r="1"><c r="A1" t="str"><v>Name</v></c></row><row r="2"><c r="A2" t="str"><v>Acme</v></c></row>'
        '<row r="1048576"><c r="XFD1048576" t="str"><v>end</v></c></row>'
    )
    tracemalloc.start()
    read = read_counterparties(data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [(c.row, c.name) for c in read.counterparties] == [
        (2, "Acme"),
        (1048576, "end"),
    ]  # like the heading of a group
    assert read.counterparties[1].input == {"Name": "", "column XFD": "end"}
    assert read.notes == ("sheet 'S': rows 3 to 1048575 are empty and were left out",)
    assert peak < MEMORY


def test_many_far_cells_are_too_many() -> None:
    rows = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 3_000))
    error = refused(raw_workbook(rows))
    assert (error.code, error.sheet) == ("too_large", "S")


@pytest.mark.parametrize(
    "data",
    [
        b"<html>" + b"<table>" * 30,
        content("<table:table/>" * 30, root="document").encode(),
        b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">' + b"<Worksheet/>" * 30 + b"</Workbook>",
        archive({**raw_parts(""), "xl/workbook.xml": str(raw_parts("")["xl/workbook.xml"]).replace(SHEET, SHEET * 30)}),
    ],
    ids=["html", "fods", "spreadsheetml", "xlsx"],
)
def test_sheets_without_end(data: bytes) -> None:
    assert refused(data, TINY).code == "too_large"


def test_one_long_text_used_many_times() -> None:
    shared = f"<si><t>{'x' * 500}</t></si>"
    error = refused(raw_workbook("".join(['<row><c t="s"><v>0</v></c></row>'] * 10), shared=shared), TINY)
    assert error.code == "too_large"


def test_a_wide_header_over_many_rows() -> None:
    header = ",".join(f"h{n}" for n in range(60)) + ",Name,IMO\n"
    limits = replace(LIMITS, cells=2_000)
    assert refused((header + "x\n" * 100).encode(), limits).code == "too_large"


def test_zip_bombs() -> None:
    parts = raw_parts("<row><c><v>1</v></c></row>")
    assert refused(archive({**parts, "xl/media/x.bin": b"\0" * 20_000_000})).code == "too_large"
    assert refused(archive({**parts, "xl/media/x.bin": b"\0" * 200_000}), TINY).code == "too_large"
    assert refused(archive({**parts, **{f"x{n}": "" for n in range(30)}}), TINY).code == "too_large"


def test_a_size_that_lies() -> None:
    data = archive({**raw_parts("<row><c><v>1</v></c></row>"), "xl/sharedStrings.xml": b" " * 100_000})
    entry = data.rindex(b"xl/sharedStrings.xml") - 46
    assert data[entry : entry + 4] == b"PK\x01\x02"
    shrunk = data[: entry + 24] + struct.pack("<L", 10) + data[entry + 28 :]
    assert refused(shrunk).code == "corrupt"


def test_gzip_bombs() -> None:
    limits = replace(LIMITS, file_bytes=100_000)
    assert refused(gzip.compress(b"\0" * 10_000_000), limits).code == "too_large"
    assert refused(gzip.compress(gzip.compress(b"Name\nx\n"))).code == "unsupported"
    assert refused(gzip.compress(b"Name\nx\n")[:-9]).code == "corrupt"


@pytest.mark.parametrize("name", ["../evil.xml", "/etc/passwd", "a/../../b", "..\\evil.xml"])
def test_names_that_lead_out_of_the_archive(name: str) -> None:
    assert "leads out of the archive" in refused(archive({**raw_parts(""), name: "x"})).message


def test_two_members_of_one_name() -> None:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name, content in raw_parts("").items():
            target.writestr(name, content)
        target.writestr("XL/workbook.xml", "<x/>")
    assert "two files named" in refused(stream.getvalue()).message


def test_a_member_without_a_name() -> None:
    data = archive({**raw_parts("<row><c t='str'><v>Name</v></c></row>"), "x": ""})
    entry = data.rindex(b"PK\x01\x02")
    assert read_table(data[: entry + 46] + b"\0" + data[entry + 47 :]).sheets[0].rows == [(1, ("Name",))]


def test_an_odd_compression_and_a_password() -> None:
    assert "compressed in a way" in refused(archive(raw_parts(""), method=zipfile.ZIP_BZIP2)).message
    data = archive(raw_parts(""))
    entry = data.index(b"PK\x01\x02")
    assert refused(data[: entry + 8] + b"\x01" + data[entry + 9 :]).code == "encrypted"


def test_links_to_other_files_are_left_alone() -> None:
    parts = raw_parts("<row><c><v>1</v></c></row>")
    relations = str(parts["xl/_rels/workbook.xml.rels"])
    parts["xl/_rels/workbook.xml.rels"] = relations.replace('Id="r1"', 'Id="r1" TargetMode="External"')
    assert refused(archive(parts)).code == "empty"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\r\n", "empty"),
        (b"\xff\xfe\r\0\n\0", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "unsupported"),
        (b"%PDF-1.7\n", "unsupported"),
        (b"PAR1....", "corrupt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage\0".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook\0".encode("utf-16-le"), "corrupt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "WordDocument\0".encode("utf-16-le"), "unsupported"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00", "corrupt"),
        (b"<!DOCTYPE html><html><p>Name", "unsupported"),
        (b"\r\n<html><body><table>", "empty"),
        (b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "corrupt"),
        (b"<?xml version='1.0'?><x/>", "unsupported"),
        (b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0\xb8" + bytes(60), "unsupported"),
        (b"7z\xbc\xaf\x27\x1c", "unsupported"),
        (b"MIME-Version: 1.0\r\n", "unsupported"),
        (b"\0\0\x02\0\x06\x04\x06\0\x08\0", "unsupported"),
        (b"{\\rtf1 x}", "unsupported"),
        (b'[{"name": "x"}]', "unsupported"),
        (b"TABLE\r\n0,1\r\n", "unsupported"),
        (b"ID;PWXL;N;E\r\nP;PGeneral\r\n", "unsupported"),
        (b"PK\x03\x04garbage", "corrupt"),
        (archive({"a.pdf": "%PDF-1.7"}), "unsupported"),
        (archive({"a.zip": archive({"a.csv": "Name\nx\n"}), "b.csv": "Name\nx\n"}), "unsupported"),
        (archive({"a.csv": "Name\nx\n", "b.xlsx": GOOD[:-10]}), "corrupt"),
        (archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "unsupported"),
        (archive({"mimetype": "application/vnd.sun.xml.calc", "content.xml": "<x/>"}), "unsupported"),
        (archive({"a/document.iwa": "", "b/c.iwa": ""}), "unsupported"),
        (archive({"[Content_Types].xml": "", "word/document.xml": ""}), "unsupported"),
        (archive({"[Content_Types].xml": "", "xl/workbook.bin": ""}), "corrupt"),
        (archive({"xl/workbook.xml": ""}), "corrupt"),
        (archive({"xl/workbook.xml": "<workbook/>"}), "corrupt"),
        (GOOD[: len(GOOD) // 2], "corrupt"),
        (GOOD[:-10], "corrupt"),
    ],
)
def test_files_that_are_something_else_or_broken(data: bytes, code: str) -> None:
    error = refused(data)
    assert error.code == code
    assert str(error).startswith(("f.xlsx: ", "f.xlsx/"))
    assert error.hint


def test_a_header_that_looks_like_a_sylk_file_is_a_table() -> None:
    assert read_counterparties(b"ID;Partner\n1;Acme\n").counterparties[0].name == "Acme"


@pytest.mark.parametrize(
    "cell",
    [
        "1" * 200_000 + "x",
        "1234567" + " " * 200_000 + "IMO",
        "IMO" + " no" * 60_000,
        "BIC" + " " * 200_000,
        "a" * 200_000,
    ],
    ids=["digits", "gap", "labels", "label", "letters"],
)
def test_long_cells_are_read_in_no_time(cell: str) -> None:
    data = f"Name,Notes,IMO\nx,see {cell} there,\n{cell},,{cell}\n".encode()
    assert [c.row for c in read_counterparties(data).counterparties] == [2, 3]


def test_many_comments_before_something_else() -> None:
    assert read_table(b"<!-- -->" * 400 + b"x").sheets[0].rows == [(1, ("<!-- -->" * 400 + "x",))]


@given(st.binary(max_size=300))
def test_garbage_is_read_or_refused(data: bytes) -> None:
    with suppress(InputError):
        read_counterparties(data)


@given(
    st.sampled_from([b"PK\x03\x04", b"\x1f\x8b", b"\xff\xfe", b"\xef\xbb\xbf", b"sep=", b'"', b"<"]),
    st.binary(max_size=200),
)
def test_garbage_behind_a_magic_word_is_read_or_refused(magic: bytes, data: bytes) -> None:
    with suppress(InputError):
        read_table(magic + data)


@given(st.data())
def test_a_workbook_with_changed_bytes_is_read_or_refused(data: st.DataObject) -> None:
    changed = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 5))):
        changed[data.draw(st.integers(0, len(GOOD) - 1))] = data.draw(st.integers(0, 255))
    with suppress(InputError):
        read_counterparties(bytes(changed))


PARTS = raw_parts('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', shared="<si><t>Name</t></si>", formats=["yyyy"])
XML_WORDS = st.sampled_from(
    ['r="', 't="s"', "<v>", "</v>", "<row>", "</row>", '"', "&#0;", "&lt;", "<c", "/>", "-1", "1e999", "9" * 20]
)


@given(st.sampled_from(sorted(PARTS)), st.data())
def test_a_workbook_with_changed_xml_is_read_or_refused(part: str, data: st.DataObject) -> None:
    text = str(PARTS[part])
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 20)))
    changed = text[:start] + data.draw(st.one_of(XML_WORDS, st.text(max_size=5))) + text[end:]
    with suppress(InputError):
        read_counterparties(
            archive({**PARTS, part: changed.encode("utf-8", "surrogatepass")}, method=zipfile.ZIP_STORED)
        )
