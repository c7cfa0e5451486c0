"""Hostile files as the program meets them: paths that are no files, bombs, floods, and cells that want to be more."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import struct
import subprocess
import sys
import threading
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from screening.config import Config, InputConfig
from screening.errors import InputError
from screening.screener import Screener
from screening.tables.counterparties import read_counterparties
from screening.tables.limits import LIMITS
from screening.tables.registry import read_table

from .workbooks import archive, raw_parts, raw_workbook

posix = pytest.mark.skipif(os.name != "posix", reason="pipes, devices and permissions of POSIX")
NAME = '<row r="1"><c r="A1" t="str"><v>Name</v></c></row>'
ACME = '<row r="2"><c r="A2" t="str"><v>Acme</v></c></row>'
CSV = b"Name,Country\nAcme,KP\n"


def code_of(source: bytes | Path, **limits: int) -> str:
    """The code that the file is refused with; empty where it is read."""
    try:
        read_counterparties(source, file_name="f", limits=replace(LIMITS, **limits))
    except InputError as error:
        return error.code
    return ""


class TestPaths:
    @posix
    def test_a_pipe_that_nobody_writes_to(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "pipe.csv")
        with pytest.raises(InputError, match=r"pipe\.csv: this is a pipe or a device.*give - to read") as caught:
            read_table(tmp_path / "pipe.csv")
        assert caught.value.code == "unreadable"

    @pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/tty", "/dev/random"])
    @posix
    def test_devices(self, device: str) -> None:
        assert code_of(Path(device)) == "unreadable"

    @posix
    def test_links(self, tmp_path: Path) -> None:
        (tmp_path / "there.csv").write_bytes(CSV)
        (tmp_path / "link.csv").symlink_to("there.csv")
        (tmp_path / "nowhere.csv").symlink_to("gone.csv")
        (tmp_path / "round.csv").symlink_to("round.csv")
        (tmp_path / "folder.csv").symlink_to(tmp_path)
        assert read_table(tmp_path / "link.csv").file == "link.csv"
        found = [code_of(tmp_path / f"{name}.csv") for name in ("nowhere", "round", "folder")]
        assert found == ["not_found", "unreadable", "unreadable"]

    @pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
    def test_a_file_that_may_not_be_read(self, tmp_path: Path) -> None:
        (tmp_path / "secret.csv").write_bytes(CSV)
        (tmp_path / "secret.csv").chmod(0)
        assert code_of(tmp_path / "secret.csv") == "unreadable"

    @pytest.mark.parametrize("name", ["x" * 5_000, "a\0b", "", "nul/\udcff.csv", "~nobody"])
    def test_odd_names(self, name: str) -> None:
        assert code_of(Path(name)) in {"not_found", "unreadable"}

    def test_a_file_that_grows_while_it_is_read(self, tmp_path: Path) -> None:
        path = tmp_path / "log.csv"
        path.write_bytes(CSV)

        class Grows(io.BytesIO):
            def read(self, size: int | None = -1) -> bytes:
                at = self.tell()
                self.seek(0, io.SEEK_END)
                self.write(b"More,KP\n" * 100_000)
                self.seek(at)
                return super().read(size)

        assert code_of(Grows(CSV), file_bytes=4_000_000) == "too_large"  # type: ignore[arg-type]

    def test_a_source_that_fails(self) -> None:
        class Fails(io.BytesIO):
            def read(self, size: int | None = -1) -> bytes:
                raise OSError("connection lost")

        with pytest.raises(InputError, match="the file cannot be read: connection lost"):
            read_table(Fails())
        closed = BytesIO(CSV)
        closed.close()
        with pytest.raises(InputError, match="cannot be read: I/O operation on closed file"):
            read_table(closed)

    def test_a_source_that_gives_a_little_at_a_time(self) -> None:
        class Trickles(io.BytesIO):
            def read(self, size: int | None = -1) -> bytes:
                return super().read(1)

        assert read_table(Trickles(CSV)) == read_table(CSV)


class TestCommandLine:
    """One sentence and exit status 3, from a file that another process has refused."""

    @pytest.mark.parametrize("verbose", [False, True])
    def test_a_damaged_file(self, tmp_path: Path, verbose: bool) -> None:
        path = tmp_path / "partners.xlsx"
        path.write_bytes(raw_workbook(NAME + '<row r="2"><c r="A2" t="str"><v>x</v></c><c r="A2"><v>2</v></c></row>'))
        command = [sys.executable, "-m", "screening", "screen", str(path), *(["-v"] if verbose else [])]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        sentence, *rest = done.stderr.splitlines()
        assert (done.returncode, done.stdout) == (3, "")
        assert sentence.startswith("screening: partners.xlsx, sheet 'S': the workbook is damaged: cell A2")
        assert sentence.endswith("(open it in a spreadsheet program and save it again as .xlsx or .csv)")
        assert ("in _cell_end" in "\n".join(rest)) == verbose
        assert bool(rest) == verbose


class TestBombs:
    def test_parts_that_overlap(self) -> None:
        """Many entries of the directory that point to one piece of packed data."""
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
            target.writestr("x", b"\0" * 9_000_000)
        data = packed.getvalue()
        start = data.index(b"PK\x01\x02")
        entry, end = data[start : data.index(b"PK\x05\x06")], data[data.index(b"PK\x05\x06") :]
        many = 300
        directory = b"".join(entry[:-1] + bytes([n % 256]) for n in range(many))
        tail = end[:8] + struct.pack("<HHLL", many, many, len(directory), start) + end[20:]
        bomb = data[:start] + directory + tail
        assert len(bomb) < 40_000
        with zipfile.ZipFile(BytesIO(bomb)) as archive:
            assert sum(info.file_size for info in archive.infolist()) == many * 9_000_000
        assert code_of(bomb) in {"unsupported", "too_large"}
        sheet = bomb  # and the same under a workbook's roof
        assert code_of(sheet, unpacked_bytes=1 << 20) in {"unsupported", "too_large"}

    def test_a_bomb_in_a_bomb(self) -> None:
        inner = gzip.compress(b"\0" * 5_000_000)
        assert code_of(gzip.compress(inner)) == "unsupported"
        assert code_of(archive({"inner.zip": archive({"x": b"\0" * 1_000_000})})) in {"unsupported", "corrupt"}
        assert code_of(gzip.compress(archive({**raw_parts(NAME), "x": b"\0" * 20_000_000}))) == "too_large"

    def test_gzip_of_many_members(self) -> None:
        assert code_of(gzip.compress(CSV) * 3) == ""
        assert (
            code_of(gzip.compress(b"Name\n") + gzip.compress(b"x\n" * 100_000) * 20, file_bytes=1_000_000)
            == "too_large"
        )
        assert code_of(gzip.compress(CSV) + b"rubbish") == "corrupt"

    def test_shared_texts_without_end(self) -> None:
        shared = "<si><t>x</t></si>" * 300_000
        assert code_of(raw_workbook(NAME + ACME, shared=shared)) == ""
        bomb = raw_workbook(NAME, shared="<si><t>" + "x" * 12_000_000 + "</t></si>")
        assert code_of(bomb) == "too_large"

    @pytest.mark.parametrize("index", ["-1", "1", "99999999999999999999", "1.5", "x", "", " ", "1e3", "٣"])
    def test_shared_texts_that_are_not_there(self, index: str) -> None:
        row = f'<row r="2"><c r="A2" t="s"><v>{index}</v></c><c r="B2" t="str"><v>x</v></c></row>'
        assert code_of(raw_workbook(NAME + row, shared="<si><t>a</t></si>")) in {"", "corrupt"}

    def test_a_million_headers(self) -> None:
        assert code_of(b"Name," + b"x," * 1_000_000 + b"\nAcme\n") == "too_large"
        header = "".join("<c t='str'><v>h</v></c>" for _ in range(17_000))
        assert code_of(raw_workbook(f"<row>{header}</row>")) in {"corrupt", "no_table"}

    def test_as_many_columns_as_there_may_be(self) -> None:
        wide = b"," * 16_382
        file = read_counterparties(b"Name,IMO" + wide + b"\nAcme,8905490" + wide + b"far\n")
        party = file.counterparties[0]
        assert (party.name, party.input["column XFD"]) == ("Acme", "far")
        assert code_of(b"Name,IMO" + wide + b"\n" + (b"Acme,8905490" + wide + b"far\n") * 2_000) == "too_large"

    def test_many_attributes_and_deep_elements(self) -> None:
        many = " ".join(f"a{n}='x'" for n in range(200_000))
        assert code_of(raw_workbook(f"<row {many}/>{NAME}{ACME}")) == ""
        assert code_of(raw_workbook("<is>" * 150 + "</is>" * 150 + NAME + ACME)) == ""
        assert code_of(raw_workbook("<row>" * 100_000)) == "corrupt"

    def test_names_of_elements_without_end(self) -> None:
        assert code_of(raw_workbook(f"<{'a' * 3_000_000}/>{NAME}{ACME}")) == ""


class TestText:
    def test_a_line_without_end(self) -> None:
        assert code_of(b"Name\n" + b"x" * 5_000_000) == ""

    def test_a_quotation_mark_without_end(self) -> None:
        file = read_counterparties(b'Name,Country\n"' + b"Acme,KP\n" * 100_000)
        assert len(file.counterparties) == 100_000
        assert file.counterparties[0].problems

    def test_quotation_marks_everywhere(self) -> None:
        for line in (b'"\n', b'""\n', b'"""\n', b'a"b\n', b'"a"b,"\n', b'","\n'):
            assert code_of(b"Name,Country\nAcme,KP\n" + line * 5_000) == ""

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
    def test_characters_cut_in_the_middle(self, encoding: str) -> None:
        data = "Name,Country\nÄcme 조선,KP\n".encode(encoding)
        for end in range(len(data) - 8, len(data)):
            assert code_of(data[:end]) == ""

    @pytest.mark.parametrize(
        "data",
        [
            b"Name\n" + b"\0" * 1_000_000,
            b"Name\nAc\0me\n",
            b"\xff" * 10_000,
            b"Name\n" + b"\x80\x81\x8d" * 10_000,
            b"Name\n" + b"\r" * 100_000 + b"x",
            b"Name\n" + b"\n" * 100_000 + b"x",
            b"Name\n" + "\u2028\u0085\x0b\x0c".encode() * 10_000,
            b"Name\n" + "\u202e\u200f\u2066Acme\u0301".encode() * 10_000,
            b"sep=" * 10_000,
            b"+ADw-script+AD4-\n" * 1_000,  # UTF-7, which nothing here decodes
        ],
        ids=range(10),
    )  # fmt: skip
    def test_odd_characters(self, data: bytes) -> None:
        assert code_of(data) in {"", "unsupported", "no_table", "empty"}


FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x")', "\t=1", "\r=1", "＝1+1"]
MARKUP = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "]]><x>",
    "</style>",
    "&lt;",
]


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports on a table whose every cell wants to be more than text."""
    folder = tmp_path_factory.mktemp("reports")
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["Name", "Country", "=1+1", "<script>alert(2)</script>", "Notes"])
    for cell in (*FORMULAS, *MARKUP):
        writer.writerow([f"Korea Daesong Bank {cell}", cell, cell, cell, cell])
        writer.writerow([cell, cell, cell, cell, f"{cell} Korea Daesong Bank"])
    screener = Screener(config=Config(input=InputConfig(isolated=False)))
    report = screener.screen(stream.getvalue().encode(), file_name="=1+<script>.csv")
    for suffix in ("xlsx", "csv", "html", "json"):
        report.write(folder / f"report.{suffix}")
    return folder


class TestReports:
    def test_no_cell_of_the_workbook_is_a_formula(self, outputs: Path) -> None:
        book = openpyxl.load_workbook(outputs / "report.xlsx")
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert not [cell.value for cell in cells if cell.data_type == "f" and "calc" in str(cell.value)]
        assert not [cell.value for cell in cells if cell.data_type == "f" and str(cell.value) in FORMULAS]
        assert any(str(cell.value).endswith("=1+1") for cell in cells)
        for sheet in book:
            links = [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink]
            assert not [x.target for x in links if x.target and not x.target.startswith(("http://", "https://", "#"))]

    def test_no_cell_of_the_csv_is_a_formula(self, outputs: Path) -> None:
        with (outputs / "report.csv").open(encoding="utf-8-sig", newline="") as stream:
            cells = [cell for row in csv.reader(stream) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r", "＝"))]
        assert any("=1+1" in cell for cell in cells)

    def test_no_markup_of_a_cell_is_markup_of_the_page(self, outputs: Path) -> None:
        page = (outputs / "report.html").read_text(encoding="utf-8")
        assert "alert(1)" in page
        for sign in ("<script>alert", "<img src=x", 'href="javascript:'):
            assert sign not in page

    def test_the_data_stays_as_it_was(self, outputs: Path) -> None:
        rows = json.loads((outputs / "report.json").read_text(encoding="utf-8"))["counterparties"]
        assert rows[0]["input"]["Country"] == "=1+1"


class TestWhatIsNeverRun:
    def test_links_connections_and_macros_are_not_even_read(self) -> None:
        """They are in the archive, damaged in every way, and nobody notices."""
        parts = raw_parts(NAME + ACME + '<row r="3"><c r="A3"><f>WEBSERVICE("http://x")</f><v>5</v></c></row>')
        relations = str(parts["xl/_rels/workbook.xml.rels"])
        kinds = {
            "connections": "connections.xml",
            "externalLink": "externalLinks/externalLink1.xml",
            "vbaProject": "vba.bin",
        }
        for kind, part in kinds.items():
            link = f'<Relationship Id="{kind}" Type="http://x/{kind}" Target="{part}"/></Relationships>'
            relations = relations.replace("</Relationships>", link)
            parts[f"xl/{part}"] = b"<!DOCTYPE z [<!ENTITY a SYSTEM 'http://127.0.0.1/'>]>&a;"
        parts["xl/_rels/workbook.xml.rels"] = relations
        opened: list[object] = []
        main = threading.get_ident()

        def listen(event: str, arguments: tuple[object, ...]) -> None:
            if event.startswith(("socket.", "subprocess.", "os.system")) and threading.get_ident() == main and watching:
                opened.append((event, arguments))

        sys.addaudithook(listen)
        watching = True
        try:
            names = [party.name for party in read_counterparties(archive(parts)).counterparties]
        finally:
            watching = False
        assert (names, opened) == (["Acme", "5"], [])
