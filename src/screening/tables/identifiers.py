"""Identifiers: cleaned as cells hold them, and found inside of text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from stdnum import bic, imo

from screening.check_digits import is_lei
from screening.entities import Counterparty, Identifier
from screening.names.placeholders import is_placeholder
from screening.texts import spoken
from screening.unchecked import unchecked

_GAP = r"\s{0,3}"  # bounded: white space without end must not cost time without end
_LABEL_END = rf"(?:{_GAP}(?:ship|company|no|nr|num|number|code|id|address)\b\.?){{0,4}}{_GAP}[:#.=\-]?{_GAP}"
_IMO = re.compile(rf"\bIMO{_LABEL_END}(\d{{7}})(?!\d)", re.IGNORECASE)
_IMO_BEHIND = re.compile(rf"(?<!\d)(\d{{7}}){_GAP}[(\[,\-]?{_GAP}IMO\b", re.IGNORECASE)
_MMSI = re.compile(rf"\bMMSI{_LABEL_END}(\d{{9}})(?!\d)", re.IGNORECASE)
_BIC = re.compile(
    rf"\b(?:BIC|SWIFT)(?:{_GAP}[/\-]{_GAP}(?:BIC|SWIFT))?{_LABEL_END}(?-i:([A-Z]{{6}}[A-Z0-9]{{2}}(?:[A-Z0-9]{{3}})?))\b",
    re.IGNORECASE,
)
_LEI = re.compile(r"(?<![A-Z0-9])[A-Z0-9]{18}[0-9]{2}(?![A-Z0-9])")
# Ethereum and its kin; Bitcoin (base58 and bech32); Tron. Long random text: equal to a listed one only if it is it.
_WALLET = re.compile(
    r"\b(?:0x[0-9a-fA-F]{40}|(?:bc1|ltc1)[02-9ac-hj-np-z]{25,87}|T[1-9A-HJ-NP-Za-km-z]{33}|[13][1-9A-HJ-NP-Za-km-z]{25,34})\b"
)
_LABELS = re.compile(r"(?:IMO|MMSI|BIC|SWIFT)(?<![A-Z]IMO)(?<![A-Z]BIC)")  # of capitals; Simon and Arabic are none
_LONG_WORD = 20  # letters of a LEI; wallet addresses are longer

_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+)E\+?|E\+)(\d{1,2})", re.IGNORECASE)
# Labels that are no part of the number; HRB and the like are.
_LABEL = re.compile(
    r"^\s*(?:(?:IMO|MMSI)(?=\d)|(?:IMO|MMSI|BIC|SWIFT|LEI|VAT|TAX|NIP|INN|ИНН|ОГРН|CRN|PASSPORT|ID|REG)"
    r"(?:\s*[/\-]\s*(?:BIC|SWIFT))?(?=[\s:#.]))(?:\s*(?:NO|NR|NUMBER|CODE|ID)\b\.?)?\s*[:#.]?\s*",
    re.IGNORECASE,
)
# What spreadsheet programs put before a number to keep it text, and characters without width.
_UNSEEN = re.compile(r"^\s*['’`]+(?=\w)|[\u200b-\u200f\u2060\ufeff]")
_SEVERAL = re.compile(r"[;\n|]+|,\s|\s/\s")


def find_identifiers(text: str) -> tuple[Identifier, ...]:
    """The identifiers in a free text, in the order of their kinds: IMO, MMSI, BIC, crypto addresses, LEI.

    An IMO or MMSI number needs its label (``IMO: 8905490``); before the label (``8905490 (IMO)``) it needs the right
    check digit too. A BIC needs a label (BIC, SWIFT) and a country in its place, and an LEI its two check digits.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return tuple(dict.fromkeys(_found(text)))


def lines_with_identifiers(text: str) -> set[int]:
    """The numbers, from 0, of the lines of a text in which `find_identifiers` may find any: few, and all in which it
    does.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    found = set(lines_with(_LABELS, text.upper()))
    if max(map(len, text.split()), default=0) >= _LONG_WORD:
        lines = enumerate(text.split("\n"))
        found.update(number for number, line in lines if any(len(word) >= _LONG_WORD for word in line.split()))
    return found


def lines_with(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    """The numbers, from 0, of the lines of a text in which a pattern is found, or begins."""
    number = start = 0
    while start >= 0 and (found := pattern.search(text, start)) is not None:
        number += text.count("\n", start, found.start())
        yield number
        start = text.find("\n", found.start()) + 1 or -1
        number += 1


def with_numbers(party: Counterparty) -> Counterparty:
    """The party with the identifiers that stand inside of its texts; the rows of a table have them already."""
    texts = " | ".join((party.name, *(other.text for other in party.other_names)))
    found = tuple(i for i in find_identifiers(texts) if i not in party.identifiers)
    return party.model_copy(update={"identifiers": (*party.identifiers, *found)}) if found else party


def read_identifiers(kind: str, shape: str, cell: str) -> tuple[tuple[Identifier, ...], tuple[str, ...]]:
    """The identifiers in a cell of an identifier column, and what happened to them on the way.

    ``shape`` says how such numbers look: ``imo`` (seven digits), ``digits``, ``code`` (letters and digits, case and
    spaces without meaning) or ``token`` (taken as it is). Labels in the cell (``IMO 8905490``) and what a spreadsheet
    program makes of long numbers (``8.90549E+06``) are undone. Check digits are not looked at: a number one slip
    away from a listed one has to be seen.
    """
    identifiers: list[Identifier] = []
    problems: list[str] = []
    for part in _SEVERAL.split(_UNSEEN.sub("", unicodedata.normalize("NFKC", cell))):
        plain = _LABEL.sub("", part.strip()).strip() if shape != "token" else part.strip()
        if (number := _without_exponent(plain)) is not None:
            problems.append(spoken()("row.shortened", kind=kind, value=repr(plain)))
            plain = number
        value = "" if is_placeholder(plain) else _CLEAN[shape](plain)
        if value:
            identifiers.append(unchecked(Identifier, {"kind": kind, "value": value}))
    several = len(identifiers) > 1
    return tuple(dict.fromkeys(identifiers) if several else identifiers), tuple(problems)


def _found(text: str) -> Iterator[Identifier]:
    capitals = text.upper()  # looking for labels and long words first is what keeps large files quick
    if "IMO" in capitals:
        for match in _IMO.finditer(text):
            yield Identifier(kind="imo", value=match[1])
        for match in _IMO_BEHIND.finditer(text):
            if imo.is_valid(match[1]):
                yield Identifier(kind="imo", value=match[1])
    if "MMSI" in capitals:
        for match in _MMSI.finditer(text):
            yield Identifier(kind="mmsi", value=match[1])
    if "BIC" in capitals or "SWIFT" in capitals:
        for match in _BIC.finditer(text):
            if bic.is_valid(match[1]):
                yield Identifier(kind="bic", value=match[1])
    for word in text.split():
        if len(word) >= _LONG_WORD:
            yield from _found_in_long_word(word)


def _found_in_long_word(word: str) -> Iterator[Identifier]:
    if (code := _LEI.search(word)) and is_lei(code[0]) and not code[0].isdigit():
        yield Identifier(kind="lei", value=code[0])
    for wallet in _WALLET.finditer(word):
        if not wallet[0].isalpha():
            yield Identifier(kind="crypto_address", value=wallet[0])


def _without_exponent(text: str) -> str | None:
    """A number that a spreadsheet program has shortened (``8.90549E+06``), written out; None for any other text."""
    match = _SCIENTIFIC.fullmatch(text)
    if match is None:
        return None
    number = Decimal(f"{match[1]}.{match[2] or 0}E{match[3]}")
    return str(int(number)) if number == int(number) else None


def _imo_digits(text: str) -> str:
    match = re.search(r"(?<!\d)\d{7}(?!\d)", text)
    return match[0] if match else _digits(text)


def _digits(text: str) -> str:
    return "".join(re.findall(r"\d", text))


def _code(text: str) -> str:
    return "".join(text.split()).upper()


def _token(text: str) -> str:
    return text


_CLEAN: Mapping[str, Callable[[str], str]] = {
    "imo": _imo_digits, "digits": _digits, "code": _code, "token": _token,
}  # fmt: skip
SHAPES = frozenset(_CLEAN)
"""The shapes that ``headers.toml`` may name."""
