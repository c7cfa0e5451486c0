"""What a decision on one hit is about, as data with a seal: the counterparty, the listed entries, the report.

It goes out with the report and comes back with the decision, so that what is recorded is what the reviewer saw.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from screening.evidence import Record, Score
from screening.report.model import Hit, Identity, Result, ScreeningInfo

_SEAL = 16  # hexadecimal digits: enough that no two hits share one, few enough for a column


class ListVersion(Record):
    """Which version of a list a hit was found in."""

    name: str
    version: str
    sha256: str


class ReportSource(Record):
    """The report that a decision was taken on: by which program, when, from what, by which rules and lists."""

    version: str
    started: str
    file: str
    input_sha256: str
    config_sha256: str
    threshold: Score
    watchlists: tuple[ListVersion, ...]


class ListedEntry(Record):
    """A listed entry as it was: ``entry`` is its fingerprint."""

    watchlist: str
    entity_id: str
    entity_name: str
    entry: str


class DecisionBasis(Record):
    """All that a decision is bound to, and where it was taken.

    ``entries`` has the hit's own entry first, then the same party's on other lists, which the reviewer saw with it.
    """

    report: ReportSource
    file: str
    sheet: str
    row: int
    counterparty: Identity
    matched_field: str
    matched_value: str
    score: Score
    entries: tuple[ListedEntry, ...]

    @property
    def seal(self) -> str:
        """Sixteen hexadecimal digits that change when anything here changes."""
        return sha256(canonical(self.model_dump(mode="json")))[:_SEAL]


def source_of(screening: ScreeningInfo) -> ReportSource:
    """What a decision quotes of the report."""
    return ReportSource(
        version=screening.version,
        started=screening.started,
        file=screening.input.file,
        input_sha256=screening.input.sha256,
        config_sha256=screening.config_sha256,
        threshold=screening.threshold,
        watchlists=tuple(ListVersion(name=w.name, version=w.version, sha256=w.sha256) for w in screening.watchlists),
    )


def basis_of(source: ReportSource, result: Result, hit: Hit) -> DecisionBasis | None:
    """What a decision on the hit is about; None where the report does not tell it (one of an earlier program)."""
    if result.identity is None:
        return None
    own = ListedEntry(
        watchlist=hit.watchlist, entity_id=hit.entity_id, entity_name=hit.entity_name, entry=hit.entry
    )  # fmt: skip
    others = (
        ListedEntry(watchlist=a.watchlist, entity_id=a.entity_id, entity_name=a.entity_name, entry=a.entry)
        for a in hit.also_listed
        if a.entry is not None
    )
    return DecisionBasis(
        report=source,
        file=result.file,
        sheet=result.sheet,
        row=result.row,
        counterparty=result.identity,
        matched_field=hit.matched_field,
        matched_value=hit.matched_value,
        score=hit.score,
        entries=(own, *others),
    )


def canonical(data: Any) -> str:
    """JSON data as text in the one form that is hashed: keys sorted, no blanks, ASCII alone."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def sha256(text: str) -> str:
    """The SHA-256 of an ASCII text, as hexadecimal digits."""
    return hashlib.sha256(text.encode("ascii")).hexdigest()
