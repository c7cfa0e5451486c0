"""What may be aligned of two names: the pairs of words, and of words run together, that are like each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from screening.evidence import PartKind
from screening.matching.likeness import Likeness, Number, of_persons
from screening.matching.policy import Policy
from screening.matching.profile import Listed, Profile, Unit, has_unit
from screening.names.analysis import Word
from screening.names.han_forms import is_han
from screening.names.readings import Reading
from screening.names.roles import LIGHT

Near = Callable[[str, bool], Mapping[int, Likeness]]
"""For a word of the query, and whether it arose by joining words: the numbers of the listed words that are like it."""

SHORTEST_PREFIX = 3
"""Letters from which a word with a point behind it is looked for as an abbreviation."""

_SURE_LOOKALIKE = 5
"""Letters from which a digit in a word is taken for a letter without doubt."""


class Pair(NamedTuple):
    """Words of the query aligned with words of the listed name (places, inclusive), and how like they are."""

    query: tuple[int, int]
    listed: tuple[int, int]
    value: float
    kind: PartKind


class Edge(NamedTuple):
    """A pair that may be aligned: its worth in bits, whether it can anchor a match (light words and initials can't),
    and whether it holds both whole names, run together."""

    worth: float
    pair: Pair
    anchors: bool
    whole: bool = False


def telling_edges(query: Profile, listed: Listed, near: Near, policy: Policy) -> list[Edge]:
    """The pairs that can anchor a match: like units, and abbreviations with a point behind them."""
    edges = []
    by_number = listed.by_number
    for unit in query.units:
        best: dict[tuple[int, int], tuple[float, PartKind, Unit]] = {}
        for reading in unit.readings:
            found = near(reading.text, unit.is_joined)
            for number in found.keys() & by_number.keys():
                likeness = found[number]
                if listed.profile.is_person and likeness.kind in _BY_TABLE:
                    personal = of_persons(reading.text, by_number[number][0][1].text, likeness, policy)
                    if personal is None:
                        continue
                    likeness = personal
                for other, other_reading in by_number[number]:
                    if unit.is_joined and other.is_joined:
                        one_by_one = likeness.kind == "romanised" and unit.last - unit.first == other.last - other.first
                        if one_by_one or not _wholes(unit, other, query, listed.profile):
                            continue
                    judged = (*_judge(likeness, unit, reading, other, other_reading, policy), other)
                    if listed.profile.is_vessel and judged[1] == "synonym":
                        judged = (judged[0] * policy.vessel_synonym, judged[1], other)
                    place = other.first, other.last
                    if place not in best or judged[:2] > best[place][:2]:
                        best[place] = judged
        for place, (value, kind, other) in best.items():
            pair = Pair((unit.first, unit.last), place, value, kind)
            worth = value * min(unit.weight, other.weight)
            edges.append(Edge(worth, pair, True, unit.is_joined and other.is_joined))
    return edges + _dotted_edges(query, listed.profile, policy)


_BY_TABLE: frozenset[PartKind] = frozenset({"synonym", "abbreviation"})


def _wholes(unit: Unit, other: Unit, query: Profile, listed: Profile) -> bool:
    """Whether two joined units may be compared: only whole names; neighbours on both sides are compared one by one."""
    return unit.is_whole and other.is_whole and query.number_values == listed.number_values


def _judge(
    likeness: Likeness, query: Unit, reading: Reading, listed: Unit, other: Reading, policy: Policy
) -> tuple[float, PartKind]:
    value, kind = likeness
    if kind == "equal" and not reading.text.isascii():  # scripts without spaces are parted by guess: no one split them
        return value, kind
    same_letters = kind in ("equal", "sound")
    if query.is_joined or listed.is_joined:
        value, kind = value * policy.joined, "joined" if same_letters else kind
    if reading.kind == "lookalike":
        value *= policy.lookalike if len(reading.text) >= _SURE_LOOKALIKE else policy.lookalike_short
        kind = "lookalike" if same_letters else kind
    if reading.kind == "romanised" or other.kind == "romanised":
        value = transcribed(value, policy)
        kind = kind if kind in ("synonym", "abbreviation") else "romanised"
        if (
            _guessed(kind, query, reading)
            or _guessed(kind, listed, other)
            or _homophones(query, reading, listed, other)
        ):
            value *= policy.homophone
    return value, kind


def _guessed(kind: PartKind, unit: Unit, reading: Reading) -> bool:
    """Whether a Han word agrees only as another spelling of one of its readings: two guesses, one upon the other."""
    return kind == "synonym" and reading.kind == "romanised" and is_han(unit.readings[0].text)


def _homophones(query: Unit, reading: Reading, listed: Unit, other: Reading) -> bool:
    """Whether two Han words agree in a reading alone, while their characters differ."""
    return reading.kind == other.kind and is_han(query.readings[0].text) and is_han(listed.readings[0].text)


def transcribed(likeness: Number, policy: Policy) -> Number:
    """The likeness of words of which one at least was romanised: it agrees less, and its unlikeness says less."""
    return policy.romanised * (1.0 - policy.romanised_doubt * (1.0 - likeness))


def light_edges(query: Profile, listed: Profile, policy: Policy) -> list[Edge]:
    """Light words agree with the same word, legal forms with any form (as much as the policy says).

    A legal form also agrees with the word for it in the middle of a name, where it may be no form.
    """
    edges = []
    for i in query.shape.light:
        q = query.words[i]
        for j in listed.shape.light:
            other = listed.words[j]
            if q.role == "legal" and other.role == "legal":
                value = 1.0 if q.form == other.form else policy.same_kind_of_form
                kind: PartKind = (
                    "equal" if q.text == other.text else "synonym" if q.form == other.form else "contradicted"
                )
            elif "legal" in (q.role, other.role) and q.form and q.form == other.form:
                value, kind = 1.0, "equal" if q.text == other.text else "synonym"
            elif q.role in LIGHT and other.role in LIGHT and q.text == other.text:
                value, kind = 1.0, "equal"
            else:
                continue
            worth = value * min(query.weights[i], listed.weights[j])
            edges.append(Edge(worth, Pair((i, i), (j, j), value, kind), False))
    if query.shape.initials or listed.shape.initials:
        edges += _initial_edges(query, listed, policy)
    return edges


def _initial_edges(query: Profile, listed: Profile, policy: Policy) -> list[Edge]:
    edges = []
    for i in query.shape.initials:
        letter = query.words[i]
        for j, other in enumerate(listed.words):
            if other.role == "initial" and _same_letter(letter, other):
                edges.append(Edge(policy.initial_bits, Pair((i, i), (j, j), 1.0, "equal"), False))
            elif _stands_for(letter, other):
                worth = policy.initial * min(query.weights[i], listed.weights[j])
                edges.append(Edge(worth, Pair((i, i), (j, j), policy.initial, "initial"), False))
    for j in listed.shape.initials:
        letter = listed.words[j]
        for i, q in enumerate(query.words):
            if _stands_for(letter, q):
                worth = policy.initial * min(query.weights[i], listed.weights[j])
                edges.append(Edge(worth, Pair((i, i), (j, j), policy.initial, "initial"), False))
    return edges


def _same_letter(letter: Word, other: Word) -> bool:
    return not {r.text for r in letter.readings}.isdisjoint(r.text for r in other.readings)


def _stands_for(letter: Word, word: Word) -> bool:
    """Whether an initial, a letter or what stands for one of another script (Yu), opens a word."""
    return (
        has_unit(word)
        and len(word.text) > 1
        and any(r.text.startswith(own.text) for r in word.readings for own in letter.readings)
    )


def is_abbreviated(word: Word) -> bool:
    """Whether a word is marked by a point as the beginning of another."""
    return word.dotted and len(word.text) >= SHORTEST_PREFIX and has_unit(word)


def _dotted_edges(query: Profile, listed: Profile, policy: Policy) -> list[Edge]:
    """A word with a point behind it against the words that it begins."""
    edges = []
    for i, q in enumerate(query.words):
        if not is_abbreviated(q):
            continue
        for j, other in enumerate(listed.words):
            if has_unit(other) and len(other.text) > len(q.text) and other.text.startswith(q.text):
                worth = policy.prefix * min(query.weights[i], listed.weights[j])
                edges.append(Edge(worth, Pair((i, i), (j, j), policy.prefix, "abbreviation"), True))
    return edges
