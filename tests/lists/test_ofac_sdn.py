"""OFAC's SDN XML: everything that an entry says arrives, and a damaged file is no list.

The excerpt is of the list of 7 May 2024 (government data in the public domain), entries unchanged.
"""

from __future__ import annotations

import gc
import gzip
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
from all_readers import READERS

from screening.entities import Entity, Identifier, Name, Watchlist
from screening.errors import ListError
from screening.lists.ofac import sdn as ofac_sdn
from screening.lists.ofac.dates import read_dates
from screening.lists.ofac.id_types import id_type
from screening.lists.ofac.links import linked_names
from screening.lists.registry import read_watchlist
from screening.lists.validation import validate_watchlist
from screening.tables.headers import fields

EXCERPT = Path(__file__).with_name("ofac_sdn_excerpt.xml")
DATA = EXCERPT.read_bytes()
NAMESPACE = "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML"
BOMB = '<!DOCTYPE sdnList [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE sdnList SYSTEM "file:///etc/passwd">'


@pytest.fixture(scope="module")
def excerpt() -> Watchlist:
    return read_watchlist(EXCERPT)


def entry(watchlist: Watchlist, uid: int) -> Entity:
    return next(entity for entity in watchlist.entities if entity.id == f"ofac-{uid}")


def made(*entries: str, header: str = "", declaration: str = '<?xml version="1.0" standalone="yes"?>') -> bytes:
    """A list of the given entries (what stands inside of them), with the right count unless ``header`` is given."""
    header = header or f"<Publish_Date>05/07/2024</Publish_Date><Record_Count>{len(entries)}</Record_Count>"
    body = "".join(f"<sdnEntry>{inner}</sdnEntry>" for inner in entries)
    return (
        f'{declaration}<sdnList xmlns="{NAMESPACE}"><publshInformation>{header}</publshInformation>{body}</sdnList>'
    ).encode()


def one(inner: str) -> Entity:
    watchlist = read_watchlist(made(f"<uid>1</uid><lastName>ALPHA</lastName>{inner}"))
    assert watchlist.warnings == ()
    (entity,) = watchlist.entities
    return entity


def ids(*pairs: tuple[str, str], more: str = "") -> str:
    items = "".join(f"<id><idType>{kind}</idType><idNumber>{value}</idNumber>{more}</id>" for kind, value in pairs)
    return f"<idList>{items}</idList>"


# ------------------------------------------------------------------------------------------------------------
# The list


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


# ------------------------------------------------------------------------------------------------------------
# Entries


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


# ------------------------------------------------------------------------------------------------------------
# Dates and links


@pytest.mark.parametrize(
    ("text", "dates", "is_exact"),
    [
        ("1965", ("1965",), True),
        ("Mar 1965", ("1965-03",), True),
        ("23 Mar 1965", ("1965-03-23",), True),
        ("3 Mar 1965", ("1965-03-03",), True),
        ("circa 1965", ("1965",), False),
        ("circa 23 Mar 1965", ("1965",), False),
        ("1961 to 1963", ("1961", "1962", "1963"), False),
        ("Jan 1961 to Mar 1962", ("1961", "1962"), False),
        ("circa 1961 to circa 1962", ("1961", "1962"), False),
        ("01 Jan 1937 to 31 Dec 1937", ("1937",), False),
        ("1900 to 1990", (), False),
        ("1963 to 1961", (), False),
        ("30 Feb 1965", (), False),
        ("01 Jan 0000", (), False),
        ("1965 or 1966", (), False),
        ("13.4.1965", (), False),
        ("", (), False),
    ],
)
def test_dates(text: str, dates: tuple[str, ...], is_exact: bool) -> None:
    assert read_dates(text) == (dates, is_exact)


def test_a_date_of_birth_that_cannot_be_read_is_a_remark() -> None:
    item = "<dateOfBirthItem><dateOfBirth>in the spring</dateOfBirth></dateOfBirthItem>"
    entity = one(f"<dateOfBirthList>{item}</dateOfBirthList>")
    assert (entity.dates.birth, entity.remarks) == ((), "Date of birth: in the spring")


@pytest.mark.parametrize(
    ("remarks", "names"),
    [
        ("(Linked To: HAMAS)", ("HAMAS",)),
        ("(Linked To: HAMAS).", ("HAMAS",)),
        ("Text; (Linked To: ALPHA (B) CO); more (text)", ("ALPHA (B) CO",)),
        ("(Linked To: ALPHA; Linked To: BETA, Bo)", ("ALPHA", "BETA, Bo")),
        ("(Linked To: ALPHA); (Linked To: BETA)", ("ALPHA", "BETA")),
        ("Linked To: ALPHA", ("ALPHA",)),
        ("nothing (at all)", ()),
    ],
)
def test_names_of_linked_parties(remarks: str, names: tuple[str, ...]) -> None:
    assert linked_names(remarks) == names


def test_a_link_needs_one_other_entry_of_that_name() -> None:
    def named(uid: int, name: str, linked: str = "") -> str:
        return f"<uid>{uid}</uid><lastName>{name}</lastName>" + (f"<remarks>{linked}</remarks>" if linked else "")

    watchlist = read_watchlist(
        made(
            named(1, "FIRST", "(Linked To: SECOND; Linked To: TWICE; Linked To: FIRST; Linked To: NOBODY)"),
            named(2, "Second"),
            named(3, "TWICE"),
            named(4, "TWICE"),
        )
    )
    assert [r.target for r in watchlist.entities[0].relations] == ["ofac-2"]
    assert watchlist.entities[0].remarks == (
        "(Linked To: SECOND; Linked To: TWICE; Linked To: FIRST; Linked To: NOBODY)"
    )
    assert not any(f.severity == "error" for f in validate_watchlist(watchlist))


# ------------------------------------------------------------------------------------------------------------
# The table of id types


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


# ------------------------------------------------------------------------------------------------------------
# What is wrong with a file


def test_an_entry_that_cannot_be_read_is_told_and_the_rest_goes_on() -> None:
    good = "<uid>7</uid><lastName>GOOD</lastName>"
    watchlist = read_watchlist(made("<uid>5</uid>", good, "<lastName>NAMELESS NUMBER</lastName>"))
    assert [entity.id for entity in watchlist.entities] == ["ofac-7"]
    first, second = watchlist.warnings
    assert first == "entry 5 (without a name) was left out: names[0].text must not be empty"
    assert second == "entry number 3 (NAMELESS NUMBER) was left out: id must not be empty"


def test_an_alias_without_a_name_costs_nothing() -> None:
    assert len(one("<akaList><aka><uid>3</uid><type>a.k.a.</type></aka></akaList>").names) == 1


@pytest.mark.parametrize("end", [len(DATA) - 2, len(DATA) // 2, DATA.rindex(b"<sdnEntry>"), 700])
def test_a_file_that_is_cut_off_is_no_list(end: int) -> None:
    with pytest.raises(ListError, match="is cut off or damaged: not well-formed XML") as caught:
        read_watchlist(DATA[:end])
    assert (caught.value.code, caught.value.hint) == ("corrupt", "download it again from its publisher")
    assert caught.value.line


def test_a_file_with_another_number_of_entries_than_it_says_is_no_list() -> None:
    start = DATA.rindex(b"  <sdnEntry>")
    with pytest.raises(ListError) as caught:
        read_watchlist(DATA[:start] + b"</sdnList>")
    assert caught.value.message == "holds 12 entries where its header says 13: it is incomplete or damaged"
    assert str(caught.value) == f"watchlist: {caught.value.message} (download it again from its publisher)"


@pytest.mark.parametrize(
    "count", ["", "<Record_Count>many</Record_Count>", f"<Record_Count>{'1' * 5000}</Record_Count>"]
)
def test_a_file_that_does_not_say_its_number_of_entries_is_read_with_a_warning(count: str) -> None:
    header = f"<Publish_Date>13/07/2024</Publish_Date>{count}"
    watchlist = read_watchlist(made("<uid>1</uid><lastName>A</lastName>", header=header))
    assert len(watchlist.entities) == 1
    assert watchlist.warnings == (
        "the file does not say how many entries it has (Record_Count): it may be incomplete",
        "the day of publication (Publish_Date) is missing or cannot be read",
    )
    assert (watchlist.as_of, watchlist.version) == ("", watchlist.sha256[:12])


def test_what_is_beside_the_entries_is_told() -> None:
    data = made("<uid>1</uid><lastName>A</lastName>").replace(b"</sdnList>", b"<notes><n>1</n></notes></sdnList>")
    assert read_watchlist(data).warnings == ("the element <notes> is not known and was not read",)


@pytest.mark.parametrize("doctype", [BOMB, OUTSIDE, "<!DOCTYPE sdnList>"])
def test_a_document_type_is_refused(doctype: str) -> None:
    data = made("<uid>1</uid><lastName>&b;</lastName>", declaration=f'<?xml version="1.0"?>{doctype}')
    with pytest.raises(ListError, match="declares a document type") as caught:
        read_watchlist(data)
    assert caught.value.code == "unsafe"


def test_an_encoding_that_python_would_have_to_decode_is_refused() -> None:
    data = made("<uid>1</uid><lastName>A</lastName>", declaration='<?xml version="1.0" encoding="cp1252"?>')
    with pytest.raises(ListError, match="is XML in the encoding 'cp1252', and must be UTF-8"):
        read_watchlist(data)


def test_deep_nesting_is_read_without_recursion() -> None:
    deep = "<x>" * 50_000 + "end" + "</x>" * 50_000
    assert one(f"<toolList><tool>{deep}</tool></toolList>").remarks == "tool: end"


def test_the_garbage_collector_is_as_it_was() -> None:
    read_watchlist(DATA)
    assert gc.isenabled()
    with pytest.raises(ListError):
        read_watchlist(DATA[:-5])
    assert gc.isenabled()
    gc.disable()
    try:
        read_watchlist(DATA)
        assert not gc.isenabled()
    finally:
        gc.enable()
