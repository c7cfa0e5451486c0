"""A counterparty beside a listed entity, field by field."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from screening.entities import Address, Dates, EntityType, Identifier, Name
from screening.report.field_by_field import Field, Marked, fields_of
from screening.report.model import Evidence, Hit, Identity, ListedParty, Part, Result

from .entries import DAESONG, WISE_HONEST, fact, hit, named

NAME = named("Korea Daesung Bank", "Korea Daesong Bank", 96.0, "", (("equal", "Korea", "Korea"),
             ("typo", "Daesung", "Daesong"), ("equal", "Bank", "Bank")))  # fmt: skip
LISTED = ListedParty(
    names=(Name(text="Korea Daesong Bank", quality="primary"), Name(text="Taesong Bank")),
    identifiers=(Identifier(kind="bic", value="KDBKKPPY"), Identifier(kind="passport", value="A-1")),
    countries=("KP",),
    addresses=(Address(text="Segori-dong", city="Pyongyang"),),
    dates=Dates(founded=("1978",)),
)
IDENTITY = Identity(name="Korea Daesung Bank", type="Company", identifiers=("passport A-2", "lei X"), country="CN",
                    address="Dandong")  # fmt: skip


def of(found: Hit, identity: Identity | None = IDENTITY, **cells: str) -> dict[str, Field]:
    result = Result(name="Korea Daesung Bank", outcome="potential_match", hits=(found,), identity=identity, input=cells)
    fields = fields_of(result, found, {"Flag": "flag", "Name": "name"})
    assert len({field.feature for field in fields}) == len(fields)
    return {field.feature: field for field in fields}


def texts(values: Sequence[Marked]) -> list[str]:
    return ["".join(piece.text for piece in value) for value in values]


def test_every_field_has_its_sides_and_verdict() -> None:
    fields = of(hit(DAESONG, NAME, (fact("bic", "KDBKKPPY", "KDBKKPPY", 1.0, ""),), listed=LISTED))
    shown = {f: (texts(field.row), texts(field.listed), field.agreement, field.missing) for f, field in fields.items()}
    assert shown == {
        "name": (["Korea Daesung Bank"], ["Korea Daesong Bank"], "similar", None),
        "other_names": ([], ["Taesong Bank"], "absent", "query"),
        "bic": (["KDBKKPPY"], ["KDBKKPPY"], "equal", None),
        "passport": (["A-2"], ["A-1"], "different", None),
        "lei": (["X"], [], "absent", "listed"),
        "type": (["Company"], ["Organization"], "similar", None),
        "country": (["China"], ["North Korea"], "different", None),
        "founded": ([], ["1978"], "absent", "query"),
        "address": (["Dandong"], ["Segori-dong, Pyongyang"], "different", None),
    }


def test_letters_are_marked_on_both_sides() -> None:
    name = of(hit(DAESONG, NAME))["name"]
    assert [piece.mark for piece in name.row[0]] == [
        "equal",
        "plain",
        "similar",
        "different",
        "similar",
        "plain",
        "equal",
    ]
    assert [piece.text for piece in name.listed[0] if piece.mark == "different"] == ["o"]
    country = of(hit(DAESONG, NAME, (fact("country", "Germany", "France, Germany", 2.0, ""),)))["country"]
    assert country.agreement == "equal"
    assert [piece.text for piece in country.listed[0] if piece.mark == "equal"] == ["Germany"]


@pytest.mark.parametrize(
    ("feature", "query", "listed", "score", "verdict", "agreement"),
    [
        ("country", "China", "North Korea", 0, "contradicts", "contradicting"),
        ("country", "China", "China", 100, "supports", "equal"),
        ("date_of_birth", "1984-08-01", "1984-01-08", 90, "supports", "similar"),
        ("date_of_birth", "1984", "1984-01-08", 100, "supports", "equal"),
        ("address", "Pyongyang", "Segori, Pyongyang", 100, "supports", "similar"),
        ("address", "Segori 1", "Segori 2", 0, "neutral", "different"),
        ("registration_number", "FZ 40911", "FZ-40911", 95, "supports", "equal"),
        ("name", "Acme", "Wise Honest", 0, "neutral", "different"),
        ("name", "", "Wise Honest", 0, "neutral", "absent"),
        ("name", "Acme", "", 0, "neutral", "absent"),
    ],
)
def test_the_verdict_is_that_of_the_evidence(
    feature: str, query: str, listed: str, score: float, verdict: str, agreement: str
) -> None:
    evidence = Evidence.model_validate(
        {"feature": feature, "score": score, "weight": 0, "query": query, "listed": listed, "detail": "",
         "verdict": verdict}
    )  # fmt: skip
    found = hit(WISE_HONEST, evidence, matched_field="imo", matched_value="8905490")
    field = of(found, IDENTITY.model_copy(update={"country": ""}))[feature]
    assert field.agreement == agreement
    assert field.missing == (None if query and listed else "listed" if query else "query")
    assert field.evidence is evidence


@pytest.mark.parametrize(
    ("kinds", "agreement"), [(["equal", "ignored"], "equal"), (["equal", "extra"], "similar"), (["typo"], "similar")]
)
def test_a_name_is_equal_where_all_its_words_are(kinds: list[str], agreement: str) -> None:
    parts = tuple(Part.model_validate({"kind": kind}) for kind in kinds)
    evidence = Evidence(feature="name", score=91, weight=1, query="Red Dot", listed="Red Dot", detail="", parts=parts)
    assert of(hit(DAESONG, evidence))["name"].agreement == agreement


@pytest.mark.parametrize(
    ("own", "agreement"),
    [("Organization", "equal"), ("Company", "similar"), ("LegalEntity", "similar"), ("Person", "contradicting"),
     ("Vessel", "contradicting")],
)  # fmt: skip
def test_types(own: EntityType, agreement: str) -> None:
    assert of(hit(DAESONG, NAME), IDENTITY.model_copy(update={"type": own}))["type"].agreement == agreement


def test_a_row_says_its_country_of_itself_and_not_of_its_bank() -> None:
    fields = of(hit(DAESONG, NAME, matched_field="bank", listed=LISTED))
    assert fields["bank"].agreement == "similar"
    assert texts(fields["country"].row) == texts(fields["address"].row) == []
    assert "type" not in fields
    assert texts(fields["passport"].row) == ["A-2"], "a number may be anybody's in the row"


@pytest.mark.parametrize(
    ("flag", "agreement"), [("DPRK", "equal"), ("Togo", "different"), ("so-so", "different"), ("", None)]
)
def test_a_ship_may_have_changed_its_flag(flag: str, agreement: str | None) -> None:
    field = of(hit(WISE_HONEST, NAME, listed=LISTED), Flag=flag).get("flag")
    assert (field and field.agreement) == agreement


def test_a_report_of_an_earlier_program_has_what_its_evidence_says() -> None:
    fields = of(hit(DAESONG, NAME, (fact("country", "China", "North Korea", -4.0, ""),)), None)
    assert {feature: field.agreement for feature, field in fields.items()} == {
        "name": "similar",
        "country": "contradicting",
    }


def test_the_name_of_the_row_stands_beside_another_of_its_names_that_matched() -> None:
    trading = NAME.model_copy(update={"query": "Daesung Trading"})
    identity = Identity(name="Acme Ltd", other_names=("Daesung Trading", "Acme Group"))
    found = hit(DAESONG, trading, listed=LISTED).model_copy(
        update={"matched_field": "trading_name", "matched_value": "Daesung Trading"}
    )
    assert texts(of(found, identity)["other_names"].row) == ["Acme Ltd", "Acme Group"]


def test_numbers_of_the_row_are_not_held_against_a_party_that_it_names() -> None:
    found = hit(DAESONG, NAME, listed=LISTED).model_copy(update={"matched_field": "director"})
    fields = of(found)
    assert "lei" not in fields
    assert fields["passport"].agreement == "different"


def test_the_birth_of_a_person_beside_the_foundation_of_a_body() -> None:
    person = IDENTITY.model_copy(update={"type": "Person", "date_of_birth": "1991-05-26"})
    assert "born_or_founded" in of(hit(DAESONG, NAME, listed=LISTED), person)
    assert "founded" in of(hit(DAESONG, NAME, listed=LISTED))


@pytest.mark.parametrize(
    ("country", "agreement"),
    [
        ("Unknown", "absent"),
        ("n/a", "absent"),
        ("-", "absent"),
        ("XX", "absent"),
        ("k. A.", "absent"),
        ("не известно", "absent"),
        ("Freedonia", "different"),
        ("NA", "different"),  # Namibia
        ("North Korea", "equal"),
    ],
)
def test_a_country_that_is_not_known_is_absent(country: str, agreement: str) -> None:
    field = of(hit(DAESONG, NAME, listed=LISTED), IDENTITY.model_copy(update={"country": country, "nationality": ""}))
    assert field["country"].agreement == agreement


def test_wallets_of_all_currencies_stand_in_one_row() -> None:
    wallets = (Identifier(kind="eth_address", value="0xA1"), Identifier(kind="xbt_address", value="1Boat"))
    listed = LISTED.model_copy(update={"identifiers": wallets})
    identity = IDENTITY.model_copy(update={"identifiers": ("crypto_address 0xA1",)})
    fields = of(hit(DAESONG, NAME, listed=listed), identity)
    assert not fields.keys() & {"eth_address", "xbt_address"}
    assert texts(fields["crypto_address"].listed) == ["0xA1", "1Boat"]
    assert fields["crypto_address"].agreement == "equal"
