"""Facts other than the name, one function each: the first line of each docstring is what the reader is told.

Each takes a counterparty and a listed entity and returns one `Evidence`, or None where one side says nothing: an
omission is not a contradiction and must not count like one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from screening.entities import OWN_NAMES, Counterparty, Entity, EntityType
from screening.evidence import Evidence
from screening.matching.addresses import Agreement, address_words, compare
from screening.matching.identifiers import LASTING, comparable, fault
from screening.matching.policy import Policy
from screening.names.countries import country_code, country_name
from screening.names.dates import agree, day_of, read_dates, swapped
from screening.names.genders import gender_of
from screening.texts import spoken

_KINDS: dict[EntityType, str] = {
    "Person": "person", "Organization": "body", "Company": "body", "LegalEntity": "any", "Vessel": "vessel",
    "Airplane": "aircraft",
}  # fmt: skip


def _said(key: str, **values: str) -> str:
    """What the reader is told of a fact."""
    return spoken()(f"compared.{key}", **values)


def _called(kind: str, family: str) -> str:
    """A kind of number within a sentence: IMO, BIC and LEI by their letters, others in the words of the reports."""
    return family.upper() if family in LASTING else spoken().within(spoken().word("feature", kind))


def types_conflict(a: EntityType | None, b: EntityType | None) -> bool:
    """Whether two types can't be one party's: a ship is no company, a person no body; LegalEntity is either."""
    if a is None or b is None:
        return False
    kinds = {_KINDS[a], _KINDS[b]}
    if "any" in kinds:
        return bool(kinds & {"vessel", "aircraft"})
    return len(kinds) > 1


def shared_identifiers(party: Counterparty, entity: Entity, policy: Policy) -> list[Evidence]:
    """The same identifier."""
    listed = {c: i for i in entity.identifiers if (c := comparable(i))}
    facts = []
    for own in party.identifiers:
        key = comparable(own)
        if key is None or key not in listed:
            continue
        score = policy.identifier_score if key[0] in LASTING else policy.identifier_weaker_score
        facts.append(
            Evidence(
                feature=own.kind,
                score=score,
                weight=1.0,
                query=own.value,
                listed=listed[key].value,
                detail=_said("same_number", kind=_called(own.kind, key[0])),
            )
        )
    return facts


def different_identifiers(party: Counterparty, entity: Entity, policy: Policy) -> Evidence | None:
    """Another identifier of a kind that a party has one of; a number that can't be right contradicts nothing."""
    for kind in sorted(LASTING):
        valid = (i for i in party.identifiers if fault(i) is None)
        own = {c[1]: i.value for i in valid if (c := comparable(i)) and c[0] == kind}
        listed = {c[1]: i.value for i in entity.identifiers if (c := comparable(i)) and c[0] == kind}
        if own and listed and not own.keys() & listed.keys():
            return Evidence(
                feature=kind,
                score=0.0,
                weight=-policy.identifier_conflict,
                query=", ".join(own.values()),
                listed=", ".join(listed.values()),
                detail=_said("other_number", kind=_called(kind, kind)),
                verdict="contradicts",
            )
    return None


def countries(party: Counterparty, entity: Entity, policy: Policy) -> Evidence | None:
    """The country."""
    told = (*party.country.split(";"), *party.nationality.split(";"))
    own = sorted({c for text in told if text and (c := country_code(text))})
    places = (
        *entity.countries,
        *(address.country for address in entity.addresses),
    )  # a list of one's own may name them
    listed = sorted({c for text in places if text and (c := country_code(text))})
    if not own or not listed:
        return None
    shared = sorted(set(own) & set(listed))
    return Evidence(
        feature="country",
        score=100.0 if shared else 0.0,
        weight=policy.country_equal if shared else -policy.country_conflict,
        query=", ".join(country_name(c) for c in own),
        listed=", ".join(country_name(c) for c in listed),
        detail=_said("same_country" if shared else "other_country"),
        verdict="supports" if shared else "contradicts",
    )


def births(party: Counterparty, entity: Entity, policy: Policy) -> Evidence | None:
    """The date of birth (or foundation)."""
    own, listed = _dates_of(party), _listed_dates(entity)
    if not own or not listed:
        return None

    def evidence(score: float, points: float, said: str, verdict: str) -> Evidence:
        return Evidence.model_validate(
            {
                "feature": "date_of_birth", "score": score, "weight": points, "query": party.date_of_birth,
                "listed": ", ".join(listed), "detail": _said(said), "verdict": verdict,
            }
        )  # fmt: skip

    if birth_days(party) & listed_days(entity):
        return evidence(100.0, policy.birth_day_equal, "same_day", "supports")
    if any(agree(a, b) for a in own for b in listed):
        return evidence(100.0, policy.birth_equal, "same_date", "supports")
    if any(swapped(a, b) for a in own for b in listed):
        return evidence(90.0, policy.birth_swapped, "swapped_date", "supports")
    if any(abs(int(a[:4]) - int(b[:4])) <= 1 for a in own for b in listed):
        return evidence(50.0, 0.0, "near_date", "neutral")
    return evidence(0.0, -policy.birth_conflict, "other_date", "contradicts")


def birth_days(party: Counterparty) -> frozenset[str]:
    """The days of birth (or foundation) that a counterparty's dates may mean: ISO dates."""
    return frozenset(filter(None, map(day_of, _dates_of(party))))


def listed_days(entity: Entity) -> frozenset[str]:
    """The days of birth (or foundation) of a listed entity."""
    return frozenset(filter(None, map(day_of, _listed_dates(entity))))


def _dates_of(party: Counterparty) -> list[str]:
    return [date for text in party.date_of_birth.split(";") for date in read_dates(text)] if party.date_of_birth else []


def _listed_dates(entity: Entity) -> tuple[str, ...]:
    return entity.dates.birth or entity.dates.founded


def genders(party: Counterparty, entity: Entity, policy: Policy) -> Evidence | None:
    """The gender."""
    own = gender_of(party.gender)
    if own is None or entity.gender is None:
        return None
    same = own == entity.gender
    return Evidence(
        feature="gender",
        score=100.0 if same else 0.0,
        weight=policy.gender_equal if same else -policy.gender_conflict,
        query=party.gender,
        listed=entity.gender,
        detail=_said("same_gender" if same else "other_gender"),
        verdict="supports" if same else "contradicts",
    )


# the best first: what one of several listed addresses says counts
_ADDRESSES: Mapping[Agreement, Literal["supports", "contradicts", "neutral"]] = {
    "same": "supports",
    "same_place": "supports",
    "other": "neutral",
    "other_place": "contradicts",
}


def addresses(party: Counterparty, entity: Entity, policy: Policy) -> Evidence | None:
    """The address."""
    if not party.address or not entity.addresses:
        return None
    own = address_words(party.address)
    found = [(compare(own, address_words(a.text, a.city or ""), policy.address_agrees), a) for a in entity.addresses]
    how = next((h for h in _ADDRESSES if any(h == one for one, _ in found)), None)
    if how is None:
        return None
    best = next(a for one, a in found if one == how)
    points: Mapping[Agreement, float] = {
        "same": policy.address_equal,
        "same_place": policy.address_place_equal,
        "other": 0.0,
        "other_place": -policy.address_conflict,
    }
    return Evidence(
        feature="address",
        score=100.0 if how in ("same", "same_place") else 0.0,
        weight=points[how],
        query=party.address,
        listed=", ".join(part for part in (best.text, best.city) if part),
        detail=_said(f"{how}_address"),
        verdict=_ADDRESSES[how],
    )


def supporting(party: Counterparty, entity: Entity, policy: Policy, *, field: str) -> list[Evidence]:
    """All facts that add to or take from the score of a name in ``field``.

    The counterparty's country and dates say nothing of another party that its row names.
    """
    own = field in OWN_NAMES
    facts: Iterable[Evidence | None] = (
        different_identifiers(party, entity, policy),
        births(party, entity, policy) if own else None,
        countries(party, entity, policy) if own else None,
        genders(party, entity, policy) if own else None,
        addresses(party, entity, policy) if own else None,
    )
    return [f for f in facts if f is not None]


ROUNDING = 0.051
"""Points by which a score may lie under the one shown, which is rounded to a tenth and then held to the threshold."""


def least_score(threshold: float, support: float) -> float:
    """The least score (0 to 1) of a name that so many points of other evidence may lift to a threshold (0-100)."""
    return (threshold - support - ROUNDING) / 100.0


def most_support(party: Counterparty, policy: Policy, *, same_day: bool) -> float:
    """The most points that other evidence can add for this counterparty, with a listed entity of the same day of birth
    or with any other."""
    points = 0.0
    if party.date_of_birth:
        points = max(policy.birth_equal, policy.birth_swapped, policy.birth_day_equal if same_day else 0.0)
    points += policy.country_equal if party.country or party.nationality else 0.0
    points += policy.gender_equal if party.gender else 0.0
    points += max(policy.address_equal, policy.address_place_equal) if party.address else 0.0
    return points
