"""From the bytes of a text file to its text, in the encoding that they are most likely in."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

SAVE_AS_UTF8 = "save it as UTF-8 (in Excel: CSV UTF-8) if letters look wrong"

SAMPLE = 200_000
"""Bytes that a guess looks at."""

PLAUSIBLE = 0.75
"""Least share of the letters beyond ASCII that have to make sense for a guess to be more than the fallback."""

MOSTLY_UTF8 = 10
"""Valid UTF-8 sequences for each invalid byte that make a file a damaged UTF-8 one: by chance there is one in tens."""

UTF16_NULS = 0.3
"""Share of zero bytes among the even or the odd ones that makes a file UTF-16: Latin text has nearly all."""

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WORD = re.compile(r"[^\W\d_]+")
_SIGN_IN_WORD = re.compile(r"(?<=[^\W\d_])[¡¿²³§©®°´«»„…€‚•™](?=[^\W\d_])")
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, the encoding it was read in, and what a reader should know about that."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _CodePage:
    """A candidate: ``likely`` tells which characters ordinary text of its languages is made of."""

    codec: str
    title: str
    likely: Callable[[str], bool]
    latin: bool = False


def decode(data: bytes) -> Decoded:
    """The text of ``data``: by its byte order mark, as UTF-8, as UTF-16, and else in the likeliest code page."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return Decoded(text, encoding, _replaced(text))
    if b"\0" in data[:SAMPLE] and (utf16 := _utf16(data[:SAMPLE])):
        text = data.decode(utf16, "replace")
        return Decoded(text, utf16, _replaced(text))
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    return _damaged_utf8(data) or _code_page(data)


def _utf16(sample: bytes) -> str | None:
    """UTF-16 without a mark: the high bytes of Latin letters, digits and separators are all zero."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = max(len(sample) // 2, 1)
    if odd / half >= UTF16_NULS and odd > even:
        return "utf-16-le"
    return "utf-16-be" if even / half >= UTF16_NULS and even > odd else None


def _replaced(text: str) -> tuple[str, ...]:
    count = text.count("\N{REPLACEMENT CHARACTER}")
    return (f"{count} characters could not be read and stand as \N{REPLACEMENT CHARACTER}",) if count else ()


def _damaged_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few bytes that are not: those are read as Windows Western, and said."""
    text = data.decode("utf-8", "surrogateescape")
    wrong = len(re.findall("[\udc80-\udcff]", text))
    if len(_SEQUENCE.findall(data)) < MOSTLY_UTF8 * wrong:
        return None
    western = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
    return Decoded(
        text.translate(western), "utf-8", (f"{wrong} bytes are not UTF-8 and were read as cp1252; {SAVE_AS_UTF8}",)
    )


def _code_page(data: bytes) -> Decoded:
    end = data.rfind(b"\n", 0, SAMPLE) + 1 if len(data) > SAMPLE else len(data)
    sample = data[: end or SAMPLE]
    scored = [(_share(sample, page), -place, page) for place, page in enumerate(_CODE_PAGES)]
    share, _, best = max(scored, key=lambda item: item[:2])
    page = best if share >= PLAUSIBLE else _CODE_PAGES[0]
    text = data.decode(page.codec, "replace")
    doubt = "" if share >= PLAUSIBLE else ", though it fits badly"
    note = f"the text is not UTF-8: it was read as {page.title} ({page.codec}){doubt}; {SAVE_AS_UTF8}"
    return Decoded(text, page.codec, (note, *_replaced(text)))


def _share(sample: bytes, page: _CodePage) -> float:
    """The share (0-1) of the characters beyond ASCII that make sense in this code page."""
    try:
        text = sample.decode(page.codec)
    except UnicodeDecodeError as error:
        if error.start < len(sample) - 1:  # the sample may end in the middle of a character
            return 0.0
        text = sample.decode(page.codec, "ignore")
    foreign = sum(not char.isascii() for char in text)
    good = sum(not char.isascii() and not char.isalpha() and page.likely(char) for char in text)
    good -= sum(page.likely(sign) for sign in _SIGN_IN_WORD.findall(text))
    for word in _WORD.findall(text):
        beyond = [char for char in word if char.isalpha() and not char.isascii()]
        # An accented letter stands among plain ones; letters of another script do not mix with Latin ones.
        fits = len(beyond) < max(len(word), 2) if page.latin else len(beyond) == len(word)
        if fits and (word == word.upper() or word[1:] == word[1:].lower()):  # a wrong code page mixes the cases
            good += sum(page.likely(char) for char in beyond)
    return max(good, 0) / foreign if foreign else 0.0


def _one_of(letters: str) -> Callable[[str], bool]:
    return frozenset(letters).__contains__


def _in_rows(codec: str, *rows: range) -> Callable[[str], bool]:
    """Whether a character stands in the given rows (lead bytes) of a double-byte standard: those of common letters."""

    @cache
    def likely(char: str) -> bool:
        code = char.encode(codec, "ignore")
        return len(code) > 1 and any(code[0] in row for row in rows)

    return likely


_MARKS_OF_TEXT = "€‚„…‘’“”•–—™\u00a0§©«®°´·»"
_WESTERN = "ŠŒŽšœžŸ¡ª²³º¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ"
_CENTRAL = "ŠŚŤŽŹšśťžźŁĄŞŻłąşĽľżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőöřůúűüýţ"
_CYRILLIC = "".join(map(chr, range(0x410, 0x450))) + "ЁёЂђЃѓЄєЅѕІіЇїЈјЉљЊњЋћЌќЎўЏџҐґ№"

# In the order of preference where two fit equally. The rows are those of the common letters: GB 2312 level 1 (the
# 3,755 most frequent), JIS kana and level 1, KS X 1001 hangul, and the punctuation of each.
_CODE_PAGES = (
    _CodePage("cp1252", "Windows Western European", _one_of(_WESTERN + _MARKS_OF_TEXT), latin=True),
    _CodePage("cp1250", "Windows Central European", _one_of(_CENTRAL + _MARKS_OF_TEXT), latin=True),
    _CodePage("cp1251", "Windows Cyrillic", _one_of(_CYRILLIC + _MARKS_OF_TEXT)),
    _CodePage("cp949", "Korean", _in_rows("euc_kr", range(0xA1, 0xA4), range(0xB0, 0xC9))),
    _CodePage("gb18030", "Chinese", _in_rows("gb2312", range(0xA1, 0xA4), range(0xB0, 0xD8))),
    _CodePage("cp932", "Japanese", _in_rows("shift_jis", range(0x81, 0x84), range(0x88, 0x98))),
)
