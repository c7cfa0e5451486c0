"""BIC and IMO numbers that a list only tells in its prose."""

from __future__ import annotations

import re

_BIC = re.compile(r"\b(?:SWIFT\s*(?:/\s*BIC)?|BIC)(?:\s+code)?\s*:?\s+([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?)\b")
_IMO = re.compile(r"\bIMO\b\)?\s*(?:number|no\.?)?\s*:?\s*(\d{7})\b", re.IGNORECASE)


def numbers_in(text: str, where: str) -> list[dict[str, str]]:
    """Identifiers for the BICs and IMO numbers (of shipping companies too) that have their label before them.

    ``where`` says where the text stands, for the origin.
    """
    text = " ".join(text.split())  # white space without end must not cost time without end
    numbers = [("bic", "SWIFT/BIC", found) for found in _BIC.findall(text)]
    numbers += [("imo", "IMO number", found) for found in _IMO.findall(text)]
    return [{"kind": kind, "value": value, "origin": f"{word} in the {where}"} for kind, word, value in numbers]
