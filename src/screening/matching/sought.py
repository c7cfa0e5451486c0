"""Listed names that many texts are asked for, by their words: the other side of `reach`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from screening.matching.cut_off import SHORTEST, plain
from screening.matching.edges import transcribed
from screening.matching.likeness import Likeness
from screening.matching.near import Vocabulary
from screening.matching.pieces import joined_tone, tones
from screening.matching.policy import Policy
from screening.matching.profile import Profile
from screening.matching.rarity import Rarity
from screening.matching.unlike import Unlike, words_by_table
from screening.matching.weighing import Weighing
from screening.names import abjads, lexicon
from screening.names.abjads import abjad_keys, latin_key
from screening.names.misspelt import known_word
from screening.names.several import several

_TONES_KEPT = 100_000  # pairs: most texts have them in common

Alike = Mapping[int, float]
"""Words (their numbers) that may agree with something, and what share of them agrees at most."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What texts are asked for: listed names, their words, what their scores are multiplied with at most, and the least
    score (0 to 1) of these; words that may weigh otherwise than before, and what they weighed; acronyms; and how names
    begin.
    """

    profiles: Sequence[Profile]
    vocabulary: Vocabulary
    factors: Sequence[float]
    cut: float
    words: frozenset[str]
    rarity_before: Rarity
    acronyms: frozenset[str]
    beginnings: Collection[str]  # plain texts (`cut_off.plain`), longer than `cut_off.SHORTEST`
    runs: tuple[frozenset[str], frozenset[str]]  # names that longer runs are parted by, then and now


class SoughtWords:
    """The words of the names that are sought, which are numbered as `weighing.Weighing` has them."""

    def __init__(self, sought: Sought, policy: Policy) -> None:
        self._changed = sought.words
        self.acronyms = sought.acronyms
        self.names = Weighing(sought.profiles, sought.factors, sought.cut, policy)
        self.beginnings = Beginnings(sought.beginnings)
        units = [(r.text, u, n) for n, p in enumerate(sought.profiles) for u in p.units for r in u.readings]
        self.vocabulary = sought.vocabulary
        self._policy = policy
        numbered: dict[int, dict[int, None]] = {}
        for text, unit, n in units:
            words = numbered.setdefault(self.vocabulary.number(text, joined=unit.is_joined), {})
            start = self.names.starts[n]
            words.update(dict.fromkeys(range(start + unit.first, start + unit.last + 1)))
        self._words = {number: tuple(words) for number, words in numbered.items()}
        targets = {text for text, unit, _ in units if not unit.is_joined or unit.is_whole}
        self._by_tone = Runs(tones([*targets, *words_by_table(targets)]), joined_tone)
        self._unwritten = Runs((abjads.tone(key) for text in targets for key in abjad_keys(text)), joined_tone)
        self._unlike = Unlike(self.vocabulary, (*sought.words, *sought.acronyms))
        self._slips_of = sorted(sought.words & lexicon.shared_words())
        self.countries = frozenset(w.text for p in sought.profiles for w in p.words if ":" in w.text)

    def near(self, text: str) -> Alike:
        """The words that a word may agree with."""
        return self._alike(self.vocabulary.near(text))

    def near_joined(self, text: str) -> Alike:
        """The words that words run together may agree with."""
        return self._alike(self.vocabulary.near_joined(text))

    def beginning_with(self, text: str) -> Alike:
        """The words that an abbreviation may agree with."""
        return {word: self._policy.prefix for i in self.vocabulary.beginning_with(text) for word in self._words[i]}

    def _alike(self, near: Mapping[int, Likeness]) -> Alike:
        found: dict[int, float] = {}
        for i, likeness in near.items():
            share = max(likeness.value, transcribed(likeness.value, self._policy))  # whichever was romanised
            for word in self._words[i]:
                found[word] = max(share, found.get(word, 0.0))
        return found

    def unlike(self, words: Iterable[str]) -> frozenset[str]:
        """Those of the plain words that agree with none and weigh as before."""
        return frozenset(w for w in self._unlike.among(sorted(set(words))) if not self._may_be_slip(w))

    def may_weigh_otherwise(self, readings: Iterable[str]) -> bool:
        """Whether a word that may be read so may weigh otherwise than before."""
        words = self._changed
        return any(r in words or (self._may_be_slip(r) and known_word(r) in words) for r in readings)

    def _may_be_slip(self, word: str) -> bool:
        """Whether a word may be one of those that weigh otherwise, with one slip in it."""
        return (
            bool(self._slips_of) and extractOne(word, self._slips_of, scorer=OSA.distance, score_cutoff=1) is not None
        )

    def may_join(self, words: Iterable[str], tones: Iterable[str]) -> bool:
        """Whether words, which have such tones, may be the first of a run (`runs`)."""
        if self._by_tone.may_open(tones):
            return True
        return bool(self._unwritten.wholes) and self._unwritten.may_open(map(_unwritten_tone, words))

    def runs(self, words: Sequence[str], tones: Sequence[str]) -> list[slice]:
        """The runs of words, which have such tones, that may be one of the words that are sought."""
        found = self._by_tone.among(tones)
        return [*found, *self._unwritten.among(list(map(_unwritten_tone, words)))] if self._unwritten.wholes else found


def _unwritten_tone(word: str) -> str:
    return abjads.tone(latin_key(word))


class Runs:
    """Words that are sought, by what they have in common with all texts that may be one of them run together; found
    in neighbours by what these have of it, which ``join`` puts together."""

    def __init__(self, sought: Iterable[str], join: Callable[[str, str], str]) -> None:
        self.wholes = frozenset(sought)
        self._heads = frozenset(whole[:end] for whole in self.wholes for end in range(len(whole) + 1))
        self._join = join
        self._joined: dict[tuple[str, str], tuple[str, bool]] = {}

    def may_open(self, parts: Iterable[str]) -> bool:
        """Whether words that have this of it may be the first of a run."""
        return not self._heads.isdisjoint(parts)

    def among(self, parts: Sequence[str]) -> list[slice]:
        """The runs of neighbours that may be one of the words that are sought."""
        heads, joined, end = self._heads, self._joined, len(parts)
        found = []
        for first in range(end - 1):
            run = parts[first]
            last = first + 1
            while last < end and run in heads:
                told = joined.get((run, parts[last]))
                run, is_whole = told if told is not None else self._put_together(run, parts[last])
                last += 1
                if is_whole:
                    found.append(slice(first, last))
        return found

    def _put_together(self, head: str, tail: str) -> tuple[str, bool]:
        if len(self._joined) >= _TONES_KEPT:
            self._joined.clear()
        run = self._join(head, tail)
        self._joined[head, tail] = told = run, run in self.wholes
        return told


class Beginnings:
    """Names that a field may have cut off, by how they begin (`cut_off`)."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = sorted(texts)
        heads = {text[:SHORTEST] for text in texts}
        self._long = frozenset(head for head in heads if " " not in head)
        # the longest of the words that such a field holds whole: the first thing to look for
        self._words = frozenset(max(head.rsplit(" ", 1)[0].split(), key=len) for head in heads - self._long)

    def has_word_of(self, piece: str) -> bool:
        """Whether a piece of a text holds a word without which it is no beginning."""
        words = (piece.lower(),) if piece.isascii() and piece.isalnum() else plain(piece).split()
        return any(word in self._words or word[:SHORTEST] in self._long for word in words)

    def may_begin(self, text: str) -> bool:
        """Whether a text, or a part of it, is such a beginning."""
        return any(self._is_beginning(plain(query)) for query in (text, *several(text)))

    def _is_beginning(self, text: str) -> bool:
        at = bisect_left(self._texts, text)
        return len(text) >= SHORTEST and at < len(self._texts) and self._texts[at].startswith(text)
