"""What a ship's cell holds beside her name: flags, numbers, former names and shipping texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.names.ship_text import ShipText, ship_texts


def names(text: str, *, is_ship: bool = True) -> list[str]:
    return [ship.text for ship in ship_texts(text, is_ship=is_ship) if not ship.is_free]


def free(text: str, *, is_ship: bool = True) -> list[str]:
    return [ship.text for ship in ship_texts(text, is_ship=is_ship) if ship.is_free]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wise Honest", []),
        ("Pearl 5", []),
        ("F30", []),
        ("ELENA II, flag COMOROS", ["ELENA II"]),
        ("ELENA (Sierra Leone)", ["ELENA"]),
        ("ELENA (KETTLE)", []),
        ("ELENA (LR-flagged)", ["ELENA"]),
        ("ELENA IMO 9276561", ["ELENA"]),
        ("ELENA - IMO NO. 9276561", ["ELENA"]),
        ("GRAND UNITY (formerly PHOTON)", ["GRAND UNITY", "PHOTON"]),
        ("GRAND UNITY EX PHOTON", ["GRAND UNITY", "PHOTON"]),
        ("GRAND UNITY f/k/a PHOTON", ["GRAND UNITY", "PHOTON"]),
        ("EXPRESS", []),
        ("PHOENIX", []),
        ("LYDIA5", ["LYDIA 5"]),
        ("North Korean cargo ship Pong Su", ["Pong Su"]),
    ],
)
def test_names_in_a_ship_s_cell(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cargo loaded on JAGGER at Ust-Luga", ["cargo loaded on JAGGER at Ust-Luga"]),
        ("ETA Fujairah MT BERNICE laycan 12-14 May", ["ETA Fujairah MT BERNICE laycan 12-14 May"]),
        ("shipped per M/V ANABAR", ["ANABAR"]),
        ("Freight", []),
        ("Wise Honest of Nampo", []),
    ],
)
def test_a_shipping_text_is_searched(text: str, expected: list[str]) -> None:
    assert free(text) == expected


@pytest.mark.parametrize(
    "text", ["Global Freight Services Ltd", "ACME (Hong Kong)", "Trade Ex Im", "Eta Cargo Lines", ""]
)
def test_where_nothing_tells_of_a_ship_nothing_is_looked_for(text: str) -> None:
    assert list(ship_texts(text, is_ship=False)) == []


def test_a_word_for_a_ship_tells_of_one_in_any_text() -> None:
    assert list(ship_texts("freight per mv Wise Honest 26500 mt", is_ship=False)) == [
        ShipText("Wise Honest 26500 mt", is_free=False),
        ShipText("Wise Honest 26500 mt", is_free=True),
    ]


@given(st.text(max_size=80), st.booleans())
def test_any_text_is_looked_through(text: str, is_ship: bool) -> None:
    found = list(ship_texts(text, is_ship=is_ship))
    assert all(ship.text.strip() for ship in found)
    assert len(found) == len(set(found))
