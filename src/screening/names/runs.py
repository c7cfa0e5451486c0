"""Part runs of characters that are written without spaces (hangul, Han, kana, Thai) into words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache, lru_cache

from screening.names import lexicon
from screening.names.scripts import UNSPACED
from screening.names.tokens import Token

_SHORTEST_KNOWN_RUN = 3
"""Two characters are found by chance inside any longer run."""

_SHORTEST_PERSON, _LONGEST_PERSON = 2, 5
"""Characters of a person's whole name; of five only behind a family name of two or three (Japan)."""
_TWO_FAMILIES = 4

_DIVISIONS = frozenset("市省县区镇")
"""Behind a place's name in Chinese (金华市); known words have them too (超市, supermarket)."""
_LONGEST_PLACE = 3

Span = tuple[int, int]


def part_runs(
    tokens: Sequence[Token], known_runs: frozenset[str], *, is_vessel: bool = False, is_person: bool = False
) -> tuple[Token, ...]:
    """The tokens, with each run of an unspaced script parted into words.

    First the ``known_runs`` (names that are looked for) are cut out, then known words at both ends of what is left;
    a run of two to five characters that stands alone, but for titles and words in other scripts, is parted behind its
    family name: one of two characters only where ``is_person`` says so, since 신라 is Silla and nobody called Sin.
    Off the end of a ship's name comes what only says that it is a ship.
    """
    if all(t.script not in UNSPACED for t in tokens):
        return tuple(tokens)
    alone = sum(t.script in UNSPACED and not _is_title(t.text) for t in tokens) == 1
    parted = [_part(t, known_runs, alone=alone, is_person=is_person) if t.script in UNSPACED else (t,) for t in tokens]
    if is_vessel:
        parted.append(_without_suffix(parted.pop()))
    return tuple(part for parts in parted for part in parts)


def _without_suffix(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    last = tokens[-1]
    if len(last.text) > 2 and last.text[-1] in lexicon.vessel_suffixes() and last.end - last.start == len(last.text):
        name = last._replace(text=last.text[:-1], end=last.end - 1)
        return (*tokens[:-1], name, last._replace(text=last.text[-1], start=last.end - 1))
    return tokens


def _is_title(text: str) -> bool:
    return (text,) in lexicon.titles()


def _part(token: Token, known_runs: frozenset[str], *, alone: bool, is_person: bool) -> tuple[Token, ...]:
    text = token.text
    if token.end - token.start != len(text):  # places would no longer fit: marks were folded away
        return (token,)
    spans = [
        part
        for start, end, known in _around_known(text, known_runs)
        for part in ([(start, end)] if known else _words(text, start, end, alone=alone, is_person=is_person))
    ]
    return tuple(Token(text[a:b], token.start + a, token.start + b, token.script) for a, b in spans)


def _around_known(text: str, known_runs: frozenset[str]) -> list[tuple[int, int, bool]]:
    """The longest known runs from the left, and what lies between them."""
    parts: list[tuple[int, int, bool]] = []
    start = place = 0
    most = _longest(known_runs)
    while place < len(text):
        longest = range(min(len(text) - place, most), _SHORTEST_KNOWN_RUN - 1, -1)
        length = next((n for n in longest if n < len(text) and text[place : place + n] in known_runs), 0)
        if length:
            if place > start:
                parts.append((start, place, False))
            parts.append((place, place + length, True))
            start = place = place + length
        else:
            place += 1
    if start < len(text):
        parts.append((start, len(text), False))
    return parts


@lru_cache(maxsize=8)  # one set for each matcher; looked up by identity, as a frozenset keeps its hash
def _longest(known_runs: frozenset[str]) -> int:
    return max(map(len, known_runs), default=0)


def _words(text: str, start: int, end: int, *, alone: bool, is_person: bool) -> list[Span]:
    if is_person and alone:  # whose name may begin with a word of a trade: 조경철 Cho Kyong Chol, 조경 landscaping
        head, (first, last), tail = _known_ends(text, start, end, _titles(), places=False)
        if _SHORTEST_PERSON <= last - first <= _LONGEST_PERSON:
            return [*head, *_person(text, first, last), *tail]
    head, (first, last), tail = _known_ends(text, start, end, lexicon.unspaced_words(), places=True)
    middle = [(first, last)] if first < last else []
    titles = all(_is_title(text[a:b]) for a, b in (*head, *tail))
    if alone and titles and _SHORTEST_PERSON < last - first <= _LONGEST_PERSON:
        middle = _person(text, first, last)
    return [*head, *middle, *tail]


@cache
def _titles() -> frozenset[str]:
    return frozenset(filter(_is_title, lexicon.unspaced_words()))


def _known_ends(
    text: str, start: int, end: int, known: Collection[str], *, places: bool
) -> tuple[list[Span], Span, list[Span]]:
    """The known words (and ``places``, of China) at the beginning of a run, what lies between, and those at its end."""
    head: list[Span] = []
    tail: list[Span] = []
    while opening := _opening(text, start, end, known, places=places, opens=not head):
        head += opening
        start = opening[-1][1]
    while length := _known_length(text, start, end, known, at_end=True):
        tail.insert(0, (end - length, end))
        end -= length
    return head, (start, end), tail


def _opening(text: str, first: int, last: int, known: Collection[str], *, places: bool, opens: bool) -> list[Span]:
    """A known word at the head of a run, or the name of a Chinese place and what sort of place it is."""
    if length := _known_length(text, first, last, known, at_end=False):
        return [(first, first + length)]
    if not places:
        return []
    if not opens and text[first : first + 1] in _DIVISIONS:
        return [(first, first + 1)]
    for end in range(first + 2, min(first + _LONGEST_PLACE, last - 2) + 1):
        if text[end] in _DIVISIONS and text[end - 1 : end + 1] not in known:
            return [(first, end), (end, end + 1)]
    return []


def _known_length(text: str, start: int, end: int, known: Collection[str], *, at_end: bool) -> int:
    for length in range(min(lexicon.longest_unspaced_word(), end - start), 1, -1):
        part = text[end - length : end] if at_end else text[start : start + length]
        if part in known:
            return length
    return 0


def _person(text: str, start: int, end: int) -> list[Span]:
    families = lexicon.family_names()
    for length in (3, 2, 1):
        given = start + length
        if end - given >= 1 and text[start:given] in families and (length > 1 or end - start < _LONGEST_PERSON):
            # a married woman of Hong Kong has two: 林鄭月娥
            second = given + 1
            if length == 1 and end - start == _TWO_FAMILIES and text[given:second] in families:
                return [(start, given), (given, second), (second, end)]
            return [(start, given), (given, end)]
    return [(start, end)]
