"""How many hits a row has, and from which score on."""

from __future__ import annotations

from pathlib import Path

import pytest

from screening.entities import Counterparty, OtherName
from screening.screener import Screener

from .reports import TABLE, configured


def test_max_hits_keeps_the_best_ones(small: Screener) -> None:
    names = ("Orlando Quilon Vexley", "Corsair Wyvern", "Gryphon Thimble Society")
    party = Counterparty(
        name="Zemblan Harbour Bank", other_names=tuple(OtherName(field="owner", text=name) for name in names)
    )
    every = small.match(party)
    assert {hit.entity_id for hit in every} == {"harbour", "vexley", "corsair", "gryphon"}
    assert [hit.score for hit in every] == sorted((hit.score for hit in every), reverse=True)
    for most in (1, 2, 3, 100):
        assert small.match(party, max_hits=most) == every[:most]


@pytest.mark.parametrize(
    "name",
    [
        "Zemblan Harbuor Bank",
        "Zemblan Harbour",
        "Orlando Quilon Vexley",
        "O. Vexley",
        "Corsaire Wyvren",
        "Gryphons Timble",
    ],
)
def test_the_threshold_is_the_least_score_of_a_hit(small: Screener, name: str) -> None:
    near = small.match(name, threshold=10)[0]
    assert near.score < 100
    assert near in small.match(name, threshold=near.score)  # the score that the report shows, in its precision
    assert near.entity_id not in {hit.entity_id for hit in small.match(name, threshold=near.score + 0.1)}


def test_the_configuration_sets_both(tmp_path: Path) -> None:
    strict = configured(tmp_path, threshold=100, max_hits=1)
    assert strict.threshold == 100
    assert not strict.match("Zemblan Harbuor Bank")
    assert strict.match("Zemblan Harbuor Bank", threshold=60)
    told = strict.screen(TABLE.encode()).screening
    assert (told.threshold, told.max_hits) == (100, 1)
