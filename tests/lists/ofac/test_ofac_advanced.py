"""OFAC's advanced XML: numbers looked up in the value sets, names put together, what stands before and after parties.

The excerpt is of the consolidated list of 3 June 2021 (government data in the public domain): parties unchanged but for
the space between elements, value sets cut down to what is used.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from all_readers import READERS

from screening.entities import Entity, Identifier, Name, Watchlist
from screening.errors import ListError
from screening.lists.ofac import advanced as ofac_advanced
from screening.lists.ofac.words import kind_of_relation, written_name
from screening.lists.registry import read_watchlist
from screening.lists.validation import validate_watchlist

DATA = Path(__file__).parents[1].joinpath("excerpts", "ofac_advanced_excerpt.xml").read_bytes()

SETS = {
    "AliasType": {"1": "Name", "2": "A.K.A.", "3": "F.K.A."},
    "NamePartType": {"1": "Last Name", "2": "First Name", "3": "Nickname", "4": "Entity Name", "5": "Middle Name"},
    "Script": {"1": "Latin", "2": "Cyrillic", "3": "Rongorongo"},
    "FeatureType": {
        "1": "Birthdate", "2": "Gender", "3": "Nationality Country", "4": "Location", "5": "Title", "6": "New word:",
        "7": "Vessel Flag",
    },
    "DetailReference": {"1": "Male"},
    "Country": {"1": "Korea, North", "2": "Russia"},
    "LocPartType": {"1": "CITY", "2": "ADDRESS1", "3": "REGION", "4": "FLOOR", "5": "POSTAL CODE"},
    "IDRegDocType": {"1": "Passport"},
    "IDRegDocDateType": {"1": "Issue Date", "2": "Expiration Date", "3": "Seen"},
    "Validity": {"1": "Valid", "2": "Fraudulent"},
    "RelationType": {"1": "Owned or Controlled By"},
    "RelationQuality": {"1": "Unknown", "2": "High"},
    "Reliability": {"1": "Unknown", "2": "Reported"},
    "List": {"1": "SDN List"},
    "LegalBasis": {"1": "Executive Order 1", "2": "Unknown"},
    "EntryEventType": {"1": "Created", "2": "Amended"},
    "SanctionsType": {"1": "Block", "2": "Program"},
    "PartyType": {"1": "Individual", "4": "Transport"},
}  # fmt: skip


@pytest.fixture(scope="module")
def excerpt() -> Watchlist:
    return read_watchlist(DATA)


def entry(watchlist: Watchlist, uid: int) -> Entity:
    return next(entity for entity in watchlist.entities if entity.id == f"ofac-{uid}")


def name(
    *parts: tuple[int, str], kind: int = 1, primary: bool = True, weak: bool = False, script: int = 1, number: int = 1
) -> str:
    """An alias of parts (type, text); a part's group has the number of its type."""
    told = "".join(
        f'<DocumentedNamePart><NamePartValue NamePartGroupID="{part}" ScriptID="{script}">{text}</NamePartValue>'
        "</DocumentedNamePart>"
        for part, text in parts
    )
    return (
        f'<Alias AliasTypeID="{kind}" Primary="{str(primary).lower()}" LowQuality="{str(weak).lower()}">'
        f'<DocumentedName ID="{number}">{told}</DocumentedName></Alias>'
    )


def party(names: str = "", features: str = "", *, uid: int = 1, more: str = "", identity: str = "") -> str:
    """A party; its profile has its number, and its identity a ten times larger one."""
    groups = "".join(f'<NamePartGroup ID="{part}" NamePartTypeID="{part}"/>' for part in SETS["NamePartType"])
    return (
        f'<DistinctParty FixedRef="{uid}"><Comment/><Profile ID="{uid}" PartySubTypeID="1">'
        f'<Identity ID="{uid}0" Primary="true" False="false">{names or name((4, "Alpha"))}{identity}'
        f"<NamePartGroups><MasterNamePartGroup>{groups}</MasterNamePartGroup></NamePartGroups></Identity>"
        f"{features}{more}</Profile></DistinctParty>"
    )


def feature(kind: int, inner: str, reliability: int = 1) -> str:
    return (
        f'<Feature FeatureTypeID="{kind}"><FeatureVersion ReliabilityID="{reliability}">{inner}</FeatureVersion>'
        "</Feature>"
    )


def point(date: str) -> str:
    year, month, day = date.split("-")
    return f"<Year>{year}</Year><Month>{int(month)}</Month><Day>{int(day)}</Day>"


def dates(begin: str, end: str, about: str = "false") -> str:
    first, last = (f"<From>{point(day)}</From><To>{point(day)}</To>" for day in (begin, end))
    return f'<DatePeriod><Start Approximate="{about}">{first}</Start><End>{last}</End></DatePeriod>'


def made(*parties: str, head: str = "", tail: str = "", issued: str = point("2026-01-02")) -> bytes:
    def one_set(kind: str) -> str:
        values = "".join(f'<{kind} ID="{number}">{text}</{kind}>' for number, text in SETS[kind].items())
        return f"<{kind}Values>{values}</{kind}Values>"

    sets = "".join(map(one_set, SETS))
    subtype = '<PartySubTypeValues><PartySubType ID="1" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>'
    return (
        f"<Sanctions><DateOfIssue>{issued}</DateOfIssue><ReferenceValueSets>{sets}{subtype}</ReferenceValueSets>{head}"
        f"<DistinctParties>{''.join(parties)}</DistinctParties>{tail}</Sanctions>"
    ).encode()


def one(*parties: str, head: str = "", tail: str = "") -> Entity:
    watchlist = read_watchlist(made(*(parties or (party(),)), head=head, tail=tail))
    assert watchlist.warnings == ()
    return watchlist.entities[0]


# ------------------------------------------------------------------------------------------------------------
# The list


def test_the_list_says_who_issued_it_and_when(excerpt: Watchlist) -> None:
    assert (excerpt.version, excerpt.as_of, excerpt.warnings) == ("2021-06-03", "2021-06-03", ())
    assert "Office of Foreign Assets Control" in excerpt.issuer
    assert not [finding for finding in validate_watchlist(excerpt) if finding.severity == "error"]


def test_everything_is_counted(excerpt: Watchlist) -> None:
    entities = excerpt.entities
    assert [e.id for e in entities] == [
        f"ofac-{u}" for u in re.findall(r'<DistinctParty FixedRef="(\d+)', DATA.decode())
    ]
    assert sum(len(e.names) for e in entities) == DATA.count(b"<DocumentedName ")
    features = DATA.count(b'FeatureTypeID="1"') + DATA.count(b'FeatureTypeID="13"')  # call signs, codes of banks
    assert sum(len(e.identifiers) for e in entities) == DATA.count(b"<IDRegDocument ") + features
    assert sum(len(e.events) for e in entities) == DATA.count(b"<EntryEvent ")
    relations = sum(len(e.relations) for e in entities) + excerpt.kept_as_text["Owned or Controlled By"]
    assert relations == DATA.count(b"<ProfileRelationship ")


def test_it_is_recognised_by_its_root_element_and_by_no_other_reader() -> None:
    for data in (DATA, b"\xef\xbb\xbf" + DATA, b"<un:Sanctions xmlns:un='x'>"):
        assert sum(reader.recognise(data) for reader in READERS) == 1
    for data in (b"<SanctionsEntries>", b"<a><Sanctions>", b"name\n<Sanctions>", b""):
        assert not ofac_advanced.recognise(data)


# ------------------------------------------------------------------------------------------------------------
# Real entries


def test_a_person(excerpt: Watchlist) -> None:
    person = entry(excerpt, 9639)
    assert (person.type, person.dates.birth, person.programmes) == ("Person", ("1962",), ("NS-PLC",))
    assert [(n.text, n.quality) for n in person.names] == [
        ("HANIYA, Ismail Abdul Salah", "primary"), ("HANIYA, Ismail", "alias"), ("HANIYYA, Ismaeel", "alias"),
    ]  # fmt: skip
    assert [(v.what, v.date, v.by, v.note, v.reference) for v in person.events] == [
        ("designated", date, "OFAC", which, "General License 4 Under EO 13224 (Terrorism)")
        for date, which in (
            ("2014-10-10", "Consolidated List"), ("2006-04-12", "Non-SDN Palestinian Legislative Council List"),
        )
    ]  # fmt: skip
    assert person.remarks == "Place of birth: Shati; Sanctions type: Reject"
    assert person.addresses == ()  # a place of which nothing is known


def test_a_vessel_and_its_owner(excerpt: Watchlist) -> None:
    ship = entry(excerpt, 31930)
    assert (ship.type, ship.countries) == ("Vessel", ("RU",))
    assert [(i.kind, i.value) for i in ship.identifiers] == [("imo", "9572020"), ("call_sign", "UBAQ4")]
    assert [n.quality for n in ship.names] == ["primary", "alias", "weak"]
    assert [(r.kind, r.target) for r in ship.relations] == [("owned_or_controlled_by", "ofac-31929")]
    assert (ship.remarks or "").startswith("Flag: Russia; Vessel type: Supply Vessel; PEESA Information: Property")
    owner = entry(excerpt, 31929)
    assert owner.names[3] == Name(text="МОРСКАЯ СПАСАТЕЛЬНАЯ СЛУЖБА", quality="weak", script="Cyrl")
    assert [(a.text, a.city, a.country, a.origin) for a in owner.addresses[:2]] == [
        ("Proektiruemyy proezd No 4062, Building 1, 4, 115432", "Moscow", "RU", None),
        ("Проектируемый 4062 пр-д, д.4 с.1, 115432", "Москва", "RU", "Cyrillic"),
    ]


def test_a_bank(excerpt: Watchlist) -> None:
    bank = entry(excerpt, 17013)
    assert (bank.type, bank.name) == ("Organization", "VTB BANK OAO")
    assert "VTB BANK, OPEN JOINT-STOCK COMPANY" in [n.text for n in bank.names]  # not in capitals in this format
    assert [n.quality for n in bank.names].count("former") == 6
    assert bank.identifiers[0] == Identifier(
        kind="registration_number", value="1027739609391", country="RU", origin="Registration ID"
    )
    assert bank.identifiers[-1] == Identifier(kind="bic", value="VTBRRUMM", origin="SWIFT/BIC")


def test_a_link_to_another_list_is_a_remark(excerpt: Watchlist) -> None:
    assert (entry(excerpt, 18791).remarks or "").endswith("Owned or Controlled By: ofac-17260")


# ------------------------------------------------------------------------------------------------------------
# What the excerpt does not have


@pytest.mark.parametrize(
    ("parts", "written"),
    [
        ([("First Name", "Bo"), ("Last Name", "Beta")], "BETA, Bo"),
        ([("Last Name", "BETA"), ("First Name", "Bo"), ("Middle Name", "C."), ("Patronymic", "D.")], "BETA, Bo C. D."),
        ([("Matronymic", "Gamma"), ("Last Name", "Beta"), ("First Name", "Bo")], "BETA GAMMA, Bo"),
        ([("Nickname", "Sweet Bo")], "Sweet Bo"),
        ([("Entity Name", "Bank of Beta")], "BANK OF BETA"),
        ([("Vessel Name", "Pong Su")], "PONG SU"),
        ([("First Name", "Bo")], "Bo"),
        ([("Last Name", "Beta"), ("Title of a new kind", "Sir")], "BETA, Sir"),
        ([], ""),
    ],
)
def test_names_are_written_as_ofac_does(parts: list[tuple[str, str]], written: str) -> None:
    assert written_name(parts) == written


def test_kinds_of_relations() -> None:
    assert kind_of_relation("Owns, controls, or operates") == "owns_controls_or_operates"
    assert kind_of_relation("") == "linked_to"


def test_qualities_scripts_and_false_identities() -> None:
    false = f'<Identity ID="5" False="true">{name((4, "Gamma"), kind=2)}<NamePartGroups/></Identity>'
    names = (
        name((4, "Old"), kind=3, primary=False)
        + name((4, "Weak"), kind=3, primary=False, weak=True)
        + name((4, "Имя"), kind=2, primary=False, script=2)
        + name((4, "X"), kind=2, primary=False, script=3)
        + name((1, "Beta"), (2, "Bo"))
    )
    found = one(party(names, more=false)).names
    assert [(n.text, n.quality, n.script, n.origin) for n in found] == [
        ("BETA, Bo", "primary", None, None),
        ("OLD", "former", None, None),
        ("WEAK", "weak", None, "f.k.a."),
        ("ИМЯ", "alias", "Cyrl", None),
        ("X", "alias", None, "Rongorongo"),
        ("Gamma", "alias", None, "false identity"),
    ]


@pytest.mark.parametrize(
    ("period", "birth", "remarks"),
    [
        (dates("1962-03-05", "1962-03-05"), ("1962-03-05",), None),
        (dates("1962-01-01", "1962-12-31", "true"), ("1962",), "Date of birth: circa 1962"),
        (dates("1962-03-01", "1962-03-31"), ("1962-03",), None),
        (dates("1961-01-01", "1962-12-31"), ("1961", "1962"), "Date of birth: 1961 to 1962"),
        (dates("1962-02-30", "1962-02-30"), (), "Date of birth: 1962, 2, 30, 1962, 2, 30, 1962, 2, 30, 1962, 2, 30"),
        ("<DatePeriod><DurationMinimum><Years>3</Years></DurationMinimum></DatePeriod>", (), "Date of birth: 3"),
    ],
)
def test_dates(period: str, birth: tuple[str, ...], remarks: str | None) -> None:
    entity = one(party(features=feature(1, period)))
    assert (entity.dates.birth, entity.remarks) == (birth, remarks)


def test_features() -> None:
    entity = one(
        party(
            features=feature(2, '<VersionDetail DetailReferenceID="1"/>')
            + feature(3, '<VersionLocation LocationID="1"/>')
            + feature(7, '<VersionLocation LocationID="1"/>')
            + feature(5, "<VersionDetail>Chief</VersionDetail>", reliability=2)
            + feature(6, "<VersionDetail>42</VersionDetail><Comment>(so)</Comment><Shade>dark</Shade>")
            + feature(99, "<VersionDetail>7</VersionDetail>")
        ),
        head='<Locations><Location ID="1"><LocationCountry CountryID="1"/></Location></Locations>',
    )
    assert (entity.gender, entity.countries, entity.addresses) == ("male", ("KP",), ())
    assert entity.remarks == "Flag: Korea, North; Title: Chief (reported); New word: 42 (so); Shade: dark; #99: 7"


def test_places() -> None:
    def part(kind: int, text: str) -> str:
        return (
            f'<LocationPart LocPartTypeID="{kind}"><LocationPartValue Primary="true"><Value>{text}</Value>'
            "</LocationPartValue></LocationPart>"
        )

    places = (
        f'<Location ID="1">{part(5, "Z1")}{part(1, "Gaza")}{part(3, "Strip")}{part(4, "2nd")}{part(2, "Road")}'
        "</Location>"
        f'<Location ID="2"><LocationCountry CountryID="2"/>{part(3, "Far East")}</Location>'
    )
    features = "".join(feature(4, f'<VersionLocation LocationID="{n}"/><Comment>no. {n}</Comment>') for n in (1, 2))
    entity = one(party(features=features), head=f"<Locations>{places}</Locations>")
    assert [(a.text, a.city, a.country) for a in entity.addresses] == [
        ("Road, Z1, 2nd", "Gaza", "Region: Strip"),
        ("Far East", None, "RU"),
    ]
    assert entity.remarks == "Of an address: no. 1; Of an address: no. 2"


def test_documents() -> None:
    when = "".join(
        f'<DocumentDate IDRegDocDateTypeID="{kind}">{dates(day, day)}</DocumentDate>'
        for kind, day in ((1, "2010-08-12"), (2, "2020-08-11"), (3, "2011-01-01"))
    )
    document = (
        '<IDRegDocuments><IDRegDocument ID="7" IDRegDocTypeID="1" IdentityID="10" IssuedBy-CountryID="1" '
        'IssuedIn-LocationID="1" ValidityID="2"><Comment>odd</Comment><IDRegistrationNo>P1</IDRegistrationNo>'
        f'<IssuingAuthority>Police</IssuingAuthority>{when}<DocumentedNameReference DocumentedNameID="2"/>'
        "<Stamp>red</Stamp></IDRegDocument></IDRegDocuments>"
    )
    place = '<Locations><Location ID="1"><LocationCountry CountryID="2"/></Location></Locations>'
    names = name((1, "Beta")) + name((1, "Gamma"), kind=2, primary=False, number=2)
    assert one(party(names), head=place + document).identifiers == (
        Identifier(
            kind="passport", value="P1", country="KP",
            origin="Passport, issued 12 Aug 2010, expires 11 Aug 2020, Seen 01 Jan 2011, Police, in Russia, "
            "fraudulent, odd, red, in the name GAMMA",
        ),
    )  # fmt: skip


def test_relations_and_listings() -> None:
    relation = (
        '<ProfileRelationships><ProfileRelationship ID="1" From-ProfileID="1" To-ProfileID="2" RelationTypeID="1" '
        'RelationQualityID="2" Former="true"><Comment>till 2020</Comment></ProfileRelationship></ProfileRelationships>'
    )
    listing = (
        '<SanctionsEntries><SanctionsEntry ProfileID="1" ListID="1"><LimitationsToListing>few</LimitationsToListing>'
        f'<EntryEvent EntryEventTypeID="1" LegalBasisID="1"><Date>{point("2020-02-03")}</Date></EntryEvent>'
        f'<EntryEvent EntryEventTypeID="2" LegalBasisID="2"><Comment>a</Comment><Date>{point("2021-02-03")}</Date>'
        '</EntryEvent><SanctionsMeasure SanctionsTypeID="2"><Comment>DPRK</Comment></SanctionsMeasure>'
        '<SanctionsMeasure SanctionsTypeID="1"><Comment>all</Comment></SanctionsMeasure></SanctionsEntry>'
        "</SanctionsEntries>"
    )
    entity = one(party(), party(name((4, "Beta")), uid=2), tail=relation + listing)
    assert [(r.kind, r.target, r.note) for r in entity.relations] == [
        ("owned_or_controlled_by", "ofac-2", "former, quality high, till 2020")
    ]
    assert entity.programmes == ("DPRK",)
    assert [(v.what, v.date, v.by, v.note, v.reference) for v in entity.events] == [
        ("designated", "2020-02-03", "OFAC", "SDN List", "Executive Order 1"),
        ("amended", "2021-02-03", None, "SDN List, a", None),
    ]
    assert entity.remarks == "Sanctions type: Block, all; LimitationsToListing: few"


def test_elements_that_are_new_are_remarks() -> None:
    entity = one(party(more="<Mood><Now>good</Now></Mood>", identity="<Comment>hm</Comment><Aura>blue</Aura>"))
    assert entity.remarks == "Of an identity: hm; Aura: blue; Mood: good"


# ------------------------------------------------------------------------------------------------------------
# What is wrong with a file


def test_a_party_that_cannot_be_read_is_told_and_the_rest_goes_on() -> None:
    nameless = party(name((4, "")), uid=7)
    watchlist = read_watchlist(made(nameless, party(uid=8), party(uid=9).replace('FixedRef="9"', "")))
    assert [entity.id for entity in watchlist.entities] == ["ofac-8"]
    assert watchlist.warnings == (
        "entry 7 (without a name) was left out: names[0].text must not be empty",
        "entry number 3 (ALPHA) was left out: id must not be empty",
    )


def test_what_belongs_to_no_party_is_told() -> None:
    data = made(
        party(),
        head='<IDRegDocuments><IDRegDocument ID="1" IdentityID="99"/></IDRegDocuments>',
        tail='<ProfileRelationships><ProfileRelationship ID="5" From-ProfileID="99" To-ProfileID="1"/>'
        '</ProfileRelationships><SanctionsEntries><SanctionsEntry ID="6" ProfileID="98"/></SanctionsEntries>'
        "<Notes>n</Notes><SanctionsEntryLinks><SanctionsEntryLink><Comment>l</Comment></SanctionsEntryLink>"
        "</SanctionsEntryLinks>",
        issued="",
    )
    assert read_watchlist(data).warnings == (
        "the relation 5 is of a party 99 that the file does not have",
        "the listing 6 is of a party 98 that the file does not have",
        "the element <Notes> is not known and was not read: n",
        "the element <SanctionsEntryLink> is not known and was not read: l",
        "1 documents are of an identity 99 that the file does not have",
        "the day of issue (DateOfIssue) is missing or cannot be read",
    )


@pytest.mark.parametrize("end", [len(DATA) - 5, len(DATA) // 2, DATA.rindex(b"<DistinctParty "), 900])
def test_a_file_that_is_cut_off_is_no_list(end: int) -> None:
    with pytest.raises(ListError, match="is cut off or damaged: not well-formed XML") as caught:
        read_watchlist(DATA[:end])
    assert (caught.value.code, caught.value.hint) == ("corrupt", "download it again from its publisher")


def test_a_file_without_anything_and_one_with_an_id_twice_are_no_lists() -> None:
    with pytest.raises(ListError, match="holds no parties"):
        read_watchlist(b"<Sanctions></Sanctions>")
    with pytest.raises(ListError, match="two entries have this id") as caught:
        read_watchlist(made(party(), party()))
    assert (caught.value.code, caught.value.entry) == ("duplicate_id", "ofac-1")
