"""Two versions of a list compared: what is told for each kind of change, in what order, and how it reads."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.entities import Entity, Watchlist
from screening.list_changes.difference_page import difference_page
from screening.list_changes.difference_text import difference_text
from screening.lists.difference import Difference, FieldChange, difference

BASE: dict[str, Any] = {
    "id": "7",
    "type": "Company",
    "names": [{"text": "Zemblan Bank", "quality": "primary"}, {"text": "ZB", "quality": "alias"}],
    "identifiers": [{"kind": "bic", "value": "KDBKKPPY"}],
    "addresses": [{"text": "1 Onhava Row", "country": "KP"}],
    "programmes": ["DPRK"],
    "remarks": "Opened: 1955; Chair: none",
}


def listed(*entities: dict[str, Any], **told: Any) -> Watchlist:
    return Watchlist(name="zembla", entities=tuple(Entity.model_validate(e) for e in entities), **told)


def changes(**fields: Any) -> list[FieldChange]:
    """What is told of an entry of which these fields are other ones now."""
    found = difference(listed(BASE), listed({**BASE, **fields}))
    assert (len(found.added), len(found.removed), len(found.changed) + found.unchanged) == (0, 0, 1)
    return [field for change in found.changed for field in change.fields]


def names(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [{"text": text, "quality": quality} for text, quality in pairs]


CASES: list[tuple[dict[str, Any], FieldChange]] = [
    (
        {"names": names(("Zemblan Bank", "primary"), ("Onhava Bank", "former"))},
        FieldChange(field="names", removed=("ZB (quality alias)",), added=("Onhava Bank (quality former)",)),
    ),
    (
        {"names": names(("Zemblan Bank", "primary"), ("ZB", "weak"))},
        FieldChange(field="name_quality", removed=("ZB (quality alias)",), added=("ZB (quality weak)",)),
    ),
    ({"names": [*reversed(BASE["names"])]}, FieldChange(field="names")),
    (
        {"identifiers": [*BASE["identifiers"], {"kind": "lei", "value": "X1", "country": "KP"}]},
        FieldChange(field="identifiers", added=("lei X1 (country KP)",)),
    ),
    ({"dates": {"founded": ["1955-03"]}}, FieldChange(field="dates", added=("founded 1955-03",))),
    (
        {"addresses": [{"text": "2 Onhava Row", "country": "KP"}]},
        FieldChange(
            field="addresses", removed=("1 Onhava Row (country KP)",), added=("2 Onhava Row (country KP)",)
        ),
    ),
    ({"programmes": []}, FieldChange(field="programmes", removed=("DPRK",))),
    ({"status": "delisted"}, FieldChange(field="status", removed=("designated",), added=("delisted",))),
    ({"basis": "alleged"}, FieldChange(field="basis", removed=("designated",), added=("alleged",))),
    ({"type": "Vessel"}, FieldChange(field="type", removed=("Company",), added=("Vessel",))),
    ({"remarks": "Opened: 1955; Chair: K"},
     FieldChange(field="remarks", removed=("Chair: none",), added=("Chair: K",))),
    ({"remarks": None}, FieldChange(field="remarks", removed=("Chair: none", "Opened: 1955"))),
    (
        {"relations": [{"kind": "controlled_by", "target": "8", "since": "2017"}]},
        FieldChange(field="relations", added=("controlled_by 8 (since 2017)",)),
    ),
    ({"max_risk": "low"}, FieldChange(field="max_risk", added=("low",))),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "told"), CASES)
def test_a_change_is_told_field_by_field(fields: dict[str, Any], told: FieldChange) -> None:
    assert changes(**fields) == [told]


def test_several_fields_of_one_entry() -> None:
    assert [c.field for c in changes(status="delisted", programmes=["X"], names=names(("A", "primary")))] == [
        "names", "status", "programmes",
    ]  # fmt: skip


def test_entries_are_paired_by_id_and_come_in_order() -> None:
    old = listed(*({**BASE, "id": i} for i in ("10", "9", "b", "a")))
    new = listed(*({**BASE, "id": i} for i in ("c", "11", "2", "10", "b")))
    found = difference(old, new)
    assert [e.id for e in found.added] == ["2", "11", "c"]
    assert [e.id for e in found.removed] == ["9", "a"]
    assert (found.changed, found.unchanged) == ((), 2)
    assert difference(new, old).added == found.removed


def test_an_id_that_stands_twice_is_two_entries() -> None:
    twice = listed(BASE, {**BASE, "status": "delisted"})
    assert difference(twice, twice).unchanged == 2
    assert [e.id for e in difference(listed(BASE), twice).added] == ["7"]


def test_other_issuers_and_exchanged_lists_are_warned_of() -> None:
    old, new = listed(BASE, issuer="A", as_of="2026-02-01"), listed(BASE, issuer="B", as_of="2026-01-01")
    first, second = difference(old, new).warnings
    assert "different issuers, 'A' and 'B'" in first
    assert "is of 2026-01-01, before the old one" in second
    assert difference(old, old).warnings == ()


def texts_of(found: Difference) -> str:
    return difference_text(found) + difference_page(found).decode() + found.model_dump_json()


HOSTILE = "<script>alert(1)</script>\x1b[31m\n\u202e & \"'"


def test_no_text_of_a_list_becomes_markup() -> None:
    name = [{"text": f"A{HOSTILE}", "quality": "primary"}]
    found = difference(listed(BASE, {**BASE, "id": HOSTILE}), listed({**BASE, "names": name, "remarks": HOSTILE}))
    page = difference_page(found).decode()
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "\x1b" not in page + difference_text(found)
    assert set(re.findall(r"<(\w+)", page)) <= {
        "html", "head", "meta", "title", "style", "body", "header", "h1", "p", "main", "table", "thead", "tbody", "tr",
        "th", "td", "section", "h2", "div", "ul", "li",
    }  # fmt: skip


def test_the_text_is_complete() -> None:
    text = difference_text(difference(listed(BASE, {**BASE, "id": "8"}), listed({**BASE, "status": "delisted"})))
    assert "0 added, 1 removed, 1 changed, 0 as before" in text
    assert "- 8  Zemblan Bank  Company  [DPRK]" in text
    assert "~ 7  Zemblan Bank  Company\n    status\n      - designated\n      + delisted" in text


entries = st.builds(
    lambda i, name, programme: {"id": i, "names": [{"text": name, "quality": "primary"}], "programmes": [programme]},
    st.sampled_from("abcde"), st.sampled_from(["Ab", "Cd"]), st.sampled_from(["X", "Y"]),
)  # fmt: skip


@given(st.lists(entries, max_size=6), st.lists(entries, max_size=6), st.randoms(use_true_random=False))
def test_nothing_is_lost_and_the_order_of_the_lists_says_nothing(
    old: list[dict[str, Any]], new: list[dict[str, Any]], chance: Any
) -> None:
    found = difference(listed(*old), listed(*new))
    assert len(found.added) + len(found.changed) + found.unchanged == len(new)
    assert len(found.removed) + len(found.changed) + found.unchanged == len(old)
    assert all(change.fields for change in found.changed)
    one_each = list({e["id"]: e for e in new}.values())
    mixed = chance.sample(one_each, len(one_each))
    assert json.loads(texts := difference(listed(*old), listed(*mixed)).model_dump_json()) == json.loads(
        difference(listed(*old), listed(*one_each)).model_dump_json()
    ), texts
