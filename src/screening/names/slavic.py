"""Russian, Ukrainian and Belarusian names in the Latin spelling of other languages, respelt the English way.

What an English list writes Mikhaylovich is Michajlovitj in Swedish, Michajlovitsj in Dutch and Norwegian and
Michailowitsch in German: each language spells the sounds of Cyrillic letters with its own groups of letters.
"""

from __future__ import annotations

import re

RESPELT = "j|tsch"
"""What every word has that is respelt (a regular expression)."""
_TELLING = re.compile(r"t(?:j|sj|sch)(?:$|[aeiou])|[sz]j[aeiou]|[dklmnprv]j[aeou]|[aei]jewa?$")
"""Groups that only such spellings have."""
_J_IS_Y = re.compile(r"[aeiou]j(?=[bdfgklmnprstvz]|$)")
_ENDING = re.compile(
    r"(?:[oe][vw](?:na|itj|its(?:ch|j))?|in|enko|sk(?:aja|ij?)|juk|[aeiou]jan|[eio]j)$",
)
"""How such names end; elsewhere a j behind a vowel is one (Ajmal)."""
_GROUPS = {
    "schtsch": "shch", "sjtj": "shch", "tsch": "ch", "tsj": "ch", "tj": "ch", "sch": "sh", "sj": "sh", "zj": "zh",
    "ch": "kh", "j": "y", "w": "v",
}  # fmt: skip
_GROUP = re.compile("|".join(_GROUPS))
_SOFT = {**_GROUPS, "tj": "ty", "sj": "sy", "zj": "zy"}


def respelt(word: str) -> tuple[str, ...]:
    """A word of Latin letters the English way, where its letters tell another; () for most words.

    Two where a j may soften the consonant before it or be part of a group: Tkatjenko is Tkachenko, Tatjana Tatyana.
    """
    if "j" not in word and "tsch" not in word:
        return ()
    if not _TELLING.search(word) and not (_J_IS_Y.search(word) and _ENDING.search(word)):
        return ()
    hard = _GROUP.sub(lambda m: _GROUPS[m.group()], word)
    soft = _GROUP.sub(lambda m: _SOFT[m.group()], word)
    return (hard,) if hard == soft else (hard, soft)
