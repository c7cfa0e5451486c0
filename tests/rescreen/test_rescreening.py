"""Rescreening gives what a full screening of now gives, and tells what a comparison of the two would: to the byte."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.config import Config
from screening.entities import Entity
from screening.report.comparison_text import rescreening_text
from screening.screener import Screener

from .held import CONFIGS, again, held_to_a_full_screening, listed, watchlist
from .tables import THEN, table

NAMES = [
    "Zemblan Harbour Bank", "Onhava Trading Company", "Hassan Quillon", "Hassan Ali Vexley", "Ali Hassan Mahmoud",
    "Mahmoud Vexley", "Gryphon Thimble Society", "Foreign Gryphon Bank Onhava Society", "Corsair Wyvern 7",
    "Chong Chon 7", "평양무역은행", "조선대성은행", "Korea Daesong Bank", "Quillon Shipping Company", "J. Vexley",
    "Zemblan Ports and Shipping Company of Onhava", "Mohammed Onhava", "North Korea Harbour Company", "华夏贸易公司",
]  # fmt: skip
SOUGHT = [
    *NAMES, "Zemblan Harbuor Bank", "Hasan Quilon", "Vexley", "FGBOS", "Corsair Wyvern", "Zemblan Ports and Shipping",
    "ZemblanHarbour Bank", "평양 무역은행 지점", "주식회사평양무역은행", "Daesung Bank", "DPRK Harbour Company",
    "Muhammad Onhava", "Hassan", "Bakery Sunrise", "J Vexley", "Vexley H.", "Trading Company", "华夏贸易", "", "-",
]  # fmt: skip
NUMBERS = ["9187332", "8905490"]


@st.composite
def entity(draw: st.DrawFn) -> dict[str, Any]:
    first, *others = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
    quality = st.sampled_from(["alias", "weak", "former"])
    found: dict[str, Any] = {
        "id": draw(st.sampled_from([f"e{n}" for n in range(9)])),
        "type": draw(st.sampled_from(["Person", "Company", "Vessel", "LegalEntity"])),
        "names": [{"text": first, "quality": "primary"}, *({"text": t, "quality": draw(quality)} for t in others)],
        "status": draw(st.sampled_from(["designated", "designated", "delisted"])),
    }
    if draw(st.integers(0, 3)) == 0:
        found["identifiers"] = [{"kind": "imo", "value": draw(st.sampled_from(NUMBERS))}]
    if draw(st.integers(0, 4)) == 0:
        found["not_to_be_confused_with"] = [{"name": draw(st.sampled_from(SOUGHT[:-3])) or "x", "reason": "another"}]
    return found


lists_of = st.lists(entity(), min_size=1, max_size=12)


FIVE = st.integers(0, 5)


@st.composite
def versions(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A list, and the same with some entries gone, some new and some changed, in another order perhaps."""
    old = draw(lists_of)
    new = [e for e in old if draw(FIVE)]
    new += draw(st.lists(entity(), max_size=3))
    if new and draw(FIVE) > 2:
        new[0] = {**new[0], "status": "sunk"}
    if draw(FIVE) > 2:
        new.reverse()
    return old, new or old


rows_of = st.lists(
    st.tuples(
        st.sampled_from(SOUGHT), st.sampled_from(["", "Person", "Vessel", "Company"]), st.sampled_from(["", *SOUGHT]),
        st.sampled_from(["", *NUMBERS]), st.sampled_from(["", "KP", "DE"]), st.sampled_from(["", *SOUGHT]),
    ),
    min_size=1, max_size=12,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(
    versions(), rows_of, st.sampled_from(CONFIGS), st.sampled_from([1, 2, 10]), st.sampled_from([60.0, 75.0, 90.0]),
    st.sampled_from(["zembla", "zembla-2"]),
)  # fmt: skip
def test_it_is_a_full_screening_of_old_and_new_compared(
    lists: tuple[list[dict[str, Any]], list[dict[str, Any]]],
    rows: list[tuple[str, ...]],
    config: Config,
    max_hits: int,
    threshold: float,
    name: str,
) -> None:
    held_to_a_full_screening(watchlist(lists[0]), watchlist(lists[1], name=name), rows, config, max_hits, threshold)


HEADERS = ("First name", "Last name", "Director", "Passport no", "Date of birth", "Nationality", "Address", "Remarks")
full_rows = st.lists(
    st.tuples(
        st.sampled_from(["", "Hassan", "Hassan Ali", "J.", "Zemblan", "평양", "#N/A"]),
        st.sampled_from(["", "Quillon", "Vexley", "Harbour Bank", "무역은행"]),
        st.sampled_from(["", *SOUGHT]), st.sampled_from(["", "P1234567", "P 123 4567"]),
        st.sampled_from(["", "1970-02-01"]), st.sampled_from(["", "KP"]),
        st.sampled_from(["", "Onhava", "c/o Hassan Quillon, Onhava", "14 Coriolanus Lane, Onhava"]),
        st.sampled_from(["", *SOUGHT, "ship IMO 9187332"]),
    ),
    min_size=1, max_size=8,
)  # fmt: skip


def told_of(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The entries with what may be held against the other columns of such rows."""
    facts = {
        "dates": {"birth": ["1970", "1970-02-01"]}, "countries": ["KP"],
        "identifiers": [{"kind": "passport", "value": "P1234567"}],
        "addresses": [{"text": "Coriolanus Lane 14", "city": "Onhava"}],
    }  # fmt: skip
    return [e if n % 2 else {**facts, **e} for n, e in enumerate(entries)]


@settings(max_examples=60, deadline=None)
@given(versions(), full_rows, st.sampled_from([60.0, 75.0, 90.0]))
def test_rows_of_many_columns(
    lists: tuple[list[dict[str, Any]], list[dict[str, Any]]], rows: list[tuple[str, ...]], threshold: float
) -> None:
    old, new = (watchlist(told_of(entries)) for entries in lists)
    held_to_a_full_screening(old, new, rows, CONFIGS[0], 10, threshold, headers=HEADERS)


def linked(lists: st.SearchStrategy[list[dict[str, Any]]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """The entries, some with a reference that entries of other lists may have as well."""
    references = st.sampled_from([[], ["UN KPe.001"], ["OFAC 7"], ["UN KPe.001", "OFAC 7"]])
    return lists.flatmap(
        lambda entries: st.lists(references, min_size=len(entries), max_size=len(entries)).map(
            lambda told: [{**e, "references": r} for e, r in zip(entries, told, strict=True)]
        )
    )


@settings(max_examples=100, deadline=None)
@given(linked(lists_of), linked(lists_of), linked(lists_of), rows_of, st.sampled_from([1, 2, 10]))
def test_one_party_on_several_lists(
    old: list[dict[str, Any]],
    new: list[dict[str, Any]],
    others: list[dict[str, Any]],
    rows: list[tuple[str, ...]],
    max_hits: int,
) -> None:
    beside = [watchlist(others, name="other")]
    kept = [*old[: len(old) // 2], *new[: len(new) // 2]]
    held_to_a_full_screening(watchlist(old), watchlist(kept), rows, CONFIGS[0], max_hits, 60.0, beside=beside)


def test_a_link_that_is_new_changes_the_hit_on_an_entry_that_is_the_same() -> None:
    theirs = [{**e, "references": ["UN KPe.001"]} for e in listed("Zemblan Harbour Bank")]
    old = watchlist(listed("Quillon"))
    new = watchlist([*listed("Quillon"), *({**e, "id": "n", "references": ["UN KPe.001"]} for e in listed("Corsair"))])
    found = held_to_a_full_screening(
        old, new, [row("Zemblan Harbour Bank")], CONFIGS[0], 10, 75.0, beside=[watchlist(theirs, name="other")]
    )
    (change,) = found.changes
    assert (change.what, change.entity_id, change.fields) == ("changed", "Zemblan Harbour Bank", ("also_listed",))


def row(name: str, type_: str = "", alias: str = "", imo: str = "", notes: str = "") -> tuple[str, ...]:
    return (name, type_, alias, imo, "", notes)


SHIP = {"identifiers": [{"kind": "imo", "value": "9187332"}]}
FOREIGN = "Foreign Gryphon Bank Onhava Society"
PORTS = "Zemblan Ports and Shipping Company"
QUILLONS = ["Quillon Thimble", "Quillon Wyvern", "Quillon Kettle", "Quillon Bezel", "Quillon Larch", "Quillon Osprey"]
OTHER = [{"name": "Zemblan Quillon Oxbow", "reason": "r"}]
FILLED = ["Larkspur Vane", "Tamarisk Quoin", "Bistre Oriel", "Umber Corbel", "Sorrel Mullion", "Ochre Finial"]
LONG = [f"{a} Bezel Corbel Dormer Eyelet" for a in ("Amber", "Beryl", "Citrine", "Dun", "Ebony", "Fawn")]
MANY = [f"{a}{b}" for a in ("Larkspur ", "Tamarisk ", "Bistre ", "Umber ") for b in ("Vane", "Quoin", "Oriel", "Gable")]


@dataclass(frozen=True)
class Whole:
    """Something that hangs on the list as a whole, so that a hit on an entry that is the same may be another.

    Both lists have ``entry`` and as many names; ``counted`` lets the words' counts in them bear on what they say.
    """

    about: str
    entry: list[dict[str, Any]]
    old: list[dict[str, Any]]
    new: list[dict[str, Any]]
    asked: tuple[str, ...]
    counted: bool = False
    threshold: float = 40.0


WHOLE = [
    Whole(
        "a word of the counterparty is commoner now", listed("Zemblan Harbour Bank"), listed(*FILLED),
        listed(*QUILLONS), row("Zemblan Harbour Quillon Bank"), counted=True,
    ),
    Whole(
        "a word of the entry is commoner now", listed("Zemblan Harbour Quillon"), listed(*FILLED), listed(*QUILLONS),
        row("Zemblan Harbour"), counted=True,
    ),
    Whole(
        "a word of a party that the entry is not is commoner now",
        listed("Zemblan Harbour", not_to_be_confused_with=OTHER), listed(*FILLED), listed(*QUILLONS),
        row("Zemblan Oxbow"), counted=True, threshold=20.0,
    ),
    Whole("an acronym says less among many", listed(FOREIGN), listed(*FILLED), listed(*LONG), row("FGBOS")),
    Whole(
        "a beginning that too many names have", listed(f"{PORTS} Onhava Kettle Oxbow Larch"),
        listed(*MANY, *FILLED),
        listed(*(f"{PORTS} {chr(97 + n) * 5} Osprey Bezel Larch Kettle Wyvern" for n in range(22))),
        row(PORTS), threshold=90.0,
    ),
    Whole(
        "a name that is looked for in longer runs", listed("평양무역은행"), listed("라라라라"), listed("한평양"),
        row("대한평양무역은행지점"), threshold=75.0,
    ),
    Whole(
        "a number that is new", listed(*FILLED), listed("Corsair"), listed("Corsair", **SHIP), row("", imo="9187332")
    ),
    Whole(
        "an id that another entry has too", listed("Corsair Wyvern", id="a"), listed("Zemblan Harbour", id="a"),
        listed(*FILLED), row("Zemblan Harbour"),
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", WHOLE, ids=[case.about for case in WHOLE])
def test_what_hangs_on_the_list_as_a_whole(case: Whole) -> None:
    old, new = watchlist([*case.old, *case.entry]), watchlist([*case.new, *case.entry])
    rows = [case.asked, row("Bakery Sunrise")]
    found = held_to_a_full_screening(old, new, rows, CONFIGS[0], 10, case.threshold, counted=case.counted)
    assert found.changes, "the case says nothing: copying the earlier result would be right"


def test_a_decision_that_expired_in_the_meantime() -> None:
    old = watchlist([{**e, "id": "e1"} for e in listed("Hassan")])
    found = held_to_a_full_screening(old, old, [row("Hassan")], CONFIGS[2], 10, 75.0)
    assert [change.what for change in found.changes] == ["new"]


BASE: list[dict[str, Any]] = [
    {"id": f"e{n}", "names": [{"text": text, "quality": "primary"}]} for n, text in enumerate(NAMES[:8])
]
ROWS = [("Zemblan Harbour Bank", "", "", "", "", ""), ("Bakery Sunrise", "", "", "", "", "")] * 3


def test_rows_that_nothing_new_touches_are_not_screened() -> None:
    old, new = watchlist(BASE), watchlist([*BASE, {"id": "n", "names": [{"text": "Wyvern Kettle"}]}])
    before = Screener([old]).screen(table([*ROWS, ("Wyvern Ketle", "", "", "", "", "")]), now=THEN)
    found = again(before, old, new, Config(), before.screening.config_sha256)
    assert (found.rows, found.screened, dict(found.counts)) == (7, 1, {"new": 1, "changed": 0, "gone": 0})
    (change,) = found.changes
    assert (change.what, change.row, change.entity_id, change.before) == ("new", 8, "n", None)


def test_new_changed_and_gone_hits_are_told() -> None:
    changed = {**BASE[1], "status": "delisted"}
    old, new = watchlist(BASE[:3]), watchlist([BASE[0], changed, {**BASE[3]}])
    rows = [(str(e["names"][0]["text"]), "", "", "", "", "") for e in BASE[:4]]
    before = Screener([old]).screen(table(rows), now=THEN)
    found = again(before, old, new, Config(), before.screening.config_sha256)
    assert [(c.what, c.entity_id) for c in found.changes] == [("new", "e3"), ("changed", "e1"), ("gone", "e2")]
    assert {"status", "entry", "risk"} <= set(found.changes[1].fields)
    text = rescreening_text(found)
    assert [line for line in text.splitlines() if line.endswith(" hits")] == ["New hits", "Changed hits", "Gone hits"]
    assert "1 new, 1 changed, 1 gone" in text


def test_entities_of_the_tests_are_valid() -> None:
    assert all(Entity.model_validate(e) for e in BASE)
