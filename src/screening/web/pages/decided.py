"""What people have decided on a hit, as the store has it now; the report tells what held when it was made."""

from __future__ import annotations

from dataclasses import dataclass

from screening.decisions.past import PastDecisions
from screening.decisions.record import DecisionRecord
from screening.report.model import Disposition, Hit, Result


@dataclass(frozen=True, slots=True)
class Standing:
    """The latest decision on a hit: what, by whom, and how many decisions there are."""

    disposition: Disposition
    by: str
    count: int


def history(past: PastDecisions | None, result: Result, hit: Hit) -> tuple[DecisionRecord, ...]:
    """All decisions on the counterparty of a result and the entry of a hit, the latest first."""
    if past is None or result.identity is None:
        return ()
    entries = [(hit.watchlist, hit.entity_id), *((a.watchlist, a.entity_id) for a in hit.also_listed)]
    return tuple(reversed(past.history(result.identity, entries)))


def standing_of(past: PastDecisions | None, result: Result) -> Standing | None:
    """What was decided last on a result's best hit; None where nothing was, or no store is configured."""
    records = history(past, result, result.hits[0])
    return Standing(records[0].disposition, records[0].reviewer, len(records)) if records else None
