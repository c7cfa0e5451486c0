"""Which texts may name one of a few listed names: told by their words alone, and never wrong where it says no.

The index of all names finds out, for each query, which names it may be. Here the names are few and the texts are many,
and of most no word is like any word of the names: each distinct word is looked up once, and a text is looked at
closely only where its words are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from screening.entities import EntityType
from screening.matching.align import is_abbreviated
from screening.matching.cut_off import SHORTEST, plain
from screening.matching.listed import analysed, weighed
from screening.matching.near import Vocabulary
from screening.matching.pieces import Piece, joined_tone, piece_of, plain_word, tone
from screening.matching.policy import Policy
from screening.matching.profile import Profile
from screening.matching.rarity import Rarity
from screening.matching.unlike import Unlike, words_by_table
from screening.matching.weighing import Sums, Weighing
from screening.names import lexicon
from screening.names.analysis import AnalysedName, Word, plain_role
from screening.names.misspelt import known_word
from screening.names.readings import Reading
from screening.names.several import is_long, several
from screening.names.ship_text import ship_texts
from screening.names.standing import always_tells
from screening.names.tokens import letter_readings

_MOST_PIECES = 200_000  # that are remembered at once
_WEIGHTS = 20_000  # of pieces, which most texts have in common
_LOOKED_UP = 5_000  # readings at once, so that none is forgotten before its piece is made


_SHIP: tuple[EntityType, ...] = ("Vessel",)

_OPEN = 1  # it can't be told without the text around it
_REACHED = 2  # that a text has it may change what is found
_BEGINS = 4  # it stands in the beginning of a name that is looked for
_OPENS = 8  # a phrase may begin with it
_INITIALS = 16  # it may be somebody's initials
_TELLS = 32  # it may agree with a word of which a text must have one
_ENOUGH = 64  # and that alone may be enough for a name
_WEIGHED = 128  # it may weigh otherwise than before
_JOINS = 256  # run together with what stands behind it, it may agree with a word


class _Known(NamedTuple):
    """A piece as the names see it: marks, the numbers of the listed words that it may agree with, and their bits by
    names; the tones of its words as they stand, and romanised."""

    piece: Piece
    marks: int
    tones: tuple[str, ...]
    romanised_tones: tuple[str, ...]
    agrees: tuple[int, ...] = ()
    bits: Mapping[int, float] = {}


@dataclass(frozen=True, slots=True)
class Sought:
    """What texts are asked for: listed names with what their scores are multiplied with at most, and the least score
    (0 to 1) of these; words that may weigh otherwise than before, and what they weighed; acronyms; and how names begin.
    """

    profiles: Sequence[Profile]
    factors: Sequence[float]
    cut: float
    words: frozenset[str]
    rarity_before: Rarity
    acronyms: frozenset[str]
    beginnings: Collection[str]  # plain texts (`cut_off.plain`), longer than `cut_off.SHORTEST`
    runs: tuple[frozenset[str], frozenset[str]]  # names that longer runs are parted by, then and now


class Reach:
    """Tells which texts may name a party that is sought. ``rarity`` is what the words of the texts weigh."""

    def __init__(self, sought: Sought, rarity: Rarity, policy: Policy) -> None:
        self._rarity = rarity
        self._sought = sought
        self._names = Weighing(sought.profiles, sought.factors, sought.cut, policy)
        self._begins = _Begins(sought.beginnings)
        self._pieces: dict[str, _Known] = {}
        units = [(r.text, u, n) for n, p in enumerate(sought.profiles) for u in p.units for r in u.readings]
        singles = sorted({text for text, unit, _ in units if not unit.is_joined})
        joins = sorted({text for text, unit, _ in units if unit.is_joined})
        self._vocabulary = Vocabulary.of(singles, policy, joins)
        numbered: dict[int, dict[int, None]] = {}
        for text, unit, n in units:
            words = numbered.setdefault(self._vocabulary.number(text, joined=unit.is_joined), {})
            start = self._names.starts[n]
            words.update(dict.fromkeys(range(start + unit.first, start + unit.last + 1)))
        self._words = {number: tuple(words) for number, words in numbered.items()}
        wholes = {text for text, unit, _ in units if unit.is_joined and unit.is_whole}
        targets = {*singles, *wholes}
        self._tones = frozenset(map(tone, (*targets, *words_by_table(targets))))
        self._tone_heads = frozenset(t[:end] for t in self._tones for end in range(1, len(t) + 1))
        self._unlike = Unlike(self._vocabulary, (*sought.words, *sought.acronyms))
        self._slips_of = sorted(sought.words & lexicon.shared_words())
        self._phrase = lru_cache(maxsize=None)(self._agreeing_with_phrase)
        self._weight = lru_cache(maxsize=_WEIGHTS)(self._weigh)
        self._countries = frozenset(w.text for p in sought.profiles for w in p.words if ":" in w.text)

    def look_up(self, texts: Iterable[str]) -> None:
        """Make the words of many texts known, which is much faster than one by one."""
        new = sorted({piece for text in texts for piece in text.split()} - self._pieces.keys())
        if len(self._pieces) + len(new) > _MOST_PIECES:
            self._pieces.clear()
        plain = {text: word for text in new if (word := plain_word(text))}
        unlike = self._unlike.among(sorted({*plain.values()}))
        pieces = []
        for text in new:
            word = plain.get(text, "")
            if word in unlike and not self._may_be_slip(word):
                self._pieces[text] = self._nobody(word)
            else:
                pieces.append((text, piece_of(text)))
        start = 0
        while start < len(pieces):
            readings: set[str] = set()
            end = start
            while end < len(pieces) and len(readings) < _LOOKED_UP:
                readings |= pieces[end][1].readings
                end += 1
            self._vocabulary.prepare(readings)
            self._pieces.update((text, self._known(text, piece)) for text, piece in pieces[start:end])
            start = end

    def _nobody(self, word: str) -> _Known:
        """A word that is like no listed one."""
        own = (word,)
        tones = (tone(word),)
        marks = self._marks_of_word(own, tones) | (_BEGINS if self._begins.has_word_of(word) else 0)
        return _Known(Piece(own, own, frozenset(own), (), "", False), marks, tones, tones)

    def may_name(self, text: str, kinds: Collection[EntityType | None] = (None,), *, free_text: bool = False) -> bool:
        """Whether a text, or a part of it, may name one of those that are sought.

        ``kinds`` are the types that its party may have, ``free_text`` tells that most of its words are no name's.
        """
        ships = ship_texts(text, is_ship="Vessel" in kinds)
        if any(self._may_name_whole(ship.text, _SHIP, free_text=ship.is_free) for ship in ships):
            return True
        free_text = free_text or is_long(text)
        parts = text.split()
        if not all(map(self._pieces.__contains__, parts)):
            self.look_up([text])
        known = [self._pieces[part] for part in parts]
        marks = 0
        for one in known:
            marks |= one.marks
        if marks & _REACHED or (marks & _BEGINS and self._begins.may_begin(text)):
            return True
        if marks & _WEIGHED and self._weighs_otherwise(text, kinds):
            return True
        if marks & _OPEN:
            return any(self._may_name_whole(part, kinds, free_text=free_text) for part in (text, *several(text)))
        further: list[int] = []
        if marks & _OPENS:
            for agrees in self._by_phrase(known):
                if agrees is None:
                    return True
                further += agrees
        if marks & _JOINS:
            further += self._by_joining(known)
        may_add_up = further or marks & (_INITIALS | _ENOUGH) or (marks & _TELLS and self._may_add_up(known))
        return bool(may_add_up) and self._adds_up(known, further, text, free_text=free_text)

    def _weighs_otherwise(self, text: str, kinds: Collection[EntityType | None]) -> bool:
        """Whether a word of a text, or of a part of it, weighs otherwise than before."""
        before, now = self._sought.rarity_before, self._rarity
        names = (analysed(part, kind, self._sought.runs[1]) for part in (text, *several(text)) for kind in kinds)
        words = (word for name in names for word in name.words)
        return any(
            before.bits(word) != now.bits(word)
            for word in words
            if self._may_weigh_otherwise([reading.text for reading in word.readings])
        )

    def _may_name_whole(self, text: str, kinds: Collection[EntityType | None], *, free_text: bool) -> bool:
        """`may_name` for a text that has to be read as a whole, by its analysis."""
        before, now = self._sought.runs
        for kind in kinds:
            name = analysed(text, kind, now)
            if before != now and name != analysed(text, kind, before):
                return True
            units = weighed(name, [0.0] * len(name.words), kind, is_word=self._vocabulary.has_joined).units
            known = self._known(text, _whole(name))
            joined = [
                word
                for unit in units
                if unit.is_joined
                for reading in unit.readings
                for i in self._vocabulary.near_joined(reading.text)
                for word in self._words[i]
            ]
            if known.marks & (_REACHED | _WEIGHED) or (known.marks & _BEGINS and self._begins.may_begin(text)):
                return True
            if self._adds_up([known], joined, text, free_text=True):
                return True
        return False

    def _may_add_up(self, known: Sequence[_Known]) -> bool:
        """Whether the words of a text may have bits enough for one of the names, told without looking at the query's
        other words: for most texts that is the end of it."""
        agreeing = sorted([k.bits for k in known if k.bits], key=len)
        return any(
            self._names.may_be_enough(name, sum([bits.get(name, 0.0) for bits in agreeing]))
            for few in agreeing[:-1]  # what the last one has alone is not enough
            for name in few
        )

    def _adds_up(self, known: Sequence[_Known], further: Sequence[int], text: str, *, free_text: bool) -> bool:
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

    def _left_by(self, name: int, known: Iterable[_Known]) -> float:
        """The bits of the words that have no partner in a name."""
        return sum([self._weight(k.piece) for k in known if name not in k.bits])

    def _weigh(self, piece: Piece) -> float:
        """The bits that the words of a piece weigh at least, in whatever name."""
        if len(piece.words) != 1 or piece.initials or not all(map(always_tells, piece.readings)):
            return 0.0
        (word,) = piece.words
        readings = tuple(map(Reading, (word, *sorted(piece.readings - {word}))))
        return self._rarity.bits(Word(0, 0, readings, plain_role(word)))

    def _known(self, text: str, piece: Piece) -> _Known:
        agrees = dict.fromkeys(
            word for r in piece.readings for i in self._vocabulary.near(r) for word in self._words[i]
        )
        for beginning in piece.abbreviated:
            for i in self._vocabulary.beginning_with(beginning):
                agrees.update(dict.fromkeys(self._words[i]))
        bits = self._names.bits_of(agrees)
        tones = tuple(map(tone, piece.words))
        romanised = tones if piece.romanised == piece.words else tuple(map(tone, piece.romanised))
        marks = self._marks_of_word(piece.readings, (*tones, *romanised))
        marks |= _OPEN if piece.is_open else 0
        marks |= _REACHED if not self._sought.acronyms.isdisjoint(piece.readings) else 0
        marks |= _WEIGHED if self._may_weigh_otherwise(piece.readings) else 0
        marks |= _BEGINS if self._begins.has_word_of(text) else 0
        marks |= _INITIALS if piece.initials else 0
        marks |= _TELLS if any(self._names.tells[word] for word in agrees) else 0
        marks |= _ENOUGH if any(self._names.may_be_enough(name, shared) for name, shared in bits.items()) else 0
        return _Known(piece, marks, tones, romanised, tuple(agrees), bits)

    def _marks_of_word(self, readings: Iterable[str], tones: Iterable[str]) -> int:
        opens = not lexicon.phrase_openers().isdisjoint(readings)
        return (_OPENS if opens else 0) | (_JOINS if not self._tone_heads.isdisjoint(tones) else 0)

    def _may_weigh_otherwise(self, readings: Iterable[str]) -> bool:
        words = self._sought.words
        return any(r in words or (self._may_be_slip(r) and known_word(r) in words) for r in readings)

    def _may_be_slip(self, word: str) -> bool:
        """Whether a word may be one of those that are sought, with one slip in it."""
        return (
            bool(self._slips_of) and extractOne(word, self._slips_of, scorer=OSA.distance, score_cutoff=1) is not None
        )

    def _by_joining(self, known: Sequence[_Known]) -> Iterator[int]:
        """The listed words that words of the text may agree with when they are run together."""
        tones = [t for k in known for t in k.tones]
        yield from self._joined([w for k in known for w in k.piece.words], tones)
        romanised = [t for k in known for t in k.romanised_tones]
        if romanised != tones:
            yield from self._joined([w for k in known for w in k.piece.romanised], romanised)

    def _joined(self, words: Sequence[str], tones: Sequence[str]) -> Iterator[int]:
        heads, whole = self._tone_heads, self._tones
        for first in range(len(tones) - 1):
            run, last = tones[first], first
            while run in heads and (last := last + 1) < len(tones):
                run = joined_tone(run, tones[last])
                if run in whole and self._vocabulary.has_joined(words[first : last + 1]):
                    for i in self._vocabulary.near_joined("".join(words[first : last + 1])):
                        yield from self._words[i]

    def _by_phrase(self, known: Sequence[_Known]) -> Iterator[Sequence[int] | None]:
        """The listed words that each phrase of the text, which is one word in a name, may agree with; None where that
        alone may change what is found."""
        words = {w for k in known for own in k.piece.words for w in (own, *letter_readings(own))}
        for word in words & lexicon.phrase_openers():
            yield from (self._phrase(form) for phrase, form in _phrases()[word] if words.issuperset(phrase))

    def _agreeing_with_phrase(self, form: str) -> Sequence[int] | None:
        if form in self._countries or form in self._sought.acronyms or self._may_weigh_otherwise([form]):
            return None
        return [word for i in self._vocabulary.near(form) for word in self._words[i]]


@cache
def _phrases() -> Mapping[str, Sequence[tuple[Sequence[str], str]]]:
    """First word -> the phrases that it opens, and the word that each of them is in a name."""
    found: dict[str, list[tuple[Sequence[str], str]]] = {}
    for phrase, code in lexicon.country_phrases().items():
        found.setdefault(phrase[0], []).append((phrase, lexicon.country_word(code)))
    for phrase in lexicon.phrase_weights().keys() - lexicon.country_phrases().keys():
        found.setdefault(phrase[0], []).append((phrase, "".join(phrase)))
    return found


def _whole(name: AnalysedName) -> Piece:
    """A text that was analysed, as one piece."""
    return Piece(
        words=(),
        romanised=(),
        readings=frozenset(reading.text for word in name.words for reading in word.readings),
        abbreviated=tuple(word.text for word in name.words if is_abbreviated(word)),
        initials="".join(word.text for word in name.words if len(word.text) == 1),
        is_open=False,
    )


class _Begins:
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
