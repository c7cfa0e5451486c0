"""Texts that are certainly names of parties: companies with their legal forms, banks, persons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from screening.names.analysis import Word, analyse
from screening.names.lexicon import concepts_of, name_groups_of
from screening.names.reference import word_frequencies
from screening.tables.content import cell_at, looks_like_name
from screening.tables.model import Cells

CERTAIN = 0.5
"""Least share of a column's cells that are certainly parties, for it to be read as one of parties."""

JUDGED = 50
"""Filled cells of a column that are looked at, and columns of a table."""

_FORMS = frozenset({"limited-company", "joint-stock-company", "corporation"})
_NAMES = frozenset({"name", "syllable", "initial"})
_PERSON_WORDS = range(2, 5)


def columns_of_parties(sample: Sequence[Cells], places: Iterable[int]) -> frozenset[int]:
    """Which of these columns hold names that are certainly those of parties, for the most part."""
    return frozenset(place for place in list(places)[:JUDGED] if _of_parties(sample, place))


def is_party(name: str) -> bool:
    """Whether a text is certainly the name of a company with its legal form, of a bank, or of a person."""
    words = analyse(name).words
    if not words:
        return False
    if not _FORMS.isdisjoint({words[0].form, words[-1].form}):
        return any(word.role != "legal" for word in words)
    return _is_bank(words) or _is_person(words)


def _of_parties(sample: Sequence[Cells], place: int) -> bool:
    filled = [cell for cells in sample if (cell := cell_at(cells, place).strip())][:JUDGED]
    like_names = list(filter(looks_like_name, filled))  # which is asked first, since it costs little
    least = CERTAIN * len(filled)
    return bool(filled) and len(like_names) >= least and sum(map(is_party, like_names)) >= least


def _is_bank(words: Sequence[Word]) -> bool:
    """Whether these are words such as "Korea Daesong Bank", and not "cash at bank"."""
    *before, last = words
    return bool(before) and "bank" in concepts_of(_text(last)) and all(w.role in ("name", "place") for w in before)


def _is_person(words: Sequence[Word]) -> bool:
    """Whether all words are names of persons, and none an English word."""
    frequencies = word_frequencies()
    return (
        len(words) in _PERSON_WORDS
        and all(word.role in _NAMES for word in words)
        and all(text in frequencies["person"] or name_groups_of(text) for text in _texts(words))
        and frequencies["text"].keys().isdisjoint(_texts(words))
    )


def _texts(words: Iterable[Word]) -> Iterator[str]:
    return map(_text, words)


def _text(word: Word) -> str:
    return word.readings[0].text
