"""Words of the trade and of legal forms with a typing error in them: what is a slip in a word that everybody uses.

A misspelt *LIABLITIY* is unknown, and so would count as the most telling word of its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from screening.names import lexicon
from screening.names.sound import consonant_skeleton, sound_key
from screening.names.tokens import letter_readings
from screening.recent import Recent

if TYPE_CHECKING:
    from screening.names.one_slip import OneSlip

_SHORTEST = 5
"""Letters from which a word is looked for with one error in it; shorter words with an error are other words."""
_SHORTEST_TWO = 8
"""The same for two errors."""
_LONGEST = 40
"""Letters of the longest word that is looked for: no word of the trade is longer."""
_MOST = 5
"""Words that one misspelt word may stand for."""


def known_word(word: str) -> str | None:
    """The word of the trade that ``word`` is with one slip in it; None for a word that is known itself or like none."""
    near = _one_slip_away(word)
    return next((w for w in near if w in lexicon.shared_words()), None) if near else None


def phrase_word(word: str) -> str:
    """The word of a phrase (import and export, North Korea) that ``word`` is with one slip in it; else the word."""
    words = lexicon.phrase_words()
    near = () if word in words else _one_slip_away(word)
    return next((w for w in near if w in words), word) if near else word


def prepare(words: Set[str]) -> None:
    """Look at many words (`plain_words`) at once: much faster than when they are asked for one by one."""
    new = _NEAR.missing([word for word in words if _SHORTEST <= len(word) <= _LONGEST])
    if new and _shared_words().pays(len(new)):
        _looked_up(sorted(new))


def _one_slip_away(word: str) -> tuple[str, ...]:
    """The words of the trade and of phrases that ``word`` may be with one slip in it, the likeliest first; none where
    it is a known word itself."""
    near = _NEAR.get(word)
    if near is not None:
        return near
    if not _SHORTEST <= len(word) <= _LONGEST or not word.isascii() or word.isdecimal() or lexicon.is_known(word):
        return ()
    return _looked_up([word])[word]


_NEAR: Recent[str, tuple[str, ...]] = Recent(8192)
"""What is one slip away from words: of nearly all, none."""


def _looked_up(words: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """What is one slip away from each of these words of ASCII; it is remembered."""
    found: dict[str, tuple[str, ...]] = dict.fromkeys(words, ())
    for word, near in _shared_words().near(words).items():
        found[word] = () if lexicon.is_known(word) else _by_likelihood(word, near)
    _NEAR.update(found)
    return found


def _by_likelihood(word: str, near: Iterable[str]) -> tuple[str, ...]:
    """Those of some words that may be meant by a word, and are one slip away."""
    meant = (w for w in near if w[0] == word[0] or len(w) >= _SHORTEST_TWO)
    found = sorted((OSA.distance(word, w, score_cutoff=1), w) for w in meant)
    return tuple(w for edits, w in found if edits <= 1)


class _SharedWords:
    """The words of the trade and of phrases, and which of them may be one slip away from others.

    The first few words are compared with all; for more a table pays, which takes as long to make as a few of them.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = [w for w in words if w.isascii() and len(w) >= _SHORTEST]
        self._few = _FEW

    def pays(self, count: int) -> bool:
        """Whether so many words are looked for in a table."""
        return count > self._few

    def near(self, words: Sequence[str]) -> Mapping[str, Set[str]]:
        """Those that are one slip away from each of the words, and perhaps others."""
        if self.pays(len(words)):
            self._few = 0
            return self._table.near(words)
        self._few -= len(words)
        return {word: self._compared(word) for word in words}

    def _compared(self, word: str) -> Set[str]:
        words = [w for n in (-1, 0, 1) for w in self._of_length.get(len(word) + n, ())]
        return {w for w, _, _ in extract(word, words, scorer=OSA.distance, score_cutoff=1, limit=None)}

    @cached_property
    def _of_length(self) -> Mapping[int, Sequence[str]]:
        words: dict[int, list[str]] = {}
        for word in self._words:
            words.setdefault(len(word), []).append(word)
        return words

    @cached_property
    def _table(self) -> OneSlip:
        # loaded where many names are looked at: whoever reads words of tables alone needs no arrays
        from screening.names.one_slip import OneSlip  # noqa: PLC0415

        return OneSlip(self._words)


_FEW = 20
"""Words that are compared with all those before a table of them is made."""


@cache
def _shared_words() -> _SharedWords:
    return _SharedWords(lexicon.shared_words() | lexicon.phrase_words())


@cache
def words_of_forms() -> frozenset[str]:
    """The words of legal forms of several words, written in full or shortened."""
    return _form_words() | frozenset(lexicon.form_abbreviations())


@lru_cache(maxsize=8192)
def may_be_in_form(word: str) -> bool:
    """Whether a legal form of several words may have ``word``, with a slip in it or without: no other known word."""
    is_of_forms = word in _words_of_phrases() or word in lexicon.form_abbreviations()
    return is_of_forms or not word.isalpha() or not lexicon.is_known(word)


@lru_cache(maxsize=8192)
def form_words(word: str) -> tuple[str, ...]:
    """The words of legal forms that ``word`` may stand for, abbreviated, disguised or misspelt; itself first."""
    full = lexicon.form_abbreviations().get(word)
    if full is not None:
        return (word, full)
    words = _form_words()
    if word in words or not _SHORTEST - 1 <= len(word) <= _LONGEST or not word.isascii():
        return (word,)
    read = [r for r in letter_readings(word) if r in words]
    if read or lexicon.is_known(word):
        return (word, *read)
    found = []
    if len(word) >= _SHORTEST:
        near = extract(word, _form_words_between(word[0], word[-1]), scorer=OSA.distance, score_cutoff=2, limit=_MOST)
        found = [w for w, edits, _ in near if edits <= (2 if len(w) >= _SHORTEST_TWO else 1)]
    return (word, *found, *_form_skeletons().get(word, ()), *_form_sounds().get(sound_key(word), ()))


@cache
def _words_of_phrases() -> frozenset[str]:
    phrases = (p for forms in lexicon.legal_forms().values() for p, _ in forms if len(p) >= 2)
    return frozenset(chain.from_iterable(phrases))


@cache
def _form_words() -> frozenset[str]:
    return frozenset(w for w in _words_of_phrases() if w.isascii() and len(w) >= _SHORTEST - 1)


@cache
def _form_word_list() -> list[str]:
    return sorted(w for w in _form_words() if len(w) >= _SHORTEST)


@cache
def _form_words_between(first: str, last: str) -> list[str]:
    """Those that begin or end with these letters: a slip seldom changes both ends of a word."""
    return [w for w in _form_word_list() if w[0] == first or w[-1] == last]


@cache
def _form_skeletons() -> Mapping[str, tuple[str, ...]]:
    """Words of legal forms under what is left of them without their vowels (lmtd)."""
    table: dict[str, list[str]] = {}
    for word in sorted(_form_words()):
        skeleton = consonant_skeleton(word)
        if len(skeleton) >= _SHORTEST - 1:
            table.setdefault(skeleton, []).append(word)
    return {skeleton: tuple(words) for skeleton, words in table.items()}


@cache
def _form_sounds() -> Mapping[str, tuple[str, ...]]:
    """Words of legal forms under what they sound like (dzhoynt)."""
    table: dict[str, list[str]] = {}
    for word in _form_word_list():
        if len(key := sound_key(word)) >= _SHORTEST_KEY:
            table.setdefault(key, []).append(word)
    return {key: tuple(words) for key, words in table.items()}


_SHORTEST_KEY = 3
