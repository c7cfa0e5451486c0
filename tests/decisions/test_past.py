"""Which decision excludes which hit: a table of what must exclude, what must not, and why."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.config import Disposition
from screening.decisions.record import Decision
from screening.report import wording
from screening.report.model import Exclusion, Identity, PastDecision
from screening.texts import load_texts

from .made import ENTRY, PARTY, decision, hit, past

TODAY = "2026-12-01"
OTHER = "ba9876543210"


def ruling(
    decisions: list[Decision],
    party: Identity = PARTY,
    *,
    today: str = TODAY,
    need: tuple[Disposition, ...] = (),
    **fields: Any,
) -> Exclusion | PastDecision | None:
    return past(*decisions, need_second=need).on(party, hit(**fields), today)


def changed(**fields: Any) -> Identity:
    return PARTY.model_copy(update=fields)


@pytest.mark.parametrize(
    ("party", "fields"),
    [
        (PARTY, {}),
        (PARTY, {"score": 80.0}),
        (PARTY, {"matched_value": "ZEMBLAN  harbor bank"}),
        (PARTY, {"matched_name": "Onhava Gavan Kontora"}),
        (changed(name="zemblan harbor  BANK", country="us"), {}),
    ],
)
def test_the_same_party_entry_and_text_are_excluded(party: Identity, fields: dict[str, Any]) -> None:
    found = ruling([decision()], party, **fields)
    assert isinstance(found, Exclusion)
    assert (found.record, found.by, found.on, found.second) == (1, "J. Kim", "2026-11-21", None)


@pytest.mark.parametrize(
    ("party", "fields", "what"),
    [
        (PARTY, {"entry": OTHER}, ["entry"]),
        (changed(name="Zemblan Harbour Bank"), {}, ["name"]),
        (changed(country="KP"), {}, ["country"]),
        (changed(country=""), {}, ["country"]),
        (changed(identifiers=("bic ZEMBUS33", "lei 5493001KJTIIGC8Y1R12")), {}, ["identifiers"]),
        (changed(identifiers=()), {}, ["identifiers"]),
        (changed(date_of_birth="1969-04-23"), {}, ["date_of_birth"]),
        (changed(nationality="KP"), {}, ["nationality"]),
        (changed(address="Pyongyang"), {}, ["address"]),
        (changed(gender="male"), {}, ["gender"]),
        (changed(type="Company"), {}, ["type"]),
        (changed(other_names=("Onhava Gavan Kontora",)), {}, ["other_names"]),
        (changed(id=""), {}, ["id"]),
        (PARTY, {"matched_value": "paid to Zemblan Harbour Bank", "matched_field": "notes"}, ["matched_value"]),
        (changed(country="KP", address="Pyongyang"), {"entry": OTHER}, ["entry", "country", "address"]),
    ],
)
def test_what_has_changed_brings_the_hit_back_and_is_told(
    party: Identity, fields: dict[str, Any], what: list[str]
) -> None:
    found = ruling([decision()], party, **fields)
    assert isinstance(found, PastDecision)
    assert found.state == "lapsed"
    assert [difference.what for difference in found.differences] == what
    words = wording.past_decision(load_texts(), found)
    assert words.startswith("false_positive, decided by J. Kim on 21 November 2026 (record 1), does not exclude this")


@pytest.mark.parametrize(
    ("party", "fields"),
    [
        (changed(id="C-2"), {}),  # another counterparty of the same name
        (Identity(name="Acme"), {}),
        (PARTY, {"entity_id": "vexley"}),
        (PARTY, {"watchlist": "another"}),
    ],
)
def test_another_party_or_entry_has_no_past(party: Identity, fields: dict[str, Any]) -> None:
    assert ruling([decision()], party, **fields) is None


def test_a_party_without_an_id_is_told_by_its_name() -> None:
    nameless = changed(id="")
    found = ruling([decision(party=nameless)], nameless)
    assert isinstance(found, Exclusion)
    assert ruling([decision(party=nameless)], changed(id="", name="Acme")) is None
    assert isinstance(ruling([decision(party=nameless)]), PastDecision)  # it has an id now: not silently the same


def test_a_party_without_an_id_and_a_name_is_told_by_its_identifiers() -> None:
    ship = Identity(identifiers=("imo 9187332",))
    assert isinstance(ruling([decision(party=ship)], ship), Exclusion)
    more = ruling([decision(party=ship)], Identity(identifiers=("imo 9187332", "mmsi 273412345")))
    assert isinstance(more, PastDecision)
    assert ruling([decision(party=ship)], Identity(identifiers=("imo 8905490",))) is None
    assert ruling([decision(party=Identity())], Identity(country="KP")) is None


def test_the_same_partys_entries_on_other_lists_are_excluded_with_it() -> None:
    entries = [("zembla", "harbour", ENTRY), ("un", "un-7", OTHER)]
    found = ruling([decision(entries=entries)], watchlist="un", entity_id="un-7", entry=OTHER)
    assert isinstance(found, Exclusion)
    lapsed = ruling([decision(entries=entries)], watchlist="un", entity_id="un-7", entry=ENTRY)
    assert isinstance(lapsed, PastDecision)


@pytest.mark.parametrize(("today", "excludes"), [("2026-11-30", True), ("2026-12-01", True), ("2026-12-02", False)])
def test_an_exclusion_holds_to_the_end_of_its_last_day(today: str, excludes: bool) -> None:
    found = ruling([decision(expires="2026-12-01")], today=today)
    assert isinstance(found, Exclusion) == excludes
    if isinstance(found, PastDecision):
        assert "the exclusion expired on 1 December 2026" in wording.past_decision(load_texts(), found)


@pytest.mark.parametrize(
    ("decisions", "state"),
    [
        ([decision("escalated")], "standing"),
        ([decision("true_match")], "standing"),
        ([decision(), decision("escalated")], "standing"),
        ([decision("escalated"), decision()], "excluded"),
        ([decision(), decision("true_match", party=changed(country="KP"))], "standing"),  # whatever has changed since
        ([decision(), decision(party=changed(country="KP"))], "excluded"),
        ([decision(expires="2026-11-22"), decision(expires="2027-11-22")], "excluded"),
        ([decision(expires="2027-11-22"), decision(expires="2026-11-22")], "lapsed"),  # the latest counts
    ],
)
def test_the_latest_decision_counts(decisions: list[Decision], state: str) -> None:
    found = ruling(decisions)
    assert (found.state if isinstance(found, PastDecision) else "excluded") == state


SECOND = decision(reviewer="A. Okafor", comment="Agreed.", decided="2026-11-25")


@pytest.mark.parametrize(
    ("decisions", "state"),
    [
        ([decision()], "pending"),
        ([decision(), decision(comment="Again.")], "pending"),
        ([decision(), decision(reviewer="j.  KIM")], "pending"),
        ([decision(), decision(reviewer="J Kim")], "pending"),
        ([decision(), decision(reviewer="KIM, J.")], "pending"),
        ([decision(reviewer="A. Müller"), decision(reviewer="A. Muller")], "pending"),
        ([decision(), decision(reviewer="S. Kim")], "excluded"),
        ([decision(), SECOND], "excluded"),
        ([decision(), decision("escalated", "B. Third"), SECOND], "pending"),
        ([decision(), decision("escalated", "B. Third"), SECOND, decision()], "excluded"),
        ([decision(), SECOND, decision("true_match", "B. Third")], "standing"),
        ([decision(expires="2026-11-30"), SECOND], "pending"),  # the first holds no more
        ([decision(party=changed(country="KP")), SECOND], "pending"),  # the first was about something else
    ],
)
def test_two_must_agree(decisions: list[Decision], state: str) -> None:
    by_rule_of_now = ruling(decisions, need=("false_positive",))
    then = [one.model_copy(update={"needs_second": one.disposition == "false_positive"}) for one in decisions]
    for found in (by_rule_of_now, ruling(then)):
        assert (found.state if isinstance(found, PastDecision) else "excluded") == state


def test_an_exclusion_by_two_names_both() -> None:
    first, second = decision(expires="2027-05-01"), SECOND.model_copy(update={"expires": "2027-01-01"})
    found = ruling([first, second], need=("false_positive",))
    assert isinstance(found, Exclusion)
    assert (found.by, found.second, found.on) == ("J. Kim", "A. Okafor", "2026-11-25")
    assert (found.expires, found.record) == ("2027-01-01", 2)
    assert found.reason == "Register extract seen. / Agreed."


def test_other_dispositions_can_need_a_second_reviewer() -> None:
    found = ruling([decision("true_match")], need=("true_match",))
    assert isinstance(found, PastDecision)
    assert found.state == "pending"
    found = ruling([decision("true_match"), decision("true_match", "A. Okafor")], need=("true_match",))
    assert isinstance(found, PastDecision)
    assert found.state == "standing"


@given(st.builds(Identity, id=st.just("C-1"), name=st.text(max_size=9), country=st.sampled_from(["US", "KP", "us"])))
def test_nothing_but_the_same_is_ever_excluded(party: Identity) -> None:
    same = Identity(id="C-1", name="Zemblan Harbor Bank", country="US")
    found = ruling([decision(party=same)], party)
    is_same = (party.name.casefold().split(), party.country.casefold()) == (same.name.casefold().split(), "us")
    assert isinstance(found, Exclusion) == is_same
