"""Align the words of a query with those of a listed name, and find what agrees between them."""

from __future__ import annotations

import itertools
import re
from math import inf
from typing import NamedTuple

from screening.evidence import PartKind
from screening.matching.edges import Edge, Near, Pair, light_edges, telling_edges
from screening.matching.policy import Policy
from screening.matching.profile import Listed, Profile, has_unit, is_short
from screening.matching.score import Agreement, Scorer


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


def extra_discount(policy: Policy, *, free_text: bool, is_body: bool) -> float:
    """What the query's words around a listed name count for, where that is found whole.

    Around the name of a person, and of a ship, stands most often more of the name; not so of a body (``is_body``).
    """
    if free_text:
        return policy.text_discount
    return policy.extra_discount if is_body else 1.0


def most_left(policy: Policy, *, free_text: bool) -> float:
    """How many bits of the words around a name count at most."""
    return policy.text_most if free_text else inf


def align(query: Profile, listed: Listed, near: Near, policy: Policy, scorer: Scorer) -> Alignment:
    """Align two names: the most telling pairs first, each word once.

    A pair is worth the lower of its two weights times its likeness. Names are short and their words differ, so this
    greedy choice and the optimal assignment hardly ever part, and its order explains itself. Two names that only
    differ in their spaces are aligned as wholes where that scores higher.
    """
    anchors = telling_edges(query, listed, near, policy)
    if not anchors:
        return NO_ALIGNMENT
    rest = light_edges(query, listed.profile, policy)
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
    discount = (1.0 - extra_discount(policy, free_text=query.free_text, is_body=listed.is_body)) * max(
        0.0, 1.0 - listed_left / listed.total
    )
    query_left = query.total - paired_query - discount * around
    if query.places and not listed.is_vessel:  # where a party is stands beside its name (KNIC, Pyongyang)
        inner, outer = _ends(query, pairs)
        for i, word in enumerate(query.words):
            if word.role == "place" and not inner <= i <= outer and not used_query >> i & 1:
                counted = 1.0 if first <= i <= last else 1.0 - discount
                query_left -= (counted - policy.place_beside * (1.0 - discount)) * query.weights[i]
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
    if listed.is_person and _syllables_exchanged(query, listed, pairs):
        score *= policy.syllable_order
        notes.append("syllables")
    elif turned > 1 or (turned and not (query.is_person or listed.is_person)):
        score *= policy.order
        notes.append("order")
    told = bits + unlike + listed_left + max(0.0, query.total - paired_query)
    return Alignment(score, pairs, agreement, tuple(notes), bits / told if told else 0.0)


def _ends(query: Profile, pairs: tuple[Pair, ...]) -> tuple[int, int]:
    """The first and the last place of the query's words that say something and agree: a legal form that agrees is
    behind the place, too, that stands behind a name (Velmora Dubai LLC)."""
    telling = [p.query for p in pairs if any(map(has_unit, query.words[p.query[0] : p.query[1] + 1]))]
    return min(first for first, _ in telling), max(last for _, last in telling)


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


_SYLLABLE = re.compile(r"[bcdfghjklmnpqrstvwxyz]{0,3}[aeiouy]{1,3}(?:ng?|[hklmprt])?")
_OF_THREE = 3


def _syllables_exchanged(query: Profile, listed: Profile, pairs: tuple[Pair, ...]) -> bool:
    """Whether two names of three syllables, as Koreans and Chinese have them, agree in another order than one with the
    family name at the other end: the given name's syllables are exchanged then, which makes another name."""
    places = [pair.listed[0] for pair in pairs if _is_syllable(listed, pair.listed) and _is_syllable(query, pair.query)]
    names = [sum(map(has_unit, profile.words)) for profile in (query, listed)]
    if not len(pairs) == len(places) == names[0] == names[1] == _OF_THREE:
        return False
    return sum(a > b for a, b in itertools.pairwise((*places, places[0]))) > 1  # the other way round the circle


def _is_syllable(profile: Profile, span: tuple[int, int]) -> bool:
    return span[0] == span[1] and _SYLLABLE.fullmatch(profile.words[span[0]].text) is not None


_BETWEEN_PARTIES = re.compile(r"[;|\n\r]|\s/\s")
_ENTITY = re.compile(r"&#?\w+;")  # what a web page wrote for a sign


def _scattered(query: Profile, used: int, first: int, last: int) -> bool:
    """Whether what agrees is put together from several names of one cell, or from the words of a sentence."""
    words = query.words
    text = query.name.text[words[first].start : words[last].end]
    if _BETWEEN_PARTIES.search(_ENTITY.sub(" ", text) if "&" in text else text):
        return True
    return query.free_text and any(not used >> i & 1 for i in range(first, last + 1))
