"""Text in columns of a fixed width, filled up with spaces: what old systems print."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

GAP = re.compile(r" {2,}")
"""What stands between two headers."""

ALIGNED = 0.98
"""Least share of lines that have a space before each column: more is no accident, and less is no table."""


def columns_of(lines: Sequence[str], is_header: Callable[[Sequence[str]], bool]) -> tuple[int, ...] | None:
    """Where the columns of a sample of lines begin, by the first line that is a header; None where there is none."""
    for place, line in enumerate(lines):
        titles = GAP.split(line.strip())
        if len(titles) < 2 or not is_header(titles):
            continue
        starts = (0, *(gap.end() for gap in GAP.finditer(line.rstrip()) if gap.start()))
        below = [text for text in lines[place + 1 :] if text.strip()]
        aligned = sum(all(text[start - 1 : start] in ("", " ") for start in starts[1:]) for text in below)
        return starts if below and aligned >= ALIGNED * len(below) else None
    return None


def cut(line: str, starts: Sequence[int]) -> list[str]:
    """The cells of a line, without the spaces that fill them up."""
    text = line.rstrip("\r\n")
    return [text[start:end].strip(" ") for start, end in pairwise((*starts, len(text)))]
