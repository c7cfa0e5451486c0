"""How much a word says: its rarity among ordinary names and in the watchlist, in bits, bounded by its role."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from screening.matching.packing import Columns
from screening.matching.policy import Policy
from screening.names.analysis import Word
from screening.names.han_forms import is_han
from screening.names.hangul import is_syllable
from screening.names.lexicon import background_bits
from screening.names.misspelt import known_word
from screening.names.readings import Reading
from screening.names.roles import Role, plain_role

_KEPT = 10_000  # words whose bits are remembered for the next name that has them
_FIRST_HAN = "\u3400"

_LIST_COUNTS_FROM = 500
"""Names from which a list's own counts say something about how common a word is."""


class Rarity:
    """Bits of words, from the background frequencies and those of one set of listed names.

    A word's information is -log2 of its share of names (Shannon 1948), the commoner of the two shares counting: a
    word may be rare among companies and common on the list, or the other way round, and either makes it say little.
    """

    def __init__(self, columns: Mapping[str, Any], policy: Policy) -> None:
        self.columns: Columns = columns
        self._policy = policy
        words: Sequence[str] = columns["words"]
        self._listed = frozenset(words)
        self._list_bits: Mapping[str, float] = dict(zip(words, columns["bits"].tolist(), strict=False))
        self._fixed: Mapping[Role, float] = {
            **dict.fromkeys(("stop", "title", "payment"), policy.light_bits),
            "legal": policy.legal_bits,
            "initial": policy.initial_bits,
            "number": policy.number_bits,
            "syllable": policy.rarity_floor,
        }
        self._ceilings: Mapping[Role, float] = {
            "generic": policy.generic_ceiling,
            "common": policy.common_ceiling,
            "place": policy.place_ceiling,
            "patronymic": policy.patronymic_ceiling,
            "name": policy.rarity_ceiling,
        }
        self._weight = lru_cache(maxsize=_KEPT)(self._weigh)

    @classmethod
    def of(cls, counts: Mapping[str, int], names: int, policy: Policy) -> Rarity:
        """The rarities of the words of listed names: of so many names those that each word stands in."""
        words = sorted(counts)
        telling = words if names >= _LIST_COUNTS_FROM else []
        step = policy.rarity_step
        # a list that grows by a few names says the same of the words that these do not have
        size = step * round(math.log2(names) / step) if telling else 0.0
        bits = np.array([step * round((size - math.log2(counts[w])) / step) for w in telling], dtype=np.float64)
        return cls({"words": words, "bits": bits}, policy)

    def knows(self, word: str) -> bool:
        """Whether it is a word of ordinary names or of the listed ones."""
        return word in self._listed or background_bits(word) is not None

    def bits(self, word: Word) -> float:
        """Bits that agreement on the word is worth; also its weight in the name."""
        return self.bits_of((word,))[0]

    def bits_of(self, words: Iterable[Word]) -> list[float]:
        """The bits of each of some words."""
        fixed, weight = self._fixed, self._weight
        return [weight(w.readings, w.role) if (own := fixed.get(w.role)) is None else own for w in words]

    def _weigh(self, readings: tuple[Reading, ...], role: Role) -> float:
        p = self._policy
        text = readings[0].text
        is_label = role == "name" and not text.isalpha() and _is_label(readings)
        ceiling = p.number_bits if is_label else self._ceilings[role]
        if text[0] >= _FIRST_HAN and (is_han(text[0]) or is_syllable(text[0])):
            ceiling = min(ceiling, p.syllable_ceiling * len(text))
        seen = [b for r in readings for b in (background_bits(r.text), self._list_bits.get(r.text)) if b is not None]
        if not seen and text not in self._listed and (meant := known_word(text)):
            ceiling = min(ceiling, p.misspelt_bits + self.bits(Word(0, 0, (Reading(meant),), plain_role(meant))))
        return min(ceiling, max(p.rarity_floor, min(seen, default=ceiling)))


def _is_label(readings: Sequence[Reading]) -> bool:
    """Whether a word has digits and is not read in letters alone (Q2, A320): a label as much as a word."""
    return any(c.isdecimal() for c in readings[0].text) and all(r.kind != "lookalike" for r in readings)
