"""Which texts may name one of a few listed names: told by their words alone, and never wrong where it says no.

The index of all names finds out, for each query, which names it may be. Here the names are few and the texts are many,
and of most no word is like any word of the names: each distinct word is looked up once, and a text is looked at
closely only where its words are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from screening.entities import EntityType
from screening.matching.known_pieces import (
    BEGINS,
    ENOUGH,
    INITIALS,
    JOINS,
    OPEN,
    OPENS,
    REACHED,
    TELLS,
    WEIGHED,
    Known,
    KnownPieces,
)
from screening.matching.listed import analysed, weighed
from screening.matching.policy import Policy
from screening.matching.rarity import Rarity
from screening.matching.sought import Sought, SoughtWords
from screening.matching.weighing import Sums
from screening.names import lexicon
from screening.names.several import is_long, several
from screening.names.ship_text import ship_texts
from screening.names.tokens import letter_readings

_SHIP: tuple[EntityType, ...] = ("Vessel",)


class Reach:
    """Tells which texts may name a party that is sought. ``rarity`` is what the words of the texts weigh."""

    def __init__(self, sought: Sought, rarity: Rarity, policy: Policy) -> None:
        self._rarity = rarity
        self._sought = sought
        self._words = SoughtWords(sought, policy)
        self._names = self._words.names
        self._pieces = KnownPieces(self._words, rarity)
        self._phrase = lru_cache(maxsize=None)(self._agreeing_with_phrase)

    def look_up(self, texts: Iterable[str]) -> None:
        """Make the words of many texts known, which is much faster than one by one."""
        self._pieces.look_up(texts)

    def may_name(self, text: str, kinds: Collection[EntityType | None] = (None,), *, free_text: bool = False) -> bool:
        """Whether a text, or a part of it, may name one of those that are sought.

        ``kinds`` are the types that its party may have, ``free_text`` tells that most of its words are no name's.
        """
        ships = ship_texts(text, is_ship="Vessel" in kinds)
        if any(self._may_name_whole(ship.text, _SHIP, free_text=ship.is_free) for ship in ships):
            return True
        free_text = free_text or is_long(text)
        known = self._pieces.of(text)
        marks = 0
        for one in known:
            marks |= one.marks
        if marks & REACHED or (marks & BEGINS and self._words.beginnings.may_begin(text)):
            return True
        if marks & WEIGHED and self._weighs_otherwise(text, kinds):
            return True
        if marks & OPEN:
            return any(self._may_name_whole(part, kinds, free_text=free_text) for part in (text, *several(text)))
        further: list[int] = []
        if marks & OPENS:
            for agrees in self._by_phrase(known):
                if agrees is None:
                    return True
                further += agrees
        if marks & JOINS:
            further += self._by_joining(known)
        may_add_up = further or marks & (INITIALS | ENOUGH) or (marks & TELLS and self._may_add_up(known))
        return bool(may_add_up) and self._adds_up(known, further, text, free_text=free_text)

    def _weighs_otherwise(self, text: str, kinds: Collection[EntityType | None]) -> bool:
        """Whether a word of a text, or of a part of it, weighs otherwise than before."""
        before, now = self._sought.rarity_before, self._rarity
        names = (analysed(part, kind, self._sought.runs[1]) for part in (text, *several(text)) for kind in kinds)
        words = (word for name in names for word in name.words)
        return any(
            before.bits(word) != now.bits(word)
            for word in words
            if self._words.may_weigh_otherwise([reading.text for reading in word.readings])
        )

    def _may_name_whole(self, text: str, kinds: Collection[EntityType | None], *, free_text: bool) -> bool:
        """`may_name` for a text that has to be read as a whole, by its analysis."""
        before, now = self._sought.runs
        for kind in kinds:
            name = analysed(text, kind, now)
            if before != now and name != analysed(text, kind, before):
                return True
            units = weighed(name, [0.0] * len(name.words), kind, is_word=self._words.vocabulary.has_joined).units
            known = self._pieces.whole(text, name)
            joined = [
                word
                for unit in units
                if unit.is_joined
                for reading in unit.readings
                for word in self._words.near_joined(reading.text)
            ]
            if known.marks & (REACHED | WEIGHED) or (known.marks & BEGINS and self._words.beginnings.may_begin(text)):
                return True
            if self._adds_up([known], joined, text, free_text=True):
                return True
        return False

    def _may_add_up(self, known: Sequence[Known]) -> bool:
        """Whether the words of a text may have bits enough for one of the names, told without looking at the query's
        other words: for most texts that is the end of it."""
        agreeing = sorted([k.bits for k in known if k.bits], key=len)
        return any(
            self._names.may_be_enough(name, sum([bits.get(name, 0.0) for bits in agreeing]))
            for few in agreeing[:-1]  # what the last one has alone is not enough
            for name in few
        )

    def _adds_up(self, known: Sequence[Known], further: Sequence[int], text: str, *, free_text: bool) -> bool:
        """Whether what agrees is enough for one of the names, as far as words tell."""
        names = self._names
        seen = {word for words in (*[k.agrees for k in known], further) for word in words}
        bits = names.bits_of(seen)
        initials = "".join([k.piece.initials for k in known])
        if not initials:
            bits = {name: shared for name, shared in bits.items() if names.may_be_enough(name, shared)}
        whole = not further and not free_text and not several(text)
        for name, shared in bits.items():
            sums = names.with_initials(name, seen, initials, shared) if initials else Sums(shared)
            if names.may_reach(name, sums) and (
                not whole or names.may_reach(name, sums._replace(query_left=self._left_by(name, known)))
            ):
                return True
        return False

    def _left_by(self, name: int, known: Iterable[Known]) -> float:
        """The bits of the words that have no partner in a name."""
        return sum([self._pieces.weight(k.piece) for k in known if name not in k.bits])

    def _by_joining(self, known: Sequence[Known]) -> Iterator[int]:
        """The listed words that words of the text may agree with when they are run together."""
        tones = [t for k in known for t in k.tones]
        yield from self._words.run_together([w for k in known for w in k.piece.words], tones)
        romanised = [t for k in known for t in k.romanised_tones]
        if romanised != tones:
            yield from self._words.run_together([w for k in known for w in k.piece.romanised], romanised)

    def _by_phrase(self, known: Sequence[Known]) -> Iterator[Sequence[int] | None]:
        """The listed words that each phrase of the text, which is one word in a name, may agree with; None where that
        alone may change what is found."""
        words = {w for k in known for own in k.piece.words for w in (own, *letter_readings(own))}
        for word in words & lexicon.phrase_openers():
            yield from (self._phrase(form) for phrase, form in _phrases()[word] if words.issuperset(phrase))

    def _agreeing_with_phrase(self, form: str) -> Sequence[int] | None:
        if form in self._words.countries or form in self._sought.acronyms or self._words.may_weigh_otherwise([form]):
            return None
        return tuple(self._words.near(form))


@cache
def _phrases() -> Mapping[str, Sequence[tuple[Sequence[str], str]]]:
    """First word -> the phrases that it opens, and the word that each of them is in a name."""
    found: dict[str, list[tuple[Sequence[str], str]]] = {}
    for phrase, code in lexicon.country_phrases().items():
        found.setdefault(phrase[0], []).append((phrase, lexicon.country_word(code)))
    for phrase in lexicon.phrase_weights().keys() - lexicon.country_phrases().keys():
        found.setdefault(phrase[0], []).append((phrase, "".join(phrase)))
    return found
