"""Queries become the counterparties that they describe; what says nothing is left out, and is not echoed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.web.ftm.query import LONGEST_VALUE, MOST_VALUES, query_of
from screening.web.ftm.words import web_words


@pytest.mark.parametrize(
    ("schema", "kind"),
    [
        ("Person", "Person"),
        ("Company", "Company"),
        ("Organization", "Organization"),
        ("PublicBody", "Organization"),
        ("LegalEntity", "LegalEntity"),
        ("Vessel", "Vessel"),
        ("Airplane", "Airplane"),
        ("Thing", None),
        ("CryptoWallet", None),
    ],
)
def test_the_schema_says_what_the_party_is(schema: str, kind: str | None) -> None:
    assert query_of(schema, {"name": "x"}).party.type == kind


def test_every_field_has_its_place() -> None:
    query = query_of(
        "Person",
        {
            "name": ["Orlando  Vexley", "Ванька"],
            "alias": "Lando",
            "weakAlias": ["The Fox"],
            "previousName": ["Orlando Smith"],
            "birthDate": ["1969-04-23", "soon"],
            "nationality": ["Cyprus", "Atlantis"],
            "country": ["gb", "GB"],
            "gender": ["male"],
            "address": ["1 Quay Street", "2 Quay Street"],
            "passportNumber": ["X1234567"],
            "innCode": [7707083893],
            "topics": ["sanction"],
            "colour": ["blue"],
        },
    )
    party = query.party
    assert party.name == "Orlando Vexley"
    assert [(o.field, o.text) for o in party.other_names] == [
        ("name", "Ванька"),
        ("alias", "Lando"),
        ("alias", "The Fox"),
        ("former_name", "Orlando Smith"),
    ]
    assert (party.country, party.nationality, party.date_of_birth) == ("gb", "cy", "1969-04-23")
    assert (party.gender, party.address) == ("male", "1 Quay Street; 2 Quay Street")
    assert [(i.kind, i.value) for i in party.identifiers] == [("passport", "X1234567"), ("tax_number", "7707083893")]
    assert set(query.properties) == {
        "name", "alias", "weakAlias", "previousName", "birthDate", "nationality", "country", "gender", "address",
        "passportNumber", "innCode",
    }  # fmt: skip
    assert query.properties["nationality"] == ["cy"]
    assert query.text_length == len("Orlando VexleyВанькаLandoThe FoxOrlando Smith")


@pytest.mark.parametrize(
    ("schema", "name", "kind"),
    [
        ("Vessel", "imoNumber", "imo"),
        ("Vessel", "mmsi", "mmsi"),
        ("Vessel", "callSign", "call_sign"),
        ("Company", "swiftBic", "bic"),
        ("Company", "leiCode", "lei"),
        ("Company", "registrationNumber", "registration_number"),
        ("Company", "idNumber", "registration_number"),
        ("Person", "idNumber", "national_id"),
        ("Company", "taxNumber", "tax_number"),
        ("Airplane", "registrationNumber", "aircraft_tail_number"),
        ("CryptoWallet", "publicKey", "crypto_address"),
    ],
)
def test_numbers_are_identifiers_of_their_kind(schema: str, name: str, kind: str) -> None:
    query = query_of(schema, {name: ["ABCDE12345"]})
    assert [(i.kind, i.value) for i in query.party.identifiers] == [(kind, "ABCDE12345")]
    assert query.text_length == 0


@pytest.mark.parametrize(
    ("parts", "names"),
    [
        ({"firstName": ["Jong Un"], "lastName": ["Kim"]}, ["Jong Un Kim"]),
        ({"lastName": ["Kim"]}, ["Kim"]),
        ({"firstName": ["A", "B"], "lastName": ["Z"]}, ["A Z", "B Z"]),
        ({"firstName": ["A"], "fatherName": ["P"], "lastName": ["Z"]}, ["A P Z", "A Z"]),
        ({"firstName": ["A"], "lastName": ["Z"], "name": ["Whole"]}, ["Whole"]),
        ({}, []),
    ],
)
def test_names_are_made_of_parts_where_there_is_no_whole_one(parts: dict[str, Any], names: list[str]) -> None:
    party = query_of("Person", parts).party
    assert [text for text in (party.name, *(o.text for o in party.other_names)) if text] == names


def test_contradicting_genders_say_nothing() -> None:
    assert query_of("Person", {"name": "x", "gender": ["male", "female"]}).party.gender == ""


@pytest.mark.parametrize(
    ("schema", "properties", "message"),
    [
        ("Martian", {"name": "x"}, "Unknown schema: 'Martian'"),
        ("Person", {"name": ["x"] * (MOST_VALUES + 1)}, "name has 101 values: at most 100 are read"),
        ("Person", {"alias": ["x" * (LONGEST_VALUE + 1)]}, "alias has a value of more than 500 characters"),
        ("Person", {"alias": [f"{n:0500}" for n in range(7)]}, "its names have more than 3,000 characters"),
    ],
)
def test_what_is_too_much_or_unknown_is_refused(schema: str, properties: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        query_of(schema, properties)


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@given(
    st.sampled_from([*web_words("schemas")]),
    st.dictionaries(st.sampled_from([*web_words("properties"), *web_words("numbers"), "other"]), _ANY, max_size=4),
)
def test_any_json_is_read_and_what_is_echoed_can_be_sent_again(schema: str, properties: dict[str, Any]) -> None:
    query = query_of(schema, properties)
    query.party.model_dump_json().encode()
    assert query_of(schema, query.properties) == query
