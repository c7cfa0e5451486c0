"""What rows share with each other is told by a rescreening as by a full screening, though it reads few of the rows."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screening.report.comparison import Rescreening

from .held import CONFIGS, held_to_a_full_screening, listed, watchlist

HEADERS = (
    "Name", "Type", "Director", "Owner", "Phone", "E-mail", "Address", "Vessel", "IMO", "Flag", "Account number",
    "Reg no",
)  # fmt: skip
LISTED = ["Zemblan Harbour Bank", "Hassan Quillon", "Corsair Wyvern", "平양무역은행", "Società Umbra Onhava"]
DIRECTORS = ["", "Charles Kinbote", "KINBOTE, Charles", "Hassan Quillon", "金正日", "Šárka Umbra", "Sarka Umbra"]

cells = st.tuples(
    st.sampled_from([*LISTED, "Meridian Trade", "Umbra Bakery", "Kinbote Charles"]),
    st.sampled_from(["", "", "Vessel"]),
    st.sampled_from(DIRECTORS),
    st.sampled_from(["", "Meridian Trade 60 %", "Zemblan Harbour Bank (70%)"]),
    st.sampled_from(["", "+86 415 212 3456", "0415-2123456", "415 a 212b3456", "4.152123456E+9"]),
    st.sampled_from(["", "info@zembla.example", "Sales <INFO@ZEMBLA.example>", "www.zembla.example"]),
    st.sampled_from(["", "88 Jiangcheng Road, Dandong", "Jiangcheng Rd 88, Dandong", "88 Jiängcheng Road Dandong"]),
    st.sampled_from(["", "Corsair Wyvern", "Gull"]),
    st.sampled_from(["", "9187332", "IMO 9187332", "9.187332E+06"]),
    st.sampled_from(["", "KP", "PA"]),
    st.sampled_from(["", "77 88 99 00 11", "7788990011", "77-88-99-AB-11", "GB82 WEST 1234 5698 7654 32"]),
    st.sampled_from(["", "HRB 123456", "hrb-123456", "1.23456E+05", "123456"]),
)
rows_of = st.lists(cells, min_size=2, max_size=10)


def entries(names: list[str]) -> list[dict[str, Any]]:
    """Listed parties, of which each is related to the one before it in the alphabet."""
    order = sorted(LISTED)
    return [
        {**entry, "relations": [{"kind": "controlled_by", "target": order[order.index(entry["id"]) - 1]}]}
        for entry in listed(*names)
    ]


some = st.lists(st.sampled_from(LISTED), min_size=1, unique=True)


@settings(max_examples=150, deadline=None)
@given(some, some, rows_of)
def test_links_are_those_of_a_full_screening(old: list[str], new: list[str], rows: list[tuple[str, ...]]) -> None:
    held(old, new, rows)


def held(old: list[str], new: list[str], rows: list[tuple[str, ...]]) -> Rescreening:
    return held_to_a_full_screening(
        watchlist(entries(old)), watchlist(entries(new)), rows, CONFIGS[0], 10, 75.0, headers=HEADERS
    )


def row(name: str, **told: str) -> tuple[str, ...]:
    return tuple({"Name": name, **told}.get(header, "") for header in HEADERS)


BANK = "Zemblan Harbour Bank"
SHARED: list[tuple[dict[str, str], dict[str, str]]] = [
    ({"Director": "Charles Kinbote"}, {"Director": "KINBOTE, Charles"}),
    ({"Director": "Šárka Umbra"}, {"Director": "Sarka Umbra"}),
    ({"Phone": "+86 415 212 3456"}, {"Phone": "0415-2123456"}),
    ({"Phone": "+86 415 212 3456"}, {"Phone": "(0415) 212a3456"}),
    ({"E-mail": "info@zembla.example"}, {"E-mail": "www.zembla.example"}),
    ({"Address": "88 Jiangcheng Road, Dandong"}, {"Address": "Jiangcheng Rd 88, Dandong"}),
    ({"Account number": "77 88 99 00 11"}, {"Account number": "7788990011"}),
    ({"Reg no": "123456"}, {"Reg no": "1.23456E+05"}),
    ({"Reg no": "HRB 123456"}, {"Reg no": "hrb-123456"}),
]


@pytest.mark.parametrize(("own", "theirs"), SHARED)
@pytest.mark.parametrize("is_new", [True, False])
def test_a_row_that_is_not_screened_again_gets_and_loses_its_link(
    own: dict[str, str], theirs: dict[str, str], *, is_new: bool
) -> None:
    with_bank, without = ["Hassan Quillon", BANK], ["Hassan Quillon"]
    rows = [row("Meridian Trade", **own), row("Umbra Bakery"), row(BANK, **theirs)]
    found = held(*((without, with_bank) if is_new else (with_bank, without)), rows)
    assert bool(found.report.counterparties[0].links) == is_new
    assert found.screened == 1


def test_a_flag_of_owners_comes_to_a_row_that_had_another_flag_of_the_file() -> None:
    """All flags of a row raise its risk once, and are told together."""
    rows = [
        row("Meridian Trade", Owner=f"{BANK} (70%)"),
        row("Corsair Wyvern", Owner="Meridian Trade 60 %", IMO="9.187332E+06"),
        row(BANK, IMO="IMO 9187332"),
    ]
    found = held(["Corsair Wyvern"], ["Corsair Wyvern", BANK], rows)
    assert {"fifty-percent-rule", "imo-under-two-names"} <= {f.id for f in found.report.counterparties[1].red_flags}


def test_a_second_step_is_taken() -> None:
    """The row that gets a link has others, to rows that share nothing with the new hit."""
    shared = {"Phone": "+86 415 212 3456"}, {"Account number": "77 88 99 00 11"}
    rows = [row("Hassan Quillon", **shared[0]), row("Meridian Trade", **shared[0], **shared[1]), row(BANK, **shared[1])]
    found = held(["Hassan Quillon"], ["Hassan Quillon", BANK], rows)
    assert [link.kind for link in found.report.counterparties[1].links] == ["account", "phone"]


def test_of_entries_with_one_address_the_first_of_the_list_of_now_is_told() -> None:
    address = [{"text": "Coriolanus Lane 14", "city": "Onhava"}]
    both = [{**entry, "addresses": address} for entry in listed(BANK, "Hassan Quillon")]
    rows = [("Meridian Trade", "14 Coriolanus Lane, Onhava")]
    old, new = watchlist(both), watchlist([{**both[1], "status": "sunk"}, both[0]])
    found = held_to_a_full_screening(old, new, rows, CONFIGS[0], 10, 75.0, headers=("Name", "Address"))
    assert [link.entity_id for link in found.report.counterparties[0].links] == ["Hassan Quillon"]
