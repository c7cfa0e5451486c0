"""Align the words of a query with those of a listed name, and find what agrees between them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from screening.evidence import PartKind
from screening.matching.likeness import Likeness
from screening.matching.policy import Policy
from screening.matching.profile import Listed, Profile, Unit, has_unit, is_short
from screening.matching.score import Agreement, Scorer
from screening.names.analysis import LIGHT, Word
from screening.names.han_forms import is_han
from screening.names.readings import Reading

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


class Alignment(NamedTuple):
    """The aligned words, what agrees by them, and the score from 0 to 1 that it gives two names.

    ``notes`` name what else bore on the score, by the keys of its sentences among the texts of the report.
    """

    score: float
    pairs: tuple[Pair, ...]
    agreement: Agreement
    notes: tuple[str, ...] = ()
    whole: float = 0.0  # the share of all that the two names tell which agrees, nothing discounted


NO_ALIGNMENT = Alignment(0.0, (), Agreement(0.0, 0.0, 0.0, 0.0, 0.0, False))


def extra_discount(query: Profile, policy: Policy, *, is_body: bool) -> float:
    """What the query's words around a listed name count for, where that is found whole.

    Around the name of a person, and of a ship, stands most often more of the name; not so of a body (``is_body``).
    """
    if query.free_text:
        return policy.text_discount
    return policy.extra_discount if is_body else 1.0


def least_left(query: Profile, left: float, policy: Policy) -> float:
    """What counts at least of so many bits that a query's words around a name leave over."""
    return min(left, policy.text_most) if query.free_text else left


def align(query: Profile, listed: Listed, near: Near, policy: Policy, scorer: Scorer) -> Alignment:
    """Align two names: the most telling pairs first, each word once.

    A pair is worth the lower of its two weights times its likeness. Names are short and their words differ, so this
    greedy choice and the optimal assignment hardly ever part, and its order explains itself. Two names that only
    differ in their spaces are aligned as wholes where that scores higher.
    """
    anchors = _edges(query, listed, near, policy)
    if not anchors:
        return NO_ALIGNMENT
    rest = _light_edges(query, listed.profile, policy)
    parts = [e for e in anchors if not e.whole]
    best = _aligned(query, listed.profile, parts + rest, policy, scorer) if parts else NO_ALIGNMENT
    if len(parts) < len(anchors):
        as_wholes = _aligned(query, listed.profile, [e for e in anchors if e.whole] + rest, policy, scorer)
        best = max(best, as_wholes, key=lambda a: a.score)
    return best


def _aligned(query: Profile, listed: Profile, edges: list[Edge], policy: Policy, scorer: Scorer) -> Alignment:
    start = min(edges, key=_by_worth).pair
    edges.sort(key=lambda edge: _by_worth(edge, start.query[0] - start.listed[0]))
    used_query, used_listed = 0, 0
    pairs: list[Pair] = []
    anchored = False
    for _, pair, anchors, _ in edges:
        mask_query, mask_listed = _mask(pair.query), _mask(pair.listed)
        if used_query & mask_query or used_listed & mask_listed:
            continue
        used_query |= mask_query
        used_listed |= mask_listed
        pairs.append(pair)
        anchored = anchored or anchors
    if not anchored:
        return NO_ALIGNMENT
    pairs.sort()
    return _score(query, listed, tuple(pairs), used_query, used_listed, policy, scorer)


def _by_worth(edge: Edge, offset: int = 0) -> tuple[float, int, int, tuple[int, int], tuple[int, int]]:
    """Of one worth those that explain most words (OKB, design bureau), then those that stand as the best one does."""
    query, listed = edge.pair.query, edge.pair.listed
    fewer = query[0] - query[1] + listed[0] - listed[1]
    return -edge.worth, fewer, abs(query[0] - listed[0] - offset), query, listed


def _mask(span: tuple[int, int]) -> int:
    return (2 << span[1]) - (1 << span[0])


def _edges(query: Profile, listed: Listed, near: Near, policy: Policy) -> list[Edge]:
    """The pairs that can anchor a match: like units, and abbreviations with a point behind them."""
    edges = []
    by_number = listed.by_number
    for unit in query.units:
        best: dict[tuple[int, int], tuple[float, PartKind, Unit]] = {}
        for reading in unit.readings:
            found = near(reading.text, unit.is_joined)
            for number in found.keys() & by_number.keys():
                likeness = found[number]
                for other, other_reading in by_number[number]:
                    if unit.is_joined and other.is_joined and not _wholes(unit, other, query, listed.profile):
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


def transcribed(likeness: float, policy: Policy) -> float:
    """The likeness of words of which one at least was romanised: it agrees less, and its unlikeness says less."""
    return policy.romanised * (1.0 - policy.romanised_doubt * (1.0 - likeness))


def _light_edges(query: Profile, listed: Profile, policy: Policy) -> list[Edge]:
    """Light words agree with the same word, legal forms with any form (as much as the policy says).

    A legal form also agrees with the word for it in the middle of a name, where it may be no form.
    """
    edges = []
    for i in query.light_places:
        q = query.words[i]
        for j in listed.light_places:
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
    if query.initials or listed.initials:
        edges += _initial_edges(query, listed, policy)
    return edges


def _initial_edges(query: Profile, listed: Profile, policy: Policy) -> list[Edge]:
    edges = []
    for i in query.initials:
        letter = query.words[i].text
        for j, other in enumerate(listed.words):
            if other.role == "initial" and other.text == letter:
                edges.append(Edge(policy.initial_bits, Pair((i, i), (j, j), 1.0, "equal"), False))
            elif _stands_for(letter, other):
                worth = policy.initial * min(query.weights[i], listed.weights[j])
                edges.append(Edge(worth, Pair((i, i), (j, j), policy.initial, "initial"), False))
    for j in listed.initials:
        letter = listed.words[j].text
        for i, q in enumerate(query.words):
            if _stands_for(letter, q):
                worth = policy.initial * min(query.weights[i], listed.weights[j])
                edges.append(Edge(worth, Pair((i, i), (j, j), policy.initial, "initial"), False))
    return edges


def _stands_for(letter: str, word: Word) -> bool:
    return has_unit(word) and len(word.text) > 1 and any(r.text[0] == letter for r in word.readings)


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


_EXPLAINED: frozenset[PartKind] = frozenset({"romanised", "initial", "joined"})
"""Ways in which words are unlike that no slip of a writer explains; a translation into another script is one, too."""


def _score(
    query: Profile,
    listed: Profile,
    pairs: tuple[Pair, ...],
    used_query: int,
    used_listed: int,
    policy: Policy,
    scorer: Scorer,
) -> Alignment:
    bits = unlike = slips = paired_query = paired_listed = 0.0
    of_persons = query.is_person or listed.is_person
    for own, other, value, kind in pairs:
        weight_query = sum(query.weights[own[0] : own[1] + 1])
        weight_listed = sum(listed.weights[other[0] : other[1] + 1])
        both = min(weight_query, weight_listed)
        bits += value * both
        unlike += (1.0 - value) * both
        explained = kind in _EXPLAINED or (
            kind == "synonym" and not (query.words[own[0]].text.isascii() and listed.words[other[0]].text.isascii())
        )
        slips += 0.0 if explained else (1.0 - value) * both
        # a body's word is seldom cut down to an initial: what the letter does not say is left over
        lone_letter = kind == "initial" and not of_persons
        paired_query += both if lone_letter else weight_query
        paired_listed += both if lone_letter else weight_listed

    listed_left = max(0.0, listed.total - paired_listed)
    # words between the matched ones break the name up; only those before and behind are text around it
    first, last = min(p.query[0] for p in pairs), max(p.query[1] for p in pairs)
    around = sum(query.weights[:first]) + sum(query.weights[last + 1 :])
    discount = (1.0 - extra_discount(query, policy, is_body=listed.is_body)) * max(
        0.0, 1.0 - listed_left / listed.total
    )
    query_left = query.total - paired_query - discount * around
    if query.places and not listed.is_vessel:  # where a party is stands beside its name (KNIC, Pyongyang)
        beside = [i for i, w in enumerate(query.words) if w.role == "place" and not first <= i <= last]
        query_left -= (1.0 - policy.place_beside) * (1.0 - discount) * sum(query.weights[i] for i in beside)
    if query.numbers and not listed.numbers and not listed.is_vessel:
        # dates and references tell names apart only where both have a number
        loose = [i for i, w in enumerate(query.words) if w.role == "number" and not used_query >> i & 1]
        query_left -= sum(query.weights[i] * (1.0 if first <= i <= last else 1.0 - discount) for i in loose)
    if query.free_text:
        inside = sum([w for i, w in enumerate(query.weights[first : last + 1], first) if not used_query >> i & 1])
        query_left = min(query_left, inside + policy.text_most)
    agreement = Agreement(bits, unlike, slips, max(0.0, query_left), listed_left, listed.is_person)

    score = scorer.score(agreement)
    notes: list[str] = []
    if query.free_text and (told := _told_in_text(query, listed, pairs, policy)) < policy.text_bits:
        score *= told / policy.text_bits
        notes.append("too_little")
    if _scattered(query, used_query, first, last):
        score *= policy.scattered
        notes.append("apart")
    if _numbers_conflict(query, listed, used_query, used_listed):
        score *= policy.number_conflict
        notes.append("numbers_differ")
    elif listed.is_vessel and bool(query.number_values) != bool(listed.number_values):
        score *= policy.number_missing
        notes.append("one_number")
    turned = _turned(pairs)
    if turned and query.free_text:
        score *= policy.scattered
    elif turned and _kin_exchanged(query, listed, pairs):
        score *= policy.kinship
        notes.append("descent")
    if turned > 1 or (turned and not (query.is_person or listed.is_person)):
        score *= policy.order
        notes.append("order")
    told = bits + unlike + listed_left + max(0.0, query.total - paired_query)
    return Alignment(score, pairs, agreement, tuple(notes), bits / told if told else 0.0)


def _told_in_text(query: Profile, listed: Profile, pairs: tuple[Pair, ...], policy: Policy) -> float:
    """The bits that agree with words of a text, where short ones are codes more often than names."""
    told = 0.0
    for own, other, value, _ in pairs:
        both = min(sum(query.weights[own[0] : own[1] + 1]), sum(listed.weights[other[0] : other[1] + 1]))
        short = own[0] == own[1] and is_short(query.words[own[0]].text)
        told += value * (min(both, policy.text_short_bits) if short else both)
    return told


def _numbers_conflict(query: Profile, listed: Profile, used_query: int, used_listed: int) -> bool:
    if not query.number_values or not listed.number_values:
        return False
    left_query = {w.number for i, w in enumerate(query.words) if w.number is not None and not used_query >> i & 1}
    left_listed = {w.number for i, w in enumerate(listed.words) if w.number is not None and not used_listed >> i & 1}
    return bool(left_query) and bool(left_listed) and not left_query & left_listed


def _turned(pairs: tuple[Pair, ...]) -> int:
    """Whether the listed words come in another order than the query's: 1 where the name is turned round once, as one
    with the surname first is, 2 for any other order.

    Translations have an order of their own (中国银行, Bank of China).
    """
    places = [p.listed[0] for p in pairs if p.kind not in ("contradicted", "synonym", "romanised")]
    turns = sum(a > b for a, b in itertools.pairwise(places))
    return 0 if not turns else 1 if turns == 1 and places[-1] < places[0] else 2


_DESCENT = frozenset({"bin", "ibn", "ben", "bint", "binti", "binte", "ould", "wuld", "oglu", "ogly", "qizi", "kyzy"})


def _kin_exchanged(query: Profile, listed: Profile, pairs: tuple[Pair, ...]) -> bool:
    """Whether the names before and behind a word of descent have changed places: Ahmad bin Hasan is the son, and not
    the father, of Hasan."""
    places = {p.query[0]: p.listed[0] for p in pairs}
    descents = [j for j, w in enumerate(listed.words) if w.text in _DESCENT]
    return any(
        places.get(i - 1) == j + 1 and places.get(i + 1) == j - 1
        for i, w in enumerate(query.words)
        if w.text in _DESCENT
        for j in descents
    )


_BETWEEN_PARTIES = re.compile(r"[;|\n\r]|\s/\s")
_ENTITY = re.compile(r"&#?\w+;")  # what a web page wrote for a sign


def _scattered(query: Profile, used: int, first: int, last: int) -> bool:
    """Whether what agrees is put together from several names of one cell, or from the words of a sentence."""
    words = query.words
    text = query.name.text[words[first].start : words[last].end]
    if _BETWEEN_PARTIES.search(_ENTITY.sub(" ", text) if "&" in text else text):
        return True
    return query.free_text and any(not used >> i & 1 for i in range(first, last + 1))
