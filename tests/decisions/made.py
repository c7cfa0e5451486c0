"""Decisions made by hand, to store and to hold against hits."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from screening.config import Disposition
from screening.decisions.past import PastDecisions
from screening.decisions.record import Decision, Head, Row, record_of
from screening.report.decision_basis import DecisionBasis, ListedEntry, ReportSource, sha256
from screening.report.model import Hit, Identity

ENTRY = "0123456789ab"
REPORT = ReportSource(
    version="0.1.0", started="2026-11-20T08:00:00+00:00", file="rows.csv", input_sha256="ab" * 32,
    config_sha256="cd" * 32, threshold=75.0, watchlists=(),
)  # fmt: skip
PARTY = Identity(id="C-1", name="Zemblan Harbor Bank", country="US", identifiers=("bic ZEMBUS33",))


def hit(**fields: Any) -> Hit:
    return Hit.model_validate(
        {
            "entity_id": "harbour", "watchlist": "zembla", "entity_name": "Zemblan Harbour Bank",
            "entity_type": "Company", "matched_name": "Zemblan Harbour Bank", "matched_field": "name",
            "matched_value": "Zemblan Harbor Bank", "name_quality": "primary", "score": 91.5, "risk": "high",
            "basis": "designated", "status": "designated", "entry": ENTRY, **fields,
        }
    )  # fmt: skip


def decision(
    disposition: str = "false_positive", reviewer: str = "J. Kim", *, party: Identity = PARTY, **fields: Any
) -> Decision:
    basis = DecisionBasis(
        report=REPORT, file="rows.csv", sheet="", row=2, counterparty=party,
        matched_field="name", matched_value=fields.pop("matched_value", "Zemblan Harbor Bank"), score=91.5,
        entries=tuple(
            ListedEntry(watchlist=watchlist, entity_id=entity, entity_name="Zemblan Harbour Bank", entry=entry)
            for watchlist, entity, entry in fields.pop("entries", [("zembla", "harbour", ENTRY)])
        ),
    )  # fmt: skip
    return Decision.model_validate(
        {
            "disposition": disposition, "reviewer": reviewer, "comment": "Register extract seen.",
            "decided": "2026-11-21", "basis": basis, **fields,
        }
    )  # fmt: skip


def past(*decisions: Decision, need_second: Collection[Disposition] = ()) -> PastDecisions:
    """The decisions as they would be stored, one after the other."""
    head, rows = Head(), []
    for one in decisions:
        record = record_of(one, head, recorded="2026-11-21T09:00:00+00:00", origin=one.origin(one.decided, ""))
        head = Head(record.number, sha256(record.text))
        rows.append(Row(head.number, record.origin_sha256, head.sha256, record.text, head.sha256))
    return PastDecisions(need_second).followed_by(rows, head)
