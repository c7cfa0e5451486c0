"""Which of many rows may hold a sign: their texts are looked through all at once, as most rows hold none."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from operator import itemgetter

from screening.entities import Counterparty
from screening.red_flags.phrases import on_lines, words_on_lines
from screening.red_flags.row import BETWEEN, COUNTRIES, OWN_TEXTS, code_of
from screening.red_flags.signs import Signs

_own_texts = itemgetter(*OWN_TEXTS)
_OWN = frozenset(OWN_TEXTS)


def likely(parties: Sequence[Counterparty], signs: Signs) -> set[int]:
    """The places of the rows that may hold a sign: few, and all those in which `Signs.found` finds one.

    Identifiers, which few tables have, are not looked at: a row that has any is one of these.
    """
    lines = list(map(_line, parties))
    found = {place for place, line in enumerate(lines) if not line.isascii()}
    for place in found:
        lines[place] = ""
    everything = on_lines(lines)
    found.update(_with_words(everything, signs))
    found.update(_with_contact(everything, signs))
    found.update(_with_country(parties, signs))
    found.update(_with_pattern(parties, signs))
    found.update(place for place, party in enumerate(parties) if party.identifiers)
    return found


def _line(party: Counterparty) -> str:
    texts = _own_texts(party.__dict__)
    return BETWEEN.join((*texts, *[other.text for other in party.other_names]) if party.other_names else texts)


def _with_words(lines: str, signs: Signs) -> Iterator[int]:
    """The lines (of ASCII) with a phrase."""
    phrases, plain = signs.wording.phrases, words_on_lines(lines)
    if telling := phrases.telling(set(plain.split())):
        words = enumerate(map(str.split, plain.split("\n")))
        yield from (place for place, own in words if not telling.isdisjoint(own) and phrases.may_hold_of_words(own))


def _with_contact(lines: str, signs: Signs) -> Iterator[int]:
    """The lines (of ASCII) with what a telephone number or a host name needs."""
    small = lines.lower()
    for part in {part for _, part, _ in signs.contacts if part in small}:
        yield from (place for place, line in enumerate(small.split("\n")) if part in line)


def _with_country(parties: Sequence[Counterparty], signs: Signs) -> Iterator[int]:
    for field in COUNTRIES:
        texts = [party.__dict__[field] for party in parties]
        codes = {text: code_of(text) for text in set(texts) if text}
        telling = _of_these(codes, signs.countries)
        states = _of_these(codes, signs.flag_states) if field != "nationality" else ()
        if telling or states:
            for place, text in enumerate(texts):
                if text in telling or (text in states and (field == "flag" or parties[place].type == "Vessel")):
                    yield place


def _of_these(codes: dict[str, str | None], wanted: Collection[str]) -> set[str]:
    return {text for text, code in codes.items() if code in wanted}


def _with_pattern(parties: Sequence[Counterparty], signs: Signs) -> Iterator[int]:
    for owner, pattern in signs.patterns:
        for places, texts in _columns(parties, signs.looks_in[owner]):
            matches = map(pattern.search, texts)
            yield from (
                place for place, text, match in zip(places, texts, matches, strict=True) if match or BETWEEN in text
            )
    if signs.tariff_codes:
        yield from (place for places, _ in _columns(parties, frozenset({"goods"})) for place in places)


def _columns(parties: Sequence[Counterparty], fields: frozenset[str]) -> Iterator[tuple[Sequence[int], Sequence[str]]]:
    """The texts of certain fields with the places of their rows."""
    for field in fields & _OWN:
        yield range(len(parties)), [party.__dict__[field] for party in parties]
    others = ((place, names) for place, party in enumerate(parties) if (names := party.__dict__["other_names"]))
    told = [(place, other.text) for place, names in others for other in names if other.field in fields]
    yield [place for place, _ in told], [text for _, text in told]
