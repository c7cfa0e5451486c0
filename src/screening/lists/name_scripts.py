"""The script that a published name is written in, where the list does not say it."""

from __future__ import annotations

from collections import Counter

from screening.names.scripts import script_of

_JAPANESE = frozenset({"Hira", "Kana"})


def name_script(text: str) -> str | None:
    """The ISO 15924 code of the script of most letters; None for Latin, and for a text without letters.

    Kana beside Han is Japanese (``Jpan``), and Hangul beside Han Korean (``Kore``).
    """
    if text.isascii():
        return None
    scripts = Counter(script_of(char) for char in text if char.isalpha())
    del scripts["Zyyy"]
    if not scripts:
        return None
    most = max(scripts, key=lambda script: scripts[script])
    if most == "Latn":
        return None
    if scripts.keys() & _JAPANESE and "Hani" in scripts:
        return "Jpan"
    return "Kore" if {"Hang", "Hani"} <= scripts.keys() else most
