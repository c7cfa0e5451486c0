"""Listed entries, evidence and hits, to make reports from."""

from __future__ import annotations

from collections.abc import Mapping

from screening.entities import Confusable, Event, SourceRef
from screening.report.model import (
    Evidence,
    Hit,
    Part,
    PartKind,
)

DOCUMENT = "Illicit activities of North Korea"


def part(kind: PartKind, query: str, listed: str, names: tuple[str, str], share: float) -> Part:
    """One aligned part, its spans found in the two names."""
    q_at, l_at = names[0].find(query) if query else -1, names[1].find(listed) if listed else -1
    return Part(
        kind=kind,
        query=query,
        listed=listed,
        score=1.0 if kind == "equal" else 0.85 if query and listed else 0.0,
        share=share,
        query_span=(q_at, q_at + len(query)) if q_at >= 0 else None,
        listed_span=(l_at, l_at + len(listed)) if l_at >= 0 else None,
    )


def named(query: str, listed: str, score: float, detail: str, parts: tuple[tuple[PartKind, str, str], ...]) -> Evidence:
    """The evidence of a name, from its aligned parts."""
    share = round(1 / max(len(parts), 1), 3)
    aligned = tuple(part(kind, q, m, (query, listed), share) for kind, q, m in parts)
    return Evidence(feature="name", score=score, weight=1.0, query=query, listed=listed, detail=detail, parts=aligned)


def fact(feature: str, query: str, listed: str, weight: float, detail: str) -> Evidence:
    """A further fact: it adds points, or with a negative weight it takes them away."""
    return Evidence(
        feature=feature,
        score=100 if weight > 0 else 0,
        weight=weight,
        query=query,
        listed=listed,
        detail=detail,
        verdict="supports" if weight > 0 else "contradicts",
    )


DAESONG = {
    "entity_id": "korea-daesong-bank", "entity_name": "Korea Daesong Bank", "entity_type": "Organization",
    "programmes": ("DPRK",), "basis": "designated", "status": "designated", "entry": "4be1c90a77d2",
    "references": ("https://sanctionssearch.ofac.treas.gov/Details.aspx?id=12312", "OFAC 12312",
                   "https://home.treasury.gov/news/press-releases/tg962"),
    "narrative": "A bank in Pyongyang that is suspected of being run by Room 39, the office that earns foreign "
                 "currency for the leadership. The US Treasury listed it in November 2010 together with its parent.",
    "events": (Event(what="designated", by="US Treasury (OFAC)", date="2010-11-18", programme="DPRK",
                     reference="https://home.treasury.gov/news/press-releases/tg962"),
               Event(what="designated", by="UN Security Council", date="2013-03", note="Asset freeze.")),
    "sources": (SourceRef(title=DOCUMENT, section="Room 39", date="2010-11-18",
                          reference="US Department of the Treasury, Treasury Designates Key Nodes of the Illicit "
                                    "Financing Network of North Korea's Office 39",
                          url="https://www.treasury.gov/press-center/press-releases/Pages/tg962.aspx"),),
    "not_to_be_confused_with": (Confusable(name="Daesung Industrial Co., Ltd.",
                                           reason="a South Korean energy company, listed in Seoul"),),
}  # fmt: skip

RYUGYONG = {
    "entity_id": "ryugyong-corporation", "entity_name": "Ryugyong Corporation", "entity_type": "Company",
    "programmes": (), "basis": "reported", "status": "reported", "entry": "90fe13ab5521",
    "references": ("https://newfocusintl.example/drugs-incorporated",),
    "narrative": "Described as a front company under the Workers' Party's Foreign Relations Department that holds "
                 "land for growing opium and is exempt from trade quotas.",
    "critical_view": "The account rests on defectors' statements to one outlet; no authority has listed the company.",
    "sources": (SourceRef(title=DOCUMENT, section="Drug trade", date="2012-08-18",
                          reference="New Focus International, The DPRK is capitalist when it wants to be"),),
    "not_to_be_confused_with": (Confusable(name="Ryugyong Commercial Bank", target="ofac-23005",
                                           reason="a bank that OFAC lists under its own number; no link is reported"),
                                Confusable(name="Ryugyong Hotel", reason="a building in Pyongyang")),
}  # fmt: skip

WISE_HONEST = {
    "entity_id": "wise-honest", "entity_name": "Wise Honest", "entity_type": "Vessel", "programmes": ("DPRK",),
    "basis": "seized", "status": "seized", "entry": "c0ffee123456",
    "references": ("https://www.justice.gov/usao-sdny/pr/wise-honest",),
    "narrative": "A bulk carrier of 17,061 tonnes that carried coal out of Nampo.",
    "events": (Event(what="detained", by="Indonesia", date="2018-04"),
               Event(what="seized", by="US Department of Justice", date="2019-05-09")),
    "sources": (SourceRef(title=DOCUMENT, section="Evading sanctions", date="2019-05-10", reference="Reuters"),),
}  # fmt: skip

YUN = {
    "entity_id": "yun-tae-hyong", "entity_name": "Yun Tae-hyong", "entity_type": "Person", "programmes": (),
    "basis": "reported", "status": "defected", "entry": "a1b2c3d4e5f6",
    "events": (Event(what="reported to have defected", date="2014-08", note="To Russia, with five million dollars."),),
    "critical_view": "If the report is true he now stands against the bank that he worked for.",
    "sources": (SourceRef(title=DOCUMENT, section="Room 39", reference="Reuters", date="2014-08-29"),),
}  # fmt: skip

LAZARUS = {
    "entity_id": "lazarus-group", "entity_name": "Lazarus Group", "entity_type": "Organization",
    "programmes": ("CYBER2", "DPRK3"), "basis": "designated", "status": "designated", "entry": "0a0b0c0d0e0f",
    "references": ("https://home.treasury.gov/news/press-releases/sm774", "javascript:alert(1)",
                   "https://treasury.gov@evil.example/"),
    "narrative": "A state-run hacking group to which the theft from Bangladesh's central bank is attributed.",
}  # fmt: skip


def hit(entity: Mapping[str, object], evidence: Evidence, more: tuple[Evidence, ...] = (), **changes: object) -> Hit:
    """A hit on one of the entries above; ``changes`` replace its fields."""
    fields: dict[str, object] = {
        "watchlist": "dprk",
        "matched_name": evidence.listed,
        "matched_field": evidence.feature,
        "matched_value": evidence.query,
        "name_quality": "primary",
        "score": evidence.score,
        "risk": "high",
        "risk_reasons": (f"basis of the entry: {entity['basis']}",),
        "evidence": (evidence, *more),
        **entity,
        **changes,
    }
    return Hit.model_validate(fields)
