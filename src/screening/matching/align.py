"""Align the words of a query with those of a listed name, and score the agreement."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from screening.evidence import PartKind
from screening.matching.likeness import Likeness
from screening.matching.policy import Policy
from screening.matching.profile import Profile, Unit, has_unit
from screening.names.analysis import LIGHT, Reading, Word

Near = Callable[[str, bool], Mapping[str, Likeness]]
"""For a word of the query, and whether it arose by joining words: the listed words that are like it."""

_SHORTEST_PREFIX = 3
_SHORTEST_CUT = 20
"""No field that names are cut off at is shorter than this (ACH has 22 characters, payment lines 35)."""


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


@dataclass(frozen=True, slots=True)
class Alignment:
    """The aligned words, and the score from 0 to 1 that they give two names.

    ``query_share`` and ``listed_share`` say how much of each name agrees, ``bits`` how much that says.
    ``notes`` name what else bore on the score.
    """

    score: float
    pairs: tuple[Pair, ...]
    query_share: float
    listed_share: float
    bits: float
    notes: tuple[str, ...] = ()


NO_ALIGNMENT = Alignment(0.0, (), 0.0, 0.0, 0.0)


def blend(query_share: float, listed_share: float, bits: float, policy: Policy) -> float:
    """The score of two shares: the lower one counts, and the higher as far as the matched bits vouch for it.

    Never falls when a share or the bits rise, so that bounds on these bound the score.
    """
    low, high = min(query_share, listed_share), max(query_share, listed_share)
    span = policy.subset_full_bits - policy.subset_floor_bits
    trust = policy.subset_ceiling * min(1.0, max(0.0, (bits - policy.subset_floor_bits) / span))
    return low + (high - low) * trust


def may_be_cut(query: Profile) -> bool:
    """Whether the query may be a name that a field's length cut off."""
    return len(query.name.text) >= _SHORTEST_CUT and not query.free_text


def extra_discount(query: Profile, policy: Policy) -> float:
    """What the query's words around a listed name count for, where the listed name is found whole."""
    return policy.text_discount if query.free_text else policy.extra_discount


def align(query: Profile, listed: Profile, near: Near, policy: Policy) -> Alignment:
    """Align two names: the most telling pairs first, each word once.

    A pair is worth the lower of its two weights times its likeness. Names are short and their words differ, so this
    greedy choice and the optimal assignment hardly ever part, and its order explains itself. Two names that only
    differ in their spaces are aligned as wholes where that scores higher.
    """
    edges = _edges(query, listed, near, policy)
    parts = [e for e in edges if not e.whole]
    best = _aligned(query, listed, parts, policy) if parts else NO_ALIGNMENT
    if len(parts) < len(edges):
        as_wholes = _aligned(query, listed, [e for e in edges if e.whole or not e.anchors], policy)
        best = max(best, as_wholes, key=lambda a: a.score)
    return best


def _aligned(query: Profile, listed: Profile, edges: list[Edge], policy: Policy) -> Alignment:
    edges.sort(key=_by_worth)
    used_query, used_listed = 0, 0
    pairs: list[Pair] = []
    anchored = False
    for edge in edges:
        mask_query, mask_listed = _mask(edge.pair.query), _mask(edge.pair.listed)
        if used_query & mask_query or used_listed & mask_listed:
            continue
        used_query |= mask_query
        used_listed |= mask_listed
        pairs.append(edge.pair)
        anchored = anchored or edge.anchors
    if not anchored:
        return NO_ALIGNMENT
    pairs.sort(key=lambda p: p.query)
    return _score(query, listed, tuple(pairs), used_query, used_listed, policy)


def _by_worth(edge: Edge) -> tuple[float, int, tuple[int, int], tuple[int, int]]:
    pair = edge.pair
    return -edge.worth, abs(pair.query[0] - pair.listed[0]), pair.query, pair.listed


def _mask(span: tuple[int, int]) -> int:
    return (2 << span[1]) - (1 << span[0])


def _edges(query: Profile, listed: Profile, near: Near, policy: Policy) -> list[Edge]:
    edges = [
        Edge(
            value * min(q.weight, other.weight),
            Pair((q.first, q.last), (other.first, other.last), value, kind),
            anchors=True,
            whole=q.is_joined and other.is_joined,
        )
        for q in query.units
        for other, (value, kind) in _like_units(q, listed, near, policy)
        if not (q.is_joined and other.is_joined and query.number_values != listed.number_values)
    ]
    edges += _light_edges(query, listed, policy)
    edges += _initial_edges(query, listed, policy)
    edges += _prefix_edges(query, listed, policy)
    return edges


def _like_units(
    query: Unit, listed: Profile, near: Near, policy: Policy
) -> Iterable[tuple[Unit, tuple[float, PartKind]]]:
    """The listed name's units that are like a unit of the query, with how like they are in their best readings."""
    best: dict[tuple[int, int], tuple[Unit, tuple[float, PartKind]]] = {}
    for reading in query.readings:
        found = near(reading.text, query.is_joined)
        for word in found.keys() & listed.by_word.keys():
            for unit, other in listed.by_word[word]:
                if query.is_joined and unit.is_joined and not (query.is_whole and unit.is_whole):
                    continue  # neighbours on both sides are compared word by word
                if found[word].value < _floor(query, unit, policy):
                    continue
                judged = _judge(found[word], query, reading, unit, other, policy)
                place = unit.first, unit.last
                if place not in best or judged > best[place][1]:
                    best[place] = unit, judged
    return best.values()


def _floor(query: Unit, listed: Unit, policy: Policy) -> float:
    """The likeness that a pair must have: more where words are run together, and most where both whole names are."""
    if query.is_joined and listed.is_joined:
        return policy.whole_floor
    return policy.joined_floor if query.is_joined or listed.is_joined else policy.likeness_floor


def _judge(
    likeness: Likeness, query: Unit, reading: Reading, listed: Unit, other: Reading, policy: Policy
) -> tuple[float, PartKind]:
    value, kind = likeness.value, likeness.kind
    if kind == "equal" and not reading.text.isascii():  # scripts without spaces are parted by guess: no one split them
        return value, kind
    same_letters = kind in ("equal", "sound")
    if query.is_joined or listed.is_joined:
        value, kind = value * policy.joined, "joined" if same_letters else kind
    if reading.kind == "lookalike":
        value, kind = value * policy.lookalike, "lookalike" if same_letters else kind
    if "romanised" in (reading.kind, other.kind):
        value, kind = value * policy.romanised, kind if kind in ("synonym", "abbreviation") else "romanised"
    return value, kind


def _light_edges(query: Profile, listed: Profile, policy: Policy) -> list[Edge]:
    """Light words agree with the same word, legal forms with any form (as much as the policy says).

    A legal form also agrees with the word for it in the middle of a name, where it may be no form.
    """
    edges = []
    for i, q in enumerate(query.words):
        for j, other in enumerate(listed.words):
            if q.role == "legal" and other.role == "legal":
                value = 1.0 if q.form == other.form else policy.same_kind_of_form
                kind: PartKind = (
                    "equal" if q.text == other.text else "synonym" if q.form == other.form else "contradicted"
                )
            elif "legal" in (q.role, other.role) and q.form and q.form == other.form:
                value, kind = 1.0, "equal" if q.text == other.text else "synonym"
            elif q.text == other.text and q.role in LIGHT and other.role in LIGHT:
                value, kind = 1.0, "equal"
            else:
                continue
            worth = value * min(query.weights[i], listed.weights[j])
            edges.append(Edge(worth, Pair((i, i), (j, j), value, kind), False))
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


def _prefix_edges(query: Profile, listed: Profile, policy: Policy) -> list[Edge]:
    """A word with a point behind it, or the last word of a text that may be cut off, against what it may begin."""
    edges = []
    last = len(query.words) - 1
    for i, q in enumerate(query.words):
        cut = i == last and may_be_cut(query)
        shortest = 1 if cut else _SHORTEST_PREFIX
        if not ((cut or q.dotted) and len(q.text) >= shortest and (has_unit(q) or (cut and q.role == "initial"))):
            continue
        for j, other in enumerate(listed.words):
            if has_unit(other) and len(other.text) > len(q.text) and other.text.startswith(q.text):
                worth = policy.prefix * min(query.weights[i], listed.weights[j])
                edges.append(Edge(worth, Pair((i, i), (j, j), policy.prefix, "abbreviation"), has_unit(q)))
    return edges


def _score(
    query: Profile,
    listed: Profile,
    pairs: tuple[Pair, ...],
    used_query: int,
    used_listed: int,
    policy: Policy,
) -> Alignment:
    matched_query = matched_listed = paired_query = paired_listed = bits = 0.0
    for pair in pairs:
        weight_query = sum(query.weights[pair.query[0] : pair.query[1] + 1])
        weight_listed = sum(listed.weights[pair.listed[0] : pair.listed[1] + 1])
        # romanisations differ by nature: their unlikeness is no reason to doubt
        slope = 1.0 if pair.kind == "romanised" else policy.doubt
        worth = max(0.0, 1.0 - slope * (1.0 - pair.value))
        paired_query += weight_query
        paired_listed += weight_listed
        matched_query += worth * weight_query
        matched_listed += worth * weight_listed
        bits += worth * min(weight_query, weight_listed)
    total_query, total_listed = query.total, listed.total
    notes: list[str] = []

    listed_share = matched_listed / total_listed
    tail = _cut_tail(query, listed, pairs, used_query)
    if tail:
        total_listed -= (1.0 - policy.tail_discount) * tail
        listed_share = matched_listed / total_listed
        notes.append("the name may have been cut off")
    # words between the matched ones break the name up; only those before and behind are text around it
    first, last = min(p.query[0] for p in pairs), max(p.query[1] for p in pairs)
    around = sum(query.weights[:first]) + sum(query.weights[last + 1 :])
    discount = (1.0 - extra_discount(query, policy)) * listed_share
    total_query -= discount * around
    if not listed.numbers:  # dates and references: numbers tell names apart only where both have one
        loose = [i for i, w in enumerate(query.words) if w.role == "number" and not used_query >> i & 1]
        total_query -= sum(query.weights[i] * (1.0 if first <= i <= last else 1.0 - discount) for i in loose)
    query_share = matched_query / total_query

    query_share, listed_share = min(1.0, query_share), min(1.0, listed_share)
    score = blend(query_share, listed_share, bits, policy)
    if listed.is_person:  # an unlike given name is another person as much as a missing one
        score *= 1.0 - policy.person_contradiction * min(1.0 - query_share, 1.0 - listed_share)
    else:
        both_lack = max(0.0, 1.0 - max(paired_query / total_query, paired_listed / total_listed))
        score *= 1.0 - policy.contradiction * both_lack
    exactness = max(query_share, listed_share)
    thin = max(0.0, 1.0 - bits / policy.thin_bits)
    score *= 1.0 - policy.thin_penalty * thin * min(1.0, policy.thin_slope * (1.0 - exactness))
    if _numbers_conflict(query, listed, used_query, used_listed):
        score *= policy.number_conflict
        notes.append("the numbers in the names differ")
    if _out_of_order(pairs, may_turn=query.is_person or listed.is_person):
        score *= policy.order
        notes.append("the words stand in another order")
    return Alignment(score, pairs, query_share, listed_share, bits, tuple(notes))


def _cut_tail(query: Profile, listed: Profile, pairs: tuple[Pair, ...], used_query: int) -> float:
    """Bits of the listed words behind the last matched one, where the query reads as the listed name's beginning."""
    if not may_be_cut(query) or used_query != (1 << len(query.words)) - 1:
        return 0.0
    last = max(p.listed[1] for p in pairs)
    covered = 0
    for p in pairs:
        covered |= _mask(p.listed)
    if covered != (1 << (last + 1)) - 1 or last == len(listed.words) - 1:
        return 0.0
    return sum(listed.weights[last + 1 :])


def _numbers_conflict(query: Profile, listed: Profile, used_query: int, used_listed: int) -> bool:
    left_query = {w.number for i, w in enumerate(query.words) if w.number is not None and not used_query >> i & 1}
    left_listed = {w.number for i, w in enumerate(listed.words) if w.number is not None and not used_listed >> i & 1}
    return bool(left_query) and bool(left_listed) and not left_query & left_listed


def _out_of_order(pairs: tuple[Pair, ...], *, may_turn: bool) -> bool:
    """Whether the listed words come in another order than the query's; a person's name may be turned round once."""
    places = [p.listed[0] for p in pairs if p.kind != "contradicted"]
    turns = sum(a > b for a, b in itertools.pairwise(places))
    if may_turn and places and turns == 1 and places[-1] < places[0]:
        return False
    return turns > 0
