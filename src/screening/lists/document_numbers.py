"""The number of a passport or identity card, among the words that lists write around it."""

from __future__ import annotations

import re
from typing import NamedTuple

_WORD = re.compile(r"[^\W\d_A-Z]{2,}|\(")  # small letters, or a bracket: more than a number stands here
_INSIDE = re.compile(r"\w\([^()\s]*\)\s*-?\d")  # a bracket that is a part of the number: 13/YAKANA(N)006981
_BRACKETS = re.compile(r"\([^)]*\)?")
_DETAILS = re.compile(
    r"[,.;:]?\s+(?:issued|expir|valid|on\b|made out|place of issue|date of issue).*", re.IGNORECASE | re.DOTALL
)
_CODE = r"(?:\b(?:[A-Z]{1,2}-)?[A-Z]{1,2}[ -]{1,2})?(?=[A-Z0-9/.°-]*\d)[A-Z0-9][A-Z0-9/.°-]*(?: \d[\d/.-]*)*"
_CODES = re.compile(rf"(?:(?<![\w./-])|(?<=\b[Nn]o\.)){_CODE}(?![^\W_])")
_AFTER_LABEL = re.compile(rf"(?:^|(?i:\bnumber|\bno|\bcard|\bcode|\bssn)\b\.?:?\s*)({_CODE})(?![^\W_])")


class Number(NamedTuple):
    """A number, and the words around it; the whole text where it cannot be told apart."""

    value: str
    words: str = ""


def number_of(text: str) -> Number:
    """The number in a text that is meant to be one: ``Afghan passport number SE 012820``, ``403062567 (US)``.

    A text with no number in it, or with two, is left as it is: a part of a number would be another one.
    """
    if _WORD.search(text) is None or _INSIDE.search(text):
        return Number(text)
    plain = " ".join(_BRACKETS.sub(" ", text).split())
    codes = _CODES.findall(_DETAILS.sub("", plain))
    if len(codes) != 1:
        return Number(text)
    code: str = codes[0]
    before, _, after = text.partition(code)
    return Number(code.strip(" ./-"), " ".join(f"{before} {after}".strip(" ,.;:").split()))


def number_in(text: str) -> str | None:
    """The number that stands in a sentence behind its label (``passport number L723315``) or at its beginning."""
    found = _AFTER_LABEL.search(text)
    return found[1].strip(" ./-") if found else None
