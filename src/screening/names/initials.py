"""Initials of persons as they are written beside a family name: V.V., VV, Yu.V., В.В."""

from __future__ import annotations

import re
from collections.abc import Sequence

from screening.names import lexicon
from screening.names.numerals import number_of
from screening.names.scripts import script_of
from screening.names.tokens import Token, normal_text, tokenise

LETTERED: frozenset[str] = frozenset({"Latn", "Cyrl", "Grek"})
"""Scripts of which a letter by itself is an initial; a character of others is a word."""

LONG_INITIALS: frozenset[str] = frozenset(
    {"ch", "ia", "iu", "kh", "ph", "sch", "sh", "shch", "th", "ts", "ya", "ye", "yo", "yu", "zh"}
)
"""What one letter of another script is in Latin ones: with a point behind it the initial of a person."""

_VOWELS = frozenset("aeiouyаеёиоуыэюяіїєў")
_PART = rf"(?:{'|'.join(sorted(LONG_INITIALS, key=len, reverse=True))}|[^\W\d_])\."
_BLOCK = rf"(?:{_PART}\s?){{0,2}}{_PART}|[^\W\d_]{{2,3}}"
_NAME = r"[^\W\d_](?:[^\W\d_]|['’-])+"
_BESIDE = re.compile(
    rf"\s*(?:(?P<name>{_NAME}(?:\s{_NAME})?),?\s+(?P<block>{_BLOCK})|(?P<first>{_BLOCK})\s*(?P<rest>{_NAME}(?:\s{_NAME})?))\s*",
    re.IGNORECASE,
)


def may_be_parted(tokens: Sequence[Token], text: str, *, is_person: bool) -> bool:
    """Whether a name has what `part_initials` parts by: most have not."""
    if is_person and len(tokens) == PAIR and (len(tokens[0].text) in _SEVERAL or len(tokens[1].text) in _SEVERAL):
        return True
    return "." in text


def part_initials(tokens: Sequence[Token], text: str, *, is_person: bool) -> tuple[Token, ...]:
    """``J.R.`` of a person is two initials, where ``S.A.`` of a company is one word; no number is written ``I.I.``.
    A person's are written without points, too (Putin VV)."""
    parted: list[Token] = []
    for place, t in enumerate(tokens):
        if is_pointed(t) and (is_person or (number_of(t.text) is not None and not lexicon.form_of(t.text))):
            parted += letters_of(t, 2)
        elif is_person and len(tokens) == PAIR and _is_block(t, tokens[1 - place], text):
            parted += letters_of(t, 1)
        else:
            parted.append(t)
    return tuple(parted)


PAIR = 2
"""Words of a name that is a family name and initials in one."""


def is_initial(token: Token) -> bool:
    """Whether a word with a point behind it is the initial of a person."""
    return token.dotted and (token.text in LONG_INITIALS or (len(token.text) == 1 and token.script in LETTERED))


def is_pointed(token: Token) -> bool:
    """Whether a word may be two or three initials of a person, where it is one word of any other name (S.A.)."""
    letters = len(token.text)
    return token.dotted and letters in _SEVERAL and token.end - token.start >= 2 * letters - 1


_SEVERAL = (2, 3)


def letters_of(token: Token, step: int) -> list[Token]:
    """The letters of a word, each a word with a point behind it; they stand so many characters apart."""
    return [
        Token(letter, token.start + step * i, token.start + step * i + 1, token.script, True)
        for i, letter in enumerate(token.text)
    ]


def is_block_of(written: str) -> bool:
    """Whether a word as it is written may be initials without points."""
    return len(written) in _SEVERAL and written.isalpha() and written.isupper() and script_of(written[0]) in LETTERED


def _is_block(token: Token, other: Token, text: str) -> bool:
    """Whether a word is initials without points beside the one other word of a name: in capitals, without a vowel (many
    write family names in capitals: Artyom USS), and no title, form, number or name."""
    if not is_block_of(text[token.start : token.end]) or len(token.text) != token.end - token.start:
        return False
    return not _is_other(token.text) and len(other.text) > max(_SEVERAL)


def _is_other(word: str) -> bool:
    """Whether letters without points are a word, by a vowel or by what is known of them."""
    return bool(
        not _VOWELS.isdisjoint(word)
        or lexicon.form_of(word)
        or number_of(word)
        or lexicon.name_groups_of(word)
        or (word,) in lexicon.titles()
        or lexicon.weight_class(word)
    )


def may_be_person(text: str) -> bool:
    """Whether a text of which nobody says whom it names is a family name and initials; never where these may be a legal
    form, or where the name is a trade's or a place's (Baltic TV)."""
    found = _BESIDE.fullmatch(text)
    if found is None:
        return False
    block, name = found["block"] or found["first"], found["name"] or found["rest"]
    word = "".join(filter(str.isalpha, block)).lower()
    if lexicon.form_of(word) or (word,) in lexicon.titles():
        return False
    if "." not in block and (not is_block_of(block) or _is_other(word)):
        return False
    return not any(lexicon.weight_class(token.text) for token in tokenise(normal_text(name))[0])
