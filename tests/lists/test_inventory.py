"""The counts of a watchlist, and how they are told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from screening.entities import Entity, Watchlist
from screening.lists.inventory import SHOWN, inventory, inventory_text
from screening.lists.registry import read_watchlist


def made(count: int = 1, **data: object) -> Watchlist:
    entities = tuple(
        Entity.model_validate(
            {
                "id": f"e{n}", "type": "Vessel", "names": [{"text": "A", "quality": "primary"}],
                "programmes": [f"P{n}", "ALL"], **data,
            }
        )
        for n in range(count)
    )  # fmt: skip
    return Watchlist(name="mine", entities=entities)


def test_everything_is_counted() -> None:
    names = [
        {"text": "A", "quality": "primary"}, {"text": "에이", "script": "Hang"}, {"text": "B", "quality": "weak"},
    ]  # fmt: skip
    identifiers = [{"kind": "imo", "value": "1"}, {"kind": "imo", "value": "2"}, {"kind": "bic", "value": "3"}]
    found = inventory(
        made(
            2, names=names, identifiers=identifiers, addresses=[{"text": "x"}], dates={"birth": ["1970", "1971"]},
            status="delisted", relations=[{"kind": "owns", "target": "e1"}], events=[{"what": "designated"}],
        )
    )  # fmt: skip
    assert (found.entities, dict(found.entities_by_type)) == (2, {"Vessel": 2})
    assert dict(found.entities_by_status) == {"delisted": 2}
    assert (found.names, dict(found.names_by_quality)) == (6, {"alias": 2, "primary": 2, "weak": 2})
    assert list(found.names_by_script.items()) == [("Latn", 4), ("Hang", 2)]
    assert (found.identifiers, list(found.identifiers_by_kind.items())) == (6, [("imo", 4), ("bic", 2)])
    assert (found.addresses, found.birth_dates, found.relations, found.events) == (2, 2, 2, 2)
    assert list(found.programmes.items()) == [("ALL", 2), ("P0", 1), ("P1", 1)]


@pytest.mark.parametrize("file", ["ofac_sdn_excerpt.xml", "au_dfat_excerpt.csv", "ch_seco_excerpt.xml"])
def test_the_parts_of_a_count_make_its_whole(file: str) -> None:
    watchlist = read_watchlist(Path(__file__).parent / "excerpts" / file)
    found = inventory(watchlist)
    assert found.entities == sum(found.entities_by_type.values()) == sum(found.entities_by_status.values())
    assert found.names == sum(found.names_by_quality.values()) == sum(found.names_by_script.values())
    assert found.identifiers == sum(found.identifiers_by_kind.values())
    assert (found.sha256, found.version, found.as_of) == (watchlist.sha256, watchlist.version, watchlist.as_of)
    assert dict(found.kept_as_text) == dict(watchlist.kept_as_text)
    json.dumps(found.model_dump(mode="json"))


def test_the_text_tells_the_list_and_each_count() -> None:
    watchlist = made(2, status="delisted").model_copy(
        update={"issuer": "Zembla", "version": "7", "kept_as_text": {"Mood": 1200}, "warnings": ("one was left out",)}
    )
    text = inventory_text(inventory(watchlist))
    for line in (
        "list     mine", "issuer   Zembla", "version  7", "as of    (not told)", "        2  entries",
        "            2  Vessel", "            2  delisted", "    1,200  kept as text", "        1,200  Mood",
        "        1  warnings", "  one was left out",
    ):  # fmt: skip
        assert line in text.splitlines()


def test_of_a_long_count_the_highest_are_shown() -> None:
    watchlist = made(40).model_copy(update={"warnings": tuple(f"warning {n}" for n in range(30))})
    text = inventory_text(inventory(watchlist)).splitlines()
    assert f"{'':13}  and {41 - SHOWN} more" in text
    assert "           40  ALL" in text
    assert f"  and {30 - SHOWN} more" in text


def test_the_usual_status_is_not_told() -> None:
    assert "designated" not in inventory_text(inventory(made(3)))
