"""Several dates in one text: "12.3.1970 or 13.3.1970" names two, "between 1970 and 1972" a span of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

WIDEST = 10
"""Years that a span may reach over: a wider one says too little to speak for or against anybody."""

_YEAR = r"(?:1[89]\d{2}|20\d{2})"
_MENTIONED = re.compile(rf"(?<!\d){_YEAR}(?!\d)")
_YEARS = re.compile(rf"({_YEAR})\s*[-/\u2010-\u2015]\s*({_YEAR}|\d\d)")
_STROKES = (  # a hyphen alone stands inside of dates, too; two dates of ISO 8601 with a slash are an interval
    r"\s+[-\u2010-\u2015]\s+|\s*[\u2012-\u2015]\s*|(?:(?<=\d{4}-\d\d)|(?<=\d{4}-\d\d-\d\d))/(?=\d{4}-)"
)
_LOOSE = (  # what may stand inside of one date, too
    r",\s+|\s+/\s+|(?<=\d{4})\s*/\s*(?=\d)|(?<=\d{4})\s+(?=\d)|(?<=\d{4}-\d\d-\d\d)\s+(?=\d{4}-)"
)
_WORD = re.compile(r"[^\W\d_]+")
_EITHER_DAY = re.compile(r"(?<!\d)\d{1,2}\s*[-/\u2010-\u2015]\s*\d{1,2}\.?\s*[^\W\d_]{3}")  # 12/13 March
_BRACKETS = str.maketrans("()[]", "    ")
_SHORTEST, _LONGEST = len("1970/71"), 200  # letters; a longer text is no date
_MONTHS = 12
_MONTH, _DAY = len("1970-03"), len("1970-03-12")


@dataclass(frozen=True, slots=True)
class Several:
    """Dates as they stand in a text.

    ``is_span``: whatever lies between the two is meant as well. ``is_loose``: what parts them may stand inside of one
    date, too, so that each has to be a date and nothing else.
    """

    parts: tuple[str, ...]
    is_span: bool
    is_loose: bool = False

    @property
    def joint(self) -> str:
        """What stands between the parts when they are written out again."""
        return " to " if self.is_span else " or "


@dataclass(frozen=True, slots=True)
class _Words:
    head: re.Pattern[str]  # before the first date
    joints: tuple[re.Pattern[str], ...]  # between two: what surely parts them, then what may
    spans: re.Pattern[str]  # a joint that makes a span
    between: frozenset[str]
    open: frozenset[str]
    to: frozenset[str]


def splits(text: str) -> Iterator[Several]:
    """The ways to read a text as more than one date, the likeliest first; whether the parts are dates is not known."""
    if not _SHORTEST <= len(text) <= _LONGEST:
        return
    words = _words()
    text = text.translate(_BRACKETS).strip()
    head = words.head.match(text)
    rest = text[head.end() :] if head else text
    if years := _YEARS.fullmatch(rest):
        first, last = years.groups()
        is_month = len(last) == 2 and int(last) <= _MONTHS  # as in 1970-12
        last = first[: -len(last)] + last
        if last >= first and not is_month:
            yield Several((first, last), is_span=True)
            return
    is_between = head is not None and head[0].strip().lower() in words.between
    for joint in words.joints:
        parts = tuple(part.strip() for part in joint.split(rest))
        if len(parts) > 1 and all(parts):
            place = len(parts[0])
            is_span = len(parts) == 2 and (is_between or words.spans.match(rest, place) is not None)
            yield Several(parts, is_span=is_span, is_loose=joint is words.joints[1])


def is_open(text: str) -> bool:
    """Whether a text names no date, but one side of it ("before 1970"), or two days in one ("12/13 March 1970")."""
    found = [word.lower() for word in _WORD.findall(text)]
    words = _words()
    starts_with_to = bool(found) and found[0] in words.to and not text[0].isdecimal()
    return starts_with_to or not words.open.isdisjoint(found) or _EITHER_DAY.search(text) is not None


def names_several(text: str) -> bool:
    """Whether a text names more than one year."""
    return len(_MENTIONED.findall(text)) > 1


def spanned(firsts: Sequence[str], lasts: Sequence[str]) -> tuple[str, ...]:
    """All dates (ISO 8601) from the first to the last that are meant, as exact as a list of a few can be.

    Both ends may have several readings, and then the widest span is taken. Empty where the last comes first, and
    beyond ``WIDEST`` years.
    """
    first, last = min(firsts), max(lasts)
    if first[:4] != last[:4]:
        years = range(int(first[:4]), int(last[:4]) + 1)
        return tuple(f"{year:04d}" for year in years) if len(years) <= WIDEST + 1 else ()
    if first[:_MONTH] != last[:_MONTH] and min(len(first), len(last)) >= _MONTH:
        return tuple(f"{first[:4]}-{month:02d}" for month in range(int(first[5:7]), int(last[5:7]) + 1))
    if min(len(first), len(last)) < _DAY:
        return (min(first, last, key=len),)
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    return tuple((begin + timedelta(days=days)).isoformat() for days in range((end - begin).days + 1))


@cache
def _words() -> _Words:
    told = tomllib.loads((files("screening") / "data" / "date_words.toml").read_text(encoding="utf-8"))
    spans = f"{_STROKES}|{_any(told['to'], told['to_signs'])}"
    sure = f"{spans}|{_any(told['or'], told['or_signs'])}|\\s*\\n\\s*"
    return _Words(
        head=re.compile(rf"(?:{'|'.join((*told['between'], *told['from'], *told['about']))})\.?\s+", re.IGNORECASE),
        joints=tuple(re.compile(pattern, re.IGNORECASE) for pattern in (sure, f"{sure}|{_LOOSE}")),
        spans=re.compile(spans, re.IGNORECASE),
        between=frozenset(told["between"]),
        open=frozenset(told["open"]),
        to=frozenset(told["to"]),
    )


def _any(words: Iterable[str], signs: Iterable[str]) -> str:
    """A pattern for one of the words with a space or a digit around it, or one of the signs."""
    return rf"(?:\s+|(?<=\d))(?:{'|'.join(words)})\s+|\s*(?:{'|'.join(map(re.escape, signs))})\s*"
