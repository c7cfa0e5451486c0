"""An earlier report's counterparties against the lists of now: only those whose result may be another are screened.

The result is that of a full screening, row for row. Pure: the clock and the indexed lists come in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from screening._version import __version__
from screening.config import Exclusion
from screening.decisions.past import PastDecisions
from screening.engine import Engine, Terms, with_numbers
from screening.entities import Counterparty
from screening.errors import InputError
from screening.list_index import ListIndex
from screening.matching.changes import Changes
from screening.matching.policy import Policy
from screening.report.comparison import Rescreening, hit_changes, renamed_lists
from screening.report.model import Hit, Report, Result, WatchlistInfo, summarise
from screening.tables.again import RowsAgain

_CHUNK = 500  # rows whose words are looked up together
_WORTH_IT = 0.5  # share of entries that are not as they were, from which asking about each row costs more than it saves

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists that rows are screened against: those of now, and those of the report, where they are at hand."""

    now: ListIndex
    before: ListIndex | None


def rescreened(
    report: Report,
    lists: Lists,
    engine: Engine,
    policy: Policy,
    exclusions: Sequence[Exclusion],
    terms: Terms,
    *,
    config_sha256: str,
    started: str,
    progress: Progress | None = None,
) -> Rescreening:
    """What the report would say otherwise today. ``started`` is an ISO time, ``config_sha256`` that of today's rules.

    Raises InputError for a report whose rows can't be made again.
    """
    grounds, changes = _grounds(report, lists, policy, config_sha256)
    parties = list(_parties(report))
    decided = engine.past is not None or report.screening.decisions is not None
    touched = list(_touched(report, parties, changes, exclusions, terms, decided=decided))
    rows = zip(parties, report.counterparties, touched, strict=True)
    again = [_with_problems(party, was, engine, report) for party, was, is_touched in rows if is_touched]
    fresh: list[Result] = []
    for start in range(0, len(again), _CHUNK):
        fresh += engine.results(again[start : start + _CHUNK], terms)
        if progress is not None:
            progress(len(fresh), len(again))
    in_order = iter(fresh)
    results = tuple(
        next(in_order) if is_touched else was for was, is_touched in zip(report.counterparties, touched, strict=True)
    )
    now = _report(report, results, lists.now.infos, terms, config_sha256, started, engine.past)
    found = hit_changes(report, now)
    return Rescreening(
        started=started,
        before=report.screening.watchlists,
        now=lists.now.infos,
        rows=len(results),
        screened=len(fresh),
        grounds=grounds,
        counts={what: sum(change.what == what for change in found) for what in ("new", "changed", "gone")},
        changes=found,
        report=now,
    )


def are_of(infos: Sequence[WatchlistInfo], report: Report) -> bool:
    """Whether lists are those that a report was made with, each in the same version with as many entries and names."""
    return _versions(infos) == _versions(report.screening.watchlists)


def _versions(infos: Sequence[WatchlistInfo]) -> list[tuple[str, str, int, int]]:
    return sorted((info.name, info.sha256, info.entities, info.names) for info in infos)


def _grounds(
    report: Report, lists: Lists, policy: Policy, config_sha256: str
) -> tuple[tuple[str, ...], Changes | None]:
    """Why every row must be screened again, or else what has changed in the lists."""
    grounds = []
    if report.screening.version != __version__:
        grounds.append(f"the report was made by version {report.screening.version} of the program")
    if report.screening.config_sha256 != config_sha256:
        grounds.append("the report was made with another configuration")
    if lists.before is None:
        grounds.append("the lists that the report was made with are not at hand (--old names them)")
    if grounds or lists.before is None:
        return tuple(grounds), None
    renamed = renamed_lists(report.screening.watchlists, lists.now.infos)
    changes = Changes(lists.before.columns(), lists.now.columns(), policy, renamed)
    if len(changes.entries) > _WORTH_IT * sum(info.entities for info in lists.now.infos):
        return ("most entries of the lists have changed",), None
    return (), changes


def _touched(
    report: Report,
    parties: Sequence[Counterparty],
    changes: Changes | None,
    exclusions: Sequence[Exclusion],
    terms: Terms,
    *,
    decided: bool,
) -> Iterator[bool]:
    """For each row, whether its result may be another one today; ``decided`` tells whether decisions are stored."""
    for start in range(0, len(parties), _CHUNK):
        chunk = parties[start : start + _CHUNK]
        reached = changes.touched(chunk, terms.threshold) if changes is not None else [True] * len(chunk)
        before = report.counterparties[start : start + _CHUNK]
        yield from (
            r or (changes is not None and _may_differ(was, changes, exclusions, decided=decided))
            for r, was in zip(reached, before, strict=True)
        )


def _may_differ(was: Result, changes: Changes, exclusions: Sequence[Exclusion], *, decided: bool) -> bool:
    """Whether the hits that a row had may be others now: an entry is not as it was, or what was decided on one."""
    hits = (*was.hits, *was.excluded_hits)
    if hits and (decided or any(exclusion.expires is not None for exclusion in exclusions)):
        return True
    return not all(changes.is_same((hit.watchlist, hit.entity_id)) for hit in hits)


def _parties(report: Report) -> Iterator[Counterparty]:
    columns = report.screening.columns
    if not columns and report.counterparties:
        raise InputError(
            "was not made from a table: its rows do not hold what was screened", file=report.screening.input.file,
            hint="screen the counterparties again", code="not_a_table",
        )  # fmt: skip
    rows = RowsAgain(columns)
    for row in report.counterparties:
        party = rows.party(file=row.file, sheet=row.sheet, row=row.row, cells=row.input, problems=row.problems)
        if (party.name, party.type) != (row.name, row.type):
            raise InputError(
                "the row can't be made again from the report", file=row.file, sheet=row.sheet, row=row.row,
                hint="was the report edited? else screen the table again", code="not_the_row",
            )  # fmt: skip
        yield with_numbers(party)


def _with_problems(party: Counterparty, was: Result, engine: Engine, report: Report) -> Counterparty:
    """The counterparty with what was odd about its row before it was read, which only the report knows."""
    kept = (*was.hits, *(hit.model_copy(update={"excluded": None}) for hit in was.excluded_hits))
    hits = tuple(sorted(kept, key=_as_matched))
    screening = report.screening
    terms = Terms(screening.threshold, screening.max_hits, screening.started[:10])
    (bare,) = engine.decided([party.model_copy(update={"problems": ()})], [hits], terms)
    own = len(was.problems) - len(bare.problems)
    if own < 0 or was.problems[own:] != bare.problems:  # decided by other rules than today's
        return party
    return party.model_copy(update={"problems": was.problems[:own]})


def _as_matched(hit: Hit) -> tuple[float, str, str]:
    return -hit.score, hit.watchlist, hit.entity_id


def _report(
    report: Report,
    results: tuple[Result, ...],
    infos: tuple[WatchlistInfo, ...],
    terms: Terms,
    config_sha256: str,
    started: str,
    past: PastDecisions | None,
) -> Report:
    told = {
        "version": __version__, "started": started, "duration_s": 0.0, "config_sha256": config_sha256,
        "threshold": terms.threshold, "max_hits": terms.max_hits, "exhaustive": False, "watchlists": infos,
        "decisions": past.info if past else None,
    }  # fmt: skip
    return Report(
        screening=report.screening.model_copy(update=told), summary=summarise(results), counterparties=results
    )
