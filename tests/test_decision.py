"""From a score to a risk and from hits to an outcome: tables of cases for pure functions."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening import config
from screening.config import RiskConfig
from screening.decision import decide, exclusion_for, hit_of, risk_of
from screening.entities import Basis, Counterparty, Entity, Identifier, Name, NameQuality, Status
from screening.evidence import Evidence
from screening.matching.matcher import Match
from screening.report.model import RISK_ORDER, Hit

IMO = "9187332"
BASES: tuple[Basis, ...] = ("designated", "seized", "reported", "alleged")
STATUSES: tuple[Status, ...] = (
    "designated", "delisted", "rescinded", "seized", "acquitted", "defected", "deceased", "sunk", "scrapped",
    "dissolved", "reported", "alleged",
)  # fmt: skip
QUALITIES: tuple[NameQuality, ...] = ("primary", "alias", "weak", "former")


def entity(**told: Any) -> Entity:
    numbers = (Identifier(kind="imo", value=IMO),)
    return Entity(id="e1", names=(Name(text="Corsair Wyvern"),), identifiers=numbers, **told)


def fact(feature: str, verdict: str, *, weight: float = 2.0, listed: str = "x") -> Evidence:
    told = {"feature": feature, "score": 50, "weight": weight, "query": "x", "listed": listed, "detail": ""}
    return Evidence.model_validate({**told, "verdict": verdict})


NAME = fact("name", "supports", weight=1.0, listed="Corsair Wyvern")
SAME_IMO = fact("imo", "supports", weight=1.0, listed=IMO)
OTHER_IMO = fact("imo", "contradicts", weight=-8.0, listed=IMO)
SAME_COUNTRY = fact("country", "supports", weight=1.0, listed="Cyprus")  # a weight of 1 point, as one may configure
OTHER_COUNTRY = fact("country", "contradicts")
OTHER_BIRTH = fact("date_of_birth", "contradicts")

RISKS: list[tuple[dict[str, Any], float, NameQuality, list[Evidence], str]] = [
    # the listed entry, score, quality of the matched name, evidence, risk
    ({}, 100, "primary", [NAME], "high"),
    ({"basis": "seized"}, 100, "alias", [NAME], "high"),
    ({"basis": "reported"}, 100, "primary", [NAME], "medium"),
    ({"basis": "alleged"}, 100, "former", [NAME], "medium"),
    ({}, 90, "primary", [NAME], "high"),
    ({}, 89.9, "primary", [NAME], "medium"),
    ({"basis": "reported"}, 85, "primary", [NAME], "low"),
    ({}, 100, "primary", [NAME, SAME_COUNTRY], "high"),
    ({}, 96, "primary", [NAME, OTHER_COUNTRY], "medium"),
    ({}, 96, "primary", [NAME, OTHER_COUNTRY, OTHER_BIRTH], "medium"),
    ({}, 85, "primary", [NAME, OTHER_COUNTRY], "low"),
    ({"basis": "reported"}, 85, "primary", [NAME, OTHER_COUNTRY], "low"),
    ({}, 92, "primary", [NAME, OTHER_IMO], "medium"),
    ({}, 100, "primary", [SAME_IMO, OTHER_COUNTRY], "high"),
    ({}, 100, "weak", [NAME], "low"),
    ({}, 100, "weak", [NAME, SAME_COUNTRY], "low"),
    ({}, 100, "weak", [NAME, SAME_IMO], "high"),
    ({"status": "delisted"}, 100, "primary", [NAME], "low"),
    ({"status": "rescinded"}, 100, "primary", [NAME, SAME_IMO], "low"),
    ({"status": "defected"}, 100, "primary", [NAME], "low"),
    ({"status": "acquitted"}, 100, "primary", [NAME], "medium"),
    ({"status": "sunk"}, 100, "primary", [NAME], "medium"),
    ({"status": "sunk"}, 85, "primary", [NAME], "medium"),
    ({"status": "sunk", "basis": "alleged"}, 85, "primary", [NAME], "low"),
    ({"max_risk": "low"}, 100, "primary", [NAME, SAME_IMO], "low"),
    ({"max_risk": "high", "basis": "reported"}, 100, "primary", [NAME], "medium"),
]


@pytest.mark.parametrize(("told", "score", "quality", "evidence", "risk"), RISKS)
def test_the_risk_follows_from_the_table(
    told: dict[str, Any], score: float, quality: NameQuality, evidence: list[Evidence], risk: str
) -> None:
    level, reasons = risk_of(entity(**told), score, quality, evidence, RiskConfig())
    assert level == risk
    assert reasons[0].startswith("the listed entry is")


def test_every_step_gives_its_reason() -> None:
    listed = entity(status="sunk", max_risk="low")
    _, reasons = risk_of(listed, 85, "weak", [NAME, OTHER_COUNTRY, OTHER_BIRTH], RiskConfig())
    assert reasons == (
        "the listed entry is designated: high",
        "score under 90: one step lower",
        "contradicted by country, date of birth: one step lower",
        "matched a weak alias only: at most low",
        "status sunk: at most medium",
        "the list says at most low for this entry",
    )


def test_the_table_can_be_configured() -> None:
    table = RiskConfig.model_validate(
        {"basis": {"alleged": "high"}, "status_cap": {"sunk": "high"}, "weak_alias_cap": "medium", "strong_score": 70}
    )
    assert risk_of(entity(basis="alleged"), 75, "primary", [NAME], table)[0] == "high"
    assert risk_of(entity(status="sunk"), 75, "primary", [NAME], table)[0] == "high"
    assert risk_of(entity(), 75, "weak", [NAME], table)[0] == "medium"
    assert risk_of(entity(status="delisted"), 75, "primary", [NAME], table)[0] == "low"  # not named: its default


facts = st.lists(st.sampled_from([NAME, SAME_COUNTRY, SAME_IMO, OTHER_COUNTRY, OTHER_IMO]), max_size=4)


@given(
    st.sampled_from(BASES), st.sampled_from(STATUSES), st.sampled_from([None, "low", "medium", "high"]),
    st.floats(0, 100), st.sampled_from(QUALITIES), facts,
)  # fmt: skip
def test_nothing_lifts_a_risk_over_its_caps(
    basis: Basis, status: Status, most: Any, score: float, quality: NameQuality, evidence: list[Evidence]
) -> None:
    table, listed = RiskConfig(), entity(basis=basis, status=status, max_risk=most)
    level, reasons = risk_of(listed, score, quality, evidence, table)
    caps = [table.basis[basis], most or "high", table.status_cap.get(status, "high")]
    assert 1 <= RISK_ORDER[level] <= min(RISK_ORDER[cap] for cap in caps)
    stronger, _ = risk_of(listed, 100, "primary", [NAME, SAME_IMO], table)
    assert RISK_ORDER[level] <= RISK_ORDER[stronger]
    assert len(reasons) == len(set(reasons))


# ------------------------------------------------------------------------------------------------------- exclusions

HIT = hit_of(
    Match("zembla", entity(), 97.0, "Corsair Wyvern", "name", "Corsair Wyvern", "primary", (NAME,), 0), RiskConfig()
)
PARTY = Counterparty(name="Corsair  WYVERN", id="C-1", file="a.csv", row=2)
TODAY = "2026-06-15"


def exclusion(**told: Any) -> config.Exclusion:
    whole = {
        "counterparty": "corsair wyvern", "entity": "e1", "entry": HIT.entry, "reason": "Another ship.",
        "by": "A. Nalyst", "on": "2026-01-01",
    }  # fmt: skip
    return config.Exclusion.model_validate(
        {key: value for key, value in {**whole, **told}.items() if value is not None}
    )


OTHER_ENTRY = "0123456789ab"
EXCLUSIONS: list[tuple[dict[str, Any], bool, str | None]] = [
    # what the exclusion says otherwise than above, whether it holds, what is said where it holds no more
    ({}, True, None),
    ({"watchlist": "zembla"}, True, None),
    ({"watchlist": "other"}, False, None),
    ({"entity": "e2"}, False, None),
    ({"counterparty": "Corsair Wyvern II"}, False, None),
    ({"counterparty_id": "c-1"}, True, None),
    ({"counterparty_id": "C-2"}, False, None),
    ({"counterparty": None, "counterparty_id": "C-1"}, True, None),
    ({"counterparty": "Somebody else", "counterparty_id": "C-1"}, False, None),
    ({"entry": OTHER_ENTRY}, False, "the listed entry has changed since"),
    ({"expires": "2026-06-16"}, True, None),
    ({"expires": "2026-06-15"}, True, None),
    ({"expires": "2026-06-14"}, False, "expired on 2026-06-14"),
    ({"expires": "2026-06"}, True, None),
    ({"expires": "2026-05"}, False, "expired on 2026-05"),
    ({"expires": "2026"}, True, None),
    ({"expires": "2025"}, False, "expired on 2025"),
    ({"expires": "2025", "counterparty_id": "C-2"}, False, None),
]


@pytest.mark.parametrize(("told", "holds", "said"), EXCLUSIONS)
def test_an_exclusion_holds_for_one_party_one_entry_and_its_time(
    told: dict[str, Any], holds: bool, said: str | None
) -> None:
    found, lapsed = exclusion_for(PARTY, HIT, [exclusion(**told)], TODAY)
    assert (found is not None) is holds
    assert (lapsed is None) is (said is None)
    assert (said or "") in (lapsed or "")


def test_a_later_exclusion_holds_where_an_earlier_one_lapsed() -> None:
    found, lapsed = exclusion_for(PARTY, HIT, [exclusion(expires="2025"), exclusion(reason="Seen again.")], TODAY)
    assert found is not None
    assert (found.reason, found.by, found.on, found.expires, lapsed) == (
        "Seen again.", "A. Nalyst", "2026-01-01", None, None,
    )  # fmt: skip


def second(**told: Any) -> Hit:
    return HIT.model_copy(update={"entity_id": "e2", "risk": "low", "score": 80.0, **told})


def test_an_excluded_hit_stays_visible_and_counts_no_more() -> None:
    result = decide(PARTY, [HIT, second()], [exclusion()], TODAY, (), {})
    assert [hit.entity_id for hit in result.hits] == ["e2"]
    assert (result.outcome, result.risk, result.problems) == ("potential_match", "low", ())
    (excluded,) = result.excluded_hits
    assert excluded.excluded is not None
    assert excluded.model_copy(update={"excluded": None}) == HIT


def test_a_row_with_only_excluded_hits_is_no_alert() -> None:
    result = decide(PARTY, [HIT], [exclusion()], TODAY, (), {})
    assert (result.outcome, result.risk, result.hits, len(result.excluded_hits)) == ("no_hit", "none", (), 1)


def test_a_lapsed_exclusion_is_told_with_the_hit() -> None:
    result = decide(PARTY, [HIT], [exclusion(expires="2025")], TODAY, (), {})
    assert (result.outcome, result.risk, result.excluded_hits) == ("potential_match", "high", ())
    assert result.problems == ("an exclusion of e1 by A. Nalyst expired on 2025",)


def test_the_row_has_the_highest_risk_of_its_hits() -> None:
    assert decide(PARTY, [second(score=99.0), HIT], [], TODAY, (), {}).risk == "high"


def test_a_row_that_was_not_screened_says_why() -> None:
    party = PARTY.model_copy(update={"problems": ("row cut",)})
    result = decide(party, [], [], TODAY, ("not screened: no name",), {})
    assert (result.outcome, result.risk) == ("not_screened", "none")
    assert result.problems == ("row cut", "not screened: no name")
    assert (result.file, result.row, result.name) == ("a.csv", 2, PARTY.name)


def test_a_hit_tells_what_the_list_knows() -> None:
    listed = Entity.model_validate(
        {
            "id": "e1", "type": "Vessel", "names": [{"text": "Corsair Wyvern"}], "group": "ships", "programmes": ["P"],
            "references": ["list 1", "https://example.org/a"],
            "events": [{"what": "seized", "reference": "https://example.org/a"}, {"what": "lost", "reference": "x"}],
            "not_to_be_confused_with": [{"name": "Corsair Ltd", "reason": "A company."}],
            "narrative": "A ship.", "critical_view": "Doubted.",
        }
    )  # fmt: skip
    match = Match("zembla", listed, 88.8, "Corsair Wyvern", "vessel", "Corsair Wivern", "primary", (NAME,), 0)
    hit = hit_of(match, RiskConfig())
    assert hit.references == ("list 1", "https://example.org/a", "x")
    assert hit.entry == listed.fingerprint()
    assert (hit.score, hit.matched_field, hit.matched_value) == (88.8, "vessel", "Corsair Wivern")
    assert (hit.group, hit.programmes, hit.narrative, hit.critical_view) == ("ships", ("P",), "A ship.", "Doubted.")
    assert hit.not_to_be_confused_with == listed.not_to_be_confused_with
    assert (hit.risk, hit.evidence, hit.excluded) == ("medium", (NAME,), None)
