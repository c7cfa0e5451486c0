"""Canada's autonomous sanctions, in the form of 2020 and in the one with French in the elements' names.

The first excerpt is of the list of 2020, the second of records as they were published in 2025 and 2026.
"""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from all_readers import READERS
from list_entries import only_entry

from screening.entities import Entity, Event, Identifier, Name, Watchlist
from screening.errors import ListError
from screening.lists.ca import sema as ca_sema
from screening.lists.ca.sema_names import bilingual
from screening.lists.registry import read_watchlist

EXCERPT = Path(__file__).parents[1].joinpath("excerpts", "ca_sema_excerpt.xml")
BILINGUAL = Path(__file__).parents[1].joinpath("excerpts", "ca_sema_bilingual_excerpt.xml")
DATA = EXCERPT.read_bytes()


@pytest.fixture(scope="module")
def excerpt() -> Watchlist:
    return read_watchlist(EXCERPT)


def made(*records: str) -> bytes:
    return f"<data-set>{''.join(f'<record>{record}</record>' for record in records)}</data-set>".encode()


def one(record: str) -> Entity:
    usual = "<Country>Iran</Country><Schedule>1</Schedule><Item>7</Item>"
    return only_entry(made(usual + record))


def entry(watchlist: Watchlist, entity_id: str) -> Entity:
    return next(entity for entity in watchlist.entities if entity.id == entity_id)


# ------------------------------------------------------------------------------------------------------------
# The list


def test_every_record_is_an_entry(excerpt: Watchlist) -> None:
    assert len(excerpt.entities) == DATA.count(b"<record>")
    assert len({entity.id for entity in excerpt.entities}) == len(excerpt.entities)
    assert excerpt.warnings == ()
    assert excerpt.issuer == "Global Affairs Canada"
    assert excerpt.as_of == ""  # the file does not tell it


@pytest.mark.parametrize("file", [EXCERPT, BILINGUAL])
def test_every_word_of_a_record_is_somewhere(file: Path) -> None:
    records = ET.fromstring(file.read_bytes()).findall("record")
    for entity, record in zip(read_watchlist(file).entities, records, strict=True):
        held = entity.model_dump_json()
        for element in record:
            for part in re.split(r"[,/;]|\bor\b", element.text or ""):
                assert " ".join(part.split()) in held or element.text == "N/A", (entity.id, element.tag)


def test_it_is_recognised_by_its_root_and_first_record_and_by_no_other_reader() -> None:
    for data in (
        DATA,
        b"\xef\xbb\xbf" + DATA,
        BILINGUAL.read_bytes(),
        made("<Entity>A</Entity>"),
        b"<data-set/>",
    ):
        assert [reader for reader in READERS if reader.recognise(data)] == [ca_sema]
    for other in (
        b"<data-set><row><Country>",
        b"<records><record><Country>",
        b"<data-sets>",
        b"<sdnList>",
        b"id,name\n",
    ):
        assert not ca_sema.recognise(other)


# ------------------------------------------------------------------------------------------------------------
# Entries


def test_a_company(excerpt: Watchlist) -> None:
    company = entry(excerpt, "ca-burma-1-1")
    assert (company.type, company.programmes) == ("Organization", ("Burma / Birmanie",))
    assert company.names == (
        Name(text="Air Bagan", quality="primary"),
        Name(text="Air Bagan Holdings Pte. Ltd."),
        Name(text="Air Bagan Limited"),
    )
    assert company.events == (Event(what="designated", programme="Burma / Birmanie", reference="Schedule 1, item 1"),)


def test_a_person(excerpt: Watchlist) -> None:
    maduro = entry(excerpt, "ca-jvcfor-1-1")
    assert (maduro.type, maduro.name) == ("Person", "MADURO MOROS, Nicolás")
    colonel = next(entity for entity in excerpt.entities if entity.name.startswith("Mihoub"))
    assert colonel.remarks == "Title: Colonel"
    assert entry(excerpt, "ca-zimbabwe-49").dates.birth == ("1965-01-13",)  # its regulations have no schedule


def test_dates_of_any_precision(excerpt: Watchlist) -> None:
    assert entry(excerpt, "ca-jvcfor-1-53").dates.birth == ("1964-03",)
    assert entry(excerpt, "ca-jvcfor-1-54").dates.birth == ("1972-08-10", "1972-08-11")
    about = one("<LastName>A</LastName><DateOfBirth>circa 1970</DateOfBirth>")
    assert (about.dates.birth, about.remarks) == (("1970",), "Date of birth: circa 1970")


def test_parts_of_a_persons_name_are_weak(excerpt: Watchlist) -> None:
    qualities = {name.text: name.quality for entity in excerpt.entities for name in entity.names}
    for weak in ("Batya", "Kazak", "KOROLYOV", "Alexander Alexandrovich", "Sergei Nikolaevich"):
        assert qualities[weak] == "weak"
    assert qualities["Serhii SHERBAKOV"] == "alias"
    assert qualities["IRGC"] == "alias"  # of an organisation


def test_english_and_french_names(excerpt: Watchlist) -> None:
    bank = next(entity for entity in excerpt.entities if entity.name == "Commercial Bank of Syria")
    assert bank.names[1] == Name(text="Banque commerciale de Syrie", language="fr")
    mill = next(entity for entity in excerpt.entities if entity.name.startswith("MEC Steel"))
    assert [name.text for name in mill.names] == ["MEC Steel Mills (Hmaw Bi/Pyi/Ywama)"]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Belarus / Bélarus", ("Belarus", "Bélarus")),
        ("Iranian Army/Armée iranienne", ("Iranian Army", "Armée iranienne")),
        ("GORT/ORTAS", ("GORT/ORTAS", "")),
        ("M/V Maria", ("M/V Maria", "")),
        ("Import/Export Trading Company", ("Import/Export Trading Company", "")),
        ("Navy (sea/air) of Iran", ("Navy (sea/air) of Iran", "")),
        ("A b/C d/E f", ("A b/C d/E f", "")),
        ("/Alpha Beta", ("/Alpha Beta", "")),
        ("", ("", "")),
    ],
)
def test_the_sides_of_a_slash(text: str, sides: tuple[str, str]) -> None:
    assert bilingual(text) == sides


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Alpha Co., Ltd., Beta Inc.", ["Alpha Co., Ltd.", "Beta Inc."]),
        ("Alpha, Inc.; Beta", ["Alpha, Inc.", "Beta"]),
        (" Alpha ,, Beta, ", ["Alpha", "Beta"]),
        ("Alpha, Alpha", ["Alpha"]),
    ],
)
def test_several_aliases(text: str, names: list[str]) -> None:
    entity = one(f"<Entity>E</Entity><Aliases>{text}</Aliases>")
    assert [name.text for name in entity.names[1:]] == names


# ------------------------------------------------------------------------------------------------------------
# The newer form


def test_ships() -> None:
    ships = [entity for entity in read_watchlist(BILINGUAL).entities if entity.type == "Vessel"]
    assert [ship.identifiers for ship in ships] == [
        (Identifier(kind="imo", value=imo),) for imo in ("7612448", "8517839")
    ]
    assert ships[1].name == "M/V Maria"
    assert ships[1].dates.built == ("1986",)
    assert ships[1].remarks == "Ship type: General Cargo | Cargo classique"
    assert ships[1].id == "ca-russia-1-1-2"
    assert ships[1].events == (
        Event(what="designated", date="2025-06-13", programme="Russia / Russie", reference="Schedule 1.1, item 2"),
    )


def test_persons_and_entities_of_the_newer_form() -> None:
    newer = read_watchlist(BILINGUAL)
    assert entry(newer, "ca-belarus-1-part-1-1").name == "Atabekov, Khazalbek Bakhtibekovich"
    bank = entry(newer, "ca-russia-1-part-2-1")
    assert (bank.type, [n.text for n in bank.names]) == (
        "Organization", ["Aktsionerny Bank Russian Federation", "Bank Rossiya"],
    )  # fmt: skip
    assert newer.kept_as_text == {"Ship type": 2}


def test_an_element_that_is_new_is_kept() -> None:
    assert one("<Entity>A</Entity><Mood>grim</Mood><Mood>grimmer</Mood>").remarks == "Mood: grim; Mood: grimmer"
    assert one("<Entity>A</Entity><Item>8</Item>").remarks == "Item: 8"  # a second one
    assert read_watchlist(
        made("<Entity>A</Entity><Mood>x</Mood>", "<Entity>B</Entity><Mood>x</Mood>")
    ).kept_as_text == {"Mood": 2}


def test_two_records_in_one_place_have_ids_of_their_own() -> None:
    place = "<Country>Iran</Country><Item>7</Item>"
    ids = [e.id for e in read_watchlist(made(*(f"{place}<Entity>{n}</Entity>" for n in "ABAA"))).entities]
    assert ids == ["ca-iran-7", "ca-iran-7-b", "ca-iran-7-a", "ca-iran-7-a-2"]
    assert one("<Entity>A</Entity>").id == "ca-iran-1-7"
    (entity,) = read_watchlist(made("<Country>Iran</Country><Entity>Alpha Co</Entity>")).entities
    assert entity.id == "ca-iran-alpha-co"


# ------------------------------------------------------------------------------------------------------------
# Damage


@pytest.mark.parametrize("end", [200, len(DATA) // 2, len(DATA) - 12, len(DATA) - 3])
def test_a_file_cut_off_is_an_error(end: int) -> None:
    with pytest.raises(ListError, match="is cut off or damaged") as caught:
        read_watchlist(DATA[:end])
    assert caught.value.code == "corrupt"
    assert caught.value.line


def test_a_record_without_a_name_is_told_and_the_rest_is_read() -> None:
    data = DATA.replace(b"<Entity>Air Bagan</Entity>", b"<Entity>  </Entity>", 1)
    watchlist = read_watchlist(data)
    assert watchlist.warnings == ("entry ca-burma-1-1 (without a name) was left out: names must not be an empty list",)
    assert len(watchlist.entities) == DATA.count(b"<record>") - 1


def test_a_file_whose_elements_are_called_otherwise_is_an_error() -> None:
    with pytest.raises(ListError, match="its elements have other names") as caught:
        read_watchlist(re.sub(rb"<(/?)(Entity|LastName|GivenName)>", rb"<\1New\2>", DATA))
    assert caught.value.code == "columns"


def test_an_empty_list_says_so() -> None:
    assert read_watchlist(b"<data-set/>").warnings == ("the list holds no entries",)
