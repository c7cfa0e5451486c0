"""Headers: every spelling means one field, and so do the ways in which people vary it."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.entities import EntityType
from screening.tables.headers import (
    SUBJECT_USES,
    Use,
    fields,
    header_key,
    party_type,
    recognise,
    says_name,
)
from screening.tables.identifiers import SHAPES

DATA: dict[str, Any] = tomllib.loads((files("screening") / "data" / "headers.toml").read_text(encoding="utf-8"))
SPELLINGS = [
    (name, language, spelling)
    for name, section in DATA["field"].items()
    for language, spellings in section.get("headers", {}).items()
    for spelling in spellings
]
LANGUAGES = {"en", "de", "fr", "es", "pt", "it", "nl", "pl", "ru", "zh", "ja", "ko", "ar", "tr"}
BY_THE_TABLE = {"date_of_birth_day_first", "date_of_birth_month_first"}
CASES, NO_CASES = (
    Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    for name in ("header_cases.csv", "header_no_cases.csv")
)
IN_LANGUAGES = [
    line.split(",")
    for line in Path(__file__).with_name("header_languages.csv").read_text(encoding="utf-8").splitlines()
]
DOCUMENTED = Path(__file__).parents[2] / "docs" / "input.md"


def test_the_data_is_what_the_code_expects() -> None:
    for name, section in DATA["field"].items():
        assert section["use"] in get_args(Use), name
        assert section["about"].endswith("."), name
        assert section.get("type") in (None, *get_args(EntityType)), name
        if section["use"] == "identifier":
            assert section["kind"], name
            assert section["shape"] in SHAPES, name
    assert all(kind in get_args(EntityType) for kind in DATA["types"])


def test_every_field_has_headers_in_every_language() -> None:
    for name, section in DATA["field"].items():
        if name not in BY_THE_TABLE:
            assert set(section["headers"]) >= LANGUAGES, name


def test_every_spelling_means_one_field() -> None:
    pairs = {(header_key(spelling), name) for name, _, spelling in SPELLINGS}
    keys = Counter(key for key, _ in pairs)
    assert "" not in keys
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_spelling_means_its_field_however_it_is_written() -> None:
    for name, _, spelling in SPELLINGS:
        for written in (spelling, spelling.upper(), f" {spelling}: ", f"{spelling} *", spelling.replace(" ", "_")):
            found = recognise(written)
            assert found is not None, written
            assert (found.field.name, found.how) == (name, "exact"), written


@pytest.mark.parametrize("line", CASES, ids=lambda line: line[:30])
def test_headers_as_systems_and_people_write_them(line: str) -> None:
    field, _, headers = line.partition(",")
    read = {header: found.field.name if (found := recognise(header)) else None for header in headers.split("|")}
    assert {header: name for header, name in read.items() if name != field} == {}


def test_each_field_in_each_language_as_an_analyst_writes_it() -> None:
    wrong = [
        (field, language, header)
        for field, *headers in IN_LANGUAGES[1:]
        for language, header in zip(IN_LANGUAGES[0][1:], headers, strict=True)
        if (found := recognise(header)) is None or found.field.name != field
    ]
    assert wrong == []
    assert set(IN_LANGUAGES[0][1:]) == LANGUAGES
    assert {field for field, *_ in IN_LANGUAGES[1:]} == fields().keys() - BY_THE_TABLE - {"ignored"}


@pytest.mark.parametrize("line", NO_CASES, ids=lambda line: line[:30])
def test_headers_that_say_nothing_about_whom_to_screen(line: str) -> None:
    read = {header: found.field for header in line.split("|") if (found := recognise(header))}
    assert {header: field.name for header, field in read.items() if field.use in SUBJECT_USES} == {}


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Vessel - Name", "vessel"), ("Owner - Name", "owner"), ("Owner - First name", "owner"),
        ("Owner - Country", "ignored"), ("Owner - City", None),
        ("Owner - Share", "ownership_share"), ("Vessel - IMO", "imo"),
        ("Director - Passport", "passport"),
        ("Customer - Country", "country"), ("Customer - Name", "name"), ("Name - 名称", "name"),
        ("Bank - SWIFT", "bic"),
    ],
)  # fmt: skip
def test_headers_of_a_group_and_a_column(header: str, field: str | None) -> None:
    found = recognise(header)
    assert (found.field.name if found else None) == field


def test_every_field_is_documented() -> None:
    text = DOCUMENTED.read_text(encoding="utf-8")
    assert [name for name in fields() if f"`{name}`" not in text] == []


@pytest.mark.parametrize(
    ("header", "field"),
    [
        # the same word means different things
        ("Name", "name"), ("Vessel name", "vessel"), ("Bank name", "bank"), ("Name of beneficiary", "beneficiary"),
        ("Customer name", "name"), ("Company", "name"), ("Account holder", "name"), ("Beneficiary bank", "bank"),
        ("Beneficial owner", "owner"), ("Contact", "contact"), ("Contract", "reference"), ("Fax number", "phone"),
        ("Tax number", "tax_number"), ("County", "address"), ("Country", "country"), ("Country of origin", "ignored"),
        ("State", "address"), ("Status", "ignored"), ("Name 2", "name_continued"), ("Last name", "last_name"),
        ("Ship to", "consignee"), ("Ship", "vessel"), ("Flag", "flag"), ("Company number", "registration_number"),
        ("Account number", "account"), ("Owner", "owner"),
        ("Owner %", "ownership_share"), ("Owner 3 (%)", "ownership_share"), ("Owner (>25%)", "owner"),
        ("UBO 25%", "owner"), ("UBO (25%+)", "owner"), ("Shareholders (10-25%)", "owner"), ("Account name", "name"),
        ("Bank address", "ignored"),
        # other ways to write it
        ("DateOfBirth", "date_of_birth"), ("date_of_birth", "date_of_birth"), ("DATE OF\nBIRTH", "date_of_birth"),
        ("IMO-Nr. (7-stellig)", "imo"), ("Name / 名称", "name"), ("Name (Latin)", "name"), ("IMO #", "imo"),
        ("Director 2", "director"), ("Vessel Name_3", "vessel"), ("NAME1", "name"), ("KUNNR", "id"),
        # whose it is
        ("Supplier's country", "country"), ("Customer tax number", "tax_number"), ("Pays du client", "country"),
        ("客户地址", "address"), ("Vendor Country/Region", "country"), ("Beneficiary Bank BIC", "bic"),
        # slips
        ("Adress", "address"), ("Custommer name", "name"), ("Beneficary", "beneficiary"),
        ("Date of Brith", "date_of_birth"), ("Nationalty", "nationality"), ("Registraton no", "registration_number"),
    ],
)  # fmt: skip
def test_headers(header: str, field: str) -> None:
    found = recognise(header)
    assert found is not None
    assert found.field.name == field


@pytest.mark.parametrize(
    "cell",
    ["", "  ", "***", "Acme Ltd", "8905490", "Korea Daesong Bank", "2024-01-31", "DE", "KP", "The Company",
     "Wise Honest", "Hans Müller", "Pong Su"],
)  # fmt: skip
def test_cells_that_are_no_headers(cell: str) -> None:
    assert recognise(cell) is None


@pytest.mark.parametrize("cell", ["Bar Co.", "Foo (Bank)", "Bank of the Company"])
def test_names_that_hold_a_header_are_not_exact_headers(cell: str) -> None:
    found = recognise(cell)
    assert found is None or found.how != "exact"


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    assert header_key(header_key(text)) == header_key(text)
    assert header_key(text.upper()) == header_key(header_key(text.upper()))


@given(st.text(max_size=60))
def test_any_text_is_looked_up_without_fail(text: str) -> None:
    recognise(text)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Company", "Company"), ("Individual", "Person"), ("natürliche Person", "Person"), ("ship", "Vessel"),
        ("Юр. лицо", "Company"), ("个人", "Person"), ("선박", "Vessel"), ("Aircraft", "Airplane"), ("", None),
        ("Bank", "Organization"),
    ],
)  # fmt: skip
def test_types(word: str, expected: str | None) -> None:
    assert party_type(word) == expected


def test_an_unknown_type_is_told_with_those_that_are_known() -> None:
    with pytest.raises(ValueError, match=r"unknown type 'K001': use Person, Organization, Company, Vessel or Airplane"):
        party_type("K001")


@pytest.mark.parametrize(
    "header",
    ["Customer name", "VENDOR_NAME", "NAME1", "Firmenname", "raison sociale", "Nombre del cliente", "klantnaam",
     "Наименование", "客户名称", "会社名", "거래처명", "اسم الشركة", "firma adı", "Vessel name", "Vorname"],
)  # fmt: skip
def test_headers_that_say_name(header: str) -> None:
    assert says_name(header)


@pytest.mark.parametrize(
    "header",
    [
        "Company",
        "Supplier",
        "Kunde",
        "Firma",
        "Bank",
        "Vessel",
        "供应商",
        "거래처",
        "Product name",
        "Namely Ltd",
        "Acme name",
    ],
)
def test_headers_that_may_be_types_or_roles(header: str) -> None:
    assert not says_name(header)
