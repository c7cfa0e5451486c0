"""The UN's consolidated XML: everything that an entry says arrives, and a damaged file is no list.

The excerpt is of the lists of 15 May 2024 (QDi.129, TAi.004) and 27 February 2026, entries unchanged.
"""

from __future__ import annotations

import gc
import re
from pathlib import Path

import pytest
from all_readers import READERS
from list_entries import only_entry, parts

from screening.entities import Entity, Event, Identifier, Name, Watchlist
from screening.errors import ListError
from screening.lists.registry import read_watchlist
from screening.lists.un import xml as un_xml
from screening.lists.validation import validate_watchlist

EXCERPT = Path(__file__).parents[1].joinpath("excerpts", "un_xml_excerpt.xml")
DATA = EXCERPT.read_bytes()
UN = "United Nations Security Council"


@pytest.fixture(scope="module")
def excerpt() -> Watchlist:
    return read_watchlist(EXCERPT)


def entry(watchlist: Watchlist, reference: str) -> Entity:
    return next(entity for entity in watchlist.entities if entity.id == f"un-{reference}")


def made(*persons: str, entities: str = "", after: str = "") -> bytes:
    """A list of the given persons (what stands inside of them)."""
    body = "".join(f"<INDIVIDUAL>{inner}</INDIVIDUAL>" for inner in persons)
    return (
        f'<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z"><INDIVIDUALS>{body}'
        f"</INDIVIDUALS><ENTITIES>{entities}</ENTITIES>{after}</CONSOLIDATED_LIST>"
    ).encode()


def one(inner: str) -> Entity:
    return only_entry(
        made(
            f"<REFERENCE_NUMBER>XXi.001</REFERENCE_NUMBER><FIRST_NAME>AL</FIRST_NAME>{inner}"
            "<VERSIONNUM>1</VERSIONNUM><LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>"
        )
    )


# ------------------------------------------------------------------------------------------------------------
# The list


def test_the_list_says_who_issued_it_and_when(excerpt: Watchlist) -> None:
    assert (excerpt.version, excerpt.as_of, excerpt.issuer) == ("2026-02-27", "2026-02-27", UN)
    assert excerpt.title == "United Nations Security Council Consolidated List"
    assert excerpt.warnings == ()


def test_every_entry_and_every_name_is_read(excerpt: Watchlist) -> None:
    text = DATA.decode()
    references = re.findall(r"<REFERENCE_NUMBER>(.+?)</REFERENCE_NUMBER>", text)
    assert [entity.id for entity in excerpt.entities] == [f"un-{reference}" for reference in references]
    names = re.findall(r"<(?:ALIAS_NAME|NAME_ORIGINAL_SCRIPT)>(.+?)</", text, re.DOTALL)
    assert sum(len(entity.names) for entity in excerpt.entities) == len(references) + len(names)


def test_every_word_of_an_entry_is_somewhere(excerpt: Watchlist) -> None:
    """But what is told by a type, a quality, the code of a country or a date of another form."""
    text = re.sub(r"\s+", " ", DATA.decode())
    records = re.findall(r"<(?:INDIVIDUAL|ENTITY)>(.*?)</(?:INDIVIDUAL|ENTITY)>", text)
    otherwise = {
        "VERSIONNUM", "QUALITY", "COUNTRY", "ISSUING_COUNTRY", "TYPE_OF_DATE", "DATE", "GENDER",
    }  # fmt: skip
    for entity, record in zip(excerpt.entities, records, strict=True):
        held = entity.model_dump_json()
        for element, value in re.findall(r"<(\w+)>([^<]+)</\1>", record):
            words = value.strip().removesuffix("-04:00").replace('"', '\\"').replace("&amp;", "&")
            is_constant = words in ("UN List", "Afghanistan") or element in otherwise
            assert is_constant or all(word in held for word in words.split()), (entity.id, element, value)


def test_the_excerpt_passes_the_checks_of_a_watchlist(excerpt: Watchlist) -> None:
    assert {finding.message.partition(" stands twice")[1] for finding in validate_watchlist(excerpt)} == {
        " stands twice"  # aliases of one spelling with several dates of birth
    }


def test_it_is_recognised_by_its_root_element_and_by_no_other_reader() -> None:
    for data in (DATA, b"\xef\xbb\xbf" + DATA, b"<CONSOLIDATED_LIST>", b"<!-- a --><CONSOLIDATED_LIST x='1'>"):
        assert [reader for reader in READERS if reader.recognise(data)] == [un_xml]
    for data in (b"<CONSOLIDATED_LISTS>", b"<a><CONSOLIDATED_LIST>", b"name\nCONSOLIDATED_LIST\n", b""):
        assert not un_xml.recognise(data)


def test_what_is_kept_as_text_is_counted(excerpt: Watchlist) -> None:
    assert dict(excerpt.kept_as_text) == {
        "Comments": 14, "Date of birth": 5, "Document": 1, "Place of birth": 7, "Position": 9, "Title": 6,
    }  # fmt: skip


# ------------------------------------------------------------------------------------------------------------
# Entries


def test_a_bank_with_the_code_that_its_comments_hold(excerpt: Watchlist) -> None:
    bank = entry(excerpt, "KPe.035")
    assert (bank.type, bank.name, bank.programmes) == ("Organization", "KOREA DAESONG BANK", ("DPRK",))
    assert bank.names[1:] == (Name(text="Choson Taesong Unhaeng"), Name(text="Taesong Bank"))
    assert bank.identifiers == (Identifier(kind="bic", value="KDBKKPPY", origin="SWIFT/BIC in the comments"),)
    (address,) = bank.addresses
    assert address.text == "Segori-dong, Gyongheung St. Potonggang District"
    assert (address.city, address.country) == ("Pyongyang", "KP")
    assert bank.events == (
        Event(what="designated", date="2016-11-30", by=UN, programme="DPRK", reference="KPe.035"),
    )  # fmt: skip
    assert bank.references == ("UN KPe.035", "UN DATAID 6908552")


def test_an_insurer(excerpt: Watchlist) -> None:
    insurer = entry(excerpt, "KPe.048")
    assert [name.text for name in insurer.names] == [
        "KOREAN NATIONAL INSURANCE COMPANY (KNIC)", "Korea Foreign Insurance Company",
    ]  # fmt: skip
    assert insurer.references[0] == "UN KPe.048"


def test_a_person_with_a_gender_and_a_weak_name(excerpt: Watchlist) -> None:
    person = entry(excerpt, "CDi.003")
    assert (person.type, person.name, person.gender) == ("Person", "GASTON IYAMUREMYE", "male")
    assert (person.countries, person.dates.birth) == (("RW",), ("1948",))
    assert person.names[1] == Name(text="Rumuli", quality="weak")
    assert [(event.what, event.date) for event in person.events] == [
        ("designated", "2010-12-01"), ("amended", "2016-10-13"),
    ]  # fmt: skip
    assert person.addresses[0].origin == "as of June 2016"
    assert "Position: FDLR Interim President" in parts(person)
    assert "Place of birth: Musanze District, Northern Province, Rwanda" in parts(person)


def test_a_name_in_its_own_script_and_a_link(excerpt: Watchlist) -> None:
    person = entry(excerpt, "TAi.002")
    assert person.names[1] == Name(text="محمد حسن آخوند", script="Arab", origin="original script")
    assert [(relation.kind, relation.target) for relation in person.relations] == [("linked_to", "un-TAi.004")]
    assert person.dates.birth == tuple(map(str, [*range(1955, 1959), *range(1945, 1951)]))
    assert "Date of birth: between 1955, 1958, Approximately" in parts(person)


def test_an_alias_with_its_own_birth_and_a_forged_document(excerpt: Watchlist) -> None:
    person = entry(excerpt, "QDi.129")
    assert Name(text="Mostefa Djamel", origin="born 1973-09-26, Mahdia, Algeria") in person.names
    assert {"1973-09-28", "1979-12-31", "1982-06-10"} <= set(person.dates.birth)
    (document,) = person.identifiers
    assert (document.kind, document.value) == ("national_id", "20645897")
    assert document.origin
    assert "Counterfeit Danish driving licence number" in document.origin
    assert any(part.startswith("Document: Birth certificate") for part in parts(person))


def test_an_alias_element_that_holds_another_date_of_birth(excerpt: Watchlist) -> None:
    person = entry(excerpt, "TAi.004")
    assert person.dates.birth == ("1966", "1960", "1953")
    assert len(person.names) == 2


def test_passports(excerpt: Watchlist) -> None:
    person = entry(excerpt, "KPi.006")
    assert {(document.kind, document.value) for document in person.identifiers} == {("passport", "381420754")}
    assert person.identifiers[2].origin == "Passport; issued 2011-12-07; Expires on 7 Dec. 2016"


def test_former_names_and_old_references(excerpt: Watchlist) -> None:
    group = entry(excerpt, "QDe.014")
    assert [name.quality for name in group.names] == ["primary", "alias", "alias", "alias", "former", "former"]
    assert entry(excerpt, "IRe.001").references[:2] == ("UN IRe.001", "UN E.37.A.7")
    assert entry(excerpt, "KPe.020").identifiers[0].value == "1790183"


def test_a_date_with_its_time_zone(excerpt: Watchlist) -> None:
    assert entry(excerpt, "SSi.006").events[0].date == "2015-07-01"


@pytest.mark.parametrize(
    ("inner", "dates", "remark"),
    [
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1964-06-18</DATE>", ("1964-06-18",), None),
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1964</YEAR>", ("1964",), None),
        ("<TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1961</YEAR>", ("1961",), "approximately 1961"),
        ("<TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><DATE>1961-02-03</DATE>", ("1961",), "approximately 1961-02-03"),
        (
            "<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1963</FROM_YEAR><TO_YEAR>1965</TO_YEAR>",
            ("1963", "1964", "1965"), "between 1963, 1965",
        ),
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>Nov. 1973</NOTE>", ("1973-11",), "Nov. 1973"),
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1958</YEAR><NOTE>Sep.</NOTE>", ("1958-09",), "1958, Sep."),
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>24/06/1402 (Hijri)</NOTE>", (), "24/06/1402 (Hijri)"),
        ("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1990-02-30</DATE>", (), "1990-02-30"),
        ("<TYPE_OF_DATE/>", (), None),
    ],
)  # fmt: skip
def test_dates_of_birth(inner: str, dates: tuple[str, ...], remark: str | None) -> None:
    entity = one(f"<INDIVIDUAL_DATE_OF_BIRTH>{inner}</INDIVIDUAL_DATE_OF_BIRTH>")
    assert entity.dates.birth == dates
    assert entity.remarks == (f"Date of birth: {remark}" if remark else None)


@pytest.mark.parametrize(
    ("quality", "name", "expected"),
    [
        ("Good", "Beta", Name(text="Beta")),
        ("Low", "Beta", Name(text="Beta", quality="weak")),
        ("a.k.a.", "Beta", Name(text="Beta")),
        ("f.k.a.", "Beta", Name(text="Beta", quality="former")),
        ("Doubtful", "Beta", Name(text="Beta", origin="Doubtful")),
        ("", "김정은", Name(text="김정은", script="Hang")),
        ("Good", "na", None),
        ("Good", "", None),
    ],
)
def test_qualities_of_names(quality: str, name: str, expected: Name | None) -> None:
    inner = f"<QUALITY>{quality}</QUALITY><ALIAS_NAME>{name}</ALIAS_NAME>"
    assert one(f"<INDIVIDUAL_ALIAS>{inner}</INDIVIDUAL_ALIAS>").names[1:] == ((expected,) if expected else ())


def test_the_note_on_an_alias_is_its_origin() -> None:
    inner = "<QUALITY>Low</QUALITY><ALIAS_NAME>Romeo</ALIAS_NAME><NOTE>Call sign</NOTE>"
    name = one(f"<INDIVIDUAL_ALIAS>{inner}</INDIVIDUAL_ALIAS>").names[1]
    assert name == Name(text="Romeo", quality="weak", origin="Call sign")


def test_a_range_of_years_in_an_alias() -> None:
    inner = "<QUALITY/><ALIAS_NAME/><DATE_OF_BIRTH>1958 - 1960</DATE_OF_BIRTH>"
    assert one(f"<INDIVIDUAL_ALIAS>{inner}</INDIVIDUAL_ALIAS>").dates.birth == ("1958", "1959", "1960")


def test_what_the_format_did_not_have_is_kept() -> None:
    entity = one(
        "<WALLET>1abc</WALLET><SORT_KEY/><NATIONALITY><VALUE>Congo</VALUE></NATIONALITY>"
        "<INDIVIDUAL_ADDRESS><CITY>Goma</CITY><GEO>1,2</GEO></INDIVIDUAL_ADDRESS>"
        "<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>B</ALIAS_NAME><SINCE>2020</SINCE></INDIVIDUAL_ALIAS>"
        "<GENDER>unknown</GENDER><LISTED_ON>lately</LISTED_ON>"
    )
    assert parts(entity) == ["Nationality: Congo", "LISTED_ON: lately", "WALLET: 1abc", "Gender: unknown"]
    assert entity.addresses[0].origin == "1,2"
    assert entity.names[1].origin == "SINCE: 2020"


def test_a_gender_in_the_comments_and_a_delisting() -> None:
    entity = one("<COMMENTS1>Gender: Female.</COMMENTS1><DELISTED_ON>2025-01-02</DELISTED_ON>")
    assert (entity.gender, entity.status) == ("female", "delisted")
    assert [(event.what, event.date) for event in entity.events] == [("delisted", "2025-01-02")]


# ------------------------------------------------------------------------------------------------------------
# Damage


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.99])
def test_a_file_that_is_cut_off_is_no_list(share: float) -> None:
    with pytest.raises(ListError, match="cut off or damaged") as caught:
        read_watchlist(DATA[: int(len(DATA) * share)] if share > 0.01 else DATA[:300])
    assert caught.value.code == "corrupt"
    assert caught.value.line
    assert caught.value.hint


def test_a_document_type_is_refused() -> None:
    with pytest.raises(ListError, match="declares a document type"):
        read_watchlist(b"<!DOCTYPE CONSOLIDATED_LIST><CONSOLIDATED_LIST/>")


def test_one_record_that_cannot_be_read_is_told_and_the_rest_is_read() -> None:
    good = "<REFERENCE_NUMBER>XXi.002</REFERENCE_NUMBER><FIRST_NAME>BO</FIRST_NAME>"
    watchlist = read_watchlist(
        made("<REFERENCE_NUMBER>XXi.001</REFERENCE_NUMBER>", good, "<FIRST_NAME>CY</FIRST_NAME>")
    )
    assert [entity.id for entity in watchlist.entities] == ["un-XXi.002"]
    nameless, numberless = watchlist.warnings
    assert nameless.startswith("entry XXi.001 (without a name) was left out")
    assert numberless.startswith("entry number 3 (CY) was left out")


def test_a_section_that_is_not_known_is_told() -> None:
    watchlist = read_watchlist(made(after="<VESSELS><VESSEL><NAME>X</NAME></VESSEL></VESSELS>"))
    assert "the element <VESSELS> is not known and was not read" in watchlist.warnings
    assert "the list holds no entries" in watchlist.warnings


def test_a_list_without_its_day_is_told() -> None:
    watchlist = read_watchlist(b"<CONSOLIDATED_LIST><INDIVIDUALS/></CONSOLIDATED_LIST>")
    assert watchlist.as_of == ""
    assert "the file does not say when it was generated (dateGenerated)" in watchlist.warnings


def test_the_garbage_collector_is_as_it_was() -> None:
    read_watchlist(DATA)
    assert gc.isenabled()
