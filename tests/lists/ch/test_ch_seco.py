"""The Swiss list: names put together from their parts, history, and targets that were taken off.

No file of SECO's was at hand but what others show of it: the records of Belagroprombank, Hui Chon and Dzmitry
Lukashenka are as published in August 2026 (but that the order of two changes is turned around), the others are made in
that form.
"""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from all_readers import READERS
from list_entries import only_entry

from screening.entities import Address, Entity, Event, Identifier, Name, Relation, Watchlist
from screening.errors import ListError
from screening.lists.ch import seco as ch_seco
from screening.lists.registry import read_watchlist

EXCERPT = Path(__file__).parents[1].joinpath("excerpts", "ch_seco_excerpt.xml")
DATA = EXCERPT.read_bytes()


@pytest.fixture(scope="module")
def excerpt() -> Watchlist:
    return read_watchlist(EXCERPT)


def entry(watchlist: Watchlist, ssid: int) -> Entity:
    return next(entity for entity in watchlist.entities if entity.id == f"seco-{ssid}")


def made(*targets: str, root: str = 'list-type="whole-list" date="2026-01-02"', more: str = "") -> bytes:
    return f"<swiss-sanctions-list {root}>{''.join(targets)}{more}</swiss-sanctions-list>".encode()


def one(identity: str = "", party: str = "", target: str = "") -> Entity:
    name = '<name name-type="primary-name"><name-part order="1"><value>Alpha</value></name-part></name>'
    inner = f'<identity main="true">{name}{identity}</identity>{party}'
    return only_entry(made(f'<target ssid="7"><entity>{inner}</entity>{target}</target>'))


# ------------------------------------------------------------------------------------------------------------
# The list


def test_the_list_says_who_issued_it_and_when(excerpt: Watchlist) -> None:
    assert (excerpt.version, excerpt.as_of, excerpt.warnings) == ("2026-08-27", "2026-08-27", ())
    assert "SECO" in excerpt.issuer


def test_targets_at_the_top_are_entries_and_copies_in_the_history_are_not(excerpt: Watchlist) -> None:
    root = ET.fromstring(DATA)
    assert [entity.id for entity in excerpt.entities] == [f"seco-{t.get('ssid')}" for t in root.findall("target")]
    assert DATA.count(b"<target ") == len(excerpt.entities) + 1


def test_every_name_and_spelling_is_read(excerpt: Watchlist) -> None:
    """Counted: names in force, one that stands in two languages once; and a further one for each spelling."""
    root = ET.fromstring(DATA)
    names = [name for target in root.findall("target") for name in target.findall("*/identity/name")]
    spellings = 0
    for name in names:
        keys = [(v.get("lang"), v.get("script")) for v in name.findall("name-part/spelling-variant")]
        per_part = [[(v.get("lang"), v.get("script")) for v in part] for part in name.findall("name-part")]
        spellings += sum(max(part.count(key) for part in per_part) for key in set(keys))
    assert sum(len(entity.names) for entity in excerpt.entities) == len(names) - 1 + spellings


def test_every_text_of_a_target_is_somewhere(excerpt: Watchlist) -> None:
    for target in ET.fromstring(DATA).findall("target"):
        held = entry(excerpt, int(target.get("ssid", ""))).model_dump_json()
        for element in (e for child in target if child.tag != "modification" for e in child.iter()):
            text = (element.text or "").strip()
            if element.tag not in {"country", "issuer", "sanctions-set-id"}:  # told by what they stand for
                assert text.replace('"', '\\"') in held, element.tag


def test_it_is_recognised_by_its_root_element_and_by_no_other_reader() -> None:
    for data in (DATA, b"\xef\xbb\xbf" + DATA, made()):
        assert [reader for reader in READERS if reader.recognise(data)] == [ch_seco]
    for other in (b"<swiss-sanctions-lists>", b"<export><swiss-sanctions-list>", b"name\n<swiss-sanctions-list>"):
        assert not ch_seco.recognise(other)


# ------------------------------------------------------------------------------------------------------------
# Entries


def test_a_ship(excerpt: Watchlist) -> None:
    ship = entry(excerpt, 34461)
    assert (ship.type, ship.programmes, ship.status) == ("Vessel", ("North Korea",), "designated")
    assert ship.names == (Name(text="Hui Chon", quality="primary"), Name(text="Hwang Gum San 2"))
    assert ship.identifiers == (Identifier(kind="imo", value="8405270", origin="IMO"),)
    assert ship.events == (
        Event(
            what="designated", date="2016-05-18", by="SECO", programme="North Korea", note="Vessel-related measures",
            reference="Ordinance of 18 May 2016 on measures against North Korea",
        ),
    )  # fmt: skip


def test_the_latest_change_decides_whether_a_target_is_on_the_list(excerpt: Watchlist) -> None:
    person = entry(excerpt, 5142)
    assert person.status == "delisted"
    assert [(event.what, event.date) for event in person.events] == [
        ("delisted", "2016-03-01"),
        ("amended", "2015-11-18"),
    ]
    assert person.events[1].note == (
        "article 12 -- Restrictions on named individuals and entities; enactment 2015-11-17; "
        "names removed: Dmitri Lukashenko"
    )
    assert person.events[1].reference == "Ordinance of 15 June 2016 on measures against Belarus"
    again = b'<modification modification-type="listed" effective-date="2020-01-01"/></target>'
    relisted = read_watchlist(
        DATA.replace(b'effective-date="2016-03-01"/>\n  </target>', b'effective-date="2016-03-01"/>' + again)
    )
    assert entry(relisted, 5142).status == "designated"


def test_a_change_that_does_not_hold_yet_changes_nothing() -> None:
    later = read_watchlist(DATA.replace(b'effective-date="2016-03-01"', b'effective-date="2026-09-01"'))
    person = entry(later, 5142)
    assert person.status == "designated"
    assert (person.events[0].what, person.events[0].date) == ("delisted", "2026-09-01")


def test_an_insurer(excerpt: Watchlist) -> None:
    knic = entry(excerpt, 90001)
    assert knic.type == "Organization"
    assert knic.names == (
        Name(text="Korean National Insurance Company (KNIC)", quality="primary"),
        Name(text="조선민족보험총회사", language="ko", script="Hang"),
        Name(text="Korea Foreign Insurance Company", quality="former"),
        Name(text="KNIC", quality="weak"),
    )
    assert knic.references == ("UN KPe.048",)
    assert knic.addresses == (
        Address(text="Central District, Pyongyang City", city="Pyongyang", country="KP"),
        Address(text="P.O. Box 12", city="Atlantis City", country="Atlantis"),
    )
    assert knic.relations == (Relation(kind="controlled_by", target="seco-90002", note="through Office 39"),)
    for said in (
        "Justification: Affiliated with Office 39.", "Sector: Insurance", "/ Phyongyang", "not current",
        "office closed", "Relation: related_to seco-1, which is not on the list",
    ):  # fmt: skip
        assert said in (knic.remarks or "")
    assert knic.events[0].note == (
        "Freezing of assets; Vessel-related measures; enactment 2017-08-04; publication 2017-08-07"
    )


def test_a_person_of_several_identities(excerpt: Watchlist) -> None:
    person = entry(excerpt, 90002)
    assert (person.type, person.gender, person.countries, person.dates.birth) == (
        "Person", "male", ("KP", "CN"), ("1965-01",),
    )  # fmt: skip
    assert person.names == (
        Name(text="Pak Mun Il", quality="primary"),
        Name(text="박 문일", language="ko", script="Hang"),
        Name(text="Pak Мун Ир", language="ru", script="Cyrl"),
        Name(text="Pak Мун Иль", language="ru", script="Cyrl"),
        Name(text="Pak Mun-il"),  # primary in another identity
    )
    assert [(i.kind, i.value, i.country) for i in person.identifiers] == [
        ("passport", "563335509", "KP"),
        ("id_number", "A-1234567", None),  # of a type that is not known
    ]
    assert "expires 2018-08-27, cancelled" in (person.identifiers[0].origin or "")
    for said in ("Title: Colonel", "Date: 1965-1 (Gregorian, quality low)", "Date: 1386 (Hijri, quality good)"):
        assert said in (person.remarks or "")


@pytest.mark.parametrize(
    ("number", "origin", "reference"),
    [
        ("KPe.048", b"UN", "UN KPe.048"),
        ("KPe.048", b"EU/ UN", "UN KPe.048"),
        ("KPe.048", b"", "UN KPe.048"),
        ("140", b"EU", "EU 140"),
        ("140", b"EU/ UN", "140"),
        ("140", b"", "140"),
    ],
)
def test_numbers_from_elsewhere_say_whose_they_are(number: str, origin: bytes, reference: str) -> None:
    data = DATA.replace(b"<origin>UN<", b"<origin>" + origin + b"<").replace(b"KPe.048", number.encode())
    assert entry(read_watchlist(data), 90001).references == (reference,)


def test_remarks_are_counted_by_label(excerpt: Watchlist) -> None:
    assert excerpt.kept_as_text == {
        "Address": 1, "Date": 2, "Justification": 3, "Other information": 3, "Place": 1, "Place of birth": 1,
        "Relation": 1, "Sector": 1, "Title": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("entity", "remark"),
    [
        (one(target="<mood>grim</mood>"), "mood: grim"),
        (one(party="<mood>grim</mood>"), "mood: grim"),
        (one(identity="<mood>grim</mood>"), "mood: grim"),
        (one(identity='<generic-attribute name="Mood">grim</generic-attribute>'), "Mood: grim"),
        (one(identity="<nationality><country>Atlantis</country></nationality>"), "Nationality: Atlantis"),
        (one(identity='<day-month-year year="1990" month="2" day="30"/>'), "Date: 1990-2-30 (Gregorian, quality good)"),
        (one(identity='<identification-document document-type="passport"/>'), "Document: passport"),
    ],
)
def test_what_has_no_field_is_a_remark(entity: Entity, remark: str) -> None:
    assert entity.remarks == remark


def test_dates_of_things_and_types_of_objects() -> None:
    assert one(identity='<day-month-year year="1990"/>').dates.founded == ("1990",)
    data = made(
        '<target ssid="7"><object object-type="submarine"><identity main="true"><name name-type="primary-name">'
        '<name-part><value>A</value></name-part></name><day-month-year year="1990"/></identity></object></target>'
    )
    (entity,) = read_watchlist(data).entities
    assert (entity.type, entity.remarks) == ("LegalEntity", "Type: submarine")
    plane = read_watchlist(data.replace(b"submarine", b"aircraft")).entities[0]
    assert (plane.type, plane.dates.built) == ("Airplane", ("1990",))


def test_a_name_of_an_unknown_type_is_an_alias() -> None:
    entity = one(identity='<name name-type="nickname"><name-part><value>Beta</value></name-part></name>')
    assert (entity.names[1], entity.remarks) == (Name(text="Beta"), "Name type: nickname")


def test_of_primary_names_in_several_languages_the_first_is_primary() -> None:
    entity = one(identity='<name name-type="primary-name" lang="ger"><name-part><value>Beta</value></name-part></name>')
    assert entity.names == (Name(text="Alpha", quality="primary"), Name(text="Beta", language="de"))


def test_the_older_form_names_the_set_in_an_attribute() -> None:
    older = re.sub(
        rb'<target ssid="34461">\s*<sanctions-set-id>34422</sanctions-set-id>',
        b'<target ssid="34461" sanctions-set-id="34422">', DATA,
    )  # fmt: skip
    assert older != DATA
    assert entry(read_watchlist(older), 34461) == entry(read_watchlist(DATA), 34461)


# ------------------------------------------------------------------------------------------------------------
# Damage


@pytest.mark.parametrize("end", [150, len(DATA) // 3, len(DATA) // 2, len(DATA) - 30, len(DATA) - 3])
def test_a_file_cut_off_is_an_error(end: int) -> None:
    with pytest.raises(ListError, match="is cut off or damaged") as caught:
        read_watchlist(DATA[:end])
    assert caught.value.code == "corrupt"


def test_a_list_of_changes_is_no_list() -> None:
    with pytest.raises(ListError, match="is a list of the type 'delta-list'") as caught:
        read_watchlist(DATA.replace(b"whole-list", b"delta-list"))
    assert caught.value.code == "delta"
    assert caught.value.hint == "download the whole list (XML, all programmes)"


def test_a_target_that_cannot_be_read_is_told_and_the_rest_is_read() -> None:
    data = DATA.replace(b"<value>Belagroprombank</value>", b"<value> </value>")
    watchlist = read_watchlist(data)
    assert watchlist.warnings == ("target 46130 (without a name) was left out: names must not be an empty list",)
    assert len(watchlist.entities) == 4


@pytest.mark.parametrize("root", ['list-type="whole-list"', 'list-type="whole-list" date="27.08.2026"'])
def test_a_list_without_its_day_says_so(root: str) -> None:
    watchlist = read_watchlist(made(root=root))
    assert watchlist.warnings[0] == "the day of the list (date) is missing or cannot be read"
    assert watchlist.as_of == ""


def test_a_list_without_targets_says_so() -> None:
    assert read_watchlist(made()).warnings == ("the list holds no entries",)
