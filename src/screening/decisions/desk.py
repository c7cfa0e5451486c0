"""The desk where decisions come in and are looked up: one store, with the rules of a configuration.

>>> desk = screener.decisions                                # doctest: +SKIP
>>> desk.decide(report, 14, "korea-daesong-bank", filled)    # doctest: +SKIP
>>> desk.apply("risk.xlsx")                                  # doctest: +SKIP
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NoReturn

from screening._version import __version__
from screening.config import DecisionsConfig
from screening.decisions.past import PastDecisions
from screening.decisions.record import Decision, DecisionRecord, Fault, Head
from screening.decisions.rules import Filled, Flaw, decision_of, flaws
from screening.decisions.workbook import FilledLine, read_workbook
from screening.errors import ConfigError, InputError, ScreeningError, UsageError
from screening.problems import raise_all
from screening.report.decision_basis import DecisionBasis, basis_of, source_of
from screening.report.model import Hit, Report, Result

if TYPE_CHECKING:
    from screening.decisions.ledger import Ledger, Stored


class DecisionDesk:
    """Takes decisions in and looks them up, at the store's ``address`` and by the ``rules`` of a configuration.

    Raises ConfigError for a wrong address, and where what the store needs is not installed.
    """

    def __init__(self, address: str, rules: DecisionsConfig | None = None) -> None:
        self.rules = rules or DecisionsConfig()
        self._ledger = _open(address)
        self._past = PastDecisions(self.rules.need_second)

    @property
    def name(self) -> str:
        """What messages call the store: its file, or its address without the password."""
        return self._ledger.name

    def past(self) -> PastDecisions:
        """All decisions, to be held against hits. Only records that are new since the last call are read.

        Raises InputError where the store can't be read, or is not as it was stored (``tampered``).
        """
        past = self._past  # another thread may put a later one there, which is as good
        new, head = self._ledger.read(past.head)
        if new:
            self._past = past = past.followed_by(new, head)
        return past

    def records(self) -> tuple[DecisionRecord, ...]:
        """All decisions in their order. Raises InputError as ``past`` does, and where there is no store."""
        self._ledger.must_be_there()
        return self.past().records

    def verify(self, reports: Iterable[Report] = ()) -> tuple[Fault, ...]:
        """Everything in the store that is not as it was stored: changed, removed, exchanged or added records.

        ``reports`` tell which records the store had when they were made; a store that lacks them was shortened or
        written anew. Raises InputError where there is no store, or it can't be read.
        """
        self._ledger.must_be_there()
        known = [report.screening.decisions for report in reports]
        return self._ledger.faults([Head(one.records, one.sha256) for one in known if one is not None])

    def decide(
        self,
        report: Report,
        row: int,
        entity_id: str,
        filled: Filled,
        *,
        sheet: str | None = None,
        watchlist: str | None = None,
        now: datetime | None = None,
    ) -> Stored:
        """Store a decision on one hit of a report: that of a row, as the spreadsheet numbers it, on a listed entry.

        ``sheet`` and ``watchlist`` tell rows and entries of one number or id apart. ``now`` is the time of the
        decision. Raises UsageError for a row or entry that the report does not have and for every flaw in what was
        filled in, InputError for a report of another version, OutputError where nothing can be stored.
        """
        return self.decide_on(
            report, *hit_in(report, row, entity_id, sheet=sheet, watchlist=watchlist), filled, now=now
        )

    def decide_on(
        self, report: Report, result: Result, hit: Hit, filled: Filled, *, now: datetime | None = None
    ) -> Stored:
        """Store a decision on a hit of a result of a report: for rows without a number, and for those who have both.

        Raises as ``decide`` does.
        """
        moment = now or datetime.now(UTC)
        basis = basis_in(report, result, hit)
        found = list(flaws(filled, self.rules, basis, moment.date()))
        if found:
            raise_all([UsageError(f.message, key=f.field, hint=f.hint, code="bad_decision") for f in found])
        return self._store([(filled, basis)], moment)[0]

    def apply(self, workbook: str | Path | bytes | BinaryIO, *, now: datetime | None = None) -> tuple[Stored, ...]:
        """Store the decisions that were filled in on a report's workbook, all or none; again, none is stored twice.

        ``now`` is the time of the decisions without a day. Raises InputError with every error in the workbook (its
        sheet, row and column), OutputError where nothing can be stored.
        """
        moment = now or datetime.now(UTC)
        found = read_workbook(workbook, version=__version__)
        errors: list[ScreeningError] = list(found.errors)
        for line in found.lines:
            errors += (_error(line, flaw) for flaw in flaws(line.filled, self.rules, line.basis, moment.date()))
        if errors:
            raise_all(sorted(errors, key=lambda error: (error.sheet or "", error.row or 0)))
        return self._store([(line.filled, line.basis) for line in found.lines], moment)

    def _store(self, decided: Sequence[tuple[Filled, DecisionBasis]], now: datetime) -> tuple[Stored, ...]:
        if not decided:
            return ()
        decisions: list[tuple[Decision, str]] = []
        for filled, basis in decided:
            decision = decision_of(filled, self.rules, basis, now.date())
            decisions.append((decision, decision.origin(filled.decided, filled.expires)))
        return self._ledger.add(decisions, now)


def hit_in(
    report: Report, row: int, entity_id: str, *, sheet: str | None = None, watchlist: str | None = None
) -> tuple[Result, Hit]:
    """A row of a report and its hit (an excluded one, too) on a listed entry.

    Of several rows with this number, the one that has such a hit is meant. Raises UsageError for what the report does
    not have, and where several would fit.
    """

    def fitting(result: Result) -> list[Hit]:
        every = (*result.hits, *result.excluded_hits)
        return [hit for hit in every if hit.entity_id == entity_id and watchlist in (None, hit.watchlist)]

    rows = _rows_in(report, row, sheet)
    result = _only(report, row, sheet, [one for one in rows if fitting(one)] or rows)
    hits = fitting(result)
    if not hits:
        there = ", ".join(f"{hit.entity_id} ({hit.watchlist})" for hit in (*result.hits, *result.excluded_hits))
        _refuse(report, row, sheet, f"has no hit on {entity_id!r}", f"it has {there or 'no hits'}")
    if len(hits) > 1:
        _refuse(report, row, sheet, f"has hits on {entity_id!r} on several lists", "name the list")
    return result, hits[0]


def row_in(report: Report, row: int, *, sheet: str | None = None) -> Result:
    """A row of a report by its number in the spreadsheet. Raises UsageError as ``hit_in`` does."""
    return _only(report, row, sheet, _rows_in(report, row, sheet))


def _rows_in(report: Report, row: int, sheet: str | None) -> list[Result]:
    """All rows with this number, at least one."""
    results = [r for r in report.counterparties if r.row == row and sheet in (None, r.sheet)]
    if not results:
        sheets = sorted({r.sheet for r in report.counterparties if r.row == row})
        hint = f"sheets with such a row: {', '.join(sheets)}" if sheets else None
        _refuse(report, row, sheet, "is not in the report", hint)
    return results


def _only(report: Report, row: int, sheet: str | None, results: Sequence[Result]) -> Result:
    if len(results) > 1:
        sheets = dict.fromkeys(r.sheet for r in results)
        told = f"name the sheet: {', '.join(map(repr, sheets))}"
        hint = told if len(sheets) > 1 else "the workbook of the report has a line for each hit"
        _refuse(report, row, sheet, "there are several rows of this number", hint)
    return results[0]


def basis_in(report: Report, result: Result, hit: Hit) -> DecisionBasis:
    """What a decision on the hit is bound to. Raises InputError for a report of another version of the program."""
    basis = basis_of(source_of(report.screening), result, hit)
    if report.screening.version != __version__ or basis is None:
        raise InputError(
            f"was written by version {report.screening.version} of the program, this is {__version__}",
            file=report.screening.input.file, hint="screen again, and decide on the new report", code="other_version",
        )  # fmt: skip
    return basis


def _refuse(report: Report, row: int, sheet: str | None, message: str, hint: str | None) -> NoReturn:
    raise UsageError(message, file=report.screening.input.file, sheet=sheet, row=row, hint=hint, code="not_in_report")


def _error(line: FilledLine, flaw: Flaw) -> InputError:
    return InputError(
        flaw.message, file=line.file, sheet=line.sheet, row=line.row, column=line.columns[flaw.field], hint=flaw.hint,
        code="bad_decision",
    )  # fmt: skip


def _open(address: str) -> Ledger:
    try:
        from screening.decisions.ledger import Ledger  # noqa: PLC0415 - only a store needs SQLAlchemy
    except ModuleNotFoundError as error:
        hint = "install it with pip install 'screening[decisions]'"
        raise ConfigError(f"{error.name} is needed to store decisions", hint=hint, code="not_installed") from None
    return Ledger(address)
