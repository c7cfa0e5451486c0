"""Entries of the consolidated list of OFSI, read as a person reads them."""

from __future__ import annotations

from list_entries import parts

from screening.entities import Address, Entity, Identifier, Name, Watchlist

DPRK = "Democratic People's Republic of Korea"


def group(watchlist: Watchlist, group_id: int) -> Entity:
    return next(entity for entity in watchlist.entities if entity.id == f"ofsi-{group_id}")


def test_an_insurer(excerpt: Watchlist) -> None:
    insurer = group(excerpt, 13355)
    assert (insurer.type, insurer.programmes) == ("Organization", (DPRK,))
    assert [(name.text, name.quality) for name in insurer.names] == [
        ("KOREAN NATIONAL INSURANCE CORPORATION (KNIC)", "primary"),
        ("KOREA FOREIGN INSURANCE COMPANY", "alias"),
        ("KOREA NATIONAL INSURANCE CORPORATION", "alias"),
    ]
    assert insurer.addresses == (Address(text="Central District", city="Pyongyang", country="KP"),)
    assert [(event.what, event.date, event.reference) for event in insurer.events] == [
        ("designated", "2017-08-05", "DPR0168"), ("listed", "2016-04-28", "DPR0168"),
        ("amended", "2020-12-31", "DPR0168"),
    ]  # fmt: skip
    assert insurer.references == ("UK DPR0168", "OFSI 13355", "UN KPe.048")
    assert insurer.remarks == (
        "Other information: The Korean National Insurance Company is a DPRK financial and insurance company and is "
        "affiliated with Office 39."
    )


def test_a_bank_whose_code_stands_in_prose(excerpt: Watchlist) -> None:
    bank = group(excerpt, 11286)
    assert bank.identifiers == (Identifier(kind="bic", value="KDBKKPPY", origin="SWIFT/BIC in the other information"),)
    assert bank.references[-1] == "UN KPe.035"


def test_a_ship_and_its_owner(excerpt: Watchlist) -> None:
    ship = group(excerpt, 13651)
    assert (ship.type, ship.countries, ship.dates.built) == ("Vessel", ("KP",), ("1975",))
    assert ship.identifiers == (Identifier(kind="imo", value="7408873", origin="IMO number"),)
    assert [(relation.kind, relation.target) for relation in ship.relations] == [("owned_by", "ofsi-13635")]
    assert parts(ship)[:6] == [
        "Current owners: Korea Samjong Shipping", "Flag: North Korea", "Previous flags: Russia",
        "Vessel type: Oil tanker", "Tonnage: 1676", "Length: 80",
    ]  # fmt: skip
    assert ship.references == ("UK DPR0100", "OFSI 13651")  # the reference in its prose is the owner's
    assert len(ship.names) == 9


def test_a_statement_of_reasons(excerpt: Watchlist) -> None:
    company = group(excerpt, 13910)
    assert company.narrative
    assert company.narrative.startswith("The Lazarus Group was responsible for relevant cyber activity")
    assert company.programmes == ("Cyber",)


def test_names_in_another_script(excerpt: Watchlist) -> None:
    assert group(excerpt, 15352).names[1] == Name(text="Михаил Львович Кучмент", script="Cyrl", origin="Russia")
    assert group(excerpt, 12055).names[1] == Name(text="إدارة المخابرات العامة", script="Arab")
    assert group(excerpt, 16668).names[1:] == (
        Name(text="PMC ESPANIOLA", origin="Primary name variation"),
        Name(text="ЧВК Española", language="ru", origin="Cyrillic"),
    )


def test_a_party_under_two_regimes(excerpt: Watchlist) -> None:
    person = group(excerpt, 11788)
    assert person.programmes == ("Syria", "Iran")
    assert [(event.date, event.programme) for event in person.events if event.what == "listed"] == [
        ("2011-06-24", "Syria"), ("2011-04-14", "Iran"),
    ]  # fmt: skip
    assert (person.dates.birth, person.gender) == (("1963",), "male")


def test_numbers(excerpt: Watchlist) -> None:
    assert [(i.kind, i.value) for i in group(excerpt, 14534).identifiers] == [
        ("passport", "712895726"), ("passport", "753173718"), ("passport", "737047558"),
    ]  # fmt: skip
    assert group(excerpt, 16241).identifiers == (
        Identifier(kind="registration_number", value="1027807560186", origin="Business registration number; OGRN"),
        Identifier(kind="tax_number", value="7814027653", origin="Business registration number; INN"),
    )
    assert group(excerpt, 15352).identifiers == (
        Identifier(kind="passport", value="756767859", country="RU", origin="Passport Number; Russia"),
    )  # fmt: skip


def test_a_former_name(excerpt: Watchlist) -> None:
    assert [name.quality for name in group(excerpt, 8283).names] == ["primary", "former"]


def test_a_group_without_a_primary_name_is_told(excerpt: Watchlist) -> None:
    assert excerpt.warnings == (
        "group 16601 has no primary name: '33RD SCIENTIFIC RESEARCH AND TESTING INSTITUTE' was taken",
    )  # fmt: skip
    assert group(excerpt, 16601).names[0].origin == "Primary name variation"


def test_the_list_of_2014(old: Watchlist) -> None:
    person = group(old, 7024)
    assert person.name == "Mohamed Ben Belgacem Ben Abdallah AL-AOUADI"
    assert person.identifiers == (
        Identifier(
            kind="passport", value="L 191609", country="TN",
            origin="Passport Number; (Tunisian). Issued on 28 Feb 1996. Expired on 27 Feb 2001",
        ),
        Identifier(
            kind="national_id", value="04643632", origin="National Identification Number; Issued on 18 June 1999"
        ),
        Identifier(
            kind="tax_number", value="DAOMMD74T11Z352Z", origin="National Identification Number; Italian Fiscal Code",
        ),
    )  # fmt: skip
    assert (person.countries, person.dates.birth) == (("TN",), ("1974-12-11",))
    assert person.references == ("OFSI 7024", "UN QI.A.60.02")
    office = group(old, 12453)
    assert office.name == "OFFICE 39 OF THE KOREAN WORKERS' PARTY"
    assert [address.city for address in office.addresses] == ["Pyongyang"] * 3
    assert group(old, 11282).names[1].text == "CHO’NGSONG UNITED TRADING COMPANY"  # of the code page 1252
