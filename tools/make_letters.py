"""Make ``screening/data/letters.tsv``: how often letters follow each other in the languages of old code pages.

The encoding of a text file is told by which reading makes the likeliest text; this is the measure. Counted are the
words of the Unicode CLDR that Babel brings along (names of countries, languages, currencies and cities, months and
days) and the headers and legal forms that this project knows. Only frequencies are kept.

    pip install babel
    python tools/make_letters.py > src/screening/data/letters.tsv
"""

from __future__ import annotations

import math
import sys
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "src" / "screening" / "data"

ALPHABETS = {
    # language: the locales of CLDR whose words are counted
    "western": ("de", "fr", "es", "pt", "it", "nl", "sv", "da", "nb", "fi", "is", "ca"),
    "central": ("pl", "cs", "sk", "hu", "sl", "hr", "ro"),
    "baltic": ("lt", "lv", "et"),
    "turkish": ("tr",),
    "cyrillic": ("ru", "uk", "bg", "sr", "mk", "be"),
    "greek": ("el",),
    "hebrew": ("he",),
    "arabic": ("ar", "fa", "ur"),
    "thai": ("th",),
}
IDEOGRAPHS = {"simplified": ("zh_Hans",), "traditional": ("zh_Hant",), "japanese": ("ja",), "korean": ("ko",)}
HEADERS = {"simplified": "zh", "traditional": "zh", "japanese": "ja", "korean": "ko"}
TIMES_HEADERS = 5  # business words say more about a table than the names of languages
LEAST_PAIR = 2  # occurrences: fewer are chance
KEPT_IDEOGRAPHS = 900
VOWEL_SIGNS = ("Mn", "Mc")  # of Thai, which are letters of its words
LEAST_BITS, MOST_BITS = 1, 15


def words(locale: str) -> Iterator[str]:
    """All that CLDR calls by a name in a language."""
    from babel import Locale  # noqa: PLC0415 - needed by this tool alone

    data = Locale.parse(locale)
    for names in (data.territories, data.languages, data.currencies, data.scripts, data.variants):
        yield from names.values()
    for names in (data.months["format"]["wide"], data.days["format"]["wide"]):
        yield from names.values()
    yield from (zone["city"] for zone in data.time_zones.values() if "city" in zone)
    for zone in data.meta_zones.values():
        yield from (text for text in zone.get("long", {}).values() if isinstance(text, str))


def own_words(language: str) -> Iterator[str]:
    """The headers that this project knows in a language."""
    sections: Mapping[str, Any] = tomllib.loads((DATA / "headers.toml").read_text(encoding="utf-8"))["field"]
    for section in sections.values():
        yield from section["headers"].get(language, ())


def letters(text: str) -> Iterator[tuple[str, str]]:
    """Each letter with the one before it; a space stands for whatever is no letter."""
    before = " "
    for char in text.lower():
        now = char if char.isalpha() or unicodedata.category(char) in VOWEL_SIGNS else " "
        yield before, now
        before = now


def bits(share: float) -> int:
    """How much a letter of that share tells, in bits."""
    return min(max(round(-math.log2(share)), LEAST_BITS), MOST_BITS)


def levels(counts: Mapping[str, int], total: int) -> str:
    """``2eai 3nt``: letters by their bits."""
    by_bits: defaultdict[int, list[str]] = defaultdict(list)
    for letter, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        by_bits[bits(count / total)].append(letter)
    return " ".join(f"{level}{''.join(by_bits[level])}" for level in sorted(by_bits))


def alphabet(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The lines of a language with an alphabet: all letters, and after each letter those that follow it."""
    single: Counter[str] = Counter()
    pairs: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for before, now in letters(text):
            if now != " ":
                single[now] += 1
            if not before.isascii() or not now.isascii():
                pairs[before][now] += 1
    totals = Counter(before for text in texts for before, _ in letters(text))
    yield "", levels({c: n for c, n in single.items() if n >= LEAST_PAIR}, single.total())
    for before in sorted(pairs):
        kept = {now.replace(" ", "_"): n for now, n in pairs[before].items() if n >= LEAST_PAIR}
        if kept:
            yield before.replace(" ", "_"), levels(kept, totals[before])


def ideographs(texts: Iterable[str]) -> str:
    """The frequent characters of a language without an alphabet."""
    counts = Counter(char for text in texts for char in text if char.isalpha() and not char.isascii())
    return levels(dict(counts.most_common(KEPT_IDEOGRAPHS)), counts.total())


def main() -> None:
    """Write the table to standard output."""
    out = sys.stdout
    out.write(
        "# How many bits a letter tells (minus the binary logarithm of its share), by group, language and the letter\n"
        "# before it: a letter behind a number has that many bits; _ is the edge of a word; the line without a letter\n"
        "# before is that of letters by themselves. Pairs of ASCII letters are left out: they look the same in every\n"
        "# encoding. Made by tools/make_letters.py from the Unicode CLDR.\n"
    )
    for group, locales in ALPHABETS.items():
        for locale in locales:
            texts = [*words(locale), *list(own_words(locale)) * TIMES_HEADERS]
            for before, shown in alphabet(texts):
                out.write(f"{group}\t{locale}\t{before}\t{shown}\n")
    for group, locales in IDEOGRAPHS.items():
        texts = [text for locale in locales for text in words(locale)]
        own = [text for text in own_words(HEADERS[group]) if group != "simplified" or _is(text, "gb2312")]
        own = [text for text in own if group != "traditional" or _is(text, "big5")]
        out.write(f"{group}\t{locales[0]}\t\t{ideographs([*texts, *own * TIMES_HEADERS])}\n")


def _is(text: str, codec: str) -> bool:
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


if __name__ == "__main__":
    main()
