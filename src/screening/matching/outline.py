"""What the roles of a name's words make of it: which say something, and which may be one word, run together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import lru_cache, partial
from itertools import pairwise
from typing import NamedTuple

from screening.names.analysis import Word
from screening.names.lexicon import phrases_in_short
from screening.names.roles import LIGHT, Role

_LONGEST_RUN = 48
_SHAPES_KEPT = 8_192  # of names
_LONGEST_KEPT = 32  # words of one whose shape is kept

NO_UNIT = LIGHT | {"initial"}
"""Roles of words that never anchor a match."""


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


class Run(NamedTuple):
    """Neighbouring words that may be one, the words ``first`` to ``last`` of the name, inclusive: their text as they
    stand and, where they are read in several ways, as they are romanised."""

    first: int
    last: int
    text: str
    romanised: str | None


class Outline(NamedTuple):
    """A name whose words are not weighed yet."""

    shape: Shape
    runs: Sequence[Run]

    def only(self, texts: Set[str]) -> Outline:
        """The same, of the runs those alone that are one of some texts."""
        runs = [run for run in self.runs if run.text in texts or run.romanised in texts]
        return Outline(self.shape, runs) if len(runs) < len(self.runs) else self


def run_texts(outlines: Iterable[Outline]) -> set[str]:
    """What the runs of some names are, as they stand and romanised."""
    runs = [run for own in outlines for run in own.runs]
    return {run.text for run in runs}.union([run.romanised for run in runs if run.romanised])


def outline(words: Sequence[Word]) -> Outline:
    """The outline of a name of these words."""
    shape = _shape_of(tuple([w.role for w in words]), tuple([w.form != "" for w in words]))
    return Outline(shape, _runs(words, shape) if shape.telling and len(words) > 1 else ())


def _shape_of(roles: tuple[Role, ...], has_form: tuple[bool, ...]) -> Shape:
    """The shape of a name whose words have these roles, and which of them are a legal form here or elsewhere.

    Names have few shapes, which are found out once; long texts have their own each.
    """
    return _known_shape(roles, has_form) if len(roles) <= _LONGEST_KEPT else _shape(roles, has_form)


def _shape(roles: tuple[Role, ...], has_form: tuple[bool, ...]) -> Shape:
    every = range(len(roles))
    telling = tuple([i for i in every if roles[i] not in NO_UNIT])
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


def _runs(words: Sequence[Word], shape: Shape) -> list[Run]:
    """Pairs of neighbours, and the whole name without its legal forms: words are joined and parted at will."""
    texts = [w.readings[0].text for w in words]
    if shape.has_legal:  # of several words, which a space parts
        texts = [text.replace(" ", "") for text in texts]
    in_one_way = max([len(w.readings) for w in words]) == 1
    spans: Sequence[tuple[int, int]] = shape.spans
    if by_text := _joinable_by_text(texts):
        spans = (*spans, *[span for span in by_text if _says_something(shape.telling, span)])
    runs = []
    for first, last in spans:
        text = "".join(texts[first : last + 1])
        if last - first < _LONGEST_RUN and len(text) <= _LONGEST_RUN:
            # a word that is read in one way alone is its own romanisation
            runs.append(_run((first, last, text, None if in_one_way else _romanised(words[first : last + 1]))))
    return runs


_run: Callable[[tuple[int, int, str, str | None]], Run] = partial(tuple.__new__, Run)
"""Makes a run of its fields, in half the time."""


def _romanised(words: Sequence[Word]) -> str | None:
    """Words as they are romanised, those of which nothing is as they stand; None if all are read in one way."""
    if max([len(w.readings) for w in words]) == 1:
        return None
    return "".join([next((r.text for r in w.readings if r.kind == "romanised"), w.text) for w in words])


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
