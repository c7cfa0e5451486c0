"""The store, with SQLite and with a real PostgreSQL server: the same tests for both."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from screening.decisions import tables
from screening.decisions.ledger import Ledger
from screening.decisions.record import NOTHING, Decision, Head
from screening.errors import ConfigError, InputError, OutputError
from screening.report.decision_basis import sha256

from .made import PARTY, decision

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
WRITER = Path(__file__).with_name("writer.py")
CALLS = 3  # records in a store that is tampered with


def pairs(*decisions: Decision) -> list[tuple[Decision, str]]:
    return [(one, one.origin(one.decided, "")) for one in decisions]


def filled(address: str, count: int = CALLS) -> Ledger:
    ledger = Ledger(address)
    ledger.add(pairs(*(decision(comment=f"Decision {number}.") for number in range(count))), NOW)
    return ledger


def connect(address: str) -> Any:
    """A connection past the program, as somebody with all rights has it."""
    url = address.replace("postgresql://", "postgresql+psycopg://")
    return create_engine(url, poolclass=NullPool).begin()


def disarm(connection: Connection) -> None:
    """Drop the triggers, as somebody who means harm would."""
    for table in ("screening_decisions", "screening_decision_seals"):
        names = {
            "sqlite": [f"{table}_no_update", f"{table}_no_delete", f"{table}_in_order"],
            "postgresql": [f"{table}_no_change ON {table}", f"{table}_in_order ON {table}"],
        }
        for name in names[connection.dialect.name]:
            connection.execute(text(f"DROP TRIGGER {name}"))


def test_a_store_that_is_not_there_yet_is_empty_and_is_not_made_by_reading(address: str, tmp_path: Path) -> None:
    assert Ledger(address).read() == ((), Head(0, NOTHING))
    assert Ledger(address).faults() == ()
    assert not list(tmp_path.glob("*.sqlite*"))


def test_records_are_numbered_and_carry_the_hash_of_the_one_before(address: str) -> None:
    ledger = filled(address)
    ledger.add(pairs(decision("escalated", comment="조선 =1+1 \u202e _x0041_\n\x07")), NOW)
    rows, head = Ledger(address).read()
    records = [row.record() for row in rows]
    assert [record.number for record in records] == [1, 2, 3, 4]
    assert [record.previous for record in records] == [NOTHING, *(sha256(r.text) for r in records[:-1])]
    assert head == Head(4, sha256(records[-1].text))
    assert records[3].comment == "조선 =1+1 \u202e _x0041_\n\x07"
    assert records[0].basis.counterparty == PARTY
    assert records[0].recorded == "2026-11-21T09:00:00+00:00"
    assert Ledger(address).faults() == ()


def test_what_is_new_is_read_alone(address: str) -> None:
    ledger = filled(address)
    _, head = ledger.read()
    assert ledger.read(head) == ((), head)
    ledger.add(pairs(decision("escalated")), NOW)
    (row,), last = ledger.read(head)
    assert (row.number, row.record().previous, last.number) == (4, head.sha256, 4)


def test_the_same_decision_is_stored_once(address: str) -> None:
    one, other = pairs(decision(), decision("escalated"))
    ledger = Ledger(address)
    assert [s.is_new for s in ledger.add([one], NOW)] == [True]
    again = ledger.add([one, other, one], NOW.replace(year=2027))
    assert [(s.record.number, s.is_new) for s in again] == [(1, False), (2, True), (1, False)]
    assert len(Ledger(address).read()[0]) == 2


def test_a_clock_that_goes_back_changes_no_order(address: str) -> None:
    ledger = filled(address)
    (stored,) = ledger.add(pairs(decision("escalated")), NOW.replace(year=2020))
    assert (stored.record.number, stored.record.recorded[:4]) == (CALLS + 1, "2020")
    assert Ledger(address).faults() == ()
    assert Ledger(address).read()[0][-1].record() == stored.record


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET sha256 = 'x' WHERE number = 2",
        "UPDATE {table} SET number = 9 WHERE number = 2",
        "DELETE FROM {table} WHERE number = 3",
        "DELETE FROM {table}",
        "INSERT INTO {table} SELECT * FROM {table} WHERE number = 2",
        "INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE number = 2",
        "INSERT INTO {table} SELECT * FROM {table} WHERE number = 2 ON CONFLICT (number) DO UPDATE SET sha256 = 'x'",
        "TRUNCATE {table}",
    ],
)
@pytest.mark.parametrize("table", ["screening_decisions", "screening_decision_seals"])
def test_the_database_refuses_everything_but_adding(address: str, table: str, statement: str) -> None:
    ledger = filled(address)
    if statement.split(maxsplit=1)[0] == "TRUNCATE" and address.startswith("sqlite"):
        pytest.skip("SQLite has no TRUNCATE")
    if "OR REPLACE" in statement and address.startswith("postgresql"):
        pytest.skip("PostgreSQL has no INSERT OR REPLACE")
    with pytest.raises(DBAPIError, match="decisions are only ever added"), connect(address) as connection:
        connection.execute(text(statement.format(table=table)))
    assert ledger.faults() == ()
    assert len(ledger.read()[0]) == CALLS


TAMPERED = [
    ("UPDATE screening_decisions SET text = replace(text, 'J. Kim', 'X. Yz') WHERE number = 2", [2]),
    ("UPDATE screening_decisions SET text = text || ' ' WHERE number = 3", [3]),
    ("UPDATE screening_decisions SET sha256 = '{zero}' WHERE number = 1", [1, 2]),
    ("UPDATE screening_decision_seals SET sha256 = '{zero}' WHERE number = 2", [2]),
    ("UPDATE screening_decisions SET origin = '{zero}' WHERE number = 2", [2]),
    ("DELETE FROM screening_decisions WHERE number = 1", [1]),
    ("DELETE FROM screening_decisions WHERE number = 2", [2]),
    ("DELETE FROM screening_decisions WHERE number = 3", [3]),
    ("DELETE FROM screening_decisions", [1, 2, 3]),
    ("DELETE FROM screening_decision_seals WHERE number = 3", [3]),
    ("DELETE FROM screening_decisions WHERE number = 2;DELETE FROM screening_decision_seals WHERE number = 2", [2]),
    (
        "UPDATE screening_decisions SET number = 9 WHERE number = 2;"
        "UPDATE screening_decisions SET number = 2 WHERE number = 3;"
        "UPDATE screening_decisions SET number = 3 WHERE number = 9",
        [2, 3],
    ),
    (
        "INSERT INTO screening_decisions SELECT 4, '{zero}', sha256, text FROM screening_decisions WHERE number = 3;"
        "INSERT INTO screening_decision_seals SELECT 4, sha256 FROM screening_decisions WHERE number = 3",
        [4],
    ),
]


@pytest.mark.parametrize(("statements", "numbers"), TAMPERED)
def test_tampering_is_found(address: str, statements: str, numbers: list[int]) -> None:
    ledger = filled(address)
    with connect(address) as connection:
        disarm(connection)
        for statement in statements.format(zero="0" * 64).split(";"):
            connection.execute(text(statement))
    assert [fault.number for fault in ledger.faults()] == numbers
    with pytest.raises(InputError, match=rf"record {numbers[0]} (is missing|was changed)") as raised:
        ledger.read()
    assert raised.value.code == "tampered"


def test_a_role_that_may_only_add_is_enough(postgresql: Callable[[], str]) -> None:
    address = postgresql()
    schema = address.rpartition("%3D")[2]
    ledger = filled(address)
    with connect(address) as connection:
        for statement in (
            "CREATE ROLE clerk LOGIN",
            f"GRANT USAGE ON SCHEMA {schema} TO clerk",
            f"GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA {schema} TO clerk",
        ):
            connection.execute(text(statement))
    clerk = address.replace("tester@", "clerk@")
    (stored,) = Ledger(clerk).add(pairs(decision("escalated")), NOW)
    assert ledger.read()[0][-1].record() == stored.record
    with pytest.raises(DBAPIError, match=r"permission denied|must be owner"), connect(clerk) as connection:
        disarm(connection)


def test_a_record_that_is_written_anew_with_its_hash_breaks_the_chain(address: str) -> None:
    ledger = filled(address)
    record = ledger.read()[0][1].record()
    forged = record.model_copy(update={"reviewer": "X. Yz"}).text
    with connect(address) as connection:
        disarm(connection)
        for table in ("screening_decisions", "screening_decision_seals"):
            connection.execute(text(f"UPDATE {table} SET sha256 = :hash WHERE number = 2"), {"hash": sha256(forged)})
        connection.execute(text("UPDATE screening_decisions SET text = :text WHERE number = 2"), {"text": forged})
    assert [(fault.number, fault.message[:20]) for fault in ledger.faults()] == [(3, "was changed or moved")]


def test_a_store_that_was_shortened_everywhere_is_found_by_what_a_report_tells(address: str) -> None:
    ledger = filled(address)
    records, head = ledger.read()
    second = Head(2, sha256(records[1].text))
    assert ledger.faults([Head(0, NOTHING), second, head]) == ()
    with connect(address) as connection:
        disarm(connection)
        for table in ("screening_decisions", "screening_decision_seals"):
            connection.execute(text(f"DELETE FROM {table} WHERE number = 3"))
    assert ledger.faults([second]) == ()
    assert [fault.number for fault in ledger.faults([second, head])] == [3]


def test_nothing_is_added_behind_a_record_that_was_changed(address: str) -> None:
    ledger = filled(address)
    with connect(address) as connection:
        disarm(connection)
        connection.execute(text("UPDATE screening_decisions SET text = '{}' WHERE number = 3"))
    with pytest.raises(InputError, match="record 3 is missing, or is not as it was stored"):
        ledger.add(pairs(decision("escalated")), NOW)


def test_a_store_of_a_later_version_is_left_alone(address: str) -> None:
    ledger = filled(address)
    with connect(address) as connection:
        connection.execute(text("INSERT INTO screening_decision_versions VALUES (2, 'later')"))
    for use in (ledger.read, lambda: ledger.add(pairs(decision("escalated")), NOW)):
        with pytest.raises(InputError, match="has version 2, this program knows 1") as raised:
            use()
        assert raised.value.code == "later_version"


def test_a_store_of_an_earlier_version_is_brought_up_to_date_once(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filled(address).read()
    made: list[str] = []

    def step(connection: Connection) -> None:
        made.append(connection.dialect.name)
        connection.execute(text("ALTER TABLE screening_decisions ADD COLUMN later INTEGER"))

    monkeypatch.setattr(tables, "STEPS", (*tables.STEPS, step))
    monkeypatch.setattr("screening.decisions.ledger.STEPS", tables.STEPS)
    ledger = Ledger(address)
    assert ledger.read() == before
    for word in ("one", "two"):
        ledger.add(pairs(decision(comment=word)), NOW)
    assert len(made) == 1
    assert ledger.faults() == ()


def test_several_processes_write_one_chain(address: str) -> None:
    """The store is not there when they start: they make it at once, too. Two of them store the same."""
    writers = [subprocess.Popen([sys.executable, WRITER, address, name, "5"]) for name in ("A. A", "B. B", "A. A")]
    assert [writer.wait(timeout=300) for writer in writers] == [0, 0, 0]
    rows, _ = Ledger(address).read()
    assert Counter(row.record().reviewer for row in rows) == {"A. A": 5, "B. B": 5}
    assert Ledger(address).faults() == ()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL here")
@pytest.mark.parametrize("statement", [2, 3])  # of records, seals, commit
def test_a_process_that_is_killed_leaves_all_or_nothing(address: str, statement: int) -> None:
    ledger = filled(address)
    done = subprocess.run(
        [sys.executable, WRITER, address, "A. A", "2", str(statement)], check=False, timeout=300, capture_output=True
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert len(ledger.read()[0]) == CALLS
    assert ledger.faults() == ()
    ledger.add(pairs(decision("escalated")), NOW)
    assert len(ledger.read()[0]) == CALLS + 1


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL here")
def test_a_process_that_is_killed_while_it_makes_the_store_leaves_none(address: str) -> None:
    done = subprocess.run([sys.executable, WRITER, address, "A. A", "2", "8"], check=False, timeout=300)
    assert done.returncode == -signal.SIGKILL
    assert Ledger(address).read() == ((), Head())
    assert len(filled(address).read()[0]) == CALLS


def test_a_path_with_odd_letters_is_a_path(tmp_path: Path) -> None:
    path = tmp_path / "who? a#b %20 & c=d.sqlite"
    filled(f"sqlite:///{path}")
    assert path.exists()
    assert Ledger(f"sqlite:///{path}").name == str(path)


def test_what_cannot_be_stored_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="can't be stored: unable to open database file"):
        Ledger(f"sqlite:///{tmp_path / 'none' / 'decisions.sqlite'}").add(pairs(decision()), NOW)
    (tmp_path / "text.sqlite").write_text("no database, but long enough to be taken for one" * 9)
    with pytest.raises(InputError, match="can't be read: file is not a database"):
        Ledger(f"sqlite:///{tmp_path / 'text.sqlite'}").read()
    with pytest.raises(ConfigError, match="can't be read"):
        Ledger("nonsense")


def test_a_server_that_is_not_there_is_one_sentence_without_the_password(tmp_path: Path) -> None:
    address = f"postgresql://kim:secret@/decisions?host={tmp_path}&password=secret"
    for use in (Ledger(address).read, lambda: Ledger(address).add(pairs(decision()), NOW)):
        with pytest.raises((InputError, OutputError)) as raised:
            use()
        assert "secret" not in str(raised.value)
        assert "\n" not in str(raised.value)
        assert Ledger(address).name in str(raised.value)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_may_only_be_read_is_read(tmp_path: Path) -> None:
    path = tmp_path / "decisions.sqlite"
    ledger = filled(f"sqlite:///{path}")
    path.chmod(0o400)
    assert len(ledger.read()[0]) == CALLS
    with pytest.raises(OutputError, match="readonly"):
        ledger.add(pairs(decision("escalated")), NOW)
