"""Words in Arabic and Hebrew script without what grammar and keyboards add to them.

Articles, "and" and "for" are written as parts of the word (والصناعات, "and the industries"), Persian plurals mostly
too (شرکتهای), and the same letter is another character on an Arabic and on a Persian keyboard. No table of words can
hold all these spellings of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 32
"""Letters of the longest word that is looked at for them."""

_LETTERS = str.maketrans({"ی": "ي", "ى": "ي", "ک": "ك", "ة": "ه", "ۃ": "ه", "ە": "ه", "ہ": "ه"})
_PREFIXES = ("وال", "بال", "ولل", "لل", "ال", "וה", "ה")
"""What is taken off the head of a word, once."""
_SUFFIXES = ("هاي", "ها")
_SHORTEST = 3
"""Letters that are left at least: of a shorter word nobody knows what was taken off."""
_OF_THESE_SCRIPTS = re.compile("[\u0590-\u05ff]+|[\u0600-\u06ff]+")
FIRST, BEHIND = "\u0590", "\u0700"
"""Between these come all words that begin with a letter of these scripts: quick to tell where there are many."""


def has_forms(word: str) -> bool:
    """Whether a folded word is in one of these scripts throughout."""
    return FIRST <= word < BEHIND and len(word) <= LONGEST and _OF_THESE_SCRIPTS.fullmatch(word) is not None


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
