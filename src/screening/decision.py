"""From matches to outcomes: the risk of a hit and of a row, and the exclusions that hold. Pure: the date comes in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from screening import config
from screening.config import HitRisk, RiskConfig, RiskLevel
from screening.decisions.identity import identity_of
from screening.entities import UNRANKED, Counterparty, Entity, NameQuality, Rank
from screening.evidence import Evidence
from screening.matching.matcher import Match
from screening.matching.parties import Party
from screening.matching.same_party import why_same
from screening.report.model import AlsoListed, Exclusion, Hit, ListedParty, Outcome, Result
from screening.texts import spoken
from screening.unchecked import unchecked, unchecked_all

if TYPE_CHECKING:
    from screening.decisions.past import PastDecisions

_LEVELS: tuple[HitRisk, ...] = ("low", "medium", "high")
_OF_ROW = ("file", "sheet", "row", "input", "name", "type")
"""What a result has of its counterparty as it is."""


def _lower(level: HitRisk, cap: HitRisk) -> HitRisk:
    return min(level, cap, key=_LEVELS.index)


def _step_down(level: HitRisk) -> HitRisk:
    return _LEVELS[max(0, _LEVELS.index(level) - 1)]


def risk_of(
    entity: Entity, score: float, quality: NameQuality, evidence: Iterable[Evidence], table: RiskConfig
) -> tuple[HitRisk, tuple[str, ...]]:
    """The risk of a hit by the table of the configuration, and the reasons in the order in which they applied."""
    texts = spoken()

    def reason(key: str, risk: HitRisk | None = None, **values: object) -> str:
        told = texts.within(texts.word("risk", risk)) if risk else ""
        return texts(f"risk_reason.{key}", risk=told, **values)

    level: HitRisk = table.basis[entity.basis]
    reasons = [reason("basis", level, basis=texts.within(texts.word("basis", entity.basis)))]
    facts = tuple(evidence)
    numbers = {i.value for i in entity.identifiers}
    by_identifier = any(f.feature != "name" and f.verdict == "supports" and f.listed in numbers for f in facts)
    if score < table.strong_score:
        level = _step_down(level)
        reasons.append(reason("score", score=texts.short(table.strong_score)))
    against = [texts.within(texts.word("feature", f.feature)) for f in facts if f.verdict == "contradicts"]
    if against and not by_identifier:
        level = _step_down(level)
        reasons.append(reason("against", features=", ".join(against)))
    if quality == "weak" and not by_identifier:
        level = _lower(level, table.weak_alias_cap)
        reasons.append(reason("weak_alias", table.weak_alias_cap))
    cap = table.status_cap.get(entity.status)
    if cap is not None:
        level = _lower(level, cap)
        reasons.append(reason("status", cap, status=texts.within(texts.word("status", entity.status))))
    if entity.max_risk is not None:
        level = _lower(level, entity.max_risk)
        reasons.append(reason("entry", entity.max_risk))
    return level, tuple(reasons)


def hit_of(match: Match, table: RiskConfig) -> Hit:
    """A match as the report shows it: with its risk, and with what the list knows of the entry."""
    entity = match.entity
    risk, reasons = risk_of(entity, match.score, match.name_quality, match.evidence, table)
    links = (*entity.references, *(e.reference for e in entity.events if e.reference))
    return Hit(
        entity_id=entity.id,
        watchlist=match.watchlist,
        entity_name=entity.name,
        entity_type=entity.type,
        matched_name=match.matched_name,
        matched_field=match.matched_field,
        matched_value=match.matched_value,
        name_quality=match.name_quality,
        score=match.score,
        risk=risk,
        risk_reasons=reasons,
        programmes=entity.programmes,
        group=entity.group,
        basis=entity.basis,
        status=entity.status,
        references=tuple(dict.fromkeys(links)),
        evidence=match.evidence,
        narrative=entity.narrative,
        critical_view=entity.critical_view,
        events=entity.events,
        sources=entity.sources,
        not_to_be_confused_with=entity.not_to_be_confused_with,
        also_listed=tuple(_also(entity, other) for other in match.same_party),
        listed=ListedParty.model_validate(entity, from_attributes=True),  # what of the entry has the same names
        relations=entity.relations,
        max_risk=entity.max_risk,
        entry=entity.fingerprint(),
    )


def _also(entity: Entity, other: Party) -> AlsoListed:
    return AlsoListed(
        watchlist=other.watchlist,
        entity_id=other.entity.id,
        entity_name=other.entity.name,
        programmes=other.entity.programmes,
        references=other.entity.references,
        linked_by=why_same(entity, other.entity),
        entry=other.entity.fingerprint(),
    )


def one_per_party(hits: Sequence[Hit], ranks: Mapping[str, Rank]) -> list[Hit]:
    """Hits, best first, with those on one party's entries on several lists made one, which tells how well the others
    match: that of the highest risk, so that no list hides what another one says; then that of the list with the
    priority; then that of the best score. Of equal hits the one whose list stands first in the configuration is first.

    ``ranks`` are those of the lists by their names.
    """

    def rank(hit: Hit) -> Rank:
        return ranks.get(hit.watchlist, UNRANKED)

    hits = sorted(hits, key=lambda h: (-h.score, rank(h)))
    merged: list[Hit] = []
    taken: set[tuple[str, str]] = set()
    by_entry = {(h.watchlist, h.entity_id): h for h in hits}
    for hit in hits:
        if (hit.watchlist, hit.entity_id) in taken:
            continue
        entries = [(a.watchlist, a.entity_id) for a in hit.also_listed]
        group = [hit, *(h for h in hits if (h.watchlist, h.entity_id) in entries)]
        taken.update((h.watchlist, h.entity_id) for h in group)
        leader = min(group, key=lambda h: (-_LEVELS.index(h.risk), rank(h)[0], -h.score, rank(h)[1]))
        merged.append(_with_scores(leader, by_entry))
    return merged


def _with_scores(leader: Hit, by_entry: Mapping[tuple[str, str], Hit]) -> Hit:
    if not leader.also_listed:
        return leader
    also = [
        a.model_copy(update={"score": found.score, "matched_name": found.matched_name})
        if (found := by_entry.get((a.watchlist, a.entity_id)))
        else a
        for a in leader.also_listed
    ]
    return leader.model_copy(update={"also_listed": tuple(also)})


def exclusion_for(
    party: Counterparty, hit: Hit, exclusions: Sequence[config.Exclusion], today: str
) -> tuple[Exclusion | None, str | None]:
    """The exclusion that holds for a hit on ``today`` (ISO date), or the reason why one that names it holds no more."""
    texts = spoken()
    lapsed = None
    for e in exclusions:
        if e.entity != hit.entity_id or (e.watchlist is not None and e.watchlist != hit.watchlist):
            continue
        if not _names(e, party):
            continue
        if e.entry != hit.entry:
            lapsed = texts("exclusion.lapsed", entity=hit.entity_id, by=e.by)
        elif e.expires is not None and _expired(e.expires, today):
            lapsed = texts("exclusion.expired", entity=hit.entity_id, by=e.by, expires=e.expires)
        else:
            return Exclusion(reason=e.reason, by=e.by, on=e.on, expires=e.expires), None
    return None, lapsed


def _names(exclusion: config.Exclusion, party: Counterparty) -> bool:
    """Whether the exclusion is about this party: all that it says of it must agree, letter case and spaces aside."""
    same_name = exclusion.counterparty is None or _plain(exclusion.counterparty) == _plain(party.name)
    same_id = exclusion.counterparty_id is None or _plain(exclusion.counterparty_id) == _plain(party.id)
    return same_name and same_id


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _expired(expires: str, today: str) -> bool:
    """An exclusion holds to the end of the day, month or year that it names."""
    return today[: len(expires)] > expires


def decide(
    party: Counterparty,
    hits: Sequence[Hit],
    exclusions: Sequence[config.Exclusion],
    today: str,
    reasons: Sequence[str],
    ranks: Mapping[str, Rank],
    past: PastDecisions | None = None,
) -> Result:
    """The result of one row; ``reasons`` say why it could not be screened, and are empty when it was.

    ``exclusions`` are those of the configuration, ``past`` the decisions in the store, if there is one. ``ranks`` are
    those of `one_per_party`.
    """
    identity = identity_of(party) if hits else None
    kept: list[Hit] = []
    excluded: list[Hit] = []
    problems = [*party.problems]
    for hit in hits:
        exclusion, lapsed = exclusion_for(party, hit, exclusions, today)
        decided = past.on(identity, hit, today) if past and identity else None
        if isinstance(decided, Exclusion):
            exclusion, decided = exclusion or decided, None
        elif decided is not None and decided.disposition != "false_positive":
            exclusion = None  # what somebody has escalated or confirmed is not hidden by an older line of a file
        if exclusion is not None:
            excluded.append(hit.model_copy(update={"excluded": exclusion}))
            continue
        kept.append(hit.model_copy(update={"decision": decided}) if decided is not None else hit)
        if lapsed is not None:
            problems.append(lapsed)
    kept = one_per_party(kept, ranks) if kept else kept
    outcome: Outcome = "not_screened" if reasons else "potential_match" if kept else "no_hit"
    risk: RiskLevel = max((h.risk for h in kept), key=_LEVELS.index) if kept else "none"
    if reasons and any(problem.startswith(spoken()("problem.not_screened")) for problem in problems):
        reasons = ()  # the reader of the table has told why
    return unchecked(
        Result,
        {
            **{field: party.__dict__[field] for field in _OF_ROW},
            "outcome": outcome,
            "risk": risk,
            "hits": tuple(kept),
            "excluded_hits": tuple(excluded),
            "problems": (*problems, *reasons),
            "identity": identity,
        },
    )


def decide_without_hits(parties: Sequence[Counterparty]) -> list[Result]:
    """What `decide` gives for rows without a hit that could be screened, as most are."""
    told = [party.__dict__ for party in parties]
    return unchecked_all(
        Result, {"outcome": "no_hit"}, {field: [row[field] for row in told] for field in (*_OF_ROW, "problems")}
    )
