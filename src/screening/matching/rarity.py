"""How much a word says: its rarity among ordinary names and in the watchlist, in bits, bounded by its role."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from screening.matching.packing import Columns
from screening.matching.policy import Policy
from screening.names.analysis import AnalysedName, Reading, Word, plain_role
from screening.names.han_forms import is_han
from screening.names.hangul import is_syllable
from screening.names.lexicon import background_bits
from screening.names.misspelt import known_word

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
        self._known: dict[tuple[tuple[Reading, ...], str], float] = {}

    @classmethod
    def of(cls, names: Iterable[AnalysedName], policy: Policy) -> Rarity:
        """The rarities that the words of listed names have."""
        counts: Counter[str] = Counter()
        total = 0
        for name in names:
            total += 1
            counts.update({w.text for w in name.words})
        words = sorted(counts)
        telling = words if total >= _LIST_COUNTS_FROM else []
        step = policy.rarity_step
        bits = np.array([step * round(-math.log2(counts[w] / total) / step) for w in telling], dtype=np.float64)
        return cls({"words": words, "bits": bits}, policy)

    def bits(self, word: Word) -> float:
        """Bits that agreement on the word is worth; also its weight in the name."""
        key = (word.readings, word.role)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._bits(word)
        return found

    def _bits(self, word: Word) -> float:
        p = self._policy
        match word.role:
            case "stop" | "title" | "payment":
                return p.light_bits
            case "legal":
                return p.legal_bits
            case "initial":
                return p.initial_bits
            case "number":
                return p.number_bits
            case "syllable":
                return p.rarity_floor
            case "generic":
                ceiling = p.generic_ceiling
            case "common":
                ceiling = p.common_ceiling
            case "place":
                ceiling = p.place_ceiling
            case "name":
                disguised = any(r.kind == "lookalike" for r in word.readings)
                has_digit = any(c.isdecimal() for c in word.text)  # Q2, A320: a label as much as a word
                ceiling = p.number_bits if has_digit and not disguised else p.rarity_ceiling
        if word.text[0] >= _FIRST_HAN and (is_han(word.text[0]) or is_syllable(word.text[0])):
            ceiling = min(ceiling, p.syllable_ceiling * len(word.text))
        seen = [
            b for r in word.readings for b in (background_bits(r.text), self._list_bits.get(r.text)) if b is not None
        ]
        if not seen and word.text not in self._listed and (meant := known_word(word.text)):
            ceiling = min(ceiling, p.misspelt_bits + self.bits(Word(0, 0, (Reading(meant),), plain_role(meant))))
        return min(ceiling, max(p.rarity_floor, min(seen, default=ceiling)))
