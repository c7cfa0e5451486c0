"""Words that are like none of a vocabulary, told for many at once: most words of a table are none of a short list's.

It asks less than the vocabulary does, so that it may take a word for like that is not, and never the other way round.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from screening.matching.likeness import SHORTEST_SOUND
from screening.matching.near import Vocabulary
from screening.matching.word_keys import table_keys
from screening.names import reference
from screening.names.abjads import abjad_keys, latin_keys
from screening.names.numerals import number_of, number_word
from screening.names.readings import latin_readings
from screening.names.sound import keys_of_many


class Unlike:
    """Tells plain words (of the letters a to z) that are like none of a vocabulary's, and like none of others."""

    def __init__(self, vocabulary: Vocabulary, others: Collection[str]) -> None:
        self._vocabulary = vocabulary
        plain = [word for word in vocabulary.words if word.isascii() and word.isalpha()]
        keys = list(keys_of_many(plain)) if plain else []
        self._sounds = frozenset(sound for sound, _, _ in keys if len(sound) >= SHORTEST_SOUND)
        self._spellings = frozenset(spelling for _, spelling, _ in keys)
        self._skeletons = frozenset(skeleton for _, _, skeleton in keys)
        self._unwritten = frozenset(key for word in vocabulary.words for key in abjad_keys(word))
        self._words = frozenset((*vocabulary.words, *words_by_table(vocabulary.words), *others))

    def among(self, words: Sequence[str]) -> frozenset[str]:
        """Those of the words that are like none, and are read in one way alone."""
        apart = [
            word
            for word, (sound, spelling, skeleton), unwritten in zip(words, *_keys(words), strict=True)
            if word not in self._words
            and sound not in self._sounds
            and spelling not in self._spellings
            and skeleton not in self._skeletons
            and unwritten not in self._unwritten
            and len(word) > 1
            and number_of(word) is None
            and number_word(word) is None
            and len(latin_readings(word)) == 1
        ]
        return frozenset(apart) - self._vocabulary.mistyped(apart)


def _keys(words: Sequence[str]) -> tuple[Iterable[tuple[str, str, str]], Iterable[str]]:
    return (keys_of_many(words), latin_keys(words)) if words else ((), ())


def words_by_table(words: Iterable[str]) -> Iterator[str]:
    """The words of the tables of trades and of personal names that are like one of the words by these."""
    keys = {key for word in words for key in table_keys(word)}
    for concept in reference.concepts():
        if f"c:{concept.id}" in keys:
            yield from (spelling.replace(" ", "") for spelling in (*concept.synonyms, *concept.abbreviations))
    for group in reference.person_name_groups():
        if f"n:{group.id}" in keys:
            yield from (spelling.replace(" ", "") for spelling in (*group.spellings, *group.nicknames))
