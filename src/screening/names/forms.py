"""Legal forms in the words of a name.

Names have the same few forms beside words that are no form's: what stands where is told once for all names in which it
stands alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from screening.names import lexicon
from screening.names.misspelt import form_words, may_be_in_form


class FoundForm(NamedTuple):
    """A legal form that the words of a name are from ``first`` to before ``end``."""

    first: int
    end: int
    form: str


_SURE_LETTERS = 12
"""Letters of a legal form of several words from which it is known with slips in it."""
_LEAST_WITH_SLIPS = 3
"""Words of a name in which forms are looked for with slips."""


def forms_in(texts: Sequence[str], *, slips: bool) -> tuple[FoundForm, ...]:
    """The legal forms among the words of a name, in which an empty text is a word that is taken. With ``slips``, where
    a word of a form of several words stands as it should, such forms are looked for in other words: one is then likely.
    """
    slips = slips and len(texts) >= _LEAST_WITH_SLIPS
    return _forms_among(_of_forms(texts, slips=slips), slips)


def _of_forms(texts: Sequence[str], *, slips: bool) -> tuple[str, ...]:
    """The words of a name, each empty that can be no part of a form there."""
    parts = _parts()
    told = [text if text in parts else "" for text in texts]
    if slips:
        last = len(texts) - 1
        for i, text in enumerate(texts):
            if not told[i] and (
                (i < last and may_be_in_form(texts[i + 1]) and _forms_opened_by(text, slips=True))
                or (i and told[i - 1] and len(form_words(text)) > 1)
            ):
                told[i] = text
    return tuple(told)


@cache
def _parts() -> frozenset[str]:
    """The words that legal forms are made of."""
    return frozenset(chain.from_iterable(phrase for forms in lexicon.legal_forms().values() for phrase, _ in forms))


@lru_cache(maxsize=8192)
def _forms_among(texts: tuple[str, ...], slips: bool) -> tuple[FoundForm, ...]:
    found: list[FoundForm] = []
    i, last = 0, len(texts) - 1
    while i <= last:
        may_slip = slips and i < last and may_be_in_form(texts[i + 1])
        form = _form_at(i, texts, found, slips=may_slip) if texts[i] else None
        if form:
            found.append(form)
        i = form.end if form else i + 1
    return tuple(found)


def _form_at(start: int, texts: Sequence[str], before: Sequence[FoundForm], *, slips: bool) -> FoundForm | None:
    """The longest legal form that stands at a place behind others; None where none does.

    With ``slips``, words may be shortened, disguised or misspelt where the form has several, and letters enough to be
    sure.
    """
    found, longest = None, 0
    left = len(texts) - start
    headed = sum(form.end - form.first for form in before) == start
    for phrase, form, is_sure in _forms_opened_by(texts[start], slips=slips):
        length = len(phrase)
        if not longest < length <= left:
            continue
        end = start + length
        as_written = length == 1 or tuple(texts[start:end]) == phrase  # of one word it is the word itself
        if not as_written and not (
            slips and is_sure and all(w in form_words(t) for t, w in zip(texts[start:end], phrase, strict=True))
        ):
            continue
        if _in_place(lexicon.legal_positions().get(phrase), start, end, len(texts), headed=headed):
            found, longest = FoundForm(start, end, form), length
    return found


@lru_cache(maxsize=8192)
def _forms_opened_by(word: str, *, slips: bool) -> tuple[tuple[lexicon.Phrase, str, bool], ...]:
    """The legal forms that a word may open, as it is or with ``slips``, the longest of each opening word first; with
    their ids, and whether each has letters enough to be known with slips in it. Most words open none."""
    told = (form for first in (form_words(word) if slips else (word,)) for form in lexicon.legal_forms().get(first, ()))
    sized = ((phrase, form, len(phrase) > 1 and sum(map(len, phrase)) >= _SURE_LETTERS) for phrase, form in told)
    return tuple(one for one in sized if one[2] or one[0][0] == word)


def _in_place(position: str | None, start: int, end: int, count: int, *, headed: bool) -> bool:
    """Whether a legal form that is also a word stands where only the form stands: at an end of the name, or at its
    start behind others (AO TD Proton): ``headed`` says that nothing but forms stands before it."""
    if position is None:
        return True
    if count == end - start:
        return False
    if position != "start" and end == count:
        return True
    return position != "end" and headed
