"""Make ``screening/data/han_variants.txt`` and ``han_readings.tsv``: one form and the readings of Han characters.

The inputs are public files that the user downloads beforehand: Unihan_Readings.txt of the Unicode character database
(Unicode licence) and the character dictionaries of OpenCC (Apache-2.0), as OpenCC and the package
opencc-python-reimplemented carry them.

    python tools/make_han_data.py --readings Unihan_Readings.txt --opencc opencc/dictionary
        --variants src/screening/data/han_variants.txt --output src/screening/data/han_readings.tsv
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

# The character sets in everyday use, whose characters are kept; Unihan has 70,000 more.
_CODECS = ("gb2312", "big5", "big5hkscs", "euc_kr", "shift_jis")
_SIMPLIFIED = "gb2312"
_LEAST_SHARE = 0.1  # of a character's occurrences that a second Mandarin reading must have

# Variants that the dictionaries of OpenCC leave apart, since no standard exchanges them: old and regional forms that
# names keep. Canonical form first.
_MORE_VARIANTS = (
    "高髙 崎﨑嵜 边邉 德悳 青靑 清淸 尚尙 曹曺 裴裵 郎郞 "
    "强彊 昂昻 柏栢 珍珎 略畧 乡鄕 渊渕 尧尭 槙槇 宝寳 岛嶋嶌 隶隷 饮飮"
)
# A word that Japan writes with another character of the same sound since 1956: 総連 is 總聯.
_REPLACED = {"联": "连"}

# Readings that characters have as family names, which running text hardly shows.
_FAMILY_READINGS = {
    "单": "shan", "曾": "zeng", "朴": "piao", "仇": "qiu", "盖": "ge", "区": "ou", "查": "zha", "翟": "zhai",
    "覃": "qin", "员": "yun", "缪": "miao", "尉": "yu", "解": "xie", "任": "ren", "贾": "jia", "葛": "ge", "乐": "yue",
    "纪": "ji", "华": "hua", "冼": "xian", "佘": "she", "郇": "xun", "隗": "wei", "牟": "mou",
}  # fmt: skip
Variants = dict[str, str]


def main() -> None:
    """Read the inputs named on the command line and write the two files."""
    args = _arguments()
    unihan = _unihan(args.readings)
    variants = fold_table(args.opencc)
    args.variants.write_text("\n".join(_variant_lines(variants)) + "\n", "utf-8")
    args.output.write_text("\n".join(_reading_lines(unihan, variants, args.opencc)) + "\n", "utf-8")


def fold_table(opencc: Path) -> Variants:
    """Character -> the one form in which it is compared: the simplified one of China, where there is one."""
    folds: Variants = dict(_REPLACED)
    simplified = {old: new[0] for old, new in _pairs(opencc / "TSCharacters.txt") if new[0] != old and len(new[0]) == 1}
    folds.update(simplified)
    for name in ("JPVariants.txt", "HKVariants.txt", "TWVariants.txt"):
        for old, forms in _pairs(opencc / name):
            for form in forms:  # 芸 is 藝 in Japan, but a character of its own in China: left apart
                if form != old and len(form) == 1 and form not in folds and not _encodes(form, _SIMPLIFIED):
                    folds[form] = simplified.get(old, old)
    for group in _MORE_VARIANTS.split():
        head, *rest = (unicodedata.normalize("NFC", c) for c in group)
        for char in rest:
            if char not in folds and char != head and not _encodes(char, _SIMPLIFIED):
                folds[char] = head
    return {char: form for char in folds if (form := _end(char, folds)) != char}


def _end(char: str, folds: Mapping[str, str]) -> str:
    seen = [char]
    while (following := folds.get(seen[-1])) is not None and following not in seen:
        seen.append(following)
    return seen[-1]


def _variant_lines(variants: Variants) -> Iterator[str]:
    yield from (
        "# Forms of one Han character: the form in which names are compared, then the others (traditional ones, those",
        "# of Japan, Hong Kong, Taiwan and Korea). One to one by character: 发 stands for both 發 and 髮, as in China.",
        "# Made by tools/make_han_data.py from the character dictionaries of OpenCC (Copyright 2010-2017 Carbo Kuo and",
        "# contributors, Apache License 2.0, https://github.com/BYVoid/OpenCC), changed: inverted, merged, and some",
        "# forms added that names keep (髙 for 高).",
    )
    groups: dict[str, list[str]] = {}
    for char, form in sorted(variants.items()):
        groups.setdefault(form, []).append(char)
    for form, chars in sorted(groups.items()):
        yield form + "".join(chars)


def _reading_lines(unihan: Mapping[str, Mapping[str, str]], variants: Variants, opencc: Path) -> Iterator[str]:
    yield from (
        "# Readings of Han characters: the character, Mandarin (pinyin without tones), Cantonese (as the government of",
        "# Hong Kong spells it), Korean (hangul, before the sound law of the South), Japanese (on reading, Hepburn,",
        "# long vowels as ou and uu). More than one in a field: most usual first. A traditional form stands here only",
        "# where it is read otherwise than the form that han_variants.txt gives for it. The words above the characters",
        "# are those in which a character has another Mandarin reading than its most usual one.",
        "# Made by tools/make_han_data.py from Unihan_Readings.txt of the Unicode Character Database 14.0. Copyright",
        "# 1991-2021 Unicode, Inc., under its licence for data files (Unicode-DFS-2016, now Unicode License v3,",
        "# https://www.unicode.org/license.txt), which allows use, copying, change and distribution with this notice.",
    )
    yield from ("\t".join(phrase) for phrase in sorted(_PHRASES.items()))
    forms: dict[str, list[str]] = {}
    for simple, olds in _pairs(opencc / "STCharacters.txt"):
        forms[simple] = [old for old in olds if len(old) == 1 and old != simple]
    for char, form in sorted(variants.items()):
        if char not in forms.setdefault(form, []):
            forms[form].append(char)
    own = {char: _readings(char, fields) for char, fields in unihan.items() if _everyday(char, fields)}
    filled = {char: own.get(char, ("",) * 4) for char in {*own, *variants.values()}}
    for char in sorted(filled):
        if char not in variants:
            others = [own[other] for other in forms.get(char, ()) if other in own]
            filled[char] = tuple(
                mine or next((other[i] for other in others if other[i]), "") for i, mine in enumerate(filled[char])
            )
    for char, readings in sorted(filled.items()):
        if any(readings) and (char not in variants or _differs(readings, filled.get(variants[char], ("",) * 4))):
            yield "\t".join((char, *readings)).rstrip("\t")


def _differs(mine: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return any(m and m.split()[0] not in o.split()[:1] for m, o in zip(mine, other, strict=True))


def _everyday(char: str, fields: Mapping[str, str]) -> bool:
    return "kTGHZ2013" in fields or any(_encodes(char, codec) for codec in _CODECS)


def _readings(char: str, fields: Mapping[str, str]) -> tuple[str, ...]:
    return (
        " ".join(_mandarin(char, fields)),
        " ".join(_cantonese(fields.get("kCantonese", ""))),
        " ".join(_korean(fields.get("kHangul", ""))),
        " ".join(word.lower() for word in fields.get("kJapaneseOn", "").split()[:1]),
    )


def _mandarin(char: str, fields: Mapping[str, str]) -> list[str]:
    """The reading of the dictionary, then that of a family name or the one that texts have most beside it."""
    counts: dict[str, int] = {}
    for reading, count in re.findall(r"(\S+?)\((\d+)\)", fields.get("kHanyuPinlu", "")):
        counts[_toneless(reading)] = counts.get(_toneless(reading), 0) + int(count)
    least = sum(counts.values()) * _LEAST_SHARE
    first = [_toneless(r) for r in fields.get("kMandarin", "").split()[:1]]
    others = sorted((r for r, n in counts.items() if n >= least), key=lambda r: (-counts[r], r))
    family = [_FAMILY_READINGS[char]] if char in _FAMILY_READINGS else []
    return list(dict.fromkeys((*first, *family, *others)))[:2]


def _toneless(pinyin: str) -> str:
    """A syllable of pinyin without its tone; ü as passports write it (lü, nü: lyu would be the law, lu is met more)."""
    plain = unicodedata.normalize("NFD", pinyin).replace("u\u0308", "v")
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return plain.replace("ve", "ue").replace("v", "u")


def _korean(field: str) -> list[str]:
    """Readings of education first (0E), then those of names (0N); without the forms of the sound law (이 beside 리)."""
    readings = [tuple(r.partition(":")[::2]) for r in field.split()]
    known = [r for r, source in readings if "E" in source] + [r for r, source in readings if "N" in source]
    return list(dict.fromkeys(known or [r for r, _ in readings]))[:2]


# Words whose characters have another reading than the most usual one.
_PHRASES = {
    "银行": "yin hang", "商行": "shang hang", "行业": "hang ye", "朝鲜": "chao xian", "重庆": "chong qing",
    "厦门": "xia men", "长城": "chang cheng", "长江": "chang jiang", "长春": "chang chun", "长沙": "chang sha",
    "长安": "chang an", "长征": "chang zheng", "长白": "chang bai", "音乐": "yin yue", "西藏": "xi zang",
    "重工": "zhong gong",
}  # fmt: skip

_SHORT_A = re.compile("(?<![aeiou])a(?=[mnpt]$)")


def _cantonese(field: str) -> list[str]:
    """The reading, and the same with u for a short a, as many spell it in names (振 Chan, Chun; 林 Lam, Lum)."""
    first = field.split()[:1]
    spelt = [hong_kong(r) for r in first]
    short = [_SHORT_A.sub("u", s) for r, s in zip(first, spelt, strict=True) if "aa" not in r]
    return list(dict.fromkeys(spelt + short))


# Jyutping to the spelling of the Hong Kong government (no standard was published: the usual one of names and places).
_HK_INITIALS = {
    "b": "p", "p": "p", "m": "m", "f": "f", "d": "t", "t": "t", "n": "n", "l": "l", "g": "k", "k": "k", "ng": "ng",
    "h": "h", "gw": "kw", "kw": "kw", "w": "w", "z": "ch", "c": "ch", "s": "s", "j": "y", "": "",
}  # fmt: skip
_HK_FINALS = {
    "aa": "a", "aai": "ai", "aau": "au", "aam": "am", "aan": "an", "aang": "ang", "aap": "ap", "aat": "at", "aak": "ak",
    "eoi": "ui", "eon": "un", "eot": "ut", "oe": "eu", "oeng": "eung", "oek": "euk", "ou": "o", "yu": "yu",
    "yun": "uen", "yut": "uet",
}  # fmt: skip
_HK_SYLLABLES = {
    "zi": "chi", "ci": "chi", "si": "sze", "fu": "fu", "jyu": "yu", "zyu": "chu", "cyu": "chu", "syu": "shu",
    "hyu": "hui", "jyun": "yuen", "jyut": "yuet", "kwok": "kwok", "gok": "kok", "ji": "yi", "jin": "yin", "jiu": "yiu",
    "jim": "yim", "jip": "yip", "jik": "yik", "jit": "yit", "m": "ng", "hng": "hng", "zau": "chau", "zaang": "tsang",
    "zang": "tsang", "ceoi": "tsui", "zeoi": "tsui", "ze": "che", "ce": "tse", "zou": "cho", "cou": "tso",
    "coi": "choi", "seon": "shun", "sing": "shing", "seoi": "shui", "saan": "shan", "sau": "shau", "suk": "shuk",
    "sek": "shek", "saa": "sha", "sam": "sam", "soeng": "sheung", "gun": "kwun", "gau": "kau",
    "wu": "wu", "wing": "wing",
}  # fmt: skip
_JYUTPING = re.compile(r"(ng|gw|kw|[bpmfdtnlgkhwzcsj])?([a-z]+)\d")


def hong_kong(jyutping: str) -> str:
    """A syllable of Jyutping in the spelling of the Hong Kong government (``zoeng1`` -> ``cheung``)."""
    syllable = jyutping.rstrip("0123456789")
    if syllable in _HK_SYLLABLES:
        return _HK_SYLLABLES[syllable]
    found = _JYUTPING.fullmatch(jyutping)
    if not found:
        return syllable
    initial, final = found[1] or "", found[2]
    if initial == "ng" and not final:
        return "ng"
    return _HK_INITIALS[initial] + _HK_FINALS.get(final, final)


def _encodes(char: str, codec: str) -> bool:
    try:
        char.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def _pairs(path: Path) -> Iterator[tuple[str, list[str]]]:
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            old, _, new = line.partition("\t")
            yield old, new.split()


def _unihan(path: Path) -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    for line in _data_lines(path.read_text("utf-8").splitlines()):
        code, field, value = line.split("\t")
        table.setdefault(chr(int(code[2:], 16)), {})[field] = value
    return table


def _data_lines(lines: Iterable[str]) -> Iterator[str]:
    return (line for line in lines if line and not line.startswith("#"))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readings", type=Path, required=True, help="Unihan_Readings.txt")
    parser.add_argument("--opencc", type=Path, required=True, help="folder of OpenCC's dictionaries")
    parser.add_argument("--variants", type=Path, required=True, help="file of variants to write")
    parser.add_argument("--output", type=Path, required=True, help="file of readings to write")
    return parser.parse_args()


if __name__ == "__main__":
    main()
