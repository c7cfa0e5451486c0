"""OFAC's SDN XML: everything that a file says arrives."""

from __future__ import annotations

import gzip
import re

import pytest
from all_readers import READERS

from screening.entities import Entity, Identifier, Name, Watchlist
from screening.lists.ofac import sdn as ofac_sdn
from screening.lists.registry import read_watchlist
from screening.lists.validation import validate_watchlist

from .sdn_made import BOMB, DATA, EXCERPT, NAMESPACE


@pytest.fixture(scope="module")
def excerpt() -> Watchlist:
    return read_watchlist(EXCERPT)


def entry(watchlist: Watchlist, uid: int) -> Entity:
    return next(entity for entity in watchlist.entities if entity.id == f"ofac-{uid}")


def test_the_list_says_who_issued_it_and_when(excerpt: Watchlist) -> None:
    assert (excerpt.name, excerpt.version, excerpt.as_of) == ("ofac_sdn_excerpt", "2024-05-07", "2024-05-07")
    assert "Office of Foreign Assets Control" in excerpt.issuer
    assert excerpt.warnings == ()


def test_every_entry_and_every_name_is_read(excerpt: Watchlist) -> None:
    assert [entity.id for entity in excerpt.entities] == [
        f"ofac-{uid}" for uid in re.findall(r"^    <uid>(\d+)", DATA.decode(), re.MULTILINE)
    ]
    assert sum(len(entity.names) for entity in excerpt.entities) == DATA.count(b"<sdnEntry>") + DATA.count(b"<aka>")


def test_every_word_of_an_entry_is_somewhere(excerpt: Watchlist) -> None:
    """But the numbers that OFAC gives to parts of an entry, and which part it calls the main one."""
    bookkeeping = re.sub(rb"<uid>\d+</uid>(?!\s*<(?:first|last)Name>)|<mainEntry>.*?</mainEntry>", b"", DATA)
    entries = re.findall(r"<sdnEntry>(.*?)</sdnEntry>", bookkeeping.decode(), re.DOTALL)
    told_otherwise = {  # by the type, the quality, the code of a country, ISO dates, digits alone
        "sdnType", "type", "category", "country", "idCountry", "dateOfBirth",
    }  # fmt: skip
    for entity, text in zip(excerpt.entities, entries, strict=True):
        held = entity.model_dump_json()
        for element, value in re.findall(r"<(\w+)>([^<]+)</\1>", text):
            is_date = re.fullmatch(r"\d\d \w{3} \d{4}|.* Date", value)
            is_gender = value in {"Gender", "Male", "Female"}
            if element not in told_otherwise and not is_date and not is_gender:
                word = value.removeprefix("IMO ").rstrip(" -:").replace("\\", "\\\\").replace('"', '\\"')
                assert word in held, (entity.id, element)


def test_the_excerpt_passes_the_checks_of_a_watchlist(excerpt: Watchlist) -> None:
    findings = validate_watchlist(excerpt)
    assert [(f.entry, f.message) for f in findings] == [("ofac-45678", "'Region: Gaza' is not a country code")]


def test_it_is_recognised_by_its_root_element_and_by_no_other_reader() -> None:
    variants = [
        DATA,
        b"\xef\xbb\xbf" + DATA,
        b"\n<sdnList>",
        b'<?xml version="1.0"?>\n<!-- one --><!-- two -->\n<sdnList xmlns="http://tempuri.org/sdnList.xsd">',
        '<?xml version="1.0" encoding="utf-16"?><sdnList>'.encode("utf-16"),
        f'<?xml version="1.0"?>{BOMB}<sdnList>'.encode(),
    ]
    for data in variants:
        assert sum(reader.recognise(data) for reader in READERS) == 1
    others = [
        b"<sdnLists>",
        b"<Sanctions><sdnList>",
        b"<!-- <sdnList> --><export>",
        b"<!-- --><a/><!-- --><sdnList>",
        b"name\n<sdnList>\n",
    ]
    assert not any(ofac_sdn.recognise(data) for data in others)


def test_gzip_and_utf_16_are_read(excerpt: Watchlist) -> None:
    assert read_watchlist(gzip.compress(DATA)).entities == excerpt.entities
    utf_16 = DATA.decode().replace('version="1.0"', 'version="1.0" encoding="utf-16"').encode("utf-16")
    assert read_watchlist(utf_16).entities == excerpt.entities


def test_the_older_namespace_is_read(excerpt: Watchlist) -> None:
    older = DATA.replace(NAMESPACE.encode(), b"http://tempuri.org/sdnList.xsd")
    assert read_watchlist(older).entities == excerpt.entities


def test_a_bank(excerpt: Watchlist) -> None:
    bank = entry(excerpt, 12312)
    assert (bank.type, bank.name, bank.programmes) == ("Organization", "KOREA DAESONG BANK", ("DPRK",))
    assert (bank.basis, bank.status) == ("designated", "designated")
    assert [(n.text, n.quality) for n in bank.names[1:]] == [
        ("TAESONG BANK", "alias"),
        ("CHOSON TAESONG UNHAENG", "alias"),
    ]
    assert bank.identifiers == (Identifier(kind="bic", value="KDBKKPPY", origin="SWIFT/BIC"),)
    (address,) = bank.addresses
    assert address.text == "Segori-dong, Gyongheung St., Potonggang District"
    assert (address.city, address.country) == ("Pyongyang", "KP")
    assert bank.references == ("https://sanctionssearch.ofac.treas.gov/Details.aspx?id=12312",)
    assert bank.remarks
    assert bank.remarks.startswith("Secondary sanctions risk: North Korea Sanctions Regulations, sections 510.201")
    assert bank.remarks.endswith("EMAIL kdb@co.chesin.com")


def test_a_person_with_weak_names_and_two_dates_of_birth(excerpt: Watchlist) -> None:
    person = entry(excerpt, 9584)
    assert (person.type, person.name, person.countries) == ("Person", "SAHIRON, Radulan", ("PH",))
    assert [n.quality for n in person.names] == ["primary", "alias", "alias", "weak", "weak"]
    assert person.dates.birth == ("1955", "1952")
    assert person.remarks == (
        "Date of birth: circa 1952; Place of birth: Kaunayan, Patikul, Jolo Island, the Philippines"
    )


def test_a_person_with_a_passport_and_a_link(excerpt: Watchlist) -> None:
    person = entry(excerpt, 24998)
    assert person.identifiers == (
        Identifier(kind="national_id", value="31202133364", origin="National ID No."),
        Identifier(
            kind="passport", value="U00618757", country="TR",
            origin="Passport, issued 12 Aug 2010, expires 11 Aug 2020",
        ),
    )  # fmt: skip
    assert person.countries == ("TR",)
    assert person.dates.birth == ("1957-04-01",)
    assert person.remarks
    for part in ("Title: Chief Executive Officer", "Citizenship: Turkey"):
        assert part in person.remarks.split("; ")
    assert person.gender == "male"
    assert [(r.kind, r.target) for r in person.relations] == [("linked_to", "ofac-25000")]
    assert entry(excerpt, 25000).name == "SIA FALCON INTERNATIONAL GROUP"


def test_a_date_of_birth_that_is_a_range(excerpt: Watchlist) -> None:
    person = entry(excerpt, 20125)
    assert person.dates.birth == ("1937", "1938")
    assert person.remarks
    assert "Date of birth: 01 Jan 1937 to 31 Dec 1938" in person.remarks


def test_a_vessel(excerpt: Watchlist) -> None:
    ship = entry(excerpt, 15042)
    assert (ship.type, ship.countries) == ("Vessel", ("IR",))
    assert {i.kind: i.value for i in ship.identifiers} == {
        "call_sign": "9HEG9", "imo": "9218478", "mmsi": "256865000",
    }  # fmt: skip
    assert ship.names[1] == Name(text="DAMAVAND", quality="former")
    assert ship.remarks == (
        "Vessel type: Crude Oil Tanker; Flag: Iran; Tonnage: 297013; Gross registered tonnage: 160576; "
        "Former Vessel Flag: Malta; Additional Sanctions Information: Subject to Secondary Sanctions; "
        "(Linked To: NATIONAL IRANIAN TANKER COMPANY)"
    )
    assert ship.relations == ()  # the company is not in the excerpt


def test_an_imo_number_without_its_letters(excerpt: Watchlist) -> None:
    assert [(i.kind, i.value) for i in entry(excerpt, 17104).identifiers] == [("imo", "8606173")]


def test_aircraft(excerpt: Watchlist) -> None:
    plane = entry(excerpt, 47174)
    assert (plane.type, plane.dates.built) == ("Airplane", ("1982-01-28",))
    assert {i.kind: i.value for i in plane.identifiers} == {
        "aircraft_mode_s_code": "155372",
        "aircraft_tail_number": "RF-86898",
        "aircraft_serial_number": "23435028",
    }
    assert entry(excerpt, 20542).dates.built == ("1966",)


def test_wallets_and_an_lei(excerpt: Watchlist) -> None:
    (wallet,) = entry(excerpt, 45678).identifiers
    assert (wallet.kind, wallet.value) == ("crypto_address", "19D1iGzDr7FyAdiy3ZZdxMd6ttHj1kj6WW")
    assert wallet.origin == "Digital Currency Address - XBT"
    assert ("lei", "984500Z6XE0C8OBC6018") in [(i.kind, i.value) for i in entry(excerpt, 40245).identifiers]
