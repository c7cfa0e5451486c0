"""Sound keys: what stays of a word when the choices of romanisation and spelling are folded away.

The key keeps the consonant classes in order. It folds what transcribers of Korean, Russian, Arabic, Persian and Chinese
names choose differently (g/k/q, d/t, b/p, v/w/f, j/ch, z/s/ts, double letters, a silent h) and drops vowels,
which Arabic script does not write and which romanisations disagree on most; n and ng are
one, as Cyrillic and hurried typists write them. Kin to Soundex and Double Metaphone,
but not tuned to English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from string import ascii_lowercase

# Longest first: letters that are written as a group and heard as one.
_GROUPS: tuple[tuple[str, str], ...] = (
    ("shch", "s"), ("sch", "s"), ("tsch", "j"), ("tch", "j"), ("dzh", "j"), ("zh", "j"), ("ch", "j"), ("cz", "j"),
    ("sh", "s"), ("ph", "f"), ("th", "t"), ("dh", "t"), ("kh", "h"), ("gh", "k"), ("ck", "k"), ("dj", "j"),
    ("dz", "s"), ("ts", "s"), ("tz", "s"), ("ng", "n"), ("x", "ks"),
)  # fmt: skip
_CLASSES = str.maketrans({"b": "p", "d": "t", "c": "k", "g": "k", "q": "k", "v": "f", "w": "f", "z": "s"})
_GROUP = re.compile("|".join(g for g, _ in sorted(_GROUPS, key=lambda g: -len(g[0]))))
_GROUP_CLASS = dict(_GROUPS)
_SOFT_C = re.compile(r"c(?=[eiy])")
_DOUBLE = re.compile(r"(.)\1+")
_VOWELS = frozenset("aeiouy")


_CLASSES_AND_VOWELS = _CLASSES | str.maketrans({"e": "i", "y": "i", "u": "o"})
_VOWEL_GROUPS: tuple[tuple[str, str], ...] = (
    ("yeo", "io"), ("eo", "o"), ("eu", "o"), ("oo", "o"), ("ou", "o"), ("ee", "i"), ("ae", "i"), ("ai", "i"),
    ("ea", "i"),
)  # fmt: skip
_VOWEL_GROUP = re.compile("|".join(g for g, _ in _VOWEL_GROUPS))
_VOWEL_GROUP_CLASS = dict(_VOWEL_GROUPS)


def _ungrouped(word: str) -> str:
    """A Latin word with each consonant in one letter."""
    text = "s" + word[1:] if word[0] == "x" else word  # Xi, Xiao
    if "c" in text:
        text = _SOFT_C.sub("s", text)
    if not _GROUPED.isdisjoint(text):  # most words have no such group, and looking for them costs most here
        text = _GROUP.sub(lambda m: _GROUP_CLASS[m.group()], text)
    return text


_GROUPED = frozenset("hkzjsgx")
"""Letters of which every group has one behind its first."""


def _undoubled(text: str) -> str:
    last = ""
    for char in text:
        if char == last:
            return _DOUBLE.sub(r"\1", text)
        last = char
    return text


@lru_cache(maxsize=8192)
def spelling_key(word: str) -> str:
    """Consonant and vowel classes (a, e-i, o-u) of a Latin word in order: one syllable spelt in two ways has one."""
    return _spelling_key(word)


def _spelling_key(word: str) -> str:
    if not word.isascii() or not word.isalpha():
        return ""
    head = _VOWEL_GROUP.sub(lambda m: _VOWEL_GROUP_CLASS[m.group()], word)
    return _undoubled(_ungrouped(head).translate(_CLASSES_AND_VOWELS))


def spelling_key_of_joined(words: Sequence[str]) -> str:
    """`spelling_key` of words run together, made from their own keys where no group of letters arises between them."""
    key = last = ""
    for word in words:
        own = spelling_key(word)
        if not own or word == "x" or last + word[0] in _UNSURE_JOINTS:
            return _spelling_key("".join(words))
        key += own[1:] if key[-1:] == own[0] else own
        last = word[-1]
    return key


_UNSURE_JOINTS = frozenset(
    chain(
        (g[i : i + 2] for g, _ in (*_GROUPS, *_VOWEL_GROUPS) for i in range(len(g) - 1)),
        (f"{letter}x" for letter in ascii_lowercase),
        (f"c{vowel}" for vowel in _VOWELS),
    )
)
"""Letters beside each other in a group; an ``x`` is read otherwise at the head of a text, a ``c`` before a vowel."""


@lru_cache(maxsize=8192)
def sound_key(word: str) -> str:
    """The consonant classes of a Latin word in order; an opening vowel stays as ``a``. Empty for other scripts."""
    if not word.isascii() or not word.isalpha():
        return ""
    text = _undoubled(_ungrouped(word).translate(_CLASSES))
    kept = [c for i, c in enumerate(text) if c not in _VOWELS and not (c == "h" and i == len(text) - 1)]
    key = _undoubled("".join(kept))
    return "a" + key if text[0] in _VOWELS else key


_ASCII_VOWELS = str.maketrans("", "", "aeiou")


@lru_cache(maxsize=8192)
def consonant_skeleton(word: str) -> str:
    """A Latin word without the vowels behind its first letter, as hurried writers shorten; empty for other scripts.

    ``y`` stays: those who leave vowels out keep it.
    """
    if not word.isascii() or not word.isalpha():
        return ""
    return word[0] + word[1:].translate(_ASCII_VOWELS)


# Many words at once, one a line: what costs most for one word is the calls, not the letters.

_HEAD_X = re.compile("^x", re.MULTILINE)
_HEAD_VOWEL = re.compile("^[aeiouy]", re.MULTILINE)
_LAST_H = re.compile("h$", re.MULTILINE)
_NO_VOWELS = str.maketrans("", "", "aeiouy")


def keys_of_many(words: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """`sound_key`, `spelling_key` and `consonant_skeleton` of many words of the letters a to z."""
    text = "\n".join(words)
    sounds = _LAST_H.sub("", _undoubled_of_many(_ungrouped_of_many(text).translate(_CLASSES)))
    sounds = _HEAD_VOWEL.sub("A", sounds).translate(_NO_VOWELS)
    sounds = _undoubled_of_many(sounds).lower()
    skeletons = text.title().translate(_ASCII_VOWELS).lower()  # the heads stay, as capitals are no small vowels
    return zip(sounds.split("\n"), spelling_keys_of_many(words), skeletons.split("\n"), strict=True)


def spelling_keys_of_many(words: Sequence[str]) -> list[str]:
    """`spelling_key` of many words, at least one, of the letters a to z."""
    heads = _VOWEL_GROUP.sub(lambda m: _VOWEL_GROUP_CLASS[m.group()], "\n".join(words))
    return _undoubled_of_many(_ungrouped_of_many(heads).translate(_CLASSES_AND_VOWELS)).split("\n")


def _ungrouped_of_many(text: str) -> str:
    """`_ungrouped` of each line."""
    text = _SOFT_C.sub("s", _HEAD_X.sub("s", text))
    return _GROUP.sub(lambda m: _GROUP_CLASS[m.group()], text)


def _undoubled_of_many(text: str) -> str:
    """`_undoubled` of each line of a text of ASCII characters."""
    import numpy as np  # noqa: PLC0415 - loaded where many words are looked at

    letters = np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    kept = np.ones(len(letters), dtype=np.bool_)
    np.not_equal(letters[1:], letters[:-1], out=kept[1:])
    kept |= letters == _LINE_END
    return letters[kept].tobytes().decode("ascii")


_LINE_END = ord("\n")
