"""What is remembered changes no result and stays bounded."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from screening.entities import Counterparty, Entity, Name, OtherName, Watchlist
from screening.matching.matcher import Match, Matcher
from screening.matching.policy import load_policy
from screening.matching.remembered import Remembered


@given(st.lists(st.dictionaries(st.integers(0, 30), st.integers(), max_size=8)), st.integers(1, 10))
def test_the_last_ones_are_remembered(added: list[dict[int, int]], most: int) -> None:
    remembered: Remembered[int, int] = Remembered(most)
    latest: dict[int, int] = {}
    for values in added:
        remembered.add(values)
        latest |= values
    kept = {key: value for key in latest if (value := remembered.get(key)) is not None}
    assert len(kept) == min(most, len(latest))
    assert kept.items() <= latest.items()


def test_many_threads_may_remember_at_once() -> None:
    remembered: Remembered[int, int] = Remembered(50)
    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(remembered.add, {n: n for n in range(k, k + 20)}) for k in range(400)]:
            done.result()
    assert sum(remembered.get(n) is not None for n in range(420)) == 50


ROWS = (
    Counterparty(name="Zemblan Harbor Bank", type="Company"),
    Counterparty(name="Zemblan Harbor Bank", type="Company", country="KP"),  # asked for at another cut
    Counterparty(name="Zemblan Harbor Bank", other_names=(OtherName(field="bank", text="Zemblan Harbor Bank"),)),
    Counterparty(name="Somebody", other_names=(OtherName(field="bank", text="Zemblan Harbor Bank"),)),
    Counterparty(name="Somebody", other_names=(OtherName(field="agent", text="Zemblan Harbor Bank"),)),
    Counterparty(name="Somebody", other_names=(OtherName(field="owner", text="Zemblan Harbor Bank", type="Company"),)),
    Counterparty(name="Onhava Gavan Kontora", other_names=(OtherName(field="notes", text="Vexley", free_text=True),)),
)


ENTITIES = (
    Entity(id="bank", type="Company", countries=("KP",), names=(Name(text="Zemblan Harbour Bank", quality="primary"),)),
    Entity(id="man", type="Person", names=(Name(text="Orlando Vexley", quality="primary"),)),
    Entity(id="firm", type="Company", names=(Name(text="Onhava Gavan Kontora", quality="primary"),)),
)


def matcher() -> Matcher:
    return Matcher.of([Watchlist(name="zembla", entities=ENTITIES)], load_policy())


@cache
def alone(place: int, threshold: float) -> list[Match]:
    return matcher().match(ROWS[place], threshold=threshold, max_hits=5)


@settings(max_examples=40)
@given(st.lists(st.integers(0, len(ROWS) - 1), min_size=1, max_size=12), st.sampled_from([55.0, 75.0, 90.0]))
def test_a_row_that_was_seen_before_gets_what_it_would_get_first(places: list[int], threshold: float) -> None:
    """Whatever was asked for before, in this call or another one: the fields named are those of the row itself."""
    used = matcher()
    for _ in range(2):
        found = used.match_all([ROWS[place] for place in places], threshold=threshold, max_hits=5)
        assert found == [alone(place, threshold) for place in places]
        for place, matches in zip(places, found, strict=True):
            own = {"name", *(other.field for other in ROWS[place].other_names)}
            assert {match.matched_field for match in matches} <= own
