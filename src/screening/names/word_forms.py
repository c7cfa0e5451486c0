"""Words in Arabic, Hebrew and Cyrillic script without what grammar and keyboards add to them.

Articles, "and" and "for" are written as parts of the word (والصناعات, "and the industries"), Persian plurals mostly
too (شرکتهای), and the same letter is another character on an Arabic and on a Persian keyboard. Slavic words change
their ends by case (завод химических реактивов, "plant of chemical reagents"). No table of words can hold all these
spellings of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LETTERS = str.maketrans({"ی": "ي", "ى": "ي", "ک": "ك", "ة": "ه", "ۃ": "ه", "ە": "ه", "ہ": "ه"})
_PREFIXES = {"و": "ال", "ب": "ال", "ال": "", "لل": "", "ה": "", "ו": "ה", "וה": ""}
"""What is taken off the head of a word -> what must follow it there, since it may also be the word's own letter."""
_SUFFIXES = ("هاي", "ها")
_FIRST_HEBREW = "\u0590"
_SHORTEST = 3
"""Letters that are left at least: of a shorter word nobody knows what was taken off."""

_SLAVIC_ENDING = re.compile(
    "(?:(?<=.{5})(?:[оеая]го|га|[оеу]му|[ыиоеа]и|[ая]я|[оеаыи]е|ыя|[ая]м|оі)|(?<=.{6})(?:[ыи]х|[аяуюыиеіьо]))$"
)
"""Behind shorter stems they make family names: Белых, Марина."""


def has_forms(word: str) -> bool:
    """Whether a folded word is in one of these scripts."""
    return "\u0400" <= word[:1] <= "\u06ff"


def plain_letters(word: str) -> str:
    """A folded word as any keyboard writes it, in Cyrillic letters without its ending."""
    return _SLAVIC_ENDING.sub("", word) if word[:1] < _FIRST_HEBREW else word.translate(_LETTERS)


def plain_forms(word: str) -> Iterator[str]:
    """What a folded word may be a form of, the least changed first, in `plain_letters`."""
    plain = plain_letters(word)
    yield plain
    if word[:1] < _FIRST_HEBREW:
        return
    for suffix in _SUFFIXES:
        if plain.endswith(suffix) and len(plain) >= len(suffix) + _SHORTEST:
            yield plain.removesuffix(suffix)
    for prefix, following in _PREFIXES.items():
        rest = plain.removeprefix(prefix)
        if rest != plain and rest.startswith(following) and len(rest) >= len(following) + _SHORTEST:
            yield from plain_forms(rest)
