"""The links of rows to rows that have a hit, and the flags that only the whole file shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import get_args

from screening.entities import Counterparty
from screening.links.book import Book, SharedTie
from screening.links.contacts import Contacts
from screening.links.keys import name_key
from screening.links.namesakes import may_be_one_person
from screening.links.ownership import owned_through_rows
from screening.links.ships import contradictions
from screening.links.telephone import dialled, same
from screening.links.ties import Tie
from screening.red_flag_rules import FILE_CHECKS
from screening.red_flags.flags import Flags, flag_of
from screening.red_flags.risk import flagged
from screening.report.model import Hit, Link, LinkKind, RedFlag, Result

MANY = 50
"""Names that may share something; beyond, it is a postbox or a forwarder, which is said and not followed."""

MOST = 5
"""Links that a row shows, the most telling ones."""

_ORDER: Mapping[str, int] = {kind: place for place, kind in enumerate(get_args(LinkKind))}

PartyAt = Callable[[int], Counterparty]
"""The counterparty at a place of the file, made again where need be."""

Found = tuple[int, int, Link]
"""A row's place, that of the other row, and the link. `_NOBODY` stands for a crowd, numbers below it for entries."""

_NOBODY = -1


def linked(
    results: Sequence[Result], party_at: PartyAt, book: Book, flags: Flags, contacts: Contacts
) -> tuple[Result, ...]:
    """The results of a whole file with their links, and with the flags that only the whole file shows.

    ``book`` holds the ties of the same rows in the same order, ``contacts`` those of the entries that the rows were
    screened against. Links that results have already are made anew.
    """
    found: dict[int, list[tuple[int, Link]]] = defaultdict(list)
    entries = _with_entries(results, party_at, book, contacts)
    for place, other, link in (*_shared(results, party_at, book), *_related(results), *entries):
        found[place].append((other, link))
    raised: dict[int, list[RedFlag]] = defaultdict(list)
    rules = flags.rules_for((*FILE_CHECKS, "fifty_percent_rule"))
    for place, check, sign in contradictions(book.ships):
        if check in rules:
            raised[place].append(flag_of(rules[check], sign))
    if rule := rules.get("fifty_percent_rule"):
        for place, sign in owned_through_rows(results, book.owned, rule.id):
            raised[place].append(flag_of(rule, sign))
    return tuple(
        flagged(_with_links(result, _chosen(found.get(place, ()))), raised.get(place, ()))
        if place in found or place in raised or result.links
        else result
        for place, result in enumerate(results)
    )


def _with_links(result: Result, links: tuple[Link, ...]) -> Result:
    return result if result.links == links else result.model_copy(update={"links": links})


def _chosen(found: Sequence[tuple[int, Link]]) -> tuple[Link, ...]:
    """The most telling link to each other row, and of these the most telling ones."""
    best: dict[tuple[int, str], Link] = {}
    for other, link in sorted(found, key=_by_weight):
        best.setdefault((other, link.kind if other == _NOBODY else ""), link)
    return tuple(best.values())[:MOST]


def _by_weight(found: tuple[int, Link]) -> tuple[int, int, str, str]:
    other, link = found
    return _ORDER[link.kind], other, link.field, link.value


def _shared(results: Sequence[Result], party_at: PartyAt, book: Book) -> Iterator[Found]:
    """What rows have in common with rows that have hits."""
    has_hit = {place for place, result in enumerate(results) if result.hits}
    if not has_hit:
        return
    for shared, places in book.runs():
        if has_hit.isdisjoint(places):
            continue
        names = {results[place].name for place in places}
        if len(names) > MANY:
            for place in (p for p in places if p in has_hit):
                yield from ((place, _NOBODY, _crowd(tie, len(places))) for tie in shared.of(party_at(place)))
        elif len(names) > 1:
            yield from _pairs(results, [(p, party_at(p)) for p in places], has_hit, shared)


def _pairs(
    results: Sequence[Result], members: Sequence[tuple[int, Counterparty]], has_hit: Set[int], shared: SharedTie
) -> Iterator[Found]:
    """Links to one row with a hit of each name: that a party stands in many rows makes it no more suspicious."""
    tied = [(place, party, tie) for place, party in members for tie in shared.of(party)[:1]]
    others = {results[place].name: (place, party, tie) for place, party, tie in reversed(tied) if place in has_hit}
    for place, party, tie in tied:
        for other, their_party, theirs in others.values():
            if tie.key != theirs.key or not _says_something(tie, theirs, results[place], results[other]):
                continue
            if tie.kind == "party" and not may_be_one_person(tie.key, party, their_party):
                continue
            if tie.kind == "phone" and not same(
                dialled(tie.value, party.country), dialled(theirs.value, their_party.country)
            ):
                continue
            yield place, other, _link(tie, results[other], theirs.field)


def _says_something(tie: Tie, theirs: Tie, own: Result, other: Result) -> bool:
    """Whether the tie tells more than the hits do: it is not between two rows of one name, nor of one listed party."""
    if name_key(own.name) == name_key(other.name) and own.name:
        return False
    listed = {hit.matched_value for hit in own.hits}
    return not (tie.value in listed and theirs.value in {hit.matched_value for hit in other.hits})


def _link(tie: Tie, other: Result, other_field: str) -> Link:
    best = other.hits[0]
    return Link(
        kind=tie.kind, field=tie.field, value=tie.value, other_field=other_field, file=other.file, sheet=other.sheet,
        row=other.row, name=other.name, watchlist=best.watchlist, entity_id=best.entity_id,
        entity_name=best.entity_name,
    )  # fmt: skip


def _crowd(tie: Tie, rows: int) -> Link:
    return Link(kind=tie.kind, field=tie.field, value=tie.value, rows=rows)


def _with_entries(results: Sequence[Result], party_at: PartyAt, book: Book, contacts: Contacts) -> Iterator[Found]:
    """What rows have in common with entries of the lists; a crowd of rows is no news about an entry."""
    found = [
        (place, number, link)
        for place in book.holding(contacts.known())
        for number, link in contacts.links(party_at(place), results[place])
    ]
    names: dict[tuple[int, LinkKind], set[str]] = defaultdict(set)
    for place, number, link in found:
        names[number, link.kind].add(results[place].name)
    for place, number, link in found:
        if len(names[number, link.kind]) <= MANY:
            yield place, _NOBODY - 1 - number, link


def _related(results: Sequence[Result]) -> Iterator[Found]:
    """Rows whose potential matches are related on their list: one owns, controls or is linked to the other."""
    found = [(place, hit) for place, result in enumerate(results) if result.hits for hit in result.hits]
    matches: dict[tuple[str, str], list[tuple[int, Hit]]] = defaultdict(list)
    for place, hit in found:
        matches[hit.watchlist, hit.entity_id].append((place, hit))
    for place, hit in found:
        for relation in hit.relations:
            for other, theirs in matches.get((hit.watchlist, relation.target), ())[:MOST]:
                if other != place:
                    where = results[other]
                    yield place, other, Link(
                        kind="relation", field=hit.matched_field, value=hit.entity_name, relation=relation.kind,
                        other_field=theirs.matched_field, file=where.file, sheet=where.sheet, row=where.row,
                        name=where.name, watchlist=theirs.watchlist, entity_id=theirs.entity_id,
                        entity_name=theirs.entity_name,
                    )  # fmt: skip
