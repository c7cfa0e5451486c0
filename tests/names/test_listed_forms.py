"""Several names in one listed name: found where it is certain, and nothing else taken for a name."""

from __future__ import annotations

import pytest

from screening.entities import Entity, Watchlist
from screening.names.listed_forms import forms_of
from screening.screener import Screener

HELD = [
    ("KOREAN NATIONAL INSURANCE COMPANY (KNIC)", ["KOREAN NATIONAL INSURANCE COMPANY", "KNIC"]),
    ("OCEAN MARITIME MANAGEMENT COMPANY, LIMITED (OMM)", ["OCEAN MARITIME MANAGEMENT COMPANY, LIMITED", "OMM"]),
    ("MINISTRY OF THE PEOPLE'S ARMED FORCES (MPAF)", ["MINISTRY OF THE PEOPLE'S ARMED FORCES", "MPAF"]),
    ("Zemblan Harbour Bank [ZHB]", ["Zemblan Harbour Bank", "ZHB"]),
    ("ZHB (Zemblan Harbour Bank)", ["ZHB", "Zemblan Harbour Bank"]),
    ("حسن غول (Hassan Ghul; Hasan Gul)", ["حسن غول", "Hassan Ghul", "Hasan Gul"]),
    (
        "Mohammad Zolqadr (محمد ذوالقدر); Zolkadr",
        ["Mohammad Zolqadr (محمد ذوالقدر)", "Zolkadr", "Mohammad Zolqadr", "محمد ذوالقدر"],
    ),
    ("Haji Gulab Gul (حاجی گلاب گل)", ["Haji Gulab Gul", "حاجی گلاب گل"]),
    ("조선대성은행 (Korea Daesong Bank)", ["조선대성은행", "Korea Daesong Bank"]),
    ("Mohammad Zolqadr; Mohammad Zolkadr", ["Mohammad Zolqadr", "Mohammad Zolkadr"]),
    ("Orlando Vexley a.k.a. Orlan Veksli", ["Orlando Vexley", "Orlan Veksli"]),
    ("REVOLUTIONARY GUARD CORPS (RGC) CYBER COMMAND", ["REVOLUTIONARY GUARD CORPS CYBER COMMAND"]),
]

ALONE = [
    "",
    "Korea Daesong Bank",
    "Bank of Zembla (Tehran Branch)",
    "Zemblan Harbour (Nampo)",
    "Zemblan Harbour Bank (ZB)",
    "Zemblan Harbour Bank (XYZ)",
    "Zemblan Harbour Bank (1998)",
    "(KNIC)",
    "Corsair (",
    "KOREAN NATIONAL INSURANCE COMPANY KNIC",
]


@pytest.mark.parametrize(("text", "names"), HELD)
def test_names_inside_of_a_name(text: str, names: list[str]) -> None:
    assert list(forms_of(text)) == names


@pytest.mark.parametrize("text", ALONE)
def test_nothing_else_is_a_name(text: str) -> None:
    assert forms_of(text) == ()


@pytest.mark.parametrize("query", ["KNIC", "Korea National Insurance Corporation", "Korean National Insurance Company"])
def test_they_are_found_and_belong_to_the_entry(query: str) -> None:
    names = [{"text": "KOREAN NATIONAL INSURANCE COMPANY (KNIC)", "quality": "primary"}]
    entity = Entity.model_validate({"id": "un-KPe.048", "type": "Organization", "names": names})
    screener = Screener([Watchlist(name="un", entities=(entity,))])
    (hit,) = screener.match(query)
    assert (hit.entity_id, hit.name_quality) == ("un-KPe.048", "primary")
    assert hit.entity_name.startswith(hit.matched_name.rstrip(")")) or hit.matched_name == "KNIC"
    assert screener.lists[0].names == 1
