"""Complete the Russian adjectives of words.txt: each in its genders and its plural, in Cyrillic and in Latin letters.

Names of firms bend an adjective to the noun behind it (*promyshlennaya kompaniya*, *promyshlennye tekhnologii*), and
lists write its endings in several ways. The file is read at every start, so it holds them all; this script adds those
that are missing to the concept of the adjective, where no other concept and no personal name has them. Afterwards run
tools/fold_words.py.

    python tools/russian_adjectives.py src/screening/data/words.txt
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from screening.names import lexicon, reference

_MASCULINE = re.compile(r"([а-я]{3,}[бвгджзклмнпрстфхцчшщ])(?:ыи|ии|ои)")
"""As folded: the short i at the end has lost its breve."""
_VELAR = "кгх"  # behind these the masculine and the plural are written with another vowel
_HARD_ENDINGS = ("ыи", "ая", "ое", "ые")
_VELAR_ENDINGS = ("ии", "ая", "ое", "ие")
_STRESSED = ("ои", "oy", "oi")  # other endings of the masculine
_LATIN_HARD = ("yy", "y", "yi", "aya", "aia", "oe", "oye", "ye", "yye")
_LATIN_VELAR = ("iy", "y", "ii", "i", "aya", "aia", "oe", "oye", "ie", "iye")
_LETTERS = {
    **dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True)),
    "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya",
}  # fmt: skip
_SHORTEST = 6  # letters of a form: shorter ones are other words too easily


def forms(masculine: str) -> Iterator[str]:
    """The forms of an adjective, by its folded masculine; none where the word is no adjective."""
    found = _MASCULINE.fullmatch(masculine)
    if found is None:
        return
    stem = found[1]
    velar = stem[-1] in _VELAR
    if masculine.endswith("ии") and not velar:  # a noun (technologies), or one of the few soft adjectives
        return
    latin = "".join(_LETTERS[letter] for letter in stem)
    if masculine.endswith(_STRESSED[0]):
        yield from (latin + ending for ending in _STRESSED[1:])
    yield from (stem + ending for ending in (_VELAR_ENDINGS if velar else _HARD_ENDINGS))
    for spelt in dict.fromkeys((latin, latin.replace("yu", "iu").replace("ya", "ia"))):
        yield from (spelt + ending for ending in (_LATIN_VELAR if velar else _LATIN_HARD))


def completed(text: str) -> str:
    """The file with the missing forms at the end of the spellings of each concept."""
    taken = {spelling for c in reference.concepts() for spelling in (*c.synonyms, *c.abbreviations)}
    for concept in reference.concepts():
        new = dict.fromkeys(
            form
            for spelling in concept.synonyms
            for form in forms(spelling)
            if len(form) >= _SHORTEST and form not in taken and not lexicon.name_groups_of(form)
        )
        head = f"\n[{concept.id}] "
        if not new or head not in text:
            continue
        taken |= new.keys()
        start = text.index(head) + 1
        end = text.find("\n\n", start)
        short = text.find("\n~ ", start, end)
        place = short if short >= 0 else end
        text = f"{text[:place].rstrip(';')}; {'; '.join(new)}{text[place:]}"
    return text


if __name__ == "__main__":
    file = Path(sys.argv[1])
    file.write_text(completed(file.read_text(encoding="utf-8")), encoding="utf-8")
