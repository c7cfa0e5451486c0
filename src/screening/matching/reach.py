"""Which texts may name one of a few listed names: told by their words alone, and never wrong where it says no.

The index of all names finds out, for each query, which names it may be. Here the names are few and the texts are many,
and of most no word is like any word of the names: each distinct word is looked up once, and a text is looked at
closely only where its words are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import cache, lru_cache

from screening.entities import EntityType
from screening.matching.known_pieces import (
    BEGINS,
    ENOUGH,
    INITIALS,
    JOINS,
    OPEN,
    OPENS,
    POINTED,
    REACHED,
    ROMANISED,
    SHIPS,
    TELLS,
    WEIGHED,
    Known,
    KnownPieces,
)
from screening.matching.listed import analysed
from screening.matching.outline import outline, run_texts
from screening.matching.policy import Policy
from screening.matching.rarity import Rarity
from screening.matching.sought import Alike, Sought, SoughtWords
from screening.names import lexicon
from screening.names.initials import may_be_person
from screening.names.several import is_long, several
from screening.names.ship_text import ship_texts

_SHIP: tuple[EntityType, ...] = ("Vessel",)
_READ_APART: frozenset[EntityType | None] = frozenset({"Person", "Vessel", "Airplane"})


class Answer(IntEnum):
    """Whether a text may name one of those that are sought: no; perhaps, as far as its words tell, so that a closer
    look may rule it out (`SecondLook`); or what is found by it hangs on more than its words."""

    NO = 0
    PERHAPS = 1
    YES = 2


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

    def may_name(self, text: str, kinds: Collection[EntityType | None] = (None,), *, free_text: bool = False) -> Answer:
        """Whether a text, or a part of it, may name one of those that are sought.

        ``kinds`` are the types that its party may have, ``free_text`` tells that most of its words are no name's.
        """
        if None in kinds and "Person" not in kinds and may_be_person(text):
            kinds = (*kinds, "Person")
        known = self._pieces.of(text)
        marks = 0
        for one in known:
            marks |= one.marks
        found = Answer.NO
        if marks & SHIPS or "Vessel" in kinds or not text.isascii():
            for ship in ship_texts(text, is_ship="Vessel" in kinds):
                found = max(found, self._may_name_whole(ship.text, _SHIP, free_text=ship.is_free))
        return max(found, self._by_pieces(text, known, marks, kinds, free_text=free_text))

    def _by_pieces(
        self, text: str, known: Sequence[Known], marks: int, kinds: Collection[EntityType | None], *, free_text: bool
    ) -> Answer:
        if marks & REACHED or (marks & BEGINS and self._words.beginnings.may_begin(text)):
            return Answer.YES
        if marks & WEIGHED and self._weighs_otherwise(text, kinds):
            return Answer.YES
        if marks & OPEN:
            free_text = free_text or is_long(text)
            return max(self._may_name_whole(part, kinds, free_text=free_text) for part in (text, *several(text)))
        further: dict[int, float] = {}
        if marks & OPENS:
            for agrees in self._by_phrase(known):
                if agrees is None:
                    return Answer.YES
                _keep_most(further, agrees)
        if marks & JOINS:
            self._join(known, further)
            if marks & ROMANISED:
                self._join_romanised(known, further)
        initials = INITIALS | POINTED if "Person" in kinds else INITIALS
        may_add_up = further or marks & (initials | ENOUGH) or (marks & TELLS and self._may_add_up(known))
        if not may_add_up:
            return Answer.NO
        letters = "".join(
            [k.piece.initials + k.piece.pointed if initials & POINTED else k.piece.initials for k in known]
        )
        return Answer(self._adds_up(known, further, letters, text, free_text=free_text or is_long(text)))

    def _weighs_otherwise(self, text: str, kinds: Collection[EntityType | None]) -> bool:
        """Whether a word of a text, or of a part of it, weighs otherwise than before."""
        before, now = self._sought.rarity_before, self._rarity
        names = (
            analysed(part, kind, self._sought.runs[1]) for part in (text, *several(text)) for kind in _apart(kinds)
        )
        words = (word for name in names for word in name.words)
        return any(
            before.bits(word) != now.bits(word)
            for word in words
            if self._words.may_weigh_otherwise([reading.text for reading in word.readings])
        )

    def _may_name_whole(self, text: str, kinds: Collection[EntityType | None], *, free_text: bool) -> Answer:
        """`may_name` for a text that has to be read as a whole, by its analysis."""
        before, now = self._sought.runs
        found = Answer.NO
        for kind in _apart(kinds):
            name = analysed(text, kind, now)
            if before != now and name != analysed(text, kind, before):
                return Answer.YES
            known = self._pieces.whole(text, name)
            joined: dict[int, float] = {}
            for run in self._words.vocabulary.having_joined(run_texts([outline(name.words)])):
                _keep_most(joined, self._words.near_joined(run))
            if known.marks & (REACHED | WEIGHED) or (known.marks & BEGINS and self._words.beginnings.may_begin(text)):
                return Answer.YES
            if self._adds_up([known], joined, known.piece.initials, text, free_text=True):
                found = Answer.PERHAPS
        return found

    def _may_add_up(self, known: Sequence[Known]) -> bool:
        """Whether the words of a text may have bits enough for one of the names, told without looking at the query's
        other words: for most texts that is the end of it."""
        agreeing = sorted([k.bits for k in known if k.bits], key=len)
        return any(
            self._names.may_be_enough(name, sum([bits.get(name, 0.0) for bits in agreeing]))
            for few in agreeing[:-1]  # what the last one has alone is not enough
            for name in few
        )

    def _adds_up(
        self, known: Sequence[Known], further: Mapping[int, float], initials: str, text: str, *, free_text: bool
    ) -> bool:
        """Whether what agrees is enough for one of the names, as far as words tell."""
        names = self._names
        seen = dict(further)
        for one in known:
            _keep_most(seen, one.agrees)
        whole = not further and not free_text and not several(text)
        for name, bits in names.bits_of(seen).items():
            if not initials and not names.may_be_enough(name, bits):
                continue
            sums = names.sums(name, seen, initials)
            left = self._left_by(name, known) if whole else ()
            if names.may_reach(name, sums) and all(
                names.may_reach(name, sums._replace(query_left=own)) for own in left
            ):
                return True
        return False

    def _left_by(self, name: int, known: Iterable[Known]) -> Iterator[float]:
        """The bits of the words that have no partner in a name: of the usual ones, which is mostly enough and costs
        much less to tell, and of all."""
        alone = [one.piece for one in known if name not in one.bits]
        usual = [piece for piece in alone if self._pieces.is_usual(piece)]
        yield (left := sum(map(self._pieces.weight, usual)))
        if len(usual) < len(alone):
            yield left + sum([self._pieces.weight(piece) for piece in alone if piece not in usual])

    def _join(self, known: Sequence[Known], further: dict[int, float]) -> None:
        """Add the listed words that words of the text may agree with when they are run together."""
        words = [word for k in known for word in k.piece.words]
        self._add_joined(words, self._words.runs(words, [tone for k in known for tone in k.tones]), further)

    def _join_romanised(self, known: Sequence[Known], further: dict[int, float]) -> None:
        """The same for the words as they are romanised."""
        words = [word for k in known for word in k.piece.romanised]
        self._add_joined(words, self._words.runs(words, [tone for k in known for tone in k.romanised_tones]), further)

    def _add_joined(self, words: Sequence[str], runs: Iterable[slice], further: dict[int, float]) -> None:
        for run in runs:
            if self._words.vocabulary.has_joined(words[run]):
                _keep_most(further, self._words.near_joined("".join(words[run])))

    def _by_phrase(self, known: Sequence[Known]) -> Iterator[Alike | None]:
        """The listed words that each phrase of the text, which is one word in a name, may agree with; None where that
        alone may change what is found."""
        words = {word for one in known for word in one.in_phrases}
        for word in words & lexicon.phrase_openers():
            yield from (self._phrase(form) for phrase, form in _phrases()[word] if words.issuperset(phrase))

    def _agreeing_with_phrase(self, form: str) -> Alike | None:
        if form in self._words.countries or form in self._sought.acronyms or self._words.may_weigh_otherwise([form]):
            return None
        return self._words.near(form)


def _keep_most(found: dict[int, float], more: Alike) -> None:
    for word, share in more.items():
        if share > found.get(word, 0.0):
            found[word] = share


def _apart(kinds: Collection[EntityType | None]) -> Collection[EntityType | None]:
    """Those of the types that names are read apart by: persons, what has a call name, and one of all others."""
    return {kind if kind in _READ_APART else None for kind in kinds}


@cache
def _phrases() -> Mapping[str, Sequence[tuple[Sequence[str], str]]]:
    """First word -> the phrases that it opens, and the word that each of them is in a name."""
    found: dict[str, list[tuple[Sequence[str], str]]] = {}
    for phrase, code in lexicon.country_phrases().items():
        found.setdefault(phrase[0], []).append((phrase, lexicon.country_word(code)))
    for phrase in lexicon.phrase_weights().keys() - lexicon.country_phrases().keys():
        found.setdefault(phrase[0], []).append((phrase, "".join(phrase)))
    return found
