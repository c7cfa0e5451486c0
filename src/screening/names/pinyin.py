"""Mandarin in Latin letters: Hanyu Pinyin (ISO 7098) and Wade-Giles (1892), without tones and apostrophes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import product

_INITIALS = (
    "", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "zh", "ch", "sh", "r", "z", "c", "s",
)  # fmt: skip
_PLAIN = "a ai an ang ao e ei en eng ou"
_FINALS = {
    "": f"{_PLAIN} er o yi ya yan yang yao ye yin ying yo yong you yu yuan yue yun wu wa wai wan wang wei wen weng wo",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u", "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": f"{_PLAIN} i ian iao ie in ing iu o u", "f": "a an ang ei en eng o ou u",
    "d": f"{_PLAIN} i ian iao ie ing iu ong u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": f"{_PLAIN} i ian iang iao ie in ing iu ong u uan un uo ue",
    "l": f"{_PLAIN} i ian iang iao ie in ing iu ong u uan un uo ue",
    "g": f"{_PLAIN} ong u ua uai uan uang ui un uo", "k": f"{_PLAIN} ong u ua uai uan uang ui un uo",
    "h": f"{_PLAIN} ong u ua uai uan uang ui un uo", "zh": f"{_PLAIN} i ong u ua uai uan uang ui un uo",
    "ch": f"{_PLAIN} i ong u ua uai uan uang ui un uo", "sh": f"{_PLAIN} i u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u uan ui un uo", "z": f"{_PLAIN} i ong u uan ui un uo",
    "c": f"{_PLAIN} i ong u uan ui un uo", "s": f"{_PLAIN} i ong u uan ui un uo",
    **dict.fromkeys("jqx", "i ia ian iang iao ie in ing iong iu u uan ue un"),
}  # fmt: skip
_WG_INITIALS = {
    "b": "p", "d": "t", "g": "k", "j": "ch", "q": "ch", "x": "hs", "zh": "ch", "r": "j", "z": "ts", "c": "ts",
}  # fmt: skip
_WG_WHOLE = {
    "zhi": "chih", "chi": "chih", "shi": "shih", "ri": "jih", "zi": "tzu", "ci": "tzu", "si": "ssu", "er": "erh",
    "ye": "yeh", "yan": "yen", "you": "yu", "yue": "yueh", "yong": "yung", "yi": "i", "ge": "ko", "ke": "ko",
    "he": "ho", "e": "o", "gui": "kuei", "kui": "kuei", "xue": "hsueh", "xiong": "hsiung",
}  # fmt: skip
_WG_FINALS = {"ian": "ien", "ie": "ieh", "ue": "ueh", "ong": "ung", "iong": "iung"}
_KEPT_UO = ("g", "k", "h", "sh", "")


@cache
def _syllables() -> Mapping[str, str]:
    """Pinyin syllable -> the same in Wade-Giles."""
    return {i + f: _in_wade_giles(i, f) for i, finals in _FINALS.items() for f in finals.split()}


def _in_wade_giles(initial: str, final: str) -> str:
    whole = initial + final
    if whole in _WG_WHOLE:
        return _WG_WHOLE[whole]
    if final == "uo" and initial not in _KEPT_UO:
        final = "o"
    return _WG_INITIALS.get(initial, initial) + _WG_FINALS.get(final, final)


def parse(word: str, system: str = "pinyin") -> tuple[str, ...]:
    """The syllables of a word in ``pinyin`` or ``wade``, the longest first at each place; () where it is none."""
    syllables = _syllables().keys() if system == "pinyin" else frozenset(_syllables().values())

    def rest(place: int) -> tuple[str, ...] | None:
        if place == len(word):
            return ()
        for end in range(min(len(word), place + 6), place, -1):
            if word[place:end] in syllables and (behind := rest(end)) is not None:
                return word[place:end], *behind
        return None

    return rest(0) or ()


def wade_giles(syllables: Sequence[str]) -> str:
    """Syllables of pinyin in Wade-Giles (``xiao``, ``ping`` -> ``hsiaoping``); others as they are."""
    return "".join(_syllables().get(s, s) for s in syllables)


@cache
def _from_wade_giles() -> Mapping[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for pinyin, wade in _syllables().items():
        table[wade] = (*table.get(wade, ()), pinyin)
    return table


WADE_GILES = "hs|tz|^ss|[iu]eh|[csj]h?ih$|shih|chih|jen|erh"
"""What shows that a word is in Wade-Giles (a regular expression): letters that follow each other in no pinyin."""
_TELLTALE = re.compile(WADE_GILES)
_MOST_SYLLABLES = 3
_MOST_LETTERS = 6 * _MOST_SYLLABLES


def from_wade_giles(word: str) -> tuple[str, ...]:
    """The pinyin that a word in unmistakable Wade-Giles may stand for (``hsiaoping`` -> ``xiaoping``), at most four.

    Without apostrophes one syllable may stand for two or three (ch for zh, j, ch, q); () for all other words.
    """
    if len(word) > _MOST_LETTERS or not _TELLTALE.search(word):
        return ()
    syllables = parse(word, "wade")
    if not 0 < len(syllables) <= _MOST_SYLLABLES:
        return ()
    choices = product(*(_from_wade_giles()[s][:2] for s in syllables))
    return tuple(dict.fromkeys("".join(c) for c in choices))[:4]
