"""Screening by the command line: what it writes where."""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from made_up_list import TEXT

from screening import console
from screening.cli import main

from .command import Call, hits, without_times


def test_screen_reports_on_every_row(screen: Callable[..., dict[str, Any]]) -> None:
    report = screen()
    assert hits(report) == {
        1: ["harbour"],
        2: ["harbour"],
        3: ["vexley"],
        4: ["gryphon", "harbour"],
        7: ["corsair"],
    }
    rows = report["counterparties"]
    assert [row["row"] for row in rows] == [2, 3, 4, 5, 6, 7, 8]
    assert rows[0]["input"] == {
        "Ref": "C-1", "Name": "Zemblan Harbour Bank", "Country": "KP", "Born": "", "IMO": "", "Bank": "", "Notes": "",
    }  # fmt: skip
    assert [row["outcome"] for row in rows[4:6]] == ["no_hit", "not_screened"]
    assert report["screening"]["input"]["file"] == "rows.csv"
    assert [row["file"] for row in rows] == ["rows.csv"] * 7


def test_without_an_output_a_summary_stands_on_standard_output(call: Call, folder: Path) -> None:
    before = sorted(folder.iterdir())
    ran = call("screen", "rows.csv", "-w", "zembla.toml")
    assert (ran.status, ran.err) == (0, "")
    assert "rows.csv" in ran.out
    assert "Zemblan Harbour Bank" in ran.out
    assert "Orlando Quillon Vexley" in ran.out
    assert "Bakery Sunrise" not in ran.out
    assert sorted(folder.iterdir()) == before


def test_several_outputs_each_in_the_format_of_its_suffix(call: Call, folder: Path) -> None:
    names = ["r.xlsx", "r.html", "r.json", "r.jsonl", "r.CSV"]
    ran = call("screen", "rows.csv", "-w", "zembla.toml", *(word for name in names for word in ("-o", name)))
    assert (ran.status, ran.out) == (0, "")
    assert "7 rows screened: 5 potential matches, 1 without a hit, 1 not screened" in ran.err
    assert all(name in ran.err for name in names)
    assert openpyxl.load_workbook(folder / "r.xlsx").sheetnames
    assert (folder / "r.html").read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    report = json.loads((folder / "r.json").read_text(encoding="utf-8"))
    lines = (folder / "r.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines[1:]] == report["counterparties"]
    rows = csv.DictReader((folder / "r.CSV").read_bytes().decode("utf-8-sig").splitlines())
    assert {row["row"] for row in rows} == {str(number) for number in range(2, 9)}


def test_quiet_leaves_the_results_alone(call: Call) -> None:
    loud, quiet = call("screen", "rows.csv", "-w", "zembla.toml"), call("screen", "rows.csv", "-w", "zembla.toml", "-q")
    assert quiet.err == ""
    assert quiet.out.splitlines()[1:] == loud.out.splitlines()[1:]  # the first line has the time
    ran = call("screen", "rows.csv", "-w", "zembla.toml", "-q", "-o", "r.csv")
    assert (ran.status, ran.out, ran.err) == (0, "", "")


def test_quiet_keeps_back_what_a_list_warns_of(call: Call, folder: Path) -> None:
    (folder / "zero.csv").write_text("id,name\n", encoding="utf-8")
    told = "zero: the list holds no entries"
    assert told in call("screen", "rows.csv", "-w", "zero.csv", "-o", "r.json").err
    assert call("screen", "rows.csv", "-w", "zero.csv", "-o", "r.json", "-q").err == ""
    (watchlist,) = json.loads((folder / "r.json").read_text(encoding="utf-8"))["screening"]["watchlists"]
    assert watchlist["warnings"] == ["the list holds no entries"]


def test_verbose_tells_what_was_odd_about_the_input(call: Call, folder: Path) -> None:
    (folder / "rows.csv").write_bytes("Name;Land\nMüller;DE\n".encode("cp1252"))
    notes = call("screen", "rows.csv", "-w", "zembla.toml", "-o", "r.json", "-v").err.splitlines()
    told = json.loads((folder / "r.json").read_text(encoding="utf-8"))["screening"]["notes"]
    assert told
    assert notes[1:] == told


def test_verbose_shows_where_an_error_arose(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["screen", "none.csv", "-v"]) == 3
    assert "Traceback" in capsys.readouterr().err


def test_progress_is_told_on_a_terminal_alone(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "is_terminal", lambda stream: stream is sys.stderr)
    ran = call("screen", "rows.csv", "-w", "zembla.toml")
    assert "7 of 7 rows" in ran.err
    assert ran.err.endswith("\r\x1b[K")
    assert call("screen", "rows.csv", "-w", "zembla.toml", "-q").err == ""


def test_colours_are_for_terminals_that_want_them(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "is_terminal", lambda stream: stream is sys.stdout)
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" in call("screen", "rows.csv", "-w", "zembla.toml").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in call("screen", "rows.csv", "-w", "zembla.toml").out


def test_the_threshold_says_what_is_a_hit(screen: Callable[..., dict[str, Any]]) -> None:
    strict = screen("--threshold", "100")
    assert strict["screening"]["threshold"] == 100
    assert 2 not in hits(strict)
    assert 1 in hits(strict)
    assert set(hits(strict)) < set(hits(screen("--threshold", "60.5")))


def test_max_hits_keeps_the_best(screen: Callable[..., dict[str, Any]]) -> None:
    every, one = screen(), screen("--max-hits", "1")
    assert one["screening"]["max_hits"] == 1
    assert hits(one) == {number: ids[:1] for number, ids in hits(every).items()}


def test_a_field_can_be_read_from_a_named_column(screen: Callable[..., dict[str, Any]], folder: Path) -> None:
    (folder / "odd.csv").write_text("Wer,Zweiter\nBakery Sunrise,Zemblan Harbour Bank\n", encoding="utf-8")
    assert hits(screen("--column", "name=Zweiter", source="odd.csv")) == {1: ["harbour"]}
    report = screen("--column", "name=Wer", "--column", "bank = Zweiter", source="odd.csv")
    assert report["counterparties"][0]["name"] == "Bakery Sunrise"
    assert hits(report) == {1: ["harbour"]}
    assert report["screening"]["columns"] == {"Wer": "name", "Zweiter": "bank"}


def test_sheets_can_be_chosen(screen: Callable[..., dict[str, Any]], call: Call, folder: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active or book.create_sheet())
    for title in ("Q1", "Q2", "Q3"):
        sheet = book.create_sheet(title)
        sheet.append(["Name"])
        sheet.append([f"Bakery {title}"])
    book.save(folder / "book.xlsx")
    names = [row["name"] for row in screen(source="book.xlsx")["counterparties"]]
    assert names == ["Bakery Q1", "Bakery Q2", "Bakery Q3"]
    chosen = screen("--sheet", "Q3", "--sheet", "Q1", source="book.xlsx")["counterparties"]
    assert sorted(row["sheet"] for row in chosen) == ["Q1", "Q3"]
    ran = call("screen", "book.xlsx", "--sheet", "Q9", "-w", "zembla.toml")
    assert ran.status == 3
    assert "Q9" in ran.err


def test_exhaustive_finds_the_same(screen: Callable[..., dict[str, Any]]) -> None:
    one, other = screen("--threshold", "50"), screen("--threshold", "50", "--exhaustive")
    assert other["screening"].pop("exhaustive") is True
    assert one["screening"].pop("exhaustive") is False
    assert without_times(one) == without_times(other)


def test_lists_come_from_files_and_by_name(screen: Callable[..., dict[str, Any]], folder: Path) -> None:
    (folder / "packed.toml.gz").write_bytes(gzip.compress(TEXT.encode()))
    (folder / "own.csv").write_text("id,name\nsunrise,Bakery Sunrise\n", encoding="utf-8")
    (folder / "screening.toml").write_text('[[list]]\nname = "mine"\npath = "own.csv"\n', encoding="utf-8")
    assert hits(screen(lists=["packed.toml.gz"])) == hits(screen(lists=["zembla.toml"]))
    assert hits(screen(lists=["mine"])) == {5: ["sunrise"]}
    assert hits(screen(lists=[])) == {5: ["sunrise"]}
    both = screen(lists=["zembla.toml", "mine"])
    assert [one["name"] for one in both["screening"]["watchlists"]] == ["zembla", "mine"]
    assert set(hits(both)) == {1, 2, 3, 4, 5, 7}
    shipped = screen(lists=["dprk"])["screening"]["watchlists"]
    assert [one["name"] for one in shipped] == ["dprk"]
    assert shipped[0]["entities"] > 20
    assert shipped[0]["names"] > 200


@pytest.mark.parametrize(
    ("rows", "level", "status"),
    [
        ("harbour", "low", 1),
        ("harbour", "medium", 1),
        ("harbour", "high", 1),
        ("vexley", "low", 1),
        ("vexley", "medium", 1),
        ("vexley", "high", 0),
        ("gryphon", "low", 1),
        ("gryphon", "medium", 0),
        ("gryphon", "high", 0),
        ("clean", "low", 0),
    ],
)
def test_fail_on_a_level_of_risk(call: Call, folder: Path, rows: str, level: str, status: int) -> None:
    names = {
        "harbour": "Zemblan Harbour Bank", "vexley": "Orlando Quillon Vexley", "gryphon": "Gryphon Thimble Society",
        "clean": "Bakery Sunrise",
    }  # fmt: skip
    (folder / "one.csv").write_text(f"Name\n{names[rows]}\n", encoding="utf-8")
    ran = call("screen", "one.csv", "-w", "zembla.toml", "--fail-on", level, "-o", "r.json")
    assert ran.status == status
    assert (folder / "r.json").exists()
