"""Checks of a whole watchlist, beyond what its reader refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from screening.entities import Entity, Watchlist
from screening.errors import ScreeningError
from screening.lists.checks import Fault, Severity, check_countries, check_dates, check_names, check_numbers
from screening.partial_dates import is_impossible
from screening.problems import nearest


@dataclass(frozen=True)
class Finding:
    """One error or warning about a user's file: where it is, what it is, and what to do about it."""

    severity: Severity
    file: str
    entry: str | None
    key: str | None  # of the entry or the file; for a table the row and column
    message: str
    suggestion: str | None = None
    line: int | None = None  # 1-based, where it is known

    def __str__(self) -> str:
        line = f"line {self.line}" if self.line is not None else None
        entry = f"entry {self.entry!r}" if self.entry else None
        place = ", ".join(part for part in (self.file, line, entry, self.key) if part)
        hint = f" ({self.suggestion})" if self.suggestion else ""
        return f"{self.severity}: {place}: {self.message}{hint}"


def validate_watchlist(watchlist: Watchlist, *, is_generic: Callable[[str], bool] | None = None) -> tuple[Finding, ...]:
    """Everything that is wrong or unwise in a list, in the order of its entries.

    Errors: ids that stand twice, relations and confusables whose target is missing, wrong check digits, impossible
    dates and dates in the wrong order, names without a letter. Warnings: names that stand twice, strong aliases that
    are too short or generic (``is_generic`` tells), scripts and countries declared wrongly, and what the reader noted.
    """
    findings = [Finding("warning", watchlist.path, None, None, warning) for warning in watchlist.warnings]
    if watchlist.as_of and (len(watchlist.as_of) < len("2017") or is_impossible(watchlist.as_of)):
        findings.append(Finding("error", watchlist.path, None, "watchlist.as_of", f"there is no day {watchlist.as_of}"))
    ids = frozenset(entity.id for entity in watchlist.entities)
    seen: set[str] = set()
    for entity in watchlist.entities:
        faults = [
            *_check_id(entity, seen),
            *check_names(entity, is_generic),
            *check_numbers(entity),
            *check_countries(entity),
            *check_dates(entity, watchlist.as_of),
            *_check_targets(entity, ids),
        ]
        findings += [Finding(f.severity, watchlist.path, entity.id, f.key, f.message, f.suggestion) for f in faults]
        seen.add(entity.id)
    return tuple(findings)


def with_errors_said(watchlist: Watchlist) -> Watchlist:
    """The list with each error that `validate_watchlist` finds among its warnings, so that a report says it.

    Such a list is screened against all the same: a wrong check digit in one entry must not hide the others.
    """
    errors = [f for f in validate_watchlist(watchlist) if f.severity == "error"]
    said = tuple(f"entry {f.entry}, {f.key}: {f.message}" for f in errors)
    return watchlist.model_copy(update={"warnings": (*watchlist.warnings, *said)}) if said else watchlist


def findings_of(error: ScreeningError) -> tuple[Finding, ...]:
    """What an error that stopped the reading of a file tells, as findings."""
    return tuple(
        Finding(
            "error", problem.file or "", problem.entry, _place(problem), problem.message, problem.hint, problem.line
        )
        for problem in error.problems or (error,)
    )  # fmt: skip


def _place(problem: ScreeningError) -> str | None:
    parts = (
        f"sheet {problem.sheet!r}" if problem.sheet else None,
        f"row {problem.row}" if problem.row is not None else None,
        f"column {problem.column!r}" if problem.column else None,
        problem.key,
    )
    return ", ".join(part for part in parts if part) or None


def _check_id(entity: Entity, seen: set[str]) -> Iterator[Fault]:
    if entity.id in seen:
        yield Fault("error", "id", "stands twice", "give each entry an id of its own")


def _check_targets(entity: Entity, ids: frozenset[str]) -> Iterator[Fault]:
    targets = [(f"relations[{index}].target", relation.target) for index, relation in enumerate(entity.relations)]
    targets += [
        (f"not_to_be_confused_with[{index}].target", confusable.target)
        for index, confusable in enumerate(entity.not_to_be_confused_with)
        if confusable.target
    ]
    for key, target in targets:
        if target == entity.id:
            yield Fault("error", key, "is the entry itself")
        elif target not in ids:
            near = nearest(target, ids)
            yield Fault("error", key, f"no entry {target!r}", f"did you mean {near!r}?" if near else None)
