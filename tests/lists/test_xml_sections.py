"""Records of XML lists: children of the root that are not known are records too, where a reader asks for that."""

from __future__ import annotations

from screening.lists.xml_records import read_records, text_of

DATA = b"<list><head>h</head><items><item>1</item><item>2</item></items><more><item>3</item></more></list>"


def test_a_new_child_of_the_root_is_a_record_where_the_known_ones_are_told() -> None:
    found = [(e.tag, text_of(e)) for e in read_records(DATA, "f", {"item"}, {"head", "items"})]
    assert found == [("list", ""), ("item", "1"), ("item", "2"), ("more", "3")]


def test_without_the_known_children_only_records_are_handed_on() -> None:
    found = [(e.tag, text_of(e)) for e in read_records(DATA, "f", {"item"})]
    assert found == [("list", ""), ("item", "1"), ("item", "2"), ("item", "3")]
