"""The commands about decisions as they are used, in processes of their own."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from screening.cli import main
from screening.decisions.ledger import Ledger
from screening.decisions.log import COLUMNS

from .folder import fill, start

DECIDE = ("decide", "risk.json", "2", "harbour", "--disposition", "false_positive", "--reviewer", "J. Kim")


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The command in this process: exit status, standard output, standard error."""
    try:
        status = main(arguments)
    except SystemExit as error:
        status = int(error.code or 0)
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return status, out, err


def test_the_round_trip(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    fill(folder / "risk.xlsx", {"Zemblan Harbor Bank": {
        "Disposition": "false_positive", "Reviewer": "J. Kim", "Comment": "Register extract seen.",
    }})  # fmt: skip
    done = start(folder, "apply", "risk.xlsx")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "record 1: false_positive by J. Kim, Zemblan Harbor Bank / Zemblan Harbour Bank\n1 decision stored\n"
    )
    done = start(folder, "screen", "rows.csv", "-o", "now.json")
    assert "1 potential match," in done.stderr
    monkeypatch.chdir(folder)
    status, out, _ = call(capsys, "audit", "verify", "--report", "now.json")
    assert (status, "1 record, as they were stored" in out) == (0, True)
    assert call(capsys, "evidence", "now.json", "2") == (0, "", "8 files; wrote evidence-row-2.zip\n")
    assert (folder / "evidence-row-2.zip").exists()


def test_one_workbook_taken_in_by_several_at_once_is_stored_once(
    folder: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCREENING_DECISIONS", address)
    fill(folder / "risk.xlsx", {
        "Zemblan Harbor Bank": {"Disposition": "false_positive", "Reviewer": "J. Kim", "Comment": "Seen."},
        "Orlando Quillon Vexley": {"Disposition": "escalated", "Reviewer": "A. Okafor"},
    })  # fmt: skip
    with ThreadPoolExecutor() as pool:
        done = list(pool.map(lambda _: start(folder, "apply", "risk.xlsx"), range(3)))
    assert [(one.returncode, one.stderr) for one in done] == [(0, "")] * 3
    ledger = Ledger(address)
    assert [record.number for record in ledger.read()[0]] == [1, 2]
    assert ledger.faults() == ()


def test_errors_in_a_workbook_are_told_at_once_and_nothing_is_stored(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    fill(folder / "risk.xlsx", {
        "Zemblan Harbor Bank": {"Disposition": "false_positive", "Reviewer": "Nobody"},
        "Orlando Quillon Vexley": {"Disposition": "escalated", "Reviewer": "J. Kim"},
    })  # fmt: skip
    status, out, err = call(capsys, "apply", "risk.xlsx")
    assert (status, out) == (3, "")
    assert err.splitlines()[0] == "screening: risk.xlsx: 2 errors"
    assert "sheet 'Alerts', row 3, column 'Reviewer': 'Nobody' is no reviewer" in err
    assert not (folder / "decisions.sqlite").exists()


def test_decide_and_list(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    status, out, err = call(capsys, *DECIDE, "--comment", "=1+1 Seen.", "--expires", "2096-12-31")
    assert (status, err) == (0, "")
    assert out.startswith("record 1: false_positive by J. Kim, ")
    assert (
        "0 decisions stored, 1 was stored before"
        in call(capsys, *DECIDE, "--comment", "=1+1 Seen.", "--expires", "2096-12-31")[1]
    )
    assert (
        "false_positive  J. Kim  Zemblan Harbor Bank  harbour (zembla)  until 2096-12-31"
        in call(capsys, "audit", "log")[1]
    )
    (record,) = json.loads(call(capsys, "audit", "log", "--format", "json")[1])
    assert (record["number"], record["comment"]) == (1, "=1+1 Seen.")
    rows = list(csv.DictReader(io.StringIO(call(capsys, "audit", "log", "--format", "csv")[1])))
    assert [tuple(row) for row in rows] == [COLUMNS]
    assert (rows[0]["comment"], rows[0]["expires"], rows[0]["row"]) == ("'=1+1 Seen.", "2096-12-31", "2")
    assert rows[0]["sha256"] == record["sha256"]
    status, out, err = call(capsys, "audit", "log", "--format", "csv", "-o", "log.csv")
    assert (status, out, err) == (0, "", "1 record; wrote log.csv\n")
    assert (folder / "log.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    status, out, err = call(capsys, "audit", "log", "-o", "none/log.csv")
    assert (status, out, "the folder does not exist" in err) == (4, "", True)
    assert call(capsys, *DECIDE, "-q", "--comment", "Again.") == (0, "", "")


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (DECIDE, 2, "comment: is empty (an exclusion needs a reason"),
        ((*DECIDE[:4], "--disposition", "maybe", "--reviewer", "J. Kim"), 2, "disposition: 'maybe' is none"),
        ((*DECIDE[:3], "vexley", *DECIDE[4:]), 2, "rows.csv, row 2: has no hit on 'vexley'"),
        (("decide", "risk.json", "two", *DECIDE[3:]), 2, "'two' is not the number of a row"),
        (("decide", "rows.csv", *DECIDE[2:]), 3, "rows.csv: is no JSON"),
        (("apply", "rows.csv"), 3, "rows.csv: holds no data for decisions"),
        (("audit", "verify", "--report", "none.json"), 3, "none.json: no such file"),
        (("evidence", "risk.json", "2", "-o", "none/pack.zip"), 4, "the folder does not exist"),
        (("audit",), 2, "required: COMMAND"),
    ],
)
def test_wrong_use(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...],
    status: int, message: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(folder)
    exit_status, out, err = call(capsys, *arguments)
    assert (exit_status, out) == (status, "")
    assert message in err


@pytest.mark.parametrize("written", ["a okafor", "OKAFOR, A.", "A. Okafor"])
def test_a_reviewer_is_one_person_however_written(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, written: str
) -> None:
    monkeypatch.chdir(folder)
    status, out, err = call(capsys, *DECIDE[:-1], written, "--comment", "Seen.")
    assert (status, err) == (0, "")
    assert out.startswith("record 1: false_positive by A. Okafor, ")  # as the configuration spells it


def test_names_that_differ_in_their_order_alone_are_two_reviewers(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    text = (folder / "screening.toml").read_text(encoding="utf-8").replace('"A. Okafor"', '"Kim J."')
    (folder / "screening.toml").write_text(text, encoding="utf-8")
    assert "by Kim J.," in call(capsys, *DECIDE[:-1], "kim j.", "--comment", "Seen.")[1]
    assert "is no reviewer of the configuration" in call(capsys, *DECIDE[:-1], "KIM, J.", "--comment", "Seen.")[2]


def test_without_a_store(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (folder / "screening.toml").write_text('[[list]]\npath = "zembla.toml"\n', encoding="utf-8")
    status, _, err = call(capsys, "apply", "risk.xlsx")
    assert status == 2
    assert "there is no store of decisions (write [decisions] into the configuration" in err


@pytest.mark.parametrize("command", ["verify", "log"])
def test_a_store_that_is_not_there_is_no_empty_one(
    folder: Path, address: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SCREENING_DECISIONS", address)
    status, out, err = call(capsys, "audit", command)
    assert (status, out) == (3, "")
    assert "there is no such store of decisions (check its address and file" in err
    assert not list(folder.glob("*.sqlite"))


def test_a_file_that_is_no_store_is_no_empty_one(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    (folder / "decisions.sqlite").touch()
    status, _, err = call(capsys, "audit", "verify")
    assert status == 3
    assert "decisions.sqlite: there is no such store of decisions" in err


@pytest.mark.parametrize("address", ["kim:secret@host/x", "kim@host/x?password=secret"])
def test_a_password_in_the_configuration_is_refused_and_not_repeated(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.chdir(folder)
    text = f'[decisions]\nstore = "postgresql://{address}"\n'
    (folder / "screening.toml").write_text(text, encoding="utf-8")
    status, _, err = call(capsys, "audit", "log")
    assert status == 2
    assert "must not hold a password" in err
    assert "secret" not in err


def test_tampering_is_found_and_stops_a_screening(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert call(capsys, *DECIDE, "--comment", "Seen.")[0] == 0
    with sqlite3.connect(folder / "decisions.sqlite") as connection:
        connection.execute("DROP TRIGGER screening_decisions_no_update")
        connection.execute("UPDATE screening_decisions SET text = replace(text, 'J. Kim', 'X. Yz')")
    connection.close()
    status, out, err = call(capsys, "audit", "verify")
    assert (status, out) == (3, "record 1 was changed: its text no longer gives the hash that it was stored with\n")
    assert "1 fault" in err
    status, out, err = call(capsys, "screen", "rows.csv", "-o", "later.json")
    assert (status, out) == (3, "")
    assert "record 1 was changed" in err
    assert not (folder / "later.json").exists()


def test_a_screening_without_a_store_does_not_load_the_database(folder: Path) -> None:
    (folder / "sqlalchemy.py").write_text("raise ModuleNotFoundError('No module named sqlalchemy', name='sqlalchemy')")
    (folder / "other.toml").write_text('[[list]]\npath = "zembla.toml"\n', encoding="utf-8")
    path = {"PYTHONPATH": str(folder)}
    done = start(folder, "screen", "rows.csv", "-c", "other.toml", "-o", "a.json", **path)
    assert done.returncode == 0, done.stderr
    done = start(folder, "screen", "rows.csv", "-o", "b.json", **path)
    assert done.returncode == 2
    assert "sqlalchemy is needed to store decisions (install it with pip install 'screening[decisions]')" in done.stderr
