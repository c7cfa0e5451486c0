"""An analysed name with its weights: what the index stores and the alignment compares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from screening.matching.rarity import Rarity
from screening.names.analysis import LIGHT, AnalysedName, Reading, Word

_LONGEST_JOIN = 48
_SHORTEST_ACRONYM = 3


class Unit(NamedTuple):
    """One word, or neighbouring words read as one: the words ``first`` to ``last`` of the name, inclusive."""

    first: int
    last: int
    readings: tuple[Reading, ...]
    weight: float
    is_joined: bool
    is_whole: bool  # whether it holds every word of the name that says something


@dataclass(frozen=True, slots=True)
class Profile:
    """A name's words, their weights in bits and the units that can be aligned."""

    name: AnalysedName
    weights: tuple[float, ...]
    units: tuple[Unit, ...]  # single words that say something, then joined ones
    total: float  # bits of all words
    light: float  # bits of what can agree without a unit: light words, initials, words that are legal forms elsewhere
    initials: tuple[int, ...]  # places of words that are a single letter
    heaviest: float
    numbers: float  # bits of the numbers
    number_values: frozenset[int]
    is_person: bool
    by_word: Mapping[str, tuple[tuple[Unit, Reading], ...]]  # the units under the words that they read as
    free_text: bool = False  # a text that may hold a name anywhere

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of the name."""
        return self.name.words


def has_unit(word: Word) -> bool:
    """Whether a word can anchor a match: light words and initials never do."""
    return word.role not in LIGHT and word.role != "initial"


def profile(name: AnalysedName, rarity: Rarity, *, is_person: bool = False, free_text: bool = False) -> Profile:
    """Weigh a name's words and list its units."""
    weights = tuple(rarity.bits(w) for w in name.words)
    telling = [i for i, w in enumerate(name.words) if has_unit(w)]
    singles = [Unit(i, i, name.words[i].readings, weights[i], False, len(telling) == 1) for i in telling]
    units = (*singles, *_joins(name.words, weights, telling))
    by_word: dict[str, tuple[tuple[Unit, Reading], ...]] = {}
    for unit in units:
        for reading in unit.readings:
            by_word[reading.text] = (*by_word.get(reading.text, ()), (unit, reading))
    return Profile(
        name=name,
        weights=weights,
        units=units,
        total=sum(weights),
        light=sum(b for w, b in zip(name.words, weights, strict=True) if w.form or not has_unit(w)),
        initials=tuple(i for i, w in enumerate(name.words) if w.role == "initial"),
        heaviest=max((u.weight for u in singles), default=0.0),
        numbers=sum(b for w, b in zip(name.words, weights, strict=True) if w.role == "number"),
        number_values=frozenset(w.number for w in name.words if w.number is not None),
        is_person=is_person,
        by_word=by_word,
        free_text=free_text,
    )


def _joins(words: tuple[Word, ...], weights: tuple[float, ...], telling: Sequence[int]) -> Iterator[Unit]:
    """Pairs of neighbours, and the whole name without its legal forms: words are joined and parted at will."""
    for i in range(len(words) - 1):
        if _joinable(words[i]) and _joinable(words[i + 1]):
            yield from _joined(words, weights, i, i + 1, telling)
    body = [i for i, w in enumerate(words) if _joinable(w)]
    if len(body) >= 3 and body[-1] - body[0] == len(body) - 1:
        yield from _joined(words, weights, body[0], body[-1], telling)
    if len(words) >= 2 and any(w.role == "legal" for w in words):
        yield from _joined(words, weights, 0, len(words) - 1, telling)


def _joinable(word: Word) -> bool:
    return word.role not in ("legal", "payment", "title")


def _joined(
    words: tuple[Word, ...], weights: tuple[float, ...], first: int, last: int, telling: Sequence[int]
) -> Iterator[Unit]:
    part = words[first : last + 1]
    text = "".join(w.text.replace(" ", "") for w in part)
    inside = sum(first <= i <= last for i in telling)
    if len(text) > _LONGEST_JOIN or not inside:
        return
    readings = [Reading(text)]
    romanised = "".join(next((r.text for r in w.readings if r.kind == "romanised"), w.text) for w in part)
    if romanised != text:
        readings.append(Reading(romanised, "romanised"))
    weight = sum(weights[first : last + 1])
    yield Unit(first, last, tuple(readings), weight, True, inside == len(telling))


def acronyms(name: AnalysedName) -> frozenset[str]:
    """The acronyms that people make of a name: of all its words, without the small ones, without the legal form."""
    words = [w for w in name.words if w.role == "legal" or (w.text.isascii() and w.text.isalnum())]
    if sum(has_unit(w) for w in words) < 2:
        return frozenset()
    bodies = [
        [w for w in words if w.role not in drop]
        for drop in ((), ("stop",), ("legal", "title"), ("stop", "legal", "title"))
    ]
    made = {"".join(_first_letters(w) for w in body) for body in bodies}
    return frozenset(a for a in made if len(a) >= _SHORTEST_ACRONYM)


def _first_letters(word: Word) -> str:
    """The first letter, or all of a legal form's: S.A. DE C.V. stays SACV."""
    if word.role != "legal":
        return word.text[0]
    if word.dotted or len(word.text) <= 3:
        return word.text
    return "".join(part if len(part) <= 2 else part[0] for part in word.text.split() if part != "de")
