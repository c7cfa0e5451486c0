"""Entries in the model, by their ids, by the words of their names, and with what stands beside them."""

from __future__ import annotations

import pytest

from screening.entities import Entity, Event, Name
from screening.screener import Screener
from screening.web.ftm.directory import Directory, directory_of
from screening.web.ftm.entity import first_seen, last_change, topics_of
from screening.web.ftm.nested import adjacent
from screening.web.ftm.words import labels, web_words


@pytest.fixture(scope="module")
def directory(two: Screener) -> Directory:
    return directory_of(two)


def test_an_entry_is_told_whole(directory: Directory) -> None:
    number = directory.find("harbour")
    assert number == 0
    entity = directory.entity(number)
    assert (entity.id, entity.caption, entity.schema) == ("harbour", "Zemblan Harbour Bank", "Company")
    assert entity.properties == {
        "name": ["Zemblan Harbour Bank"],
        "alias": ["Onhava Gavan Kontora"],
        "weakAlias": ["Crimson Kettle"],
        "previousName": ["Old Quay Bank"],
        "swiftBic": ["KDBKKPPY"],
        "publicKey": ["0xAb12cD34"],
        "country": ["kp"],
        "address": ["1 Quay Street, Onhava, North Korea"],
        "incorporationDate": ["1978"],
        "summary": ["A bank."],
        "notes": ["Doubted.", "Telex 1."],
        "topics": ["sanction"],
        "program": ["ZEM", "ZEM-2"],
        "sourceUrl": ["https://z.example/harbour"],
    }
    assert (entity.datasets, entity.referents, entity.target) == (("north",), ("ZEM 17",), True)
    assert (entity.first_seen, entity.last_seen) == (None, "2026-01-31T00:00:00")
    assert entity.last_change == "2025-06-01T00:00:00"


def test_a_party_on_two_lists_is_told_on_either(directory: Directory) -> None:
    north, south = (directory.entity(directory.number_of(*key)) for key in (("north", "corsair"), ("south", "s-ship")))
    assert (north.datasets, north.referents) == (("north", "south"), ("s-ship",))
    assert (south.datasets, south.referents) == (("south", "north"), ("corsair", "S 1"))
    assert south.last_seen is None, "a year is no moment"


def test_an_id_that_two_lists_have_names_the_first_one(directory: Directory) -> None:
    assert directory.entity(directory.number_of("north", "vexley")).id == "vexley"
    second = directory.entity(directory.number_of("south", "vexley"))
    assert second.id == "south:vexley"
    assert directory.find("south:vexley") == directory.number_of("south", "vexley")
    assert directory.find("nobody") is None
    with pytest.raises(KeyError):
        directory.number_of("south", "harbour")


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("zem", ["harbour"]),
        ("BANK zem", ["harbour"]),
        ("vexley", ["south:vexley", "vexley"]),
        ("corsair w", ["corsair", "s-ship"]),
        ("orsair", []),
        ("harbour corsair", []),
        ("Zémblan", ["harbour"]),
        ("", []),
        ("...", []),
    ],
)
def test_words_begin_as_those_of_a_name(directory: Directory, text: str, ids: list[str]) -> None:
    assert [directory.entity(number).id for number in directory.with_words(text)] == ids


def test_the_directory_is_made_once(two: Screener, directory: Directory) -> None:
    assert directory_of(two) is directory


@pytest.mark.parametrize(
    ("basis", "status", "topics"),
    [
        ("designated", "designated", ("sanction",)),
        ("designated", "delisted", ()),
        ("designated", "rescinded", ()),
        ("designated", "deceased", ("sanction",)),
        ("seized", "seized", ("asset.frozen",)),
        ("reported", "reported", ("poi",)),
        ("alleged", "acquitted", ()),
    ],
)
def test_topics_say_why_an_entry_is_listed(basis: str, status: str, topics: tuple[str, ...]) -> None:
    entity = Entity.model_validate({"id": "x", "names": [Name(text="X")], "basis": basis, "status": status})
    assert topics_of(entity) == topics


@pytest.mark.parametrize(
    ("events", "seen", "changed"),
    [
        ([], None, None),
        ([("designated", "2017-01-01")], None, None),
        ([("designated", "2017-01-01"), ("amended", "2018-02-03")], None, "2018-02-03T00:00:00"),
        ([("amended", "2018"), ("updated", None)], None, None),
        ([("first seen", "2020-02-02"), ("designated", "2021-01-01")], "2020-02-02T00:00:00", "2021-01-01T00:00:00"),
    ],
)
def test_moments_are_those_that_the_list_tells(
    events: list[tuple[str, str | None]], seen: str | None, changed: str | None
) -> None:
    entity = Entity(id="x", names=(Name(text="X"),), events=tuple(Event(what=w, date=d) for w, d in events))
    assert (first_seen(entity), last_change(entity)) == (seen, changed)


def test_designations_and_links_stand_beside_an_entry(directory: Directory) -> None:
    beside = adjacent(directory, 0)
    assert [(a.property, a.schema, a.id) for a in beside] == [
        ("sanctions", "Sanction", "harbour-sanction-1"),
        ("sanctions", "Sanction", "harbour-sanction-2"),
        ("ownershipAsset", "Ownership", "harbour-link-1"),
        ("unknownLinkTo", "UnknownLink", "harbour-link-2"),
    ]
    designation, programme, owner, other = beside
    assert designation.properties == {
        "authority": ["Ministry"], "program": ["ZEM"], "startDate": ["2017-04-23"], "sourceUrl": ["https://z.example/1"],
    }  # fmt: skip
    assert programme.properties == {"program": ["ZEM-2"]}, "which no event names"
    assert owner.properties == {"summary": ["wholly"], "startDate": ["2001"]}
    assert owner.other_end == "owner"
    assert owner.other == directory.entity(directory.number_of("north", "vexley"))
    assert (other.properties, other.other_end, other.other) == ({"role": ["acts for"]}, "object", "gone")


def test_every_property_of_an_answer_has_a_label() -> None:
    answer = web_words("answer")
    told = {*answer["names"].values(), *answer["identifiers"].values(), *answer["dates"].values()}
    assert told <= set(labels())
    topics = {topic for basis, topics in answer["topics"].items() if basis != "without" for topic in topics}
    assert topics == set(web_words("topic_labels"))
