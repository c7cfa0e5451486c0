"""Which texts may name one of a few listed names: told by their words alone, and never wrong where it says no.

The index of all names finds out, for each query, which names it may be. Here the names are few and the texts are many,
and of most no word is like any word of the names: each distinct word is looked up once, and a text is looked at
closely only where its words are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from screening.entities import EntityType
from screening.matching.align import is_abbreviated
from screening.matching.cut_off import SHORTEST, plain
from screening.matching.listed import analysed, weighed
from screening.matching.near import Vocabulary, table_keys
from screening.matching.pieces import Piece, joined_tone, piece_of, tone
from screening.matching.policy import Policy
from screening.matching.profile import Profile, Unit
from screening.matching.rarity import Rarity
from screening.matching.weighing import Sums, Weighing
from screening.names import lexicon, reference
from screening.names.analysis import AnalysedName, Reading, Word, plain_role
from screening.names.misspelt import known_word
from screening.names.several import several
from screening.names.standing import always_tells
from screening.names.tokens import letter_readings

_MOST_PIECES = 200_000  # that are remembered at once
_LOOKED_UP = 5_000  # readings at once, so that none is forgotten before its piece is made
_LONGEST_JOIN = 64  # letters; the index joins no more (`profile`)


class _Known(NamedTuple):
    """A piece as the names see it: the numbers of the listed words that it may agree with, and marks."""

    piece: Piece
    agrees: tuple[int, ...]
    bits: Mapping[int, float]  # of these, by names
    tells: bool  # whether one of these is a word of which a text must have one
    is_enough: bool  # whether they alone may be enough for a name
    is_reached: bool  # whether that alone may change what is found
    opens: bool  # whether a phrase may begin with it
    begins: bool  # whether it stands in the beginning of a name that is looked for
    tones: tuple[str, ...]
    romanised_tones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """What texts are asked for: listed names with what their scores are multiplied with at most, the least score (0 to
    1) of these; words and acronyms that a text has only to hold to be one of those looked for; and how names begin.
    """

    profiles: Sequence[Profile]
    factors: Sequence[float]
    cut: float
    words: frozenset[str]
    acronyms: frozenset[str]
    beginnings: Collection[str]  # plain texts (`cut_off.plain`), longer than `cut_off.SHORTEST`
    runs: tuple[frozenset[str], frozenset[str]]  # names that longer runs are parted by, then and now


class Reach:
    """Tells which texts may name a party that is sought. ``rarity`` is what the words of the texts weigh."""

    def __init__(self, sought: Sought, rarity: Rarity, policy: Policy) -> None:
        self._rarity = rarity
        self._sought = sought
        self._names = Weighing(sought.profiles, sought.factors, sought.cut, policy)
        self._policy = policy
        self._begins = _Begins(sought.beginnings)
        self._slips_count = not lexicon.shared_words().isdisjoint(sought.words)
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
        telling = {text for text, unit, n in units if text in targets and self._tells(unit, n)}
        self._tones, self._telling_tones = (
            frozenset(map(tone, (*words, *_of_tables(words)))) for words in (targets, telling)
        )
        self._phrases = self._phrases_sought()

    def _tells(self, unit: Unit, name: int) -> bool:
        start = self._names.starts[name]
        return any(self._names.tells[start + unit.first : start + unit.last + 1])

    def look_up(self, texts: Iterable[str]) -> None:
        """Make the words of many texts known, which is much faster than one by one."""
        new = sorted({piece for text in texts for piece in text.split()} - self._pieces.keys())
        if len(self._pieces) + len(new) > _MOST_PIECES:
            self._pieces.clear()
        pieces = [(text, piece_of(text)) for text in new]
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

    def may_name(self, text: str, kinds: Collection[EntityType | None] = (None,), *, free_text: bool = False) -> bool:
        """Whether a text, or a part of it, may name one of those that are sought.

        ``kinds`` are the types that its party may have, ``free_text`` tells that most of its words are no name's.
        """
        parts = text.split()
        if any(part not in self._pieces for part in parts):
            self.look_up([text])
        known = [self._pieces[part] for part in parts]
        if any(k.piece.is_open for k in known):
            return any(self._may_name_whole(part, kinds, free_text) for part in (text, *several(text)))
        return self._may_name_by(known, text, free_text=free_text)

    def _may_name_by(self, known: Sequence[_Known], text: str, *, free_text: bool) -> bool:
        if any(k.is_reached for k in known):
            return True
        if any(k.begins for k in known) and self._begins.may_begin(text):
            return True
        further: list[int] = []
        if any(k.opens for k in known):
            for agrees in self._by_phrase(known):
                if agrees is None:
                    return True
                further += agrees
        initials = any(k.piece.initials for k in known)
        further += self._by_joining(known, self._telling_tones)
        if further or initials or any(k.tells for k in known):
            further += self._by_joining(known, self._tones)
        elif not further:
            return False
        if not further and not initials and not self._may_add_up(known):
            return False
        return self._adds_up(known, further, text, free_text=free_text)

    def _may_name_whole(self, text: str, kinds: Collection[EntityType | None], free_text: bool) -> bool:
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
            if known.is_reached or (known.begins and self._begins.may_begin(text)):
                return True
            if self._adds_up([known], joined, text, free_text=True):
                return True
        return False

    def _may_add_up(self, known: Sequence[_Known]) -> bool:
        """Whether the words of a text may have bits enough for one of the names, told without looking at the query's
        other words: for most texts that is the end of it."""
        agreeing = [k.bits for k in known if k.bits]
        if any(k.is_enough for k in known):
            return True
        agreeing.sort(key=len)
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
        left = dict.fromkeys(bits, 0.0)
        if bits and not further and not free_text and not several(text):
            for k in known:
                weight = self._weight(k.piece)
                for name in left:
                    left[name] += 0.0 if name in k.bits else weight
        for name, shared in bits.items():
            sums = names.with_initials(name, seen, initials, shared) if initials else Sums(shared)
            if names.may_reach(name, sums._replace(query_left=left[name])):
                return True
        return False

    def _weight(self, piece: Piece) -> float:
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
        return _Known(
            piece,
            tuple(agrees),
            bits,
            any(self._names.tells[word] for word in agrees),
            any(self._names.may_be_enough(name, shared) for name, shared in bits.items()),
            self._is_reached(piece.readings),
            any(r in self._phrases for r in piece.readings),
            self._begins.has_word_of(text),
            tones,
            tones if piece.romanised == piece.words else tuple(map(tone, piece.romanised)),
        )

    def _is_reached(self, readings: Collection[str]) -> bool:
        """Whether that a text has a word of these readings is enough."""
        return self._is_meant(readings) or not self._sought.acronyms.isdisjoint(readings)

    def _is_meant(self, readings: Iterable[str]) -> bool:
        words = self._sought.words
        if not words.isdisjoint(readings):
            return True
        return self._slips_count and any(known_word(r) in words for r in readings)

    def _by_joining(self, known: Sequence[_Known], sought: frozenset[str]) -> Iterator[int]:
        """The listed words that words of the text may agree with when they are run together: those of certain tones."""
        tones = [t for k in known for t in k.tones]
        yield from self._joined([w for k in known for w in k.piece.words], tones, sought)
        romanised = [t for k in known for t in k.romanised_tones]
        if romanised != tones:
            yield from self._joined([w for k in known for w in k.piece.romanised], romanised, sought)

    def _joined(self, words: Sequence[str], tones: Sequence[str], sought: frozenset[str]) -> Iterator[int]:
        for first in range(len(tones) - 1):
            run, length = tones[first], len(words[first])
            for last in range(first + 1, len(tones)):
                length += len(words[last])
                if length > _LONGEST_JOIN:
                    break
                run = joined_tone(run, tones[last])
                if run in sought and self._vocabulary.has_joined(words[first : last + 1]):
                    for i in self._vocabulary.near_joined("".join(words[first : last + 1])):
                        yield from self._words[i]

    def _by_phrase(self, known: Sequence[_Known]) -> Iterator[Sequence[int] | None]:
        """The listed words that each phrase of the text, which is one word in a name, may agree with; None where that
        alone may change what is found."""
        words = {w for k in known for own in k.piece.words for w in (own, *letter_readings(own))}
        for word in words & self._phrases.keys():
            yield from (agrees for phrase, agrees in self._phrases[word] if words.issuperset(phrase))

    def _phrases_sought(self) -> Mapping[str, Sequence[tuple[Sequence[str], Sequence[int] | None]]]:
        """First word -> the phrases that it opens and that are like a listed word, with what `_by_phrase` gives."""
        found: dict[str, list[tuple[Sequence[str], Sequence[int] | None]]] = {}
        meant = self._sought.acronyms | {w.text for p in self._sought.profiles for w in p.words if ":" in w.text}
        forms = {p: "".join(p) for p in lexicon.phrase_weights()}
        forms |= {p: lexicon.country_word(code) for p, code in lexicon.country_phrases().items()}
        self._vocabulary.prepare(forms.values())
        for phrase, form in forms.items():
            is_reached = form in meant or self._is_meant([form])
            agrees = [w for i in self._vocabulary.near(form) for w in self._words[i]]
            if agrees or is_reached:
                found.setdefault(phrase[0], []).append((phrase, None if is_reached else agrees))
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


def _of_tables(words: Iterable[str]) -> Iterator[str]:
    """The words of the tables that are like one of the words by a table, and may be run together of several."""
    keys = {key for word in words for key in table_keys(word)}
    for concept in reference.concepts():
        if f"c:{concept.id}" in keys:
            yield from (spelling.replace(" ", "") for spelling in (*concept.synonyms, *concept.abbreviations))
    for group in reference.person_name_groups():
        if f"n:{group.id}" in keys:
            yield from (spelling.replace(" ", "") for spelling in (*group.spellings, *group.nicknames))


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
