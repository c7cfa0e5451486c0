"""What no word tells: numbers compared with hits, and what flags do to the risk."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rows_by_field import row

from screening.config import Config
from screening.engine import Engine, Terms
from screening.entities import Counterparty, Watchlist
from screening.list_index import ListIndex
from screening.matching.policy import load_policy
from screening.red_flags.risk import flagged
from screening.report.model import RISK_ORDER, Result

LISTED = Watchlist.model_validate(
    {
        "name": "zembla",
        "entities": [
            {"id": "wyvern", "type": "Vessel", "names": [{"text": "Corsair Wyvern"}],
             "identifiers": [{"kind": "imo", "value": "9074729"}]},
            {"id": "bank", "type": "Organization", "names": [{"text": "Zembla Maritime Bank"}], "basis": "alleged"},
            {"id": "fund", "type": "Organization", "names": [{"text": "Onhava Reserve Fund"}]},
            {"id": "lines", "type": "Organization", "names": [{"text": "Zembla Harbour Lines"}]},
            {"id": "capped", "type": "Organization", "names": [{"text": "Kinbote Shipping Lines"}], "max_risk": "low"},
            {"id": "gone", "type": "Organization", "names": [{"text": "Gradus Umbra Lines"}], "status": "delisted"},
        ],
    }
)  # fmt: skip
TERMS = Terms(75.0, 10, "2026-01-01")


def engine(**config: Any) -> Engine:
    index = ListIndex.of((LISTED,), load_policy({}))
    return Engine(index.matcher, Config.model_validate(config), index.ranks)


ENGINE = engine()


def result(**fields: Any) -> Result:
    return ENGINE.result(row(fields), TERMS)


def ids(one: Result) -> list[str]:
    return [flag.id for flag in one.red_flags]


IMO = [
    # fields, flags
    ({"type": "Vessel", "name": "Golden Lynx", "ids": {"imo": "9074729"}}, ["imo-of-another-name"]),
    ({"type": "Vessel", "name": "Corsair Wyvern", "ids": {"imo": "9074729"}}, []),
    ({"type": "Vessel", "name": "MV Corsair Wyvern", "ids": {"imo": "9074729"}}, []),
    ({"type": "Vessel", "name": "", "ids": {"imo": "9074729"}}, []),  # no name is not another one
    ({"type": "Vessel", "name": "-", "ids": {"imo": "9074729"}}, []),
    ({"type": "Vessel", "name": "Golden Lynx", "ids": {"imo": "9074728"}}, ["imo-check-digit"]),
    ({"type": "Vessel", "name": "Golden Lynx", "ids": {"imo": "8814275"}}, []),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "flags"), IMO)
def test_numbers_of_ships(fields: dict[str, Any], flags: list[str]) -> None:
    assert ids(result(**fields)) == flags


OWNERS = [
    # owners with the shares of their columns, what the flag says
    ([("Onhava Reserve Fund (60%)", "")], "Onhava Reserve Fund (60%)"),
    ([("50 % Onhava Reserve Fund", "")], "50 % Onhava Reserve Fund"),
    ([("Onhava Reserve Fund 49,9 %", "")], None),
    ([("Onhava Reserve Fund", "")], None),
    ([("Somebody Else (60%)", "")], None),
    ([("Onhava Reserve Fund", "51")], "Onhava Reserve Fund 51 %"),
    ([("Onhava Reserve Fund", "50,5 %")], "Onhava Reserve Fund 50.5 %"),
    ([("Onhava Reserve Fund", "0.6")], "Onhava Reserve Fund 60 %"),  # as a workbook holds 60 %
    ([("Onhava Reserve Fund", "1")], "Onhava Reserve Fund 100 %"),
    ([("Onhava Reserve Fund", "1"), ("Somebody Else", "99")], None),
    ([("Onhava Reserve Fund", "0.6"), ("Somebody Else", "99.4")], None),
    ([("Onhava Reserve Fund", "n/a")], None),
    ([("Onhava Reserve Fund", "600")], None),
    ([("Onhava Reserve Fund", "25 %"), ("Zembla Harbour Lines", "25 %")],
     "Onhava Reserve Fund 25 %; Zembla Harbour Lines 25 %: 50 % together"),
    ([("Onhava Reserve Fund 25 %; Zembla Harbour Lines 30 %", "")],
     "Onhava Reserve Fund 25 %; Zembla Harbour Lines 30 %: 55 % together"),
    ([("Onhava Reserve Fund 25 %; Somebody Else 75 %", "")], None),
    ([("Onhava Reserve Fund 25 %, Zembla Harbour Lines 30 %", "")],
     "Onhava Reserve Fund 25 %; Zembla Harbour Lines 30 %: 55 % together"),
    ([("Onhava Reserve Fund (25 percent) and Zembla Harbour Lines (30 percent)", "")],
     "Onhava Reserve Fund (25 percent); Zembla Harbour Lines (30 percent): 55 % together"),
    ([("Onhava Reserve Fund 25 %, Somebody Else 75 %", "")], None),
    ([("Zembla Maritime Bank", "60 %")], None),  # alleged: nobody has blocked it
    ([("Gradus Umbra Lines", "60 %")], None),  # taken from the list
]  # fmt: skip


@pytest.mark.parametrize(("owners", "said"), OWNERS)
def test_the_fifty_percent_rule(owners: list[tuple[str, str]], said: str | None) -> None:
    others = [{"field": "owner", "text": text, "share": share} for text, share in owners]
    party = Counterparty.model_validate({"name": "Meridian Trade", "other_names": others})
    flags = [flag for flag in ENGINE.result(party, TERMS).red_flags if flag.id == "fifty-percent-rule"]
    assert [(flag.field, flag.value) for flag in flags] == ([("owner", said)] if said else [])


def test_a_director_owns_nothing() -> None:
    assert ids(result(director="Onhava Reserve Fund (60%)")) == []


STEPS = [
    # the party, a text of the row, the risk without flags, with them
    ("Zembla Maritime Bank", "STS transfer", "medium", "high"),
    ("Zembla Maritime Bank", "STS transfer, coal for Pyongyang", "medium", "high"),  # one step, however many flags
    ("Onhava Reserve Fund", "STS transfer", "high", "high"),
    ("Kinbote Shipping Lines", "STS transfer", "low", "low"),  # the list allows no more
    ("Zembla Maritime Bank", "Dandong", "medium", "medium"),  # in notes: no flag
    ("Meridian Trade", "STS transfer", "none", "none"),
    ("Gradus Umbra Lines", "STS transfer", "low", "medium"),  # delisted: past the cap of its status
]


@pytest.mark.parametrize(("name", "notes", "without", "with_flags"), STEPS)
def test_flags_raise_the_risk_of_hits_by_one_step(name: str, notes: str, without: str, with_flags: str) -> None:
    plain, raised = result(name=name), result(name=name, notes=notes)
    assert (plain.risk, raised.risk) == (without, with_flags)
    assert raised.outcome == plain.outcome
    if raised.red_flags and raised.hits:
        assert "red flags in the row" in raised.hits[0].risk_reasons[-1]


def test_flags_that_come_later_raise_no_further() -> None:
    once = result(name="Gradus Umbra Lines", notes="STS transfer")
    later = result(name="Meridian Trade", notes="AIS off").red_flags
    twice = flagged(once, later)
    assert (once.risk, twice.risk) == ("medium", "medium")
    assert ids(twice) == ["ship-to-ship-transfer", "ais-gap"]
    assert flagged(twice, later) == twice
    little = result(name="Meridian Trade", address="1 Quay, Dandong").red_flags
    assert flagged(flagged(result(name="Gradus Umbra Lines"), little), later).risk == "medium"


def test_a_flag_that_says_little_raises_nothing() -> None:
    told = result(name="Zembla Maritime Bank", address="1 Quay, Dandong")
    assert (ids(told), told.risk) == (["border-city"], "medium")
    assert not told.red_flags[0].raises_risk


def test_flags_are_shown_on_excluded_and_unscreened_rows() -> None:
    print_ = LISTED.entities[1].fingerprint()
    exclusion = {"counterparty": "Zembla Maritime Bank", "entity": "bank", "entry": print_, "reason": "r", "by": "b",
                 "on": "2025-01-01"}  # fmt: skip
    one = engine(exclusion=[exclusion]).result(row({"name": "Zembla Maritime Bank", "notes": "STS transfer"}), TERMS)
    assert (one.outcome, one.risk, ids(one)) == ("no_hit", "none", ["ship-to-ship-transfer"])
    assert one.excluded_hits[0].risk == "medium"
    nobody = result(name="", notes="STS transfer")
    assert (nobody.outcome, ids(nobody)) == ("not_screened", ["ship-to-ship-transfer"])


TEXTS = st.sampled_from(["", "STS transfer off Nampo", "coal", "AIS off", "gold bars, Dandong", "paper", "Korea"])


@given(st.sampled_from([e.name for e in LISTED.entities] + ["Meridian Trade", ""]), TEXTS, TEXTS)
def test_flags_make_no_hits_and_lower_nothing(name: str, notes: str, address: str) -> None:
    plain, raised = result(name=name, address=address), result(name=name, notes=notes, address=address)
    bare = engine(red_flags={"off": ids(raised)}).result(row({"name": name, "notes": notes, "address": address}), TERMS)
    assert bare.outcome == raised.outcome
    assert [(h.entity_id, h.score) for h in bare.hits] == [(h.entity_id, h.score) for h in raised.hits]
    assert 0 <= RISK_ORDER[raised.risk] - RISK_ORDER[bare.risk] <= 1
    assert bool(plain.hits) <= bool(raised.hits)


RULE = {
    "id": "own", "title": "Own", "words": ["wild goose", "기러기 사냥"], "fields": ["name", "goods", "notes"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "goods", "notes", "flags"),
    [
        ("Acme Ltd", "wild goose down", "", ["own"]),
        ("Acme Ltd", "", "ловля: Wild Goose", ["own"]),
        ("Acme Ltd", "기러기사냥", "as agreed", ["own"]),
        ("Acme Wild", "goose down", "", []),  # words of two fields are no phrase
        ("Ноев Wild", "goose down", "", []),
        ("기러기", "사냥", "", []),
        ("Acme\x1fWild", "Goose\x1fLtd", "", []),
    ],
)
def test_words_are_looked_for_in_each_field_by_itself(name: str, goods: str, notes: str, flags: list[str]) -> None:
    told = row({"name": name, "goods": goods, "notes": notes})
    assert ids(engine(red_flag=[RULE]).result(told, TERMS)) == flags
