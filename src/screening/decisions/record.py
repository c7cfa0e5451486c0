"""A decision as it is stored: numbered, hashed, and carrying the hash of the one before.

The hash is that of the stored text, so that it can be checked without this program: SHA-256 of canonical JSON.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from screening.decisions.identity import party_keys
from screening.errors import InputError
from screening.evidence import Record
from screening.report.decision_basis import DecisionBasis, canonical, sha256
from screening.report.model import Disposition, Identity

FORM = 1  # of a record's text; a later program reads all forms up to its own
NOTHING = "0" * 64
"""The hash that the first record carries in the place of the one before."""


class Decision(Record):
    """What a person decided on one hit. ``decided`` and ``expires`` are ISO days; ``comment`` is the reason."""

    disposition: Disposition
    reviewer: str
    comment: str
    decided: str
    expires: str | None = None
    needs_second: bool = False  # whether it takes effect only when another reviewer has decided the same
    basis: DecisionBasis

    def origin(self, decided: str, expires: str) -> str:
        """The same for a decision that is taken in twice: a hash of what was filled in, on which hit of which report.

        ``decided`` and ``expires`` are the days as they were filled in, not as they follow from the day of today.
        """
        said = [self.disposition, self.reviewer, self.comment, decided, expires, self.basis.seal]
        return sha256(canonical(said))


class DecisionRecord(Decision):
    """A stored decision: its ``number`` (from 1), when it was stored (UTC), and the hash of the record before."""

    form: int
    number: int
    previous: str
    recorded: str
    origin_sha256: str

    @property
    def text(self) -> str:
        """The record as it is stored and hashed."""
        return canonical(self.model_dump(mode="json"))


@dataclass(frozen=True, slots=True)
class Row:
    """A record as the store holds it: its number, its text and the hash of it. ``seal`` is the hash as kept apart.

    Most are never looked at by a screening, and stay text.
    """

    number: int
    origin: str
    sha256: str
    text: str
    seal: str | None

    @property
    def is_whole(self) -> bool:
        """Whether the text gives the hash, in both places where it stands."""
        return self.text.isascii() and self.seal == self.sha256 == sha256(self.text)

    def found_by(self) -> Iterator[tuple[str, str, str]]:
        """By what the record is found: list and id of an entry, and a key of the party. Raises as ``record`` does."""
        try:
            basis = json.loads(self.text)["basis"]
            for key in party_keys(Identity.model_validate(basis["counterparty"])):
                yield from ((entry["watchlist"], entry["entity_id"], key) for entry in basis["entries"])
        except (ValueError, KeyError, TypeError):
            raise self._unknown() from None

    def record(self) -> DecisionRecord:
        """The record. Raises InputError (``later_version``) for a text that this program does not know how to read."""
        try:
            return DecisionRecord.model_validate_json(self.text)
        except ValidationError:
            raise self._unknown() from None

    def _unknown(self) -> InputError:
        return InputError(
            f"record {self.number} of the decisions is not as this program writes it",
            hint="use the newer version of the program that has written it", code="later_version",
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the store: at which record, and what."""

    number: int
    message: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last record's number and hash, which stand for all records; number 0 for an empty store."""

    number: int = 0
    sha256: str = NOTHING


def record_of(decision: Decision, head: Head, *, recorded: str, origin: str) -> DecisionRecord:
    """The record that follows ``head``; ``recorded`` is a time in UTC."""
    return DecisionRecord(
        **dict(decision),
        form=FORM,
        number=head.number + 1,
        previous=head.sha256,
        recorded=recorded,
        origin_sha256=origin,
    )


def faults(rows: Iterable[Row], removed: Sequence[int] = (), start: Head | None = None) -> Iterator[Fault]:
    """Everything that does not hold in rows that follow ``start``: changed, missing, exchanged or added records.

    ``removed`` are the numbers that are kept apart, and whose records are not there.
    """
    head = start or Head()
    for row in rows:
        yield from (Fault(n, "is missing") for n in range(head.number + 1, row.number))
        follows = row.number == head.number + 1
        if not row.is_whole:
            yield Fault(row.number, "was changed: its text no longer gives the hash that it was stored with")
        elif not _says(row, head if follows else None):
            yield Fault(row.number, "was changed or moved: it does not carry the hash of the record before it")
        head = Head(row.number, row.sha256)
    yield from (Fault(number, "is missing") for number in removed if number > head.number)


def _says(row: Row, before: Head | None) -> bool:
    """Whether the record carries its number and origin, and the hash of the one ``before`` where that is there."""
    try:
        said = json.loads(row.text)
        own = (said["number"], said["origin_sha256"]) == (row.number, row.origin)
        return own and before in (None, Head(row.number - 1, said["previous"]))
    except (ValueError, KeyError, TypeError):
        return False
