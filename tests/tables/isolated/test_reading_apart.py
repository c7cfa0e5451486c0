"""A file read in a process of its own: what comes back is what reading it here gives, however it is called."""

from __future__ import annotations

import gzip
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from screening.config import Config, InputConfig
from screening.errors import InputError
from screening.screener import Screener
from screening.tables.isolated import parent
from screening.tables.limits import LIMITS
from screening.tables.registry import read_table

from ..workbooks import raw_workbook, workbook
from .children import CSV, error_of, reads_by

XLSX = workbook({"Q3": [["Name", "Country"], ["Wise Honest", "KP"]], "Empty": [], "더": [["이름"], ["조선대성은행"]]})

ODD = raw_workbook('<row r="1"><c t="str"><v>Name</v></c></row><row r="3"><c t="s"><v>9</v></c></row>')


@pytest.mark.parametrize("data", [CSV, XLSX, ODD, gzip.compress(CSV, mtime=0), gzip.compress(XLSX, mtime=0)])
def test_the_same_table_as_here(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "list.dat"
    path.write_bytes(data)
    here = read_table(path, isolated=False)
    assert read_table(path) == here
    assert read_table(BytesIO(data), file_name="list.dat") == here


def test_the_same_error_as_here_with_the_place_where_it_arose() -> None:
    data = raw_workbook('<row r="2"><c r="A2" t="str"><v>x</v></c><c r="A2" t="str"><v>y</v></c></row>')
    errors = []
    for isolated in (False, True):
        with pytest.raises(InputError) as caught:
            read_table(data, file_name="f.xlsx", isolated=isolated)
        errors.append(caught.value)
    assert errors[0].__dict__ == errors[1].__dict__
    assert errors[0].sheet == "S"
    assert "_cell_end" in str(errors[1].__cause__)


def test_a_file_that_is_not_there_starts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parent, "Child", None)
    with pytest.raises(InputError, match="there is no such file"):
        read_table("nowhere.csv")


def test_by_default_and_by_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(InputError) as caught:
        Screener([]).screen(CSV)
    assert caught.value.code == "no_process"
    assert Screener([], Config(input=InputConfig(isolated=False))).screen(CSV).counterparties[0].name == "Wise Honest"


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [("max_bytes", 10, "too_large"), ("max_rows", 1, "too_large"), ("max_cells", 3, "too_large")],
)
def test_limits_by_configuration(key: str, value: int, code: str) -> None:
    screener = Screener([], Config(input=InputConfig.model_validate({key: value, "isolated": False})))
    with pytest.raises(InputError) as caught:
        screener.screen(CSV)
    assert caught.value.code == code


def test_the_time_grows_with_the_file() -> None:
    assert LIMITS.seconds_for(0) == 15
    assert LIMITS.seconds_for(40 << 20) == 415
    assert replace(LIMITS, seconds=3.0).seconds_for(40 << 20) == 3


def test_from_many_threads() -> None:
    with ThreadPoolExecutor(4) as pool:
        tables = list(pool.map(read_table, [CSV, XLSX] * 4))
    assert tables == [read_table(data, isolated=False) for data in [CSV, XLSX] * 4]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="counts open files by /proc")
def test_nothing_is_left_open(reader: pytest.MonkeyPatch) -> None:
    read_table(CSV)
    before = len(list(Path("/proc/self/fd").iterdir()))
    read_table(XLSX)
    reads_by("os.abort()", reader)
    error_of()
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_script_needs_no_guard(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('a module beside the script was imported')")
    script = tmp_path / "run" / "script.py"
    script.parent.mkdir()
    script.write_text(
        f"from screening.tables.registry import read_table\nprint(read_table({CSV!r}).sheets[0].rows[1])\n"
    )
    done = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("(2, ('Wise Honest', 'KP'))\n", "")
