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

    A ruler under a header tells, or else the first line that is one, or a ruler that all lines below keep to.
    """
    ruled = [
        (place, (0, *[piece.start() for piece in re.finditer("-+", line)][1:]))
        for place, line in enumerate(lines)
        if _RULER.fullmatch(line)
    ]
    for place, starts in ruled:
        if any(is_header(cut(above, starts)) for above in lines[max(0, place - _RULED_LINES) : place]):
            return starts
    for place, line in enumerate(lines):
        titles = GAP.split(line.strip())
        if len(titles) < 2 or not is_header(titles):
            continue
        starts = (0, *(gap.end() for gap in GAP.finditer(line.rstrip()) if gap.start()))
        return starts if _keep_to(starts, lines[place + 1 :]) else None
    return next((starts for place, starts in ruled if _keep_to(starts, lines[place + 1 :])), None)


def _keep_to(starts: Sequence[int], lines: Sequence[str]) -> bool:
    """Whether lines have a space before each column."""
    filled = [text for text in lines if text.strip()]
    aligned = sum(all(text[start - 1 : start] in ("", " ") for start in starts[1:]) for text in filled)
    return bool(filled) and aligned >= ALIGNED * len(filled)


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
