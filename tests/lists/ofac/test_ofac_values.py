"""What the values of OFAC's lists mean: names, numbers, countries, and what is new."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from screening.lists.ofac.id_types import id_type
from screening.tables.headers import fields

from .sdn_made import ids, one


@pytest.mark.parametrize(
    ("kind", "category", "quality", "origin"),
    [
        ("a.k.a.", "strong", "alias", None),
        ("a.k.a.", "weak", "weak", None),
        ("f.k.a.", "strong", "former", None),
        ("f.k.a.", "weak", "weak", "f.k.a."),
        ("n.k.a.", "strong", "alias", "n.k.a."),
    ],
)
def test_what_a_name_says(kind: str, category: str, quality: str, origin: str | None) -> None:
    inner = f"<type>{kind}</type><category>{category}</category><lastName>BETA</lastName><firstName>Bo</firstName>"
    name = one(f"<akaList><aka>{inner}</aka></akaList>").names[1]
    assert (name.text, name.quality, name.origin) == ("BETA, Bo", quality, origin)


@pytest.mark.parametrize(
    ("published", "value", "kind", "number"),
    [
        ("Vessel Registration Identification", "IMO  7406784", "imo", "7406784"),
        ("Vessel Registration Identification", "8606173", "imo", "8606173"),
        ("Vessel Registration Identification", "8606174", "registration_number", "8606174"),  # no IMO check digit
        ("Vessel Registration Identification", "RS 150443", "registration_number", "RS 150443"),
        ("Legal Entity Number", "851683897", "registration_number", "851683897"),
        ("Other Vessel Call Sign", "UBMQ9", "call_sign", "UBMQ9"),
        ("Tax ID No.", "100036386", "tax_number", "100036386"),
        ("Digital Currency Address - NEW", "q1", "crypto_address", "q1"),
    ],
)
def test_kinds_of_numbers(published: str, value: str, kind: str, number: str) -> None:
    (identifier,) = one(ids((published, value))).identifiers
    assert (identifier.kind, identifier.value, identifier.origin) == (kind, number, published)


def test_a_country_that_has_no_code_stays_with_its_number() -> None:
    (identifier,) = one(ids(("Passport", "A1"), more="<idCountry>Region: Gaza</idCountry>")).identifiers
    assert (identifier.country, identifier.origin) == (None, "Passport, Region: Gaza")


def test_ids_that_are_no_numbers() -> None:
    company = one(
        ids(
            ("Organization Established Date", "19 Nov 1991"),
            ("Nationality of Registration", "Korea, North"),
            ("A kind that is new:", "42"),
            ("Organization Established Date", "long ago"),
        )
    )
    assert company.identifiers == ()
    assert company.dates.founded == ("1991-11-19",)
    assert company.countries == ("KP",)
    assert company.remarks == (
        "Nationality of Registration: Korea, North; A kind that is new: 42; Organization Established Date: long ago"
    )


def test_elements_and_types_that_are_new_are_remarks() -> None:
    entity = one("<sdnType>Robot</sdnType><alignment>none</alignment><toolList><tool><use>saw</use></tool></toolList>")
    assert entity.type == "LegalEntity"
    assert entity.remarks == "Type: Robot; alignment: none; tool: saw"


def test_countries_that_are_none_are_remarks() -> None:
    entity = one(
        "<nationalityList><nationality><country>undetermined</country></nationality></nationalityList>"
        "<vesselInfo><vesselFlag>None Identified</vesselFlag></vesselInfo>"
    )
    assert entity.countries == ()
    assert entity.remarks == "Nationality: undetermined; Flag: None Identified"


def test_markup_in_values_is_undone() -> None:
    assert one("<remarks>A &amp; B &#x142;<!-- no --> <![CDATA[<C>]]></remarks>").remarks == "A & B ł <C>"


def test_an_id_type_means_one_thing() -> None:
    data = tomllib.loads((files("screening") / "data" / "ofac_sdn.toml").read_text(encoding="utf-8"))
    names = [
        name for group in (data["identifiers"], data["dates"], data["countries"]) for n in group.values() for name in n
    ]
    assert len(names) == len(set(names))
    assert all(name == id_type(name).label for name in names), "written without the marks at the end"


def test_the_kinds_of_numbers_are_those_that_spreadsheets_are_read_as() -> None:
    data = tomllib.loads((files("screening") / "data" / "ofac_sdn.toml").read_text(encoding="utf-8"))
    kinds = {*data["identifiers"], *data["identifier_prefixes"].values()}
    columns = {field.kind for field in fields().values() if field.kind}
    assert columns <= kinds
    assert kinds - columns == {
        "aircraft_serial_number", "aircraft_construction_number", "aircraft_tail_number", "aircraft_mode_s_code",
        "duns", "bik", "isin",
    }  # fmt: skip
