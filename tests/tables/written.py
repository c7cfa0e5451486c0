"""One table of text written in every format that is read: by other libraries, and by hand where none writes it."""

from __future__ import annotations

import csv
import gzip
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from html import escape
from io import BytesIO, StringIO

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import xlwt
from odf import teletype
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from .workbooks import archive, workbook

Rows = Sequence[Sequence[str]]


def as_xls(rows: Rows) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("S")
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text:
                sheet.write(r, c, text)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_ods(rows: Rows) -> bytes:
    document = OpenDocumentSpreadsheet()
    table = Table(name="S")
    for row in rows:
        line = TableRow()
        for text in row:
            cell = TableCell(valuetype="string") if text else TableCell()
            for part in text.split("\n") if text else ():
                paragraph = P()
                teletype.addTextToElement(paragraph, part)
                cell.addElement(paragraph)
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    stream = BytesIO()
    document.write(stream)
    return stream.getvalue()


def as_openpyxl(rows: Rows) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for r, row in enumerate(rows, start=1):
        for c, text in enumerate(row, start=1):
            if text:
                sheet.cell(r, c).value = text.replace("_x0041_", "_x005F_x0041_")  # which this library does not do
                sheet.cell(r, c).data_type = "s"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def as_parquet(rows: Rows) -> bytes:
    header, *body = rows
    columns = {name: pa.array([row[place] for row in body], pa.string()) for place, name in enumerate(header)}
    stream = BytesIO()
    pq.write_table(pa.table(columns), stream)
    return stream.getvalue()


def as_html(rows: Rows) -> bytes:
    """As export programs write it: every cell with its spaces kept, line breaks as <br>."""
    lines = [
        "<tr>" + "".join(f"<td>{escape(text).replace(chr(10), '<br>')}</td>" for text in row) + "</tr>" for row in rows
    ]
    return f"<html><head><meta charset=utf-8></head><body><table>{''.join(lines)}</table></body></html>".encode()


def as_mhtml(rows: Rows) -> bytes:
    """The same page in a web archive."""
    archived = MIMEMultipart("related")
    archived.attach(MIMEText(as_html(rows).decode(), "html", "utf-8"))
    return bytes(archived)


def as_spreadsheetml(rows: Rows) -> bytes:
    cells = (
        "".join(
            f'<Cell><Data ss:Type="String">{escape(text).replace(chr(10), "&#10;")}</Data></Cell>'
            if text
            else "<Cell/>"
            for text in row
        )
        for row in rows
    )
    return spreadsheetml("".join(f"<Row>{row}</Row>" for row in cells))


def spreadsheetml(table: str, *, after: str = "", declaration: str = '<?xml version="1.0"?>') -> bytes:
    return (
        f'{declaration}<?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel">'
        f'<Worksheet ss:Name="S"><Table>{table}</Table>{after}</Worksheet></Workbook>'
    ).encode()


def record(number: int, data: bytes = b"") -> bytes:
    """A record of a binary workbook ([MS-XLSB] 2.1.4)."""
    head = bytes([number]) if number < 0x80 else bytes([number & 0x7F | 0x80, number >> 7])
    length, size = b"", len(data)
    while size >= 0x80:
        length, size = length + bytes([size & 0x7F | 0x80]), size >> 7
    return head + length + bytes([size]) + data


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")


def cell_head(column: int, style: int = 0) -> bytes:
    return struct.pack("<II", column, style)


def row_head(row: int, *, hidden: bool = False) -> bytes:
    return record(0, struct.pack("<IIHBBB", row, 0, 300, 0, 0x10 if hidden else 0, 0))


def xlsb(
    sheets: Mapping[str, bytes], *, texts: Sequence[str] = (), formats: Sequence[str] = (), hidden: Sequence[str] = (),
    from_1904: bool = False,
) -> bytes:  # fmt: skip
    """A binary workbook of the given records of sheet data; style n shows the nth of ``formats``."""
    relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    listed = b"".join(
        record(156, struct.pack("<II", name in hidden, n) + wide(f"r{n}") + wide(name))
        for n, name in enumerate(sheets, 1)
    )
    targets = "".join(
        f'<Relationship Id="r{n}" Type="{relations}/worksheet" Target="worksheets/sheet{n}.bin"/>'
        for n, _ in enumerate(sheets, 1)
    )
    styles = b"".join(record(44, struct.pack("<H", 200 + n) + wide(code)) for n, code in enumerate(formats))
    used = b"".join(record(47, struct.pack("<HH12x", 0, 200 + n)) for n, _ in enumerate(formats))
    return archive(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r" Type="{relations}/officeDocument" '
            'Target="xl/workbook.bin"/></Relationships>',
            "xl/workbook.bin": record(131) + record(153, struct.pack("<II", from_1904, 0)) + listed + record(132),
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{package}">{targets}</Relationships>',
            "xl/sharedStrings.bin": record(159, bytes(8)) + b"".join(record(19, b"\0" + wide(t)) for t in texts),
            "xl/styles.bin": styles + record(47, bytes(16)) + record(617, bytes(4)) + used + record(618),
            **{f"xl/worksheets/sheet{n}.bin": data for n, data in enumerate(sheets.values(), 1)},
        }
    )


def as_xlsb(rows: Rows) -> bytes:
    texts = sorted({text for row in rows for text in row})
    data = b"".join(
        row_head(r)
        + b"".join(
            record(7, cell_head(c) + struct.pack("<I", texts.index(text)))
            if c % 2
            else record(6, cell_head(c) + wide(text))
            for c, text in enumerate(row)
            if text
        )
        for r, row in enumerate(rows)
    )
    return xlsb({"S": data}, texts=texts)


def as_fods(rows: Rows) -> bytes:
    """The content of an .ods file as one document."""
    with zipfile.ZipFile(BytesIO(as_ods(rows))) as package:
        content = package.read("content.xml").decode()
    kind = 'office:document office:mimetype="application/vnd.oasis.opendocument.spreadsheet"'
    return content.replace("<office:document-content", f"<{kind}").replace("-content>", ">").encode()


def as_xlsm(rows: Rows) -> bytes:
    """A workbook with a macro in it, in a gzip file."""
    stream = BytesIO(workbook({"S": rows}))
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("xl/vbaProject.bin", b"\xcc\x61")
    return gzip.compress(stream.getvalue())


def as_text(rows: Rows) -> bytes:
    """As spreadsheet programs save "Unicode text"."""
    stream = StringIO(newline="")
    csv.writer(stream, delimiter="\t").writerows(rows)
    return stream.getvalue().encode("utf-16")


WRITERS: Mapping[str, Callable[[Rows], bytes]] = {
    "xlsx": lambda rows: workbook({"S": rows}), "xlsx of another library": as_openpyxl, "xlsb": as_xlsb, "xls": as_xls,
    "ods": as_ods, "fods": as_fods, "xlsm in gzip": as_xlsm, "unicode text": as_text,
    "spreadsheetml": as_spreadsheetml, "parquet": as_parquet,
    "zip": lambda rows: archive({"S.xlsx": workbook({"S": rows})}),
}  # fmt: skip
