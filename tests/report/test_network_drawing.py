"""The surroundings of a hit as boxes and lines: nothing lies on anything else, nothing is left out of the sentences."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.entities import Relation
from screening.report.model import Link, Result
from screening.report.network import Network, network_of
from screening.report.network_drawing import BOX_HEIGHT, BOX_WIDTH, drawing_of, sentences
from screening.texts import load_texts

from .entries import DAESONG, hit, named

TEXTS = load_texts()
NAME = named("Korea Daesong Bank", "Korea Daesong Bank", 100.0, "", ())
PHONE = Link(kind="phone", field="phone", value="+850 1", row=9, name="Acme", watchlist="dprk", entity_id="x-0")


def network(relations: int, links: int, by_relation: int, entries: int = 0, name: str = "KDB") -> Network:
    found = hit(DAESONG, NAME, relations=tuple(Relation(kind="owned_by", target=f"x-{n}") for n in range(relations)))
    shared = [PHONE.model_copy(update={"row": n + 3}) for n in range(links)]
    shared += [
        PHONE.model_copy(update={"kind": "relation", "row": n + 90, "entity_id": f"x-{n}"}) for n in range(by_relation)
    ]
    shared += [PHONE.model_copy(update={"rows": 1, "row": 0, "entity_id": f"e-{n}"}) for n in range(entries)]
    told = network_of(Result(name=name, outcome="potential_match", hits=(found,), links=tuple(shared)), found)
    assert told is not None
    return told


few = st.integers(0, 9)


@given(st.integers(1, 9), few, few, few)
def test_no_box_lies_on_another_and_all_are_within(relations: int, links: int, by_relation: int, entries: int) -> None:
    drawing = drawing_of(TEXTS, network(relations, links, by_relation, entries))
    for one, other in combinations(drawing.boxes, 2):
        assert abs(one.at.x - other.at.x) >= BOX_WIDTH or abs(one.at.y - other.at.y) >= BOX_HEIGHT
    places: list[tuple[int, int]] = [point for line in drawing.lines for point in (*line.points, line.label_at)]
    places += [corner for box in drawing.boxes for corner in (box.at, (box.at.x + BOX_WIDTH, box.at.y + BOX_HEIGHT))]
    assert all(0 <= x <= drawing.width and 0 <= y <= drawing.height for x, y in places)


def test_boxes_lines_and_sentences_say_the_same() -> None:
    told = network(1, 1, 1, entries=1)
    drawing = drawing_of(TEXTS, told)
    assert [(line.label, line.matched) for line in drawing.lines] == [
        ("potential match", True), ("owned by", False), ("Telephone", False), ("potential match", True),
        ("Telephone", False),
    ]  # fmt: skip
    assert {box.what for box in drawing.boxes} == {"given directly", "entry of the list", "row 3", "row 90"}
    assert list(sentences(TEXTS, told)) == [
        "KDB (given directly): potential match: Korea Daesong Bank",
        "Korea Daesong Bank: owned by: x-0",
        "KDB (given directly): telephone: Acme (row 3)",
        "x-0: potential match: Acme (row 90)",
        "KDB (given directly): telephone: e-0",
    ]


@pytest.mark.parametrize(("name", "shown"), [
    ("A name that is far too long for a box", "A name that is far…"),
    ("朝鮮民主主義人民共和国外務省対外経済委員会", "朝鮮民主主義人民共…"),
    ("Short", "Short"),
])  # fmt: skip
def test_a_name_fits_into_its_box(name: str, shown: str) -> None:
    assert drawing_of(TEXTS, network(1, 0, 0, name=name)).boxes[0].name == shown
