"""Words of the trade and of legal forms with a typing error in them: what is a slip in a word that everybody uses.

A misspelt *LIABLITIY* is unknown, and so would count as the most telling word of its name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, cached_property, lru_cache
from itertools import chain, combinations

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from screening.names import lexicon
from screening.names.sound import consonant_skeleton, sound_key
from screening.names.tokens import letter_readings

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


@lru_cache(maxsize=8192)
def _one_slip_away(word: str) -> tuple[str, ...]:
    """The words of the trade and of phrases that ``word`` may be with one slip in it, the likeliest first; none where
    it is a known word itself."""
    if not _SHORTEST <= len(word) <= _LONGEST or not word.isascii() or word.isdecimal() or lexicon.is_known(word):
        return ()
    near = _shared_words().near(word)
    if not near:
        return ()
    meant = (w for w in near if w[0] == word[0] or len(w) >= _SHORTEST_TWO)
    found = sorted((OSA.distance(word, w, score_cutoff=1), w) for w in meant)
    return tuple(w for edits, w in found if edits <= 1)


class _SharedWords:
    """The words of the trade and of phrases, and which of them may be one slip away from a word.

    The first few words are compared with all; for more a table pays, of what is left of the words when a letter is
    taken out (Garbe's symmetric deletes, 2012): it takes as long to make as a whole screening of one name.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._of_length: dict[int, list[str]] = {}
        for word in words:
            self._of_length.setdefault(len(word), []).append(word)
        self._asked = 0

    def near(self, word: str) -> set[str]:
        """Those that are one slip away, and perhaps others."""
        self._asked += 1
        if self._asked > _FEW:
            table, rests = self._table, _deletions(word)
            return set() if table.keys().isdisjoint(rests) else {w for rest in rests for w in table.get(rest, ())}
        words = [w for n in (-1, 0, 1) for w in self._of_length.get(len(word) + n, ())]
        return {w for w, _, _ in extract(word, words, scorer=OSA.distance, score_cutoff=1, limit=None)}

    @cached_property
    def _table(self) -> Mapping[str, tuple[str, ...]]:
        table: dict[str, tuple[str, ...]] = {}
        for word in (w for words in self._of_length.values() for w in words):
            alone = (word,)  # most of its rests are no other word's: they share this
            for rest in _deletions(word):
                others = table.get(rest)
                table[rest] = (*others, word) if others else alone
        return table


_FEW = 200
"""Words that are compared with all those before a table of them is made."""


@cache
def _shared_words() -> _SharedWords:
    words = lexicon.shared_words() | lexicon.phrase_words()
    return _SharedWords(sorted(w for w in words if w.isascii() and len(w) >= _SHORTEST))


def _deletions(word: str) -> list[str]:
    """The word, and the word without each of its letters."""
    return [word, *map("".join, combinations(word, len(word) - 1))]


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
