"""The profiles of texts that are asked for, made together: each step is done for all of them before the next."""

from __future__ import annotations

from collections.abc import Sequence

from screening.matching.listed import analysed, weighed
from screening.matching.near import Vocabulary
from screening.matching.outline import outline, run_texts
from screening.matching.profile import Profile
from screening.matching.queries import Asked, Query
from screening.matching.rarity import Rarity
from screening.names import misspelt, uses
from screening.names.tokens import plain_words
from screening.recent import Recent

_KEPT = 1_000  # profiles of those that have matches: what agrees is told of them, and other cuts are asked for


class AskedProfiles:
    """Makes the profiles of texts that are asked for. ``known_runs`` are names that longer runs of a script are parted
    by, ``rarity`` tells what words weigh, and words are run together where a word of the vocabulary may be like them.
    """

    def __init__(self, known_runs: frozenset[str], rarity: Rarity, vocabulary: Vocabulary) -> None:
        self._known_runs = known_runs
        self._rarity = rarity
        self._vocabulary = vocabulary
        self._kept: Recent[tuple[str, str | None, bool], Profile] = Recent(_KEPT)

    def of(self, asked: Asked | Query) -> Profile:
        """The profile of one text; it is kept."""
        found = self._kept.get((asked.text, asked.type, asked.free_text))
        if found is None:
            (found,) = self.of_all([asked])
            self.keep(asked, found)
        return found

    def keep(self, asked: Asked | Query, profile: Profile) -> None:
        """Keep the profile of a text, as it will be asked for again."""
        self._kept.put((asked.text, asked.type, asked.free_text), profile)

    def of_all(self, asked: Sequence[Asked | Query], *, exhaustive: bool = False) -> list[Profile]:
        """The profiles of texts; with ``exhaustive`` all words that may be one are run together."""
        words = plain_words([a.text for a in asked])
        uses.prepare(words)
        misspelt.prepare(words)
        names = [analysed(a.text, a.type, self._known_runs) for a in asked]
        outlines = [outline(name.words) for name in names]
        if not exhaustive:
            joined = self._vocabulary.having_joined(run_texts(outlines))
            outlines = [own.only(joined) for own in outlines]
        return [
            weighed(name, self._rarity.bits_of(name.words), a.type, own, free_text=a.free_text)
            for a, name, own in zip(asked, names, outlines, strict=True)
        ]
