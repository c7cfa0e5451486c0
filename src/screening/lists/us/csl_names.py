"""Names as the agencies of the US Consolidated Screening List write them: with other names and notes in brackets.

OFAC's entries have none of this; those of the departments of State and Commerce do, beside or instead of ``alt_names``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from screening.lists.ofac.links import closing_bracket
from screening.lists.ofac.party import code_of

_OTHER = re.compile(r"[(\[]([afn])\.?k\.?a\.?,?\s+", re.IGNORECASE)
_PERSON = re.compile(r"\((?:([^()]*) )?individual\b[^()]*\)", re.IGNORECASE)
_NOTE = re.compile(r"\([^()]*\)")  # an alias that is all in brackets says something of the others
_AND_SO_ON = re.compile(r",? and (?:any successor|its sub-units?|all operating units|any collocated)\b.*")
_BETWEEN = re.compile(r";\s+")


class Written(NamedTuple):
    """What a written name holds: names with their kinds, the notes that were taken off, and what these say."""

    names: Sequence[tuple[str, str]]
    said: Sequence[str] = ()
    countries: Sequence[str] = ()
    is_person: bool = False


def read_name(written: str) -> Written:
    """The names in ``Alpha (f.k.a. Beta; Gamma)``, without notes such as "and any successor ... thereof"."""
    text = " ".join(written.split())
    if not text:
        return Written(())
    if _NOTE.fullmatch(text):
        return Written((), (text,))
    said: list[str] = []
    countries: list[str] = []
    if person := _PERSON.search(text):
        said.append(person[0])
        countries = [person[1]] if person[1] and code_of(person[1]) else []
        text = _without(text, person.start(), person.end())
    if more := _AND_SO_ON.search(text):
        said.append(more[0].lstrip(", "))
        text = text[: more.start()]
    others: list[tuple[str, str]] = []
    if found := _OTHER.search(text):
        end = found.end() + closing_bracket(text[found.end() :])
        inner = text[found.end() : end]
        between = re.compile(r",\s+") if text[found.start()] == "[" else _BETWEEN
        others = [(name, f"{found[1].lower()}.k.a.") for name in between.split(inner) if name]
        text = _without(text, found.start(), end + 1)
    names = [(text, "a.k.a."), *others] if text else others
    return Written(tuple(names), tuple(said), tuple(countries), is_person=person is not None)


def _without(text: str, start: int, end: int) -> str:
    return " ".join(f"{text[:start]} {text[end:]}".split())
