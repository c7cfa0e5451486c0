"""Words in Arabic and Hebrew script without what grammar and keyboards add to them.

Articles, "and" and "for" are written as parts of the word (والصناعات, "and the industries"), Persian plurals mostly
too (شرکتهای), and the same letter is another character on an Arabic and on a Persian keyboard. No table of words can
hold all these spellings of each.
"""

from __future__ import annotations

from collections.abc import Iterator

LONGEST = 32
"""Letters of the longest word that is looked at for them."""

_LETTERS = str.maketrans({"ی": "ي", "ى": "ي", "ک": "ك", "ة": "ه", "ۃ": "ه", "ە": "ه", "ہ": "ه"})
_PREFIXES = ("وال", "بال", "ولل", "لل", "ال", "וה", "ה")
"""What is taken off the head of a word, once."""
_SUFFIXES = ("هاي", "ها")
_SHORTEST = 3
"""Letters that are left at least: of a shorter word nobody knows what was taken off."""
_HEBREW, _ARABIC = ("\u0590", "\u05ff"), ("\u0600", "\u06ff")


def has_forms(word: str) -> bool:
    """Whether a folded word is in one of these scripts throughout."""
    if not "\u0590" <= word[:1] <= "\u06ff" or len(word) > LONGEST:
        return False
    first, last = _HEBREW if word[0] <= _HEBREW[1] else _ARABIC
    return all(first <= c <= last for c in word)


def plain_letters(word: str) -> str:
    """A folded word as any keyboard writes it."""
    return word.translate(_LETTERS)


def plain_forms(word: str) -> Iterator[str]:
    """What a folded word may be a form of, the least changed first, in `plain_letters`."""
    plain = plain_letters(word)
    yield plain
    for suffix in _SUFFIXES:
        if plain.endswith(suffix) and len(plain) >= len(suffix) + _SHORTEST:
            yield plain.removesuffix(suffix)
    for prefix in _PREFIXES:
        if plain.startswith(prefix) and len(plain) >= len(prefix) + _SHORTEST:
            yield plain.removeprefix(prefix)
