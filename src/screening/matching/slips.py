"""What the edits between two words count, as slips of the hand: two letters exchanged, one doubled, the key beside it.

Most errors in typed words are one slip (Damerau 1964), and some slips are likelier than others (Kernighan, Church and
Gale 1990): any other letter in the place of one is as often another word.
"""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz.distance import OSA, Prefix

from screening.matching.policy import Policy

MOST = 2
"""Edits up to which slips are told from other edits: in more of them anything can be seen."""

_KEYBOARDS = (("qwertyuiop", "asdfghjkl", "zxcvbnm"), ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"))


def _touching() -> Iterator[tuple[str, str]]:
    for rows in _KEYBOARDS:
        for row, below in zip(rows, (*rows[1:], ""), strict=True):
            for i, key in enumerate(row):
                for other in (*row[i + 1 : i + 2], *below[max(0, i - 1) : i + 1]):
                    yield key, other
                    yield other, key


_BESIDE = frozenset(_touching())
"""Keys that touch each other."""


def slips(a: str, b: str, distance: int, policy: Policy) -> float:
    """What ``distance`` edits between two words count: as many, or less where they may be slips of the hand.

    Of two slips right beside each other the second counts in full.
    """
    if not 0 < distance <= MOST:
        return float(distance)
    least, left = float(distance), distance - 1
    for cost, x, y in _after_one_edit(a, b, left, policy):
        if not left:
            if x == y:
                return min(least, cost)
        elif (rest := OSA.distance(x, y, score_cutoff=left)) <= left:
            least = min(least, cost + slips(x, y, rest, policy))
    return least


def _after_one_edit(a: str, b: str, left: int, policy: Policy) -> Iterator[tuple[float, str, str]]:
    """The ways to mend the first place where two words differ, behind which ``left`` edits may be enough: what each
    costs, and what is left of the words.

    The first letter of a word is seldom mistyped, and the last one often makes another word (Novatek, Novatel).
    """
    start = Prefix.similarity(a, b)
    before, x, y = a[start - 1 : start], a[start:], b[start:]
    longer = len(x) - len(y)
    if x and y and -left <= longer <= left:
        if x[:2] == y[1::-1]:
            yield policy.slip_turned if before else 1.0, x[2:], y[2:]
        is_inside = before and len(x) > 1 and len(y) > 1
        yield policy.slip_beside if is_inside and (x[0], y[0]) in _BESIDE else 1.0, x[1:], y[1:]
    if x and -left <= longer - 1 <= left:
        yield policy.slip_doubled if x[0] == before else 1.0, x[1:], y
    if y and -left <= longer + 1 <= left:
        yield policy.slip_doubled if y[0] == before else 1.0, x, y[1:]
