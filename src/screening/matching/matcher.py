"""Match counterparties against watchlists: candidates, exact scores, and the evidence for each hit. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from screening.entities import OWN_NAMES, Confusable, Counterparty, Entity, EntityType, Name, NameQuality, Watchlist
from screening.evidence import Evidence
from screening.matching.acronyms import Acronyms
from screening.matching.align import Alignment, align
from screening.matching.asked_profiles import AskedProfiles
from screening.matching.cut_off import Beginnings, cut_off_score
from screening.matching.edges import Near
from screening.matching.entries import Entries
from screening.matching.explain import acronym_evidence, cut_off_evidence, name_evidence
from screening.matching.features import (
    birth_days,
    least_score,
    listed_days,
    most_support,
    shared_identifiers,
    supporting,
    types_conflict,
)
from screening.matching.identifiers import comparable, identifier_key
from screening.matching.index import Index, Sought
from screening.matching.listed import ListedNames, analysed, factors_of, weighed
from screening.matching.packing import Columns, Grouping, under
from screening.matching.parties import Keep, Parties, Party, entry_names, parties_of
from screening.matching.policy import Policy
from screening.matching.profile import Profile
from screening.matching.queries import Asked, Query, queries_of
from screening.matching.rarity import Rarity
from screening.matching.remembered import Remembered
from screening.matching.same_party import SameParties
from screening.matching.score import Floats, Scorer
from screening.texts import spoken

if TYPE_CHECKING:
    from screening.matching.makers import Makers

_LISTED_KEPT = 4_000  # listed names that are kept ready for alignment
_ASKED_KEPT = 20_000  # texts whose matches are kept for the next row that has them: a book names a party many times

_QUALITY_ORDER: dict[NameQuality, int] = {"primary": 3, "alias": 2, "former": 1, "weak": 0}


@dataclass(frozen=True, slots=True)
class Match:
    """A listed entity that scores at or above the threshold, with the name that matched best and the evidence."""

    watchlist: str
    entity: Entity
    score: float
    matched_name: str
    matched_field: str
    matched_value: str
    name_quality: NameQuality
    evidence: tuple[Evidence, ...]
    number: int  # of the party
    same_party: tuple[Party, ...] = ()  # its entries on other lists


class _NameMatch(NamedTuple):
    """A query name against a listed name; ``score`` from 0 to 100."""

    score: float
    query: Query
    listed: int
    way: Literal["words", "acronym", "cut_off"]
    alignment: Alignment | None  # of words


class Matcher:
    """Watchlists made ready for matching. Immutable once made, but for caches that do not change results."""

    def __init__(self, columns: Mapping[str, Any], parties: Parties, policy: Policy) -> None:
        self._columns = columns
        self._parties = parties
        self._policy = policy
        self._scorer = Scorer(policy)
        self._names = ListedNames(under("names", columns))
        self._rarity = Rarity(under("rarity", columns), policy)
        self._index = Index(under("index", columns), policy)
        self._acronyms = Acronyms(Grouping(under("acronyms", columns)), policy)
        self._beginnings = Beginnings(under("beginnings", columns))
        self._identifiers = Grouping(under("identifiers", columns))
        self._births = Grouping(under("births", columns))
        self._same = SameParties(under("same", columns))
        self._listed = lru_cache(maxsize=_LISTED_KEPT)(lambda n: self._index.listed(self._names.profile(n)))
        self._factors = lru_cache(maxsize=16)(self._make_factors)
        self._known: Remembered[Asked, tuple[_NameMatch, ...]] = Remembered(_ASKED_KEPT)
        runs = frozenset(text for text in self._names.texts if not text.isascii())
        self._profiles = AskedProfiles(runs, self._rarity, self._index.vocabulary)

    @classmethod
    def of(
        cls,
        watchlists: Sequence[Watchlist],
        policy: Policy,
        makers: Makers | None = None,
        later: Callable[[], Any] = lambda: None,
    ) -> Matcher:
        """A matcher of watchlists: their names analysed and indexed, by ``makers`` or by this process. ``later`` is
        done while others among the makers are busy."""
        # loaded where an index is made: most runs find theirs kept
        from screening.matching.indexing import indexed  # noqa: PLC0415
        from screening.matching.makers import Makers, work_of_one  # noqa: PLC0415

        parties = parties_of(watchlists)
        return cls(indexed(parties, policy, makers or Makers(work_of_one()), later), parties, policy)

    @property
    def columns(self) -> Columns:
        """What the constructor takes beside the parties."""
        return self._columns

    def entry_names(self, wanted: Set[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
        """The primary names of entries, by the name of their list and their id."""
        return entry_names(self._parties, wanted)

    def match(self, party: Counterparty, *, threshold: float, max_hits: int, exhaustive: bool = False) -> list[Match]:
        """The listed entities that score at or above ``threshold`` (0-100), best first, at most ``max_hits``.

        ``exhaustive`` scores every listed name, past the index; the result is the same.
        """
        return self.match_all([party], threshold=threshold, max_hits=max_hits, exhaustive=exhaustive)[0]

    @property
    def entries(self) -> Entries:
        """The entries that are matched against."""
        return Entries(self._parties, self._same, self._names)

    def match_all(
        self,
        parties: Sequence[Counterparty],
        *,
        threshold: float,
        max_hits: int,
        exhaustive: bool = False,
        keep: Keep | None = None,
    ) -> list[list[Match]]:
        """`match` for many counterparties at once, which is much faster than one by one.

        ``keep`` says of an entry whether it counts; ``max_hits`` are of those that do.
        """
        asked = [
            [(query, Asked(query.text, query.type, query.free_text, cut)) for query in queries_of(party)]
            for party in parties
            for cut in [self._cut(party, threshold, same_day=exhaustive)]
        ]
        every = list(dict.fromkeys(key for own in asked for _, key in own))
        if exhaustive:
            known = self._found(every, exhaustive=True)
        else:
            known = {key: matches for key in every if (matches := self._known.get(key)) is not None}
            fresh = self._found([key for key in every if key not in known], exhaustive=False)
            known |= fresh
            self._known.add(fresh)
        found: list[list[Match]] = []
        for party, own in zip(parties, asked, strict=True):
            by_name = [told._replace(query=query) for query, key in own for told in known[key]]
            if not (by_name or party.date_of_birth or party.identifiers):
                found.append([])  # as for most
                continue
            best: dict[int, _NameMatch] = {}
            if exhaustive:
                named = self._without_day(party, by_name, threshold)
            else:
                named = chain(by_name, self._born_alike(party, [query for query, _ in own], threshold))
            for match in named:
                owner = self._names[match.listed].owner
                if owner not in best or self._rank(match) > self._rank(best[owner]):
                    best[owner] = match
            judged = self._judged(party, best, threshold)
            kept = judged if keep is None else [m for m in judged if keep(Party(m.watchlist, m.entity))]
            found.append(self._most(kept, max_hits))
        return found

    def _found(self, asked: Sequence[Asked], *, exhaustive: bool) -> dict[Asked, tuple[_NameMatch, ...]]:
        """The listed names that reach the cut, for each of the texts."""
        profiles = self._profiles.of_all(asked, exhaustive=exhaustive)
        sought = [Sought(own, a.cut, self._factors(a.type)) for a, own in zip(asked, profiles, strict=True)]
        everyone: Iterable[Iterable[int]] = repeat(range(len(self._names)), len(sought))
        candidates = everyone if exhaustive else self._index.candidates(sought)
        near: Near = self._index.near_exhaustive if exhaustive else self._index.near
        found: dict[Asked, tuple[_NameMatch, ...]] = {}
        for a, one, numbers in zip(asked, sought, candidates, strict=True):
            found[a] = tuple(self._name_matches(Query("", a.text, a.type, a.free_text), one, numbers, near))
            if found[a] and not exhaustive:
                self._profiles.keep(a, one.query)
        return found

    def _born_alike(self, party: Counterparty, queries: Iterable[Query], threshold: float) -> Iterator[_NameMatch]:
        """The names of those born on the party's day, of which a score is enough that says little without that day.

        They are few, and all scored: the index would have to propose ten times as many names for the same.
        """
        owners = {owner for day in birth_days(party) for owner in self._births.get(day)}
        if not owners:
            return
        cut = self._cut(party, threshold, same_day=True)
        names = [n for owner in sorted(owners) for n in self._names.of_party(owner)]
        for query in queries:
            if query.field in OWN_NAMES:
                sought = Sought(self._profiles.of(query), cut, self._factors(query.type))
                matches = self._name_matches(query, sought, names, self._index.near)
                yield from (match for match in matches if self._names[match.listed].owner in owners)

    def _without_day(
        self, party: Counterparty, matches: Iterable[_NameMatch], threshold: float
    ) -> Iterator[_NameMatch]:
        """Of matches that the same day of birth may lift to the threshold, those that have it or need it not."""
        days, enough = birth_days(party), 100.0 * self._cut(party, threshold, same_day=False)
        for match in matches:
            owner = self._names[match.listed].owner
            same_day = match.query.field in OWN_NAMES and bool(days & listed_days(self._parties[owner].entity))
            if same_day or match.score >= enough:
                yield match

    def _cut(self, party: Counterparty, threshold: float, *, same_day: bool) -> float:
        """The least score (0 to 1) of a name that other evidence may lift to the threshold."""
        return least_score(threshold, most_support(party, self._policy, same_day=same_day))

    def _judged(self, party: Counterparty, best: Mapping[int, _NameMatch], threshold: float) -> list[Match]:
        matches = [m for owner, found in best.items() if (m := self._judge(party, owner, found)).score >= threshold]
        matches += self._identifier_matches(party, set(best), threshold)
        matches.sort(key=lambda m: (-m.score, m.watchlist, m.entity.id))
        return _one_per_entity(matches)

    def _most(self, matches: Sequence[Match], max_hits: int) -> list[Match]:
        """The matches with so many parties, best first; a party's entries on several lists count as one."""
        parties = dict.fromkeys(self._same.of(m.number) for m in matches)
        kept = set(list(parties)[:max_hits])
        return [
            replace(m, same_party=tuple(self._parties[n] for n in group if n != m.number))
            for m in matches
            if (group := self._same.of(m.number)) in kept
        ]

    def _rank(self, found: _NameMatch) -> tuple[float, int, int]:
        return found.score, _QUALITY_ORDER[self._names[found.listed].quality], -found.listed

    def _make_factors(self, kind: EntityType | None) -> Floats:
        return factors_of(self._names, kind, self._policy)

    def _name_matches(
        self, query: Query, sought: Sought, candidates: Iterable[int], near: Near
    ) -> Iterator[_NameMatch]:
        own, cut, factors = sought
        for n in candidates:
            alignment = align(own, self._listed(n), near, self._policy, self._scorer)
            score = alignment.score
            if self._names[n].quality == "weak":  # a weak alias within a longer name says nothing
                score = min(score, alignment.whole**self._policy.weak_alias_curve)
            score *= float(factors[n])
            if score > 0 and score >= cut:
                yield _NameMatch(100.0 * score, query, n, "words", alignment)
        if not query.free_text:
            if len(own.units) and own.units[0].is_whole:
                yield from self._acronym_matches(own.units[0].readings[0].text, query, cut, factors)
            yield from self._cut_off_matches(query, cut, factors)

    def _acronym_matches(self, word: str, query: Query, cut: float, factors: Floats) -> Iterator[_NameMatch]:
        if score := self._acronyms.score(word):
            for n in self._acronyms.names_of(word):
                if (weighed := score * float(factors[n])) >= cut:
                    yield _NameMatch(100.0 * weighed, query, n, "acronym", None)

    def _cut_off_matches(self, query: Query, cut: float, factors: Floats) -> Iterator[_NameMatch]:
        for n in self._beginnings.names_of(query.text):
            score = cut_off_score(query.text, self._names.profile(n), self._policy) * float(factors[n])
            if score >= cut:
                yield _NameMatch(100.0 * score, query, n, "cut_off", None)

    def _judge(self, party: Counterparty, owner: int, found: _NameMatch) -> Match:
        watchlist, entity = self._parties[owner]
        listed = self._listed_name(found.listed, entity)
        facts = [
            *supporting(party, entity, self._policy, field=found.query.field),
            *self._confusion(found, entity),
        ]
        score = min(100.0, max(0.0, found.score + sum(f.weight for f in facts)))
        identifiers = shared_identifiers(party, entity, self._policy)
        score = max([score, *(f.score for f in identifiers)])
        evidence = (self._name_evidence(found, listed, entity), *identifiers, *facts)
        return Match(
            watchlist, entity, round(score, 1), listed.text, found.query.field, found.query.text, listed.quality,
            evidence, owner,
        )  # fmt: skip

    def _listed_name(self, n: int, entity: Entity) -> Name:
        """The name of that number: one of the entity's, or one that stands inside of such a one."""
        text, quality = self._names.texts[n], self._names[n].quality
        own = (name for name in entity.names if (name.text, name.quality) == (text, quality))
        return next(own, Name(text=text, quality=quality))

    def _confusion(self, found: _NameMatch, entity: Entity) -> list[Evidence]:
        """The fact that the name agrees better with a party which the list says is somebody else; or none."""
        if not entity.not_to_be_confused_with:
            return []
        (query,) = self._profiles.of_all([found.query], exhaustive=True)
        best: tuple[float, Confusable] | None = None
        for other in entity.not_to_be_confused_with:
            if other.target is not None:
                continue  # it has an entry, and so a hit, of its own
            for text in confusable_names(other.name):
                name = analysed(text, entity.type)
                weights = self._rarity.bits_of(name.words)
                score = 100.0 * self._agreement(query, weighed(name, weights, None))
                better = score >= self._policy.confused_from and score >= found.score + self._policy.confused_margin
                if better and (best is None or score > best[0]):
                    best = score, other
        if best is None:
            return []
        return [
            Evidence(
                feature="confusable", score=0.0, weight=-self._policy.confused, query=found.query.text,
                listed=best[1].name, detail=spoken()("compared.confusable", name=best[1].name),
                verdict="contradicts",
            )
        ]  # fmt: skip

    def _agreement(self, query: Profile, other: Profile) -> float:
        """The score of two names outside the index."""
        index = Index.of([other], self._policy)
        return align(query, index.listed(other), index.near_exhaustive, self._policy, self._scorer).score

    def _name_evidence(self, found: _NameMatch, listed: Name, entity: Entity) -> Evidence:
        query = self._profiles.of(found.query)
        if found.way == "cut_off":
            return cut_off_evidence(query, self._names.profile(found.listed), found.score)
        if found.alignment is None:
            return acronym_evidence(query, self._names.profile(found.listed), found.score)
        texts, notes = spoken(), []
        if listed.quality == "weak":
            notes.append(texts("compared.weak_alias"))
        if types_conflict(found.query.type, entity.type):
            own, other = (
                texts.within(texts.word("entity_type", kind or "")) for kind in (found.query.type, entity.type)
            )
            notes.append(texts("compared.other_type", query=own, listed=other))
        return name_evidence(query, self._names.profile(found.listed), found.alignment, found.score, tuple(notes))

    def _identifier_matches(self, party: Counterparty, named: set[int], threshold: float) -> list[Match]:
        """Entities that share an identifier and were not found by name: the identifier carries the hit on its own."""
        matches = []
        for own in party.identifiers:
            key = comparable(own)
            for owner in self._identifiers.get(identifier_key(key)) if key else ():
                if owner in named:
                    continue
                watchlist, entity = self._parties[owner]
                facts = shared_identifiers(party, entity, self._policy)
                fact = next(f for f in facts if f.query == own.value)
                other = Evidence(
                    feature="name", score=0.0, weight=0.0, query=party.name, listed=entity.name,
                    detail=spoken()("compared.other_name" if party.name else "compared.no_name"), verdict="neutral",
                )  # fmt: skip
                if fact.score >= threshold:
                    evidence = (*facts, *supporting(party, entity, self._policy, field="name"), other)
                    matches.append(
                        Match(
                            watchlist, entity, fact.score, fact.listed, own.kind, own.value, "primary", evidence, owner
                        )
                    )
        return matches


def confusable_names(text: str) -> list[str]:
    """The names in an entry's words for another party: ``Mindan (民団, Korean Residents Union)`` holds three."""
    return [part.strip() for part in re.split(r"[();,/]", text) if part.strip()]


def _one_per_entity(matches: list[Match]) -> list[Match]:
    """One match per entity and list, the best: its names must not crowd out other entities."""
    seen: set[tuple[str, str]] = set()
    kept = []
    for m in matches:
        if (m.watchlist, m.entity.id) not in seen:
            seen.add((m.watchlist, m.entity.id))
            kept.append(m)
    return kept
