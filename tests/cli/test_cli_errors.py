"""How the command line ends where something is wrong: with one sentence and a status."""

from __future__ import annotations

import os
from pathlib import Path

import openpyxl
import pytest

from screening.screener import Screener

from .command import Call

USAGE = [
    ([], "COMMAND"),
    (["scren"], "scren"),
    (["screen"], "INPUT"),
    (["screen", "rows.csv", "--threshold", "0"], "'0' is not a score"),
    (["screen", "rows.csv", "--threshold", "100.5"], "'100.5' is not a score"),
    (["screen", "rows.csv", "--threshold", "nan"], "'nan' is not a score"),
    (["screen", "rows.csv", "--threshold", "high"], "'high' is not a score"),
    (["screen", "rows.csv", "--max-hits", "0"], "'0' is not a count"),
    (["screen", "rows.csv", "--max-hits", "2.5"], "'2.5' is not a count"),
    (["screen", "rows.csv", "--column", "name"], "'name' is not of the form KEY=VALUE"),
    (["screen", "rows.csv", "--column", "name="], "'name=' is not of the form KEY=VALUE"),
    (["screen", "rows.csv", "--column", "nam=Name"], "no field 'nam' (there is name"),
    (["screen", "rows.csv", "--column", "name=Nmae"], "no column 'Nmae' (nearest: 'Name'"),
    (["screen", "rows.csv", "--fail-on", "severe"], "invalid choice: 'severe'"),
    (["screen", "rows.csv", "-q", "-v"], "not allowed with"),
    (["rescreen", "r.json", "--threshold", "80"], "screening rescreen: error: unrecognized arguments: --threshold 80"),
    (["audit", "log", "--row", "3"], "screening audit log: error: unrecognized arguments: --row 3"),
    (["screen", "rows.csv", "-o", "report.doc"], "report.doc: the suffix '.doc' names no report format (use one of"),
    (["screen", "rows.csv", "-o", "report"], "report: the file name has no suffix"),
    (["screen", "rows.csv", "-o", "rows.csv"], "rows.csv: is the input file"),
    (["screen", "rows.csv", "-w", "zemblo"], "no file and no watchlist is called 'zemblo'"),
    (["screen", "rows.csv", "-c", "none.toml"], "none.toml: no such file"),
    (
        ["screen", "rows.csv", "-c", "wrong.toml"],
        "wrong.toml, line 2, thresold: unknown key (did you mean 'threshold'?",
    ),
    (["screen", "rows.csv", "-c", "garbage.toml"], "garbage.toml, line 1: not valid TOML"),
    (["check"], "NAME"),
    (["check", "x", "--type", "Starship"], "--type: 'Starship' is not a type (use Person, Organization"),
    (["check", "x", "--id", "9187332"], "'9187332' is not of the form KEY=VALUE"),
    (["template", "table.pdf"], "table.pdf: the template cannot be written as .pdf (use one of .xlsx .csv)"),
    (["template"], "OUT.xlsx"),
    (["schema", "--threshold", "5"], "unrecognized arguments"),
]


@pytest.mark.parametrize(("arguments", "said"), USAGE)
def test_wrong_usage_and_configuration_end_with_2(call: Call, folder: Path, arguments: list[str], said: str) -> None:
    (folder / "wrong.toml").write_text("# mine\nthresold = 80\n", encoding="utf-8")
    (folder / "garbage.toml").write_text("]][[", encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    ran = call(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


UNREADABLE = [
    (["none.xlsx"], "none.xlsx: there is no such file"),
    (["."], "this is a folder"),
    (["empty.csv"], "empty.csv: "),
    (["garbage.xlsx"], "garbage.xlsx: "),
    (["cut.xlsx"], "cut.xlsx: "),
    (["rows.csv", "-w", "none.toml"], "none.toml: no such file"),
    (["rows.csv", "-w", "garbage.xlsx"], "garbage.xlsx: "),
    (
        ["rows.csv", "-w", "broken.toml"],
        "broken.toml: 2 errors\n  line 1, entry 'a', name: is missing\n  line 3, entry 'a', nam: unknown key",
    ),
    (["rows.csv", "-w", "rows.csv"], "rows.csv"),
]


@pytest.mark.parametrize(("arguments", "said"), UNREADABLE)
def test_what_cannot_be_read_ends_with_3(call: Call, folder: Path, arguments: list[str], said: str) -> None:
    (folder / "empty.csv").write_bytes(b"")
    (folder / "garbage.xlsx").write_bytes(b"\xd0\xcf\x11\xe0 \x00\x01\x02" * 40)
    book = openpyxl.Workbook()
    book.save(folder / "cut.xlsx")
    (folder / "cut.xlsx").write_bytes((folder / "cut.xlsx").read_bytes()[:2000])
    (folder / "broken.toml").write_text("[[entity]]\nid = 'a'\nnam = 'A'\n", encoding="utf-8")
    lists = [] if "-w" in arguments else ["-w", "zembla.toml"]
    ran = call("screen", *arguments, *lists, "-o", "report.json")
    assert (ran.status, ran.out) == (3, "")
    assert ran.err.startswith("screening: ")
    assert said in ran.err
    assert not (folder / "report.json").exists()


@pytest.mark.parametrize("output", ["none/report.json", "taken.json", "rows.csv/report.json"])
def test_what_cannot_be_written_ends_with_4(call: Call, folder: Path, output: str) -> None:
    (folder / "taken.json").mkdir()
    (folder / "earlier.json").write_text("the earlier report", encoding="utf-8")
    before = sorted(folder.rglob("*"))
    ran = call("screen", "rows.csv", "-w", "zembla.toml", "-o", output)
    assert (ran.status, ran.out) == (4, "")
    assert output in ran.err.replace(os.sep, "/")
    assert sorted(folder.rglob("*")) == before
    assert (folder / "earlier.json").read_text(encoding="utf-8") == "the earlier report"


def test_an_earlier_report_stays_where_a_new_one_fails(
    call: Call, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (folder / "report.json").write_text("the earlier report", encoding="utf-8")
    monkeypatch.setattr("screening.report.json_report.write_json", fail)
    ran = call("screen", "rows.csv", "-w", "zembla.toml", "-o", "report.json")
    assert ran.status == 4
    assert "no space left" in ran.err.lower()
    assert (folder / "report.json").read_text(encoding="utf-8") == "the earlier report"


def test_a_template_that_cannot_be_written_ends_with_4(call: Call) -> None:
    ran = call("template", "none/table.xlsx")
    assert (ran.status, ran.out) == (4, "")
    assert "the folder does not exist" in ran.err


def test_an_error_of_the_program_is_a_sentence(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise LookupError("nowhere")

    monkeypatch.setattr(Screener, "from_config", fail)
    ran = call("check", "Zemblan Harbour Bank")
    assert (ran.status, ran.out) == (70, "")
    assert ran.err == "screening: error in the program itself: LookupError: nowhere (run with -v and report it)\n"


def test_ctrl_c_is_no_error(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Screener, "screen", stop)
    ran = call("screen", "rows.csv", "-w", "zembla.toml", "-o", "report.json")
    assert (ran.status, ran.out, ran.err) == (130, "", "screening: stopped\n")
