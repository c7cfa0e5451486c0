"""The EU's financial sanctions list in XML: everything that an entity says arrives, and a damaged file is no list.

The excerpt is of the list of 13 May 2024 (European Union, reuse with acknowledgement), entities unchanged.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from all_readers import READERS
from list_entries import only_entry, parts

from screening.entities import Address, Entity, Identifier, Name, Watchlist
from screening.errors import ListError
from screening.lists.eu import fsf_xml as eu_fsf_xml
from screening.lists.eu.fsf_words import known_attributes, number_kind, said_of_name
from screening.lists.registry import read_watchlist
from screening.lists.validation import validate_watchlist

EXCERPT = Path(__file__).parents[1].joinpath("excerpts", "eu_fsf_xml_excerpt.xml")
DATA = EXCERPT.read_bytes()
HEAD = '<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2024-05-13T17:44:28+02:00" globalFileId="7">'


@pytest.fixture(scope="module")
def excerpt() -> Watchlist:
    return read_watchlist(EXCERPT)


def entity_of(watchlist: Watchlist, entity_id: str) -> Entity:
    return next(entity for entity in watchlist.entities if entity.id == entity_id)


def made(*entities: str, head: str = HEAD) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>{head}{"".join(entities)}</export>'.encode()


def one(
    inner: str, *, name: str = '<nameAlias wholeName="Alpha Beta"/>', attributes: str = "", code: str = "person"
) -> Entity:
    subject = f'<subjectType code="{code}"/>'
    return only_entry(made(f'<sanctionEntity logicalId="1" {attributes}>{subject}{name}{inner}</sanctionEntity>'))


# ------------------------------------------------------------------------------------------------------------
# The list


def test_the_list_says_who_issued_it_and_when(excerpt: Watchlist) -> None:
    assert (excerpt.issuer, excerpt.version, excerpt.as_of) == ("European Union", "165424", "2024-05-13")
    assert excerpt.warnings == ()


def test_every_entity_and_every_name_is_read(excerpt: Watchlist) -> None:
    assert [entity.id for entity in excerpt.entities] == [
        "eu-13", "eu-5815", "eu-108510", "eu-6861", "eu-547", "eu-547-taqa", "eu-112309", "eu-146786",
    ]  # fmt: skip
    assert sum(len(entity.names) for entity in excerpt.entities) == DATA.count(b"<nameAlias ")


def test_every_attribute_of_an_entity_is_somewhere(excerpt: Watchlist) -> None:
    """But bookkeeping and what is told otherwise: types, parts of names and dates, codes of countries."""
    otherwise = {
        "logicalId", "firstName", "middleName", "lastName", "gender", "nameLanguage", "strong", "regulationLanguage",
        "code", "classificationCode", "circa", "calendarType", "dayOfMonth", "monthOfYear", "year",
        "countryDescription", "identificationTypeCode", "diplomatic", "knownExpired", "knownFalse", "reportedLost",
        "revokedByIssuer", "asAtListingTime", "regulationType", "publicationDate", "publicationUrl",
        "countryIso2Code", "yearRangeFrom", "yearRangeTo",
    }  # fmt: skip
    records = re.findall(r"<sanctionEntity .*?</sanctionEntity>", DATA.decode(), re.DOTALL)
    for entity, record in zip(excerpt.entities, records, strict=True):
        held = entity.model_dump_json()
        pairs = re.findall(r' (\w+)="([^"]+)"', record)
        texts = [("text", text) for text in re.findall(r">([^<\s][^<]*)</", record)]
        assert len(pairs) > 10
        for name, value in [*pairs, *texts]:
            words = value.replace("&quot;", '\\"').replace("&amp;", "&").replace("&apos;", "'").split()
            assert name in otherwise or all(word in held for word in words), (entity.id, name, value)


def test_the_excerpt_passes_the_checks_of_a_watchlist(excerpt: Watchlist) -> None:
    assert validate_watchlist(excerpt) == ()


def test_it_is_recognised_by_its_root_and_by_no_other_reader() -> None:
    for data in (DATA, b"\xef\xbb\xbf" + DATA, made(), b"<export><sanctionEntity/></export>"):
        assert [reader for reader in READERS if reader.recognise(data)] == [eu_fsf_xml]
    for data in (b"<export><row/></export>", b"<exports><sanctionEntity/>", b"<sanctionEntity/>", b""):
        assert not eu_fsf_xml.recognise(data)


def test_what_is_kept_as_text_is_counted(excerpt: Watchlist) -> None:
    assert dict(excerpt.kept_as_text) == {
        "Date of birth": 3, "Name": 2, "Place of birth": 3, "Position": 8, "Remark": 3, "Title": 3,
    }  # fmt: skip


def test_the_attributes_that_are_read_are_those_of_the_list() -> None:
    for tag in set(re.findall(r"<(\w+) [^>]*=", DATA.decode())) - {"export"}:
        assert known_attributes(tag), tag


# ------------------------------------------------------------------------------------------------------------
# Entities


def test_a_bank(excerpt: Watchlist) -> None:
    bank = entity_of(excerpt, "eu-5815")
    assert (bank.type, bank.programmes) == ("Organization", ("PRK",))
    assert bank.names == (
        Name(text="Korea Daesong Bank", quality="primary", origin="2017/1509 (OJ L224)"),
        Name(text="Choson Taesong Unhaeng", origin="1251/2010 (OJ L341)"),
        Name(text="Taesong Bank", origin="1251/2010 (OJ L341)"),
    )
    assert bank.identifiers == (Identifier(kind="bic", value="KDBKKPPY", origin="SWIFT BIC; 2016/2215 (OJ L334)"),)
    assert bank.addresses == (
        Address(
            text="Segori-dong, Gyongheung St., Potonggang District", city="Pyongyang", country="KP",
            origin="2017/1509 (OJ L224)",
        ),
    )  # fmt: skip
    assert [(event.what, event.date, event.reference) for event in bank.events] == [
        ("designated", "2016-11-30", None),
        ("listed", "2017-08-31", "2017/1509 (OJ L224)"),
        ("amended", "2010-12-23", "1251/2010 (OJ L341)"),
        ("amended", "2016-12-09", "2016/2215 (OJ L334)"),
    ]
    assert bank.events[1].note == "repealing, council, in force 2017-09-01"
    assert bank.references[0] == "EU.4105.82"
    assert bank.references[1].startswith("http://eur-lex.europa.eu/")


def test_an_insurer(excerpt: Watchlist) -> None:
    insurer = entity_of(excerpt, "eu-108510")
    assert insurer.name == "Korean National Insurance Corporation (KNIC)"
    assert [event.what for event in insurer.events] == ["listed", "amended", "amended"]  # no day of designation is told
    assert (
        "Name: Korea Foreign Insurance Company: branch offices of Korea National Insurance Corporation (KNIC)"
        in parts(insurer)
    )


def test_names_in_many_languages(excerpt: Watchlist) -> None:
    office = entity_of(excerpt, "eu-6861")
    assert office.name == "Office 39"
    assert len(office.names) == 25
    assert Name(text="Бюро 39", language="bg", script="Cyrl", origin="2022/2180 (OJ L288)") in [
        name.model_copy(update={"origin": "2022/2180 (OJ L288)"}) for name in office.names
    ]
    assert {name.language for name in office.names if name.script == "Grek"} == {"el"}


def test_a_person(excerpt: Watchlist) -> None:
    person = entity_of(excerpt, "eu-146786")
    assert (person.type, person.gender, person.countries) == ("Person", "female", ("RU",))
    assert person.dates.birth == ("1991-03-10",)
    assert person.names[1] == Name(
        text="Екатерина Викторовна ЧУГУНОВА", language="ru", script="Cyrl", origin="2023/806 (OJ L101)"
    )
    assert person.identifiers == (
        Identifier(
            kind="tax_number", value="312609219100", country="RU",
            origin="National Fiscal Code; Tax ID; 2023/806 (OJ L101)",
        ),
    )  # fmt: skip
    assert parts(person)[0] == "Title: Lieutenant"


def test_a_party_under_two_programmes_stands_twice(excerpt: Watchlist) -> None:
    first, second = (entity_of(excerpt, entity_id) for entity_id in ("eu-547", "eu-547-taqa"))
    assert (first.programmes, second.programmes) == (("AFG",), ("TAQA",))
    assert first.references[0] == second.references[0] == "EU.334.4"


def test_the_number_of_the_united_nations(excerpt: Watchlist) -> None:
    person = entity_of(excerpt, "eu-112309")
    assert person.references[:2] == ("EU.4075.27", "UN KPi.045")
    assert person.dates.birth == ("1937", "1938")
    assert "Date of birth: between 1937 and 1938" in parts(person)


@pytest.mark.parametrize(
    ("attributes", "dates", "remark"),
    [
        ('birthdate="1937-04-28" year="1937" monthOfYear="4" dayOfMonth="28"', ("1937-04-28",), None),
        ('year="1937" monthOfYear="4"', ("1937-04",), None),
        ('year="1937"', ("1937",), None),
        ('year="1937" circa="true"', ("1937",), "circa 1937"),
        ('birthdate="1937-04-28" year="1937" circa="true"', ("1937",), "circa 1937"),
        (
            'yearRangeFrom="1958" yearRangeTo="1960" circa="true"',
            ("1958", "1959", "1960"),
            "circa between 1958 and 1960",
        ),
        ('yearRangeTo="1960"', ("1960",), "between 1960"),
        ('birthdate="1982-04-19" year="1402" calendarType="ISLAMIC"', ("1982-04-19",), "islamic 1402"),
        ('year="1343" calendarType="ISLAMIC"', (), "islamic 1343"),
        ('year="1937" monthOfYear="13"', ("1937",), None),
        ('birthdate="about"', (), "about"),
    ],
)
def test_dates_of_birth(attributes: str, dates: tuple[str, ...], remark: str | None) -> None:
    entity = one(f"<birthdate {attributes}/>")
    assert entity.dates.birth == dates
    assert entity.remarks == (f"Date of birth: {remark}" if remark else None)


@pytest.mark.parametrize(
    ("code", "remark", "entity_type", "kind"),
    [
        ("passport", "", "Person", "passport"),
        ("id", "", "Person", "national_id"),
        ("fiscalcode", "TIN", "Organization", "tax_number"),
        ("regnumber", "", "Organization", "registration_number"),
        ("regnumber", "Tax Identification Number", "Organization", "tax_number"),
        ("other", "Passport number", "Person", "passport"),
        ("other", "OGRN", "Organization", "registration_number"),
        ("other", "Personal ID", "Person", "national_id"),
        ("other", "", "Organization", "registration_number"),
        ("new", "", "Person", "national_id"),
        ("imo", "", "Organization", "imo"),
        ("swiftbic", "", "Organization", "bic"),
    ],
)
def test_kinds_of_numbers(code: str, remark: str, entity_type: str, kind: str) -> None:
    assert number_kind(code, remark, entity_type) == kind


def test_what_is_said_of_a_number_is_its_origin() -> None:
    entity = one(
        '<identification number="IMO 9218478" identificationTypeCode="imo" identificationTypeDescription="IMO" '
        'knownExpired="true" issuedBy="The office" validTo="2020-01-01" countryIso2Code="00" '
        'countryDescription="UNKNOWN">'
        "<remark>a remark</remark></identification>"
        '<identification number="DCBK KPPY" identificationTypeCode="swiftbic" countryIso2Code="KP"/>'
        '<identification identificationTypeCode="other" number=""><remark>lost</remark></identification>',
        code="enterprise",
    )
    assert entity.identifiers == (
        Identifier(
            kind="imo", value="9218478",
            origin="IMO; a remark; issued by The office; valid to 2020-01-01; known to be expired",
        ),
        Identifier(kind="bic", value="DCBKKPPY", country="KP"),
    )  # fmt: skip
    assert parts(entity) == ["Identification: lost"]


@pytest.mark.parametrize(
    ("attributes", "remark", "quality", "kept"),
    [
        ('strong="true"', "", "alias", None),
        ('strong="false"', "", "weak", None),
        ('strong="true"', "low quality alias", "weak", "Name: Gamma: low quality alias"),
        ('strong="true"', "Good quality alias", "alias", None),
        ('strong="true"', "formerly known as", "former", "Name: Gamma: formerly known as"),
        ('strong="true"', "Dříve znám jako", "former", "Name: Gamma: Dříve znám jako"),
        ('strong="true"', "maiden name", "alias", "Name: Gamma: maiden name"),
    ],
)
def test_qualities_of_names(attributes: str, remark: str, quality: str, kept: str | None) -> None:
    inner = f"<remark>{remark}</remark>" if remark else ""
    entity = one(f'<nameAlias wholeName="Gamma" {attributes}>{inner}</nameAlias>')
    assert [(name.text, name.quality) for name in entity.names] == [("Alpha Beta", "primary"), ("Gamma", quality)]
    assert entity.remarks == kept


def test_remarks_on_names_that_say_nothing_of_their_quality() -> None:
    assert said_of_name("Iran") is None
    assert said_of_name("the company was formerly known as Beta") is None


@pytest.mark.parametrize(
    ("names", "primary"),
    [
        (["DCB", "Daedong Credit Bank"], "Daedong Credit Bank"),
        (["Иван", "Ivan"], "Ivan"),
        (["Иван"], "Иван"),
        (["DCB"], "DCB"),
    ],
)
def test_the_primary_name(names: list[str], primary: str) -> None:
    aliases = "".join(f'<nameAlias wholeName="{name}"/>' for name in names)
    assert one("", name=aliases).name == primary


def test_a_name_in_another_language_is_not_the_primary_one() -> None:
    names = '<nameAlias wholeName="Gabinete 39" nameLanguage="PT"/><nameAlias wholeName="Office 39" nameLanguage="EN"/>'
    entity = one("", name=names)
    assert [(name.text, name.language) for name in entity.names] == [("Office 39", None), ("Gabinete 39", "pt")]


def test_addresses_and_what_stands_with_them() -> None:
    entity = one(
        '<address street="1 Road" poBox="12" zipCode="AB1" region="R" place="P" city="C" countryIso2Code="KP" '
        'asAtListingTime="true"><remark>branch</remark><contactInfo key="PHONE" value="+850"/></address>'
        '<address countryIso2Code="00" countryDescription="ATLANTIS"/><address><remark>Office phone</remark></address>'
    )
    assert entity.addresses == (
        Address(
            text="1 Road, PO Box 12, AB1, R, P", city="C", country="KP", origin="branch; as at the time of listing"
        ),
        Address(country="ATLANTIS"),
    )  # fmt: skip
    assert parts(entity) == ["Phone: +850", "Address: Office phone"]


def test_citizenships_and_genders_that_do_not_agree() -> None:
    names = '<nameAlias wholeName="Alpha Beta" gender="M"/><nameAlias wholeName="Beta" gender="F"/>'
    entity = one(
        '<citizenship countryIso2Code="KW"/><citizenship countryIso2Code="KW"><remark>withdrawn</remark></citizenship>',
        name=names,
    )
    assert (entity.countries, entity.gender) == (("KW",), None)
    assert parts(entity) == ["Gender: M", "Gender: F", "Citizenship: withdrawn"]


def test_what_the_format_did_not_have_is_kept() -> None:
    entity = one(
        '<wallet currency="XBT">1abc</wallet><birthdate year="1960" hour="7"/>',
        name='<nameAlias wholeName="Alpha Beta" suffix="Jr" lastName="Other"/>',
        attributes='designationDetails="d" risk="high"',
        code="vessel",
    )
    assert sorted(parts(entity)) == [
        "Designation details: d", "Name parts: Other", "Subject type: vessel", "birthdate hour: 7",
        "nameAlias suffix: Jr", "sanctionEntity risk: high", "sanctionEntity wallet: XBT 1abc",
    ]  # fmt: skip
    assert entity.type == "LegalEntity"


# ------------------------------------------------------------------------------------------------------------
# Damage


@pytest.mark.parametrize("length", [400, 5_000, 20_000, len(DATA) - 5])
def test_a_file_that_is_cut_off_is_no_list(length: int) -> None:
    with pytest.raises(ListError, match="cut off or damaged") as caught:
        read_watchlist(DATA[:length])
    assert caught.value.code == "corrupt"
    assert caught.value.hint


def test_one_entity_that_cannot_be_read_is_told_and_the_rest_is_read() -> None:
    watchlist = read_watchlist(
        made(
            '<sanctionEntity logicalId="1"/>',
            '<sanctionEntity logicalId="2"><nameAlias wholeName="Beta"/></sanctionEntity>',
            '<sanctionEntity><nameAlias wholeName="Gamma"/></sanctionEntity>',
        )
    )
    assert [entity.id for entity in watchlist.entities] == ["eu-2"]
    assert watchlist.warnings[0].startswith("entity 1 (without a name) was left out")
    assert watchlist.warnings[1].startswith("entity number 3 (Gamma) was left out")


def test_ids_stay_apart() -> None:
    twice = '<sanctionEntity logicalId="1"><regulation programme="IRQ"/><nameAlias wholeName="A"/></sanctionEntity>'
    assert [entity.id for entity in read_watchlist(made(twice, twice, twice)).entities] == [
        "eu-1",
        "eu-1-irq",
        "eu-1-irq-2",
    ]


def test_parts_of_the_file_and_days_that_are_missing_are_told() -> None:
    watchlist = read_watchlist(made("<footer/>", head='<export xmlns="http://eu.europa.ec/fpi/fsd/export">'))
    assert watchlist.warnings == (
        "the element <footer> is not known and was not read",
        "the file does not say when it was generated",
        "the list holds no entries",
    )
