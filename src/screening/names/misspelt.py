"""Words of the trade and of legal forms with a typing error in them: what is a slip in a word that everybody uses.

A misspelt *LIABLITIY* is unknown, and so would count as the most telling word of its name. Words are found by what is
left of them when letters are taken out on both sides (Garbe's symmetric deletes), and then compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import combinations

from rapidfuzz.distance import OSA

from screening.names import lexicon
from screening.names.sound import consonant_skeleton
from screening.names.tokens import letter_readings

_SHORTEST = 5
"""Letters from which a word is looked for with one error in it; shorter words with an error are other words."""
_SHORTEST_TWO = 8
"""The same for two errors."""


@lru_cache(maxsize=131072)
def known_word(word: str) -> str | None:
    """The word of the trade, place or legal form that ``word`` is with a slip in it; None for a word that is known
    itself or like none of these.
    """
    if len(word) < _SHORTEST or not word.isascii() or word.isdecimal() or lexicon.is_known(word):
        return None
    near = _near(word, _known_words(), None)
    return near[0][1] if near else None


@lru_cache(maxsize=131072)
def form_words(word: str) -> tuple[str, ...]:
    """The words of legal forms that ``word`` may stand for, abbreviated, disguised or misspelt; itself first."""
    full = lexicon.form_abbreviations().get(word)
    if full is not None:
        return (word, full)
    words = _form_words()
    if word in words.words or len(word) < _SHORTEST - 1 or not word.isascii():
        return (word,)
    read = [r for r in letter_readings(word) if r in words.words]
    if read or lexicon.is_known(word):
        return (word, *read)
    near = _near(word, words, _SHORTEST_TWO) if len(word) >= _SHORTEST else []
    return (word, *(w for _, w in near), *words.skeletons.get(word, ()))


class _Words:
    """Words under what is left of them when one letter, or two of a long word, are taken out."""

    def __init__(self, words: Iterable[str], *, two_from: int | None) -> None:
        self.words = frozenset(words)
        self.left: dict[str, list[str]] = {}
        skeletons: dict[str, set[str]] = {}
        for word in sorted(self.words):
            for rest in _deletions(word, 2 if two_from is not None and len(word) >= two_from else 1):
                self.left.setdefault(rest, []).append(word)
            skeleton = consonant_skeleton(word)
            if len(skeleton) >= _SHORTEST - 1:
                skeletons.setdefault(skeleton, set()).add(word)
        self.skeletons: Mapping[str, tuple[str, ...]] = {s: tuple(sorted(w)) for s, w in skeletons.items()}


def _near(word: str, words: _Words, two_from: int | None) -> list[tuple[int, str]]:
    edits = 2 if two_from is not None and len(word) >= two_from else 1
    found = {w for rest in _deletions(word, edits) for w in words.left.get(rest, ())}
    near = [(OSA.distance(word, w), w) for w in found if w[0] == word[0] or len(w) >= _SHORTEST_TWO]
    return sorted((d, w) for d, w in near if d <= (2 if two_from is not None and len(w) >= two_from else 1))


def _deletions(word: str, most: int) -> Iterator[str]:
    for count in range(most + 1):
        for gone in combinations(range(len(word)), count):
            yield "".join([c for i, c in enumerate(word) if i not in gone])


@cache
def _known_words() -> _Words:
    words = {w for w in lexicon.shared_words() if w.isascii() and len(w) >= _SHORTEST}
    return _Words(words, two_from=None)


@cache
def _form_words() -> _Words:
    phrases = (p for forms in lexicon.legal_forms().values() for p, _ in forms if len(p) >= 2)
    words = {w for p in phrases for w in p if w.isascii() and len(w) >= _SHORTEST - 1}
    return _Words(words, two_from=_SHORTEST_TWO)
