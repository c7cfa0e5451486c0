"""An earlier report's counterparties against the lists of now: only those whose result may be another are screened.

The result is that of a full screening, row for row. Pure: the clock and the indexed lists come in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from screening._version import __version__
from screening.config import Exclusion
from screening.decisions.past import PastDecisions
from screening.engine import Engine, Terms
from screening.entities import Counterparty
from screening.errors import InputError
from screening.links.afresh import linked_afresh
from screening.links.book import Book
from screening.links.link import PartyAt, linked
from screening.list_index import ListIndex
from screening.matching.changes import Changes
from screening.matching.features import least_score, most_support
from screening.matching.identifiers import comparable, identifier_key
from screening.matching.policy import Policy
from screening.matching.reach import Answer
from screening.matching.second_look import SecondLook
from screening.red_flag_rules import FILE_CHECKS
from screening.report.comparison import Rescreening, hit_changes, renamed_lists
from screening.report.model import Hit, Report, Result, WatchlistInfo, summarise
from screening.tables.again import Named, RowsAgain

_CHUNK = 500  # rows that are screened together
_LOOKED_UP = 5_000  # rows whose words are looked up together
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
    rows = _rows_again(report)
    party_at = lru_cache(maxsize=None)(lambda place: _party(report.counterparties[place], rows))
    touched = [True] * len(report.counterparties)
    if changes is not None:
        decided = engine.past is not None or report.screening.decisions is not None
        answers = list(_touched(report, rows, changes, exclusions, policy, decided=decided))
        touched = list(_looked_at(answers, party_at, changes.second_look(), terms.threshold))
    has_owners = "owner" in report.screening.columns.values()
    if has_owners:  # followed from row to row: flags that hang on other rows are given anew, all of a row at once
        of_rows = {rule.id for rule in engine.flags.rules_for((*FILE_CHECKS, "fifty_percent_rule")).values()}
        touched = [
            is_touched or any(flag.id in of_rows for flag in was.red_flags)
            for is_touched, was in zip(touched, report.counterparties, strict=True)
        ]
    again = [
        _with_problems(party_at(place), was, engine, report)
        for place, was in enumerate(report.counterparties)
        if touched[place]
    ]
    fresh: list[Result] = []
    for start in range(0, len(again), _CHUNK):
        fresh += engine.results(again[start : start + _CHUNK], terms)
        if progress is not None:
            progress(len(fresh), len(again))
    in_order = iter(fresh)
    rows_now = [
        next(in_order) if is_touched else was for was, is_touched in zip(report.counterparties, touched, strict=True)
    ]
    contacts = lists.now.contacts
    if changes is not None and lists.before and not has_owners:
        facts = lists.before.contacts.facts() ^ contacts.facts()
        other = frozenset((kind, key) for kind, key, *_ in facts)
        results = linked_afresh(report.counterparties, rows_now, party_at, engine.flags, contacts, other)
    else:  # other rules may link rows otherwise
        results = linked(rows_now, party_at, Book.of(map(party_at, range(len(rows_now)))), engine.flags, contacts)
    results = engine.with_related(results)
    now = _report(report, results, lists.now.infos, terms, policy, config_sha256, started, engine.past)
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
        grounds.append(_not_at_hand(report, lists.now.infos))
    if grounds or lists.before is None:
        return tuple(grounds), None
    renamed = renamed_lists(report.screening.watchlists, lists.now.infos)
    changes = Changes(lists.before.columns(), lists.now.columns(), policy, renamed)
    if changes.entries > _WORTH_IT * sum(info.entities for info in lists.now.infos):
        return ("most entries of the lists have changed",), None
    return (), changes


def _touched(
    report: Report,
    rows: RowsAgain,
    changes: Changes,
    exclusions: Sequence[Exclusion],
    policy: Policy,
    *,
    decided: bool,
) -> Iterator[Answer]:
    """For each row, whether its result may be another one today; ``decided`` tells whether decisions are stored."""
    cut = least_score(report.screening.threshold, _most_support(report, policy))
    reach = changes.reach(cut)
    identifiers = changes.identifiers()
    for start in range(0, len(report.counterparties), _LOOKED_UP):
        chunk = report.counterparties[start : start + _LOOKED_UP]
        named = [rows.named(file=row.file, sheet=row.sheet, cells=row.input) for row in chunk]
        reach.look_up(one.text for texts in named if texts for one in texts)
        for row, texts in zip(chunk, named, strict=True):
            if (
                texts is None
                or not _has_name(row, texts)
                or _may_differ(row, changes, exclusions, decided=decided)
                or (identifiers and _has_identifier(row, texts, rows, identifiers))
            ):
                yield Answer.YES
            else:
                kinds = ((one, {row.type, one.type, None}) for one in texts)
                answers = (reach.may_name(one.text, of, free_text=one.free_text) for one, of in kinds)
                yield max(answers, default=Answer.NO)


def _looked_at(answers: Sequence[Answer], party_at: PartyAt, look: SecondLook, threshold: float) -> Iterator[bool]:
    """The answers, with those that are not sure made so."""
    unsure = [place for place, answer in enumerate(answers) if answer is Answer.PERHAPS]
    found: dict[int, bool] = {}
    for start in range(0, len(unsure), _CHUNK):
        places = unsure[start : start + _CHUNK]
        found.update(zip(places, look.may_score(list(map(party_at, places)), threshold), strict=True))
    return (found.get(place, bool(answer)) for place, answer in enumerate(answers))


def _most_support(report: Report, policy: Policy) -> float:
    """The most points that evidence beside a name can add for a row of the report."""
    read = frozenset(report.screening.columns.values())

    def told(*names: str) -> str:
        return "told" if read.intersection(names) else ""

    fullest = Counterparty(
        date_of_birth=told("date_of_birth"), country=told("country", "flag"), nationality=told("nationality"),
        gender=told("gender"), address=told("address", "city"),
    )  # fmt: skip
    return most_support(fullest, policy, same_day=True)


def _has_name(row: Result, texts: Iterable[Named]) -> bool:
    """Whether the name that a row was screened by is one of its texts; else its cells tell, or were edited."""
    return not row.name or row.name in [one.text for one in texts] or row.name in [_line(one.text) for one in texts]


def _line(text: str) -> str:
    return " ".join(text.split())


def _has_identifier(row: Result, texts: tuple[Named, ...], rows: RowsAgain, wanted: frozenset[str]) -> bool:
    found = rows.identifiers(file=row.file, sheet=row.sheet, cells=row.input, named=texts)
    return any(identifier_key(key) in wanted for one in found if (key := comparable(one)))


def _may_differ(was: Result, changes: Changes, exclusions: Sequence[Exclusion], *, decided: bool) -> bool:
    """Whether the hits that a row had may be others now: an entry is not as it was, or what was decided on one."""
    hits = (*was.hits, *was.excluded_hits)
    if hits and (decided or any(exclusion.expires is not None for exclusion in exclusions)):
        return True
    return not all(changes.is_same((hit.watchlist, hit.entity_id)) for hit in hits)


def _not_at_hand(report: Report, now: Sequence[WatchlistInfo]) -> str:
    at_hand = {info.sha256 for info in now}
    told = [f"{info.name} {info.version}" for info in report.screening.watchlists if info.sha256 not in at_hand]
    versions = ", ".join(told) or "with the filters of then"
    return f"the lists that the report was made with are not at hand ({versions}): --old names their files"


def _rows_again(report: Report) -> RowsAgain:
    columns = report.screening.columns
    if not columns and report.counterparties:
        raise InputError(
            "was not made from a table: its rows do not hold what was screened", file=report.screening.input.file,
            hint="screen the counterparties again", code="not_a_table",
        )  # fmt: skip
    return RowsAgain(columns)


def _party(row: Result, rows: RowsAgain) -> Counterparty:
    party = rows.party(file=row.file, sheet=row.sheet, row=row.row, cells=row.input, problems=row.problems)
    if (party.name, party.type) != (row.name, row.type):
        raise InputError(
            "the row can't be made again from the report", file=row.file, sheet=row.sheet, row=row.row,
            hint="was the report edited? else screen the table again", code="not_the_row",
        )  # fmt: skip
    return party


def _with_problems(party: Counterparty, was: Result, engine: Engine, report: Report) -> Counterparty:
    """The counterparty with what was odd about its row before it was read, which only the report knows."""
    if not was.problems:
        return party
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
    policy: Policy,
    config_sha256: str,
    started: str,
    past: PastDecisions | None,
) -> Report:
    told = {
        "version": __version__, "started": started, "duration_s": 0.0, "config_sha256": config_sha256,
        "threshold": terms.threshold, "max_hits": terms.max_hits, "exhaustive": False, "watchlists": infos,
        "weights": policy.model_dump(), "decisions": past.info if past else None,
    }  # fmt: skip
    return Report(
        screening=report.screening.model_copy(update=told), summary=summarise(results), counterparties=results
    )
