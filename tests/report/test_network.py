"""The surroundings of a hit as a graph."""

from __future__ import annotations

from screening.entities import Relation
from screening.report.model import Link, Result
from screening.report.network import MATCHED, MOST, network_of

from .entries import DAESONG, hit, named

NAME = named("Korea Daesong Bank", "Korea Daesong Bank", 100.0, "", ())
ROOM = Relation(kind="controlled_by", target="room-39")
PHONE = Link(kind="phone", field="phone", value="+850 1", row=9, name="Acme", watchlist="dprk", entity_id="room-39")
BY_RELATION = PHONE.model_copy(update={"kind": "relation", "row": 10, "name": "Bureau 39"})
CROWD = Link(kind="address", field="address", value="PO box", rows=80)


def of(relations: tuple[Relation, ...], *links: Link) -> tuple[list[str], list[tuple[str, str, str]], int] | None:
    found = hit(DAESONG, NAME, relations=relations, related={"room-39": "Room 39"})
    network = network_of(Result(name="KDB", outcome="potential_match", hits=(found,), links=links), found)
    if network is None:
        return None
    names = {node.key: node.name for node in network.nodes}
    edges = [(names[edge.source], names[edge.target], edge.label) for edge in network.edges]
    return list(names.values()), edges, network.left_out


def test_nothing_to_draw() -> None:
    assert of(()) is None
    assert of((), CROWD) is None
    assert of((), BY_RELATION) is None, "of another hit of the row"


def test_relations_and_links() -> None:
    assert of((ROOM, Relation(kind="part_of", target="x-1")), PHONE, BY_RELATION) == (
        ["KDB", "Korea Daesong Bank", "Room 39", "x-1", "Acme", "Bureau 39"],
        [
            ("KDB", "Korea Daesong Bank", MATCHED),
            ("Korea Daesong Bank", "Room 39", "controlled_by"),
            ("Korea Daesong Bank", "x-1", "part_of"),
            ("KDB", "Acme", "phone"),
            ("Room 39", "Bureau 39", MATCHED),
        ],
        0,
    )


def test_what_does_not_fit_is_counted() -> None:
    others = tuple(Relation(kind="controls", target=f"x-{n}") for n in range(MOST))
    found = of((*others, ROOM), BY_RELATION)
    assert found is not None
    assert len(found[0]) == 2 + MOST
    assert found[2] == 2, "the entity, and the row that matches it"
