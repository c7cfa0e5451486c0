"""Several names in one text: parties in one cell, a name and its alias, one name in two scripts."""

from __future__ import annotations

import re

from screening.names.lexicon import payment_purposes, payment_words
from screening.names.own_acronym import is_acronym_of
from screening.names.tokens import normal_text, tokenise

_PARTED = re.compile(
    r"\s*(?:[;|\n\r、；]|\s/\s)\s*"
    # owners with their shares: A 30 %, B (25 %) and C 10 percent; 30 % A, 25 % B
    r"|(?:(?<=[%％])|(?<=[%％][)\]])|(?<=percent)|(?<=percent\)))\s*(?:[,，+&/]|\s(?:and|und|et|y|e|и)(?=\s))\s*"
    r"|(?<!\d)\s*[,，]\s*(?=\d{1,3}(?:[.,]\d{1,4})?\s?[%％]\s*[^\W\d])"
    # Trading AS of Oslo is a legal form; a name in capitals throughout may be either
    r"|\s+(?:[afn]\.?k\.?a\.?|d\.?b\.?a\.?|[afn]/k/a|d/b/a|t/a|alias(?:es)?|(?:also|now|formerly|previously) known as"
    r"|formerly|previously|(?-i:(?:[Tt]rading|[Oo]perating) as|TRADING AS|OPERATING AS)|doing business as)\s+",
    re.IGNORECASE,
)
_MAY_PART = re.compile(
    r"[;|\n\r、；()（）\[\]/%％\s](?:(?<![^\S\n\r])|-\s|[afnd]\W?[kb]\W?a|t/a|alias|also|now|formerly"
    r"|previously|trading|operating|doing)",
    re.IGNORECASE,
)
"""What every text has that holds several names: looked for first, as most have none. All begin with a sign or a blank:
with these as one class in front, other places are passed over quickly."""
_MAY_PART_AT_COMMAS = re.compile(r"\d|percent", re.IGNORECASE)
"""The same of one that commas part, behind shares or before an address."""
_SPACES = re.compile(r"[^\S\n\r]+")
"""Runs of these would make the signs slow to find."""
_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]+)[)）\]]")
_SHORTEST_ACRONYM = 4
"""Letters from which an acronym may be looked for by itself."""
_MOST = 12
"""Names that are looked for in one text at most."""


def is_long(text: str) -> bool:
    """Whether a name's cell has more words than a name: a text, in which a name may stand anywhere."""
    return text.count(" ") >= _LONGEST_NAME and len(text.split()) > _LONGEST_NAME


_LONGEST_NAME = 16
"""Words of the longest names on official lists, but for a few."""


def several(text: str) -> tuple[str, ...]:
    """The names that a text seems to hold beside the one that it is as a whole; () for most texts.

    Parts between signs and words that part names (``;``, ``|``, ``aka``); what stands in brackets and before them
    where both could be names: two words or more, or a word of another script than the rest; what stands before its own
    acronym in brackets, and the acronym where it is long enough to be nobody else's; and what stands before an address
    or, behind a dash, the purpose of a payment.
    """
    has_commas = "," in text or "，" in text
    if not _MAY_PART.search(text) and not (has_commas and _MAY_PART_AT_COMMAS.search(text)):
        return ()
    parts = [p.strip(" ,.") for p in _PARTED.split(_SPACES.sub(" ", text))]
    found = [p for p in parts if len(parts) > 1 and p]
    found += [before for before in (_before_address(text), _before_purpose(text)) if before]
    for part in parts:
        inside = [m.group(1).strip() for m in _BRACKETS.finditer(part)]
        outside = _BRACKETS.sub(" ", part).strip()
        if inside and outside:
            acronyms = [i for i in inside if _is_own_acronym(i, outside)]
            names = [i for i in inside if _is_name(i, outside) or (i in acronyms and len(i) >= _SHORTEST_ACRONYM)]
            found += [*names, outside] if names or acronyms else []
    return tuple(dict.fromkeys(f for f in found if f != text))[:_MOST]


def _before_address(text: str) -> str | None:
    """What stands before the first comma, where several follow, and behind it a number as in a street."""
    first, *rest = text.split(",")
    if len(rest) < 2 or any(c.isdecimal() for c in first) or not any(c.isdecimal() for c in "".join(rest)):
        return None
    return first.strip() or None


def _before_purpose(text: str) -> str | None:
    """What stands before a dash, where words of a payment stand behind it (Zemblan Bank - consulting fee May)."""
    before, dash, behind = _SPACES.sub(" ", text).partition(" - ")
    if not dash:
        return None
    words = [t.text for t in tokenise(normal_text(behind))[0]]
    told = any(w in payment_words() or w in payment_purposes() for w in words)
    return before.strip(" ,.") or None if told else None


def _is_name(inside: str, outside: str) -> bool:
    own = tokenise(normal_text(inside))[0]
    around = tokenise(normal_text(outside))[0]
    if not own or not around:
        return False
    other_script = {t.script for t in own}.isdisjoint(t.script for t in around)
    return other_script or (len(own) > 1 and all(t.text.isalpha() for t in own))


def _is_own_acronym(inside: str, outside: str) -> bool:
    own = tokenise(normal_text(inside))[0]
    return len(own) == 1 and is_acronym_of(own[0].text, tokenise(normal_text(outside))[0])
