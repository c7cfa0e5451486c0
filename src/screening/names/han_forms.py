"""The one form of each Han character in which names are compared.

Apart from the readings, so that who only folds text loads nothing else; the table is read when the first Han character
is met.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

_LAST_OF_OTHERS = "\u2e7f"
"""From here on there are Han characters: text below it need not be looked at."""

_HAN = re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


def fold_han(text: str) -> str:
    """The text with each Han character in the form in which names are compared: 習, 國, 総 become 习, 国, 总.

    One character for one, so that places stay. The form is the simplified one of China where there is one.
    """
    return text.translate(_variants()) if text and max(text) > _LAST_OF_OTHERS else text


@cache
def _variants() -> Mapping[int, str]:
    text = resources.files("screening.data").joinpath("han_variants.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and line[0] != "#")
    return {ord(char): line[0] for line in lines for char in line[1:]}


def is_han(text: str) -> bool:
    """Whether a word is written in Han characters alone: they say more than any of their readings."""
    return _HAN.fullmatch(text) is not None
