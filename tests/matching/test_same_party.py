"""One party on several lists: linked by references and identifiers, never by its name, and shown as one alert."""

from __future__ import annotations

import pickle
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.config import Config, RiskConfig
from screening.entities import UNRANKED, Counterparty, Entity, Identifier, Watchlist
from screening.matching.parties import Party
from screening.matching.same_party import SameParties, link_keys, linked, why_same
from screening.screener import Screener

NAME = {"text": "Zemblan Harbour Bank", "quality": "primary"}


def party(watchlist: str, id_: str, **facts: Any) -> Party:
    return Party(watchlist, Entity.model_validate({"id": id_, "names": [NAME], "type": "Organization", **facts}))


def number(kind: str, value: str, country: str | None = None) -> dict[str, str | None]:
    return {"kind": kind, "value": value, "country": country}


SAME: Sequence[tuple[str, Party, Party]] = [
    ("UN number", party("un", "un-KPe.035"), party("uk", "ofsi-11286", references=["UN KPe.035"])),
    ("UN number, small letters", party("un", "un-KPe.035"), party("uk", "x", references=["un kpe.035"])),
    ("EU number", party("a", "a", references=["EU EU.4105.82"]), party("eu", "eu-5815", references=["EU.4105.82"])),
    ("OFAC number", party("a", "a", references=["OFAC 12312"]), party("ofac", "ofac-12312")),
    ("OFSI number", party("a", "a", references=["OFSI 11286"]), party("uk", "ofsi-11286")),
    ("UK number", party("a", "a", references=["UK DPR0147"]), party("uk", "uk-DPR0147")),
    ("AU number", party("a", "a", references=["AU 3212"]), party("au", "dfat-3212")),
    ("BIC and its branch", party("a", "a", identifiers=[number("bic", "KDBKKPPY")]),
     party("b", "b", identifiers=[number("swift", "KDBKKPPYXXX")])),
    ("IMO", party("a", "a", type="Vessel", identifiers=[number("imo", "8829593")]),
     party("b", "b", type="Vessel", identifiers=[number("imo", "IMO 8829593")])),
    ("passport of one country", party("a", "a", identifiers=[number("passport", "472234895", "KP")]),
     party("b", "b", identifiers=[number("passport", "472 234 895", "KP")])),
]  # fmt: skip

OTHERS: Sequence[tuple[str, Party, Party]] = [
    ("the name alone", party("a", "a"), party("b", "b")),
    ("one list", party("a", "a", references=["UN KPe.035"]), party("a", "b", references=["UN KPe.035"])),
    ("a regulation", party("a", "a", references=["EU 2017/1509"]), party("b", "b", references=["EU 2017/1509"])),
    ("a link", party("a", "a", references=["https://x.example/1"]), party("b", "b", references=["https://x.example/1"])),
    ("passports of two countries", party("a", "a", identifiers=[number("passport", "472234895", "KP")]),
     party("b", "b", identifiers=[number("passport", "472234895", "DE")])),
    ("a number of no country", party("a", "a", identifiers=[number("registration_number", "123456")]),
     party("b", "b", identifiers=[number("registration_number", "123456")])),
    ("a ship and its owner", party("a", "a", type="Vessel", identifiers=[number("imo", "8829593")]),
     party("b", "b", identifiers=[number("imo", "8829593")])),
    ("numbers of two issuers", party("a", "ofac-12312"), party("b", "ofsi-12312")),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b"), [s[1:] for s in SAME], ids=[s[0] for s in SAME])
def test_same(a: Party, b: Party) -> None:
    assert linked([a, b]) == linked([b, a]) == [[0, 1]]
    assert why_same(a.entity, b.entity)


@pytest.mark.parametrize(("a", "b"), [o[1:] for o in OTHERS], ids=[o[0] for o in OTHERS])
def test_not_the_same(a: Party, b: Party) -> None:
    assert linked([a, b]) == []


def test_a_number_that_two_entries_of_a_list_have_links_nobody() -> None:
    shared = [number("bic", "KDBKKPPY")]
    assert linked([party("a", "1", identifiers=shared), party("a", "2", identifiers=shared),
                   party("b", "3", identifiers=shared)]) == []  # fmt: skip


def test_a_third_list_links_two() -> None:
    first = party("a", "1", references=["OFAC 7"])
    second = party("b", "2", identifiers=[number("bic", "KDBKKPPY")])
    third = party("c", "ofac-7", identifiers=[number("bic", "KDBKKPPY")])
    assert linked([first, second, third]) == [[0, 1, 2]]
    assert not why_same(first.entity, second.entity)


KEYS = st.sampled_from(["UN KPe.001", "UN KPe.002", "OFAC 1", "OFAC 2", "EU.1.1"])


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.lists(KEYS, max_size=3, unique=True)), max_size=12))
def test_a_group_has_one_entry_of_a_list(rows: list[tuple[str, list[str]]]) -> None:
    parties = [party(name, f"id{n}", references=keys) for n, (name, keys) in enumerate(rows)]
    groups = linked(parties)
    members = [n for group in groups for n in group]
    assert len(members) == len(set(members))
    for group in groups:
        assert len({parties[n].watchlist for n in group}) == len(group) > 1
    same = SameParties(SameParties.columns(groups))
    assert all(n in same.of(n) for n in range(len(parties)))


def test_keys_are_told_for_people() -> None:
    one = party("a", "un-KPe.035", identifiers=[number("bic", "KDBKKPPY")]).entity
    assert [key.shown for key in link_keys(one)] == ["UN KPe.035", "bic KDBKKPPY"]


# ---------------------------------------------------------------------------------------------------- as one alert


def screener(**other: Any) -> Screener:
    own: Mapping[str, Any] = {"references": ["OFAC 7"], "basis": "reported", "status": "reported"}
    lists = [("dprk", "zemblan-bank", dict(own)), ("ofac", "ofac-7", {}), ("eu", "eu-1", other)]
    return Screener([Watchlist(name=n, entities=(party(n, i, **facts).entity,)) for n, i, facts in lists])


def test_one_alert_names_every_list_and_carries_the_highest_risk() -> None:
    result = screener().check(Counterparty(name="Zemblan Harbour Bank"))
    told = [(h.watchlist, h.risk, [(a.watchlist, a.score, a.linked_by) for a in h.also_listed]) for h in result.hits]
    assert told == [("ofac", "high", [("dprk", 100.0, ("OFAC 7",))]), ("eu", "high", [])]
    assert screener().match("Zemblan Harbour Bank") == result.hits


LED: list[tuple[dict[str, tuple[int, int]], dict[str, Any], str]] = [
    # the ranks of the lists, what else the entry on "b" has, the list whose entry leads an alert on "Zemblan Harbour"
    ({}, {}, "a"),  # as good: by the names of the lists
    ({"a": (9, 1), "b": (9, 0)}, {}, "b"),  # the first in the configuration
    ({"a": (9, 0), "b": (9, 1)}, {"basis": "reported"}, "a"),
    ({"a": (9, 1), "b": (1, 0)}, {"basis": "reported"}, "a"),  # the higher risk, whatever the priority
    ({"a": (9, 0), "b": (9, 1)}, {"better": "Zemblan Harbour"}, "b"),  # the better score before the place
    ({"a": (1, 1), "b": (2, 0)}, {"better": "Zemblan Harbour"}, "a"),  # the priority before the better score
    ({"a": (2, 0)}, {"better": "Zemblan Harbour"}, "a"),  # one with a priority before one without
]


@pytest.mark.parametrize(("ranks", "facts", "leader"), LED)
def test_which_list_leads_an_alert(ranks: dict[str, tuple[int, int]], facts: dict[str, Any], leader: str) -> None:
    def named(text: str) -> list[dict[str, str]]:
        return [{"text": text, "quality": "primary"}]

    own = dict(facts)
    names = {"a": named("Zemblan Harbour Bank Trust"), "b": named(own.pop("better", "Zemblan Harbour Bank Trust"))}
    lists = [
        Watchlist(
            name=name,
            entities=(party(name, f"{name}1", references=["OFAC 7"], names=names[name], **more).entity,),
            rank=ranks.get(name, UNRANKED),
        )
        for name, more in (("a", {}), ("b", own))
    ]
    config = Config(threshold=40, risk=RiskConfig(strong_score=0))
    for one in (Screener(lists, config), Screener(lists[::-1], config)):
        (hit,) = one.check(Counterparty(name="Zemblan Harbour")).hits
        assert (hit.watchlist, len(hit.also_listed)) == (leader, 1)
        assert pickle.loads(pickle.dumps(one)).match("Zemblan Harbour") == (hit,)


def test_of_equal_hits_the_one_on_the_first_list_is_first() -> None:
    ranks = {"a": (5, 0), "b": (1, 1), "c": UNRANKED}
    lists = [Watchlist(name=n, entities=(party(n, n).entity,), rank=rank) for n, rank in ranks.items()]
    hits = Screener(lists).match("Zemblan Harbour Bank")
    assert [hit.watchlist for hit in hits] == ["b", "a", "c"]


def test_an_entry_that_does_not_match_is_named_without_a_score() -> None:
    linked_by_number = screener(
        names=[{"text": "Orlando Vexley Trust", "quality": "primary"}], references=["OFAC 7", "EU.4105.82"]
    )
    (hit,) = linked_by_number.check(Counterparty(name="Zemblan Harbour Bank")).hits
    assert [(a.watchlist, a.entity_name, a.score) for a in hit.also_listed] == [
        ("dprk", "Zemblan Harbour Bank", 100.0),
        ("eu", "Orlando Vexley Trust", None),
    ]


def test_entries_of_one_party_do_not_crowd_out_another() -> None:
    hits = screener().check(Counterparty(name="Zemblan Harbour Bank"), max_hits=2).hits
    assert {h.watchlist for h in hits} == {"ofac", "eu"}
    assert len(screener().check(Counterparty(name="Zemblan Harbour Bank"), max_hits=1).hits) == 1


def test_the_same_number_is_one_alert_however_the_names_differ() -> None:
    bank = [number("bic", "KDBKKPPY")]
    lists = [
        Watchlist(name=n, entities=(party(n, n, identifiers=bank, names=[{"text": t, "quality": "primary"}]).entity,))
        for n, t in (("a", "Zemblan Harbour Bank"), ("b", "Krimson Kettle"))
    ]
    (hit,) = (
        Screener(lists).check(Counterparty(name="Nobody", identifiers=(Identifier(kind="bic", value="KDBKKPPY"),))).hits
    )
    assert (hit.watchlist, hit.also_listed[0].watchlist, hit.also_listed[0].score) == ("a", "b", 100.0)
