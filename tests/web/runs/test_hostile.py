"""Whatever is uploaded: the screening ends, done or failed with a code, and says so in words without a path."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up_list import write_list

from screening.collector import collector_held
from screening.errors import INPUT_CODES
from screening.web.runs import child
from screening.web.runs.child import Outcome, Task
from screening.web.runs.model import HowToScreen

from ..asking import Make, Told, screened


def book() -> bytes:
    workbook, data = openpyxl.Workbook(), io.BytesIO()
    assert workbook.active is not None
    workbook.active.append(["Name"])
    workbook.active.append(["Corsair Wyvern"])
    workbook.save(data)
    return data.getvalue()


def bomb() -> bytes:
    """A workbook of some kilobytes that would be gigabytes."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book())) as whole, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name in whole.namelist():
            if name == "xl/worksheets/sheet1.xml":
                with made.open(name, "w", force_zip64=True) as sheet:
                    sheet.write(
                        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
                    )
                    for _ in range(20):
                        sheet.write(b"<row><c t='inlineStr'><is><t>" + b" " * (1 << 20) + b"</t></is></c></row>")
                    sheet.write(b"</sheetData></worksheet>")
            else:
                made.writestr(name, whole.read(name))
    return data.getvalue()


HOSTILE: dict[str, tuple[str, Callable[[], bytes], set[str]]] = {
    "cut off": ("a.xlsx", lambda: book()[:-400], {"corrupt"}),
    "bomb": ("a.xlsx", bomb, {"too_large"}),
    "empty": ("a.csv", lambda: b"", {"empty"}),
    "garbage": ("a.xlsx", lambda: bytes(range(256)) * 40, {"corrupt", "unsupported", "no_table"}),
    "no table": ("a.csv", lambda: b"1,2\n3,4\n", {"no_table"}),
    "a program": ("a.xls", lambda: b"MZ" + b"\0" * 4000, {"corrupt", "unsupported", "no_table"}),
}


@pytest.fixture
def client(make: Make) -> TestClient:
    return make(screenings=2)


def test_hostile_uploads_give_their_codes(client: TestClient, tmp_path: Path) -> None:
    for what, (name, data, codes) in HOSTILE.items():
        run: Told = screened(client, data(), name)
        assert run["state"] == "failed", what
        assert run["error"]["code"] in codes, (what, run["error"])
        assert run["error"]["message"].startswith(name), what
        assert str(tmp_path) not in str(run)
        assert "Traceback" not in str(run)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("run")
    write_list(place)
    return place


PIECES = st.sampled_from(
    [b"Name", b"Corsair Wyvern", b",", b";", b"\n", b"\r", b"\t", b'"', b"\0", b"\xff\xfe", b"PK\x03\x04", b"=1+1",
     b"<html><table>", b"<tr><td>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xf0\x9f\x92\xa9", b"\xed\xa0\x80"]
)  # fmt: skip
NAMES = st.sampled_from(["a.csv", "a.xlsx", "a.xls", "a.ods", "a.txt", "upload", "a.zip", "a.json", ".."])
DATA = st.one_of(st.binary(max_size=300), st.lists(PIECES, max_size=60).map(b"".join), st.binary().map(book().__add__))


@given(DATA, NAMES, st.sampled_from([None, "utf-8", "utf-16", "cp1252", "rot13", "no such", "hex"]))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_at_all(place: Path, data: bytes, name: str, encoding: str | None) -> None:
    """In this process, as the process of a screening does it."""
    (place / "upload").write_bytes(data)
    (place / "outcome.json").unlink(missing_ok=True)
    task = Task(
        place=place, file=name, config=None, lists=(str(place / "zembla.toml"),), how=HowToScreen(encoding=encoding),
        password=None, memory=1,
    )  # fmt: skip
    with collector_held():
        child._screen(task)
    outcome = Outcome.model_validate_json((place / "outcome.json").read_bytes())
    assert (outcome.summary is None) is not (outcome.error is None)
    if outcome.error is not None:
        assert outcome.error.code in {*INPUT_CODES, "bad_encoding", "error"}, outcome.error
        assert str(place) not in outcome.error.message
