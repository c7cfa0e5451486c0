"""Known phrases found inside of texts of any language, many at once.

Words are compared whole, without case, accents and punctuation; a phrase of a script that writes without spaces (and
Korean, whose particles hang on the words) is found anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence, Set
from functools import cached_property, lru_cache
from typing import NamedTuple

from screening.names.han_forms import fold_han
from screening.names.reference import word_frequencies
from screening.red_flag_rules import SHORTEST_STEM

_WORD = re.compile(r"[^\W_]+")
_WORD_OR_STEM = re.compile(r"[^\W_]+\*?")
# Combining accents, Arabic vowel signs and hamza, the Arabic stretching dash; the voicing marks of kana stay.
_MARKS = re.compile("[\u0300-\u036f\u064b-\u0655\u0640]")
_DASHED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i"})
_HAS_DASHED = re.compile("[łøđı]")
_ARABIC_ARTICLE = re.compile(r"\b(?:[وفبك]?ال|لل)(?=\w{3})")  # with what is written together with it
_WITHOUT_SPACES = r"\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
_UNSPACED = re.compile(f"[{_WITHOUT_SPACES}]")
_SENTENCE_END = re.compile(rf"\.(?=\s)|[。!?;\n]|(?<=[{_WITHOUT_SPACES}]),")  # a folded comma stands for ，, too
_WORD_APART = re.compile(rf"[^\W_{_WITHOUT_SPACES}]+")  # AIS in AIS信号: what is written together with such letters
# the same in a text of ASCII alone, found in half the time: what is no letter or digit is a blank, capitals are small
_ASCII_WORDS = bytes(
    code if (letter := chr(code)).isascii() and letter.isalnum() else 32 for code in range(256)
).lower()
_ASCII_LINES = _ASCII_WORDS[:10] + b"\n" + _ASCII_WORDS[11:]  # the same, but for the ends of lines
# in order, with what stands between: words that such letters part are no neighbours
_WORD_OR_RUN = re.compile(rf"{_WORD_APART.pattern}|[{_WITHOUT_SPACES}]+")
_LONGEST_WORD = 30  # letters, with the space behind it
_ARABIC = re.compile("[\u0600-\u06ff]")

_REMEMBERED = 8192  # texts
_SILENT_REMEMBERED = 50_000  # words
_LONGEST_REMEMBERED = 200  # characters: longer texts are hardly ever the same


def folded(text: str) -> str:
    """The text as phrases are compared with it."""
    if text.isascii():
        return text.lower()
    return _folded_short(text) if len(text) <= _LONGEST_REMEMBERED else _folded(text)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    plain = unicodedata.normalize("NFC", _MARKS.sub("", plain))
    if _HAS_DASHED.search(plain):  # the table is asked for every letter, and few texts need it
        plain = plain.translate(_DASHED)
    plain = fold_han(plain)
    return _ARABIC_ARTICLE.sub("", plain) if _ARABIC.search(plain) else plain


_folded_short = lru_cache(maxsize=_REMEMBERED)(_folded)
"""`_folded`, remembered: columns repeat themselves, and what a row says is looked at for flags and for links."""


def words_of(plain: str) -> list[str]:
    """The words of a `folded` text."""
    return _ascii_words(plain) if plain.isascii() else _WORD.findall(plain)


def on_lines(texts: Iterable[str]) -> str:
    """Texts, each on a line of its own: ends of lines in them are blanks."""
    return "\n".join([text.replace("\n", " ") if "\n" in text else text for text in texts])


def words_on_lines(texts: str) -> str:
    """Texts of ASCII `on_lines` with small letters, and blanks for all that parts words, as `words_of` knows them."""
    return texts.encode().translate(_ASCII_LINES).decode()


def words_of_each(texts: Sequence[str]) -> list[list[str]]:
    """The words of each of some texts of ASCII, as `words_of` gives those of the `folded` text."""
    return [line.split() for line in words_on_lines(on_lines(texts)).split("\n")] if texts else []


def _ascii_words(text: str) -> list[str]:
    return text.encode().translate(_ASCII_WORDS).decode().split()


class Found(NamedTuple):
    """A phrase in a text: whose it is, and where in the folded text it begins."""

    owner: str
    start: int


class _Phrase(NamedTuple):
    """A phrase by its words, one of which is its anchor: the rarest, so that few texts are looked at closely."""

    words: tuple[str, ...]
    anchor: int
    owner: str

    def stands_at(self, words: Sequence[str], place: int) -> bool:
        """Whether the phrase stands in the text where its anchor is the word at ``place``."""
        first = place - self.anchor
        if first < 0 or first + len(self.words) > len(words):
            return False
        return all(map(_is_word, self.words, words[first : first + len(self.words)]))

    def may_be_of(self, words: Set[str], anchor: str) -> bool:
        """Whether the phrase may be made of these words, one of which is its anchor: stems aside, it needs them all."""
        return _is_word(self.words[self.anchor], anchor) and all(w in words or w[-1] == "*" for w in self.words)


class _Index(NamedTuple):
    """Phrases by what a text must hold of them."""

    whole: dict[str, list[_Phrase]]  # by their anchors
    stems: dict[str, list[_Phrase]]  # by the first letters of these
    unspaced: dict[str, list[tuple[str, str]]]  # by the first letter of a script without spaces


class Phrases:
    """An index of phrases, each with its owner: a text is looked through once for all of them.

    It is made when the first text is looked through: of the phrases that only count beside others most runs need none.
    """

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        """The index of pairs (owner, phrase)."""
        self._phrases = tuple(phrases)
        self._silent: set[str] = set()  # words seen of late that are no phrase's anchor, as most are

    @cached_property
    def _index(self) -> _Index:
        index = _Index({}, {}, {})
        for owner, phrase in self._phrases:
            plain = folded(phrase)
            if letter := _UNSPACED.search(plain):
                index.unspaced.setdefault(letter[0], []).append(("".join(plain.split()), owner))
                continue
            words = tuple(_WORD_OR_STEM.findall(plain))
            whole = [place for place, word in enumerate(words) if word[-1] != "*"]
            anchor = min(whole, key=lambda place: _commonness(words[place]), default=0)
            told = _Phrase(words, anchor, owner)
            if whole:
                index.whole.setdefault(words[anchor], []).append(told)
            else:
                index.stems.setdefault(words[anchor][:SHORTEST_STEM], []).append(told)
        return index

    @cached_property
    def _first_letters(self) -> re.Pattern[str]:
        letters = "".join(map(re.escape, self._index.unspaced))
        return re.compile(f"[{letters}]" if letters else "(?!)")

    def may_hold(self, plain: str) -> bool:
        """Whether a `folded` text holds a phrase, or one of several texts that something other than a word parts:
        cheap, and never false where `found` finds one in one of them.
        """
        if self.may_hold_of_words(_words_and_runs(plain)):
            return True
        return not plain.isascii() and next(self._of_letters(_tight(plain)), None) is not None

    def telling(self, words: Set[str]) -> set[str]:
        """Those of the words of some texts of ASCII of which one must stand in a text that holds a phrase: anchors of
        phrases of which every other word stands in one of the texts, too.
        """
        whole, stems = self._index.whole, self._index.stems
        anchors = {*(words & whole.keys()), *[word for word in words if word[:SHORTEST_STEM] in stems]}
        return {word for word in anchors if any(one.may_be_of(words, word) for one in self._anchored(word))}

    def may_hold_of_words(self, words: Sequence[str]) -> bool:
        """`may_hold` of a text of ASCII, by its words."""
        return next(self._of_words(words), None) is not None

    def found(self, plain: str) -> Iterator[Found]:
        """The phrases in a `folded` text, in the order of the text; those without spaces last."""
        starts: list[int] = []
        for place, phrase in self._of_words(_words_and_runs(plain)):
            starts = starts or [match.start() for match in _WORD_OR_RUN.finditer(plain)]
            yield Found(phrase.owner, starts[place])
        if not plain.isascii():
            places: list[int] = []
            for start, owner in self._of_letters(_tight(plain)):
                places = places or [place for place, letter in enumerate(plain) if not letter.isspace()]
                yield Found(owner, places[start])

    def _of_words(self, words: Sequence[str]) -> Iterator[tuple[int, _Phrase]]:
        """The phrases of words, each with the place of its anchor among the words of a text."""
        silent = self._silent
        if silent.issuperset(words):
            return
        for place, word in enumerate(words):
            if word in silent:
                continue
            for phrase in self._anchored(word):
                if phrase.stands_at(words, place):
                    yield place, phrase

    def _anchored(self, word: str) -> Sequence[_Phrase]:
        """The phrases of which a word is, or may begin, the anchor."""
        phrases = (*self._index.whole.get(word, ()), *self._index.stems.get(word[:SHORTEST_STEM], ()))
        if not phrases:
            self._remember((word,))
        return phrases

    def _remember(self, words: Collection[str]) -> None:
        """Words that are the anchor of no phrase; of the longest ones too much would be kept."""
        if len(self._silent) + len(words) > _SILENT_REMEMBERED:
            self._silent.clear()
        self._silent.update(word for word in words if len(word) < _LONGEST_WORD)

    def _of_letters(self, tight: str) -> Iterator[tuple[int, str]]:
        """The owners of phrases of a script without spaces, each with the place in a text without white space."""
        for letter in dict.fromkeys(self._first_letters.findall(tight)):
            for phrase, owner in self._index.unspaced[letter]:
                if (start := tight.find(phrase)) >= 0:
                    yield start, owner


def _words_and_runs(plain: str) -> list[str]:
    return _ascii_words(plain) if plain.isascii() else _WORD_OR_RUN.findall(plain)


def _tight(plain: str) -> str:
    """The text without spaces, which count neither in it nor in the phrases: Korean writers set them as they like."""
    return "".join(plain.split())


def is_near(plain: str, one: int, other: int, within: int) -> bool:
    """Whether two places of a `folded` text are at most so many words apart, and in one sentence.

    Of scripts without spaces two letters count as a word.
    """
    between = plain[min(one, other) : max(one, other)]
    if len(between) > within * _LONGEST_WORD or _SENTENCE_END.search(between):
        return False
    return len(_UNSPACED.findall(between)) / 2 + len(_WORD_APART.findall(between)) <= within


def _commonness(word: str) -> tuple[bool, float]:
    """Letters alone stand anywhere (the s of a genitive), and in no table of words."""
    return len(word) < 3, sum(table.get(word, 0.0) for table in word_frequencies().values())


def _is_word(told: str, word: str) -> bool:
    return told == word or (told[-1] == "*" and word.startswith(told[:-1]))
