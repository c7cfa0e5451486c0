"""An analysed name with its weights: what the index stores and the alignment compares."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from screening.names.analysis import AnalysedName, Word
from screening.names.lexicon import phrases_in_short
from screening.names.readings import Reading
from screening.names.roles import LIGHT, Role

_LONGEST_JOIN = 48

IsWord = Callable[[Sequence[str]], bool]
"""Whether words may be one word, run together."""


def is_short(word: str) -> bool:
    """Whether a word is as short as codes in texts are; words of other scripts say more in few characters."""
    return len(word) <= _LONGEST_CODE and word.isascii()


_LONGEST_CODE = 3


class Unit(NamedTuple):
    """One word, or neighbouring words read as one: the words ``first`` to ``last`` of the name, inclusive."""

    first: int
    last: int
    readings: tuple[Reading, ...]
    weight: float
    is_joined: bool
    is_whole: bool  # whether it holds every word of the name that says something


class Profile(NamedTuple):
    """A name's words, their weights in bits and the units that can be aligned."""

    name: AnalysedName
    weights: tuple[float, ...]
    units: tuple[Unit, ...]  # single words that say something, then joined ones
    total: float  # bits of all words
    light: float  # bits of what can agree without a unit: light words, words that are legal forms elsewhere
    light_places: tuple[int, ...]  # the places of these
    initials: tuple[int, ...]  # places of words that are a single letter
    initial_letters: int  # a bit for each of these letters
    first_letters: int  # a bit for each letter that opens a word which an initial may stand for
    heaviest: float
    numbers: float  # bits of the numbers
    number_values: frozenset[int]
    places: float  # bits of the words for places
    is_person: bool
    is_vessel: bool = False  # or an aircraft: what is known by a call name and a number
    free_text: bool = False  # a text that may hold a name anywhere

    @property
    def words(self) -> tuple[Word, ...]:
        """The words of the name."""
        return self.name.words

    @property
    def is_body(self) -> bool:
        """Whether it is neither a person's name nor a ship's."""
        return not self.is_person and not self.is_vessel


class Listed(NamedTuple):
    """A listed name's profile, and its units under the numbers of the words that they read as."""

    profile: Profile
    by_number: Mapping[int, tuple[tuple[Unit, Reading], ...]]


def has_unit(word: Word) -> bool:
    """Whether a word can anchor a match: light words and initials never do."""
    return word.role not in _NO_UNIT


_NO_UNIT = LIGHT | {"initial"}


def profile(
    name: AnalysedName,
    weights: tuple[float, ...],
    *,
    is_person: bool = False,
    is_vessel: bool = False,
    free_text: bool = False,
    is_word: IsWord | None = None,
) -> Profile:
    """List the units of a name by the weights of its words; words run together only where ``is_word`` says that the
    text may be one."""
    words = name.words
    telling: list[int] = []
    light_places: list[int] = []
    initials: list[int] = []
    light = numbers = places = 0.0
    initial_letters = first_letters = 0
    values: set[int] = set()
    for i, (word, weight) in enumerate(zip(words, weights, strict=True)):
        role = word.role
        if role not in _NO_UNIT:
            telling.append(i)
            first_letters |= _letters(word.readings)
        elif role == "initial":
            initials.append(i)
            initial_letters |= _letters(word.readings)
        if word.form or role in LIGHT:
            light_places.append(i)
            light += weight
        if role == "number":
            numbers += weight
            if word.number is not None:
                values.add(word.number)
        elif role == "place":
            places += weight
    lone = len(telling) == 1
    units = [Unit(i, i, words[i].readings, weights[i], False, lone) for i in telling]
    if len(words) > 1:
        units += _joins(words, weights, telling, is_word)
    return Profile(
        name=name,
        weights=weights,
        units=tuple(units),
        total=sum(weights),
        light=light,
        light_places=tuple(light_places),
        initials=tuple(initials),
        initial_letters=initial_letters,
        first_letters=first_letters,
        heaviest=max([weights[i] for i in telling], default=0.0),
        numbers=numbers,
        number_values=frozenset(values),
        places=places,
        is_person=is_person,
        is_vessel=is_vessel,
        free_text=free_text,
    )


def _letters(readings: tuple[Reading, ...]) -> int:
    """A bit for each letter (of the alphabet; any other is one more) that opens one of the readings."""
    bits = 0
    for reading in readings:
        bits |= _LETTER_BITS.get(reading.text[0], _OTHER_LETTER)
    return bits


_LETTER_BITS = {letter: 1 << n for n, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}
_OTHER_LETTER = 1 << len(_LETTER_BITS)


def _joins(
    words: Sequence[Word], weights: Sequence[float], telling: Sequence[int], is_word: IsWord | None
) -> Iterator[Unit]:
    """Pairs of neighbours, and the whole name without its legal forms: words are joined and parted at will."""
    texts = [w.readings[0].text for w in words]
    roles = [w.role for w in words]
    if "legal" in roles:  # of several words, which a space parts
        texts = [text.replace(" ", "") for text in texts]
    many_ways = [len(w.readings) > 1 for w in words]
    for first, last in _joinable(roles, texts):
        inside = bisect_right(telling, last) - bisect_left(telling, first)
        own = texts[first : last + 1]
        text = "".join(own)
        if not inside or last - first >= _LONGEST_JOIN or len(text) > _LONGEST_JOIN:
            continue
        # a word that is read in one way alone is its own romanisation
        romanised = list(map(_romanised, words[first : last + 1])) if True in many_ways[first : last + 1] else None
        if is_word is None or is_word(own) or (romanised and is_word(romanised)):
            readings = {text: Reading(text)}
            if romanised:
                text = "".join(romanised)
                readings.setdefault(text, Reading(text, "romanised"))
            weight = sum(weights[first : last + 1])
            yield Unit(first, last, tuple(readings.values()), weight, True, inside == len(telling))


def _romanised(word: Word) -> str:
    return next((r.text for r in word.readings if r.kind == "romanised"), word.text)


def _joinable(roles: Sequence[Role], texts: Sequence[str]) -> list[tuple[int, int]]:
    """The first and last places of words that may be one: neighbours, all words, those around an article, kinds of
    bodies."""
    body = [i for i, role in enumerate(roles) if role not in _APART]
    spans = [
        (first, last)
        for first, last in pairwise(body)
        if last == first + 1 and not roles[first] == "stop" == roles[last]  # two small words are no word in one
    ]
    if len(body) >= _SEVERAL and body[-1] - body[0] == len(body) - 1:
        spans.append((body[0], body[-1]))
    if "legal" in roles:
        spans.append((0, len(roles) - 1))
    if not _ARTICLES.isdisjoint(texts):
        spans += _around_article(texts)
    if not phrases_in_short().keys().isdisjoint(texts):
        spans += _in_short(texts)
    return spans


def _around_article(texts: Sequence[str]) -> list[tuple[int, int]]:
    """The same of words that an Arabic article parts: Abd al-Hakim is Abdulhakim, Salah al-Din Salahuddin."""
    return [(i - 1, i + 1) for i in range(1, len(texts) - 1) if texts[i] in _ARTICLES]


_ARTICLES = frozenset(
    {"al", "el", "ul", "ol", "ad", "ed", "ud", "ar", "er", "ur", "as", "es", "us", "ash", "esh", "an", "en", "az", "ez"}
)


def _in_short(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The same of words that stand together for a kind of body which has a short form (research and production
    enterprise, NPP); pairs are neighbours already."""
    opened = phrases_in_short()
    for first, text in enumerate(texts):
        for phrase in opened.get(text, ()):
            if len(phrase) > _PAIR and tuple(texts[first : first + len(phrase)]) == phrase:
                yield first, first + len(phrase) - 1
                break


_PAIR = 2
_APART = frozenset({"legal", "payment", "title"})
_SEVERAL = 3  # words of which all together are more than two neighbours
