"""Two reports on the same rows compared: hits that are new, changed and gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import Field

from screening.evidence import Record
from screening.report.model import RISK_ORDER, Hit, Report, Result, WatchlistInfo

What = Literal["new", "changed", "gone"]

_ORDER: Mapping[What, int] = {"new": 0, "changed": 1, "gone": 2}


class HitChange(Record):
    """A hit that is not as it was. A hit that a recorded decision excludes counts as none, before and now.

    ``index`` is the row's place (from 0) in the reports; ``fields`` are those of the hit that changed. ``before`` is
    null for a new hit, ``now`` for one that is gone. ``watchlist`` is the list's name now.
    """

    what: What
    index: int
    file: str
    sheet: str
    row: int
    name: str
    watchlist: str
    entity_id: str
    entity_name: str
    fields: tuple[str, ...] = ()
    before: Hit | None = None
    now: Hit | None = None

    @property
    def hit(self) -> Hit:
        """The hit as it is now, or as it was."""
        hit = self.now or self.before
        assert hit is not None
        return hit


class Rescreening(Record):
    """What an earlier report would say otherwise today.

    ``before`` and ``now`` are the versions of the lists. ``rows`` were looked at, ``screened`` of them were screened
    again, for the rest the result provably is the same; ``grounds`` say why all rows had to be screened, if they had.
    ``report`` is the full report of now (not part of the JSON).
    """

    started: str
    before: tuple[WatchlistInfo, ...]
    now: tuple[WatchlistInfo, ...]
    rows: int
    screened: int
    grounds: tuple[str, ...]
    counts: Mapping[What, int]
    changes: tuple[HitChange, ...]
    report: Report = Field(exclude=True)

    def lasting(self, seconds: float) -> Rescreening:
        """The same, with the time that it took in its report."""
        screening = self.report.screening.model_copy(update={"duration_s": seconds})
        return self.model_copy(update={"report": self.report.model_copy(update={"screening": screening})})


def hit_changes(old: Report, new: Report) -> tuple[HitChange, ...]:
    """The hits of two reports on the same rows that are new, changed or gone.

    New ones first, then changed, then gone; among them the highest risk first, then the best score, then input order.
    """
    renamed = renamed_lists(old.screening.watchlists, new.screening.watchlists)
    rows = enumerate(zip(old.counterparties, new.counterparties, strict=True))
    found = [change for index, (was, now) in rows for change in _of_row(index, was, now, renamed)]
    return tuple(
        sorted(
            found,
            key=lambda c: (_ORDER[c.what], -RISK_ORDER[c.hit.risk], -c.hit.score, c.index, c.watchlist, c.entity_id),
        )
    )


def renamed_lists(old: tuple[WatchlistInfo, ...], new: tuple[WatchlistInfo, ...]) -> Mapping[str, str]:
    """Old list -> the same list's name now: by its name, or as the only other list of its issuer in both reports.

    A list that is called after a dated file has another name with each version.
    """
    shared = {info.name for info in old} & {info.name for info in new}
    before = [info for info in old if info.name not in shared]
    now = [info for info in new if info.name not in shared]
    renamed = {name: name for name in sorted(shared)}
    for info in before:
        twins = [one.name for one in now if one.issuer == info.issuer]
        if info.issuer and len(twins) == 1 and sum(one.issuer == info.issuer for one in before) == 1:
            renamed[info.name] = twins[0]
    return renamed


def _of_row(index: int, was: Result, now: Result, renamed: Mapping[str, str]) -> Iterator[HitChange]:
    if was is now or not (was.hits or now.hits):
        return
    before = {(renamed.get(hit.watchlist, hit.watchlist), hit.entity_id): hit for hit in was.hits}
    today = {(hit.watchlist, hit.entity_id): hit for hit in now.hits}
    for key in [*before, *(key for key in today if key not in before)]:
        old, new = before.get(key), today.get(key)
        fields = _fields(old, new) if old and new else ()
        if old and new and not fields:
            continue
        hit = new or old
        assert hit is not None
        yield HitChange(
            what="changed" if fields else "new" if old is None else "gone",
            index=index,
            file=now.file,
            sheet=now.sheet,
            row=now.row,
            name=now.name,
            watchlist=key[0],
            entity_id=key[1],
            entity_name=hit.entity_name,
            fields=fields,
            before=old,
            now=new,
        )


def _fields(old: Hit, new: Hit) -> tuple[str, ...]:
    """The fields that differ; that a list goes by another name now, or what was decided, is no change of the hit.

    What the entry says is in its fingerprint, which earlier reports have too.
    """
    apart = {"watchlist", "decision", "listed", "related"}
    return tuple(f for f in Hit.model_fields if f not in apart and getattr(old, f) != getattr(new, f))
