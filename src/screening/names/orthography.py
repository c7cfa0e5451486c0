"""How a word of Latin letters is spoken, by whatever language spelt it: Chodorkowski, Khodorkovsky.

A Russian or Arabic name is romanised for readers of one language, and newspapers, registers and passports of each write
it in their own way: *Yanukovych* is *Janukowycz* in Polish and *Ianoukovitch* in French. Which language a word is spelt
in nobody says, so it is read in all of them, and two words may be one where they are spoken alike in any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from screening.names.reference import orthographies
from screening.names.sound import spelling_key, spelling_keys_of_many

_SHORTEST = 5
"""Letters from which a word is read in other languages: Jan and Yan, Chan and Khan are different names."""
_LONGEST = 40
"""Letters up to which it is: no name is longer, and looking for what tells a language would take ever longer."""


@lru_cache(maxsize=8192)
def spoken_keys(word: str) -> frozenset[str]:
    """What a folded word of Latin letters is spoken like (`spelling_key`) in English and as other languages spell;
    empty for other words, short and long ones."""
    if not _SHORTEST <= len(word) <= _LONGEST or not word.isascii() or not word.isalpha():
        return frozenset()
    return frozenset(map(spelling_key, {word, *english_spellings(word)}))


def read_otherwise(words: Sequence[str]) -> set[str]:
    """Those of many words of the letters a to z, of five letters at least, that are spoken in several ways or in none:
    all others are spoken like their `spelling_key` alone."""
    if not words:
        return set()
    found = {word for word in words if len(word) > _LONGEST}
    marked = _any_group().sub(_MARK, "\n".join(words)).split("\n")
    may_be = [word for word, text in zip(words, marked, strict=True) if _MARK in text and word not in found]
    if not may_be:
        return found
    text, keys = "\n".join(may_be), spelling_keys_of_many(may_be)
    for reader in _readers():
        read = reader.read(text).split("\n")
        others = [(word, key, other) for word, key, other in zip(may_be, keys, read, strict=True) if other != word]
        if others:
            told = spelling_keys_of_many([other for _, _, other in others])
            found.update(word for (word, key, _), other in zip(others, told, strict=True) if other != key)
    return found


def english_spellings(word: str) -> Iterator[str]:
    """The English spelling of a word as each of the other languages spells; many are as it stands."""
    for reader in _readers():
        yield reader.read(word)


def told_spellings(word: str) -> tuple[str, ...]:
    """The English spelling of a word that has letters as only other languages write them together (Szewczenko:
    Shevchenko); () for most words."""
    if len(word) > _LONGEST:
        return ()
    return tuple(dict.fromkeys(r.read(word) for r in _readers() if r.telling is not None and r.telling.search(word)))


def tellings() -> Iterator[str]:
    """The regular expressions by which words are found that `told_spellings` reads."""
    return (language.telling.pattern for language in orthographies() if language.telling is not None)


_MARK = "*"


@cache
def _any_group() -> re.Pattern[str]:
    """What some language reads otherwise than English: its groups but for those that hold another."""
    groups = {letters for language in orthographies() for letters in language.groups}
    shortest = [own for own in sorted(groups) if not any(other in own for other in groups - {own})]
    return re.compile("|".join(shortest), re.MULTILINE)


class _Reader(NamedTuple):
    """Reads words as one language spells: its groups of letters, and what English writes for them."""

    telling: re.Pattern[str] | None
    group: re.Pattern[str]
    english: Mapping[str, str]

    def read(self, words: str) -> str:
        """A word, or words that each stand on a line."""
        return self.group.sub(lambda found: self.english[found.group()], words)


@cache
def _readers() -> tuple[_Reader, ...]:
    """A reader of each language, and another for the other sounds of its groups."""
    readers = []
    for language in orthographies():
        group = re.compile("|".join(sorted(language.groups, key=len, reverse=True)), re.MULTILINE)
        several = any(len(sounds) > 1 for sounds in language.groups.values())
        for sound in (0, -1) if several else (0,):
            english = {letters.rstrip("$"): sounds[sound] for letters, sounds in language.groups.items()}
            readers.append(_Reader(language.telling, group, english))
    return tuple(readers)
