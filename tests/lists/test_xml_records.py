"""Records of XML lists: what stands around them is handed on where a reader asks for it, and harmful XML is refused."""

from __future__ import annotations

import pytest

from screening.errors import ListError
from screening.lists.xml_records import read_records, text_of

DATA = b"<list><head>h</head><items><item>1</item><odd>2</odd></items><more><item>3</item></more></list>"


def test_what_stands_around_the_records_and_is_not_known_is_handed_on() -> None:
    found = [(e.tag, text_of(e)) for e in read_records(DATA, "f", {"item"}, around={"head", "items"})]
    assert found == [("list", ""), ("item", "1"), ("odd", "2"), ("more", "3")]


def test_without_the_known_elements_only_records_are_handed_on() -> None:
    found = [(e.tag, text_of(e)) for e in read_records(DATA, "f", {"item"})]
    assert found == [("list", ""), ("item", "1"), ("item", "3")]


def test_names_lose_their_namespaces_and_records_keep_attributes() -> None:
    data = b'<x:list xmlns:x="urn:x" day="1"><x:item x:id="7"><x:item>in</x:item></x:item></x:list>'
    root, item = read_records(data, "f", {"item"})
    assert (root.tag, root.attrib, item.attrib, text_of(item, "item")) == ("list", {"day": "1"}, {"id": "7"}, "in")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (DATA[:-9], "corrupt"),
        (b'<!DOCTYPE list [<!ENTITY a "b">]><list>&a;</list>', "unsafe"),
        (b'<?xml version="1.0" encoding="utf-7"?><list/>', "unsafe"),
        (b"<list>" + b"<a>" * 200 + b"</a>" * 200 + b"</list>", "unsafe"),
    ],
)
def test_what_is_damaged_or_harmful_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(ListError) as told:
        list(read_records(data, "f", {"item"}))
    assert told.value.code == code
