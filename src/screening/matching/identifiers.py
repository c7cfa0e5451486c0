"""Identifiers made comparable, and their check digits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from stdnum import bic, imo
from stdnum.exceptions import ValidationError

from screening.check_digits import validate_lei
from screening.entities import Identifier
from screening.texts import spoken

LASTING: frozenset[str] = frozenset({"imo", "bic", "lei"})
"""Kinds that name one party for good and are checked by their issuer: equal ones settle who is meant."""

_CHECKS: Mapping[str, Callable[[str], object]] = {"imo": imo.validate, "bic": bic.validate, "lei": validate_lei}

# Kinds that users and lists confuse: a number of the one may be given as the other.
_FAMILIES: Mapping[str, str] = {
    "swift": "bic", "swift_bic": "bic", "bic_swift": "bic", "imo_number": "imo",
    "registration_number": "number", "company_number": "number", "registration": "number", "tax_id": "number",
    "tax_number": "number", "vat": "number", "national_id": "number", "inn": "number", "ogrn": "number",
    "id_number": "number",
    "passport_number": "passport", "crypto": "crypto_address", "wallet": "crypto_address",
    "eth_address": "crypto_address", "xbt_address": "crypto_address", "btc_address": "crypto_address",
    "usdt_address": "crypto_address", "trx_address": "crypto_address", "xmr_address": "crypto_address",
}  # fmt: skip
_SHORTEST = 5
"""Shorter numbers are shared by too many parties to say anything."""


def known_kinds(kinds: Iterable[str]) -> frozenset[str]:
    """The given kinds, the lasting ones, and every word that is read as a kind of number."""
    return frozenset({*kinds, *LASTING, *_FAMILIES, *_FAMILIES.values()})


def comparable(identifier: Identifier) -> tuple[str, str] | None:
    """Kind and value so that equal identifiers are equal text; None where the value says too little.

    An IMO number loses its letters, a BIC its branch (the first eight characters name the bank).
    """
    kind = _FAMILIES.get(identifier.kind, identifier.kind)
    if kind == "crypto_address":  # upper and lower case differ
        value = "".join(identifier.value.split())
    else:
        value = "".join(filter(str.isalnum, identifier.value.upper()))
    if kind == "imo":
        value = "".join(filter(str.isdecimal, value))
    if kind == "bic":
        value = value[:8]
    return (kind, value) if len(value) >= _SHORTEST else None


def fault(identifier: Identifier) -> str | None:
    """What is wrong with an identifier whose kind has a check, as a sentence; None where nothing is."""
    found = comparable(identifier)
    kind = found[0] if found else _FAMILIES.get(identifier.kind, identifier.kind)
    check = _CHECKS.get(kind)
    if check is None:
        return None
    value = "".join(c for c in identifier.value.upper() if c.isalnum())
    if kind == "imo":
        value = "".join(c for c in value if c.isdecimal())
    try:
        check(value)
    except ValidationError as error:
        texts, key = spoken(), f"fault.{type(error).__name__}"
        why = texts(key if key in texts else "fault.ValidationError")
        return texts("problem.number", kind=kind.upper(), value=repr(identifier.value), why=why)
    return None


def identifier_key(comparable: tuple[str, str]) -> str:
    """The text under which the index keeps an identifier's kind and value, made comparable."""
    return "\n".join(comparable)
