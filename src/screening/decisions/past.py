"""What was decided before, held against a hit of now: whether it excludes it, and if not, why. Pure: the day comes in.

The latest decision counts. A false positive excludes a hit only for the same counterparty, the same listed entry and
the same text that matched, all unchanged; where it does not, the hit comes back and says why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from screening.decisions.identity import differences, is_same_party, party_keys, person, plain
from screening.decisions.record import DecisionRecord, Head, Row
from screening.report.model import (
    DecisionsInfo,
    DecisionState,
    Difference,
    Disposition,
    Exclusion,
    Hit,
    Identity,
    PastDecision,
)


class PastDecisions:
    """The decisions in a store, in their order. ``need_second`` are dispositions that two reviewers must agree on."""

    def __init__(self, need_second: Collection[Disposition] = ()) -> None:
        self.head = Head()
        self._need_second = frozenset(need_second)
        self._rows: tuple[Row, ...] = ()
        self._found_by: Mapping[tuple[str, str, str], tuple[Row, ...]] = {}

    def followed_by(self, rows: Sequence[Row], head: Head) -> PastDecisions:
        """These decisions and the ones after them, up to ``head``. Raises InputError for one of a later program."""
        later = PastDecisions(self._need_second)
        later.head, later._rows = head, (*self._rows, *rows)
        new: defaultdict[tuple[str, str, str], list[Row]] = defaultdict(list)
        for row in rows:
            for key in row.found_by():
                new[key].append(row)
        added = {key: (*self._found_by.get(key, ()), *more) for key, more in new.items()}
        later._found_by = {**self._found_by, **added}
        return later

    @property
    def records(self) -> tuple[DecisionRecord, ...]:
        """All of them. Raises InputError for one of a later program."""
        return tuple(row.record() for row in self._rows)

    @property
    def info(self) -> DecisionsInfo:
        """What a report says of the store."""
        return DecisionsInfo(records=self.head.number, sha256=self.head.sha256)

    def history(self, identity: Identity, entries: Iterable[tuple[str, str]]) -> tuple[DecisionRecord, ...]:
        """All decisions on the counterparty and entries (watchlist, entity id), in their order."""
        keys = ((*entry, key) for entry in entries for key in party_keys(identity))
        rows = {row.number: row for key in keys for row in self._found_by.get(key, ())}
        records = (rows[number].record() for number in sorted(rows))
        return tuple(record for record in records if is_same_party(record.basis.counterparty, identity))

    def on(self, identity: Identity, hit: Hit, today: str) -> Exclusion | PastDecision | None:
        """What excludes the hit on ``today`` (ISO day), or the latest decision that does not; None without any."""
        mine = self.history(identity, [(hit.watchlist, hit.entity_id)])
        if not mine:
            return None
        last = mine[-1]
        run = [*takewhile(lambda r: r.disposition == last.disposition, reversed(mine))]  # the latest first
        if last.disposition != "false_positive":
            waits = self._needs_second(last) and _partner(run, today) is None
            return _past(last, "pending" if waits else "standing")
        same = [record for record in run if not _has_changed(record, identity, hit)]
        if not same:
            return _past(last, "lapsed", _changes(last, identity, hit))
        last = same[0]
        if _is_over(last, today):
            return _past(last, "lapsed", [Difference(what="expires", before=last.expires or "", now=today)])
        if not self._needs_second(last):
            return _exclusion(last)
        partner = _partner(same, today)
        return _past(last, "pending") if partner is None else _exclusion(partner, last)

    def _needs_second(self, record: DecisionRecord) -> bool:
        """By the rules of then or of now: neither an old store nor an old configuration gets round them."""
        return record.needs_second or record.disposition in self._need_second


def _partner(run: Sequence[DecisionRecord], today: str) -> DecisionRecord | None:
    """The latest decision of another reviewer than the first of the run, which is still in force."""
    others = (r for r in run[1:] if person(r.reviewer) != person(run[0].reviewer) and not _is_over(r, today))
    return next(others, None)


def _exclusion(first: DecisionRecord, second: DecisionRecord | None = None) -> Exclusion:
    """The exclusion by one reviewer or by two: it holds from the later decision to the earlier expiry."""
    both = (first, second) if second else (first,)
    days = [record.expires for record in both if record.expires is not None]
    return Exclusion(
        reason=" / ".join(dict.fromkeys(record.comment for record in both)),
        by=first.reviewer,
        on=both[-1].decided,
        expires=min(days, default=None),
        record=both[-1].number,
        second=second.reviewer if second else None,
    )


def _past(record: DecisionRecord, state: DecisionState, changed: Iterable[Difference] = ()) -> PastDecision:
    return PastDecision(
        record=record.number,
        disposition=record.disposition,
        state=state,
        by=record.reviewer,
        on=record.decided,
        comment=record.comment,
        expires=record.expires,
        differences=tuple(changed),
    )


def _is_over(record: DecisionRecord, today: str) -> bool:
    return record.expires is not None and record.expires < today


def _has_changed(record: DecisionRecord, identity: Identity, hit: Hit) -> bool:
    return any(True for _ in _changes(record, identity, hit))


def _changes(record: DecisionRecord, identity: Identity, hit: Hit) -> Iterator[Difference]:
    """What is not as it was when the decision was taken."""
    basis = record.basis
    for entry in basis.entries:
        if (entry.watchlist, entry.entity_id) == (hit.watchlist, hit.entity_id) and entry.entry != hit.entry:
            yield Difference(what="entry", before=entry.entry, now=hit.entry)
    yield from differences(basis.counterparty, identity)
    was, now = (basis.matched_field, basis.matched_value), (hit.matched_field, hit.matched_value)
    if plain(was[1]) != plain(now[1]):
        yield Difference(what="matched_value", before=": ".join(was), now=": ".join(now))
