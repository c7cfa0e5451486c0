"""Ships that stand under one number and several names or flags in a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from screening.links.book import Sighting
from screening.links.words import link_words
from screening.names.countries import country_code
from screening.red_flag_rules import Check
from screening.red_flags.phrases import folded, words_of
from screening.red_flags.row import Sign

_ONE_NAME = 75.0  # likeness (rapidfuzz, 0-100) from which two spellings are one name: a slip is no other ship
_SHOWN = 4  # names or flags that a flag shows

Seen = tuple[int, Check, Sign]
"""A row's place, the check that raises a flag there, and what it found."""


def contradictions(ships: Mapping[str, Sequence[Sighting]]) -> Iterator[Seen]:
    """The rows in which a ship is called otherwise, or flies another flag, than in other rows."""
    for number, seen in ships.items():
        if len(seen) > 1:
            yield from _told(number, seen, "imo_under_two_names", lambda s: s.name, _distinct_names)
            yield from _told(number, seen, "imo_under_two_flags", lambda s: s.flag, _distinct_flags)


def _told(
    number: str,
    seen: Sequence[Sighting],
    check: Check,
    what: Callable[[Sighting], str],
    distinct: Callable[[Iterable[str]], list[str]],
) -> Iterator[Seen]:
    told = [s for s in seen if what(s)]
    names = distinct(what(s) for s in told)
    if len(names) > 1:
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        value = f"IMO {number}: {', '.join(names[:_SHOWN])}{more}"
        for sighting in told:
            yield sighting.place, check, Sign("imo", value)


def _distinct_names(names: Iterable[str]) -> list[str]:
    """One spelling of each name, in their order."""
    found: dict[str, str] = {}
    for name in dict.fromkeys(names):
        plain = _ship_name(name)
        if plain and all(fuzz.ratio(plain, other) < _ONE_NAME for other in found):
            found[plain] = name
    return list(found.values())


def _ship_name(name: str) -> str:
    words = words_of(folded(name))
    return " ".join([word for word in words if word not in link_words().ship_prefixes] or words)


def _distinct_flags(flags: Iterable[str]) -> list[str]:
    found: dict[str, str] = {}
    for flag in dict.fromkeys(flags):
        if (code := country_code(flag)) is not None:
            found.setdefault(code, flag)
    return list(found.values())
