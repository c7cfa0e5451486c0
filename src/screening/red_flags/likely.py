"""Which of many rows may hold a sign: their texts are looked through all at once, as most rows hold none."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from operator import itemgetter

from screening.entities import Counterparty
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
    found.update(_with_words(lines, signs))
    found.update(_with_country(parties, signs))
    found.update(_with_pattern(parties, signs))
    found.update(place for place, party in enumerate(parties) if party.identifiers)
    return found


def _line(party: Counterparty) -> str:
    texts = _own_texts(party.__dict__)
    line = BETWEEN.join((*texts, *[other.text for other in party.other_names]) if party.other_names else texts)
    return line.replace("\n", BETWEEN) if "\n" in line else line


def _with_words(lines: Sequence[str], signs: Signs) -> Iterator[int]:
    """The lines (of ASCII) with a phrase, or with what a telephone number or a host name needs."""
    phrases, everything = signs.wording.phrases, "\n".join(lines)
    words = [line.split() for line in everything.translate(_WORDS_APART).split("\n")]
    telling = phrases.telling(set().union(*words))
    yield from (
        place for place, own in enumerate(words) if not telling.isdisjoint(own) and phrases.may_hold_of_words(own)
    )
    everything = everything.lower()
    for part in {part for _, part, _ in signs.contacts if part in everything}:
        yield from (place for place, line in enumerate(everything.split("\n")) if part in line)


_WORDS_APART = {
    code: "\n" if code == ord("\n") else letter if (letter := chr(code).lower()).isalnum() else " "
    for code in range(128)
}
"""What makes blanks of all that is no letter or digit, but for the ends of lines, and small letters of capitals."""


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
        for place, text in _texts(parties, signs.looks_in[owner]):
            if BETWEEN in text or pattern.search(text):
                yield place
    if signs.tariff_codes:
        yield from (place for place, _ in _texts(parties, frozenset({"goods"})))


def _texts(parties: Sequence[Counterparty], fields: frozenset[str]) -> Iterator[tuple[int, str]]:
    """The texts of certain fields, each with the place of its row."""
    for field in fields & _OWN:
        yield from ((place, party.__dict__[field]) for place, party in enumerate(parties))
    others = ((place, names) for place, party in enumerate(parties) if (names := party.__dict__["other_names"]))
    yield from ((place, other.text) for place, names in others for other in names if other.field in fields)
