"""Cells with several numbered values: ``(1) Iran (2) Syria``, ``(1)-(2) Tunisia (3) Libya``."""

from __future__ import annotations

import re
from collections.abc import Mapping

_MARK = re.compile(r"\((\d{1,2})(?:\s*-\s*(\d{1,2}))?\)(?:\s*(?:-|to)\s*\((\d{1,2})\))?")
ALONE = 0
"""The number of a value that has none."""


def numbered(text: str) -> Mapping[int, str]:
    """The values by their numbers, those without content (``-``) left out; a text without numbers is `ALONE`.

    A value for several numbers stands under each. White space becomes single spaces.
    """
    text = " ".join(text.split())
    marks = list(_MARK.finditer(text))
    if not marks or marks[0].start() > 0:
        return {ALONE: text} if text else {}
    found: dict[int, str] = {}
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        value = text[mark.end() : following.start() if following else None].strip(" .;,\t\n\u00a0")
        last = int(mark[3] or mark[2] or mark[1])
        for number in range(int(mark[1]), last + 1):
            if value.strip("- "):
                found[number] = f"{found[number]}; {value}" if number in found else value
    return found
