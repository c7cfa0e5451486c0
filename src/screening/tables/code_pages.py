"""Which code page a text is in: the one in which it reads most like a language.

Every candidate reads the same bytes; the likeliest text, by the letters of its languages, is taken. The candidates
are data (``data/code_pages.toml``), and so is what letters tell (``data/letters.tsv``).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

PIECES = 250
"""Most different words that are looked at; more make a file no more certain."""

BYTES = 8_000
"""Bytes that these have together at most: many times what words have, and little of what is no text."""

NEW_PAIR = 3.0
"""Bits for a letter of the language in a place where it has not been seen."""

STRANGE = 16.0
"""Bits for a letter that the language does not have, and for a character that nobody writes in names."""

SIGN = 8.0
"""Bits for quotation marks, dashes and the like."""

INSIDE = 10.0
"""More bits for such a sign between two letters of a word, where nobody writes one but an apostrophe."""

OTHER_LANGUAGE = 5.0
"""Bits for a word in another language than most of the file."""

MIXED_CASE = 10.0
"""Bits for a capital inside of a word in small letters: a wrong code page mixes the cases."""

MIXED_SCRIPTS = 10.0
"""Bits for a Latin letter beside one of another alphabet."""

COMMON, RARE = 12.5, 17.0
"""Bits for a character of the frequent and of the rare ones, in languages that have thousands."""

HALF_WIDTH = 8.0
"""Bits for narrow kana, which are one byte each."""

UNREADABLE = 24.0
"""Bits for a byte that the code page does not have."""

PLAUSIBLE = 16.5
"""Most bits for each character beyond ASCII that a text in the right code page takes; those of letters that stand alone
among ASCII ones are counted from both sides."""

NEARLY = 8.0
"""Bits by which a text reads better in the likeliest code page than in another, up to which it may be in that one."""

# Bytes that are no part of another character in any of the encodings.
_APART = re.compile(rb'[\s,;"]+')
_SIGNS = frozenset("€‚„…‘’“”‹›«»•–—™®©§°´·ªº№¡¿\u00a0、。「」『』（）・，：；－・")
_LATIN = "[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]"
# A sign, a fraction or a small figure between two Latin letters: none but an apostrophe or the point of l·l does.
_INSIDE = re.compile(f"(?<={_LATIN})(?:[^\\w\\s\\x00-\\x7f’·]|[¼½¾¹²³×÷])(?={_LATIN})")
# Ideographs and kana against the small letters of a Latin word: what is left of accents. JR東日本 has capitals there.
_IDEOGRAPH = "[\u2e80-\u9fff\uac00-\ud7af\uff61-\uff9f]"
_IDEOGRAPHS_INSIDE = re.compile(f"(?<=[a-z]){_IDEOGRAPH}|{_IDEOGRAPH}(?=[a-z])")
_EDGE = " "
_VOWEL_SIGNS = ("Mn", "Mc")  # of Thai; they are letters of its words
_NARROW_KANA = ("\uff61", "\uff9f")


@dataclass(frozen=True, slots=True)
class CodePage:
    """A candidate; see the head of ``code_pages.toml``. ``rows`` are the lead bytes of its frequent characters."""

    codec: str
    title: str
    letters: tuple[str, ...]
    prior: float
    common_codec: str
    rows: frozenset[int]

    def is_common(self, char: str) -> bool:
        """Whether a character is one of the frequent ones of the standard behind the encoding."""
        return _in_rows(self.common_codec, self.rows)(char) if self.common_codec else True


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest code page; ``certain`` where the text reads like a language in it. ``others`` are those in which it
    reads otherwise, and nearly as well.
    """

    page: CodePage
    certain: bool
    others: tuple[CodePage, ...] = ()


@dataclass(frozen=True, slots=True)
class _Language:
    """Bits of letters by themselves, and of letters after another."""

    single: Mapping[str, int]
    pairs: Mapping[tuple[str, str], int]
    latin: bool
    prior: float


def guess(data: bytes) -> Guess:
    """The code page in which ``data`` reads most like a language."""
    counted = Counter(piece for piece in _APART.split(data) if not piece.isascii())
    pieces = list(_within(BYTES, counted.most_common(PIECES)))
    costs = [page.prior + _cost(pieces, page) for page in code_pages()]
    least = min(costs)
    best = code_pages()[costs.index(least)]
    text = [piece.decode(best.codec, "replace") for piece, _ in pieces]
    # of those that read the file alike, the one that it is most often in
    page = next(p for p in code_pages() if [piece.decode(p.codec, "replace") for piece, _ in pieces] == text)
    foreign = sum(times * sum(not c.isascii() for c in word) for word, (_, times) in zip(text, pieces, strict=True))
    others: dict[tuple[str, ...], CodePage] = {}
    for cost, place in sorted((cost, place) for place, cost in enumerate(costs)):
        if cost <= least + NEARLY:
            other = code_pages()[place]
            others.setdefault(tuple(piece.decode(other.codec, "replace") for piece, _ in pieces), other)
    del others[tuple(text)]
    certain = least - best.prior <= PLAUSIBLE * foreign
    return Guess(page, certain=certain, others=tuple(others.values()))


def _within(most: int, pieces: Iterable[tuple[bytes, int]]) -> Iterator[tuple[bytes, int]]:
    """The first pieces, as many as have so many bytes together; a longer first one is cut off."""
    for piece, times in pieces:
        if most <= 0:
            return
        yield piece[:most], times
        most -= len(piece)


def bits(text: str) -> float:
    """How unlikely a text is, in whatever language of the table it reads best: for comparing readings of one text."""
    return min(_bits(text, language, _is_ideograph) for group in _languages().values() for language in group)


@cache
def code_pages() -> tuple[CodePage, ...]:
    """The candidates, in the order in which equal ones are preferred."""
    return tuple(map(_page, _tables()["page"]))


@cache
def _tables() -> Mapping[str, Any]:
    return tomllib.loads((files("screening") / "data" / "code_pages.toml").read_text(encoding="utf-8"))


def _page(entry: Mapping[str, Any]) -> CodePage:
    common = entry.get("common", {"codec": "", "from": (), "to": ()})
    rows = (range(first, last + 1) for first, last in zip(common["from"], common["to"], strict=True))
    return CodePage(
        codec=entry["codec"], title=entry["title"], letters=tuple(entry["letters"]), prior=entry["prior"],
        common_codec=common["codec"], rows=frozenset(row for run in rows for row in run),
    )  # fmt: skip


def _cost(pieces: Iterable[tuple[bytes, int]], page: CodePage) -> float:
    """How unlikely words (with how often they stand in the file) are when they are read in a code page."""
    languages = [language for group in page.letters for language in _languages()[group]]
    by_language = [language.prior for language in languages]
    unreadable = 0
    for piece, times in pieces:
        text = piece.decode(page.codec, "replace")
        unreadable += times * text.count("\N{REPLACEMENT CHARACTER}")
        told = [_bits(text, language, page.is_common) for language in languages]
        foreign = min(own + language.prior for own, language in zip(told, languages, strict=True)) + OTHER_LANGUAGE
        by_language = [cost + times * min(own, foreign) for cost, own in zip(by_language, told, strict=True)]
    return min(by_language) + unreadable * UNREADABLE


def _bits(text: str, language: _Language, is_common: Callable[[str], bool]) -> float:
    """How unlikely a text is in a language. What ASCII alone says is the same in every encoding and not counted."""
    total = 0.0
    before, was_lower = _EDGE, False
    if not text.isascii():
        total += INSIDE * len(_INSIDE.findall(text)) + MIXED_SCRIPTS * len(_IDEOGRAPHS_INSIDE.findall(text))
    for char in text:
        letter = char.lower() if char.isalpha() or unicodedata.category(char) in _VOWEL_SIGNS else _EDGE
        if not (char.isascii() and before.isascii()):
            if letter == _EDGE:
                total += _sign_bits(char, before, language)
            else:
                total += _letter_bits(letter, before, language, is_common)
                total += MIXED_CASE if was_lower and char.isupper() else 0.0
                total += MIXED_SCRIPTS if _is_mixed(letter, before, language) else 0.0
        before, was_lower = letter, char.islower()
    return total + (0.0 if before.isascii() else _letter_bits(_EDGE, before, language, is_common))


def _is_mixed(letter: str, before: str, language: _Language) -> bool:
    """Whether a letter of another script stands beside a Latin one; languages without an alphabet do so freely."""
    apart = not language.latin and before != _EDGE and letter.isascii() != before.isascii()
    return apart and (bool(language.pairs) or _NARROW_KANA[0] <= letter <= _NARROW_KANA[1])


def _letter_bits(letter: str, before: str, language: _Language, is_common: Callable[[str], bool]) -> float:
    if language.pairs:
        pair = language.pairs.get((before, letter))
        if pair is not None:
            return pair
        return language.single.get(letter, STRANGE - NEW_PAIR) + NEW_PAIR if letter != _EDGE else NEW_PAIR
    if letter.isascii():
        return NEW_PAIR
    if (known := language.single.get(letter)) is not None:
        return known
    if _NARROW_KANA[0] <= letter <= _NARROW_KANA[1]:
        return HALF_WIDTH
    return COMMON if is_common(letter) else RARE


def _sign_bits(char: str, before: str, language: _Language) -> float:
    if char.isascii():
        return _letter_bits(_EDGE, before, language, _is_ideograph)
    return (SIGN if char in _SIGNS else STRANGE) + (SIGN if before not in (_EDGE, "") and language.pairs else 0.0)


def _is_ideograph(char: str) -> bool:
    """Whether a character is one of thousands: from Hangul and the radicals on, no alphabet follows but in oddities."""
    return char >= "\u1100"


@cache
def _in_rows(codec: str, rows: frozenset[int]) -> Callable[[str], bool]:
    @cache
    def is_common(char: str) -> bool:
        code = char.encode(codec, "ignore")
        return len(code) > 1 and code[0] in rows

    return is_common


@cache
def _languages() -> Mapping[str, tuple[_Language, ...]]:
    """The languages of ``letters.tsv`` by their group."""
    single: dict[tuple[str, str], dict[str, int]] = {}
    pairs: dict[tuple[str, str], dict[tuple[str, str], int]] = {}
    for line in (files("screening") / "data" / "letters.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        group, name, before, levels = line.split("\t")
        told = dict(_levels(levels))
        if before:
            first = before.replace("_", _EDGE)
            pairs.setdefault((group, name), {}).update({(first, now): told[now] for now in told})
        else:
            single[group, name] = told
    groups: dict[str, tuple[_Language, ...]] = {}
    for (group, name), letters in single.items():
        groups[group] = (
            *groups.get(group, ()),
            _Language(
                single=letters,
                pairs=pairs.get((group, name), {}),
                latin=letters.get("e", MIXED_SCRIPTS) < MIXED_SCRIPTS,
                prior=_tables()["few"].get(name, 0.0),
            ),
        )
    return groups


def _levels(text: str) -> Iterator[tuple[str, int]]:
    """``3en 12x``: letters with their bits."""
    for level, letters in re.findall(r"(\d+)(\S+)", text):
        for letter in letters:
            yield letter.replace("_", _EDGE), int(level)
