"""The report as data: what every writer writes and ``screening schema`` describes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal

from screening.config import Disposition as Disposition
from screening.config import RiskLevel
from screening.entities import (
    Address,
    Basis,
    Confusable,
    Dates,
    EntityType,
    Event,
    Identifier,
    Name,
    NameQuality,
    Relation,
    SourceRef,
    Status,
)
from screening.evidence import Evidence as Evidence
from screening.evidence import Part as Part
from screening.evidence import PartKind as PartKind
from screening.evidence import Record, Score
from screening.evidence import Span as Span
from screening.given import given_path
from screening.texts import ENGLISH, Texts, load_texts

Outcome = Literal["no_hit", "potential_match", "not_screened"]
"""The program's word. Whether a party *is* the listed one is a person's word (the disposition)."""


class Exclusion(Record):
    """The recorded decision that keeps a hit from being an alert."""

    reason: str
    by: str
    on: str
    expires: str | None = None
    record: int | None = None  # its number in the store of decisions; none for one of the configuration
    second: str | None = None  # the other reviewer, where two have decided so


DecisionState = Literal["standing", "pending", "lapsed"]
"""What has become of a decision: it holds, it waits for a second reviewer, or it excludes no more."""


class Difference(Record):
    """What is not as it was when a decision was taken.

    ``what`` is ``entry`` (the listed entry's fingerprint), ``expires``, ``matched_value``, or a field of the Identity.
    """

    what: str
    before: str
    now: str


class PastDecision(Record):
    """An earlier decision on a hit that stands all the same, and why it does not exclude the hit."""

    record: int
    disposition: Disposition
    state: DecisionState
    by: str
    on: str
    comment: str
    expires: str | None = None
    differences: tuple[Difference, ...] = ()  # of a lapsed one


class Identity(Record):
    """What a counterparty says of itself: a decision holds for the counterparty that says the same."""

    id: str = ""
    name: str = ""
    other_names: tuple[str, ...] = ()  # names of its own: trading, former, alias
    type: EntityType | None = None
    identifiers: tuple[str, ...] = ()  # "imo 8905490"
    country: str = ""
    nationality: str = ""
    date_of_birth: str = ""
    gender: str = ""
    address: str = ""


class AlsoListed(Record):
    """The same party's entry on another list: linked by references or identifiers that both entries have."""

    watchlist: str
    entity_id: str
    entity_name: str
    programmes: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    linked_by: tuple[str, ...] = ()  # empty where a third entry links the two
    score: Score | None = None  # where the row matches this entry, too
    matched_name: str | None = None
    entry: str | None = None  # the entry's fingerprint


class ListedParty(Record):
    """What the list says of the entry's party, to be read beside what the row says of the counterparty."""

    names: tuple[Name, ...] = ()  # the primary name first
    identifiers: tuple[Identifier, ...] = ()
    countries: tuple[str, ...] = ()  # ISO 3166 alpha-2, where known
    addresses: tuple[Address, ...] = ()
    dates: Dates = Dates()
    gender: Literal["male", "female"] | None = None
    remarks: str | None = None


class Hit(Record):
    """One listed entity that a counterparty may be, with everything that a reviewer needs to judge it."""

    entity_id: str
    watchlist: str
    entity_name: str
    entity_type: EntityType
    matched_name: str  # the listed name or identifier that matched best
    matched_field: str  # the counterparty's field that matched: name, trading_name, vessel, bank, notes, imo ...
    matched_value: str  # what stands in that field
    name_quality: NameQuality
    score: Score
    risk: RiskLevel
    risk_reasons: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    group: str | None = None
    basis: Basis
    status: Status
    references: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    narrative: str | None = None
    critical_view: str | None = None
    events: tuple[Event, ...] = ()
    sources: tuple[SourceRef, ...] = ()
    not_to_be_confused_with: tuple[Confusable, ...] = ()
    also_listed: tuple[AlsoListed, ...] = ()  # the same party on other lists
    listed: ListedParty | None = None  # none in a report of an earlier program
    relations: tuple[Relation, ...] = ()  # to other entries of the list
    related: Mapping[str, str] = {}  # the primary names of these entries, by their identifiers
    max_risk: RiskLevel | None = None  # the most that the list allows for the entry
    entry: str  # the listed entry's fingerprint, to be quoted in an exclusion
    excluded: Exclusion | None = None
    decision: PastDecision | None = None


class RedFlag(Record):
    """A risk indicator other than a name, found in one field of the row."""

    id: str
    title: str
    field: str
    value: str
    reason: str = ""
    raises_risk: bool = True
    references: tuple[str, ...] = ()


LinkKind = Literal["identifier", "account", "phone", "email", "party", "relation", "address", "email_domain"]
"""What ties two rows to each other, most telling first."""


class Link(Record):
    """What a row has in common with a row that has a hit, named by its place and its best hit; or with a crowd.

    Of a crowd (a postbox, a forwarder) only the number of ``rows`` is told: no other row is named. Nor is one where
    the row shares something with an entry of a list itself: ``rows`` is 1 then.
    """

    kind: LinkKind
    field: str
    value: str
    relation: str = ""
    rows: int = 2
    file: str = ""
    sheet: str = ""
    row: int = 0
    name: str = ""
    other_field: str = ""
    watchlist: str | None = None
    entity_id: str | None = None
    entity_name: str | None = None


class Result(Record):
    """One screened row. Every input row has exactly one."""

    file: str = ""
    sheet: str = ""
    row: int = 0
    input: Mapping[str, str] = {}
    name: str = ""
    type: EntityType | None = None
    outcome: Outcome
    risk: RiskLevel = "none"
    hits: tuple[Hit, ...] = ()
    excluded_hits: tuple[Hit, ...] = ()
    red_flags: tuple[RedFlag, ...] = ()
    links: tuple[Link, ...] = ()
    problems: tuple[str, ...] = ()
    identity: Identity | None = None  # of a row with hits: what a decision is bound to

    @property
    def score(self) -> float:
        """The best hit's score; 0 without a hit."""
        return self.hits[0].score if self.hits else 0.0


class InputInfo(Record):
    """What was screened: the file's name (without its folder) and the SHA-256 of its bytes."""

    file: str
    sha256: str


class WatchlistInfo(Record):
    """Which version of a watchlist was used."""

    name: str
    issuer: str
    version: str
    as_of: str
    sha256: str
    entities: int
    names: int
    title: str = ""
    warnings: tuple[str, ...] = ()


class DecisionsInfo(Record):
    """The store of decisions as it was: the number of its records and the hash of the last, which stands for all."""

    records: int
    sha256: str


class ScreeningInfo(Record):
    """The screening itself: program version, times, input, configuration, threshold and lists."""

    version: str
    started: str  # ISO 8601 with time zone
    duration_s: float
    input: InputInfo
    config_sha256: str
    threshold: Score
    max_hits: int
    exhaustive: bool = False
    weights: Mapping[str, float] = {}  # the numbers of the matching method as they were used
    columns: Mapping[str, str] = {}  # header as found -> field it was read as
    notes: tuple[str, ...] = ()  # what was odd about the input, and on what grounds it was read
    watchlists: tuple[WatchlistInfo, ...]
    decisions: DecisionsInfo | None = None  # none where no store is configured
    language: str = ENGLISH  # of the words in this report
    texts: Mapping[str, str] = {}  # those that the configuration has put in the place of the language's


class Summary(Record):
    """Counts: rows, rows by outcome, rows by risk, hits, excluded hits, alerts by watchlist, rows by red flag, and
    rows without a hit that are linked to one with a hit or to an entry of a list."""

    counterparties: int
    outcome: Mapping[Outcome, int]
    risk: Mapping[RiskLevel, int]
    hits: int
    excluded_hits: int
    by_watchlist: Mapping[str, int]
    red_flags: Mapping[str, int] = {}
    linked: int = 0


RISK_ORDER: Mapping[RiskLevel, int] = {"high": 3, "medium": 2, "low": 1, "none": 0}


def summarise(results: tuple[Result, ...]) -> Summary:
    """Count the results."""
    outcomes = Counter(map(attrgetter("outcome"), results))
    risks = Counter(map(attrgetter("risk"), results))
    by_flag = Counter(flag.id for r in results if r.red_flags for flag in r.red_flags)
    alerts = [r for r in results if r.hits]
    by_list = Counter(name for r in alerts for name in sorted({h.watchlist for h in r.hits}))
    return Summary(
        counterparties=len(results),
        outcome={"potential_match": outcomes["potential_match"], "no_hit": outcomes["no_hit"],
                 "not_screened": outcomes["not_screened"]},
        risk={"high": risks["high"], "medium": risks["medium"], "low": risks["low"], "none": risks["none"]},
        hits=sum(len(r.hits) for r in alerts),
        excluded_hits=sum(len(r.excluded_hits) for r in results if r.excluded_hits),
        by_watchlist=dict(sorted(by_list.items())),
        red_flags=dict(sorted(by_flag.items())),
        linked=sum(not r.hits for r in results if r.links),
    )  # fmt: skip


class Report(Record):
    """A finished screening: what was screened against what, the counts, and one result per row in input order."""

    screening: ScreeningInfo
    summary: Summary
    counterparties: tuple[Result, ...]

    @property
    def alerts(self) -> tuple[Result, ...]:
        """The rows with hits, for review: highest risk first, then best score, then input order."""
        alerts = [r for r in self.counterparties if r.hits]
        return tuple(sorted(alerts, key=lambda r: (-RISK_ORDER[r.risk], -r.score)))

    @property
    def texts(self) -> Texts:
        """What the report is written in. Raises UsageError for a language that this program does not have."""
        load_texts(self.screening.language)
        return Texts(self.screening.language, self.screening.texts)

    def to_dict(self) -> dict[str, Any]:
        """The JSON report as Python data."""
        return self.model_dump(mode="json")

    def write(self, path: str | Path) -> None:
        """Write the report to ``path``; its suffix picks the format: .xlsx .html .pdf .json .jsonl .csv.

        The file appears whole or not at all. Raises UsageError for another suffix and for what is no path,
        OutputError where it cannot be written.
        """
        from screening.report.write import write_report  # noqa: PLC0415  # writers load pandas-sized libraries

        write_report(self, given_path(path))
