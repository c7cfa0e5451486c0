"""Patronymics of Slavic names: what stands behind a given name and tells the father's, and is left out as a rule."""

from __future__ import annotations

import re
from collections.abc import Sequence

from screening.names import lexicon

_FATHERS = re.compile(
    r".{2,}(?:[aeo]v[iy]t?ch|[aeio][vw]na|..auna|[iy]chna|[oe]w(?:i?tsch|icz)|[оеа]вич|[ое]вна|[ае]в[іи]ч|[ае]уна|івна|ична)"
)
_ENDS = ("ch", "cz", "na", "вич", "віч", "вна", "уна", "чна")  # of all of these: quicker to look for
_LEAST_WORDS = 3  # of a name that has a family name beside a given name and the father's


def may_be_patronymic(word: str) -> bool:
    """Whether a folded word ends as patronymics of East Slavic names do; some family names do, too (Abramovich)."""
    return word.endswith(_ENDS) and _FATHERS.fullmatch(word) is not None


def patronymic_places(words: Sequence[str]) -> list[int]:
    """The places of patronymics among the folded words of a person's name: each directly behind a given name, where
    there are words enough for a family name."""
    if len(words) < _LEAST_WORDS:
        return []
    return [
        place
        for place, word in enumerate(words)
        if place and may_be_patronymic(word) and lexicon.name_groups_of(words[place - 1])
    ]
