"""An analysed name with its weights: what the index stores and the alignment compares."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from screening.names.analysis import AnalysedName, Word
from screening.names.lexicon import phrases_in_short
from screening.names.readings import Reading
from screening.names.roles import LIGHT, Role

_LONGEST_JOIN = 48
_SHAPES_KEPT = 8_192  # of names
_LONGEST_KEPT = 32  # words of one whose shape is kept

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


class Shape(NamedTuple):
    """What the roles of a name's words make of them: their places by what they do, and those that may be one word."""

    telling: tuple[int, ...]  # words that have units
    light: tuple[int, ...]  # what can agree without a unit: light words, words that are legal forms elsewhere
    initials: tuple[int, ...]  # words that are a single letter
    numbers: tuple[int, ...]
    places: tuple[int, ...]
    has_legal: bool
    spans: tuple[tuple[int, int], ...]  # the first and last places of words that may be one

    def is_whole(self, first: int, last: int) -> bool:
        """Whether the words from ``first`` to ``last`` hold every one that says something."""
        return first <= self.telling[0] and self.telling[-1] <= last


class Profile(NamedTuple):
    """A name's words, their weights in bits and the units that can be aligned."""

    name: AnalysedName
    weights: tuple[float, ...]
    shape: Shape
    units: tuple[Unit, ...]  # single words that say something, then joined ones
    total: float  # bits of all words
    light: float  # bits of what can agree without a unit
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

    @property
    def heaviest(self) -> float:
        """The bits of the word that says most."""
        return max([self.weights[i] for i in self.shape.telling], default=0.0)

    @property
    def initial_letters(self) -> int:
        """A bit for each letter that is an initial."""
        return _letters(self.name.words, self.shape.initials)

    @property
    def first_letters(self) -> int:
        """A bit for each letter that opens a word which an initial may stand for."""
        return _letters(self.name.words, self.shape.telling)


def _letters(words: Sequence[Word], places: Sequence[int]) -> int:
    """A bit for each letter (of the alphabet; any other is one more) that opens a reading of words at some places."""
    bits = 0
    for i in places:
        for text, _ in words[i].readings:
            bits |= _LETTER_BITS.get(text[0], _OTHER_LETTER)
    return bits


_LETTER_BITS = {letter: 1 << n for n, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}
_OTHER_LETTER = 1 << len(_LETTER_BITS)


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
    _, _, readings, roles, forms, values, _ = zip(*words, strict=True) if words else _NO_WORDS
    shape = _shape_of(roles, tuple(map(bool, forms)))
    telling, light, _, numbers, places, _, _ = shape
    lone = len(telling) == 1
    units = [Unit(i, i, readings[i], weights[i], False, lone) for i in telling]
    if telling and len(words) > 1:
        units += _joins(words, weights, shape, is_word)
    return Profile(
        name,
        weights,
        shape,
        tuple(units),
        sum(weights),
        sum([weights[i] for i in light]) if light else 0.0,
        sum([weights[i] for i in numbers]) if numbers else 0.0,
        frozenset([values[i] for i in numbers if values[i] is not None]) if numbers else _NO_NUMBERS,
        sum([weights[i] for i in places]) if places else 0.0,
        is_person,
        is_vessel,
        free_text,
    )


_NO_WORDS: tuple[tuple[()], ...] = ((),) * len(Word._fields)
_NO_NUMBERS: frozenset[int] = frozenset()


def _shape_of(roles: tuple[Role, ...], has_form: tuple[bool, ...]) -> Shape:
    """The shape of a name whose words have these roles, and which of them are a legal form here or elsewhere.

    Names have few shapes, which are found out once; long texts have their own each.
    """
    return _known_shape(roles, has_form) if len(roles) <= _LONGEST_KEPT else _shape(roles, has_form)


def _shape(roles: tuple[Role, ...], has_form: tuple[bool, ...]) -> Shape:
    every = range(len(roles))
    telling = tuple([i for i in every if roles[i] not in _NO_UNIT])
    return Shape(
        telling=telling,
        light=tuple([i for i in every if has_form[i] or roles[i] in LIGHT]),
        initials=tuple([i for i in every if roles[i] == "initial"]),
        numbers=tuple([i for i in every if roles[i] == "number"]),
        places=tuple([i for i in every if roles[i] == "place"]),
        has_legal="legal" in roles,
        spans=tuple([span for span in _joinable(roles) if _says_something(telling, span)]),
    )


_known_shape = lru_cache(maxsize=_SHAPES_KEPT)(_shape)


def _says_something(telling: Sequence[int], span: tuple[int, int]) -> bool:
    return bisect_right(telling, span[1]) > bisect_left(telling, span[0])


def _joins(words: Sequence[Word], weights: Sequence[float], shape: Shape, is_word: IsWord | None) -> Iterator[Unit]:
    """Pairs of neighbours, and the whole name without its legal forms: words are joined and parted at will."""
    texts = [w.readings[0].text for w in words]
    if shape.has_legal:  # of several words, which a space parts
        texts = [text.replace(" ", "") for text in texts]
    in_one_way = max([len(w.readings) for w in words]) == 1
    spans: Sequence[tuple[int, int]] = shape.spans
    if by_text := _joinable_by_text(texts):
        spans = (*spans, *[span for span in by_text if _says_something(shape.telling, span)])
    for first, last in spans:
        own = texts[first : last + 1]
        text = "".join(own)
        if last - first >= _LONGEST_JOIN or len(text) > _LONGEST_JOIN:
            continue
        # a word that is read in one way alone is its own romanisation
        romanised = None if in_one_way else _romanised(words[first : last + 1])
        if is_word is None or is_word(own) or (romanised and is_word(romanised)):
            readings = {text: Reading(text)}
            if romanised:
                text = "".join(romanised)
                readings.setdefault(text, Reading(text, "romanised"))
            weight = sum(weights[first : last + 1])
            yield Unit(first, last, tuple(readings.values()), weight, True, shape.is_whole(first, last))


def _romanised(words: Sequence[Word]) -> list[str] | None:
    """Words as they are romanised, those of which nothing is as they stand; None if all are read in one way."""
    if max([len(w.readings) for w in words]) == 1:
        return None
    return [next((r.text for r in w.readings if r.kind == "romanised"), w.text) for w in words]


def _joinable(roles: Sequence[Role]) -> list[tuple[int, int]]:
    """The first and last places of words that may be one, whatever they are: neighbours, all words."""
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
    return spans


def _joinable_by_text(texts: Sequence[str]) -> list[tuple[int, int]]:
    """The same of words that are one for what they are: those around an article, kinds of bodies."""
    spans: list[tuple[int, int]] = []
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
