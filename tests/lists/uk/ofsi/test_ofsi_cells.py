"""Cells of the consolidated list of OFSI: names, dates, nationalities, places, addresses, links."""

from __future__ import annotations

import csv
import io

import pytest
from list_entries import only_entry, parts

from screening.entities import Address, Entity, Name
from screening.lists.uk.names import read_names
from screening.lists.uk.party import Party

from .published import read


def one(**cells: str) -> Entity:
    header = ["Name 6", "Name 1", "Group Type", "Alias Type", "Group ID", *cells]
    row = ["ALPHA", "Bo", "Individual", "Primary name", "1", *cells.values()]
    text = io.StringIO()
    csv.writer(text).writerows([["Last Updated", "14/04/2025"], header, row])
    return only_entry(text.getvalue().encode())


@pytest.mark.parametrize(
    ("kind", "quality", "expected"),
    [
        ("AKA", "Good quality", Name(text="Bo BETA")),
        ("AKA", "", Name(text="Bo BETA")),
        ("AKA", "Low quality", Name(text="Bo BETA", quality="weak")),
        ("FKA", "", Name(text="Bo BETA", quality="former")),
        ("FKA", "Low quality", Name(text="Bo BETA", quality="former", origin="Low quality")),
        ("Primary name", "", Name(text="Bo BETA", origin="primary name")),
        ("Primary name variation", "", Name(text="Bo BETA", origin="Primary name variation")),
        ("Nickname", "", Name(text="Bo BETA", origin="Nickname")),
        ("AKA", "Fair", Name(text="Bo BETA", origin="Fair")),
    ],
)
def test_qualities_of_names(kind: str, quality: str, expected: Name) -> None:
    watchlist = read("ALPHA,,Individual,Primary name,,R,,,,,,1", f"BETA,Bo,Individual,{kind},{quality},R,,,,,,1")
    assert watchlist.entities[0].names == (Name(text="ALPHA", quality="primary"), expected)


def test_parts_of_a_name_are_put_in_the_order_in_which_they_are_said() -> None:
    party = Party()
    party.add({f"name_{number}": str(number) for number in (6, 1, 2, 3, 4, 5)})
    assert read_names(party)[0]["text"] == "1 2 3 4 5 6"


@pytest.mark.parametrize(
    ("cell", "dates", "remark"),
    [
        ("17/08/1957", ("1957-08-17",), None), ("00/00/1963", ("1963",), None), ("1951", ("1951",), None),
        ("05/1973", ("1973-05",), None), ("29/02/1969", (), "Date of birth: 29/02/1969"),
    ],
)  # fmt: skip
def test_dates_of_birth(cell: str, dates: tuple[str, ...], remark: str | None) -> None:
    entity = one(DOB=cell)
    assert (entity.dates.birth, entity.remarks) == (dates, remark)


@pytest.mark.parametrize(
    ("cell", "countries", "remark"),
    [
        ("Syria", ("SY",), None), ("(1) Iran (2) Syria.", ("IR", "SY"), None), ("Germany. Russia", ("DE", "RU"), None),
        ("Iranian citizenship", ("IR",), None), ("Belrus", (), "Nationality: Belrus"),
        ("Tunisian (dual nationality)", ("TN",), "Nationality: Tunisian (dual nationality)"),
    ],
)  # fmt: skip
def test_nationalities(cell: str, countries: tuple[str, ...], remark: str | None) -> None:
    entity = one(Nationality=cell)
    assert (entity.countries, entity.remarks) == (countries, remark)


def test_places_of_birth_are_paired() -> None:
    entity = one(**{"Town of Birth": "(1) Tunis (2) Rabat", "Country of Birth": "(1) Tunisia (2) Morocco (3) Libya"})
    assert parts(entity) == [
        "Place of birth: Tunis, Tunisia",
        "Place of birth: Rabat, Morocco",
        "Place of birth: Libya",
    ]
    both = one(**{"Town of Birth": "(1) Tunis (2) Sfax", "Country of Birth": "Tunisia"})
    assert parts(both) == ["Place of birth: Tunis, Tunisia", "Place of birth: Sfax, Tunisia"]


def test_addresses() -> None:
    cells = {"Address 1": "1 Road,", "Address 6": "Basra", "Post/Zip Code": "12", "Country": "Iraq (previous address)"}
    assert one(**cells).addresses == (
        Address(text="1 Road, 12", city="Basra", country="IQ", origin="previous address"),
    )


def test_details_without_a_number_are_kept() -> None:
    entity = one(**{"Passport Number": "", "Passport Details": "Iranian"})
    assert (entity.identifiers, entity.remarks) == ((), "Passport Number: Iranian")


def test_links_by_number_and_by_name() -> None:
    watchlist = read(
        "ALPHA,,Entity,Primary name,,R,,,,,(Parent company):Gamma Ltd (49%) (Subsidiaries):(1) Delta (2) Beta,101",
        "BETA,,Entity,Primary name,,R,,,,,Acts for OFSI ID: 101 and OFSI ID: 999,102",
        "GAMMA LTD,,Entity,Primary name,,R,,,,,,103",
        "DELTA,,Entity,Primary name,,R,,,,,,104",  # two of this name: nobody knows which
        "DELTA,,Entity,Primary name,,R,,,,,,105",
    )
    assert [[(r.kind, r.target) for r in entity.relations] for entity in watchlist.entities] == [
        [("subsidiary_of", "ofsi-103"), ("parent_of", "ofsi-102")], [("linked_to", "ofsi-101")], [], [], [],
    ]  # fmt: skip


def test_columns_that_are_not_known_are_kept() -> None:
    entity = one(Wallet="1abc", **{"Group Type ": "Robot"})
    assert "Wallet: 1abc" in parts(entity)
    assert one(Regime="R", Gender="unknown").remarks == "Gender: unknown"
