"""The entries of several lists: by number, by name, as one party; and hits on those alone that count."""

from __future__ import annotations

import pytest

from screening.entities import Counterparty, Dates, Entity, Identifier, Name, Watchlist
from screening.list_index import ListIndex
from screening.matching.packing import packed, unpacked
from screening.matching.policy import load_policy
from screening.screener import Screener

WYVERN = Identifier(kind="imo", value="9187332")
LISTS = (
    Watchlist(
        name="north",
        entities=(
            Entity(id="n1", type="Vessel", names=(Name(text="Corsair Wyvern"),), identifiers=(WYVERN,)),
            Entity(id="n2", type="Person", names=(Name(text="Orlando Vexley"), Name(text="Quillon Vexley"))),
        ),
    ),
    Watchlist(
        name="south",
        entities=(Entity(id='s"1', type="Vessel", names=(Name(text="Corsair Wyvern II"),), identifiers=(WYVERN,)),),
    ),
)


def stored() -> ListIndex:
    policy = load_policy({})
    return ListIndex.stored(unpacked(memoryview(packed(ListIndex.of(LISTS, policy).columns()))), policy)


@pytest.mark.parametrize("index", [ListIndex.of(LISTS, load_policy({})), stored()], ids=["made", "stored"])
def test_entries_are_found_by_number_key_and_name(index: ListIndex) -> None:
    entries = index.matcher.entries
    assert len(entries) == 3
    assert list(entries.keys()) == [("north", "n1"), ("north", "n2"), ("south", 's"1')]
    assert entries[2].watchlist == "south"
    assert entries[2].entity == LISTS[1].entities[0]
    assert entries.same_party(0) == (0, 2)
    assert entries.same_party(1) == (1,)
    names = sorted(entries.names())
    assert {(1, "Orlando Vexley"), (1, "Quillon Vexley"), (2, "Corsair Wyvern II")} <= set(names)
    assert sorted(entries.names()) == names, "they can be gone through again"


def test_hits_are_on_entries_that_count() -> None:
    screener = Screener(LISTS)
    asked = [Counterparty(name="Corsair Wyvern"), Counterparty(name="Orlando Vexley"), Counterparty(name="Bakery")]
    every, south, nobody = (
        [[(h.watchlist, h.entity_id) for h in hits] for hits in screener.match_all(asked, max_hits=1, keep=keep)]
        for keep in (None, lambda party: party.watchlist == "south", lambda _: False)
    )
    assert every == [[("north", "n1")], [("north", "n2")], []]
    assert south == [[("south", 's"1')], [], []], "the better hit that does not count takes no place"
    assert nobody == [[], [], []]
    assert screener.match_all(asked)[0] == screener.match(asked[0])


@pytest.mark.parametrize(
    ("party", "verdicts"),
    [
        (Counterparty(name="Orlando Vexley", country="US; CY", date_of_birth="1950; 1969"), {"supports"}),
        (Counterparty(name="Orlando Vexley", nationality="US;CY", date_of_birth="1950-01-01;1969-04-23"), {"supports"}),
        (Counterparty(name="Orlando Vexley", country="US; FR", date_of_birth="1950; 1951"), {"contradicts"}),
        (Counterparty(name="Orlando Vexley", country=";", date_of_birth=";"), set()),
    ],
)
def test_of_several_countries_and_dates_one_that_agrees_is_enough(party: Counterparty, verdicts: set[str]) -> None:
    entity = Entity(
        id="v", type="Person", names=(Name(text="Orlando Vexley"),), countries=("CY",), dates=Dates(birth=("1969",))
    )
    (hit,) = Screener([Watchlist(name="one", entities=(entity,))]).match(party, threshold=10)
    facts = [fact for fact in hit.evidence if fact.feature in {"country", "date_of_birth"}]
    assert {fact.verdict for fact in facts} == verdicts
    assert len(facts) == 2 * len(verdicts)
