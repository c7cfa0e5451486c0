"""How often the encoding of a text file is told right: made-up names of 27 locales in the usual code pages.

    pip install faker charset-normalizer
    python benchmarks/encodings.py [FILES]

FILES (default 15) are written for each locale, encoding and size; a file counts as right if its text comes back letter
for letter. The second figure is that of charset-normalizer.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from collections.abc import Mapping

import charset_normalizer
from faker import Faker

from screening.tables.decode import decode

ENCODINGS: Mapping[str, tuple[str, ...]] = {
    "de_DE": ("cp1252", "cp850", "mac_roman"), "fr_FR": ("cp1252", "cp850", "mac_roman"),
    "es_ES": ("cp1252", "cp850", "cp437"), "pt_BR": ("cp1252", "cp850"), "it_IT": ("cp1252",),
    "sv_SE": ("cp1252", "cp437"), "da_DK": ("cp1252",), "pl_PL": ("cp1250", "iso8859_2", "cp852"),
    "cs_CZ": ("cp1250", "iso8859_2", "cp852"), "hu_HU": ("cp1250", "cp852"), "hr_HR": ("cp1250",), "ro_RO": ("cp1250",),
    "tr_TR": ("cp1254",), "el_GR": ("cp1253",), "he_IL": ("cp1255",), "ar_SA": ("cp1256",), "fa_IR": ("cp1256",),
    "ru_RU": ("cp1251", "koi8_r", "cp866", "mac_cyrillic"), "uk_UA": ("cp1251",), "bg_BG": ("cp1251",),
    "zh_CN": ("gb18030",), "zh_TW": ("big5",), "ja_JP": ("cp932", "euc_jp"), "ko_KR": ("cp949",), "th_TH": ("cp874",),
    "lt_LT": ("cp1257",), "lv_LV": ("cp1257",),
}  # fmt: skip
SIZES = (1, 5, 50)
NAMES, TRIES = 300, 4000


def names(locale: str, encoding: str) -> list[str]:
    """Names of people and companies that are not ASCII and that the encoding can hold."""
    fake = Faker(locale)
    found: list[str] = []
    for _ in range(TRIES):
        name = fake.company() if random.random() < 0.5 else fake.name()
        if not name.isascii() and name.encode(encoding, "ignore").decode(encoding) == name:
            found.append(name)
        if len(found) == NAMES:
            break
    return found


def main(files: int) -> None:
    random.seed(1)
    Faker.seed(1)
    right: defaultdict[tuple[str, int], list[tuple[bool, bool]]] = defaultdict(list)
    for locale, encodings in ENCODINGS.items():
        for encoding in encodings:
            known = names(locale, encoding)
            for size in SIZES:
                for _ in range(files):
                    text = "Name,Country\n" + "".join(f'"{random.choice(known)}",XX\n' for _ in range(size))
                    data = text.encode(encoding)
                    other = charset_normalizer.from_bytes(data).best()
                    right[encoding, size].append((decode(data).text == text, str(other) == text))
    for encoding in dict.fromkeys(encoding for encoding, _ in right):
        print(f"{encoding:13}", *(_shares(right[encoding, size]) for size in SIZES))
    print(f"{'all':13}", *(_shares([r for (_, s), told in right.items() if s == size for r in told]) for size in SIZES))


def _shares(told: list[tuple[bool, bool]]) -> str:
    own, other = (sum(column) / len(told) for column in zip(*told, strict=True))
    return f"{own:.2f} ({other:.2f})"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
