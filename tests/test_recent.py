"""What was used of late is kept, in bounds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from screening.recent import Recent


@given(st.lists(st.sampled_from("abcdefgh"), max_size=60), st.integers(1, 4))
def test_the_last_entries_are_there_and_no_more_than_twice_as_many(keys: list[str], least: int) -> None:
    recent: Recent[str, str] = Recent(least)
    for key in keys:
        recent.put(key, key.upper())
    lately = list(dict.fromkeys(reversed(keys)))
    assert all(recent.get(key) == key.upper() for key in lately[:1])
    fresh: Recent[str, str] = Recent(least)
    for key in keys:
        fresh.put(key, key)
    assert sum(fresh.get(key) is not None for key in "abcdefgh") <= 2 * least


def test_what_is_asked_for_again_stays() -> None:
    recent: Recent[str, int] = Recent(2)
    recent.put("often", 1)
    for n in range(20):
        recent.put(str(n), n)
        assert recent.get("often") == 1
    assert recent.get("0") is None


@given(st.lists(st.frozensets(st.sampled_from("abcdefgh"), max_size=4), max_size=20), st.integers(4, 6))
def test_many_are_kept_at_once(groups: list[frozenset[str]], least: int) -> None:
    recent: Recent[str, str] = Recent(least)
    for keys in groups:
        missing = recent.missing(keys)
        assert missing == {key for key in keys if recent.get(key) is None}
        recent.update({key: key for key in missing})
        assert all(recent.get(key) == key for key in keys)
    assert len({*"abcdefgh"} - recent.missing("abcdefgh")) <= 2 * least


def test_of_more_than_it_holds_it_keeps_some() -> None:
    recent: Recent[int, int] = Recent(3)
    for start in range(0, 100, 10):
        recent.update({n: n for n in range(start, start + 10)})
    assert len({*range(100)} - recent.missing(range(100))) <= 6
