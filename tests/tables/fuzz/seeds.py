"""Small valid files of every kind, made when they are asked for: what the mutations start from."""

from __future__ import annotations

import datetime as dt
import gzip
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from ..workbooks import archive, raw_workbook, workbook
from ..written import as_fods, as_parquet, as_xls, as_xlsb

ROWS: Sequence[Sequence[Any]] = [
    ["Counterparty name", "Country", "IMO", "Date of birth", "Notes"],
    ["Wise Honest", "KP", "8905490", dt.datetime(1989, 1, 1), "=1+1"],  # noqa: DTZ001 - a cell has no time zone
    [None, None, None, None, None],
    ["조선대성은행", "Korea, Dem. People's Rep.", 8.90549e6, 1989.5, 'line\nbreak "quoted" <b>&amp;</b>'],
    ["Acme; Trading\tCo", "001", "NA", True, "x" * 300],
]
_TEXT = "\n".join(
    ['Name,Country,IMO,"Notes, more"', "Wise Honest,KP,8905490,", '"Acme ""A"" Ltd",NO,001,"two\nlines"', "Ünïcode;,,,"]
)
_RAW = """
<cols><col min="1" max="2" hidden="1"/></cols>
<row r="1" hidden="1"><c r="A1" t="inlineStr"><is><t>Name</t><rPh sb="0" eb="1"><t>n</t></rPh></is></c>
<c r="B1" t="s"><v>0</v></c></row>
<row r="3"><c r="A3" t="str"><f>A1</f><v>Acme</v></c><c r="C3" s="0"><v>45000.5</v></c><c t="b"><v>1</v></c>
<c r="XFD3" t="e"><v>#REF!</v></c></row>
<row><c t="d"><v>2024-01-01T00:00:00</v></c><c><f>1+1</f></c></row>
""".replace("\n", "")
_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body>'
    '<office:spreadsheet><table:table table:name="S"><table:table-column table:number-columns-repeated="3"/>'
    '<table:table-row><table:table-cell office:value-type="string"><text:p>Name</text:p></table:table-cell>'
    '<table:table-cell office:value-type="string"><text:p>IMO</text:p></table:table-cell></table:table-row>'
    '<table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string"><text:p>Wise '
    '<text:span>Honest</text:span></text:p></table:table-cell><table:table-cell office:value-type="float" '
    'office:value="8905490"><text:p>8905490</text:p></table:table-cell><table:table-cell '
    'table:number-columns-repeated="16000"/></table:table-row></table:table></office:spreadsheet></office:body>'
    "</office:document-content>"
)
_PLAIN = [("Name", "IMO", "Country"), ("Wise Honest", "8905490", "KP"), ("Acme <b> & Co", "", "NO"), ("조선", "x", "")]
_HTML = (
    "<html><head><style>td{}</style></head><body><table><tr><th>Name<th>IMO<tr><td>Wise&nbsp;Honest<td>8905490</table>"
)
_ARCHIVE = (
    "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n"
    f"Content-Transfer-Encoding: 8bit\n\n{_HTML}\n--b--\n"
)
_XML_2003 = (
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table><Row><Cell><Data '
    'ss:Type="String">Name</Data></Cell></Row><Row ss:Index="3"><Cell ss:Index="1"><Data ss:Type="String">Wise Honest'
    "</Data></Cell></Row></Table></Worksheet></Workbook>"
)


@cache
def seeds() -> Mapping[str, bytes]:
    """The files by their kind; those that are not read are here because recognising them is reading too."""
    book = workbook({"Q3": ROWS, "Hidden": [["이름"], ["x"]]}, hidden=["Hidden"])
    mime = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": _ODS}
    return {
        "xlsx": book,
        "xlsx by hand": raw_workbook(_RAW, shared="<si><r><t>IMO</t></r></si>", formats=["yyyy-mm-dd"]),
        "csv": _TEXT.encode(),
        "csv of excel": f"sep=;\r\n{_TEXT}".replace(",", ";").replace("\n", "\r\n").encode("cp1252"),
        "tsv in utf-16": _TEXT.replace(",", "\t").encode("utf-16"),
        "text in cp1251": "Имя;Страна\nКорейский банк;КНДР\n".encode("cp1251"),
        "csv.gz": gzip.compress(_TEXT.encode(), mtime=0),
        "xlsx.gz": gzip.compress(book, mtime=0),
        "csv.zip": archive({"list.csv": _TEXT}),
        "ods": archive(mime, method=zipfile.ZIP_STORED),
        "html": _HTML.encode(),
        "web archive": _ARCHIVE.encode(),
        "xml of 2003": _XML_2003.encode(),
        "xls": as_xls(_PLAIN),
        "xlsb": as_xlsb(_PLAIN),
        "fods": as_fods(_PLAIN),
        "parquet": as_parquet(_PLAIN),
    }
