"""Text in columns of a fixed width, filled up with spaces: what old systems print."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

GAP = re.compile(r" {2,}")
"""What stands between two headers."""

_RULER = re.compile(
    r"\s*-{2,}(?: +-{2,})+\s*"
)  # a line under the headers, of which each piece is as wide as its column
_RULED_LINES = 3
"""Lines above a ruler that its headers may take."""

ALIGNED = 0.98
"""Least share of lines that have a space before each column: more is no accident, and less is no table."""


def columns_of(lines: Sequence[str], is_header: Callable[[Sequence[str]], bool]) -> tuple[int, ...] | None:
    """Where the columns of a sample of lines begin; None where no line is a header.

    A ruler under a header tells, or else the first line that is one.
    """
    for place, line in enumerate(lines):
        if _RULER.fullmatch(line):
            ruled = tuple(piece.start() for piece in re.finditer("-+", line))
            if any(is_header(cut(above, ruled)) for above in lines[max(0, place - _RULED_LINES) : place]):
                return (0, *ruled[1:])
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
    """The cells of a line, without the spaces that fill them up; a word that reaches over a border stays whole."""
    text = line.rstrip("\r\n").replace("\f", " ")
    borders = [_after_word(text, start) for start in starts]
    return [text[start:end].strip(" ") for start, end in pairwise((*borders, max(len(text), borders[-1])))]


def _after_word(text: str, start: int) -> int:
    if start == 0 or text[start - 1 : start] in ("", " "):
        return start
    end = text.find(" ", start)
    return len(text) if end < 0 else end
