"""The script that a listed name is written in, where the list does not tell it: ISO 15924, None for Latin."""

from __future__ import annotations

from collections import Counter

from screening.names.scripts import script_of

_JAPANESE = frozenset({"Hira", "Kana"})
_NO_SCRIPT = "Zyyy"


def written_script(text: str) -> str | None:
    """The script of most letters of a name, counting all of Japanese (or of mixed Korean) as one; None for Latin."""
    if text.isascii():
        return None
    counts = Counter(map(script_of, text))
    del counts[_NO_SCRIPT]
    if not counts:
        return None
    if _JAPANESE & counts.keys():
        return "Jpan"
    if {"Hang", "Hani"} <= counts.keys():
        return "Kore"
    script, _ = counts.most_common(1)[0]
    return None if script == "Latn" else script
