"""What may tie one row to another: identifiers, accounts, phones, mail, addresses and names, in comparable forms.

Forms are cheap to make, because every row's are; two rows with equal forms are looked at again by `telephone.same`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from stdnum import iban

from screening.entities import Counterparty
from screening.links.words import link_words
from screening.matching.identifiers import comparable
from screening.names.countries import country_code, country_words
from screening.names.placeholders import is_placeholder, stand_for_nothing
from screening.names.reference import common_address_words
from screening.names.several import several
from screening.red_flags.phrases import folded, words_of
from screening.report.model import LinkKind

ROLES = frozenset({
    "name", "trading_name", "former_name", "vessel", "beneficiary", "shipper", "consignee", "director", "owner",
    "contact", "other_party",
})  # fmt: skip
"""Fields whose names may be those of another row. Banks are left out: thousands have accounts with one."""

_OF_SEVERAL = frozenset({"director", "owner", "contact"})
"""Fields of which one cell often names several parties."""

_SEVERAL = re.compile(r"[;,|\n]| / | or ")
_EXTENSION = re.compile(r"(?:ext|x|доб|转|內線|内線|#)[.:\s]*\d{1,6}\s*$", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
_HOST = re.compile(r"(?:https?://)?([\w-]+(?:\.[\w-]+)+)(?=[/:?\s]|$)", re.IGNORECASE)
_PERCENT = re.compile(r"[(\[]?\s*\d{1,3}(?:[.,]\d+)?\s?(?:%|percent\b)\s*[)\]]?", re.IGNORECASE)
_PHONE_DIGITS = 7  # the last ones: what all ways of writing one number have in common
_NUMBER_LENGTH = 6  # shorter registration numbers are many parties'
_NAME_LENGTH = 6
_UNSPACED_NAME = 3  # letters of a name in a script without spaces
_IBAN_LENGTH = 15
_POSTCODE = 5
_DIGIT = re.compile(r"\d")
_REMEMBERED = 8192  # names and addresses: those of directors, banks and owners come again


class Tie(NamedTuple):
    """What a row has that another may have too; ``key`` is equal where the two are, ``value`` as it stands."""

    kind: LinkKind
    key: str
    field: str
    value: str


def ties_of(party: Counterparty) -> Iterator[Tie]:
    """Everything that may tie the row to another, in the order of the fields."""
    return map(Tie._make, plain_ties(party))


def plain_ties(party: Counterparty) -> Iterator[tuple[LinkKind, str, str, str]]:
    """`ties_of` without their names: those of every row are made, and few are looked at."""
    for identifier in party.identifiers:
        found = comparable(identifier)
        if found and found[0] != "bic" and len(found[1]) >= _NUMBER_LENGTH and not is_placeholder(identifier.value):
            yield Tie("identifier", ":".join(found), found[0], identifier.value)
    cells = [cell for cell in party.input.values() if len(cell) >= _IBAN_LENGTH and cell[2:4].isdecimal()]
    if cells or party.account:
        yield from _accounts(party.account, cells)
    if party.phone:
        yield from phone_ties(party.phone)
    if party.email:
        yield from mail_ties(party.email)
    if party.address and (key := address_key(party.address)):
        yield "address", key, "address", party.address
    if key := name_key(party.name):
        yield "party", key, "name", party.name
    if party.other_names:
        yield from _other_names(party)


def _accounts(account: str, cells: Iterable[str]) -> Iterator[Tie]:
    """The accounts in the cell for them, and the IBANs among others."""
    seen = set()
    for text in _SEVERAL.split(account) if account else ():
        if (key := _account_key(text)) not in seen and _may_be_number(key, _NUMBER_LENGTH):
            seen.add(key)
            yield Tie("account", key, "account", text.strip())
    for cell in cells:
        if cell[:2].isalpha():
            key = _account_key(cell)
            if key not in seen and iban.is_valid(cell) and _may_be_number(key, _NUMBER_LENGTH):
                seen.add(key)
                yield Tie("account", key, "account", cell.strip())


def _account_key(text: str) -> str:
    return "".join(filter(str.isalnum, text)).upper()


def _may_be_number(key: str, length: int) -> bool:
    """Whether there are so many digits, and not all the same: 0000000 is nobody's."""
    digits = "".join(filter(str.isdecimal, key))
    return len(digits) >= length and len(set(digits)) > 1


def phone_ties(text: str) -> Iterator[Tie]:
    """The telephone numbers in a text, told by their last digits."""
    for number in _SEVERAL.split(text):
        digits = "".join(filter(str.isdecimal, _EXTENSION.sub("", number)))
        if _may_be_number(digits, _PHONE_DIGITS):
            yield Tie("phone", digits[-_PHONE_DIGITS:], "phone", number.strip())


def mail_ties(text: str) -> Iterator[Tie]:
    """The e-mail addresses in a text, and the domains of these and of web sites."""
    for part in _SEVERAL.split(text.lower()):
        address = _MAIL.search(part)
        if address is not None:
            yield Tie("email", address[0], "email", address[0])
        host = address[1] if address else (match[1] if (match := _HOST.search(part.strip())) else None)
        domain = _domain(host) if host else ""
        if domain and domain not in link_words().shared_mail and host not in link_words().shared_mail:
            yield Tie("email_domain", domain, "email", domain)


@lru_cache(maxsize=4096)
def _domain(host: str) -> str:
    """The name that somebody registered: two labels, or three under a country (example.co.uk)."""
    labels = host.removeprefix("www.").split(".")
    under_country = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in link_words().second_labels
    return ".".join(labels[-3 if under_country else -2 :])


@lru_cache(maxsize=_REMEMBERED)
def address_key(address: str) -> str:
    """The telling words and numbers of an address, in alphabetical order; empty where it names no house.

    Words that every street has, countries and postcodes are left out, so that their spelling and their lack do not
    matter.
    """
    plain = folded(address)
    if _DIGIT.search(plain) is None:
        return ""
    told = set(words_of(plain)) - _silent_words()
    words = [word for word in told if len(word) > 2 and (word.isalpha() or _DIGIT.search(word) is None)]
    numbers = [
        word
        for word in told
        if not word.isalpha() and (len(word) < _POSTCODE or not word.isdecimal()) and _DIGIT.search(word) is not None
    ]
    if not numbers:
        return ""
    if not plain.isascii():
        words = [word for word in words if word.isascii() or not _is_country(word)]
    is_telling = words or any(len(word) > _NAME_LENGTH and not word.isascii() for word in numbers)
    return " ".join(sorted((*words, *numbers))) if is_telling else ""


@cache
def _silent_words() -> frozenset[str]:
    """Words that say little in an address: those of every street, and countries."""
    return frozenset(word for word in common_address_words() | country_words() if _DIGIT.search(word) is None)


@lru_cache(maxsize=_REMEMBERED)
def _is_country(word: str) -> bool:
    return country_code(word) is not None


def _other_names(party: Counterparty) -> Iterator[Tie]:
    for other in party.other_names:
        if other.field in ROLES and not other.free_text:
            for text in (several(other.text) if other.field in _OF_SEVERAL else ()) or (other.text,):
                if key := name_key(text):
                    yield Tie("party", key, other.field, text)


@lru_cache(maxsize=_REMEMBERED)
def name_key(text: str) -> str:
    """The words of a name in alphabetical order, a share behind it left out; empty where it is too short to tell, or
    stands for none.
    """
    has_share = "%" in text or "percent" in text
    plain = folded(_PERCENT.sub(" ", text) if has_share else text)
    words = words_of(plain)
    is_plain = not has_share and text.isascii()
    if stand_for_nothing(words) if is_plain else is_placeholder(text):
        return ""
    key = " ".join(sorted(words))
    is_telling = len(key) >= _NAME_LENGTH and len(words) > 1
    return key if is_telling or (len(key) >= _UNSPACED_NAME and not plain.isascii()) else ""
