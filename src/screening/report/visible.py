"""Text from a file made safe to look at: what cannot be seen, or turns text around, is shown by its code point."""

from __future__ import annotations

import re
import unicodedata

# Printable by Unicode's own tables and yet drawn as nothing: a name may hide letters behind them.
_BLANKS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
_HAS_BLANK = re.compile(f"[{_BLANKS}]")
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x85|\x0b|\x0c")
_JOINERS = "\u200c\u200d"


def visible(text: str) -> str:
    """``text`` with control, direction and invisible characters, and unassigned ones, written as ``⟨U+202E⟩``.

    Line ends of every kind become a newline and a tab becomes a space; wide and no-break spaces stay. The zero-width
    joiner and non-joiner stay between letters of scripts that spell with them (Arabic, the scripts of India).
    """
    if _is_plain(text):
        return text
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    if _is_plain(text.replace("\n", "")):
        return text
    return "".join(
        char if _is_shown(char) or _joins_letters(text, at) else code_point(char) for at, char in enumerate(text)
    )


def one_line(text: str) -> str:
    """``text`` as in ``visible``, its line ends and runs of white space made single spaces."""
    return " ".join(visible(text).split())


def shortened(text: str, length: int) -> str:
    """``text``, cut to at most ``length`` characters, the last of them an ellipsis where something was cut."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def code_point(char: str) -> str:
    """The mark that stands for a character that cannot be shown."""
    return f"⟨U+{ord(char):04X}⟩"


def _is_plain(text: str) -> bool:
    """Whether every character can be seen, told without looking at each."""
    return text.isprintable() and (text.isascii() or not _HAS_BLANK.search(text))


def _is_shown(char: str) -> bool:
    return char == "\n" or ((char.isprintable() or unicodedata.category(char) == "Zs") and char not in _BLANKS)


def _joins_letters(text: str, at: int) -> bool:
    """Whether a joiner stands after a letter or virama of a joining script, as IDNA's CONTEXTJ rules (RFC 5892) ask."""
    if text[at] not in _JOINERS or at == 0:
        return False
    before = text[at - 1]
    return unicodedata.bidirectional(before) == "AL" or unicodedata.combining(before) == 9  # 9: virama
