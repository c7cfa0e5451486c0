"""The store of decisions: records are read in their order and added at the end, and checked each time they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, func, select

from screening.decisions.database import Database
from screening.decisions.record import (
    Decision,
    DecisionRecord,
    Fault,
    Head,
    Row,
    faults,
    record_of,
)
from screening.decisions.tables import RECORDS, SEALS, STEPS, bring_up_to_date, version_of
from screening.errors import InputError
from screening.report.decision_basis import sha256

_ASKED = 500  # origins in one question: databases limit the values of a statement


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a decision: its record, and whether it is new or was stored before."""

    record: DecisionRecord
    is_new: bool


class Ledger:
    """The decisions in the store at an address (``sqlite:///...`` or ``postgresql://...``), from the first on.

    A store that is not there yet is empty, and is made by the first decision. Raises ConfigError for a wrong address.
    """

    def __init__(self, address: str) -> None:
        self._database = Database(address)

    @property
    def name(self) -> str:
        """What messages call the store: its file, or its address without the password."""
        return self._database.name

    def must_be_there(self) -> None:
        """Raise InputError (``not_found``) where there is no store: to who looks through it, a wrong address must not
        look like a store that is whole.
        """
        with self._database.reading() as connection:
            if connection is None or not self._check_version(connection):
                hint = "check its address and file: a store is made by the first decision"
                raise InputError("there is no such store of decisions", file=self.name, hint=hint, code="not_found")

    def read(self, after: Head | None = None) -> tuple[tuple[Row, ...], Head]:
        """The records, as they are stored, that follow ``after`` (by default all), and the last one's number and hash.

        Raises InputError: ``unreadable``, ``later_version``, or ``tampered`` for a record that is not as it was stored.
        """
        start = after or Head()
        rows, removed = self._read(start)
        found = next(faults(rows, removed, start), None)
        if found is not None:
            raise self._tampered(found)
        return rows, Head(rows[-1].number, rows[-1].sha256) if rows else start

    def faults(self, known: Sequence[Head] = ()) -> tuple[Fault, ...]:
        """Everything in the store that is not as it was stored; empty for a store that is whole.

        ``known`` are numbers and hashes of records as reports tell them: a store that was shortened, or written anew
        from some record on, does not have them. Raises InputError where the store can't be read.
        """
        rows, removed = self._read(Head())
        found = list(faults(rows, removed))
        hashes = {0: Head().sha256} | {row.number: row.sha256 for row in rows}
        for head in known:
            if hashes.get(head.number) != head.sha256:
                found.append(Fault(head.number, "is missing, or is another than the one that a report tells of"))
        return tuple(sorted(found, key=lambda fault: fault.number))

    def add(self, decisions: Sequence[tuple[Decision, str]], now: datetime) -> tuple[Stored, ...]:
        """Store decisions, each with its origin, all or none; one of an origin that is stored already is not stored
        again.

        ``now`` is recorded with them. Raises OutputError where they can't be stored, InputError where the last record
        is not as it was stored.
        """
        recorded = now.astimezone(UTC).isoformat(timespec="seconds")
        done: list[Stored] = []
        with self._database.writing() as connection:
            self._check_version(connection)
            bring_up_to_date(connection, recorded)
            head = self._head(connection)
            known = self._of_origins(connection, [origin for _, origin in decisions])
            rows = []
            for decision, origin in decisions:
                if origin in known:
                    done.append(Stored(known[origin], is_new=False))
                    continue
                record = record_of(decision, head, recorded=recorded, origin=origin)
                known[origin] = record
                head = Head(record.number, sha256(record.text))
                rows.append({"number": head.number, "sha256": head.sha256, "origin": origin, "text": record.text})
                done.append(Stored(record, is_new=True))
            if rows:
                connection.execute(RECORDS.insert(), rows)
                connection.execute(SEALS.insert(), [{key: row[key] for key in ("number", "sha256")} for row in rows])
        return tuple(done)

    def _of_origins(self, connection: Connection, origins: Sequence[str]) -> dict[str, DecisionRecord]:
        """The records of these origins that are stored already."""
        found = {}
        for start in range(0, len(origins), _ASKED):
            some = RECORDS.c.origin.in_(origins[start : start + _ASKED])
            for row in connection.execute(select(RECORDS).where(some)):
                found[row.origin] = Row(row.number, row.origin, row.sha256, row.text, None).record()
        return found

    def _head(self, connection: Connection) -> Head:
        """The last record, which the next one will carry the hash of."""
        numbers = (select(func.coalesce(func.max(table.c.number), 0)) for table in (RECORDS, SEALS))
        last = max(connection.execute(number).scalar_one() for number in numbers)
        if last == 0:
            return Head()
        rows, _ = self._rows(connection, last - 1)
        if not rows or not rows[0].is_whole:
            raise self._tampered(Fault(last, "is missing, or is not as it was stored"))
        return Head(last, rows[0].sha256)

    def _read(self, after: Head) -> tuple[tuple[Row, ...], tuple[int, ...]]:
        with self._database.reading() as connection:
            if connection is None or not self._check_version(connection):
                return (), ()
            return self._rows(connection, after.number)

    def _rows(self, connection: Connection, after: int) -> tuple[tuple[Row, ...], tuple[int, ...]]:
        """The rows with a higher number, and the numbers of hashes that are kept apart and have no row."""
        seals = select(SEALS).where(SEALS.c.number > after).order_by(SEALS.c.number)
        kept = {seal.number: seal.sha256 for seal in connection.execute(seals)}
        found = connection.execute(select(RECORDS).where(RECORDS.c.number > after).order_by(RECORDS.c.number))
        rows = tuple(Row(r.number, r.origin, r.sha256, r.text, kept.pop(r.number, None)) for r in found)
        return rows, tuple(kept)

    def _check_version(self, connection: Connection) -> int:
        version = version_of(connection)
        if version > len(STEPS):
            raise InputError(
                f"the store has version {version}, this program knows {len(STEPS)}", file=self.name,
                hint="use the newer version of the program", code="later_version",
            )  # fmt: skip
        return version

    def _tampered(self, fault: Fault) -> InputError:
        return InputError(
            f"record {fault.number} {fault.message}", file=self.name,
            hint="screening audit verify tells of all; restore the store from a copy", code="tampered",
        )  # fmt: skip
