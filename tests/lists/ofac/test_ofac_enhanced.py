"""OFAC's enhanced XML: names in their scripts, links by number, dates of listing, elements that are new, damage.

The excerpt is of the consolidated list of 10 January 2025 (government data in the public domain): entries unchanged but
for the space between elements, reference values left out.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from all_readers import READERS

from screening.entities import Entity, Identifier, Name, Watchlist
from screening.errors import ListError
from screening.lists.ofac import enhanced as ofac_enhanced
from screening.lists.ofac.dates import in_words, read_dates
from screening.lists.registry import read_watchlist
from screening.lists.validation import validate_watchlist

DATA = Path(__file__).parents[1].joinpath("excerpts", "ofac_enhanced_excerpt.xml").read_bytes()


@pytest.fixture(scope="module")
def excerpt() -> Watchlist:
    return read_watchlist(DATA)


def entry(watchlist: Watchlist, uid: int) -> Entity:
    return next(entity for entity in watchlist.entities if entity.id == f"ofac-{uid}")


def name(text: str, *, primary: bool = True, kind: str = "", weak: bool = False, more: str = "") -> str:
    """A name in Latin letters; ``more`` are further translations."""
    alias = f"<aliasType>{kind}</aliasType>" if kind else ""
    first = (
        f"<translation><isPrimary>true</isPrimary><script>Latin</script><formattedFullName>{text}</formattedFullName>"
    )
    return (
        f"<name><isPrimary>{str(primary).lower()}</isPrimary>{alias}<isLowQuality>{str(weak).lower()}</isLowQuality>"
        f"<translations>{first}</translation>{more}</translations></name>"
    )


def made(*entities: str, beside: str = "") -> bytes:
    """A list of entities numbered from 1 with these contents."""
    inner = "".join(f'<entity id="{number}">{content}</entity>' for number, content in enumerate(entities, 1))
    head = "<publicationInfo><dataAsOf>2026-01-02T00:00:00</dataAsOf></publicationInfo>"
    return f"<sanctionsData>{head}{beside}<entities>{inner}</entities></sanctionsData>".encode()


def one(content: str, names: str = name("ALPHA")) -> Entity:
    (entity,) = read_watchlist(made(f"<names>{names}</names>{content}")).entities
    return entity


def feature(word: str, value: str, more: str = "") -> str:
    return f"<features><feature><type>{word}</type><value>{value}</value>{more}</feature></features>"


# ------------------------------------------------------------------------------------------------------------
# The list


def test_the_list_says_who_issued_it_and_when(excerpt: Watchlist) -> None:
    assert (excerpt.title, excerpt.version, excerpt.as_of) == ("OFAC Consolidated List", "2025-01-10", "2025-01-10")
    assert "Office of Foreign Assets Control" in excerpt.issuer
    assert excerpt.warnings == ()
    assert validate_watchlist(excerpt)
    assert not [finding for finding in validate_watchlist(excerpt) if finding.severity == "error"]


def test_everything_is_counted(excerpt: Watchlist) -> None:
    entities = excerpt.entities
    assert [e.id for e in entities] == [f"ofac-{uid}" for uid in re.findall(r'<entity id="(\d+)"', DATA.decode())]
    assert sum(len(e.names) for e in entities) == DATA.count(b"<formattedFullName>")
    assert sum(len(e.identifiers) for e in entities) == DATA.count(b"<identityDocument ")
    assert sum(len(e.events) for e in entities) == DATA.count(b"datePublished")
    assert sum(len(e.dates.birth) for e in entities) == DATA.count(b">Birthdate<")
    assert sum(len(e.relations) for e in entities) == 1
    told = ("Acting for or on behalf of", "Owned or Controlled By")
    assert sum(excerpt.kept_as_text[label] for label in told) == DATA.count(b"<relationship ") - 1


def test_it_is_recognised_by_its_root_element_and_by_no_other_reader() -> None:
    for data in (DATA, b"\xef\xbb\xbf" + DATA, b'<sanctionsData xmlns="other">'):
        assert sum(reader.recognise(data) for reader in READERS) == 1
    for data in (b"<sanctionsDatas>", b"<a><sanctionsData>", b"name\n<sanctionsData>", b""):
        assert not ofac_enhanced.recognise(data)


# ------------------------------------------------------------------------------------------------------------
# Entries


def test_a_person(excerpt: Watchlist) -> None:
    person = entry(excerpt, 50476)
    assert (person.type, person.gender, person.dates.birth) == ("Person", "male", ("1961-02-12",))
    assert person.names == (
        Name(text="MARTELLY, Michel Joseph", quality="primary"),
        Name(text="MARTELLY, Michael"),
        Name(text="Sweet Micky", quality="weak"),
    )
    assert person.countries == ("HT",)
    assert [(a.text, a.city, a.country) for a in person.addresses] == [
        ("FL", "Miami", "US"), ("Ouest", "Petionville", "HT"), ("Ouest", "Port-au-Prince", "HT"), ("", None, "DO"),
    ]  # fmt: skip
    assert person.identifiers[0] == Identifier(
        kind="national_id", value="0032768386", country="HT", origin="National ID No."
    )
    assert person.programmes == ("ILLICIT-DRUGS-EO14059",)
    assert [(v.what, v.date, v.by, v.note, v.reference) for v in person.events] == [
        ("designated", "2024-08-20", "OFAC", which, "Executive Order 14059 (Illicit Drugs)")
        for which in ("Non-SDN Menu-Based Sanctions List", "Consolidated List")
    ]


def test_names_in_their_own_scripts(excerpt: Watchlist) -> None:
    assert entry(excerpt, 33893).names[1] == Name(text="依图科技有限公司", script="Hans")
    rostec = entry(excerpt, 17260).names[2]
    assert (rostec.text[:23], rostec.script, rostec.quality) == ("ГОСУДАРСТВЕННАЯ КОРПОРА", "Cyrl", "alias")


def test_links_by_number_and_to_other_lists(excerpt: Watchlist) -> None:
    assert [(r.kind, r.target) for r in entry(excerpt, 18791).relations] == [("owned_or_controlled_by", "ofac-17260")]
    outside = entry(excerpt, 9647)
    assert outside.relations == ()
    assert (outside.remarks or "").endswith("Acting for or on behalf of: HAMAS (ofac-4695)")
    assert outside.addresses[0].country == "Region: Gaza"


def test_several_legal_authorities_are_not_given_to_one_listing(excerpt: Watchlist) -> None:
    person = entry(excerpt, 9647)
    assert [(v.date, v.note, v.reference) for v in person.events] == [
        ("2006-04-12", "Non-SDN Palestinian Legislative Council List", None),
        ("2014-10-10", "Consolidated List", None),
        ("2023-11-14", "SDN List", None),
    ]
    assert "Legal authority: Executive Order 13224 (Terrorism)" in (person.remarks or "")


def test_notes_of_numbers(excerpt: Watchlist) -> None:
    company = entry(excerpt, 23557)
    assert [i.origin for i in company.identifiers] == ["Registration ID, OGRN", "Tax ID No., INN"]
    document = (
        "<identityDocuments><identityDocument><type>Passport</type><name>BETA, Bo</name>"
        "<documentNumber>P1</documentNumber><isValid>false</isValid><issuingLocation>Port</issuingLocation>"
        "<issuingCountry>Korea, North</issuingCountry><issueDate>2010-08-12</issueDate>"
        "<expirationDate>2020</expirationDate><stamp>red</stamp></identityDocument></identityDocuments>"
    )
    entity = one(document)
    assert entity.identifiers == (
        Identifier(
            kind="passport", value="P1", country="KP",
            origin="Passport, issued 12 Aug 2010, expires 2020, in Port, not valid, in the name BETA, Bo",
        ),
    )  # fmt: skip
    assert entity.remarks == "stamp: red"


@pytest.mark.parametrize(
    ("kind", "weak", "quality", "origin"),
    [
        ("A.K.A.", False, "alias", None),
        ("F.K.A.", False, "former", None),
        ("N.K.A.", False, "alias", "n.k.a."),
        ("F.K.A.", True, "weak", "f.k.a."),
    ],
)
def test_what_a_name_says(kind: str, weak: bool, quality: str, origin: str | None) -> None:
    names = one("", name("BETA", primary=False, kind=kind, weak=weak) + name("ALPHA")).names
    assert [(n.text, n.quality, n.origin) for n in names] == [("ALPHA", "primary", None), ("BETA", quality, origin)]


def test_a_script_that_is_new_stays_with_the_name() -> None:
    more = (
        "<translation><isPrimary>false</isPrimary><script>Rongorongo</script><formattedFullName>X</formattedFullName>"
    )
    assert one("", name("ALPHA", more=f"{more}</translation>")).names[1] == Name(text="X", origin="Rongorongo")


@pytest.mark.parametrize(
    ("word", "value", "more", "remarks"),
    [
        ("Website", "a.org", "<reliability>Reported</reliability>", "Website: a.org (reported)"),
        ("Equity Ticker", "CHL US", "<comments>(NYSE)</comments>", "Equity Ticker: CHL US (NYSE)"),
        ("Gender", "unknown", "", "Gender: unknown"),
        ("Nationality Country", "Iran", "", None),
        ("Nationality Country", "Iran", "<comments>by birth</comments>", "Nationality: Iran (by birth)"),
        ("Vessel Flag", "Panama", "", "Flag: Panama"),
        ("Vessel Type", "Tug", "", "Vessel type: Tug"),
        ("A word that is new:", "42", "<shade>dark</shade>", "A word that is new: 42; shade: dark"),
        ("Birthdate", "", "<valueDate><fromDateBegin>1961-01-01</fromDateBegin><toDateEnd>1962-12-31</toDateEnd>"
         "</valueDate>", "Date of birth: 1961 to 1962"),
        ("Birthdate", "", "<valueDate><fromDateBegin>1</fromDateBegin></valueDate>", "Date of birth: 1"),
    ],
)  # fmt: skip
def test_features(word: str, value: str, more: str, remarks: str | None) -> None:
    assert one(feature(word, value, more)).remarks == remarks


def test_elements_that_are_new_are_remarks() -> None:
    entity = one(
        "<generalInfo><entityType>Robot</entityType><title>Chief</title><mood><now>good</now><then>bad</then></mood>"
        "</generalInfo><tools><tool>saw</tool></tools><relationships><relationship><type>Twin of</type>"
        "<relatedEntity>BETA</relatedEntity><since>May</since></relationship></relationships>"
    )
    assert entity.type == "LegalEntity"
    assert entity.remarks == "Type: Robot; Title: Chief; mood: good, bad; tools: saw; since: May; Twin of: BETA"


def test_addresses_in_two_scripts_and_parts_that_are_new() -> None:
    def writing(script: str, *parts: tuple[str, str]) -> str:
        told = "".join(f"<addressPart><type>{k}</type><value>{v}</value></addressPart>" for k, v in parts)
        return f"<translation><script>{script}</script><addressParts>{told}</addressParts></translation>"

    latin = writing("Latin", ("CITY", "Moscow"), ("ADDRESS2", "Room 1"), ("ADDRESS1", "High St"), ("FLOOR", "2"))
    other = writing("Cyrillic", ("CITY", "Москва"))
    country = "<country>Russia</country><translations>"
    found = one(f"<addresses><address>{country}{latin}{other}</translations></address></addresses>").addresses
    assert [(a.text, a.city, a.country, a.origin) for a in found] == [
        ("High St, Room 1, 2", "Moscow", "RU", None),
        ("", "Москва", "RU", "Cyrillic"),
    ]


@pytest.mark.parametrize(
    ("begin", "end", "is_about", "text"),
    [
        ("1962-01-01", "1962-12-31", False, "1962"),
        ("1962-01-01", "1963-12-31", True, "circa 1962 to 1963"),
        ("1962-03-01", "1962-03-31", False, "Mar 1962"),
        ("1963-02-01", "1963-02-28", False, "Feb 1963"),
        ("1964-02-01", "1964-02-28", False, "01 Feb 1964 to 28 Feb 1964"),
        ("1962-03-05", "1962-03-05", False, "05 Mar 1962"),
        ("1962-03-05", "1962-04-05", False, "05 Mar 1962 to 05 Apr 1962"),
        ("1962-02-30", "1962-02-30", False, ""),
        ("", "1962-02-20", False, ""),
    ],
)
def test_periods_in_words(begin: str, end: str, is_about: bool, text: str) -> None:
    assert in_words(begin, end, is_about=is_about) == text
    assert bool(read_dates(text).dates) == bool(text)


# ------------------------------------------------------------------------------------------------------------
# What is wrong with a file


def test_an_entry_that_cannot_be_read_is_told_and_the_rest_goes_on() -> None:
    watchlist = read_watchlist(made("", f"<names>{name('GOOD')}</names>"))
    assert [entity.id for entity in watchlist.entities] == ["ofac-2"]
    assert watchlist.warnings == ("entry 1 (without a name) was left out: names must not be an empty list",)


def test_a_link_to_an_entry_that_was_left_out_is_a_remark() -> None:
    link = '<relationships><relationship><type>Twin of</type><relatedEntity entityId="2">B</relatedEntity>'
    data = made(f"<names>{name('A')}</names>{link}</relationship></relationships>", "")
    assert read_watchlist(data).entities[0].remarks == "Twin of: B (ofac-2)"


def test_what_is_beside_the_entities_is_told() -> None:
    watchlist = read_watchlist(made(f"<names>{name('A')}</names>", beside="<notes><n>1</n></notes>"))
    assert watchlist.warnings == ("the element <notes> is not known and was not read",)


def test_a_list_without_its_day_is_read_with_a_warning() -> None:
    data = made(f"<names>{name('A')}</names>").replace(b"2026-01-02", b"2026-02-30")
    assert read_watchlist(data).warnings == ("the day of the data (dataAsOf) is missing or cannot be read",)


@pytest.mark.parametrize("end", [len(DATA) - 5, len(DATA) // 2, DATA.rindex(b"<entity "), 700])
def test_a_file_that_is_cut_off_is_no_list(end: int) -> None:
    with pytest.raises(ListError, match="is cut off or damaged: not well-formed XML") as caught:
        read_watchlist(DATA[:end])
    assert (caught.value.code, caught.value.hint) == ("corrupt", "download it again from its publisher")


def test_a_file_without_anything_and_one_with_an_id_twice_are_no_lists() -> None:
    with pytest.raises(ListError, match="holds no entities"):
        read_watchlist(b"<sanctionsData></sanctionsData>")
    twice = made(*[f"<names>{name('A')}</names>"] * 2).replace(b'id="2"', b'id="1"')
    with pytest.raises(ListError, match="two entries have this id") as caught:
        read_watchlist(twice)
    assert (caught.value.code, caught.value.entry) == ("duplicate_id", "ofac-1")
