"""From the bytes of a text file to its text, in the encoding that is given or that they are most likely in."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from encodings.aliases import aliases

from screening.errors import InputError, UsageError
from screening.tables.code_pages import bits, guess
from screening.tables.told import some
from screening.texts import spoken

SAMPLE = 200_000
"""Bytes that a guess looks at."""

LINES_COMPARED = 100
"""Lines by which it is told whether a file is UTF-8 with others in between, or in a code page throughout."""

MOST, NEARLY_ALL = 0.5, 0.9
"""Shares of a line's bytes beyond ASCII that are UTF-8: from MOST on the others are read by themselves, and from
NEARLY_ALL on the line speaks for UTF-8 itself. By chance, hardly a third are."""

BY_CHANCE = 20.0
"""Bits by which some lines have to read better as UTF-8 than in the code page of the others: one word's worth."""

OTHERS_NAMED = 2
"""Other code pages that a note names where the guess is not certain."""

LINES_NAMED = 5
"""Lines that a note names before it only counts."""

ASCII_SHARE = 0.02
"""Least share of ASCII characters in a UTF-16 text: separators and line ends at the least."""

NO_TEXT = 0.01
"""Most characters of a UTF-16 text that nobody has assigned, or that control something."""

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SHIFTED_JAPANESE = (b"\x1b$B", b"\x1b$@")  # ISO-2022-JP, as e-mail programs write it: ASCII but for its escapes
_NO_TEXTS = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_LINE = re.compile(rb"[^\r\n]+|\r\n|[\r\n]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text, the encoding it was read in, and what a reader should know about that."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, encoding: str | None = None, *, file: str = "") -> Decoded:
    """The text of ``data`` in the given encoding; else by its byte order mark, as UTF-8, as UTF-16, as UTF-8 with
    lines of another encoding in between, and else in the likeliest code page.

    Raises UsageError for an encoding that is not known, InputError ``encoding`` where the text is not in the given
    one.
    """
    if encoding is not None:
        return _given(data, encoding, file)
    for mark, codec in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(codec, "replace")
            return Decoded(text, codec, _replaced(text))
    if b"\0" in data[:SAMPLE] and (wide := _wide(data[:SAMPLE])):
        text = data.decode(wide, "replace")
        return Decoded(text, wide, _replaced(text))
    if any(escape in data for escape in _SHIFTED_JAPANESE) and data.isascii():
        text = data.decode("iso2022_jp", "replace")
        return Decoded(text, "iso2022_jp", _replaced(text))
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _mixed(data) or _code_page(data)


def known_encoding(name: str) -> str:
    """Python's name for an encoding. Raises UsageError for one that is not known, naming the nearest."""
    try:
        codec = codecs.lookup(name.strip())
    except (LookupError, ValueError):  # ValueError: a zero byte in the name
        codec = None
    if codec is None or codec.name in _NO_TEXTS or not codec._is_text_encoding:  # of codecs there is no public way
        near = get_close_matches(name.lower().replace("-", "_"), {*aliases, *aliases.values()}, n=3)
        raise UsageError(
            f"there is no encoding {name!r}", key="encoding",
            hint=f"nearest: {', '.join(near)}" if near else "for example utf-8, cp1252, cp1251, gb18030, cp949",
        )  # fmt: skip
    return codec.name


def _given(data: bytes, encoding: str, file: str) -> Decoded:
    codec = known_encoding(encoding)
    data = next((data[len(mark) :] for mark, marked in _MARKS if data.startswith(mark) and marked == codec), data)
    try:
        return Decoded(data.decode(codec), codec)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(codec, "ignore").count("\n") + 1
        raise InputError(
            f"the text is not in the encoding {encoding} that was given", file=file, line=line, code="encoding",
            hint="leave the encoding out to have it detected, or name another",
        ) from error  # fmt: skip


def _wide(sample: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark, where a sample with zero bytes reads as one of them."""
    for codec, unit in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        whole = sample[: len(sample) - len(sample) % unit]
        if whole.count(0) * unit < len(whole) * (unit - 2):  # of four bytes at least two are zero
            continue
        text = whole.decode(codec, "replace")
        ascii_ = sum(char.isascii() and (char.isprintable() or char.isspace()) for char in text)
        odd = sum(unicodedata.category(char) in ("Cc", "Cn", "Co", "Cs") and not char.isspace() for char in text)
        odd += text.count("\N{REPLACEMENT CHARACTER}")
        if ascii_ >= max(ASCII_SHARE * len(text), 1) and odd <= NO_TEXT * len(text):
            return codec
    return None


def _replaced(text: str) -> tuple[str, ...]:
    count = text.count("\N{REPLACEMENT CHARACTER}")
    return (spoken().count("note.unreadable", count),) if count else ()


def _mixed(data: bytes) -> Decoded | None:
    """UTF-8 with lines that are not: each is read by itself, in the code page that is likeliest for them all."""
    lines = _LINE.findall(data)
    right = [line for line in lines if not line.isascii() and _is_utf8(line)]
    wrong = [line for line in lines if not line.isascii() and not _is_utf8(line)]
    page = guess(data[:SAMPLE]).page
    damaged = [line for line in wrong if _valid_share(line) >= NEARLY_ALL]
    compared = (right + damaged)[:LINES_COMPARED]
    as_utf8 = sum(bits(line.decode("utf-8", "replace")) for line in compared)
    as_page = sum(bits(line.decode(page.codec, "replace")) for line in compared)
    if as_page - as_utf8 < BY_CHANCE:
        return None
    others = [line for line in wrong if _valid_share(line) < MOST]
    own = guess(b"\n".join(others or wrong)[:SAMPLE]).page
    text = "".join(_line(line, own.codec) for line in lines)
    numbers = _numbers(lines, set(wrong))
    texts = spoken()
    note = texts.count(
        "note.other_lines", len(numbers), lines=some([*map(str, numbers)], LINES_NAMED),
        title=own.title, codec=own.codec, advice=texts("note.save_as_utf8"),
    )  # fmt: skip
    return Decoded(text, "utf-8", (note, *_replaced(text)))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _valid_share(line: bytes) -> float:
    """The share (0-1) of a line's bytes beyond ASCII that are UTF-8."""
    return sum(map(len, _SEQUENCE.findall(line))) / sum(byte > 0x7F for byte in line)


def _line(line: bytes, codec: str) -> str:
    """One line: UTF-8, or UTF-8 with a few bytes in the code page, or in the code page throughout."""
    if line.isascii() or _is_utf8(line):
        return line.decode("utf-8")
    if _valid_share(line) < MOST:
        return line.decode(codec, "replace")
    text = line.decode("utf-8", "surrogateescape")
    return re.sub("[\udc80-\udcff]", lambda byte: bytes([ord(byte[0]) - 0xDC00]).decode(codec, "replace"), text)


def _numbers(lines: Sequence[bytes], wanted: set[bytes]) -> list[int]:
    """The numbers of the lines (1-based) that are among the wanted; line ends stand between them."""
    numbers = []
    number = 1
    for line in lines:
        if line in (b"\n", b"\r", b"\r\n"):
            number += 1
        elif line in wanted:
            numbers.append(number)
    return numbers


def _code_page(data: bytes) -> Decoded:
    foreign = b"\n".join(line for line in _LINE.findall(data) if not line.isascii())[:SAMPLE]
    found = guess(foreign)
    page = found.page
    text = data.decode(page.codec, "replace")
    texts = spoken()
    doubt = "" if found.certain else texts("note.fits_badly")
    others = texts("note.or").join(f"{one.title} (--encoding {one.codec})" for one in found.others[:OTHERS_NAMED])
    doubt += texts("note.may_be", others=others) if others else ""
    told = {"title": page.title, "codec": page.codec, "doubt": doubt, "advice": texts("note.save_as_utf8")}
    note = texts("note.code_page", **told)
    return Decoded(text, page.codec, (note, *_replaced(text)))
